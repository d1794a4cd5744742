"""Xóa dữ liệu cá nhân: what was handed in goes, once the law wants it kept no longer.

The clock walks along the journal, once for each term of the rules, as far as that term lies back:
there it meets the event with which a dossier ended on the day on which its term is over. A term
that is new begins at the journal's start, so a shorter law reaches the older dossiers as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decision, Now, Request, Turn
from chalicelib.dossiers.changes import ErasureChanges
from chalicelib.dossiers.facts import PersonalDataErased
from chalicelib.dossiers.moves import Move
from chalicelib.foundation import clock, log, queues
from chalicelib.foundation.errors import Conflict
from chalicelib.procedures import actions as procedures

from . import store
from .reminders import CLOCK, OF_ITSELF, PURPOSE_OF_ERASURE

# How much a run does, so that it is over before the next one: dossiers, and days of the journal.
MOST, MOST_DAYS = 200, 30
# Of a place in the journal, the moment.
_MOMENT = 24
_AT_A_TIME = 100


class Became(StrEnum):
    """What became of a dossier that was due."""

    ERASED = "erased"
    ALREADY = "already"
    KEPT = "kept"


class Run(NamedTuple):
    """How many dossiers were erased (in a dry run: would be), and the codes of those that are due
    and could not be: their timeline does not hold, or they cannot be read."""

    erased: int
    failed: list[str]


def erase_all(now: Now = clock.now, most: int = MOST, *, dry: bool = False) -> Run:
    """Erases what is due, up to about ``most`` dossiers; the next run goes on from there.

    A dry run counts them, and writes nothing.
    """
    at = now()
    rules = agencies.rules_on(clock.local_day(at))
    erased, failed = 0, list[str]()
    for years in dossiers.retention.terms(rules):
        for codes in _along(years, at, dry=dry):
            due, unread = _due_among(sorted(codes), years, at)
            failed += unread
            for code in due:
                became = Became.ERASED if dry else became_of(code, now)
                erased += became is Became.ERASED
                failed += [code] if became is Became.KEPT else []
            if erased >= most:
                return Run(erased, failed)
    return Run(erased, failed)


def erase(code: str, now: Now = clock.now) -> bool:
    """Erases a dossier, if the term of its field is over; whether it was.

    Refuses a timeline that does not hold: what was changed is evidence.
    """
    who = dossiers.authority.nobody
    before = dossiers.read_as(CLOCK, code, PURPOSE_OF_ERASURE)
    move = Move.ERASE_PERSONAL_DATA
    return dossiers.play(before, CLOCK, Request(), move, who, _decide, now) is not before


def _decide(turn: Turn) -> Decision | None:
    """The end of what was handed in, where today's law wants it kept no longer."""
    rules = agencies.rules_on(clock.local_day(turn.at))
    kept = dossiers.retention.kept(turn.dossier, turn.named, rules)
    if kept.years is None or kept.until is None or turn.at < kept.until:
        return None
    data = PersonalDataErased(
        versions=tuple(line.event.version for line in turn.whole.lines if line.content),
        rules=rules.version,
        article=kept.article,
        years=kept.years,
        closed_at=turn.dossier.closed_at,
    )
    return Decision(turn.event(data, ErasureChanges(erased_at=turn.at, proofs=())))


def _due_among(codes: Sequence[str], years: int, at: dt.datetime) -> tuple[list[str], list[str]]:
    """Those whose own field has this term, and has it behind it; and those that cannot be read,
    which keep no other waiting."""
    try:
        return _due(codes, years, at), []
    except OF_ITSELF as error:
        if len(codes) == 1:
            log.failure("not erased", error, code=codes[0])
            return [], list(codes)
    each = [_due_among([code], years, at) for code in codes]
    return [code for due, _ in each for code in due], [code for _, bad in each for code in bad]


def _due(codes: Sequence[str], years: int, at: dt.datetime) -> list[str]:
    rules = agencies.rules_on(clock.local_day(at))
    ended_by = dossiers.retention.years_from(at, -years)
    found = []
    for one in dossiers.kept_since_before(codes, ended_by):
        named = procedures.pinned(one.procedure, one.procedure_from, one.process)
        kept = dossiers.retention.kept(one, named, rules)
        if kept.years == years and kept.until and kept.until <= at:
            found.append(one.code)
    return found


def became_of(code: str, now: Now) -> Became:
    """Erases what is due, and says what became of it; a fault of the dossier itself is named, and
    keeps no other waiting. Where the table cannot be reached, the run ends and the next goes on."""
    try:
        return Became.ERASED if erase(code, now) else Became.ALREADY
    except Conflict as conflict:
        # Another run erased it at this instant; or it was moved, and is read again.
        if dossiers.read_as(CLOCK, code, PURPOSE_OF_ERASURE).is_erased:
            return Became.ALREADY
        log.failure("not erased", conflict, code=code)
    except OF_ITSELF as error:
        log.failure("not erased", error, code=code)
    return Became.KEPT


def _along(years: int, at: dt.datetime, *, dry: bool) -> Iterator[set[str]]:
    """The dossiers of the journal up to so many years ago, from where the last run stopped.

    The place is kept once they were dealt with, and never in a dry run.
    """
    place = store.erased_until(years) or clock.stored(_journal_start())
    due = clock.stored(dossiers.retention.years_from(at, -years))
    for _ in range(MOST_DAYS):
        if place >= due:
            return
        until = min(due, clock.stored(clock.parse(place[:_MOMENT]) + dt.timedelta(days=1)))
        for page in queues.journal_of(place, until):
            for start in range(0, len(page), _AT_A_TIME):
                entries = page[start : start + _AT_A_TIME]
                yield {entry.pk.removeprefix("DOSSIER#") for entry in entries}
                _keep(years, entries[-1].written, dry=dry)
        place = until
        _keep(years, place, dry=dry)


def _keep(years: int, place: str, *, dry: bool) -> None:
    if not dry:
        store.save_erased_until(years, place)


def _journal_start() -> dt.datetime:
    first = dt.datetime.combine(agencies.first_day(), dt.time(), clock.LOCAL)
    return queues.journal_began() or first
