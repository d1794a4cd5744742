"""Whether a version of a procedure can be put in force: the same for a pack and for a change.

Shapes say what each member must be; here stands what they must be together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from chalicelib.agencies.calendar import FARTHEST
from chalicelib.agencies.deadlines import Unit
from chalicelib.foundation.errors import pointer
from chalicelib.people.audiences import AGENCY_ROLES

from . import forms, wording
from .model import Fee, Step, TimeLimit, Version

# Every internal process begins with receiving and ends with signing and returning; what is
# shown then is the same everywhere (QĐ 03/2023 Điều 9).
FIRST, LAST = ("receive",), ("sign", "return")
SHOWN = {"receive": 2, "sign": 9, "return": 10}
BETWEEN = 4  # đang xử lý
ALL = 100  # percent

Problem = dict[str, str]
Place = tuple[str | int, ...]
_REFERENCES = {"$ref", "$dynamicRef", "$id", "$defs"}


def problems(version: Version, channels: Collection[str], hours_a_day: int) -> Iterator[Problem]:
    """All that is wrong with a version; ``hours_a_day`` is the rule ``working_day_hours``."""
    yield from _competence(version)
    yield from _channels(version, channels)
    yield from _articles(version)
    yield from _cases(version)
    yield from _fees(version)
    yield from _allowed(version)
    yield from process_problems(version.process, version, hours_a_day, ("process",))
    yield from form_problems(version.form, version.form_schema)


def process_problems(
    process: tuple[Step, ...],
    version: Version,
    hours_a_day: int,
    at: Place,
) -> Iterator[Problem]:
    """What is wrong with an internal process of a version."""
    keys = tuple(step.key for step in process)
    ends = len(keys) > 3 and keys[:1] == FIRST and keys[-2:] == LAST
    if not ends or len(set(keys)) < len(keys):
        yield _problem(at, "process_order", wording.PROCESS_ORDER)
    for place, step in enumerate(process):
        if step.shows != SHOWN.get(step.key, BETWEEN):
            yield _problem((*at, place, "shows"), "process_shows", wording.PROCESS_SHOWS)
        if step.hours <= 0:
            yield _problem((*at, place, "hours"), "process_hours", wording.STEP_HOURS)
        if step.role not in AGENCY_ROLES:
            yield _problem((*at, place, "role"), "unknown_role", wording.STEP_ROLE)
    total = sum(step.hours for step in process)
    # A case with a shorter limit of its own goes through the same steps, each faster.
    general = [limit for limit in version.time_limits if not limit.cases]
    shortest = min((_hours(limit, hours_a_day) for limit in general), default=total)
    if total > shortest:
        sentence = wording.PROCESS_TOO_LONG.format(total=f"{total:g}", limit=f"{shortest:g}")
        yield _problem(at, "process_too_long", sentence)


def form_problems(form: str | None, schema: dict[str, Any] | None) -> Iterator[Problem]:
    """What is wrong with an electronic form: a closed schema whose examples it accepts."""
    from jsonschema import Draft202012Validator, SchemaError

    at = ("form_schema",)
    if (form is None) != (schema is None):
        yield _problem(at, "form_without_schema", wording.FORM_WITHOUT_SCHEMA)
    if schema is None:
        return
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield _problem((*at, *error.absolute_path), "schema_invalid", wording.SCHEMA_INVALID)
        return
    yield from _part_problems(schema, at)
    yield from _party_problems(schema, at)
    if schema.get("additionalProperties") is not False or not schema.get("required"):
        yield _problem(at, "schema_open", wording.SCHEMA_OPEN)
    if not schema.get("examples"):
        yield _problem(at, "example_missing", wording.EXAMPLE_MISSING)
    for place, example in enumerate(schema.get("examples", ())):
        if not forms.accepts(example, schema):
            yield _problem((*at, "examples", place), "example_refused", wording.EXAMPLE_REFUSED)


def _party_problems(schema: dict[str, Any], at: Place) -> Iterator[Problem]:
    """Who asks is a field of the form (``x-applicant``)."""
    fields = schema.get("properties", {}).keys()
    for place, party in enumerate(schema.get("x-applicant", {}).get("parties", ())):
        if "name" not in party or not fields >= set(party.values()):
            place_of = (*at, "x-applicant", "parties", place)
            yield _problem(place_of, "unknown_field", wording.UNKNOWN_PARTY)


def _competence(version: Version) -> Iterator[Problem]:
    """Who settles it is said for each level, and for no other."""
    if {one.level for one in version.competence} != set(version.levels):
        yield _problem(("competence",), "competence_levels", wording.COMPETENCE_LEVELS)


def _part_problems(part: Any, at: Place) -> Iterator[Problem]:
    """What a valid schema may say and a form may not: each part stands there, in full."""
    if not isinstance(part, dict):
        yield _problem(at, "schema_invalid", wording.SCHEMA_INVALID)
        return
    if _REFERENCES & part.keys():
        yield _problem(at, "schema_reference", wording.SCHEMA_REFERENCE)
    if part.get("format", "text") not in forms.FORMATS:
        yield _problem((*at, "format"), "unknown_format", wording.UNKNOWN_FORMAT)
    for name, inner in part.get("properties", {}).items():
        yield from _part_problems(inner, (*at, "properties", name))
    if "items" in part:
        yield from _part_problems(part["items"], (*at, "items"))


def _channels(version: Version, known: Collection[str]) -> Iterator[Problem]:
    for place, channel in enumerate(version.channels):
        if channel not in known:
            sentence = wording.UNKNOWN_CHANNEL.format(channel=channel[:40])
            yield _problem(("channels", place), "unknown_channel", sentence)
        elif not any(
            limit.channel in (channel, "any") and not limit.cases for limit in version.time_limits
        ):
            sentence = wording.NO_TIME_LIMIT.format(channel=channel)
            yield _problem(("time_limits",), "time_limit_missing", sentence)
    for place, limit in enumerate(version.time_limits):
        if limit.value < 0:
            yield _problem(("time_limits", place, "value"), "negative", wording.NEGATIVE)
        if limit.value > FARTHEST // 2:
            yield _problem(("time_limits", place, "value"), "too_large", wording.NOT_COUNTABLE)
        if set(limit.cases) - {case.key for case in version.cases}:
            yield _problem(("time_limits", place, "cases"), "unknown_case", wording.LIMIT_OF_A_CASE)


def _articles(version: Version) -> Iterator[Problem]:
    """Law is data with its article."""
    if not version.legal_basis:
        yield _problem(("legal_basis",), "article_missing", wording.ARTICLE_MISSING)
    resting = [
        *((("time_limits", place), one.article) for place, one in enumerate(version.time_limits)),
        *((("fees", place), one.article) for place, one in enumerate(version.fees)),
    ]
    for at, article in resting:
        if not article.strip():
            yield _problem((*at, "article"), "article_missing", wording.ARTICLE_MISSING)
    for place, fee in enumerate(version.fees):
        if fee.amount < 0:
            yield _problem(("fees", place, "amount"), "negative", wording.NEGATIVE)


def _cases(version: Version) -> Iterator[Problem]:
    keys = [case.key for case in version.cases]
    if not keys or len(set(keys)) < len(keys):
        yield _problem(("cases",), "case_twice", wording.CASES_NAMED_ONCE)
    for place, case in enumerate(version.cases):
        codes = [paper.code for paper in case.papers]
        if len(set(codes)) < len(codes):
            sentence = wording.PAPERS_NAMED_ONCE.format(case=case.name)
            yield _problem(("cases", place, "papers"), "paper_named_twice", sentence)


def _fees(version: Version) -> Iterator[Problem]:
    """What a fee names is there, and its tariff goes up step by step."""
    cases = {case.key for case in version.cases}
    fields = set((version.form_schema or {}).get("properties", {}))
    for place, fee in enumerate(version.fees):
        at = ("fees", place)
        for key in sorted({*fee.cases} - cases):
            sentence = wording.UNKNOWN_CASE.format(case=key[:40])
            yield _problem((*at, "cases"), "unknown_case", sentence)
        above = [tier.above for tier in fee.tiers]
        if any(one <= 0 for one in above) or above != sorted(set(above)):
            yield _problem((*at, "tiers"), "tiers_out_of_order", wording.TIERS_OUT_OF_ORDER)
        if min((tier.amount for tier in fee.tiers), default=0) < 0 or (fee.most or 0) < 0:
            yield _problem(at, "negative", wording.NEGATIVE)
        named = [one.field for one in (fee.quantity_from, fee.when) if one]
        for field in named:
            if field not in fields:
                sentence = wording.UNKNOWN_FIELD.format(field=field[:40])
                yield _problem(at, "unknown_field", sentence)
        if fee.when and (fee.when.days_at_most is None) == (fee.when.days_more_than is None):
            yield _problem((*at, "when"), "one_of_two_terms", wording.ONE_TERM)
        keys = [ground.key for ground in fee.grounds]
        if len(set(keys)) < len(keys):
            yield _problem((*at, "grounds"), "ground_twice", wording.GROUND_TWICE)
        yield from _relief_problems(fee, at)


def _allowed(version: Version) -> Iterator[Problem]:
    """What is held against the form is in it, with a value of its list."""
    cases = {case.key for case in version.cases}
    fields = (version.form_schema or {}).get("properties", {})
    for place, rule in enumerate(version.allowed):
        at = ("allowed", place)
        for key in sorted({*rule.cases} - cases):
            yield _problem(
                (*at, "cases"), "unknown_case", wording.UNKNOWN_CASE.format(case=key[:40])
            )
        if rule.field not in fields or not rule.values:
            sentence = wording.UNKNOWN_FIELD.format(field=rule.field[:40])
            yield _problem(at, "unknown_field", sentence)
            continue
        listed = [one["const"] for one in fields[rule.field].get("oneOf", ())]
        for value in rule.values:
            if listed and value not in listed:
                named = {"field": rule.field[:40], "value": str(value)[:40]}
                yield _problem(at, "unknown_value", wording.UNKNOWN_VALUE.format(**named))


def _relief_problems(fee: Fee, at: Place) -> Iterator[Problem]:
    """A reduction takes off a part, in one way, and rests on its article."""
    for place, ground in enumerate(fee.grounds):
        where = (*at, "grounds", place)
        if ground.percent is not None and ground.amount is not None:
            yield _problem(where, "one_of_two_reliefs", wording.ONE_RELIEF)
        if ground.percent is not None and not 0 < ground.percent < ALL:
            yield _problem((*where, "percent"), "percent_out_of_range", wording.PERCENT)
        if ground.amount is not None and not 0 <= ground.amount < fee.amount:
            yield _problem((*where, "amount"), "amount_out_of_range", wording.LESS_THAN_THE_FEE)
    for place, reduction in enumerate(fee.reductions):
        where = (*at, "reductions", place)
        if not 0 < reduction.percent < ALL:
            yield _problem((*where, "percent"), "percent_out_of_range", wording.PERCENT)
        if not reduction.article.strip():
            yield _problem((*where, "article"), "article_missing", wording.ARTICLE_MISSING)


def _hours(limit: TimeLimit, hours_a_day: int) -> int:
    if limit.unit is Unit.WORKING_HOURS:
        return limit.value
    if limit.unit is Unit.SAME_DAY:
        return hours_a_day
    return limit.value * hours_a_day


def _problem(at: Place, code: str, title: str) -> Problem:
    return {"pointer": pointer(at), "code": code, "title": title}
