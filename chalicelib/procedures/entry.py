"""Requests about the catalogue, translated. All of it is public (NĐ 63/2010 Điều 24)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency
from chalicelib.foundation import clock
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Day
from chalicelib.foundation.text import cited
from chalicelib.foundation.visits import Example, Visit

from . import actions, wording
from .model import Field as Work
from .model import LifeEvent, Line, Named, Role


class SearchQuery(Frozen):
    q: str = Field(
        default="",
        max_length=200,
        description="Words, with or without diacritics",
        examples=[wording.EXAMPLE_WORDS],
    )
    field: str | None = Field(
        default=None, max_length=80, description="Code or name of a field", examples=["ho-tich"]
    )
    agency: Annotated[str | None, Example(agencies.example_agency)] = Field(
        default=None,
        max_length=40,
        description="Settled by this agency, or received by its desk: for those whom it receives"
        " for, or for whoever settles it where boundaries do not matter",
    )
    event: str | None = Field(
        default=None,
        max_length=40,
        description="Often needed in this event of life",
        examples=["birth"],
    )
    limit: int = Field(default=100, ge=1, le=200, description="At most so many", examples=[50])
    offset: int = Field(default=0, ge=0, le=10_000, description="After so many", examples=[0])


class ProcedureLine(Line):
    """``at_agency`` is what the agency that was asked for does with it: ``settles`` it, or its
    desk ``receives_for`` another agency, or takes it in ``boundary_free``."""

    at_agency: Role | None = None


class Choice(BaseModel):
    """A field or an event of life, and how many of what was found are of it."""

    code: str
    name: str
    count: int


class ProcedureList(BaseModel):
    """``count`` is how many were found; ``procedures`` are those of the page asked for.

    ``fields`` are the fields that could be asked for instead with the rest as it is, ``events``
    the events of life.
    """

    count: int
    procedures: list[ProcedureLine]
    fields: list[Choice]
    events: list[Choice]


class Office(Frozen):
    """An agency by its identifier and name."""

    code: str
    name: str


class ProcedureView(Named):
    """The version in force today (or on the day given), and the days of all versions.

    ``competent`` is who settles it (NĐ 61/2018 Điều 17 khoản 1 điểm b), ``received_at``
    whose desks take it in for them; where boundaries do not matter, any one-stop desk does.
    ``statuses`` are the national codes that each step may show, by the key of the step.
    """

    versions: list[dt.date]
    competent: list[Office]
    received_at: list[Office]
    statuses: dict[str, tuple[int, ...]]
    sign_in_level: int = Field(description="Level of the electronic identity to file it online")
    declaration: str = Field(description="What whoever files it online declares")


class OnDay(Frozen):
    on: Day | None = Field(
        default=None, description="The version in force on this day", examples=["2026-01-05"]
    )


def search(visit: Visit, query: SearchQuery) -> ProcedureList:
    """Search the catalogue of procedures"""
    day = clock.local_day(clock.now())
    everything = actions.find(query.q, None, query.agency, day)
    found = actions.narrowed(everything, query.field, query.event)
    page = found[query.offset : query.offset + query.limit]
    roles = actions.roles_at(query.agency, page, day) if query.agency else {}
    lines = [_line(line, roles.get(line.code)) for line in page]
    fields = [one.field for one in actions.narrowed(everything, None, query.event)]
    events = [
        one for line in actions.narrowed(everything, query.field, None) for one in line.events
    ]
    return ProcedureList(
        count=len(found), procedures=lines, fields=_choices(fields), events=_choices(events)
    )


def show(
    visit: Visit, code: Annotated[str, Example(agencies.example_procedure)], query: OnDay
) -> ProcedureView:
    """A procedure as it is in force, with papers, fees, steps and form"""
    versions = actions.all_versions(code)
    day = query.on or clock.local_day(clock.now())
    named = actions.in_force(code, day)
    days = [one.version.effective_from for one in versions]
    # Online it can be filed today only.
    rules = agencies.rules_on(clock.local_day(clock.now()))
    return ProcedureView(
        **dict(_for_the_public(named)),
        versions=days,
        competent=_offices(actions.settlers(named, day)),
        received_at=_offices(actions.desks_for(named, day)),
        statuses=named.version.statuses(),
        sign_in_level=actions.sign_in_level(named, rules),
        declaration=rules.value("declaration")["text"],
    )


def _line(line: Line, role: Role | None) -> ProcedureLine:
    events = [LifeEvent(code=one.code, name=one.name) for one in line.events]
    told = {**dict(line), "events": events, "not_online": cited(line.not_online)}
    return ProcedureLine(**told, at_agency=role)


def _choices(named: Iterable[Work | LifeEvent]) -> list[Choice]:
    counts = Counter((one.code, one.name) for one in named)
    return [
        Choice(code=code, name=name, count=count)
        for (code, name), count in sorted(counts.items(), key=lambda one: one[0][1])
    ]


def _for_the_public(named: Named) -> Named:
    """Without what was not yet looked up, and why: administrators read it in
    ``GET /administration/data``, lawyers with ``make unverified``."""
    return Named.model_validate(_told(named.model_dump(mode="json")))


def _told(said: Any) -> Any:
    if isinstance(said, str):
        return cited(said)
    if isinstance(said, list):
        return [_told(one) for one in said]
    if not isinstance(said, dict):
        return said
    unsure = {"verify", "note"} if said.get("verify") else set()
    return {name: _told(one) for name, one in said.items() if name not in unsure}


def _offices(found: list[Agency]) -> list[Office]:
    return [Office(code=one.identifier, name=one.name) for one in found]
