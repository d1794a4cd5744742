"""Forms 02 to 05, drawn on A5: what is missing, what is refused, what is late, what is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.foundation.text import thousands

from . import wording
from .model import (
    ApologySlip,
    AppointmentSlip,
    ExplanationSlip,
    FaultSlip,
    MinutesSlip,
    RefusalSlip,
    Slip,
    SlipDefect,
    StopSlip,
    SupplementSlip,
)
from .sheet import (
    BODY,
    LEFT,
    LINE,
    Signer,
    about,
    about_whom,
    keep_together,
    letterhead,
    line_count,
    paragraph,
    printed,
    reached_at,
    signature_height,
    signatures,
    unstopped,
)

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
GAP = 1.2
INDENT = 6.0
DEFECT_LINES = 6  # so many of them stay on one sheet


def render(slip: Slip) -> bytes:
    """The slip as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        letterhead(pdf, slip, slip.title, slip.number)
        match slip:
            case SupplementSlip():
                supplement(pdf, slip)
            case RefusalSlip():
                refusal(pdf, slip)
            case ApologySlip():
                apology(pdf, slip)
            case FaultSlip():
                fault(pdf, slip)
            case AppointmentSlip():
                appointment(pdf, slip)
            case MinutesSlip():
                minutes(pdf, slip)
            case ExplanationSlip():
                explanation(pdf, slip)
            case StopSlip():
                stop(pdf, slip)

    return printed(about(slip, slip.title, official=True), draw)


def supplement(pdf: FPDF, slip: SupplementSlip) -> None:
    paragraph(pdf, wording.OWNER_OF.format(slip.owner_name))
    about_whom(pdf, slip)
    keep_together(pdf, (1 + DEFECT_LINES) * LINE)
    point(pdf, wording.DEFECTS)
    for number, one in enumerate(slip.defects, start=1):
        defect(pdf, number, one)
    if slip.note:
        point(pdf, wording.NOTE.format(wording.closed(slip.note)))
    closing = [wording.ANSWER_BY.format(wording.moment(slip.answer_by))]
    if slip.ground:
        closing.append(wording.GROUND_OF_MORE.format(stage=slip.stage, article=slip.ground))
    if slip.approver_name:
        closing.append(wording.APPROVER.format(slip.approver_name))
    whom = wording.OFFICER_OF.format(officer=slip.officer_name, agency=slip.agency_name)
    closing.append(contact(slip, whom))
    guide = Signer(wording.GUIDING, wording.SIGN_HERE, slip.officer_name)
    close(pdf, closing, guide, copies_to=slip.copies_to)


def defect(pdf: FPDF, number: int, one: SlipDefect) -> None:
    pdf.set_font("Tinos", "B", BODY)
    width = pdf.epw - INDENT
    reason = wording.DEFECT_REASON.format(unstopped(one.reason))
    height = line_count(pdf, width, one.name) + line_count(pdf, width, reason)
    keep_together(pdf, GAP / 2 + min(height, DEFECT_LINES) * LINE)
    pdf.set_y(pdf.y + GAP / 2)
    pdf.cell(INDENT, LINE, f"{number}.")
    indented(pdf, "B", one.name)
    indented(pdf, "", reason)


def indented(pdf: FPDF, style: str, text: str) -> None:
    pdf.set_font("Tinos", style, BODY)
    pdf.set_x(LEFT + INDENT)
    pdf.multi_cell(0, LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")


def refusal(pdf: FPDF, slip: RefusalSlip) -> None:
    paragraph(pdf, wording.OWNER_OF.format(slip.owner_name))
    about_whom(pdf, slip)
    paragraph(pdf, wording.FILED.format(wording.moment(slip.filed_at)))
    why = wording.NOT_RECEIVED if slip.at_reception else wording.NOT_SETTLED
    keep_together(pdf, DEFECT_LINES * LINE)
    point(pdf, why.format(agency=slip.agency_name))
    point(pdf, wording.closed(slip.reason), "B")
    if slip.competent:
        point(pdf, wording.COMPETENT.format("; ".join(slip.competent)))
    closing = [wording.TOLD.format(you=you(slip)), contact(slip, slip.agency_name)]
    if slip.at_reception:
        submitter = Signer(wording.SUBMITTING, wording.SIGN_HERE, slip.submitter_name)
        receiver = Signer(wording.RECEIVING, wording.SIGN_HERE, slip.officer_name)
        close(pdf, closing, submitter, receiver, copies_to=slip.copies_to)
    else:
        close(pdf, closing, head(slip), copies_to=slip.copies_to)


def apology(pdf: FPDF, slip: ApologySlip) -> None:
    addressed(pdf, slip)
    point(pdf, taken_in(slip, wording.TAKEN_IN, wording.moment(slip.received_at)))
    point(pdf, wording.DUE_BEFORE.format(wording.moment(slip.due_before)))
    point(pdf, wording.LATE.format(agency=slip.agency_name))
    point(pdf, wording.REASON.format(wording.closed(slip.reason)))
    point(pdf, sorry(slip).format(agency=slip.agency_name, you=you(slip)))
    if slip.due_at:
        point(pdf, wording.DUE_NOW.format(wording.moment(slip.due_at)), "B")
    closing = [
        wording.COLLECT.format(unstopped(slip.return_by)),
        wording.FORGIVE.format(you=you(slip)),
        contact(slip, slip.agency_name),
    ]
    close(pdf, closing, head(slip), copies_to=slip.copies_to)


def sorry(slip: ApologySlip) -> str:
    if not slip.missed:
        return wording.SORRY
    return wording.SORRY_AND_PROMISED if slip.due_at else wording.SORRY_ALONE


def fault(pdf: FPDF, slip: FaultSlip) -> None:
    addressed(pdf, slip)
    point(pdf, wording.OF_CODE.format(request=unstopped(slip.request), code=slip.code))
    point(pdf, wrong(slip), "B")
    point(pdf, wording.WHAT_HAPPENED.format(wording.closed(slip.reason)))
    point(pdf, wording.SORRY_FOR_FAULT.format(agency=slip.agency_name, you=you(slip)))
    point(pdf, wording.REMEDY.format(wording.closed(slip.remedy)))
    if slip.new_number:
        by = wording.WITHDRAWN_BY if slip.withdrawn else wording.REPLACED_BY
        point(pdf, by.format(slip.new_number), "B")
    if slip.article:
        point(pdf, wording.ARTICLE.format(unstopped(slip.article)))
    if slip.ready_at:
        point(pdf, wording.READY_AT.format(wording.moment(slip.ready_at)), "B")
    borne = wording.COST if slip.cost else wording.COST_BORNE
    amount = thousands(slip.cost)
    closing = [
        borne.format(amount=amount, agency=slip.agency_name, you=you(slip)),
        contact(slip, slip.agency_name),
    ]
    close(pdf, closing, head(slip), copies_to=slip.copies_to)


def wrong(slip: FaultSlip) -> str:
    if slip.withdrawn:
        return wording.WRONG_REFUSAL.format(agency=slip.agency_name, number=slip.wrong_number)
    if not slip.corrected:
        sentence = wording.PAPERS_DAMAGED if slip.damaged else wording.PAPERS_LOST
        return sentence.format(agency=slip.agency_name, papers="; ".join(slip.papers))
    sentence = wording.WRONG_NUMBERED if slip.wrong_number else wording.WRONG_RESULT
    return sentence.format(agency=slip.agency_name, number=slip.wrong_number)


def appointment(pdf: FPDF, slip: AppointmentSlip) -> None:
    addressed(pdf, slip)
    point(pdf, taken_in(slip, wording.TAKEN_IN, wording.moment(slip.received_at)))
    point(pdf, wording.DUE_BEFORE.format(wording.moment(slip.due_before)))
    point(pdf, wording.LENGTHENED.format(name=unstopped(slip.name), article=slip.article))
    if slip.paper:
        point(pdf, wording.BY_PAPER.format(unstopped(slip.paper)))
    point(pdf, wording.REASON.format(wording.closed(slip.reason)))
    point(pdf, wording.DUE_NOW.format(wording.moment(slip.due_at)), "B")
    closing = [
        wording.COLLECT.format(unstopped(slip.return_by)),
        contact(slip, slip.agency_name),
    ]
    appointer = Signer(wording.APPOINTING, wording.SIGN_HERE, slip.officer_name)
    close(pdf, closing, appointer, copies_to=slip.copies_to)


def minutes(pdf: FPDF, slip: MinutesSlip) -> None:
    paragraph(pdf, wording.OWNER_OF.format(slip.owner_name))
    point(pdf, wording.OF_CODE.format(request=unstopped(slip.request), code=slip.code))
    point(pdf, wording.VERIFIED_AT.format(wording.moment(slip.happened_at)))
    point(pdf, wording.VERIFIED_WHERE.format(wording.closed(slip.venue)))
    point(pdf, wording.VERIFIED_BY.format("; ".join(slip.participants)))
    closing = [wording.VERIFIED.format(wording.closed(slip.content))]
    taking_part = Signer(wording.TAKING_PART, wording.SIGN_HERE, "")
    close(pdf, closing, taking_part, Signer(wording.WRITING, wording.SIGN_HERE, slip.officer_name))


def explanation(pdf: FPDF, slip: ExplanationSlip) -> None:
    paragraph(pdf, wording.TO_HEAD.format(agency=slip.agency_name), "B")
    paragraph(pdf, wording.OWNER_OF.format(slip.owner_name))
    point(pdf, wording.OF_CODE.format(request=unstopped(slip.request), code=slip.code))
    if slip.received_at:
        point(pdf, wording.TAKEN_IN_AT.format(wording.moment(slip.received_at)))
    else:
        point(pdf, wording.FILED_AT.format(wording.moment(slip.filed_at)))
    point(pdf, wording.DUE_BEFORE.format(wording.moment(slip.due_before)))
    point(pdf, wording.REASON.format(wording.closed(slip.said)), "B")
    closing = [wording.EXPLANATION.format(wording.closed(slip.reason))]
    close(pdf, closing, Signer(wording.EXPLAINING, wording.SIGN_HERE, slip.officer_name))


def stop(pdf: FPDF, slip: StopSlip) -> None:
    addressed(pdf, slip)
    if slip.received_at:
        point(pdf, taken_in(slip, wording.TAKEN_IN, wording.moment(slip.received_at)))
    else:
        point(pdf, taken_in(slip, wording.HANDED_IN, wording.moment(slip.filed_at)))
    point(pdf, wording.STOPPED.format(agency=slip.agency_name), "B")
    point(pdf, wording.GROUND.format(wording.closed(slip.ground)))
    point(pdf, wording.ARTICLE.format(unstopped(slip.article)))
    closing = [
        wording.STOPPED_AT.format(wording.moment(slip.issued_at)),
        wording.TOLD.format(you=you(slip)),
        contact(slip, slip.agency_name),
    ]
    close(pdf, closing, head(slip), copies_to=slip.copies_to)


def addressed(pdf: FPDF, slip: Slip) -> None:
    if slip.organisation:
        paragraph(pdf, wording.TO_ORGANISATION.format(slip.organisation), "B")
    else:
        paragraph(pdf, wording.TO_PERSON.format(slip.owner_name), "B")
    reached_at(pdf, slip)


def taken_in(slip: Slip, sentence: str, at: str) -> str:
    return sentence.format(
        at=at,
        agency=slip.agency_name,
        request=unstopped(slip.request),
        procedure=slip.procedure_code,
        you=you(slip),
        code=slip.code,
    )


def you(slip: Slip) -> str:
    return wording.YOU_ORGANISED if slip.organisation else wording.YOU


def contact(slip: Slip, whom: str) -> str:
    if slip.hotline and slip.contact_email:
        whom = wording.BY_PHONE_OR_EMAIL.format(
            whom=whom, phone=slip.hotline, email=slip.contact_email
        )
    elif slip.hotline:
        whom = wording.BY_PHONE.format(whom=whom, phone=slip.hotline)
    return wording.CONTACT.format(you=you(slip), whom=whom)


def head(slip: Slip) -> Signer:
    """In the capacity in which it was signed (NĐ 30/2020 Phụ lục I); the form's own words for
    who signed before capacities were kept."""
    return Signer(slip.officer_title or wording.HEAD, wording.SIGN_AND_SEAL, slip.officer_name)


def point(pdf: FPDF, text: str, style: str = "") -> None:
    pdf.set_y(pdf.y + GAP)
    paragraph(pdf, text, style)


def close(pdf: FPDF, closing: list[str], *signers: Signer, copies_to: tuple[str, ...] = ()) -> None:
    """The last points go with the signatures, which certify nothing on a sheet of their own."""
    pdf.set_font("Tinos", "", BODY)
    height = sum(GAP + line_count(pdf, pdf.epw, text) * LINE for text in closing)
    keep_together(pdf, height + signature_height(pdf, signers, copies_to))
    for text in closing:
        point(pdf, text)
    signatures(pdf, signers, copies_to)
