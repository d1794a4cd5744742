"""How counts are remembered. Private to the room."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from typing import NamedTuple

from chalicelib.foundation import names, table

from .model import NOTED, Fact

# A transaction takes a hundred items; an event needs its mark and at most seven counts.
MOST_FACTS = 12


class Round(NamedTuple):
    """A round of the audit: the local day on which it began, and the place of the journal up to
    which it has come."""

    began: dt.date
    place: str


def count_once(facts: list[Fact]) -> int:
    """Adds each fact to its count unless it was counted before; returns how many were new.

    Marks and counts change together, so a crash in between counts nothing twice and
    loses nothing.
    """
    left = list({fact.key: fact for fact in facts}.values())
    while left:
        marks = [table.Put(mark(fact), after=0) for fact in left]
        try:
            table.write_or_tell([*marks, *sums(left)])
            return len(left)
        except table.Refused as refused:
            known = set(refused.places)
            left = [fact for place, fact in enumerate(left) if place not in known]
    return 0


def load_day(day: str, agency: str = "") -> list[table.Item]:
    begins = f"{agency}#" if agency else ""
    return table.query_all(f"STATISTICS#{day}", begins=begins)


def load_standing(agency: str) -> dict[str, int]:
    items = table.query_all(f"STANDING#{agency}")
    return {str(item["sk"]): int(item["open"]) for item in items}


def load_round() -> Round | None:
    item = table.get("AUDIT", "ROUND")
    if item is None:
        return None
    return Round(dt.date.fromisoformat(str(item["began"])), str(item["place"]))


def save_round(one: Round) -> None:
    began = one.began.isoformat()
    table.put({"pk": "AUDIT", "sk": "ROUND", "began": began, "place": one.place})


def mark(fact: Fact) -> table.Item:
    """What tells that a fact was counted, for as long as its message may come again."""
    expires = int(time.time()) + names.ONCE_KEPT_SECONDS
    return {"pk": f"ONCE#rollups#{fact.code}", "sk": f"{fact.version:06}", "ttl": expires}


def sums(facts: list[Fact]) -> list[table.Add]:
    """What a number of facts adds to the counts."""
    events = Counter((fact.day, fact.place) for fact in facts)
    entered = Counter((fact.day, fact.place) for fact in facts if fact.entered)
    noted = Counter((fact.day, fact.place, one) for fact in facts for one in fact.noted)
    standing: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        for what, by in fact.moved:
            standing[fact.agency, what] += by
        for what, by in fact.received:
            standing[fact.desk, what] += by
    return [
        *(
            table.Add(
                f"STATISTICS#{day}",
                place,
                {
                    "events": count,
                    "dossiers": entered[day, place],
                    **{one: noted[day, place, one] for one in NOTED if noted[day, place, one]},
                },
            )
            for (day, place), count in events.items()
        ),
        *(
            table.Add(f"STANDING#{agency}", what, {"open": by})
            for (agency, what), by in standing.items()
            if by
        ),
    ]
