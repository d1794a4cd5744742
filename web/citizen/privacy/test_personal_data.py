"""Dữ liệu cá nhân in the browser."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.browser import Visitor


def test_anybody_reads_what_is_done_with_personal_data(phone: Visitor) -> None:
    phone.open("/du-lieu-ca-nhan")

    phone.sees("Ai được xem")
    phone.sees("Đăng nhập để xem dữ liệu của tôi")
    phone.shows("personal-data")


def test_a_citizen_downloads_all_that_is_kept_of_them(phone: Visitor) -> None:
    code = phone.province.accepted()["code"]
    phone.signs_in("citizen-1", back="/du-lieu-ca-nhan")
    phone.sees(code)
    phone.shows("personal-data-mine", widths=[(360, 740)])

    with phone.page.expect_download() as started:
        phone.presses("Tải tất cả về máy")

    path = started.value.path()
    kept = json.loads(Path(path).read_text("utf-8"))
    assert code in {one["code"] for one in kept["dossiers"]}
