"""Kết quả: how a dossier ends."""

from __future__ import annotations

from typing import Any

from chalicelib.dossiers.actions import Turn, must_be_settled, possible
from chalicelib.dossiers.changes import EndChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import ResolutionRefused, Resolved, Returned, Stopped, Withdrawn
from chalicelib.dossiers.model import DONE
from chalicelib.dossiers.moves import Status
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import ELECTRONIC

from . import wording


def resolve(turn: Turn, number: str) -> Event:
    """The result is signed by whoever is competent; an early one is announced (Điều 20)."""
    dossier = turn.dossier
    must_be_settled(turn, early=True)
    turn.named.version.must_be_numbered(number)
    _must_be_verified(turn)
    late = _answered_for(turn)
    early = not late and dossier.due_at is not None and turn.at < dossier.due_at
    changes = EndChanges(**turn.step_done(), warn_at=None)
    return turn.event(Resolved(number=number, early=early, **late), changes, Status.RESOLVED)


def refuse_to_resolve(turn: Turn, reason: str, number: str) -> Event:
    """Conditions not met: Mẫu số 03 is the result, inside the deadline (Điều 19 khoản 8).

    It is a document whatever the procedure would have given.
    """
    dossier = turn.dossier
    if not number:
        raise Invalid("number_needed", wording.NUMBER_NEEDED)
    _must_be_verified(turn)
    late = {"late": False, **_answered_for(turn)}
    facts = ResolutionRefused(number=number, **late, **dossier.paid_before())
    changes = EndChanges(**turn.ended())
    return turn.event(facts, changes, Status.STOPPED, reason)


def stop(turn: Turn, ground: str, article: str) -> Event:
    """Stopped on a legal ground (Mẫu số 05, TT 03/2025/TT-VPCP).

    While an answer or a payment is waited for, not before its time is over.
    """
    dossier = turn.dossier
    dossier.must_have_waited(turn.at, dossier.supplement_by or dossier.fee_by)
    facts = Stopped(article=article, **_answered_for(turn), **dossier.paid_before())
    changes = EndChanges(**turn.ended())
    return turn.event(facts, changes, Status.STOPPED, ground)


def give_back(
    turn: Turn, method: str, received_by: str, came: dict[str, Any] | None = None
) -> Event:
    """The result is with the applicant: the dossier's life ends (NĐ 61/2018 Điều 20).

    In a way that the procedure's result knows, whatever was wished, and once every fee is paid or
    exempt (CV 442/UBND-TH mục 1b; NĐ 61/2018 Điều 20). Of one that is over without a result
    the papers are handed back, on paper when they were brought so; it stays as it ended. So does
    one whose corrected result is handed over.
    """
    other = bool(received_by)
    facts = Returned(method=method, received_by_other=other, **(came or {}))
    if turn.dossier.status is Status.RETURNED:
        turn.named.version.must_return_by(method)
        return turn.event(facts, EndChanges(to_hand_back=False))
    if not turn.dossier.is_open:
        if method == ELECTRONIC and turn.whole.on_paper:
            raise Invalid("papers_go_back_on_paper", wording.PAPERS_GO_BACK_ON_PAPER)
        on_desk = {"to_hand_back": False} if turn.dossier.to_hand_back else {}
        return turn.event(facts, EndChanges(step=DONE, **on_desk))
    must_be_settled(turn, early=False)
    turn.named.version.must_return_by(method)
    changes = EndChanges(**turn.step_done(), closed_at=turn.at)
    return turn.event(facts, changes, Status.RETURNED)


def withdraw(turn: Turn, reason: str, came: dict[str, Any] | None = None) -> Event:
    """The applicant takes it back, before a result is decided.

    What was late until then stays late, and keeps nobody from taking it back.
    """
    changes = EndChanges(**turn.ended())
    missed = {"late": True} if turn.dossier.missed(turn.at) else {}
    said = {**turn.lateness, **missed, **turn.dossier.paid_before(), **(came or {})}
    facts = Withdrawn(**said)
    return turn.event(facts, changes, Status.WITHDRAWN, reason)


def _must_be_verified(turn: Turn) -> None:
    """Refuses a result of what was given longer for a verification that has no minutes."""
    if not possible.is_verified(turn.dossier, turn.named.version):
        raise Conflict("verification_not_recorded", wording.VERIFICATION_NOT_RECORDED)


def _answered_for(turn: Turn) -> dict[str, bool]:
    """What an end says of its lateness. Refuses to end a late dossier that was not explained to
    the head and apologised for (NĐ 61/2018 Điều 12 khoản 5, Điều 19 khoản 9; CV 442/UBND-TH).
    """
    lacks = possible.unanswered(turn.dossier, turn.at, turn.rules)
    if lacks == "explanation":
        raise Conflict("lateness_not_explained", wording.LATENESS_NOT_EXPLAINED)
    if lacks == "apology":
        raise Conflict("apology_needed", wording.APOLOGY_NEEDED)
    return {"late": True} if turn.dossier.missed(turn.at) else {}
