"""Reception forwards what it has accepted, the same day (NĐ 61/2018 Điều 18)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.dossiers import desk as lists
from chalicelib.dossiers.afterwards import Written
from chalicelib.dossiers.views import view
from chalicelib.foundation import clock
from chalicelib.oversight import actions as oversight
from chalicelib.reception.filing import Registered
from tests.support.desk import Desk, desk, kinds, last, moment, refused, state, whole
from tests.support.province import Province

# Nobody else forwards anything here.
HERE, THERE = "H01.66", "H01.65"


@pytest.fixture
def place(province: Province) -> Desk:
    desk(THERE)
    return desk(HERE)


def forwarded(code: str) -> tuple[str, str]:
    event = last(code)
    return str(event.kind), event.data.forwarded


@pytest.mark.parametrize(
    ("accepted", "at", "said"),
    [
        ("2026-10-05T09:00", "2026-10-05T17:00", "in_time"),
        ("2026-10-05T09:00", "2026-10-05T17:01", "late"),
        ("2026-10-05T15:00", "2026-10-06T07:00", "late"),
        ("2026-10-05T15:01", "2026-10-06T07:00", "in_time"),
        ("2026-10-05T15:01", "2026-10-06T07:01", "late"),
        # On a Saturday evening, and on a Sunday morning: nobody forwards until the Monday begins.
        ("2026-10-10T18:53", "2026-10-12T07:00", "in_time"),
        ("2026-10-11T09:00", "2026-10-12T07:01", "late"),
        # Before the office opens the whole working day is still to come.
        ("2026-10-05T06:30", "2026-10-05T17:00", "in_time"),
    ],
)
def test_forwarding_is_an_event_that_says_whether_it_was_in_time(
    place: Desk, accepted: str, at: str, said: str
) -> None:
    code = place.at(accepted).received().dossier.code

    place.at(at).make("forward", code, "reception")

    assert forwarded(code) == ("forwarded", said)
    assert (state(code).status, state(code).step) == (2, "take_over")


def test_what_is_accepted_later_than_it_is_brought_is_forwarded_from_then_on(place: Desk) -> None:
    code = place.filed()
    later = place.at("2026-10-05T16:00")

    later.make("accept", code, "reception")

    assert state(code).forward_by == moment("2026-10-06T07:00")


def test_whoever_takes_it_up_has_it_forwarded(place: Desk) -> None:
    code, late = place.accepted(), place.accepted()

    place.make("assign", code, "head", place.subject("officer"))
    place.at("2026-10-06T09:00").make("complete_step", late, "officer")

    assert forwarded(code) == ("assigned", "in_time")
    assert forwarded(late) == ("step_completed", "late")
    place.make("complete_step", code, "officer")
    assert forwarded(code) == ("step_completed", "")
    with refused("unlawful_move"):
        place.make("forward", code, "reception")


@pytest.mark.parametrize(
    ("at", "said"), [("2026-10-05T17:00", "in_time"), ("2026-10-06T09:00", "late")]
)
def test_a_withdrawal_ends_the_part_of_reception_too(place: Desk, at: str, said: str) -> None:
    """What was accepted and lies at the desk is forwarded late, whatever becomes of it."""
    code = place.received().dossier.code

    place.at(at).make("withdraw", code, "reception", "Đổi ý")

    assert forwarded(code) == ("withdrawn", said)
    assert state(code).forward_by is None


def test_by_when_it_had_to_be_forwarded_is_shown_as_it_was_judged(place: Desk) -> None:
    """Registered on the Monday afternoon, accepted on the Tuesday: what counts is the Tuesday."""
    code = place.at("2026-10-05T14:00").received(way=Registered).dossier.code
    later = place.at("2026-10-06T09:00")
    later.make("accept", code, "reception")
    before = view(whole(code)).hand_over_by

    later.make("forward", code, "reception")

    assert view(whole(code)).hand_over_by == before == clock.shown(moment("2026-10-06T17:00"))
    later.make("complete_step", code, "officer")
    assert view(whole(code)).hand_over_by == before


def test_it_is_forwarded_once(place: Desk) -> None:
    code = place.accepted()
    place.make("forward", code, "reception")

    with refused("unlawful_move"):
        place.make("forward", code, "reception")


def test_the_desk_that_received_it_forwards_it(place: Desk) -> None:
    code = place.received(how={"settled_by": THERE}).dossier.code

    with refused("other_agency"):
        desk(THERE).make("forward", code, "reception")
    place.make("forward", code, "reception")


def test_what_was_forwarded_on_paper_is_entered_with_its_time(place: Desk) -> None:
    code = place.accepted()
    on_paper = Written(moment("2026-10-05T16:30"), "outside_office", "Sổ 1, trang 2", "Khóm Thử")

    place.at("2026-10-06T09:00").make("forward", code, "reception", written=on_paper)

    assert forwarded(code) == ("forwarded", "in_time")


def test_what_is_to_be_forwarded_is_listed_and_counted_where_it_was_received(
    province: Province,
) -> None:
    here = desk(THERE).at("2026-10-05T09:00")
    desk(HERE)
    late = here.at("2026-10-05T17:30")

    def listed(agency: str) -> set[str]:
        wanted = lists.wanted(agency, "", late.now, to_forward=True)
        return {dossier.code for _, dossier in lists.on_desk(wanted, 100, None)[0]}

    def counted() -> tuple[int, int, int]:
        at_once, later = (oversight.at_a_glance(THERE, at) for at in (here.now, late.now))
        return (
            later["to_forward"].count,
            later["to_forward_late"].count,
            at_once["to_forward_late"].count,
        )

    listed_before, (waiting, overdue, overdue_at_once) = listed(THERE), counted()
    own, elsewhere = here.accepted(), here.received(how={"settled_by": HERE}).dossier.code
    gone = here.accepted()
    here.make("forward", gone, "reception")

    assert listed(THERE) == listed_before | {own, elsewhere}
    assert not listed(HERE) & {own, elsewhere, gone}
    assert counted() == (waiting + 2, overdue + 2, overdue_at_once)


def test_several_are_forwarded_and_one_that_cannot_be_keeps_no_other_back(
    province: Province,
) -> None:
    first, second = (province.accepted()["code"] for _ in range(2))
    filed = province.submitted()["code"]
    order: dict[str, Any] = {"codes": [first, filed, second]}

    answer = province.post("/desk/forwardings", "reception-1", order, "forwarded")
    again = province.post("/desk/forwardings", "reception-1", order, "forwarded")

    assert answer.body["codes"] == [first, second]
    assert [(one["code"], one["reason"]) for one in answer.body["left"]] == [
        (filed, "unlawful_move")
    ]
    assert (again.status, again.body) == (200, answer.body)
    assert [kinds(one).count("forwarded") for one in (first, second)] == [1, 1]


def test_whoever_may_forward_none_is_refused(province: Province) -> None:
    code = province.accepted()["code"]

    answer = province.post("/desk/forwardings", "reception-2", {"codes": [code]})

    assert (answer.status, answer.body["code"]) == (403, "other_agency")
    assert "forwarded" not in kinds(code)


def test_a_line_of_the_list_says_by_when(province: Province) -> None:
    code = province.accepted()["code"]

    lines, more = [], {}
    while more is not None:
        shown = province.get("/desk/dossiers", "reception-1", to_forward="true", limit=100, **more)
        lines += shown.body["dossiers"]
        more = {"cursor": shown.body["next"]} if shown.body["next"] else None

    line = next(one for one in lines if one["code"] == code)
    assert line["forward_by"] is not None
