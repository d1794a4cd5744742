"""The journal: every event by the hour of its writing, from the day on which it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from chalicelib.foundation import aws, clock, names, queues, table
from tests.support.listening import HOUR, MINUTE, NOW, code, event, kept
from tests.support.province import Province
from tools import packs

# Nothing else is written in these hours.
QUIET = NOW - 100 * HOUR


def found(first: str, last: str) -> list[str]:
    return [entry.written for page in queues.journal_of(first, last) for entry in page]


@pytest.fixture(scope="module")
def written(province: Province) -> list[str]:
    """The places of four events over three hours, one hour of which is empty."""
    moments = (QUIET, QUIET + MINUTE, QUIET + MINUTE, QUIET + 2 * HOUR)
    return sorted(str(kept(event(code(), at))["written"]) for at in moments)


def test_it_is_walked_from_one_place_to_another_both_included(written: list[str]) -> None:
    assert found(written[0], written[3]) == written
    assert found(written[1], written[2]) == written[1:3]


def test_a_place_may_be_a_moment(written: list[str]) -> None:
    assert found(clock.stored(QUIET), clock.stored(QUIET + MINUTE)) == written[:3]


def test_it_is_not_walked_backwards(written: list[str]) -> None:
    assert found(written[3], written[0]) == []
    assert found(written[1], written[0]) == []


def test_its_hours_begin_where_the_hours_of_utc_do(written: list[str]) -> None:
    assert found(clock.stored(QUIET + 2 * HOUR - MINUTE), clock.stored(QUIET + 3 * HOUR)) == [
        written[3]
    ]


@pytest.fixture
def unopened(province: Province) -> Iterator[None]:
    """A table older than that the journal's start is kept."""
    known = table.get("JOURNAL", "BEGAN")
    assert known
    aws.client("dynamodb").delete_item(
        TableName=names.TABLE, Key={"pk": {"S": "JOURNAL"}, "sk": {"S": "BEGAN"}}
    )
    yield
    table.put(known)


def test_when_it_began_is_known_once_the_pack_is_loaded(province: Province) -> None:
    began = queues.journal_began()

    assert began
    assert began < clock.now()


def test_when_it_began_is_kept_once(province: Province) -> None:
    before = queues.journal_began()

    queues.open_journal(clock.now())

    assert queues.journal_began() == before


def test_in_an_older_table_it_began_before_the_first_code_that_was_given(
    province: Province, unopened: None
) -> None:
    province.submitted()

    packs.load("an-giang")

    began = queues.journal_began()
    assert began
    assert began.astimezone(clock.LOCAL).time() == dt.time()
    assert clock.local_day(began) < clock.local_day(clock.now())
