"""Duyệt: what a head allows an officer to do once, before it is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation.errors import Conflict, NotFound

from . import wording
from .model import Approval, By, Dossier, Event
from .moves import Approvable, Kind, Move


def must_allow(dossier: Dossier, what: Approvable) -> None:
    """Refuses to approve what is not lawful now; a correction is, whatever the status."""
    if what is Approvable.REQUEST_SUPPLEMENT:
        dossier.must_allow(Move.REQUEST_SUPPLEMENT)


def give(
    dossier: Dossier, what: Approvable, officer: By, by: By, at: dt.datetime, reason: str
) -> Event:
    """A head allows an officer a move, once; one approval of a move stands at a time."""
    if officer.id == by.id:
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    standing = standing_for(dossier, what)
    if standing:
        raise Conflict("already_approved", wording.ALREADY_APPROVED, officer=standing.officer)
    given = Approval(move=what, officer=officer.id, version=dossier.version + 1)
    return dossier.event(
        Kind.APPROVAL_GIVEN,
        by,
        at,
        reason,
        changes={"approvals": [*without(dossier, what), given.model_dump(mode="json")]},
        data={"move": what, "officer": officer.model_dump()},
    )


def withdraw(dossier: Dossier, what: Approvable, by: By, at: dt.datetime, reason: str) -> Event:
    """A head of the agency takes an approval back, whoever gave it, while it is unused."""
    standing = standing_for(dossier, what)
    if standing is None:
        raise NotFound("approval_not_found", wording.APPROVAL_NOT_FOUND)
    return dossier.event(
        Kind.APPROVAL_WITHDRAWN,
        by,
        at,
        reason,
        changes={"approvals": without(dossier, what)},
        data={"move": what, "given_in": standing.version},
    )


def standing_for(dossier: Dossier, what: Approvable) -> Approval | None:
    """The approval of a move that was neither used nor withdrawn, and has not lapsed."""
    return next((one for one in dossier.approvals if one.move is what), None)


def without(dossier: Dossier, what: Approvable) -> list[dict[str, Any]]:
    """The approvals that stand besides that of a move, as an event keeps them."""
    return [one.model_dump(mode="json") for one in dossier.approvals if one.move is not what]
