"""Queues, and the journal: every event of the table by the hour in which it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from . import aws, clock, log, names, table
from .trace import span

_DAY = 24 * 3600


class Entry(NamedTuple):
    """An event's place in the journal, and its key in the table."""

    written: str
    pk: str
    sk: str


class NotTaken(RuntimeError):
    """A queue did not take all the messages of a batch."""


def send(queue: str, bodies: Sequence[str], groups: Sequence[tuple[str, str]] = ()) -> None:
    """Sends at most ten messages; raises ``NotTaken`` if it did not take them all.

    A FIFO queue wants of each message its group and its deduplication id.
    """
    entries = [{"Id": str(at), "MessageBody": body} for at, body in enumerate(bodies)]
    for entry, (group, once) in zip(entries, groups, strict=False):
        entry |= {"MessageGroupId": group, "MessageDeduplicationId": once}
    url = _url(queue)
    with span("sqs"):
        answer = aws.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)
    if answer.get("Failed"):
        raise NotTaken(f"{len(answer['Failed'])} messages not taken by {queue}")


def failed(messages: Iterable[Any]) -> dict[str, Any]:
    """What a handler answers of a batch: these come again, the others are done."""
    identifiers = [message.to_dict()["messageId"] for message in messages]
    if identifiers:
        log.warning("messages not done", count=len(identifiers))
    return {"batchItemFailures": [{"itemIdentifier": one} for one in identifiers]}


def journal(written: dt.datetime, code: str, sequence: int) -> table.Item:
    """The attributes that put an event into the journal: its hour, and its place in it."""
    return {
        "journal": clock.stored(written)[:13],
        "written": f"{clock.stored(written)}#{code}#{sequence}",
    }


def journal_of(first: str, last: str) -> Iterator[list[Entry]]:
    """The events from one place of the journal to another, both included, page by page.

    A place is a moment as it is stored, or an event's ``written``.
    """
    last += "~"
    if first > last:
        return
    hour = clock.parse(f"{first[:13]}:00:00Z")
    while (begins := clock.stored(hour)) < last:
        pages = table.pages(begins[:13], index=names.JOURNAL_INDEX, between=(first, last))
        for page in pages:
            if page:
                yield [
                    Entry(str(item["written"]), str(item["pk"]), str(item["sk"])) for item in page
                ]
        hour += dt.timedelta(hours=1)


def open_journal(began: dt.datetime) -> None:
    """Keeps when the journal began, unless that is known: no event is older."""
    table.update("JOURNAL", "BEGAN", {"version": 1, "began": clock.stored(began)}, after=0)


def journal_began() -> dt.datetime | None:
    """Since when there may be events; None where the province's pack was not loaded since
    this is kept."""
    item = table.get("JOURNAL", "BEGAN")
    return clock.parse(str(item["began"])) if item else None


@clock.kept_for(_DAY)
def _url(queue: str) -> str:
    with span("sqs"):
        url: str = aws.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"]
    return url
