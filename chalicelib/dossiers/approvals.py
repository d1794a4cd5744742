"""Duyệt: what a head allows an officer to do once, before it is done."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.foundation.errors import Conflict, Invalid, NotFound
from chalicelib.people.audiences import DESK, FINANCE_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person

from . import wording
from .authority import (
    acting,
    examining,
    known,
    maker,
    must_have_in_hand,
    must_not_be_own,
    places_of,
)
from .changes import Changes
from .events import Event
from .facts import ApprovalGiven, ApprovalWithdrawn
from .model import Approval, By, Dossier
from .moves import Approvable, Move, Status
from .turn import Turn

# What an approval is of: the move whose lawfulness it needs.
_MOVES = {
    Approvable.REQUEST_SUPPLEMENT: Move.REQUEST_SUPPLEMENT,
    Approvable.CORRECT: Move.CORRECT,
    Approvable.DEMAND_FEE: Move.DEMAND_FEE,
}


def give(
    turn: Turn, what: Approvable, subject: str, reason: str, fields: tuple[str, ...] = ()
) -> Event:
    """A head allows an officer a move, once; one approval of a move stands at a time.

    ``fields``: what it covers. Of what is entered late those are the moves.
    """
    dossier = turn.dossier
    for move in [_MOVES[what]] if what in _MOVES else map(Move, fields):
        turn.must_allow(move)
    officer = _maker(turn, what, subject)
    if officer.id == turn.by.id:
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    standing = dossier.approval_of(what)
    if standing:
        raise Conflict("already_approved", wording.ALREADY_APPROVED, officer=standing.officer)
    covered = {"fields": fields} if fields else {}
    given = Approval(move=what, officer=officer.id, version=dossier.version + 1, **covered)
    return turn.event(
        ApprovalGiven(move=what, officer=officer, **covered),
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


def approver(turn: Turn, what: Approvable, fields: tuple[str, ...] = ()) -> By | None:
    """The head who allowed this move, with these fields, to who makes it, as the timeline names
    them.

    Before it was made: what is entered afterwards cannot be allowed afterwards.
    """
    given = turn.dossier.approval_of(what)
    if given is None or given.officer != turn.by.id or not given.covers(fields):
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
    at_cash_desk = what is Approvable.DEMAND_FEE and dossier.status is Status.RESOLVED
    by_examiner = what in (Approvable.REQUEST_SUPPLEMENT, Approvable.DEMAND_FEE)
    role, agency = examining(dossier) if by_examiner else (RECEPTION_OFFICER, dossier.agency)
    if what is Approvable.ENTER_LATE:
        officer, by = _of_a_desk(subject, dossier)
    elif at_cash_desk:
        officer, by = _of_a_desk(subject, dossier, (RECEPTION_OFFICER, FINANCE_OFFICER))
    else:
        officer, by = maker(subject, role, agency)
    must_not_be_own(officer, turn.whole, wording.THEIR_OWN_DOSSIER)
    if by_examiner and not at_cash_desk:
        must_have_in_hand(dossier, officer)
    if turn.person.is_one_of(officer.key):
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    return by


def _of_a_desk(
    subject: str, dossier: Dossier, roles: Iterable[str] = tuple(sorted(DESK))
) -> tuple[Person, By]:
    """An officer in one of the roles at an agency that the dossier is with."""
    found = known(subject)
    for place in sorted(places_of(dossier)):
        for role in roles:
            if found and found.holds(role, place):
                return found, acting(found, role, place)
    raise Invalid("not_their_move", wording.NOT_THEIR_MOVE)
