"""Nhắc hạn: what the clock tells of, each once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, log
from chalicelib.foundation.errors import Conflict

from . import chain, processing, store, wording
from .model import By, Event
from .moving import Now, deadline_of
from .store import Whole


def warn(code: str, now: Now = clock.now) -> int:
    """Nhắc hạn: the clock's own moves, each once; returns how many it made.

    For each share of the working time, and for an opinion that did not come in time.
    """
    whole, made = store.load(code), 0
    while event := _rung(whole, now()):
        line = chain.write(event)
        after = chain.after(whole.dossier, line)
        store.save(whole.dossier, line, after, None)
        whole = replace(whole, dossier=after, lines=[*whole.lines, line])
        made += 1
    return made


def warn_all(now: Now = clock.now) -> int:
    """Every warning that is due; returns how many were given.

    From the hour before the last run, so that a night without the clock is made up for, and
    what was being written while it ran. A dossier that cannot be read keeps no other waiting.
    """
    at = now()
    since = store.warned_until()
    hour = clock.parse(since) if since else at - _FIRST_LOOK_BACK
    hour = hour.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0) - _HOUR
    given = 0
    while hour <= at:
        for code in store.ringing(clock.stored(hour)[:13], clock.stored(at)):
            given += _warned(code, now)
        hour += _HOUR
    store.warnings_given(clock.stored(at))
    return given


def _rung(whole: Whole, at: dt.datetime) -> Event | None:
    """What the clock has to tell of a dossier at a moment, if anything."""
    dossier = whole.dossier
    if not dossier.is_open:
        return None
    by = By(id="clock", role="clock", name=wording.CLOCK)
    overdue = processing.note_overdue_opinions(dossier, by, at)
    deadline = deadline_of(whole)
    if overdue or deadline is None:
        return overdue
    rules = agencies.rules_of(dossier.rules)
    officer, head = rules.value("warn_officer_percent"), rules.value("warn_head_percent")
    return processing.warn(dossier, deadline, officer, head, by, at)


def _warned(code: str, now: Now) -> int:
    try:
        return warn(code, now)
    except Conflict:
        # Somebody moved it at this instant: it is asked again, with its new state.
        return warn(code, now)
    except chain.Unreadable as found:
        # The nightly audit tells of it.
        log.warning("no warning from a broken timeline", code=code, version=found.verdict.broken_at)
        return 0


_FIRST_LOOK_BACK = dt.timedelta(hours=24)


_HOUR = dt.timedelta(hours=1)
