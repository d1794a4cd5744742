"""Shapes of what is sent: whether a body or a query string is as its shape says."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import wording
from .errors import Invalid, pointer


@functools.cache
def adapter(shape: Any) -> Any:
    """The pydantic validator of a shape, made once."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def body(shape: Any, given: Any) -> Any:
    """A body as its shape says, and strictly so: ``"5"`` is no number, ``0`` no "no".

    Raises ``Invalid`` with each field's error.
    """
    from pydantic_core import to_json

    return _validated(
        lambda: adapter(shape).validate_json(to_json(given), strict=True), wording.INVALID_BODY
    )


def query(shape: Any, given: dict[str, str]) -> Any:
    """A query string as its shape says; a shape of plain texts starts without the models."""
    if issubclass(shape, dict):
        return _known(shape, given)
    return _validated(lambda: adapter(shape).validate_python(given), wording.INVALID_QUERY)


def repeated(names: list[str]) -> Invalid:
    """The refusal of a query string that names a parameter more than once."""
    sentence = wording.FIELD_ERRORS["repeated"]
    errors = [
        {"pointer": pointer([name]), "code": "repeated", "title": sentence}
        for name in sorted(names)[:_MOST_ERRORS]
    ]
    return Invalid("invalid_request", wording.INVALID_QUERY, errors=errors)


def _known(shape: Any, given: dict[str, str]) -> dict[str, str]:
    sentence = wording.FIELD_ERRORS["extra_forbidden"]
    errors = [
        {"pointer": pointer([name]), "code": "extra_forbidden", "title": sentence}
        for name in sorted(given.keys() - shape.__annotations__)[:_MOST_ERRORS]
    ]
    if errors:
        raise Invalid("invalid_request", wording.INVALID_QUERY, errors=errors)
    return given


def _validated(validate: Callable[[], Any], title: str) -> Any:
    from pydantic import ValidationError

    try:
        return validate()
    except ValidationError as error:
        raise Invalid("invalid_request", title, errors=_field_errors(error)) from None


def _field_errors(error: Any) -> list[dict[str, str]]:
    """Each field's place (JSON pointer), code and Vietnamese sentence; never its value."""
    errors = []
    found = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    for one in found:
        if one["type"] == "too_short" and _has_wrong_parts(one["loc"], found):
            continue
        code = one["type"]
        sentence = wording.FIELD_ERRORS.get(code, wording.FIELD_ERROR)
        if code == "value_error":
            said = one["ctx"]["error"]
            code, sentence = getattr(said, "code", code), str(said)
        else:
            sentence = sentence.format_map(one.get("ctx", {}))
        errors.append({"pointer": pointer(one["loc"]), "code": code, "title": sentence})
    return errors


def _has_wrong_parts(place: tuple[Any, ...], found: list[Any]) -> bool:
    """A list whose entries are wrong is said to be short of them as well."""
    return any(len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in found)


# As many as somebody can read; the answer must fit whatever was sent.
_MOST_ERRORS = 100
