"""Orders of the core itself: corrections, approvals, lists."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from chalicelib.agencies import actions as agencies
from chalicelib.foundation.visits import Example
from chalicelib.people import identifiers
from chalicelib.people.shapes import Subject

from . import examples, wording
from .moves import ALWAYS, LAWFUL_FROM, Approvable
from .shapes import (
    BirthGiven,
    EstablishedGiven,
    Given,
    IdentityNumber,
    Line200,
    Name200,
    PageQuery,
    PassportGiven,
    Phone,
    Reasoned,
    Text500,
    kept,
)


class CorrectionGiven(Given):
    """The fields of the applicant that were wrong; ``null`` takes away what may be missing."""

    name: Name200 | None = None
    identity_number: IdentityNumber | None = None
    tax_code: Annotated[str, AfterValidator(identifiers.tax_code)] | None = None
    organisation: Name200 | None = None
    phone: Phone | None = None
    no_phone_reason: Line200 | None = None
    email: Annotated[str, AfterValidator(identifiers.email)] | None = None
    address: Text500 | None = None
    passport: PassportGiven | None = None
    birth: BirthGiven | None = None
    established: EstablishedGiven | None = None

    @model_validator(mode="after")
    def _takes_away_only_what_may_be_missing(self) -> CorrectionGiven:
        taken = {name for name in self.model_fields_set if getattr(self, name) is None}
        if taken & {"name", "address"}:
            raise ValueError(wording.NOT_TAKEN_AWAY)
        return self

    def fields(self) -> dict[str, Any]:
        """What was given, by name, as it is kept."""
        return {name: kept(getattr(self, name)) for name in self.model_fields_set}


class CorrectionOrder(Reasoned):
    """What was typed wrong; a head has approved that it is corrected by who corrects it."""

    applicant: CorrectionGiven

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "applicant": {"phone": "0912000098"}}


class ApprovalOrder(Reasoned):
    """What a head allows an officer, once and before it is done, and why."""

    unsaid = (*Reasoned.unsaid, "fields")

    move: Approvable
    officer: Subject = Field(description="Whose move it is; never who approves it")
    fields: Annotated[tuple[Line200, ...], Field(max_length=20)] = Field(
        default=(),
        description="What is allowed: the applicant's fields that are corrected; the fees that are "
        "counted otherwise than the form says; the moves that are entered late",
    )

    @model_validator(mode="after")
    def _says_what_is_allowed(self) -> ApprovalOrder:
        if (self.move is Approvable.REQUEST_SUPPLEMENT) is bool(self.fields):
            raise ValueError(wording.SAY_WHAT_IS_ALLOWED)
        moves = {str(one) for one in set(LAWFUL_FROM) | ALWAYS}
        known = {
            Approvable.CORRECT: set(CorrectionGiven.model_fields),
            Approvable.ENTER_LATE: moves,
        }.get(self.move)
        if known is not None and not set(self.fields) <= known:
            raise ValueError(wording.SAY_WHAT_IS_ALLOWED)
        return self

    @classmethod
    def examples(cls) -> dict[str, Any]:
        whose = {**super().example(), "officer": "reception-1"}
        return {
            "correction": examples.named(
                "That what was typed wrong is corrected",
                {**whose, "move": Approvable.CORRECT, "fields": ["phone"]},
            ),
            "supplement_request": examples.named(
                "That defects are named which an earlier request could have named",
                {**whose, "move": Approvable.REQUEST_SUPPLEMENT},
            ),
        }


class ApprovalWithdrawalOrder(Reasoned):
    """Why what was approved, and not yet done, is not to be done."""

    move: Approvable

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "move": Approvable.CORRECT}


class DeskQuery(PageQuery):
    """Filters of a desk; those given all hold."""

    status: int | None = Field(default=None, ge=1, le=10, examples=[1])
    overdue: bool = False
    due_today: bool = False
    due_within: int | None = Field(
        default=None, ge=1, le=60, description="Working days", examples=[5]
    )
    mine: bool = False
    unassigned: bool = False
    waiting: bool = Field(default=False, description="For applicants, payments, opinions")
    to_forward: bool = Field(
        default=False, description="Accepted, and still to be forwarded by your reception"
    )
    asked: bool = Field(default=False, description="Asked for your agency's opinion")
    papers: Literal["to_hand_back"] | None = Field(
        default=None,
        examples=["to_hand_back"],
        description="Over without a result (3, 7, 8), with papers to hand back at your desk; "
        "``due_at`` is since when",
    )
    agency: Annotated[str | None, Example(agencies.example_agency)] = Field(
        default=None, max_length=40, description="One of your agencies; the first if left out"
    )

    def filters(self) -> dict[str, Any]:
        return self.model_dump(exclude={"limit", "cursor", "agency"})
