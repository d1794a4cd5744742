"""Orders of reception: every way in, examination, supplement, the outage book."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import examples
from chalicelib.dossiers.facts import Paid
from chalicelib.dossiers.model import ReturnBy
from chalicelib.dossiers.shapes import (
    ActingGiven,
    AfterwardsGiven,
    AgencyCode,
    ApplicantGiven,
    BearerGiven,
    Charges,
    Code,
    CounterOrder,
    DefectGiven,
    EIdentityGiven,
    FormNumber,
    Given,
    LateEntryGiven,
    Line200,
    MoveOrder,
    Note,
    PageQuery,
    PaperGiven,
    Reasoned,
    ReceiptNumber,
    ResultNumber,
    ReturnByGiven,
    Text500,
    Waived,
    Why,
)
from chalicelib.foundation import ids
from chalicelib.foundation.shapes import Day, Moment
from chalicelib.foundation.text import one_line
from chalicelib.foundation.visits import Example
from chalicelib.people import identifiers
from chalicelib.people.shapes import Subject
from chalicelib.procedures.model import MOST, ONLINE

from . import filing, wording, wrong_place
from .model import DRAFT_ID

Settler = Annotated[str, Field(max_length=40)] | None
Competent = Annotated[tuple[AgencyCode, ...], Field(max_length=20)]


class SubmissionOrder(Given):
    """What is handed in, in every way. ``case`` is the procedure's first case when left out.

    ``agency`` receives it.

    ``acting`` is by what right it is filed for another; whoever files their own needs none.
    ``declared`` is that the applicant answers for what it says (``declaration`` of the procedure).
    """

    procedure: AgencyCode
    agency: AgencyCode
    case: Annotated[str, Field(max_length=80)] | None = None
    applicant: ApplicantGiven
    form: dict[str, Any] = {}
    papers: Annotated[tuple[PaperGiven, ...], Field(max_length=100)] = ()
    return_by: ReturnByGiven = ReturnByGiven()
    acting: ActingGiven | None = None
    declared: bool = Field(default=False, description="Online it must be true")

    @classmethod
    def examples(cls) -> dict[str, Any]:
        """Submissions that this province accepts as they stand."""
        free, charged = examples.submission(), examples.submission_with_fee()
        return {
            "complete": examples.named("Complete, and free of charge", free),
            "paper_left_out": examples.named(
                "A paper is left out, for it to be waived", examples.without_last_paper(free)
            ),
            "with_fee": examples.named("Complete; its fee is demanded after examination", charged),
            "with_fee_paper_left_out": examples.named(
                "With a fee and without a paper", examples.without_last_paper(charged)
            ),
        }

    def handed_in(self) -> dict[str, Any]:
        """What every way in brings."""
        return {
            "procedure": self.procedure,
            "agency": agencies.agency(self.agency).identifier,
            "case": self.case,
            "applicant": self.applicant.applicant(),
            "form": self.form,
            "papers": tuple(one.paper() for one in self.papers),
            "return_by": _return_by(self.return_by),
            "acting": self.acting.acting() if self.acting else None,
            "declares": self.declared,
        }


class MyDataQuery(PageQuery):
    """Each is a whole dossier, so a page has few."""

    limit: int = Field(default=5, ge=1, le=10)


DraftId = Annotated[
    str,
    Field(pattern=f"^{DRAFT_ID}$", description="Chosen by whoever keeps it, at random"),
    Example(lambda: wording.EXAMPLE_DRAFT),
]


class DraftOrder(Given):
    """What is begun. ``version`` is the one that was seen last, 0 of one that is new."""

    procedure: AgencyCode
    version: int = Field(default=0, ge=0)
    content: dict[str, Any] = Field(description="The screen's own: nothing of it is checked yet")

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"procedure": examples.submission()["procedure"], "version": 0, "content": {}}


class OnlineOrder(SubmissionOrder):
    """An online submission. ``settled_by`` settles it, and is needed where the desk receives
    for several agencies that may. ``draft`` is the draft that ends with it."""

    settled_by: Settler = None
    draft: DraftId | None = None

    def online(self) -> filing.Online:
        # Where they are not said, the fingerprint is as before there were these members.
        unsaid = {name for name in ("settled_by", "draft") if not getattr(self, name)}
        return filing.Online(
            **self.handed_in(),
            settled_by=_identifier(self.settled_by),
            channel=ONLINE,
            draft=self.draft or "",
            fingerprint=ids.fingerprint("submit", self.model_dump_json(exclude=unsaid)),
        )


def _identifier(agency: str | None) -> str | None:
    return agencies.agency(agency).identifier if agency else None


def _return_by(given: ReturnByGiven) -> ReturnBy:
    found = given.return_by()
    if found.agency is None:
        return found
    return found.model_copy(update={"agency": agencies.agency(found.agency).identifier})


class RefusedGiven(Given):
    """Why it is refused as it is brought: printed on Mẫu số 03.

    ``competent`` are the agencies that are competent, where the ground is competence; left
    out, they follow from the procedure.
    """

    reason: Why
    ground: wrong_place.Ground = wrong_place.OTHER
    competent: Competent = ()

    @model_validator(mode="after")
    def _names_agencies_for_competence(self) -> RefusedGiven:
        _must_be_for_competence(self.ground, self.competent)
        return self


def _must_be_for_competence(ground: wrong_place.Ground, competent: tuple[str, ...]) -> None:
    if competent and ground != wrong_place.COMPETENCE:
        raise ValueError(wording.ONLY_FOR_COMPETENCE)


def _refusal(ground: wrong_place.Ground, competent: tuple[str, ...]) -> wrong_place.Refusal:
    named = dict.fromkeys(agencies.agency(one).identifier for one in competent)
    return wrong_place.Refusal(ground, tuple(named))


class OutageGiven(Given):
    """The sheet it was written on while the system was down."""

    code: Annotated[str, Field(min_length=1, max_length=60)]
    received_at: Moment
    received_by: Subject | None = Field(
        default=None, description="The account of who received it, if not of who enters it"
    )
    form_number: FormNumber = ""


class PaidGiven(Given):
    amount: int = Field(ge=1, le=MOST, description="Whole VND")
    receipt: ReceiptNumber
    method: Literal["cash", "transfer"] = "cash"


class IntakeOrder(SubmissionOrder):
    """A dossier brought to the counter or by the post, accepted as it is received.

    ``handed_in_by`` is who brings it, if not the applicant: then ``acting`` says by what right.

    ``accept`` false only registers it, to be examined next: refused, sent back, charged or
    accepted. The post can only register. ``refused`` records that it was refused as it was
    brought: nothing is taken in. ``at_once`` records one whose result was given on the spot,
    ``number`` that result's and ``signed_by`` the account of who signed it; ``paid`` is what was
    taken in the same act, exactly what ``charges`` come to by the tariff; ``outage`` one from the
    outage book; ``handed_over_at`` is when the post's hand-over was signed (QĐ 45/2016 Điều 7);
    ``entered_afterwards`` one that was received outside the office (S1 Điều 31 khoản 4).
    ``late_entry``: a hand-over or a sheet that is entered late, as a head approved.
    """

    channel: Annotated[str, Field(max_length=40)] = Field(
        default="counter", description="Of the channels that are not electronic"
    )
    settled_by: Settler = None
    accept: bool | None = Field(default=None, description="Reception accepts, the post does not")
    waived: Waived = ()
    at_once: bool = False
    charges: Charges = ()
    paid: PaidGiven | None = None
    number: ResultNumber = Field(default="", description="Of the result given at once")
    signed_by: Annotated[str, Field(max_length=120), AfterValidator(one_line)] = Field(
        default="", description="Account of who signed the result given at once"
    )
    outage: OutageGiven | None = None
    handed_over_at: Moment | None = None
    entered_afterwards: AfterwardsGiven | None = None
    late_entry: LateEntryGiven | None = None
    handed_in_by: BearerGiven | None = None
    e_identity: EIdentityGiven | None = None
    sets: int = Field(default=1, ge=1, le=99, description="Sets of papers that are handed in")
    note: Note = ""
    refused: RefusedGiven | None = None

    @model_validator(mode="after")
    def _says_what_its_way_in_knows(self) -> IntakeOrder:
        if sum(map(bool, (self.handed_over_at, self.outage, self.entered_afterwards))) > 1:
            raise ValueError(wording.ONE_TIME)
        if self.entered_afterwards and self.entered_afterwards.source == "outage":
            raise ValueError(wording.BY_ITS_CODE)
        if self.late_entry and not (self.handed_over_at or self.outage):
            raise ValueError(wording.LATE_OF_PAPER)
        if (self.number or self.signed_by) and not self.at_once:
            raise ValueError(wording.NUMBERED_AT_ONCE)
        if self.at_once and not self.signed_by:
            raise ValueError(wording.SIGNED_BY_NEEDED)
        if self.accept is False and (self.at_once or self.waived or self.paid or self.charges):
            raise ValueError(wording.ONLY_REGISTERED)
        taken_in = self.accept is not None or self.at_once or self.waived or self.papers
        if self.refused and taken_in:
            raise ValueError(wording.NOTHING_TAKEN_IN)
        checked = self.e_identity is not None and self.e_identity.state == "checked"
        if any(one.shown_by for one in self.waived) and not checked:
            raise ValueError(wording.E_IDENTITY_NOT_CHECKED)
        return self

    @classmethod
    def examples(cls) -> dict[str, Any]:
        seen = {"state": "checked", "how": "card"}
        whole = {**examples.submission(), "channel": "counter", "e_identity": seen}
        elsewhere = examples.outage_agency()
        moment = examples.earlier_today()
        return {
            "accepted": examples.named("Complete, and accepted as it is received", whole),
            "paper_waived": examples.named(
                "Accepted without a paper that need not be handed in",
                {**examples.without_last_paper(whole), "waived": examples.waived(whole)},
            ),
            "for_another": examples.named(
                "Brought by somebody with a written authorisation, whose card was read",
                {**whole, "handed_in_by": examples.bearer()},
            ),
            "registered": examples.named(
                "Only registered, to be examined next", {**whole, "accept": False}
            ),
            "settled_elsewhere": examples.named(
                "Settled by another agency, where boundaries do not matter",
                {**whole, "settled_by": examples.other_agency()},
            ),
            "settled_at_once": examples.named(
                "The result given on the spot, and what was paid for it", cls._at_once()
            ),
            "refused": examples.named(
                "Refused as it is brought: another agency is competent", cls._refused()
            ),
            "outage_book": examples.named(
                "From the first block of codes that was kept for paper today, after an outage",
                {
                    **whole,
                    "agency": elsewhere,
                    "outage": {"code": examples.outage_code(), "received_at": moment},
                },
            ),
            "outside_office": examples.named(
                "Received outside the office, and entered afterwards",
                {**whole, "entered_afterwards": examples.outside_office()},
            ),
            "postal": examples.named(
                "Brought by the post, which only registers it",
                {**whole, "channel": "postal", "handed_over_at": moment},
            ),
        }

    def _said(self) -> str:
        """All that was sent; what was not said leaves the fingerprint as it was before."""
        unsaid: dict[str, Any] = {}
        if not self.entered_afterwards:
            unsaid["entered_afterwards"] = True
        unsaid |= {
            one: True for one in ("charges", "signed_by", "late_entry") if not getattr(self, one)
        }
        if self.entered_afterwards and not self.entered_afterwards.late_entry:
            unsaid["entered_afterwards"] = {"late_entry"}
        if self.outage and not self.outage.received_by:
            unsaid["outage"] = {"received_by"}
        if not self.refused:
            unsaid["refused"] = True
        if self.sets == 1:
            unsaid["sets"] = True
        return self.model_dump_json(exclude=unsaid)

    @classmethod
    def _refused(cls) -> dict[str, Any]:
        whole = examples.submission()
        return {
            **{name: whole[name] for name in ("procedure", "agency", "applicant")},
            "refused": {
                "reason": wording.EXAMPLE_NOTES["refuse"],
                "ground": wrong_place.COMPETENCE,
                "competent": [examples.other_agency()],
            },
        }

    @classmethod
    def _at_once(cls) -> dict[str, Any]:
        paid = {
            "amount": examples.fee_taken_at_once(),
            "receipt": examples.receipt(),
            "method": "cash",
        }
        return {
            **examples.submission_at_once(),
            "channel": "counter",
            "at_once": True,
            "paid": paid,
            "number": examples.number("SCT-BS"),
            "signed_by": wording.EXAMPLE_SIGNER,
            "e_identity": {"state": "none", "reason": wording.EXAMPLE_NOT_CHECKED},
        }

    def brought(self, *, from_post: bool) -> filing.Brought:
        """The way in that it means. What the post brings is only registered unless it says
        otherwise; whether it may say so is decided later."""
        brought = {
            **self.handed_in(),
            "channel": self.channel,
            "settled_by": _identifier(self.settled_by),
            "handed_over_at": self.handed_over_at,
            "sheet": filing.Sheet(**dict(self.outage)) if self.outage else None,
            "late": self.late_entry.late_entry() if self.late_entry else None,
            "bearer": self.handed_in_by.bearer() if self.handed_in_by else None,
            **({"e_identity": self.e_identity.e_identity()} if self.e_identity else {}),
            "sets": self.sets,
            "note": self.note,
            "written": self.entered_afterwards.written() if self.entered_afterwards else None,
            "fingerprint": ids.fingerprint("receive", self._said()),
        }
        waived = tuple(one.defect() for one in self.waived)
        if self.refused:
            refusal = _refusal(self.refused.ground, self.refused.competent)
            brought["note"] = self.refused.reason
            return filing.RefusedAtOnce(**brought, refusal=refusal)
        taken: dict[str, Any] = {
            "waived": waived,
            "charges": {one.name: one.wanted() for one in self.charges},
            "paid": Paid(**self.paid.model_dump()) if self.paid else None,
        }
        if self.at_once:
            return filing.SettledAtOnce(
                **brought, **taken, number=self.number, signed_by=self.signed_by
            )
        accepts = bool(waived or self.paid or self.charges)
        if self.accept is False or (from_post and self.accept is None and not accepts):
            return filing.Registered(**brought)
        return filing.Accepted(**brought, **taken)


class AcceptanceOrder(MoveOrder):
    """``e_identity`` is what the counter checks now, if it did not when the dossier came in."""

    unsaid: ClassVar[tuple[str, ...]] = (*MoveOrder.unsaid, "e_identity")

    waived: Waived = ()
    e_identity: EIdentityGiven | None = None

    @classmethod
    def examples(cls) -> dict[str, Any]:
        note = {"note": wording.EXAMPLE_NOTES["accept"]}
        waived = examples.waived(examples.submission())
        return {
            "complete": examples.named("Every required paper is there", note),
            "paper_waived": examples.named(
                "A paper that was left out need not be handed in", {**note, "waived": waived}
            ),
        }


class ForwardingOrder(MoveOrder):
    """From reception to whoever processes it."""

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"note": wording.EXAMPLE_NOTES["forward"]}


class ForwardingsOrder(MoveOrder):
    """Several dossiers, each forwarded by its own event. A ``version`` is of one dossier."""

    version: None = None
    codes: Annotated[tuple[Code, ...], Field(min_length=1, max_length=50)]

    @field_validator("codes")
    @classmethod
    def _are_named_once(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(codes))

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"codes": [examples.code()]}


class RefusalOrder(Reasoned):
    """Mẫu số 03: not competent, or not admissible.

    ``competent`` are the agencies that are competent, where the ground is competence; left
    out, they follow from the procedure.
    """

    ground: wrong_place.Ground = wrong_place.OTHER
    competent: Competent = ()

    @model_validator(mode="after")
    def _names_agencies_for_competence(self) -> RefusalOrder:
        _must_be_for_competence(self.ground, self.competent)
        return self

    @model_serializer(mode="wrap")
    def _as_before(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A refusal on another ground has the fingerprint that it had before there was one."""
        unsaid = () if self.ground == wrong_place.COMPETENCE else ("ground", "competent")
        return {name: one for name, one in written(self).items() if name not in unsaid}

    @classmethod
    def examples(cls) -> dict[str, Any]:
        reason = {"reason": wording.EXAMPLE_NOTES["refuse"]}
        elsewhere = {"ground": wrong_place.COMPETENCE, "competent": [examples.other_agency()]}
        return {
            "not_admissible": examples.named("Not admissible", cls.example()),
            "not_competent": examples.named("Another agency is competent", {**reason, **elsewhere}),
        }

    def refusal(self) -> wrong_place.Refusal:
        return _refusal(self.ground, self.competent)


class SupplementRequestOrder(MoveOrder):
    """Mẫu số 02: every defect at once. What could be seen before needs a head's approval."""

    defects: Annotated[tuple[DefectGiven, ...], Field(min_length=1, max_length=100)]
    article: Line200 | None = Field(
        default=None, description="The legal ground; needed unless it is the first of its stage"
    )

    @classmethod
    def example(cls) -> dict[str, Any]:
        paper = examples.submission()["papers"][-1]["code"]
        field = examples.first_field()
        return {
            "defects": [
                {"about": paper, "reason": wording.EXAMPLE_NOTES["defect"]},
                {"about": f"form/{field}", "reason": wording.EXAMPLE_NOTES["form_defect"]},
            ],
            "article": wording.EXAMPLE_NOTES["ground"],
        }


class SupplementOrder(CounterOrder):
    """The applicant's answer: papers by code, and the form anew if it was wrong."""

    form: dict[str, Any] | None = None
    papers: Annotated[tuple[PaperGiven, ...], Field(max_length=100)] = ()

    @classmethod
    def examples(cls) -> dict[str, Any]:
        whole = examples.submission()
        paper, field = whole["papers"][-1], examples.first_field()
        papers = [{**paper, "copies": paper["copies"] + 1}]
        form = {**whole["form"], field: wording.EXAMPLE_NAME}
        note = {"note": wording.EXAMPLE_NOTES["supplement"]}
        return {
            "papers": examples.named("A paper handed in anew", {**note, "papers": papers}),
            "papers_and_form": examples.named(
                "A paper, and the whole form with what was wrong in it",
                {**note, "papers": papers, "form": form},
            ),
        }


class ContactGiven(Given):
    """How the applicant is reached from now on; what is left out stays. ``null`` takes an e-mail
    address away."""

    phone: Annotated[str, AfterValidator(identifiers.phone)] | None = None
    email: Annotated[str, AfterValidator(identifiers.email)] | None = None
    address: Text500 | None = None

    @model_validator(mode="after")
    def _keeps_what_is_needed(self) -> ContactGiven:
        taken = {name for name in self.model_fields_set if getattr(self, name) is None}
        if taken & {"phone", "address"}:
            raise ValueError(wording.CONTACT_NEEDED)
        return self


class AmendmentOrder(SupplementOrder):
    """What the applicant changes unasked, before it is accepted (NĐ 45/2020 Điều 12)."""

    contact: ContactGiven | None = None

    @classmethod
    def examples(cls) -> dict[str, Any]:
        note = {"note": wording.EXAMPLE_NOTES["amend"]}
        papers = super().examples()["papers"]["value"]["papers"]
        return {
            "papers": examples.named("A paper handed in anew", {**note, "papers": papers}),
            "contact": examples.named(
                "Another telephone number", {**note, "contact": {"phone": "0912000097"}}
            ),
        }


class OutageSpanGiven(Given):
    """When the system was out, and why nobody kept codes before."""

    begin: Moment
    end: Moment
    reason: Text500


class OutageOrder(Given):
    """A block of codes to be kept for paper.

    ``outage`` keeps it for one that nobody foresaw, once it is over: a head or the agency's
    administrator approves that its codes are given out afterwards.
    """

    agency: AgencyCode
    day: Day
    size: int = Field(ge=1, le=200)
    outage: OutageSpanGiven | None = None

    def fingerprint(self) -> str:
        # Without an outage as it was before there was this member.
        return ids.fingerprint(self.model_dump_json(exclude=None if self.outage else {"outage"}))

    @classmethod
    def examples(cls) -> dict[str, Any]:
        kept = {"agency": examples.outage_agency(), "day": examples.today(), "size": 10}
        begin, end = examples.earlier_today(), examples.this_minute()
        span = {"begin": begin, "end": end, "reason": wording.EXAMPLE_NOTES["outage"]}
        return {
            "before": examples.named("Before an outage", kept),
            "afterwards": examples.named(
                "After one that nobody foresaw, with a head's approval", {**kept, "outage": span}
            ),
        }


class OutageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agency: Annotated[str | None, Example(examples.outage_agency)] = Field(
        default=None, max_length=40
    )
    day: Annotated[Day | None, Example(examples.today)] = Field(
        default=None, description="With it, the codes that were entered are listed"
    )
