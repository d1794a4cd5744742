"""The shapes of what is shown of dossiers."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from .applicants import Acting, Applicant, Bearer, Came
from .model import Minutes, ReturnBy


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
    one_of: str | None = None
    digitise: bool
    originals_required: int
    copies_required: int
    originals: int
    copies: int
    handed_in: bool


class GroundView(BaseModel):
    """A published exemption, by its key and in its words."""

    model_config = ConfigDict(extra="ignore")

    key: str
    text: str


class ReliefView(BaseModel):
    """What is taken ``off`` a fee, in đồng: for how many ``units``, on which ground and article;
    ``percent`` where it is one."""

    model_config = ConfigDict(extra="ignore")

    ground: str
    text: str
    article: str
    percent: int | None
    units: int
    off: int
    shown_by: str


class ChargeView(BaseModel):
    """A fee of the procedure for this channel and case, in đồng.

    ``state`` is ``not_demanded``, ``demanded``, ``paid`` or ``exempt``; ``due`` is when it must be
    settled at the latest; ``grounds`` are the exemptions and reductions that may be named. ``full``
    is what the tariff makes of it, ``reliefs`` are taken off that. ``total`` is what is
    charged, and before that what the form makes of it.
    """

    name: str
    kind: str
    amount: int
    per: str
    exemption: str
    article: str
    due: str
    grounds: list[GroundView]
    state: str
    quantity: int
    exempt: str
    full: int
    reliefs: list[ReliefView]
    total: int
    arithmetic: str


class OnPaperView(BaseModel):
    """What was written on paper and entered afterwards, and by whom if another one made it."""

    entered_at: str
    source: str
    sheet: str
    place: str | None
    entered_by: str | None
    late_reason: str | None
    approved_by: str | None


class EventView(BaseModel):
    """``at`` is when it happened; ``entered_afterwards`` is there if it was on paper."""

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
    entered_afterwards: OnPaperView | None = None


class OpinionView(BaseModel):
    """An opinion that is waited for."""

    id: str
    agency: Named
    due_at: str
    overdue: bool = Field(description="Whether the head was reminded that it did not come in time")


class ApprovalView(BaseModel):
    """What a head has allowed an officer, and was not done yet."""

    move: str
    officer: str
    by: str
    at: str
    reason: str
    fields: list[str] = Field(description="What it covers; all, if none is named")


class KeptView(BaseModel):
    """How long the personal data is kept, and on which legal ground no shorter."""

    until: str | None = Field(description="Once it is over; null where it is kept for ever")
    erased_at: str | None
    article: str
    title: str


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
    submitted_by: str = Field(description="Who filed it: the applicant, or somebody for them")
    acting: Acting | None = Field(description="By what right, if not the applicant")
    acts_until: str | None = Field(
        description="The last day of that right, where one is known; after it, whoever filed it "
        "sees what there was when they filed last",
        examples=["2027-10-01"],
    )
    bearer: Bearer | None = Field(description="Who brought it for the applicant to the counter")
    came: list[Came] = Field(
        description="Who came since for the applicant, in which version, by what right"
    )
    look_up_by: list[str] = Field(
        description="What proves a look-up: ``receipt``, and ``four_digits`` of a known number"
    )
    form: dict[str, Any]
    papers: list[PaperView]
    charges: list[ChargeView]
    return_by: ReturnBy
    return_desk: Named = Field(description="Whose desk returns the result")
    papers_at: Named | None = Field(
        description="Whose desk hands back the papers of what has no result, or a corrected one"
    )
    received_by: str | None = Field(description="Who signed for the result, if another")
    sent_to: str | None = Field(description="Where the post took the result")
    filed_at: str
    examine_by: str | None
    received_at: str | None
    due_at: str | None
    verifications: list[Minutes] = Field(description="Minutes of what was verified")
    promised_at: str | None = Field(description="The date promised with an apology for lateness")
    lateness_explained: bool = Field(description="Whether missing the due time was explained")
    lateness_reasons: dict[str, str] = Field(
        description="What may be said of a lateness, by key; none while nothing is to be explained"
    )
    apologised: bool = Field(description="Whether missing the due time was apologised for")
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
    personal_data: KeptView
    step: StepView | None
    completion: dict[str, Any]
    lawful_moves: list[str] = Field(
        description="What can be done with it now, by whoever may do it; approvals and references "
        "besides, whatever its status"
    )
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
    forward_by: str | None = Field(
        description="By when reception must forward it, while it has not"
    )
    step: str
    assignee: str | None
    warned: int = Field(description="Percent of the working time of which somebody was warned")
    alike: list[str] = Field(
        description="Other open dossiers on this page that ask the same for the same applicant: "
        "perhaps filed twice"
    )


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


class ReadingView(BaseModel):
    """An officer's reading of the dossier: when, who, of which agency, by which call."""

    at: str
    by: str
    agency: Named | None
    call: str


class ReadingList(BaseModel):
    code: str
    readings: list[ReadingView]
    lists: list[ReadingView] = Field(
        description="Who was shown it, with the applicant's name, in a list: the last time of each"
    )
