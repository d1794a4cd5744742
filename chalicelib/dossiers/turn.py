"""How a move is made, by whoever makes it, in whichever room it is decided.

One version, one event, one transaction: ``make`` loads the dossier, checks who moves, lets
the calling room decide, and saves once. Two calls to the table, whatever the move; a third
where a form is numbered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, log, table
from chalicelib.foundation.errors import Conflict, Damaged, Invalid, NotFound
from chalicelib.people.model import Person
from chalicelib.people.systems import Actor, System
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Case, Fee, Named, Step

from . import (
    afterwards,
    authority,
    chain,
    charges,
    codes,
    deadlines,
    numbers,
    parties,
    possible,
    store,
    wording,
)
from .afterwards import Written
from .authority import Who
from .changes import Changes
from .events import Event, OnPaper
from .facts import Facts
from .model import By, Content, Dossier, HandedPaper
from .moves import ENDS_RECEPTION, KINDS, OF_APPLICANTS, Approvable, Move, Status
from .store import Once
from .whole import Whole

Now = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Request:
    """What every move comes with.

    ``key`` is its idempotency key and ``fingerprint`` a hash of what was sent under it;
    ``version`` is the one the move was decided on, if the client says so. ``written`` is what
    a paper says of a move that was made before it is entered.
    """

    note: str = ""
    key: str | None = None
    version: int | None = None
    fingerprint: str = ""
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A move that somebody tries: the dossier, and the versions of the law it is pinned to.

    ``at`` is when it truly happens or happened: what the law counts from. ``entered_at`` is
    what the clock says, which is later where the move was made on paper.
    """

    move: Move
    actor: Actor
    request: Request
    entered_at: dt.datetime
    whole: Whole
    named: Named
    rules: RuleSet

    @property
    def at(self) -> dt.datetime:
        written = self.request.written
        return written.happened_at if written else self.entered_at

    @property
    def person(self) -> Person:
        """The actor, where only a person can have come this far."""
        if isinstance(self.actor, System):
            raise TypeError(f"{self.actor.subject} is no person")
        return self.actor

    @property
    def dossier(self) -> Dossier:
        return self.whole.dossier

    @property
    def is_lawful(self) -> bool:
        return self.move in self.dossier.lawful_moves()

    def must_allow(self, move: Move) -> None:
        """Refuses a move that is not lawful now; tells what can be done instead."""
        self.dossier.must_not_be_erased()
        if self.dossier.allows(move):
            return
        instead = possible.moves(self.whole, self.at)
        theirs = [one for one in instead if one in OF_APPLICANTS or not self._is_applicants]
        raise Conflict(
            "unlawful_move",
            _instead(self.dossier.why_not(move), theirs),
            status_code=int(self.dossier.status),
            step=self.dossier.step,
            lawful=[str(one) for one in instead],
        )

    @property
    def _is_applicants(self) -> bool:
        return not isinstance(self.actor, System) and self.actor.is_applicant


@dataclass(frozen=True, slots=True)
class Turn(Attempt):
    """A move of somebody who may make it: what it is decided from. ``by`` is who the timeline
    names, ``on_paper`` what it says of a move that was made before it was entered."""

    by: By
    on_paper: OnPaper | None = None

    @property
    def process(self) -> tuple[Step, ...]:
        return self.named.version.process

    @property
    def case(self) -> Case:
        """The case of the procedure, with the papers that it requires."""
        return self.named.version.case(self.dossier.case)

    @property
    def fees(self) -> list[Fee]:
        """What its case costs by its channel, in time or late."""
        return charges.fees_of(self.whole, self.named.version)

    @property
    def thresholds(self) -> list[int]:
        return deadlines.warning_thresholds(self.rules)

    @property
    def deadline(self) -> Deadline:
        """The deadline in force, of a dossier that has one."""
        found = self.whole.deadline
        assert found is not None, "a dossier in process has a deadline"
        return found

    @property
    def lateness(self) -> dict[str, bool]:
        """What an event with which an examination ends says of its hours, if they are over.

        While an answer or a fee is waited for, the examination has ended already. It is said once
        of one examination, though a fee that was demanded turns out to be exempt.
        """
        by = self.dossier.examine_by if self.dossier.status is Status.REGISTERED else None
        is_late = by is not None and self.at > by and not self.whole.examined_late
        return {"late": True} if is_late else {}

    def ended(self) -> dict[str, Any]:
        """The changes of an end without a result: papers that were brought are to be handed back
        (NĐ 61/2018 Điều 20)."""
        papers = {"to_hand_back": True} if self.whole.on_paper else {}
        return {**self.dossier.ended(self.at), **papers}

    def _used_up(self) -> set[Approvable]:
        """The approvals that stand and that this move uses, besides those its room takes away."""
        used = {Approvable.DEMAND_FEE} if self.move is Move.DEMAND_FEE else set()
        if self.on_paper and self.on_paper.late_reason:
            used.add(Approvable.ENTER_LATE)
        return used & {one.move for one in self.dossier.approvals}

    def accepted(self, deadline: Deadline) -> dict[str, Any]:
        """The changes of an acceptance now: the legal clock runs (NĐ 61/2018 Điều 17), and
        reception has to forward it."""
        dossier, rules = self.dossier, self.rules
        return {
            **self.step_done(),
            **deadlines.accepted(deadline, dossier.agency, rules, self.at, self.at),
            **deadlines.brought_complete(dossier, self.deadline, deadline, rules),
            "examine_by": None,
        }

    def step_done(self) -> dict[str, str | int]:
        """The changes that complete the current step."""
        return self.dossier.step_done(self.process)

    def event(
        self,
        data: Facts,
        changes: Changes | None = None,
        status: Status | None = None,
        note: str | None = None,
    ) -> Event:
        """What happens: the dossier's next event. It stays in its status unless one is given;
        ``note`` is the request's unless another is given."""
        dossier, changes = self.dossier, changes or data.changes()
        if type(changes) is not data.changes:
            raise TypeError(f"{data.kind} does not change {type(changes).__name__}")
        if dossier.approvals and status not in (None, dossier.status):
            # What was approved was approved of the dossier as it stood.
            changes = changes.model_copy(update={"approvals": ()})
        used = self._used_up()
        if used and "approvals" not in changes.values():
            left = tuple(one for one in dossier.approvals if one.move not in used)
            changes = changes.model_copy(update={"approvals": left})
        if dossier.forward_by and self.move in ENDS_RECEPTION:
            in_time = "in_time" if self.at <= dossier.forward_by else "late"
            judged = {"forwarded": in_time, "hand_over_by": dossier.forward_by}
            data = data.model_copy(update=judged)
            changes = changes.model_copy(update={"forward_by": None})
        due = changes.values().get("due_at")
        anew = "missed_due" not in changes.values()
        if due and due != dossier.due_at and dossier.is_late(self.at) and anew:
            # Whatever begins its clock anew, what was missed stays missed.
            changes = changes.model_copy(update={"missed_due": dossier.due_at})
        if self.on_paper and (rings := changes.values().get("warn_at")):
            # Reached before it was entered: the clock does not look back.
            changes = changes.model_copy(update={"warn_at": max(rings, self.entered_at)})
        return Event(
            code=dossier.code,
            version=dossier.version + 1,
            kind=data.kind,
            at=self.entered_at,
            by=self.by,
            note=self.request.note if note is None else note,
            agency=dossier.settled_by,
            procedure=dossier.procedure,
            channel=dossier.channel,
            status=status or dossier.status,
            status_before=dossier.status,
            assignee=changes.values().get("assignee", dossier.assignee),
            assignee_before=dossier.assignee,
            changes=changes,
            data=data,
            prev=dossier.last_hash,
            clock_behind=self.entered_at < self.whole.events[-1].at,
            on_paper=self.on_paper,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a move makes: its event, what is sealed with it, and what else is written with it.

    ``also`` are writes of the calling room in the same transaction, each with the refusal that
    its failed condition means: all of it is written, or nothing.
    """

    event: Event
    content: Content | None = None
    papers: tuple[HandedPaper, ...] = ()
    also: tuple[table.Change, ...] = ()


Decide = Callable[[Turn], Decision | None]


def make(
    code: str,
    actor: Actor,
    request: Request,
    move: Move,
    who: Who,
    decide: Decide,
    now: Now = clock.now,
) -> Whole:
    """Makes a move of a dossier; returns the dossier after it.

    ``who`` refuses whoever may not make it, before anything is answered; then ``decide``
    decides, or answers None where there is nothing to do. A request sent twice under one key
    is answered as it was the first time, to whoever may still make the move.

    Raises a ``Refusal``: of ``who``, of ``decide``, of a change in ``also``; NotFound for an
    unknown code, Conflict when somebody else changed the dossier meanwhile, Damaged for a
    timeline that does not hold: to whoever may make the move.
    """
    try:
        whole = stored(code)
    except chain.Broken as found:
        if found.state is None:
            raise not_found() from None
        _allowed(_attempt(Whole(found.state, []), actor, request, move, now), who)
        raise damaged(code, found) from None
    return play(whole, actor, request, move, who, decide, now)


def play(
    whole: Whole,
    actor: Actor,
    request: Request,
    move: Move,
    who: Who,
    decide: Decide,
    now: Now = clock.now,
) -> Whole:
    """As ``make``, of a dossier that is loaded already."""
    dossier = whole.dossier
    attempt = _attempt(whole, actor, request, move, now)
    once = Once(actor.subject, request.key, request.fingerprint) if request.key else None
    earlier = _made_before(attempt, once, who)
    if earlier:
        return earlier
    by = _allowed(attempt, who)
    if request.version not in (None, dossier.version):
        raise _changed(whole)
    attempt.must_allow(move)
    must_hold(whole)
    afterwards.must_be_enterable(attempt, by)
    turn = _turn(attempt, by, who)
    decision = decide(turn)
    if decision is None:
        return whole
    _must_not_become_own(decision, attempt, turn)
    _must_be_of_the_move(decision.event, attempt)
    paper = request.written.form_number if request.written else ""
    event = numbers.numbered(decision.event, attempt.rules, paper)
    return _saved(attempt, replace(decision, event=event), once, who)


def load(code: str) -> Whole:
    """A whole dossier; refuses an unknown code, and what cannot be read."""
    try:
        return stored(code)
    except chain.Broken as found:
        raise damaged(code, found) from None


def damaged(code: str, found: chain.Broken) -> Damaged:
    """The refusal of a dossier whose timeline is not as it was written."""
    version = found.verdict.broken_at
    log.warning("timeline broken", code=code, version=version)
    return Damaged("timeline_broken", wording.TIMELINE_BROKEN, version=version)


def must_hold(whole: Whole) -> None:
    """Refuses to build on a timeline that does not hold: no move, no printed form."""
    try:
        chain.must_hold(whole.lines, whole.dossier)
    except chain.Broken as found:
        raise damaged(whole.dossier.code, found) from None


def stored(code: str) -> Whole:
    """A dossier as it lies in the table; refuses an unknown code, raises ``chain.Broken``."""
    if not codes.is_code(codes.typed(code)):
        raise not_found()
    return store.load(code)


def not_found() -> NotFound:
    return NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)


def _attempt(whole: Whole, actor: Actor, request: Request, move: Move, now: Now) -> Attempt:
    dossier = whole.dossier
    return Attempt(
        move,
        actor,
        request,
        now(),
        whole,
        procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process),
        agencies.rules_of(dossier.rules),
    )


def _turn(attempt: Attempt, by: By, who: Who) -> Turn:
    written, on_paper = attempt.request.written, None
    if written:
        # Whoever made it on paper must be somebody who may make it, as is who enters it.
        maker = replace(attempt, actor=written.maker(attempt.person))
        made_by = _allowed(maker, who)
        approver = afterwards.late_approver(attempt) if written.late else None
        on_paper = written.on_paper(by if made_by.id != by.id else None, approver)
        attempt, by = maker, made_by
    return Turn(
        attempt.move,
        attempt.actor,
        attempt.request,
        attempt.entered_at,
        attempt.whole,
        attempt.named,
        attempt.rules,
        by,
        on_paper,
    )


def _instead(why: str, moves: list[Move]) -> str:
    """Why a move is refused, and what can be done instead."""
    titles = [wording.MOVES[one] for one in moves]
    told = "; ".join(title[0].lower() + title[1:] for title in titles)
    return wording.INSTEAD.format(why=why, moves=told) if told else why


def _must_be_of_the_move(event: Event, attempt: Attempt) -> None:
    """Stops a room that decides another event than its move's next one: a mistake of ours."""
    dossier = attempt.dossier
    if event.kind not in KINDS[attempt.move]:
        raise TypeError(f"{attempt.move} is not {event.kind}")
    if (event.code, event.version) != (dossier.code, dossier.version + 1):
        raise TypeError(f"{event.code} {event.version} is not the next of {dossier.code}")


def _must_not_become_own(decision: Decision, *attempts: Attempt) -> None:
    """Refuses an officer who writes themselves into a dossier, or enters what names them."""
    if decision.content is None:
        return
    told = parties.of(decision.content)
    for actor in (one.actor for one in attempts):
        if not isinstance(actor, System):
            authority.must_not_be_known_by(actor, *told)


def _allowed(attempt: Attempt, who: Who) -> By:
    """Who makes the move, as the timeline names them; refuses whoever may not."""
    if isinstance(attempt.actor, System):
        return authority.system(attempt, attempt.actor)
    by = who(attempt)
    authority.must_not_be_own(attempt.actor, attempt.whole)
    return by


def _made_before(attempt: Attempt, once: Once | None, who: Who) -> Whole | None:
    """What this very request was answered before, to whoever may still make it.

    What counts is the dossier as the request met it: a step that is done is no longer
    theirs to do, and they did it all the same.
    """
    whole = attempt.whole
    mark = whole.marks.get(f"{once.who}#{once.key}") if once else None
    if mark is None or once is None:
        return None
    _allowed(replace(attempt, whole=whole.as_of(mark.version - 1)), who)
    must_hold(whole)
    if mark.fingerprint != once.fingerprint:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return whole.as_of(mark.version)


def _saved(attempt: Attempt, decision: Decision, once: Once | None, who: Who) -> Whole:
    whole, before = attempt.whole, attempt.dossier
    line = chain.write(decision.event, decision.content, decision.papers)
    after = chain.after(before, line)
    erased = chain.erased_by(line.event, whole.lines)
    try:
        store.save(before, line, after, once, decision.also, erased)
    except (store.Changed, store.AlreadyDone):
        meanwhile = load(before.code)
        earlier = _made_before(replace(attempt, whole=meanwhile), once, who)
        if earlier:
            return earlier
        raise _changed(meanwhile) from None
    if decision.event.clock_behind:
        log.warning("clock behind the timeline", code=before.code, version=line.event.version)
    without = {one.event.version: one for one in erased}
    lines = [without.get(one.event.version, one) for one in whole.lines]
    return replace(whole, dossier=after, lines=[*lines, line])


def _changed(whole: Whole) -> Conflict:
    """Names who changed the dossier meanwhile, and what they did."""
    last = whole.events[-1]
    return Conflict(
        "dossier_changed",
        wording.DOSSIER_CHANGED,
        version=last.version,
        changed={
            "kind": last.kind,
            "title": wording.EVENTS[last.kind],
            "at": clock.shown(last.at),
            "by": last.by.name or wording.APPLICANT,
        },
    )
