"""Demanding a fee, and recording that it was paid."""

from __future__ import annotations

from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decision, Now, Request, Turn, Whole
from chalicelib.dossiers.model import Defect
from chalicelib.dossiers.moves import Move, Status
from chalicelib.foundation import clock
from chalicelib.people.model import Person
from chalicelib.reception import model as reception

from . import model

authority, deadlines = dossiers.authority, dossiers.deadlines


def demand_fee(
    code: str,
    by: Person,
    request: Request,
    checked: list[str],
    wanted: dict[str, tuple[int, str]],
    waived: tuple[Defect, ...] = (),
    now: Now = clock.now,
) -> Whole:
    """Yêu cầu nộp phí, lệ phí: after examination, never before (S4).

    ``wanted`` are the fees by name, each with its quantity and why it is exempt.
    """

    def decide(turn: Turn) -> Decision:
        dossier, rules = turn.dossier, turn.rules
        history = dossiers.fee_history(turn.whole.events)
        fees = turn.named.version.fees_by(dossier.channel)
        charges = model.charges_of(fees, wanted, history.paid)
        if dossier.held and charges and not any(charge.due for charge in charges):
            return Decision(model.waive(turn, charges, *_gone_on(turn)))
        in_process = dossier.received_at is not None
        if not in_process:
            reception.must_be_complete(turn.case, turn.whole.papers, waived)
            model.must_be_examined(turn.case, checked, waived)
        pauses = in_process and rules.value("fee_wait_policy") == "pause"
        pay_by = deadlines.fee_answer(dossier, rules, turn.at)
        return Decision(model.demand(turn, charges, history, waived, pay_by, pauses=pauses))

    return dossiers.make(code, by, request, Move.DEMAND_FEE, authority.examiner, decide, now)


def record_payment(
    code: str,
    by: Person,
    request: Request,
    amount: int,
    receipt: str,
    method: str,
    now: Now = clock.now,
) -> Whole:
    """Ghi nhận tiền đã thu tại quầy. Paid before acceptance, it is accepted with it."""

    def decide(turn: Turn) -> Decision:
        accepts = turn.dossier.held is Status.REGISTERED
        deadline, times = _accepted(turn) if accepts else _gone_on(turn)
        return Decision(model.pay(turn, amount, receipt, method, deadline, times))

    return dossiers.make(code, by, request, Move.PAY_FEE, authority.cashier, decide, now)


def _accepted(turn: Turn) -> tuple[Deadline, dict[str, Any]]:
    """The deadline of a dossier that is accepted now, and the changes that set it."""
    deadline = deadlines.once_accepted(
        turn.dossier, turn.deadline, turn.named.version, turn.rules, turn.at, turn.at
    )
    times = {
        **turn.step_done(),
        **deadlines.started(deadline, turn.thresholds, turn.at),
        "received_at": deadline.received,
        "examine_by": None,
    }
    return deadline, times


def _gone_on(turn: Turn) -> tuple[Deadline | None, dict[str, Any]]:
    """The deadline whose clock stood still and goes on, and the changes that let it."""
    dossier = turn.dossier
    if dossier.clock_stopped_at is None:
        return None, {}
    deadline = deadlines.after_wait(dossier, turn.deadline, turn.at)
    return deadline, deadlines.started(deadline, turn.thresholds, turn.at, dossier.warned)
