"""The receipt (Mẫu số 01), as it was given."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Unit
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Whole
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Charge,
    TakenOver,
)
from chalicelib.dossiers.model import Dossier
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, NotFound
from chalicelib.foundation.text import thousands
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Fee, TimeLimit

from . import wording
from .heads import (
    entered_in,
    head_of,
    how_counted,
    number_of_form,
    procedure_of,
    sets_of,
    title_of,
    way_back,
)
from .model import (
    Receipt,
    ReceiptPaper,
)


def receipt(code: str, by: Person, given_with: str | None = None) -> Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01), as it was given: the last one, or
    the one that was given with the event of a version.

    One settled at once needs none but is given it on request, with the time of its result
    (NĐ 61/2018 Điều 17 khoản 4). Refuses a dossier that was not accepted yet.
    """
    now = dossiers.read_for_receipt(code, by, "show_receipt")
    if now.dossier.received_at is None:
        raise Conflict("no_receipt_yet", wording.NO_RECEIPT_YET)
    given = _givings(now)
    giving = next((one for one in given if str(one.version) == given_with), None)
    if given_with is None:
        giving = given[-1]
    if giving is None:
        raise NotFound("no_such_receipt", wording.NO_SUCH_RECEIPT)
    whole = now.as_of(giving.version)
    dossier, content = whole.dossier, whole.content
    deadline = whole.deadline
    version = procedure_of(dossier).version
    names_by_code = {paper.code: paper.name for paper in version.case(dossier.case).papers}
    rules = agencies.rules_of(dossier.rules)
    number, article = number_of_form(rules, "receipt", dossier)
    return Receipt(
        **head_of(dossier, content, *_given_by(dossier, giving)),
        **entered_in(giving),
        form_title_article=wording.FORM_NUMBER.format(number=number, article=article),
        title=title_of(rules, "receipt", dossier),
        version=giving.version,
        **_given_again(whole, giving),
        desk=wording.DESK,
        submitter_name=content.submitter or content.applicant.name,
        papers=_papers(whole, names_by_code),
        sets=sets_of(whole),
        **_registered(whole),
        time_limit=_time_limit(version.time_limit(dossier.channel, dossier.case), rules),
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        returned_at=None if deadline else dossier.closed_at,
        due_explanation=(*_once_paid(dossier), *how_counted(deadline)) if deadline else (),
        return_by=way_back(content.return_by),
        **_money(whole, dossiers.fees_of(whole, version)),
        receiver_name=whole.receiver.name,
    )


def _registered(whole: Whole) -> dict[str, str]:
    """Where the register has it (Vào Sổ theo dõi hồ sơ): the volume is the year, the number its
    serial on the day of its code; of what was first written in another book, that book's name."""
    written = dossiers.codes.serial_of(whole.dossier.code)
    if written is None or isinstance(whole.events[0].data, TakenOver):
        return {}
    day, serial = written
    paper = whole.acceptance.on_paper
    book = paper.sheet if paper and paper.source == "outside_office" else ""
    number = wording.REGISTER_NUMBER.format(serial=serial, day=day)
    return {"register_volume": book or f"{day:%Y}", "register_number": number}


def _given_by(dossier: Dossier, giving: Event) -> tuple[str, dt.datetime]:
    """Which agency gave a receipt, and when; of what was taken over it was given by the system
    before, when it received it there."""
    said = giving.data
    if isinstance(said, TakenOver) and said.received_by and dossier.received_at:
        return said.received_by.code, dossier.received_at
    return dossier.agency, giving.happened_at


def _givings(whole: Whole) -> list[Event]:
    """The events with which a receipt was given: the reception, and what changed what it says."""
    first = whole.acceptance
    again = [one for one in whole.events if one.kind in wording.REISSUED_FOR]
    return [first, *(one for one in again if one.version > first.version)]


def _given_again(whole: Whole, giving: Event) -> dict[str, Any]:
    """What a receipt says of the one before it."""
    if giving.version == whole.acceptance.version:
        return {}
    before = whole.as_of(giving.version - 1).dossier.due_at
    changed = before != whole.dossier.due_at
    return {
        "reissued_for": wording.REISSUED_FOR[giving.kind],
        "due_before": before if changed else None,
    }


def _papers(whole: Whole, known: dict[str, str]) -> tuple[ReceiptPaper, ...]:
    """What was handed in, then what need not be: both made it complete (Điều 17 khoản 1)."""
    handed_in = [
        {"name": known[one.code], "originals": one.originals, "copies": one.copies}
        for one in whole.papers
    ]
    waived = [
        {"name": known[code], "originals": 0, "copies": 0, "waived": reason}
        for code, reason in whole.waived.items()
    ]
    return tuple(
        ReceiptPaper.model_validate({**one, "number": number})
        for number, one in enumerate([*handed_in, *waived], start=1)
    )


def _time_limit(limit: TimeLimit, rules: RuleSet) -> str:
    if limit.unit is Unit.SAME_DAY:
        return wording.SAME_DAY.format(rules.value("same_day_cutoff"))
    return wording.TIME_LIMITS[limit.unit].format(limit.value)


def _once_paid(dossier: Dossier) -> tuple[str, ...]:
    """Why the time counts from later than it was handed in: it waited for its fee."""
    return (wording.COUNTED_ONCE_PAID,) if dossier.complete_at else ()


def _money(whole: Whole, fees: list[Fee]) -> dict[str, Any]:
    """What the receipt says of fees: each as it is charged, their total, what was paid, its
    receipts; the ground on which one is not taken."""
    history = dossiers.fee_history(whole.events)
    form = whole.content.form
    lines, total = [], 0
    for fee in fees:
        charge = history.known.get(fee.name)
        if not fee.amount or not (charge or fee.is_asked_for(form)):
            continue
        total += dossiers.price_of(fee, history, form)
        lines.append(_charged(charge) if charge else _tariff(fee))
    for charge in _charged_there(whole, {fee.name for fee in fees}):
        total += charge.due
        lines.append(_charged(charge))
    paid = whole.dossier.fee_paid
    if not lines and not paid:
        return {"fee_text": wording.FEE_UNKNOWN if _fee_is_unknown(whole) else wording.NO_FEE}
    receipts = tuple(dict.fromkeys(history.receipts or _receipt_at_once(whole)))
    said = [*lines, wording.FEE_TOTAL.format(thousands(total))]
    if paid:
        said.append(wording.FEE_PAID.format(thousands(paid), ", ".join(receipts)))
    return {
        "fee_text": "; ".join(said),
        "fee_total": total,
        "fee_paid": paid,
        "fee_receipts": receipts,
    }


def _charged_there(whole: Whole, known: set[str]) -> list[Charge]:
    """What the system that is replaced took of it, of which no tariff of its day is known."""
    data = whole.events[0].data
    if not isinstance(data, TakenOver):
        return []
    return [one for one in (*data.charges, *data.demanded) if one.name not in known]


def _fee_is_unknown(whole: Whole) -> bool:
    """Whether nothing is known of a fee: it was taken over without a word of one, and only a later
    version of its procedure tells a tariff."""
    dossier, today = whole.dossier, clock.local_day(clock.now())
    taken_over = isinstance(whole.events[0].data, TakenOver)
    return taken_over and bool(procedures.fees_on(dossier.procedure, dossier.channel, today))


def _charged(charge: Charge) -> str:
    if charge.exempt:
        return wording.FEE_EXEMPT.format(charge.name, charge.exempt)
    how = charge.arithmetic or wording.AMOUNT.format(thousands(charge.full))
    off = sum(one.off for one in charge.reliefs)
    if not off:
        return wording.FEE_CHARGED.format(charge.name, how)
    grounds = "; ".join(dict.fromkeys(one.text for one in charge.reliefs))
    return wording.FEE_REDUCED.format(
        charge.name, how, thousands(off), grounds, thousands(charge.price)
    )


def _tariff(fee: Fee) -> str:
    said = wording.FEE_LINE.format(fee.name, thousands(fee.amount), fee.per)
    less = (wording.FEE_LESS.format(one.percent, one.text) for one in fee.reductions)
    return ", ".join((said, *less))


def _receipt_at_once(whole: Whole) -> tuple[str, ...]:
    """Of a dossier from before charges were kept with what was taken at once."""
    paid = getattr(whole.events[0].data, "paid", None)
    return (paid.receipt,) if paid else ()
