"""Search: what is typed in another spelling finds what the plain spelling finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.procedures import search
from tests.support.province import Province
from tests.support.trials import trials

BIRTH, MARRIAGE = "1.001193", "1.000894"


def found(province: Province, **query: str) -> set[str]:
    answer = province.get("/procedures", **query)
    assert answer.status == 200, answer.body
    return {line["code"] for line in answer.body["procedures"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("đăng kí khai sinh", BIRTH),
        ("dang ki ket hon", MARRIAGE),
        ("khai-sinh", BIRTH),
        ('"khai sinh".', BIRTH),
        ("“khai sinh”", BIRTH),
        ("khai sinh, đăng ký?", BIRTH),
        ("khai\u2011sinh", BIRTH),
        ("khai\u2009si\u00adnh", BIRTH),
        ("\u00d0ăng ký khai sinh", BIRTH),
        ("\u00f0ăng kí kết hôn", MARRIAGE),
        ("\u0189ăng ký khai sinh", BIRTH),
        ("1.001193", BIRTH),
        (" 1.001193.", BIRTH),
        ("1.0011", BIRTH),
    ],
)
def test_another_spelling_finds_it(province: Province, words: str, code: str) -> None:
    assert code in found(province, q=words)


@pytest.mark.parametrize(
    "words", ["...", "-", '""', "🙂", "2.001193", "11.001193", "khái sình đăng kỉa"]
)
def test_what_is_no_word_of_it_does_not_find_it(province: Province, words: str) -> None:
    assert BIRTH not in found(province, q=words)


def test_i_for_y_finds_the_same(province: Province) -> None:
    assert found(province, q="đăng ký kết hôn") == found(province, q="đăng kí kết hôn")


def test_the_name_in_another_spelling_stands_first(province: Province) -> None:
    lines = province.get("/procedures", q="đăng kí khai-sinh").body["procedures"]
    assert lines[0]["code"] == BIRTH


@pytest.mark.parametrize(
    "field", ["ho-tich", "ho_tich", "Hộ tịch.", "hộ-tịch", "HO TICH", " hộ tịch "]
)
def test_a_field_is_known_in_another_spelling(province: Province, field: str) -> None:
    assert found(province, field=field) == found(province, field="Hộ tịch") != set()


def test_a_field_without_a_word_is_none(province: Province) -> None:
    assert found(province, field="--") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("ký", "kí"), ("Mỹ", "mĩ"), ("quý", "quí"), ("lý", "lí"), ("tỷ", "tỉ"), ("y tế", "i tế")],
)
def test_i_and_y_at_the_end_of_a_syllable_are_the_same(one: str, other: str) -> None:
    assert search.same(one, other)


@pytest.mark.parametrize(("one", "other"), [("máy", "mái"), ("thúy", "thúi"), ("tây", "tai")])
def test_i_and_y_after_another_vowel_are_different_sounds(one: str, other: str) -> None:
    assert not search.same(one, other)


def test_the_beginning_of_a_word_finds_it_while_somebody_types() -> None:
    assert search.matches("đăng k", "Đăng ký khai sinh")


@trials(300)
@given(st.text(max_size=30))
def test_every_text_with_a_word_finds_itself(typed: str) -> None:
    has_a_word = search.same(typed, typed)
    assert search.matches(typed, typed) == (has_a_word or not typed.strip())
