"""Tra cứu hồ sơ in the browser."""

from __future__ import annotations

from tests.support.browser import Visitor
from tests.support.province import token_of


def test_anybody_sees_how_far_a_dossier_is(phone: Visitor) -> None:
    code = phone.province.accepted()["code"]
    phone.open("/tra-cuu")

    phone.fills("Mã hồ sơ", f" {code.lower()} ")
    phone.presses("Tra cứu")

    phone.sees(code)
    phone.sees("Nhập thêm mã xác nhận")
    phone.sees_not("Nguyễn Thị Hoa Mai")
    phone.shows("look-up-open")


def test_the_qr_of_a_receipt_shows_the_due_time_and_leaves_no_proof_in_the_address(
    phone: Visitor,
) -> None:
    code = phone.province.accepted()["code"]

    phone.open(f"/#code={code}&proof={token_of(code)}")

    phone.sees("Hẹn trả kết quả")
    phone.page.wait_for_url("**/tra-cuu#code=*")
    assert "proof" not in phone.page.url
    phone.shows("look-up-proven")


def test_a_wrong_code_says_what_to_do(phone: Visitor) -> None:
    phone.open("/tra-cuu")

    phone.presses("Tra cứu")
    phone.sees("Hãy nhập mã hồ sơ.")
    phone.shows("look-up-empty")

    phone.fills("Mã hồ sơ", "H01.51-261128-9999")
    phone.presses("Tra cứu")
    phone.sees("Khi cần hỗ trợ")
    phone.shows("look-up-not-found")
