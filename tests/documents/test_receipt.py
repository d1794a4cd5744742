"""The printed receipt, read back as a citizen, a phone and an archivist would."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pydantic
import pytest

from chalicelib.documents import receipt as form
from chalicelib.documents import sheet, wording
from chalicelib.documents.model import Receipt, ReceiptPaper
from chalicelib.foundation import clock
from tests.documents.reading import (
    every_letter,
    outside_margins,
    read,
    said_by,
    scanned,
    sizes,
    words,
    words_of,
)

PAPERS = (
    ReceiptPaper(number=1, name="Tờ khai đăng ký khai sinh theo mẫu", originals=1, copies=0),
    ReceiptPaper(number=2, name="Giấy chứng sinh", originals=1, copies=0),
    ReceiptPaper(number=3, name="Giấy chứng nhận kết hôn của cha, mẹ", originals=0, copies=2),
)
BIRTH = Receipt(
    form_title_article="Mẫu số 01 – QĐ 25/2019/QĐ-UBND",
    code="H01.20-260105-0012",
    agency_name="Trung tâm Phục vụ hành chính công xã Châu Phú",
    parent_agency_name="Ủy ban nhân dân xã Châu Phú",
    place="Châu Phú",
    issued_at=dt.datetime(2026, 1, 5, 14, 2, tzinfo=clock.LOCAL),
    desk="Bộ phận Tiếp nhận và Trả kết quả xã Châu Phú",
    submitter_name="Nguyễn Thị Hường",
    owner_name="Trần Nguyễn Gia Bảo",
    identity_number="089195001234",
    address="Số 12, ấp Vĩnh Thuận, xã Châu Phú, tỉnh An Giang",
    phone="0912 345 678",
    email="huong@example.vn",
    request="Đăng ký khai sinh",
    procedure_code="1.001193",
    papers=PAPERS,
    time_limit="01 ngày làm việc",
    received_at=dt.datetime(2026, 1, 5, 7, 0, tzinfo=dt.UTC),
    due_at=dt.datetime(2026, 3, 16, 2, 30, tzinfo=dt.UTC),
    due_explanation=("Ngày 05/01: 03 giờ; nghỉ đêm.", "Ngày 06/01: 05 giờ, đến 14 giờ 00 phút."),
    return_by="Bộ phận Tiếp nhận và Trả kết quả xã Châu Phú",
    fee_text="8.000₫ (đã thanh toán)",
    lookup_url="https://motcua.example.vn/tra-cuu/H01.20-260105-0012?k=7Q4XJ9ZK2M",
    receiver_name="Lê Văn Phước",
    hotline="0296 3 888 888",
)
BIRTH_AS_READ = """\
Mẫu số 01 – QĐ 25/2019/QĐ-UBND
ỦY BAN NHÂN DÂN XÃ CHÂU PHÚ
TRUNG TÂM PHỤC VỤ HÀNH
CHÍNH CÔNG XÃ CHÂU PHÚ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Châu Phú, ngày 05 tháng 01 năm 2026
GIẤY TIẾP NHẬN HỒ SƠ
VÀ HẸN TRẢ KẾT QUẢ
Mã hồ sơ: H01.20-260105-0012
Tra cứu: quét mã hoặc mở https://motcua.example.vn/tra-cuu/H01.20-260105-0012?k=7Q4XJ9ZK2M
Bộ phận Tiếp nhận và Trả kết quả: xã Châu Phú
Tiếp nhận hồ sơ của: Nguyễn Thị Hường
Chủ hồ sơ: Trần Nguyễn Gia Bảo
Số định danh: 089195001234
Địa chỉ: Số 12, ấp Vĩnh Thuận, xã Châu Phú, tỉnh An Giang
Số điện thoại: 0912 345 678 Email: huong@example.vn
Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã thủ tục: 1.001193).
1. Thành phần hồ sơ nộp gồm:
TT Tên giấy tờ Bản chính Bản sao
1 Tờ khai đăng ký khai sinh theo mẫu 1 0
2 Giấy chứng sinh 1 0
3 Giấy chứng nhận kết hôn của cha, mẹ 0 2
2. Số lượng hồ sơ: 01 (bộ).
3. Thời gian giải quyết hồ sơ theo quy định là: 01 ngày làm việc.
4. Thời gian nhận hồ sơ: 14 giờ 00 phút, ngày 05 tháng 01 năm 2026.
5. Thời gian trả kết quả giải quyết hồ sơ: 09 giờ 30 phút, ngày 16 tháng 3 năm 2026.
6. Đăng ký nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả xã Châu Phú.
7. Phí, lệ phí: 8.000₫ (đã thanh toán).
NGƯỜI NỘP HỒ SƠ
(Ký và ghi rõ họ tên)
Nguyễn Thị Hường
NGƯỜI TIẾP NHẬN HỒ SƠ
(Ký và ghi rõ họ tên)
Lê Văn Phước
Điện thoại hỗ trợ: 0296 3 888 888.
Cách tính thời gian trả kết quả (mục 5):
- Ngày 05/01: 03 giờ; nghỉ đêm.
- Ngày 06/01: 05 giờ, đến 14 giờ 00 phút."""

LONG = BIRTH.model_copy(
    update={
        "submitter_name": "Công Tằng Tôn Nữ Nguyễn Thị Hoàng Hạnh Phương Quỳnh Khuê Trâm Uyên",
        "organisation": "Công ty Trách nhiệm hữu hạn Một thành viên Thủy sản " * 4,
        "email": "phong-kinh-doanh." * 6 + "thuy-san@example.vn",
        "papers": tuple(
            ReceiptPaper(
                number=number,
                name=f"Giấy tờ thứ {number}: " + "bản sao có chứng thực quyết định phê duyệt " * 4,
                originals=0,
                copies=number,
            )
            for number in range(1, 21)
        ),
        "due_explanation": tuple(
            f"Bước {step}: nghỉ từ 17 giờ 00 phút đến 07 giờ 00 phút của ngày làm việc tiếp theo, "
            "không tính ngày nghỉ hằng tuần và ngày lễ."
            for step in range(1, 31)
        ),
    }
)


def test_every_line_of_the_form_is_there() -> None:
    assert read(form.render(BIRTH)) == [BIRTH_AS_READ]


@pytest.mark.parametrize("field", ["agency_name", "place", "submitter_name", "request"])
def test_every_letter_survives_in_every_style(field: str) -> None:
    changed = BIRTH.model_copy(update={field: every_letter()})
    letters = every_letter().upper() if field == "agency_name" else every_letter()
    assert letters in words(form.render(changed))


def test_loose_marks_and_invisible_signs_are_composed_away() -> None:
    decomposed = unicodedata.normalize("NFD", BIRTH.submitter_name)
    typed = given(submitter_name=f"  {decomposed[:6]}\u200b{decomposed[6:]} \u200e\n")
    assert typed == BIRTH
    assert form.render(typed) == form.render(BIRTH)


def test_the_sheet_is_a5_upright() -> None:
    assert sizes(form.render(BIRTH)) == [(148, 210)]


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_phone_reads_the_look_up_address(dpi: int) -> None:
    code = scanned(form.render(BIRTH), dpi)
    assert code.text == BIRTH.lookup_url
    assert (code.position.bottom_right.x - code.position.top_left.x) / dpi * 25.4 >= 22


def test_the_same_receipt_gives_the_same_bytes() -> None:
    later = said_by(
        "import sys; from tests.documents import test_receipt as t; "
        "sys.stdout.buffer.write(t.form.render(t.BIRTH))"
    )
    elsewhere = BIRTH.model_copy(update={"issued_at": BIRTH.issued_at.astimezone(dt.UTC)})
    assert form.render(BIRTH) == later == form.render(elsewhere)


def test_the_file_says_what_it_is() -> None:
    content = form.render(BIRTH.model_copy(update={"agency_name": "Sở X & Y <A>"}))
    for part in (
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        f">{' '.join(wording.TITLES['receipt'])} {BIRTH.code}</rdf:li>",
        ">Sở X &amp; Y &lt;A&gt;</rdf:li>",
        "<xmp:CreateDate>2026-01-05T14:02:00+07:00</xmp:CreateDate>",
        "/Lang (vi-VN)",
    ):
        assert part.encode() in content


@pytest.mark.parametrize("receipt", [BIRTH, LONG], ids=["birth", "long"])
def test_a_slow_link_carries_it(receipt: Receipt) -> None:
    assert len(form.render(receipt)) < 60_000


def test_long_content_flows_on_and_nothing_is_cut_off() -> None:
    content = form.render(LONG)
    pages = read(content)
    assert len(pages) >= 3
    shown = words(content)
    for paper in LONG.papers:
        assert words_of(paper.name) in shown
    for line in LONG.due_explanation:
        assert line in shown
    assert str(LONG.organisation).strip() in shown
    assert str(LONG.email) in shown.replace(" ", "")
    assert outside_margins(content) == []


def test_each_further_sheet_repeats_the_headings_and_names_the_dossier() -> None:
    pages = read(form.render(LONG))
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"Trang {number}/{len(pages)} (mã hồ sơ: {LONG.code})")
    with_rows = [page for page in pages if "Giấy tờ thứ" in page]
    assert len(with_rows) >= 2
    assert all("TT Tên giấy tờ Bản chính Bản sao" in page for page in with_rows)


@pytest.mark.parametrize("count", range(0, 15))
def test_signatures_never_stand_alone(count: int) -> None:
    listed = tuple(PAPERS[0].model_copy(update={"number": n + 1}) for n in range(count))
    pages = read(form.render(BIRTH.model_copy(update={"papers": listed})))
    (signed,) = [page for page in pages if "NGƯỜI NỘP HỒ SƠ" in page]
    assert "5. Thời gian trả kết quả" in signed
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in signed
    assert BIRTH.receiver_name in signed


@pytest.mark.parametrize("count", range(0, 15))
def test_how_the_due_time_was_counted_stands_on_one_page(count: int) -> None:
    listed = tuple(PAPERS[0].model_copy(update={"number": n + 1}) for n in range(count))
    lines = tuple(f"Ngày {n:02}/01: tám giờ." for n in range(1, 7))
    told = BIRTH.model_copy(update={"papers": listed, "due_explanation": lines})
    assert any(all(line in page for line in lines) for page in read(form.render(told)))


WAIVED = ReceiptPaper(
    number=4, name="Giấy ra viện", originals=0, copies=0, waived="Đã có trong cơ sở dữ liệu."
)


def test_a_paper_that_need_not_be_handed_in_is_marked_with_why() -> None:
    shown = words(form.render(BIRTH.model_copy(update={"papers": (*PAPERS, WAIVED)})))
    row = "4 Giấy ra viện (không phải nộp: Đã có trong cơ sở dữ liệu) – – 2. Số lượng"
    assert row in shown


def test_a_waived_paper_taller_than_a_sheet_keeps_its_reason() -> None:
    endless = WAIVED.model_copy(update={"name": "W" * 3000, "waived": "Ư" * 200})
    content = form.render(BIRTH.model_copy(update={"papers": (endless,)}))
    assert "Ư" * 200 in words(content).replace(" ", "")
    assert outside_margins(content) == []


def test_a_name_taller_than_a_sheet_is_shortened() -> None:
    endless = BIRTH.papers[0].model_copy(update={"name": "W" * 3000})
    content = form.render(BIRTH.model_copy(update={"papers": (endless,)}))
    assert "…" in words(content)
    assert outside_margins(content) == []


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"owner_name": None}, "Chủ hồ sơ:"),
        ({"owner_name": BIRTH.submitter_name}, "Chủ hồ sơ:"),
        ({"identity_number": None}, "Số định danh:"),
        ({"email": None}, "Email:"),
        ({"hotline": None}, "Điện thoại hỗ trợ:"),
        ({"due_explanation": ()}, "Cách tính"),
        ({"parent_agency_name": None}, "ỦY BAN NHÂN DÂN"),
        ({"papers": ()}, "Tên giấy tờ"),
        ({}, "Vào Sổ theo dõi hồ sơ"),
        ({}, "Trang 1"),
    ],
)
def test_what_does_not_apply_leaves_no_empty_label(changes: dict[str, Any], gone: str) -> None:
    assert gone not in words(form.render(BIRTH.model_copy(update=changes)))


def test_a_dossier_from_the_paper_register_names_its_line() -> None:
    keyed_in = BIRTH.model_copy(update={"register_volume": "03", "register_number": "0147"})
    expected = "Vào Sổ theo dõi hồ sơ, Quyển số: 03, Số thứ tự: 0147."
    assert expected in words(form.render(keyed_in))


def test_what_was_settled_at_once_has_its_result_and_no_appointment() -> None:
    given_back = BIRTH.model_copy(
        update={"due_at": None, "returned_at": BIRTH.received_at, "due_explanation": ()}
    )
    shown = words(form.render(given_back))
    told = "Đã trả kết quả ngay khi tiếp nhận: 14 giờ 00 phút, ngày 05 tháng 01"
    assert f"5. {told} năm 2026. 6." in shown
    assert "5. Thời gian trả kết quả giải quyết" not in shown


@pytest.mark.parametrize("result", [{"due_at": None}, {"returned_at": BIRTH.received_at}])
def test_a_receipt_appoints_a_result_or_tells_that_it_was_given(result: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError, match="when the result is due"):
        given(**result)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "mon-fri 07:00-11:30 13:30-17:00; sat 07:00-11:30",
            "thứ Hai đến thứ Sáu 07:00-11:30, 13:30-17:00; thứ Bảy 07:00-11:30",
        ),
        ("sat-sat 07:00-11:30", "thứ Bảy 07:00-11:30"),
        ("sun 08:00-12:00", "Chủ nhật 08:00-12:00"),
        (
            "sun 08:00-12:00 | 2026-12-01 mon 07:00-11:00",
            "Chủ nhật 08:00-12:00; từ ngày 01 tháng 12 năm 2026: thứ Hai 07:00-11:00",
        ),
    ],
)
def test_opening_hours_are_told_as_people_say_them(written: str, told: str) -> None:
    assert wording.opening_hours(written) == told


def test_times_need_a_time_zone() -> None:
    with pytest.raises(pydantic.ValidationError, match="timezone"):
        given(due_at=dt.datetime(2026, 1, 6, 14, 0))


def test_missing_fonts_are_named_with_the_remedy(tmp_path: Path) -> None:
    from fpdf import FPDF

    with pytest.raises(sheet.FontsMissing, match=r"No Tinos-Regular\.ttf .* tools\.fonts"):
        sheet.embed_fonts(FPDF(), tmp_path)


def test_what_only_printing_needs_is_not_imported_before() -> None:
    heavy = "{'fpdf', 'fontTools', 'qrcode', 'PIL'}"
    loaded = f"import sys, chalicelib.documents.receipt; print({heavy} & set(sys.modules))"
    assert said_by(loaded).strip() == b"set()"


def given(**changes: Any) -> Receipt:
    return Receipt.model_validate(BIRTH.model_dump() | changes)
