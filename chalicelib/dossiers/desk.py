"""Bàn làm việc: an agency's open dossiers, by due time, filtered as its people need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock

from . import deadlines, lists
from .model import Dossier
from .moves import CLOSED, OPEN, WAITING, Status
from .store import CONSULTED_LANE, nobody_at

# Sort before and after every place in a list.
FIRST, LAST = " ", "~"
# Statuses in which a dossier can wait for an opinion, on a lane of its own.
_MAY_WAIT = (Status.ACCEPTED, Status.SUPPLEMENT_REQUESTED, Status.FEE_DEMANDED, Status.PROCESSING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a desk list shows: standing in which lanes, in whose hands, due between which
    moments. ``hands`` is an officer, ``""`` nobody, None whoever; ``consulted`` lists those of
    others on which the agency's opinion is waited for. ``to_forward`` lists what its reception
    has still to forward."""

    agency: str
    lanes: tuple[str, ...]
    consulted: bool = False
    to_forward: bool = False
    hands: str | None = None
    due_after: dt.datetime | None = None
    due_before: dt.datetime | None = None

    def shows(self, dossier: Dossier) -> bool:
        at_home = self.hands is None or self.consulted or dossier.settled_by == self.agency
        in_hands = self.hands is None or (dossier.assignee or "") == self.hands
        here = not self.to_forward or bool(dossier.forward_by and dossier.agency == self.agency)
        return at_home and in_hands and here and dossier.lane in self.lanes

    @property
    def due_between(self) -> tuple[str, str]:
        low = clock.stored(self.due_after) if self.due_after else FIRST
        high = clock.stored(self.due_before) if self.due_before else LAST
        return low, high


def wanted(
    agency: str,
    subject: str,
    now: dt.datetime,
    *,
    status: int | None = None,
    overdue: bool = False,
    due_today: bool = False,
    due_within: int | None = None,
    mine: bool = False,
    unassigned: bool = False,
    waiting: bool = False,
    asked: bool = False,
    papers: str | None = None,
    to_forward: bool = False,
) -> Wanted:
    """The list in which every filter given holds; filters that exclude each other show none."""
    lanes = tuple(lanes_of(Status(status)) if status else open_lanes())
    if papers:
        lanes = tuple(back_lanes(Status(status) if status else None))
    if waiting:
        lanes = tuple(lane for lane in lanes if lane in waiting_lanes())
    if overdue:
        # Once the result is signed it was settled in time or late, and is overdue no more.
        late = set(open_lanes()) - set(lanes_of(Status.RESOLVED))
        lanes = tuple(lane for lane in lanes if lane in late)
    if to_forward:
        # Whoever takes it up has it forwarded: what is left has only been accepted.
        lanes = tuple(lane for lane in lanes if lane == f"{Status.ACCEPTED:d}")
    if mine and unassigned:
        lanes = ()
    ends = []
    if overdue:
        ends.append(now)
    if due_today:
        ends.append(_end_of_day(now))
    if due_within:
        ends.append(working_days_from(now, due_within, agency))
    return Wanted(
        agency,
        lanes,
        consulted=asked,
        to_forward=to_forward,
        hands=subject if mine else "" if unassigned else None,
        due_after=now if due_today or due_within else None,
        due_before=min(ends, default=None),
    )


def on_desk(
    wanted: Wanted, limit: int, after: str | None
) -> tuple[list[tuple[dt.datetime, Dossier]], str | None]:
    """Open dossiers with what is due when, the first at the top; and where the next page begins.

    A page is found by due time and code alone, so dossiers that come or go between two
    pages neither repeat nor hide another.
    """
    low, high = wanted.due_between
    if after:
        low = max(low, f"{after} ")
    found: list[tuple[str, Dossier]] = []
    # Bounds that cross, as a cursor of another list may make them, hold nothing.
    while wanted.lanes and low <= high and len(found) <= limit:
        read = _read(wanted, (low, high), limit + 1)
        found += [one for one in read if wanted.shows(one[1])]
        if len(read) <= limit:
            break
        low = f"{read[-1][0]} "
    page = [(clock.parse(place.partition("#")[0]), dossier) for place, dossier in found[:limit]]
    return page, found[limit - 1][0] if len(found) > limit else None


def _read(wanted: Wanted, between: tuple[str, str], limit: int) -> Sequence[tuple[str, Dossier]]:
    if wanted.consulted:
        return lists.in_lanes(wanted.agency, [CONSULTED_LANE], between, limit)
    if wanted.hands is not None:
        hands = wanted.hands or nobody_at(wanted.agency)
        return lists.in_hands(hands, between, limit)
    return lists.in_lanes(wanted.agency, wanted.lanes, between, limit)


def open_lanes() -> list[str]:
    """Every lane of a desk's own dossiers."""
    return [lane for status in OPEN for lane in lanes_of(status)]


def lanes_of(status: Status) -> list[str]:
    return [f"{status:d}", f"{status:d}w"] if status in _MAY_WAIT else [f"{status:d}"]


def back_lanes(status: Status | None = None) -> list[str]:
    """Over, with papers that are to be handed back or a corrected result to be handed over."""
    return [f"{one:d}b" for one in sorted(CLOSED) if status in (None, one)]


def waiting_lanes() -> list[str]:
    """What waits for others: applicants, payments, opinions."""
    return [
        *(f"{status:d}" for status in sorted(WAITING)),
        *(f"{status:d}w" for status in sorted(_MAY_WAIT)),
    ]


def working_days_from(moment: dt.datetime, days: int, agency: str) -> dt.datetime:
    """So many working days of an agency from now."""
    return deadlines.of_opinion(moment, days, agency, agencies.rules_on(clock.local_day(moment)))


def _end_of_day(moment: dt.datetime) -> dt.datetime:
    tomorrow = clock.local_day(moment) + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(), clock.LOCAL)
