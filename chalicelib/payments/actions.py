"""Demanding a fee, and recording that it was paid."""

from __future__ import annotations

from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Counting, Decision, Now, Request, Turn, Wanted, Whole
from chalicelib.dossiers.model import By, Defect
from chalicelib.dossiers.moves import Approvable, Move, Status
from chalicelib.foundation import clock
from chalicelib.people.model import Person

from . import model

authority, deadlines = dossiers.authority, dossiers.deadlines


def demand_fee(
    code: str,
    by: Person,
    request: Request,
    checked: list[str],
    wanted: dict[str, Wanted],
    waived: tuple[Defect, ...] = (),
    now: Now = clock.now,
) -> Whole:
    """Yêu cầu nộp phí, lệ phí: after examination where the rule says so (S4).

    ``wanted`` are the fees by name, each with how much of it and why it is exempt.
    """

    def decide(turn: Turn) -> Decision:
        dossier, rules = turn.dossier, turn.rules

        def approved(fee: str) -> By | None:
            return dossiers.approver(turn, Approvable.DEMAND_FEE, (fee,))

        history = dossiers.fee_history(turn.whole.events)
        charges = dossiers.charges_of(
            turn.fees,
            wanted,
            turn.whole.content.form,
            history,
            Counting(bool(turn.request.note), approved),
        )
        if charges and all(charge.exempt for charge in charges):
            left = model.still_demanded(charges, history)
            if not left:
                return Decision(model.waive(turn, charges, history, *_gone_on(turn)))
            return Decision(model.demand_less(turn, (*left, *charges), history))
        if dossier.status is Status.RESOLVED:
            return Decision(model.demand_with_result(turn, charges, history))
        in_process = dossier.received_at is not None
        examined = in_process or _examined(turn, checked, waived)
        if not in_process:
            model.must_name_all(charges, dossiers.owed(turn, early=True))
        pauses = in_process and rules.value("fee_wait_policy") == "pause"
        pay_by = deadlines.fee_answer(dossier, rules, turn.at)
        return Decision(
            model.demand(turn, charges, history, waived, pay_by, pauses=pauses, examined=examined)
        )

    return dossiers.make(code, by, request, Move.DEMAND_FEE, authority.charger, decide, now)


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
        history = dossiers.fee_history(turn.whole.events)
        accepts = turn.dossier.held is Status.REGISTERED and not history.unexamined
        deadline, times = _accepted(turn) if accepts else _gone_on(turn)
        status = Status.ACCEPTED if accepts else turn.dossier.held
        event = model.pay(turn, amount, receipt, method, deadline, times, status)
        dossier = turn.dossier
        taken = dossiers.receipts.claim(receipt, dossier.agency, turn.at, dossier.code)
        return Decision(event, also=taken)

    return dossiers.make(code, by, request, Move.PAY_FEE, authority.cashier, decide, now)


def _examined(turn: Turn, checked: list[str], waived: tuple[Defect, ...]) -> bool:
    """Whether the dossier was examined and found complete; refuses one that was not where the
    rule asks for that first (``fee_after_examination``)."""
    completeness = dossiers.completeness
    completeness.must_have_seen(waived, turn.whole.checked_e_identity)
    if turn.rules.value("fee_after_examination"):
        completeness.must_be_complete(turn.case, turn.whole.papers, waived)
        completeness.must_be_examined(turn.case, checked, waived)
        return True
    return completeness.is_examined(turn.case, turn.whole.papers, checked, waived)


def _accepted(turn: Turn) -> tuple[Deadline, dict[str, Any]]:
    """The deadline of a dossier that is accepted now, and the changes that set it."""
    deadline = deadlines.once_accepted(
        turn.dossier, turn.deadline, turn.named.version, turn.rules, turn.at, turn.at
    )
    return deadline, turn.accepted(deadline)


def _gone_on(turn: Turn) -> tuple[Deadline | None, dict[str, Any]]:
    """The deadline whose clock stood still and goes on, and the changes that let it: that of the
    result, or of an examination that ends only once the fee is settled."""
    dossier = turn.dossier
    if dossier.held is Status.REGISTERED:
        since = turn.whole.waits_since
        deadline = deadlines.examination_after_wait(dossier, turn.deadline, since, turn.at)
        return deadline, {"examine_by": deadline.due}
    if dossier.clock_stopped_at is None:
        return None, {}
    deadline = deadlines.after_wait(dossier, turn.deadline, turn.at)
    return deadline, deadlines.started(deadline, turn.thresholds, turn.at, dossier.warned)
