"""Tiếp quản: how a dossier stands at first that was begun in the system that is replaced. No I/O.

What that system said is kept: its code, its times, the due time that it promised. What it cannot
have said, or says against itself, is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from chalicelib.agencies.model import Agency
from chalicelib.dossiers.model import DONE, RECEIVE, RETURN, SIGN
from chalicelib.dossiers.moves import CLOSED, Status
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.procedures.model import Case, Step, Version

from . import wording
from .orders import TakeoverLine

Doubt = dict[str, str]

_WAITS = {Status.SUPPLEMENT_REQUESTED: "supplement", Status.FEE_DEMANDED: "demand"}
_IN_HAND = frozenset({Status.ACCEPTED, Status.PROCESSING})
_RECEIVED = _IN_HAND | {Status.STOPPED, Status.RESOLVED, Status.RETURNED}
_WITHOUT_RESULT = CLOSED - {Status.RETURNED}
_SIGNED = frozenset({Status.RESOLVED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands in the internal process."""

    step: str
    steps_done: int


def must_be_sound(line: TakeoverLine, now: dt.datetime) -> None:
    """Refuses what a status needs and is not said, what does not belong to it, and times that are
    in the future or out of order."""
    status = Status(line.status)
    for member, needed, allowed in _members(line, status):
        there = getattr(line, member) is not None
        if there is needed or (there and allowed):
            continue
        said = wording.BELONGS_TO_STATUS if there else wording.NEEDED_FOR_STATUS
        title = said.format(status=line.status, member=wording.MEMBERS[member])
        code = "not_of_this_status" if there else "needed_for_status"
        raise invalid(f"/{member}", code, title)
    _must_be_in_order(line, now)


def _members(line: TakeoverLine, status: Status) -> Iterator[tuple[str, bool, bool]]:
    """Each member that hangs on the status: whether it must be there, and whether it may be."""
    waits = status in _WAITS
    yield "received_at", status in _RECEIVED, waits or status is Status.WITHDRAWN
    received = line.received_at is not None
    yield "due_at", status in _IN_HAND or (waits and received), received
    yield "closed_at", status in CLOSED, False
    yield "papers_here", False, status in _WITHOUT_RESULT
    for wait, member in _WAITS.items():
        yield member, status is wait, False


def _must_be_in_order(line: TakeoverLine, now: dt.datetime) -> None:
    former = line.filed_at
    for pointer, moment in _past(line):
        if moment > now:
            raise invalid(pointer, "in_the_future", wording.IN_THE_FUTURE)
        if moment < former:
            raise invalid(pointer, "out_of_order", wording.BEFORE_THE_FORMER)
        former = moment
    for pointer, moment, after in _to_come(line):
        if moment < after:
            raise invalid(pointer, "out_of_order", wording.BEFORE_THE_FORMER)


def _past(line: TakeoverLine) -> Iterator[tuple[str, dt.datetime]]:
    yield "/filed_at", line.filed_at
    if line.received_at:
        yield "/received_at", line.received_at
    if line.supplement:
        yield "/supplement/asked_at", line.supplement.asked_at
    if line.demand:
        yield "/demand/demanded_at", line.demand.demanded_at
    if line.closed_at:
        yield "/closed_at", line.closed_at


def _to_come(line: TakeoverLine) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    if line.due_at and line.received_at:
        yield "/due_at", line.due_at, line.received_at
    if line.supplement:
        yield "/supplement/answer_by", line.supplement.answer_by, line.supplement.asked_at
    if line.demand:
        yield "/demand/pay_by", line.demand.pay_by, line.demand.demanded_at


def must_be_known(line: TakeoverLine, version: Version, case: Case, now: Set[str]) -> None:
    """Refuses a defect that is about nothing, and of an open dossier a fee that is not taken:
    neither on its day nor ``now``, as the tariff of its day may not be known."""
    known = version.may_lack(case)
    for at, defect in enumerate(line.supplement.defects if line.supplement else ()):
        if defect.about not in known:
            title = wording.UNKNOWN_DEFECT.format(about=defect.about)
            raise invalid(f"/supplement/defects/{at}/about", "unknown_defect", title)
    if Status(line.status) in CLOSED:
        return
    taken = now | {fee.name for fee in version.fees_by(line.channel, case.key)}
    said = [(f"/fees/{at}/name", fee.name) for at, fee in enumerate(line.fees)]
    demanded = line.demand.charges if line.demand else ()
    said += [(f"/demand/charges/{at}/name", one.name) for at, one in enumerate(demanded)]
    for pointer, name in said:
        if name not in taken:
            raise invalid(pointer, "unknown_fee", wording.UNKNOWN_FEE.format(fee=name))


def place_of(line: TakeoverLine, process: tuple[Step, ...]) -> Place:
    """Where it stands: as the old system says, or else where its status begins."""
    status, keys = Status(line.status), [step.key for step in process]
    if status is Status.RETURNED:
        return Place(DONE, len(keys))
    if line.received_at is None:
        fixed: str | None = RECEIVE
    elif status is Status.RESOLVED:
        fixed = RETURN
    else:
        fixed = None
    step = line.step or fixed or keys[1]
    between = step in keys and step not in (RECEIVE, RETURN)
    if not (step == fixed if fixed else between):
        raise invalid("/step", "unknown_step", wording.UNKNOWN_STEP.format(step=step))
    if step == SIGN and status is Status.ACCEPTED:
        raise invalid("/step", "unknown_step", wording.UNKNOWN_STEP.format(step=step))
    return Place(step, keys.index(step))


def held(line: TakeoverLine, place: Place) -> Status | None:
    """The status to go back to, of one that waits for an answer or a fee."""
    if Status(line.status) not in _WAITS:
        return None
    if line.received_at is None:
        return Status.REGISTERED
    return Status.PROCESSING if place.steps_done > 1 else Status.ACCEPTED


def stopped_at(line: TakeoverLine, fee_wait: str) -> dt.datetime | None:
    """Since when its clock stands still: for a supplement always (NĐ 61/2018 Điều 19 khoản 4), for
    a fee by the rule ``fee_wait_policy``, and before acceptance it does not run."""
    if line.supplement:
        return line.supplement.asked_at
    pauses = fee_wait == "pause" and line.received_at is not None
    return line.demand.demanded_at if line.demand and pauses else None


def waits(line: TakeoverLine) -> dict[str, Any]:
    """The changes of what is waited for."""
    if line.supplement:
        return {"supplement_by": line.supplement.answer_by}
    if line.demand:
        due = sum(one.amount for one in line.demand.charges)
        return {"fee_due": due, "fee_by": line.demand.pay_by}
    return {}


def lateness(line: TakeoverLine) -> dict[str, Any]:
    """What was done about a due time that is missed."""
    said, missed = line.lateness, line.due_at
    if missed is None:
        return {}
    return {
        **({"explained_for": missed} if said.explained else {}),
        **({"apologised_for": missed} if said.apologised else {}),
        **({"promised_at": said.promised_at} if said.promised_at else {}),
    }


def assumed_version(version: Version) -> str:
    """What is said of a dossier that goes by a version of a later day."""
    return wording.VERSION_ASSUMED.format(day=version.effective_from.strftime("%d/%m/%Y"))


def is_signed(line: TakeoverLine) -> bool:
    return Status(line.status) in _SIGNED


def doubts_of_code(
    line: TakeoverLine, identifier: str, day: dt.date, received_by: Agency
) -> Iterator[Doubt]:
    """Where the code says otherwise than the line, and an agency that was not there then.

    Reception by another's desk, and a code given on the day of filing, are both lawful.
    """
    if identifier != received_by.identifier:
        yield doubt("/code", "code_of_another_agency", wording.CODE_OF_ANOTHER_AGENCY)
    days = {clock.local_day(one) for one in (line.filed_at, line.received_at) if one}
    if day not in days:
        yield doubt("/code", "code_of_another_day", wording.CODE_OF_ANOTHER_DAY)
    if not received_by.exists_on(clock.local_day(line.received_at or line.filed_at)):
        yield doubt("/agency", "agency_not_there_then", wording.AGENCY_NOT_THERE_THEN)


def may_lie_here(line: TakeoverLine, *, electronic: bool) -> bool:
    """Whether its papers may lie at the desk still, and the line does not say."""
    without_result = Status(line.status) in _WITHOUT_RESULT
    return without_result and bool(line.papers) and not electronic and line.papers_here is None


def was_interrupted(line: TakeoverLine) -> bool:
    """Whether something of the law may have moved its due time on."""
    asked = line.asked.reception + line.asked.processing
    return bool(asked or line.extensions or line.supplement or line.demand)


def doubt(pointer: str, code: str, title: str) -> Doubt:
    return {"pointer": pointer, "code": code, "title": title}


def invalid(pointer: str, code: str, title: str) -> Invalid:
    """The refusal of one member of a line."""
    errors = [{"pointer": pointer, "code": code, "title": title}]
    return Invalid(code, title, errors=errors)
