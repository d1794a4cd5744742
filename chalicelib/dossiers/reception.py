"""Tiếp nhận: what the reception desk decides before a dossier is in process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import Case, Fee, Step

from . import wording
from .model import By, Content, Dossier, Event, Kept, facts_of, started
from .moves import Kind, Move, Status


class Defect(Kept):
    """What is missing or wrong: a paper of the checklist, or a field of the form."""

    about: str
    reason: str


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


def accept(
    dossier: Dossier,
    process: tuple[Step, ...],
    deadline: Deadline,
    percents: list[int],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """Complete and valid: the legal clock starts (NĐ 61/2018 Điều 17)."""
    dossier.must_allow(Move.ACCEPT)
    return dossier.event(
        Kind.ACCEPTED, by, at, note, Status.ACCEPTED,
        changes={
            **dossier.step_done(process), **started(deadline, percents, at),
            "received_at": clock.stored(deadline.received),
        },
        data=facts_of(deadline),
    )  # fmt: skip


def refuse(dossier: Dossier, by: By, at: dt.datetime, reason: str) -> Event:
    """Not competent or not admissible: Mẫu số 03, with the reason (Điều 17 khoản 1 điểm b)."""
    dossier.must_allow(Move.REFUSE_RECEPTION)
    return dossier.event(
        Kind.RECEPTION_REFUSED, by, at, reason, Status.RECEPTION_REFUSED,
        changes={"closed_at": clock.stored(at)},
    )  # fmt: skip


def request_supplement(
    dossier: Dossier,
    defects: tuple[Defect, ...],
    seen_before: list[str],
    approver: By | None,
    answer_by: dt.datetime,
    latest: dt.datetime | None,
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """Every defect at once (Mẫu số 02, NĐ 61/2018 Điều 15 khoản 3).

    ``seen_before`` are the defects that were there to be seen at an earlier request: they
    need a named approver, who is not who asks, and count as asked again. ``latest`` is
    until when an accepted dossier may still be sent back (Điều 19 khoản 4).
    """
    dossier.must_allow(Move.REQUEST_SUPPLEMENT)
    if latest is not None and at > latest:
        raise Conflict(
            "supplement_notice_late",
            wording.SUPPLEMENT_NOTICE_LATE.format(at=spoken(latest)),
            latest=clock.shown(latest),
        )
    if seen_before and approver is None:
        raise Conflict("approver_needed", wording.APPROVER_NEEDED, seen_before=seen_before)
    if approver is not None and approver.id == by.id:
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    return dossier.event(
        Kind.SUPPLEMENT_REQUESTED, by, at, note, Status.SUPPLEMENT_REQUESTED,
        changes={
            "held": dossier.status,
            "supplements": dossier.supplements + 1,
            "supplement_by": clock.stored(answer_by),
            "clock_stopped_at": clock.stored(at),
            "warn_at": None,
        },
        data={
            "defects": [defect.model_dump() for defect in defects],
            "seen_before": seen_before,
            "approver": approver.model_dump() if approver else None,
        },
    )  # fmt: skip


def supplement(
    dossier: Dossier,
    deadline: Deadline,
    percents: list[int],
    by: By,
    at: dt.datetime,
    note: str,
    changed: list[str],
) -> Event:
    """The applicant's answer: the dossier is back where it was, with a new deadline.

    Before acceptance the clock of the examination starts again; after it the rule in
    force says whether the deadline restarts or was paused.
    """
    dossier.must_allow(Move.SUPPLEMENT)
    back = dossier.held or Status.REGISTERED
    times: dict[str, Any] = {"examine_by": clock.stored(deadline.due), "clock_stopped_at": None}
    if back is not Status.REGISTERED:
        # A deadline that was paused goes on, with the warnings that were given.
        times = started(deadline, percents, at, dossier.warned if deadline.pauses else 0)
    return dossier.event(
        Kind.SUPPLEMENT_RECEIVED, by, at, note, back,
        changes={**times, "held": None, "supplement_by": None},
        data={**facts_of(deadline), "changed": changed},
    )  # fmt: skip


def demand_fee(
    dossier: Dossier,
    case: Case,
    checked: Iterable[str],
    charges: tuple[Charged, ...],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """The fee is asked once the dossier was examined and found complete, never before (S4)."""
    dossier.must_allow(Move.DEMAND_FEE)
    if dossier.status is Status.REGISTERED:
        missed = {paper.code for paper in case.papers if paper.required} - set(checked)
        if missed:
            raise Conflict("not_examined", wording.NOT_EXAMINED, unchecked=sorted(missed))
    due = sum(charge.due for charge in charges)
    if due <= 0:
        raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
    return dossier.event(
        Kind.FEE_DEMANDED, by, at, note, Status.FEE_DEMANDED,
        changes={"held": dossier.status, "fee_due": due},
        data={"charges": [charge.model_dump() for charge in charges], "amount": due},
    )  # fmt: skip


def record_payment(
    dossier: Dossier,
    amount: int,
    receipt: str,
    method: str,
    acceptance: dict[str, Any] | None,
    facts: dict[str, Any],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """What the counter took: exactly what was demanded.

    A fee demanded before acceptance accepts the dossier when it is paid (``acceptance``
    are the changes of that); one demanded in process sends it back into process.
    """
    dossier.must_allow(Move.PAY_FEE)
    if amount != dossier.fee_due:
        raise Invalid(
            "wrong_amount",
            wording.WRONG_AMOUNT.format(due=f"{dossier.fee_due:,}".replace(",", ".")),
            due=dossier.fee_due,
        )
    status = Status.ACCEPTED if acceptance else Status.PROCESSING
    return dossier.event(
        Kind.FEE_PAID, by, at, note, status,
        changes={
            **(acceptance or {}), "held": None, "fee_due": 0,
            "fee_paid": dossier.fee_paid + amount,
        },
        data={"amount": amount, "receipt": receipt, "method": method, **facts},
    )  # fmt: skip


def charges_of(fees: list[Fee], asked: dict[str, tuple[int, str]]) -> tuple[Charged, ...]:
    """The fees of the procedure with quantities and exemptions as the officer gave them."""
    strangers = asked.keys() - {fee.name for fee in fees}
    if strangers:
        raise Invalid("unknown_fee", wording.UNKNOWN_FEE.format(fee=min(strangers)))
    charged = []
    for fee in fees:
        quantity, exempt = asked.get(fee.name, (1, ""))
        charged.append(
            Charged(
                name=fee.name, kind=fee.kind, amount=fee.amount, quantity=quantity, exempt=exempt
            )
        )
    return tuple(charged)


def known_defects(defects: tuple[Defect, ...], case: Case, fields: Iterable[str]) -> None:
    """Refuses a defect that is about nothing of the checklist, and one named twice."""
    known = {paper.code for paper in case.papers} | {f"form/{name}" for name in fields} | {"form"}
    about = [defect.about for defect in defects]
    for at, one in enumerate(about):
        if one not in known:
            raise Invalid(
                "unknown_defect", wording.UNKNOWN_DEFECT.format(about=one), known=sorted(known)
            )
        if one in about[:at]:
            raise Invalid("defect_named_twice", wording.DEFECT_TWICE.format(about=one))


def seen_before(defects: tuple[Defect, ...], dossier: Dossier, changed: set[str]) -> list[str]:
    """Defects that the last request could have named: all but those of what changed since."""
    if dossier.supplements == 0:
        return []
    if any(part.startswith("form/") for part in changed):
        changed = {*changed, "form"}
    return sorted(defect.about for defect in defects if defect.about not in changed)


def changed_parts(before: Content, after: Content) -> list[str]:
    """Which papers, and which fields of the form, differ between two contents."""
    had = {paper.code: paper for paper in before.papers}
    papers = [paper.code for paper in after.papers if had.get(paper.code) != paper]
    fields = sorted({*before.form, *after.form})
    return papers + [
        f"form/{name}" for name in fields if before.form.get(name) != after.form.get(name)
    ]


def spoken(moment: dt.datetime) -> str:
    return moment.astimezone(clock.LOCAL).strftime("%H:%M %d/%m/%Y")
