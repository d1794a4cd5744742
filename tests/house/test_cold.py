"""What each function has imported after its first run in a fresh process."""

from __future__ import annotations

import datetime as dt
import json
import os
from typing import Any

import pytest

import app
from chalicelib.foundation import names
from local import cold
from local.runner import clock_event
from tests.house.sources import in_a_new_process
from tests.house.test_rooms import HEAVY
from tests.support.backstage import Backstage, empty, sqs_event
from tests.support.province import Province

CLIENT = {"boto3", "botocore"}
TICK = clock_event(dt.datetime(2026, 11, 20, 19, tzinfo=dt.UTC))
MOST_MODULES = 40
CALLED_BY_THE_API = {"look-up", "signed-in request"}


def test_every_handler_of_the_house_is_listed() -> None:
    handlers = {source.name for source in app.app.event_sources}

    assert cold.FUNCTIONS.keys() == handlers | CALLED_BY_THE_API


def test_the_look_up_may_import_nothing_heavy() -> None:
    assert cold.FUNCTIONS["look-up"].heavy == frozenset()


@pytest.mark.parametrize("proof", [None, "0001"])
def test_the_look_up_imports_what_it_may(province: Province, proof: str | None) -> None:
    code = province.submitted()["code"]
    found = imported("app.app", request(f"/lookup/{code}", "/lookup/{code}", code, proof))

    assert found["status"] == 200
    assert heavy(found) == CLIENT


def test_a_signed_in_request_imports_what_it_may(province: Province) -> None:
    code = province.submitted()["code"]
    event = request(f"/dossiers/{code}", "/dossiers/{code}", code)
    event["headers"]["authorization"] = f"Bearer {province.provider.token('citizen-1')}"
    found = imported("app.app", event)

    assert found["status"] == 200
    assert heavy(found) <= CLIENT | cold.FUNCTIONS["signed-in request"].heavy


def test_the_relay_imports_what_it_may(province: Province) -> None:
    backstage = Backstage(province)
    province.submitted()
    found = imported("app.relay_events", {"Records": backstage.records()})
    empty(names.ROLLUPS_QUEUE)

    assert heavy(found) == CLIENT | cold.FUNCTIONS["relay_events"].heavy


def test_counting_imports_what_it_may(province: Province) -> None:
    long_ago = {
        "code": "H01.59-200102-0001",
        "version": 1,
        "kind": "submitted",
        "status": 1,
        "at": "2020-01-02T00:00:00.000Z",
        "agency": "H01.59",
        "procedure": "1.000001",
        "channel": "online",
    }
    found = imported("app.count_events", sqs_event([json.dumps(long_ago)]))

    assert heavy(found) == CLIENT | cold.FUNCTIONS["count_events"].heavy


@pytest.mark.parametrize("job", ["audit_timelines", "warn_of_deadlines", "catch_up_listeners"])
def test_a_job_of_the_clock_imports_what_it_may(province: Province, job: str) -> None:
    province.submitted()

    assert heavy(imported(f"app.{job}", TICK)) <= CLIENT | cold.FUNCTIONS[job].heavy


@pytest.mark.parametrize("name", cold.FUNCTIONS)
def test_what_is_measured_is_what_the_function_imports(name: str) -> None:
    """Of our own modules and the heavy ones; boto3's client is the same for all."""
    function = cold.FUNCTIONS[name]
    found = in_a_new_process(f"""
import json, sys
import {", ".join(function.modules)}
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
""")

    assert HEAVY & set(found) == function.heavy


def test_the_table_tells_each_function_beside_what_all_need() -> None:
    found, unit = cold.measure(rounds=1)

    assert [figure.function for figure in found] == [cold.BASE, *cold.FUNCTIONS]
    assert found[0].to_base == pytest.approx(1, abs=0.01)
    assert all(figure.to_base > 1 and figure.modules > found[0].modules for figure in found[1:])
    look_up = found[1]
    # Seconds are a machine's; these are most of what the five in a hundred are spent on.
    assert look_up.modules - found[0].modules <= MOST_MODULES
    assert unit in (cold.CPU, cold.INSTRUCTIONS)
    assert len({len(cold.line(figure, unit)) for figure in found}) == 1


def imported(handler: str, event: dict[str, Any]) -> Any:
    """The packages that a new process has once the handler is done, and the answer's status."""
    ours = ("AWS_", "MOT_CUA", "TOKEN_", "JWKS")
    settings = {name: value for name, value in os.environ.items() if name.startswith(ours)}
    settings["LOG_LEVEL"] = "ERROR"
    return in_a_new_process(f"""
import json, os, sys
os.environ.update({settings!r})
import app
answer = {handler}(json.loads({json.dumps(event, default=str)!r}), None)
print(json.dumps({{
    "packages": sorted({{name.partition(".")[0] for name in sys.modules}}),
    "status": (answer or {{}}).get("statusCode"),
}}))
""")


def heavy(found: dict[str, Any]) -> set[str]:
    return HEAVY & set(found["packages"])


def request(path: str, route: str, code: str, proof: str | None = None) -> dict[str, Any]:
    """A request as API Gateway hands it to the function."""
    return {
        "path": path,
        "pathParameters": {"code": code},
        "stageVariables": None,
        "headers": {"accept": "*/*", **({"lookup-proof": proof} if proof else {})},
        "multiValueHeaders": {},
        "body": None,
        "isBase64Encoded": False,
        "multiValueQueryStringParameters": None,
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": route,
            "requestId": "1",
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }
