"""Every route of the API has a screen, or a written reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import app
from tests.house.sources import ROOT

WEB = ROOT / "web"
WITHOUT: dict[str, str] = yaml.safe_load((WEB / "without_screen.yaml").read_text("utf-8"))
ROUTES = {f"{route.method} {route.path}" for route in app.door.routes}
A_SENTENCE = 30

# `api.GET('/agencies', …`, also where the line was broken after the bracket.
CALLED = re.compile(r"\bapi\.(GET|POST|PUT)\(\s*'([^']+)'")
# A document that is opened or kept: `/api/dossiers/${code}/receipt?format=pdf`.
LINKED = re.compile(r"[`'\"]/api(/[^`'\"?\s]*)")
# The beginning of several such addresses, said once: const at = `/api/dossiers/${code}`.
BEGUN = re.compile(r"\bconst (\w+) = [^\n`]*`(/api/[^`?]+)`")


def asked_by(source: str) -> Iterator[str]:
    """Every route that a screen asks, its path without the names of its parts."""
    for name, beginning in BEGUN.findall(source):
        source = re.sub(rf"\$\{{{name}(\.value)?\}}", lambda _, said=beginning: said, source)
    for method, path in CALLED.findall(source):
        yield f"{method} {nameless(path)}"
    for path in LINKED.findall(source):
        yield f"GET {nameless(path)}"


def nameless(path: str) -> str:
    return re.sub(r"\$?\{[^}]*\}", "{}", path).rstrip("/")


def sources() -> Iterator[Path]:
    yield from sorted((*WEB.rglob("*.ts"), *WEB.rglob("*.vue")))


def on_screens() -> set[str]:
    asked = {route for path in sources() for route in asked_by(path.read_text("utf-8"))}
    return {route for route in ROUTES if nameless(route) in asked}


def test_a_call_and_an_address_are_found_in_a_source() -> None:
    source = """
      answer(api.POST('/desk/dossiers/{code}/step', sent))
      api.GET(
        '/people', {})
      const at = computed(() => `/api/dossiers/${code.value}`)
      `${at.value}/receipt?format=pdf`
      :href="`/api/desk/registers/${agency}?month=${month}`"
    """

    assert set(asked_by(source)) == {
        "POST /desk/dossiers/{}/step",
        "GET /people",
        "GET /dossiers/{}",
        "GET /dossiers/{}/receipt",
        "GET /desk/registers/{}",
    }


def test_every_route_has_a_screen_or_a_reason() -> None:
    assert sorted(ROUTES - on_screens() - set(WITHOUT)) == []


def test_no_reason_is_given_for_what_has_a_screen_or_is_no_route() -> None:
    assert sorted(set(WITHOUT) & on_screens()) == []
    assert sorted(set(WITHOUT) - ROUTES) == []


@pytest.mark.parametrize("route", sorted(WITHOUT))
def test_a_reason_is_a_sentence(route: str) -> None:
    assert len(WITHOUT[route]) > A_SENTENCE
    assert WITHOUT[route].endswith(".")
