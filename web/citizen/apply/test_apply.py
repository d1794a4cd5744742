"""Nộp hồ sơ in the browser: from signing in to the code of the dossier."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from chalicelib.dossiers import examples
from chalicelib.foundation import clock
from chalicelib.procedures.actions import in_force
from tests.support.browser import Visitor
from tests.support.province import Province

BIRTH, PERMIT, SHOP = "1.001193", "1.013228", "1.001612"


@pytest.fixture(autouse=True)
def no_drafts(province: Province) -> Iterator[None]:
    yield
    for who in ("citizen-1", "firm-1"):
        for one in province.get("/drafts", who).body["drafts"]:
            province.post(f"/drafts/{one['id']}/removal", who)


def goes_on(who: Visitor, title: str) -> None:
    """To the next step, which has this title."""
    who.presses("Tiếp tục")
    stands_at(who, title)


def stands_at(who: Visitor, title: str) -> None:
    expect(who.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()


def begins(who: Visitor) -> None:
    who.signs_in("citizen-1", f"/nop-ho-so/{BIRTH}")
    who.presses("Bắt đầu")
    stands_at(who, "Nộp cho ai")


def says_the_day(who: Visitor, label: str, day: str, month: str, year: str) -> None:
    date = who.page.get_by_role("group", name=label)
    date.get_by_label("Ngày", exact=True).fill(day)
    date.get_by_label("Tháng", exact=True).fill(month)
    date.get_by_label("Năm", exact=True).fill(year)


def comes_to_the_child(who: Visitor) -> None:
    begins(who)
    who.page.get_by_role("radio", name=re.compile("^Cho tôi")).check()
    goes_on(who, "Chủ hồ sơ")
    who.fills("Địa chỉ", "Số 12 đường Ví Dụ, phường Long Xuyên")
    goes_on(who, "Trường hợp")
    who.page.get_by_label("Đăng ký đúng hạn").check()
    goes_on(who, "Nơi nộp, cách nhận kết quả")
    who.page.locator("#agency").select_option("H01.51")
    goes_on(who, "Trẻ được khai sinh")


def describes_the_child(who: Visitor) -> None:
    born = clock.local_day(clock.now())
    who.fills("Họ, chữ đệm, tên của trẻ", "Nguyễn Ngọc Thiên Thanh")
    says_the_day(who, "Ngày, tháng, năm sinh", str(born.day), str(born.month), str(born.year))
    who.page.get_by_label("Nữ").check()
    who.fills("Nơi sinh", "Bệnh viện Đa khoa Ví Dụ")
    who.fills("Dân tộc", "Kinh")
    who.fills("Quốc tịch", "Việt Nam")
    who.fills("Quê quán", "Xã Ví Dụ")


def describes_the_mother(who: Visitor) -> None:
    who.fills("Họ, chữ đệm, tên mẹ", "Nguyễn Thị Hoa Mai")
    who.fills("Dân tộc của mẹ", "Kinh")
    who.fills("Quốc tịch của mẹ", "Việt Nam")
    who.fills("Nơi cư trú của mẹ", "Số 12 đường Ví Dụ")


def has_begun(who: Visitor, step: str, procedure: str = BIRTH, **content: Any) -> None:
    """Signed in at a step of what was begun before."""
    begun = {
        "who": "self",
        "name": "Nguyễn Thị Hoa Mai",
        "number": "089300000001",
        "phone": "0912000001",
        "address": "Số 12 đường Ví Dụ",
        "agency": "H01.51",
        "reached": 99,
        **content,
    }
    order = {"procedure": procedure, "content": begun}
    assert who.province.put("/drafts/ban-khai-do", "citizen-1", order).status == 200
    query = quote(f"?ban-nhap=ban-khai-do&buoc={step}")
    who.signs_in("citizen-1", f"/nop-ho-so/{procedure}{query}")
    expect(who.page.locator("main h1")).to_be_visible()


def birth(province: Province) -> dict[str, Any]:
    """The form of a birth as its mother fills it in."""
    asked = {"name": "Nguyễn Thị Hoa Mai", "identity_number": "089300000001"}
    version = in_force(BIRTH, clock.local_day(clock.now())).version
    form: dict[str, Any] = examples.form_of(version, "on_time", {"kind": "citizen", **asked})
    return form


def hands_in(who: Visitor) -> str:
    who.page.locator("#declared").check()
    who.page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    stands_at(who, "Đã nộp hồ sơ")
    return who.page.locator(".code.big").inner_text()


def test_a_mother_registers_a_birth_by_phone(phone: Visitor) -> None:
    comes_to_the_child(phone)

    # A mistake is told at its field, and nothing else is lost.
    phone.presses("Tiếp tục")
    phone.sees("Có chỗ cần sửa")
    phone.sees("Họ, chữ đệm, tên của trẻ: hãy điền mục này.")
    phone.shows("apply-mistake")
    describes_the_child(phone)
    goes_on(phone, "Mẹ")

    # Back, and a reload in the middle.
    phone.follows("Quay lại")
    stands_at(phone, "Trẻ được khai sinh")
    phone.page.reload()
    stands_at(phone, "Trẻ được khai sinh")
    expect(phone.page.get_by_label("Họ, chữ đệm, tên của trẻ")).to_have_value(
        "Nguyễn Ngọc Thiên Thanh"
    )
    goes_on(phone, "Mẹ")
    describes_the_mother(phone)
    goes_on(phone, "Cha")
    goes_on(phone, "Người yêu cầu")
    # The account has said who asks.
    expect(phone.page.get_by_label("Số định danh cá nhân người yêu cầu")).to_have_value(
        "089300000001"
    )
    phone.page.get_by_label("Mẹ", exact=True).check()
    goes_on(phone, "Đề nghị cấp")
    goes_on(phone, "Giấy tờ")
    phone.page.get_by_label("Giấy chứng sinh").check()
    phone.shows("apply-papers")
    goes_on(phone, "Xem lại và nộp")
    phone.shows("apply-review")

    before = len(phone.province.get("/dossiers", "citizen-1").body["dossiers"])
    code = hands_in(phone)

    phone.sees("Việc tiếp theo")
    phone.shows("filed")
    filed = phone.province.get("/dossiers", "citizen-1").body["dossiers"]
    assert len(filed) == before + 1
    found = phone.province.get(f"/dossiers/{code}", "citizen-1").body
    assert found["form"]["child_name"] == "Nguyễn Ngọc Thiên Thanh"
    assert [one["code"] for one in found["papers"] if one["handed_in"]] == ["TK.KS", "GT.GCS"]
    assert phone.province.get("/drafts", "citizen-1").body["drafts"] == []


def test_who_signed_out_meanwhile_signs_in_beside_it_and_hands_in(phone: Visitor) -> None:
    has_begun(phone, "xem-lai", case="on_time", form=birth(phone.province))
    phone.context.clear_cookies()

    phone.page.locator("#declared").check()
    phone.presses("Nộp hồ sơ")
    phone.sees("Phiên đăng nhập đã hết")
    phone.shows("apply-signed-out")
    with phone.context.expect_page() as opened:
        phone.page.get_by_role("link", name="Đăng nhập ở thẻ mới").last.click()
    beside = opened.value
    beside.get_by_role("link", name="Nguyễn Thị Hoa Mai", exact=True).click()
    expect(beside.get_by_role("button", name="Đăng xuất")).to_be_visible()
    beside.close()
    phone.page.get_by_role("button", name="Tôi đã đăng nhập").last.click()

    stands_at(phone, "Đã nộp hồ sơ")


def test_what_the_house_refuses_is_told_at_its_field(phone: Visitor) -> None:
    long_ago = str(clock.local_day(clock.now()) - dt.timedelta(days=200))
    form = {**birth(phone.province), "birth_date": long_ago}
    has_begun(phone, "xem-lai", case="on_time", form=form)

    phone.page.locator("#declared").check()
    phone.presses("Nộp hồ sơ")
    phone.sees("Hồ sơ chưa nộp được.")
    expect(phone.page.get_by_role("alert").first).to_be_in_viewport()
    phone.shows("apply-refused")
    phone.page.get_by_role("alert").get_by_role("button").first.click()

    stands_at(phone, "Trẻ được khai sinh")
    expect(phone.page.get_by_role("group", name="Ngày, tháng, năm sinh")).to_be_visible()
    phone.sees("Có chỗ cần sửa")


def test_what_was_begun_is_gone_on_with_or_removed(phone: Visitor) -> None:
    begins(phone)
    phone.page.get_by_role("radio", name=re.compile("^Cho tôi")).check()
    goes_on(phone, "Chủ hồ sơ")
    phone.fills("Địa chỉ", "Số 12 đường Ví Dụ")
    phone.sees(re.compile("^Đã lưu"))

    phone.open(f"/nop-ho-so/{BIRTH}")
    phone.sees("Bạn đang khai dở")
    phone.shows("apply-begun")
    phone.presses("Khai tiếp")
    phone.presses("Tiếp tục")
    expect(phone.page.get_by_label("Địa chỉ")).to_have_value("Số 12 đường Ví Dụ")

    phone.open(f"/nop-ho-so/{BIRTH}")
    phone.presses("Xóa bản này")
    phone.sees("Trước khi bắt đầu")
    phone.sees_not("Bạn đang khai dở")


def test_a_lost_line_costs_no_word(phone: Visitor) -> None:
    has_begun(phone, "to-khai-1", case="on_time")
    phone.page.route("**/api/drafts/*", lambda route: route.abort())

    phone.fills("Họ, chữ đệm, tên của trẻ", "Nguyễn Ngọc Thiên Thanh")
    phone.sees("Chưa lưu được")
    phone.page.reload()

    expect(phone.page.get_by_label("Họ, chữ đệm, tên của trẻ")).to_have_value(
        "Nguyễn Ngọc Thiên Thanh"
    )
    phone.page.unroute("**/api/drafts/*")
    phone.sees(re.compile("^Đã lưu"))


def test_another_window_is_not_overwritten(phone: Visitor) -> None:
    has_begun(phone, "to-khai-1", case="on_time")
    stands_at(phone, "Trẻ được khai sinh")
    kept = phone.province.get("/drafts", "citizen-1").body["drafts"][0]
    content = {**kept["content"], "form": {"child_name": "Nguyễn Tên Khác"}}
    order = {"procedure": BIRTH, "version": kept["version"], "content": content}
    assert phone.province.put(f"/drafts/{kept['id']}", "citizen-1", order).status == 200

    phone.fills("Quê quán", "Xã Ví Dụ")
    phone.sees("vừa được sửa ở cửa sổ hoặc máy khác")
    phone.presses("Mở bản mới nhất")

    expect(phone.page.get_by_label("Họ, chữ đệm, tên của trẻ")).to_have_value("Nguyễn Tên Khác")


def test_who_is_not_signed_in_is_asked_to(phone: Visitor) -> None:
    phone.open(f"/nop-ho-so/{BIRTH}")

    phone.sees("Đăng nhập để nộp")
    phone.shows("apply-sign-in")


def test_a_firm_files_what_is_its_own_and_types_no_number(office: Visitor) -> None:
    office.signs_in("firm-1", f"/nop-ho-so/{PERMIT}")
    office.presses("Bắt đầu")
    office.page.get_by_role("radio", name=re.compile("^Cho doanh nghiệp")).check()
    goes_on(office, "Chủ hồ sơ")
    office.sees("Công ty TNHH Phù Sa Ví Dụ")
    office.sees("0100112437")
    office.presses("Tiếp tục")
    office.sees("Họ và tên người đại diện: hãy điền mục này.")
    office.fills("Họ và tên người đại diện", "Lê Quang Đại Diện")
    office.fills("Địa chỉ", "Số 3 đường Ví Dụ")
    office.presses("Tiếp tục")
    stands_at(office, "Nơi nộp, cách nhận kết quả")
    office.shows("apply-place")


def test_lists_and_sums_of_money_are_filled_in_as_people_write_them(phone: Visitor) -> None:
    has_begun(phone, "to-khai-2", SHOP, case="individual")
    name = "Quán Cà Phê Ven Sông Hậu Của Gia Đình Bà Nguyễn Thị Hoa Mai Cùng Các Con"
    phone.fills("Tên hộ kinh doanh", name)
    phone.fills("Vốn kinh doanh", "50.000.000")
    phone.page.get_by_label("Mã ngành cấp bốn").fill("56")
    phone.page.get_by_label("Tên ngành, nghề").fill("Dịch vụ phục vụ đồ uống")
    phone.presses("Thêm ngành, nghề")
    phone.presses("Tiếp tục")
    phone.sees("Có chỗ cần sửa")
    phone.shows("apply-list")

    phone.presses("Bỏ ngành, nghề 2")
    phone.sees(re.compile("^Đã lưu"))

    form = phone.province.get("/drafts", "citizen-1").body["drafts"][0]["content"]["form"]
    assert form["capital"] == 50_000_000
    assert form["lines"] == [{"code": "56", "name": "Dịch vụ phục vụ đồ uống"}]
