"""Sai sót của cơ quan: what the agency did wrong, and how it makes up for it (NĐ 61/2018 Điều 21).

The moves are lawful whatever the status: an error, or a loss, may be found after the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Turn
from chalicelib.dossiers.changes import CollectionChanges, ReopeningChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    PapersLost,
    RefusalWithdrawn,
    ResolutionRefused,
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


def withdraw_refusal(turn: Turn, number: str, article: str, fault: Fault) -> Event:
    """A refusal to settle that was wrong is withdrawn, and the dossier goes on where it was.

    The due time stays: it was the agency's error, so late stays late and is answered for. Only
    time in which the clock stood before the refusal is not counted.
    """
    refusal, said = _refusal_in_force(turn)
    if not number:
        raise Invalid("number_needed", wording.NUMBER_NEEDED)
    before = turn.whole.as_of(refusal.version - 1).dossier
    deadline, dossier, waited = turn.deadline, turn.dossier, {}
    if before.clock_stopped_at:
        # Nothing was missed while it stood.
        waited = {"missed_due": before.missed_due}
        deadline = dossiers.deadlines.after_wait(before, deadline, refusal.happened_at)
    facts = RefusalWithdrawn(
        remedy=fault.remedy,
        cost=fault.cost,
        number=number,
        replaces=said.number or "",
        article=article,
        **({"deadline": deadline} if deadline is not turn.deadline else {}),
    )
    changes = ReopeningChanges(
        **dossiers.deadlines.started(deadline, turn.thresholds, turn.at, dossier.warned),
        **waited,
        **({"step": before.step} if dossier.step != before.step else {}),
        **({"to_hand_back": False} if dossier.to_hand_back else {}),
        closed_at=None,
    )
    return turn.event(facts, changes, Status.PROCESSING, fault.reason)


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


def _refusal_in_force(turn: Turn) -> tuple[Event, ResolutionRefused]:
    """The refusal to settle with which it ended; refuses where it did not end so."""
    ends = [event for event in turn.whole.events if event.status_before != event.status]
    said = ends[-1].data
    if turn.dossier.status is not Status.STOPPED or not isinstance(said, ResolutionRefused):
        raise Conflict("no_refusal", wording.NO_REFUSAL)
    return ends[-1], said
