"""Counts everything anew from the events, once the counts are wrong or were lost.

``python -m tools.rollups mot-cua-test-an-giang``. While it counts, the queue is not read: what
happens meanwhile waits there. An event that it saw is marked as counted, one that it did not see
is not; so each is counted once, and running it again changes nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from . import account
from .account import Clients

Key = tuple[str, str]

_COUNTS = ("STATISTICS#", "STANDING#")
_MARKS = "ONCE#rollups#"
_AT_A_TIME = 25
_PATIENCE = 300
# As long as a run of the handler may take: what it began before the queue was shut is done then.
_IN_HAND_SECONDS = 35


@dataclass
class Found:
    """What the table holds: counts and marks as they stand, events as they were counted anew."""

    counts: dict[Key, dict[str, int]] = field(default_factory=dict)
    marks: set[Key] = field(default_factory=set)
    recounted: dict[Key, Counter[str]] = field(default_factory=dict)
    due_marks: dict[Key, dict[str, Any]] = field(default_factory=dict)
    events: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools.rollups", description=__doc__)
    parser.add_argument("stack")
    parser.add_argument("--in-hand", type=float, default=_IN_HAND_SECONDS)
    arguments = parser.parse_args()
    stack = arguments.stack
    # What the house reads once, when it is imported.
    os.environ.update({"TABLE": stack, "QUEUE_PREFIX": stack})
    clients = account.clients()
    with uncounted(f"{stack}-rollups", clients, arguments.in_hand):
        print(rebuild(stack, clients("dynamodb")))


@contextmanager
def uncounted(queue: str, clients: Clients, in_hand: float = _IN_HAND_SECONDS) -> Iterator[None]:
    """While this is open, nobody reads the queue; its messages wait there for fourteen days."""
    sqs, functions = clients("sqs"), clients("lambda")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    arn = attributes["Attributes"]["QueueArn"]
    mappings = functions.list_event_source_mappings(EventSourceArn=arn)["EventSourceMappings"]
    readers = [one["UUID"] for one in mappings]
    if not readers:
        sys.exit(f"nobody reads {queue}: there is no function to stop, and none to start again")
    for one in readers:
        functions.update_event_source_mapping(UUID=one, Enabled=False)
    try:
        for one in readers:
            _until(functions, one, "Disabled")
        time.sleep(in_hand)
        yield
    finally:
        for one in readers:
            functions.update_event_source_mapping(UUID=one, Enabled=True)


def rebuild(table: str, dynamodb: Any) -> str:
    """Makes the counts those of the events; returns what it did, in one line."""
    found = _found(table, dynamodb)
    wrong = {key: count for key, count in found.recounted.items() if found.counts.get(key) != count}
    stale = found.counts.keys() - found.recounted.keys()
    unmarked = [item for key, item in found.due_marks.items() if key not in found.marks]
    groundless = found.marks - found.due_marks.keys()
    changes = [
        *(
            _put({"pk": {"S": pk}, "sk": {"S": sk}, **_numbers(count)})
            for (pk, sk), count in wrong.items()
        ),
        *(_delete(key) for key in stale),
        *(_put(item) for item in unmarked),
        *(_delete(key) for key in groundless),
    ]
    _write(table, changes, dynamodb)
    return (
        f"{found.events} events counted anew: {len(wrong)} counts written, {len(stale)} removed, "
        f"{len(unmarked)} marks set, {len(groundless)} removed"
    )


def _found(table: str, dynamodb: Any) -> Found:
    from chalicelib.foundation import clock, names
    from chalicelib.oversight import store
    from chalicelib.oversight.model import fact_of

    found = Found()
    # Older messages than that cannot come again, so their marks are left to go.
    kept_since = clock.now().timestamp() - names.ONCE_KEPT_SECONDS
    for item in _items(table, dynamodb):
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        if pk.startswith(_COUNTS):
            numbers = {name: int(one["N"]) for name, one in item.items() if "N" in one}
            found.counts[pk, sk] = numbers
        elif pk.startswith(_MARKS):
            found.marks.add((pk, sk))
        elif "journal" in item:
            fact = fact_of(item["doc"]["S"])
            found.events += 1
            for one in store.sums([fact]):
                found.recounted.setdefault((one.pk, one.sk), Counter()).update(one.amounts)
            if clock.parse(item["written"]["S"][:24]).timestamp() > kept_since:
                mark = store.mark(fact)
                key = str(mark["pk"]), str(mark["sk"])
                found.due_marks[key] = {
                    "pk": {"S": key[0]},
                    "sk": {"S": key[1]},
                    "ttl": {"N": str(mark["ttl"])},
                }
    # Where nothing stands open any more, nothing is kept.
    found.recounted = {key: one for key, one in found.recounted.items() if any(one.values())}
    return found


def _items(table: str, dynamodb: Any) -> Iterator[dict[str, Any]]:
    """The whole table, consistently: an event that was counted is not missed."""
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression=(
            "attribute_exists(journal) OR begins_with(pk, :statistics)"
            " OR begins_with(pk, :standing) OR begins_with(pk, :marks)"
        ),
        ProjectionExpression="pk, sk, journal, written, doc, events, dossiers, #open",
        ExpressionAttributeNames={"#open": "open"},
        ExpressionAttributeValues={
            ":statistics": {"S": _COUNTS[0]},
            ":standing": {"S": _COUNTS[1]},
            ":marks": {"S": _MARKS},
        },
    )
    for page in pages:
        yield from page["Items"]


def _write(table: str, changes: list[dict[str, Any]], dynamodb: Any) -> None:
    for start in range(0, len(changes), _AT_A_TIME):
        left = {table: changes[start : start + _AT_A_TIME]}
        while left:
            left = dynamodb.batch_write_item(RequestItems=left).get("UnprocessedItems", {})


def _numbers(count: Counter[str]) -> dict[str, Any]:
    return {name: {"N": str(number)} for name, number in count.items()}


def _put(item: dict[str, Any]) -> dict[str, Any]:
    return {"PutRequest": {"Item": item}}


def _delete(key: Key) -> dict[str, Any]:
    return {"DeleteRequest": {"Key": {"pk": {"S": key[0]}, "sk": {"S": key[1]}}}}


def _until(functions: Any, mapping: str, state: str) -> None:
    until = time.monotonic() + _PATIENCE
    while functions.get_event_source_mapping(UUID=mapping)["State"] != state:
        if time.monotonic() > until:
            sys.exit(f"the queue's reader did not become {state}")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
