"""Declarations drawn on A4, empty to be written in by hand or filled in (NĐ 30/2020 Phụ lục I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wording
from .model import Declaration, DeclaredField, DeclaredSection, Tick
from .sheet import About, centred, keep_together, line_count, printed, rule

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres, but type sizes in points. Margins as an official paper has them.
A4 = (210.0, 297.0)
LEFT, TOP, RIGHT, BOTTOM = 30.0, 20.0, 15.0, 20.0
TITLE, BODY, TABLE, SMALL = 14.0, 13.0, 10.5, 11.0
# A table of more columns is set smaller, so that a number stays on its line.
WIDE, SMALL_TABLE = 6, 9.0
ROOM = "\N{NO-BREAK SPACE}"  # an empty cell would be no higher than its padding
LINE, WRITING_LINE, ROW, SMALL_LINE = 6.4, 8.0, 8.0, 5.0
BOX = 3.6
GAP = 2.0
SIGNING_ROOM = 18.0
SIGNATURE_WIDTH = 80.0
# A longer label leaves no room to write beside it.
LEAST_ROOM = 30.0


def render(declared: Declaration) -> bytes:
    """The declaration as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        pdf.set_margins(LEFT, TOP, RIGHT)
        pdf.set_auto_page_break(True, BOTTOM)
        heading(pdf, declared)
        for part in declared.sections:
            section(pdf, part)
        signature(pdf, declared)
        for one in declared.signers:
            room_to_sign(pdf, one)

    title = f"{declared.title} {declared.code or declared.procedure_code}"
    author = declared.agency_name or wording.STATE
    of = declared.code or declared.procedure_code
    return printed(About(title, author, declared.at, of, paper=A4), draw)


def heading(pdf: FPDF, declared: Declaration) -> None:
    pdf.set_xy(LEFT, TOP)
    centred(pdf, LEFT, pdf.epw, "B", 12, wording.STATE, line=5.5)
    centred(pdf, LEFT, pdf.epw, "B", BODY, wording.MOTTO, line=6)
    pdf.set_y(rule(pdf, LEFT + pdf.epw / 2, pdf.get_string_width(wording.MOTTO)) + 7)
    centred(pdf, LEFT, pdf.epw, "B", TITLE, declared.title.upper(), line=6.5)
    pdf.set_y(pdf.y + 1.5)
    about = wording.FOR_PROCEDURE.format(declared.procedure_name, declared.procedure_code)
    centred(pdf, LEFT, pdf.epw, "I", SMALL, about, line=SMALL_LINE)
    if declared.code:
        centred(pdf, LEFT, pdf.epw, "", SMALL, wording.CODE + declared.code, line=SMALL_LINE)
    pdf.set_y(pdf.y + 4)
    written(pdf, wording.TO_AGENCY, declared.agency_name, 1)
    pdf.set_y(pdf.y + 2)


def section(pdf: FPDF, part: DeclaredSection) -> None:
    keep_together(pdf, 3 * WRITING_LINE)
    if part.title:
        pdf.set_y(pdf.y + GAP)
        pdf.set_font("Tinos", "B", BODY)
        pdf.multi_cell(0, LINE, part.title, align="L", new_x="LMARGIN", new_y="NEXT")
    for one in part.fields:
        field(pdf, one)


def field(pdf: FPDF, one: DeclaredField) -> None:
    if one.columns:
        table(pdf, one)
    elif one.ticks:
        ticks(pdf, one)
    else:
        written(pdf, f"{one.label}:", one.value, one.lines)


def written(pdf: FPDF, label: str, value: str | None, lines: int) -> None:
    """A label and its value, or dots to write on as far as the lines reach."""
    pdf.set_font("Tinos", "", BODY)
    if value is not None:
        pdf.multi_cell(0, LINE, f"{label} {value}", align="L", new_x="LMARGIN", new_y="NEXT")
        return
    keep_together(pdf, lines * WRITING_LINE)
    last = label_before(pdf, label)
    if last > pdf.epw - LEAST_ROOM:
        lines, last = lines + 1, 0
    else:
        dots(pdf, LEFT + last + 1)
    for _ in range(lines - 1):
        dots(pdf, LEFT)


def label_before(pdf: FPDF, label: str) -> float:
    """Writes a label and stays on its last line; gives how far that line reaches."""
    from fpdf.enums import MethodReturnValue

    found = pdf.multi_cell(0, WRITING_LINE, label, dry_run=True, output=MethodReturnValue.LINES)
    *before, last = found if isinstance(found, list) else [label]
    for one in before:
        pdf.cell(0, WRITING_LINE, one, new_x="LMARGIN", new_y="NEXT")
    width = pdf.get_string_width(last)
    full = width > pdf.epw - LEAST_ROOM
    pdf.cell(0, WRITING_LINE, last, new_x="LMARGIN", new_y="NEXT" if full else "TOP")
    return width


def dots(pdf: FPDF, left: float) -> None:
    room = pdf.w - RIGHT - left
    pdf.set_x(left)
    count = int(room / pdf.get_string_width("."))
    pdf.cell(room, WRITING_LINE, "." * count, align="R", new_x="LMARGIN", new_y="NEXT")


def ticks(pdf: FPDF, one: DeclaredField) -> None:
    """Boxes beside one another as far as they fit; a box alone is its own label."""
    pdf.set_font("Tinos", "", BODY)
    keep_together(pdf, 2 * LINE)
    if one.ticks[0].label != one.label:
        label = f"{one.label}: "
        if pdf.get_string_width(label) < pdf.epw / 2:
            pdf.cell(pdf.get_string_width(label) + 2, LINE, label)
        else:
            pdf.multi_cell(0, LINE, label, align="L", new_x="LMARGIN", new_y="NEXT")
    for tick in one.ticks:
        width = BOX + 1.5 + pdf.get_string_width(tick.label) + 6
        if pdf.x > LEFT and pdf.x + width > pdf.w - RIGHT:
            pdf.set_xy(LEFT, pdf.y + LINE)
        box(pdf, tick)
        if width > pdf.epw:
            pdf.multi_cell(0, LINE, tick.label, align="L", new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.cell(width - BOX - 1.5, LINE, tick.label)
    if pdf.x > LEFT:
        pdf.set_xy(LEFT, pdf.y + LINE)


def box(pdf: FPDF, tick: Tick) -> None:
    keep_together(pdf, LINE)
    left, top = pdf.x, pdf.y + (LINE - BOX) / 2
    pdf.rect(left, top, BOX, BOX)
    if tick.ticked:
        pdf.line(left, top, left + BOX, top + BOX)
        pdf.line(left, top + BOX, left + BOX, top)
    pdf.set_x(left + BOX + 1.5)


def table(pdf: FPDF, one: DeclaredField) -> None:
    from fpdf.enums import Align, TextEmphasis
    from fpdf.fonts import FontFace

    keep_together(pdf, LINE + 4 * ROW)
    pdf.set_font("Tinos", "", BODY)
    pdf.multi_cell(0, LINE, f"{one.label}:", align="L", new_x="LMARGIN", new_y="NEXT")
    size = TABLE if len(one.columns) <= WIDE else SMALL_TABLE
    pdf.set_font("Tinos", "", size)
    with pdf.table(
        align=Align.L,
        text_align=Align.L,
        headings_style=FontFace(emphasis=TextEmphasis.B, size_pt=size),
        line_height=5,
        padding=(1.5, 1.2),
    ) as drawn:
        drawn.row(one.columns)
        for row in one.rows:
            drawn.row(row if any(row) else [ROOM] * len(row))
    pdf.set_y(pdf.y + GAP)


def signature(pdf: FPDF, declared: Declaration) -> None:
    pdf.set_font("Tinos", "", BODY)
    pledge = line_count(pdf, pdf.epw, wording.PLEDGE)
    below = GAP + LINE if declared.declarer_name else SMALL_LINE + SIGNING_ROOM
    keep_together(pdf, GAP + pledge * LINE + GAP + SMALL_LINE + LINE + below)
    pdf.set_y(pdf.y + GAP)
    pdf.multi_cell(0, LINE, wording.PLEDGE, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_y(pdf.y + GAP)
    left = pdf.w - RIGHT - SIGNATURE_WIDTH
    day = (
        wording.PLACE_AND_DAY
        if declared.declared_at is None
        else wording.DECLARED_AT.format(wording.moment(declared.declared_at))
    )
    centred(pdf, left, SIGNATURE_WIDTH, "I", SMALL, day, line=SMALL_LINE)
    centred(pdf, left, SIGNATURE_WIDTH, "B", BODY, wording.DECLARING, line=LINE)
    if declared.declarer_name:
        pdf.set_y(pdf.y + GAP)
        centred(pdf, left, SIGNATURE_WIDTH, "B", BODY, declared.declarer_name, line=LINE)
    else:
        centred(pdf, left, SIGNATURE_WIDTH, "I", SMALL, wording.SIGN_HERE, line=SMALL_LINE)


def room_to_sign(pdf: FPDF, signer: str) -> None:
    """Where somebody else says that they agree, and signs."""
    keep_together(pdf, GAP + 2 * LINE + WRITING_LINE + SMALL_LINE + SIGNING_ROOM)
    pdf.set_y(pdf.y + GAP)
    pdf.set_font("Tinos", "B", BODY)
    pdf.multi_cell(0, LINE, signer, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Tinos", "", BODY)
    dots(pdf, LEFT)
    centred(pdf, LEFT, SIGNATURE_WIDTH, "I", SMALL, wording.SIGN_HERE, line=SMALL_LINE)
    pdf.set_y(pdf.y + SIGNING_ROOM)
