"""Tìm thủ tục in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitor

BIRTH = "1.001193"


def test_a_procedure_is_found_by_words_without_their_marks(phone: Visitor) -> None:
    phone.open("/thu-tuc")
    phone.sees("Đăng ký khai sinh")

    phone.fills("Bạn cần làm việc gì?", "dang ky ket hon")
    phone.presses("Tìm")

    expect(phone.page.locator("main h3").first).to_have_text("Đăng ký kết hôn")
    phone.sees("Không thu phí")
    assert "q=dang" in phone.page.url
    phone.shows("procedures-found")


def test_an_event_of_life_is_a_link_that_narrows_what_is_found(office: Visitor) -> None:
    office.open("/")
    office.follows("Sinh con")

    office.sees("Đăng ký việc nuôi con nuôi trong nước")
    office.sees_not("Tách thửa hoặc hợp thửa đất")
    current = office.page.locator("main [aria-current]")
    expect(current).to_have_text("Sinh con")

    office.page.go_back()
    expect(office.page).to_have_url(f"{office.url}/")


def test_a_field_and_an_agency_narrow_what_is_found_and_stay_on_reload(office: Visitor) -> None:
    office.open("/thu-tuc")
    office.page.get_by_text("Lọc theo lĩnh vực").click()
    office.page.get_by_label("Lĩnh vực").select_option("dat-dai")
    office.page.get_by_label("Nơi tiếp nhận").select_option("H01.51")
    office.presses("Tìm")
    office.sees("Nhận hồ sơ không phụ thuộc nơi ở")

    office.page.reload()

    office.sees("Nhận hồ sơ không phụ thuộc nơi ở")
    office.sees_not("Đăng ký khai sinh")


def test_a_long_list_is_read_page_by_page(phone: Visitor) -> None:
    phone.open("/thu-tuc")
    phone.sees("Trang 1/")

    phone.follows("Tiếp")

    phone.sees("Trang 2/")
    assert "trang=2" in phone.page.url


def test_what_is_not_found_says_what_to_try(phone: Visitor) -> None:
    phone.open("/thu-tuc?q=<b>phép%20thuật</b>")

    phone.sees("Chưa tìm thấy thủ tục nào như vậy")
    phone.shows("procedures-none", widths=[(360, 740)])
    phone.follows("Xem tất cả thủ tục")
    phone.sees("Đăng ký khai sinh")


def test_a_lost_line_is_told_and_tried_again(phone: Visitor) -> None:
    phone.page.route("**/api/procedures?*", lambda route: route.abort())
    phone.open("/thu-tuc")
    phone.sees("Chưa kết nối được")

    phone.page.unroute("**/api/procedures?*")
    phone.presses("Thử lại")

    phone.sees("Đăng ký khai sinh")
