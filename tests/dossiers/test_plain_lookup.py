"""Tra cứu without script: a form brings code and proof, and a page answers."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from tests.support.province import Answer, Province, token_of

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def looked_up(province: Province, **fields: str) -> Answer:
    raw = urlencode(fields).encode()
    return province.ask("POST", "/plain/lookup", raw=raw, headers=FORM)


def test_a_code_alone_shows_how_far_it_is_and_no_name(province: Province) -> None:
    dossier = province.accepted()

    answer = looked_up(province, code=f" {dossier['code'].lower()} ")

    assert answer.status == 200
    assert dossier["code"] in answer.raw.decode()
    assert "Mức độ hoàn thành" in answer.raw.decode()
    assert dossier["applicant"]["name"] not in answer.raw.decode()


def test_with_the_proof_the_due_time_is_shown(province: Province) -> None:
    code = province.accepted()["code"]

    answer = looked_up(province, code=code, proof=token_of(code))

    assert "Hẹn trả kết quả" in answer.raw.decode()
    assert token_of(code) not in answer.raw.decode()


@pytest.mark.parametrize("code", ["H01.51-261128-9999", "<b>khong co</b>"])
def test_what_is_not_there_is_told_on_a_page(province: Province, code: str) -> None:
    answer = looked_up(province, code=code)

    assert answer.status == 404
    assert "lookup_not_found" in answer.raw.decode()
    assert "<b>" not in answer.raw.decode()


def test_nothing_typed_asks_for_the_code(province: Province) -> None:
    answer = looked_up(province, code="  ")

    assert answer.status == 200
    assert "Hãy nhập mã hồ sơ." in answer.raw.decode()


@pytest.mark.parametrize(
    ("raw", "headers", "status"),
    [
        (b"{}", {"Content-Type": "application/json"}, 415),
        (b"code=%ff\xff", FORM, 400),
        (b"&".join([b"a=1"] * 50), FORM, 400),
        (b"other=1", FORM, 422),
        (b"code=" + b"x" * 400, FORM, 422),
    ],
)
def test_a_form_that_is_not_ours_is_refused_on_a_page(
    province: Province, raw: bytes, headers: dict[str, str], status: int
) -> None:
    answer = province.ask("POST", "/plain/lookup", raw=raw, headers=headers)

    assert answer.status == status
    assert "<h1>Chưa làm được</h1>" in answer.raw.decode()
