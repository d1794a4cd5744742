"""Form 01, the receipt, drawn on A5: for the counter's printer and the citizen's phone alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.people.identifiers import same_name

from . import wording
from .model import Receipt, ReceiptPaper
from .sheet import (
    BODY,
    LEFT,
    LINE,
    SMALL_LINE,
    TIGHT_LINE,
    Signer,
    about,
    about_whom,
    centred,
    keep_together,
    letterhead,
    paragraph,
    printed,
    rule,
    signature_height,
    signatures,
    small,
    unstopped,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
PAPER_COLUMNS = (8.0, 77.0, 19.0, 19.0)
# A table row cannot be split between pages, and the widest letters must still fit on one.
LONGEST_NAME = 800
MOST_NOTES_KEPT = 12


def render(receipt: Receipt) -> bytes:
    """The receipt as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        letterhead(pdf, receipt, receipt.title)
        reissued(pdf, receipt)
        applicant(pdf, receipt)
        papers(pdf, receipt.papers)
        appointment(pdf, receipt)
        signatures(pdf, signers(receipt))
        notes(pdf, receipt)

    return printed(about(receipt, receipt.title), draw)


def reissued(pdf: FPDF, receipt: Receipt) -> None:
    """That another was given before this one, and why there is a new one."""
    if receipt.reissued_for:
        again = wording.REISSUED.format(unstopped(receipt.reissued_for))
        centred(pdf, LEFT, pdf.epw, "I", BODY, again)


def applicant(pdf: FPDF, receipt: Receipt) -> None:
    paragraph(pdf, f"{wording.DESK}: {desk_name(receipt)}")
    paragraph(pdf, wording.SUBMITTER.format(receipt.submitter_name))
    # In capitals it is the same person.
    if receipt.owner_name and not same_name(receipt.owner_name, receipt.submitter_name):
        paragraph(pdf, wording.OWNER.format(receipt.owner_name))
    about_whom(pdf, receipt)


def desk_name(receipt: Receipt) -> str:
    """The form already says what kind of desk it is; many names say it again."""
    return receipt.desk.removeprefix(wording.DESK).strip() or receipt.agency_name


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
            table.row((str(paper.number), named(paper), *counts(paper)))


def named(paper: ReceiptPaper) -> str:
    if paper.waived is None:
        return shortened(paper.name, LONGEST_NAME)
    why = wording.WAIVED.format(unstopped(paper.waived))
    return f"{shortened(paper.name, LONGEST_NAME - 2 * len(why))}\n{why}"


def counts(paper: ReceiptPaper) -> tuple[str, str]:
    if paper.waived is not None:
        return wording.NONE_HANDED_IN, wording.NONE_HANDED_IN
    return str(paper.originals), str(paper.copies)


def shortened(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def appointment(pdf: FPDF, receipt: Receipt) -> None:
    paragraph(pdf, wording.SETS.format(receipt.sets))
    paragraph(pdf, wording.TIME_LIMIT.format(unstopped(receipt.time_limit)))
    paragraph(pdf, wording.RECEIVED.format(wording.moment(receipt.received_at)))
    # Signatures on a sheet of their own would certify nothing: the last points go with them.
    keep_together(pdf, 4 * LINE + signature_height(pdf, signers(receipt)))
    if receipt.due_before:
        paragraph(pdf, wording.DUE_TOLD_BEFORE.format(wording.moment(receipt.due_before)))
    paragraph(pdf, result_time(receipt))
    paragraph(pdf, wording.RETURN_BY.format(unstopped(receipt.return_by)))
    paragraph(pdf, wording.FEE.format(unstopped(receipt.fee_text)))
    if receipt.register_volume and receipt.register_number:
        paragraph(pdf, wording.REGISTER.format(receipt.register_volume, receipt.register_number))


def result_time(receipt: Receipt) -> str:
    if receipt.returned_at:
        return wording.RETURNED.format(wording.moment(receipt.returned_at))
    assert receipt.due_at is not None, "a receipt without a result appoints one"
    return wording.DUE.format(wording.moment(receipt.due_at))


def signers(receipt: Receipt) -> tuple[Signer, Signer]:
    return (
        Signer(wording.SUBMITTING, wording.SIGN_HERE, receipt.submitter_name),
        Signer(wording.RECEIVING, wording.SIGN_HERE, receipt.receiver_name),
    )


def notes(pdf: FPDF, receipt: Receipt) -> None:
    if not (receipt.hotline or receipt.contact_email or receipt.due_explanation):
        return
    # One line by itself on another page explains nothing; very many are let flow on.
    kept = min(2 + len(receipt.due_explanation), MOST_NOTES_KEPT)
    keep_together(pdf, 4 + kept * SMALL_LINE)
    pdf.set_y(rule(pdf, LEFT + 15, 30, gap=3) + 1)
    if ways := contacts(receipt):
        small(pdf, ways)
    if receipt.due_explanation:
        small(pdf, wording.HOW_COUNTED)
    for line in receipt.due_explanation:
        pdf.cell(2, SMALL_LINE, "-")
        small(pdf, line)


def contacts(receipt: Receipt) -> str:
    ways = ((wording.HOTLINE, receipt.hotline), (wording.CONTACT_EMAIL, receipt.contact_email))
    return " ".join(label.format(way) for label, way in ways if way)
