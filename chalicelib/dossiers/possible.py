"""What can be done with a dossier at a moment: the lawful moves that nothing stands against.

A move is lawful by the status and by where the internal process stands (``Dossier.lawful_moves``).
Time, fees that are owed and what was said of its lateness may forbid it all the same, and what
the agency did wrong it makes up for whatever the status. No I/O beyond the rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Version

from . import charges, deadlines
from .facts import ResolutionRefused
from .model import Dossier
from .moves import Approvable, Move, Status

if TYPE_CHECKING:
    from .whole import Whole


@dataclass(frozen=True, slots=True)
class _Standing:
    """A dossier at a moment, with the versions of the law that it is pinned to."""

    whole: Whole
    at: dt.datetime
    version: Version
    rules: RuleSet

    @property
    def dossier(self) -> Dossier:
        return self.whole.dossier

    def is_settled(self, *, early: bool) -> bool:
        return not charges.owed_of(self.whole, self.version, early=early)


def moves(whole: Whole, at: dt.datetime) -> list[Move]:
    """The moves of people that can be made at a moment, by whoever may make them.

    What stands beside every dossier is left out: to approve something, to add a reference.
    """
    dossier = whole.dossier
    if dossier.erased_at:
        return []
    named = procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)
    rules = agencies.rules_of(dossier.rules)
    standing = _Standing(whole, at, named.version, rules)
    lawful = [*dossier.lawful_moves(), *_WHATEVER_THE_STATUS]
    return [move for move in lawful if move not in _WHEN or _WHEN[move](standing)]


def unanswered(dossier: Dossier, at: dt.datetime, rules: RuleSet) -> str | None:
    """What a late dossier still lacks before it may end: the ``explanation`` to the head, or the
    ``apology`` (NĐ 61/2018 Điều 12 khoản 5, Điều 19 khoản 9; CV 442/UBND-TH)."""
    missed = dossier.missed(at)
    if missed is None:
        return None
    said = {"explanation": dossier.explained_for, "apology": dossier.apologised_for}
    needed = rules.value("late_needs")
    return next((one for one in said if one in needed and said[one] != missed), None)


def is_verified(dossier: Dossier, version: Version) -> bool:
    """Whether what was given longer for a verification has the minutes of one."""
    by = dossier.lengthened
    if by is None or dossier.verifications:
        return True
    return not version.longer_limit(by.limit, dossier.case).minutes


# ---- When each move can be made -----------------------------------------------------------------


def _is_paid_first(now: _Standing) -> bool:
    return now.is_settled(early=True)


def _may_be_returned(now: _Standing) -> bool:
    return now.dossier.status is not Status.RESOLVED or now.is_settled(early=False)


def _has_a_fee(now: _Standing) -> bool:
    return any(fee.amount for fee in charges.fees_of(now.whole, now.version))


def _answer_did_not_come(now: _Standing) -> bool:
    return now.dossier.supplement_by is None or now.at > now.dossier.supplement_by


def _may_be_sent_back(now: _Standing) -> bool:
    dossier, deadline = now.dossier, now.whole.deadline
    latest = deadlines.latest_notice(dossier, deadline, now.version, now.rules)
    return latest is None or now.at <= latest


def _may_stop(now: _Standing) -> bool:
    until = now.dossier.supplement_by or now.dossier.fee_by
    return (until is None or now.at > until) and _is_answered_for(now)


def _may_be_signed(now: _Standing) -> bool:
    return is_verified(now.dossier, now.version) and _is_answered_for(now)


def _may_be_granted(now: _Standing) -> bool:
    return _is_paid_first(now) and _may_be_signed(now)


def _is_answered_for(now: _Standing) -> bool:
    return unanswered(now.dossier, now.at, now.rules) is None


def _may_be_extended(now: _Standing) -> bool:
    deadline = now.whole.deadline
    if deadline is None or now.dossier.extensions >= now.rules.value("reappointments_allowed"):
        return False
    return clock.local_day(now.at) <= deadlines.last_day_to_extend(deadline, now.rules)


def _may_be_lengthened(now: _Standing) -> bool:
    dossier = now.dossier
    if dossier.lengthened or dossier.is_late(now.at):
        return False
    return bool(now.version.longer_limits_of(dossier.case))


def _is_to_be_explained(now: _Standing) -> bool:
    return now.dossier.to_answer_for(now.at) is not None


def _is_to_be_apologised_for(now: _Standing) -> bool:
    due = now.dossier.to_answer_for(now.at)
    return due is not None and now.dossier.explained_for == due != now.dossier.apologised_for


def _has_a_result(now: _Standing) -> bool:
    return now.dossier.status in (Status.RESOLVED, Status.RETURNED)


def _has_papers(now: _Standing) -> bool:
    return now.whole.on_paper


def _correction_is_approved(now: _Standing) -> bool:
    return now.dossier.approval_of(Approvable.CORRECT) is not None


def _something_is_approved(now: _Standing) -> bool:
    return bool(now.dossier.approvals)


def _was_refused(now: _Standing) -> bool:
    ends = [one for one in now.whole.events if one.status_before != one.status]
    return now.dossier.status is Status.STOPPED and isinstance(ends[-1].data, ResolutionRefused)


_WHATEVER_THE_STATUS = (
    Move.CORRECT_RESULT,
    Move.WITHDRAW_REFUSAL,
    Move.RECORD_LOSS,
    Move.CORRECT,
    Move.WITHDRAW_APPROVAL,
)
_WHEN: dict[Move, Callable[[_Standing], bool]] = {
    Move.ACCEPT: _is_paid_first,
    Move.REFUSE_RECEPTION: _answer_did_not_come,
    Move.REQUEST_SUPPLEMENT: _may_be_sent_back,
    Move.DEMAND_FEE: _has_a_fee,
    Move.COMPLETE_STEP: _is_paid_first,
    Move.EXTEND: _may_be_extended,
    Move.LENGTHEN: _may_be_lengthened,
    Move.EXPLAIN_LATENESS: _is_to_be_explained,
    Move.APOLOGISE: _is_to_be_apologised_for,
    Move.STOP: _may_stop,
    Move.RESOLVE: _may_be_granted,
    Move.REFUSE_TO_RESOLVE: _may_be_signed,
    Move.RETURN: _may_be_returned,
    Move.CORRECT_RESULT: _has_a_result,
    Move.WITHDRAW_REFUSAL: _was_refused,
    Move.RECORD_LOSS: _has_papers,
    Move.CORRECT: _correction_is_approved,
    Move.WITHDRAW_APPROVAL: _something_is_approved,
}
