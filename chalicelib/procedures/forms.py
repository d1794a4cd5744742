"""Electronic forms: data against its JSON Schema (draft 2020-12), told in Vietnamese."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid

from . import wording


def check(form: dict[str, Any], schema: dict[str, Any] | None) -> None:
    """Refuses data that does not fit the form, naming every field that does not."""
    if schema is None:
        if form:
            raise Invalid("form_not_expected", wording.FORM_NOT_EXPECTED)
        return
    errors = [*_schema_errors(form, schema), *_future_days(form, schema)]
    if errors:
        raise Invalid("form_invalid", wording.FORM_INVALID, errors=errors)


def _schema_errors(form: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    told = []
    for error in validator.iter_errors(form):
        path = [str(part) for part in error.absolute_path]
        if error.validator == "required":
            path += [name for name in error.validator_value if name not in error.instance][:1]
        told.append(_told(path, str(error.validator)))
    return told


def _future_days(form: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    """Days that say what has happened (``x-past``) cannot lie ahead."""
    today = clock.local_day(clock.now())
    return [
        {"pointer": f"/form/{name}", "code": "date_in_future", "title": wording.NOT_FUTURE}
        for name, part in schema.get("properties", {}).items()
        if part.get("x-past") and _is_after(form.get(name), today)
    ]


def _is_after(text: Any, today: dt.date) -> bool:
    try:
        return dt.date.fromisoformat(text) > today
    except (TypeError, ValueError):
        return False


def _told(path: list[str], kind: str) -> dict[str, str]:
    return {
        "pointer": "/".join(["", "form", *path]),
        "code": kind,
        "title": wording.FORM_ERRORS.get(kind, wording.FORM_ERROR),
    }
