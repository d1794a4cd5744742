"""English code, Vietnamese only in its allowed files, and every term in the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from chalicelib.dossiers import wording
from chalicelib.dossiers.moves import Kind, Move, Status
from chalicelib.people import audiences
from tests.house.sources import ROOMS, ROOT, modules, tree

HOMES = {"wording.py", "wire.py"}
# A letter alone is spelling, not a word: what a search folds away.
WORD = re.compile(r"[^\W\d_]{2,}")

GLOSSARY = ROOT / "docs" / "glossary.md"
HEADINGS = ["term", "English name", "definition", "article"]

EACH_MODULE = pytest.mark.parametrize("path", modules(), ids=str)


@EACH_MODULE
def test_vietnamese_stays_in_its_homes(path: Path) -> None:
    said = [] if path.name in HOMES else sentences(tree(path))

    assert [text for text in said if not all(map(str.isascii, WORD.findall(text)))] == []


@EACH_MODULE
def test_every_name_in_code_is_english_letters(path: Path) -> None:
    assert [name for name in identifiers(tree(path)) if not name.isascii()] == []


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The rows of the glossary's tables, by their cells."""
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if set(row[0]) != {"-"} and row != HEADINGS]


@pytest.mark.parametrize("members", [Kind, Move], ids=["events", "moves"])
def test_the_glossary_names_every(rows: list[list[str]], members: type[Enum]) -> None:
    assert {member.value for member in members} - code_names(rows) == set()


def test_the_glossary_names_every_status_with_its_national_code_and_name(
    rows: list[list[str]],
) -> None:
    terms = {row[1].strip("`"): row[0] for row in rows}

    for status in Status:
        assert terms[status.name] == f"{status.value} {wording.STATUSES[status]}"


def test_the_glossary_names_every_room(rows: list[list[str]]) -> None:
    assert {f"{room}/" for room in ROOMS} - code_names(rows) == set()


def test_the_glossary_names_every_role(rows: list[list[str]]) -> None:
    assert (audiences.OFFICER_ROLES | audiences.APPLICANTS) - code_names(rows) == set()


def test_a_row_of_the_glossary_is_whole(rows: list[list[str]]) -> None:
    assert [row for row in rows if len(row) != len(HEADINGS) or not all(row)] == []


def test_a_term_stands_in_the_glossary_once(rows: list[list[str]]) -> None:
    terms = [row[0] for row in rows]

    assert [term for term in terms if terms.count(term) > 1] == []


def sentences(module: ast.Module) -> Iterator[str]:
    """Every text in the code that is not a docstring."""
    docstrings = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield from [node.value] if isinstance(node.value, str) else []


def identifiers(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        for part in ("id", "attr", "name", "arg", "asname"):
            if isinstance(found := getattr(node, part, None), str):
                yield found


def code_names(rows: list[list[str]]) -> set[str]:
    """What stands between backticks in the column of English names."""
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row[1])}
