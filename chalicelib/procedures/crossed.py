"""What one field of a form says of another, and of the day on which it is filed.

The schema says it as data, each with its sentence and its article (``infra/seed/README.md``):
``x-past`` and ``x-from`` of a date; ``x-order``, ``x-age``, ``x-distinct``, ``x-same``, ``x-some``,
``x-identity``, ``x-case``, ``x-values`` and ``x-until`` of an object. Dates are compared by what is
known of them; what may be so is never refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.people import identifiers

from . import dates, search, wording

Path = tuple[str | int, ...]
Error = tuple[Path, str, str | None]  # where, what kind, and the sentence if it has its own
Wrong = tuple[str, str, str]  # the same within one object: its member first
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Filed:
    """Under which case of its procedure a form is filed, and when; ``desk`` is the agency where it
    is, by whose hours a term ends, or None where it is filed at none."""

    case: str | None
    day: dt.date
    desk: str | None = None


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
        yield from ((path, kind, None) for kind in _bounds(known, schema, filed))


def _bounds(known: dates.Span, schema: dict[str, Any], filed: Filed) -> Iterator[str]:
    """What has happened when it is filed is not after that, nor before anybody who lives can
    remember."""
    if schema.get("x-past") and known[0] > filed.day:
        yield "date_in_future"
    if known[1].isoformat() < schema.get("x-from", ""):
        yield "date_too_early"


def _of(form: dict[str, Any], schema: dict[str, Any], filed: Filed) -> Iterator[Wrong]:
    found = [*_between_fields(form, schema, filed)]
    yield from found
    told = {name for name, *_ in found}
    for rule in schema.get("x-identity", ()):
        # One number of another is one error.
        if rule["number"] not in told and _applies(form, rule) and _is_anothers(form, rule):
            yield rule["number"], "number_of_another", rule["title"]
            told.add(rule["number"])


def _between_fields(form: dict[str, Any], schema: dict[str, Any], filed: Filed) -> Iterator[Wrong]:
    for rule in schema.get("x-order", ()):
        first, then = dates.days_of(form.get(rule["first"])), dates.days_of(form.get(rule["then"]))
        if first and then and first[0] > then[1]:
            yield rule["then"], "date_order", rule["title"]
    for rule in schema.get("x-age", ()):
        if _applies(form, rule) and _is_too_young(form, rule, filed):
            told = rule["birth"] if rule["birth"] in form else rule["number"]
            yield told, "too_young", rule["title"]
    for rule in schema.get("x-distinct", ()):
        one, other = (form.get(name) for name in rule["fields"])
        if one and one == other:
            yield rule["fields"][1], rule.get("code", "one_person_twice"), rule["title"]
    for rule in schema.get("x-some", ()):
        if not any(form.get(name) in values for name, values in rule["fields"].items()):
            yield next(iter(rule["fields"])), "none_of_them", rule["title"]
    for rule in schema.get("x-same", ()):
        if _applies(form, rule) and _are_two(form, *rule["fields"]):
            yield rule["fields"][0], "another_person", rule["title"]
    for rule in schema.get("x-case", ()):
        if filed.case == rule["case"] and _is_of_another_case(form, rule, filed):
            yield rule["from"], "case_does_not_fit", rule["title"]
    for rule in schema.get("x-until", ()):
        if _applies(form, rule) and (wrong := _is_no_end(form.get(rule["field"]), rule, filed)):
            yield rule["field"], wrong, rule["title"]
    for rule in schema.get("x-values", ()):
        if _applies(form, rule) and not _is_taken(form.get(rule["field"]), rule):
            yield rule["field"], "value_not_taken", rule["title"] or _taken(rule, schema)


def _applies(form: dict[str, Any], rule: dict[str, Any]) -> bool:
    """Whether the form says what the rule is for (``when``, all of it), and nothing that excepts
    it (``unless``)."""
    said = (form.get(name) in values for name, values in rule.get("when", {}).items())
    excepted = (form.get(name) in values for name, values in rule.get("unless", {}).items())
    return all(said) and not any(excepted)


def _is_no_end(said: object, rule: dict[str, Any], filed: Filed) -> str | None:
    """Why a day cannot be what it is to be: it is over, or lies beyond so many ``years`` and
    ``days`` from the filing; None if it can."""
    known = dates.days_of(said)
    if known is None:
        return "required" if said is None and rule.get("needed") else None
    if known[1] < filed.day:
        return "date_passed"
    if "years" not in rule:
        return None
    last = dates.birthday(filed.day, rule["years"]) + dt.timedelta(rule.get("days", 0))
    return "term_too_long" if known[0] > last else None


def _is_taken(said: object, rule: dict[str, Any]) -> bool:
    """Whether a value is one of those that are taken, or none of those that are ``refused``; what
    is left out is taken."""
    if said is None:
        return True
    if "refused" in rule:
        return not any(_same(said, one) for one in rule["refused"])
    return any(_same(said, one) for one in rule["values"])


def _same(said: object, value: object) -> bool:
    if isinstance(said, str) and isinstance(value, str):
        return search.same(said, value)
    return said == value


def _taken(rule: dict[str, Any], schema: dict[str, Any]) -> str:
    """What is taken, as people know it."""
    field = schema["properties"][rule["field"]]
    titles = {one["const"]: one["title"] for one in field.get("oneOf", ())}
    values = (titles.get(one, wording.YES_OR_NO.get(one, one)) for one in rule["values"])
    return wording.VALUES_TAKEN.format("; ".join(map(str, values)))


def _is_too_young(form: dict[str, Any], rule: dict[str, Any], filed: Filed) -> bool:
    """By the day of birth, or else by the year in the number of who did not tell it."""
    born = dates.days_of(form.get(rule["birth"])) or _by_number(form.get(rule.get("number", "")))
    on = (filed.day, filed.day) if rule["on"] == TODAY else dates.days_of(form.get(rule["on"]))
    if not (born and on):
        return False
    return dates.birthday(born[0], rule["years"]) > on[1]


def _by_number(number: object) -> dates.Span | None:
    year = identifiers.born_in(str(number))
    return dates.days_of(f"{year:04}") if year else None


def _are_two(form: dict[str, Any], one: str, other: str) -> bool:
    """Whether two fields that are told name two people."""
    if one not in form or other not in form:
        return False
    return not identifiers.same_name(str(form[one]), str(form[other]))


def _is_anothers(form: dict[str, Any], rule: dict[str, Any]) -> bool:
    """Whether a number says another year of birth, or another sex, than the form does (NĐ 137/2015
    Điều 13); what is no identity number says nothing."""
    number = str(form.get(rule["number"]))
    year, born = identifiers.born_in(number), dates.days_of(form.get(rule.get("birth", "")))
    if year is None:
        return False
    sex = rule.get("is") or form.get(rule.get("sex", ""))
    wrong_sex = sex in ("male", "female") and sex != identifiers.sex_in(number)
    return wrong_sex or bool(born and not born[0].year <= year <= born[1].year)


def _is_of_another_case(form: dict[str, Any], rule: dict[str, Any], filed: Filed) -> bool:
    known = dates.days_of(form.get(rule["from"]))
    if not known:
        return False
    if "days_at_most" in rule:
        return filed.day > last_day(known[1], rule["days_at_most"], filed.desk)
    return filed.day <= last_day(known[0], rule["days_more_than"], filed.desk)


def last_day(since: dt.date, days: int, desk: str | None) -> dt.date:
    """The day a term ends; the next day on which the desk is open if it ends on another (BLDS 2015
    Điều 148.5).

    The last of all days where no calendar has that one: of what is typed as 9999, say.
    """
    try:
        ends = dt.datetime.combine(since + dt.timedelta(days=days), dt.time(), clock.LOCAL)
        return clock.local_day(agencies.calendar_of(desk).next_opening(ends))
    except OverflowError:
        return dt.date.max
