"""Trả lại giấy tờ: what is over, and whose papers still lie at the desk."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_papers_of_a_refused_dossier_are_handed_back(office: Visitor) -> None:
    province = office.province
    order = province.submission(channel="counter", accept=False)
    code = province.post("/desk/dossiers", "reception-1", order).body["code"]
    province.moved(code, "refusal", "reception-1", reason="Không đủ điều kiện")
    office.signs_in("reception-1")
    office.open("/ban-lam-viec/tra-giay-to")
    office.page.get_by_role("button", name=f"Trả giấy tờ {code}").click()
    office.sees("đã đến và nhận đủ giấy tờ?")
    office.shows("handback")

    office.presses("Đã trả tận tay")

    office.sees(f"Đã trả giấy tờ của hồ sơ {code}.")
    assert province.get(f"/dossiers/{code}", "reception-1").body["papers_at"] is None
