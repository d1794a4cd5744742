"""Agencies, hours, rules and days, for other rooms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Invalid

from . import store, wording
from .identifiers import identifier_of as identifier_of
from .rules import RuleSet

if TYPE_CHECKING:
    from .calendar import WorkingCalendar
    from .deadlines import Deadline
    from .model import Agency
    from .places import Place

DEFAULT_HOURS = "office"


def province() -> dict[str, Any]:
    """Which province this is: slug, name, identifier, portal address."""
    return store.load_province() or {}


def example() -> dict[str, str]:
    """What the examples of the API's description are about: an agency, some procedures."""
    found: dict[str, str] = province()["example"]
    return found


def example_agency() -> str:
    return example()["agency"]


def example_procedure() -> str:
    return example()["procedure"]


def example_address() -> str:
    """An address by the units of before 2025-07-01, for the description of the API."""
    old = next((unit for place in store.load_places() for unit in place.old), None)
    return f"{old.commune}, {old.district}" if old else ""


def all_agencies() -> list[Agency]:
    return list(store.load_agencies().values())


def agency(identifier: str) -> Agency:
    """An agency by its identifier in either form; refuses an unknown one."""
    return _in(store.load_agencies(), identifier)


def name_of(place: str) -> str:
    """The name of an agency that somebody's role names; of ``*`` that of the province."""
    found = store.load_agencies().get(place)
    return found.name if found else str(province().get("name", place))


def agency_in_force(identifier: str, day: dt.date) -> Agency:
    """An agency as it is on ``day``; refuses one that is not there then."""
    tree = store.load_agencies_on(day)
    found = _in(tree, identifier)
    found.must_be_in_force(day, tree.get(found.successor or ""))
    return found


def holder_of(identifier: str, day: dt.date) -> Agency:
    """Who has on ``day`` what an agency had: itself, or whoever came after it."""
    tree = store.load_agencies_on(day)
    found, seen = _in(tree, identifier), {identifier}
    while not found.exists_on(day) and found.successor and found.successor not in seen:
        seen.add(found.successor)
        found = _in(tree, found.successor)
    return found


def receiving_agency(identifier: str, day: dt.date) -> Agency:
    """An agency that can receive a dossier on ``day``; refuses any other."""
    tree = store.load_agencies_on(day)
    found = _in(tree, identifier)
    found.must_receive(day, tree.get(found.successor or ""), _taken_in_for(found, day))
    return found


def _in(tree: dict[str, Agency], identifier: str) -> Agency:
    found = tree.get(identifier_of(identifier) or "")
    if found is None:
        raise Invalid("unknown_agency", wording.UNKNOWN_AGENCY.format(identifier=identifier[:40]))
    return found


def _taken_in_for(one: Agency, day: dt.date) -> list[str]:
    """The names of the desks that take in for an agency."""
    return [desk.name for desk in there_on(day) if one.identifier in desk.receives_for]


def there_on(day: dt.date) -> list[Agency]:
    """The agencies that are there on ``day``, as they are then."""
    return [one for one in store.load_agencies_on(day).values() if one.exists_on(day)]


def nearest_first(found: list[Agency], here: Agency) -> list[Agency]:
    """Agencies by how near they stand to ``here`` in the tree."""
    return sorted(found, key=lambda one: (distance(here, one), one.identifier))


def distance(one: Agency, other: Agency) -> int:
    """How many steps of the tree lie between two agencies."""
    path, other_path = _path(one), _path(other)
    shared = next((at for at, place in enumerate(path) if place in other_path), None)
    if shared is None:
        return len(path) + len(other_path)
    return shared + other_path.index(path[shared])


def authority_level(found: Agency) -> str:
    """The level at which an agency acts; a unit acts at the level of what it belongs to."""
    tree, level = store.load_agencies(), str(found.level)
    above = (tree[place].level for place in _path(found) if place in tree)
    return next((one for one in above if one != "unit"), level)


def path_in(tree: dict[str, Agency], found: Agency) -> list[str]:
    """An agency and all above it in a tree, itself first; it ends where it would come round."""
    path = [found.identifier]
    while found.parent in tree and found.parent not in path:
        path.append(found.parent)
        found = tree[found.parent]
    return path


def _path(found: Agency) -> list[str]:
    return path_in(store.load_agencies(), found)


def rules_on(day: dt.date) -> RuleSet:
    """The rule set in force on ``day``."""
    for rules in store.load_rules():
        if rules.effective_from <= day:
            return rules
    raise Invalid("no_rules_in_force", wording.NO_RULES.format(day=day.strftime("%d/%m/%Y")))


def first_day() -> dt.date:
    """The day from which there are rules: nothing was received before."""
    return store.load_rules()[-1].effective_from


def rules_of(version: str) -> RuleSet:
    """The rule set that a dossier is pinned to."""
    for rules in store.load_rules():
        if rules.version == version:
            return rules
    # Put in force a moment ago, and not yet seen here.
    return next(rules for rules in store.load_rules_now() if rules.version == version)


def all_rules() -> list[RuleSet]:
    """Every rule set, the newest first, also those still to come."""
    return store.load_rules()


def calendar_of(identifier: str | None) -> WorkingCalendar:
    """The working calendar of an agency, or of the province's offices in general."""
    from .calendar import WorkingCalendar, hours_of, specials_of

    return WorkingCalendar(hours_of(_hours_of(identifier)), specials_of(store.load_days()))


def _hours_of(identifier: str | None) -> list[tuple[dt.date, str]]:
    """The texts of the hours at which an agency is open, each with its first day: hours change, and
    so does which of them are an agency's. Before the first that is known, that one."""
    first = [(dt.date.min, DEFAULT_HOURS)]
    names = store.load_openings(agency(identifier).identifier) if identifier else first
    texts = {name: store.load_hours_of(name) for _, name in names}
    days = {day for known in (names, *texts.values()) for day, _ in known} | {dt.date.min}
    return [(day, _known_on(day, texts[_known_on(day, names)])) for day in sorted(days)]


def _known_on(day: dt.date, known: list[tuple[dt.date, str]]) -> str:
    return next((text for since, text in reversed(known) if since <= day), known[0][1])


def deadline_in_days(received: dt.datetime, days: int, identifier: str | None) -> Deadline:
    """A due time so many working days after reception, under the rules of that day; refuses an
    agency that was not there on it."""
    from .deadlines import in_working_days

    day = clock.local_day(received)
    rules = rules_on(day)
    if identifier:
        agency_in_force(identifier, day)
    return in_working_days(received, days, calendar_of(identifier), rules)


def decide_day(day: dt.date, working: bool, vi: str, en: str, source: str) -> None:
    """A pack's word on a day, over the holidays known otherwise."""
    from .calendar import SpecialDay

    store.save_day(day, SpecialDay(working, vi, en), source)
    clock.forget()


# ---- What administrators read and put in force (room ``administration``) ----------------------


def identifier_in(form: str, identifier: str) -> str:
    """An agency's identifier as a rule set writes it: ``legacy`` (TT 01/2018/TT-VPCP Điều 19 khoản
    1 điểm a) or ``dotted`` (QĐ 20/2020/QĐ-TTg)."""
    return agency(identifier).legacy if form == "legacy" else identifier


def agency_on(identifier: str, day: dt.date) -> Agency | None:
    """An agency as it is on ``day``, or None."""
    return store.load_agencies_on(day).get(identifier)


def agencies_on(day: dt.date) -> dict[str, Agency]:
    return store.load_agencies_on(day)


def trees_from(day: dt.date) -> list[dict[str, Agency]]:
    """The agencies as they are on ``day``, and on each later day on which one of them changes."""
    return [store.load_agencies_on(one) for one in (day, *store.agencies_change_after(day))]


def hours_on(day: dt.date) -> dict[str, tuple[str, str]]:
    """Opening hours by name: their text and the article they rest on."""
    return store.load_hours_on(day)


def decided_day(day: dt.date) -> dict[str, Any] | None:
    """What was decided of a day: ``working``, its names, its source."""
    return store.load_day(day)


def agency_in_force_from(agency: Agency, since: dt.date, by: str) -> table.Put:
    """The change that lets an agency be so from a day on; written by who asks for it."""
    return _changed(store.item_of_agency(agency, since), by)


def hours_in_force_from(name: str, text: str, article: str, since: dt.date, by: str) -> table.Put:
    return _changed(store.item_of_hours(name, text, article, since), by)


def rules_in_force(rules: RuleSet, by: str) -> table.Put:
    return _changed(store.item_of_rules(rules), by)


def day_in_force(day: dt.date, working: bool, vi: str, en: str, source: str, by: str) -> table.Put:
    from .calendar import SpecialDay

    return _changed(store.item_of_day(day, SpecialDay(working, vi, en), source), by)


def _changed(item: table.Item, by: str) -> table.Put:
    return table.Put({**item, store.CHANGED_BY: by})


def settle_places(places: list[Place]) -> None:
    """Loads the communes of the province and the units that they were made of."""
    store.save_places(places)
    clock.forget()


def places_named(address: str) -> list[Place]:
    """The communes that an address may mean, whether it names the units of today or of before."""
    from .places import recognised

    return recognised(address, store.load_places())


def establish(
    facts: dict[str, Any],
    agencies: list[Agency],
    hours: dict[str, tuple[str, str]],
    rule_sets: list[RuleSet],
) -> None:
    """Loads a province's own data; loading the same again changes nothing."""
    from .calendar import OfficeHours

    store.save_province(facts)
    for one in agencies:
        store.save_agency(one)
    for name, (text, article) in hours.items():
        OfficeHours(text)
        store.save_hours(name, text, article)
    for rules in rule_sets:
        store.save_rules(rules)
    clock.forget()
