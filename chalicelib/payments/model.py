"""What is demanded of an applicant, and that it was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.dossiers.actions import FeeHistory, Turn
from chalicelib.dossiers.changes import WaitChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import Charge, FeeDemanded, FeePaid, FeeWaived
from chalicelib.dossiers.model import Defect
from chalicelib.dossiers.moves import Status
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import Case, Fee

from . import wording


def charges_of(
    fees: list[Fee], wanted: dict[str, tuple[int, str]], paid: Iterable[str]
) -> tuple[Charge, ...]:
    """The fees wanted, each with its quantity and why it is exempt, if it is.

    Every fee that is not paid yet, once, where none is named.
    """
    unknown = wanted.keys() - {fee.name for fee in fees}
    if unknown:
        raise Invalid("unknown_fee", wording.UNKNOWN_FEE.format(fee=min(unknown)))
    chosen = wanted or {fee.name: (1, "") for fee in fees if fee.name not in paid}
    return tuple(
        Charge(
            name=fee.name,
            kind=fee.kind,
            amount=fee.amount,
            quantity=chosen[fee.name][0],
            exempt=chosen[fee.name][1],
        )
        for fee in fees
        if fee.name in chosen
    )


def demand(
    turn: Turn,
    charges: tuple[Charge, ...],
    before: FeeHistory,
    waived: tuple[Defect, ...],
    pay_by: dt.datetime,
    *,
    pauses: bool,
) -> Event:
    """The fee is demanded once the dossier was examined and found complete, never before (S4).

    Before it is paid, a new demand takes the place of the old one. ``pauses``: the clock stands
    still while it is waited for.
    """
    dossier = turn.dossier
    due = sum(charge.due for charge in charges)
    if due <= 0:
        raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
    if charges == tuple(before.demanded.values()):
        raise Conflict("already_demanded", wording.ALREADY_DEMANDED)
    stopped = dossier.clock_stopped_at or turn.at
    waiting = {"clock_stopped_at": stopped, "warn_at": None} if pauses else {}
    return turn.event(
        FeeDemanded(
            charges=charges,
            amount=due,
            **({"waived": waived} if waived else {}),
            **turn.lateness,
        ),
        WaitChanges(held=dossier.held or dossier.status, fee_due=due, fee_by=pay_by, **waiting),
        Status.FEE_DEMANDED,
    )


def waive(
    turn: Turn, charges: tuple[Charge, ...], deadline: Deadline | None, times: dict[str, Any]
) -> Event:
    """Every fee of a demand is exempt: none is waited for any longer.

    The dossier is back where it was; ``times`` are the changes that let its clock go on.
    """
    return turn.event(
        FeeWaived(charges=charges, **_with(deadline)),
        WaitChanges(**times, held=None, fee_due=0, fee_by=None),
        turn.dossier.held,
    )


def pay(
    turn: Turn,
    amount: int,
    receipt: str,
    method: str,
    deadline: Deadline | None,
    times: dict[str, Any],
) -> Event:
    """What the counter took: exactly what was demanded.

    A fee demanded before acceptance accepts the dossier when it is paid, one demanded in
    process sends it back into process; ``times`` are the changes that make its deadline.
    """
    dossier = turn.dossier
    if amount != dossier.fee_due:
        raise Invalid(
            "wrong_amount",
            wording.WRONG_AMOUNT.format(due=f"{dossier.fee_due:,}".replace(",", ".")),
            due=dossier.fee_due,
        )
    return turn.event(
        FeePaid(amount=amount, receipt=receipt, method=method, **_with(deadline)),
        WaitChanges(**times, held=None, fee_due=0, fee_by=None, fee_paid=dossier.fee_paid + amount),
        Status.ACCEPTED if dossier.held is Status.REGISTERED else Status.PROCESSING,
    )


def must_be_examined(case: Case, checked: Iterable[str], waived: tuple[Defect, ...]) -> None:
    """Refuses while a required paper is neither checked nor waived."""
    seen = set(checked)
    unknown = seen - {paper.code for paper in case.papers}
    if unknown:
        raise Invalid("unknown_paper", wording.UNKNOWN_CHECKED.format(paper=min(unknown)))
    required = {paper.code for paper in case.papers if paper.required}
    unchecked = required - seen - {one.about for one in waived}
    if unchecked:
        raise Conflict("not_examined", wording.NOT_EXAMINED, unchecked=sorted(unchecked))


def _with(deadline: Deadline | None) -> dict[str, Deadline]:
    return {"deadline": deadline} if deadline else {}
