"""Duyệt: what a head allows an officer to do once, before it is done."""

from __future__ import annotations

from chalicelib.foundation.errors import Conflict, NotFound
from chalicelib.people.audiences import RECEPTION_OFFICER

from . import wording
from .authority import examining, maker, must_have_in_hand, must_not_be_own
from .changes import Changes
from .events import Event
from .facts import ApprovalGiven, ApprovalWithdrawn
from .model import Approval, By, Dossier
from .moves import Approvable, Move
from .turn import Turn

# What an approval is of: the move whose lawfulness it needs.
_MOVES = {Approvable.REQUEST_SUPPLEMENT: Move.REQUEST_SUPPLEMENT, Approvable.CORRECT: Move.CORRECT}


def give(turn: Turn, what: Approvable, subject: str, reason: str) -> Event:
    """A head allows an officer a move, once; one approval of a move stands at a time."""
    dossier = turn.dossier
    dossier.must_allow(_MOVES[what])
    officer = _maker(turn, what, subject)
    if officer.id == turn.by.id:
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    standing = dossier.approval_of(what)
    if standing:
        raise Conflict("already_approved", wording.ALREADY_APPROVED, officer=standing.officer)
    given = Approval(move=what, officer=officer.id, version=dossier.version + 1)
    return turn.event(
        ApprovalGiven(move=what, officer=officer),
        Changes(approvals=(*without(dossier, what), given)),
        note=reason,
    )


def withdraw(turn: Turn, what: Approvable, reason: str) -> Event:
    """A head of the agency takes an approval back, whoever gave it, while it is unused."""
    standing = turn.dossier.approval_of(what)
    if standing is None:
        raise NotFound("approval_not_found", wording.APPROVAL_NOT_FOUND)
    return turn.event(
        ApprovalWithdrawn(move=what, given_in=standing.version),
        Changes(approvals=without(turn.dossier, what)),
        note=reason,
    )


def approver(turn: Turn, what: Approvable) -> By | None:
    """The head who allowed this move to who makes it, as the timeline names them.

    Before it was made: what is entered afterwards cannot be allowed afterwards.
    """
    given = turn.dossier.approval_of(what)
    if given is None or given.officer != turn.by.id:
        return None
    approval = turn.whole.lines[given.version - 1].event
    return approval.by if approval.happened_at <= turn.at else None


def without(dossier: Dossier, what: Approvable) -> tuple[Approval, ...]:
    """The approvals that stand besides that of a move."""
    return tuple(one for one in dossier.approvals if one.move is not what)


def _maker(turn: Turn, what: Approvable, subject: str) -> By:
    """Who is to be allowed a move: whose move it is; neither its own applicant nor the head
    under another account."""
    dossier = turn.dossier
    by_examiner = what is Approvable.REQUEST_SUPPLEMENT
    role, agency = examining(dossier) if by_examiner else (RECEPTION_OFFICER, dossier.agency)
    officer, by = maker(subject, role, agency)
    must_not_be_own(officer, dossier, wording.THEIR_OWN_DOSSIER)
    if by_examiner:
        must_have_in_hand(dossier, officer)
    if turn.person.is_one_of(officer.key):
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    return by
