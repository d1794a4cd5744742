"""Electronic forms: data against its JSON Schema (draft 2020-12), told in Vietnamese."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid, pointer

from . import wording

Path = tuple[str | int, ...]
Error = tuple[Path, str]  # where, and what kind


# As many as somebody can read; the answer must fit whatever was sent.
_MOST_ERRORS = 100


def check(form: dict[str, Any], schema: dict[str, Any] | None) -> dict[str, Any]:
    """Refuses data that does not fit the form, naming every field that does not."""
    if schema is None:
        if form:
            raise Invalid("form_not_expected", wording.FORM_NOT_EXPECTED)
        return form
    errors = [*_schema_errors(form, schema), *_unreadable(form), *_future_days(form, schema)]
    if errors:
        told = {(path, kind): _told(path, kind) for path, kind in errors}
        raise Invalid("form_invalid", wording.FORM_INVALID, errors=[*told.values()][:_MOST_ERRORS])
    return form


def _schema_errors(form: dict[str, Any], schema: dict[str, Any]) -> Iterator[Error]:
    from jsonschema import Draft202012Validator

    validator = _validator()(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(form):
        path, kind = tuple(error.absolute_path), str(error.validator)
        names: list[str] = []
        if kind == "required":
            names = [name for name in error.validator_value if name not in error.instance]
        elif kind == "additionalProperties":
            names = [
                name for name in error.instance if name not in error.schema.get("properties", {})
            ]
        yield from ([((*path, name), kind) for name in names] or [(path, kind)])


@functools.cache
def _validator() -> Any:
    """JSON Schema whose patterns mean what ECMA 262 says: ``$`` is the very end."""
    from jsonschema import Draft202012Validator, ValidationError, validators

    extend: Any = validators.extend

    def pattern(_: Any, wanted: str, text: Any, __: Any) -> Iterator[Any]:
        if isinstance(text, str) and (text.endswith("\n") or not re.search(wanted, text, re.ASCII)):
            yield ValidationError("not of this pattern")

    return extend(Draft202012Validator, {"pattern": pattern})


def _unreadable(form: Any, path: Path = ()) -> Iterator[Error]:
    """Texts that are blank, or have characters that cannot be printed."""
    if isinstance(form, str):
        if any(not letter.isprintable() and letter not in "\n\t" for letter in form):
            yield path, "control_character"
        elif form and not form.strip():
            yield path, "minLength"
    elif isinstance(form, dict):
        for name, part in form.items():
            yield from _unreadable(part, (*path, name))
    elif isinstance(form, list):
        for place, part in enumerate(form):
            yield from _unreadable(part, (*path, place))


def _future_days(form: Any, schema: dict[str, Any], path: Path = ()) -> Iterator[Error]:
    """Days that say what has happened (``x-past``) cannot lie ahead."""
    if schema.get("x-past") and _is_after(form, clock.local_day(clock.now())):
        yield path, "date_in_future"
    if isinstance(form, dict):
        for name, part in schema.get("properties", {}).items():
            if name in form:
                yield from _future_days(form[name], part, (*path, name))
    elif isinstance(form, list):
        for place, part in enumerate(form):
            yield from _future_days(part, schema.get("items", {}), (*path, place))


def _is_after(text: Any, today: dt.date) -> bool:
    try:
        return dt.date.fromisoformat(text) > today
    except (TypeError, ValueError):
        return False


def _told(path: Path, kind: str) -> dict[str, str]:
    return {
        "pointer": pointer(("form", *path)),
        "code": kind,
        "title": wording.FORM_ERRORS.get(kind, wording.FORM_ERROR),
    }
