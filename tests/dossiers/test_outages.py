"""The outage book: codes reserved for paper, and entering the paper afterwards."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest

from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.reception import actions as reception
from chalicelib.reception import outages
from chalicelib.reception.filing import Sheet
from chalicelib.reception.outages import Block
from tests.documents.reading import words
from tests.support import desk as desks
from tests.support.desk import GUARDIANSHIP, Desk, kinds, last, moment, refused, state
from tests.support.province import Province
from tests.support.submissions import brought, complete

HERE, THERE, THIRD = "H01.59", "H01.60", "H01.61"
TODAY = dt.date(2026, 10, 5)
DOWN, ENTERED = "2026-10-05T10:15", "2026-10-06T08:00"
NOT_ONES_OWN = ["officer", "finance", "postal"]
KEEPERS = ["reception", "head", "admin"]
THREADS = 8


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


@pytest.fixture
def other(province: Province) -> Desk:
    return desks.desk(THERE)


# ---- Codes kept for paper --------------------------------------------------------------------


@pytest.mark.parametrize("name", KEEPERS)
def test_codes_are_kept_for_a_day_and_listed(desk: Desk, name: str) -> None:
    block = reserved(desk, 10, by=name)

    assert block.codes == tuple(
        f"{HERE}-261005-{serial:04}" for serial in range(block.first, block.first + 10)
    )
    assert (block.reserved_by, block.at) == (desk.subject(name), desk.now)
    assert block in outages.blocks_of(HERE, desk.who("reception"))


@pytest.mark.parametrize("name", NOT_ONES_OWN)
def test_nobody_else_keeps_codes(desk: Desk, name: str) -> None:
    with refused("other_role"):
        reserved(desk, 10, by=name)


def test_codes_of_another_agency_are_neither_kept_nor_listed(desk: Desk, other: Desk) -> None:
    with refused("other_agency"):
        outages.reserve(THERE, TODAY, 1, desk.who("head"), now=lambda: desk.now)
    with refused("other_agency"):
        outages.blocks_of(THERE, desk.who("head"))


def test_no_codes_are_kept_for_a_day_that_is_past(desk: Desk) -> None:
    with refused("day_is_past"):
        reserved(desk.at("2026-10-06T07:00"), 10)


def test_a_day_ends_at_midnight_of_the_province(desk: Desk) -> None:
    assert reserved(desk.at("2026-10-05T23:59"), 1)
    with refused("day_is_past"):
        reserved(desk.at("2026-10-06T00:01"), 1)


def test_blocks_and_codes_taken_at_once_neither_overlap_nor_leave_a_gap(province: Province) -> None:
    # On a day on which nobody else takes a code there.
    busy = desks.desk(THIRD).at("2026-10-19T09:00")
    each, size = 5, 7
    start = threading.Barrier(THREADS)
    serials: list[int] = []

    def take(number: int) -> None:
        start.wait()
        for _ in range(each):
            if number % 2:
                block = reserved(busy, size, day=busy.now.date())
                serials.extend(range(block.first, block.last + 1))
            else:
                serials.append(int(busy.received().dossier.code.rsplit("-", 1)[1]))

    threads = [threading.Thread(target=take, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    half = THREADS // 2 * each
    assert len(serials) == half * (1 + size)
    assert sorted(serials) == list(range(1, len(serials) + 1))


# ---- Entered afterwards ----------------------------------------------------------------------


def test_what_was_written_on_paper_is_entered_with_its_code_and_its_time(desk: Desk) -> None:
    code = reserved(desk, 3).codes[1]

    dossier = entered(desk, code)

    assert (dossier.code, dossier.status) == (code, Status.ACCEPTED)
    assert dossier.received_at == moment(DOWN)
    assert dossier.due_at == moment("2026-10-08T10:15")
    assert (last(code).at, last(code).by.role) == (moment(ENTERED), "reception")
    assert dossier.forward_by == moment("2026-10-05T17:00")


def test_the_post_enters_nothing_from_the_book(desk: Desk) -> None:
    code = reserved(desk, 1).codes[0]
    how = {"sheet": Sheet(code, moment(DOWN))}

    with refused("post_registers"):
        desk.at(ENTERED).received(by="postal", channel="postal", how=how)


def test_it_is_marked_in_its_state_and_in_its_event(desk: Desk) -> None:
    paper, normal = reserved(desk, 1).codes[0], desk.received().dossier.code

    entered(desk, paper)

    assert (state(paper).outage, last(paper).data.outage) == (True, True)
    assert (state(normal).outage, last(normal).data.outage) == (False, False)


def test_its_receipt_tells_the_time_of_the_paper(province: Province) -> None:
    now = clock.now()
    today = clock.local_day(now)
    order = {"agency": "H01.51", "day": today.isoformat(), "size": 1}
    block = province.post("/desk/outages", "reception-1", order).body
    brought = {
        **complete(desks.GUARDIANSHIP),
        "channel": "counter",
        "outage": {"code": block["codes"][0], "received_at": clock.shown(now)},
    }

    answer = province.post("/desk/dossiers", "reception-1", province.submission(**brought))

    assert answer.status == 201, answer.body
    assert (answer.body["outage"], answer.body["received_at"]) == (True, clock.shown(now))
    assert answer.body["deadline"]["received"] == clock.shown(now)
    path = f"/dossiers/{block['codes'][0]}/receipt"
    printed = words(province.get(path, "reception-1").raw)
    at = now.astimezone(clock.LOCAL)
    assert f"{at.hour} giờ {at.minute:02} phút, ngày {at.day:02} tháng {at.month:02}" in printed


def test_what_was_settled_at_once_ended_when_it_was(desk: Desk) -> None:
    code = reserved(desk, 1).codes[0]

    desk.at(ENTERED).at_once(how={"sheet": Sheet(code, moment(DOWN))})

    assert kinds(code) == ["settled_at_once"]
    assert (state(code).received_at, state(code).closed_at) == (moment(DOWN), moment(DOWN))
    assert state(code).outage


def test_a_day_tells_which_of_its_codes_were_entered(province: Province, desk: Desk) -> None:
    block = reserved(desk, 3)
    entered(desk, block.codes[1])

    assert outages.entered(block) == [block.codes[1]]


def test_a_block_asked_for_twice_under_one_key_is_one_block(province: Province) -> None:
    tomorrow = (clock.local_day(clock.now()) + dt.timedelta(days=1)).isoformat()
    order = {"agency": "H01.51", "day": tomorrow, "size": 3}

    first, again = (
        province.post("/desk/outages", "reception-1", order, "one block") for _ in range(2)
    )
    other = province.post("/desk/outages", "reception-1", {**order, "size": 4}, "one block")

    assert (again.status, again.body) == (201, first.body)
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


def test_codes_are_kept_for_the_days_to_come_only(desk: Desk) -> None:
    far = TODAY + dt.timedelta(days=8)

    with refused("day_too_far"):
        outages.reserve(HERE, far, 1, desk.who("reception"), now=lambda: desk.now)


def test_a_code_is_used_once(desk: Desk) -> None:
    code = reserved(desk, 2).codes[0]
    entered(desk, code)

    with refused("code_used"):
        entered(desk, code)

    assert state(code).version == 1


def test_a_code_that_was_given_out_by_the_system_is_not_of_the_book(desk: Desk) -> None:
    normal = desk.received().dossier.code

    with refused("code_not_reserved"):
        entered(desk, normal)


@pytest.mark.parametrize("channel", ["counter", "postal"])
def test_a_code_beside_the_block_is_refused(desk: Desk, channel: str) -> None:
    block = reserved(desk, 2)
    for serial in (0, block.last + 1, block.last + 1000):
        with refused("code_not_reserved"):
            entered(desk, f"{HERE}-261005-{serial:04}", channel=channel)


@pytest.mark.parametrize("channel", ["counter", "postal"])
def test_a_code_of_another_agency_is_refused(desk: Desk, other: Desk, channel: str) -> None:
    code = reserved(other, 1).codes[0]

    with refused("code_not_reserved"):
        entered(desk, code, channel=channel)


@pytest.mark.parametrize("day", ["2026-10-04T10:00", "2026-10-06T07:30"])
def test_a_code_of_another_day_is_refused(desk: Desk, day: str) -> None:
    code = reserved(desk, 1).codes[0]

    with refused("code_not_reserved"):
        entered(desk, code, received=day)


def test_a_moment_that_has_not_come_is_refused(desk: Desk) -> None:
    code = reserved(desk.at("2026-10-05T08:00"), 1).codes[0]

    with refused("received_in_future"):
        entered(desk.at("2026-10-05T10:14"), code, at=None)


def test_what_came_by_post_may_be_written_on_paper_too(desk: Desk) -> None:
    code = reserved(desk, 1).codes[0]

    assert entered(desk, code, channel="postal").channel == "postal"


def test_the_same_sheet_sent_twice_is_one_dossier(desk: Desk) -> None:
    code = reserved(desk, 1).codes[0]
    sheet = brought(desk.handed_in(), sheet=Sheet(code, moment(DOWN)))
    start = threading.Barrier(2)
    found = []

    def enter() -> None:
        start.wait()
        who = desk.who("reception")
        found.append(reception.receive(sheet, who, "a key", now=lambda: moment(ENTERED)).dossier)

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.code for one in found] == [code, code]
    assert found[0] == found[1] == state(code)


# ---- What the tests say ----------------------------------------------------------------------


def reserved(desk: Desk, size: int, by: str = "reception", day: dt.date = TODAY) -> Block:
    return outages.reserve(desk.agency, day, size, desk.who(by), now=lambda: desk.now)


def entered(
    desk: Desk, code: str, received: str = DOWN, at: str | None = ENTERED, **how: Any
) -> Any:
    channel, procedure = how.pop("channel", "counter"), how.pop("procedure", GUARDIANSHIP)
    way, how["sheet"] = how.pop("way", None), Sheet(code, moment(received))
    later = desk.at(at) if at else desk
    return later.received(procedure, channel=channel, way=way, how=how).dossier
