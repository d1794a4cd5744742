"""Electronic forms as paper has them: a schema and what was filled in, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import wording
from .model import DeclaredField, DeclaredSection, Tick

# Rows of an empty table to write in.
_EMPTY_ROWS = 4
# Years and other small numbers are written without points.
_GROUPED_FROM = 10_000
Schema = dict[str, Any]


def sections(schema: Schema, form: dict[str, Any] | None) -> tuple[DeclaredSection, ...]:
    """The fields by their step (``x-step``), in the order of the schema.

    ``form`` None: all of them, to be written in by hand. Otherwise what was filled in, and
    nothing that stands empty: nobody can add to it afterwards.
    """
    grouped: dict[str, list[DeclaredField]] = {}
    for name, part in schema.get("properties", {}).items():
        if form is None or name in form:
            value = None if form is None else form[name]
            grouped.setdefault(part.get("x-step", ""), []).append(_field(part, value))
    if form is not None:
        # Of an earlier shape of the form: kept, and shown by the name it had.
        unknown = [name for name in form if name not in schema.get("properties", {})]
        for name in unknown:
            other = DeclaredField(label=name, value=_written({}, form[name]))
            grouped.setdefault(wording.OTHER_FIELDS, []).append(other)
    return tuple(DeclaredSection(title=step, fields=tuple(one)) for step, one in grouped.items())


def _field(part: Schema, value: Any) -> DeclaredField:
    label = part.get("title", "")
    items = part.get("items", {})
    if part.get("type") == "boolean":
        return DeclaredField(label=label, ticks=(Tick(label=label, ticked=value is True),))
    if choices := part.get("oneOf", items.get("oneOf")):
        chosen = value if isinstance(value, list) else [value]
        ticks = (Tick(label=one["title"], ticked=one["const"] in chosen) for one in choices)
        return DeclaredField(label=label, ticks=tuple(ticks))
    if "properties" in items:
        parts = _columns(items["properties"], value)
        columns = tuple(one.get("title", "") for one in parts.values())
        return DeclaredField(label=label, columns=columns, rows=tuple(_rows(parts, value)))
    lines = 2 if part.get("format") == "text" else 1
    return DeclaredField(label=label, value=_written(part, value), lines=lines)


def _columns(parts: Schema, value: Any) -> Schema:
    """All of an empty table; of a filled one those that say something of somebody."""
    if not value:
        return parts
    return {name: part for name, part in parts.items() if any(name in row for row in value)}


def _rows(parts: Schema, value: Any) -> Iterator[tuple[str, ...]]:
    if value is None:
        yield from [("",) * len(parts)] * _EMPTY_ROWS
        return
    for row in value:
        yield tuple(_written(part, row.get(name)) or "" for name, part in parts.items())


def _written(part: Schema, value: Any) -> str | None:
    """A value as it is written on paper; None of none."""
    if value is None:
        return None
    if isinstance(value, bool):
        return wording.YES if value else wording.NO
    if isinstance(value, int | float):
        return _number(value)
    text = str(value)
    if part.get("format") in ("date", "partial-date"):
        return wording.partial_date(text)
    return next((one["title"] for one in part.get("oneOf", ()) if one["const"] == value), text)


def _number(value: float) -> str:
    if abs(value) < _GROUPED_FROM:
        return f"{value:g}".replace(".", ",")
    whole, _, part = f"{value}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{part}" if part.strip("0") else grouped
