"""The lines of the receipt that explain its due time add up to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import (
    Deadline,
    Terms,
    Unit,
    extended,
    lengthened,
    paused,
    promised,
    reckon,
)
from chalicelib.documents import actions, wording
from chalicelib.foundation import clock
from tests.support.desk import moment
from tests.support.province import Province
from tests.support.submissions import complete

OFFICE, POLICE = "H01.51", "H01.51.01"
STEP = dt.timedelta(minutes=1)
RECEIVED = ["2026-11-20T14:00", "2026-04-27T06:10", "2027-02-03T16:59", "2026-08-29T12:00"]
A_LONG_TIME = 22
SPAN = re.compile(r": không tính từ (.{16}) đến (.{16})$")
WORKED = re.compile(r": có làm việc ngày (.{10})$")
TIME = re.compile(r"\d\d:\d\d")

pytestmark = pytest.mark.usefixtures("province")


@pytest.mark.parametrize("received", RECEIVED)
@pytest.mark.parametrize("office", [OFFICE, POLICE])
@pytest.mark.parametrize("days", [1, 3, A_LONG_TIME])
@pytest.mark.parametrize("longer", [0, 2])
@pytest.mark.parametrize("stopped", [0, 5])
def test_the_lines_add_up_to_the_due_time(
    received: str, office: str, days: int, longer: int, stopped: int
) -> None:
    deadline = counted(received, office, days)
    calendar = agencies.calendar_of(office)
    if stopped:
        begin = deadline.received + dt.timedelta(hours=3)
        deadline = paused(deadline, begin, begin + dt.timedelta(days=stopped), calendar)
    if longer:
        deadline = extended(deadline, longer, calendar)

    told = actions.how_counted(deadline)

    assert added_up(told) == deadline.due
    assert ("Gia hạn" in " ".join(told)) == bool(longer)


@pytest.mark.parametrize(("days", "in_all"), [(3, False), (8, True)])
def test_a_longer_limit_of_the_law_is_among_the_lines(days: int, in_all: bool) -> None:
    deadline = counted("2026-10-05T09:00", OFFICE, 3)
    calendar = agencies.calendar_of(OFFICE)

    longer = lengthened(deadline, days, "Luật Hộ tịch Điều 25", calendar, in_all=in_all)
    told = actions.how_counted(longer)

    assert longer.due > deadline.due
    assert added_up(told) == longer.due


def test_what_another_system_promised_is_among_the_lines() -> None:
    deadline = counted("2026-10-05T09:00", OFFICE, 3)
    calendar = agencies.calendar_of(OFFICE)

    kept = promised(deadline, moment("2026-10-20T09:00"), "Hệ thống cũ", calendar)

    assert any("Hệ thống cũ" in line for line in actions.how_counted(kept))


def test_holidays_pauses_and_worked_weekends_come_by_date() -> None:
    deadline = counted("2026-08-24T09:00", OFFICE, A_LONG_TIME)
    begin = moment("2026-08-26T09:00")
    calendar = agencies.calendar_of(OFFICE)

    told = actions.how_counted(paused(deadline, begin, begin + dt.timedelta(days=1), calendar))

    dates = [spoken(found[1]) for found in map(SPAN.search, told) if found]
    assert len(dates) >= 2
    assert dates == sorted(dates)


def test_the_receipt_of_an_extended_dossier_says_by_how_much(province: Province) -> None:
    submission = province.submission(**complete("1.004859"))
    code = province.post("/desk/dossiers", "reception-1", submission).body["code"]
    order = {"working_days": 2, "reason": "Chờ kết quả xác minh"}
    province.moved(code, "extension", "head-1", **order)

    receipt = province.get(f"/dossiers/{code}/receipt", "reception-1", format="json").body

    assert "Gia hạn thêm 2 ngày làm việc, có văn bản xin lỗi" in receipt["due_explanation"]
    assert added_up(tuple(receipt["due_explanation"])) == dt.datetime.fromisoformat(
        receipt["due_at"]
    )


# ---- What the tests say ----------------------------------------------------------------------


def counted(received: str, office: str, days: int) -> Deadline:
    terms = Terms(unit=Unit.WORKING_DAYS, value=days, article="Điều 1", hours_a_day=8)
    return reckon(terms, moment(received), agencies.calendar_of(office))


def added_up(told: tuple[str, ...]) -> dt.datetime:
    """The due time, by nothing but what is printed."""
    (start,) = (line.removeprefix("Bắt đầu tính từ ") for line in told if "Bắt đầu" in line)
    (rule,) = (line for line in told if "mỗi ngày" in line)
    (hours,) = (line for line in told if line.startswith("Giờ làm việc: "))
    days, a_day = map(int, re.findall(r"\d+", rule)[:2])
    days += sum(int(re.findall(r"\d+", line)[0]) for line in told if more_days(line))
    closed = [tuple(map(spoken, found.groups())) for found in map(SPAN.search, told) if found]
    worked = {found[1] for found in map(WORKED.search, told) if found}
    left = days * a_day * 60
    for opens, closes in openings(spoken(start), hours_of_the_week(hours), worked):
        at = opens
        while at < closes:
            # Nothing printed begins or ends within a minute.
            if not any(begin <= at < end for begin, end in closed):
                left -= 1
            at += STEP
            if not left:
                return at
    raise AssertionError("a year is enough for anything here")


def more_days(line: str) -> bool:
    return line.startswith(("Gia hạn", "Kéo dài"))


def openings(
    start: dt.datetime, week: list[list[tuple[str, str]]], worked: set[str]
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    for day in (start + dt.timedelta(days=number) for number in range(366)):
        date = f"{day:%d/%m/%Y}"
        for opens, closes in week[day.weekday()] or (week[0] if date in worked else []):
            yield max(start, spoken(f"{opens} {date}")), spoken(f"{closes} {date}")


def hours_of_the_week(line: str) -> list[list[tuple[str, str]]]:
    names = list(wording.WEEKDAYS.values())
    week: list[list[tuple[str, str]]] = [[] for _ in names]
    for part in line.removeprefix("Giờ làm việc: ").split("; "):
        named = [at for at, name in enumerate(names) if name in part]
        times = TIME.findall(part)
        for day in range(named[0], named[-1] + 1):
            week[day] = list(zip(times[::2], times[1::2], strict=True))
    return week


def spoken(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=clock.LOCAL)
