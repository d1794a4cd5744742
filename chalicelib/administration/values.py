"""What no value of a change may be, whatever its kind: a number beyond all sums, a name that
cannot be read or printed. Forms are judged as schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalicelib.foundation.errors import pointer
from chalicelib.foundation.text import one_line
from chalicelib.procedures.model import MOST

from . import wording

Place = tuple[str | int, ...]
_NAMES = {"name", "short_name", "name_vi", "name_en", "title", "per", "text"}
_MARKUP = "<>"
_SCHEMA = "form_schema"


def problems(value: Any, at: Place = ()) -> Iterator[dict[str, str]]:
    """Each such value with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name != _SCHEMA:
                yield from problems(part, (*at, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from problems(part, (*at, place))
    elif isinstance(value, int | float) and abs(value) > MOST:
        yield _problem(at, "too_large", wording.TOO_LARGE)
    elif isinstance(value, str) and at and at[-1] in _NAMES and not _is_readable(value):
        yield _problem(at, "name_unreadable", wording.NAME_UNREADABLE)


def _is_readable(name: str) -> bool:
    try:
        return one_line(name) == name and not any(mark in name for mark in _MARKUP)
    except ValueError:
        return False


def _problem(at: Place, code: str, title: str) -> dict[str, str]:
    return {"pointer": pointer(at), "code": code, "title": title}
