"""Requests to read, draft and decide on changes of data, translated."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.actions import Once
from chalicelib.foundation import clock
from chalicelib.foundation.visits import Visit

from . import actions, data, orders
from .actions import Whole
from .model import Author, Change, ChangeStanding, Decision, Event, Kind, What
from .orders import ChangeNumber


class ActorView(BaseModel):
    subject: str
    name: str
    role: str


class ChangeEventView(BaseModel):
    version: int
    kind: What
    at: str
    by: ActorView
    note: str


class ChangeLine(BaseModel):
    """A change in a list. ``change`` is its number."""

    change: str
    version: int
    standing: ChangeStanding
    kind: Kind
    key: str
    agency: str | None
    in_force_from: dt.date
    decision: Decision
    drafted_at: str
    drafted_by: list[ActorView]
    decided_by: ActorView | None


class ChangeView(ChangeLine):
    """A whole change: ``events`` are never edited, each carries the hash of the one before."""

    data: dict[str, Any]
    events: list[ChangeEventView]


class ChangeList(BaseModel):
    changes: list[ChangeLine]
    next: str | None


class DataView(BaseModel):
    """What is in force on a day, as a draft sends it; ``base`` is its hash."""

    kind: Kind
    key: str
    agency: str | None
    on: dt.date
    base: str
    data: dict[str, Any]


class Difference(BaseModel):
    """``at`` is the place in the data; parts of a list with a code or key go by it."""

    at: str
    was: Any
    will_be: Any


class OpenAt(BaseModel):
    agency: str
    open: int
    more: bool


class OpenDossiers(BaseModel):
    """Open dossiers of what is changed. None of them changes: each keeps what it began with."""

    note: str
    agencies: list[OpenAt]
    codes: list[str]


class ComparisonView(BaseModel):
    change: str
    version: int
    differences: list[Difference]
    open_dossiers: OpenDossiers
    notes: list[str]


def show_data(visit: Visit, query: orders.DataQuery) -> DataView:
    """What is in force on a day: a procedure, a form, rules, an agency, hours"""
    on = query.on_day(clock.local_day(clock.now()))
    agency = _agency(query.kind, query.key, query.agency)
    what = data.datum(query.kind, query.key, agency, on)
    return DataView(
        kind=query.kind,
        key=query.key,
        agency=agency or None,
        on=on,
        base=actions.base_of(what),
        data=actions.current(what),
    )


def draft(visit: Visit, order: orders.DataDraftOrder) -> ChangeView:
    """Draft a change of the province's data, on the decision that it rests on"""
    key = visit.idempotency_key
    fingerprint = orders.fingerprint(visit.who.subject, "draft", order)
    once = Once(visit.who.subject, key, fingerprint) if key else None
    agency = _agency(order.kind, order.key, order.agency)
    return _view(actions.draft(order.proposal(agency), order.data, order.note, visit.who, once))


def revise(visit: Visit, change: ChangeNumber, order: orders.DataRevisionOrder) -> ChangeView:
    """Draft it anew, while nobody has decided on it"""
    return _view(
        actions.revise(
            change,
            order.version,
            order.in_force_from,
            order.decision.decision(),
            order.data,
            order.note,
            visit.who,
            orders.fingerprint(visit.who.subject, "revise", order),
        )
    )


def approve(visit: Visit, change: ChangeNumber, order: orders.DataApprovalOrder) -> ChangeView:
    """Approve what somebody else drafted; it is in force from its day on"""
    fingerprint = orders.fingerprint(visit.who.subject, "approve", order)
    return _view(actions.approve(change, order.version, order.note, visit.who, fingerprint))


def refuse(visit: Visit, change: ChangeNumber, order: orders.DataReasonOrder) -> ChangeView:
    """Refuse what somebody else drafted"""
    fingerprint = orders.fingerprint(visit.who.subject, "refuse", order)
    return _view(actions.refuse(change, order.version, order.reason, visit.who, fingerprint))


def withdraw(visit: Visit, change: ChangeNumber, order: orders.DataReasonOrder) -> ChangeView:
    """Withdraw a draft"""
    fingerprint = orders.fingerprint(visit.who.subject, "withdraw", order)
    return _view(actions.withdraw(change, order.version, order.reason, visit.who, fingerprint))


def show_change(visit: Visit, change: ChangeNumber) -> ChangeView:
    """A change of data, and all that happened to it"""
    return _view(actions.read(change))


def list_changes(visit: Visit, query: orders.ChangeQuery) -> ChangeList:
    """Changes of data, the newest at the top"""
    found, following = actions.listed(query.standing, query.kind, query.cursor)
    return ChangeList(changes=[ChangeLine(**_line(one)) for one in found], next=following)


def compare(visit: Visit, change: ChangeNumber) -> ComparisonView:
    """What a change changes, and of which open dossiers"""
    whole = actions.read(change)
    found = actions.compare(change)
    return ComparisonView(
        change=change,
        version=whole.change.version,
        differences=[Difference(**one) for one in found.differences],
        open_dossiers=OpenDossiers(
            note=actions.PINNED,
            agencies=[OpenAt(**one._asdict()) for one in found.dossiers],
            codes=found.codes,
        ),
        notes=found.notes,
    )


def _agency(kind: Kind, key: str, given: str | None) -> str:
    """Whose it is: an agency's own data is its own; else the agency named, in either form."""
    if kind is Kind.AGENCY and given in (None, key):
        return key
    return agencies.agency(given).identifier if given else ""


def _view(whole: Whole) -> ChangeView:
    return ChangeView(
        **_line(whole.change), data=whole.data, events=[_event(one) for one in whole.events]
    )


def _line(change: Change) -> dict[str, Any]:
    proposal = change.proposal
    return {
        "change": change.change,
        "version": change.version,
        "standing": change.standing,
        "kind": proposal.kind,
        "key": proposal.key,
        "agency": proposal.agency or None,
        "in_force_from": proposal.in_force_from,
        "decision": proposal.decision,
        "drafted_at": clock.shown(change.drafted_at),
        "drafted_by": [_actor(one) for one in change.authors],
        "decided_by": _actor(change.decided_by) if change.decided_by else None,
    }


def _event(event: Event) -> ChangeEventView:
    return ChangeEventView(
        version=event.version,
        kind=event.kind,
        at=clock.shown(event.at),
        by=_actor(event.by),
        note=event.note,
    )


def _actor(one: Author) -> ActorView:
    return ActorView(subject=one.subject, name=one.name, role=one.role)
