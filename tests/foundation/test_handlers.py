"""What each run of a handler logs: how many records, how old, with what result."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.app import Chalice

import app
from chalicelib.foundation import handlers
from tests.support.backstage import Backstage
from tests.support.canary import Canary
from tests.support.province import Province

QUEUE = "arn:aws:sqs:ap-southeast-1:000000000000:mot-cua-rollups"
ON_LAMBDA = SimpleNamespace(aws_request_id="7d0e-1", function_name="mot-cua-count_events")


def test_a_batch_tells_its_queue_its_size_and_how_long_the_oldest_waited(logs: Canary) -> None:
    does_nothing = watched(lambda event: None)
    does_nothing({"Records": [message("{}", 9), message("{}", 5)]}, ON_LAMBDA)

    line = handled(logs)
    assert (line["source"], line["queue"], line["count"]) == ("queue", "mot-cua-rollups", 2)
    assert 9_000 <= line["age_ms"] < 12_000
    assert line["function"] == "mot-cua-count_events"
    assert line["request_id"] == "7d0e-1"


def test_the_stream_tells_how_long_its_oldest_record_waited(
    province: Province, logs: Canary
) -> None:
    backstage = Backstage(province)
    province.submitted()
    backstage.settle()

    (line,) = [line for line in logs.lines if line.get("source") == "stream"]
    assert line["count"] > 0
    assert 0 <= line["age_ms"] < 60_000


def test_every_kind_of_handler_that_the_house_has_is_watched() -> None:
    ours = {type(source).__name__ for source in app.app.event_sources}
    watched_kinds = {kind for _, kind in app.app.middleware_handlers}

    assert ours == {"DynamoDBEventConfig", "SQSEventConfig", "ScheduledEventConfig"}
    assert watched_kinds == {"http", *handlers.SOURCES}


def test_a_handler_that_fails_tells_with_what_and_where(logs: Canary) -> None:
    with pytest.raises(handlers.HandlerFailed):
        watched(fails)({"Records": [message("{}", 1)]}, None)

    (line,) = [line for line in logs.lines if line.get("what") == "handler failed"]
    assert line["error"].startswith("ValueError at fails:")
    assert (line["level"], line["count"]) == ("ERROR", 1)


def test_what_lambda_hears_of_a_failure_names_nobody() -> None:
    with pytest.raises(handlers.HandlerFailed) as heard:
        watched(fails)({"Records": [message("{}", 1)]}, None)

    assert str(heard.value) == "ValueError"
    assert heard.value.__suppress_context__


def fails(event: Any) -> None:
    raise ValueError("Nguyễn Thị Hoa Mai")


def watched(handler: Any) -> Any:
    small = Chalice(app_name="small")
    handlers.watch(small)
    return small.on_sqs_message(queue_arn=QUEUE)(handler)


def message(body: str, seconds_ago: float) -> dict[str, Any]:
    sent = str(round((time.time() - seconds_ago) * 1000))
    return {
        "body": body,
        "receiptHandle": "",
        "eventSourceARN": QUEUE,
        "attributes": {"SentTimestamp": sent},
    }


def handled(logs: Canary) -> dict[str, Any]:
    (line,) = [line for line in logs.lines if line.get("what") == "handled"]
    return line
