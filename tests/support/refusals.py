"""What every refusal contains, and that a refused request changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from local.meter import Meter
from tests.support.province import Answer

T = TypeVar("T")
WRITES = {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "SendMessageBatch"}


def assert_refused(answer: Answer, status: int, code: str) -> None:
    """A problem (RFC 9457) with a stable code and a Vietnamese sentence."""
    assert (answer.status, answer.body.get("code")) == (status, code), answer.raw[:400]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.body["type"], answer.body["status"]) == ("about:blank", status)
    assert is_vietnamese(answer.body["title"])
    for error in answer.body.get("errors", []):
        assert error.keys() == {"pointer", "code", "title"}
        assert is_vietnamese(error["title"])


def is_vietnamese(sentence: str) -> bool:
    return sentence[:1].isupper() and sentence.endswith(".") and not sentence.isascii()


def without_writing(ask: Callable[[], T]) -> T:
    """The answers to requests during which nothing was written, no serial burnt."""
    with Meter() as used:
        answer = ask()
    assert not WRITES & used.by_call.keys(), used.by_call
    return answer


def pointers(answer: Answer) -> list[str]:
    return [error["pointer"] for error in answer.body.get("errors", [])]
