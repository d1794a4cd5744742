"""Puts the table back, after tests that leave more behind than others should see."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

from chalicelib.foundation import aws, clock, names

Items = dict[tuple[str, str], dict[str, Any]]
AT_A_TIME = 25


@contextlib.contextmanager
def as_it_was() -> Iterator[None]:
    """Whatever is written within is taken back, also what this process remembers of it."""
    before = _items()
    try:
        yield
    finally:
        after = _items()
        new = [
            {"DeleteRequest": {"Key": {"pk": item["pk"], "sk": item["sk"]}}}
            for key, item in after.items()
            if key not in before
        ]
        changed = [
            {"PutRequest": {"Item": item}} for key, item in before.items() if after.get(key) != item
        ]
        _write([*new, *changed])
        clock.forget()


def _items() -> Items:
    pages = aws.client("dynamodb").get_paginator("scan").paginate(TableName=names.TABLE)
    found = itertools.chain.from_iterable(page["Items"] for page in pages)
    return {(item["pk"]["S"], item["sk"]["S"]): item for item in found}


def _write(requests: list[dict[str, Any]]) -> None:
    for start in range(0, len(requests), AT_A_TIME):
        asked = {names.TABLE: requests[start : start + AT_A_TIME]}
        left = aws.client("dynamodb").batch_write_item(RequestItems=asked)["UnprocessedItems"]
        assert not left
