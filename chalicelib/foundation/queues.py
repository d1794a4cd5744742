"""Queues, and the relay that copies each event of the stream to those who want it."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from . import aws, clock, log, names, table
from .trace import span

# Which queues want the events. The rooms behind them are known to nobody here.
EVENT_QUEUES = (names.ROLLUPS_QUEUE,)

# An event's time is taken just before its transaction, so events can reach the stream
# out of order by the length of a transaction. This is far more than that.
_OVERLAP = dt.timedelta(minutes=5)
_BATCH = 10
_FETCHED_AT_ONCE = 100
_DAY = 24 * 3600


def relay(records: Iterable[dict[str, Any]]) -> int:
    """Copies the events among stream records to every queue that wants them.

    Decides nothing. Raises when a queue did not take them all, so that the stream
    gives the batch again; consumers count each event once whatever comes twice.
    Returns how many events were copied.
    """
    images = [record["dynamodb"]["NewImage"] for record in records if _is_event(record)]
    _copy([(image["written"]["S"], image["doc"]["S"]) for image in images])
    if images:
        _tell("events relayed", [(image["pk"]["S"], image["doc"]["S"]) for image in images])
    return len(images)


def catch_up(since: dt.datetime | None = None) -> int:
    """Copies again the events that the relay may have missed; returns how many.

    A stream forgets, the journal of the table does not. Starts a little before the last
    event known to be copied, or at ``since``. Runs before the stream is followed again:
    the relay's mark must not pass an event that still waits here.
    """
    if since is None:
        mark = table.get("RELAY", "RELAY", consistent=True)
        if mark is None:
            return 0
        since = clock.parse(str(mark["written"])[:24]) - _OVERLAP
    copied = 0
    for keys in journal_of(since, clock.now()):
        for start in range(0, len(keys), _FETCHED_AT_ONCE):
            events = table.get_many(keys[start : start + _FETCHED_AT_ONCE])
            _copy([(str(event["written"]), str(event["doc"])) for event in events])
            copied += len(events)
    log.info("caught up with the journal", count=copied)
    return copied


def journal_of(begin: dt.datetime, end: dt.datetime) -> Iterator[list[tuple[str, str]]]:
    """The keys of the events written between two moments, page by page, in their order."""
    first, last = clock.stored(begin), clock.stored(end) + "~"
    hour = begin.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    while hour <= end:
        for page in table.pages(clock.stored(hour)[:13], index=names.JOURNAL_INDEX):
            yield [
                (str(item["pk"]), str(item["sk"]))
                for item in page
                if first <= str(item["written"]) < last
            ]
        hour += dt.timedelta(hours=1)


def journal(written: dt.datetime, code: str, sequence: int) -> table.Item:
    """The attributes that put an event into the journal: its hour, and its place in it."""
    return {
        "journal": clock.stored(written)[:13],
        "written": f"{clock.stored(written)}#{code}#{sequence}",
    }


def send(queue: str, bodies: list[str]) -> None:
    """Sends at most ten messages; raises if any of them was not taken."""
    entries = [{"Id": str(at), "MessageBody": body} for at, body in enumerate(bodies)]
    url = _url(queue)
    with span("sqs"):
        answer = aws.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)
    if answer.get("Failed"):
        raise RuntimeError(f"{len(answer['Failed'])} messages not taken by {queue}")


def failed(messages: Iterable[Any]) -> dict[str, Any]:
    """What a handler answers of a batch: these come again, the others are done."""
    identifiers = [message.to_dict()["messageId"] for message in messages]
    if identifiers:
        log.warning("messages not done", count=len(identifiers))
    return {"batchItemFailures": [{"itemIdentifier": one} for one in identifiers]}


def _is_event(record: dict[str, Any]) -> bool:
    is_event_key: bool = record["dynamodb"]["Keys"]["sk"]["S"].startswith("EVENT#")
    return record["eventName"] == "INSERT" and is_event_key


def _copy(events: list[tuple[str, str]]) -> None:
    if not events:
        return
    for queue in EVENT_QUEUES:
        for start in range(0, len(events), _BATCH):
            send(queue, [doc for _, doc in events[start : start + _BATCH]])
    table.advance("RELAY", "RELAY", "written", max(written for written, _ in events))


def _tell(what: str, events: list[tuple[str, str]]) -> None:
    """Logs which dossiers the events are of, and their kinds."""
    codes = sorted({pk.removeprefix("DOSSIER#") for pk, _ in events})
    log.info(what, count=len(events), codes=codes, kinds=Counter(_kind(doc) for _, doc in events))


def _kind(doc: str) -> str:
    """An event's kind; whoever reads the event refuses one that is none."""
    try:
        return str(json.loads(doc)["kind"])
    except (KeyError, TypeError, ValueError):
        return log.UNFIT


@clock.kept_for(_DAY)
def _url(queue: str) -> str:
    with span("sqs"):
        url: str = aws.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"]
    return url
