"""Requests about dossiers, translated into actions, and what they answer."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import explain
from chalicelib.foundation import clock
from chalicelib.foundation import wording as door_wording
from chalicelib.foundation.errors import Malformed
from chalicelib.foundation.web import Visit
from chalicelib.people import identifiers

from . import actions, chain, store, wording
from .lookup import completion
from .model import Applicant, Dossier, Event, HandedPaper, ReturnBy
from .store import Whole


def _printable(text: str) -> str:
    if any(not letter.isprintable() and letter not in "\n\t" for letter in text):
        raise ValueError(wording.CONTROL_CHARACTER)
    return text


Line200 = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
Note = Annotated[str, Field(max_length=2000), AfterValidator(_printable)]


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
    address: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_printable)]

    @model_validator(mode="after")
    def _has_its_number(self) -> ApplicantGiven:
        if self.kind == "citizen" and not self.identity_number:
            raise ValueError(wording.IDENTITY_REQUIRED)
        if self.kind == "firm" and not self.tax_code:
            raise ValueError(wording.TAX_CODE_REQUIRED)
        return self


class PaperGiven(Given):
    code: Annotated[str, Field(min_length=1, max_length=80)]
    originals: int = Field(default=0, ge=0, le=99)
    copies: int = Field(default=0, ge=0, le=99)


class ReturnByGiven(Given):
    """Where the result is wanted: at the counter, by post, or electronically."""

    method: Literal["counter", "postal", "electronic"] = "counter"
    address: Annotated[str, Field(max_length=500), AfterValidator(_printable)] | None = None

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
        return actions.example_submission()


class MoveOrder(Given):
    """``version``: the version the officer saw; the move is refused if it has changed."""

    note: Note = ""
    version: int | None = Field(default=None, ge=1)


class AcceptanceOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": wording.EXAMPLE_NOTES["accept"]}]}
    )


class StepOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": wording.EXAMPLE_NOTES["step"]}]}
    )

    step: Annotated[str, Field(max_length=80)] | None = Field(
        default=None, description="The step that is done; refused if another one is current"
    )


class ResultOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"number": "12/2026/GKS", "note": wording.EXAMPLE_NOTES["result"]}]
        }
    )

    number: Annotated[str, Field(max_length=100), AfterValidator(_printable)] = Field(
        default="", description="Number of the signed result"
    )


class ReturnOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"method": "counter", "note": wording.EXAMPLE_NOTES["return"]}]
        }
    )

    method: Literal["counter", "postal", "electronic"] | None = None


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
    hash: str
    previous_hash: str


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
    filed_at: str
    examine_by: str | None
    received_at: str | None
    due_at: str | None
    closed_at: str | None
    deadline: dict[str, Any]
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


class DossierList(BaseModel):
    dossiers: list[LineView]
    next: str | None = Field(description="Give it as ``cursor`` for the next page")


class PageQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=20, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=1000)


class DeskQuery(PageQuery):
    agency: str | None = Field(
        default=None, max_length=40, description="One of your agencies; the first if left out"
    )


class Verification(BaseModel):
    """Whether the chain of hashes holds; else the first link that does not."""

    code: str
    valid: bool
    length: int
    head: str
    broken_at: int | None
    reason: str | None
    title: str | None


def submit(visit: Visit, order: SubmissionOrder) -> DossierView:
    """Submit a dossier online"""
    submission = actions.Submission(
        procedure=order.procedure,
        agency=order.agency,
        case=order.case,
        applicant=Applicant(**order.applicant.model_dump()),
        form=order.form,
        papers=tuple(HandedPaper(**paper.model_dump()) for paper in order.papers),
        return_by=ReturnBy(**order.return_by.model_dump()),
        asked=store.asked("submit", order.model_dump_json()),
    )
    return view(actions.submit(submission, visit.who, visit.idempotency_key))


def show(visit: Visit, code: str) -> DossierView:
    """A whole dossier: state, timeline, papers, charges, due time with its explanation"""
    return view(actions.read(code, visit.who))


def list_mine(visit: Visit, query: PageQuery) -> DossierList:
    """The dossiers you submitted, the newest first"""
    place = _cursor(query.cursor, ("person", "filed"), visit.who.key)
    found, after = actions.of_person(visit.who, query.limit, place)
    return _list(found, after)


def list_desk(visit: Visit, query: DeskQuery) -> DossierList:
    """The open dossiers of your agency, the one due first at the top"""
    agency = _desk_of(visit, query.agency)
    place = _cursor(query.cursor, ("desk", "due"), agency)
    found, after = actions.on_desk(agency, query.limit, place)
    return _list(found, after)


def accept(visit: Visit, code: str, order: AcceptanceOrder) -> DossierView:
    """Accept a dossier: the legal clock starts"""
    return view(actions.accept(code, visit.who, _request(visit, "accept", order)))


def complete_step(visit: Visit, code: str, order: StepOrder) -> DossierView:
    """Complete the current step of the internal process"""
    request = _request(visit, "step", order)
    return view(actions.complete_step(code, visit.who, request, order.step))


def resolve(visit: Visit, code: str, order: ResultOrder) -> DossierView:
    """Sign the result"""
    request = _request(visit, "result", order)
    return view(actions.resolve(code, visit.who, request, order.number))


def give_back(visit: Visit, code: str, order: ReturnOrder) -> DossierView:
    """Return the result to the applicant"""
    request = _request(visit, "return", order)
    return view(actions.give_back(code, visit.who, request, order.method))


def verify(visit: Visit, code: str) -> Verification:
    """Recompute the chain of the timeline; name the first broken link"""
    verdict = actions.verify(code, visit.who)
    return Verification(
        code=code,
        valid=verdict.valid,
        length=verdict.length,
        head=verdict.head,
        broken_at=verdict.broken_at,
        reason=verdict.reason,
        title=verdict.title,
    )


def view(whole: Whole) -> DossierView:
    """What an applicant or an officer sees of a whole dossier."""
    dossier, content = whole.dossier, whole.content
    named = actions.pinned_procedure(dossier)
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
        charges=[
            ChargeView(**fee.model_dump(include=_CHARGE), state="not_demanded")
            for fee in named.version.fees_by(dossier.channel)
        ],
        return_by=content.return_by,
        filed_at=clock.shown(dossier.filed_at),
        examine_by=_shown(dossier.examine_by),
        received_at=_shown(dossier.received_at),
        due_at=_shown(dossier.due_at),
        closed_at=_shown(dossier.closed_at),
        deadline=explain(actions.deadline_of(whole)),
        step=step and StepView(
            key=step.key, title=step.title, division=step.division, role=step.role,
            working_hours=step.hours,
        ),
        completion=dict(completion(dossier.steps_done, dossier.steps)),
        lawful_moves=[str(move) for move in dossier.lawful_moves()],
        timeline=[_event(line) for line in whole.lines],
    )  # fmt: skip


_CHARGE = {"name", "kind", "amount", "per", "exemption", "article"}


def _papers(whole: Whole) -> list[PaperView]:
    case = actions.pinned_procedure(whole.dossier).version.case(whole.dossier.case)
    handed = {paper.code: paper for paper in whole.content.papers}
    return [
        PaperView(
            code=paper.code, name=paper.name, required=paper.required, digitise=paper.digitise,
            originals_required=paper.originals, copies_required=paper.copies,
            originals=handed[paper.code].originals if paper.code in handed else 0,
            copies=handed[paper.code].copies if paper.code in handed else 0,
            handed_in=paper.code in handed,
        )
        for paper in case.papers
    ]  # fmt: skip


def _event(line: chain.Line) -> EventView:
    event: Event = line.event
    return EventView(
        version=event.version,
        kind=event.kind,
        title=wording.EVENTS[event.kind],
        at=clock.shown(event.at),
        by=event.by.name or wording.APPLICANT,
        role=event.by.role,
        agency=event.by.agency or None,
        note=event.note,
        status=_status(event.status),
        hash=line.sealed,
        previous_hash=event.prev,
    )


def _list(found: list[Dossier], after: dict[str, Any] | None) -> DossierList:
    return DossierList(dossiers=[_line(dossier) for dossier in found], next=_marked(after))


def _line(dossier: Dossier) -> LineView:
    named = actions.pinned_procedure(dossier)
    return LineView(
        code=dossier.code,
        version=dossier.version,
        status=_status(dossier.status),
        procedure=Named(code=named.code, name=named.name),
        agency=dossier.agency_name,
        applicant=dossier.organisation or dossier.applicant,
        channel=dossier.channel,
        filed_at=clock.shown(dossier.filed_at),
        due_at=clock.shown(dossier.next_due),
        step=dossier.step,
    )


def _request(visit: Visit, move: str, order: MoveOrder) -> actions.Request:
    return actions.Request(
        note=order.note,
        key=visit.idempotency_key,
        version=order.version,
        asked=store.asked(move, order.model_dump_json()),
    )


def _desk_of(visit: Visit, asked: str | None) -> str:
    if asked:
        agency = agencies.agency(asked).identifier
        actions.must_be_at(visit.who, agency)
        return agency
    first: str = min(visit.who.places, default="")
    actions.must_be_at(visit.who, first)
    return first


def _marked(after: dict[str, Any] | None) -> str | None:
    """A cursor: the place in the list, opaque to the client."""
    if after is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode()


def _cursor(text: str | None, key: tuple[str, str], partition: str) -> dict[str, Any] | None:
    """The place a cursor names; only within the partition that the asker may see."""
    if text is None:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(text.encode()))
        inside = place.get(key[0]) == partition and place.keys() == {"pk", "sk", *key}
        if not inside or not all(part and isinstance(part, str) for part in place.values()):
            raise ValueError(text)
    except (ValueError, AttributeError, RecursionError):
        raise Malformed("invalid_cursor", door_wording.INVALID_CURSOR) from None
    found: dict[str, Any] = place
    return found


def _status(code: int) -> StatusView:
    return StatusView(code=int(code), name=wording.STATUSES[code])


def _agency(identifier: str) -> Named:
    return Named(code=identifier, name=agencies.agency(identifier).name)


def _shown(moment: dt.datetime | None) -> str | None:
    return clock.shown(moment) if moment else None
