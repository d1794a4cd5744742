"""The register as a table that a spreadsheet opens (xlsx)."""

from __future__ import annotations

import io

from chalicelib.foundation import clock

from . import wording
from .model import Register
from .register import period, row

# Characters: ``wording.REGISTER_HEADINGS`` has their names.
WIDTHS = (5, 24, 40, 7, 32, 44, 36, 17, 17, 17, 24)
HEADINGS_ROW = 3


def render(register: Register) -> bytes:
    """The register as xlsx: every cell is text, so that no name is taken for a formula."""
    from xlsxwriter import Workbook

    kept = io.BytesIO()
    told = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(kept, told) as book:
        book.set_properties({"created": register.printed_at.astimezone(clock.LOCAL)})
        page = book.add_worksheet()
        page.set_landscape()
        page.set_paper(9)  # A4
        page.repeat_rows(HEADINGS_ROW)
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        page.write_string(0, 0, " ".join(wording.REGISTER_BOOK).upper(), bold)
        page.write_string(1, 0, f"{register.agency_name}. {period(register)}")
        for column, (heading, width) in enumerate(
            zip(wording.REGISTER_HEADINGS, WIDTHS, strict=True)
        ):
            page.set_column(column, column, width)
            page.write_string(HEADINGS_ROW, column, heading, bold)
        for number, line in enumerate(register.lines, start=HEADINGS_ROW + 1):
            for column, cell in enumerate(row(line)):
                page.write_string(number, column, cell, wrapped)
        if register.broken:
            told_of = wording.REGISTER_BROKEN.format(", ".join(register.broken))
            page.write_string(HEADINGS_ROW + 1 + len(register.lines), 0, told_of)
    return kept.getvalue()
