"""The control sheet and the register: from the timeline, read back, and for whom they are."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from chalicelib.documents import actions, control_sheet, register, register_table, slips
from chalicelib.documents.model import ExplanationSlip
from chalicelib.dossiers import readings
from chalicelib.foundation.errors import Invalid, NotPermitted
from tests.documents.reading import outside_margins, sizes, words
from tests.support import desk as desks
from tests.support.desk import Desk
from tests.support.numbers import fresh, receipt
from tests.support.province import Province
from tests.support.submissions import complete

DAY = dt.date(2026, 10, 5)


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk("H01.55")


def test_the_control_sheet_tells_who_gave_it_to_whom_and_whether_in_time(desk: Desk) -> None:
    code = desk.in_process()
    desk.make("assign", code, "head", desk.subject("officer"))
    late = desk.at("2026-10-20T09:00")
    late.make("explain_lateness", code, "officer", "workload", "Hồ sơ dồn")

    sheet = actions.control_sheet(code, desk.who("head"))
    printed = control_sheet.render(sheet)

    assert str(sheet.form_title_article).startswith("Mẫu số 06 - Thông tư 03/2025/TT-VPCP")
    assigned, explained = sheet.steps[-2:]
    assert (assigned.what, assigned.outcome) == ("phân công", "đúng hạn")
    assert assigned.receiver == desk.who("officer").name
    assert (explained.what, explained.outcome) == ("giải trình chậm muộn", "quá hạn")
    assert "Hồ sơ dồn" in explained.note
    assert sizes(printed)[0] == (297, 210)
    assert outside_margins(printed) == []
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in words(printed)


def test_the_control_sheet_names_the_forwarding_and_who_has_it_next(desk: Desk) -> None:
    code = desk.accepted()
    desk.make("forward", code, "reception")
    desk.make("complete_step", code, "officer")
    for _ in range(2):
        desk.make("complete_step", code, "officer")
    desk.make("resolve", code, "head", fresh("QĐ"))
    desk.make("give_back", code, "reception", "counter")

    steps = actions.control_sheet(code, desk.who("head")).steps

    told = [(one.what.partition(":")[0], one.receiver) for one in steps]
    assert told == [
        ("nộp trực tuyến", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("tiếp nhận hồ sơ", "Công chức tư pháp - hộ tịch"),
        ("chuyển đến bộ phận giải quyết", "Công chức tư pháp - hộ tịch"),
        ("hoàn thành bước", "Công chức tư pháp - hộ tịch"),
        ("hoàn thành bước", "Công chức tư pháp - hộ tịch"),
        ("hoàn thành bước", "Lãnh đạo UBND"),
        ("ký kết quả", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("trả kết quả, giấy tờ", "Người nộp hồ sơ"),
    ]


def test_the_control_sheet_names_who_demands_a_fee_and_who_pays_it(desk: Desk) -> None:
    code = desk.filed(desks.MARITAL_STATUS)
    asked = complete(desks.MARITAL_STATUS)["papers"]
    desk.make("demand_fee", code, "reception", [one["code"] for one in asked], {})
    desk.make("record_payment", code, "finance", desks.MARITAL_FEE, receipt(), "cash")

    demanded, paid = actions.control_sheet(code, desk.who("head")).steps[-2:]

    assert (demanded.what, demanded.receiver) == ("yêu cầu nộp phí, lệ phí", "Người nộp hồ sơ")
    assert (paid.giver, paid.receiver) == ("Người nộp hồ sơ", desk.who("finance").name)


def test_the_receipt_and_the_register_give_one_number(desk: Desk) -> None:
    desk.filed()
    code = desk.received().dossier.code
    day, serial = code.split("-")[1:]
    assert day == f"{DAY:%y%m%d}"

    (line,) = actions.register(desk.agency, DAY, DAY, before(code), desk.who("reception")).lines
    printed = actions.receipt(code, desk.who("reception"))

    assert line.number == serial
    assert printed.register_number is not None
    assert printed.register_number.startswith(f"{serial} ")


def test_the_register_has_a_line_for_what_was_received_and_is_a_reading_of_it(desk: Desk) -> None:
    received = desk.received().dossier
    desk.filed()

    book = actions.register(desk.agency, DAY, DAY, before(received.code), desk.who("reception"))
    printed = register.render(book)

    assert str(book.form_title_article).startswith("Mẫu số 07 - Thông tư 03/2025/TT-VPCP")
    (line,) = book.lines
    assert line.code == received.code
    assert (line.received_at, line.due_at) == (received.received_at, received.due_at)
    assert "show_register" in {one.call for one in readings.of(received.code, 9)}
    assert outside_margins(printed) == []
    assert "SỔ THEO DÕI HỒ SƠ" in words(printed)


def test_the_register_is_a_table_too_and_no_name_in_it_is_a_formula(desk: Desk) -> None:
    code = desk.received().dossier.code
    book = actions.register(desk.agency, DAY, DAY, before(code), desk.who("head"))
    line = book.lines[0].model_copy(update={"name": "=1+1"})

    table = register_table.render(book.model_copy(update={"lines": (line,)}))

    with zipfile.ZipFile(io.BytesIO(table)) as parts:
        said = parts.read("xl/sharedStrings.xml").decode()
        cells = parts.read("xl/worksheets/sheet1.xml").decode()
    assert code in said
    assert "=1+1" in said
    assert "<f>" not in cells


def before(code: str) -> str:
    """The code before it on its day: other tests have filed there, too."""
    day, _, serial = code.rpartition("-")
    return f"{day}-{int(serial) - 1:04}"


def test_the_register_goes_on_where_a_page_ended(desk: Desk) -> None:
    codes = [desk.received().dossier.code for _ in range(2)]
    first = actions.register(desk.agency, DAY, DAY, before(codes[0]), desk.who("head"), 1)
    second = actions.register(desk.agency, DAY, DAY, str(first.next), desk.who("head"))

    assert [one.code for one in (*first.lines, *second.lines)] == codes


def test_a_page_of_the_register_without_a_line_is_read_past(desk: Desk) -> None:
    first = desk.filed()
    desk.filed()
    received = desk.received().dossier.code

    book = actions.register(desk.agency, DAY, DAY, before(first), desk.who("head"), 1)

    assert [one.code for one in book.lines] == [received]


def test_the_register_is_for_reception_and_head_of_the_agency(desk: Desk) -> None:
    for other in (desk.who("officer"), desks.desk("H01.56").who("head")):
        with pytest.raises(NotPermitted):
            actions.register(desk.agency, DAY, DAY, "", other)


@pytest.mark.parametrize(
    ("last", "code"),
    [(dt.date(2026, 10, 4), "period_backwards"), (dt.date(2026, 11, 5), "period_too_long")],
)
def test_a_period_that_is_no_period_or_too_long_is_refused(
    desk: Desk, last: dt.date, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        actions.register(desk.agency, DAY, last, "", desk.who("head"))


def test_the_explanation_of_a_lateness_says_when_it_was_received_not_filed(desk: Desk) -> None:
    code = desk.filed()
    received = desk.at("2026-10-05T14:00")
    received.make("accept", code, "reception")
    late = desk.at("2026-10-20T09:00")
    version = late.make(
        "explain_lateness", code, "officer", "workload", "Hồ sơ dồn"
    ).dossier.version

    slip = actions.slip(code, str(version), desk.who("head"))

    assert isinstance(slip, ExplanationSlip)
    assert slip.received_at == received.now
    assert "Thời gian tiếp nhận hồ sơ: 14 giờ 00" in words(slips.render(slip))


def test_the_explanation_of_a_late_examination_says_that_nothing_was_received_yet(
    desk: Desk,
) -> None:
    code = desk.filed()
    late = desk.at("2026-10-20T09:00")
    version = late.make("explain_lateness", code, "reception", "workload", "Dồn").dossier.version

    slip = actions.slip(code, str(version), desk.who("head"))

    assert isinstance(slip, ExplanationSlip)
    assert slip.received_at is None
    assert "(chưa tiếp nhận): 09 giờ 00" in words(slips.render(slip))
