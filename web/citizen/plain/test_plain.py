"""The pages for browsers without script, in one."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.support.browser import PHONE, Visitor
from tests.support.province import Province, token_of


def test_without_script_a_dossier_is_looked_up_and_a_procedure_read(
    browser: Browser, site: str, province: Province
) -> None:
    code = province.accepted()["code"]
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{site}/")
    page.get_by_role("link", name="Xem trang đơn giản").first.click()

    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_label("Mã xác nhận").fill(token_of(code))
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_text("Hẹn trả kết quả")).to_be_visible()
    assert token_of(code) not in page.url

    page.get_by_role("link", name="Một Cửa").click()
    page.get_by_role("link", name="Tìm thủ tục").click()
    page.get_by_label("Bạn cần làm việc gì?").fill("ket hon")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Đăng ký kết hôn", exact=True).click()
    expect(page.get_by_role("heading", name="Giấy tờ cần có")).to_be_visible()
    context.close()


def test_a_plain_page_is_accessible_and_fits(phone: Visitor) -> None:
    phone.open("/api/plain/procedures/1.001193")
    phone.is_no_wider_than_the_screen()
    phone.shows("plain-procedure")

    phone.open("/api/plain")
    phone.shows("plain", widths=[PHONE])
