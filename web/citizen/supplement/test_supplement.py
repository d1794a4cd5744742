"""A request for more is answered in the browser."""

from __future__ import annotations

from chalicelib.dossiers.model import Defect
from tests.support.browser import PHONE, Visitor
from tests.support.desk import desk as staffed
from tests.support.desk import last, whole
from tests.support.mine import ACCOUNT, mine

PAPER, FIELD = "Văn bản cử người giám hộ", "Nơi cư trú của người được giám hộ"
ADDRESS = "Ấp Thạnh Lợi, xã Ví Dụ"


def test_a_request_for_more_is_answered_item_by_item_though_the_page_was_reloaded(
    phone: Visitor,
) -> None:
    desk = staffed("H01.57").staffed()
    code = desk.filed(**mine())
    defects = (
        Defect(about="GT.CGH", reason="Bản chụp mờ, không đọc được con dấu"),
        Defect(about="form/ward_address", reason="Chưa ghi xã"),
    )
    desk.make("request_supplement", code, "reception", defects, "Luật Hộ tịch Điều 16")
    phone.signs_in(ACCOUNT, back="/ho-so?loc=can-lam")
    phone.follows("Đăng ký giám hộ")
    phone.sees("Chưa ghi xã")
    phone.shows("dossier-asked", widths=[PHONE])
    phone.follows("Trả lời yêu cầu bổ sung")
    phone.sees(PAPER)
    phone.presses("Gửi phần bổ sung")
    phone.sees("Hãy sửa hoặc nộp lại ít nhất một mục")

    phone.page.get_by_label("Tôi mang đến").check()
    phone.page.locator("[id='form/ward_address']").fill(ADDRESS)
    phone.page.reload()
    phone.sees("Những gì bạn nhập lúc trước còn ở đây")
    assert phone.page.locator("[id='form/ward_address']").input_value() == ADDRESS
    phone.shows("supplement")
    phone.presses("Gửi phần bổ sung")

    phone.sees("Cơ quan đã nhận phần bổ sung của bạn")
    assert whole(code).content.form["ward_address"] == ADDRESS
    assert set(last(code).data.changed) == {"GT.CGH", "form/ward_address"}  # type: ignore[attr-defined]
    assert phone.page.evaluate("Object.keys(sessionStorage).filter(one => /typed/.test(one))") == []
