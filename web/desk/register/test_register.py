"""Sổ theo dõi hồ sơ: what was received, by day."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_the_register_of_today_is_seen_and_printed(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    office.signs_in("reception-1")
    office.open("/ban-lam-viec/so-theo-doi")
    office.page.get_by_role("link", name=code).wait_for()
    office.shows("register")
    printed = office.page.get_by_role("link", name="In sổ").get_attribute("href")
    assert office.context.request.get(f"{office.url}{printed}").headers["content-type"] == (
        "application/pdf"
    )


def test_a_register_of_too_many_days_says_how_many_there_may_be(phone: Visitor) -> None:
    phone.signs_in("reception-1")
    phone.open("/ban-lam-viec/so-theo-doi?tu=2026-01-01&den=2026-01-31")
    phone.sees("Không nhận hồ sơ nào trong những ngày này.")

    phone.page.locator("#den input").nth(1).fill("3")
    phone.presses("Xem sổ")

    phone.sees("Xem nhiều nhất 31 ngày một lần.")
