"""The outage sheet: printed before the outage, with codes and no personal data."""

from __future__ import annotations

import datetime as dt

import pydantic
import pytest

from chalicelib.documents import outage_sheet as form
from chalicelib.documents import wording
from chalicelib.documents.model import OutageSheet
from chalicelib.foundation import clock
from tests.documents.reading import (
    every_letter,
    outside_margins,
    read,
    said_by,
    sizes,
    words,
    words_of,
)
from tests.support.province import Province

AGENCY = "H01.51"


def sheet_of(count: int) -> OutageSheet:
    return OutageSheet(
        agency_name="Ủy ban nhân dân phường Long Xuyên",
        day=dt.date(2026, 8, 3),
        codes=tuple(f"H01.51-260803-{serial:04}" for serial in range(11, 11 + count)),
        reserved_at=dt.datetime(2026, 8, 1, 8, 30, tzinfo=clock.LOCAL),
    )


TEN = sheet_of(10)
TEN_AS_READ = """\
ỦY BAN NHÂN DÂN PHƯỜNG LONG XUYÊN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
SỔ GHI TIẾP NHẬN HỒ SƠ
KHI HỆ THỐNG GIÁN ĐOẠN
Dùng trong ngày 03 tháng 8 năm 2026; dãy mã dành riêng: H01.51-260803-0011 đến \
H01.51-260803-0020 (10 mã)."""


def test_the_sheet_names_the_agency_the_day_the_block_and_each_code() -> None:
    (page,) = read(form.render(TEN))

    assert page.startswith(TEN_AS_READ)
    for heading in wording.OUTAGE_HEADINGS:
        assert words_of(heading) in words_of(page)
    # Once on its line; the first and the last also in the heading and at the foot.
    assert [page.count(code) for code in TEN.codes] == [3, *[1] * 8, 3]
    assert page.endswith(
        "Trang 1/1 (Ủy ban nhân dân phường Long Xuyên, ngày 03 tháng 8 năm 2026, "
        "mã H01.51-260803-0011 đến H01.51-260803-0020)"
    )


def test_the_sheet_is_a4_lying() -> None:
    assert sizes(form.render(TEN)) == [(297, 210)]


def test_every_letter_survives() -> None:
    named = TEN.model_copy(update={"agency_name": every_letter()})
    assert every_letter() in words(form.render(named))


def test_a_whole_block_flows_on_with_its_headings_and_page_numbers() -> None:
    content = form.render(sheet_of(200))
    pages = read(content)

    assert len(pages) > 10
    assert outside_margins(content) == []
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)} (" in page
        assert "Người nộp ký" in words_of(page)
    for code in sheet_of(200).codes:
        assert code in "".join(pages)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    later = said_by(
        "import sys; from tests.documents import test_outage_sheet as t; "
        "sys.stdout.buffer.write(t.form.render(t.TEN))"
    )
    assert form.render(TEN) == later


def test_a_sheet_without_codes_is_no_sheet() -> None:
    with pytest.raises(pydantic.ValidationError):
        OutageSheet.model_validate(TEN.model_dump() | {"codes": ()})


def test_a_keeper_prints_the_sheet_of_a_reserved_block(province: Province) -> None:
    day = (clock.local_day(clock.now()) + dt.timedelta(days=3)).isoformat()
    order = {"agency": AGENCY, "day": day, "size": 12}
    block = province.post("/desk/outages", "reception-1", order).body
    path = f"/desk/outages/{AGENCY}/{day}/{block['first']}/sheet"

    answer = province.get(path, "reception-1")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    page = read(answer.raw)[0]
    assert all(code in page for code in block["codes"])
    assert province.get(path, "reception-1").raw == answer.raw

    told = province.get(path, "reception-1", format="json").body
    assert told["codes"] == block["codes"]
    known = {"agency_name", "parent_agency_name", "day", "codes", "reserved_at"}
    assert told.keys() == known | {"begin", "end"}


def test_the_sheet_of_codes_given_afterwards_tells_the_span_of_the_outage() -> None:
    span = {
        "begin": dt.datetime(2026, 1, 5, 7, 30, tzinfo=clock.LOCAL),
        "end": dt.datetime(2026, 1, 5, 16, 0, tzinfo=clock.LOCAL),
    }

    printed = words(form.render(TEN.model_copy(update=span)))

    assert "gián đoạn từ 07:30 05/01/2026 đến 16:00 05/01/2026" in printed


@pytest.mark.parametrize("path", ["2020-01-01/1", "2020-01-01/x", "tomorrow/1"])
def test_a_block_that_was_not_reserved_has_no_sheet(province: Province, path: str) -> None:
    answer = province.get(f"/desk/outages/{AGENCY}/{path}/sheet", "reception-1")
    assert (answer.status, answer.body["code"]) == (404, "no_such_block")


@pytest.mark.parametrize(
    ("by", "status"), [("citizen-1", 403), ("officer-1", 403), ("reception-2", 403), (None, 401)]
)
def test_others_do_not_see_it(province: Province, by: str | None, status: int) -> None:
    assert province.get(f"/desk/outages/{AGENCY}/2020-01-01/1/sheet", by).status == status
