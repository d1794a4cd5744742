"""Hồ sơ của tôi in the browser."""

from __future__ import annotations

from tests.support.browser import PHONE, Visitor
from tests.support.desk import desk as staffed
from tests.support.mine import ACCOUNT, mine

AGENCY = "H01.57"


def test_whoever_is_not_signed_in_is_led_to_sign_in_and_back(phone: Visitor) -> None:
    phone.open("/ho-so")

    phone.sees("Hãy đăng nhập để xem hồ sơ của bạn")
    phone.shows("mine-signed-out", widths=[PHONE])
    phone.page.locator("main").get_by_role("link", name="Đăng nhập").click()
    phone.page.get_by_role("link", name="Trần Văn Bình An", exact=True).click()

    phone.page.wait_for_url("**/ho-so")
    phone.sees("Bạn chưa có hồ sơ nào")
    phone.shows("mine-empty", widths=[PHONE])
    phone.follows("Tìm thủ tục")
    phone.page.wait_for_url("**/thu-tuc")


def test_what_needs_me_is_found_among_my_dossiers(phone: Visitor) -> None:
    desk = staffed(AGENCY).staffed()
    asked = desk.filed(**mine())
    desk.ask_supplement(asked, "GT.CGH")
    desk.accepted(**mine())
    over = desk.filed(**mine())
    desk.make("refuse_reception", over, "reception", "Nộp nhầm nơi")
    phone.signs_in(ACCOUNT, back="/ho-so")

    phone.sees("Cần bạn bổ sung")
    phone.shows("mine")
    phone.follows("Cần bạn làm")

    phone.page.wait_for_url("**/ho-so?loc=can-lam")
    phone.sees(asked)
    phone.sees_not(over)


def test_whoever_acts_for_a_firm_follows_the_dossiers_of_the_firm(phone: Visitor) -> None:
    firm = "Công ty TNHH Phù Sa Ví Dụ"
    applicant = {
        "kind": "firm",
        "name": "Lê Quang Đại Diện",
        "organisation": firm,
        "tax_code": "0100112437",
        "phone": "0912000003",
        "address": "Số 3 đường Ví Dụ",
    }
    order = {"procedure": "2.000908", "case": None, "form": {}, "papers": []}
    code = phone.province.submitted(by="firm-1", applicant=applicant, **order)["code"]
    phone.signs_in("firm-1", back="/ho-so")

    phone.sees(f"Của {firm}")
    phone.page.locator(f"a[href='/ho-so/{code}']").click()

    phone.sees(f"Hồ sơ của {firm}")
    phone.sees("Hồ sơ đang chờ được tiếp nhận")
