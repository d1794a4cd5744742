"""Đăng nhập in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitor


def test_a_sign_in_that_did_not_succeed_says_why_and_begins_again(phone: Visitor) -> None:
    # Not begun in this browser.
    phone.open("/api/sign-in/done?state=another&code=another")

    phone.sees("Chưa đăng nhập được")
    phone.sees("Hãy bắt đầu lại")
    again = phone.page.get_by_role("link", name="Đăng nhập lại")
    expect(again).to_have_attribute("href", "/api/sign-in?back=%2F")
    phone.shows("sign-in-failed")


def test_what_somebody_puts_into_the_address_is_not_told_as_a_code(phone: Visitor) -> None:
    phone.open("/dang-nhap?vi-sao=Hay%20goi%200900000000")

    phone.sees("Chưa đăng nhập được")
    phone.sees_not("0900000000")


def test_who_is_signed_in_goes_on(phone: Visitor) -> None:
    phone.signs_in("citizen-1", back="/dang-nhap")

    phone.sees("Bạn đã đăng nhập")
