"""The template gives every queue a reader, enough time, and a dead-letter queue."""

from __future__ import annotations

from typing import Any

import pytest

import app
from chalicelib.foundation import metrics, names
from chalicelib.foundation.listeners import LISTENERS, Listener
from tests.house.sources import template
from tests.support import grants

RESOURCES = template()["Resources"]
WATCH = template("watch")["Resources"]
QUEUES = {
    resource: described["Properties"]
    for resource, described in RESOURCES.items()
    if described["Type"] == "AWS::SQS::Queue"
}
WORKING = {name: queue for name, queue in QUEUES.items() if "RedrivePolicy" in queue}
OF_THE_STREAM = "RelayDeadLetters"
EACH = pytest.mark.parametrize("queue", WORKING.values(), ids=list(WORKING))
EACH_LISTENER = pytest.mark.parametrize("listener", LISTENERS, ids=lambda one: one.queue)


def name_of(queue: dict[str, Any]) -> str:
    name: str = queue["QueueName"]["Fn::Sub"]
    return name.replace("${Prefix}", names.QUEUE_PREFIX)


def queue_of(listener: Listener) -> dict[str, Any]:
    (found,) = [queue for queue in WORKING.values() if name_of(queue) == listener.queue]
    return found


def read() -> list[str]:
    """The queues that have a handler, each as often as it has one."""
    return [
        source.queue_arn.rsplit(":", 1)[1]
        for source in app.app.event_sources
        if type(source).__name__ == "SQSEventConfig"
    ]


def dead_letters_of(queue: dict[str, Any]) -> str:
    resource, attribute = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"]
    assert attribute == "Arn"
    return str(resource)


def test_every_queue_has_dead_letters_or_is_where_they_lie() -> None:
    last_resorts = [*map(dead_letters_of, WORKING.values()), OF_THE_STREAM]

    assert sorted([*WORKING, *last_resorts]) == sorted(QUEUES)


def test_every_queue_is_read_by_one_handler() -> None:
    assert sorted(read()) == sorted(map(name_of, WORKING.values()))


@EACH_LISTENER
def test_a_listener_has_its_queue_which_keeps_an_order_if_it_wants_one(listener: Listener) -> None:
    queue = queue_of(listener)

    assert queue.get("FifoQueue", False) == (listener.group is not None)


@EACH_LISTENER
def test_a_listener_has_one_reader(listener: Listener) -> None:
    assert read().count(listener.queue) == 1


@EACH_LISTENER
def test_what_a_listener_cannot_do_goes_to_dead_letters_that_keep_the_same_order(
    listener: Listener,
) -> None:
    queue = queue_of(listener)
    dead_letters = QUEUES[dead_letters_of(queue)]

    assert dead_letters.get("FifoQueue") == queue.get("FifoQueue")


@EACH_LISTENER
@pytest.mark.parametrize("function", ["relay_events", "catch_up_listeners"])
def test_whoever_copies_events_may_send_them_to_a_listener(
    function: str, listener: Listener
) -> None:
    (resource,) = [name for name, queue in WORKING.items() if name_of(queue) == listener.queue]

    wanted = {("sqs:GetQueueUrl", resource), ("sqs:SendMessage", resource)}
    assert wanted <= grants.granted(function)


@EACH
def test_a_message_gets_more_than_one_chance(queue: dict[str, Any]) -> None:
    assert queue["RedrivePolicy"]["maxReceiveCount"] > 1


@EACH
def test_dead_letters_lie_as_long_as_the_messages_they_were(queue: dict[str, Any]) -> None:
    """Their age counts from when they were first sent."""
    dead_letters = QUEUES[dead_letters_of(queue)]

    assert dead_letters["MessageRetentionPeriod"] >= queue["MessageRetentionPeriod"]


@pytest.mark.parametrize(
    "name", ["listeners_behind", "tampering", "audit_behind", "erasure_failed"]
)
def test_somebody_is_called_by_what_the_house_measures_of_itself(name: str) -> None:
    alarms = [one["Properties"] for one in WATCH.values() if one["Type"].endswith("::Alarm")]
    (alarm,) = [one for one in alarms if one["MetricName"] == name]

    assert metrics.MEASURES[name] == (metrics.COUNT, ())
    assert alarm["Namespace"] == metrics.NAMESPACE
    assert [one["Name"] for one in alarm["Dimensions"]] == ["stage", "province"]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)


def test_the_table_hands_on_what_the_relay_reads() -> None:
    table = RESOURCES["Table"]["Properties"]

    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_what_is_kept_outlives_its_stack() -> None:
    kept = [one for one in RESOURCES.values() if one["Type"] != "AWS::SQS::Queue"]

    assert {one["DeletionPolicy"] for one in kept} == {"Retain"}
