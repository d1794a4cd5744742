"""Trợ năng in the browser."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_the_statement_says_what_holds_and_what_is_lacking(phone: Visitor) -> None:
    phone.open("/")
    phone.follows("Trợ năng")

    phone.sees("WCAG 2.2 mức AA")
    phone.sees("Chỗ còn hạn chế")
    phone.shows("accessibility")
