"""Nhắc hạn: the moves of the clock, each made once."""

from __future__ import annotations

import datetime as dt

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decide, Decision, Now, Request, Turn, Whole
from chalicelib.dossiers.moves import Move
from chalicelib.foundation import clock, log
from chalicelib.foundation.errors import Conflict, Damaged, Refusal
from chalicelib.people.systems import System

from . import model, store, wording

_PURPOSE = "reminders"
PURPOSE_OF_ERASURE = "erasure"
CLOCK = System(
    "clock",
    wording.CLOCK,
    moves=frozenset({Move.WARN, Move.NOTE_OVERDUE_OPINIONS, Move.ERASE_PERSONAL_DATA}),
    purposes=frozenset({_PURPOSE, PURPOSE_OF_ERASURE}),
)
# What is wrong with one dossier, and not with what all are kept in.
OF_ITSELF = (Refusal, ValueError, LookupError, TypeError, AttributeError, StopIteration)
_FIRST_LOOK_BACK = dt.timedelta(hours=24)
_HOUR = dt.timedelta(hours=1)


def warn(code: str, now: Now = clock.now) -> int:
    """Makes every move of the clock that is due for a dossier; returns how many.

    For an opinion that did not come in time, and for each threshold of the working time.
    """
    whole, made = dossiers.read_as(CLOCK, code, _PURPOSE), 0
    while (after := _next(whole, now)) is not whole:
        whole, made = after, made + 1
    return made


def warn_all(now: Now = clock.now) -> int:
    """Every warning that is due; returns how many were given.

    From the hour before the last run, so that a night without the clock is made up for, and
    what was being written while it ran. A dossier that cannot be read keeps no other waiting.
    """
    at = now()
    since = _warned_until(at)
    hour = since.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0) - _HOUR
    given = 0
    while hour <= at:
        for code in dossiers.ringing(clock.stored(hour)[:13], clock.stored(at)):
            given += _warned(code, now)
        hour += _HOUR
    store.save_warned_until(clock.stored(at))
    return given


def _warned_until(at: dt.datetime) -> dt.datetime:
    """How far the clock had come, as far as is known."""
    kept = store.warned_until()
    first = at - _FIRST_LOOK_BACK
    if kept and clock.parse(kept) > at:
        # A clock that was ahead made it. What rang since then is looked at again.
        store.set_back(clock.stored(first))
        return first
    return clock.parse(kept) if kept else first


def _next(whole: Whole, now: Now) -> Whole:
    """The dossier after the next move of the clock; the same where there is none."""
    if not whole.dossier.is_open:
        return whole
    for move, decide in _MOVES.items():
        who = dossiers.authority.nobody
        after = dossiers.play(whole, CLOCK, Request(), move, who, decide, now)
        if after is not whole:
            return after
    return whole


def _note_overdue_opinions(turn: Turn) -> Decision | None:
    event = model.note_overdue_opinions(turn)
    return Decision(event) if event else None


def _warn(turn: Turn) -> Decision | None:
    deadline = turn.whole.deadline
    event = model.warn(turn, deadline) if deadline else None
    return Decision(event) if event else None


_MOVES: dict[Move, Decide] = {
    Move.NOTE_OVERDUE_OPINIONS: _note_overdue_opinions,
    Move.WARN: _warn,
}


def _warned(code: str, now: Now) -> int:
    """How many warnings one dossier was given; a fault of its own is named, and stops no other."""
    try:
        return _warned_again(code, now)
    except Damaged:
        # It is logged, and the nightly audit finds it.
        return 0
    except OF_ITSELF as error:
        log.failure("not warned", error, code=code)
        return 0


def _warned_again(code: str, now: Now) -> int:
    try:
        return warn(code, now)
    except Conflict:
        # Somebody moved it at this instant: once more, with its new state.
        return warn(code, now)
