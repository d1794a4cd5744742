"""Which letters the fonts draw, and how all others are printed."""

from __future__ import annotations

import sys

import pytest

from chalicelib.documents.letters import drawable, joined
from chalicelib.documents.sheet import FONTS, STYLES
from chalicelib.foundation.text import is_drawn
from tests.documents.reading import every_letter

BREVED = [f"{letter}\u0306" for letter in "ÂÊÔƠƯâêôơư"]


@pytest.mark.parametrize("font", STYLES.values())
def test_every_letter_taken_for_drawn_is_in_the_font(font: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / font) as opened:
        has = set(opened.getBestCmap())

    assert [
        hex(one) for one in range(sys.maxunicode) if is_drawn(chr(one)) and one not in has
    ] == []


@pytest.mark.parametrize("font", STYLES.values())
def test_every_letter_with_a_breve_is_one_letter_of_the_font(font: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / font) as opened:
        has = opened.getBestCmap()
        drawn = [has.get(ord(joined(letter))) for letter in BREVED]
        kinds = [opened["glyf"][name].isComposite() for name in drawn]

    assert len(set(drawn)) == len(BREVED)
    assert all(kinds)


def test_letters_of_the_highlands_are_drawn_as_they_are() -> None:
    assert drawable("Hʼ Krô̆ng Bơ̆ng Ƀ") == "Hʼ Krô̆ng Bơ̆ng Ƀ"


def test_vietnamese_and_its_money_are_drawn_as_they_are() -> None:
    assert drawable(every_letter()) == every_letter()
    assert drawable("8.000₫ – “một…”") == "8.000₫ – “một…”"


def test_pasted_hyphens_are_hyphens() -> None:
    assert drawable("16\u201117 \u2010 \u2212") == "16-17 - -"


@pytest.mark.parametrize("letter", ["😀", "中", "Ω", "\u2028"])
def test_another_letter_is_marked(letter: str) -> None:
    assert drawable(f"a{letter}b") == "a?b"
