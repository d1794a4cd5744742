"""The printed slips (forms 02 to 05), read back, and requested through the API."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from chalicelib.documents import actions, wording
from chalicelib.documents import receipt as receipts
from chalicelib.documents import slips as form
from chalicelib.documents.model import (
    ApologySlip,
    RefusalSlip,
    Slip,
    SlipDefect,
    StopSlip,
    SupplementSlip,
)
from chalicelib.dossiers.actions import Written
from chalicelib.foundation import clock
from chalicelib.reception import outages
from chalicelib.reception.filing import Sheet
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
from tests.support import desk as desks
from tests.support import officers
from tests.support.numbers import fresh
from tests.support.province import Province
from tests.support.submissions import complete
from tools import packs

LAW = "Thông tư 03/2025/TT-VPCP Phụ lục I"
URL = "https://motcua.example.vn/?code=H01.51-260105-0012&proof=7Q4XJ9ZK2M7Q4XJ9ZK2M7Q"
HEAD = {
    "code": "H01.51-260105-0012",
    "agency_name": "Ủy ban nhân dân phường Long Xuyên",
    "place": "Long Xuyên",
    "issued_at": dt.datetime(2026, 1, 6, 9, 15, tzinfo=clock.LOCAL),
    "owner_name": "Nguyễn Thị Hường",
    "identity_number": "089195001234",
    "address": "Số 12, khóm Vĩnh Thuận, phường Long Xuyên",
    "phone": "0912 345 678",
    "email": "huong@example.vn",
    "request": "Đăng ký khai sinh",
    "procedure_code": "1.001193",
    "lookup_url": URL,
    "hotline": "0296 3 000 251",
    "officer_name": "Phạm Thị Tiếp Nhận",
}
FILED = dt.datetime(2026, 1, 5, 7, 2, tzinfo=dt.UTC)
SUPPLEMENT = SupplementSlip(
    **HEAD,
    form_title_article=f"Mẫu số 02 - {LAW}",
    title=wording.TITLES["supplement"],
    defects=(
        SlipDefect(name="Giấy chứng sinh", reason="Bản chụp mờ, không đọc được ngày sinh."),
        SlipDefect(name="Tờ khai, mục “Họ, chữ đệm, tên mẹ”", reason="Thiếu chữ đệm"),
    ),
    note="Nộp bổ sung trực tuyến được.",
    answer_by=dt.datetime(2026, 2, 24, 2, 15, tzinfo=dt.UTC),
    approver_name="Huỳnh Ngọc Lãnh Đạo",
)
REFUSAL = RefusalSlip(
    **HEAD,
    form_title_article=f"Mẫu số 03 - {LAW}",
    title=wording.TITLES["refusal"],
    at_reception=True,
    submitter_name="Trần Văn Bình An",
    filed_at=FILED,
    reason="Thuộc thẩm quyền của phường Châu Đốc.\nNộp lại tại đó.",
)
APOLOGY = ApologySlip(
    **HEAD,
    form_title_article=f"Mẫu số 04 - {LAW}",
    title=wording.TITLES_BY_LAW["Thông tư 03/2025/TT-VPCP"]["apology"],
    received_at=FILED,
    due_before=dt.datetime(2026, 1, 8, 7, 2, tzinfo=dt.UTC),
    reason="Chờ kết quả xác minh",
    due_at=dt.datetime(2026, 3, 12, 7, 2, tzinfo=dt.UTC),
    return_by="Bộ phận Tiếp nhận và Trả kết quả",
)
STOP = StopSlip(
    **HEAD,
    form_title_article=f"Mẫu số 05 - {LAW}",
    title=wording.TITLES["stop"],
    filed_at=FILED,
    received_at=FILED,
    ground="Quá thời hạn bổ sung",
    article="Nghị định 61/2018/NĐ-CP Điều 19",
)
EACH = pytest.mark.parametrize("slip", [SUPPLEMENT, REFUSAL, APOLOGY, STOP], ids=lambda s: s.kind)

TOP_AS_READ = """\
ỦY BAN NHÂN DÂN
PHƯỜNG LONG XUYÊN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Long Xuyên, ngày 06 tháng 01 năm 2026"""
CODE_AS_READ = f"""\
Mã hồ sơ: H01.51-260105-0012
Tra cứu: quét mã hoặc mở
{URL}"""
WHOM_AS_READ = """\
Hồ sơ của: Nguyễn Thị Hường
Số định danh: 089195001234
Địa chỉ: Số 12, khóm Vĩnh Thuận, phường Long Xuyên
Số điện thoại: 0912 345 678 Email: huong@example.vn
Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã thủ tục: 1.001193)."""
TO_AS_READ = """\
Kính gửi: Ông/Bà Nguyễn Thị Hường
Địa chỉ: Số 12, khóm Vĩnh Thuận, phường Long Xuyên
Số điện thoại: 0912 345 678 Email: huong@example.vn"""
CONTACT_AS_READ = """\
Nếu có vướng mắc, đề nghị Ông/Bà liên hệ Ủy ban nhân dân phường Long Xuyên, số điện \
thoại 0296 3 000 251, để được hướng dẫn./."""
AS_READ = {
    "supplement": f"""\
Mẫu số 02 - {LAW}
{TOP_AS_READ}
PHIẾU YÊU CẦU BỔ SUNG,
HOÀN THIỆN HỒ SƠ
{CODE_AS_READ}
{WHOM_AS_READ}
Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:
1. Giấy chứng sinh
Lý do: Bản chụp mờ, không đọc được ngày sinh.
2. Tờ khai, mục “Họ, chữ đệm, tên mẹ”
Lý do: Thiếu chữ đệm.
Ghi chú: Nộp bổ sung trực tuyến được.
Thời hạn bổ sung, hoàn thiện: chậm nhất 09 giờ 15 phút, ngày 24 tháng 02 năm 2026.
Người duyệt yêu cầu bổ sung: Huỳnh Ngọc Lãnh Đạo.
Nếu có vướng mắc, đề nghị Ông/Bà liên hệ Phạm Thị Tiếp Nhận - Ủy ban nhân dân \
phường Long Xuyên, số điện thoại 0296 3 000 251, để được hướng dẫn./.
NGƯỜI HƯỚNG DẪN
(Ký và ghi rõ họ tên)
Phạm Thị Tiếp Nhận""",
    "refusal": f"""\
Mẫu số 03 - {LAW}
{TOP_AS_READ}
PHIẾU TỪ CHỐI TIẾP NHẬN
GIẢI QUYẾT HỒ SƠ
{CODE_AS_READ}
{WHOM_AS_READ}
Thời gian nộp hồ sơ: 14 giờ 02 phút, ngày 05 tháng 01 năm 2026.
Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả của Ủy ban nhân dân phường Long Xuyên \
thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:
Thuộc thẩm quyền của phường Châu Đốc.
Nộp lại tại đó.
Xin thông báo để Ông/Bà được biết và thực hiện.
{CONTACT_AS_READ}
NGƯỜI NỘP HỒ SƠ
(Ký và ghi rõ họ tên)
Trần Văn Bình An
NGƯỜI TIẾP NHẬN HỒ SƠ
(Ký và ghi rõ họ tên)
Phạm Thị Tiếp Nhận""",
    "apology": f"""\
Mẫu số 04 - {LAW}
{TOP_AS_READ}
VĂN BẢN XIN LỖI
VÀ ĐỀ NGHỊ GIA HẠN
THỜI GIAN GIẢI QUYẾT
{CODE_AS_READ}
{TO_AS_READ}
Vào lúc 14 giờ 02 phút, ngày 05 tháng 01 năm 2026, Ủy ban nhân dân phường Long Xuyên \
tiếp nhận giải quyết hồ sơ “Đăng ký khai sinh” (mã thủ tục: 1.001193) của Ông/Bà, \
mã hồ sơ: H01.51-260105-0012.
Thời gian hẹn trả kết quả giải quyết hồ sơ: 14 giờ 02 phút, ngày 08 tháng 01 năm 2026.
Tuy nhiên, Ủy ban nhân dân phường Long Xuyên chưa thể trả kết quả giải quyết hồ sơ \
đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
Lý do: Chờ kết quả xác minh.
Ủy ban nhân dân phường Long Xuyên xin lỗi Ông/Bà vì sự chậm trễ này, đề nghị gia hạn \
và hẹn lại thời gian trả kết quả như sau:
Thời gian trả kết quả mới: 14 giờ 02 phút, ngày 12 tháng 3 năm 2026.
Nơi nhận kết quả: Bộ phận Tiếp nhận và Trả kết quả.
Mong nhận được sự thông cảm của Ông/Bà.
{CONTACT_AS_READ}
THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ
(Ký, ghi rõ họ tên và đóng dấu)
Phạm Thị Tiếp Nhận""",
    "stop": f"""\
Mẫu số 05 - {LAW}
{TOP_AS_READ}
THÔNG BÁO
DỪNG GIẢI QUYẾT HỒ SƠ
{CODE_AS_READ}
{TO_AS_READ}
Vào lúc 14 giờ 02 phút, ngày 05 tháng 01 năm 2026, Ủy ban nhân dân phường Long Xuyên \
tiếp nhận giải quyết hồ sơ “Đăng ký khai sinh” (mã thủ tục: 1.001193) của Ông/Bà, \
mã hồ sơ: H01.51-260105-0012.
Qua xem xét, Ủy ban nhân dân phường Long Xuyên thông báo dừng giải quyết hồ sơ nêu trên.
Lý do dừng giải quyết: Quá thời hạn bổ sung.
Căn cứ: Nghị định 61/2018/NĐ-CP Điều 19.
Thời điểm dừng giải quyết: 09 giờ 15 phút, ngày 06 tháng 01 năm 2026.
Xin thông báo để Ông/Bà được biết và thực hiện.
{CONTACT_AS_READ}
THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ
(Ký, ghi rõ họ tên và đóng dấu)
Phạm Thị Tiếp Nhận""",
}


# ---- On paper -----------------------------------------------------------------------------


@EACH
def test_every_line_of_the_form_is_there(slip: Any) -> None:
    assert words(form.render(slip)) == words_of(AS_READ[slip.kind])


@EACH
def test_the_sheet_is_a5_upright_and_one_is_enough(slip: Any) -> None:
    assert sizes(form.render(slip)) == [(148, 210)]


@EACH
@pytest.mark.parametrize("dpi", [150, 300])
def test_a_phone_reads_the_look_up_address(slip: Any, dpi: int) -> None:
    assert scanned(form.render(slip), dpi).text == URL


@EACH
@pytest.mark.parametrize("parent", [None, "Ủy ban nhân dân tỉnh An Giang"])
def test_the_title_leaves_the_qr_its_quiet_zone(slip: Any, parent: str | None) -> None:
    given = slip.model_copy(update={"parent_agency_name": parent})
    page = pypdfium2.PdfDocument(form.render(given))[0]
    text, said = page.get_textpage(), page.get_textpage().get_text_range()
    for line in slip.title:
        at = said.index(line.upper())
        assert text.get_charbox(at)[0] / 72 * 25.4 >= 14 + 24 + 2.5


@EACH
def test_every_letter_survives(slip: Any) -> None:
    changed = slip.model_copy(update={"owner_name": every_letter(), "request": every_letter()})
    assert words(form.render(changed)).count(every_letter()) == 2


@EACH
def test_the_same_slip_gives_the_same_bytes(slip: Any) -> None:
    later = said_by(
        "import sys; from tests.documents import test_slips as t; "
        f"sys.stdout.buffer.write(t.form.render(t.{slip.kind.upper()}))"
    )
    assert form.render(slip) == later


@EACH
def test_the_file_says_what_it_is(slip: Any) -> None:
    content = form.render(slip)
    for part in (
        "<pdfaid:part>2</pdfaid:part>",
        f">{' '.join(slip.title)} {slip.code}</rdf:li>",
        "<xmp:CreateDate>2026-01-06T09:15:00+07:00</xmp:CreateDate>",
    ):
        assert part.encode() in content


@pytest.mark.parametrize(
    "slip",
    [
        SUPPLEMENT.model_copy(
            update={
                "defects": tuple(
                    SlipDefect(name=f"Giấy tờ thứ {n}: " + "quyết định " * 20, reason="Mờ " * 60)
                    for n in range(1, 31)
                ),
                "note": "Ghi thêm để dễ thực hiện. " * 70,
            }
        ),
        REFUSAL.model_copy(update={"reason": "Không đủ điều kiện theo quy định. " * 200}),
        REFUSAL.model_copy(update={"reason": "W" * 2000}),
        APOLOGY.model_copy(update={"reason": "Dòng thứ nhất.\nDòng tiếp theo.\n" * 60}),
        STOP.model_copy(update={"ground": "Không bổ sung đúng hạn theo yêu cầu. " * 150}),
    ],
    ids=["supplement", "refusal", "unbroken", "apology", "stop"],
)
def test_long_content_flows_on_and_the_signature_never_stands_alone(slip: Any) -> None:
    content = form.render(slip)
    pages = read(content)
    shown = words_of("".join(map(without_number, pages)).replace("\ufffe", "")).replace(" ", "")

    assert len(pages) >= 2
    assert outside_margins(content) == []
    # NĐ 30/2020 Phụ lục I: on top, from the second page on.
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"(mã hồ sơ: {slip.code})")
        assert page.startswith(f"{number}\n") == (number > 1)
    for text in long_texts(slip):
        assert words_of(text).replace(" ", "") in shown
    assert slip.officer_name in pages[-1]
    assert "Nếu có vướng mắc" in pages[-1]


def without_number(page: str) -> str:
    return page.rsplit("(mã hồ sơ:", 1)[0].lstrip("23456789\n")


def long_texts(slip: Any) -> list[str]:
    if isinstance(slip, SupplementSlip):
        return [slip.note, *(one.name for one in slip.defects)]
    return [slip.ground if isinstance(slip, StopSlip) else slip.reason]


@pytest.mark.parametrize(
    ("slip", "changes", "gone"),
    [
        (SUPPLEMENT, {"note": ""}, "Ghi chú"),
        (SUPPLEMENT, {"approver_name": None}, "Người duyệt"),
        (SUPPLEMENT, {"hotline": None}, "số điện thoại"),
        (SUPPLEMENT, {"form_title_article": None}, "Mẫu số"),
        (REFUSAL, {"at_reception": False}, "NGƯỜI NỘP HỒ SƠ"),
        (STOP, {"received_at": None}, "tiếp nhận giải quyết"),
        (APOLOGY, {"organisation": "Công ty Ví Dụ"}, "Ông/Bà"),
    ],
)
def test_what_does_not_apply_is_not_said(slip: Slip, changes: dict[str, Any], gone: str) -> None:
    assert gone in words(form.render(slip))
    assert gone not in words(form.render(slip.model_copy(update=changes)))


# ---- Asked for ----------------------------------------------------------------------------

BIRTH = "1.001193"
SLOW = "1.004859"  # several working days: an apology can still be in time
QR = zxingcpp.BarcodeFormat.QRCode
REASON = "Không thuộc thẩm quyền giải quyết của phường"


def form_of(province: Province, whole: dict[str, Any], by: str = "citizen-1") -> str:
    """The words of the form of the last event; its look-up address must be the receipt's."""
    path = f"/dossiers/{whole['code']}/forms/{whole['version']}"
    answer = province.get(path, by)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert province.get(path, by).raw == answer.raw
    found = province.get(path, by, format="json").body
    assert scanned(answer.raw).text == found["lookup_url"]
    assert f"code={whole['code']}&proof=" in found["lookup_url"]
    return words(answer.raw)


def in_process(province: Province) -> str:
    code: str = province.accepted()["code"]
    province.moved(code, "step", "officer-1")
    return code


def test_a_supplement_request_names_papers_and_fields_as_the_applicant_knows_them(
    province: Province,
) -> None:
    filed = province.submitted()
    paper = filed["papers"][0]
    schema = province.get("/procedures/1.001193").body["version"]["form_schema"]
    field, title = next((name, one["title"]) for name, one in schema["properties"].items())
    order = {
        "defects": [
            {"about": paper["code"], "reason": "Bản chụp mờ"},
            {"about": f"form/{field}", "reason": "Thiếu chữ đệm"},
            {"about": "form", "reason": "Chưa ký"},
        ],
        "note": "Nộp lại trên Cổng dịch vụ công.",
    }
    approve(province, filed["code"], "request_supplement")
    asked = province.moved(filed["code"], "supplement-request", "reception-1", **order)
    shown = form_of(province, asked)

    assert "Mẫu số 02 - " in shown
    assert f"1. {words_of(paper['name'])} Lý do: Bản chụp mờ." in shown
    assert f"mục “{title}” Lý do: Thiếu chữ đệm." in shown
    assert f"3. {schema['title']} Lý do: Chưa ký." in shown
    until = wording.moment(dt.datetime.fromisoformat(asked["supplement_by"]))
    assert f"chậm nhất {until}." in shown
    for part in ("Ghi chú: Nộp lại trên", "Huỳnh Ngọc Lãnh Đạo", "Phạm Thị Tiếp Nhận", "0296 3"):
        assert part in shown
    assert paper["code"] not in shown
    assert field not in shown

    # The form of an event stays what it was, whatever happens later.
    before = province.get(f"/dossiers/{asked['code']}/forms/{asked['version']}", "citizen-1")
    corrected = {"applicant": {"phone": "0912000098"}, "reason": "Sai số"}
    approve(province, asked["code"], "correct")
    province.moved(asked["code"], "correction", "reception-1", **corrected)
    after = province.get(f"/dossiers/{asked['code']}/forms/{asked['version']}", "citizen-1")
    assert before.raw == after.raw


def approve(province: Province, code: str, move: str) -> None:
    order: dict[str, Any] = {"move": move, "officer": "reception-1", "reason": "Có căn cứ"}
    if move == "correct":
        order["fields"] = ["phone"]
    assert province.post(f"/desk/dossiers/{code}/approvals", "head-1", order).status == 200


def test_a_refused_reception_says_why(province: Province) -> None:
    filed = province.submitted()
    refused = province.moved(filed["code"], "refusal", "reception-1", reason=REASON)
    shown = form_of(province, refused)

    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in shown
    assert "thông báo không tiếp nhận" in shown
    assert REASON in shown
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in shown


def test_a_refused_result_says_why_and_is_signed_by_the_head(province: Province) -> None:
    code = in_process(province)
    order = {"decision": "refused", "reason": REASON, "number": "12/TC-UBND"}
    shown = form_of(province, province.moved(code, "result", "head-1", **order))

    assert "thông báo không giải quyết hồ sơ này" in shown
    assert "Số: 12/TC-UBND" in shown
    assert REASON in shown
    signed = "KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký, ghi rõ họ tên và đóng dấu) Huỳnh Ngọc Lãnh Đạo"
    assert shown.endswith(signed)


def test_a_form_keeps_the_capacity_in_which_it_was_signed(province: Province) -> None:
    given = {
        "name": "Kha Văn Phó",
        "identity_number": officers.number_of("deputy-51"),
        "grants": {"head": ["H01.51"]},
    }
    path = "/people/deputy-51/grants"
    deputy = {**given, "titles": {"H01.51": "KT. CHỦ  TỊCH \n\nPHÓ CHỦ TỊCH"}}
    assert province.put(path, "admin-1", deputy).status == 200
    order = {"decision": "refused", "reason": REASON, "number": fresh("TC-UBND")}
    signed = {"Authorization": f"Bearer {officers.token(province.provider, 'deputy-51')}"}
    ended = f"/desk/dossiers/{in_process(province)}/result"
    refused = province.ask("POST", ended, order=order, headers=signed).body
    as_signed = "KT. CHỦ TỊCH PHÓ CHỦ TỊCH (Ký, ghi rõ họ tên và đóng dấu) Kha Văn Phó"
    assert form_of(province, refused).endswith(as_signed)

    promoted = province.put(path, "admin-1", {**given, "titles": {"H01.51": "CHỦ TỊCH"}})

    assert promoted.body["titles"] == {"H01.51": "CHỦ TỊCH"}
    assert form_of(province, refused).endswith(as_signed)
    # Who does not speak of titles leaves them; they go with the last role there.
    assert province.put(path, "admin-1", given).body["titles"]
    assert not province.put(path, "admin-1", {**given, "grants": {}}).body["titles"]


def test_a_title_stands_where_a_role_is_held(province: Province) -> None:
    order = {"name": "Kha Văn Hai", "grants": {"head": ["H01.51"]}, "titles": {"H01.52": "A"}}
    refused = province.put("/people/deputy-52/grants", "admin-1", order)
    assert (refused.status, refused.body["code"]) == (422, "title_without_role")


def test_a_title_is_given_by_who_may_grant_the_roles_there(province: Province) -> None:
    held = {"head": ["H01.52"], "finance": ["H01.51"]}
    officers.grant("two-titles", "Kha Văn Ba", held)
    officers.grant("admin-51", "Quản Trị Phường", {"agency_admin": ["H01.51"]})
    by = {"Authorization": f"Bearer {officers.token(province.provider, 'admin-51')}"}
    for place, status in (("H01.51", 200), ("H01.52", 403)):
        order = {"name": "Kha Văn Ba", "grants": held, "titles": {place: "PHÓ CHỦ TỊCH"}}
        answer = province.ask("PUT", "/people/two-titles/grants", order=order, headers=by)
        assert answer.status == status


def test_a_form_has_the_next_number_of_its_agency_form_and_year(province: Province) -> None:
    here, there = desks.desk("H01.56"), desks.desk("H01.57")
    told = []
    for one, at in ((here, "2026-10-05"), (here, "2026-10-06"), (there, "2026-10-06")):
        now = one.at(f"{at}T09:00")
        told.append(number_of(now, now.filed(BIRTH)))
    newyear = here.at("2027-01-04T09:00")
    told.append(number_of(newyear, newyear.filed(BIRTH)))

    assert told == ["01/PTC-UBND", "02/PTC-UBND", "01/PTC-UBND", "01/PTC-UBND"]


def number_of(there: desks.Desk, code: str) -> str:
    """The number on the form with which a dossier is refused, as it is printed and kept."""
    refused = there.make("refuse_reception", code, "reception", REASON)
    slip = actions.slip(code, str(refused.dossier.version), there.who("reception"))
    assert isinstance(slip, RefusalSlip)
    assert f"Số: {slip.number}" in words(form.render(slip))
    return str(slip.number)


def test_a_form_that_was_given_on_paper_keeps_the_number_of_its_paper(province: Province) -> None:
    there = desks.desk("H01.55").at("2026-10-06T09:00")
    code = there.filed(BIRTH)
    paper = Written(desks.moment("2026-10-06T14:00"), "outside_office", "Sổ 02", "Khóm Thử")
    later = there.at("2026-10-07T08:00")
    refused = later.make("refuse_reception", code, "reception", REASON, written=paper)
    slip = actions.slip(code, str(refused.dossier.version), there.who("reception"))
    assert isinstance(slip, RefusalSlip)
    assert slip.number is None


def test_an_apology_tells_the_old_and_the_new_due_time(province: Province) -> None:
    submission = province.submission(**complete(SLOW))
    before = province.post("/desk/dossiers", "reception-1", submission).body
    order = {"working_days": 2, "reason": "Chờ kết quả xác minh"}
    later = province.moved(before["code"], "extension", "head-1", **order)
    shown = form_of(province, later, "reception-1")

    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in shown
    assert "Mẫu số 04 - Thông tư 03/2025/TT-VPCP" in shown
    due = [wording.moment(dt.datetime.fromisoformat(one["due_at"])) for one in (before, later)]
    assert f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {due[0]}." in shown
    assert f"Thời gian trả kết quả mới: {due[1]}." in shown
    assert "Lý do: Chờ kết quả xác minh." in shown
    assert shown.endswith("Huỳnh Ngọc Lãnh Đạo")


def test_a_stop_tells_the_ground_and_its_article(province: Province) -> None:
    code = in_process(province)
    order = {"ground": "Người nộp không bổ sung", "article": "Nghị định 61/2018/NĐ-CP Điều 19"}
    shown = form_of(province, province.moved(code, "stop", "head-1", **order))

    assert "Mẫu số 05 - " in shown
    assert "Lý do dừng giải quyết: Người nộp không bổ sung" in shown
    assert "Căn cứ: Nghị định 61/2018/NĐ-CP Điều 19." in shown


def test_json_carries_the_same_slip(province: Province) -> None:
    refused = province.moved(province.submitted()["code"], "refusal", "reception-1", reason=REASON)
    path = f"/api/dossiers/{refused['code']}/forms/{refused['version']}".removeprefix("/api")
    accepts = {"Accept": "application/json"}
    told = province.ask("GET", path, "citizen-1", headers=accepts)

    assert told.body["kind"] == "refusal"
    assert told.body["reason"] == REASON
    assert told.body == province.get(path, "reception-1", format="json").body


@pytest.mark.parametrize("version", ["1", "3", "0", "02", "-1", "x", "²"])
def test_an_event_without_a_form_has_none(province: Province, version: str) -> None:
    refused = province.moved(province.submitted()["code"], "refusal", "reception-1", reason=REASON)
    assert refused["version"] == 2
    answer = province.get(f"/dossiers/{refused['code']}/forms/{version}", "citizen-1")
    assert (answer.status, answer.body["code"]) == (404, "no_such_form")


@pytest.mark.parametrize(
    ("by", "status"), [("citizen-2", 404), ("reception-2", 404), ("postal-1", 403), (None, 401)]
)
def test_for_others_it_is_not_there(province: Province, by: str | None, status: int) -> None:
    refused = province.moved(province.submitted()["code"], "refusal", "reception-1", reason=REASON)
    answer = province.get(f"/dossiers/{refused['code']}/forms/2", by)
    assert answer.status == status
    if status == 404:
        assert answer.body["code"] == "dossier_not_found"


@pytest.mark.parametrize(
    ("said", "printed"),
    [("Thiếu", "Thiếu."), ("Thiếu.", "Thiếu."), ("Vì sao?", "Vì sao?"), ("Còn…", "Còn…")],
)
def test_what_an_officer_writes_ends_with_one_stop(said: str, printed: str) -> None:
    for slip, field in [(SUPPLEMENT, "note"), (REFUSAL, "reason"), (APOLOGY, "reason")]:
        shown = words(form.render(slip.model_copy(update={field: said})))
        assert re.search(rf"{re.escape(printed)} [A-ZĐỦ]", shown)


def test_a_refusal_of_what_stood_in_the_outage_book_tells_the_time_on_its_sheet(
    province: Province,
) -> None:
    paper = "2026-10-05T10:15"
    there = desks.desk("H01.55")
    order = (there.agency, dt.date(2026, 10, 5), 1, there.who("reception"))
    block = outages.reserve(*order, now=lambda: there.now)
    later = there.at("2026-10-06T08:00")
    how = {"sheet": Sheet(block.codes[0], desks.moment(paper))}
    code = later.received(how=how).dossier.code
    for _ in desks.STEPS:
        later.make("complete_step", code, "officer")
    refused = later.make("refuse_to_resolve", code, "head", REASON, fresh())

    slip = actions.slip(code, str(refused.dossier.version), there.who("reception"))

    assert isinstance(slip, RefusalSlip)
    assert slip.filed_at == desks.moment(paper)
    told = wording.moment(desks.moment(paper))
    assert f"Thời gian nộp hồ sơ: {told}." in words(form.render(slip))


def test_what_was_given_on_paper_is_of_its_day_and_tells_when_it_was_entered(
    province: Province,
) -> None:
    there = desks.desk("H01.55")
    code = there.to_be_signed()
    paper = Written(desks.moment("2026-10-06T14:00"), "outside_office", "Sổ 02", "Khóm Thử")
    later = there.at("2026-10-07T08:00")
    refused = later.make("refuse_to_resolve", code, "head", REASON, fresh(), written=paper)

    slip = actions.slip(code, str(refused.dossier.version), there.who("reception"))

    assert slip.issued_at == paper.happened_at
    printed = words(form.render(slip))
    assert "ngày 06 tháng 10 năm 2026" in printed
    assert "nhập bổ sung vào hệ thống ngày 07/10/2026" in printed


@pytest.mark.parametrize(
    ("agency", "received", "law"),
    [
        ("H01.31.01", "2025-06-27T09:00", "Quyết định 25/2019/QĐ-UBND tỉnh An Giang"),
        ("H01.55", "2025-07-02T09:00", LAW),
    ],
)
def test_the_number_is_of_the_rules_that_the_dossier_was_received_under(
    province: Province, agency: str, received: str, law: str
) -> None:
    """Whatever is in force on the day that the form is made out."""
    there = desks.desk(agency).at(received)
    code = there.filed(BIRTH)
    decided = there.at("2025-07-03T09:00").make("refuse_reception", code, "reception", REASON)

    slip = actions.slip(code, str(decided.dossier.version), there.who("reception"))

    assert slip.form_title_article == f"Mẫu số 03 - {law}"


@pytest.mark.parametrize("pack", ["an-giang", "dong-thap"])
def test_every_set_of_rules_numbers_and_names_the_forms(pack: str) -> None:
    by_law = set()
    for rules in packs.rule_sets(pack):
        forms, article = rules.value("dossier_forms"), rules.article("dossier_forms")
        assert forms["receipt"] == rules.value("receipt_form")
        assert forms.keys() >= {"supplement", "refusal", "apology"}
        own = rules.article("residence_forms")
        by_law |= {law for law in wording.TITLES_BY_LAW if (article + own).count(law)}
    # A title under a text that no rules name would never be printed.
    assert by_law == set(wording.TITLES_BY_LAW)


RESIDENCE = "1.004194"
POLICE = "H01.51.01"


def test_residence_has_the_forms_of_its_own_circular(province: Province) -> None:
    """Thông tư 56/2021/TT-BCA, as amended by 66/2023: CT04, CT05, CT06, and no Mẫu số 01."""
    there = desks.desk(POLICE)
    code = there.filed(RESIDENCE, case="individual")
    asked = there.ask_supplement(code, "GT.COHP")
    slip = actions.slip(code, str(asked.dossier.version), there.who("reception"))

    assert slip.form_title_article == (
        "Mẫu CT05 - Thông tư 56/2021/TT-BCA (sửa đổi bởi Thông tư 66/2023/TT-BCA)"
    )
    assert " ".join(slip.title) == "Phiếu hướng dẫn bổ sung, hoàn thiện hồ sơ"

    taken = there.received(RESIDENCE, case="individual", channel="counter").dossier.code
    receipt = actions.receipt(taken, there.who("reception"))

    assert str(receipt.form_title_article).startswith("Mẫu CT04 - ")
    assert " ".join(receipt.title) == "Phiếu tiếp nhận hồ sơ và hẹn trả kết quả"
    assert "Mẫu số 01" not in receipt.model_dump_json()


def test_who_gets_the_paper_stands_on_it(province: Province) -> None:
    refused = province.moved(province.submitted()["code"], "refusal", "reception-1", reason=REASON)
    shown = words(province.get(f"/dossiers/{refused['code']}/forms/2", "citizen-1").raw)

    assert f"Nơi nhận: - {refused['applicant']['name']}; - Lưu: hồ sơ." in shown


@pytest.mark.parametrize(
    ("agency", "day", "printed"),
    [("H01.31.01", "2022-10-05", False), ("H01.55", "2026-10-05", True)],
)
def test_a_qr_is_printed_where_the_rules_of_the_dossier_want_one(
    province: Province, agency: str, day: str, printed: bool
) -> None:
    """Thông tư 01/2018 Điều 19.2 lets it be; Thông tư 01/2023 Điều 26.2 asks for it."""
    there = desks.desk(agency).at(f"{day}T09:00")
    code = there.received(BIRTH).dossier.code
    receipt = actions.receipt(code, there.who("reception"))
    content = receipts.render(receipt)
    page = pypdfium2.PdfDocument(content)[0]

    assert receipt.qr is printed
    assert bool(zxingcpp.read_barcodes(page.render(scale=2).to_pil(), formats=QR)) is printed
    assert ("quét mã" in words(content)) is printed


def test_rules_that_know_no_such_form_print_no_number() -> None:
    by_version = {rules.version: rules for rules in packs.rule_sets("an-giang")}
    older, newer = by_version["2023-01-30"], by_version["2025-07-01"]

    assert actions.form_of(older, "stop") is None
    assert actions.form_of(newer, "stop") == f"Mẫu số 05 - {LAW}"
    assert (
        actions.form_of(older, "apology") == "Mẫu số 04 - Quyết định 25/2019/QĐ-UBND tỉnh An Giang"
    )
    assert actions.title_of(older, "apology") == wording.TITLES["apology"]
    assert actions.title_of(newer, "apology") == APOLOGY.title
