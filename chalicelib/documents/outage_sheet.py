"""The sheet of the outage book, drawn on A4 lying: one line to write on for each reserved code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.foundation import clock

from . import wording
from .model import OutageSheet
from .sheet import (
    A4_LYING,
    BODY,
    HEAD,
    SMALL,
    TINY,
    TOP,
    About,
    agency,
    centred,
    printed,
    small,
    state,
    title,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres. The first column holds a printed code, the others handwriting.
COLUMNS = (34.0, 16.0, 45.0, 29.0, 24.0, 41.0, 42.0, 21.0, 20.0)
AGENCY_WIDTH = 100.0
ROW = 11.0


def render(sheet: OutageSheet) -> bytes:
    """The sheet as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        header(pdf, sheet)
        lines(pdf, sheet.codes)

    return printed(about(sheet), draw)


def about(sheet: OutageSheet) -> About:
    return About(
        title=" ".join(wording.OUTAGE_SHEET),
        author=sheet.agency_name,
        issued_at=sheet.reserved_at,
        of=wording.OF_OUTAGE.format(
            agency=sheet.agency_name,
            day=wording.date(sheet.day),
            first=sheet.codes[0],
            last=sheet.codes[-1],
        ),
        paper=A4_LYING,
        always_numbered=True,
    )


def header(pdf: FPDF, sheet: OutageSheet) -> None:
    left_end = agency(pdf, sheet.agency_name, sheet.parent_agency_name, TOP, AGENCY_WIDTH)
    right_end = state(pdf, TOP)
    title(pdf, wording.OUTAGE_SHEET, max(left_end, right_end) + 2)
    block = wording.OUTAGE_BLOCK.format(
        day=wording.date(sheet.day),
        first=sheet.codes[0],
        last=sheet.codes[-1],
        count=len(sheet.codes),
    )
    pdf.set_y(pdf.y + 1)
    centred(pdf, pdf.l_margin, pdf.epw, "B", BODY, block)
    pdf.set_y(pdf.y + 2)
    if sheet.begin and sheet.end:
        begin, end = clock.spoken(sheet.begin), clock.spoken(sheet.end)
        small(pdf, wording.OUTAGE_SPAN.format(begin=begin, end=end))
    small(pdf, wording.OUTAGE_RULES)
    pdf.set_y(pdf.y + 1)


def lines(pdf: FPDF, codes: tuple[str, ...]) -> None:
    from fpdf.enums import Align, TextEmphasis
    from fpdf.fonts import FontFace

    pdf.set_font("Tinos", "", HEAD)
    with pdf.table(
        align=Align.L,
        col_widths=COLUMNS,
        text_align=(Align.C,) * len(COLUMNS),
        headings_style=FontFace(emphasis=TextEmphasis.B, size_pt=SMALL),
        line_height=TINY / 2,
        min_row_height=ROW,
        padding=(0.4, 1.0),
    ) as table:
        table.row(wording.OUTAGE_HEADINGS)
        for code in codes:
            table.row((code, *[""] * (len(COLUMNS) - 1)))
