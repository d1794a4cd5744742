"""Sai sót của cơ quan: what the agency did wrong, and how it makes up for it (NĐ 61/2018 Điều 21).

Both moves are lawful whatever the status: an error, or a loss, may be found after the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.dossiers.actions import Turn
from chalicelib.dossiers.changes import CollectionChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    PapersLost,
    Resolved,
    ResultCorrected,
    SettledAtOnce,
    TakenOver,
)
from chalicelib.dossiers.moves import Status
from chalicelib.foundation.errors import Conflict, Invalid

from . import wording


class Fault(NamedTuple):
    """What happened, how it is remedied, and the đồng that this costs the agency."""

    reason: str
    remedy: str
    cost: int = 0


def correct_result(turn: Turn, number: str, fault: Fault) -> Event:
    """The wrong result is replaced by a document with a number of its own (Điều 21).

    If the wrong one is with the applicant already, the new one lies at the desk that returns it.
    """
    status = turn.dossier.status
    if status not in (Status.RESOLVED, Status.RETURNED):
        raise Conflict("no_result", wording.NO_RESULT)
    turn.named.version.must_be_numbered(number)
    facts = ResultCorrected(
        remedy=fault.remedy, cost=fault.cost, number=number, replaces=_number_in_force(turn)
    )
    lies_there = {"to_hand_back": True} if status is Status.RETURNED else {}
    return turn.event(facts, CollectionChanges(**lies_there), note=fault.reason)


def record_loss(
    turn: Turn, papers: Sequence[str], damaged: bool, ready_at: dt.datetime | None, fault: Fault
) -> Event:
    """Papers that the applicant brought are lost or damaged (Điều 21). The due time stays.

    What was filed online is not paper: of it nothing is lost.
    """
    unknown = set(papers) - turn.whole.brought
    if unknown:
        raise Invalid("not_handed_in", wording.NOT_HANDED_IN.format(paper=min(unknown)))
    facts = PapersLost(
        remedy=fault.remedy,
        cost=fault.cost,
        papers=tuple(dict.fromkeys(papers)),
        damaged=damaged,
        ready_at=ready_at,
    )
    return turn.event(facts, note=fault.reason)


def _number_in_force(turn: Turn) -> str:
    """The number of the result until now; empty for what is no document."""
    kinds = Resolved | SettledAtOnce | TakenOver | ResultCorrected
    said = (event.data for event in reversed(turn.whole.events))
    return next((one.number for one in said if isinstance(one, kinds)), "")
