"""The template gives every queue a reader, enough time, and a dead-letter queue."""

from __future__ import annotations

from typing import Any

import pytest

import app
from chalicelib.foundation import names, queues
from tests.house.sources import template

RESOURCES = template()["Resources"]
QUEUES = {
    resource: described["Properties"]
    for resource, described in RESOURCES.items()
    if described["Type"] == "AWS::SQS::Queue"
}
WORKING = {name: queue for name, queue in QUEUES.items() if "RedrivePolicy" in queue}
OF_THE_STREAM = "RelayDeadLetters"
EACH = pytest.mark.parametrize("queue", WORKING.values(), ids=list(WORKING))


def name_of(queue: dict[str, Any]) -> str:
    name: str = queue["QueueName"]["Fn::Sub"]
    return name.replace("${Prefix}", names.QUEUE_PREFIX)


def dead_letters_of(queue: dict[str, Any]) -> str:
    resource, attribute = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"]
    assert attribute == "Arn"
    return str(resource)


def test_every_queue_has_dead_letters_or_is_where_they_lie() -> None:
    last_resorts = [*map(dead_letters_of, WORKING.values()), OF_THE_STREAM]

    assert sorted([*WORKING, *last_resorts]) == sorted(QUEUES)


def test_every_queue_is_read_by_one_handler() -> None:
    read = [
        source.queue_arn.rsplit(":", 1)[1]
        for source in app.app.event_sources
        if type(source).__name__ == "SQSEventConfig"
    ]

    assert sorted(read) == sorted(map(name_of, WORKING.values()))


def test_the_relay_writes_only_to_queues_that_exist() -> None:
    assert set(queues.EVENT_QUEUES) <= set(map(name_of, WORKING.values()))


@EACH
def test_a_message_is_hidden_while_it_is_handled(queue: dict[str, Any]) -> None:
    assert queue["VisibilityTimeout"] > 0


@EACH
def test_a_message_gets_more_than_one_chance(queue: dict[str, Any]) -> None:
    assert queue["RedrivePolicy"]["maxReceiveCount"] > 1


@EACH
def test_dead_letters_lie_as_long_as_the_messages_they_were(queue: dict[str, Any]) -> None:
    """Their age counts from when they were first sent."""
    dead_letters = QUEUES[dead_letters_of(queue)]

    assert dead_letters["MessageRetentionPeriod"] >= queue["MessageRetentionPeriod"]


def test_the_table_hands_on_what_the_relay_reads() -> None:
    table = RESOURCES["Table"]["Properties"]

    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_what_is_kept_outlives_its_stack() -> None:
    kept = [one for one in RESOURCES.values() if one["Type"] != "AWS::SQS::Queue"]

    assert {one["DeletionPolicy"] for one in kept} == {"Retain"}
