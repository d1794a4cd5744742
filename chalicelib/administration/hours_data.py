"""Opening hours and days that are worked or not, as they are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.calendar import WEEKDAYS, OfficeHours
from chalicelib.foundation import clock, table
from chalicelib.foundation.frozen import Frozen

from . import warnings, wording
from .datum import (
    Concerned,
    Datum,
    Doc,
    Problem,
    dumped,
    head,
    hours_a_day,
    problem,
    shaped,
)
from .model import Kind


class HoursShape(Frozen):
    hours: str
    article: str


class HoursData(Datum):
    """Opening hours by their name; each agency says which are its own."""

    kind = Kind.HOURS

    def current(self) -> Doc | None:
        found = agencies.hours_on(self.since).get(self.key)
        return {"hours": found[0], "article": found[1]} if found else None

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(HoursShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if not _opens(doc["hours"]):
            yield problem(("hours",), "hours_invalid", wording.HOURS)
        if not doc["article"].strip():
            yield problem(("article",), "article_missing", wording.ARTICLE_MISSING)

    def heads(self) -> list[str]:
        return [head(Kind.HOURS, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        hours, article = doc["hours"], doc["article"]
        return [agencies.hours_in_force_from(self.key, hours, article, self.since, by)]

    def concerned(self) -> Concerned:
        tree = agencies.agencies_on(self.since).values()
        return Concerned(
            agencies=frozenset(one.identifier for one in tree if one.opening == self.key)
        )

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from warnings.of_hours(doc["hours"], hours_a_day(self.since))


class DayShape(Frozen):
    working: bool
    name_vi: str
    name_en: str
    source: str


class DayData(Datum):
    """A day that is worked or not, over the holidays known otherwise."""

    kind = Kind.DAY

    def current(self) -> Doc | None:
        found = agencies.decided_day(self.since)
        if found is None:
            return None
        return {
            "working": bool(found["working"]),
            "name_vi": found["vi"],
            "name_en": found["en"],
            "source": found["source"],
        }

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(DayShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if self.key != self.since.isoformat():
            yield problem((), "day_is_its_own", wording.DAY_IS_ITS_OWN)
        for name in ("name_vi", "name_en", "source"):
            if not doc[name].strip():
                yield problem((name,), "article_missing", wording.ARTICLE_MISSING)

    def heads(self) -> list[str]:
        return [head(Kind.DAY, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        names = doc["name_vi"], doc["name_en"], doc["source"]
        return [agencies.day_in_force(self.since, doc["working"], *names, by)]

    def concerned(self) -> Concerned:
        return Concerned()


def _opens(text: str) -> bool:
    """Whether it can be read as opening hours that open, each day's in their order."""
    # Any seven days on end.
    first = clock.local_day(clock.now())
    try:
        hours = OfficeHours(text)
        week = [hours.on(first + dt.timedelta(days=day), None) for day in range(len(WEEKDAYS))]
    except (ValueError, IndexError):
        return False
    in_order = (
        begin < end and (not later or end <= later[0][0])
        for day in week
        for at, (begin, end) in enumerate(day)
        for later in [day[at + 1 :]]
    )
    return not hours.never and all(in_order)
