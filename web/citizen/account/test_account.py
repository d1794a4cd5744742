"""Tài khoản của tôi in the browser."""

from __future__ import annotations

from tests.support.browser import Visitor


def test_a_citizen_sees_who_they_are_and_signs_out_everywhere(phone: Visitor) -> None:
    phone.signs_in("citizen-1", back="/tai-khoan")
    phone.sees("Bạn là ai ở đây")
    phone.shows("account-citizen", widths=[(360, 740)])

    phone.presses("Đăng xuất ở mọi nơi")

    phone.sees("Bạn đã đăng xuất ở mọi nơi.")
    phone.open("/tai-khoan")
    phone.sees("Bạn chưa đăng nhập")


def test_an_officer_sees_the_agencies_and_the_roles_there(office: Visitor) -> None:
    office.signs_in("reception-1", back="/tai-khoan")

    office.sees("Ủy ban nhân dân phường Long Xuyên")
    office.shows("account-officer")


def test_signing_out_without_a_line_says_so_and_stays(phone: Visitor) -> None:
    phone.signs_in("citizen-2", back="/tai-khoan")
    phone.page.route("**/api/sign-out", lambda route: route.abort())

    phone.presses("Đăng xuất khỏi máy này")

    phone.sees("Chưa kết nối được")
    phone.page.unroute("**/api/sign-out")
    phone.presses("Thử lại")
    phone.sees("Bạn đã đăng xuất.")
