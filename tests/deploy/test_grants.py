"""Each function has the rights it needs, and no others.

Three places find a missing right: every request of the suite (the ``Province``), the functions of
queues and clock here, and the deployed stack, whose emulator enforces the policies. Unused rights
are found here: each function takes all its paths, and must have used every right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

import app
from chalicelib.dossiers import store
from chalicelib.foundation import clock, marks, names, relay
from chalicelib.oversight import audit
from chalicelib.people.audiences import RECEPTION_OFFICER
from chalicelib.processing import erasure, reminders
from chalicelib.processing import store as clocks
from tests.support import grants
from tests.support.backstage import Backstage, sqs_event
from tests.support.desk import MORNING, desk
from tests.support.faults import queue_down
from tests.support.province import Answer, Province

FUNCTIONS = (
    "api_handler",
    "relay_events",
    "count_events",
    "audit_timelines",
    "warn_of_deadlines",
    "catch_up_listeners",
)
EACH = pytest.mark.parametrize("function", FUNCTIONS)
BEGUN_BY = {
    "api_handler": set(),
    "relay_events": {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        "sqs:SendMessage",
        "kms:GenerateDataKey",
    },
    "count_events": {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"},
    # What came to nothing is reported to dead letters.
    "audit_timelines": {"sqs:SendMessage", "kms:GenerateDataKey"},
    "warn_of_deadlines": {"sqs:SendMessage", "kms:GenerateDataKey"},
    "catch_up_listeners": {"sqs:SendMessage", "kms:GenerateDataKey"},
}
EVERYBODY_S = {
    "kms:Decrypt",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
}


@pytest.fixture(scope="module")
def backstage(province: Province) -> Backstage:
    return Backstage(province)


def test_requests_use_all_that_is_granted(province: Province) -> None:
    with grants.acting("api_handler") as used:
        for answer in every_way(province):
            assert answer.status < 300, answer.body

    assert used == grants.granted("api_handler")


def test_the_relay_uses_all_that_is_granted(province: Province, backstage: Backstage) -> None:
    backstage.records()
    province.submitted()
    records = backstage.records()
    clock.forget()
    long_after = clock.now() + dt.timedelta(minutes=10)

    with grants.acting("relay_events") as used:
        with queue_down(names.ROLLUPS_QUEUE):
            app.relay_events({"Records": records}, None)
        relay.relay(records, now=lambda: long_after)

    assert used == grants.granted("relay_events")
    assert not marks.load(names.ROLLUPS_QUEUE).behind


def test_catching_up_uses_all_that_is_granted(province: Province, backstage: Backstage) -> None:
    backstage.records()
    province.submitted()
    with queue_down(names.ROLLUPS_QUEUE):
        relay.relay(backstage.records())
    clock.forget()
    long_after = clock.now() + dt.timedelta(minutes=10)

    with grants.acting("catch_up_listeners") as used:
        assert relay.catch_up_behind(now=lambda: long_after) == 0

    assert used == grants.granted("catch_up_listeners")


def test_counting_uses_all_that_is_granted(province: Province, backstage: Backstage) -> None:
    backstage.records()
    province.submitted()
    images = [record["dynamodb"]["NewImage"] for record in backstage.records()]
    events = [image["doc"]["S"] for image in images if "journal" in image]

    with grants.acting("count_events") as used:
        app.count_events(sqs_event(events), None)

    assert used == grants.granted("count_events")


def test_the_audit_uses_all_that_is_granted(province: Province) -> None:
    province.submitted()
    clock.forget()

    with grants.acting("audit_timelines") as used:
        audit.tonight(lambda: clock.now() + dt.timedelta(days=1))

    assert used == grants.granted("audit_timelines")


def test_warning_uses_all_that_is_granted(province: Province) -> None:

    # Later than any warning that another test has given.
    later = clock.parse(clocks.warned_until() or MORNING) + dt.timedelta(days=1)
    code = desk("H01.51").at(later).accepted()
    province.submitted()
    rings = store.load(code).dossier.warn_at
    assert rings

    with grants.acting("warn_of_deadlines") as used:
        reminders.warn_all(now=lambda: rings + dt.timedelta(minutes=1))
        # When the journal of today is older than any term.
        erasure.erase_all(now=lambda: clock.now() + dt.timedelta(days=80 * 366))

    assert used == grants.granted("warn_of_deadlines")


@EACH
def test_every_function_has_a_policy_of_its_own(function: str) -> None:
    assert grants.statements(function)


@EACH
def test_lambda_gets_what_it_needs_to_begin_a_function_and_no_more(function: str) -> None:
    actions = {
        action
        for statement in grants.statements(function)
        if statement["Sid"].startswith(grants.OF_LAMBDA)
        for action in statement["Action"]
    }

    assert actions == BEGUN_BY[function] | EVERYBODY_S


@EACH
def test_no_action_is_granted_by_a_pattern(function: str) -> None:
    for statement in grants.statements(function):
        assert not [action for action in statement["Action"] if "*" in action]


@EACH
def test_every_right_names_what_it_is_for(function: str) -> None:
    """Traces have no name that a policy could say."""
    for statement in grants.statements(function):
        if statement["Sid"] != "ServiceTraces":
            assert all(isinstance(one, dict) for one in grants.resources_of(statement))


def test_a_function_that_asks_for_more_is_found_out(province: Province) -> None:
    from chalicelib.foundation import table

    with pytest.raises(grants.NotGranted), grants.acting("relay_events"):
        table.query("PROVINCE")


# ---- What the tests say ----------------------------------------------------------------------


def every_way(province: Province) -> Iterator[Answer]:
    """What reads and writes in every manner that a request can."""
    clock.forget()
    yield province.get("/health")
    filed = province.post("/dossiers", "citizen-1", province.submission(), "a key of its own")
    yield filed
    code = filed.body["code"]
    yield province.get("/dossiers", "citizen-1")
    yield province.look_up(code, "0001")
    yield province.get("/desk/dossiers", "reception-1")
    yield province.post(f"/desk/dossiers/{code}/acceptance", "reception-1", {})
    yield province.get("/desk/dossiers", "officer-1", mine="true")
    yield from coming_and_going(province)


def coming_and_going(province: Province) -> Iterator[Answer]:
    """An officer comes to an agency, and leaves it: the one thing that is removed."""
    for places in (["H01.51"], []):
        order = {
            "name": "Một Cán Bộ",
            "note": "Điều chuyển",
            "identity_number": "001190000099",
            "grants": {RECEPTION_OFFICER: places} if places else {},
        }
        yield province.put("/people/comes-and-goes/grants", "admin-1", order)
