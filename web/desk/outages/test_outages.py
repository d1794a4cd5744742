"""Sổ giấy: a day on paper, entered afterwards as it was."""

from __future__ import annotations

import datetime as dt

from chalicelib.foundation import clock
from tests.support.browser import Visitor
from tests.support.desk import MARITAL_STATUS

CARD = "089050000027||Lê Thị Sổ Giấy|01011950|Nữ|Số 12, khóm Đông An, An Giang|02022022"


def test_a_day_on_paper_is_entered_line_by_line_at_its_own_time(office: Visitor) -> None:
    yesterday = clock.local_day(clock.now()) - dt.timedelta(days=1)
    office.signs_in("head-1")
    office.open(f"/ban-lam-viec/so-giay?ngay={yesterday.isoformat()}")
    office.sees("Chưa giữ mã nào")
    office.page.get_by_label("Sau một lần ngừng không báo trước").check()
    office.fills("Số mã cần giữ", "2")
    for field, time in (("outage/begin", "07:10"), ("outage/end", "16h30")):
        for at, part in enumerate(reversed(yesterday.isoformat().split("-"))):
            office.page.locator(f"[id='{field}'] input").nth(at).fill(part)
        office.page.locator(f"[id='{field}-time']").fill(time)
    office.presses("Giữ mã")
    office.sees("Hãy điền mục này.")
    office.fills("Vì sao gián đoạn", "Mất điện toàn khu vực")
    office.presses("Giữ mã")
    office.sees("Đã giữ 2 mã")
    office.shows("outages-kept")
    code = office.page.locator("td.code").first.inner_text()

    office.context.clear_cookies()
    office.signs_in("reception-1")
    office.open(f"/ban-lam-viec/so-giay?ngay={yesterday.isoformat()}")
    office.follows("Nhập dòng này")
    office.sees(f"Nhập dòng {code} của sổ giấy")
    office.fills("Tên thủ tục hoặc mã", MARITAL_STATUS)
    office.page.get_by_label("Tên thủ tục hoặc mã").press("Enter")
    for at, part in enumerate(reversed(yesterday.isoformat().split("-"))):
        office.page.locator("[id='outage/received_at'] input").nth(at).fill(part)
    office.page.locator("[id='outage/received_at-time']").fill("8:15")
    office.page.locator("#scan").fill(CARD)
    office.page.locator("#scan").press("Enter")
    office.page.get_by_label("Điện thoại", exact=True).fill("0912000346")
    office.page.get_by_label("Chưa từng kết hôn").check()
    office.page.get_by_label("Chỉ vào sổ, xem sau").check()
    office.presses("Vào sổ")
    office.page.get_by_role("heading", name="Đã vào sổ").wait_for()

    entered = office.province.get(f"/dossiers/{code}", "reception-1").body
    assert entered["filed_at"] == f"{yesterday.isoformat()}T08:15:00+07:00"
