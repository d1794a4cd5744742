"""How the receipt answers whoever asks for it."""

from __future__ import annotations

import logging

import pypdfium2
import pytest

from tests.support.province import Province


@pytest.mark.parametrize("accept", ["text/html", "application/*", "image/png", "", "x"])
def test_whatever_a_client_accepts_the_receipt_is_a_pdf(province: Province, accept: str) -> None:
    code = province.accepted()["code"]
    answer = province.ask(
        "GET", f"/dossiers/{code}/receipt", "citizen-1", headers={"Accept": accept}
    )
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.raw.startswith(b"%PDF")


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
