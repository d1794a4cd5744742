"""What a head sees at a glance."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_a_head_sees_what_is_due_and_who_has_how_much(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    office.province.moved(code, "assignment", "head-1", to="officer-1")
    office.signs_in("head-1")
    office.open("/ban-lam-viec/lanh-dao")

    office.sees("Số hồ sơ theo ngày đến hạn")
    office.sees("Chưa giao ai")
    office.page.get_by_role("heading", name="Không có hồ sơ nào quá hạn").wait_for()
    office.shows("head")
