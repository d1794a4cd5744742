"""A dossier and what belongs to it: nouns, no I/O.

The state of a dossier is nothing but its events put together, so whoever has the timeline
can work it out again (``chain.replay``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict
from chalicelib.foundation.frozen import Frozen
from chalicelib.procedures.model import Step

from . import wording
from .applicants import Acting, Applicant, Bearer, Came, is_empty, is_none
from .moves import CLOSED, Approvable, Move, Status, allows, lawful_from

if TYPE_CHECKING:
    from .events import Event

# The steps every internal process has; those between are the procedure's own.
RECEIVE, SIGN, RETURN, DONE = "receive", "sign", "return", "done"


class By(Frozen):
    """Who did it: an officer by name and agency, an applicant by a keyed hash, a system.

    ``title`` is the capacity in which an officer signs there, as it was then, line by line.
    """

    id: str
    role: str
    name: str = ""
    agency: str = ""
    title: str = ""


class HandedPaper(Frozen):
    """A paper handed in: which of the checklist, and how many originals and copies."""

    code: str
    originals: int = 0
    copies: int = 0


class Defect(Frozen):
    """What is missing or wrong, or need not be handed in: a paper of the checklist, or a
    field of the form, with the reason.

    ``shown_by`` is the electronic identity in which the officer saw what the paper says, ``data``
    what was seen there (NĐ 69/2024 Điều 40 khoản 8).
    """

    about: str
    reason: str
    shown_by: str = ""
    data: tuple[str, ...] = ()


class Office(Frozen):
    """An agency, by its identifier and the name that it had."""

    code: str
    name: str


class ReturnBy(Frozen):
    """How the result is wanted; ``agency`` is the desk, where it is not the one that received."""

    method: Literal["counter", "postal", "electronic"]
    address: str | None = None
    agency: str | None = None


class Lengthening(Frozen):
    """Kéo dài thời hạn theo luật: which longer limit of the procedure, by how many days."""

    limit: str
    working_days: int


class Minutes(Frozen):
    """Biên bản xác minh: what was verified with the citizen (NĐ 61/2018 Điều 19 khoản 3 điểm b)."""

    happened_at: dt.datetime
    place: str
    participants: tuple[str, ...]
    content: str


class Content(Frozen):
    """What was handed in besides the papers: personal, kept beside the event, sealed by its hash.

    ``submitter`` is the name of who filed it; ``acting`` by what right, if not the applicant, and
    ``bearer`` who that is, if they came to the counter. ``received_by`` is who signed for the
    result in the applicant's place, ``sent_to`` where the post took it. The salt keeps the hash
    from telling anything of a short content. ``papers`` is there only in what was written before
    papers were items of their own. ``came`` are those who came later in the applicant's place.
    """

    salt: str
    applicant: Applicant
    submitter: str
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...] | None = None
    return_by: ReturnBy
    received_by: str = ""
    sent_to: str = ""
    verifications: tuple[Minutes, ...] = ()
    acting: Acting | None = Field(default=None, exclude_if=is_none)
    bearer: Bearer | None = Field(default=None, exclude_if=is_none)
    came: tuple[Came, ...] = Field(default=(), exclude_if=is_empty)


class Opinion(Frozen):
    """Ý kiến: an agency's opinion that is waited for, and until when (Điều 19 khoản 5).

    ``overdue``: its head was reminded that it did not come. ``look_at``: when the clock looks,
    where it was due before it was entered.
    """

    id: str
    agency: str
    due_at: dt.datetime
    overdue: bool = False
    look_at: dt.datetime | None = None


class Approval(Frozen):
    """Việc duyệt: what a head allowed an officer, and in which version; it stands unused.

    ``fields`` are what it covers: fields of the applicant, fees, moves; none named, as in what was
    written before approvals said so, covers all.
    """

    move: Approvable
    officer: str
    version: int
    fields: tuple[str, ...] = Field(default=(), exclude_if=is_empty)

    def covers(self, asked: Collection[str]) -> bool:
        return not self.fields or set(asked) <= set(self.fields)


class Reference(Frozen):
    """The number under which another system knows the dossier."""

    system: str
    number: str


class Dossier(Frozen):
    """Hồ sơ: its present state.

    ``agency`` receives it and ``settled_by`` settles it (the same unless received
    elsewhere); ``returns`` is the desk that returns the result, where it is another;
    ``procedure_from`` and ``rules`` pin the versions in force when it was received,
    ``process`` the internal process that the agency had of its own (empty: none).
    ``person`` (who filed it) and ``owner`` (whose it is) are keyed hashes. ``submitter`` is the
    name of who filed it for the applicant, ``acts_until`` the last day of their right to, where
    it has one. Times are UTC, money is đồng. ``held`` is the status to go back to from a
    supplement or a fee. ``warned`` is the highest warning threshold that was reached, in percent
    of the working time.
    ``forward_by`` is by when reception must forward it, while it has not.
    ``lengthened`` is the lawful longer limit it was given, ``verifications`` how many minutes of
    verifications there are.
    ``explained_for`` and ``apologised_for`` are the missed due times that were explained to the
    head and apologised for; ``promised_at`` is the date then promised, which is no due time.
    ``missed_due`` is the due time that had passed when its clock began anew: a new due time makes
    no late dossier timely (CV 442/UBND-TH mục 1c).
    ``erased_at``: since when there is no personal data of it, and so nothing to be done with it.
    ``to_hand_back``: it is over, and papers that were brought, or a result that was corrected,
    lie at the desk.
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
    submitter: str = ""
    acts_until: dt.date | None = None
    person: str = ""
    owner: str
    proofs: tuple[str, ...]
    look_up_key: str
    divisions: tuple[str, ...]
    process: str = ""
    return_by: str
    returns: str = ""
    step: str
    steps: int
    steps_done: int = 0
    filed_at: dt.datetime
    examine_by: dt.datetime | None = None
    received_at: dt.datetime | None = None
    complete_at: dt.datetime | None = None
    forward_by: dt.datetime | None = None
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
    lengthened: Lengthening | None = None
    verifications: int = 0
    explained_for: dt.datetime | None = None
    apologised_for: dt.datetime | None = None
    promised_at: dt.datetime | None = None
    missed_due: dt.datetime | None = None
    opinions: tuple[Opinion, ...] = ()
    opinions_asked: int = 0
    approvals: tuple[Approval, ...] = ()
    references: tuple[Reference, ...] = ()
    warned: int = 0
    warn_at: dt.datetime | None = None
    outage: bool = False
    erased_at: dt.datetime | None = None
    to_hand_back: bool = False
    last_hash: str = ""

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def taken_in_at(self) -> dt.datetime | None:
        """The day of reception that people are told: when it was brought complete. Its clock
        (``received_at``) starts later where it waited for its fee."""
        return self.complete_at or self.received_at

    @property
    def return_desk(self) -> str:
        """The agency whose desk returns the result."""
        return self.returns or self.agency

    @property
    def next_due(self) -> dt.datetime:
        """The time the desk must watch: of the answer waited for, the result, the examination."""
        waited_for = self.supplement_by or self.fee_by if self.is_open else None
        return waited_for or self.due_at or self.examine_by or self.filed_at

    @property
    def running_due(self) -> dt.datetime | None:
        """When the result is due; none while the clock stands still (Điều 19 khoản 4)."""
        return None if self.clock_stopped_at else self.due_at

    @property
    def appointment(self) -> dt.datetime | None:
        """By when the present stage must be over: the result, or before it the examination."""
        return self.due_at or self.examine_by

    def is_late(self, at: dt.datetime) -> bool:
        """Whether the due time of the result had passed while the clock ran."""
        return self.due_at is not None and (self.clock_stopped_at or at) > self.due_at

    def missed(self, at: dt.datetime) -> dt.datetime | None:
        """The due time of the result that was missed last: the present one, or one that had
        passed before its clock began anew."""
        return self.due_at if self.is_late(at) else self.missed_due

    def to_answer_for(self, at: dt.datetime) -> dt.datetime | None:
        """The due time that is missed, also if the clock began anew since; else the present one,
        which perhaps cannot be kept, on its last day. None where there is no lateness."""
        missed = self.missed(at)
        if missed and clock.local_day(at) >= clock.local_day(missed):
            return missed
        due, now = self.appointment, self.clock_stopped_at or at
        if due is None or clock.local_day(now) < clock.local_day(due):
            return None
        return due

    def answers(self, missed: dt.datetime | None) -> bool:
        """Whether what was said of a missed due time is said of the present one, or of the one
        that still has to be answered for."""
        return missed is not None and missed in (self.appointment, self.missed_due)

    @property
    def rings_at(self) -> dt.datetime | None:
        """When the clock must look at it next: for its own deadline, or for an opinion's."""
        moments = [one.look_at or one.due_at for one in self.opinions if not one.overdue]
        return min([*moments, *([self.warn_at] if self.warn_at else [])], default=None)

    @property
    def lane(self) -> str:
        """Where it stands on its desk; those that wait for an opinion, or whose papers are to be
        handed back, stand apart."""
        return f"{self.status:d}{'w' if self.opinions else 'b' if self.to_hand_back else ''}"

    def after(self, event: Event, sealed: str) -> Dossier:
        """The dossier once ``event`` has happened; ``sealed`` is the event's hash."""
        return self.model_validate(
            {
                **dict(self),
                **event.changes.values(),
                "version": event.version,
                "status": event.status,
                "last_hash": sealed,
            }
        )

    def opinion(self, id: str) -> Opinion | None:
        """An opinion that is still waited for."""
        return next((one for one in self.opinions if one.id == id), None)

    def approval_of(self, what: Approvable) -> Approval | None:
        """The approval of a move that was neither used nor withdrawn, and has not lapsed."""
        return next((one for one in self.approvals if one.move is what), None)

    def step_done(self, process: tuple[Step, ...]) -> dict[str, Any]:
        """The changes that complete the current step."""
        keys = [step.key for step in process]
        done = keys.index(self.step) + 1
        return {"step": keys[done] if done < len(keys) else DONE, "steps_done": done}

    def ended(self, at: dt.datetime) -> dict[str, Any]:
        """The changes of an end: what is over waits for nothing, and nobody warns of it."""
        waits = {
            "held": None,
            "supplement_by": None,
            "clock_stopped_at": None,
            "fee_due": 0,
            "fee_by": None,
            "opinions": (),
        }
        left = {name: none for name, none in waits.items() if getattr(self, name) != none}
        return {"closed_at": at, "warn_at": None, **left}

    def paid_before(self) -> dict[str, int]:
        """What an end says of the money that was paid; nothing where none was."""
        return {"paid_before": self.fee_paid} if self.fee_paid else {}

    def must_have_waited(self, at: dt.datetime, until: dt.datetime | None) -> None:
        """Refuses an end while an answer may still come in time."""
        if until is not None and at <= until:
            raise Conflict(
                "answer_awaited",
                wording.ANSWER_AWAITED.format(at=clock.spoken(until)),
                until=clock.shown(until),
            )

    def lawful_moves(self) -> list[Move]:
        """The moves that are lawful by the status and by where the internal process stands; what
        can be done at a moment is told by ``possible.moves``."""
        if self.erased_at:
            return []
        return [move for move in lawful_from(self.status) if self._process_allows(move)]

    def allows(self, move: Move) -> bool:
        """Whether the law and the internal process allow a move now."""
        return allows(self.status, move) and self._process_allows(move)

    def must_not_be_erased(self) -> None:
        """Refuses what needs the personal data of a dossier that has none any more."""
        if self.erased_at:
            at = clock.spoken_day(self.erased_at)
            raise Conflict("personal_data_erased", wording.NOTHING_LEFT.format(at=at))

    def why_not(self, move: Move) -> str:
        """Why a move is not allowed, in words."""
        if move is Move.PAY_FEE and self.fee_paid and not self.fee_due:
            return wording.PAID_ALREADY
        if not allows(self.status, move):
            return wording.UNLAWFUL_MOVE.format(status=wording.STATUSES[self.status])
        if self.opinions and move in (Move.RESOLVE, Move.REFUSE_TO_RESOLVE):
            return wording.OPINIONS_AWAITED
        if move is Move.STOP and self.received_at is None:
            return wording.NEVER_RECEIVED
        if move is Move.RETURN and not self.is_open:
            return wording.NOTHING_TO_HAND_BACK
        return wording.NOT_AT_THIS_STEP

    def _process_allows(self, move: Move) -> bool:
        if move is Move.FORWARD:
            return self.forward_by is not None
        if move is Move.COMPLETE_STEP:
            return self.step not in (SIGN, RETURN)
        if move in (Move.RESOLVE, Move.REFUSE_TO_RESOLVE):
            return self.step == SIGN and not self.opinions
        if move is Move.SEND_BACK:
            return self.steps_done > 1
        if move in (Move.REFUSE_RECEPTION, Move.STOP):
            # What was never received is refused (Mẫu số 03), and only what was received stops.
            return (self.received_at is None) == (move is Move.REFUSE_RECEPTION)
        if move is Move.PAY_FEE:
            return self.fee_due > 0
        if move in (Move.HAND_OVER, Move.APOLOGISE):
            return self.received_at is not None
        if move in (Move.GIVE_OPINION, Move.CANCEL_OPINION):
            return bool(self.opinions)
        if move is Move.RETURN:
            return self._can_be_returned()
        return True

    def _can_be_returned(self) -> bool:
        """A result at its step; of what has none, the papers that were brought, once.

        A refusal to resolve, or a stop, is itself a paper for the applicant. A result that was
        corrected is returned once more.
        """
        if self.status is Status.RESOLVED:
            return self.step == RETURN
        return self.to_hand_back or (self.status is Status.STOPPED and self.step != DONE)


def current_step(dossier: Dossier, process: tuple[Step, ...]) -> Step | None:
    """The step of the internal process that is to be done next; None once all are."""
    return next((step for step in process if step.key == dossier.step), None)
