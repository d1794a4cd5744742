"""Late dossiers: none ends without the explanation to the head and the apology (CV 442 mục 1c)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.documents import actions as documents
from chalicelib.documents import slips
from chalicelib.dossiers import views
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from tests.documents.reading import words
from tests.support.backstage import Backstage
from tests.support.desk import (
    APPLICANT,
    MARITAL_STATUS,
    SAME_DAY,
    Desk,
    last,
    moment,
    refused,
    state,
    whole,
)
from tests.support.desk import desk as staffed
from tests.support.numbers import fresh
from tests.support.province import Province, token_of

HERE = "H01.63"
# Received on Monday morning and given three days: due on Thursday at nine.
DUE, AFTER = "2026-10-08T09:00", "2026-10-08T09:01"
NEXT_DAY = "2026-10-06T08:00"
WHY = ("workload", "Hồ sơ dồn sau đợt bão")
ENDS: dict[str, Callable[[], tuple[Any, ...]]] = {
    "resolve": lambda: (fresh("QĐ"),),
    "refuse_to_resolve": lambda: ("Không đủ điều kiện", fresh("TC")),
    "stop": lambda: ("Có căn cứ", "Điều 19"),
}


@pytest.fixture
def desk(province: Province) -> Desk:
    return staffed(HERE)


@pytest.fixture
def late(desk: Desk) -> Desk:
    return desk.at(AFTER)


def answered_for(late: Desk, code: str) -> None:
    late.make("explain_lateness", code, "officer", *WHY)
    late.make("apologise", code, "head", 1, "Hồ sơ dồn sau đợt bão")


# ---- Nothing late ends without both --------------------------------------------------------------


@pytest.mark.parametrize("end", ENDS)
def test_a_late_dossier_does_not_end_unexplained(desk: Desk, late: Desk, end: str) -> None:
    code = desk.to_be_signed()

    with refused("lateness_not_explained"):
        late.make(end, code, "head", *ENDS[end]())


@pytest.mark.parametrize("end", ENDS)
def test_a_late_dossier_does_not_end_without_an_apology(desk: Desk, late: Desk, end: str) -> None:
    code = desk.to_be_signed()
    late.make("explain_lateness", code, "officer", *WHY)

    with refused("apology_needed"):
        late.make(end, code, "head", *ENDS[end]())


@pytest.mark.parametrize("end", ENDS)
def test_what_was_answered_for_ends_and_stays_late(desk: Desk, late: Desk, end: str) -> None:
    code = desk.to_be_signed()
    answered_for(late, code)

    late.make(end, code, "head", *ENDS[end]())

    assert last(code).data.late is True
    assert state(code).due_at == moment(DUE)


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_at_its_due_time_needs_neither(desk: Desk, end: str) -> None:
    code = desk.to_be_signed()

    desk.at(DUE).make(end, code, "head", *ENDS[end]())

    assert not last(code).data.late


def test_an_applicant_takes_back_a_late_dossier_without_them(desk: Desk, late: Desk) -> None:
    code = desk.in_process()

    late.make("withdraw", code, APPLICANT, "Chờ lâu quá")

    assert state(code).status is Status.WITHDRAWN


def test_time_that_an_applicant_takes_makes_nothing_late(desk: Desk) -> None:
    code = desk.in_process()
    desk.ask_supplement(code, "TK.GH", by="officer")
    long_after = desk.at("2026-12-21T09:00")

    with refused("not_late"):
        long_after.make("explain_lateness", code, "officer", *WHY)
    long_after.make("stop", code, "head", "Không bổ sung", "Điều 19")

    assert not last(code).data.late


def test_what_was_late_before_it_waited_stays_so(desk: Desk, late: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    late.make("demand_fee", code, "officer", [], {})

    with refused("lateness_not_explained"):
        late.at("2026-12-21T09:00").make("stop", code, "head", "Không nộp phí", "Điều 19")


# ---- The explanation -----------------------------------------------------------------------------


def test_an_explanation_has_a_reason_of_the_list_and_words(desk: Desk, late: Desk) -> None:
    code = desk.in_process()

    late.make("explain_lateness", code, "officer", *WHY)

    event = last(code)
    assert (event.data.reason, event.data.said) == ("workload", "Số lượng hồ sơ tăng đột biến")
    assert event.note == "Hồ sơ dồn sau đợt bão"
    assert event.data.due_at == moment(DUE)


def test_another_reason_than_those_of_the_list_is_refused(desk: Desk, late: Desk) -> None:
    with refused("unknown_reason"):
        late.make("explain_lateness", desk.in_process(), "officer", "bad_luck", "Xui")


def test_an_explanation_may_be_added_to_and_counts_once(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    late.make("explain_lateness", code, "officer", *WHY)

    late.make("explain_lateness", code, "head", "staff", "Thiếu một công chức")

    assert last(code).data.again is True


def test_only_who_has_it_in_hand_explains_it(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    desk.make("assign", code, "head", desk.subject("officer"))

    with refused("assigned_to_other"):
        late.make("explain_lateness", code, "colleague", *WHY)


def test_reception_explains_an_examination_that_is_late(desk: Desk) -> None:
    code = desk.filed()

    desk.at("2026-10-06T09:01").make("explain_lateness", code, "reception", *WHY)

    assert last(code).data.due_at == moment("2026-10-06T09:00")


@pytest.mark.parametrize(("move", "by"), [("explain_lateness", "officer"), ("apologise", "head")])
def test_before_the_day_it_is_due_a_new_date_is_given_instead(
    desk: Desk, move: str, by: str
) -> None:
    what = WHY if move == "explain_lateness" else (1, "Chậm")

    with refused("not_late"):
        desk.at("2026-10-07T16:59").make(move, desk.in_process(), by, *what)


def test_the_reasons_to_choose_from_are_told_while_one_is_to_be_given(desk: Desk) -> None:
    shown = views.view(whole(desk.in_process()))
    assert "explain_lateness" in shown.lawful_moves
    assert shown.lateness_reasons["coordination"] == "Cơ quan phối hợp trả lời chậm"

    assert views.view(whole(desk.resolved())).lateness_reasons == {}


# ---- The apology ---------------------------------------------------------------------------------


def test_an_apology_promises_a_date_and_leaves_the_due_time_missed(desk: Desk, late: Desk) -> None:
    code = desk.in_process()

    answered_for(late, code)

    shown = views.view(whole(code))
    assert shown.due_at == clock.shown(moment(DUE))
    assert shown.promised_at == clock.shown(moment("2026-10-09T09:01"))
    assert (shown.lateness_explained, shown.apologised) == (True, True)


def test_the_head_apologises_knowing_why(desk: Desk, late: Desk) -> None:
    with refused("lateness_not_explained"):
        late.make("apologise", desk.in_process(), "head", 1, "Chậm")


def test_an_apology_is_made_once(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    answered_for(late, code)

    with refused("apologised_already"):
        late.make("apologise", code, "head", None, "Vẫn chậm")


def test_without_a_new_date_there_is_no_apology(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    late.make("explain_lateness", code, "officer", *WHY)

    with refused("promise_needed"):
        late.make("apologise", code, "head", None, "Chậm")


def test_who_was_given_a_new_date_before_is_promised_no_second_one(desk: Desk) -> None:
    code = desk.in_process()
    desk.make("extend", code, "head", 1, "Phải xác minh")
    late = desk.at("2026-10-09T09:01")
    late.make("explain_lateness", code, "officer", *WHY)

    with refused("extended_already"):
        late.make("apologise", code, "head", 1, "Chậm")
    late.make("apologise", code, "head", None, "Chậm")

    assert state(code).promised_at is None


def test_only_a_head_apologises(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    late.make("explain_lateness", code, "officer", *WHY)

    with refused("other_role"):
        late.make("apologise", code, "officer", 1, "Chậm")


# ---- What is printed, shown and counted ----------------------------------------------------------


def test_both_are_printed(desk: Desk, late: Desk) -> None:
    code = desk.in_process()
    late.make("explain_lateness", code, "officer", *WHY)
    explained = words(slips.render(documents.slip(code, str(state(code).version), APPLICANT)))
    late.make("apologise", code, "head", 1, "Hồ sơ dồn sau đợt bão")
    apology = words(slips.render(documents.slip(code, str(state(code).version), APPLICANT)))

    assert "BÁO CÁO GIẢI TRÌNH HỒ SƠ CHẬM MUỘN" in explained
    assert "Lý do: Số lượng hồ sơ tăng đột biến." in explained
    assert "Nội dung giải trình: Hồ sơ dồn sau đợt bão." in explained
    assert "Mẫu số 04" in apology
    assert "Thời gian hẹn trả kết quả giải quyết hồ sơ: 09 giờ 00 phút, ngày 08" in apology
    assert "Thời gian trả kết quả mới: 09 giờ 01 phút, ngày 09" in apology


def test_who_looks_it_up_sees_both_dates(desk: Desk, late: Desk, province: Province) -> None:
    code = desk.in_process()
    answered_for(late, code)

    found = province.look_up(code, token_of(code)).body

    assert found["due_at"] == clock.shown(moment(DUE))
    assert found["promised_at"] == clock.shown(moment("2026-10-09T09:01"))


def test_as_many_are_explained_and_apologised_for_as_end_late(
    desk: Desk, late: Desk, province: Province
) -> None:
    backstage = Backstage(province)
    for end, what in ENDS.items():
        code = desk.to_be_signed()
        answered_for(late, code)
        late.make("explain_lateness", code, "head", *WHY)
        late.make(end, code, "head", *what())
    desk.at(DUE).make("resolve", desk.to_be_signed(), "head", fresh("QĐ"))
    backstage.settle()

    days = {"from": DUE[:10], "until": DUE[:10], "agency": HERE}
    rows = province.get("/statistics", **days).body["counts"]

    counted = {what: sum(row[what] for row in rows) for what in ("late", "explained", "apologised")}
    assert counted == {"late": 3, "explained": 3, "apologised": 3}


def test_what_reception_did_late_is_counted(desk: Desk, province: Province) -> None:
    backstage, day = Backstage(province), "2026-10-14"
    examined, forwarded = (
        desk.at("2026-10-12T08:00").filed(),
        desk.at("2026-10-13T09:00").received(),
    )
    desk.at(f"{day}T09:00").make("accept", examined, "reception")
    desk.at(f"{day}T10:00").make("forward", forwarded.dossier.code, "reception")
    backstage.settle()

    rows = province.get("/statistics", **{"from": day, "until": day, "agency": HERE}).body["counts"]

    kinds = ("examined_late", "forwarded_late", "late")
    assert {what: sum(row[what] for row in rows) for what in kinds} == {
        "examined_late": 1,
        "forwarded_late": 1,
        "late": 0,
    }


# ---- What is taken back --------------------------------------------------------------------------


def test_a_withdrawal_says_that_the_examination_was_late(desk: Desk) -> None:
    late, timely = desk.filed(), desk.filed()

    desk.at("2026-10-06T08:59").make("withdraw", timely, APPLICANT, "Đổi ý")
    desk.at("2026-10-06T10:00").make("withdraw", late, APPLICANT, "Đổi ý")

    assert (last(late).data.late, last(timely).data.late) == (True, False)


def test_a_withdrawal_says_that_the_due_time_was_missed_and_is_not_kept_back(
    desk: Desk, late: Desk
) -> None:
    missed, timely = desk.in_process(), desk.in_process()

    desk.at(DUE).make("withdraw", timely, APPLICANT, "Đổi ý")
    late.make("withdraw", missed, APPLICANT, "Đổi ý")

    assert (last(missed).data.late, last(timely).data.late) == (True, False)


# ---- A new due time makes nothing timely ---------------------------------------------------------


@pytest.mark.parametrize("end", ENDS)
def test_a_supplement_that_is_asked_for_too_late_leaves_it_late(desk: Desk, end: str) -> None:
    late, code = desk.at(NEXT_DAY), begun_anew(desk)

    with refused("lateness_not_explained"):
        late.make(end, code, "head", *ENDS[end]())
    late.make("explain_lateness", code, "officer", *WHY)
    with refused("apology_needed"):
        late.make(end, code, "head", *ENDS[end]())
    late.make("apologise", code, "head", 1, "Hồ sơ dồn sau đợt bão")
    late.make(end, code, "head", *ENDS[end]())

    assert last(code).data.late is True


def test_what_was_answered_for_before_the_clock_began_anew_is_answered_for(
    desk: Desk,
) -> None:
    late, code = desk.at(NEXT_DAY), same_day(desk)
    answered_for(late, code)
    asked_and_answered(late, code)

    late.make("resolve", code, "head", fresh("QĐ"))

    said = last(code).data.written()
    assert (said["late"], said["early"]) == (True, False)


def test_a_new_due_time_that_is_missed_too_is_answered_for_again(desk: Desk) -> None:
    code = begun_anew(desk)
    answered_for(desk.at(NEXT_DAY), code)

    with refused("lateness_not_explained"):
        desk.at("2026-10-20T09:00").make("resolve", code, "head", fresh("QĐ"))


def test_a_supplement_that_was_asked_for_in_time_leaves_nothing_late(desk: Desk) -> None:
    code = desk.to_be_signed()
    asked_and_answered(desk.at("2026-10-07T09:00"), code)

    desk.at(AFTER).make("resolve", code, "head", fresh("QĐ"))

    assert (state(code).missed_due, last(code).data.late) == (None, False)


def same_day(desk: Desk) -> str:
    """Due on the day on which it was received: what is missing may be asked for after that."""
    code = desk.received(SAME_DAY).dossier.code
    while state(code).step != "sign":
        desk.make("complete_step", code, "officer")
    return code


def begun_anew(desk: Desk) -> str:
    """One of which something was asked after its due time, and which has a later one now."""
    code = same_day(desk)
    missed = state(code).due_at
    asked_and_answered(desk.at(NEXT_DAY), code)
    assert state(code).missed_due == missed != state(code).due_at
    return code


def asked_and_answered(desk: Desk, code: str) -> None:
    paper = whole(code).papers[0].code
    desk.ask_supplement(code, paper, by="officer")
    desk.supplement(code, paper)


def test_a_reason_that_is_not_listed_is_told_the_list(desk: Desk, late: Desk) -> None:
    code = desk.in_process()

    with pytest.raises(Invalid) as refusal:
        late.make("explain_lateness", code, "officer", "moon", "Trăng tròn")

    assert "Số lượng hồ sơ tăng đột biến" in refusal.value.title
