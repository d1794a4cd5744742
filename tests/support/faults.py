"""Faults at a chosen AWS call: the process dies there, or the response is lost."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

SERVICES = ("dynamodb", "sqs")

DIES_BEFORE = "dies before"  # the call is never sent
DIES_AFTER = "dies after"  # it was done, nobody is left to hear of it
REPLY_LOST = "reply lost"  # it was done, botocore hears nothing and asks again
FAULTS = (DIES_BEFORE, DIES_AFTER, REPLY_LOST)


class Dies(BaseException):
    """The process ends here: nothing that catches an ``Exception`` gets to act on it."""


class Fault:
    """Breaks the ``number``-th call that is made while it is open. Context manager."""

    def __init__(self, number: int, kind: str) -> None:
        self.happened = False
        self._number, self._kind = number, kind
        self._calls = 0

    def __enter__(self) -> Self:
        for events, moment, hook in self._hooks():
            events.register(moment, hook)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        for events, moment, hook in self._hooks():
            events.unregister(moment, hook)
        return isinstance(error, Dies)

    def _hooks(self) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
        from chalicelib.foundation import aws

        for service in SERVICES:
            events = aws.client(service).meta.events
            yield events, f"before-send.{service}", self._sending
            yield events, f"needs-retry.{service}", self._received
            yield events, f"after-call.{service}", self._told

    def _sending(self, **_: Any) -> None:
        self._calls += 1
        self._break(DIES_BEFORE)

    def _received(self, **_: Any) -> int | None:
        """Botocore sends again after as many seconds as this answers."""
        return 0 if self._is_now(REPLY_LOST) else None

    def _told(self, **_: Any) -> None:
        self._break(DIES_AFTER)

    def _break(self, kind: str) -> None:
        if self._is_now(kind):
            raise Dies

    def _is_now(self, kind: str) -> bool:
        now = kind == self._kind and self._calls == self._number and not self.happened
        self.happened = self.happened or now
        return now


def broken(kind: str, prepare: Callable[[], T], act: Callable[[T], object]) -> Iterator[T]:
    """Breaks the first call of ``act``, then of another the second, until there are no more.

    Gives what each act was prepared with, once it is broken.
    """
    for number in itertools.count(1):
        prepared = prepare()
        _remember_on()
        with Fault(number, kind) as fault:
            act(prepared)
        if not fault.happened:
            assert number > 1, "it makes no call at all"
            return
        yield prepared


def _remember_on() -> None:
    """What the process remembers does not run out while the next calls are numbered."""
    from chalicelib.foundation import clock

    until = time.monotonic() + 60
    for kept in clock._all_kept:
        for key, (_, value) in kept.items():
            kept[key] = (until, value)


class Down:
    """Whatever is sent to AWS while it is open fails, if ``hit`` says so of the call and its
    parameters. Context manager."""

    def __init__(self, service: str, hit: Callable[[str, dict[str, Any]], bool]) -> None:
        self._service, self._hit = service, hit

    def __enter__(self) -> Self:
        self._events().register(self._moment, self._fail)
        return self

    def __exit__(self, *_: object) -> None:
        self._events().unregister(self._moment, self._fail)

    @property
    def _moment(self) -> str:
        return f"before-parameter-build.{self._service}"

    def _events(self) -> Any:
        from chalicelib.foundation import aws

        return aws.client(self._service).meta.events

    def _fail(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        from botocore.exceptions import EndpointConnectionError

        if self._hit(model.name, params):
            raise EndpointConnectionError(endpoint_url=self._service)


def queue_down(queue: str) -> Down:
    """While it is open, a queue takes nothing."""
    return Down(
        "sqs",
        lambda call, params: (
            call == "SendMessageBatch" and params["QueueUrl"].endswith(f"/{queue}")
        ),
    )
