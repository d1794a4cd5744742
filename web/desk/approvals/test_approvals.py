"""Duyệt đề nghị: a head allows something before it is done, and takes it back."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_a_head_approves_a_correction_and_takes_it_back(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    office.signs_in("head-1")
    office.open("/ban-lam-viec/duyet")
    office.fills("Mã hồ sơ", code.lower())
    office.presses("Tìm hồ sơ")
    office.page.get_by_label("Sửa thông tin nhập sai").check()
    office.page.get_by_label("Điện thoại", exact=True).check()
    office.page.get_by_label("Ai được làm").select_option(label="Phạm Thị Tiếp Nhận")
    office.presses("Duyệt")
    office.sees("Hãy ghi vì sao.")
    office.fills("Vì sao cho phép", "Gõ nhầm một số")
    office.presses("Duyệt")
    office.sees("Đã duyệt, chưa dùng")
    office.shows("approvals")
    given = office.province.get(f"/dossiers/{code}", "head-1").body["approvals"]
    assert [(one["move"], one["fields"]) for one in given] == [("correct", ["phone"])]

    office.presses("Rút lại")
    office.fills("Vì sao rút lại", "Người dân đã tự sửa")
    office.presses("Rút lại")

    office.page.get_by_role("heading", name="Đã duyệt, chưa dùng").wait_for(state="detached")
    assert office.province.get(f"/dossiers/{code}", "head-1").body["approvals"] == []
