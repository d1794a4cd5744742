"""Handlers of the stream, the queues and the clock: what each run of them logs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from chalice.app import Chalice

from . import ids, log, metrics

# What Chalice calls them, and what we call where their work comes from.
SOURCES = {"dynamodb": "stream", "sqs": "queue", "scheduled": "clock"}


class HandlerFailed(RuntimeError):
    """A handler failed; the message says with what, and nothing of what was handled."""


def watch(app: Chalice) -> None:
    """Lets every handler log how much it was given, how old that was, and how it ended."""
    for kind, source in SOURCES.items():
        app.register_middleware(_logged(source), kind)


def _logged(source: str) -> Callable[[Any, Callable[[Any], Any]], Any]:
    def run(event: Any, handle: Callable[[Any], Any]) -> Any:
        with log.during(getattr(event.context, "aws_request_id", None) or ids.fresh()):
            return _run(source, event, handle)

    return run


def _run(source: str, event: Any, handle: Callable[[Any], Any]) -> Any:
    records = event.to_dict().get("Records", [])
    queue = _queue_of(records)
    age = _age(source, queue, records)
    began = time.perf_counter()
    try:
        answer = handle(event)
    except Exception as error:
        log.failure("handler failed", error, source=source, queue=queue, count=len(records))
        if type(error).__module__.startswith("chalicelib."):
            raise
        # Lambda writes the message of what we raise into the log; a validator's carries
        # what was validated.
        raise HandlerFailed(type(error).__name__) from None
    log.info(
        "handled",
        source=source,
        queue=queue,
        function=getattr(event.context, "function_name", None),
        count=len(records),
        age_ms=age,
        ms=round((time.perf_counter() - began) * 1000),
    )
    return answer


def _queue_of(records: list[dict[str, Any]]) -> str | None:
    arn = str(records[0].get("eventSourceARN", "")) if records else ""
    return arn.rsplit(":", 1)[1] if arn.startswith("arn:aws:sqs:") else None


def _age(source: str, queue: str | None, records: list[dict[str, Any]]) -> int | None:
    """How long the oldest record has waited, in milliseconds; measured where it is known."""
    sent = [moment for moment in map(_sent_at, records) if moment is not None]
    if not sent:
        return None
    age = max(round(time.time() * 1000 - min(sent)), 0)
    if source == "stream":
        metrics.measure("stream_age", age)
    elif queue:
        metrics.measure("queue_age", age, queue=queue)
    return age


def _sent_at(record: dict[str, Any]) -> float | None:
    """When a message was sent, or an item written, in milliseconds since 1970."""
    if "dynamodb" in record:
        seconds = record["dynamodb"].get("ApproximateCreationDateTime")
        return seconds * 1000 if isinstance(seconds, int | float) else None
    sent = record.get("attributes", {}).get("SentTimestamp")
    return float(sent) if sent else None
