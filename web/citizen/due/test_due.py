"""Tính ngày hẹn trả in the browser."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_a_due_time_is_told_with_its_arithmetic(phone: Visitor) -> None:
    phone.open("/ngay-hen?luc=2026-11-20T14:00&ngay=3&noi=H01.51")

    phone.sees("Thứ Năm, 14:00 26/11/2026")
    phone.sees("Cách tính")
    phone.shows("due")


def test_what_is_typed_wrongly_is_said_at_the_field_and_stays(phone: Visitor) -> None:
    phone.open("/ngay-hen")
    phone.fills("Giờ nộp", "25 giờ")
    phone.fills("Thời hạn", "400")
    phone.presses("Tính ngày hẹn")

    phone.sees("Có chỗ cần sửa")
    phone.sees("Hãy ghi số ngày từ 0 đến 365.")
    phone.shows("due-wrong", widths=[(360, 740)])

    phone.fills("Giờ nộp", "8h30")
    phone.fills("Thời hạn", "5")
    phone.presses("Tính ngày hẹn")
    phone.sees("Hẹn trả kết quả")
    assert "08:30" in phone.page.url or "08%3A30" in phone.page.url
