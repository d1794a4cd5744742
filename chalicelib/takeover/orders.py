"""The shape of a line: one dossier, as the system that is replaced hands it over."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib.dossiers.moves import Status
from chalicelib.dossiers.shapes import (
    ActingGiven,
    AgencyCode,
    ApplicantGiven,
    Code,
    DefectGiven,
    Given,
    Key,
    Line200,
    Name200,
    Note,
    Number,
    PaperGiven,
    ResultNumber,
    ReturnByGiven,
)
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Moment
from chalicelib.people.shapes import Subject

from . import examples

# As many as one request can write in time; a longer file is sent in parts.
MOST = 50
Times = Annotated[int, Field(ge=0, le=20)]
Dong = Annotated[int, Field(ge=0, le=100_000_000_000)]


class FeeSaid(Given):
    """A fee that was settled there: paid, with the number of its receipt, or exempt."""

    name: Line200
    amount: Dong = 0
    receipt: Number = ""
    method: Literal["cash", "transfer"] = "cash"
    exempt: Line200 | None = None


class SupplementSaid(Given):
    """Of status 5: when a supplement was asked for, until when, and which defects were named."""

    asked_at: Moment
    answer_by: Moment
    defects: Annotated[tuple[DefectGiven, ...], Field(min_length=1, max_length=100)]


class ChargeSaid(Given):
    name: Line200
    amount: Annotated[int, Field(ge=1, le=100_000_000_000)]


class DemandSaid(Given):
    """Of status 6: when which fees were demanded, and until when they are to be paid."""

    demanded_at: Moment
    pay_by: Moment
    charges: Annotated[tuple[ChargeSaid, ...], Field(min_length=1, max_length=20)]


class AskedSaid(Given):
    """How often a supplement was asked for, by stage, the present request included."""

    reception: Times = 0
    processing: Times = 0


class LatenessSaid(Given):
    """What was done already about the due time that is missed."""

    explained: bool = False
    apologised: bool = False
    promised_at: Moment | None = None


class TakeoverLine(Given):
    """One dossier. ``agency`` received it, by its identifier of then in either form; ``settled_by``
    settles it, and is the same when left out. What has ended is continued by its successor.

    Which times are needed follows from the ``status`` (docs/takeover.md). ``step`` is the present
    step of the internal process; ``extensions`` how often a new due time was given.
    """

    code: Code
    procedure: AgencyCode
    case: Annotated[str, Field(max_length=80)] | None = None
    channel: Key = "counter"
    agency: AgencyCode
    settled_by: AgencyCode | None = None
    status: Annotated[int, Field(ge=min(Status), le=max(Status))]
    step: Key | None = None
    filed_at: Moment
    received_at: Moment | None = None
    due_at: Moment | None = None
    closed_at: Moment | None = None
    applicant: ApplicantGiven
    submitter: Name200 | None = None
    acting: ActingGiven | None = None
    form: dict[str, Any] = {}
    papers: Annotated[tuple[PaperGiven, ...], Field(max_length=100)] = ()
    papers_here: bool | None = Field(
        default=None, description="Of what has ended without a result: whether its papers lie here"
    )
    return_by: ReturnByGiven = ReturnByGiven()
    receiver: Name200 | None = Field(default=None, description="Who received it, by name")
    assignee: Subject | None = Field(default=None, description="Who has it in hand now")
    number: ResultNumber = Field(default="", description="Number and symbol of the result")
    fees: Annotated[tuple[FeeSaid, ...], Field(max_length=20)] = ()
    supplement: SupplementSaid | None = None
    demand: DemandSaid | None = None
    asked: AskedSaid = AskedSaid()
    extensions: Times = 0
    lateness: LatenessSaid = LatenessSaid()
    note: Note = ""


class TakeoverOrder(Given):
    """Lines of a file, as many as fifty; ``first`` is the number of the first in the file.

    ``system`` names the system that is replaced. Each line is judged by itself: one that is
    refused keeps no other from being taken over. Their shape is ``TakeoverLine``.
    """

    system: Line200
    first: int = Field(default=1, ge=1, le=100_000_000)
    lines: Annotated[tuple[dict[str, Any], ...], Field(min_length=1, max_length=MOST)]

    @classmethod
    def examples(cls) -> dict[str, Any]:
        return examples.orders()


class TakeoverQuery(Frozen):
    dry_run: bool = Field(
        default=True, description="Judges the lines and writes nothing, unless this is false"
    )
