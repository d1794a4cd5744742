"""Phí, lệ phí: what is demanded of the applicant, and that it was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import Case, Fee

from . import wording
from .model import By, Dossier, Event, Kept
from .moves import Kind, Move, Status
from .reception import Defect, waived_facts


class Charged(Kept):
    """A fee as demanded: how many times its amount, or exempt with the reason."""

    name: str
    kind: str
    amount: int
    quantity: int = 1
    exempt: str = ""

    @property
    def due(self) -> int:
        return 0 if self.exempt else self.amount * self.quantity


@dataclass
class Told:
    """What the timeline says of a dossier's fees: charges by name, as they were asked."""

    demanded: dict[str, Charged] = field(default_factory=dict)
    paid: dict[str, Charged] = field(default_factory=dict)


def told(events: Iterable[Event]) -> Told:
    """A demand takes the place of one that was not paid; what is paid stays so."""
    found = Told()
    for event in events:
        if event.kind is Kind.FEE_DEMANDED:
            charges = [Charged.model_validate(one) for one in event.data["charges"]]
            found.demanded = {charge.name: charge for charge in charges}
        elif event.kind is Kind.FEE_WAIVED:
            found.paid |= {
                one["name"]: Charged.model_validate(one) for one in event.data["charges"]
            }
            found.demanded = {}
        elif event.kind is Kind.FEE_PAID:
            found.paid |= found.demanded
            found.demanded = {}
    return found


def charges_of(
    fees: list[Fee], asked: dict[str, tuple[int, str]], paid: Iterable[str]
) -> tuple[Charged, ...]:
    """The fees asked for with their quantities and exemptions; all not yet paid if none is."""
    strangers = asked.keys() - {fee.name for fee in fees}
    if strangers:
        raise Invalid("unknown_fee", wording.UNKNOWN_FEE.format(fee=min(strangers)))
    wanted = asked or {fee.name: (1, "") for fee in fees if fee.name not in paid}
    return tuple(
        Charged(
            name=fee.name,
            kind=fee.kind,
            amount=fee.amount,
            quantity=wanted[fee.name][0],
            exempt=wanted[fee.name][1],
        )
        for fee in fees
        if fee.name in wanted
    )


def demand(
    dossier: Dossier,
    case: Case,
    checked: Iterable[str],
    waived: tuple[Defect, ...],
    charges: tuple[Charged, ...],
    before: Told,
    pay_by: dt.datetime,
    pauses: bool,
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """The fee is asked once the dossier was examined and found complete, never before (S4).

    Asked again before it is paid, the new demand takes the place of the old one. ``pauses``
    says whether the clock stands still while it is waited for.
    """
    dossier.must_allow(Move.DEMAND_FEE)
    held = dossier.held or dossier.status
    if held is Status.REGISTERED:
        _must_be_examined(case, set(checked), {one.about for one in waived})
    due = sum(charge.due for charge in charges)
    if due <= 0:
        raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
    if charges == tuple(before.demanded.values()):
        raise Conflict("already_demanded", wording.ALREADY_DEMANDED)
    stopped = dossier.clock_stopped_at or at
    waiting = {"clock_stopped_at": clock.stored(stopped), "warn_at": None} if pauses else {}
    return dossier.event(
        Kind.FEE_DEMANDED,
        by,
        at,
        note,
        Status.FEE_DEMANDED,
        changes={"held": held, "fee_due": due, "fee_by": clock.stored(pay_by), **waiting},
        data={
            "charges": [charge.model_dump() for charge in charges],
            "amount": due,
            **waived_facts(waived),
        },
    )


def waive(
    dossier: Dossier,
    charges: tuple[Charged, ...],
    times: dict[str, Any],
    facts: dict[str, Any],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """Every fee of a demand turned out exempt: it is waited for no longer.

    The dossier is back where it was; ``times`` are the changes that let its clock go on.
    """
    return dossier.event(
        Kind.FEE_WAIVED,
        by,
        at,
        note,
        dossier.held,
        changes={**times, "held": None, "fee_due": 0, "fee_by": None},
        data={"charges": [charge.model_dump() for charge in charges], **facts},
    )


def _must_be_examined(case: Case, checked: set[str], waived: set[str]) -> None:
    strangers = checked - {paper.code for paper in case.papers}
    if strangers:
        raise Invalid("unknown_paper", wording.UNKNOWN_CHECKED.format(paper=min(strangers)))
    missed = {paper.code for paper in case.papers if paper.required} - checked - waived
    if missed:
        raise Conflict("not_examined", wording.NOT_EXAMINED, unchecked=sorted(missed))


def pay(
    dossier: Dossier,
    amount: int,
    receipt: str,
    method: str,
    times: dict[str, Any],
    facts: dict[str, Any],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """What the counter took: exactly what was demanded.

    A fee demanded before acceptance accepts the dossier when it is paid, one demanded in
    process sends it back into process; ``times`` are the changes that make its deadline.
    """
    dossier.must_allow(Move.PAY_FEE)
    if amount != dossier.fee_due:
        raise Invalid(
            "wrong_amount",
            wording.WRONG_AMOUNT.format(due=f"{dossier.fee_due:,}".replace(",", ".")),
            due=dossier.fee_due,
        )
    status = Status.ACCEPTED if dossier.held is Status.REGISTERED else Status.PROCESSING
    return dossier.event(
        Kind.FEE_PAID,
        by,
        at,
        note,
        status,
        changes={
            **times,
            "held": None,
            "fee_due": 0,
            "fee_by": None,
            "fee_paid": dossier.fee_paid + amount,
        },
        data={"amount": amount, "receipt": receipt, "method": method, **facts},
    )
