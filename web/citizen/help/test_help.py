"""Hướng dẫn, liên hệ in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitor


def test_somebody_finds_whom_to_call_without_typing_marks(phone: Visitor) -> None:
    phone.open("/huong-dan")
    phone.sees("Công an xã, phường")

    phone.fills("Tên xã, phường", "uy ban nhan dan phuong tan chau")

    phone.sees("1 nơi")
    call = phone.page.locator("main a[href^='tel:']")
    expect(call).to_have_count(1)
    expect(call).to_have_attribute("href", "tel:02963000256")
    phone.shows("help")


def test_a_name_that_no_desk_has_says_what_to_try(phone: Visitor) -> None:
    phone.open("/huong-dan")
    phone.fills("Tên xã, phường", "zzz")

    phone.sees("Hãy gõ ít chữ hơn")


def test_help_is_told_in_english(phone: Visitor) -> None:
    phone.open("/huong-dan")
    phone.speaks("en")

    phone.sees("See where a dossier stands")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
