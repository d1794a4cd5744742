"""Tiếp nhận tại quầy: what officers take in while somebody stands before them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import OFFICE, PHONE, Visitor
from tests.support.desk import MARITAL_STATUS, SAME_DAY
from tests.support.numbers import fresh, receipt

CARD = "089050000019||Nguyễn Văn Tư Ông Lão|01011950|Nam|Số 12, khóm Đông An, An Giang|02022022"
OLD_MAN = "Nguyễn Văn Tư Ông Lão"
RELATIVE = "087200000002||Trần Văn Bình An|01012000|Nam|Số 1 đường Ví Dụ|02022022"
FIRM_TAX_CODE = "0100112437"


def at_the_counter(visitor: Visitor, officer: str, **query: str) -> None:
    visitor.signs_in(officer)
    wanted = "&".join(f"{name}={value}" for name, value in query.items())
    visitor.open(f"/ban-lam-viec/tiep-nhan?{wanted}")


def scans(visitor: Visitor, field: str, card: str) -> None:
    """As a scanner does: the letters, then Enter."""
    box = visitor.page.locator(f"[id='{field}']")
    box.fill(card)
    box.press("Enter")


def code_of(visitor: Visitor) -> str:
    return visitor.page.locator(".done .code").first.inner_text()


def test_an_old_man_is_served_from_his_card_while_a_relative_hands_it_in(office: Visitor) -> None:
    at_the_counter(office, "reception-1")
    office.fills("Tên thủ tục hoặc mã", "tinh trang hon nhan")
    office.sees("thủ tục phù hợp")
    office.shows("counter-find", [PHONE, OFFICE])
    office.fills("Tên thủ tục hoặc mã", MARITAL_STATUS)
    office.page.get_by_label("Tên thủ tục hoặc mã").press("Enter")

    scans(office, "scan", CARD)
    office.sees("Đã đọc thẻ của Nguyễn Văn Tư Ông Lão.")
    office.fills("Không có điện thoại vì", "Không dùng điện thoại")
    office.page.get_by_label("Người khác mang đến nộp thay").check()
    scans(office, "bearer-scan", RELATIVE)
    office.page.get_by_label("Nộp thay với tư cách").select_option("authorised")
    office.presses("Tiếp nhận và in giấy")
    office.sees("Có chỗ cần sửa")
    office.shows("counter-errors")
    office.fills("Giấy tờ chứng minh quyền", "Giấy ủy quyền có chứng thực")
    office.page.locator("[id='acting/paper/issued_on'] input").nth(0).fill("2")
    office.page.locator("[id='acting/paper/issued_on'] input").nth(1).fill("1")
    office.page.locator("[id='acting/paper/issued_on'] input").nth(2).fill("2026")
    office.page.get_by_label("Chưa từng kết hôn").check()
    office.page.get_by_label("Nhập tờ khai vào máy").check()
    expect(office.page.locator("[id='form/applicant_name']")).to_have_value(OLD_MAN)
    office.page.get_by_label("Nhập tờ khai vào máy").uncheck()
    office.presses("Tiếp nhận và in giấy")

    office.page.get_by_role("heading", name="Đã tiếp nhận").wait_for()
    office.shows("counter-received")
    told = office.province.get(f"/dossiers/{code_of(office)}", "reception-1").body
    assert told["applicant"]["name"] == "Nguyễn Văn Tư Ông Lão"
    assert told["bearer"]["name"] == "Trần Văn Bình An"
    office.presses("Người tiếp theo")
    office.sees("Vừa làm gần đây")


def test_copies_are_settled_at_once_and_their_fee_is_taken(office: Visitor) -> None:
    at_the_counter(office, "reception-1", **{"thu-tuc": SAME_DAY})
    scans(office, "scan", CARD)
    office.fills("Không có điện thoại vì", "Không dùng điện thoại")
    office.page.get_by_label("Giải quyết và trả ngay").check()
    office.page.get_by_label("Người ký kết quả").select_option(label="Huỳnh Ngọc Lãnh Đạo")
    office.fills("Số của kết quả", fresh("SCT-BS"))
    office.page.get_by_label("Thu ngay bây giờ").check()
    office.page.get_by_label("Số lượng").fill("2")
    expect(office.page.locator("[id='paid/amount']")).to_have_value("4.000")
    office.page.locator("[id='paid/receipt']").fill(receipt())
    office.presses("Ghi kết quả trả ngay")

    office.page.get_by_role("heading", name="Đã giải quyết và trả ngay").wait_for()


def test_a_firm_is_represented_by_an_employee_whom_it_authorised(office: Visitor) -> None:
    at_the_counter(office, "reception-1", **{"thu-tuc": SAME_DAY})
    office.page.get_by_label("Doanh nghiệp").check()
    office.fills(
        "Tên tổ chức", "Công ty TNHH Một Thành Viên Sản Xuất Thương Mại Dịch Vụ Phù Sa Ví Dụ"
    )
    office.fills("Mã số thuế", FIRM_TAX_CODE)
    office.fills("Người đại diện", "Lê Quang Đại Diện")
    office.page.get_by_label("Điện thoại", exact=True).fill("0912000003")
    office.fills("Địa chỉ trụ sở", "Số 3 đường Ví Dụ")
    office.page.get_by_label("Chỉ vào sổ, xem sau").check()
    office.presses("Vào sổ")
    office.sees("Nộp thay với tư cách: Hãy chọn một mục.")

    scans(office, "bearer-scan", RELATIVE)
    office.page.get_by_label("Nộp thay với tư cách").select_option("authorised")
    office.fills("Giấy tờ chứng minh quyền", "Giấy giới thiệu")
    for at, part in enumerate(today()):
        office.page.locator("[id='acting/paper/issued_on'] input").nth(at).fill(part)
    office.shows("counter-firm", [PHONE, OFFICE])
    office.presses("Vào sổ")

    office.page.get_by_role("heading", name="Đã vào sổ").wait_for()
    told = office.province.get(f"/dossiers/{code_of(office)}", "reception-1").body
    assert told["applicant"]["tax_code"] == FIRM_TAX_CODE
    assert told["bearer"]["name"] == "Trần Văn Bình An"


def test_the_post_hands_over_and_only_registers(office: Visitor) -> None:
    at_the_counter(office, "postal-1", **{"thu-tuc": MARITAL_STATUS})
    scans(office, "scan", CARD)
    office.fills("Điện thoại", "0912000345")
    office.page.get_by_label("Chưa từng kết hôn").check()
    for at, part in enumerate(today()):
        office.page.locator("#handed_over_at input").nth(at).fill(part)
    office.page.locator("#handed_over_at-time").fill("00:05")
    office.presses("Vào sổ")

    office.page.get_by_role("heading", name="Đã vào sổ").wait_for()


def today() -> list[str]:
    from chalicelib.foundation import clock

    return list(reversed(clock.local_day(clock.now()).isoformat().split("-")))
