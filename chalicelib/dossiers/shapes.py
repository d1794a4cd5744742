"""Shapes that the orders of several rooms are made of: checked, and in one form."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from chalicelib.foundation import clock, ids
from chalicelib.foundation.shapes import Day, Moment
from chalicelib.foundation.text import in_words, one_line, printable
from chalicelib.foundation.visits import Example
from chalicelib.people import identifiers
from chalicelib.people.shapes import Subject
from chalicelib.procedures.model import Part

from . import codes, examples, numbers, receipts, wording
from .afterwards import LateEntry, Written
from .applicants import (
    SHOWN_BY_PAPER,
    Acting,
    Applicant,
    Bearer,
    Birth,
    Capacity,
    EIdentity,
    Kind,
)
from .charges import Wanted
from .model import Defect, HandedPaper, ReturnBy
from .reliefs import WantedRelief
from .turn import Request
from .visitors import Visitor

Code = Annotated[
    str,
    Field(
        pattern=f"^{codes.PATTERN}$",
        description="The example is the first dossier that its agency receives today",
    ),
    AfterValidator(codes.of_a_day_that_exists),
    Example(examples.code),
]
Name200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(identifiers.name)]
Line200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Line1000 = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(one_line)]
Text500 = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(printable)]
Key = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Number = Annotated[str, Field(max_length=100), AfterValidator(one_line)]
# Of a result, "" where it has none; of a receipt for money, which always has one.
ResultNumber = Annotated[str, Field(max_length=100), AfterValidator(numbers.as_typed)]
ReceiptNumber = Annotated[
    str,
    Field(min_length=1, max_length=200, description="Number of the receipt given"),
    AfterValidator(receipts.as_typed),
]
FormNumber = Annotated[
    Number,
    Field(
        exclude_if=lambda said: not said,
        description="Number and symbol of the form that was given on paper",
    ),
]
IdentityNumber = Annotated[str, AfterValidator(identifiers.identity_number)]
Phone = Annotated[
    str,
    Field(max_length=40, description="With the country's code if of another country (E.164)"),
    AfterValidator(identifiers.phone),
]
Note = Annotated[str, Field(max_length=2000), AfterValidator(printable)]
Text2000 = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(printable)]
# Why something is done or not: it is printed, and read by whom it concerns.
Why = Annotated[Text2000, AfterValidator(in_words)]
WhyInALine = Annotated[Line1000, AfterValidator(in_words)]
AgencyCode = Annotated[str, Field(min_length=1, max_length=40)]


class Given(BaseModel):
    # Stripped before it is measured: blanks alone are nothing.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PassportGiven(Given):
    number: Annotated[str, Field(max_length=40), AfterValidator(identifiers.passport)]
    country: Annotated[
        str,
        Field(max_length=10, description="Two letters (ISO 3166-1)"),
        AfterValidator(identifiers.country),
    ]


class BirthGiven(Given):
    """Of a child without a number. ``date`` as far as it is known: year, month, day."""

    date: Annotated[str, Field(max_length=10), AfterValidator(identifiers.date_as_known)]
    parent_name: Name200
    parent_number: IdentityNumber | None = None

    def birth(self) -> Birth:
        return Birth(
            date=self.date, parent_name=self.parent_name, parent_number=self.parent_number or ""
        )


def _has_come(day: dt.date) -> dt.date:
    """A day that is not ahead."""
    if day > clock.local_day(clock.now()):
        raise ValueError(wording.DAY_AHEAD)
    return day


class EstablishedGiven(Given):
    """The decision that set up an organisation which has no tax code."""

    decision: Line200
    on: Annotated[Day, AfterValidator(_has_come)] | None = None


class ApplicantGiven(Given):
    """Chủ hồ sơ, as typed: numbers are checked and kept in one form. Nothing is to be made up:
    a passport, or a child's birth, stands in for a number, a reason for a phone."""

    kind: Kind = "citizen"
    name: Name200
    identity_number: IdentityNumber | None = None
    tax_code: Annotated[str, AfterValidator(identifiers.tax_code)] | None = None
    organisation: Name200 | None = None
    phone: Phone | None = None
    no_phone_reason: Line200 | None = None
    email: Annotated[str, AfterValidator(identifiers.email)] | None = None
    address: Text500
    passport: PassportGiven | None = Field(default=None, description="Of a foreigner")
    birth: BirthGiven | None = Field(default=None, description="Of a child without a number")
    established: EstablishedGiven | None = None

    @model_validator(mode="after")
    def _says_who_it_is(self) -> ApplicantGiven:
        fault = self.applicant().fault()
        if fault:
            raise ValueError(fault)
        return self

    def applicant(self) -> Applicant:
        return applicant_of(dict(self))


def applicant_of(given: dict[str, Any]) -> Applicant:
    """Who is described by these members, each as it is kept."""
    return Applicant.model_validate(
        {name: kept(one) for name, one in given.items() if one is not None}
    )


def kept(one: Any) -> Any:
    """A member of who somebody is, as it is kept."""
    if isinstance(one, BirthGiven):
        return one.birth()
    return one.model_dump() if isinstance(one, BaseModel) else one


class AuthorityPaperGiven(Given):
    """The paper that gives the right; without ``until`` it lasts as long as the dossier. One with
    a last day has the day on which it was made."""

    kind: Line200
    number: Number = ""
    issued_on: Day | None = None
    until: Day | None = Field(default=None, description="The last day of the right")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> AuthorityPaperGiven:
        if self.until and not self.issued_on:
            raise ValueError(wording.AUTHORITY_UNDATED)
        if self.issued_on and self.until and self.until < self.issued_on:
            raise ValueError(wording.AUTHORITY_ENDS_FIRST)
        return self


class ActingGiven(Given):
    """By what right somebody files for another: of a person as parent, guardian or by a written
    authorisation; of a firm or a body as its representative or by an authorisation."""

    capacity: Capacity
    paper: AuthorityPaperGiven | None = None

    @model_validator(mode="after")
    def _shows_its_paper(self) -> ActingGiven:
        if self.capacity in SHOWN_BY_PAPER and self.paper is None:
            raise ValueError(wording.PAPER_OF_AUTHORITY_NEEDED)
        return self

    def acting(self) -> Acting:
        # No register of firms or of persons is asked yet.
        return Acting.model_validate({**self.model_dump(), "basis": "as_said"})


class BearerGiven(Given):
    """Who comes to the counter in the applicant's place; ``acting`` says by what right."""

    name: Name200
    identity_number: IdentityNumber | None = None
    passport: PassportGiven | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _says_who_it_is(self) -> BearerGiven:
        if not self.identity_number and not self.passport:
            raise ValueError(wording.BEARER_UNKNOWN)
        return self

    def bearer(self) -> Bearer:
        return Bearer.model_validate(self.model_dump())


class EIdentityGiven(Given):
    """Whether an electronic identity was checked, on the card's chip or in VNeID; why not, where
    the rules ask for it (``e_identity_at_counter``)."""

    state: Literal["checked", "none", "not_asked"]
    how: Literal["card", "vneid"] | None = Field(default=None, description="With ``checked``")
    reason: Line200 | None = Field(
        default=None,
        description="Why it was not checked",
        exclude_if=lambda said: said is None,
    )

    @model_validator(mode="after")
    def _says_how(self) -> EIdentityGiven:
        if (self.state == "checked") != bool(self.how):
            raise ValueError(wording.SAY_HOW_CHECKED)
        if self.state == "checked" and self.reason:
            raise ValueError(wording.CHECKED_OR_REASON)
        return self

    def e_identity(self) -> EIdentity:
        return EIdentity(state=self.state, how=self.how or "", reason=self.reason or "")


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


class LateEntryGiven(Given):
    """What should have been entered before, and why it was not. A head lets it be: of a move by
    an approval in the dossier (``enter_late``), given before to who enters it."""

    reason: Line200
    approved_by: Subject | None = Field(
        default=None,
        description="Of a reception, which has no dossier yet: the account of the head",
    )

    def late_entry(self) -> LateEntry:
        return LateEntry(self.reason, self.approved_by or "")


class AfterwardsGiven(Given):
    """What a book or a sheet says of what is entered afterwards (S2 Điều 21 khoản 4)."""

    happened_at: Moment = Field(description="The time on paper; the law counts from it")
    source: Literal["outage", "outside_office"]
    sheet: Line200 = Field(description="Which book or sheet it was written in")
    place: Line200 | None = Field(default=None, description="Where, if outside the office")
    made_by: Subject | None = Field(
        default=None, description="The account of who made it, if not of who enters it"
    )
    late_entry: LateEntryGiven | None = None
    form_number: FormNumber = ""

    @model_validator(mode="after")
    def _says_where(self) -> AfterwardsGiven:
        if (self.source == "outside_office") is not bool(self.place):
            raise ValueError(wording.PLACE_OUTSIDE)
        return self

    def written(self) -> Written:
        late = self.late_entry.late_entry() if self.late_entry else None
        return Written(
            self.happened_at,
            self.source,
            self.sheet,
            self.place or "",
            self.made_by or None,
            late,
            self.form_number,
        )


class MoveOrder(Given):
    """``version``: the version the officer saw; the move is refused if it has changed.

    ``entered_afterwards``: it was made on paper before.
    """

    # Members that came later: where they are not said, the fingerprint is as it was before.
    unsaid: ClassVar[tuple[str, ...]] = ("entered_afterwards",)

    note: Note = ""
    version: int | None = Field(default=None, ge=1)
    entered_afterwards: AfterwardsGiven | None = None

    def request(self, move: str, key: str | None) -> Request:
        """The request of a move, under its idempotency key if it came with one."""
        afterwards = self.entered_afterwards
        unsaid: dict[str, Any] = {one: True for one in self.unsaid if not getattr(self, one)}
        if afterwards and not afterwards.late_entry:
            unsaid["entered_afterwards"] = {"late_entry"}
        fingerprint = ids.fingerprint(move, self.model_dump_json(exclude=unsaid))
        written = afterwards.written() if afterwards else None
        return Request(self.note, key, self.version, fingerprint, written)


class CounterOrder(MoveOrder):
    """What the applicant does, or somebody for them who comes to the counter.

    ``came`` is who that is, and ``acting`` by what right; whoever filed the dossier by a right
    that still lasts need not say it again.
    """

    unsaid: ClassVar[tuple[str, ...]] = (*MoveOrder.unsaid, "came", "acting")

    came: BearerGiven | None = Field(default=None, description="If not the applicant")
    acting: ActingGiven | None = None

    @model_validator(mode="after")
    def _says_who_acts(self) -> CounterOrder:
        if self.acting and not self.came:
            raise ValueError(wording.SAY_WHO_CAME)
        return self

    def visitor(self) -> Visitor | None:
        acting = self.acting.acting() if self.acting else None
        return Visitor(self.came.bearer(), acting) if self.came else None


class Reasoned(MoveOrder):
    """A move that must say why; the reason is printed on its form."""

    reason: Why

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"reason": wording.EXAMPLE_REASON}


class DefectGiven(Given):
    about: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(printable)] = Field(
        description="Code of a paper of the checklist, ``form``, or ``form/<field>``"
    )
    # Long enough to ask for all of it at once (NĐ 61/2018 Điều 17 khoản 2 điểm a).
    reason: WhyInALine

    def defect(self) -> Defect:
        return Defect(about=self.about, reason=self.reason)


class WaivedGiven(Given):
    """A required paper that need not be handed in: known from a database, say.

    ``shown_by`` is the applicant's electronic identity, if what the paper says was seen there, and
    ``data`` what was seen (NĐ 69/2024 Điều 40 khoản 8).
    """

    paper: Key
    reason: Annotated[Line200, AfterValidator(in_words)]
    shown_by: Literal["card", "vneid"] | None = None
    data: Annotated[tuple[Line200, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _says_what_was_seen(self) -> WaivedGiven:
        if bool(self.shown_by) != bool(self.data):
            raise ValueError(wording.SAY_WHAT_WAS_SEEN)
        return self

    def defect(self) -> Defect:
        seen = {"shown_by": self.shown_by, "data": self.data} if self.shown_by else {}
        return Defect(about=self.paper, reason=self.reason, **seen)


Waived = Annotated[tuple[WaivedGiven, ...], Field(max_length=100)]


class PartGiven(Given):
    quantity: int = Field(ge=1, le=10_000, description="Units of one item, as the pages of a paper")
    copies: int = Field(default=1, ge=1, le=10_000, description="So many such items")

    def part(self) -> Part:
        return Part(units=self.quantity, items=self.copies)


class ReliefGiven(Given):
    """A published ground that holds for some of the units, as for one person of a list."""

    ground: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(one_line)] = Field(
        description="Key of the published exemption or reduction, or its words"
    )
    quantity: int = Field(default=1, ge=1, le=10_000, description="For so many units")
    shown_by: Line200 = Field(description="Kind of the paper that showed it; no name, no number")

    def wanted(self) -> WantedRelief:
        return WantedRelief(ground=self.ground, units=self.quantity, shown_by=self.shown_by)


class ChargeGiven(Given):
    """How much of a fee is charged: ``quantity`` units in each of ``copies`` items, or ``parts``
    where the items are not alike; what the form says where nothing is given. ``exempt`` is the
    ground for all of it, ``reliefs`` are grounds each for some of its units."""

    name: Line200
    quantity: int | None = Field(default=None, ge=1, le=10_000)
    copies: int = Field(default=1, ge=1, le=10_000)
    parts: Annotated[tuple[PartGiven, ...], Field(max_length=100)] = ()
    exempt: Annotated[str, Field(max_length=500), AfterValidator(one_line)] = Field(
        default="",
        description="Key of the published exemption or reduction, or its words; no other reason",
    )
    shown_by: Line200 | None = Field(
        default=None,
        exclude_if=lambda said: said is None,
        description="Kind of the paper that showed it; no name, no number",
    )
    reliefs: Annotated[tuple[ReliefGiven, ...], Field(max_length=100)] = Field(
        default=(), exclude_if=lambda said: not said
    )

    @model_validator(mode="after")
    def _is_counted_once(self) -> ChargeGiven:
        if self.parts and (self.quantity is not None or self.copies > 1):
            raise ValueError(wording.COUNTED_TWICE)
        if self.reliefs and self.exempt:
            raise ValueError(wording.RELIEVED_TWICE)
        return self

    def wanted(self) -> Wanted:
        parts = tuple(one.part() for one in self.parts)
        if not parts and (self.quantity is not None or self.copies > 1):
            parts = (Part(units=self.quantity or 1, items=self.copies),)
        return Wanted(
            parts=parts,
            exempt=self.exempt,
            shown_by=self.shown_by or "",
            reliefs=tuple(one.wanted() for one in self.reliefs),
        )


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
