"""Due times that show their own arithmetic.

A ``Deadline`` keeps the facts it was counted from: hours, special days, pauses. Its
explanation is counted again from those facts, so the two cannot differ, and a holiday
decided later does not silently move a date already promised.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from chalicelib.foundation import clock
from chalicelib.foundation.text import cited

from . import wording
from .calendar import Count, SpecialDay, Stretch, WorkingCalendar, hours_in
from .rules import RuleSet

# What ends on a day off ends with the next day on which the office is open.
NEXT_OPENING = "next_opening"


class Unit(StrEnum):
    SAME_DAY = "same_day"
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"


# What is given back within the day may be given back on the spot (NĐ 61/2018 Điều 17 khoản 4).
WITHIN_A_DAY = (Unit.SAME_DAY, Unit.WORKING_HOURS)


class Terms(BaseModel):
    """How long the law gives, and the article that says so.

    ``hours_a_day`` is the length of a working day in hours; ``cutoff`` (``HH:MM``) is the
    time after which a same-day matter belongs to the next working day; ``closed_day`` says
    where days end that end on a day off (BLDS 2015 Điều 148 khoản 5).
    """

    model_config = ConfigDict(frozen=True)

    unit: Unit
    value: int
    article: str
    hours_a_day: int
    cutoff: str | None = None
    closed_day: str = NEXT_OPENING

    def in_words(self) -> tuple[str, str]:
        if self.unit is Unit.SAME_DAY:
            return _both(wording.SAME_DAY, cutoff=self.cutoff)
        if self.unit is Unit.WORKING_HOURS:
            return _both(wording.WORKING_HOURS, hours=self.value)
        if self.unit is Unit.CALENDAR_DAYS:
            return _both(wording.CALENDAR_DAYS, days=self.value)
        return _both(wording.WORKING_DAYS, days=self.value, hours=self.hours_a_day)


class Deadline(BaseModel):
    """A counted due time with the facts it rests on."""

    model_config = ConfigDict(frozen=True)

    received: dt.datetime
    due: dt.datetime
    working_minutes: float
    terms: Terms
    hours: str
    specials: dict[dt.date, tuple[bool, str, str]] = {}
    pauses: tuple[Stretch, ...] = ()
    extended_minutes: float = 0
    lengthened_minutes: float = 0
    lengthened_by: str = ""
    promised_minutes: float = 0
    promised_by: str = ""

    @property
    def minutes(self) -> float:
        """The working time in all: the limit, what the law and what an apology added, and by how
        much another system promised otherwise."""
        added = self.lengthened_minutes + self.extended_minutes + self.promised_minutes
        return self.working_minutes + added

    def recount(self) -> Count:
        """Counts again, from the kept facts alone."""
        return self._count(self.minutes)

    def reached(self, percent: int) -> dt.datetime:
        """When so much of the working time will have been used."""
        if percent == 100:
            return self.due
        return self._count(self.minutes * percent / 100).due

    def calendar(self) -> WorkingCalendar:
        """The working time as it was known when it was counted."""
        specials = {day: SpecialDay(*facts) for day, facts in self.specials.items()}
        return WorkingCalendar(hours_in(self.hours), specials.get)

    def _count(self, minutes: float) -> Count:
        return self.calendar().count(self.received, dt.timedelta(minutes=minutes), self.pauses)


def reckon(
    terms: Terms,
    received: dt.datetime,
    calendar: WorkingCalendar,
    pauses: tuple[Stretch, ...] = (),
) -> Deadline:
    """The deadline of something received at ``received`` under ``terms``."""
    working = _working_time(terms, received, calendar)
    return _counted(terms, received, working, calendar, pauses)


def paused(
    deadline: Deadline, begin: dt.datetime, end: dt.datetime, calendar: WorkingCalendar
) -> Deadline:
    """The same deadline with the clock standing still between two moments."""
    return _again(deadline, calendar, pauses=(*deadline.pauses, (begin, end)))


def extended(deadline: Deadline, days: float, calendar: WorkingCalendar) -> Deadline:
    """The same deadline with so many working days more (NĐ 61/2018 Điều 19 khoản 9)."""
    more = days * deadline.terms.hours_a_day * 60
    return _again(deadline, calendar, extended_minutes=deadline.extended_minutes + more)


def lengthened(
    deadline: Deadline, days: float, article: str, calendar: WorkingCalendar, *, in_all: bool
) -> Deadline:
    """The same deadline with the days that the law adds, or so many in all from reception."""
    minutes = days * deadline.terms.hours_a_day * 60
    added = max(minutes - deadline.working_minutes, 0) if in_all else minutes
    return _again(deadline, calendar, lengthened_minutes=added, lengthened_by=article)


def promised(deadline: Deadline, due: dt.datetime, by: str, calendar: WorkingCalendar) -> Deadline:
    """The same deadline with the due time that another system promised: that is kept, whatever
    the law would have given."""
    if due == deadline.due:
        return deadline
    minutes = calendar.working_time(deadline.received, due) / dt.timedelta(minutes=1)
    more = minutes - deadline.minutes
    kept = _again(deadline, calendar, promised_minutes=more, promised_by=by)
    return kept.model_copy(update={"due": due})


def _again(deadline: Deadline, calendar: WorkingCalendar, **changed: Any) -> Deadline:
    """The deadline with something changed, counted anew."""
    other = deadline.model_copy(update=changed)
    working = dt.timedelta(minutes=other.minutes)
    count = calendar.count(other.received, working, other.pauses)
    specials = {day: (s.working, s.vi, s.en) for day, s in count.specials.items()}
    hours = calendar.hours_between(other.received, count.due)
    facts = {"due": count.due, "hours": hours, "specials": specials}
    return other.model_copy(update=facts)


def _counted(
    terms: Terms,
    received: dt.datetime,
    working: dt.timedelta,
    calendar: WorkingCalendar,
    pauses: tuple[Stretch, ...],
) -> Deadline:
    count = calendar.count(received, working, pauses)
    return Deadline(
        received=received,
        due=count.due,
        working_minutes=working / dt.timedelta(minutes=1),
        terms=terms,
        hours=calendar.hours_between(received, count.due),
        specials={day: (s.working, s.vi, s.en) for day, s in count.specials.items()},
        pauses=pauses,
    )


def in_working_days(
    received: dt.datetime, days: int, calendar: WorkingCalendar, rules: RuleSet
) -> Deadline:
    """A due time so many working days after reception, under the rules given."""
    terms = Terms(
        unit=Unit.WORKING_DAYS,
        value=days,
        article=rules.article("working_day_hours"),
        hours_a_day=rules.value("working_day_hours"),
    )
    return reckon(terms, received, calendar)


def explain(deadline: Deadline) -> dict[str, Any]:
    """The arithmetic in words: reception, start, each span skipped, rule, due time."""
    count = deadline.recount()
    rule_vi, rule_en = deadline.terms.in_words()
    lines = [
        _line("received", count.received, count.received, wording.RECEIVED),
        _line("start", count.start, count.start, wording.STARTED),
    ]
    for span in count.skipped:
        names = (span.vi, span.en)
        lines.append(_line(span.kind, span.begin, span.end, wording.SKIPPED, names))
    for day, (working, vi, en) in sorted(deadline.specials.items()):
        if working:
            at = dt.datetime.combine(day, dt.time(), clock.LOCAL)
            lines.append(_line("worked", at, at, wording.WORKED_DAY, (vi, en)))
    article = cited(deadline.terms.article)
    lines.append({"kind": "rule", "vi": rule_vi, "en": rule_en, "article": article})
    if deadline.lengthened_minutes:
        days = deadline.lengthened_minutes / 60 / deadline.terms.hours_a_day
        vi, en = _both(wording.LENGTHENED, days=f"{days:g}")
        line = {"kind": "lengthened", "vi": vi, "en": en, "article": cited(deadline.lengthened_by)}
        lines.append(line)
    if deadline.extended_minutes:
        days = deadline.extended_minutes / 60 / deadline.terms.hours_a_day
        vi, en = _both(wording.EXTENDED, days=f"{days:g}")
        lines.append({"kind": "extended", "vi": vi, "en": en})
    # What was promised elsewhere may be outside the hours of the office.
    due = deadline.due if deadline.promised_by else count.due
    if deadline.promised_by:
        vi, en = _both(wording.PROMISED, system=deadline.promised_by)
        lines.append({"kind": "promised", "vi": vi, "en": en})
    lines.append(_line("due", due, due, wording.DUE))
    return {
        "received": clock.shown(count.received),
        "start": clock.shown(count.start),
        "due": clock.shown(due),
        "working_hours": deadline.minutes / 60,
        "rule": {"vi": rule_vi, "en": rule_en, "article": article},
        "explanation": lines,
    }


def _working_time(terms: Terms, received: dt.datetime, calendar: WorkingCalendar) -> dt.timedelta:
    if terms.unit is Unit.WORKING_DAYS:
        return dt.timedelta(hours=terms.value * terms.hours_a_day)
    if terms.unit is Unit.WORKING_HOURS:
        return dt.timedelta(hours=terms.value)
    if terms.unit is Unit.CALENDAR_DAYS:
        return calendar.working_time(received, _end_of_days(terms, received, calendar))
    start = calendar.next_opening(received)
    closing = calendar.closing(start)
    if start.astimezone(clock.LOCAL).time() > dt.time.fromisoformat(terms.cutoff or "23:59"):
        closing = calendar.closing(closing)
    return calendar.working_time(start, closing)


def _end_of_days(terms: Terms, received: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """The close of the last day; the day of reception does not count (BLDS Điều 147 khoản 1)."""
    last = clock.local_day(received) + dt.timedelta(days=terms.value)
    if terms.closed_day != NEXT_OPENING:
        raise ValueError(f"no such rule for days that end on a day off: {terms.closed_day}")
    return calendar.closing(dt.datetime.combine(last, dt.time(), clock.LOCAL))


def _line(
    kind: str,
    begin: dt.datetime,
    end: dt.datetime,
    sentence: tuple[str, str],
    names: tuple[str, ...] = ("", ""),
) -> dict[str, str]:
    both = [
        one.format(
            at=clock.spoken(begin),
            begin=clock.spoken(begin),
            end=clock.spoken(end),
            name=name,
            day=clock.spoken(begin)[6:],
        )
        for one, name in zip(sentence, names, strict=True)
    ]
    return {
        "kind": kind,
        "from": clock.shown(begin),
        "until": clock.shown(end),
        "vi": both[0],
        "en": both[1],
    }


def _both(sentence: tuple[str, str], **facts: Any) -> tuple[str, str]:
    return sentence[0].format(**facts), sentence[1].format(**facts)
