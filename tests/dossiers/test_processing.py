"""What officers decide while a dossier is in process, and how it ends."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import explain
from chalicelib.dossiers import authority, reading, views
from chalicelib.dossiers import desk as lists
from chalicelib.dossiers import lists as registers
from chalicelib.dossiers.model import HandedPaper, Minutes
from chalicelib.dossiers.moves import Approvable, Status
from chalicelib.dossiers.turn import Request
from chalicelib.foundation import clock
from chalicelib.foundation.errors import NotPermitted
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.processing import actions as processing
from chalicelib.reception import actions as reception
from tests.support import desk as desks
from tests.support import officers
from tests.support.desk import (
    APPLICANT,
    MARITAL_FEE,
    MARITAL_STATUS,
    MORNING,
    STRANGER,
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
from tests.support.people import citizen
from tests.support.province import Province, token_of

HERE, THERE, THIRD = "H01.55", "H01.56", "H01.57"
DECLARATION = "TK.GH"
MARRIAGE = "1.000894"  # neither by post nor electronically
STAY = "2.001159"  # with the police; only entered in the database of residence


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


@pytest.fixture
def asked(province: Province) -> Desk:
    """The desk of an agency that is asked for its opinion."""
    return desks.desk(THERE)


@pytest.fixture
def police(province: Province) -> Desk:
    return desks.desk(f"{HERE}.01")


@pytest.fixture
def third(province: Province) -> Desk:
    return desks.desk(THIRD)


# ---- Whose hands it is in --------------------------------------------------------------------


def test_a_head_names_who_works_on_it(desk: Desk) -> None:
    code = desk.accepted()

    desk.make("assign", code, "head", desk.subject("officer"))

    assert state(code).assignee == desk.subject("officer")
    assert last(code).data.to.id == desk.subject("officer")
    assert code in in_hands(desk.subject("officer"))


@pytest.mark.parametrize("name", ["head", "reception", "nobody"])
def test_only_who_processes_there_is_given_a_dossier(desk: Desk, name: str) -> None:
    with refused("not_an_officer_there"):
        desk.make("assign", desk.accepted(), "head", desk.subject(name))


def test_an_officer_of_another_agency_is_given_none(desk: Desk, asked: Desk) -> None:
    with refused("not_an_officer_there"):
        desk.make("assign", desk.accepted(), "head", asked.subject("officer"))


MOVES_OF_AN_OFFICER: dict[str, tuple[Any, ...]] = {
    "complete_step": (),
    "send_back": ("chưa rõ",),
    "request_opinions": ([(THERE, 2)], "Có trùng không?"),
    "request_supplement": ((desks.Defect(about="TK.XNHN", reason="mờ"),),),
    "demand_fee": ([], {}),
}


@pytest.mark.parametrize("move", MOVES_OF_AN_OFFICER)
def test_what_was_given_to_one_officer_is_moved_by_no_other(desk: Desk, move: str) -> None:
    code = desk.accepted(MARITAL_STATUS)
    for _ in desks.STEPS[:2]:
        desk.make("complete_step", code, "officer")
    desk.make("assign", code, "head", desk.subject("officer"))
    what = MOVES_OF_AN_OFFICER[move]

    with refused("assigned_to_other"):
        desk.make(move, code, "colleague", *what)
    desk.make(move, code, "officer", *what)


def test_who_has_it_in_hand_hands_it_over(desk: Desk) -> None:
    code = assigned(desk)

    with refused("other_role"):
        desk.make("hand_over", code, "colleague", desk.subject("colleague"))
    desk.make("hand_over", code, "officer", desk.subject("colleague"), note="đi học")

    assert state(code).assignee == desk.subject("colleague")
    assert (last(code).note, last(code).data.giver) == ("đi học", desk.subject("officer"))


def test_a_head_hands_it_over_too_but_not_to_who_has_it(desk: Desk) -> None:
    code = assigned(desk)

    with refused("already_assigned"):
        desk.make("hand_over", code, "head", desk.subject("officer"))
    desk.make("hand_over", code, "head", desk.subject("colleague"))


def test_everything_of_an_officer_who_leaves_is_handed_over(desk: Desk) -> None:
    waiting, paying, closed = (assigned(desk, MARITAL_STATUS) for _ in range(3))
    desk.ask_supplement(waiting, "TK.XNHN", by="officer")
    desk.make("complete_step", paying, "officer")
    desk.make("demand_fee", paying, "officer", [], {})
    desk.make("withdraw", closed, APPLICANT, "thôi")
    everything = in_hands(desk.subject("officer"))
    assert {waiting, paying} <= everything

    done = leave(desk, "officer")

    assert set(done) == everything
    assert in_hands(desk.subject("officer")) == set()
    assert {state(code).assignee for code in done} == {desk.subject("colleague")}
    assert {kinds(code)[-1] for code in done} == {"handed_over"}
    assert state(closed).assignee == desk.subject("officer")


def test_a_hand_over_run_twice_does_nothing_more(desk: Desk) -> None:
    code = assigned(desk)
    leave(desk, "officer")
    version = state(code).version

    assert leave(desk, "officer") == []

    assert state(code).version == version


def test_more_than_a_page_is_handed_over(third: Desk) -> None:
    codes = {assigned(third) for _ in range(53)}

    done = leave(third, "officer")

    assert (len(done), set(done)) == (53, codes)


def test_an_administrator_of_the_agency_hands_over_what_somebody_left(desk: Desk) -> None:
    left = desk.subject("who left")
    officers.grant(left, "Người Đã Nghỉ", {"processing": [HERE]})
    code = desk.accepted()
    desk.make("assign", code, "head", left)
    officers.grant(left, "Người Đã Nghỉ", {})

    assert leave(desk, "who left", by="admin") == [code]


def test_one_that_cannot_be_handed_over_keeps_no_other_back(desk: Desk) -> None:
    own = citizen("089300000778")
    heir = desk.subject("heir")
    officers.grant(heir, "Người Nhận Bàn Giao", {"processing": [HERE]}, key=own.key)
    leaver = desk.subject("leaver")
    officers.grant(leaver, "Người Chuyển Đi", {"processing": [HERE]})
    theirs = desk.filed(by=own)
    desk.make("accept", theirs, "reception")
    others = [desk.accepted(), desk.accepted()]
    for code in (theirs, *others):
        desk.make("assign", code, "head", leaver)

    found = processing.hand_over_all(leaver, heir, desk.who("head"), Request())

    assert sorted(found.done) == sorted(others)
    assert [(code, why.code) for code, why in found.left] == [(theirs, "own_dossier")]


def test_nobody_is_no_officer_who_leaves(desk: Desk) -> None:
    desk.accepted()

    with refused("not_an_officer"):
        processing.hand_over_all(
            f"nobody@{HERE}", desk.subject("colleague"), desk.who("head"), Request()
        )


# ---- Steps -----------------------------------------------------------------------------------


def test_each_step_is_done_in_its_order_by_its_role(desk: Desk) -> None:
    code = desk.accepted()

    seen = []
    for _ in desks.STEPS:
        seen.append(state(code).step)
        with refused("other_role"):
            desk.make("complete_step", code, "reception")
        desk.make("complete_step", code, "officer")

    assert (seen, state(code).step) == (list(desks.STEPS), "sign")
    assert (state(code).status, state(code).steps_done) == (Status.PROCESSING, 4)
    with refused("unlawful_move", step="sign"):
        desk.make("complete_step", code, "head")


def test_a_step_named_is_the_one_that_is_done_or_none(desk: Desk) -> None:
    code = desk.accepted()
    desk.make("complete_step", code, "officer", "take_over")

    with refused("other_step", step="examine"):
        desk.make("complete_step", code, "officer", "take_over")


@pytest.mark.parametrize("by", ["head", "deputy"])
def test_what_is_to_be_signed_is_sent_back_with_the_reason(desk: Desk, by: str) -> None:
    code = desk.to_be_signed()

    desk.make("send_back", code, by, "Dự thảo thiếu căn cứ")

    assert (state(code).step, state(code).steps_done) == ("draft", 3)
    assert (last(code).note, last(code).data.written()) == (
        "Dự thảo thiếu căn cứ",
        {"from": "sign", "step": "draft"},
    )
    desk.make("complete_step", code, "officer")
    desk.make("resolve", code, "head", fresh("QĐ"))


def test_nothing_is_sent_back_to_reception(desk: Desk) -> None:
    code = desk.in_process()
    desk.make("send_back", code, "officer", "Nhầm")

    with refused("unlawful_move", step="take_over"):
        desk.make("send_back", code, "officer", "Nhầm nữa")


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2026-10-05T09:00", "2026-10-05T17:00"),
        ("2026-10-05T15:00", "2026-10-05T17:00"),
        ("2026-10-05T15:01", "2026-10-06T07:00"),
        ("2026-10-09T16:00", "2026-10-12T07:00"),  # a Friday
        ("2026-10-10T10:00", "2026-10-12T07:00"),  # a Saturday
    ],
)
def test_reception_forwards_the_same_day_or_after_three_o_clock_the_next(
    desk: Desk, received: str, by: str
) -> None:
    dossier = desk.at(received).received().dossier

    assert dossier.forward_by == moment(by)


# ---- Opinions --------------------------------------------------------------------------------


def test_agencies_are_asked_in_parallel_each_with_its_deadline(
    desk: Desk, asked: Desk, third: Desk
) -> None:
    code = desk.in_process()

    ask(desk, code, (THERE, 1), (THIRD, 2))

    assert [(one.id, one.agency, one.due_at) for one in state(code).opinions] == [
        ("1", THERE, moment("2026-10-06T09:00")),
        ("2", THIRD, moment("2026-10-07T09:00")),
    ]
    for place, due in ((asked, "2026-10-06T09:00"), (third, "2026-10-07T09:00")):
        found, _ = lists.on_desk(lists.wanted(place.agency, "", desk.now, asked=True), 1000, None)
        assert (moment(due), code) in [(when, dossier.code) for when, dossier in found]


@pytest.mark.parametrize(
    ("asked_for", "reason"),
    [
        ([HERE], "asked_already"),
        ([THERE, THERE], "asked_already"),
        (["H99.99"], "unknown_agency"),
    ],
)
def test_an_agency_is_asked_once_and_not_the_one_that_asks(
    desk: Desk, asked_for: list[str], reason: str
) -> None:
    code = desk.in_process()

    with refused(reason):
        ask(desk, code, *((agency, 1) for agency in asked_for))


def test_no_more_opinions_are_waited_for_than_can_be_written_with_a_move(desk: Desk) -> None:
    code = desk.in_process()
    there = [one for one in agencies.all_agencies() if one.exists_on(clock.local_day(desk.now))]
    others = [one.identifier for one in there if one.identifier != HERE]

    ask(desk, code, *((agency, 1) for agency in others[:20]))
    with refused("too_many_opinions"):
        ask(desk, code, (others[20], 1))

    desk.make("withdraw", code, APPLICANT, "thôi")
    assert state(code).opinions == ()


def test_the_result_waits_for_every_opinion(desk: Desk, asked: Desk, third: Desk) -> None:
    code = desk.to_be_signed()
    ask(desk, code, (THERE, 1), (THIRD, 1))

    for move, *what in (("resolve", fresh("QĐ")), ("refuse_to_resolve", "thiếu", fresh("TC"))):
        with refused("unlawful_move"):
            desk.make(move, code, "head", *what)
    asked.make("give_opinion", code, "officer", "1", "Đồng ý")
    with refused("unlawful_move"):
        desk.make("resolve", code, "head", fresh("QĐ"))
    third.make("give_opinion", code, "head", "2", "Không ý kiến")
    desk.make("resolve", code, "head", fresh("QĐ"))


@pytest.mark.parametrize(("at", "late"), [("2026-10-06T09:00", False), ("2026-10-06T09:01", True)])
def test_an_answer_is_kept_and_late_is_noted(desk: Desk, asked: Desk, at: str, late: bool) -> None:
    code = desk.in_process()
    ask(desk, code, (THERE, 1))

    asked.at(at).make("give_opinion", code, "officer", "1", "Không trùng")

    assert (last(code).note, last(code).data.late) == ("Không trùng", late)
    assert (last(code).by.agency, state(code).opinions) == (THERE, ())


def test_an_opinion_is_given_once_and_by_who_was_asked(
    desk: Desk, asked: Desk, third: Desk
) -> None:
    code = desk.in_process()
    ask(desk, code, (THERE, 1), (THIRD, 1))

    with refused("other_agency"):
        third.make("give_opinion", code, "officer", "1", "Thay mặt")
    with refused("other_role"):
        asked.make("give_opinion", code, "reception", "1", "Đồng ý")
    asked.make("give_opinion", code, "officer", "1", "Đồng ý")
    with refused("other_agency"):  # who has answered sees the dossier no more
        asked.make("give_opinion", code, "officer", "1", "Nói lại")
    with refused("opinion_not_found"):
        desk.make("give_opinion", code, "officer", "1", "Nói thay")


def test_the_agency_asked_sees_it_only_while_it_is_asked(desk: Desk, asked: Desk) -> None:
    code = desk.in_process()
    assert not seen_by(asked, code)

    ask(desk, code, (THERE, 1))
    assert seen_by(asked, code)
    asked.make("give_opinion", code, "officer", "1", "Đồng ý")

    assert not seen_by(asked, code)


@pytest.mark.parametrize(
    ("move", "by", "what"),
    [("withdraw", APPLICANT, ("thôi",)), ("stop", "head", ("Trùng", "Điều 19"))],
)
def test_once_it_is_closed_the_agency_asked_sees_it_no_more(
    desk: Desk, asked: Desk, move: str, by: str | Person, what: tuple[str, ...]
) -> None:
    code = desk.in_process()
    ask(desk, code, (THERE, 1))

    desk.make(move, code, by, *what)

    assert not seen_by(asked, code)
    with refused("other_agency"):
        asked.make("give_opinion", code, "officer", "1", "Đồng ý")


def test_who_received_it_may_be_asked_as_well_and_sees_both(desk: Desk, asked: Desk) -> None:
    code = asked.received(how={"settled_by": HERE}).dossier.code
    desk.make("complete_step", code, "officer")

    ask(desk, code, (THERE, 1))
    for is_asked in (True, False):
        assert code in on_desk(asked, asked=is_asked)
    asked.make("give_opinion", code, "officer", "1", "Đồng ý")

    assert code not in on_desk(asked, asked=True)
    assert code in on_desk(asked)


def test_an_agency_is_asked_again_once_it_has_answered(desk: Desk, asked: Desk) -> None:
    code = desk.in_process()
    ask(desk, code, (THERE, 1))
    asked.make("give_opinion", code, "officer", "1", "Đồng ý")

    ask(desk, code, (THERE, 1))

    assert [one.id for one in state(code).opinions] == ["2"]


def test_an_applicant_who_must_supplement_does_not_stop_an_opinion(desk: Desk, asked: Desk) -> None:
    code = desk.in_process()
    ask(desk, code, (THERE, 1))
    desk.ask_supplement(code, DECLARATION, by="officer")

    asked.make("give_opinion", code, "officer", "1", "Đồng ý")

    assert state(code).status is Status.SUPPLEMENT_REQUESTED


# ---- An apology and a new date ---------------------------------------------------------------


def test_a_new_due_time_comes_with_its_arithmetic(desk: Desk) -> None:
    code = desk.in_process()

    desk.make("extend", code, "head", 2, "Phải xác minh thêm")

    found = whole(code)
    deadline = found.deadline
    assert deadline is not None
    told = explain(deadline)
    assert state(code).due_at == moment("2026-10-12T09:00")
    assert told["due"] == clock.shown(moment("2026-10-12T09:00"))
    assert "extended" in {line["kind"] for line in told["explanation"]}
    assert last(code).data.due_before == moment("2026-10-08T09:00")
    assert last(code).note == "Phải xác minh thêm"


def test_a_new_date_is_given_once(desk: Desk) -> None:
    code = desk.in_process()
    desk.make("extend", code, "head", 1, "Phải xác minh thêm")

    with refused("extended_already"):
        desk.make("extend", code, "head", 1, "Vẫn chưa xong")


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        ("2026-10-07T09:01", False),
        ("2026-10-07T23:59", False),
        ("2026-10-08T00:00", True),
        ("2026-10-08T10:00", True),
    ],
)
def test_a_new_date_is_given_until_the_end_of_the_day_before_it_is_due(
    desk: Desk, at: str, is_late: bool
) -> None:
    """Due on Thursday at nine: all of Wednesday is "01 ngày" before (NĐ 61 Điều 19.9)."""
    code = desk.in_process()

    if is_late:
        with refused("extension_late", latest="2026-10-07"):
            desk.at(at).make("extend", code, "head", 1, "Chưa xong")
    else:
        desk.at(at).make("extend", code, "head", 1, "Chưa xong")


def test_what_is_due_on_monday_may_get_a_new_date_all_of_friday(desk: Desk) -> None:
    code = desk.at("2026-10-07T09:00").in_process()
    assert state(code).due_at == moment("2026-10-12T09:00")

    desk.at("2026-10-09T16:59").make("extend", code, "head", 1, "Chưa xong")

    assert state(code).due_at == moment("2026-10-13T09:00")


def test_where_the_rule_counts_days_of_the_office_a_weekend_is_none(desk: Desk) -> None:
    lead = {"apology_lead": {"value": 1, "unit": "working_days"}}
    begun = desk.at(with_rules("2033-03-09", lead))  # a Wednesday: due on Monday
    code = begun.in_process()

    with refused("extension_late", latest="2033-03-11"):
        desk.at("2033-03-12T08:00").make("extend", code, "head", 1, "Chưa xong")


@pytest.mark.parametrize("move", ["extend", "opinion"])
def test_no_more_days_are_given_than_the_procedure_itself_has(desk: Desk, move: str) -> None:
    code = desk.in_process()

    with refused("too_many_days", most=3.0):
        if move == "extend":
            desk.make("extend", code, "head", 4, "Chưa xong")
        else:
            ask(desk, code, (THERE, 4))


def test_a_day_off_decided_since_leaves_no_more_time_for_an_apology(desk: Desk) -> None:
    begun = desk.at("2034-10-16T09:00")
    code = begun.in_process()
    day = moment("2034-10-17T00:00").date()
    agencies.decide_day(day, False, "Nghỉ bão", "Storm", "Công điện thử nghiệm")

    with refused("extension_late", latest="2034-10-18"):
        desk.at("2034-10-19T06:00").make("extend", code, "head", 1, "Bão")

    assert state(code).due_at == moment("2034-10-19T09:00")


@pytest.mark.parametrize("by", ["officer", "reception"])
def test_only_a_head_gives_a_new_date(desk: Desk, by: str) -> None:
    with refused("other_role"):
        desk.make("extend", desk.in_process(), by, 1, "Chưa xong")


def test_a_same_day_matter_is_not_put_off(desk: Desk) -> None:
    code = desk.received("2.000908").dossier.code

    with refused("extension_late"):
        desk.at("2026-10-05T09:01").make("extend", code, "head", 1, "Chưa xong")


# ---- How it ends -----------------------------------------------------------------------------


@pytest.mark.parametrize(("at", "early"), [(MORNING, True), ("2026-10-08T09:00", False)])
def test_an_early_result_is_told_as_such(desk: Desk, at: str, early: bool) -> None:
    code = desk.to_be_signed()

    number = fresh("QĐ")
    desk.at(at).make("resolve", code, "head", number)

    assert (state(code).status, state(code).step) == (Status.RESOLVED, "return")
    assert last(code).data.written() == {"number": number, "early": early}


UNNUMBERED = {"resolve": [""], "refuse_to_resolve": ["Không đủ điều kiện", ""]}


@pytest.mark.parametrize(("move", "what"), UNNUMBERED.items())
def test_no_document_is_issued_without_its_number(desk: Desk, move: str, what: list[str]) -> None:
    code = desk.to_be_signed()

    with refused("number_needed"):
        desk.make(move, code, "head", *what)

    assert state(code).status is Status.PROCESSING


def test_a_result_that_is_no_document_has_no_number(police: Desk) -> None:
    code = police.received(STAY).dossier.code
    police.make("complete_step", code, "officer")

    police.make("resolve", code, "head", "")

    assert state(code).status is Status.RESOLVED


def test_the_refusal_of_what_is_no_document_is_one(police: Desk) -> None:
    code = police.received(STAY).dossier.code
    police.make("complete_step", code, "officer")

    with refused("number_needed"):
        police.make("refuse_to_resolve", code, "head", "Không đủ điều kiện", "")


@pytest.mark.parametrize(("at", "late"), [("2026-10-08T09:00", False), ("2026-10-08T10:00", True)])
def test_a_refusal_to_resolve_ends_it_with_the_reason(desk: Desk, at: str, late: bool) -> None:
    code = desk.to_be_signed()
    if late:
        desk.at(at).make("explain_lateness", code, "officer", "workload", "Dồn việc")
        desk.at(at).make("apologise", code, "head", 1, "Dồn việc")

    number = fresh("TC")
    desk.at(at).make("refuse_to_resolve", code, "head", "Không đủ điều kiện", number)

    assert (state(code).status, state(code).closed_at) == (Status.STOPPED, moment(at))
    assert (last(code).note, last(code).data.written()) == (
        "Không đủ điều kiện",
        {"number": number, "late": late},
    )


@pytest.mark.parametrize(
    ("move", "what"), [("resolve", [fresh("QĐ")]), ("refuse_to_resolve", ["Không đủ", fresh("TC")])]
)
def test_nothing_is_decided_before_it_is_to_be_signed(
    desk: Desk, move: str, what: list[str]
) -> None:
    with refused("unlawful_move", step="examine"):
        desk.make(move, desk.in_process(), "head", *what)


def test_it_is_stopped_on_a_ground_with_its_article(desk: Desk) -> None:
    code = desk.in_process()

    desk.make("stop", code, "head", "Có quyết định của Tòa án", "Điều 19 khoản 8")

    assert (state(code).status, last(code).note) == (Status.STOPPED, "Có quyết định của Tòa án")
    assert last(code).data.written()["article"] == "Điều 19 khoản 8"


def test_what_the_applicant_never_answered_in_process_is_stopped(desk: Desk) -> None:
    code = desk.accepted()
    desk.ask_supplement(code, DECLARATION, by="officer")

    desk.at("2026-12-01T09:00").make("stop", code, "head", "Quá hạn bổ sung", "Điều 19")

    assert state(code).status is Status.STOPPED


def test_what_was_never_received_is_refused_when_its_answer_does_not_come(desk: Desk) -> None:
    """Mẫu số 03 and status 3: stopped is what was once received (NĐ 61/2018 Điều 17.1b)."""
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    late = desk.at("2026-12-01T09:00")

    with refused("answer_awaited"):
        desk.make("refuse_reception", code, "reception", "Quá hạn bổ sung")
    with refused("unlawful_move"):
        late.make("stop", code, "head", "Quá hạn bổ sung", "Điều 19")
    late.make("refuse_reception", code, "reception", "Quá hạn bổ sung")

    assert state(code).status is Status.RECEPTION_REFUSED


@pytest.mark.parametrize("method", ["postal", "electronic", None])
def test_the_result_is_returned_by_each_method(desk: Desk, method: str | None) -> None:
    code = desk.resolved(return_by={"method": "electronic"})

    desk.at("2026-10-06T10:00").make("give_back", code, "reception", method, "Người được ủy quyền")

    assert (state(code).status, state(code).step) == (Status.RETURNED, "done")
    assert state(code).closed_at == moment("2026-10-06T10:00")
    assert last(code).data.written() == {
        "method": method or "electronic",
        "received_by_other": True,
    }


@pytest.mark.parametrize(
    ("method", "code"),
    [("electronic", "electronic_return_not_offered"), ("postal", "postal_return_not_offered")],
)
def test_a_result_is_not_returned_in_a_way_that_it_does_not_know(
    desk: Desk, method: str, code: str
) -> None:
    married = desk.received(MARRIAGE).dossier.code
    desk.make("complete_step", married, "officer")
    desk.make("resolve", married, "head", fresh("GCN"))

    with refused(code):
        desk.make("give_back", married, "reception", method)

    assert state(married).status is Status.RESOLVED


def test_papers_of_a_stopped_one_are_handed_back_in_any_way(desk: Desk) -> None:
    married = desk.received(MARRIAGE).dossier.code
    desk.make("complete_step", married, "officer")
    desk.make("refuse_to_resolve", married, "head", "Không đủ điều kiện", fresh("TC"))

    desk.make("give_back", married, "reception", "postal")

    assert last(married).data.method == "postal"


def test_papers_that_were_brought_go_back_on_paper(desk: Desk) -> None:
    brought, online, completed = desk.received().dossier.code, desk.accepted(), desk.filed()
    desk.ask_supplement(completed, DECLARATION)
    paper = HandedPaper(code=DECLARATION, originals=1)
    desk.make("supplement", completed, "reception", None, (paper,))
    desk.make("accept", completed, "reception")
    for code in (brought, online, completed):
        for _ in desks.STEPS:
            desk.make("complete_step", code, "officer")
        desk.make("refuse_to_resolve", code, "head", "Không đủ điều kiện", fresh("TC"))

    for code in (brought, completed):
        with refused("papers_go_back_on_paper"):
            desk.make("give_back", code, "reception", "electronic")
    desk.make("give_back", online, "reception", "electronic")


@pytest.mark.parametrize(
    ("wanted", "told", "sent_to"),
    [
        ({"method": "counter"}, "Số 7 đường Khác", "Số 7 đường Khác"),
        ({"method": "postal", "address": "Số 6 đường Bưu Điện"}, "", "Số 6 đường Bưu Điện"),
        ({"method": "counter"}, "", "Số 5 đường Thử"),
    ],
)
def test_where_the_post_took_it_is_kept_with_it(
    desk: Desk, wanted: dict[str, str], told: str, sent_to: str
) -> None:
    code = desk.resolved(return_by=wanted)

    desk.make("give_back", code, "reception", "postal", "", told)

    assert whole(code).content.sent_to == sent_to
    assert views.view(whole(code)).sent_to == sent_to
    assert sent_to not in whole(code).lines[-1].text


def test_no_address_is_given_for_what_is_handed_over_at_the_counter(desk: Desk) -> None:
    with refused("not_by_post"):
        desk.make("give_back", desk.resolved(), "reception", "counter", "", "Số 7 đường Khác")


WHERE = {
    "filed": True,
    "accepted": True,
    "in_process": True,
    "to_be_signed": True,
    "resolved": False,
}


@pytest.mark.parametrize(("where", "may"), WHERE.items())
def test_it_is_taken_back_until_a_result_is_decided(desk: Desk, where: str, may: bool) -> None:
    code = getattr(desk, where)()

    if not may:
        with refused("unlawful_move", lawful=["return", "correct_result"]):
            desk.make("withdraw", code, APPLICANT, "Đổi ý")
        return
    desk.make("withdraw", code, APPLICANT, "Đổi ý")

    assert (state(code).status, state(code).closed_at) == (Status.WITHDRAWN, desk.now)
    assert last(code).by.name == ""


def test_it_is_taken_back_while_a_supplement_or_a_fee_is_waited_for(desk: Desk) -> None:
    waiting, paying = desk.filed(), desk.filed(MARITAL_STATUS)
    desk.ask_supplement(waiting, DECLARATION)
    desk.make("demand_fee", paying, "reception", ["TK.XNHN"], {})

    for code in (waiting, paying):
        desk.make("withdraw", code, APPLICANT, "Đổi ý")
        assert state(code).status is Status.WITHDRAWN


def test_nobody_takes_back_what_is_anothers(desk: Desk) -> None:
    code = desk.filed()

    with refused("dossier_not_found"):
        desk.make("withdraw", code, STRANGER, "Của người khác")


# ---- Corrections -----------------------------------------------------------------------------


def test_a_correction_names_who_approved_it_and_overwrites_nothing(desk: Desk) -> None:
    code = desk.accepted()

    correct(desk, code, name="Đinh Thị Nộp Hồ Sơ Đúng")

    assert state(code).applicant == "Đinh Thị Nộp Hồ Sơ Đúng"
    assert state(code).status is Status.ACCEPTED
    contents = [line.content for line in whole(code).lines if line.content]
    assert ["Nộp Hồ Sơ Đúng" in content for content in contents] == [False, True]
    assert last(code).data.fields == ("name",)
    assert last(code).data.approver.id == desk.subject("head")
    assert last(code).changes.values() == {"approvals": ()}


def test_a_correction_corrects_something(desk: Desk) -> None:
    with refused("nothing_corrected"):
        correct(desk, desk.accepted(), phone="0912000500")


@pytest.mark.parametrize("where", ["filed", "in_process", "resolved", "returned"])
def test_a_dossier_is_corrected_wherever_it_stands(desk: Desk, where: str) -> None:
    code = desk.resolved() if where == "returned" else getattr(desk, where)()
    if where == "returned":
        desk.make("give_back", code, "reception", None)
    before = state(code)

    correct(desk, code, address="Số 6 đường Thử")

    after = state(code)
    assert (after.status, after.step) == (before.status, before.step)
    assert (code in on_desk(desk)) == before.is_open


def test_a_corrected_phone_proves_a_look_up_and_the_wrong_one_does_not(
    desk: Desk, province: Province
) -> None:
    code = desk.accepted(applicant={**mai(), "phone": "0912004444"})

    correct(desk, code, phone="0912005555")

    assert proves(province, code) == {"0500": True, "4444": False, "5555": True}
    token = token_of(code)
    assert province.look_up(code, token).status == 200


def test_a_wrong_phone_that_ends_like_the_identity_number_still_proves(
    desk: Desk, province: Province
) -> None:
    code = desk.accepted(applicant={**mai(), "phone": "0913330500"})

    correct(desk, code, phone="0912005555")

    assert proves(province, code)["0500"]


def test_who_submitted_for_another_still_proves_by_their_own_number(
    desk: Desk, province: Province
) -> None:
    submitter = citizen("089300004444")
    code = desk.filed(by=submitter)

    correct(desk, code, phone="0912005555")

    assert proves(province, code) == {"0500": True, "4444": True, "5555": True}


def test_a_corrected_number_makes_it_the_dossier_of_whom_it_belongs_to(desk: Desk) -> None:
    wrong, right = citizen("089300004444"), citizen("089300005555")
    brought = {**mai(), "identity_number": "089300004444"}
    code = desk.received(applicant=brought).dossier.code
    assert reading.read(code, wrong, "show_dossier")

    correct(desk, code, identity_number="089300005555")

    assert reading.read(code, right, "show_dossier")
    for person, is_theirs in ((right, True), (wrong, False)):
        found, _ = reading.of_person(person, 100, None)
        assert (code in [dossier.code for dossier in found]) == is_theirs
    with refused("dossier_not_found"):
        reading.read(code, wrong, "show_dossier")


def test_who_submitted_online_keeps_what_they_submitted(desk: Desk, province: Province) -> None:
    """The submitter's own number was typed by mistake for that of a namesake."""
    submitter = citizen("089300004444", name=mai()["name"])
    right = citizen("089300005555")
    applicant = {**mai(), "identity_number": "089300004444"}
    code = desk.filed(by=submitter, applicant=applicant)

    correct(desk, code, identity_number="089300005555")

    assert reading.read(code, submitter, "show_dossier")
    assert reading.read(code, right, "show_dossier")
    assert proves(province, code) == {"0500": True, "4444": True, "5555": True}


# ---- Nobody settles their own ----------------------------------------------------------------


MOVES_ON_ONES_OWN: dict[str, tuple[str, tuple[Any, ...]]] = {
    "accept": ("filed", ()),
    "refuse_reception": ("filed", ("lý do",)),
    "request_supplement": ("filed", ((desks.Defect(about=DECLARATION, reason="mờ"),),)),
    "demand_fee": ("filed", (["TK.XNHN"], {})),
    "record_payment": ("filed", (MARITAL_FEE, "1", "cash")),
    "complete_step": ("accepted", ()),
    "send_back": ("to_be_signed", ("lý do",)),
    "request_opinions": ("accepted", ([(THERE, 1)], "hỏi")),
    "assign": ("accepted", ("officer H01.55",)),
    "hand_over": ("accepted", ("officer H01.55",)),
    "extend": ("accepted", (1, "lý do")),
    "lengthen": ("accepted", ("verification", None, "", "lý do")),
    "record_verification": (
        "accepted",
        (Minutes(happened_at=moment(MORNING), place="x", participants=("y",), content="z"),),
    ),
    "explain_lateness": ("accepted", ("workload", "lý do")),
    "apologise": ("accepted", (1, "lý do")),
    "stop": ("in_process", ("lý do", "Điều 1")),
    "resolve": ("to_be_signed", (fresh("QĐ"),)),
    "refuse_to_resolve": ("to_be_signed", ("lý do", fresh("TC"))),
    "give_back": ("resolved", (None,)),
    "correct": ("accepted", ({"phone": "0912000001"}, "lý do")),
    "approve": ("accepted", (Approvable.CORRECT, "reception H01.55", "lý do")),
    "withdraw_approval": ("accepted", (Approvable.CORRECT, "lý do")),
}


@pytest.mark.parametrize("move", MOVES_ON_ONES_OWN)
def test_no_officer_moves_a_dossier_of_their_own(desk: Desk, move: str) -> None:
    everything = ["reception", "processing", "head", "finance", "agency_admin"]
    officers.grant(
        desk.subject("applicant"),
        "Cán Bộ Nộp Hồ Sơ",
        {role: [HERE] for role in everything},
        key=APPLICANT.key,
    )
    where, what = MOVES_ON_ONES_OWN[move]
    code = getattr(desk, where)()
    version = state(code).version

    with refused("own_dossier"):
        desk.make(move, code, "applicant", *what)

    assert state(code).version == version


@pytest.mark.parametrize("move", ["assign", "hand_over"])
def test_no_officer_is_given_a_dossier_of_their_own(desk: Desk, move: str) -> None:
    own = desk.subject("applicant")
    officers.grant(own, "Cán Bộ Nộp Hồ Sơ", {"processing": [HERE]}, key=APPLICANT.key)

    with refused("own_dossier"):
        desk.make(move, desk.accepted(), "head", own)


def test_only_what_a_correction_changed_is_told_to_be_corrected(desk: Desk) -> None:
    code = desk.accepted()

    correct(desk, code, name="Đinh Thị Nộp Hồ Sơ", phone="0912000501")

    assert last(code).data.fields == ("phone",)


def test_a_number_is_taken_away_but_not_the_one_they_are_known_by(desk: Desk) -> None:
    code = desk.accepted()
    correct(desk, code, tax_code="0100112437")
    correct(desk, code, tax_code=None)
    assert whole(code).content.applicant.tax_code is None

    with refused("number_required"):
        correct(desk, code, identity_number=None)


def test_a_role_that_is_none_is_told_to_an_administrator_of_an_agency_too(desk: Desk) -> None:
    with refused("unknown_role"):
        people.change_grants("anybody", "Cán Bộ", {"boss": [HERE]}, desk.who("admin"), "", "")


def test_a_role_beyond_ones_grants_is_named_in_vietnamese(desk: Desk) -> None:
    for role in sorted(roles.OFFICER_ROLES - roles.AGENCY_ROLES):
        with pytest.raises(NotPermitted) as told:
            people.change_grants("anybody", "Cán Bộ", {role: [HERE]}, desk.who("admin"), "", "")
        assert role not in told.value.title


@pytest.mark.parametrize("whose", ["reception", "head"])
def test_nobody_corrects_or_approves_a_dossier_into_their_own(desk: Desk, whose: str) -> None:
    number = "089300000777"
    role = {"reception": "reception", "head": "head"}[whose]
    officers.grant(
        desk.subject("own"),
        "Cán Bộ Có Số",
        {role: [HERE]},
        key=people.key_of(roles.CITIZEN, number),
    )
    code = desk.accepted()
    corrector, head = ("own", "head") if whose == "reception" else ("reception", "own")
    desk.approve(code, Approvable.CORRECT, corrector, by=head)

    with refused("own_dossier"):
        desk.make("correct", code, corrector, {"identity_number": number}, "Ghi nhầm khi nhập")


def test_a_change_of_whose_own_it_is_is_kept_without_the_number(province: Province) -> None:
    order = {"name": "Cán Bộ Đổi Số", "grants": {"reception": ["H01.51"]}, "note": ""}
    first = {**order, "identity_number": "089300000001"}
    province.put("/people/changed-number/grants", "admin-1", first)
    changed = {**order, "identity_number": "089300000002"}

    answer = province.put("/people/changed-number/grants", "admin-1", changed)

    told = [
        (change.get("number_changed"), change.get("name_changed"))
        for change in answer.body["changes"]
    ]
    assert told == [(None, None), (True, None)]
    assert "0893" not in answer.raw.decode()


def test_the_number_that_tells_whose_own_it_is_comes_with_the_grant(province: Province) -> None:
    order = {
        "name": "Cán Bộ Có Hồ Sơ",
        "grants": {"reception": ["H01.51"]},
        "identity_number": "089300000001",
        "note": "",
    }
    put = province.put("/people/kin-of-mai/grants", "admin-1", order)
    assert put.status == 200
    code = province.submitted(
        applicant={
            **province.submission()["applicant"],
            "name": "Nguyễn Thị Hoa Mai",
            "identity_number": "089300000001",
        }
    )["code"]
    again = {name: value for name, value in order.items() if name != "identity_number"}
    assert province.put("/people/kin-of-mai/grants", "admin-1", again).status == 200

    with refused("own_dossier"):
        reception.accept(code, people.officer("kin-of-mai"), Request())


# ---- What the tests say ----------------------------------------------------------------------


def assigned(desk: Desk, procedure: str = desks.GUARDIANSHIP) -> str:
    code = desk.received(procedure).dossier.code
    desk.make("assign", code, "head", desk.subject("officer"))
    return code


def test_whom_the_post_gave_a_result_to_is_kept_with_it(desk: Desk) -> None:
    code = desk.resolved()

    desk.make("give_back", code, "reception", "postal", "Nguyễn Văn Nhận Thay")

    assert whole(code).content.received_by == "Nguyễn Văn Nhận Thay"
    assert "Nhận Thay" not in whole(code).lines[-1].text


def test_the_papers_of_one_that_was_refused_are_handed_back_once(desk: Desk) -> None:
    code = desk.to_be_signed()
    desk.make("refuse_to_resolve", code, "head", "Không đủ điều kiện", fresh("TC"))

    desk.make("give_back", code, "reception", None)

    assert (state(code).status, state(code).step) == (Status.STOPPED, "done")
    with refused("unlawful_move"):
        desk.make("give_back", code, "reception", None)


def test_without_an_opinion_it_goes_on_once_it_is_let_go(desk: Desk) -> None:
    code = desk.to_be_signed()
    ask(desk, code, (THERE, 2))
    with refused("unlawful_move"):
        desk.make("resolve", code, "head", fresh("QĐ"))

    desk.make("cancel_opinion", code, "officer", "1", "Không còn cần")
    desk.make("resolve", code, "head", fresh("QĐ"))

    assert kinds(code)[-2:] == ["opinion_cancelled", "resolved"]


def test_an_agency_that_is_no_more_is_not_asked(desk: Desk) -> None:
    with refused("agency_ended"):
        ask(desk, desk.accepted(), ("H01.31", 2))


def test_a_name_put_right_is_that_of_who_brought_it_too(desk: Desk) -> None:
    code = desk.received().dossier.code

    correct(desk, code, name="Đinh Thị Đúng Tên")

    assert whole(code).content.submitter == "Đinh Thị Đúng Tên"


def leave(desk: Desk, name: str, by: str = "head") -> list[str]:
    """Everything that somebody has goes to the colleague."""
    found = processing.hand_over_all(
        desk.subject(name), desk.subject("colleague"), desk.who(by), Request(note="chuyển công tác")
    )
    assert found.left == []
    return found.done


def ask(desk: Desk, code: str, *asked: tuple[str, int]) -> None:
    desk.make("request_opinions", code, "officer", list(asked), "Có trùng hồ sơ không?")


def correct(desk: Desk, code: str, by: str = "reception", **fields: str | None) -> None:
    """As a head has approved it."""
    desk.approve(code, Approvable.CORRECT, by)
    desk.make("correct", code, by, fields, "Ghi nhầm khi nhập")


def mai() -> dict[str, Any]:
    return {
        "name": "Đinh Thị Nộp Hồ Sơ",
        "identity_number": "089300000500",
        "phone": "0912000500",
        "address": "Số 5 đường Thử",
    }


def proves(province: Province, code: str) -> dict[str, bool]:
    return {
        digits: province.look_up(code, digits).status == 200 for digits in ("0500", "4444", "5555")
    }


def in_hands(subject: str) -> set[str]:
    return {
        dossier.code
        for _, dossier in registers.in_hands(subject, (lists.FIRST, lists.LAST), 10_000)
    }


def on_desk(desk: Desk, **filters: Any) -> set[str]:
    found, _ = lists.on_desk(lists.wanted(desk.agency, "", desk.now, **filters), 10_000, None)
    return {dossier.code for _, dossier in found}


def seen_by(desk: Desk, code: str) -> bool:
    listed = code in on_desk(desk, asked=True)
    readable = authority.may_read(state(code), desk.who("officer"))
    assert listed == readable
    return listed


def test_a_reason_to_refuse_grants_nothing(province: Province) -> None:
    code = province.accepted()["code"]
    province.moved(code, "step", "officer-1")

    answer = province.post(
        f"/desk/dossiers/{code}/result", "head-1", {"number": "1", "reason": "Không đủ điều kiện"}
    )

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert "resolved" not in kinds(code)


def test_an_account_that_nobody_has_hands_over_nothing(province: Province) -> None:
    order = {"leaving": "nobody-of-this-name", "to": "officer-1"}

    answer = province.post("/desk/handovers", "head-1", order)

    assert (answer.status, answer.body["code"]) == (404, "officer_not_found")
