"""What is shown of dossiers: the shapes of answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import explain
from chalicelib.foundation import clock

from . import actions, chain, fees, moving, outages, reading, wording
from .lookup import completion
from .model import Applicant, Dossier, Event, ReturnBy
from .store import Whole


class Named(BaseModel):
    code: str
    name: str


class StatusView(BaseModel):
    code: int
    name: str


class StepView(BaseModel):
    key: str
    title: str
    division: str
    role: str
    working_hours: float


class PaperView(BaseModel):
    code: str
    name: str
    required: bool
    digitise: bool
    originals_required: int
    copies_required: int
    originals: int
    copies: int
    handed_in: bool


class ChargeView(BaseModel):
    """A fee of the procedure for this channel; ``state`` says whether it was demanded."""

    name: str
    kind: str
    amount: int
    per: str
    exemption: str
    article: str
    state: str
    quantity: int
    exempt: str


class EventView(BaseModel):
    version: int
    kind: str
    title: str
    at: str
    by: str
    role: str
    agency: str | None
    note: str
    status: StatusView
    data: dict[str, Any]
    hash: str
    previous_hash: str


class OpinionView(BaseModel):
    """An opinion that is waited for."""

    id: str
    agency: Named
    due_at: str
    overdue: bool = Field(description="Whether the head was told that it did not come in time")


class ApprovalView(BaseModel):
    """What a head has allowed an officer, and was not done yet."""

    move: str
    officer: str
    by: str
    at: str
    reason: str


class DossierView(BaseModel):
    """A whole dossier in one answer: state, timeline, papers, charges, due time explained."""

    code: str
    version: int
    status: StatusView
    procedure: Named
    agency: Named
    settled_by: Named
    channel: str
    case: str
    applicant: Applicant
    submitted_by: str
    form: dict[str, Any]
    papers: list[PaperView]
    charges: list[ChargeView]
    return_by: ReturnBy
    received_by: str | None = Field(description="Who signed for the result, if another")
    sent_to: str | None = Field(description="Where the post took the result")
    filed_at: str
    examine_by: str | None
    received_at: str | None
    due_at: str | None
    closed_at: str | None
    hand_over_by: str | None
    supplement_by: str | None
    fee_by: str | None
    deadline: dict[str, Any] | None
    fee_due: int
    fee_paid: int
    assignee: str | None
    opinions: list[OpinionView]
    approvals: list[ApprovalView]
    outage: bool
    step: StepView | None
    completion: dict[str, Any]
    lawful_moves: list[str]
    timeline: list[EventView]


class LineView(BaseModel):
    """A dossier's line in a list."""

    code: str
    version: int
    status: StatusView
    procedure: Named
    agency: str
    applicant: str
    channel: str
    filed_at: str
    due_at: str
    step: str
    assignee: str | None
    warned: int = Field(description="Percent of the working time of which somebody was warned")


class DossierList(BaseModel):
    dossiers: list[LineView]
    next: str | None = Field(description="Give it as ``cursor`` for the next page")


class Verification(BaseModel):
    """Whether the chain of hashes holds; else the first link that does not."""

    code: str
    valid: bool
    length: int
    head: str
    broken_at: int | None
    reason: str | None
    title: str | None


def view(whole: Whole) -> DossierView:
    """What an applicant or an officer sees of a whole dossier."""
    dossier, content = whole.dossier, whole.content
    named = moving.pinned_procedure(dossier)
    step = next((one for one in named.version.process if one.key == dossier.step), None)
    return DossierView(
        code=dossier.code,
        version=dossier.version,
        status=_status(dossier.status),
        procedure=Named(code=named.code, name=named.name),
        agency=_agency(dossier.agency),
        settled_by=_agency(dossier.settled_by),
        channel=dossier.channel,
        case=dossier.case,
        applicant=content.applicant,
        submitted_by=content.submitter,
        form=content.form,
        papers=_papers(whole),
        charges=_charges(whole),
        fee_due=dossier.fee_due,
        fee_paid=dossier.fee_paid,
        return_by=content.return_by,
        received_by=content.received_by or None,
        sent_to=content.sent_to or None,
        filed_at=clock.shown(dossier.filed_at),
        examine_by=_shown(dossier.examine_by),
        received_at=_shown(dossier.received_at),
        due_at=_shown(dossier.due_at),
        closed_at=_shown(dossier.closed_at),
        hand_over_by=_shown(reading.hand_over_by(dossier)),
        supplement_by=_shown(dossier.supplement_by),
        fee_by=_shown(dossier.fee_by),
        deadline=_deadline(whole),
        assignee=dossier.assignee,
        opinions=[
            OpinionView(
                id=one.id,
                agency=_agency(one.agency),
                due_at=clock.shown(one.due_at),
                overdue=one.overdue,
            )
            for one in dossier.opinions
        ],
        approvals=_approvals(whole),
        outage=dossier.outage,
        step=step
        and StepView(
            key=step.key,
            title=step.title,
            division=step.division,
            role=step.role,
            working_hours=step.hours,
        ),
        completion=dict(completion(dossier.steps_done, dossier.steps)),
        lawful_moves=[str(move) for move in dossier.lawful_moves()],
        timeline=[_event(line) for line in whole.lines],
    )


_NOT_YET = "not_demanded"
_CHARGE = {"name", "kind", "amount", "per", "exemption", "article"}


def _deadline(whole: Whole) -> dict[str, Any] | None:
    found = moving.deadline_of(whole)
    return explain(found) if found else None


def _charges(whole: Whole) -> list[ChargeView]:
    """What was demanded, else what the procedure will cost by this channel."""
    dossier = whole.dossier
    told = fees.told(line.event for line in whole.lines)
    found = []
    for fee in moving.pinned_procedure(dossier).version.fees_by(dossier.channel):
        charge = told.demanded.get(fee.name) or told.paid.get(fee.name)
        found.append(
            ChargeView(
                **fee.model_dump(include=_CHARGE),
                state="demanded" if fee.name in told.demanded else "paid" if charge else _NOT_YET,
                quantity=charge.quantity if charge else 1,
                exempt=charge.exempt if charge else "",
            )
        )
    return found


def _approvals(whole: Whole) -> list[ApprovalView]:
    given = [(one, whole.lines[one.version - 1].event) for one in whole.dossier.approvals]
    return [
        ApprovalView(
            move=one.move,
            officer=one.officer,
            by=event.by.name,
            at=clock.shown(event.at),
            reason=event.note,
        )
        for one, event in given
    ]


def _papers(whole: Whole) -> list[PaperView]:
    case = moving.pinned_procedure(whole.dossier).version.case(whole.dossier.case)
    handed = {paper.code: paper for paper in whole.content.papers}
    return [
        PaperView(
            code=paper.code,
            name=paper.name,
            required=paper.required,
            digitise=paper.digitise,
            originals_required=paper.originals,
            copies_required=paper.copies,
            originals=handed[paper.code].originals if paper.code in handed else 0,
            copies=handed[paper.code].copies if paper.code in handed else 0,
            handed_in=paper.code in handed,
        )
        for paper in case.papers
    ]


def _event(line: chain.Line) -> EventView:
    event: Event = line.event
    return EventView(
        version=event.version,
        kind=event.kind,
        title=_title(event),
        at=clock.shown(event.at),
        by=event.by.name or wording.APPLICANT,
        role=event.by.role,
        agency=event.by.agency or None,
        note=event.note,
        status=_status(event.status),
        data={name: value for name, value in event.data.items() if name != "deadline"},
        hash=line.sealed,
        previous_hash=event.prev,
    )


def _title(event: Event) -> str:
    """What happened; of an approval also what it is about."""
    said = wording.EVENTS[event.kind]
    approved = event.data.get("move")
    return f"{said}: {wording.APPROVABLE[approved]}" if approved else said


def listed(found: list[Dossier], following: str | None) -> DossierList:
    lines = [_line(dossier, dossier.next_due) for dossier in found]
    return DossierList(dossiers=lines, next=following)


def on_desk(found: list[tuple[dt.datetime, Dossier]], following: str | None) -> DossierList:
    """Lines with what is due of this desk: of one that is asked, its opinion."""
    return DossierList(dossiers=[_line(dossier, due) for due, dossier in found], next=following)


def _line(dossier: Dossier, due: dt.datetime) -> LineView:
    named = moving.pinned_procedure(dossier)
    return LineView(
        code=dossier.code,
        version=dossier.version,
        status=_status(dossier.status),
        procedure=Named(code=named.code, name=named.name),
        agency=dossier.agency_name,
        applicant=dossier.organisation or dossier.applicant,
        channel=dossier.channel,
        filed_at=clock.shown(dossier.filed_at),
        due_at=clock.shown(due),
        step=dossier.step,
        assignee=dossier.assignee,
        warned=dossier.warned,
    )


def _status(code: int) -> StatusView:
    return StatusView(code=int(code), name=wording.STATUSES[code])


def _agency(identifier: str) -> Named:
    return Named(code=identifier, name=agencies.agency(identifier).name)


def _shown(moment: dt.datetime | None) -> str | None:
    return clock.shown(moment) if moment else None


class OutageView(BaseModel):
    """A block of codes that only the outage book may use."""

    agency: Named
    day: dt.date
    first: int
    last: int
    codes: tuple[str, ...]
    entered: list[str] = Field(description="Those with a dossier; told when a day is asked for")
    reserved_at: str


class OutageList(BaseModel):
    blocks: list[OutageView]


class LeftView(BaseModel):
    """A dossier that was not handed over, and why."""

    code: str
    reason: str
    title: str


class HandedOver(BaseModel):
    count: int
    codes: list[str]
    left: list[LeftView]


def handed_over(found: actions.HandedOver) -> HandedOver:
    left = [
        LeftView(code=code, reason=refusal.code, title=refusal.title)
        for code, refusal in found.left
    ]
    return HandedOver(count=len(found.done), codes=found.done, left=left)


def outage(block: outages.Block, entered: list[str]) -> OutageView:
    return OutageView(
        agency=_agency(block.agency),
        day=block.day,
        first=block.first,
        last=block.last,
        codes=block.codes,
        entered=entered,
        reserved_at=clock.shown(block.at),
    )
