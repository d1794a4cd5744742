"""Nhập bổ sung: what happened on paper is entered afterwards, with the time that it truly had.

While the system is down the desk writes into a book (S2 Điều 21 khoản 4); a dossier may be
received outside the office (S1 Điều 31 khoản 4); and the electronic process must be the same as
what happened on paper (S1 Điều 20 khoản 2).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid, NotPermitted

from . import authority, deadlines, outages, wording
from .events import OnPaper, Source
from .model import By
from .moves import BESIDE, ENDS_RECEPTION, EXAMINES, STOPS_LATENESS, Approvable, Move, Status

if TYPE_CHECKING:
    from chalicelib.people.model import Person

    from .turn import Attempt


@dataclass(frozen=True, slots=True)
class LateEntry:
    """Why it is entered only after the days in which it should be.

    A head has approved that before: of a move in the dossier; of a reception, which has none yet,
    ``approved_by`` is the head's account.
    """

    reason: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a book or a sheet says: when it happened, where, and the account of who made it, if
    not of who enters it; ``late`` where it is entered late. ``form_number`` is that of the form
    that was given then."""

    happened_at: dt.datetime
    source: Source
    sheet: str = ""
    place: str = ""
    made_by: str | None = None
    late: LateEntry | None = None
    form_number: str = ""

    def on_paper(self, entered_by: By | None = None, approver: By | None = None) -> OnPaper:
        """As the timeline keeps it; ``entered_by`` where another one made it, ``approver`` the head
        who let it be entered late."""
        late = self.late
        return OnPaper(
            **({"late_reason": late.reason} if late else {}),
            **({"approved_by": approver} if late and approver else {}),
            happened_at=self.happened_at,
            source=self.source,
            sheet=self.sheet,
            place=self.place,
            entered_by=entered_by,
        )

    def maker(self, enters: Person) -> Person:
        """Who made it on paper: whoever enters it, or an officer whom they name."""
        if self.made_by in (None, enters.subject):
            return enters
        found = authority.known(str(self.made_by))
        if found is None:
            raise Invalid("maker_not_known", wording.NOT_THE_MAKER)
        return found


def must_be_enterable(attempt: Attempt, by: By) -> None:
    """Refuses a move that cannot be entered with the time on paper; what happens now passes.

    ``by`` enters it, at the agency where it is made."""
    written = attempt.request.written
    if written is None:
        return
    if attempt.actor.is_applicant:
        raise NotPermitted("entered_by_officers", wording.ENTERED_BY_OFFICERS)
    if attempt.move is Move.APPROVE and written.made_by:
        # Nobody may enter that another one allowed them something.
        raise Invalid("approved_by_oneself", wording.APPROVED_BY_ONESELF)
    must_be_past(written.happened_at, attempt.entered_at)
    _must_be_in_order(attempt)
    enters = attempt.actor.subject
    must_be_in_time(written, attempt.dossier.settled_by, attempt.entered_at, enters)
    if written.late and late_approver(attempt) is None:
        raise Conflict("approver_needed", wording.LATE_ENTRY_NEEDS_APPROVAL)
    _must_have_been_on_paper(attempt, written, by.agency)


def late_approver(attempt: Attempt) -> By | None:
    """The head who allowed whoever enters this move to enter it late, before and once."""
    given = attempt.dossier.approval_of(Approvable.ENTER_LATE)
    if given is None or given.officer != attempt.actor.subject or not given.covers([attempt.move]):
        return None
    return attempt.whole.lines[given.version - 1].event.by


def named_approver(written: Written, agency: str) -> By | None:
    """The head whom a reception names that is entered late; refuses whoever is none there."""
    late = written.late
    return authority.signer(late.approved_by, agency) if late else None


def must_be_past(happened_at: dt.datetime, entered_at: dt.datetime) -> None:
    """Refuses what is to have happened after it is entered."""
    if happened_at > entered_at:
        raise Invalid("happened_in_future", wording.HAPPENED_IN_FUTURE)


def must_be_in_time(written: Written, agency: str, entered_at: dt.datetime, enters: str) -> None:
    """Refuses what is too long past, by the rules in force when it is entered; unless a head lets
    it be entered late. ``enters`` is the account of who enters it."""
    rules = agencies.rules_on(clock.local_day(entered_at))
    latest = deadlines.latest_entry(written.happened_at, agency, rules)
    if may_be_entered(written, agency, entered_at, latest, enters):
        return
    refusal = wording.ENTERED_TOO_LATE.format(at=clock.spoken(latest))
    raise Invalid("entered_too_late", refusal, latest=clock.shown(latest))


def may_be_entered(
    written: Written, agency: str, entered_at: dt.datetime, latest: dt.datetime, enters: str
) -> bool:
    """Whether it is in time, or late as a head approved: nobody loses their day because an office
    was slow. Refuses a reason for what is not late, one's own approval, and what is past help.
    """
    late = written.late
    if entered_at <= latest:
        if late:
            raise Invalid("not_entered_late", wording.NOT_ENTERED_LATE)
        return True
    if late is None:
        return False
    if late.approved_by == enters:
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    must_not_be_past_help(written.happened_at, agency, entered_at)
    return True


def must_not_be_past_help(happened_at: dt.datetime, agency: str, entered_at: dt.datetime) -> None:
    """Refuses what no head can let be entered any more."""
    rules = agencies.rules_on(clock.local_day(entered_at))
    last = deadlines.last_late_entry(happened_at, agency, rules)
    if entered_at > last:
        refusal = wording.PAST_ENTERING.format(at=clock.spoken(last))
        raise Invalid("entered_too_late", refusal, latest=clock.shown(last))


def _must_have_been_on_paper(attempt: Attempt, written: Written, agency: str) -> None:
    """Refuses what is said to be of an outage that nobody registered where it is made, and what
    would make a late dossier timely on the word of whoever makes or enters it.

    S2 Điều 21 khoản 4 lets paper stand for the system while that is out; outside the office
    dossiers are received, verified and returned, not settled (S1 Điều 31 khoản 4).
    """
    at = written.happened_at
    makes_timely = _makes_timely(attempt, agency)
    if written.source != "outage":
        # Whoever receives at a hamlet forwards from there too.
        if makes_timely and attempt.move is not Move.FORWARD:
            raise Conflict("late_outside_office", wording.LATE_OUTSIDE_OFFICE)
        return
    # Where the system is out, paper stands for it there, and nowhere else.
    places = [agency]
    makers = (attempt.actor.subject, written.made_by or "")
    registered = (
        outages.was_out_for_sure(places, at, but_of=makers)
        if makes_timely
        else outages.was_out(places, at)
    )
    if not registered:
        refusal = wording.NO_OUTAGE_THEN.format(at=clock.spoken(at))
        raise Conflict("no_outage_then", refusal)


def _makes_timely(attempt: Attempt, agency: str) -> bool:
    """Whether the move is late when it is entered, and would not be at the time on paper: for the
    result, for the examination, for the forwarding, or for the opinion of ``agency``."""
    dossier, move = attempt.dossier, attempt.move
    running = not dossier.clock_stopped_at and dossier.status is not Status.RESOLVED
    limits = []
    if move in STOPS_LATENESS and running:
        limits.append(dossier.due_at)
    if move in EXAMINES and dossier.status is Status.REGISTERED:
        limits.append(dossier.examine_by)
    if move in ENDS_RECEPTION:
        limits.append(dossier.forward_by)
    if move is Move.GIVE_OPINION:
        limits += [one.due_at for one in dossier.opinions if one.agency == agency]
    return any(one is not None and attempt.at <= one < attempt.entered_at for one in limits)


def _must_be_in_order(attempt: Attempt) -> None:
    """Refuses a time before the move before it; what stands beside the process does not count.

    What was said of a lateness in time may be entered after a later move: it comes after reception.
    """
    moves = [event for event in attempt.whole.events if event.kind not in BESIDE]
    if attempt.move in (Move.EXPLAIN_LATENESS, Move.APOLOGISE):
        moves = moves[:1]
    last = max(event.happened_at for event in moves)
    if attempt.at < last:
        refusal = wording.BEFORE_THE_LAST_MOVE.format(at=clock.spoken(last))
        raise Conflict("before_the_last_move", refusal, last=clock.shown(last))
