"""What the printed forms have in common: the sheet, its letterhead, its type, its signatures.

The same form always gives the same bytes, so a reprint can be compared with the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..foundation import clock
from . import wording
from .letters import PIECES, joined
from .model import Book, Form

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
STYLES = {"": "Tinos-Regular.ttf", "B": "Tinos-Bold.ttf", "I": "Tinos-Italic.ttf"}

# Millimetres, but type sizes in points.
A5 = (148.0, 210.0)
A4_LYING = (297.0, 210.0)
LEFT, TOP, RIGHT, BOTTOM = 14.0, 10.0, 11.0, 11.5
BOTTOM_OF_ONE = 6.5  # a form of one sheet has nothing at its foot
CORNER = 6.5  # from the top edge to the number of the form
AGENCY_WIDTH, STATE_WIDTH = 52.0, 65.0
QR_SIZE = 24.0
TITLE, CODE, BODY, HEAD, SMALL, TINY = 13.0, 11.0, 9.5, 8.75, 8.0, 7.5
LINE, TIGHT_LINE, SMALL_LINE = 4.35, 4.2, 3.4
RULE = 0.25
SIGNATURE_GAP, SIGNING_ROOM = 2.5, 13.0
LONGEST_CELL = 400


XMP = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <xmp:CreateDate>{at}</xmp:CreateDate>
   <xmp:ModifyDate>{at}</xmp:ModifyDate>
   <xmp:MetadataDate>{at}</xmp:MetadataDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>"""


class FontsMissing(RuntimeError):
    """The generated fonts are not there: an omission of whoever set up the machine."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself, and what each of its sheets says when there are more."""

    title: str
    author: str
    issued_at: dt.datetime
    of: str  # what the sheets are sheets of
    paper: tuple[float, float] = A5
    always_numbered: bool = False
    official: bool = False  # an official paper: its pages are numbered as NĐ 30/2020 has it


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: as what, how, and by which name."""

    role: str
    how: str
    name: str


def about(form: Form, heading: Sequence[str], official: bool = False) -> About:
    """A form that is about one dossier."""
    title = f"{' '.join(heading)} {form.code}"
    of = f"{wording.OF_DOSSIER} {form.code}"
    return About(title, form.agency_name, form.issued_at, of, official=official)


def printed(what: About, draw: Callable[[FPDF], None]) -> bytes:
    """What is drawn, as PDF/A-2B. How many sheets belong together, which each of them says, is
    known only when they are drawn; drawn again with their number they stay as many."""
    pages = 1
    while True:
        with drawn(what, draw, pages) as pdf:
            if pdf.pages_count == pages:
                return bytes(pdf.output())
            pages = pdf.pages_count


@contextmanager
def drawn(what: About, draw: Callable[[FPDF], None], pages: int = 1) -> Iterator[FPDF]:
    pdf = sheet(what, pages)
    try:
        draw(pdf)
        yield pdf
    finally:
        close_fonts(pdf)


def sheet(what: About, pages: int) -> FPDF:
    from fpdf import FPDF

    class Sheet(FPDF):
        def normalize_text(self, text: str) -> str:
            return joined(super().normalize_text(text))

        def header(self) -> None:
            if what.official and self.page > 1:
                write_number_on_top(self)

        def footer(self) -> None:
            if what.official and pages > 1:
                at_the_foot(self, f"({what.of})")
            elif pages > 1 or what.always_numbered:
                number = wording.PAGE_OF.format(page=self.page, pages=pages, of=what.of)
                at_the_foot(self, number)

    pdf = Sheet(unit="mm", format=what.paper, enforce_compliance="PDF/A-2B")
    pdf.set_margins(LEFT, TOP, RIGHT)
    footed = pages > 1 or what.always_numbered
    pdf.set_auto_page_break(True, BOTTOM if footed else BOTTOM_OF_ONE)
    pdf.c_margin = 0
    pdf.set_line_width(RULE)
    embed_fonts(pdf)
    describe(pdf, what)
    pdf.add_page()
    return pdf


def write_number_on_top(pdf: FPDF) -> None:
    """In the middle of the upper margin, from the second page on (NĐ 30/2020 Phụ lục I)."""
    pdf.set_font("Tinos", "", BODY)
    pdf.set_xy(LEFT, CORNER - 1)
    pdf.cell(0, SMALL_LINE, str(pdf.page), align="C")
    pdf.set_xy(LEFT, TOP + 1)


def at_the_foot(pdf: FPDF, text: str) -> None:
    pdf.set_font("Tinos", "", TINY)
    pdf.set_xy(LEFT, pdf.h - BOTTOM + 3)
    pdf.cell(0, SMALL_LINE, text, align="C")


def embed_fonts(pdf: FPDF, folder: Path = FONTS) -> None:
    missing = [name for name in STYLES.values() if not (folder / name).is_file()]
    if missing:
        raise FontsMissing(f"No {missing[0]} in {folder}: run `python -m tools.fonts` first.")
    for style, name in STYLES.items():
        pdf.add_font("Tinos", style, folder / name)
    for font in pdf.fonts.values():
        know_pieces(font)


def know_pieces(font: Any) -> None:
    """What is copied out of the file is the letter and its breve, not our one glyph for both."""
    for joint, pieces in PIECES.items():
        glyph = font.subset.get_glyph(unicode=ord(joint))
        if glyph:
            glyph.unicode = tuple(map(ord, pieces))


def close_fonts(pdf: FPDF) -> None:
    """fpdf2 reads glyphs from the open file until the end and leaves it open."""
    from fpdf.fonts import TTFFont

    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def describe(pdf: FPDF, what: About) -> None:
    from fpdf.prefs import ViewerPreferences

    issued_at = what.issued_at.astimezone(clock.LOCAL)
    pdf.set_lang("vi-VN")
    pdf.set_creation_date(issued_at)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    # Left to itself fpdf2 writes the time of drawing here, and no two files would be the same.
    pdf.set_xmp_metadata(
        XMP.format(
            title=escape(what.title),
            author=escape(what.author),
            at=issued_at.isoformat(timespec="seconds"),
        )
    )


def letterhead(pdf: FPDF, form: Form, heading: Sequence[str], number: str | None = None) -> None:
    """Whose form it is and its number, the state, the day, the QR, the heading, the code."""
    pdf.set_y(CORNER)
    pdf.set_font("Tinos", "I", TINY)
    corner = form.form_title_article or ""
    pdf.cell(0, SMALL_LINE, corner, align="R", new_x="LMARGIN", new_y="NEXT")
    top = pdf.y + 1
    left_end = agency(pdf, form.agency_name, form.parent_agency_name, top)
    if number:
        # Its place on an official paper (NĐ 30/2020 Phụ lục I).
        pdf.set_y(left_end + 1.5)
        centred(pdf, LEFT, AGENCY_WIDTH, "", BODY, wording.NUMBER.format(number))
        left_end = pdf.y
    right_end = state(pdf, top, f"{form.place}, {wording.day(form.issued_at)}")
    qr_end = left_end
    if form.qr:
        qr_end = qr(pdf, form.lookup_url, LEFT, left_end + 2.6)
    title(pdf, heading, max(left_end, right_end) + 4)
    pdf.set_y(pdf.y + 1.5)
    label_then_bold(pdf, wording.CODE, form.code)
    pdf.set_y(max(qr_end, pdf.y) + 2.2)
    follow = wording.FOLLOW if form.qr else wording.FOLLOW_WITHOUT_QR
    small(pdf, follow.format(form.lookup_url), link=form.lookup_url)
    if form.entered_at:
        small(pdf, wording.ENTERED_AFTERWARDS.format(clock.spoken_day(form.entered_at)))
    pdf.set_y(pdf.y + 1.5)


def letterhead_lying(
    pdf: FPDF, name: str, parent: str | None, form: Book, heading: Sequence[str]
) -> None:
    """The head of a form on A4 lying: its number, whose it is, the state, the heading."""
    pdf.set_y(CORNER)
    pdf.set_font("Tinos", "I", TINY)
    corner = form.form_title_article or ""
    pdf.cell(0, SMALL_LINE, corner, align="R", new_x="LMARGIN", new_y="NEXT")
    left_end = agency(pdf, name, parent, TOP + 1, 100.0)
    right_end = state(pdf, TOP + 1)
    title(pdf, heading, max(left_end, right_end) + 2)
    pdf.set_y(pdf.y + 1)


def table(
    pdf: FPDF, columns: Sequence[float], headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """A table whose headings stand again on each sheet."""
    from fpdf.enums import Align, TextEmphasis
    from fpdf.fonts import FontFace

    pdf.set_font("Tinos", "", SMALL)
    with pdf.table(
        align=Align.L,
        col_widths=tuple(columns),
        text_align=Align.L,
        headings_style=FontFace(emphasis=TextEmphasis.B, size_pt=SMALL),
        line_height=SMALL_LINE,
        padding=(0.5, 1.0),
    ) as drawn_table:
        drawn_table.row(tuple(headings))
        for one in rows:
            drawn_table.row(tuple(shortened(cell, LONGEST_CELL) for cell in one))


def shortened(text: str, longest: int) -> str:
    """A row of a table cannot be split between sheets."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def agency(
    pdf: FPDF, name: str, parent: str | None, top: float, width: float = AGENCY_WIDTH
) -> float:
    pdf.set_y(top)
    if parent:
        centred(pdf, LEFT, width, "", HEAD, parent.upper())
    centred(pdf, LEFT, width, "B", HEAD, name.upper())
    return rule(pdf, LEFT + width / 2, width / 3)


def state(pdf: FPDF, top: float, place_and_day: str | None = None) -> float:
    left = pdf.w - RIGHT - STATE_WIDTH
    pdf.set_y(top)
    centred(pdf, left, STATE_WIDTH, "B", HEAD, wording.STATE)
    centred(pdf, left, STATE_WIDTH, "B", BODY, wording.MOTTO)
    # By the rules of official papers this rule is as long as the motto above it.
    pdf.set_y(rule(pdf, left + STATE_WIDTH / 2, pdf.get_string_width(wording.MOTTO)) + 1.5)
    if place_and_day:
        centred(pdf, left, STATE_WIDTH, "I", BODY, place_and_day)
    return pdf.y


def title(pdf: FPDF, heading: Sequence[str], top: float) -> None:
    pdf.set_y(top)
    for part in heading:
        centred(pdf, LEFT, pdf.epw, "B", TITLE, part.upper(), line=5.6)


def label_then_bold(pdf: FPDF, label: str, value: str) -> None:
    pdf.set_font("Tinos", "", CODE)
    label_width = pdf.get_string_width(label)
    pdf.set_font("Tinos", "B", CODE)
    value_width = pdf.get_string_width(value)
    pdf.set_x(LEFT + (pdf.epw - label_width - value_width) / 2)
    pdf.set_font("Tinos", "", CODE)
    pdf.cell(label_width, 5, label)
    pdf.set_font("Tinos", "B", CODE)
    pdf.cell(value_width, 5, value, new_x="LMARGIN", new_y="NEXT")


def qr(pdf: FPDF, url: str, left: float, top: float) -> float:
    """One filled path: separate squares show hairlines between them on some screens."""
    from fpdf.enums import PathPaintRule

    matrix = qr_matrix(url)
    side = QR_SIZE / len(matrix)
    with pdf.new_path(left, top, PathPaintRule.FILL_NONZERO) as path:
        path.style.fill_color = "#000000"
        for row, cells in enumerate(matrix):
            for first, last in dark_runs(cells):
                path.rectangle(left + first * side, top + row * side, (last - first) * side, side)
    pdf.link(left, top, QR_SIZE, QR_SIZE, url)
    return top + QR_SIZE


def qr_matrix(url: str) -> list[list[bool]]:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    return [[bool(cell) for cell in row] for row in code.get_matrix()]


def dark_runs(cells: list[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, dark in enumerate([*cells, False]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at
            start = None


def about_whom(pdf: FPDF, form: Form) -> None:
    """Whose request it is beyond the name, how to reach them, and what they ask for."""
    optional(pdf, wording.ORGANISATION, form.organisation)
    optional(pdf, wording.TAX_CODE, form.tax_code)
    optional(pdf, wording.IDENTITY_NUMBER, form.identity_number)
    optional(pdf, wording.PASSPORT, form.passport)
    reached_at(pdf, form)
    paragraph(pdf, wording.REQUEST.format(unstopped(form.request), form.procedure_code))


def reached_at(pdf: FPDF, form: Form) -> None:
    optional(pdf, wording.ADDRESS, form.address)
    phone = wording.PHONE.format(form.phone)
    email = wording.EMAIL.format(form.email)
    half = pdf.epw / 2
    side_by_side = max(pdf.get_string_width(phone), pdf.get_string_width(email)) < half - 2
    if form.phone and form.email and side_by_side:
        pdf.cell(half, LINE, phone)
        pdf.cell(half, LINE, email, new_x="LMARGIN", new_y="NEXT")
        return
    optional(pdf, wording.PHONE, form.phone)
    optional(pdf, wording.EMAIL, form.email)


def signatures(pdf: FPDF, signers: Sequence[Signer], copies_to: Sequence[str] = ()) -> None:
    """Side by side; whoever signs alone signs at the right. At the left, or below two, stands
    who gets the paper (Nơi nhận, NĐ 30/2020 Phụ lục I)."""
    keep_together(pdf, signature_height(pdf, signers, copies_to))
    top = pdf.y + SIGNATURE_GAP
    half = pdf.epw / 2
    ends = [top]
    if copies_to and len(signers) == 1:
        recipients(pdf, top, copies_to)
        ends.append(pdf.y)
    for side, signer in enumerate(signers, start=2 - len(signers)):
        left = LEFT + side * half
        pdf.set_y(top)
        centred(pdf, left, half, "B", BODY, signer.role)
        centred(pdf, left, half, "I", SMALL, signer.how)
        pdf.set_y(pdf.y + SIGNING_ROOM)
        centred(pdf, left, half, "B", BODY, signer.name)
        ends.append(pdf.y)
    if copies_to and len(signers) > 1:
        recipients(pdf, max(ends) + SIGNATURE_GAP, copies_to)
        ends.append(pdf.y)
    pdf.set_y(max(ends))


def recipients(pdf: FPDF, top: float, copies_to: Sequence[str]) -> None:
    pdf.set_y(top)
    pdf.set_font("Tinos", "I", SMALL)
    pdf.cell(pdf.epw / 2, SMALL_LINE, wording.COPIES_TO, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Tinos", "", SMALL)
    for one in copies_to:
        pdf.multi_cell(pdf.epw / 2 - 4, SMALL_LINE, one, align="L", new_x="LMARGIN", new_y="NEXT")


def signature_height(pdf: FPDF, signers: Sequence[Signer], copies_to: Sequence[str] = ()) -> float:
    pdf.set_font("Tinos", "B", BODY)
    half = pdf.epw / 2
    lines = 1 + max(
        line_count(pdf, half, one.role) + line_count(pdf, half, one.name) for one in signers
    )
    height = SIGNATURE_GAP + SIGNING_ROOM + lines * TIGHT_LINE
    if not copies_to:
        return height
    pdf.set_font("Tinos", "", SMALL)
    told = SMALL_LINE * (1 + sum(line_count(pdf, half - 4, one) for one in copies_to))
    if len(signers) == 1:
        return max(height, SIGNATURE_GAP + told)
    return height + SIGNATURE_GAP + told


def optional(pdf: FPDF, label: str, value: str | None) -> None:
    if value:
        paragraph(pdf, label.format(value))


def paragraph(pdf: FPDF, text: str, style: str = "") -> None:
    pdf.set_font("Tinos", style, BODY)
    pdf.multi_cell(0, LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")


def small(pdf: FPDF, text: str, link: str | None = None) -> None:
    pdf.set_font("Tinos", "I", SMALL)
    pdf.multi_cell(0, SMALL_LINE, text, align="L", link=link, new_x="LMARGIN", new_y="NEXT")


def unstopped(text: str) -> str:
    """The form closes each point itself."""
    return text.rstrip(".")


def centred(
    pdf: FPDF,
    left: float,
    width: float,
    style: str,
    size: float,
    text: str,
    line: float = TIGHT_LINE,
) -> None:
    pdf.set_font("Tinos", style, size)
    narrow = balanced(pdf, width, text)
    pdf.set_x(left + (width - narrow) / 2)
    pdf.multi_cell(narrow, line, text, align="C", new_x="LMARGIN", new_y="NEXT")


def balanced(pdf: FPDF, width: float, text: str) -> float:
    """The narrowest width that needs no further line: no last word alone on its line."""
    lines = line_count(pdf, width, text)
    while lines > 1 and width > 10 and line_count(pdf, width - 1, text) == lines:
        width -= 1
    return width


def line_count(pdf: FPDF, width: float, text: str) -> int:
    from fpdf.enums import MethodReturnValue

    lines = pdf.multi_cell(width, LINE, text, dry_run=True, output=MethodReturnValue.LINES)
    assert isinstance(lines, list)
    return len(lines)


def rule(pdf: FPDF, centre: float, length: float, gap: float = 0.7) -> float:
    y = pdf.y + gap
    pdf.line(centre - length / 2, y, centre + length / 2, y)
    return y


def keep_together(pdf: FPDF, height: float) -> None:
    if pdf.will_page_break(height):
        pdf.add_page()
