"""The lists of a desk."""

from __future__ import annotations

from tests.support import officers
from tests.support.browser import OFFICE, PHONE, Visitor


def test_an_officer_finds_and_opens_a_dossier_with_the_keyboard(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    office.signs_in("officer-1")
    office.open("/ban-lam-viec")
    office.sees("Phím tắt")

    office.page.keyboard.press("?")
    office.sees("Dùng bàn phím cho nhanh")
    office.page.keyboard.press("Escape")
    office.page.keyboard.press("/")
    office.page.keyboard.type("le thi vi du")
    office.page.keyboard.press("Enter")
    office.page.wait_for_url("**q=le*")
    office.page.get_by_role("link", name=code).wait_for()
    office.shows("desk-list")

    office.page.keyboard.press("j")
    office.page.keyboard.press("j")
    office.page.keyboard.press("k")
    office.page.keyboard.press("Enter")
    office.page.wait_for_url("**/ban-lam-viec/ho-so/*")


def test_a_scanned_receipt_opens_its_dossier(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    office.signs_in("reception-1")
    office.open("/ban-lam-viec")

    office.fills("Tìm theo mã", f"https://example.test/#code={code}&proof=abc")
    office.page.keyboard.press("Enter")

    office.page.wait_for_url(f"**/ban-lam-viec/ho-so/{code}")


def test_a_head_assigns_several_dossiers_at_once(office: Visitor) -> None:
    codes = [office.province.accepted()["code"] for _ in range(2)]
    office.signs_in("head-1")
    office.open("/ban-lam-viec?viec=chua-giao")

    for code in codes:
        office.page.get_by_label(f"Chọn hồ sơ {code}").check()
    office.sees("Đã chọn 2 hồ sơ")
    office.presses("Phân công")
    office.sees("Hãy chọn người nhận.")
    office.page.get_by_label("Cho ai").select_option(label="Võ Minh Thụ Lý")
    office.shows("desk-bulk", widths=[PHONE, OFFICE])
    office.presses("Phân công")

    office.page.get_by_label(f"Chọn hồ sơ {codes[0]}").wait_for(state="detached")
    for code in codes:
        shown = office.province.get(f"/dossiers/{code}", "head-1").body
        assert shown["assignee"] == "officer-1"


def test_a_list_without_dossiers_says_so(phone: Visitor) -> None:
    phone.signs_in("police-2")
    phone.open("/ban-lam-viec?viec=qua-han")

    phone.sees("Không có hồ sơ nào ở đây")
    phone.shows("desk-empty", widths=[PHONE, OFFICE])


def test_who_works_at_two_places_chooses_one_and_keeps_it_in_the_address(phone: Visitor) -> None:
    name, both = "Cao Văn Phối Hợp", {"processing": ["H01.52", "H01.51"]}
    officers.grant("officer-3", name, both)
    try:
        phone.signs_in("officer-3")
        phone.open("/ban-lam-viec?viec=chua-giao")
        phone.sees("Bạn làm việc ở nhiều nơi")

        phone.presses("Ủy ban nhân dân phường Long Xuyên")

        phone.page.wait_for_url("**noi=H01.51*")
        phone.sees("Tìm theo mã, tên người nộp")
        assert "viec=chua-giao" in phone.page.url
    finally:
        officers.grant("officer-3", name, {"processing": ["H01.52"]})


def test_whoever_is_no_officer_is_told_so(phone: Visitor) -> None:
    phone.open("/ban-lam-viec")
    phone.sees("Đăng nhập để vào bàn làm việc")

    phone.signs_in("citizen-1", "/ban-lam-viec")
    phone.sees("Tài khoản này chưa được giao việc")
