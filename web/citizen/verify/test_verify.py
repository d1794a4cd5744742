"""Kiểm tra giấy tờ in the browser."""

from __future__ import annotations

from tests.support.browser import PHONE, Visitor
from tests.support.province import token_of


def test_anybody_verifies_a_receipt_by_the_address_in_its_qr(phone: Visitor) -> None:
    code = phone.province.accepted()["code"]
    phone.open("/kiem-tra")
    phone.presses("Kiểm tra")
    phone.sees("Hãy dán địa chỉ trong mã QR.")

    phone.fills("Địa chỉ trong mã QR", f"{phone.url}/#code={code}&proof={token_of(code)}")
    phone.presses("Kiểm tra")

    phone.sees("Giấy này là thật")
    phone.sees("Được tiếp nhận")
    assert "proof" not in phone.page.url
    phone.shows("verify-real", widths=[PHONE])


def test_a_paper_of_somebody_else_is_not_confirmed(phone: Visitor) -> None:
    code = phone.province.accepted()["code"]
    phone.open("/kiem-tra")

    phone.fills("Địa chỉ trong mã QR", f"{phone.url}/#code={code}&proof={'A' * 22}")
    phone.presses("Kiểm tra")

    phone.sees("Không xác nhận được giấy này")
    phone.shows("verify-not-real", widths=[PHONE])
