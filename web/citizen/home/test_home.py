"""The first page in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitor


def test_the_first_page_finds_a_procedure(phone: Visitor) -> None:
    phone.open("/")
    phone.shows("home")

    phone.fills("Tên việc cần làm", "tam tru")
    phone.page.keyboard.press("Enter")

    expect(phone.page.locator("main h3").first).to_have_text("Gia hạn tạm trú")
    phone.sees("Đăng ký tạm trú")


def test_the_first_page_is_told_in_english_and_stays_so(office: Visitor) -> None:
    office.open("/")
    office.speaks("en")
    office.sees("What do you need to do?")

    office.page.reload()

    office.sees("What do you need to do?")
    office.shows("home-english", widths=[(1280, 800)])


def test_the_keyboard_skips_the_menu(office: Visitor) -> None:
    office.open("/")
    office.page.keyboard.press("Tab")
    expect(office.page.locator(".skip")).to_be_focused()

    office.page.keyboard.press("Enter")

    expect(office.page.locator("main")).to_be_focused()
