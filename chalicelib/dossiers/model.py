"""A dossier and its events: nouns and rules, no I/O.

A move is decided by the dossier as it stands and gives an ``Event``; the dossier after
it is ``dossier.after(event)``. The state is nothing but its events put together, so
whoever has the timeline can work the state out again.
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
from .moves import CLOSED, Kind, Move, Status, lawful_from


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

    The salt keeps the hash from telling anything of a short content.
    """

    salt: str
    applicant: Applicant
    submitter: str
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...]
    return_by: ReturnBy


class Dossier(Kept):
    """Hồ sơ: its present state.

    ``agency`` receives it and ``settled_by`` settles it (the same unless received
    elsewhere); ``procedure_from`` and ``rules`` pin the versions in force when it was
    received. ``person`` and ``owner`` are keyed hashes. Times are UTC.
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
    person: str
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
    last_hash: str = ""

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def next_due(self) -> dt.datetime:
        """The time the desk must watch: of examination, then of the result."""
        return self.due_at or self.examine_by or self.filed_at

    def after(self, event: Event, sealed: str) -> Dossier:
        """The dossier once ``event`` has happened; ``sealed`` is the event's hash."""
        return self.model_validate({
            **dict(self), **event.changes,
            "version": event.version, "status": event.status, "last_hash": sealed,
        })  # fmt: skip

    def lawful_moves(self) -> list[Move]:
        """What may be asked now: by the law, and by where the internal process stands."""
        return [move for move in lawful_from(self.status) if self._process_allows(move)]

    def must_allow(self, move: Move) -> None:
        lawful = self.lawful_moves()
        if move not in lawful:
            raise Conflict(
                "unlawful_move",
                wording.UNLAWFUL_MOVE.format(status=wording.STATUSES[self.status]),
                status_code=int(self.status),
                step=self.step,
                lawful=[str(move) for move in lawful],
            )

    def accept(
        self, process: tuple[Step, ...], deadline: Deadline, by: By, at: dt.datetime, note: str
    ) -> Event:
        """Tiếp nhận: the legal clock starts (NĐ 61/2018 Điều 17)."""
        self.must_allow(Move.ACCEPT)
        return self._event(
            Kind.ACCEPTED, by, at, note, Status.ACCEPTED,
            changes={
                **self._step_done(process),
                "received_at": clock.stored(at),
                "due_at": clock.stored(deadline.due),
            },
            data={"deadline": deadline.model_dump(mode="json", exclude_defaults=True)},
        )  # fmt: skip

    def complete_step(self, process: tuple[Step, ...], by: By, at: dt.datetime, note: str) -> Event:
        """A step of the internal process is done; the next one begins."""
        self.must_allow(Move.COMPLETE_STEP)
        step = current_step(self, process)
        return self._event(
            Kind.STEP_COMPLETED, by, at, note, Status(step.shows),
            changes=self._step_done(process),
            data={"step": step.key},
        )  # fmt: skip

    def resolve(
        self, process: tuple[Step, ...], by: By, at: dt.datetime, note: str, number: str
    ) -> Event:
        """The result is signed by whoever is competent."""
        self.must_allow(Move.RESOLVE)
        return self._event(
            Kind.RESOLVED, by, at, note, Status.RESOLVED,
            changes=self._step_done(process),
            data={"number": number, "early": self.due_at is not None and at < self.due_at},
        )  # fmt: skip

    def give_back(
        self, process: tuple[Step, ...], by: By, at: dt.datetime, note: str, method: str
    ) -> Event:
        """Trả kết quả: the dossier's life ends (NĐ 61/2018 Điều 20)."""
        self.must_allow(Move.RETURN)
        return self._event(
            Kind.RETURNED, by, at, note, Status.RETURNED,
            changes={**self._step_done(process), "closed_at": clock.stored(at)},
            data={"method": method},
        )  # fmt: skip

    def _process_allows(self, move: Move) -> bool:
        if move is Move.COMPLETE_STEP:
            return self.step not in (SIGN, RETURN)
        if move in (Move.RESOLVE, Move.REFUSE_TO_RESOLVE):
            return self.step == SIGN
        return True

    def _step_done(self, process: tuple[Step, ...]) -> dict[str, Any]:
        keys = [step.key for step in process]
        done = keys.index(self.step) + 1
        return {"step": keys[done] if done < len(keys) else DONE, "steps_done": done}

    def _event(
        self,
        kind: Kind,
        by: By,
        at: dt.datetime,
        note: str,
        status: Status,
        changes: dict[str, Any],
        data: dict[str, Any],
    ) -> Event:
        return Event(
            code=self.code, version=self.version + 1, kind=kind, at=at, by=by, note=note,
            agency=self.settled_by, procedure=self.procedure, channel=self.channel,
            status=status, status_before=self.status, changes=changes, data=data,
            prev=self.last_hash,
        )  # fmt: skip


# The steps every internal process has; those between are the procedure's own.
RECEIVE, SIGN, RETURN, DONE = "receive", "sign", "return", "done"


def current_step(dossier: Dossier, process: tuple[Step, ...]) -> Step:
    return next(step for step in process if step.key == dossier.step)
