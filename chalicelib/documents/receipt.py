"""Form 01, the receipt, drawn on A5: for the counter's printer and the citizen's phone alike.

The same receipt always gives the same bytes, so a reprint can be compared with the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..foundation import clock
from . import wording
from .model import Receipt, ReceiptPaper

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
STYLES = {"": "Tinos-Regular.ttf", "B": "Tinos-Bold.ttf", "I": "Tinos-Italic.ttf"}

# Millimetres, but type sizes in points.
PAPER = (148.0, 210.0)
LEFT, TOP, RIGHT, BOTTOM = 14.0, 10.0, 11.0, 11.5
CORNER = 6.5  # from the top edge to the number of the form
AGENCY_WIDTH, STATE_WIDTH = 52.0, 65.0
QR_SIZE = 24.0
TITLE, CODE, BODY, HEAD, SMALL, TINY = 13.0, 11.0, 9.5, 8.75, 8.0, 7.5
LINE, TIGHT_LINE, SMALL_LINE = 4.35, 4.2, 3.4
RULE = 0.25
SIGNATURE_GAP, SIGNING_ROOM = 2.5, 13.0
PAPER_COLUMNS = (8.0, 77.0, 19.0, 19.0)
# A table row cannot be split between pages, and the widest letters must still fit on one.
LONGEST_NAME = 800


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


def render(receipt: Receipt) -> bytes:
    """The receipt as PDF/A-2B."""
    with drawn(receipt) as pdf:
        pages = pdf.pages_count
        if pages == 1:
            return bytes(pdf.output())
    # How many sheets belong together, which each of them says, is known only now.
    with drawn(receipt, pages) as pdf:
        return bytes(pdf.output())


@contextmanager
def drawn(receipt: Receipt, pages: int = 1) -> Iterator[FPDF]:
    pdf = sheet(receipt, pages)
    try:
        letterhead(pdf, receipt)
        applicant(pdf, receipt)
        papers(pdf, receipt.papers)
        appointment(pdf, receipt)
        signatures(pdf, receipt)
        notes(pdf, receipt)
        yield pdf
    finally:
        close_fonts(pdf)


def sheet(receipt: Receipt, pages: int) -> FPDF:
    from fpdf import FPDF

    class Sheet(FPDF):
        def footer(self) -> None:
            if pages > 1:
                write_page_number(self, receipt.code, pages)

    pdf = Sheet(unit="mm", format=PAPER, enforce_compliance="PDF/A-2B")
    pdf.set_margins(LEFT, TOP, RIGHT)
    pdf.set_auto_page_break(True, BOTTOM)
    pdf.c_margin = 0
    pdf.set_line_width(RULE)
    embed_fonts(pdf)
    describe(pdf, receipt)
    pdf.add_page()
    return pdf


def write_page_number(pdf: FPDF, code: str, pages: int) -> None:
    pdf.set_font("Tinos", "", TINY)
    pdf.set_xy(LEFT, PAPER[1] - BOTTOM + 3)
    text = wording.PAGE_OF.format(code=code, page=pdf.page, pages=pages)
    pdf.cell(0, SMALL_LINE, text, align="C")


def embed_fonts(pdf: FPDF, folder: Path = FONTS) -> None:
    missing = [name for name in STYLES.values() if not (folder / name).is_file()]
    if missing:
        raise FontsMissing(f"No {missing[0]} in {folder}: run `python -m tools.fonts` first.")
    for style, name in STYLES.items():
        pdf.add_font("Tinos", style, folder / name)


def close_fonts(pdf: FPDF) -> None:
    """fpdf2 reads glyphs from the open file until the end and leaves it open."""
    from fpdf.fonts import TTFFont

    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def describe(pdf: FPDF, receipt: Receipt) -> None:
    from fpdf.prefs import ViewerPreferences

    issued_at = receipt.issued_at.astimezone(clock.LOCAL)
    pdf.set_lang("vi-VN")
    pdf.set_creation_date(issued_at)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    # Left to itself fpdf2 writes the time of drawing here, and no two files would be the same.
    pdf.set_xmp_metadata(
        XMP.format(
            title=escape(f"{wording.RECEIPT} {receipt.code}"),
            author=escape(receipt.agency_name),
            at=issued_at.isoformat(timespec="seconds"),
        )
    )


def letterhead(pdf: FPDF, receipt: Receipt) -> None:
    pdf.set_y(CORNER)
    pdf.set_font("Tinos", "I", TINY)
    pdf.cell(0, SMALL_LINE, receipt.form_title_article, align="R", new_x="LMARGIN", new_y="NEXT")
    top = pdf.y + 1
    left_end = agency(pdf, receipt, top)
    right_end = state(pdf, receipt, top)
    qr_end = qr(pdf, receipt.lookup_url, LEFT, left_end + 2.6)
    title(pdf, receipt.code, max(left_end, right_end) + 4)
    pdf.set_y(max(qr_end, pdf.y) + 2.2)
    small(pdf, wording.FOLLOW.format(receipt.lookup_url), link=receipt.lookup_url)
    pdf.set_y(pdf.y + 1.5)


def agency(pdf: FPDF, receipt: Receipt, top: float) -> float:
    pdf.set_y(top)
    if receipt.parent_agency_name:
        centred(pdf, LEFT, AGENCY_WIDTH, "", HEAD, receipt.parent_agency_name.upper())
    centred(pdf, LEFT, AGENCY_WIDTH, "B", HEAD, receipt.agency_name.upper())
    return rule(pdf, LEFT + AGENCY_WIDTH / 2, AGENCY_WIDTH / 3)


def state(pdf: FPDF, receipt: Receipt, top: float) -> float:
    left = PAPER[0] - RIGHT - STATE_WIDTH
    pdf.set_y(top)
    centred(pdf, left, STATE_WIDTH, "B", HEAD, wording.STATE)
    centred(pdf, left, STATE_WIDTH, "B", BODY, wording.MOTTO)
    # By the rules of official papers this rule is as long as the motto above it.
    pdf.set_y(rule(pdf, left + STATE_WIDTH / 2, pdf.get_string_width(wording.MOTTO)) + 1.5)
    place_and_day = f"{receipt.place}, {wording.day(receipt.issued_at)}"
    centred(pdf, left, STATE_WIDTH, "I", BODY, place_and_day)
    return pdf.y


def title(pdf: FPDF, code: str, top: float) -> None:
    pdf.set_y(top)
    for part in wording.RECEIPT_TITLE:
        centred(pdf, LEFT, pdf.epw, "B", TITLE, part, line=5.6)
    pdf.set_y(pdf.y + 1.5)
    label_then_bold(pdf, wording.CODE, code)


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


def applicant(pdf: FPDF, receipt: Receipt) -> None:
    paragraph(pdf, f"{wording.DESK}: {desk_name(receipt)}")
    paragraph(pdf, wording.SUBMITTER.format(receipt.submitter_name))
    if receipt.owner_name and receipt.owner_name != receipt.submitter_name:
        paragraph(pdf, wording.OWNER.format(receipt.owner_name))
    optional(pdf, wording.ORGANISATION, receipt.organisation)
    optional(pdf, wording.IDENTITY_NUMBER, receipt.identity_number)
    optional(pdf, wording.ADDRESS, receipt.address)
    contact(pdf, receipt)
    paragraph(pdf, wording.REQUEST.format(unstopped(receipt.request), receipt.procedure_code))


def desk_name(receipt: Receipt) -> str:
    """The form already says what kind of desk it is; many names say it again."""
    return receipt.desk.removeprefix(wording.DESK).strip() or receipt.agency_name


def contact(pdf: FPDF, receipt: Receipt) -> None:
    phone = wording.PHONE.format(receipt.phone)
    email = wording.EMAIL.format(receipt.email)
    half = pdf.epw / 2
    side_by_side = max(pdf.get_string_width(phone), pdf.get_string_width(email)) < half - 2
    if receipt.phone and receipt.email and side_by_side:
        pdf.cell(half, LINE, phone)
        pdf.cell(half, LINE, email, new_x="LMARGIN", new_y="NEXT")
        return
    optional(pdf, wording.PHONE, receipt.phone)
    optional(pdf, wording.EMAIL, receipt.email)


def papers(pdf: FPDF, listed: tuple[ReceiptPaper, ...]) -> None:
    if not listed:
        paragraph(pdf, wording.NO_PAPERS)
        return
    keep_together(pdf, 6 * LINE)
    paragraph(pdf, wording.PAPERS)
    pdf.set_y(pdf.y + 0.6)
    paper_table(pdf, listed)
    pdf.set_y(pdf.y + 1.2)


def paper_table(pdf: FPDF, listed: tuple[ReceiptPaper, ...]) -> None:
    from fpdf.enums import Align, TextEmphasis
    from fpdf.fonts import FontFace

    pdf.set_font("Tinos", "", BODY)
    with pdf.table(
        align=Align.L,
        col_widths=PAPER_COLUMNS,
        text_align=(Align.C, Align.L, Align.C, Align.C),
        headings_style=FontFace(emphasis=TextEmphasis.B, size_pt=BODY),
        line_height=TIGHT_LINE,
        padding=(0.4, 1.2),
    ) as table:
        headings = table.row()
        for heading in wording.PAPERS_HEADINGS:
            headings.cell(heading, align=Align.C)
        for paper in listed:
            counts = (str(paper.originals), str(paper.copies))
            table.row((str(paper.number), shortened(paper.name), *counts))


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def appointment(pdf: FPDF, receipt: Receipt) -> None:
    paragraph(pdf, wording.SETS.format(receipt.sets))
    paragraph(pdf, wording.TIME_LIMIT.format(unstopped(receipt.time_limit)))
    paragraph(pdf, wording.RECEIVED.format(wording.moment(receipt.received_at)))
    # Signatures on a sheet of their own would certify nothing: the last points go with them.
    keep_together(pdf, 3 * LINE + signature_height(pdf, receipt))
    paragraph(pdf, wording.DUE.format(wording.moment(receipt.due_at)))
    paragraph(pdf, wording.RETURN_BY.format(unstopped(receipt.return_by)))
    paragraph(pdf, wording.FEE.format(unstopped(receipt.fee_text)))
    if receipt.register_volume and receipt.register_number:
        paragraph(pdf, wording.REGISTER.format(receipt.register_volume, receipt.register_number))


def signatures(pdf: FPDF, receipt: Receipt) -> None:
    keep_together(pdf, signature_height(pdf, receipt))
    top = pdf.y + SIGNATURE_GAP
    half = pdf.epw / 2
    names = (receipt.submitter_name, receipt.receiver_name)
    ends = []
    for side, (role, name) in enumerate(zip(wording.SIGNATURES, names, strict=True)):
        left = LEFT + side * half
        pdf.set_y(top)
        centred(pdf, left, half, "B", BODY, role)
        centred(pdf, left, half, "I", SMALL, wording.SIGN_HERE)
        pdf.set_y(pdf.y + SIGNING_ROOM)
        centred(pdf, left, half, "B", BODY, name)
        ends.append(pdf.y)
    pdf.set_y(max(ends))


def signature_height(pdf: FPDF, receipt: Receipt) -> float:
    pdf.set_font("Tinos", "B", BODY)
    names = (receipt.submitter_name, receipt.receiver_name)
    lines = 2 + max(line_count(pdf, pdf.epw / 2, name) for name in names)
    return SIGNATURE_GAP + SIGNING_ROOM + lines * TIGHT_LINE


def notes(pdf: FPDF, receipt: Receipt) -> None:
    if not (receipt.hotline or receipt.due_explanation):
        return
    keep_together(pdf, 4 + 4 * SMALL_LINE)
    pdf.set_y(rule(pdf, LEFT + 15, 30, gap=3) + 1)
    if receipt.hotline:
        small(pdf, wording.HOTLINE.format(receipt.hotline))
    if receipt.due_explanation:
        small(pdf, wording.HOW_COUNTED)
    for line in receipt.due_explanation:
        pdf.cell(2, SMALL_LINE, "-")
        small(pdf, line)


def optional(pdf: FPDF, label: str, value: str | None) -> None:
    if value:
        paragraph(pdf, label.format(value))


def paragraph(pdf: FPDF, text: str) -> None:
    pdf.set_font("Tinos", "", BODY)
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
