"""The base of what a room keeps, and the shapes of days and moments."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Day, Moment


class Named(Frozen):
    name: str


def test_what_is_frozen_is_not_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Named(name="a").name = "b"  # type: ignore[misc]


def test_what_is_frozen_takes_no_field_that_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Named.model_validate({"name": "a", "more": 1})


def test_a_day_and_a_moment_are_read_as_they_are_written() -> None:
    assert TypeAdapter(Day).validate_python("2026-11-20") == dt.date(2026, 11, 20)
    moment = TypeAdapter(Moment).validate_python("2026-11-20T14:00+07:00")
    assert moment == dt.datetime(2026, 11, 20, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize("sent", ["1795132800", "20/11/2026", "2026-02-30", ""])
@pytest.mark.parametrize("shape", [Day, Moment])
def test_what_is_not_written_out_is_no_day_and_no_moment(shape: Any, sent: str) -> None:
    with pytest.raises(ValidationError, match="ISO 8601"):
        TypeAdapter(shape).validate_python(sent)


def test_a_moment_has_its_offset() -> None:
    with pytest.raises(ValidationError, match="timezone_aware"):
        TypeAdapter(Moment).validate_python("2026-11-20T14:00")
