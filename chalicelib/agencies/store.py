"""Where agencies, hours, rules and calendar days are kept. Private to the room.

A pack is the start only: what administrators changed carries ``changed_by`` and is left alone
when a pack is loaded again. Agencies and hours that they changed are items of their own, in
force from a day on; those of a pack have been there from the beginning.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from chalicelib.foundation import clock, table

from .rules import RuleSet

if TYPE_CHECKING:
    from .calendar import SpecialDay
    from .model import Agency
    from .places import Place

_SECONDS_KEPT = 60
# Whose change an item is; what has none came with a pack.
CHANGED_BY = "changed_by"


def save_province(facts: dict[str, object]) -> None:
    table.put({"pk": "PROVINCE", "sk": "PROVINCE", "doc": json.dumps(facts, ensure_ascii=False)})


@clock.kept_for(_SECONDS_KEPT)
def load_province() -> dict[str, Any] | None:
    item = table.get("PROVINCE", "PROVINCE")
    return json.loads(str(item["doc"])) if item else None


def save_agency(agency: Agency) -> None:
    table.put(item_of_agency(agency), unless=CHANGED_BY)


def item_of_agency(agency: Agency, since: dt.date | None = None) -> table.Item:
    return {
        "pk": "AGENCIES",
        "sk": _since(agency.identifier, since),
        "doc": agency.model_dump_json(),
    }


def load_agencies() -> dict[str, Agency]:
    """The agencies as they are today, by identifier."""
    return load_agencies_on(clock.local_day(clock.now()))


def load_agencies_on(day: dt.date) -> dict[str, Agency]:
    """The agencies as they are on a day; one that is still to come is known beforehand."""
    return _load_agencies_since(max(one for one in _agencies_change_on() if one <= day.isoformat()))


def agencies_change_after(day: dt.date) -> list[dt.date]:
    """The days after ``day`` from which an agency is otherwise."""
    days = (one for one in _agencies_change_on() if one > day.isoformat())
    return [dt.date.fromisoformat(one) for one in sorted(days)]


def load_openings(identifier: str) -> list[tuple[dt.date, str]]:
    """The names of an agency's opening hours, each with its first day."""
    return [
        (_first_day(since), json.loads(str(item["doc"]))["opening"])
        for item in _load_agency_items()
        for name, _, since in [str(item["sk"]).partition("#")]
        if name == identifier
    ]


@clock.kept_for(_SECONDS_KEPT)
def _load_agency_items() -> list[table.Item]:
    return table.query_all("AGENCIES")


def _agencies_change_on() -> set[str]:
    """The days from which an agency is otherwise; empty for the beginning."""
    return {"", *(str(item["sk"]).partition("#")[2] for item in _load_agency_items())}


@clock.kept_for(_SECONDS_KEPT)
def _load_agencies_since(since: str) -> dict[str, Agency]:
    from .model import Agency

    found = _on(since, _load_agency_items(), to_come=True)
    return {name: Agency.model_validate_json(str(item["doc"])) for name, item in found.items()}


def save_hours(name: str, text: str, article: str) -> None:
    table.put(item_of_hours(name, text, article), unless=CHANGED_BY)


def item_of_hours(name: str, text: str, article: str, since: dt.date | None = None) -> table.Item:
    return {"pk": "HOURS", "sk": _since(name, since), "hours": text, "article": article}


def load_hours() -> dict[str, tuple[str, str]]:
    """Today's opening hours by name: their text and their article."""
    return load_hours_on(clock.local_day(clock.now()))


def load_hours_on(day: dt.date) -> dict[str, tuple[str, str]]:
    """Opening hours by name as they are on a day."""
    found = _on(day.isoformat(), _load_hours_items(), to_come=False)
    return {name: (str(item["hours"]), str(item["article"])) for name, item in found.items()}


def load_hours_of(wanted: str) -> list[tuple[dt.date, str]]:
    """The texts of opening hours of a name, each with its first day."""
    return [
        (_first_day(since), str(item["hours"]))
        for item in _load_hours_items()
        for name, _, since in [str(item["sk"]).partition("#")]
        if name == wanted
    ]


@clock.kept_for(_SECONDS_KEPT)
def _load_hours_items() -> list[table.Item]:
    return table.query_all("HOURS")


def _first_day(since: str) -> dt.date:
    """What came with a pack has been there from the beginning."""
    return dt.date.fromisoformat(since) if since else dt.date.min


def _since(name: str, since: dt.date | None) -> str:
    return f"{name}#{since.isoformat()}" if since else name


def _on(day: str, items: list[table.Item], to_come: bool) -> dict[str, table.Item]:
    """Of each name the newest item that is in force on ``day``; ``to_come``: else the first."""
    found: dict[str, table.Item] = {}
    for item in items:  # a name's own item, then those of its days in their order
        name, _, since = str(item["sk"]).partition("#")
        if since <= day or (to_come and name not in found):
            found[name] = item
    return found


def save_rules(rules: RuleSet) -> None:
    table.put(item_of_rules(rules), unless=CHANGED_BY)


def item_of_rules(rules: RuleSet) -> table.Item:
    return {"pk": "RULES", "sk": rules.version, "doc": rules.to_json()}


@clock.kept_for(_SECONDS_KEPT)
def load_rules() -> list[RuleSet]:
    """Every rule set, the newest first."""
    return load_rules_now()


def load_rules_now() -> list[RuleSet]:
    items = table.query_all("RULES")
    sets = [RuleSet.from_json(str(item["doc"])) for item in items]
    return sorted(sets, key=lambda rules: rules.effective_from, reverse=True)


def save_places(places: list[Place]) -> None:
    docs = [place.model_dump(mode="json", exclude_defaults=True) for place in places]
    doc = json.dumps(docs, ensure_ascii=False)
    table.put({"pk": "PLACES", "sk": "PLACES", "doc": doc})


@clock.kept_for(_SECONDS_KEPT)
def load_places() -> list[Place]:
    from .places import Place

    item = table.get("PLACES", "PLACES")
    return [Place.model_validate(one) for one in json.loads(str(item["doc"]))] if item else []


def save_day(day: dt.date, special: SpecialDay, source: str) -> None:
    """Keeps what a pack says of a day."""
    table.put(item_of_day(day, special, source), unless=CHANGED_BY)


def item_of_day(day: dt.date, special: SpecialDay, source: str) -> table.Item:
    return {
        "pk": "CALENDAR",
        "sk": day.isoformat(),
        "working": int(special.working),
        "vi": special.vi,
        "en": special.en,
        "source": source,
    }


def load_day(day: dt.date) -> dict[str, Any] | None:
    """What was decided of one day, as it is kept."""
    return table.get("CALENDAR", day.isoformat())


@clock.kept_for(_SECONDS_KEPT)
def load_days() -> dict[dt.date, SpecialDay]:
    from .calendar import SpecialDay

    return {
        dt.date.fromisoformat(str(item["sk"])): SpecialDay(
            bool(item["working"]), str(item["vi"]), str(item["en"])
        )
        for item in table.query_all("CALENDAR")
    }
