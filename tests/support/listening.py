"""Listeners and queues of a test's own, and events that no dossier has."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import Any

from chalicelib.foundation import aws, clock, queues, table
from chalicelib.foundation.listeners import Listener

# Long before anything that other tests write.
NOW = clock.parse("2024-03-05T09:00")
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
KNOWN = ("code", "version", "kind")
NOTE = "for the file only"

_numbers = itertools.count(1)


def queue(name: str) -> str:
    """Makes a queue that is empty and no listener's; returns its name."""
    fresh = f"mot-cua-test-{next(_numbers)}-{name}"
    attributes = {"FifoQueue": "true"} if name.endswith(".fifo") else {}
    aws.client("sqs").create_queue(QueueName=fresh, Attributes=attributes)
    return fresh


def listener(name: str = "listener", **declared: Any) -> Listener:
    return Listener(queue(name), **{"members": KNOWN, **declared})


def received(of: Listener) -> list[dict[str, Any]]:
    """Every message that waits in a listener's queue, taken out of it."""
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=of.queue)["QueueUrl"]
    bodies = []
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
    ).get("Messages"):
        for one in messages:
            bodies.append(json.loads(one["Body"]) | {"sent as": one["Attributes"]})
            sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    return bodies


def codes(of: Listener) -> list[str]:
    return [message["code"] for message in received(of)]


def code() -> str:
    return f"H01.59-240305-{next(_numbers):04}"


def event(
    of: str, at: dt.datetime = NOW, version: int = 1, kind: str = "accepted", **more: Any
) -> table.Item:
    """An event as the table keeps it; it is kept in none."""
    members = {
        "code": of,
        "version": version,
        "kind": kind,
        "at": clock.stored(at),
        "by": {"id": "officer-1", "role": "processing", "name": "Một Cán Bộ"},
        "note": NOTE,
        **more,
    }
    return {
        "pk": f"DOSSIER#{of}",
        "sk": f"EVENT#{version:06}",
        "doc": json.dumps(members, ensure_ascii=False),
        **queues.journal(at, of, version),
    }


def kept(item: table.Item) -> table.Item:
    """An event in the table, and so in its journal."""
    table.put(item)
    return item


def record(item: table.Item, happened: str = "INSERT") -> dict[str, Any]:
    """As the stream hands over what happened to an item."""
    typed = {name: {"S": str(value)} for name, value in item.items()}
    change: dict[str, Any] = {"Keys": {name: typed[name] for name in ("pk", "sk")}}
    if happened != "REMOVE":
        change["NewImage"] = typed
    return {"eventName": happened, "dynamodb": change}
