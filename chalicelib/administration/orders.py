"""What is sent to read, draft and decide on changes of data."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.shapes import Given, Line200, Note, Text2000
from chalicelib.foundation import ids
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Day
from chalicelib.foundation.text import one_line
from chalicelib.foundation.visits import Example

from . import examples
from .model import ChangeStanding, Decision, Kind, Proposal

ChangeNumber = Annotated[
    str,
    Field(
        pattern="^[0-9]{4}-[0-9]{4,8}$",
        description="Number of a change; the example is the first of this year",
    ),
    Example(examples.number),
]
DataKey = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(one_line)]
Version = Annotated[int, Field(ge=1, description="The version that who acts has seen")]


class DecisionGiven(Given):
    """Số, ngày quyết định, and who issued it."""

    number: Line200
    date: Day
    issued_by: Line200

    def decision(self) -> Decision:
        return Decision(number=self.number, date=self.date, issued_by=self.issued_by)


class Proposed(Given):
    """From when, on which decision, and what: ``data`` as ``GET /administration/data`` gives it."""

    in_force_from: Day = Field(description="Today or later")
    decision: DecisionGiven
    data: dict[str, Any]
    note: Note = ""


class DataDraftOrder(Proposed):
    """A change of one kind.

    ``key``: the code of a procedure (``procedure``, ``process``), the name of a form or of
    opening hours, an agency's identifier, a day, or ``province`` for the rules. ``agency``:
    whose own process it is. ``base``: what ``GET /administration/data`` called so;
    the draft is refused if another is in force by now.
    """

    kind: Kind
    key: DataKey
    agency: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    base: Annotated[str, Field(max_length=64)] | None = None

    def proposal(self, agency: str) -> Proposal:
        return Proposal(
            kind=self.kind,
            key=self.key,
            agency=agency,
            in_force_from=self.in_force_from,
            decision=self.decision.decision(),
            base=self.base or "",
        )

    @classmethod
    def examples(cls) -> dict[str, Any]:
        return examples.drafts()


class DataRevisionOrder(Proposed):
    """The whole proposal anew, while nobody has decided on it."""

    version: Version

    @classmethod
    def example(cls) -> dict[str, Any]:
        return examples.revision()


class DataApprovalOrder(Given):
    """That it is as it should be, and what else is to be said."""

    version: Version
    note: Note = ""

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"version": 1}


class DataReasonOrder(Given):
    """Why it is refused, or withdrawn."""

    version: Version
    reason: Text2000

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"version": 1, "reason": examples.reason()}


class DataQuery(Frozen):
    kind: Kind = Field(examples=[Kind.AGENCY])
    key: Annotated[str, Field(min_length=1, max_length=80), Example(agencies.example_agency)]
    agency: Annotated[str | None, Example(agencies.example_agency)] = Field(
        default=None, max_length=40, description="Needed of an agency's own process"
    )
    on: Annotated[Day | None, Example(examples.tomorrow)] = Field(
        default=None, description="As in force on this day; today"
    )

    def on_day(self, today: dt.date) -> dt.date:
        return self.on or today


class ChangeQuery(Frozen):
    standing: ChangeStanding | None = Field(default=None, examples=[ChangeStanding.DRAFTED])
    kind: Kind | None = Field(default=None, examples=[Kind.PROCEDURE])
    cursor: Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{4,8}$")] | None = Field(
        default=None, description="What the page before calls ``next``"
    )


def fingerprint(subject: str, what: str, order: Given) -> str:
    """What a request says and who says it, to know it when it is sent again."""
    return ids.fingerprint(subject, what, order.model_dump_json())
