"""Which letters the fonts draw, and how all others are printed."""

from __future__ import annotations

import sys

import pytest

from chalicelib.documents.letters import drawable, is_drawn
from chalicelib.documents.sheet import FONTS, STYLES
from tests.documents.reading import every_letter


@pytest.mark.parametrize("font", STYLES.values())
def test_every_letter_taken_for_drawn_is_in_the_font(font: str) -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / font) as opened:
        has = set(opened.getBestCmap())

    assert [
        hex(one) for one in range(sys.maxunicode) if is_drawn(chr(one)) and one not in has
    ] == []


def test_vietnamese_and_its_money_are_drawn_as_they_are() -> None:
    assert drawable(every_letter()) == every_letter()
    assert drawable("8.000₫ – “một…”") == "8.000₫ – “một…”"


def test_pasted_hyphens_are_hyphens() -> None:
    assert drawable("16\u201117 \u2010 \u2212") == "16-17 - -"


@pytest.mark.parametrize("letter", ["😀", "中", "Ω", "\u2028"])
def test_another_letter_is_marked(letter: str) -> None:
    assert drawable(f"a{letter}b") == "a?b"
