"""Phí, lệ phí: whoever comes with a code pays."""

from __future__ import annotations

from tests.support.browser import Visitor
from tests.support.desk import MARITAL_STATUS
from tests.support.numbers import fresh, receipt
from tests.support.submissions import complete


def test_a_fee_is_asked_for_and_taken_with_its_receipt(office: Visitor) -> None:
    province = office.province
    order = province.submission(**complete(MARITAL_STATUS), channel="counter")
    code = province.post("/desk/dossiers", "reception-1", order).body["code"]
    while province.get(f"/dossiers/{code}", "officer-1").body["step"]["key"] != "sign":
        province.moved(code, "step", "officer-1")
    province.moved(code, "result", "head-1", number=fresh("XNHN"))
    office.signs_in("finance-1")
    office.open("/ban-lam-viec/phi?viec=co-ket-qua")
    office.page.get_by_role("button", name=f"Thu phí {code}").click()
    office.presses("Yêu cầu nộp")
    office.sees("Đã yêu cầu, chưa nộp")
    office.presses("Đã thu tiền")
    office.sees("Hãy ghi số biên lai.")
    office.shows("fees")

    office.fills("Số biên lai", receipt())
    office.presses("Đã thu tiền")

    office.sees("Đã nộp 10.000")
    assert province.get(f"/dossiers/{code}", "reception-1").body["fee_paid"] == 10_000
