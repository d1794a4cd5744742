"""A table that an old system exported, a workbook (xlsx) or a CSV, as lines to be taken over.

The first row names the members by their paths: ``code``, ``applicant.name``, ``papers.1.code``.
Every row below is a line; an empty cell is left out. A row has the number that the sheet shows.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from chalicelib.foundation import clock
from chalicelib.takeover.orders import TakeoverLine

SUFFIXES = (".xlsx", ".csv")
_PATH = re.compile(r"[a-z][a-z0-9_]*(\.([a-z][a-z0-9_]*|[1-9][0-9]?))*")
_TRUTHS = {"true": True, "false": False}


def lines(path: Path) -> Iterator[str]:
    """Each row as JSON, the first as an empty line; ends with a message if the first row names
    no member where a column has values."""
    rows = _workbook(path) if path.suffix == ".xlsx" else _csv(path)
    kinds = _kinds()
    paths = [str(cell or "").strip() for cell in next(iter(rows), ())]
    yield ""
    for row in rows:
        found = [(at, cell) for at, cell in enumerate(row) if cell not in (None, "")]
        for at, _ in found:
            if at >= len(paths) or not _PATH.fullmatch(paths[at]):
                sys.exit(f"{path.name}: the first row names no member in column {at + 1}")
        told = [(paths[at], _value(paths[at], cell, kinds)) for at, cell in found]
        yield json.dumps(_nested(told), ensure_ascii=False) if told else ""


def _workbook(path: Path) -> Iterator[tuple[Any, ...]]:
    """The first sheet; of a formula what it came to."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        yield from csv.reader(file, delimiter=max(",;\t", key=first.count))


def _kinds() -> dict[str, str]:
    """The members that are numbers, and those that are true or false; all others are text."""
    schema = TakeoverLine.model_json_schema()
    shapes = (schema, *schema["$defs"].values())
    members = [member for shape in shapes for member in shape.get("properties", {}).items()]
    return {name: said["type"] for name, said in members if said.get("type") in _READ}


def _whole(text: str) -> Any:
    return int(text) if text.isdecimal() else text


def _truth(text: str) -> Any:
    return _TRUTHS.get(text.lower(), text)


_READ: dict[str, Callable[[str], Any]] = {"integer": _whole, "boolean": _truth}


def _value(path: str, cell: Any, kinds: dict[str, str]) -> Any:
    """A cell as the line says it. A day and time of a sheet is local; a number that is not meant
    as one, as an identity number, is text: what lost its zeros is refused by its own check."""
    leaf = path.rpartition(".")[2]
    if isinstance(cell, dt.datetime):
        is_moment = leaf.endswith(("_at", "_by"))
        return clock.shown(cell.replace(tzinfo=clock.LOCAL)) if is_moment else f"{cell:%Y-%m-%d}"
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return _READ[kinds[leaf]](text) if leaf in kinds else text


def _nested(told: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What the paths say: ``papers.1.code`` is the code of the first paper."""
    whole: dict[str, Any] = {}
    for path, value in told:
        *above, leaf = path.split(".")
        place = whole
        for name in above:
            place = place.setdefault(name, {})
        place[leaf] = value
    return {name: _listed(value) for name, value in whole.items()}


def _listed(value: Any) -> Any:
    """With numbers for names it is a list, in their order."""
    if not isinstance(value, dict):
        return value
    if all(name.isdecimal() for name in value):
        return [_listed(value[name]) for name in sorted(value, key=int)]
    return {name: _listed(one) for name, one in value.items()}
