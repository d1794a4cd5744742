"""Hôm nay in the browser."""

from __future__ import annotations

import datetime as dt

from tests.support.backstage import Backstage
from tests.support.browser import Visitor


def test_anybody_sees_what_happened_today_and_where(office: Visitor) -> None:
    backstage = Backstage(office.province)
    office.province.accepted()
    backstage.settle()

    office.open("/hom-nay")

    office.sees("Mới đăng ký")
    office.sees("Ủy ban nhân dân phường Long Xuyên")
    office.shows("today")


def test_a_day_without_dossiers_says_so(phone: Visitor) -> None:
    phone.open(f"/hom-nay?ngay={dt.date(2020, 1, 2)}")

    phone.sees("Chưa có hồ sơ nào trong ngày này.")
    phone.shows("today-none", widths=[(360, 740)])
