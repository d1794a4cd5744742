"""What Lambda does on AWS: polls the queues, follows the stream, keeps the schedule.

The same handlers get the same events. What a handler could not do is not deleted: a queue gives
it again after its visibility timeout, the stream is read again from where it stood.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
import time
import types
from collections.abc import Callable
from typing import Any

from chalicelib.foundation import aws, log, names

from .stopping import StopSignals

_STREAM_PAUSE = 0.05
_FAILED_PAUSES = (0.2, 1.0, 5.0)
_WATCH_PAUSE = 0.5


def main() -> None:
    """Runs until a stop signal, or until the process that started it is gone."""
    import app

    parent, stopping = int(sys.argv[1]), StopSignals()
    runner = Runner(app)
    runner.start()
    print("ready", flush=True)
    while not stopping.wait(_WATCH_PAUSE):
        if os.getppid() != parent:
            # What it began comes again at the next start; nobody is left to wait for it.
            os._exit(1)
    runner.stop()


class Runner:
    """Threads that call the application's handlers until ``stop`` is called."""

    def __init__(self, app_module: types.ModuleType) -> None:
        self._module = app_module
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        for source in self._module.app.event_sources:
            handler = getattr(self._module, source.name)
            kind = type(source).__name__
            if kind == "SQSEventConfig":
                self._run(self._poll, source.queue_arn, source.batch_size, handler)
            elif kind == "DynamoDBEventConfig":
                self._run(self._follow, source.batch_size, handler)
            elif kind == "CloudWatchEventConfig" or kind == "ScheduledEventConfig":
                self._run(self._keep_time, str(source.schedule_expression.to_string()), handler)

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _run(self, work: Callable[..., None], *args: Any) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True, name=work.__name__)
        thread.start()
        self._threads.append(thread)

    def _poll(self, arn: str, batch_size: int, handler: Callable[..., Any]) -> None:
        sqs = aws.client("sqs")
        url = sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]
        while not self._stopping.is_set():
            try:
                messages = sqs.receive_message(
                    QueueUrl=url,
                    MaxNumberOfMessages=batch_size,
                    WaitTimeSeconds=1,
                    MessageSystemAttributeNames=["SentTimestamp"],
                ).get("Messages", [])
                if messages:
                    answer = handler({"Records": [_sqs_record(one, arn) for one in messages]}, None)
                    _delete(sqs, url, _done(messages, answer))
            except Exception as error:
                self._failed("batch failed", error, queue=arn.rsplit(":", 1)[1])

    def _follow(self, batch_size: int, handler: Callable[..., Any]) -> None:
        position: str | None = None
        failures = 0
        while not self._stopping.is_set():
            try:
                for records in _stream_batches(position, batch_size, self._stopping):
                    handler(stream_event(records), None)
                    # A sequence number outlives its iterator.
                    position, failures = records[-1]["dynamodb"]["SequenceNumber"], 0
            except Exception as error:
                failures += 1
                self._failed("stream batch failed", error, attempt=failures)

    def _keep_time(self, expression: str, handler: Callable[..., Any]) -> None:
        while not self._stopping.is_set():
            due = next_run(expression, dt.datetime.now(dt.UTC))
            wait = (due - dt.datetime.now(dt.UTC)).total_seconds()
            if self._stopping.wait(max(wait, 0)):
                return
            try:
                handler(clock_event(due), None)
            except Exception as error:
                self._failed("scheduled job failed", error)

    def _failed(self, what: str, error: Exception, attempt: int = 1, **where: str) -> None:
        log.failure(what, error, attempt=attempt, **where)
        self._stopping.wait(_FAILED_PAUSES[min(attempt, len(_FAILED_PAUSES)) - 1])


def next_run(expression: str, after: dt.datetime) -> dt.datetime:
    """The next moment of ``rate(N minutes)``, or of ``cron(M H * * ? *)`` in UTC with fixed
    or free minute and hour."""
    if expression.startswith("rate("):
        count, unit = expression.removeprefix("rate(").removesuffix(")").split()
        return after + dt.timedelta(**{unit.rstrip("s") + "s": int(count)})
    minute, hour, *rest = expression.removeprefix("cron(").removesuffix(")").split()
    if any(part not in ("*", "?") for part in rest):
        raise ValueError(f"the laptop keeps daily and hourly schedules only: {expression}")
    at = after.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    while not (minute in ("*", str(at.minute)) and hour in ("*", str(at.hour))):
        at += dt.timedelta(minutes=1)
    return at


def stream_event(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Records as Lambda hands them over: a time is seconds since 1970."""
    for record in records:
        written = record["dynamodb"].get("ApproximateCreationDateTime")
        if isinstance(written, dt.datetime):
            record["dynamodb"]["ApproximateCreationDateTime"] = written.timestamp()
    return {"Records": records}


def _stream_batches(position: str | None, batch_size: int, stopping: threading.Event) -> Any:
    streams = aws.client("dynamodbstreams")
    arn = aws.client("dynamodb").describe_table(TableName=names.TABLE)["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    where: dict[str, str] = {"ShardIteratorType": "TRIM_HORIZON"}
    if position:
        where = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": position}
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, **where)["ShardIterator"]
    while not stopping.is_set():
        page = streams.get_records(ShardIterator=iterator, Limit=batch_size)
        if page["Records"]:
            yield page["Records"]
        # What happens in the meantime comes as one batch, as in Lambda's batching window.
        if len(page["Records"]) < batch_size:
            stopping.wait(_STREAM_PAUSE)
        iterator = page["NextShardIterator"]


def _sqs_record(message: dict[str, Any], arn: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": names.REGION,
    }


def _done(messages: list[dict[str, Any]], answer: Any) -> list[dict[str, Any]]:
    """All but those that the handler answered it could not do."""
    failed = {one["itemIdentifier"] for one in (answer or {}).get("batchItemFailures", ())}
    return [one for one in messages if one["MessageId"] not in failed]


def _delete(sqs: Any, url: str, messages: list[dict[str, Any]]) -> None:
    if not messages:
        return
    entries = [
        {"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(messages)
    ]
    sqs.delete_message_batch(QueueUrl=url, Entries=entries)


def clock_event(at: dt.datetime) -> dict[str, Any]:
    """What a rule of EventBridge sends at a moment."""
    return {
        "version": "0",
        "id": f"{time.time_ns()}",
        "account": "000000000000",
        "region": names.REGION,
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "resources": [],
        "detail": {},
        "time": at.isoformat(),
    }


if __name__ == "__main__":
    main()
