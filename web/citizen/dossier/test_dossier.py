"""One dossier as its applicant follows it, in the browser."""

from __future__ import annotations

import pytest

from tests.support.browser import PHONE, Visitor
from tests.support.desk import MARITAL_STATUS, Desk
from tests.support.desk import desk as staffed
from tests.support.mine import ACCOUNT, mine
from tests.support.numbers import fresh
from tests.support.province import Province

AGENCY = "H01.57"


@pytest.fixture
def desk(province: Province) -> Desk:
    return staffed(AGENCY).staffed()


def test_a_late_dossier_is_said_to_be_the_fault_of_the_agency_with_its_apology(
    phone: Visitor, desk: Desk
) -> None:
    code = desk.in_process(**mine())
    for _ in range(12):
        desk.make("assign", code, "head", desk.subject("officer"))
        desk.make("hand_over", code, "head", desk.subject("colleague"))
    desk.at("2026-10-08T09:01").make("explain_lateness", code, "colleague", "workload", "Hồ sơ dồn")
    desk.at("2026-10-08T10:00").make("apologise", code, "head", 1, "Hồ sơ dồn sau đợt bão")
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")

    phone.sees("Đây là lỗi của cơ quan, không phải của bạn")
    phone.sees("Cơ quan hẹn lại")
    phone.sees("Thư xin lỗi vì trả chậm")
    phone.page.get_by_text("Cách tính thời hạn").click()
    phone.sees("Bắt đầu tính từ 09:00 05/10/2026")
    phone.presses("Xem cả")
    phone.presses("Kiểm tra quá trình")
    phone.sees("Nguyên vẹn")
    phone.presses("Xem danh sách người đã xem")
    phone.sees("Lúc")
    phone.shows("dossier-late")


def test_a_refused_dossier_says_why_and_how_to_go_on(phone: Visitor, desk: Desk) -> None:
    code = desk.filed(**mine())
    desk.make("refuse_reception", code, "reception", "Bạn đã đăng ký việc này ở xã khác")
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")

    phone.sees("Cơ quan không tiếp nhận hồ sơ")
    phone.sees("Lý do: Bạn đã đăng ký việc này ở xã khác")
    letter = phone.page.get_by_role("link", name="Phiếu từ chối tiếp nhận").get_attribute("href")
    printed = phone.context.request.get(f"{phone.url}{letter}")
    assert (printed.status, printed.headers["content-type"]) == (200, "application/pdf")
    phone.shows("dossier-refused", widths=[PHONE])


def test_a_result_says_where_it_is_taken(phone: Visitor, desk: Desk) -> None:
    code = desk.to_be_signed(**mine())
    desk.make("resolve", code, "head", fresh("QĐ"))
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")

    phone.sees("Kết quả đã có")
    phone.sees("mang theo giấy tờ tùy thân và giấy tiếp nhận")


def test_a_fee_is_told_with_where_and_until_when_it_is_paid(phone: Visitor, desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS, **mine())
    desk.make("demand_fee", code, "reception", ["TK.XNHN"], {})
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")

    phone.sees("Cần nộp 10.000 đ")
    phone.sees("Nộp tại quầy của")
    phone.sees("Đang chờ bạn nộp")
    phone.shows("dossier-fee", widths=[PHONE])


def test_a_session_that_ended_is_begun_anew_beside_the_page(phone: Visitor, desk: Desk) -> None:
    code = desk.filed(**mine())
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")
    phone.sees("Hồ sơ đang chờ được tiếp nhận")
    phone.context.clear_cookies()

    phone.presses("Xem danh sách người đã xem")

    phone.sees("Đăng nhập lại ở trang mới, rồi quay về đây thử lại")


def test_the_dossier_of_somebody_else_is_not_there(phone: Visitor, desk: Desk) -> None:
    code = desk.filed()
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")

    phone.sees("Khi cần hỗ trợ, hãy đọc mã này: dossier_not_found")
    phone.shows("dossier-not-found", widths=[PHONE])
