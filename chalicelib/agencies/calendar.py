"""Working time: opening hours, days off, and counting that shows its arithmetic.

A working day is eight working hours of the office (rule ``working_day_hours``), counted
from reception or the next opening. Weekends, holidays and swapped days come from the
package ``holidays``; a day decided by the administrator overrides it, because no package
can know next year's decision (Bộ luật Lao động 2019 Điều 111, 112).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chalicelib.foundation import clock

from . import wording
from .tet import TET

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# So many days ahead an opening is looked for: ten years.
FARTHEST = 3660

Stretch = tuple[dt.datetime, dt.datetime]
Hours = tuple[tuple[dt.time, dt.time], ...]
# Between the hours of before and those from a day on.
_CHANGED = " | "


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from its weekday: a holiday, or a weekend day that is worked."""

    working: bool
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Span:
    """Time between reception and the due time that does not count, and why."""

    kind: str  # midday | night | weekend | holiday | pause
    begin: dt.datetime
    end: dt.datetime
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Count:
    """A counted due time: where counting began, where it ended, and all it skipped."""

    received: dt.datetime
    start: dt.datetime
    due: dt.datetime
    skipped: tuple[Span, ...]
    specials: dict[dt.date, SpecialDay]


class OpeningHours(Protocol):
    """When an office is open, day by day."""

    @property
    def never(self) -> bool: ...

    def on(self, day: dt.date, special: SpecialDay | None) -> list[Stretch]: ...

    def between(self, first: dt.date, last: dt.date) -> str: ...


class NotCountable(ValueError):
    """An office that never opens, or a time no calendar covers."""


class OfficeHours:
    """Opening hours of an office by weekday, each a few stretches within the day.

    Written as ``mon-fri 07:00-11:30 13:30-17:00; sat 07:00-11:30``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        by_weekday: dict[int, Hours] = {}
        for part in text.split(";"):
            days, *stretches = part.split()
            first, _, last = days.partition("-")
            hours = tuple(_stretch(stretch) for stretch in stretches)
            for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                by_weekday[weekday] = hours
        self._stretches = tuple(by_weekday.get(weekday, ()) for weekday in range(7))

    def on(self, day: dt.date, special: SpecialDay | None) -> list[Stretch]:
        """The stretches in which the office is open on ``day``, in local time."""
        if special and not special.working:
            return []
        stretches = self._stretches[day.weekday()]
        if special and special.working and len(stretches) < len(self._fullest):
            # A weekend day worked in place of a weekday keeps a weekday's hours.
            stretches = self._fullest
        return [(_at(day, begin), _at(day, end)) for begin, end in stretches]

    def between(self, first: dt.date, last: dt.date) -> str:
        return self.text

    @property
    def never(self) -> bool:
        return not self._fullest

    @functools.cached_property
    def _fullest(self) -> Hours:
        return max(self._stretches, key=len)


class ChangingHours:
    """Opening hours that are others from a day on, the earliest first.

    Written as the first ones, then each later ones after their day: ``mon-fri 07:00-11:00 |
    2026-12-01 mon-fri 08:00-12:00``.
    """

    def __init__(self, parts: list[tuple[dt.date, str]]) -> None:
        self._parts = [(since, OfficeHours(text)) for since, text in parts]

    def on(self, day: dt.date, special: SpecialDay | None) -> list[Stretch]:
        return self._since(day)[1].on(day, special)

    def between(self, first: dt.date, last: dt.date) -> str:
        """The text of the hours of some days, as ``hours_in`` reads it."""
        begin = self._since(first)
        later = [part for part in self._parts if begin[0] < part[0] <= last]
        return _CHANGED.join([begin[1].text, *(f"{day} {hours.text}" for day, hours in later)])

    @property
    def never(self) -> bool:
        return all(hours.never for _, hours in self._parts)

    def _since(self, day: dt.date) -> tuple[dt.date, OfficeHours]:
        return next((part for part in reversed(self._parts) if part[0] <= day), self._parts[0])


def hours_of(parts: list[tuple[dt.date, str]]) -> OpeningHours:
    """Opening hours by the days from which they are so; the same ones again are no change."""
    changed = [
        (since, text)
        for at, (since, text) in enumerate(parts)
        if not at or text != parts[at - 1][1]
    ]
    return ChangingHours(changed) if len(changed) > 1 else OfficeHours(changed[0][1])


def hours_in(text: str) -> OpeningHours:
    """Opening hours as their text says, whether they change or not."""
    first, *later = text.split(_CHANGED)
    dated = (one.partition(" ") for one in later)
    changes = [(dt.date.fromisoformat(day), hours) for day, _, hours in dated]
    return hours_of([(dt.date.min, first), *changes])


class WorkingCalendar:
    """Opening hours and special days together: tells openings, counts working time."""

    def __init__(
        self, hours: OpeningHours, specials: Callable[[dt.date], SpecialDay | None]
    ) -> None:
        if hours.never:
            raise NotCountable("an office that never opens has no working time")
        self._hours, self._specials = hours, specials

    def hours_between(self, first: dt.datetime, last: dt.datetime) -> str:
        """The text of the opening hours between two moments."""
        return self._hours.between(clock.local_day(first), clock.local_day(last))

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """``moment`` itself when the office is open, else when it next opens."""
        return self.count(moment, dt.timedelta(0)).start

    def closing(self, moment: dt.datetime) -> dt.datetime:
        """When the office closes for the day on which it is, or next is, open."""
        start = self.next_opening(moment)
        day = clock.local_day(start)
        return self._hours.on(day, self._specials(day))[-1][1]

    def forwarded_by(self, received: dt.datetime, cutoff: str) -> dt.datetime:
        """The close of the working day of reception; of what is received after the cut-off
        (``HH:MM``), or on no working day any more, the beginning of the next one."""
        local = received.astimezone(clock.LOCAL)
        stretches = self._hours.on(local.date(), self._specials(local.date()))
        closing = stretches[-1][1] if stretches else local
        if local < closing and local.time() <= dt.time.fromisoformat(cutoff):
            return closing
        return self.next_opening(max(local, closing))

    def working_day_before(self, day: dt.date, days: int) -> dt.date:
        """The day on which the office is open, so many such days before ``day``."""
        while days:
            day -= dt.timedelta(days=1)
            days -= bool(self._hours.on(day, self._specials(day)))
        return day

    def working_time(self, begin: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How long the office is open between two moments."""
        total = dt.timedelta(0)
        day = clock.local_day(begin)
        while day <= clock.local_day(end):
            for opens, closes in self._hours.on(day, self._specials(day)):
                total += max(min(closes, end) - max(opens, begin), dt.timedelta(0))
            day += dt.timedelta(days=1)
        return total

    def count(
        self, received: dt.datetime, working: dt.timedelta, pauses: Iterable[Stretch] = ()
    ) -> Count:
        """When ``working`` time will have passed, counted from the next opening.

        Time inside ``pauses`` does not count. The spans skipped and the time worked
        together cover everything from reception to the due time, without a gap.
        """
        received = received.astimezone(clock.LOCAL)
        breaks = sorted(pauses)
        specials: dict[dt.date, SpecialDay] = {}
        skipped: list[Span] = []
        start, at, left = None, received, working
        for begin, end in self._open_stretches(received, breaks, specials):
            begin = max(begin, at)
            if begin >= end:
                continue
            skipped += self._closed(at, begin, breaks, specials)
            start = start or begin
            worked = min(left, end - begin)
            at, left = begin + worked, left - worked
            if not left:
                return Count(received, start, at, tuple(skipped), specials)
        raise NotCountable("no opening within ten years")

    def _open_stretches(
        self, received: dt.datetime, breaks: list[Stretch], specials: dict[dt.date, SpecialDay]
    ) -> Iterator[Stretch]:
        first = clock.local_day(received)
        for offset in range(FARTHEST):
            day = first + dt.timedelta(days=offset)
            special = self._specials(day)
            if special:
                specials[day] = special
            for stretch in self._hours.on(day, special):
                yield from _outside(stretch, breaks)

    def _closed(
        self,
        begin: dt.datetime,
        end: dt.datetime,
        breaks: list[Stretch],
        specials: dict[dt.date, SpecialDay],
    ) -> list[Span]:
        """Names the time between two openings: pauses first, then day by day."""
        spans: list[Span] = []
        at = begin
        for pause_begin, pause_end in breaks:
            if pause_end <= at or pause_begin >= end:
                continue
            spans += self._by_day(at, max(at, pause_begin), specials)
            at, until = max(at, pause_begin), min(end, pause_end)
            spans.append(Span("pause", at, until, *wording.PAUSE))
            at = until
        return _merged([*spans, *self._by_day(at, end, specials)])

    def _by_day(
        self, begin: dt.datetime, end: dt.datetime, specials: dict[dt.date, SpecialDay]
    ) -> Iterator[Span]:
        while begin < end:
            day = clock.local_day(begin)
            until = min(end, _at(day + dt.timedelta(days=1), dt.time()))
            special = specials.get(day)
            if special and not special.working:
                yield Span("holiday", begin, until, special.vi, special.en)
            elif not self._hours.on(day, special):
                yield Span("weekend", begin, until, *wording.WEEKEND)
            elif self._is_midday(begin, until, special):
                yield Span("midday", begin, until, *wording.MIDDAY)
            else:
                yield Span("night", begin, until, *wording.NIGHT)
            begin = until

    def _is_midday(self, begin: dt.datetime, end: dt.datetime, special: SpecialDay | None) -> bool:
        openings = self._hours.on(clock.local_day(begin), special)
        return begin >= openings[0][1] and end <= openings[-1][0]


def specials_of(overrides: Mapping[dt.date, SpecialDay]) -> Callable[[dt.date], SpecialDay | None]:
    """Special days as the administrator decided them, else as the package knows them."""

    def special(day: dt.date) -> SpecialDay | None:
        return overrides.get(day) or _public_days(day.year).get(day)

    return special


@functools.lru_cache(maxsize=64)
def _public_days(year: int) -> dict[dt.date, SpecialDay]:
    """Vietnam's holidays, days off in lieu and worked weekend days of a year."""
    import holidays

    vi: Any = holidays.country_holidays("VN", years=year, language="vi")
    en: Any = holidays.country_holidays("VN", years=year, language="en_US")
    days = {day: SpecialDay(False, vi[day], en[day]) for day in vi} | _before_tet(year, vi)
    worked = {day: SpecialDay(True, *wording.WORKED_WEEKEND) for day in vi.weekend_workdays}
    return days | {day: special for day, special in worked.items() if day.year == year}


def _before_tet(year: int, off: Any) -> dict[dt.date, SpecialDay]:
    """The days off before the eve of Tet by their true names: the package counts every month
    as if it had thirty days."""
    if year not in TET:
        return {}
    tet, length = TET[year]
    ahead = {days: tet - dt.timedelta(days=days) for days in range(2, length)}
    names = {
        day: [name.format(day=length - days + 1) for name in wording.BEFORE_TET]
        for days, day in ahead.items()
        if day in off
    }
    return {day: SpecialDay(False, *both) for day, both in names.items()}


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours of the same name as one."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and (last.kind, last.vi, last.end) == (span.kind, span.vi, span.begin):
            merged[-1] = Span(span.kind, last.begin, span.end, span.vi, span.en)
        else:
            merged.append(span)
    return merged


def _outside(stretch: Stretch, breaks: list[Stretch]) -> Iterator[Stretch]:
    """The parts of a stretch that lie outside every break."""
    begin, end = stretch
    for break_begin, break_end in breaks:
        if break_begin >= end:
            break
        if break_begin > begin:
            yield begin, break_begin
        begin = max(begin, break_end)
    if begin < end:
        yield begin, end


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, clock.LOCAL)


def _stretch(text: str) -> tuple[dt.time, dt.time]:
    begin, _, end = text.partition("-")
    return dt.time.fromisoformat(begin), dt.time.fromisoformat(end)
