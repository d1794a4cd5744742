"""How the receipt answers whoever asks for it."""

from __future__ import annotations

import datetime as dt
import logging

import pypdfium2
import pytest

from chalicelib.documents import wording
from tests.documents.reading import words
from tests.support.province import Province


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
    taken = province.post(
        "/desk/dossiers", "reception-1", province.submission(at_once=True, number="1")
    ).body
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


def test_what_was_not_accepted_has_no_receipt(province: Province) -> None:
    answer = province.get(f"/dossiers/{province.submitted()['code']}/receipt", "citizen-1")
    assert (answer.status, answer.body["code"]) == (409, "no_receipt_yet")


def test_letters_that_cannot_be_drawn_are_marked_and_never_logged(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    applicant = {**province.submission()["applicant"], "name": "សុខ O'Brien Ω Nguyễn"}
    code = province.accepted(applicant=applicant)["code"]
    with caplog.at_level(logging.WARNING):
        answer = province.get(f"/dossiers/{code}/receipt", "citizen-1")
    text = pypdfium2.PdfDocument(answer.raw)[0].get_textpage().get_text_range()
    assert "??? O'Brien ? Nguyễn" in text
    assert "glyph" not in caplog.text
    assert "Brien" not in caplog.text


def test_as_json_the_receipt_keeps_every_letter(province: Province) -> None:
    applicant = {**province.submission()["applicant"], "name": "សុខ Nguyễn"}
    code = province.accepted(applicant=applicant)["code"]
    answer = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json")
    assert answer.body["owner_name"] == "សុខ Nguyễn"
