"""Dates as people know them: to the day, or only the month or the year.

They are compared by what is known: a date that is known by its year may be any day of it, and
what it may be is never refused.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from chalicelib.foundation.text import regular

from . import wording

Span = tuple[dt.date, dt.date]
_PARTIAL = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")


def partial_date(text: str) -> str:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; ValueError with a Vietnamese sentence."""
    written = regular(text).strip()
    if days_of(written) is None and _PARTIAL.fullmatch(written):
        raise ValueError(wording.NO_SUCH_DAY)
    if days_of(written) is None:
        raise ValueError(wording.PARTIAL_DATE)
    return written


def days_of(written: object) -> Span | None:
    """The first and the last day that a date may be; None of what is no date."""
    found = _PARTIAL.fullmatch(str(written))
    if not found:
        return None
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def birthday(born: dt.date, years: int) -> dt.date:
    """The day on which somebody is that many years old; 29 February counts as 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return dt.date(min(born.year + years, dt.MAXYEAR), 3, 1)
