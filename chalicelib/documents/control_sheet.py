"""The control sheet (Phiếu kiểm soát quá trình giải quyết hồ sơ), drawn on A4 lying: who gave
the dossier to whom, when, and whether in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wording
from .model import ControlSheet, ControlStep
from .sheet import A4_LYING, About, letterhead_lying, optional, paragraph, printed, table, unstopped

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
COLUMNS = (10.0, 60.0, 52.0, 34.0, 52.0, 26.0, 38.0)


def render(sheet: ControlSheet) -> bytes:
    """The control sheet as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        letterhead_lying(pdf, sheet.agency_name, sheet.parent_agency_name, sheet, wording.CONTROL)
        head(pdf, sheet)
        table(pdf, COLUMNS, wording.CONTROL_HEADINGS, map(row, enumerate(sheet.steps, start=1)))

    return printed(about(sheet), draw)


def about(sheet: ControlSheet) -> About:
    return About(
        title=f"{' '.join(wording.CONTROL)} {sheet.code}",
        author=sheet.agency_name,
        issued_at=sheet.printed_at,
        of=f"{wording.OF_DOSSIER} {sheet.code}",
        paper=A4_LYING,
        always_numbered=True,
    )


def head(pdf: FPDF, sheet: ControlSheet) -> None:
    paragraph(pdf, f"{wording.CODE}{sheet.code}", "B")
    paragraph(pdf, wording.REQUEST.format(unstopped(sheet.request), sheet.procedure_code))
    paragraph(pdf, wording.SETTLED_BY.format(sheet.agency_name))
    optional(pdf, wording.WORKED_WITH, "; ".join(sheet.consulted))
    if sheet.received_at:
        paragraph(pdf, wording.TAKEN_IN_AT.format(wording.moment(sheet.received_at)))
    if sheet.due_at:
        paragraph(pdf, wording.DUE_BEFORE.format(wording.moment(sheet.due_at)))
    pdf.set_y(pdf.y + 1.5)


def row(numbered: tuple[int, ControlStep]) -> tuple[str, ...]:

    number, step = numbered
    return (
        str(number),
        step.what,
        step.giver,
        wording.short_moment(step.at),
        step.receiver,
        step.outcome,
        step.note,
    )
