"""Người dùng: who works where, in a browser."""

from __future__ import annotations

from chalicelib.people import audiences as roles
from tests.support import officers
from tests.support.browser import OFFICE, TABLET, Visitor

AGENCY = "H01.51"
LEAVER, LEAVER_NAME = "officer-leaving", "Trương Thị Sắp Chuyển Công Tác"


def in_hands_of(visitor: Visitor, who: str) -> str:
    code: str = visitor.province.accepted()["code"]
    visitor.province.moved(code, "assignment", "head-1", to=who)
    return code


def test_an_officer_who_leaves_hands_over_in_the_same_act(office: Visitor) -> None:
    officers.grant(LEAVER, LEAVER_NAME, {roles.PROCESSING_OFFICER: [AGENCY]})
    code = in_hands_of(office, LEAVER)
    office.signs_in("admin-1")

    office.open("/quan-tri/nguoi-dung")
    office.page.get_by_label("Cơ quan").select_option(AGENCY)
    office.sees(LEAVER_NAME)
    office.shows("admin-people", [TABLET, OFFICE])
    office.page.get_by_role("link", name=f"Đổi quyền của {LEAVER_NAME}").click()

    office.presses("Thu quyền và bàn giao")
    office.sees("Người này còn giữ hồ sơ: hãy chọn người nhận bàn giao.")
    office.shows("admin-leaving", [TABLET, OFFICE])
    office.page.get_by_label("Bàn giao hồ sơ cho").select_option("officer-1")
    office.presses("Thu quyền và bàn giao")

    office.sees("Đã thu quyền tại cơ quan này và bàn giao hồ sơ.")
    assert office.province.get(f"/dossiers/{code}", "officer-1").body["assignee"] == "officer-1"
    assert LEAVER not in str(office.province.get("/people", "admin-1", agency=AGENCY).body)


def test_somebody_new_gets_a_role_with_their_number(phone: Visitor) -> None:
    phone.signs_in("admin-1")
    phone.open(f"/quan-tri/nguoi-dung/officer-new?co-quan={AGENCY}")

    phone.fills("Họ và tên", "Hứa Thị Mới Về")
    phone.page.get_by_label("Kế toán, thu phí").check()
    phone.presses("Lưu")
    phone.sees("Có chỗ cần sửa")
    phone.shows("admin-grants")
    phone.fills("Số định danh cá nhân", "001190000077")
    phone.presses("Lưu")

    phone.sees("Đã lưu.")
    staff = phone.province.get("/people", "admin-1", agency=AGENCY).body["staff"]
    assert {"subject": "officer-new", "name": "Hứa Thị Mới Về", "roles": ["finance"]} in staff


def test_an_officer_without_administration_is_told_so(phone: Visitor) -> None:
    phone.signs_in("reception-1")

    phone.open("/quan-tri/nguoi-dung")

    phone.sees("Tài khoản của bạn không được giao quản trị.")
