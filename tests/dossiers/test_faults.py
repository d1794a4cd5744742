"""What the agency did wrong: a result with an error, papers that it lost (NĐ 61/2018 Điều 21)."""

from __future__ import annotations

import pytest

from chalicelib.documents import actions as documents
from chalicelib.documents import slips
from chalicelib.dossiers import desk as lists
from chalicelib.dossiers import views
from chalicelib.dossiers.actions import Written
from chalicelib.dossiers.facts import PapersLost, RefusalWithdrawn, ResultCorrected
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.processing.faults import Fault
from tests.documents.reading import words
from tests.support import desk as desks
from tests.support.backstage import Backstage
from tests.support.desk import APPLICANT, Desk, last, moment, refused, state, whole
from tests.support.numbers import fresh
from tests.support.province import Province

HERE = "H01.60"
LATER = "2026-10-06T10:00"
WRONG = Fault("Ghi sai ngày sinh", "Cấp bản đúng và thu hồi bản sai", 20_000)
LOST = Fault("Thất lạc khi chuyển hồ sơ", "Cơ quan xin cấp lại bản chính")


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


def signed(desk: Desk, number: str) -> str:
    code = desk.received().dossier.code
    for _ in desks.STEPS:
        desk.make("complete_step", code, "officer")
    desk.make("resolve", code, "head", number)
    return code


def returned(desk: Desk, number: str) -> str:
    code = signed(desk, number)
    desk.make("give_back", code, "reception", "counter")
    return code


def on_list(desk: Desk) -> list[str]:
    wanted = lists.wanted(desk.agency, "", desk.now, papers="to_hand_back")
    return [dossier.code for _, dossier in lists.on_desk(wanted, 100, None)[0]]


def paper_of(code: str) -> str:
    return whole(code).papers[0].code


def test_each_apology_is_a_document_with_a_number_of_its_own(desk: Desk) -> None:
    code = returned(desk, fresh("GKS"))

    desk.make("correct_result", code, "head", fresh("GKS"), WRONG)
    corrected = last(code)
    desk.make("record_loss", code, "head", [paper_of(code)], False, None, LOST)
    lost = last(code)

    numbers = [one.data.form_number for one in (corrected, lost)]
    assert all(number.endswith("/PXL-UBND") for number in numbers)
    assert len(set(numbers)) == 2
    slip = documents.slip(code, str(lost.version), desk.who("head"))
    assert slip.number == numbers[1]
    assert numbers[1] in words(slips.render(slip))


# ---- An error in the result ----------------------------------------------------------------------


def test_a_wrong_result_is_replaced_by_one_with_a_number_of_its_own(desk: Desk) -> None:
    before, now = fresh("GKS"), fresh("GKS")
    code = returned(desk, before)

    desk.at(LATER).make("correct_result", code, "head", now, WRONG)

    said = last(code).data
    assert isinstance(said, ResultCorrected)
    assert (said.number, said.replaces) == (now, before)
    assert (said.remedy, said.cost) == (WRONG.remedy, 20_000)
    assert last(code).note == WRONG.reason
    assert state(code).status is Status.RETURNED


def test_its_number_is_taken_as_every_other(desk: Desk) -> None:
    number = fresh("GKS")
    code = returned(desk, number)

    with refused("number_used"):
        desk.make("correct_result", code, "head", number, WRONG)
    with refused("number_needed"):
        desk.make("correct_result", code, "head", "", WRONG)
    desk.make("correct_result", code, "head", again := fresh("GKS"), WRONG)
    with refused("number_used"):
        signed(desk, again)


def test_the_new_one_lies_at_the_desk_until_it_is_returned_once_more(desk: Desk) -> None:
    code = returned(desk, fresh("GKS"))
    with refused("unlawful_move"):
        desk.make("give_back", code, "reception", "counter")
    ended = state(code).closed_at
    desk.at(LATER).make("correct_result", code, "head", fresh("GKS"), WRONG)

    assert code in on_list(desk)
    assert views.view(whole(code)).papers_at.code == HERE  # type: ignore[union-attr]
    desk.at("2026-10-07T09:00").make("give_back", code, "reception", "counter")

    assert code not in on_list(desk)
    assert (last(code).kind, last(code).at) == ("returned", moment("2026-10-07T09:00"))
    assert (state(code).status, state(code).closed_at) == (Status.RETURNED, ended)
    with refused("unlawful_move"):
        desk.make("give_back", code, "reception", "counter")


def test_it_is_not_returned_before_it_was_corrected(desk: Desk) -> None:
    """On paper neither: what is entered afterwards comes after the correction."""
    code = returned(desk, fresh("GKS"))
    desk.at("2026-10-08T10:00").make("correct_result", code, "head", fresh("GKS"), WRONG)
    told = Written(moment("2026-10-06T10:00"), "outside_office", "Sổ lưu động 1", "Nhà văn hóa")
    later = desk.at("2026-10-08T11:00")

    with refused("before_the_last_move"):
        later.make("give_back", code, "reception", "counter", written=told)


def test_what_is_still_at_the_desk_is_returned_as_any_result(desk: Desk) -> None:
    code = signed(desk, fresh("GKS"))

    desk.make("correct_result", code, "head", fresh("GKS"), WRONG)
    desk.make("give_back", code, "reception", "counter")

    assert state(code).status is Status.RETURNED
    assert code not in on_list(desk)


def test_without_a_result_none_is_wrong(desk: Desk) -> None:
    with refused("no_result"):
        desk.make("correct_result", desk.received().dossier.code, "head", fresh("GKS"), WRONG)


@pytest.mark.parametrize("who", ["officer", "reception"])
def test_only_a_head_answers_for_the_agency(desk: Desk, who: str) -> None:
    code = returned(desk, fresh("GKS"))

    with refused("other_role"):
        desk.make("correct_result", code, who, fresh("GKS"), WRONG)
    with refused("other_role"):
        desk.make("record_loss", code, who, [paper_of(code)], False, None, LOST)


# ---- A refusal to settle that was wrong ----------------------------------------------------------


def refused_wrongly(desk: Desk, number: str) -> str:
    code = desk.received().dossier.code
    for _ in desks.STEPS:
        desk.make("complete_step", code, "officer")
    desk.make("refuse_to_resolve", code, "head", "Không đủ điều kiện", number)
    return code


def withdrawn(desk: Desk, code: str, by: str = "head", number: str | None = None) -> None:
    told = (fresh("QĐ") if number is None else number, "Điều khoản thử nghiệm", WRONG)
    desk.make("withdraw_refusal", code, by, *told)


def test_a_wrong_refusal_is_withdrawn_and_the_dossier_is_settled_after_all(desk: Desk) -> None:
    refusal = fresh("TC")
    code = refused_wrongly(desk, refusal)
    due = state(code).due_at
    assert code in on_list(desk)

    withdrawn(desk.at(LATER), code)

    said, now = last(code).data, state(code)
    assert isinstance(said, RefusalWithdrawn)
    assert (said.replaces, said.remedy) == (refusal, WRONG.remedy)
    assert (now.status, now.step, now.due_at) == (Status.PROCESSING, "sign", due)
    assert (now.closed_at, now.to_hand_back) == (None, False)
    assert now.warn_at is not None
    assert code not in on_list(desk)
    desk.at(LATER).make("resolve", code, "head", fresh("GKS"))
    assert state(code).status is Status.RESOLVED


def test_the_due_time_ran_on_while_it_was_refused_wrongly(desk: Desk) -> None:
    """The error was the agency's: late is late, and is answered for."""
    code = refused_wrongly(desk, fresh("TC"))
    late = desk.at("2026-10-20T09:00")

    withdrawn(late, code)

    with refused("lateness_not_explained"):
        late.make("resolve", code, "head", fresh("GKS"))


def test_it_is_withdrawn_also_after_it_was_handed_back(desk: Desk) -> None:
    code = refused_wrongly(desk, fresh("TC"))
    desk.make("give_back", code, "reception", "counter")

    withdrawn(desk.at(LATER), code)

    assert (state(code).status, state(code).step) == (Status.PROCESSING, "sign")
    # The papers are with the applicant: none is left to hand back a second time.
    desk.at(LATER).make("refuse_to_resolve", code, "head", "Không đủ điều kiện", fresh("TC"))
    assert not state(code).to_hand_back


def test_only_a_refusal_to_settle_is_withdrawn_and_once(desk: Desk) -> None:
    stopped = desk.in_process()
    desk.make("stop", stopped, "head", "Trùng hồ sơ", "Điều 19")
    for code in (desk.to_be_signed(), stopped):
        with refused("no_refusal"):
            withdrawn(desk, code)
    code = refused_wrongly(desk, fresh("TC"))
    with refused("number_needed"):
        withdrawn(desk, code, number="")
    withdrawn(desk, code)
    with refused("no_refusal"):
        withdrawn(desk, code)


def test_a_withdrawn_refusal_has_an_apology_to_print(desk: Desk) -> None:
    refusal, paper = fresh("TC"), fresh("QĐ")
    code = refused_wrongly(desk, refusal)
    withdrawn(desk, code, number=paper)

    text = printed(code)

    assert f"số {refusal}" in text
    assert f"số {paper}" in text
    assert "Điều khoản thử nghiệm" in text


# ---- Papers that were lost -----------------------------------------------------------------------


def test_lost_papers_are_named_and_made_up_for_while_the_due_time_stays(desk: Desk) -> None:
    code = desk.received().dossier.code
    before, paper = state(code), paper_of(code)

    desk.make("record_loss", code, "head", [paper], False, 2, LOST)

    said = last(code).data
    assert isinstance(said, PapersLost)
    assert (said.papers, said.damaged, said.remedy) == ((paper,), False, LOST.remedy)
    assert said.ready_at is not None
    assert said.ready_at > last(code).at
    assert (state(code).due_at, state(code).status) == (before.due_at, before.status)


def test_a_loss_may_be_found_when_the_dossier_is_over(desk: Desk) -> None:
    code = desk.received().dossier.code
    desk.make("withdraw", code, "reception", "Không cần nữa")

    desk.make("record_loss", code, "head", [paper_of(code)], True, None, LOST)

    assert state(code).status is Status.WITHDRAWN
    assert code in on_list(desk)


def test_only_what_was_handed_in_can_be_lost(desk: Desk) -> None:
    with refused("not_handed_in"):
        desk.make(
            "record_loss", desk.received().dossier.code, "head", ["KHONG.CO"], False, None, LOST
        )


# ---- What is printed, shown and counted ----------------------------------------------------------


def printed(code: str) -> str:
    return words(slips.render(documents.slip(code, str(state(code).version), APPLICANT)))


def test_the_apology_for_a_wrong_result_names_both_numbers_and_who_pays(desk: Desk) -> None:
    before, now = fresh("GKS"), fresh("GKS")
    code = returned(desk, before)
    desk.make("correct_result", code, "head", now, WRONG)

    apology = printed(code)

    assert "VĂN BẢN XIN LỖI VÀ KHẮC PHỤC SAI SÓT" in apology
    assert before in apology
    assert f"Kết quả thay thế: số {now}." in apology
    assert "Nội dung sai sót: Ghi sai ngày sinh." in apology
    assert "Chi phí khắc phục 20.000 đồng do" in apology


def test_the_apology_for_a_loss_names_the_papers_and_when_it_is_made_up_for(desk: Desk) -> None:
    code = desk.received().dossier.code
    desk.make("record_loss", code, "head", [paper_of(code)], True, 2, LOST)

    apology = printed(code)

    assert "đã làm hỏng giấy tờ sau đây" in apology
    assert "Biện pháp khắc phục: Cơ quan xin cấp lại bản chính." in apology
    assert "Thời gian khắc phục xong:" in apology
    assert "không phải nộp thêm khoản nào" in apology


def test_both_are_counted(desk: Desk, province: Province) -> None:
    backstage = Backstage(province)
    code = returned(desk, fresh("GKS"))
    desk.make("correct_result", code, "head", fresh("GKS"), WRONG)
    desk.make("record_loss", code, "head", [paper_of(code)], False, None, LOST)
    backstage.settle()

    day = clock.local_day(last(code).at).isoformat()
    days = {"from": day, "until": day, "agency": HERE}
    found = province.get("/statistics", **days).body["counts"]

    counted = {
        what: sum(row[what] for row in found) for what in ("result_corrected", "papers_lost")
    }
    assert counted == {"result_corrected": 1, "papers_lost": 1}
