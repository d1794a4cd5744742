"""Who may read a dossier, and what is read of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import NotFound, NotPermitted
from chalicelib.people.model import Person
from chalicelib.people.systems import System

from . import authority, chain, cursors, lists, readings, store, turn, wording
from .model import Dossier
from .readings import Reading
from .whole import Whole

_READINGS_SHOWN = 100

Now = Callable[[], dt.datetime]
May = Callable[[Whole, Person], bool]


def read(code: str, by: Person, call: str, now: Now = clock.now) -> Whole:
    """A whole dossier, for its applicant and for the agencies that work on it.

    For anyone else it is not there: the answer does not say whether it exists. An officer's
    reading is recorded; ``call`` is the call of the API that shows it. Whoever filed it for
    another sees, once their right is over, what there was when they filed last.
    """
    return _recorded(_seen(code, by, now), by, call)


def read_for_receipt(code: str, by: Person, call: str, now: Now = clock.now) -> Whole:
    """The same, also for the postal agent who brought it: they may have the receipt and the due
    time in the sender's place (QĐ 45/2016 Điều 7 khoản 5), and nothing else.

    Refuses a timeline that does not hold: nothing is printed of it.
    """
    whole = _seen(code, by, now, _sees_receipt)
    turn.must_hold(whole)
    return _recorded(whole, by, call)


def read_as(system: System, code: str, purpose: str) -> Whole:
    """A whole dossier for a system, for a purpose that it has declared."""
    if purpose not in system.purposes:
        raise NotPermitted("other_purpose", wording.OTHER_PURPOSE)
    return turn.load(code)


def readings_of(code: str, by: Person, now: Now = clock.now) -> tuple[list[Reading], list[Reading]]:
    """The officers who have read it last, and those who were shown it in a list.

    For its owner and its agencies' administrators.

    Also of a damaged dossier: there it matters most who has seen it.
    """
    with suppress(chain.Broken):
        _loaded(code, by, lambda whole, by: authority.may_see_readings(whole.dossier, by, now()))
    return readings.of(code, _READINGS_SHOWN), readings.lists_of(code, _READINGS_SHOWN)


def verify(code: str, by: Person, call: str) -> chain.Verdict:
    """Recomputes the chain of hashes of a dossier's timeline."""
    try:
        whole = _loaded(code, by)
    except chain.Broken as found:
        if found.state:
            _recorded(Whole(found.state, []), by, call)
        return found.verdict
    _recorded(whole, by, call)
    return chain.verify(whole.lines, whole.dossier)


def audit(code: str) -> chain.Verdict:
    """The chain of a dossier, for the nightly audit: the house itself looks."""
    try:
        whole = store.load(code)
    except chain.Broken as found:
        return found.verdict
    except NotFound:
        return chain.unreadable(None, 1, 0).verdict
    return chain.verify(whole.lines, whole.dossier)


def of_person(
    by: Person, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """The dossiers that somebody submitted, or that are theirs, the newest first.

    Under each key they were known by: what was filed under an earlier one is older. A place
    of no more than a key is where that key's dossiers begin.
    """
    keys = [by.key, *by.former_keys]
    if after:
        keys = keys[keys.index(str(after["person"])) :]
        after = after if len(after) > 1 else None
    found: list[Dossier] = []
    for place, key in enumerate(keys, 1):
        page, after = lists.of_person(key, limit - len(found), after)
        found += page
        if after is None and place < len(keys) and len(found) == limit:
            after = {"person": keys[place]}
        if after:
            break
    return found, after


def place_of(who: Person, cursor: str | None) -> table.Item | None:
    """The place that a cursor names; only among the dossiers of whoever wants it."""
    if cursor is None:
        return None
    place = cursors.read(cursor, {"pk", "sk", "person", "filed"}, {"person"})
    if place["person"] not in {who.key, *who.former_keys}:
        raise cursors.invalid()
    return dict(place)


def data_of(by: Person, limit: int, cursor: str | None) -> tuple[list[Whole], str | None]:
    """Somebody's own dossiers, whole, the newest first; and the cursor of those that follow."""
    found, after = of_person(by, limit, place_of(by, cursor))
    wholes = [read(one.code, by, "show_my_data") for one in found]
    return wholes, cursors.written(after)


def _sees(whole: Whole, by: Person) -> bool:
    return authority.may_read(whole.dossier, by)


def _sees_receipt(whole: Whole, by: Person) -> bool:
    if _sees(whole, by):
        return True
    return bool(whole.lines) and authority.brought(whole.events[0], whole.dossier, by)


def _seen(code: str, by: Person, now: Now, may: May = _sees) -> Whole:
    try:
        return _as_filed(_loaded(code, by, may), by, clock.local_day(now()))
    except chain.Broken as found:
        raise turn.damaged(code, found) from None


def _as_filed(whole: Whole, by: Person, day: dt.date) -> Whole:
    """The dossier as it was when somebody whose right has lapsed acted last; else as it is.

    Its end ends their business with the personal data of who they acted for (BLDS 2015 Điều 140).
    """
    if not authority.has_lapsed(whole.dossier, by, day):
        return whole
    theirs = {key[:16] for key in (by.key, *by.former_keys)}
    return whole.as_of(max([1, *(one.version for one in whole.events if one.by.id in theirs)]))


def _loaded(code: str, by: Person, may: May = _sees) -> Whole:
    """A dossier that somebody may read; one that is damaged only to those raises as such."""
    try:
        whole = turn.stored(code)
    except chain.Broken as found:
        if found.state and may(Whole(found.state, []), by):
            raise
        raise turn.not_found() from None
    if not may(whole, by):
        raise turn.not_found()
    return whole


def _recorded(whole: Whole, by: Person, call: str) -> Whole:
    if not by.is_applicant:
        readings.record(whole.dossier, by, call)
    return whole
