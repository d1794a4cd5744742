"""Ý kiến được hỏi: another agency waits for this one."""

from __future__ import annotations

from tests.support.browser import Visitor

QUESTION = "Người này có đang thường trú tại phường không?"


def test_an_agency_answers_what_it_is_asked(office: Visitor) -> None:
    province = office.province
    code = province.accepted()["code"]
    province.moved(code, "step", "officer-1")
    asked = [{"agency": "H01.52", "working_days": 1}]
    province.moved(code, "opinions", "officer-1", agencies=asked, question=QUESTION)
    office.signs_in("officer-3")
    office.open("/ban-lam-viec/y-kien")
    office.page.get_by_role("button", name=f"Xem câu hỏi và trả lời {code}").click()
    office.presses("Gửi ý kiến")
    office.sees("Hãy ghi ý kiến.")
    office.sees(QUESTION)
    office.shows("opinions")

    office.fills("Ý kiến của cơ quan", "Có thường trú từ năm 2001.")
    office.presses("Gửi ý kiến")

    office.page.get_by_role("link", name=code).wait_for(state="detached")
    assert province.get(f"/dossiers/{code}", "officer-1").body["opinions"] == []
