"""Time: aware, stored in UTC, counted and shown in Asia/Ho_Chi_Minh."""

from __future__ import annotations

import datetime as dt
import functools
import re
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from . import wording
from .text import regular

P = ParamSpec("P")
T = TypeVar("T")

_MOST_KEPT = 4096
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)")
_LIVED = re.compile("19|20|21")
_all_kept: list[dict[Any, Any]] = []

# Viet Nam has kept +07:00 without daylight saving since 1975; a fixed offset needs
# no time-zone database on the machine.
LOCAL = dt.timezone(dt.timedelta(hours=7), "+07:00")


def now() -> dt.datetime:
    """The present moment, to the millisecond, in UTC."""
    moment = dt.datetime.now(dt.UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def stored(moment: dt.datetime) -> str:
    """``2026-11-20T07:00:00.000Z``: sorts as text in the order of time."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shown(moment: dt.datetime) -> str:
    """``2026-11-20T14:00:00+07:00``, as every answer shows a time."""
    return moment.astimezone(LOCAL).isoformat(timespec="seconds")


def spoken(moment: dt.datetime) -> str:
    """``14:00 20/11/2026``, as a Vietnamese sentence says a time."""
    return moment.astimezone(LOCAL).strftime("%H:%M %d/%m/%Y")


def spoken_day(moment: dt.datetime) -> str:
    """``20/11/2026``, the local day as a Vietnamese sentence says it."""
    return moment.astimezone(LOCAL).strftime("%d/%m/%Y")


def parse(text: str) -> dt.datetime:
    """A moment from ISO 8601; without an offset it is local time.

    Raises ValueError for anything else.
    """
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def written_day(given: Any) -> Any:
    """A day that somebody sent, written out: a bare number is not seconds since 1970.

    Blanks around it do not count. Raises ValueError for a text that is no day; leaves what
    is no text as it is.
    """
    return _written(given, dt.date.fromisoformat) if isinstance(given, str) else given


def written_moment(given: Any) -> Any:
    """A moment that somebody sent, in the same way."""
    return _written(given, dt.datetime.fromisoformat) if isinstance(given, str) else given


def _written(text: str, read: Callable[[str], T]) -> T:
    given = regular_day(text)
    day = _DAY.match(given)
    if day is None:
        raise ValueError(wording.NOT_WRITTEN_OUT)
    if not _LIVED.match(given):
        raise ValueError(wording.YEAR_OUT_OF_RANGE)
    try:
        dt.date.fromisoformat(day[0][:10])
    except ValueError:
        raise ValueError(wording.NO_SUCH_DAY) from None
    try:
        return read(given)
    except ValueError:
        raise ValueError(wording.NOT_WRITTEN_OUT) from None


def regular_day(text: str) -> str:
    """The text of a day or a moment without what came along with it; not yet read."""
    return regular(text).strip()


def local_day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LOCAL).date()


def kept_for(seconds: float) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remembers what a function answered, per arguments, for so many seconds.

    For what seldom changes and may be seen late: agencies, rules, grants.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        kept: dict[Any, tuple[float, T]] = {}

        @functools.wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
            key = (args, tuple(sorted(kwargs.items())))
            held = kept.get(key)
            if held is None or held[0] < time.monotonic():
                held = kept[key] = (time.monotonic() + seconds, function(*args, **kwargs))
                if len(kept) > _MOST_KEPT:
                    kept.pop(next(iter(kept)))
            return held[1]

        _all_kept.append(kept)
        return remembered

    return decorate


def forget() -> None:
    """Drops everything remembered in this process, after data was loaded again."""
    for kept in _all_kept:
        kept.clear()
