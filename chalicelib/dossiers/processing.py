"""Xử lý: what officers decide while a dossier is in process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, NotFound
from chalicelib.procedures.model import Step

from . import wording
from .model import (
    RECEIVE,
    By,
    Dossier,
    Event,
    Opinion,
    current_step,
    facts_of,
    next_warning,
    started,
)
from .moves import Kind, Move, Status
from .reception import spoken


def assign(dossier: Dossier, officer: By, by: By, at: dt.datetime, note: str) -> Event:
    """A head names who works on it."""
    dossier.must_allow(Move.ASSIGN)
    _must_be_another(dossier, officer)
    return dossier.event(
        Kind.ASSIGNED,
        by,
        at,
        note,
        changes={"assignee": officer.id},
        data={"to": officer.model_dump()},
    )


def hand_over(dossier: Dossier, officer: By, by: By, at: dt.datetime, note: str) -> Event:
    """From one officer to another (S2 Điều 8 khoản 2, Điều 32 khoản 8)."""
    dossier.must_allow(Move.HAND_OVER)
    _must_be_another(dossier, officer)
    return dossier.event(
        Kind.HANDED_OVER,
        by,
        at,
        note,
        changes={"assignee": officer.id},
        data={"from": dossier.assignee, "to": officer.model_dump()},
    )


def complete_step(
    dossier: Dossier, process: tuple[Step, ...], by: By, at: dt.datetime, note: str
) -> Event:
    """A step of the internal process is done; the next one begins."""
    dossier.must_allow(Move.COMPLETE_STEP)
    step = current_step(dossier, process)
    return dossier.event(
        Kind.STEP_COMPLETED,
        by,
        at,
        note,
        Status(step.shows),
        changes=dossier.step_done(process),
        data={"step": step.key},
    )


def send_back(
    dossier: Dossier, process: tuple[Step, ...], by: By, at: dt.datetime, reason: str
) -> Event:
    """The step before must be done again."""
    dossier.must_allow(Move.SEND_BACK)
    keys = [step.key for step in process]
    before = keys[keys.index(dossier.step) - 1]
    if before == RECEIVE:
        raise Conflict("first_step", wording.FIRST_STEP)
    return dossier.event(
        Kind.STEP_SENT_BACK,
        by,
        at,
        reason,
        changes={"step": before, "steps_done": dossier.steps_done - 1},
        data={"from": dossier.step, "step": before},
    )


def request_opinions(
    dossier: Dossier,
    asked: list[tuple[str, dt.datetime]],
    question: str,
    by: By,
    at: dt.datetime,
) -> Event:
    """Other agencies are asked in parallel, each with its own deadline (Điều 19 khoản 5–7)."""
    dossier.must_allow(Move.REQUEST_OPINIONS)
    opinions = [
        Opinion(id=str(dossier.opinions_asked + number), agency=agency, due_at=due)
        for number, (agency, due) in enumerate(asked, start=1)
    ]
    everyone = [*dossier.opinions, *opinions]
    return dossier.event(
        Kind.OPINION_REQUESTED,
        by,
        at,
        question,
        changes={
            "opinions": _kept(everyone),
            "opinions_asked": dossier.opinions_asked + len(opinions),
        },
        data={"opinions": _kept(opinions)},
    )


def give_opinion(dossier: Dossier, opinion: Opinion, by: By, at: dt.datetime, answer: str) -> Event:
    """The agency asked has answered; late is noted (Điều 19 khoản 5)."""
    dossier.must_allow(Move.GIVE_OPINION)
    return dossier.event(
        Kind.OPINION_GIVEN,
        by,
        at,
        answer,
        changes={"opinions": _others(dossier, opinion)},
        data=_about(opinion, at),
    )


def cancel_opinion(
    dossier: Dossier, opinion: Opinion, by: By, at: dt.datetime, reason: str
) -> Event:
    """It goes on without the answer: late, or asked of the wrong agency."""
    dossier.must_allow(Move.CANCEL_OPINION)
    return dossier.event(
        Kind.OPINION_CANCELLED,
        by,
        at,
        reason,
        changes={"opinions": _others(dossier, opinion)},
        data=_about(opinion, at),
    )


def opinion_of(dossier: Dossier, id: str) -> Opinion:
    """An opinion that is still waited for."""
    for opinion in dossier.opinions:
        if opinion.id == id:
            return opinion
    raise NotFound("opinion_not_found", wording.OPINION_NOT_FOUND)


def note_overdue_opinions(dossier: Dossier, by: By, at: dt.datetime) -> Event | None:
    """Opinions that did not come in time, each told of once to the head (Điều 19 khoản 5)."""
    missing = [one for one in dossier.opinions if not one.overdue and one.due_at < at]
    if not missing:
        return None
    noted = [
        one.model_copy(update={"overdue": one.overdue or one in missing})
        for one in dossier.opinions
    ]
    return dossier.event(
        Kind.OPINION_OVERDUE,
        by,
        at,
        changes={"opinions": _kept(noted)},
        data={"opinions": _kept(missing), "to": ["head"]},
    )


def extend(
    dossier: Dossier,
    deadline: Deadline,
    allowed: int,
    latest: dt.datetime,
    percents: list[int],
    by: By,
    at: dt.datetime,
    reason: str,
) -> Event:
    """An apology with a new date, in time and not again (Mẫu số 04, Điều 19 khoản 9).

    ``latest`` is the last moment for it; ``allowed`` how often it may be done.
    """
    dossier.must_allow(Move.EXTEND)
    if dossier.extensions >= allowed:
        raise Conflict("extended_already", wording.EXTENDED_ALREADY.format(times=allowed))
    if at > latest:
        raise Conflict(
            "extension_late",
            wording.EXTENSION_LATE.format(at=spoken(latest)),
            latest=clock.shown(latest),
        )
    return dossier.event(
        Kind.DEADLINE_EXTENDED,
        by,
        at,
        reason,
        changes={
            **started(deadline, percents, at, dossier.warned),
            "extensions": dossier.extensions + 1,
        },
        data={**facts_of(deadline), "due_before": clock.stored(dossier.next_due)},
    )


def warn(
    dossier: Dossier,
    deadline: Deadline,
    officer: list[int],
    head: list[int],
    by: By,
    at: dt.datetime,
) -> Event | None:
    """The share of working time that is used up now, once; None if there is none to tell."""
    if dossier.warn_at is None or at < dossier.warn_at:
        return None
    percents = sorted({*officer, *head})
    used = max(
        (one for one in percents if one > dossier.warned and deadline.reached(one) <= at),
        default=0,
    )
    if not used:
        return None
    told = [
        who
        for who, theirs in (("officer", officer), ("head", head))
        if any(dossier.warned < one <= used for one in theirs)
    ]
    return dossier.event(
        Kind.DEADLINE_WARNED,
        by,
        at,
        changes={"warned": used, "warn_at": next_warning(deadline, percents, used, at)},
        data={"percent": used, "to": told, "assignee": dossier.assignee},
    )


def _must_be_another(dossier: Dossier, officer: By) -> None:
    if officer.id == dossier.assignee:
        raise Conflict("already_assigned", wording.ALREADY_ASSIGNED.format(name=officer.name))


def _others(dossier: Dossier, opinion: Opinion) -> list[dict[str, Any]]:
    return _kept(one for one in dossier.opinions if one.id != opinion.id)


def _about(opinion: Opinion, at: dt.datetime) -> dict[str, Any]:
    return {
        "id": opinion.id,
        "agency": opinion.agency,
        "due_at": clock.stored(opinion.due_at),
        "late": at > opinion.due_at,
    }


def _kept(opinions: Iterable[Opinion]) -> list[dict[str, Any]]:
    """Opinions as the state keeps them: without what is a matter of course."""
    return [one.model_dump(mode="json", exclude_defaults=True) for one in opinions]
