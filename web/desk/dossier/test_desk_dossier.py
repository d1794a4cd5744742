"""One dossier at the desk, from its acceptance to its end."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.people import actions as people
from tests.support.browser import OFFICE, PHONE, Visitor
from tests.support.desk import MARITAL_STATUS, MORNING, Desk
from tests.support.numbers import fresh, receipt


def _at(who: Visitor, account: str, code: str) -> None:
    who.signs_in(account)
    who.open(f"/ban-lam-viec/ho-so/{code}")


def test_a_birth_is_settled_with_the_keyboard_alone(come: Callable[..., Visitor]) -> None:
    reception, officer, head = come(OFFICE), come(OFFICE), come(OFFICE)
    code = reception.province.submitted()["code"]

    def does(who: Visitor, *keys: str) -> None:
        who.sees("Phím số chọn việc")
        for key in keys:
            who.page.keyboard.press(key)

    _at(reception, "reception-1", code)
    reception.shows("desk-dossier")
    does(reception, "1")
    reception.sees("Bản xem trước")
    reception.shows("desk-accept", widths=[OFFICE])
    reception.page.keyboard.press("Control+Enter")
    reception.sees("Đã xong: tiếp nhận hồ sơ.")

    _at(officer, "officer-1", code)
    does(officer, "1")
    officer.page.get_by_label("Ghi chú").wait_for()
    officer.page.keyboard.press("Control+Enter")
    officer.sees("Đã xong: hoàn thành bước")

    _at(head, "head-1", code)
    does(head, "1")
    head.page.get_by_label("Số, ký hiệu văn bản").wait_for()
    head.page.keyboard.type(fresh("GKS"))
    head.page.keyboard.press("Enter")
    head.sees("Đã xong: ghi kết quả đã ký.")

    reception.page.reload()
    does(reception, "1")
    reception.sees("Người nộp đã chọn cách này")
    reception.page.keyboard.press("Control+Enter")
    reception.sees("Đã xong: trả cho người dân.")
    assert reception.province.get(f"/dossiers/{code}", "reception-1").body["status"]["code"] == 10


def test_what_is_missing_is_asked_for_once(office: Visitor) -> None:
    code = office.province.submitted()["code"]
    _at(office, "reception-1", code)
    office.page.get_by_role("link", name="Yêu cầu bổ sung").click()

    office.page.get_by_role("button", name="Yêu cầu bổ sung").click()
    office.sees("Hãy đánh dấu ít nhất một chỗ cần bổ sung.")

    office.page.locator("summary", has_text="Tờ khai").click()
    marks = office.page.get_by_role("group", name="Những chỗ cần bổ sung").get_by_role("checkbox")
    marks.nth(0).check()
    office.page.get_by_role("checkbox", name="Nơi sinh").check()
    why = office.page.get_by_label("cần bổ sung gì")
    why.nth(0).fill("Bản chụp mờ, không đọc được số")
    why.nth(1).fill("Ghi đúng như giấy chứng sinh")
    office.sees("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    office.shows("desk-supplement-request", widths=[PHONE, OFFICE])
    office.page.get_by_role("button", name="Yêu cầu bổ sung").click()

    office.sees("Đã xong: yêu cầu bổ sung.")
    office.sees("Bản chụp mờ, không đọc được số")
    print_link = office.page.get_by_role("link", name="Mở bản in (PDF)").get_attribute("href")
    pdf = office.context.request.get(f"{office.url}{print_link}")
    assert pdf.body().startswith(b"%PDF")


def test_of_two_officers_on_one_dossier_the_second_is_told_and_loses_no_word(
    come: Callable[..., Visitor],
) -> None:
    first = come(OFFICE)
    code = first.province.accepted()["code"]
    _at(first, "officer-1", code)
    first.page.get_by_role("link", name="Hoàn thành bước").click()
    first.fills("Ghi chú", "Đã xem đủ giấy tờ")

    first.province.moved(code, "assignment", "head-1", to="officer-1")
    first.page.get_by_role("button", name="Hoàn thành bước").click()

    first.sees("Hồ sơ vừa thay đổi")
    first.sees("Phân công người thụ lý, do Huỳnh Ngọc Lãnh Đạo")
    first.shows("desk-conflict", widths=[OFFICE])
    first.presses("Xem bản mới")
    first.page.get_by_text("Hồ sơ vừa thay đổi").wait_for(state="detached")
    assert first.page.get_by_label("Ghi chú").input_value() == "Đã xem đủ giấy tờ"
    first.page.get_by_role("button", name="Hoàn thành bước").click()
    first.sees("Đã xong: hoàn thành bước")


def test_a_late_dossier_is_explained_by_its_officer_and_apologised_for_by_the_head(
    come: Callable[..., Visitor],
) -> None:
    officer, head = come(OFFICE), come(OFFICE)
    desk = Desk("H01.51").at(MORNING)
    code = desk.filed()
    desk.make("accept", code, people.officer("reception-1"))

    _at(officer, "officer-1", code)
    officer.sees("cần giải trình và xin lỗi")
    officer.page.get_by_role("link", name="Giải trình chậm muộn").click()
    officer.page.get_by_label("Nguyên nhân").select_option(label="Cơ quan phối hợp trả lời chậm")
    officer.fills("Nói rõ", "Công an xã trả lời xác minh sau mười ngày")
    officer.shows("desk-explanation", widths=[OFFICE])
    officer.page.get_by_role("button", name="Giải trình chậm muộn").click()
    officer.sees("Đã xong: giải trình chậm muộn.")

    _at(head, "head-1", code)
    head.sees("Công an xã trả lời xác minh sau mười ngày")
    head.page.get_by_role("link", name="Xin lỗi vì chậm").click()
    head.fills("Lý do, nói với người dân", "Việc xác minh lâu hơn dự kiến")
    head.fills("Hẹn thêm", "2")
    head.page.get_by_role("button", name="Xin lỗi vì chậm").click()

    head.sees("Đã xong: xin lỗi vì chậm.")
    head.sees("Ngày hẹn lại")
    head.shows("desk-late", widths=[PHONE, OFFICE])


def test_a_refusal_says_what_is_printed_before_it_is_made(phone: Visitor) -> None:
    code = phone.province.submitted()["code"]
    _at(phone, "reception-1", code)
    phone.page.get_by_role("link", name="Từ chối tiếp nhận").click()
    phone.page.get_by_role("button", name="Từ chối tiếp nhận").click()
    phone.sees("Hãy điền mục này.")

    phone.page.get_by_label("Lý do khác").check()
    phone.fills("Lý do, nói với người dân", "Trẻ đã được khai sinh ở nơi khác")
    phone.sees("Phiếu từ chối")
    phone.page.get_by_role("button", name="Từ chối tiếp nhận").click()

    phone.sees("Đã xong: từ chối tiếp nhận.")


def test_a_fee_is_demanded_after_examination_and_taken_at_the_desk(
    come: Callable[..., Visitor],
) -> None:
    officer, cashier = come(OFFICE), come(OFFICE)
    desk = Desk("H01.51").at("2026-11-27T14:00")
    code = desk.received(MARITAL_STATUS, people.officer("reception-1")).dossier.code

    _at(officer, "officer-1", code)
    officer.page.get_by_role("link", name="Yêu cầu nộp phí").click()
    officer.sees("10.000 đ")
    officer.page.get_by_role("button", name="Yêu cầu nộp phí").click()
    officer.sees("Đã xong: yêu cầu nộp phí, lệ phí.")

    _at(cashier, "finance-1", code)
    cashier.page.get_by_role("link", name="Thu phí, lệ phí").click()
    cashier.sees("Số tiền phải thu: 10.000 đ")
    cashier.fills("Số biên lai", receipt())
    cashier.shows("desk-payment", widths=[OFFICE])
    cashier.page.get_by_role("button", name="Thu phí, lệ phí").click()

    cashier.sees("Đã xong: thu phí, lệ phí.")


def test_a_long_story_and_a_long_name_stay_readable(phone: Visitor) -> None:
    desk = Desk("H01.51").at("2026-11-26T09:00")
    name = "Nguyễn Phúc Hoàng Công Tằng Tôn Nữ Thị Thanh Hương Giang Bảo Ngọc An Nhiên"
    applicant = {**_applicant(), "name": name}
    code = desk.received(by=people.officer("reception-1"), applicant=applicant).dossier.code
    for turn in range(19):
        to = f"officer-{1 + turn % 2}"
        move = "hand_over" if turn else "assign"
        desk.make(move, code, people.officer("head-1"), to, note=f"Lượt {turn + 1}")

    _at(phone, "head-1", code)

    phone.sees(name)
    phone.page.locator("summary", has_text="việc trước đó").click()
    phone.sees("Nộp hồ sơ tại quầy")
    phone.sees("Giao cho Lâm Thị Cùng Phòng")
    phone.shows("desk-long", widths=[PHONE, OFFICE])


def _applicant() -> dict[str, str]:
    return {
        "identity_number": "089300000500",
        "phone": "0912000500",
        "address": "Số 5 đường Thử",
    }


def test_words_outlast_a_session_that_ended(office: Visitor) -> None:
    code = office.province.accepted()["code"]
    _at(office, "officer-1", code)
    office.page.get_by_role("link", name="Hoàn thành bước").click()
    office.fills("Ghi chú", "Đã đối chiếu sổ gốc")
    cookies = office.context.cookies()
    office.context.clear_cookies()
    office.page.get_by_role("button", name="Hoàn thành bước").click()
    office.sees("Phiên đăng nhập đã hết")

    office.context.add_cookies(cookies)  # type: ignore[arg-type]
    office.presses("Thử lại")

    office.sees("Đã xong: hoàn thành bước")
    office.sees("Đã đối chiếu sổ gốc")


def test_only_what_one_may_do_is_offered(office: Visitor) -> None:
    code = office.province.accepted()["code"]

    _at(office, "finance-1", code)

    office.sees("Bước này của")
    assert office.page.get_by_role("link", name="Hoàn thành bước").count() == 0


def test_a_dossier_that_is_not_there_has_a_way_back(office: Visitor) -> None:
    _at(office, "officer-1", "H01.51-261128-9999")

    office.sees("Không mở được hồ sơ này")
    office.follows("Về bàn làm việc")
    office.page.wait_for_url("**/ban-lam-viec")
