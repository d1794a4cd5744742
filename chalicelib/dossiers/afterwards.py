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

from . import authority, deadlines, wording
from .events import OnPaper, Source
from .model import By
from .moves import BESIDE, Move

if TYPE_CHECKING:
    from chalicelib.people.model import Person

    from .turn import Attempt


@dataclass(frozen=True, slots=True)
class Written:
    """What a book or a sheet says: when it happened, where, and the account of who made it, if
    not of who enters it."""

    happened_at: dt.datetime
    source: Source
    sheet: str = ""
    place: str = ""
    made_by: str | None = None

    def on_paper(self, entered_by: By | None = None) -> OnPaper:
        """As the timeline keeps it; ``entered_by`` where another one made it."""
        return OnPaper(
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


def must_be_enterable(attempt: Attempt) -> None:
    """Refuses a move that cannot be entered with the time on paper; what happens now passes."""
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
    must_be_in_time(written.happened_at, attempt.dossier.settled_by, attempt.entered_at)


def must_be_past(happened_at: dt.datetime, entered_at: dt.datetime) -> None:
    """Refuses what is to have happened after it is entered."""
    if happened_at > entered_at:
        raise Invalid("happened_in_future", wording.HAPPENED_IN_FUTURE)


def must_be_in_time(happened_at: dt.datetime, agency: str, entered_at: dt.datetime) -> None:
    """Refuses what is too long past, by the rules in force when it is entered."""
    rules = agencies.rules_on(clock.local_day(entered_at))
    latest = deadlines.latest_entry(happened_at, agency, rules)
    if entered_at > latest:
        refusal = wording.ENTERED_TOO_LATE.format(at=clock.spoken(latest))
        raise Invalid("entered_too_late", refusal, latest=clock.shown(latest))


def _must_be_in_order(attempt: Attempt) -> None:
    """Refuses a time before the move before it; what stands beside the process does not count."""
    moves = [event for event in attempt.whole.events if event.kind not in BESIDE]
    last = max(event.happened_at for event in moves)
    if attempt.at < last:
        refusal = wording.BEFORE_THE_LAST_MOVE.format(at=clock.spoken(last))
        raise Conflict("before_the_last_move", refusal, last=clock.shown(last))
