"""Requests to take over dossiers, translated."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pydantic import BaseModel

from chalicelib.agencies import actions as agencies
from chalicelib.foundation.visits import Visit

from . import actions, orders
from .actions import Judged, Outcome


class LineFaultView(BaseModel):
    """What is wrong at a place of the line; never what stands there."""

    pointer: str
    code: str
    title: str


class ClaimView(BaseModel):
    """What a line would take that no other may have: ``key`` stands for a code or a number,
    ``line`` for the line; another line with that key will be told ``refusal``."""

    key: str
    line: str
    refusal: str
    title: str


class TakeoverLineView(BaseModel):
    """What became of a line, by its number in the file; ``doubts`` are to be looked at.

    ``agency`` is who has the dossier now. ``claims`` are what a sound line of a dry run would take:
    whoever sends a file in parts compares them from part to part, whatever the outcome here.
    """

    line: int
    code: str | None
    agency: str | None
    outcome: Outcome
    refusal: str | None
    title: str | None
    errors: list[LineFaultView]
    doubts: list[LineFaultView]
    claims: list[ClaimView]


class TakeoverCounts(BaseModel):
    """Outcomes of an agency: who has the dossiers now. Lines that are refused have none."""

    agency: str
    name: str
    counts: dict[str, int]


class TakeoverReport(BaseModel):
    """Counts by outcome and agency, then each line. It names no person."""

    system: str
    dry_run: bool
    counts: dict[str, int]
    agencies: list[TakeoverCounts]
    lines: list[TakeoverLineView]


def take_over(
    visit: Visit, query: orders.TakeoverQuery, order: orders.TakeoverOrder
) -> TakeoverReport:
    """Take over dossiers of the system that is replaced, or try it first (dry run)"""
    judged = actions.take_over(order.system, order.lines, order.first, visit.who, dry=query.dry_run)
    return TakeoverReport(
        system=order.system,
        dry_run=query.dry_run,
        counts=dict(Counter(one.outcome for one in judged)),
        agencies=_by_agency(judged),
        lines=[_line(one) for one in judged],
    )


def _by_agency(judged: list[Judged]) -> list[TakeoverCounts]:
    judged = [one for one in judged if one.outcome != "refused"]
    places = sorted({one.agency for one in judged if one.agency})
    return [
        TakeoverCounts(
            agency=place,
            name=agencies.name_of(place),
            counts=dict(Counter(one.outcome for one in judged if one.agency == place)),
        )
        for place in places
    ]


def _line(one: Judged) -> TakeoverLineView:
    refusal: Any = one.refusal
    errors = refusal.more.get("errors", []) if refusal else []
    return TakeoverLineView(
        line=one.number,
        code=one.code or None,
        agency=one.agency or None,
        outcome=one.outcome,
        refusal=refusal.code if refusal else None,
        title=refusal.title if refusal else None,
        errors=[LineFaultView(**fault) for fault in errors],
        doubts=[LineFaultView(**doubt) for doubt in one.doubts],
        claims=[
            ClaimView(
                key=claim.key,
                line=claim.line,
                refusal=claim.refusal.code,
                title=claim.refusal.title,
            )
            for claim in one.claims
        ],
    )
