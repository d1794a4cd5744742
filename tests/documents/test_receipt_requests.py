"""The receipt's route: what each kind of caller gets."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pypdfium2
import pytest

from chalicelib.documents import actions, wording
from chalicelib.documents import receipt as form
from chalicelib.dossiers.model import Defect
from tests.documents.reading import sizes, words
from tests.support import desk as desks
from tests.support.desk import MARITAL_FEE, MARITAL_STATUS, Desk
from tests.support.numbers import fresh, receipt
from tests.support.province import Province

MARITAL_PAPER, COPY = "TK.XNHN", "GT.BC"

HIGHLANDS = "Hʼ Krô̆ng Bơ̆ng Êban"


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk("H01.55")


@pytest.mark.parametrize("accept", ["text/html", "application/*", "image/png", "", "x"])
def test_whatever_a_client_accepts_the_receipt_is_a_pdf(province: Province, accept: str) -> None:
    code = province.accepted()["code"]
    answer = province.ask(
        "GET", f"/dossiers/{code}/receipt", "citizen-1", headers={"Accept": accept}
    )
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.raw.startswith(b"%PDF")


def test_what_was_settled_at_once_has_a_receipt_on_request(province: Province) -> None:
    """NĐ 61/2018 Điều 17 khoản 4: none is needed, but whoever asks is given one."""
    order = province.submission(at_once=True, number=fresh(), signed_by="head-1")
    taken = province.post("/desk/dossiers", "reception-1", order).body
    path = f"/dossiers/{taken['code']}/receipt"

    told = province.get(path, "reception-1", format="json").body
    printed = province.get(path, "reception-1").raw

    for ours, theirs in [("received_at", "received_at"), ("returned_at", "closed_at")]:
        given = dt.datetime.fromisoformat(told[ours]).replace(microsecond=0)
        assert given == dt.datetime.fromisoformat(taken[theirs])
    assert (told["due_at"], told["due_explanation"]) == (None, [])
    assert told["form_title_article"].startswith("Mẫu số 01 - ")
    at = wording.moment(dt.datetime.fromisoformat(taken["received_at"]))
    assert f"4. Thời gian nhận hồ sơ: {at}." in words(printed)
    assert f"5. Đã trả kết quả ngay khi tiếp nhận: {at}." in words(printed)
    assert "Cách tính" not in words(printed)


WAIVED = {"paper": "GT.GCS", "reason": "Đã có trong cơ sở dữ liệu"}


def listed(province: Province, code: str) -> list[tuple[str, str | None]]:
    told = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json").body
    assert [paper["number"] for paper in told["papers"]] == [1, 2]
    return [(paper["name"], paper["waived"]) for paper in told["papers"]]


def without_its_waived_paper(province: Province) -> dict[str, Any]:
    handed_in = province.submission()["papers"]
    return province.submitted(papers=[one for one in handed_in if one["code"] != WAIVED["paper"]])


def test_the_receipt_lists_what_was_waived_and_why(province: Province) -> None:
    """NĐ 61/2018 Điều 17 khoản 1: it was accepted with them as with what was handed in."""
    code = without_its_waived_paper(province)["code"]
    province.moved(code, "acceptance", "reception-1", waived=[WAIVED])

    assert [why for _, why in listed(province, code)] == [None, WAIVED["reason"]]
    printed = words(province.get(f"/dossiers/{code}/receipt", "citizen-1").raw)
    assert f"(không phải nộp: {WAIVED['reason']})" in printed


def test_what_was_waived_and_then_brought_is_listed_as_brought(province: Province) -> None:
    code = without_its_waived_paper(province)["code"]
    province.moved(code, "acceptance", "reception-1", waived=[WAIVED])
    defects = [{"about": WAIVED["paper"], "reason": "Không tra cứu được"}]
    province.moved(code, "step", "officer-1")
    province.moved(code, "supplement-request", "officer-1", defects=defects)
    brought = {"papers": [{"code": WAIVED["paper"], "originals": 1}]}
    assert province.post(f"/dossiers/{code}/supplement", "citizen-1", brought).status == 200

    assert [why for _, why in listed(province, code)] == [None, None]


def test_what_was_waived_when_the_fee_was_asked_is_listed(desk: Desk) -> None:
    waived = Defect(about=MARITAL_PAPER, reason=WAIVED["reason"])
    code = desk.filed(MARITAL_STATUS, papers=())
    desk.make("demand_fee", code, "reception", [], {}, (waived,))
    desk.make("record_payment", code, "finance", MARITAL_FEE, receipt(), "cash")

    (paper,) = actions.receipt(code, desk.who("reception")).papers

    assert (paper.waived, paper.originals, paper.copies) == (waived.reason, 0, 0)


def test_what_was_waived_of_what_is_settled_at_once_is_listed(desk: Desk) -> None:
    waived = (Defect(about=COPY, reason=WAIVED["reason"]),)
    code = desk.at_once(how={"waived": waived}, papers=()).dossier.code

    papers = actions.receipt(code, desk.who("reception")).papers

    assert [paper.waived for paper in papers] == [WAIVED["reason"]]


def test_after_an_apology_the_receipt_says_so_and_the_one_before_is_there_as_it_was(
    desk: Desk,
) -> None:
    code = desk.in_process()
    accepted = desks.whole(code).acceptance.version
    first = actions.receipt(code, desk.who("reception"))
    extended = desk.at("2026-10-06T10:00").make("extend", code, "head", 2, "Chờ xác minh")

    again = actions.receipt(code, desk.who("reception"))
    before = actions.receipt(code, desk.who("reception"), str(accepted))

    assert (first.reissued_for, first.due_before) == (None, None)
    assert before == first
    assert again.due_before == first.due_at
    assert again.due_at == extended.dossier.due_at
    assert again.issued_at == extended.events[-1].happened_at
    shown = words(form.render(again))
    assert "(Cấp lại do xin lỗi và hẹn lại ngày trả kết quả)" in shown
    told = wording.moment(again.due_before)
    assert f"Thời gian trả kết quả đã hẹn trước đây: {told}." in shown
    assert "Cấp lại" not in words(form.render(before))
    assert len(sizes(form.render(again))) == 1


def test_a_version_that_gave_no_receipt_has_none(province: Province) -> None:
    code = province.accepted()["code"]
    answer = province.get(f"/dossiers/{code}/receipt", "citizen-1", version="1")
    assert (answer.status, answer.body["code"]) == (404, "no_such_receipt")


def test_the_shortest_dossier_fits_one_sheet(desk: Desk) -> None:
    code = desk.received().dossier.code
    assert len(sizes(form.render(actions.receipt(code, desk.who("reception"))))) == 1


def test_the_receipt_tells_how_many_sets_came_and_where_the_register_has_it(
    province: Province,
) -> None:
    taken = province.post("/desk/dossiers", "reception-1", province.submission(sets=3)).body
    path = f"/dossiers/{taken['code']}/receipt"
    printed = words(province.get(path, "reception-1").raw)

    assert "2. Số lượng hồ sơ: 03 (bộ)." in printed
    _, day, serial = taken["code"].split("-")
    volume = f"Quyển số: 20{day[:2]}, Số thứ tự: {serial} (ngày {day[4:]}/{day[2:4]})."
    assert f"Vào Sổ theo dõi hồ sơ, {volume}" in printed
    one = province.get(f"/dossiers/{province.accepted()['code']}/receipt", "citizen-1").raw
    assert "2. Số lượng hồ sơ: 01 (bộ)." in words(one)


def test_the_register_counts_the_sets(desk: Desk) -> None:
    code = desk.received(how={"sets": 2}).dossier.code
    day = desk.now.date()
    before = f"{code[:-4]}{int(code[-4:]) - 1:04}"
    book = actions.register(desk.agency, day, day, before, desk.who("reception"))
    assert {one.code: one.sets for one in book.lines}[code] == 2


def test_what_was_not_accepted_has_no_receipt(province: Province) -> None:
    answer = province.get(f"/dossiers/{province.submitted()['code']}/receipt", "citizen-1")
    assert (answer.status, answer.body["code"]) == (409, "no_receipt_yet")


def test_a_name_of_the_highlands_is_printed_as_it_is_written_and_never_logged(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    applicant = {**province.submission()["applicant"], "name": HIGHLANDS}
    code = province.accepted(applicant=applicant)["code"]
    with caplog.at_level(logging.WARNING):
        answer = province.get(f"/dossiers/{code}/receipt", "citizen-1")
    text = pypdfium2.PdfDocument(answer.raw)[0].get_textpage().get_text_range()
    assert HIGHLANDS in text
    assert "glyph" not in caplog.text
    assert "Krô" not in caplog.text


def test_as_json_the_receipt_keeps_every_letter(province: Province) -> None:
    applicant = {**province.submission()["applicant"], "name": HIGHLANDS}
    code = province.accepted(applicant=applicant)["code"]
    answer = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json")
    assert answer.body["owner_name"] == HIGHLANDS
