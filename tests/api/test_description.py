"""What the API description promises about Idempotency-Keys and refusals is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import app
from chalicelib.people import audiences as roles
from tests.support import officers
from tests.support.province import Answer, Province
from tests.support.restored import as_it_was
from tests.support.routes import BY, EXAMPLES, MAI, Desk, Example, numbered, parts_of

# Pages for browsers without script are no part of the description.
ROUTES = {f"{route.method} {route.path}": route for route in app.door.routes if not route.page}
KEYED = [label for label, route in ROUTES.items() if route.once]
MET: list[tuple[str, int, dict[str, Any]]] = [
    ("GET /dossiers", 400, {"by": "citizen-1", "query": {"cursor": "?"}}),
    ("GET /desk/dossiers", 400, {"by": "reception-1", "query": {"cursor": "?"}}),
    ("GET /dossiers/{code}/receipt", 409, {"by": "citizen-1"}),
    ("POST /dossiers", 413, {"by": "citizen-1", "raw": b" " * 2_000_000}),
    ("POST /dossiers", 415, {"by": "citizen-1", "raw": b"a", "headers": {"Content-Type": "x/y"}}),
    ("PUT /people/{subject}/grants", 409, {"by": "admin-1", "order": {"name": "A", "grants": {}}}),
]


@pytest.fixture(scope="module")
def description(province: Province) -> dict[str, Any]:
    return province.get("/openapi.json").body


@pytest.fixture(scope="module")
def desk(province: Province) -> Iterator[Desk]:
    with as_it_was():
        yield Desk(province)


def operation(description: dict[str, Any], label: str) -> dict[str, Any]:
    method, path = label.split()
    found: dict[str, Any] = description["paths"][path][method.lower()]
    return found


def with_status(description: dict[str, Any], status: int) -> set[str]:
    return {label for label in ROUTES if str(status) in operation(description, label)["responses"]}


def test_a_key_is_asked_for_where_it_is_kept(description: dict[str, Any]) -> None:
    offered = {
        label
        for label in ROUTES
        if "Idempotency-Key" in {one["name"] for one in operation(description, label)["parameters"]}
    }

    assert offered == set(KEYED)
    assert {label for label in ROUTES if label.startswith("POST")} - offered == {
        "POST /administration/imports",
        "POST /desk/handovers",
        "POST /drafts/{draft}/removal",
        "POST /sign-out",
    }


@pytest.mark.parametrize("label", KEYED)
def test_the_same_request_twice_with_one_key_is_done_once(desk: Desk, label: str) -> None:
    how = EXAMPLES.get(label, Example())
    method, path = label.split()
    where = path.format_map(parts_of(desk, how.stage, MAI))
    order = numbered(how.order_of(desk, MAI), where) or {}

    first, again = (sent_with_key(desk, method, where, label, order) for _ in range(2))

    if how.stage:
        desk.moved_on(how.stage, MAI)
    assert first.status == ROUTES[label].status, first.raw
    assert (again.status, again.body) == (first.status, first.body)


def test_a_put_twice_leaves_what_it_left_once(desk: Desk) -> None:
    given = {
        "name": "Người Được Cử",
        "grants": {roles.PROCESSING_OFFICER: [MAI.agency]},
        "identity_number": officers.number_of("asked-twice"),
    }
    granted = [desk.ask("admin-1", "PUT", "/people/asked-twice/grants", given) for _ in range(2)]

    assert [answer.status for answer in granted] == [200] * 2
    assert granted[0].body == granted[1].body


def test_a_refusal_is_described_where_it_can_be_met(description: dict[str, Any]) -> None:
    guarded = {label for label, route in ROUTES.items() if route.audience}
    orders = {label for label in ROUTES if "requestBody" in operation(description, label)}
    # Not there before the dossier was accepted, and once its personal data is erased.
    forms = {"GET /dossiers/{code}/receipt", "GET /dossiers/{code}/form"}

    assert with_status(description, 401) == with_status(description, 403) == guarded
    assert with_status(description, 409) == orders | forms
    assert with_status(description, 413) == with_status(description, 415) == orders
    assert with_status(description, 429) == {
        "GET /lookup/{code}",
        "GET /sign-in",
        "GET /sign-in/done",
    }
    assert with_status(description, 503) == set(ROUTES)
    assert {"GET /dossiers", "GET /desk/dossiers"} | orders <= with_status(description, 400)


@pytest.mark.parametrize(("label", "status", "asked"), MET)
def test_a_refusal_that_is_met_is_described(
    desk: Desk, description: dict[str, Any], label: str, status: int, asked: dict[str, Any]
) -> None:
    method, path = label.split()
    parts = {**parts_of(desk, "filed", MAI), "subject": "admin-1"}

    answer = desk.province.ask(method, path.format_map(parts), **asked)

    assert answer.status == status, answer.raw
    assert str(status) in operation(description, label)["responses"]


def sent_with_key(desk: Desk, method: str, path: str, label: str, order: Any) -> Answer:
    by = desk.token(BY.get(label, "reception-1"))
    headers = {"Authorization": f"Bearer {by}", "Idempotency-Key": f"twice {label}"}
    return desk.province.ask(method, path, order=order, headers=headers)
