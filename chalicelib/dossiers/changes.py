"""What each kind of event changes in the dossier: typed, and only what was set is written."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, model_serializer

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock
from chalicelib.foundation.frozen import Frozen

from .applicants import Declaration, EIdentity
from .model import Approval, Defect, Lengthening, Opinion, Reference
from .moves import Status

# To the millisecond, as it is written: what is decided equals what is read.
Moment = Annotated[dt.datetime, AfterValidator(lambda moment: clock.parse(clock.stored(moment)))]


class Said(Frozen):
    """A part of an event: the members that were set, in the order in which they are declared."""

    model_config = ConfigDict(populate_by_name=True)

    def values(self) -> dict[str, Any]:
        """What was set, by name."""
        return {name: getattr(self, name) for name in self._names_set()}

    @model_serializer
    def written(self) -> dict[str, Any]:
        """What was set, as JSON keeps it."""
        fields = type(self).model_fields
        return {
            fields[name].alias or name: _plain(getattr(self, name)) for name in self._names_set()
        }

    def _names_set(self) -> list[str]:
        return [name for name in type(self).model_fields if name in self.model_fields_set]


class Changes(Said):
    """What every event may change: approvals lapse when the status changes; with the first move
    of whoever works on it nobody waits for it to be forwarded."""

    approvals: tuple[Approval, ...] = ()
    forward_by: Moment | None = None


class StepChanges(Changes):
    step: str = ""
    steps_done: int = 0


class TimeChanges(Changes):
    """A deadline that begins, goes on or stands still; when to warn next. ``missed_due`` is the
    due time that had passed when another one took its place."""

    due_at: Moment | None = None
    clock_stopped_at: Moment | None = None
    warned: int = 0
    warn_at: Moment | None = None
    missed_due: Moment | None = None


class AcceptanceChanges(StepChanges, TimeChanges):
    """``complete_at`` is when it was brought complete, where its clock starts later."""

    received_at: Moment | None = None
    complete_at: Moment | None = None
    examine_by: Moment | None = None


class WaitChanges(AcceptanceChanges):
    """An answer or a payment is waited for, or is waited for no longer."""

    held: Status | None = None
    supplements: int = 0
    supplement_by: Moment | None = None
    fee_due: int = 0
    fee_by: Moment | None = None
    fee_paid: int = 0


class AmendmentChanges(Changes):
    """The examination may begin anew, and another phone proves a look-up."""

    examine_by: Moment | None = None
    proofs: tuple[str, ...] = ()


class OpinionChanges(Changes):
    opinions: tuple[Opinion, ...] = ()
    opinions_asked: int = 0


class AssigneeChanges(Changes):
    assignee: str | None = None


class ExtensionChanges(TimeChanges):
    extensions: int = 0


class EndChanges(WaitChanges, OpinionChanges):
    """What is over waits for nothing; the papers of what has no result are to be handed back."""

    closed_at: Moment | None = None
    to_hand_back: bool = False


class ReopeningChanges(EndChanges):
    """What was over goes on where it was: it is not over any more."""


class CorrectionChanges(Changes):
    proofs: tuple[str, ...] = ()
    owner: str = ""
    person: str = ""


class CollectionChanges(Changes):
    """Something lies at the desk again, to be handed over."""

    to_hand_back: bool = False


class LimitChanges(TimeChanges):
    lengthened: Lengthening | None = None


class VerificationChanges(Changes):
    verifications: int = 0


class LatenessChanges(Changes):
    """Which due time was missed: the one that was explained, the one apologised for."""

    explained_for: Moment | None = None
    apologised_for: Moment | None = None
    promised_at: Moment | None = None


class ReferenceChanges(Changes):
    references: tuple[Reference, ...] = ()


class ErasureChanges(Changes):
    """Four last digits are personal data too: they prove no look-up any more."""

    erased_at: Moment | None = None
    proofs: tuple[str, ...] = ()


class OpeningChanges(AcceptanceChanges):
    """With what a dossier begins."""

    procedure_from: dt.date
    rules: str
    agency: str
    agency_name: str
    case: str
    person: str
    owner: str
    acts_until: dt.date | None = None
    look_up_key: str
    proofs: tuple[str, ...]
    divisions: tuple[str, ...]
    process: str = ""
    return_by: str
    steps: int
    fee_paid: int = 0
    closed_at: Moment | None = None
    references: tuple[Reference, ...] = ()
    outage: bool = False
    returns: str = ""


class TakeoverChanges(
    OpeningChanges,
    WaitChanges,
    ExtensionChanges,
    LatenessChanges,
    AssigneeChanges,
    CollectionChanges,
):
    """How a dossier stood in the system that is replaced; ``filed_at`` is when it was filed."""

    filed_at: Moment


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return clock.stored(value)
    if isinstance(value, BaseModel):
        # These are mostly what goes without saying.
        short = isinstance(value, Deadline | Opinion | Defect | Declaration | EIdentity)
        return value.model_dump(mode="json", exclude_defaults=short)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value
