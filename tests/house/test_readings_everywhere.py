"""Whatever shows an officer a person tells that person so: every route is tried.

What an officer did stands on the timeline, with their name. What they only looked at is a reading,
and what a list showed them is kept for each of its dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

import app
from chalicelib.dossiers import codes, readings, store
from chalicelib.foundation.errors import NotFound
from tests.support.province import Answer, Province
from tests.support.routes import EXAMPLES, MAI, PERSONAL, Desk, Example, parts_of

OFFICERS = (
    "reception-1",
    "officer-1",
    "head-1",
    "finance-1",
    "postal-1",
    "agency-admin-1",
    "content-admin-1",
    "admin-1",
)
OF_OFFICERS = [
    route for route in app.door.routes if route.audience and route.audience - {"citizen", "firm"}
]
_MOST = 1000


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return Desk(province)


@pytest.mark.parametrize("route", OF_OFFICERS, ids=lambda route: f"{route.method} {route.path}")
def test_an_officer_who_is_shown_a_person_is_recorded(desk: Desk, route: Any) -> None:
    for who, answer in answers(desk, route):
        if any(personal in answer.raw for personal in PERSONAL):
            shown = re.finditer(codes.PATTERN, answer.raw.decode())
            named = {one.group() for one in shown if is_dossier(one.group())}

            assert named, "it shows a person, and not of which dossier"
            assert not {code for code in named if not is_recorded(code, who)}


def test_it_is_tried_with_what_shows_people(desk: Desk) -> None:
    (listed,) = [
        route for route in OF_OFFICERS if route.path == "/desk/dossiers" and route.method == "GET"
    ]

    assert any(PERSONAL[0] in answer.raw for _, answer in answers(desk, listed))


def answers(desk: Desk, route: Any) -> Iterator[tuple[str, Answer]]:
    """What each officer who may is answered; a move is made once, by the first who may."""
    example = EXAMPLES.get(f"{route.method} {route.path}", Example())
    path = quote(route.path.format_map(parts_of(desk, example.stage, MAI)))
    order = example.order(MAI) if example.order else None
    query = example.query(MAI) if example.query else {}
    for who in OFFICERS:
        answer = desk.ask(who, route.method, path, order, **query)
        if answer.status < 300:
            yield who, answer
            if route.method != "GET":
                break
    if route.method != "GET" and example.stage:
        desk.moved_on(example.stage, MAI)


def is_dossier(code: str) -> bool:
    try:
        return bool(store.load(code))
    except NotFound:
        return False


def is_recorded(code: str, who: str) -> bool:
    looked = [*readings.of(code, _MOST), *readings.lists_of(code, _MOST)]
    made = [event.by.id for event in store.load(code).events]
    return who in {*(one.subject for one in looked), *made}
