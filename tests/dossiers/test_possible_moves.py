"""What is shown as possible is what can be done at that moment, and nothing else of it."""

from __future__ import annotations

import pytest

from chalicelib.dossiers import possible
from chalicelib.dossiers.moves import Approvable, Move
from chalicelib.processing.faults import Fault
from tests.support.desk import (
    APPLICANT,
    MARITAL_STATUS,
    Desk,
    desk,
    moment,
    refused,
    whole,
)
from tests.support.numbers import fresh
from tests.support.province import Province

HERE = "H01.68"
# Of what is accepted on Monday at nine, three working days: due on Thursday at nine.
BEFORE, LAST_DAY, LATE = "2026-10-05T10:00", "2026-10-08T08:00", "2026-10-08T10:00"
FAULT = Fault("Ghi sai", "Cấp lại, không thu tiền")


@pytest.fixture
def place(province: Province) -> Desk:
    return desk(HERE)


def may(code: str, at: str) -> set[Move]:
    return set(possible.moves(whole(code), moment(at)))


def test_of_what_is_new_no_lateness_is_explained(place: Desk) -> None:
    assert Move.EXPLAIN_LATENESS not in may(place.filed(), BEFORE)


@pytest.mark.parametrize(
    ("move", "at", "is_possible"),
    [
        (Move.EXPLAIN_LATENESS, BEFORE, False),
        (Move.EXPLAIN_LATENESS, LAST_DAY, True),
        (Move.APOLOGISE, BEFORE, False),
        # The head knows the explanation first.
        (Move.APOLOGISE, LATE, False),
        (Move.EXTEND, BEFORE, True),
        (Move.EXTEND, LAST_DAY, False),
        (Move.LENGTHEN, LATE, False),
        (Move.STOP, BEFORE, True),
        (Move.STOP, LATE, False),
        (Move.REQUEST_SUPPLEMENT, LATE, False),
    ],
)
def test_what_is_possible_in_process_depends_on_the_moment(
    place: Desk, move: Move, at: str, is_possible: bool
) -> None:
    code = place.in_process()

    assert (move in may(code, at)) == is_possible


def test_what_is_late_is_signed_once_it_is_explained_and_apologised_for(place: Desk) -> None:
    code, late = place.to_be_signed(), place.at(LATE)
    assert not {Move.RESOLVE, Move.REFUSE_TO_RESOLVE} & may(code, LATE)

    late.make("explain_lateness", code, "officer", "workload", "Nhiều hồ sơ")
    assert Move.APOLOGISE in may(code, LATE)
    late.make("apologise", code, "head", 1, "Xin lỗi")

    assert {Move.RESOLVE, Move.REFUSE_TO_RESOLVE} <= may(code, LATE)
    assert Move.APOLOGISE not in may(code, LATE)


def test_a_result_whose_fee_is_owed_is_not_returned(place: Desk) -> None:
    code = place.resolved(procedure=MARITAL_STATUS)

    assert Move.RETURN not in may(code, BEFORE)
    assert Move.DEMAND_FEE in may(code, BEFORE)


def test_where_there_is_no_fee_none_is_demanded(place: Desk) -> None:
    assert Move.DEMAND_FEE not in may(place.in_process(), BEFORE)


def test_what_is_waited_for_is_not_refused_or_stopped_before_its_time(place: Desk) -> None:
    code = place.filed()
    place.ask_supplement(code, place.handed_in().papers[0].code)
    by = whole(code).dossier.supplement_by
    assert by is not None

    assert Move.REFUSE_RECEPTION not in may(code, BEFORE)
    assert Move.REFUSE_RECEPTION in possible.moves(whole(code), by.replace(year=by.year + 1))


def test_a_result_can_be_corrected_once_there_is_one(place: Desk) -> None:
    assert Move.CORRECT_RESULT not in may(place.to_be_signed(), BEFORE)
    assert Move.CORRECT_RESULT in may(place.resolved(), BEFORE)


def test_only_papers_that_were_brought_can_be_lost(place: Desk) -> None:
    online, brought = place.accepted(), place.received().dossier.code
    paper = place.handed_in().papers[0].code

    assert Move.RECORD_LOSS not in may(online, BEFORE)
    assert Move.RECORD_LOSS in may(brought, BEFORE)
    with refused("not_handed_in"):
        place.make("record_loss", online, "head", [paper], False, None, FAULT)
    place.make("record_loss", brought, "head", [paper], False, None, FAULT)


def test_a_correction_is_possible_once_it_is_approved(place: Desk) -> None:
    code = place.accepted()
    assert not {Move.CORRECT, Move.WITHDRAW_APPROVAL} & may(code, BEFORE)

    place.approve(code, Approvable.CORRECT, "reception")

    assert {Move.CORRECT, Move.WITHDRAW_APPROVAL} <= may(code, BEFORE)


def test_who_is_refused_is_told_what_to_do_instead(place: Desk) -> None:
    code = place.resolved()

    with refused("unlawful_move", lawful=["return", "correct_result"]) as told:
        place.make("resolve", code, "head", fresh("QĐ"))

    assert "Việc làm được lúc này: trả kết quả; sửa kết quả sai sót" in told.value.title


def test_an_applicant_is_told_of_their_own_moves_alone(place: Desk) -> None:
    with refused("unlawful_move") as told:
        place.make("supplement", place.filed(), APPLICANT, None, ())

    assert "Việc làm được lúc này: sửa đổi, bổ sung" in told.value.title
    assert "tiếp nhận hồ sơ;" not in told.value.title


def test_what_the_api_shows_is_what_can_be_done(province: Province) -> None:
    shown = province.submitted()["lawful_moves"]

    assert "accept" in shown
    assert "explain_lateness" not in shown
