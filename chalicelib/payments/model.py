"""What is demanded of an applicant, and that it was paid."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.dossiers.actions import FeeHistory, Turn
from chalicelib.dossiers.changes import WaitChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import Charge, FeeDemanded, FeePaid, FeeWaived
from chalicelib.dossiers.model import Defect
from chalicelib.dossiers.moves import Status
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.foundation.text import thousands

from . import wording


def demand(
    turn: Turn,
    charges: tuple[Charge, ...],
    before: FeeHistory,
    waived: tuple[Defect, ...],
    pay_by: dt.datetime,
    *,
    pauses: bool,
    examined: bool,
) -> Event:
    """The fee is demanded once the dossier was examined and found complete (S4).

    Before it is paid, a new demand takes the place of the old one. ``pauses``: the clock stands
    still while it is waited for. One that was not ``examined`` is still to be, once it is paid.
    """
    dossier = turn.dossier
    due = _due(charges, before)
    stopped = dossier.clock_stopped_at or turn.at
    waiting = {"clock_stopped_at": stopped, "warn_at": None} if pauses else {}
    return turn.event(
        FeeDemanded(
            charges=charges,
            amount=due,
            **({"waived": waived} if waived else {}),
            **turn.lateness,
            **({} if examined else {"unexamined": True}),
        ),
        WaitChanges(held=dossier.held or dossier.status, fee_due=due, fee_by=pay_by, **waiting),
        Status.FEE_DEMANDED,
    )


def demand_with_result(turn: Turn, charges: tuple[Charge, ...], before: FeeHistory) -> Event:
    """What is due with the result is demanded once that is signed; the dossier stays where it is
    and is not returned before it is paid."""
    due = _due(charges, before)
    return turn.event(FeeDemanded(charges=charges, amount=due), WaitChanges(fee_due=due))


def still_demanded(exempt: tuple[Charge, ...], before: FeeHistory) -> tuple[Charge, ...]:
    """What is demanded besides the fees found exempt, and owed."""
    named = {charge.name for charge in exempt}
    return tuple(one for one in before.demanded.values() if one.name not in named and one.due)


def demand_less(turn: Turn, charges: tuple[Charge, ...], before: FeeHistory) -> Event:
    """One of several demanded fees is exempt: the others are owed as before, until the same day."""
    due = _due(charges, before)
    unexamined = {"unexamined": True} if before.unexamined else {}
    return turn.event(
        FeeDemanded(charges=charges, amount=due, **unexamined), WaitChanges(fee_due=due)
    )


def waive(
    turn: Turn,
    charges: tuple[Charge, ...],
    before: FeeHistory,
    deadline: Deadline | None,
    times: dict[str, Any],
) -> Event:
    """Every fee named is exempt on a published ground: none is waited for any longer.

    The dossier is back where it was, or stays there; ``times`` are the changes that let its clock
    go on.
    """
    if all(charge.name in before.settled and not before.changed for charge in charges):
        raise Conflict("already_exempt", wording.ALREADY_EXEMPT)
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
    status: Status | None,
) -> Event:
    """What the counter took: exactly what was demanded.

    ``status`` is where the dossier goes on, None where it stays; ``times`` are the changes that
    make its deadline.
    """
    dossier = turn.dossier
    if amount != dossier.fee_due:
        raise Invalid(
            "wrong_amount",
            wording.WRONG_AMOUNT.format(due=thousands(dossier.fee_due)),
            due=dossier.fee_due,
        )
    return turn.event(
        FeePaid(amount=amount, receipt=receipt, method=method, **_with(deadline)),
        WaitChanges(**times, held=None, fee_due=0, fee_by=None, fee_paid=dossier.fee_paid + amount),
        status,
    )


def must_name_all(charges: tuple[Charge, ...], owed: list[tuple[str, int]]) -> None:
    """Refuses a demand before acceptance that leaves out a fee due before settling: paying the
    demand accepts the dossier."""
    left = sorted({name for name, _ in owed} - {charge.name for charge in charges})
    if left:
        raise Invalid("fee_left_out", wording.FEE_LEFT_OUT.format(fee=left[0]), fees=left)


def _due(charges: tuple[Charge, ...], before: FeeHistory) -> int:
    """What is demanded, in đồng; refuses a demand of nothing, and the same one again."""
    due = sum(charge.due for charge in charges)
    if due <= 0:
        raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
    if charges == tuple(before.demanded.values()):
        raise Conflict("already_demanded", wording.ALREADY_DEMANDED)
    return due


def _with(deadline: Deadline | None) -> dict[str, Deadline]:
    return {"deadline": deadline} if deadline else {}
