"""Xử lý: what officers decide while a dossier is in process."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies.deadlines import Deadline
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Turn
from chalicelib.dossiers.changes import (
    AssigneeChanges,
    ExtensionChanges,
    LatenessChanges,
    LimitChanges,
    OpinionChanges,
    StepChanges,
    TimeChanges,
    VerificationChanges,
)
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Apologised,
    Assigned,
    DeadlineExtended,
    DeadlineWarned,
    HandedOver,
    LatenessExplained,
    LimitLengthened,
    OpinionCancelled,
    OpinionEnded,
    OpinionGiven,
    OpinionOverdue,
    OpinionRequested,
    StepCompleted,
    StepSentBack,
    VerificationRecorded,
)
from chalicelib.dossiers.model import RECEIVE, By, Dossier, Lengthening, Opinion, current_step
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid, NotFound
from chalicelib.foundation.text import cited
from chalicelib.procedures.model import LongerLimit

from . import wording

# Each has a line on its agency's desk, written with every move: a transaction takes a hundred.
_OPINIONS_AT_A_TIME = 20

started, next_warning = dossiers.deadlines.started, dossiers.deadlines.next_warning


def assign(turn: Turn, officer: By) -> Event:
    """A head names who works on it."""
    _must_be_another(turn.dossier, officer)
    return turn.event(Assigned(to=officer), AssigneeChanges(assignee=officer.id))


def hand_over(turn: Turn, officer: By) -> Event:
    """From one officer to another (S2 Điều 8 khoản 2, Điều 32 khoản 8)."""
    _must_be_another(turn.dossier, officer)
    facts = HandedOver(giver=turn.dossier.assignee, to=officer)
    return turn.event(facts, AssigneeChanges(assignee=officer.id))


def complete_step(turn: Turn, done: str | None) -> Event:
    """A step of the internal process is done; the next one begins.

    ``done`` names the step, so that doing it twice does not complete the next one too. None goes
    past a fee that is due before settling (CV 442/UBND-TH mục 1b).
    """
    dossiers.must_be_settled(turn, early=True)
    step = current_step(turn.dossier, turn.process)
    assert step is not None, "a lawful step is one of the process"
    if done not in (None, step.key):
        raise Conflict("other_step", wording.OTHER_STEP.format(step=step.title), step=step.key)
    changes = StepChanges(**turn.step_done())
    return turn.event(StepCompleted(step=step.key), changes, Status(step.shows))


def send_back(turn: Turn, reason: str) -> Event:
    """The step before must be done again."""
    dossier = turn.dossier
    keys = [step.key for step in turn.process]
    before = keys[keys.index(dossier.step) - 1]
    if before == RECEIVE:
        raise Conflict("first_step", wording.FIRST_STEP)
    return turn.event(
        StepSentBack(from_step=dossier.step, step=before),
        StepChanges(step=before, steps_done=dossier.steps_done - 1),
        note=reason,
    )


def request_opinions(turn: Turn, due_at: dict[str, dt.datetime], question: str) -> Event:
    """Other agencies are consulted in parallel, each with its own deadline (Điều 19 khoản 5–7)."""
    dossier = turn.dossier
    opinions = tuple(
        Opinion(
            id=str(dossier.opinions_asked + number),
            agency=agency,
            due_at=due,
            look_at=turn.entered_at if due < turn.entered_at else None,
        )
        for number, (agency, due) in enumerate(due_at.items(), start=1)
    )
    if len(dossier.opinions) + len(opinions) > _OPINIONS_AT_A_TIME:
        most = wording.TOO_MANY_OPINIONS.format(most=_OPINIONS_AT_A_TIME)
        raise Conflict("too_many_opinions", most)
    return turn.event(
        OpinionRequested(opinions=opinions),
        OpinionChanges(
            opinions=(*dossier.opinions, *opinions),
            opinions_asked=dossier.opinions_asked + len(opinions),
        ),
        note=question,
    )


def give_opinion(turn: Turn, id: str, answer: str) -> Event:
    """The agency consulted has answered; late is noted (Điều 19 khoản 5)."""
    return _opinion_ended(turn, id, OpinionGiven, answer)


def cancel_opinion(turn: Turn, id: str, reason: str) -> Event:
    """It goes on without the answer: late, or of the wrong agency."""
    return _opinion_ended(turn, id, OpinionCancelled, reason)


def note_overdue_opinions(turn: Turn) -> Event | None:
    """Opinions that did not come in time, each noted once for the head (Điều 19 khoản 5)."""
    opinions = turn.dossier.opinions
    missing = tuple(one for one in opinions if not one.overdue and one.due_at < turn.at)
    if not missing:
        return None
    noted = tuple(
        one.model_copy(update={"overdue": True}) if one in missing else one for one in opinions
    )
    facts = OpinionOverdue(opinions=missing, to=("head",))
    return turn.event(facts, OpinionChanges(opinions=noted))


def extend(turn: Turn, deadline: Deadline, last_day: dt.date, reason: str) -> Event:
    """An apology with a new date, in time and not again (Mẫu số 04, Điều 19 khoản 9).

    ``last_day`` is the last on which it may be given; the rules say how often it may be done.
    """
    dossier = turn.dossier
    allowed = turn.rules.value("reappointments_allowed")
    if dossier.extensions >= allowed:
        raise Conflict("extended_already", wording.EXTENDED_ALREADY.format(times=allowed))
    if clock.local_day(turn.at) > last_day:
        raise Conflict(
            "extension_late",
            wording.EXTENSION_LATE.format(day=last_day.strftime("%d/%m/%Y")),
            latest=last_day.isoformat(),
        )
    return turn.event(
        DeadlineExtended(deadline=deadline, due_before=dossier.next_due),
        ExtensionChanges(
            **started(deadline, turn.thresholds, turn.at, dossier.warned),
            extensions=dossier.extensions + 1,
        ),
        note=reason,
    )


def lengthen(
    turn: Turn, limit: LongerLimit, by: Lengthening, deadline: Deadline, paper: str, reason: str
) -> Event:
    """A longer limit that the law itself gives: no apology, and no extension.

    In time, and once: the law gives one (Luật Hộ tịch Điều 18, 25, 28; NĐ 23/2015 Điều 21).
    """
    dossier = turn.dossier
    if dossier.lengthened:
        raise Conflict("lengthened_already", wording.LENGTHENED_ALREADY)
    if dossier.is_late(turn.at):
        raise Conflict("lengthening_late", wording.LENGTHENING_LATE)
    facts = LimitLengthened(
        deadline=deadline,
        limit=limit.key,
        name=limit.name,
        article=cited(limit.article),
        working_days=by.working_days,
        **({"paper": paper} if paper else {}),
        due_before=dossier.due_at,
    )
    times = started(deadline, turn.thresholds, turn.at, dossier.warned)
    return turn.event(facts, LimitChanges(**times, lengthened=by), note=reason)


def lengthening(limit: LongerLimit, days: int | None, paper: str) -> Lengthening:
    """By how much: as the law says, less if wished; where it leaves that open, as a paper says."""
    if limit.working_days is None:
        if days is None or not paper:
            raise Invalid("paper_needed", wording.PAPER_NEEDED)
        return Lengthening(limit=limit.key, working_days=days)
    if days is not None and days > limit.working_days:
        most = wording.TOO_MANY_DAYS.format(most=limit.working_days)
        raise Invalid("too_many_days", most, most=limit.working_days)
    return Lengthening(limit=limit.key, working_days=days or limit.working_days)


def record_verification(turn: Turn, happened_at: dt.datetime) -> Event:
    """The minutes of a verification (NĐ 61/2018 Điều 19 khoản 3 điểm b)."""
    received = turn.dossier.received_at
    assert received is not None, "only what was received is verified"
    # People write the minute, not the second.
    if not received.replace(second=0, microsecond=0) <= happened_at <= turn.at:
        raise Invalid("wrong_time", wording.WRONG_TIME)
    changes = VerificationChanges(verifications=turn.dossier.verifications + 1)
    return turn.event(VerificationRecorded(happened_at=happened_at), changes)


def explain_lateness(turn: Turn, reason: str, explanation: str) -> Event:
    """Why it is late, for the head: from the list and in words; more may be said later.

    From the day it is due (CV 442/UBND-TH mục 1c).
    """
    due = _missed(turn)
    reasons = turn.rules.value("lateness_reasons")
    if reason not in reasons:
        refusal = wording.UNKNOWN_REASON.format(names="; ".join(reasons.values()))
        raise Invalid("unknown_reason", refusal, known=sorted(reasons))
    again = {"again": True} if turn.dossier.explained_for == due else {}
    return turn.event(
        LatenessExplained(reason=reason, said=reasons[reason], due_at=due, **again),
        LatenessChanges(explained_for=due),
        note=explanation,
    )


def apologise(turn: Turn, promised_at: dt.datetime | None, reason: str) -> Event:
    """The head's apology to the applicant, once for each missed due time (Mẫu số 04).

    The due time stays missed. The new date is promised unless the one re-appointment of Điều 19
    khoản 9 was made before. The head knows the explanation first (Điều 12 khoản 5).
    """
    dossier, due = turn.dossier, _missed(turn)
    if dossier.apologised_for == due:
        raise Conflict("apologised_already", wording.APOLOGISED_ALREADY)
    if dossier.explained_for != due:
        raise Conflict("lateness_not_explained", wording.LATENESS_NOT_EXPLAINED)
    _must_promise_as_often_as_allowed(turn, promised_at)
    changes = LatenessChanges(apologised_for=due, promised_at=promised_at)
    facts = Apologised(due_at=due, promised_at=promised_at)
    return turn.event(facts, changes, note=reason)


def must_be_sensible(turn: Turn, days: int) -> None:
    """Refuses more days than the procedure's own limit lets expect."""
    most = dossiers.deadlines.most_days(turn.deadline, turn.rules)
    if days > most:
        raise Invalid("too_many_days", wording.TOO_MANY_DAYS.format(most=f"{most:g}"), most=most)


def warn(turn: Turn, deadline: Deadline) -> Event | None:
    """The highest warning threshold that is reached now, once; None if there is none new."""
    dossier, at = turn.dossier, turn.at
    if dossier.warn_at is None or at < dossier.warn_at:
        return None
    reached = [
        one for one in turn.thresholds if one > dossier.warned and deadline.reached(one) <= at
    ]
    if not reached:
        return None
    used = max(reached)
    concerned = {
        "officer": turn.rules.value("warn_officer_percent"),
        "head": turn.rules.value("warn_head_percent"),
    }
    to = tuple(
        who
        for who, theirs in concerned.items()
        if any(dossier.warned < one <= used for one in theirs)
    )
    return turn.event(
        DeadlineWarned(percent=used, to=to, assignee=dossier.assignee),
        TimeChanges(warned=used, warn_at=next_warning(deadline, turn.thresholds, used, at)),
    )


def _missed(turn: Turn) -> dt.datetime:
    """The due time to be answered for; refuses where there is no lateness."""
    due = turn.dossier.to_answer_for(turn.at)
    if due is None:
        raise Conflict("not_late", wording.NOT_LATE)
    return due


def _must_promise_as_often_as_allowed(turn: Turn, promised_at: dt.datetime | None) -> None:
    allowed = turn.rules.value("reappointments_allowed")
    given = turn.dossier.extensions + (turn.dossier.promised_at is not None)
    if promised_at and given >= allowed:
        raise Conflict("extended_already", wording.EXTENDED_ALREADY.format(times=allowed))
    if promised_at is None and given < allowed:
        raise Invalid("promise_needed", wording.PROMISE_NEEDED)


def _must_be_another(dossier: Dossier, officer: By) -> None:
    if officer.id == dossier.assignee:
        raise Conflict("already_assigned", wording.ALREADY_ASSIGNED.format(name=officer.name))


def _opinion_ended(turn: Turn, id: str, facts: type[OpinionEnded], note: str) -> Event:
    opinion = turn.dossier.opinion(id)
    if opinion is None:
        raise NotFound("opinion_not_found", wording.OPINION_NOT_FOUND)
    return turn.event(
        facts(
            id=opinion.id,
            agency=opinion.agency,
            due_at=opinion.due_at,
            late=turn.at > opinion.due_at,
        ),
        OpinionChanges(opinions=tuple(one for one in turn.dossier.opinions if one.id != id)),
        note=note,
    )
