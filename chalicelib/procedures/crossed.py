"""What one field of a form says of another, and of the day on which it is filed.

The schema says it as data, each with its sentence and its article (``infra/seed/README.md``):
``x-past`` and ``x-from`` of a date; ``x-order``, ``x-age``, ``x-distinct`` and ``x-case`` of
an object. Dates
are compared by what is known of them; what may be so is never refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock

from . import dates

Path = tuple[str | int, ...]
Error = tuple[Path, str, str | None]  # where, what kind, and the sentence if it has its own
Wrong = tuple[str, str, str]  # the same within one object: its member first
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Filed:
    """Under which case of its procedure a form is filed, and when."""

    case: str | None
    day: dt.date


def errors(form: Any, schema: dict[str, Any], filed: Filed, path: Path = ()) -> Iterator[Error]:
    if isinstance(form, dict):
        yield from (((*path, name), kind, said) for name, kind, said in _of(form, schema, filed))
        for name, part in schema.get("properties", {}).items():
            if name in form:
                yield from errors(form[name], part, filed, (*path, name))
    elif isinstance(form, list):
        for place, part in enumerate(form):
            yield from errors(part, schema.get("items", {}), filed, (*path, place))
    elif known := dates.days_of(form):
        yield from ((path, kind, None) for kind in _bounds(known, schema))


def _bounds(known: dates.Span, schema: dict[str, Any]) -> Iterator[str]:
    """What has happened cannot lie ahead, nor before anybody who lives can remember."""
    if schema.get("x-past") and known[0] > clock.local_day(clock.now()):
        yield "date_in_future"
    if known[1].isoformat() < schema.get("x-from", ""):
        yield "date_too_early"


def _of(form: dict[str, Any], schema: dict[str, Any], filed: Filed) -> Iterator[Wrong]:
    for rule in schema.get("x-order", ()):
        first, then = dates.days_of(form.get(rule["first"])), dates.days_of(form.get(rule["then"]))
        if first and then and first[0] > then[1]:
            yield rule["then"], "date_order", rule["title"]
    for rule in schema.get("x-age", ()):
        if not _is_excepted(form, rule) and _is_too_young(form, rule, filed):
            yield rule["birth"], "too_young", rule["title"]
    for rule in schema.get("x-distinct", ()):
        one, other = (form.get(name) for name in rule["fields"])
        if one and one == other:
            yield rule["fields"][1], "one_person_twice", rule["title"]
    for rule in schema.get("x-case", ()):
        if filed.case == rule["case"] and _is_of_another_case(form, rule, filed):
            yield rule["from"], "case_does_not_fit", rule["title"]


def _is_excepted(form: dict[str, Any], rule: dict[str, Any]) -> bool:
    return any(form.get(name) in values for name, values in rule.get("unless", {}).items())


def _is_too_young(form: dict[str, Any], rule: dict[str, Any], filed: Filed) -> bool:
    born = dates.days_of(form.get(rule["birth"]))
    on = (filed.day, filed.day) if rule["on"] == TODAY else dates.days_of(form.get(rule["on"]))
    if not (born and on):
        return False
    return dates.birthday(born[0], rule["years"]) > on[1]


def _is_of_another_case(form: dict[str, Any], rule: dict[str, Any], filed: Filed) -> bool:
    known = dates.days_of(form.get(rule["from"]))
    if not known:
        return False
    if "days_at_most" in rule:
        return filed.day > last_day(known[1], rule["days_at_most"])
    return filed.day <= last_day(known[0], rule["days_more_than"])


def last_day(since: dt.date, days: int) -> dt.date:
    """The day a term ends; the next working day if it ends on another (BLDS 2015 Điều 148.5)."""
    ends = dt.datetime.combine(since + dt.timedelta(days=days), dt.time(), clock.LOCAL)
    return clock.local_day(agencies.calendar_of(None).next_opening(ends))
