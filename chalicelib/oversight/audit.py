"""The nightly audit: what changed yesterday, and a share of all dossiers, so that it goes round.

A round takes as many nights as the rule ``audit_round_days`` says. Each night it walks on along
the journal as far as is due, in the last night up to the present. So no dossier waits longer for
its next visit than a round takes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.foundation import clock, log, queues

from . import store
from .store import Round

Now = Callable[[], dt.datetime]

# How many dossiers of the round a night takes: with those of yesterday as many as the function
# has time for.
MOST = 15_000
_DAY, _HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
_AT_A_TIME = 100


class Night(NamedTuple):
    """How many dossiers were audited, the codes of those that do not hold, and how many hours
    of the journal the round is short of what is due."""

    audited: int
    broken: list[str]
    hours_behind: int = 0


def tonight(now: Now = clock.now, most: int = MOST) -> Night:
    """Audits the dossiers that changed yesterday, and those that the round comes to."""
    at = now()
    changed = _changed_on(clock.local_day(at) - _DAY)
    broken = _broken_among(changed)
    share = go_round(at, changed, most)
    return Night(len(changed) + share.audited, [*broken, *share.broken], share.hours_behind)


def go_round(at: dt.datetime, seen: Iterable[str] = (), most: int = MOST) -> Night:
    """Audits the share of the journal's dossiers that is due, but for those seen already.

    Stops at about ``most`` dossiers; the next night goes on from there.
    """
    today, start = clock.local_day(at), _start()
    standing = _standing(today) or Round(today, clock.stored(start))
    nights: int = agencies.rules_on(today).value("audit_round_days")
    part = min(1.0, ((today - standing.began).days + 1) / nights)
    due = clock.stored(start + (at - start) * part)
    known, audited, broken = set(seen), 0, list[str]()
    for entries in _along(standing.place, due):
        if audited >= most:
            return Night(audited, broken, _hours(standing.place, due))
        codes = {_code(entry.pk) for entry in entries} - known
        broken += _broken_among(codes)
        known |= codes
        audited += len(codes)
        standing = standing._replace(place=entries[-1].written)
        store.save_round(standing)
    if part < 1:
        store.save_round(standing._replace(place=max(standing.place, due)))
    else:
        store.save_round(Round(today + _DAY, clock.stored(start)))
    return Night(audited, broken)


def _standing(today: dt.date) -> Round | None:
    """The round that is under way; None where a clock that was ahead began it."""
    standing = store.load_round()
    return None if standing and standing.began > today + _DAY else standing


def _changed_on(day: dt.date) -> set[str]:
    """The codes of the dossiers that changed on a local day."""
    begin = dt.datetime.combine(day, dt.time(), clock.LOCAL)
    pages = queues.journal_of(clock.stored(begin), clock.stored(begin + _DAY))
    return {_code(entry.pk) for page in pages for entry in page}


def _broken_among(codes: Iterable[str]) -> list[str]:
    broken = []
    for code in sorted(codes):
        verdict = dossiers.audit(code)
        if not verdict.valid:
            log.error("timeline broken", code=code, version=verdict.broken_at)
            broken.append(code)
    return broken


def _start() -> dt.datetime:
    """The journal's start; where that was never kept, the first day that has rules: nothing was
    received before."""
    first = agencies.first_day()
    return queues.journal_began() or dt.datetime.combine(first, dt.time(), clock.LOCAL)


def _along(place: str, due: str) -> Iterator[list[queues.Entry]]:
    for page in queues.journal_of(place, due):
        for start in range(0, len(page), _AT_A_TIME):
            yield page[start : start + _AT_A_TIME]


def _hours(place: str, due: str) -> int:
    return math.ceil((clock.parse(due) - clock.parse(place[:24])) / _HOUR)


def _code(pk: str) -> str:
    return pk.removeprefix("DOSSIER#")
