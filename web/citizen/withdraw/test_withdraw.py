"""Rút hồ sơ in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import PHONE, Visitor
from tests.support.desk import desk as staffed
from tests.support.mine import ACCOUNT, mine

WHY = "Gia đình tôi đã làm việc này ở nơi khác"


def test_a_dossier_is_withdrawn_though_it_changed_and_the_session_ended_meanwhile(
    phone: Visitor,
) -> None:
    desk = staffed("H01.57").staffed()
    code = desk.filed(**mine())
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")
    phone.follows("Rút hồ sơ")
    phone.presses("Rút hồ sơ này")
    phone.sees("Hãy ghi lý do rút hồ sơ.")
    phone.shows("withdraw", widths=[PHONE])
    phone.fills("Vì sao bạn rút hồ sơ?", WHY)

    desk.make("accept", code, "reception")
    phone.presses("Rút hồ sơ này")
    phone.sees("Hồ sơ vừa thay đổi trong lúc bạn đang làm")
    phone.sees("Tiếp nhận hồ sơ: reception")
    expect(phone.page.get_by_label("Vì sao bạn rút hồ sơ?")).to_have_value(WHY)

    phone.context.clear_cookies()
    phone.presses("Rút hồ sơ này")
    phone.sees("Phiên đăng nhập đã hết")
    phone.shows("withdraw-signed-out", widths=[PHONE])
    with phone.context.expect_page() as opened:
        phone.follows("Đăng nhập ở trang mới")
    opened.value.get_by_role("link", name="Nguyễn Thị Hoa Mai", exact=True).click()
    expect(opened.value.get_by_role("button", name="Đăng xuất")).to_be_visible()

    phone.presses("Gửi lại")
    phone.sees("Bạn đã rút hồ sơ này.")
    phone.sees(f"Lý do: {WHY}")
