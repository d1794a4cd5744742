"""The catalogue without script."""

from __future__ import annotations

import re

import pytest

from tests.support.province import Province

BIRTH = "1.001193"


def test_procedures_are_found_and_told_on_pages(province: Province) -> None:
    found = province.get("/plain/procedures", q="khai sinh").raw.decode()
    assert f'href="/api/plain/procedures/{BIRTH}"' in found

    told = province.get(f"/plain/procedures/{BIRTH}").raw.decode()

    assert "<h1>Đăng ký khai sinh</h1>" in told
    for part in ("Giấy chứng sinh", "trong ngày làm việc", "8.000 đồng", "Luật Hộ tịch"):
        assert part in told


def test_a_long_list_is_read_page_by_page(province: Province) -> None:
    first = province.get("/plain/procedures").raw.decode()
    second = province.get("/plain/procedures", page=2).raw.decode()

    codes = r'/plain/procedures/([0-9.]+)"'
    assert "Trang sau" in first
    assert "Trang trước" in second
    assert not set(re.findall(codes, first)) & set(re.findall(codes, second))


def test_words_that_look_like_html_are_shown_as_words(province: Province) -> None:
    answer = province.get("/plain/procedures", q='"><script>alert(1)</script>')

    assert answer.status == 200
    assert "<script" not in answer.raw.decode()
    assert "Chưa tìm thấy thủ tục nào như vậy" in answer.raw.decode()


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"other": "1"}])
def test_a_search_that_cannot_be_meant_is_refused_on_a_page(
    province: Province, query: dict[str, str]
) -> None:
    answer = province.get("/plain/procedures", **query)

    assert answer.status == 422
    assert "<h1>" in answer.raw.decode()
