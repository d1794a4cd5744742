"""What a head approves before it is done: for whom, for how long, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.dossiers import possible
from chalicelib.dossiers.moves import Approvable, Status
from chalicelib.dossiers.views import view
from chalicelib.foundation.errors import NotPermitted
from tests.support import desk as desks
from tests.support import officers
from tests.support.desk import (
    APPLICANT,
    MARITAL_STATUS,
    Desk,
    kinds,
    last,
    refused,
    state,
    whole,
    with_rules,
)
from tests.support.people import citizen
from tests.support.province import Province

HERE, THERE = "H01.55", "H01.56"
CORRECT, ASK = Approvable.CORRECT, Approvable.REQUEST_SUPPLEMENT
BOTH_MOVES = pytest.mark.parametrize("what", [CORRECT, ASK])
DECLARATION, APPOINTMENT = "TK.GH", "GT.CGH"
REASON = "Có căn cứ để làm ngoại lệ"


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


@pytest.fixture
def elsewhere(province: Province) -> Desk:
    return desks.desk(THERE)


# ---- What is approved, by whom, for whom -----------------------------------------------------


@BOTH_MOVES
def test_a_head_says_what_is_approved_for_whom_and_why(desk: Desk, what: Approvable) -> None:
    code = desk.filed()

    desk.approve(code, what, "reception")

    event = last(code)
    assert (event.by.id, event.by.role) == (desk.subject("head"), "head")
    assert (event.data.move, event.note) == (what, REASON)
    assert event.data.officer.id == desk.subject("reception")
    assert [(one.move, one.officer) for one in state(code).approvals] == [
        (what, desk.subject("reception"))
    ]
    assert state(code).status is Status.REGISTERED


@BOTH_MOVES
def test_whoever_reads_the_timeline_reads_what_was_approved(desk: Desk, what: Approvable) -> None:
    code = desk.filed()
    desk.approve(code, what, "reception")
    desk.make("withdraw_approval", code, "deputy", what, "Không cần nữa")

    told = [line.title for line in view(whole(code)).timeline[1:]]

    word = {CORRECT: "đính chính hồ sơ", ASK: "yêu cầu bổ sung hồ sơ"}[what]
    assert told == [f"Lãnh đạo duyệt đề nghị: {word}", f"Lãnh đạo rút lại việc duyệt: {word}"]


def test_a_dossier_shows_what_is_approved_and_not_yet_done(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")

    (shown,) = view(whole(code)).approvals

    assert (shown.move, shown.officer) == (CORRECT, desk.subject("reception"))
    assert shown.by == desk.who("head").name


@pytest.mark.parametrize("name", ["reception", "officer", "finance", "admin"])
def test_only_a_head_approves(desk: Desk, name: str) -> None:
    with refused("other_role"):
        desk.approve(desk.filed(), CORRECT, "reception", by=name)


def test_whose_move_it_is_is_told_by_the_name_of_the_role(desk: Desk) -> None:
    with pytest.raises(NotPermitted) as found:
        desk.approve(desk.filed(), CORRECT, "reception", by="officer")

    assert "Người có thẩm quyền ký" in found.value.title
    assert found.value.more["roles"] == ["head"]


def test_only_a_head_of_the_agency_that_settles_it_approves(desk: Desk, elsewhere: Desk) -> None:
    code = desk.received(how={"settled_by": THERE}).dossier.code

    with refused("other_agency"):
        desk.approve(code, CORRECT, "reception")
    desk.make("approve", code, elsewhere.who("head"), CORRECT, desk.subject("reception"), REASON)

    correct(desk, code)
    assert last(code).data.approver.id == elsewhere.subject("head")


def test_no_head_approves_a_dossier_of_their_own(desk: Desk) -> None:
    officers.grant(desk.subject("kin"), "Lãnh Đạo Nộp Hồ Sơ", {"head": [HERE]}, key=APPLICANT.key)

    with refused("own_dossier"):
        desk.approve(desk.filed(), CORRECT, "reception", by="kin")


def test_nobody_approves_their_own_request(desk: Desk) -> None:
    officers.grant(desk.subject("both"), "Vừa Nhận Vừa Ký", {"reception": [HERE], "head": [HERE]})

    with refused("own_approval"):
        desk.approve(desk.filed(), CORRECT, "both", by="both")


def test_nobody_approves_for_themselves_under_another_account(desk: Desk) -> None:
    key = citizen("089300000555").key
    officers.grant(desk.subject("one"), "Vừa Ký", {"head": [HERE]}, key=key)
    officers.grant(desk.subject("same"), "Vừa Nhận", {"reception": [HERE]}, key=key)

    with refused("own_approval"):
        desk.approve(desk.filed(), CORRECT, "same", by="one")


@pytest.mark.parametrize(
    ("what", "where", "name"),
    [
        (CORRECT, "filed", "officer"),
        (CORRECT, "in_process", "officer"),
        (CORRECT, "filed", "head"),
        (CORRECT, "filed", "nobody"),
        (ASK, "filed", "officer"),
        (ASK, "in_process", "reception"),
    ],
)
def test_it_is_approved_for_whose_move_it_is(
    desk: Desk, what: Approvable, where: str, name: str
) -> None:
    code = getattr(desk, where)()

    with refused("not_their_move"):
        desk.approve(code, what, name, by="deputy")


def test_nothing_is_approved_for_the_applicant_of_the_dossier(desk: Desk) -> None:
    own = {"reception": [HERE]}
    officers.grant(desk.subject("own"), "Cán Bộ Nộp Hồ Sơ", own, key=APPLICANT.key)

    with refused("own_dossier"):
        desk.approve(desk.filed(), CORRECT, "own")


@pytest.mark.parametrize("where", ["resolved", "waiting"])
def test_what_is_not_lawful_now_is_not_approved_and_the_lawful_moves_are_named(
    desk: Desk, where: str
) -> None:
    code = desk.filed() if where == "waiting" else desk.resolved()
    if where == "waiting":
        desk.ask_supplement(code, DECLARATION)
    lawful = [str(move) for move in possible.moves(whole(code), desk.now)]

    with refused("unlawful_move", lawful=lawful):
        desk.approve(code, ASK, "reception")
    desk.approve(code, CORRECT, "reception")


def test_a_request_is_not_approved_for_whoever_does_not_have_the_dossier(desk: Desk) -> None:
    code = desk.in_process()
    desk.make("assign", code, "head", desk.subject("officer"))

    with refused("assigned_to_other"):
        desk.approve(code, ASK, "colleague")
    desk.approve(code, ASK, "officer")


# ---- Once ------------------------------------------------------------------------------------


def test_without_an_approval_nothing_is_corrected(desk: Desk) -> None:
    with refused("approver_needed"):
        correct(desk, desk.filed())


def test_a_correction_uses_its_approval_up(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")
    desk.approve(code, ASK, "reception")

    correct(desk, code)

    assert last(code).data.approver.name == desk.who("head").name
    assert [one.move for one in state(code).approvals] == [ASK]
    with refused("approver_needed"):
        correct(desk, code, phone="0912000502")


def test_a_correction_is_of_the_fields_that_were_approved(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception", fields=("address",))

    with refused("approver_needed"):
        correct(desk, code)

    (standing,) = view(whole(code)).approvals
    assert standing.fields == ["address"]
    desk.make("correct", code, "reception", {"address": "Số 2 đường Ví Dụ"}, "Ghi nhầm")
    assert last(code).data.fields == ("address",)


def test_an_approval_of_a_correction_says_of_which_fields(province: Province) -> None:
    code = province.submitted()["code"]
    path = f"/desk/dossiers/{code}/approvals"
    order = {"move": "correct", "officer": "reception-1", "reason": "Gõ nhầm"}

    for fields in ([], ["colour"]):
        answer = province.post(path, "head-1", {**order, "fields": fields})
        assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert province.post(path, "head-1", {**order, "fields": ["phone"]}).status == 200


def test_a_second_request_uses_its_approval_up(desk: Desk) -> None:
    code = asked_before(desk)
    desk.ask_supplement(code, APPOINTMENT, approved_by="head")
    desk.supplement(code, APPOINTMENT)

    assert state(code).approvals == ()
    with refused("approver_needed", seen_before=[DECLARATION]):
        desk.ask_supplement(code, DECLARATION)


def test_what_was_approved_for_one_move_is_not_approved_for_another(desk: Desk) -> None:
    code = asked_before(desk)
    desk.approve(code, CORRECT, "reception")

    with refused("approver_needed"):
        desk.ask_supplement(code, APPOINTMENT)


def test_what_was_approved_for_one_officer_is_not_approved_for_another(desk: Desk) -> None:
    officers.grant(desk.subject("second"), "Người Tiếp Nhận Khác", {"reception": [HERE]})
    code = desk.filed()
    desk.approve(code, CORRECT, "second")

    with refused("approver_needed"):
        correct(desk, code)
    correct(desk, code, by="second")


def test_one_approval_of_a_move_stands_at_a_time(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")

    with refused("already_approved", officer=desk.subject("reception")):
        desk.approve(code, CORRECT, "reception", by="deputy")
    assert len(state(code).approvals) == 1


def test_who_approved_is_named_even_where_nobody_had_to(desk: Desk) -> None:
    code = desk.filed()

    desk.ask_supplement(code, DECLARATION, approved_by="head")

    assert last(code).data.seen_before == ()
    assert last(code).data.approver.id == desk.subject("head")


def test_where_the_rules_ask_for_no_approver_it_is_asked_again_without(desk: Desk) -> None:
    morning = with_rules("2039-03-01", {"second_supplement_needs_approver": False})
    then = desk.at(morning)
    code = asked_before(then)

    then.ask_supplement(code, APPOINTMENT)

    assert last(code).data.seen_before == (APPOINTMENT,)
    assert last(code).data.approver is None


# ---- How long --------------------------------------------------------------------------------

LEAVING: dict[str, Callable[[Desk, str], Any]] = {
    "accepted": lambda desk, code: desk.make("accept", code, "reception"),
    "asked of the applicant": lambda desk, code: desk.ask_supplement(code, DECLARATION),
    "charged": lambda desk, code: desk.make("demand_fee", code, "reception", ["TK.XNHN"], {}),
    "refused": lambda desk, code: desk.make("refuse_reception", code, "reception", "Sai nơi"),
    "withdrawn": lambda desk, code: desk.make("withdraw", code, APPLICANT, "Đổi ý"),
}


@pytest.mark.parametrize("how", LEAVING)
def test_it_lapses_when_the_dossier_leaves_its_status(desk: Desk, how: str) -> None:
    code = desk.filed(MARITAL_STATUS if how == "charged" else desks.GUARDIANSHIP)
    desk.approve(code, CORRECT, "reception")

    LEAVING[how](desk, code)

    assert state(code).approvals == ()
    with refused("approver_needed"):
        correct(desk, code)


def test_one_for_another_officer_does_not_outlive_a_request_that_needed_none(desk: Desk) -> None:
    officers.grant(desk.subject("second"), "Người Tiếp Nhận Khác", {"reception": [HERE]})
    code = desk.filed()
    desk.approve(code, ASK, "second")
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)

    assert whole(code).lines[2].event.data.approver is None
    with refused("approver_needed"):
        desk.ask_supplement(code, APPOINTMENT, by="second")


def test_it_stands_while_the_dossier_moves_within_its_status(desk: Desk) -> None:
    code = desk.in_process()
    desk.approve(code, CORRECT, "reception")
    desk.make("complete_step", code, "officer")
    desk.make("assign", code, "head", desk.subject("officer"))

    correct(desk, code)

    assert last(code).data.approver.id == desk.subject("head")


def test_a_dossier_that_is_over_is_corrected_with_an_approval(desk: Desk) -> None:
    code = desk.resolved()
    desk.make("give_back", code, "reception", None)
    desk.approve(code, CORRECT, "reception")

    correct(desk, code)

    assert state(code).status is Status.RETURNED
    assert state(code).approvals == ()


# ---- Taken back ------------------------------------------------------------------------------


def test_any_head_of_the_agency_takes_an_approval_back(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")

    desk.make("withdraw_approval", code, "deputy", CORRECT, "Chưa đủ căn cứ")

    assert kinds(code) == ["submitted", "approval_given", "approval_withdrawn"]
    assert last(code).data.written() == {"move": CORRECT, "given_in": 2}
    with refused("approver_needed"):
        correct(desk, code)
    desk.approve(code, CORRECT, "reception")


def test_only_a_head_takes_an_approval_back(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")

    with refused("other_role"):
        desk.make("withdraw_approval", code, "reception", CORRECT, "Không cần nữa")


def test_what_was_used_or_never_given_is_not_taken_back(desk: Desk) -> None:
    code = desk.filed()
    desk.approve(code, CORRECT, "reception")
    correct(desk, code)

    for what in Approvable:
        with refused("approval_not_found"):
            desk.make("withdraw_approval", code, "head", what, "Không cần nữa")


# ---- What the tests say ----------------------------------------------------------------------


def correct(desk: Desk, code: str, by: str = "reception", phone: str = "0912000501") -> None:
    desk.make("correct", code, by, {"phone": phone}, "Ghi nhầm khi nhập")


def asked_before(desk: Desk) -> str:
    """Asked for something once, which was answered."""
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)
    return code
