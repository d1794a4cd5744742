"""schemathesis checks the API against its own description: every phase, a fixed seed."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator

import pytest
from waitress.server import create_server

import app
from tests.api.engine import GUEST, NOBODY, PHASES, STRANGER, Came, run
from tests.support.province import Province
from tests.support.restored import as_it_was

LOOKED_FOR = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "unsupported_method",
)
# Of the API; a page for browsers without script is tried elsewhere.
ROUTES = {f"{route.method} {route.path}": route for route in app.door.routes if not route.page}

Ran = Callable[[str], Came]


@pytest.fixture(scope="module")
def address(province: Province) -> Iterator[str]:
    """Where the house answers over HTTP."""
    server = create_server(province.house, host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    with as_it_was():
        yield f"http://127.0.0.1:{server.effective_port}/api"
    server.trigger.pull_trigger(server.close)


@pytest.fixture(scope="module")
def ran(province: Province, address: str) -> Ran:
    """What a phase came to; each runs once."""
    return functools.cache(lambda phase: run(province, address, phase))


@pytest.mark.parametrize("phase", PHASES)
def test_the_house_answers_as_it_is_described(ran: Ran, phase: str) -> None:
    assert ran(phase).faults == []


@pytest.mark.parametrize("phase", PHASES)
def test_what_must_not_be_was_looked_for(ran: Ran, phase: str) -> None:
    checks = ran(phase).checks

    assert min(checks[one] for one in LOOKED_FOR) > 0, checks


@pytest.mark.parametrize("phase", ["coverage", "fuzzing"])
def test_somebody_came_through_by_every_route(ran: Ran, phase: str) -> None:
    came = ran(phase)

    shut = {
        route for route in ROUTES if ROUTES[route].status not in came.statuses(route, GUEST, NOBODY)
    }

    assert shut == set()


def test_a_stateful_run_moves_what_it_made(ran: Ran) -> None:
    came = ran("stateful")

    moved = {
        route for route in ROUTES if "/{code}/" in route and 200 in came.statuses(route, GUEST)
    }

    assert len(moved) >= 4


@pytest.mark.parametrize("who", [NOBODY, STRANGER])
def test_nobody_came_through_unknown(ran: Ran, who: str) -> None:
    """Every guarded route was tried without a token and with one of nobody's."""
    came = ran("coverage")
    guarded = [route for route in ROUTES if ROUTES[route].audience]

    answered = {route: came.statuses(route, who) for route in guarded}

    assert answered == {route: {401} for route in guarded}


def test_every_status_that_was_seen_is_described(ran: Ran, province: Province) -> None:
    paths = province.get("/openapi.json").body["paths"]
    seen = {
        (route, str(status))
        for answers in (ran(phase).answers for phase in PHASES)
        for route, _, status in answers
        if route in ROUTES
    }

    described = {
        (f"{method.upper()} {path}", status)
        for path, operations in paths.items()
        for method, operation in operations.items()
        for status in operation["responses"]
    }

    assert seen - described == set()
