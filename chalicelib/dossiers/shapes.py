"""Shapes that the orders of several rooms are made of: checked, and in one form."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from chalicelib.foundation import ids
from chalicelib.foundation.shapes import Moment
from chalicelib.foundation.text import one_line, printable
from chalicelib.foundation.visits import Example
from chalicelib.people import identifiers
from chalicelib.people.shapes import Subject
from chalicelib.procedures.model import Part

from . import codes, examples, wording
from .afterwards import Written
from .charges import Wanted
from .model import Applicant, Defect, HandedPaper, ReturnBy
from .turn import Request

Code = Annotated[
    str,
    Field(
        pattern=f"^{codes.PATTERN}$",
        description="The example is the first dossier that its agency receives today",
    ),
    Example(examples.code),
]
Name200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(identifiers.name)]
Line200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Text500 = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(printable)]
Key = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Number = Annotated[str, Field(max_length=100), AfterValidator(one_line)]
Note = Annotated[str, Field(max_length=2000), AfterValidator(printable)]
Text2000 = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]
AgencyCode = Annotated[str, Field(min_length=1, max_length=40)]


class Given(BaseModel):
    # Stripped before it is measured: blanks alone are nothing.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ApplicantGiven(Given):
    """Chủ hồ sơ, as typed: numbers are checked and kept in one form."""

    kind: Literal["citizen", "firm"] = "citizen"
    name: Name200
    identity_number: Annotated[str, AfterValidator(identifiers.identity_number)] | None = None
    tax_code: Annotated[str, AfterValidator(identifiers.tax_code)] | None = None
    organisation: Name200 | None = None
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

    def applicant(self) -> Applicant:
        return Applicant(**self.model_dump())


class PaperGiven(Given):
    code: Key
    originals: int = Field(default=0, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)

    def paper(self) -> HandedPaper:
        return HandedPaper(code=self.code, originals=self.originals, copies=self.copies)


class ReturnByGiven(Given):
    """Where the result is wanted: at the counter, by post, or electronically.

    ``agency`` is the desk of the counter, where it is not the one that receives.
    """

    method: Literal["counter", "postal", "electronic"] = "counter"
    address: Annotated[str, Field(max_length=500), AfterValidator(printable)] | None = None
    agency: AgencyCode | None = None

    @model_validator(mode="after")
    def _has_its_address(self) -> ReturnByGiven:
        if self.method == "postal" and not self.address:
            raise ValueError(wording.ADDRESS_REQUIRED)
        if self.agency and self.method != "counter":
            raise ValueError(wording.DESK_FOR_COUNTER)
        return self

    @model_serializer(mode="wrap")
    def _as_before(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Where no desk is chosen, the fingerprint is as before there was this member."""
        unsaid = () if self.agency else ("agency",)
        return {name: one for name, one in written(self).items() if name not in unsaid}

    def return_by(self) -> ReturnBy:
        return ReturnBy(method=self.method, address=self.address, agency=self.agency)


class AfterwardsGiven(Given):
    """What a book or a sheet says of what is entered afterwards (S2 Điều 21 khoản 4)."""

    happened_at: Moment = Field(description="The time on paper; the law counts from it")
    source: Literal["outage", "outside_office"]
    sheet: Line200 = Field(description="Which book or sheet it was written in")
    place: Line200 | None = Field(default=None, description="Where, if outside the office")
    made_by: Subject | None = Field(
        default=None, description="The account of who made it, if not of who enters it"
    )

    @model_validator(mode="after")
    def _says_where(self) -> AfterwardsGiven:
        if (self.source == "outside_office") is not bool(self.place):
            raise ValueError(wording.PLACE_OUTSIDE)
        return self

    def written(self) -> Written:
        return Written(
            self.happened_at, self.source, self.sheet, self.place or "", self.made_by or None
        )


class MoveOrder(Given):
    """``version``: the version the officer saw; the move is refused if it has changed.

    ``entered_afterwards``: it was made on paper before.
    """

    note: Note = ""
    version: int | None = Field(default=None, ge=1)
    entered_afterwards: AfterwardsGiven | None = None

    def request(self, move: str, key: str | None) -> Request:
        """The request of a move, under its idempotency key if it came with one."""
        afterwards = self.entered_afterwards
        # What is made now has the fingerprint that it had before there was this member.
        unsaid = None if afterwards else {"entered_afterwards"}
        fingerprint = ids.fingerprint(move, self.model_dump_json(exclude=unsaid))
        written = afterwards.written() if afterwards else None
        return Request(self.note, key, self.version, fingerprint, written)


class Reasoned(MoveOrder):
    """A move that must say why; the reason is printed on its form."""

    reason: Text2000

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"reason": wording.EXAMPLE_REASON}


class DefectGiven(Given):
    about: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(printable)] = Field(
        description="Code of a paper of the checklist, ``form``, or ``form/<field>``"
    )
    reason: Line200

    def defect(self) -> Defect:
        return Defect(about=self.about, reason=self.reason)


class WaivedGiven(Given):
    """A required paper that need not be handed in: known from a database, say."""

    paper: Key
    reason: Line200

    def defect(self) -> Defect:
        return Defect(about=self.paper, reason=self.reason)


Waived = Annotated[tuple[WaivedGiven, ...], Field(max_length=100)]


class PartGiven(Given):
    quantity: int = Field(ge=1, le=10_000, description="Units of one item, as the pages of a paper")
    copies: int = Field(default=1, ge=1, le=10_000, description="So many such items")

    def part(self) -> Part:
        return Part(units=self.quantity, items=self.copies)


class ChargeGiven(Given):
    """How much of a fee is charged: ``quantity`` units in each of ``copies`` items, or ``parts``
    where the items are not alike; what the form says where nothing is given."""

    name: Line200
    quantity: int | None = Field(default=None, ge=1, le=10_000)
    copies: int = Field(default=1, ge=1, le=10_000)
    parts: Annotated[tuple[PartGiven, ...], Field(max_length=100)] = ()
    exempt: Annotated[str, Field(max_length=500), AfterValidator(one_line)] = Field(
        default="",
        description="Key of the published exemption, or its words; no other reason is taken",
    )

    @model_validator(mode="after")
    def _is_counted_once(self) -> ChargeGiven:
        if self.parts and (self.quantity is not None or self.copies > 1):
            raise ValueError(wording.COUNTED_TWICE)
        return self

    def wanted(self) -> Wanted:
        parts = tuple(one.part() for one in self.parts)
        if not parts and (self.quantity is not None or self.copies > 1):
            parts = (Part(units=self.quantity or 1, items=self.copies),)
        return Wanted(parts=parts, exempt=self.exempt)


def _each_named_once(charges: tuple[ChargeGiven, ...]) -> tuple[ChargeGiven, ...]:
    if len({one.name for one in charges}) < len(charges):
        raise ValueError(wording.FEE_TWICE)
    return charges


Charges = Annotated[tuple[ChargeGiven, ...], Field(max_length=20), AfterValidator(_each_named_once)]


class PageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(
        default=None, max_length=1000, description="What the page before calls ``next``"
    )
