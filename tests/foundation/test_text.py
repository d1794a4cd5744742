"""Text comes in one form, however it was pasted; what turns the direction is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.foundation import clock, text
from tests.support.trials import trials

EACH_KIND = pytest.mark.parametrize("read", [text.one_line, text.printable], ids=["line", "text"])
BLANKS = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Zs"]


@pytest.mark.parametrize(
    "given_break", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"], ids=ascii
)
def test_a_line_break_of_any_kind_is_one_line_break(given_break: str) -> None:
    assert text.printable(f"một{given_break}hai") == "một\nhai"


@pytest.mark.parametrize("given_break", ["\r\n", "\v", "\u2028", "\t"], ids=ascii)
def test_a_line_break_in_a_line_is_a_space(given_break: str) -> None:
    assert text.one_line(f"một{given_break}hai") == "một hai"


@EACH_KIND
@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_every_blank_of_unicode_is_a_space(read: Callable[[str], str], blank: str) -> None:
    assert read(f"một{blank}hai") == "một hai"


@EACH_KIND
@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2212"], ids=ascii)
def test_every_hyphen_is_the_one_on_the_keyboard(read: Callable[[str], str], hyphen: str) -> None:
    assert read(f"2020{hyphen}2025") == "2020-2025"


@EACH_KIND
def test_an_em_dash_stays(read: Callable[[str], str]) -> None:
    assert read("một — hai") == "một — hai"


@EACH_KIND
@pytest.mark.parametrize(
    "unseen", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufe0f", "\ufeff"], ids=ascii
)
def test_what_is_not_seen_is_dropped(read: Callable[[str], str], unseen: str) -> None:
    assert read(f"{unseen}Ho{unseen}a 1{unseen}2{unseen}") == "Hoa 12"


@pytest.mark.parametrize(
    "letters", ["ក\u200cខ", "ꨀ\u200dꨁ", "क\u094d\u200dष", "👩\u200d🌾"], ids=ascii
)
def test_a_joiner_between_letters_that_need_it_stays(letters: str) -> None:
    assert text.regular(letters) == letters


@EACH_KIND
@pytest.mark.parametrize("letters", ["សុខ", "ꨆꨯꨱ", "中", "Ω", "🌸", "y\u0306"], ids=ascii)
def test_what_the_forms_cannot_draw_asks_for_latin_letters(
    read: Callable[[str], str], letters: str
) -> None:
    with pytest.raises(text.NotDrawn, match="chữ cái La-tinh"):
        read(f"Hoa {letters} Mai")


@EACH_KIND
@pytest.mark.parametrize("name", ["Hʼ Bơ̆ng Êban", "Y Krô̆ng Niê KʼDăm", "Ƀlê̆ Ư̆ng"], ids=ascii)
def test_names_of_the_highlands_stay_as_they_are_written(
    read: Callable[[str], str], name: str
) -> None:
    assert read(name) == name
    assert read(unicodedata.normalize("NFD", name)) == name


@EACH_KIND
@pytest.mark.parametrize("typed", ["Ðặng", "Ɖặng"], ids=ascii)
def test_a_letter_that_looks_like_d_bar_is_d_bar(read: Callable[[str], str], typed: str) -> None:
    assert read(typed) == "Đặng"


@EACH_KIND
@pytest.mark.parametrize("unseen", ["\u3164", "\u115f", "\u1160", "\uffa0", "\u2800"], ids=ascii)
def test_a_letter_that_is_not_seen_is_refused(read: Callable[[str], str], unseen: str) -> None:
    with pytest.raises(ValueError, match="ký tự điều khiển"):
        read(f"Hoa{unseen}Mai")


@EACH_KIND
@pytest.mark.parametrize(
    "turning",
    [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"],
    ids=ascii,
)
def test_a_mark_that_turns_the_direction_is_refused(
    read: Callable[[str], str], turning: str
) -> None:
    with pytest.raises(ValueError, match="ký tự điều khiển"):
        read(f"Hoa{turning}Mai")


@EACH_KIND
@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ue000"], ids=ascii)
def test_a_control_character_is_refused(read: Callable[[str], str], control: str) -> None:
    with pytest.raises(ValueError, match="ký tự điều khiển"):
        read(f"Hoa{control}Mai")


@EACH_KIND
def test_letters_typed_in_pieces_are_composed(read: Callable[[str], str]) -> None:
    name = "Nguyễn Thị Hoà Ưởng"
    assert read(unicodedata.normalize("NFD", name)) == name


@EACH_KIND
def test_a_letter_with_something_unseen_inside_is_composed(read: Callable[[str], str]) -> None:
    assert read("Hoa\u200d\u0300") == "Hoà"


@EACH_KIND
def test_blanks_around_do_not_count(read: Callable[[str], str]) -> None:
    assert read("\u3000 \r\nmột hai\u2028\t") == "một hai"


def test_a_text_keeps_its_tabs_and_empty_lines() -> None:
    assert text.printable("một\thai\r\n\r\nba") == "một\thai\n\nba"


@EACH_KIND
@trials(500)
@given(st.text(max_size=40))
def test_what_is_regular_stays_as_it_is(read: Callable[[str], str], typed: str) -> None:
    try:
        kept = read(typed)
    except ValueError:
        return
    assert read(kept) == kept


@trials(500)
@given(st.text(alphabet="a1 \u0301\u200c\u200d\u200b\u2011\r\n\u2028ក្ខ\u212b\ufe0f", max_size=12))
def test_a_text_is_regular_after_once(typed: str) -> None:
    assert text.regular(text.regular(typed)) == text.regular(typed)


# ── Values of JSON ───────────────────────────────────────────────────────────────────────


def test_every_text_of_a_value_is_made_regular() -> None:
    value = {"Hoa\u0300": ["a\u00a0b", {"x": "1\u20132"}], "n": [1, 1.5, True, None]}
    assert text.regular_parts(value) == {"Hoà": ["a b", {"x": "1-2"}], "n": [1, 1.5, True, None]}


@pytest.mark.parametrize("value", [float("inf"), [float("-inf")], {"x": float("nan")}])
def test_a_number_beyond_all_numbers_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="number"):
        text.regular_parts(value)


# ── Days ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["2026-11-20", " 2026-11-20\r\n", "2026\u201311\u201120\u200b"])
def test_a_day_is_read_however_it_was_pasted(typed: str) -> None:
    assert clock.written_day(typed).isoformat() == "2026-11-20"


def test_a_moment_is_read_however_it_was_pasted() -> None:
    typed = "\ufeff2026\u201111\u201120T14:00+07:00 "
    assert clock.shown(clock.written_moment(typed)) == "2026-11-20T14:00:00+07:00"


@pytest.mark.parametrize("typed", ["20/11/2026", "1795150800", "2026-11-20\u202e", ""])
def test_a_text_that_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="năm-tháng-ngày"):
        clock.written_day(typed)
