"""Dữ liệu của tỉnh: a change is drafted by one and approved by another, in a browser."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.browser import OFFICE, TABLET, Visitor

PROCEDURE = "1.013227"
SINCE = "2027-03-01"


def fills_a_day(visitor: Visitor, id: str, day: str, month: str, year: str) -> None:
    field = visitor.page.locator(f"#{id}")
    for label, value in (("Ngày", day), ("Tháng", month), ("Năm", year)):
        field.get_by_label(label, exact=True).fill(value)


def test_a_changed_fee_is_approved_by_a_second_person_and_holds_from_its_day(
    come: Callable[..., Visitor],
) -> None:
    author = come(OFFICE)
    author.signs_in("content-1")
    author.open("/quan-tri/du-lieu")
    author.follows("Soạn thay đổi")
    author.page.get_by_label("Loại dữ liệu").select_option("procedure")
    author.fills("Mã, tên hoặc ngày", PROCEDURE)
    author.presses("Xem dữ liệu đang có hiệu lực")
    author.page.locator("#fee-0").fill("20.000")
    author.presses("Gửi người khác duyệt")
    author.sees("Hãy nhập: số quyết định, nghị quyết.")
    author.shows("admin-draft", [TABLET, OFFICE])

    author.fills("Số quyết định, nghị quyết", "15/2026/NQ-HĐND")
    author.fills("Cơ quan ban hành", "Hội đồng nhân dân tỉnh")
    fills_a_day(author, "issued-on", "05", "01", "2026")
    fills_a_day(author, "since", "01", "03", "2027")
    author.presses("Gửi người khác duyệt")
    author.sees("Bạn là người soạn, nên người khác phải duyệt.")
    address = author.page.url.removeprefix(author.url)

    second = come(OFFICE)
    second.signs_in("admin-1")
    second.open(address)
    second.sees("20.000")
    second.shows("admin-change", [TABLET, OFFICE])
    second.presses("Duyệt")
    second.sees("Đã ghi nhận.")

    def fee(**on: str) -> int:
        query = {"kind": "procedure", "key": PROCEDURE, **on}
        data = second.province.get("/administration/data", "admin-1", **query).body["data"]
        amount: int = data["version"]["fees"][0]["amount"]
        return amount

    assert (fee(), fee(on=SINCE)) == (15_000, 20_000)
    second.open("/quan-tri/du-lieu")
    second.sees("15/2026/NQ-HĐND")
    second.shows("admin-changes")


def test_data_that_is_no_json_is_said_at_its_field(office: Visitor) -> None:
    office.signs_in("admin-1")
    office.open("/quan-tri/du-lieu/soan?loai=day&ma=2027-05-03")
    office.sees("Ngày này chưa được quyết định")

    office.page.get_by_text("Sửa toàn bộ dữ liệu").first.click()
    office.page.locator("#whole").fill("{")
    office.presses("Gửi người khác duyệt")

    office.sees("Dữ liệu chưa đúng dạng JSON")
