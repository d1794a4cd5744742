"""Everything that the pages name exists: commands, files, sections, tests."""

from __future__ import annotations

import ast
import functools
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import HOUSE, ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

FENCED = re.compile(r"^```.*?\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[;&|] *)(?:[A-Z_]+=\S+ +)*make +([a-z][a-z-]*)", re.MULTILINE)
MODULE = re.compile(r"python[0-9.]* -m ((?:tools|local)\.[\w.]+)")
FILE = re.compile(r"(?:\.?[\w-][\w.-]*/)+[\w.-]*")
LINK = re.compile(r"\]\(([^)\s]+)\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
# Made by make: there once it was run.
MADE = {"build", "node_modules", ".venv", ".local"}


@EACH_PAGE
def test_every_command_can_be_made(page: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))

    assert {name for code in codes(page) for name in COMMAND.findall(code)} <= targets


@EACH_PAGE
def test_every_module_that_is_run_is_there(page: Path) -> None:
    named = {name for code in codes(page) for name in MODULE.findall(code)}

    assert [name for name in named if importlib.util.find_spec(name) is None] == []


@EACH_PAGE
def test_every_file_is_there(page: Path) -> None:
    assert [name for name in files(page) if not is_there(name)] == []


@EACH_PAGE
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not leads_somewhere(page, link)] == []


@EACH_PAGE
def test_every_test_that_is_named_is_there(page: Path) -> None:
    named = TEST.findall(page.read_text("utf-8"))

    assert [f"{path}::{name}" for path, name in named if name not in the_tests_of(path)] == []


def test_the_pages_are_read_as_they_are_meant() -> None:
    security = ROOT / "docs" / "security.md"

    assert len(TEST.findall(security.read_text("utf-8"))) > 50
    assert COMMAND.findall("make test\nSTAGE=x make deploy; make run") == ["test", "deploy", "run"]
    assert not is_there("tools/nothing.py")
    assert not leads_somewhere(security, "security.md#nowhere")


def test_a_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in PAGES if page.parent.name == "adr"]
    titles = [page.read_text("utf-8").split(".")[0] for page in PAGES if page.parent.name == "adr"]

    assert len(set(numbers)) == len(numbers)
    assert titles == [f"# {int(number)}" for number in numbers]


# ---- What the tests say ----------------------------------------------------------------------


def codes(page: Path) -> Iterator[str]:
    """What stands between backticks, and in fences."""
    text = page.read_text("utf-8")
    yield from FENCED.findall(text)
    yield from SPAN.findall(FENCED.sub("", text))


def files(page: Path) -> set[str]:
    """Paths from the root or of a room; what is a route, or made, is none."""
    named = {code for code in SPAN.findall(page.read_text("utf-8")) if FILE.fullmatch(code)}
    known = {one.name for one in (*ROOT.iterdir(), *HOUSE.iterdir()) if one.is_dir()} - MADE
    return {name for name in named if name.split("/")[0] in known}


def is_there(name: str) -> bool:
    return (ROOT / name).exists() or (HOUSE / name).exists()


def links(page: Path) -> set[str]:
    found = LINK.findall(FENCED.sub("", page.read_text("utf-8")))
    return {link for link in found if not link.startswith(("http:", "https:", "mailto:"))}


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, section = link.partition("#")
    target = (page.parent / path) if path else page
    return target.exists() and (not section or section in sections(target))


@functools.cache
def sections(page: Path) -> set[str]:
    """The anchors that a reader of Markdown makes of headings."""
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", title.lower()) for title in titles]
    return {title.replace(" ", "-") for title in plain}


@functools.cache
def the_tests_of(path: str) -> set[str]:
    if not (ROOT / path).exists():
        return set()
    module = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
