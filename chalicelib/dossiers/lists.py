"""How lists of dossiers are found: by desk, by hands, by person, by alarm.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from chalicelib.foundation import names, table

from . import codes as written
from .model import Dossier
from .store import dossier_of

# As many as one call to the table gets.
_MOST_KEYS = 100


def in_lanes(
    agency: str, lanes: Iterable[str], between: tuple[str, str], limit: int
) -> list[tuple[str, Dossier]]:
    """An agency's open dossiers in some lanes, the one due first at the top.

    Each comes with its place, which sorts the lanes into one list and is where the next
    page begins. One call a lane, however many dossiers there are.
    """
    found = []
    for lane in lanes:
        page = table.query(f"{agency}#{lane}", index=names.LANE_INDEX, between=between, limit=limit)
        found += [(str(item["due"]), dossier_of(item)) for item in page.items]
    return sorted(found, key=lambda one: one[0])[:limit]


def in_hands(hands: str, between: tuple[str, str], limit: int) -> list[tuple[str, Dossier]]:
    """What an officer has in hand (or nobody has), the one due first at the top."""
    page = table.query(hands, index=names.HANDS_INDEX, between=between, limit=limit)
    # By the index's own places: a dossier may have moved on since.
    places = {str(item["pk"]): str(item["due"]) for item in page.items}
    items = _got([(pk, "STATE") for pk in places])
    return [(places[str(item["pk"])], dossier_of(item)) for item in items]


def of_person(
    person: str, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """A person's dossiers, the newest at the top; and where the next page begins."""
    page = table.query(person, index=names.PERSON_INDEX, limit=limit, after=after, descending=True)
    items = table.get_many([(str(item["pk"]), "STATE") for item in page.items])
    return [dossier_of(item) for item in items], page.after


def ringing(hour: str, until: str) -> list[str]:
    """Codes of the dossiers that the clock must look at in an hour, up to a moment."""
    pages = table.pages(hour, index=names.ALARM_INDEX)
    return [
        str(item["pk"]).removeprefix(written.PARTITION)
        for page in pages
        for item in page
        if str(item["rings"]) <= until
    ]


def kept_since_before(codes: Sequence[str], moment: dt.datetime) -> list[Dossier]:
    """Which of some dossiers ended by a moment, with their personal data still there."""
    states = (
        dossier_of(item) for item in _got([(written.partition(code), "STATE") for code in codes])
    )
    return [
        one for one in states if one.closed_at and one.closed_at <= moment and not one.erased_at
    ]


def entered(codes: Sequence[str]) -> list[str]:
    """Which of some codes have a dossier."""
    kept = {written.partition(code): code for code in codes}
    return [kept[str(item["pk"])] for item in _got([(pk, "STATE") for pk in kept])]


def _got(keys: Sequence[tuple[str, str]]) -> list[table.Item]:
    return [
        item
        for start in range(0, len(keys), _MOST_KEYS)
        for item in table.get_many(keys[start : start + _MOST_KEYS])
    ]
