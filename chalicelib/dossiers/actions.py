"""The face of the core: what other rooms may do with dossiers.

A room makes a move with ``make`` (see ``turn``) and begins a dossier with ``begin``; both
write one version, one event, and what the room adds, in one transaction. The nouns stand in
``model``, ``moves``, ``facts`` and ``changes``, the shapes of requests and answers in
``shapes``, ``answers`` and ``views``. No other file of this room is imported from outside.
"""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import clock
from chalicelib.people.model import Person
from chalicelib.people.systems import Actor

from . import (
    afterwards,
    approvals,
    authority,
    codes,
    completeness,
    corrections,
    deadlines,
    numbers,
    outages,
    parties,
    possible,
    receipts,
    retention,
    rights,
    visitors,
)
from .afterwards import LateEntry, Written
from .approvals import approver
from .authority import KEEPERS, Who
from .begin import Opening, begin, begun, first_of
from .changes import ReferenceChanges
from .charges import (
    Counting,
    FeeHistory,
    Wanted,
    charges_of,
    fees_of,
    least,
    must_be_settled,
    owed,
    refuse_owed,
    waited_until,
)
from .charges import history as fee_history
from .charges import price as price_of
from .corrections import with_contact
from .counts import Counted, open_at
from .counts import of_desk as counts_of_desk
from .desk import FIRST, LAST
from .facts import ReferenceAdded
from .lists import entered, in_hands, kept_since_before, ringing
from .lookup import proofs
from .model import Reference
from .moves import Approvable, Move
from .outages import Block, Span
from .reading import audit, data_of, read, read_as, read_for_receipt
from .store import AlreadyDone, Once, code_of, fingerprint_of, is_nobody, once_kept_until
from .turn import Attempt, Decide, Decision, Now, Request, Turn, make, must_hold, play
from .visitors import Visitor
from .whole import Whole

__all__ = [
    "FIRST",
    "KEEPERS",
    "LAST",
    "AlreadyDone",
    "Attempt",
    "Block",
    "Counted",
    "Counting",
    "Decide",
    "Decision",
    "FeeHistory",
    "LateEntry",
    "Now",
    "Once",
    "Opening",
    "Request",
    "Span",
    "Turn",
    "Visitor",
    "Wanted",
    "Who",
    "Whole",
    "Written",
    "add_reference",
    "afterwards",
    "approve",
    "approver",
    "audit",
    "authority",
    "begin",
    "begun",
    "charges_of",
    "code_of",
    "codes",
    "completeness",
    "correct",
    "counts_of_desk",
    "data_of",
    "deadlines",
    "entered",
    "fee_history",
    "fees_of",
    "fingerprint_of",
    "first_of",
    "in_hands",
    "is_nobody",
    "kept_since_before",
    "least",
    "make",
    "must_be_settled",
    "must_hold",
    "numbers",
    "once_kept_until",
    "open_at",
    "outages",
    "owed",
    "parties",
    "play",
    "possible",
    "price_of",
    "proofs",
    "read",
    "read_as",
    "read_for_receipt",
    "receipts",
    "refuse_owed",
    "retention",
    "rights",
    "ringing",
    "visitors",
    "waited_until",
    "with_contact",
    "withdraw_approval",
]


def correct(
    code: str,
    by: Person,
    request: Request,
    fields: dict[str, Any],
    reason: str,
    now: Now = clock.now,
) -> Whole:
    """Đính chính: approved before by a head; the old stays on the timeline."""

    def decide(turn: Turn) -> Decision:
        return corrections.correct(turn, fields, reason)

    return make(code, by, request, Move.CORRECT, authority.reception, decide, now)


def approve(
    code: str,
    by: Person,
    request: Request,
    what: Approvable,
    officer: str,
    reason: str,
    fields: tuple[str, ...] = (),
    now: Now = clock.now,
) -> Whole:
    """Duyệt: a head allows an officer what needs a head, before it is done; ``fields`` is what."""

    def decide(turn: Turn) -> Decision:
        return Decision(approvals.give(turn, what, officer, reason, fields))

    return make(code, by, request, Move.APPROVE, authority.head, decide, now)


def withdraw_approval(
    code: str, by: Person, request: Request, what: Approvable, reason: str, now: Now = clock.now
) -> Whole:
    """Rút lại việc duyệt, by any head of the agency, while it is unused."""

    def decide(turn: Turn) -> Decision:
        return Decision(approvals.withdraw(turn, what, reason))

    return make(code, by, request, Move.WITHDRAW_APPROVAL, authority.head, decide, now)


def add_reference(
    code: str, by: Actor, request: Request, reference: Reference, now: Now = clock.now
) -> Whole:
    """Keeps the number under which another system knows the dossier.

    A number is of one dossier: refused with ``reference_taken`` when another has it. A number
    that the dossier has already changes nothing.
    """

    def decide(turn: Turn) -> Decision | None:
        known = turn.dossier.references
        if reference in known:
            return None
        changes = ReferenceChanges(references=(*known, reference))
        return Decision(turn.event(ReferenceAdded(reference=reference), changes))

    return make(code, by, request, Move.ADD_REFERENCE, authority.nobody, decide, now)
