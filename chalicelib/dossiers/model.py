"""A dossier and its events: nouns, no I/O.

A move is decided by the dossier as it stands (``reception``, ``processing``, ``outcome``)
and gives an ``Event``; the dossier after it is ``dossier.after(event)``. The state is
nothing but its events put together, so whoever has the timeline can work it out again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict
from chalicelib.procedures.model import Step

from . import wording
from .moves import CLOSED, Approvable, Kind, Move, Status, lawful_from


class Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class By(Kept):
    """Who did it: an officer by name and agency, an applicant by a keyed hash only."""

    id: str
    role: str
    name: str = ""
    agency: str = ""


class Event(Kept):
    """One line of the timeline. ``changes`` are the fields of the dossier it set.

    ``prev`` is the hash of the event before, ``content_hash`` that of the personal
    content kept beside the event (which never travels to a queue).
    """

    code: str
    version: int
    kind: Kind
    at: dt.datetime
    by: By
    note: str = ""
    agency: str
    procedure: str
    channel: str
    status: Status
    status_before: Status | None = None
    assignee: str | None = None
    assignee_before: str | None = None
    changes: dict[str, Any] = {}
    data: dict[str, Any] = {}
    content_hash: str | None = None
    prev: str = ""


class Applicant(Kept):
    """Chủ hồ sơ: whose request it is."""

    kind: Literal["citizen", "firm"]
    name: str
    identity_number: str | None = None
    tax_code: str | None = None
    organisation: str | None = None
    phone: str
    email: str | None = None
    address: str

    @property
    def number(self) -> str:
        """The number by which the applicant is known: a firm by its tax code."""
        return (self.tax_code if self.kind == "firm" else self.identity_number) or ""


class HandedPaper(Kept):
    """A paper handed in: which, and how many originals and copies."""

    code: str
    originals: int = 0
    copies: int = 0


class ReturnBy(Kept):
    method: Literal["counter", "postal", "electronic"]
    address: str | None = None


class Content(Kept):
    """What was handed in: personal, kept beside the event, sealed by its hash.

    ``received_by`` is who signed for the result in the applicant's place, ``sent_to`` where
    the post took it. The salt keeps the hash from telling anything of a short content.
    """

    salt: str
    applicant: Applicant
    submitter: str
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...]
    return_by: ReturnBy
    received_by: str = ""
    sent_to: str = ""


class Opinion(Kept):
    """Ý kiến: what another agency was asked, and by when it must answer (Điều 19 khoản 5).

    ``overdue`` says that its head was told that it did not.
    """

    id: str
    agency: str
    due_at: dt.datetime
    overdue: bool = False


class Approval(Kept):
    """Việc duyệt: what a head allowed an officer, and in which version; it stands unused."""

    move: Approvable
    officer: str
    version: int


class Dossier(Kept):
    """Hồ sơ: its present state.

    ``agency`` receives it and ``settled_by`` settles it (the same unless received
    elsewhere); ``procedure_from`` and ``rules`` pin the versions in force when it was
    received. ``person`` and ``owner`` are keyed hashes. Times are UTC, money is đồng.
    ``held`` is the status to go back to from a supplement or a fee.
    """

    code: str
    version: int
    status: Status
    procedure: str
    procedure_from: dt.date
    rules: str
    agency: str
    agency_name: str
    settled_by: str
    channel: str
    case: str
    applicant: str
    organisation: str | None = None
    person: str = ""
    owner: str
    proofs: tuple[str, ...]
    look_up_key: str
    divisions: tuple[str, ...]
    return_by: str
    step: str
    steps: int
    steps_done: int = 0
    filed_at: dt.datetime
    examine_by: dt.datetime | None = None
    received_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    assignee: str | None = None
    held: Status | None = None
    supplements: int = 0
    supplement_by: dt.datetime | None = None
    clock_stopped_at: dt.datetime | None = None
    fee_due: int = 0
    fee_by: dt.datetime | None = None
    fee_paid: int = 0
    extensions: int = 0
    opinions: tuple[Opinion, ...] = ()
    opinions_asked: int = 0
    approvals: tuple[Approval, ...] = ()
    warned: int = 0
    warn_at: dt.datetime | None = None
    outage: bool = False
    last_hash: str = ""

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def next_due(self) -> dt.datetime:
        """The time the desk must watch: of the answer waited for, the result, the examination."""
        waited_for = self.supplement_by or self.fee_by
        return waited_for or self.due_at or self.examine_by or self.filed_at

    @property
    def rings_at(self) -> dt.datetime | None:
        """When the clock must look at it next: for its own deadline, or for an opinion's."""
        moments = [one.due_at for one in self.opinions if not one.overdue]
        return min([*moments, *([self.warn_at] if self.warn_at else [])], default=None)

    @property
    def lane(self) -> str:
        """Where it stands on its desk; those that wait for an opinion stand apart."""
        return f"{self.status:d}{'w' if self.opinions else ''}"

    def after(self, event: Event, sealed: str) -> Dossier:
        """The dossier once ``event`` has happened; ``sealed`` is the event's hash."""
        return self.model_validate(
            {
                **dict(self),
                **event.changes,
                "version": event.version,
                "status": event.status,
                "last_hash": sealed,
            }
        )

    def lawful_moves(self) -> list[Move]:
        """What may be asked now: by the law, and by where the internal process stands."""
        return [move for move in lawful_from(self.status) if self._process_allows(move)]

    def must_allow(self, move: Move) -> None:
        lawful = self.lawful_moves()
        if move not in lawful:
            raise Conflict(
                "unlawful_move",
                self._why_not(move),
                status_code=int(self.status),
                step=self.step,
                lawful=[str(move) for move in lawful],
            )

    def event(
        self,
        kind: Kind,
        by: By,
        at: dt.datetime,
        note: str = "",
        status: Status | None = None,
        changes: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
    ) -> Event:
        """The next event of this dossier; it stays in its status unless told otherwise."""
        changes = changes or {}
        if self.approvals and status not in (None, self.status):
            # What was approved was approved of the dossier as it stood.
            changes = {**changes, "approvals": []}
        return Event(
            code=self.code,
            version=self.version + 1,
            kind=kind,
            at=at,
            by=by,
            note=note,
            agency=self.settled_by,
            procedure=self.procedure,
            channel=self.channel,
            status=status or self.status,
            status_before=self.status,
            assignee=changes.get("assignee", self.assignee),
            assignee_before=self.assignee,
            changes=changes,
            data=data or {},
            prev=self.last_hash,
        )

    def step_done(self, process: tuple[Step, ...]) -> dict[str, Any]:
        """The changes that complete the current step."""
        keys = [step.key for step in process]
        done = keys.index(self.step) + 1
        return {"step": keys[done] if done < len(keys) else DONE, "steps_done": done}

    def _why_not(self, move: Move) -> str:
        if move not in lawful_from(self.status):
            return wording.UNLAWFUL_MOVE.format(status=wording.STATUSES[self.status])
        if self.opinions and move in (Move.RESOLVE, Move.REFUSE_TO_RESOLVE):
            return wording.OPINIONS_AWAITED
        return wording.NOT_AT_THIS_STEP

    def _process_allows(self, move: Move) -> bool:
        if move is Move.COMPLETE_STEP:
            return self.step not in (SIGN, RETURN)
        if move in (Move.RESOLVE, Move.REFUSE_TO_RESOLVE):
            return self.step == SIGN and not self.opinions
        if move is Move.SEND_BACK:
            return self.steps_done > 1
        if move is Move.HAND_OVER:
            return self.received_at is not None
        if move in (Move.GIVE_OPINION, Move.CANCEL_OPINION):
            return bool(self.opinions)
        if move is Move.RETURN:
            # What was stopped has no result: its papers are handed back, once.
            return self.step == RETURN if self.status is Status.RESOLVED else self.step != DONE
        return True


# The steps every internal process has; those between are the procedure's own.
RECEIVE, SIGN, RETURN, DONE = "receive", "sign", "return", "done"


def current_step(dossier: Dossier, process: tuple[Step, ...]) -> Step:
    return next(step for step in process if step.key == dossier.step)


def started(
    deadline: Deadline, percents: list[int], at: dt.datetime, warned: int = 0
) -> dict[str, Any]:
    """The changes that set a deadline: its due time and when to warn next."""
    return {
        "due_at": clock.stored(deadline.due),
        "clock_stopped_at": None,
        "warned": warned,
        "warn_at": next_warning(deadline, percents, warned, at),
    }


def next_warning(
    deadline: Deadline, percents: list[int], warned: int, at: dt.datetime
) -> str | None:
    """When the next share of the working time will be used; None after the last.

    Used already, as when it was entered afterwards, it is now: the clock does not look back.
    """
    left = sorted(percent for percent in percents if percent > warned)
    return clock.stored(max(deadline.reached(left[0]), at)) if left else None


def facts_of(deadline: Deadline) -> dict[str, Any]:
    """A deadline as an event keeps it."""
    return {"deadline": deadline.model_dump(mode="json", exclude_defaults=True)}
