"""The clock warns officer and head, once for each share of the working time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.dossiers.model import Dossier
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import aws, clock, names, table
from chalicelib.processing import reminders
from chalicelib.reception import outages
from chalicelib.reception.filing import Sheet
from tests.support import desk as desks
from tests.support.desk import (
    APPLICANT,
    MARITAL_STATUS,
    Desk,
    kinds,
    last,
    moment,
    refused,
    state,
    whole,
    with_rules,
)
from tests.support.numbers import fresh
from tests.support.province import Province

HERE = "H01.58"
DECLARATION = "TK.GH"
Clock = Callable[[str], int]

# Three working days from Monday 2 November 2026, 09:00: when half, four fifths, all is used.
RECEIVED = "2026-11-02T09:00"
HALF, FOUR_FIFTHS, DUE = "2026-11-03T15:00", "2026-11-04T14:12", "2026-11-05T09:00"
BOTH = ["officer", "head"]


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE).at(RECEIVED)


@pytest.fixture
def runs(province: Province) -> Iterator[Clock]:
    """The clock, which last ran at the start of that week; it runs at a moment."""
    key = {"pk": {"S": "CLOCK"}, "sk": {"S": "WARNINGS"}}
    before = table.get("CLOCK", "WARNINGS")
    table.put({"pk": "CLOCK", "sk": "WARNINGS", "until": clock.stored(moment(RECEIVED))})
    yield lambda text: reminders.warn_all(now=lambda: moment(text))
    aws.client("dynamodb").delete_item(TableName=names.TABLE, Key=key)
    if before:
        table.put(before)


@pytest.mark.parametrize(
    ("at", "percent", "told"),
    [
        ("2026-11-03T14:59", None, []),
        (HALF, 50, ["officer"]),
        ("2026-11-04T14:11", 50, ["officer"]),
        (FOUR_FIFTHS, 80, BOTH),
        ("2026-11-05T08:59", 80, BOTH),
        (DUE, 100, BOTH),
        ("2026-11-16T09:00", 100, BOTH),
    ],
)
def test_whoever_is_concerned_is_warned_at_their_share(
    desk: Desk, runs: Clock, at: str, percent: int | None, told: list[str]
) -> None:
    code = given(desk)

    runs(at)

    if percent is None:
        assert kinds(code) == ["received", "assigned"]
    else:
        assert last(code).kind == "deadline_warned"
        assert last(code).at == moment(at)
        assert last(code).data.written() == {
            "percent": percent,
            "to": told,
            "assignee": desk.subject("officer"),
        }


def test_each_warning_is_given_once_however_often_the_clock_runs(desk: Desk, runs: Clock) -> None:
    code = desk.received().dossier.code

    at = moment(RECEIVED)
    while at < moment("2026-11-06T09:00"):
        runs(at.isoformat())
        runs(at.isoformat())
        at += dt.timedelta(minutes=50)

    assert warnings(code) == [(50, ["officer"]), (80, BOTH), (100, BOTH)]


def test_a_clock_that_slept_tells_all_of_what_it_missed_at_once(desk: Desk, runs: Clock) -> None:
    code = desk.received().dossier.code

    runs("2026-11-02T10:00")
    runs("2026-11-04T15:00")
    runs("2026-11-04T15:05")
    runs("2026-11-06T15:00")

    assert warnings(code) == [(80, BOTH), (100, BOTH)]


def test_who_was_to_be_told_at_a_share_that_was_slept_through_is_told(
    desk: Desk, runs: Clock
) -> None:
    """Here the head is told at four fifths only, and the officer at the end."""
    changed = {"warn_officer_percent": [100], "warn_head_percent": [80]}
    later = desk.at("2036-03-03T09:00")
    with_rules("2036-03-01", changed)
    code = later.received().dossier.code

    assert reminders.warn(code, now=lambda: moment("2036-03-07T09:00"))

    assert warnings(code) == [(100, BOTH)]


def test_a_clock_that_never_ran_looks_a_day_back(desk: Desk, runs: Clock) -> None:
    code = desk.received().dossier.code
    key = {"pk": {"S": "CLOCK"}, "sk": {"S": "WARNINGS"}}
    aws.client("dynamodb").delete_item(TableName=names.TABLE, Key=key)

    runs("2026-11-04T10:00")

    assert warnings(code) == [(50, ["officer"])]


def test_a_warning_is_an_event_and_nothing_else(desk: Desk, runs: Clock) -> None:
    before = desk.received().dossier

    runs(HALF)

    after = state(before.code)
    assert kinds(before.code) == ["received", "deadline_warned"]
    assert (after.version, after.warned) == (2, 50)
    assert unchanged(before) == unchanged(after)
    by = last(before.code).by
    assert (by.id, by.role, bool(by.name)) == ("clock", "clock", True)


def test_who_moves_it_meanwhile_learns_that_it_was_the_clock(desk: Desk, runs: Clock) -> None:
    code = desk.received().dossier.code
    runs(HALF)

    changed = {
        "kind": "deadline_warned",
        "title": "Nhắc hạn xử lý",
        "at": clock.shown(moment(HALF)),
        "by": "Hệ thống nhắc hạn",
    }
    with refused("dossier_changed", version=2, changed=changed):
        desk.make("complete_step", code, "officer", version=1)


QUIET: dict[str, Callable[[Desk], str]] = {
    "not accepted": lambda desk: desk.filed(),
    "waits for the applicant": lambda desk: waiting(desk),
    "taken back": lambda desk: ended(desk, "accepted", "withdraw", APPLICANT, "thôi"),
    "stopped": lambda desk: ended(desk, "in_process", "stop", "head", "trùng", "Điều 19"),
    "refused": lambda desk: ended(
        desk, "to_be_signed", "refuse_to_resolve", "head", "thiếu", fresh("TC")
    ),
    "resolved": lambda desk: desk.resolved(),
    "returned": lambda desk: ended(desk, "resolved", "give_back", "reception", None),
    "settled at once": lambda desk: desk.at_once().dossier.code,
    "refused at reception": lambda desk: ended(
        desk, "filed", "refuse_reception", "reception", "sai thẩm quyền"
    ),
}


@pytest.mark.parametrize("how", QUIET)
def test_nobody_is_warned_of_a_dossier_that_does_not_run(desk: Desk, runs: Clock, how: str) -> None:
    code = QUIET[how](desk)
    version = state(code).version

    runs("2026-11-09T09:00")

    assert not reminders.warn(code, now=lambda: moment("2026-11-09T09:00"))
    assert (state(code).version, warnings(code)) == (version, [])


def test_one_that_waits_for_its_fee_in_process_is_not_warned_of(desk: Desk, runs: Clock) -> None:
    code = desk.in_process(MARITAL_STATUS)
    desk.make("demand_fee", code, "officer", [], {})

    runs(DUE)

    assert warnings(code) == []


def test_once_supplemented_it_is_warned_of_from_zero(desk: Desk, runs: Clock) -> None:
    code = desk.in_process()
    runs(HALF)
    desk.at("2026-11-03T15:30").ask_supplement(code, DECLARATION, by="officer")
    runs("2026-11-08T09:00")
    desk.at("2026-11-09T09:00").supplement(code, DECLARATION)

    runs("2026-11-12T09:00")

    assert warnings(code) == [(50, ["officer"]), (100, BOTH)]


def test_where_the_deadline_was_paused_no_warning_comes_again(desk: Desk) -> None:
    with_rules("2037-03-01", {"supplement_policy": "pause"})
    paused = desk.at("2037-03-02T09:00")
    code = paused.in_process()

    def warn(at: str) -> bool:
        return reminders.warn(code, now=lambda: moment(at))

    assert warn("2037-03-03T15:00")
    paused.at("2037-03-04T09:00").ask_supplement(code, DECLARATION, by="officer")
    paused.at("2037-03-09T09:00").supplement(code, DECLARATION)

    assert not warn("2037-03-09T09:01")
    assert warn("2037-03-09T14:12")
    assert not warn("2037-03-09T14:13")
    assert warnings(code) == [(50, ["officer"]), (80, BOTH)]


def test_after_an_extension_no_warning_comes_again(desk: Desk, runs: Clock) -> None:
    code = desk.in_process()
    runs(HALF)
    desk.at("2026-11-03T15:30").make("extend", code, "head", 3, "Phải xác minh")

    # Half of the longer time is reached after the extension, four fifths a day later.
    runs("2026-11-05T09:00")
    runs("2026-11-06T15:00")
    assert warnings(code) == [(50, ["officer"])]
    runs("2026-11-09T10:00")
    runs("2026-11-10T09:00")

    assert warnings(code) == [(50, ["officer"]), (80, BOTH), (100, BOTH)]


def test_one_entered_afterwards_is_warned_of_what_is_used_already(desk: Desk, runs: Clock) -> None:
    """Its half was used in an hour that the clock has passed."""
    runs("2026-11-04T10:00")
    entered = desk.at("2026-11-04T10:30")

    code = from_paper(desk, entered)
    runs("2026-11-04T10:35")
    runs("2026-11-04T10:40")

    assert warnings(code) == [(50, ["officer"])]


def test_what_is_written_while_the_clock_runs_rings_when_it_runs_again(
    desk: Desk, runs: Clock
) -> None:
    """Written in one hour, it may be seen in the next."""
    runs("2026-11-04T11:00")
    entered = desk.at("2026-11-04T10:59")

    code = from_paper(desk, entered)
    runs("2026-11-04T11:05")

    assert warnings(code) == [(50, ["officer"])]


def test_a_broken_timeline_keeps_no_other_from_being_warned_of(desk: Desk, runs: Clock) -> None:
    broken, sound = (desk.received().dossier.code for _ in range(2))
    event = table.get(f"DOSSIER#{broken}", "EVENT#000001")
    assert event is not None

    table.put({**event, "doc": "broken"})
    runs(HALF)
    table.put(event)

    assert warnings(sound) == [(50, ["officer"])]
    assert warnings(broken) == []


# ---- What the tests say ----------------------------------------------------------------------


def given(desk: Desk) -> str:
    code = desk.received().dossier.code
    desk.make("assign", code, "head", desk.subject("officer"))
    return code


def waiting(desk: Desk) -> str:
    code = desk.in_process()
    desk.ask_supplement(code, DECLARATION, by="officer")
    assert state(code).status is Status.SUPPLEMENT_REQUESTED
    return code


def ended(desk: Desk, where: str, move: str, *what: Any) -> str:
    code: str = getattr(desk, where)()
    desk.make(move, code, *what)
    return code


def warnings(code: str) -> list[tuple[int, list[str]]]:
    return [
        (line.event.data.percent, list(line.event.data.to))
        for line in whole(code).lines
        if line.event.kind == "deadline_warned"
    ]


def unchanged(dossier: Dossier) -> dict[str, Any]:
    """All of a dossier but what a warning is meant to change."""
    return dossier.model_dump(exclude={"version", "last_hash", "warned", "warn_at"})


def from_paper(desk: Desk, entered: Desk) -> str:
    """Received on paper at one moment, entered at another."""
    block = outages.reserve(
        desk.agency, desk.now.date(), 1, desk.who("reception"), now=lambda: desk.now
    )
    sheet = {"sheet": Sheet(block.codes[0], desk.now)}
    return entered.received(how=sheet).dossier.code


def test_one_whose_rules_are_gone_keeps_no_other_from_being_warned_of(
    desk: Desk, runs: Clock
) -> None:
    code, other = desk.accepted(), desk.accepted()
    item = table.get(f"DOSSIER#{code}", "STATE")
    assert item
    table.put({**item, "doc": str(item["doc"]).replace(state(code).rules, "1945-09-02")})

    runs(HALF)
    table.put(item)

    assert kinds(other)[-1] == "deadline_warned"


def test_an_opinion_that_does_not_come_in_time_is_told_of_once(desk: Desk, runs: Clock) -> None:
    code = desk.accepted()
    desk.make("request_opinions", code, "officer", [("H01.59", 1)], "Có trùng hồ sơ không?")

    runs("2026-11-03T08:59")
    assert "opinion_overdue" not in kinds(code)
    runs("2026-11-03T09:05")
    runs("2026-11-03T10:00")

    assert kinds(code).count("opinion_overdue") == 1
    told = next(line.event for line in whole(code).lines if line.event.kind == "opinion_overdue")
    assert (told.data.opinions[0].agency, told.data.to) == ("H01.59", ("head",))
    assert [one.overdue for one in state(code).opinions] == [True]
    assert warnings(code) == []


def test_an_overdue_opinion_keeps_no_warning_back(desk: Desk, runs: Clock) -> None:
    code = desk.accepted()
    desk.make("request_opinions", code, "officer", [("H01.59", 1)], "Có trùng hồ sơ không?")

    runs(DUE)

    assert kinds(code)[-2:] == ["opinion_overdue", "deadline_warned"]
    assert warnings(code) == [(100, BOTH)]


# ---- A clock that was ahead ---------------------------------------------------------------------


def test_after_a_run_of_a_clock_that_was_ahead_it_looks_a_day_back(desk: Desk, runs: Clock) -> None:
    code = desk.received().dossier.code
    runs("2026-11-20T09:00")
    before = warnings(code)

    later = desk.at("2026-11-04T09:00").received().dossier.code
    runs("2026-11-05T16:00")
    runs("2026-11-05T17:00")

    assert before == [(100, BOTH)], "it was ahead, and said so to whoever it could"
    assert warnings(later) == [(50, ["officer"])]
