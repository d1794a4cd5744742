"""A dossier is amended before it is received, in the browser."""

from __future__ import annotations

from tests.support.browser import PHONE, Visitor
from tests.support.desk import desk as staffed
from tests.support.desk import whole
from tests.support.mine import ACCOUNT, mine


def test_a_telephone_and_a_field_of_the_form_are_amended_and_what_is_wrong_stands_at_its_field(
    phone: Visitor,
) -> None:
    desk = staffed("H01.57").staffed()
    code = desk.filed(**mine())
    phone.signs_in(ACCOUNT, back=f"/ho-so/{code}")
    phone.follows("Sửa hồ sơ trước khi tiếp nhận")
    phone.presses("Gửi phần đã sửa")
    phone.sees("Bạn chưa sửa gì.")

    phone.page.locator("[id='contact/phone']").fill("12")
    phone.presses("Gửi phần đã sửa")
    phone.page.locator("[id='contact/phone-error']").wait_for()
    phone.shows("amend", widths=[PHONE])
    phone.page.locator("[id='contact/phone']").fill("0912000077")
    field = phone.page.locator("[id='form/reason']")
    phone.page.locator("details").filter(has=field).locator("summary").click()
    phone.page.locator("[id='form/reason']").fill("Cha mẹ đi làm xa, ông bà nuôi cháu")
    phone.presses("Gửi phần đã sửa")

    phone.sees("Hồ sơ đã được sửa như bạn gửi.")
    content = whole(code).content
    assert content.applicant.phone == "0912000077"
    assert content.form["reason"] == "Cha mẹ đi làm xa, ông bà nuôi cháu"
