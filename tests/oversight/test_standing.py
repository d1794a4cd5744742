"""An agency's counts at a glance: equal to its lists, at a constant cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chalicelib.dossiers import desk as lists
from chalicelib.dossiers.counts import MOST, Counted
from chalicelib.dossiers.moves import Status
from chalicelib.oversight import actions as oversight
from local.meter import Meter
from tests.support import desk as desks
from tests.support.backstage import Backstage
from tests.support.desk import APPLICANT, MARITAL_STATUS, Desk
from tests.support.province import Province

# Nobody else brings dossiers to the first and the last.
HERE, THERE, BUSY = "H01.68", "H01.57", "H01.14.02"
NOW = desks.moment("2026-10-05T10:00")
BUILDING = "1.013226"  # settled by the department of construction
LAND = "1.012786"  # settled by the land registry
NAMES = ("overdue", "due_today", "unassigned", "waiting")


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    """Dossiers of every kind that is counted, some received and some settled elsewhere."""
    here, other = desks.desk(HERE).at(NOW), desks.desk(THERE).at(NOW)
    for received in ("2026-09-28T09:00", "2026-09-30T15:00", "2026-10-02T09:00"):
        then = here.at(received)
        then.filed()
        then.accepted()
        then.resolved()
        mine = then.accepted()
        then.make("assign", mine, "head", then.subject("officer"))
        asking = then.in_process()
        then.make("request_opinions", asking, "officer", [(THERE, 2)], "Hỏi")
        then.ask_supplement(then.in_process(), "TK.GH", by="officer")
        paying = then.in_process(MARITAL_STATUS)
        then.make("demand_fee", paying, "officer", [], {})
        then.received(how={"settled_by": THERE})
        other.at(received).received(how={"settled_by": HERE})
        then.at_once()
    return here


@pytest.mark.parametrize("name", NAMES)
def test_a_count_is_as_long_as_its_list(desk: Desk, name: str) -> None:
    wanted = lists.wanted(HERE, "", NOW, **{name: True})
    listed, _ = lists.on_desk(wanted, MOST, None)

    counted = oversight.at_a_glance(HERE, NOW)[name]

    assert counted == Counted(len(listed), more=False)
    assert counted.count > 0


def test_what_is_due_moves_from_today_to_overdue_without_an_event(desk: Desk) -> None:
    before, after = (oversight.at_a_glance(HERE, NOW.replace(hour=hour)) for hour in (6, 18))

    due = before["due_today"].count
    assert due > 0
    assert after["due_today"].count == 0
    # What was signed is due to be handed over, and overdue no more.
    assert before["overdue"].count < after["overdue"].count <= before["overdue"].count + due


def test_the_answer_tells_them(province: Province) -> None:
    shown = province.get("/desk/standing", "head-1").body

    assert [shown[name].keys() for name in NAMES] == [{"count", "more"}] * len(NAMES)


def test_a_desk_counts_what_it_received_for_others(province: Province) -> None:
    """NĐ 61/2018 Điều 8: a desk answers for what it received, whoever settles it."""
    backstage = Backstage(province)
    backstage.settle()
    centre, department = desks.desk("H01.20"), desks.desk("H01.13")
    before = [oversight.standing(one.agency) for one in (centre, department)]

    code = centre.received(BUILDING, how={"settled_by": "H01.13"}).dossier.code
    backstage.settle()
    received = oversight.standing("H01.20")
    settling = oversight.standing("H01.13")

    four = int(Status.ACCEPTED)
    assert received.received_for_others[four] == before[0].received_for_others.get(four, 0) + 1
    assert settling.by_status[four] == before[1].by_status.get(four, 0) + 1
    assert received.by_status == before[0].by_status
    centre.make("withdraw", code, APPLICANT, "Đổi ý")
    backstage.settle()
    assert oversight.standing("H01.20") == before[0]


@pytest.fixture(scope="module")
def grown(province: Province) -> list[tuple[dict[str, Counted], Any, float]]:
    """The counts of a desk at 99, 150 and 300 dossiers, with their calls and units."""
    busy = desks.desk(BUSY)
    late = busy.now + dt.timedelta(days=90)
    found, number = [], 0
    for many in (99, 150, 300):
        while number < many:
            busy.received(LAND)
            number += 1
        with Meter() as used:
            counts = oversight.at_a_glance(BUSY, late)
        found.append((counts, dict(used.by_call), used.read_units))
    return found


def test_beyond_a_hundred_it_says_more(grown: list[tuple[dict[str, Counted], Any, float]]) -> None:
    few, many, most = (counts for counts, _, _ in grown)

    for name in ("overdue", "unassigned"):
        assert few[name] == Counted(99, more=False)
        assert many[name] == most[name] == Counted(100, more=True)


def test_a_count_costs_the_same_however_many_dossiers_there_are(
    grown: list[tuple[dict[str, Counted], Any, float]],
) -> None:
    (_, few_calls, few_units), (_, *many), (_, *most) = grown

    assert many == most
    assert few_calls == {"Query": 27}
    assert many[0]["Query"] <= few_calls["Query"]
    assert max(few_units, most[1]) <= 80
