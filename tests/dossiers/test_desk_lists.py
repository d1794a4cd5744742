"""The lists of a desk: filters, order, pages, cost, and which dossiers are open."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.dossiers import desk as lists
from chalicelib.dossiers import views
from chalicelib.dossiers.model import Dossier
from chalicelib.dossiers.moves import CLOSED, Approvable, Status
from chalicelib.foundation.errors import Refusal
from chalicelib.oversight import actions as oversight
from local.meter import Meter
from tests.support import desk as desks
from tests.support import officers
from tests.support.backstage import Backstage
from tests.support.desk import APPLICANT, MARITAL_STATUS, Desk, moment, state
from tests.support.numbers import fresh
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.refusals import assert_refused, without_writing
from tests.support.submissions import complete

HERE, THERE, BUSY, COUNTED, PAGED = "H01.62", "H01.63", "H01.64", "H01.65", "H01.66"
ENDLESS = "2.001263"  # twenty-two working days, six steps
NOW = moment("2026-10-05T10:00")
RECEIVED = ("2026-09-28T09:00", "2026-09-30T16:00", "2026-10-01T15:00", "2026-10-02T09:00")
Due = tuple[dt.datetime, str]


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return desks.desk(HERE).at(NOW)


@pytest.fixture(scope="module")
def codes(desk: Desk) -> list[str]:
    """Dossiers in every state a desk can show, due before now, today, soon and late."""
    other = desks.desk(THERE).at(NOW)
    # What others left open here is on the desk as well.
    made = [code for _, code in on_desk(desk)]

    def add(code: str, to: str | None = None) -> None:
        made.append(code)
        if to:
            desk.make("assign", code, "head", desk.subject(to))

    for received in (
        "2026-09-28T09:00",
        "2026-09-30T16:00",
        "2026-10-01T15:00",
        "2026-10-02T09:00",
    ):
        then = desk.at(received)
        add(then.filed())
        add(then.accepted())
        add(then.accepted(), to="officer")
        add(then.accepted(), to="colleague")
        add(then.in_process(), to="officer")
        add(then.resolved())
        waiting = then.in_process()
        then.ask_supplement(waiting, "TK.GH", by="officer")
        add(waiting)
        paying = then.in_process(MARITAL_STATUS)
        then.make("demand_fee", paying, "officer", [], {})
        add(paying)
        asking = then.in_process()
        add(asking, to="officer")
        then.make("request_opinions", asking, "officer", [(THERE, 2)], "Hỏi")
        asked = other.at(received).in_process()
        other.at(received).make("request_opinions", asked, "officer", [(HERE, 2)], "Hỏi")
        made.append(asked)
        made.append(then.received(how={"settled_by": THERE}).dossier.code)
        made.append(other.at(received).received(how={"settled_by": HERE}).dossier.code)
        made.append(then.at_once().dossier.code)
        for brought in (then.received().dossier.code, then.received().dossier.code):
            made.append(brought)
            then.make("withdraw", brought, "reception", "Không cần nữa")
        then.make("give_back", brought, "reception", "counter")
        stopped = then.received().dossier.code
        for _ in desks.STEPS:
            then.make("complete_step", stopped, "officer")
        then.make("stop", stopped, "head", "Có căn cứ", "Điều 19")
        made.append(stopped)
        online = then.filed()
        then.make("withdraw", online, APPLICANT, "Không cần nữa")
        made.append(online)
    add(desk.received(ENDLESS, form={}).dossier.code)
    return made


# ---- Filters ---------------------------------------------------------------------------------


FILTERS: dict[str, tuple[Any, ...]] = {
    "status": (None, 1, 2, 4, 5, 6, 7, 8, 9, 10),
    "due_within": (None, 1, 3),
    "overdue": (False, True),
    "due_today": (False, True),
    "mine": (False, True),
    "unassigned": (False, True),
    "waiting": (False, True),
    "asked": (False, True),
    "papers": (None, "to_hand_back"),
}


@pytest.mark.parametrize("status", FILTERS["status"])
def test_every_filter_and_all_of_them_together_show_what_they_say(
    desk: Desk, codes: list[str], status: int | None
) -> None:
    dossiers = [state(code) for code in codes]
    others = [name for name in FILTERS if name != "status"]
    shown = 0

    for values in itertools.product(*(FILTERS[name] for name in others)):
        filters = {"status": status, **dict(zip(others, values, strict=True))}
        found = on_desk(desk, **filters)
        assert found == expected(desk, dossiers, filters), filters
        shown += len(found)

    assert shown or status == 10


def expected(desk: Desk, dossiers: list[Dossier], filters: dict[str, Any]) -> list[Due]:
    """What a list must show, by the plain meaning of each filter."""
    me = desk.subject("officer")
    soon = lists.working_days_from(NOW, filters["due_within"] or 1, HERE)
    midnight = moment("2026-10-06T00:00")
    found = []
    for dossier in dossiers:
        if filters["papers"]:
            found += _handed_back_here(dossier, filters)
            continue
        asked = [one.due_at for one in dossier.opinions if one.agency == HERE]
        theirs = HERE in (dossier.agency, dossier.settled_by)
        if dossier.status in CLOSED or not (asked if filters["asked"] else theirs):
            continue
        due = asked[0] if filters["asked"] else dossier.next_due
        in_hand = filters["asked"] or (
            dossier.settled_by == HERE
            and dossier.received_at is not None
            and dossier.status is not Status.RESOLVED
        )
        waits = dossier.status in (5, 6) or bool(dossier.opinions)
        holds = [
            not filters["status"] or dossier.status == filters["status"],
            not filters["due_within"] or NOW <= due < soon,
            not filters["overdue"] or (due < NOW and dossier.status is not Status.RESOLVED),
            not filters["due_today"] or NOW <= due < midnight,
            not filters["mine"] or (in_hand and dossier.assignee == me),
            not filters["unassigned"] or (in_hand and dossier.assignee is None),
            not filters["waiting"] or waits,
        ]
        if all(holds):
            found.append((due, dossier.code))
    return sorted(found)


def _handed_back_here(dossier: Dossier, filters: dict[str, Any]) -> list[Due]:
    """What is over is due at no time, in nobody's hands, and waits for nobody."""
    of_open_ones = {name: one for name, one in filters.items() if name not in ("status", "papers")}
    here = dossier.to_hand_back and dossier.return_desk == HERE
    if any(of_open_ones.values()) or filters["status"] not in (None, dossier.status) or not here:
        return []
    assert dossier.closed_at
    return [(dossier.closed_at, dossier.code)]


def test_a_line_on_the_desk_of_who_is_asked_tells_when_the_opinion_is_due(
    province: Province,
) -> None:
    code = province.accepted(**complete(desks.GUARDIANSHIP))["code"]
    asked = {"agency": "H01.52", "working_days": 2}
    province.moved(code, "opinions", "officer-1", agencies=[asked], question="Có trùng không?")

    answer = province.get("/desk/dossiers", "reception-2", asked="true", limit=100).body

    (line,) = [line for line in answer["dossiers"] if line["code"] == code]
    opinions = province.get(f"/dossiers/{code}", "head-1").body["opinions"]
    assert line["due_at"] == opinions[0]["due_at"]


# ---- Order and pages -------------------------------------------------------------------------


@pytest.mark.parametrize("filters", [{}, {"mine": True}, {"waiting": True}, {"status": 4}])
def test_pages_together_are_the_whole_list_by_due_time(
    desk: Desk, codes: list[str], filters: dict[str, Any]
) -> None:
    wanted = lists.wanted(HERE, desk.subject("officer"), NOW, **filters)
    pages: list[Due] = []
    place = None
    while True:
        page, place = lists.on_desk(wanted, 2, place)
        assert len(page) == 2 or place is None
        pages += told(page)
        if place is None:
            break

    assert pages == on_desk(desk, **filters) == sorted(pages)
    assert len(pages) > 2


@pytest.mark.parametrize("mine", [False, True])
def test_dossiers_that_come_and_go_between_pages_neither_repeat_nor_hide_another(
    province: Province, mine: bool
) -> None:
    paged = desks.desk(PAGED)
    officer = paged.subject("officer")

    def come(day: str) -> str:
        code = paged.at(f"{day}T09:00").received().dossier.code
        paged.make("assign", code, "head", officer)
        return code

    def go(code: str) -> None:
        paged.make("withdraw", code, APPLICANT, "thôi")

    days = [f"2026-10-{day:02}" for day in (5, 6, 7, 8, 9, 12, 13, 14, 15, 16)]
    stay = [come(day) for day in days]
    gone_soon = [come(day) for day in days]
    wanted = lists.wanted(PAGED, officer, NOW, mine=mine)

    seen: list[str] = []
    page, place = lists.on_desk(wanted, 3, None)
    while True:
        seen += [dossier.code for _, dossier in page]
        if place is None:
            break
        unseen = [code for code in gone_soon if code not in seen]
        go(gone_soon.pop(gone_soon.index(unseen[0])) if unseen else come(days[0]))
        come(days[0]), come(days[-1])
        page, place = lists.on_desk(wanted, 3, place)
        if len(seen) > 60:
            break
        # The one the cursor stands on may go as well.
        if seen[-1] in gone_soon:
            go(gone_soon.pop(gone_soon.index(seen[-1])))

    assert [code for code, times in Counter(seen).items() if times > 1] == []
    assert [code for code in seen if code in stay] == stay


@pytest.mark.parametrize(
    "filters", [{"overdue": True}, {"mine": True}, {"asked": True}, {"due_today": True}]
)
def test_a_cursor_of_one_list_is_no_error_in_another(
    desk: Desk, codes: list[str], filters: dict[str, Any]
) -> None:
    wanted = lists.wanted(HERE, desk.subject("officer"), NOW, **filters)

    page, place = lists.on_desk(wanted, 5, f"2099-01-01T00:00:00.000Z#{codes[0]}")

    assert (page, place) == ([], None)


@pytest.mark.parametrize("cursor", ["x", "e30=", "eyJkdWUiOiAxfQ==", "eyJkdWUiOiAiIn0="])
def test_a_cursor_that_is_none_is_refused(province: Province, cursor: str) -> None:
    answer = province.get("/desk/dossiers", "reception-1", cursor=cursor)

    assert_refused(answer, 400, "invalid_cursor")


def test_the_desk_of_another_agency_is_refused(province: Province) -> None:
    for path in ("/desk/dossiers", "/desk/standing"):
        answer = without_writing(lambda path=path: province.get(path, "head-1", agency="H01.52"))
        assert_refused(answer, 403, "other_agency")
        assert province.get(path, "head-1", agency="H01.51").status == 200


# ---- What it costs ---------------------------------------------------------------------------


LISTS: dict[str, dict[str, Any]] = {
    "all": {},
    "one status": {"status": 2},
    "waiting": {"waiting": True},
    "overdue": {"overdue": True},
    "due within": {"due_within": 5},
    "mine": {"mine": True},
    "unassigned": {"unassigned": True},
    "mine of a status": {"mine": True, "status": 2},
    "asked": {"asked": True},
    "papers": {"papers": "to_hand_back"},
}


@pytest.fixture(scope="module")
def costs(province: Province) -> dict[str, list[tuple[Any, ...]]]:
    """What each list costs at 30 and at 600 dossiers: calls and units of its first page."""
    busy = desks.desk(BUSY)
    now = busy.at("2026-10-07T10:00").now
    grown: dict[str, list[tuple[Any, ...]]] = {name: [] for name in LISTS}
    number = 0
    for many in (30, 600):
        while number < many:
            code = busy.at(busy.now + dt.timedelta(minutes=number % 60)).received().dossier.code
            if number % 2:
                busy.make("assign", code, "head", busy.subject("officer"))
            number += 1
        for name, filters in LISTS.items():
            wanted = lists.wanted(BUSY, busy.subject("officer"), now, **filters)
            with Meter() as used:
                page, _ = lists.on_desk(wanted, 10, None)
            grown[name].append((dict(used.by_call), used.read_units, used.write_units, len(page)))
    return grown


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_many_dossiers_there_are(
    costs: dict[str, list[tuple[Any, ...]]], name: str
) -> None:
    few, many = costs[name]

    assert few == many
    assert few[0].keys() <= {"Query", "BatchGetItem"}
    assert few[1] <= 20


@pytest.mark.parametrize("limit", [100, 250])
@pytest.mark.parametrize("filters", [{}, {"mine": True}, {"unassigned": True}])
def test_the_longest_page_is_given_whole(costs: Any, filters: dict[str, Any], limit: int) -> None:
    busy = desks.desk(BUSY)
    wanted = lists.wanted(BUSY, busy.subject("officer"), NOW, **filters)

    page, place = lists.on_desk(wanted, limit, None)

    assert (len(page), place is not None) == (limit, True)


# ---- What stands open ------------------------------------------------------------------------


KINDS_APPROVED = [Approvable.CORRECT, Approvable.REQUEST_SUPPLEMENT]
WALK: list[tuple[str, Any, Callable[[Desk], tuple[Any, ...]]]] = [
    ("accept", "reception", lambda desk: ()),
    ("complete_step", "officer", lambda desk: ()),
    ("complete_step", "head", lambda desk: ()),
    ("refuse_reception", "reception", lambda desk: ("sai",)),
    (
        "request_supplement",
        "reception",
        lambda desk: ((desks.Defect(about="TK.GH", reason="mờ"),),),
    ),
    ("request_supplement", "officer", lambda desk: ((desks.Defect(about="GT.CGH", reason="mờ"),),)),
    (
        "supplement",
        APPLICANT,
        lambda desk: (None, (desks.HandedPaper(code="TK.GH", copies=random.randint(1, 99)),)),
    ),
    ("assign", "head", lambda desk: (desk.subject(random.choice(["officer", "colleague"])),)),
    ("hand_over", "head", lambda desk: (desk.subject(random.choice(["officer", "colleague"])),)),
    ("request_opinions", "officer", lambda desk: ([(THERE, 1)], "hỏi")),
    ("send_back", "officer", lambda desk: ("lại",)),
    ("extend", "head", lambda desk: (1, "chậm")),
    ("resolve", "head", lambda desk: (fresh("QĐ"),)),
    ("give_back", "reception", lambda desk: (None,)),
    ("withdraw", APPLICANT, lambda desk: ("thôi",)),
    ("stop", "head", lambda desk: ("trùng", "Điều 19")),
    (
        "approve",
        "head",
        lambda desk: (random.choice(KINDS_APPROVED), desk.subject("reception"), "sót"),
    ),
    ("withdraw_approval", "head", lambda desk: (random.choice(KINDS_APPROVED), "thôi")),
    ("correct", "reception", lambda desk: ({"address": f"Số {random.random()}"}, "nhầm")),
]


# Most of these end it.
RARE = {"refuse_reception", "withdraw", "stop", "request_supplement"}


def test_the_counts_of_what_stands_open_are_those_of_a_recount(province: Province) -> None:
    backstage = Backstage(province)
    counted = desks.desk(COUNTED)
    desks.desk(THERE)
    random.seed(20261005)
    codes = [counted.filed() for _ in range(20)]
    codes += [counted.received().dossier.code for _ in range(5)]
    codes.append(counted.at_once().dossier.code)

    moved: Counter[str] = Counter()
    for number in range(400):
        ((move, by, what),) = random.choices(WALK, [1 if one[0] in RARE else 6 for one in WALK])
        try:
            counted.make(move, random.choice(codes), by, *what(counted))
            moved[move] += 1
        except Refusal:
            pass
        if number % 100 == 99:
            backstage.settle()
            assert standing(counted) == recount(codes)

    assert len(moved) >= 12, moved


def test_a_head_sees_the_load_of_each_officer_and_of_who_left(province: Province) -> None:
    backstage = Backstage(province)
    crowded = desks.desk("H01.67")
    for name in ("officer", "officer", "colleague"):
        code = crowded.received().dossier.code
        crowded.make("assign", code, "head", crowded.subject(name))
    officers.grant(crowded.subject("colleague"), "Người Đã Nghỉ", {})
    backstage.settle()

    by_officer = oversight.standing("H01.67").by_officer

    load = {(one["name"], one["open"]) for one in by_officer}
    assert {("officer ở H01.67", 2), ("Người Đã Nghỉ", 1), ("head ở H01.67", 0)} <= load


# ---- What the tests say ----------------------------------------------------------------------


def told(page: list[tuple[dt.datetime, Dossier]]) -> list[Due]:
    return [(due, dossier.code) for due, dossier in page]


def on_desk(desk: Desk, **filters: Any) -> list[Due]:
    """A whole list, in one page."""
    wanted = lists.wanted(desk.agency, desk.subject("officer"), desk.now, **filters)
    page, following = lists.on_desk(wanted, 1000, None)
    assert following is None
    return told(page)


def standing(desk: Desk) -> tuple[dict[int, int], dict[str, int]]:
    by_status, by_officer, _ = oversight.standing(desk.agency)
    return by_status, {str(one["subject"]): int(one["open"]) for one in by_officer if one["open"]}


def recount(codes: list[str]) -> tuple[dict[int, int], dict[str, int]]:
    standing = [one for one in map(state, codes) if one.is_open]
    by_status = Counter(int(one.status) for one in standing)
    by_officer = Counter(one.assignee for one in standing if one.assignee)
    return dict(by_status), dict(by_officer)


def test_what_may_have_been_filed_twice_is_told_in_the_lists_and_not_refused(
    province: Province,
) -> None:
    place = desks.desk("H01.61")
    child = citizen("089300000669")
    mine = {
        "name": "Người Thử Nghiệm",
        "identity_number": "089300000669",
        "phone": "0912000669",
        "address": "Số 9 đường Thử",
    }
    first, second = (place.filed(by=child, applicant=mine) for _ in range(2))
    other = place.filed()
    withdrawn = place.filed(by=child, applicant=mine)
    place.make("withdraw", withdrawn, child, "Nộp nhầm")

    found = [(place.now, state(code)) for code in (first, second, other, withdrawn)]
    desk_lines = {one.code: one.alike for one in views.on_desk(found, None).dossiers}
    own_lines = {
        one.code: one.alike for one in views.listed([one for _, one in found], None).dossiers
    }

    assert desk_lines == own_lines
    assert desk_lines == {first: [second], second: [first], other: [], withdrawn: []}
