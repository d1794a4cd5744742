"""The pictures of the main screens: kept small, and compared with what the browser shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tools import pictures

NAME = pictures.MAIN[0]


def screen(made: Path, colour: str, rows: int) -> None:
    """A page with a bar of a colour and a list of so many rows."""
    page = Image.new("RGB", (1280, 900), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 1280, 300), fill=colour)
    for row in range(rows):
        draw.line((100, 350 + row * 40, 900, 350 + row * 40), fill="grey", width=4)
    made.mkdir(exist_ok=True)
    page.save(made / f"{NAME}.png")


def test_another_list_is_no_other_screen_and_another_look_is(tmp_path: Path) -> None:
    made, kept = tmp_path / "made", tmp_path / "kept"
    screen(made, "teal", rows=3)
    assert pictures.keep(made, kept) == [NAME]

    screen(made, "teal", rows=12)
    assert pictures.changed(made, kept) == {}

    screen(made, "white", rows=3)
    assert list(pictures.changed(made, kept)) == [NAME]


@pytest.mark.parametrize("name", pictures.MAIN)
def test_the_docs_have_a_small_picture_of_each_main_screen(name: str) -> None:
    kept = pictures.KEPT / f"{name}.png"

    assert 1_000 < kept.stat().st_size < 60_000
