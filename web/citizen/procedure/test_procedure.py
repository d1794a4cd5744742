"""Một thủ tục in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitor

BIRTH, COPIES, LATE = "1.001193", "2.000815", "Đăng ký quá hạn 60 ngày"


def test_a_procedure_tells_what_it_needs_costs_and_takes(phone: Visitor) -> None:
    phone.open("/thu-tuc")
    phone.fills("Bạn cần làm việc gì?", "khai sinh")
    phone.presses("Tìm")
    phone.follows("Đăng ký khai sinh")

    phone.sees("Giấy chứng sinh")
    phone.sees("Trong ngày làm việc")
    phone.sees("Luật Hộ tịch 60/2014/QH13")
    expect(phone.page.get_by_role("link", name="Nộp trực tuyến")).to_have_attribute(
        "href", f"/nop-ho-so/{BIRTH}?truong-hop=on_time"
    )
    phone.shows("procedure")


def test_the_case_chooses_papers_and_fees(phone: Visitor) -> None:
    phone.open(f"/thu-tuc/{BIRTH}")
    phone.sees("Giấy chứng sinh")

    phone.follows(LATE)
    phone.sees("8.000 đ một trường hợp")
    phone.sees("Ai được miễn, giảm")

    phone.page.reload()
    expect(phone.page.locator("main [aria-current]")).to_have_text(LATE)


def test_the_guide_is_printed_for_the_case_that_was_chosen(office: Visitor) -> None:
    office.open(f"/thu-tuc/{BIRTH}?truong-hop=late")
    office.sees("8.000 đ một trường hợp")

    office.page.emulate_media(media="print")

    expect(office.page.get_by_text("Xem bản mới nhất tại")).to_be_visible()
    expect(office.page.get_by_role("button", name="In hướng dẫn này")).to_be_hidden()
    expect(office.page.get_by_text("Trẻ em bị bỏ rơi")).to_be_hidden()


def test_a_tariff_is_told_with_its_tiers_and_its_most(office: Visitor) -> None:
    office.open(f"/thu-tuc/{COPIES}")

    office.sees("2.000 đ một trang")
    office.sees("từ đơn vị thứ 3: 1.000 đ")
    office.sees("nhiều nhất 200.000 đ một bản")


def test_the_empty_form_is_a_paper(office: Visitor) -> None:
    office.open(f"/thu-tuc/{BIRTH}")
    link = office.page.get_by_role("link", name="Tải tờ khai trống")
    expect(link).to_be_visible()

    answer = office.page.request.get(f"{office.url}{link.get_attribute('href')}")

    assert answer.headers["content-type"] == "application/pdf"


def test_a_procedure_reads_in_english_around_the_words_of_the_house(phone: Visitor) -> None:
    phone.open(f"/thu-tuc/{BIRTH}")
    phone.speaks("en")

    phone.sees("Papers that are needed")
    expect(phone.page.locator("main h1 [lang=vi]")).to_have_text("Đăng ký khai sinh")


def test_a_procedure_that_is_not_there_says_so(phone: Visitor) -> None:
    phone.open("/thu-tuc/9.999999")

    phone.sees("Không có thủ tục hành chính mang mã 9.999999")
    phone.shows("procedure-missing", widths=[(360, 740)])
