"""Electronic forms: data made regular, then held against its JSON Schema (draft 2020-12).

A field's ``format`` names the kind of its value. A value is made regular by the same function
as in a request's body, so that a phone number is a phone number in both.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from chalicelib.foundation import clock, text
from chalicelib.foundation.errors import Invalid, pointer
from chalicelib.people import identifiers

from . import crossed, dates, signers, wording
from .crossed import Error, Filed, Path
from .signers import Signer as Signer

# What is refused says in a sentence of its own what it must be.
_CHECKED: dict[str, Callable[[str], str]] = {
    "identity-number": identifiers.identity_number,
    "tax-code": identifiers.tax_code,
    "phone": identifiers.phone,
    "email": identifiers.email,
    "given-name": identifiers.given_name,
    "country": identifiers.country,
    "partial-date": dates.partial_date,
}
# A date is read by JSON Schema itself, any other number by its field's pattern.
FORMATS: dict[str, Callable[[str], str]] = {
    **_CHECKED,
    "number": identifiers.number,
    "date": clock.regular_day,
    "name": identifiers.name,
    "line": text.one_line,
    "text": text.printable,
}

ANY = "any"  # in ``x-example-days``: every case that is not named
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# As many as somebody can read; the answer must fit whatever was sent.
_MOST_ERRORS = 100


def check(
    form: dict[str, Any],
    schema: dict[str, Any] | None,
    case: str | None = None,
    day: dt.date | None = None,
    may_sign: tuple[Signer, ...] = (),
    desk: str | None = None,
) -> dict[str, Any]:
    """The form as it is kept, each value regular.

    ``case``, ``day`` and ``desk``: under which case of its procedure it is filed, when and where;
    today if no day is given. ``may_sign`` are those of whom the form must name one as who asks;
    nobody is looked for where none is given. Refuses data that does not fit the schema, naming
    every field that does not.
    """
    if schema is None:
        if form:
            raise Invalid("form_not_expected", wording.FORM_NOT_EXPECTED)
        return {}
    kept: dict[str, Any] = _regular(form, schema)
    errors = [*_schema_errors(kept, schema)]
    told = {path for path, *_ in errors}
    errors += [one for one in _unreadable(kept) if one[0] not in told]
    filed = Filed(case, day or clock.local_day(clock.now()), desk)
    sound = _without(kept, told)
    errors += [one for one in crossed.errors(sound, schema, filed) if one[0] not in told]
    errors += [one for one in signers.errors(kept, schema, may_sign) if one[0] not in told]
    if errors:
        found = {(path, kind): _problem(path, kind, title) for path, kind, title in errors}
        raise Invalid("form_invalid", wording.FORM_INVALID, errors=[*found.values()][:_MOST_ERRORS])
    return kept


def _without(form: Any, told: set[Path], path: Path = ()) -> Any:
    """The form without the fields that are wrong by themselves: they contradict no other."""
    if isinstance(form, dict):
        left = {name: one for name, one in form.items() if (*path, name) not in told}
        return {name: _without(one, told, (*path, name)) for name, one in left.items()}
    if isinstance(form, list):
        return [_without(one, told, (*path, place)) for place, one in enumerate(form)]
    return form


def accepts(form: Any, schema: dict[str, Any]) -> bool:
    """Whether a form fits a schema, as a submission's would have to."""
    try:
        check(form, schema)
    except (Invalid, AttributeError):
        return False
    return True


def example(
    schema: dict[str, Any] | None,
    case: str | None = None,
    applicant: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A form that may be filed today in a case of its procedure; in the first if none is named.

    With the applicant, as a request has them, as who asks in it.

    ``x-example-days``: which of its days lie how many days back in which case, to be within a
    term or beyond it.
    """
    forms = examples(schema, case)
    return asked_by(applicant, forms, schema, case) if schema and applicant else forms[0]


def examples(schema: dict[str, Any] | None, case: str | None = None) -> list[dict[str, Any]]:
    """All the examples of a form, with their days as in ``example``."""
    by_case = (schema or {}).get("x-example-days", {})
    back = by_case.get(case, by_case.get(ANY, {})) if case else next(iter(by_case.values()), {})
    today = clock.local_day(clock.now())
    days = {name: str(today - dt.timedelta(days)) for name, days in back.items()}
    return [_as_taken({**one, **days}, schema) for one in (schema or {}).get("examples", [{}])]


def _as_taken(form: dict[str, Any], schema: dict[str, Any] | None) -> dict[str, Any]:
    """The form with what its procedure and case take, where it said something else."""
    rules = [
        one for one in (schema or {}).get("x-values", ()) if "values" in one and "when" not in one
    ]
    first = {
        rule["field"]: rule["values"][0]
        for rule in rules
        if rule["field"] in form and form[rule["field"]] not in rule["values"]
    }
    return {**form, **first}


def asked_by(
    applicant: dict[str, Any],
    forms: list[dict[str, Any]],
    schema: dict[str, Any],
    case: str | None = None,
) -> dict[str, Any]:
    """Of these forms one in which the applicant asks, as the party that their number fits."""
    filed = Filed(case, clock.local_day(clock.now()))
    asked = [one for form in forms for one in signers.signed(form, schema, applicant)]
    fitting = (one for one in asked if not any(crossed.errors(one, schema, filed)))
    return next(fitting, (asked or forms)[0])


def _regular(form: Any, schema: dict[str, Any]) -> Any:
    """Every text as its format keeps it; what is none of its format stays as it was sent."""
    if isinstance(form, str):
        return _regular_text(form, schema.get("format", "text"))
    if isinstance(form, dict):
        parts = schema.get("properties", {})
        return {name: _regular(part, parts.get(name, {})) for name, part in form.items()}
    if isinstance(form, list):
        return [_regular(part, schema.get("items", {})) for part in form]
    return form


def _regular_text(given: str, kind: str) -> str:
    try:
        return FORMATS.get(kind, text.printable)(given)
    except ValueError:
        return given


def _schema_errors(form: dict[str, Any], schema: dict[str, Any]) -> Iterator[Error]:
    validator = _validator()(schema, format_checker=_format_checker())
    for error in validator.iter_errors(form):
        path, kind = tuple(error.absolute_path), str(error.validator)
        names: list[str] = []
        if kind == "required":
            names = [name for name in error.validator_value if name not in error.instance]
        elif kind == "additionalProperties":
            names = [
                name for name in error.instance if name not in error.schema.get("properties", {})
            ]
        elif kind == "dependentRequired":
            wanted = error.validator_value.items()
            needed = [name for one, names in wanted if one in error.instance for name in names]
            names = [name for name in needed if name not in error.instance]
            kind = "required"
        elif kind == "anyOf":
            choice = [name for one in error.validator_value for name in one["required"]]
            yield (*path, choice[0]), "required", _one_of(choice, _part_of(schema, path))
            continue
        title = _told(kind, error)
        yield from [((*path, name), kind, None) for name in names]
        if not names:
            yield path, kind, title


def _told(kind: str, error: Any) -> str | None:
    """A sentence of its own: why a value is none of its format, or which limit it passes."""
    if kind == "format" and error.validator_value in _CHECKED:
        return str(error.cause)
    if kind == "format" and _DAY.fullmatch(str(error.instance)):
        return wording.NO_SUCH_DAY
    if kind == "oneOf":
        return wording.ONE_OF_LIST.format("; ".join(one["title"] for one in error.validator_value))
    sentence = wording.FORM_ERRORS.get(kind, "")
    if "{limit}" in sentence:
        return sentence.format(limit=error.validator_value)
    return None


@functools.cache
def _validator() -> Any:
    """JSON Schema whose patterns mean what ECMA 262 says: ``$`` is the very end."""
    from jsonschema import Draft202012Validator, ValidationError, validators

    extend: Any = validators.extend

    def pattern(_: Any, wanted: str, text: Any, __: Any) -> Iterator[Any]:
        if isinstance(text, str) and (text.endswith("\n") or not re.search(wanted, text, re.ASCII)):
            yield ValidationError("not of this pattern")

    return extend(Draft202012Validator, {"pattern": pattern})


@functools.cache
def _format_checker() -> Any:
    """The formats that refuse; of a number the error's cause says why, in Vietnamese."""
    from jsonschema import FormatChecker

    checker = FormatChecker(["date"])
    for kind, read in _CHECKED.items():
        checker.checks(kind, raises=ValueError)(functools.partial(_is_read_by, read))
    return checker


def _is_read_by(read: Callable[[str], str], value: object) -> bool:
    if isinstance(value, str):
        read(value)
    return True


def _unreadable(form: Any, path: Path = ()) -> Iterator[Error]:
    """Texts with characters that cannot be printed."""
    if isinstance(form, str):
        try:
            text.printable(form)
        except ValueError as error:
            yield path, getattr(error, "code", "control_character"), str(error)
    elif isinstance(form, dict):
        for name, part in form.items():
            yield from _unreadable(part, (*path, name))
    elif isinstance(form, list):
        for place, part in enumerate(form):
            yield from _unreadable(part, (*path, place))


def _one_of(names: list[str], part: dict[str, Any]) -> str:
    titles = (part["properties"][name]["title"] for name in names)
    return wording.ONE_OF.format("; ".join(titles))


def _part_of(schema: dict[str, Any], path: Path) -> dict[str, Any]:
    """The schema of what is at a place of the form."""
    for step in path:
        schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
    return schema


def _problem(path: Path, kind: str, title: str | None) -> dict[str, str]:
    return {
        "pointer": pointer(("form", *path)),
        "code": kind,
        "title": title or wording.FORM_ERRORS.get(kind, wording.FORM_ERROR),
    }
