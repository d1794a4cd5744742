"""Orders of processing: steps, opinions, deadlines, results."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from chalicelib.dossiers import examples
from chalicelib.dossiers.model import Minutes
from chalicelib.dossiers.shapes import (
    AgencyCode,
    CounterOrder,
    Given,
    Key,
    Line200,
    MoveOrder,
    Name200,
    Note,
    Reasoned,
    ResultNumber,
    Text500,
    Text2000,
    Why,
)
from chalicelib.foundation.shapes import Moment
from chalicelib.foundation.text import in_words
from chalicelib.people.shapes import Subject
from chalicelib.procedures.model import MOST

from . import wording
from .faults import Fault


class AssignmentOrder(MoveOrder):
    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "officer-1"}]})

    to: Subject


class HandoverOrder(AssignmentOrder):
    """From whoever has it to another officer of the same agency."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "officer-2"}]})


class LeavingOrder(AssignmentOrder):
    """Every open dossier of an officer who leaves (S2 Điều 8 khoản 2)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"leaving": "officer-2", "to": "officer-1"}]}
    )

    leaving: Subject


class StepOrder(MoveOrder):
    step: Key | None = Field(
        default=None, description="The step that is done; refused if another one is current"
    )

    @classmethod
    def examples(cls) -> dict[str, Any]:
        note = {"note": wording.EXAMPLE_NOTES["step"]}
        return {
            "current": examples.named("The step that is current", note),
            "named": examples.named(
                "Only if this step is current", {**note, "step": examples.first_step()}
            ),
        }


class StepReturnOrder(Reasoned):
    """Why the step before must be done again."""


class AskedGiven(Given):
    agency: AgencyCode
    working_days: int = Field(ge=1, le=60)


class OpinionsOrder(MoveOrder):
    """Several agencies in parallel, each with its own deadline."""

    agencies: Annotated[tuple[AskedGiven, ...], Field(min_length=1, max_length=20)]
    question: Text2000

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            "agencies": [{"agency": examples.other_agency(), "working_days": 2}],
            "question": wording.EXAMPLE_NOTES["question"],
        }


class AnswerOrder(MoveOrder):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer": wording.EXAMPLE_NOTES["answer"]}]}
    )

    answer: Text2000


class CancellationOrder(Reasoned):
    """Why it goes on without the opinion."""


class ExtensionOrder(Reasoned):
    """Mẫu số 04: an apology, with so many working days more."""

    working_days: int = Field(ge=1, le=60)

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "working_days": 2}


class LengtheningOrder(Reasoned):
    """A longer limit of the procedure (``longer_limits``); less than it gives if ``working_days``
    says so. Where the law leaves the days open, they and the paper that fixes them are needed."""

    limit: Key
    working_days: int | None = Field(default=None, ge=1, le=60)
    paper: Line200 | None = Field(default=None, description="Number and date of an agreement, say")

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"limit": examples.longer_limit(), "reason": wording.EXAMPLE_NOTES["verify"]}


class VerificationOrder(MoveOrder):
    """Minutes of a verification (NĐ 61/2018 Điều 19 khoản 3 điểm b)."""

    happened_at: Moment
    place: Text500
    participants: Annotated[tuple[Name200, ...], Field(min_length=1, max_length=20)]
    content: Text2000

    def minutes(self) -> Minutes:
        said = self.model_dump(include={"happened_at", "place", "participants", "content"})
        return Minutes(**said)

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            "happened_at": examples.now(),
            "place": wording.EXAMPLE_NOTES["sent_to"],
            "participants": [wording.EXAMPLE_NOTES["received_by"]],
            "content": wording.EXAMPLE_NOTES["verified"],
        }


class ExplanationOrder(Reasoned):
    """Why it is late, to the head: a reason of the rule ``lateness_reasons``, and in words."""

    lateness: Key = Field(description="A key of the rule ``lateness_reasons``")

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "lateness": examples.lateness()}


class ApologyOrder(Reasoned):
    """Mẫu số 04 for a due time that is missed: it stays missed, a new date is promised.

    Left out where the one re-appointment was already given (NĐ 61/2018 Điều 19 khoản 9).
    """

    working_days: int | None = Field(default=None, ge=1, le=60, description="From now")

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "working_days": 2}


class FaultOrder(Reasoned):
    """A fault of the agency: what happened, how it is remedied. The agency bears the cost
    (NĐ 61/2018 Điều 21)."""

    remedy: Text500
    cost: int = Field(
        default=0, ge=0, le=MOST, description="Whole VND that it costs the agency, if any"
    )

    def fault(self) -> Fault:
        return Fault(self.reason, self.remedy, self.cost)

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "remedy": wording.EXAMPLE_NOTES["remedy"], "cost": 0}


class ResultCorrectionOrder(FaultOrder):
    """A result that was signed has an error: the new document has a number of its own."""

    number: ResultNumber = Field(
        default="", description="Number and symbol; needed where a document is issued"
    )

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {**super().example(), "number": examples.number("GKS")}


class RefusalWithdrawalOrder(FaultOrder):
    """A refusal to settle was wrong: the document that withdraws it, and its legal ground."""

    number: ResultNumber = Field(
        min_length=1, description="Number and symbol of the document that withdraws it"
    )
    article: Line200 = Field(description="The ground on which it is withdrawn")

    @classmethod
    def example(cls) -> dict[str, Any]:
        more = {"number": examples.number("TB-UBND"), "article": wording.EXAMPLE_NOTES["article"]}
        return {**super().example(), **more}


class LossOrder(FaultOrder):
    """Papers that were handed in are lost or damaged."""

    papers: list[Key] = Field(min_length=1, max_length=50, description="Codes of the checklist")
    damaged: bool = Field(default=False, description="They are there, but spoilt")
    working_days: int | None = Field(
        default=None, ge=1, le=60, description="From now, until the remedy is there"
    )

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            **super().example(),
            "papers": [examples.submission()["papers"][0]["code"]],
            "working_days": 2,
        }


class StopOrder(MoveOrder):
    """Mẫu số 05: the ground, and the article it rests on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ground": wording.EXAMPLE_NOTES["ground"],
                    "article": wording.EXAMPLE_NOTES["article"],
                }
            ]
        }
    )

    ground: Why
    article: Line200


class ResultOrder(MoveOrder):
    decision: Literal["granted", "refused"] = "granted"
    number: ResultNumber = Field(
        default="", description="Number and symbol; needed where a document is issued"
    )
    reason: Note | None = Field(default=None, description="Needed to refuse (form 03)")

    @model_validator(mode="after")
    def _says_why(self) -> ResultOrder:
        if self.decision == "refused" and not self.reason:
            raise ValueError(wording.REASON_REQUIRED)
        if self.decision == "granted" and self.reason:
            raise ValueError(wording.REASON_ONLY_TO_REFUSE)
        if self.reason:
            in_words(self.reason)
        return self

    @classmethod
    def examples(cls) -> dict[str, Any]:
        granted = {"number": examples.number("GKS"), "note": wording.EXAMPLE_NOTES["result"]}
        refused = {
            "decision": "refused",
            "number": examples.number("TB-UBND"),
            "reason": wording.EXAMPLE_NOTES["ground"],
        }
        return {
            "granted": examples.named("The result is signed", granted),
            "refused": examples.named("Conditions are not met", refused),
        }


class ReturnOrder(CounterOrder):
    """To the applicant, or to ``came`` who signs for it by a right; ``received_by`` is whom the
    post, or an electronic channel, gave it to."""

    method: Literal["counter", "postal", "electronic"] | None = None
    received_by: Name200 | None = Field(
        default=None, description="Whom the post gave it to, when not the applicant"
    )
    address: Text500 | None = Field(
        default=None, description="Where the post takes it, when not as the applicant said"
    )

    @classmethod
    def examples(cls) -> dict[str, Any]:
        by_hand = {"method": "counter", "note": wording.EXAMPLE_NOTES["return"]}
        signed = {"method": "counter", "came": examples.bearer(), "acting": examples.acting()}
        posted = {"method": "postal", "address": wording.EXAMPLE_NOTES["sent_to"]}
        return {
            "counter": examples.named("To the applicant at the counter", by_hand),
            "received_by_other": examples.named("Somebody else signs for it", signed),
            "postal": examples.named("By post, to another address", posted),
            "electronic": examples.named("Electronically", {"method": "electronic"}),
        }


class WithdrawalOrder(CounterOrder, Reasoned):
    """Why the applicant takes the dossier back."""
