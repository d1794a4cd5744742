"""Each row of the regulations says how far the product is; what is done names what shows it."""

from __future__ import annotations

import ast
import functools
from typing import Any

import pytest

from tests.house.sources import ROOT
from tools import regulations

ROWS = [row for _, rows in regulations.regulations() for row in rows]
DONE = [row for row in ROWS if row["state"] == "done"]
OPEN = [row for row in ROWS if row["state"] != "done"]


def test_every_row_is_there_once() -> None:
    assert [row["row"] for row in ROWS] == list(range(1, 282))


def test_a_row_is_written_as_all_are() -> None:
    for row in ROWS:
        assert set(row) - {"where", "tests", "lacks"} == {
            "row", "article", "requirement", "state", "part",
        }, row["row"]  # fmt: skip
        assert row["state"] in regulations.STATES, row["row"]
        assert row["part"] in regulations.PARTS, row["row"]


@pytest.mark.parametrize("row", DONE, ids=lambda row: str(row["row"]))
def test_what_is_done_names_where_it_is_and_the_tests_that_show_it(row: dict[str, Any]) -> None:
    assert row.get("where")
    assert row.get("tests")
    assert "lacks" not in row


def test_what_is_not_done_says_what_lacks() -> None:
    assert [row["row"] for row in OPEN if not row.get("lacks")] == []


def test_every_file_that_a_row_names_is_there() -> None:
    named = {(row["row"], name) for row in ROWS for name in row.get("where", ())}

    assert [(row, name) for row, name in named if not (ROOT / name).exists()] == []


def test_every_test_that_a_row_names_is_there() -> None:
    named = {(row["row"], name) for row in ROWS for name in row.get("tests", ())}

    assert [(row, name) for row, name in named if not _is_a_test(name)] == []


def test_the_page_is_drawn_from_the_data() -> None:
    page = regulations.PAGE.read_text("utf-8")

    assert page == regulations.drawn(), "make regulations"


def _is_a_test(named: str) -> bool:
    path, _, name = named.partition("::")
    return name.startswith("test_") and name in _tests_of(path)


@functools.cache
def _tests_of(path: str) -> frozenset[str]:
    if not (ROOT / path).is_file():
        return frozenset()
    module = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in ast.walk(module) if isinstance(one, ast.FunctionDef))
