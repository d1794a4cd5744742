"""The laptop handles a queue like Lambda: finished messages go, failed ones come again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

import app
from chalicelib.foundation import aws, names
from local.runner import Runner
from tests.support.province import Province

Answers = Callable[[list[str]], Any]


@pytest.fixture
def queue(province: Province) -> Iterator[str]:
    """The rollups queue, empty; what is not done comes again at once for once."""
    sqs = aws.client("sqs")
    url: str = sqs.get_queue_url(QueueName=names.ROLLUPS_QUEUE)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
    sqs.purge_queue(QueueUrl=url)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "0"})
    yield url
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes["Attributes"])
    sqs.purge_queue(QueueUrl=url)


def test_only_what_a_handler_could_not_do_comes_again(queue: str) -> None:
    def all_but_bad(bodies: list[str]) -> list[int]:
        return [place for place, body in enumerate(bodies) if body == "bad"]

    assert seen(queue, ["good", "bad", "good as well"], all_but_bad)[1:3] == [["bad"], ["bad"]]


def test_what_a_handler_says_nothing_of_is_done(queue: str) -> None:
    def nothing(bodies: list[str]) -> None:
        return None

    assert seen(queue, ["one", "two"], nothing) == [["one", "two"]]


def seen(queue: str, bodies: list[str], answers: Answers) -> list[list[str]]:
    """The batches that a handler sees of some messages within a moment; it answers these
    places to have failed."""
    batches: list[list[str]] = []

    def handler(event: dict[str, Any], _: None) -> Any:
        records = event["Records"]
        batches.append([record["body"] for record in records])
        failed = answers(batches[-1])
        if failed is None:
            return None
        identifiers = [{"itemIdentifier": records[place]["messageId"]} for place in failed]
        return {"batchItemFailures": identifiers}

    entries = [{"Id": str(at), "MessageBody": body} for at, body in enumerate(bodies)]
    aws.client("sqs").send_message_batch(QueueUrl=queue, Entries=entries)
    with running(handler):
        deadline = time.monotonic() + 1
        while len(batches) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
    return batches


@contextmanager
def running(handler: Callable[..., Any]) -> Iterator[None]:
    """A runner with one way in: the rollups queue, read by this handler."""
    (source,) = (one for one in app.app.event_sources if type(one).__name__ == "SQSEventConfig")
    module: Any = SimpleNamespace(app=SimpleNamespace(event_sources=[source]))
    setattr(module, source.name, handler)
    runner = Runner(module)
    runner.start()
    try:
        yield
    finally:
        runner.stop()
