"""What is asked of dossiers: the shapes that requests bring, checked and in one form."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from chalicelib.foundation import clock
from chalicelib.foundation.visits import one_line, printable
from chalicelib.people import identifiers

from . import codes, filing, wording
from .moves import Approvable

Code = Annotated[str, Field(pattern=f"^{codes.PATTERN}$")]
Line200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Day = Annotated[dt.date, BeforeValidator(clock.written_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(clock.written_moment)]
Text500 = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(printable)]
Key = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Subject = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(one_line)]
Number = Annotated[str, Field(max_length=100), AfterValidator(one_line)]
Note = Annotated[str, Field(max_length=2000), AfterValidator(printable)]


class Given(BaseModel):
    # Stripped before it is measured: blanks alone are nothing.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ApplicantGiven(Given):
    """Chủ hồ sơ, as typed: numbers are checked and kept in one form."""

    kind: Literal["citizen", "firm"] = "citizen"
    name: Line200
    identity_number: Annotated[str, AfterValidator(identifiers.identity_number)] | None = None
    tax_code: Annotated[str, AfterValidator(identifiers.tax_code)] | None = None
    organisation: Line200 | None = None
    phone: Annotated[str, AfterValidator(identifiers.phone)]
    email: Annotated[str, AfterValidator(identifiers.email)] | None = None
    address: Text500

    @model_validator(mode="after")
    def _has_its_number(self) -> ApplicantGiven:
        if self.kind == "citizen" and not self.identity_number:
            raise ValueError(wording.IDENTITY_REQUIRED)
        if self.kind == "firm" and not self.tax_code:
            raise ValueError(wording.TAX_CODE_REQUIRED)
        return self


class PaperGiven(Given):
    code: Key
    originals: int = Field(default=0, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)


class ReturnByGiven(Given):
    """Where the result is wanted: at the counter, by post, or electronically."""

    method: Literal["counter", "postal", "electronic"] = "counter"
    address: Annotated[str, Field(max_length=500), AfterValidator(printable)] | None = None

    @model_validator(mode="after")
    def _has_its_address(self) -> ReturnByGiven:
        if self.method == "postal" and not self.address:
            raise ValueError(wording.ADDRESS_REQUIRED)
        return self


class SubmissionOrder(Given):
    """An online submission. ``case`` is the procedure's first case when left out."""

    procedure: Annotated[str, Field(min_length=1, max_length=40)]
    agency: Annotated[str, Field(min_length=1, max_length=40)]
    case: Annotated[str, Field(max_length=80)] | None = None
    applicant: ApplicantGiven
    form: dict[str, Any] = {}
    papers: Annotated[tuple[PaperGiven, ...], Field(max_length=100)] = ()
    return_by: ReturnByGiven = ReturnByGiven()

    @classmethod
    def example(cls) -> dict[str, Any]:
        """A submission that this province accepts as it stands."""
        return filing.example_submission()


class MoveOrder(Given):
    """``version``: the version the officer saw; the move is refused if it has changed."""

    note: Note = ""
    version: int | None = Field(default=None, ge=1)


class DefectGiven(Given):
    about: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(printable)] = Field(
        description="Code of a paper of the checklist, ``form``, or ``form/<field>``"
    )
    reason: Line200


class WaivedGiven(Given):
    """A required paper that need not be handed in: known from a database, say."""

    paper: Key
    reason: Line200


Waived = Annotated[tuple[WaivedGiven, ...], Field(max_length=100)]


class AcceptanceOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": wording.EXAMPLE_NOTES["accept"]}]}
    )

    waived: Waived = ()


class StepOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": wording.EXAMPLE_NOTES["step"]}]}
    )

    step: Key | None = Field(
        default=None, description="The step that is done; refused if another one is current"
    )


class ResultOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"number": "12/2026/GKS", "note": wording.EXAMPLE_NOTES["result"]}]
        }
    )

    decision: Literal["granted", "refused"] = "granted"
    number: Number = Field(
        default="", description="Number and symbol; needed where a document is issued"
    )
    reason: Note | None = Field(default=None, description="Needed to refuse (form 03)")

    @model_validator(mode="after")
    def _says_why(self) -> ResultOrder:
        if self.decision == "refused" and not self.reason:
            raise ValueError(wording.REASON_REQUIRED)
        return self


class ReturnOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"method": "counter", "note": wording.EXAMPLE_NOTES["return"]}]
        }
    )

    method: Literal["counter", "postal", "electronic"] | None = None
    received_by: Line200 | None = Field(
        default=None, description="Who signed for it, when not the applicant"
    )
    address: (
        Annotated[str, Field(min_length=1, max_length=500), AfterValidator(printable)] | None
    ) = Field(default=None, description="Where the post takes it, when not as the applicant said")


class Reasoned(MoveOrder):
    """A move that must say why; the reason is printed on its form."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"reason": wording.EXAMPLE_NOTES["reason"]}]}
    )

    reason: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]


class RefusalOrder(Reasoned):
    """Mẫu số 03: not competent, or not admissible."""


class StepReturnOrder(Reasoned):
    """Why the step before must be done again."""


class WithdrawalOrder(Reasoned):
    """Why the applicant takes the dossier back."""


class SupplementRequestOrder(MoveOrder):
    """Mẫu số 02: every defect at once. What could be seen before needs a head's approval."""

    defects: Annotated[tuple[DefectGiven, ...], Field(min_length=1, max_length=100)]

    @classmethod
    def example(cls) -> dict[str, Any]:
        paper = filing.example_submission()["papers"][-1]["code"]
        return {"defects": [{"about": paper, "reason": wording.EXAMPLE_NOTES["defect"]}]}


class SupplementOrder(MoveOrder):
    """The applicant's answer: papers by code, and the form anew if it was wrong."""

    form: dict[str, Any] | None = None
    papers: Annotated[tuple[PaperGiven, ...], Field(max_length=100)] = ()

    @classmethod
    def example(cls) -> dict[str, Any]:
        paper = filing.example_submission()["papers"][-1]
        return {"papers": [{**paper, "copies": paper["copies"] + 1}]}


class ChargeGiven(Given):
    name: Line200
    quantity: int = Field(default=1, ge=1, le=10_000)
    exempt: Annotated[str, Field(max_length=500), AfterValidator(printable)] = Field(
        default="", description="Why it is not taken; the published exemption"
    )


class FeeOrder(MoveOrder):
    """``checked``: the required papers, each seen and found right; then the fee is asked.

    ``charges`` are the fees that are asked; every one not yet paid, once, if none is named.
    A demand not yet paid ends when every fee of it turns out exempt.
    """

    checked: Annotated[tuple[Key, ...], Field(max_length=100)] = ()
    waived: Waived = ()
    charges: Annotated[tuple[ChargeGiven, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _names_each_once(self) -> FeeOrder:
        if len({one.name for one in self.charges}) < len(self.charges):
            raise ValueError(wording.FEE_TWICE)
        return self

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"checked": [paper["code"] for paper in filing.example_submission()["papers"]]}


class PaidGiven(Given):
    amount: int = Field(ge=1, le=10**12, description="Whole VND")
    receipt: Line200 = Field(description="Number of the receipt given")
    method: Literal["cash", "transfer"] = "cash"


class PaymentOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"amount": 8000, "receipt": "0000123", "method": "cash"}]}
    )

    amount: int = Field(ge=1, description="Whole VND, exactly what was demanded")
    receipt: Line200 = Field(description="Number of the receipt given")
    method: Literal["cash", "transfer"] = "cash"


class AssignmentOrder(MoveOrder):
    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "officer-1"}]})

    to: Subject


class HandoverOrder(AssignmentOrder):
    """From whoever has it to another officer of the same agency."""


class LeavingOrder(AssignmentOrder):
    """Every open dossier of an officer who leaves (S2 Điều 8 khoản 2)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"leaving": "officer-2", "to": "officer-1"}]}
    )

    leaving: Subject


class AskedGiven(Given):
    agency: Annotated[str, Field(min_length=1, max_length=40)]
    working_days: int = Field(ge=1, le=60)


class OpinionsOrder(MoveOrder):
    """Several agencies in parallel, each with its own deadline."""

    agencies: Annotated[tuple[AskedGiven, ...], Field(min_length=1, max_length=20)]
    question: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            "agencies": [{"agency": filing.example_other_agency(), "working_days": 2}],
            "question": wording.EXAMPLE_NOTES["question"],
        }


class AnswerOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer": wording.EXAMPLE_NOTES["answer"]}]}
    )

    answer: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]


class CancellationOrder(Reasoned):
    """Why it goes on without the opinion."""


class ExtensionOrder(Reasoned):
    """Mẫu số 04: an apology, with so many working days more."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"working_days": 2, "reason": wording.EXAMPLE_NOTES["reason"]}]
        }
    )

    working_days: int = Field(ge=1, le=60)


class StopOrder(MoveOrder):
    """Mẫu số 05: the ground, and the article it rests on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ground": wording.EXAMPLE_NOTES["reason"],
                    "article": wording.EXAMPLE_NOTES["article"],
                }
            ]
        }
    )

    ground: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]
    article: Line200


class CorrectionGiven(Given):
    """The fields of the applicant that were wrong; ``null`` takes away what may be missing."""

    name: Line200 | None = None
    identity_number: Annotated[str, AfterValidator(identifiers.identity_number)] | None = None
    tax_code: Annotated[str, AfterValidator(identifiers.tax_code)] | None = None
    organisation: Line200 | None = None
    phone: Annotated[str, AfterValidator(identifiers.phone)] | None = None
    email: Annotated[str, AfterValidator(identifiers.email)] | None = None
    address: Text500 | None = None

    @model_validator(mode="after")
    def _takes_away_only_what_may_be_missing(self) -> CorrectionGiven:
        taken = {name for name in self.model_fields_set if getattr(self, name) is None}
        if taken & {"name", "phone", "address"}:
            raise ValueError(wording.NOT_TAKEN_AWAY)
        return self


class CorrectionOrder(Reasoned):
    """What was typed wrong; a head has approved that it is corrected by who corrects it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "applicant": {"phone": "0912000098"},
                    "reason": wording.EXAMPLE_NOTES["reason"],
                }
            ]
        }
    )

    applicant: CorrectionGiven


class ApprovalOrder(Reasoned):
    """What a head allows an officer, once and before it is done, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "move": Approvable.CORRECT,
                    "officer": "reception-1",
                    "reason": wording.EXAMPLE_NOTES["reason"],
                }
            ]
        }
    )

    move: Approvable
    officer: Subject = Field(description="Whose move it is; never who approves it")


class ApprovalWithdrawalOrder(Reasoned):
    """Why what was approved, and not yet done, is not to be done."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"move": Approvable.CORRECT, "reason": wording.EXAMPLE_NOTES["reason"]}]
        }
    )

    move: Approvable


class OutageGiven(Given):
    """The sheet it was written on while the system was down."""

    code: Annotated[str, Field(min_length=1, max_length=60)]
    received_at: Moment


class IntakeOrder(SubmissionOrder):
    """A dossier brought to the counter or by the post, accepted as it is received.

    ``accept`` false only registers it, to be examined next: refused, sent back, charged or
    accepted. The post can only register. ``settled_by`` is another agency where boundaries
    do not matter; ``at_once`` records one whose result was given on the spot, ``number`` that
    result's and ``paid`` what was taken for it; ``outage`` one from the outage book;
    ``handed_over_at`` is when the post's hand-over was signed (QĐ 45/2016 Điều 7).
    """

    channel: Literal["counter", "postal"] = "counter"
    settled_by: Annotated[str, Field(max_length=40)] | None = None
    accept: bool | None = Field(default=None, description="Reception accepts, the post does not")
    waived: Waived = ()
    at_once: bool = False
    paid: PaidGiven | None = None
    number: Number = Field(default="", description="Of the result given at once")
    outage: OutageGiven | None = None
    handed_over_at: Moment | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _has_one_time(self) -> IntakeOrder:
        if self.handed_over_at and self.channel != "postal":
            raise ValueError(wording.ONLY_BY_POST)
        if self.handed_over_at and self.outage:
            raise ValueError(wording.ONE_TIME)
        if self.paid and not self.at_once:
            raise ValueError(wording.ONLY_AT_ONCE)
        if self.number and not self.at_once:
            raise ValueError(wording.NUMBERED_AT_ONCE)
        if self.accept is False and (self.at_once or self.waived):
            raise ValueError(wording.ONLY_REGISTERED)
        return self

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**filing.example_submission(), "channel": "counter"}


class OutageOrder(Given):
    """A block of codes to be kept for paper."""

    agency: Annotated[str, Field(min_length=1, max_length=40)]
    day: Day
    size: int = Field(ge=1, le=200)

    @classmethod
    def example(cls) -> dict[str, Any]:
        return filing.example_outage()


class PageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=1000)


class DeskQuery(PageQuery):
    """Filters of a desk; those given all hold."""

    status: int | None = Field(default=None, ge=1, le=10)
    overdue: bool = False
    due_today: bool = False
    due_within: int | None = Field(default=None, ge=1, le=60, description="Working days")
    mine: bool = False
    unassigned: bool = False
    waiting: bool = Field(default=False, description="For applicants, payments, opinions")
    asked: bool = Field(default=False, description="Asked for your agency's opinion")
    agency: str | None = Field(
        default=None, max_length=40, description="One of your agencies; the first if left out"
    )

    def filters(self) -> dict[str, Any]:
        return self.model_dump(exclude={"limit", "cursor", "agency"})


class OutageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agency: str | None = Field(default=None, max_length=40)
    day: Day | None = Field(default=None, description="With it, the codes entered are told")
