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


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("1795132800", "năm-tháng-ngày"),
        ("20/11/2026", "năm-tháng-ngày"),
        ("", "năm-tháng-ngày"),
        ("2026-02-30", "không có trong lịch"),
        ("9999-12-31", "từ 1900 đến 2199"),
    ],
)
@pytest.mark.parametrize("shape", [Day, Moment])
def test_what_is_no_day_and_no_moment_is_told_why(shape: Any, sent: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        TypeAdapter(shape).validate_python(sent)


def test_a_moment_has_its_offset() -> None:
    with pytest.raises(ValidationError, match="timezone_aware"):
        TypeAdapter(Moment).validate_python("2026-11-20T14:00")
