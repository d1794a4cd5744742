"""Longer limits that the law itself gives, and the minutes of verifications."""

from __future__ import annotations

import pytest

from chalicelib.agencies.deadlines import explain
from chalicelib.documents import actions as documents
from chalicelib.documents import slips
from chalicelib.dossiers import views
from chalicelib.dossiers.model import Minutes
from chalicelib.dossiers.moves import Status
from tests.documents.reading import words
from tests.support.desk import (
    APPLICANT,
    MORNING,
    RECOGNITION,
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
from tests.support.province import Province

# Recognition: three days, and five more to verify (Luật Hộ tịch Điều 25.2); due on Thursday at
# nine.
# The same day, or five days in all to verify (Điều 18.2).
MARRIAGE = "1.000894"
MINUTES = Minutes(
    happened_at=moment("2026-10-06T14:00"),
    place="Nhà văn hóa khóm 1",
    participants=("Trần Thị Ví Dụ", "Lê Văn Ví Dụ"),
    content="Hai bên xác nhận đúng như đã khai",
)


@pytest.fixture
def desk(province: Province) -> Desk:
    return staffed("H01.64")


def lengthen(
    desk: Desk, code: str, limit: str = "verification", days: int | None = None, paper: str = ""
) -> None:
    desk.make("lengthen", code, "officer", limit, days, paper, "Phải xác minh")


def test_the_law_adds_its_days_and_the_due_time_says_so(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)

    lengthen(desk, code)

    assert state(code).due_at == moment("2026-10-15T09:00")
    deadline = whole(code).deadline
    assert deadline is not None
    told = [line for line in explain(deadline)["explanation"] if line["kind"] == "lengthened"]
    assert told[0]["article"] == "Luật Hộ tịch Điều 25 khoản 2"
    assert "5 ngày làm việc" in told[0]["vi"]


def test_it_is_neither_an_extension_nor_an_apology(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)
    lengthen(desk, code)

    desk.make("extend", code, "head", 1, "Chưa xong")

    assert (state(code).extensions, state(code).apologised_for) == (1, None)
    assert state(code).due_at == moment("2026-10-16T09:00")


def test_five_days_in_all_count_from_reception(desk: Desk) -> None:
    code = desk.in_process(MARRIAGE)

    lengthen(desk, code)

    assert state(code).due_at == moment("2026-10-12T09:00")


def test_no_more_days_than_the_law_gives(desk: Desk) -> None:
    with refused("too_many_days", most=5):
        lengthen(desk, desk.in_process(RECOGNITION), days=6)


@pytest.mark.parametrize(
    ("procedure", "case", "limit"),
    [
        ("1.004837", None, "verification"),  # the law gives none
        (RECOGNITION, None, "large_job"),
        ("1.004859", "supplement", "verification"),  # only a change is verified
    ],
)
def test_what_the_law_does_not_give_is_refused(
    desk: Desk, procedure: str, case: str | None, limit: str
) -> None:
    with refused("no_longer_limit"):
        lengthen(desk, desk.in_process(procedure, case=case), limit)


def test_where_the_law_leaves_the_days_open_a_paper_fixes_them(desk: Desk) -> None:
    """NĐ 23/2015 Điều 21: longer than two days by a written agreement."""
    code = desk.received(SAME_DAY).dossier.code

    with refused("paper_needed"):
        lengthen(desk, code, "agreed", 7)
    lengthen(desk, code, "agreed", 7, "Văn bản thỏa thuận ngày 05/10/2026")

    assert last(code).data.paper == "Văn bản thỏa thuận ngày 05/10/2026"
    assert state(code).due_at == moment("2026-10-14T17:00")


def test_it_is_given_once_and_in_time(desk: Desk) -> None:
    code, late = desk.in_process(RECOGNITION), desk.in_process(RECOGNITION)
    lengthen(desk, code)

    with refused("lengthened_already"):
        lengthen(desk, code)
    with refused("lengthening_late"):
        lengthen(desk.at("2026-10-08T09:01"), late)


def test_a_supplement_does_not_take_it_back(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)
    lengthen(desk, code)
    desk.ask_supplement(code, "GT.CMQH", by="officer")

    desk.at("2026-10-12T09:00").supplement(code, "GT.CMQH")

    assert state(code).due_at == moment("2026-10-22T09:00")


def test_what_was_given_longer_to_be_verified_is_not_signed_without_minutes(desk: Desk) -> None:
    code = desk.to_be_signed(RECOGNITION)
    lengthen(desk, code)

    with refused("verification_not_recorded"):
        desk.make("resolve", code, "head", fresh("QĐ"))
    desk.at("2026-10-07T09:00").make("record_verification", code, "officer", MINUTES)
    desk.at("2026-10-07T09:00").make("resolve", code, "head", fresh("QĐ"))

    assert state(code).status is Status.RESOLVED


def test_the_minutes_are_sealed_beside_the_event_and_shown(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)

    desk.at("2026-10-07T09:00").make("record_verification", code, "officer", MINUTES)

    found = whole(code)
    assert views.view(found).verifications == [MINUTES]
    assert "Ví Dụ" not in found.lines[-1].text
    assert last(code).data.happened_at == MINUTES.happened_at


@pytest.mark.parametrize("at", ["2026-10-06T13:59", "2026-10-05T08:59"])
def test_a_verification_lies_between_reception_and_now(desk: Desk, at: str) -> None:
    code = desk.in_process(RECOGNITION)
    then = desk.at("2026-10-06T13:59")
    when = moment("2026-10-06T14:00") if at == "2026-10-06T13:59" else moment(at)

    with refused("wrong_time"):
        then.make(
            "record_verification", code, "officer", MINUTES.model_copy(update={"happened_at": when})
        )


def test_the_slip_and_the_minutes_are_printed(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)
    lengthen(desk, code)
    slip = words(slips.render(documents.slip(code, str(state(code).version), APPLICANT)))
    desk.at("2026-10-07T09:00").make("record_verification", code, "officer", MINUTES)
    minutes = words(slips.render(documents.slip(code, str(state(code).version), APPLICANT)))

    assert "PHIẾU HẸN TRẢ KẾT QUẢ" in slip
    assert "(Luật Hộ tịch Điều 25 khoản 2)" in slip
    assert "Thời gian trả kết quả mới: 09 giờ 00 phút, ngày 15" in slip
    assert "BIÊN BẢN XÁC MINH" in minutes
    for part in ("Nhà văn hóa khóm 1", "Trần Thị Ví Dụ; Lê Văn Ví Dụ", "đúng như đã khai"):
        assert part in minutes


def test_a_reception_desk_gives_no_longer_limit(desk: Desk) -> None:
    code = desk.in_process(RECOGNITION)

    with refused("other_role"):
        desk.make("lengthen", code, "reception", "verification", None, "", "Phải xác minh")

    assert state(code).due_at == moment("2026-10-08T09:00")
    assert desk.now == moment(MORNING)
