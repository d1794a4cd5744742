"""Working time, checked against examples, a second calculation, and invariants."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.agencies.calendar import (
    NotCountable,
    OfficeHours,
    SpecialDay,
    WorkingCalendar,
    hours_in,
    hours_of,
    specials_of,
)
from chalicelib.agencies.deadlines import Deadline, Terms, Unit, explain, reckon
from chalicelib.agencies.tet import TET
from chalicelib.foundation import clock
from tests.support.trials import trials

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "deadlines.json").read_text("utf-8"))

WEEK = "mon-fri 07:00-11:30 13:30-17:00"
OFFICE = WorkingCalendar(OfficeHours(WEEK), specials_of({}))
POLICE = WorkingCalendar(OfficeHours(f"{WEEK}; sat 07:00-11:30"), specials_of({}))
CALENDARS = {"office": OFFICE, "police": POLICE}
EIGHT_HOURS = dt.timedelta(hours=8)


def at(text: str) -> dt.datetime:
    return clock.parse(text)


def due_after(received: dt.datetime, days: int, calendar: WorkingCalendar = OFFICE) -> dt.datetime:
    return calendar.count(received, days * EIGHT_HOURS).due


def terms(unit: Unit = Unit.WORKING_DAYS, value: int = 1, cutoff: str | None = None) -> Terms:
    return Terms(unit=unit, value=value, article="Điều 1", hours_a_day=8, cutoff=cutoff)


# ── The vectors, and another way of counting ─────────────────────────────────────────────


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['received']}+{v['working_days']}")
def test_the_known_deadlines_hold(vector: dict[str, Any]) -> None:
    due = due_after(at(vector["received"]), vector["working_days"])
    assert due == at(vector["due"])
    assert due.utcoffset() == dt.timedelta(hours=7)


class Ledger:
    """Another way of counting: every opening of some years in one list, and the seconds
    worked before it. A due time is where the sum is reached."""

    def __init__(self, first: int, last: int) -> None:
        package = holidays.country_holidays("VN", years=range(first - 1, last + 2))
        self.begins: list[float] = []
        self.ends: list[float] = []
        self.worked = [0.0]
        day = dt.date(first, 1, 1)
        while day.year <= last:
            if package.is_working_day(day):
                for begin, end in ((7.0, 11.5), (13.5, 17.0)):
                    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
                    opens = midnight.timestamp() + (begin - 7) * 3600
                    self.begins.append(opens)
                    self.ends.append(opens + (end - begin) * 3600)
                    self.worked.append(self.worked[-1] + (end - begin) * 3600)
            day += dt.timedelta(days=1)

    def due(self, received: dt.datetime, days: int) -> dt.datetime:
        moment = received.timestamp()
        place = bisect.bisect_right(self.ends, moment)  # the first opening that ends after it
        start = max(moment, self.begins[place])
        if days == 0:
            return dt.datetime.fromtimestamp(start, dt.UTC)
        wanted = self.worked[place] + (start - self.begins[place]) + days * 8 * 3600
        place = bisect.bisect_left(self.worked, wanted) - 1
        return dt.datetime.fromtimestamp(self.begins[place] + wanted - self.worked[place], dt.UTC)


@functools.cache
def ledger() -> Ledger:
    return Ledger(2024, 2028)


def received_at_random(dice: random.Random) -> dt.datetime:
    """Any second of four years, often just at an opening or closing, in some time zone."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=dice.randrange(4 * 365 + 1))
    if dice.random() < 0.4:
        hour, minute = dice.choice([(7, 0), (11, 30), (13, 30), (17, 0), (0, 0), (15, 0)])
        second = dice.choice([-1, 0, 1])
    else:
        hour, minute, second = dice.randrange(24), dice.randrange(60), dice.randrange(60)
    local = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.LOCAL)
    zone = dt.timezone(dt.timedelta(minutes=dice.choice([420, 0, -480, 840, 345, 419, -720])))
    return (local + dt.timedelta(seconds=second)).astimezone(zone)


def test_another_way_of_counting_agrees_on_two_thousand_deadlines() -> None:
    dice = random.Random(20261120)
    for _ in range(2000):
        received, days = received_at_random(dice), dice.randrange(41)
        assert due_after(received, days) == ledger().due(received, days), (received, days)


def test_stepping_minute_by_minute_agrees() -> None:
    package = holidays.country_holidays("VN", years=range(2023, 2030))
    dice = random.Random(7)

    def is_open(minute: dt.datetime) -> bool:
        time = minute.time()
        in_hours = dt.time(7) <= time < dt.time(11, 30) or dt.time(13, 30) <= time < dt.time(17)
        return in_hours and package.is_working_day(minute.date())

    for _ in range(40):
        received = received_at_random(dice).astimezone(clock.LOCAL).replace(second=0)
        left = dice.randrange(1, 4) * 8 * 60
        minute = received
        while left:
            left -= is_open(minute)
            minute += dt.timedelta(minutes=1)
        worked = OFFICE.working_time(received, minute)
        assert due_after(received, int(worked / EIGHT_HOURS)) == minute


# ── What must always hold ────────────────────────────────────────────────────────────────

ZONES = st.sampled_from([dt.timezone(dt.timedelta(hours=h)) for h in (7, 0, -8, 14)])
MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 12, 31), timezones=ZONES)
DAYS = st.integers(0, 40)
OFFICES = st.sampled_from(sorted(CALENDARS))


def stretches(most: int = 3) -> st.SearchStrategy[tuple[tuple[dt.datetime, dt.datetime], ...]]:
    """Pauses after some moment, apart, in order."""
    hours = st.lists(st.integers(1, 24 * 12), min_size=0, max_size=2 * most, unique=True)

    def paused(ends: list[int]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
        origin = dt.datetime(2026, 1, 1, tzinfo=clock.LOCAL)
        moments = [origin + dt.timedelta(hours=hour) for hour in sorted(ends)]
        return tuple(zip(moments[::2], moments[1::2], strict=False))

    return hours.map(paused)


def moved(
    pauses: tuple[tuple[dt.datetime, dt.datetime], ...], received: dt.datetime
) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    by = received - dt.datetime(2026, 1, 1, tzinfo=clock.LOCAL)
    return tuple((begin + by, end + by) for begin, end in pauses)


@trials(300)
@given(MOMENTS, DAYS, OFFICES, stretches())
def test_skipped_and_worked_time_tile_all_that_passes(
    received: dt.datetime, days: int, office: str, pauses: Any
) -> None:
    calendar, pauses = CALENDARS[office], moved(pauses, received)
    count = calendar.count(received, days * EIGHT_HOURS, pauses)
    spans = count.skipped
    assert all(span.begin < span.end for span in spans)
    assert all(one.end <= other.begin for one, other in pairwise(spans))
    edges = [
        count.received,
        *(edge for span in spans for edge in (span.begin, span.end)),
        count.due,
    ]
    worked = [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    assert all(begin <= end for begin, end in worked)
    assert sum((end - begin for begin, end in worked), dt.timedelta(0)) == days * EIGHT_HOURS
    for begin, end in worked:
        assert calendar.working_time(begin, end) == end - begin
        assert not any(p < end and begin < q for p, q in pauses if begin < end and p < q)
    for span in spans:
        if span.kind != "pause":
            assert calendar.working_time(span.begin, span.end) == dt.timedelta(0)


@trials(200)
@given(MOMENTS, DAYS, OFFICES)
def test_a_deadline_falls_inside_or_at_the_end_of_an_opening(
    received: dt.datetime, days: int, office: str
) -> None:
    due = due_after(received, days, CALENDARS[office]).astimezone(clock.LOCAL)
    open_before = CALENDARS[office].working_time(due - dt.timedelta(seconds=1), due)
    is_opening = CALENDARS[office].next_opening(due) == due
    assert open_before > dt.timedelta(0) or (days == 0 and is_opening)


@trials(200)
@given(MOMENTS, MOMENTS, DAYS, OFFICES)
def test_who_comes_later_is_never_due_earlier(
    one: dt.datetime, other: dt.datetime, days: int, office: str
) -> None:
    calendar, (first, second) = CALENDARS[office], sorted((one, other))
    assert due_after(first, days, calendar) <= due_after(second, days, calendar)


@trials(200)
@given(MOMENTS, DAYS, OFFICES)
def test_one_day_more_is_due_later(received: dt.datetime, days: int, office: str) -> None:
    calendar = CALENDARS[office]
    assert due_after(received, days, calendar) < due_after(received, days + 1, calendar)


@trials(200)
@given(MOMENTS, DAYS, OFFICES, stretches())
def test_a_deadline_explained_from_what_was_kept_is_the_same_deadline(
    received: dt.datetime, days: int, office: str, pauses: Any
) -> None:
    pauses = moved(pauses, received)
    deadline = reckon(terms(value=days), received, CALENDARS[office], pauses)
    kept = Deadline.model_validate_json(deadline.model_dump_json(exclude_defaults=True))
    assert kept.recount() == deadline.recount()
    assert kept.recount().due == deadline.due
    assert explain(kept)["due"] == clock.shown(deadline.due)
    assert explain(kept) == explain(deadline)


@trials(200)
@given(MOMENTS, OFFICES)
def test_a_same_day_deadline_explained_from_what_was_kept_is_the_same(
    received: dt.datetime, office: str
) -> None:
    rule = terms(Unit.SAME_DAY, 0, "15:00")
    deadline = reckon(rule, received, CALENDARS[office])
    kept = Deadline.model_validate_json(deadline.model_dump_json(exclude_defaults=True))
    assert kept.recount().due == deadline.due
    due = deadline.due.astimezone(clock.LOCAL)
    assert (due.hour, due.minute, due.second) in {(17, 0, 0), (11, 30, 0)}


@trials(300)
@given(MOMENTS, DAYS, OFFICES, stretches(1))
def test_a_pause_moves_the_deadline_by_the_working_time_inside_it(
    received: dt.datetime, days: int, office: str, pauses: Any
) -> None:
    calendar, pauses = CALENDARS[office], moved(pauses, received)
    plain = calendar.count(received, days * EIGHT_HOURS).due
    paused = calendar.count(received, days * EIGHT_HOURS, pauses).due
    inside = sum(
        (
            calendar.working_time(max(begin, received), end)
            for begin, end in pauses
            if begin < plain
        ),
        dt.timedelta(0),
    )
    if days:
        assert calendar.working_time(plain, paused) == inside
        assert (paused == plain) == (not inside)


def test_pauses_may_overlap_and_come_in_any_order() -> None:
    received = at("2026-11-20T08:00")
    one, other = (
        (at("2026-11-20T09:00"), at("2026-11-20T11:00")),
        (
            at("2026-11-20T10:00"),
            at("2026-11-20T14:00"),
        ),
    )
    whole = (at("2026-11-20T09:00"), at("2026-11-20T14:00"))
    wanted = OFFICE.count(received, EIGHT_HOURS, [whole])
    for pauses in ([one, other], [other, one], [one, other, one]):
        assert OFFICE.count(received, EIGHT_HOURS, pauses).due == wanted.due
    assert wanted.due == at("2026-11-23T11:00")


def test_an_office_that_never_opens_cannot_count() -> None:
    with pytest.raises(NotCountable):
        WorkingCalendar(OfficeHours("sat-sun"), specials_of({}))


# ── Days that differ ─────────────────────────────────────────────────────────────────────

OFF = SpecialDay(False, "Nghỉ theo thông báo", "Day off by notice")
ON = SpecialDay(True, "Làm bù theo thông báo", "Worked by notice")


@pytest.mark.parametrize(
    ("decided", "received", "days", "due"),
    [
        ({}, "2026-11-20T14:00", 1, "2026-11-23T14:00"),
        ({"2026-11-23": OFF}, "2026-11-20T14:00", 1, "2026-11-25T14:00"),  # 24/11 is a holiday
        ({"2026-11-24": ON}, "2026-11-23T09:00", 1, "2026-11-24T09:00"),
        ({"2026-11-21": ON}, "2026-11-20T14:00", 1, "2026-11-21T14:00"),  # a Saturday, worked
        ({"2026-11-22": ON}, "2026-11-21T09:00", 1, "2026-11-22T17:00"),  # a Sunday, worked
        ({"2026-08-22": OFF}, "2026-08-21T08:00", 2, "2026-08-25T08:00"),  # a swap taken back
    ],
)
def test_the_administrators_word_on_a_day_wins_both_ways(
    decided: dict[str, SpecialDay], received: str, days: int, due: str
) -> None:
    overrides = {dt.date.fromisoformat(day): special for day, special in decided.items()}
    calendar = WorkingCalendar(OfficeHours(WEEK), specials_of(overrides))
    assert due_after(at(received), days, calendar) == at(due)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-20T16:00", 1, "2026-11-23T09:30"),  # an hour, the Saturday morning, and more
        ("2026-11-21T07:00", 1, "2026-11-23T10:30"),
        ("2026-11-21T12:00", 1, "2026-11-23T17:00"),  # the morning is over
    ],
)
def test_the_police_also_work_on_saturday_mornings(received: str, days: int, due: str) -> None:
    assert due_after(at(received), days, POLICE) == at(due)


@pytest.mark.parametrize("office", sorted(CALENDARS))
def test_a_swapped_saturday_is_worked_with_a_weekdays_hours(office: str) -> None:
    saturday = at("2026-08-22T07:00")
    assert due_after(saturday, 1, CALENDARS[office]) == at("2026-08-22T17:00")


def test_a_holiday_is_named_in_both_languages() -> None:
    deadline = reckon(terms(value=3), at("2026-11-20T14:00"), OFFICE)
    (line,) = [line for line in explain(deadline)["explanation"] if line["kind"] == "holiday"]
    assert line["from"] == "2026-11-24T00:00:00+07:00"
    assert line["vi"].startswith("Ngày Văn hóa Việt Nam: không tính từ 00:00 24/11/2026")
    assert line["en"].startswith("Vietnam Cultural Day: not counted from 00:00 24/11/2026")


def test_every_skipped_span_says_why_in_both_languages() -> None:
    pause = (at("2026-11-26T08:00"), at("2026-11-27T08:00"))
    deadline = reckon(terms(value=5), at("2026-11-20T10:00"), OFFICE, (pause,))
    lines = explain(deadline)["explanation"]
    kinds = {line["kind"] for line in lines}
    assert kinds == {
        "received",
        "start",
        "midday",
        "night",
        "weekend",
        "holiday",
        "pause",
        "rule",
        "due",
    }
    assert all(line["vi"] and line["en"] and line["vi"] != line["en"] for line in lines)


def test_a_worked_weekend_day_is_told() -> None:
    deadline = reckon(terms(value=2), at("2026-08-21T08:00"), OFFICE)
    told = [line for line in explain(deadline)["explanation"] if line["kind"] == "worked"]
    assert [line["vi"] for line in told] == ["Ngày làm bù: có làm việc ngày 22/08/2026"]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-20T06:00:00", "2026-11-20T17:00"),
        ("2026-11-20T14:59:59", "2026-11-20T17:00"),
        ("2026-11-20T15:00:00", "2026-11-20T17:00"),
        ("2026-11-20T15:00:01", "2026-11-23T17:00"),
        ("2026-11-20T17:00:00", "2026-11-23T17:00"),
        ("2026-11-21T10:00:00", "2026-11-23T17:00"),
        ("2026-11-23T16:00:00", "2026-11-25T17:00"),  # the 24th is a holiday
        ("2026-11-20T09:12:34.567", "2026-11-20T17:00"),
    ],
)
def test_a_same_day_matter_received_after_three_is_due_the_next_working_day(
    received: str, due: str
) -> None:
    assert reckon(terms(Unit.SAME_DAY, 0, "15:00"), at(received), OFFICE).due == at(due)


def test_eight_working_hours_are_counted_as_hours() -> None:
    rule = terms(Unit.WORKING_HOURS, 8)
    assert reckon(rule, at("2026-11-20T14:00"), OFFICE).due == at("2026-11-23T14:00")


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-10-05T09:00", 3, "2026-10-08T17:00"),  # the day of reception does not count
        ("2026-10-05T18:30", 3, "2026-10-08T17:00"),  # nor does the hour
        ("2026-10-01T09:00", 3, "2026-10-05T17:00"),  # ends on a Sunday
        ("2027-01-30T09:00", 5, "2027-02-11T17:00"),  # ends on the first day off of Tet
    ],
)
def test_days_that_end_on_a_day_off_end_with_the_next_opening_day(
    received: str, days: int, due: str
) -> None:
    counted = reckon(terms(Unit.CALENDAR_DAYS, days), at(received), OFFICE)

    assert counted.due == counted.recount().due == at(due)
    assert explain(counted)["rule"]["vi"].startswith(f"{days} ngày kể từ ngày tiếp nhận")


def test_days_end_on_a_day_off_as_the_rules_say_and_in_no_other_way() -> None:
    unknown = terms(Unit.CALENDAR_DAYS, 3).model_copy(update={"closed_day": "whenever"})

    with pytest.raises(ValueError, match="whenever"):
        reckon(unknown, at("2026-10-01T09:00"), OFFICE)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-02-04", "28 Chạp, nghỉ Tết Nguyên Đán"),  # the month had 29 days
        ("2023-01-20", "29 Chạp, nghỉ Tết Nguyên Đán"),  # the month had 30 days
        ("2027-02-05", "Giao thừa Tết Nguyên Đán"),
    ],
)
def test_a_day_before_tet_goes_by_its_true_lunar_name(day: str, name: str) -> None:
    special = specials_of({})(dt.date.fromisoformat(day))

    assert special is not None
    assert (special.working, special.vi) == (False, name)


def test_tet_is_on_the_same_day_by_both_packages() -> None:
    package = holidays.country_holidays("VN", years=range(2010, 2101), language="vi")
    by_name = {day.year: day for day, name in package.items() if name == "Tết Nguyên Đán"}

    assert by_name == {year: first for year, (first, _) in TET.items()}


def test_hours_that_change_are_read_back_as_they_were_written() -> None:
    written = f"{WEEK} | 2026-12-01 mon-fri 08:00-12:00 | 2027-01-01 sat 08:00-09:00"
    hours = hours_in(written)

    assert hours.between(dt.date(2026, 11, 30), dt.date(2027, 1, 1)) == written
    assert hours.between(dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == "mon-fri 08:00-12:00"
    assert hours_in(WEEK).between(dt.date.min, dt.date.max) == WEEK


def test_the_same_hours_again_are_no_change() -> None:
    hours = hours_of([(dt.date.min, WEEK), (dt.date(2026, 12, 1), WEEK)])

    assert hours.between(dt.date(2026, 1, 1), dt.date(2027, 1, 1)) == WEEK
