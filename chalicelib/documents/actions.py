"""Filling in the printed forms from a dossier's timeline."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline, Unit, explain
from chalicelib.dossiers import actions as dossiers
from chalicelib.foundation import ids, names
from chalicelib.foundation.errors import Conflict
from chalicelib.people.model import Person

from . import wording
from .model import Receipt, ReceiptPaper


def receipt(code: str, by: Person) -> Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01), from the state at present.

    Refuses a dossier that was not accepted yet: it has no receipt.
    """
    whole = dossiers.read(code, by)
    dossier, content = whole.dossier, whole.content
    if dossier.received_at is None or dossier.due_at is None:
        raise Conflict("no_receipt_yet", wording.NO_RECEIPT_YET)
    named = dossiers.pinned_procedure(dossier)
    case = named.version.case(dossier.case)
    paper_names = {paper.code: paper.name for paper in case.papers}
    agency = agencies.agency(dossier.agency)
    rules = agencies.rules_of(dossier.rules)
    deadline = dossiers.deadline_of(whole)
    accepted = dossiers.acceptance_of(whole)
    return Receipt(
        form_title_article=f"{rules.value('receipt_form')} - {rules.article('receipt_form')}",
        code=dossier.code,
        agency_name=agency.name,
        parent_agency_name=_parent_name(agency.parent, agency.level),
        place=_place(agency.name),
        issued_at=accepted.at,
        desk=wording.DESK,
        submitter_name=content.submitter or content.applicant.name,
        owner_name=content.applicant.name,
        organisation=content.applicant.organisation,
        identity_number=content.applicant.number,
        address=content.applicant.address,
        phone=content.applicant.phone,
        email=content.applicant.email,
        request=named.name,
        procedure_code=named.code,
        papers=tuple(
            ReceiptPaper(
                number=at, name=paper_names[paper.code],
                originals=paper.originals, copies=paper.copies,
            )
            for at, paper in enumerate(content.papers, start=1)
        ),
        time_limit=_time_limit(deadline),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_explanation=_how_counted(deadline),
        return_by=_return_by(content.return_by.method, content.return_by.address),
        fee_text=_fees(named.version.fees_by(dossier.channel)),
        lookup_url=_lookup_url(dossier.code, dossier.look_up_key),
        receiver_name=accepted.by.name,
        hotline=agency.phone or None,
    )  # fmt: skip


def _lookup_url(code: str, key: str) -> str:
    """What the QR opens: the code and a token that proves the receipt, nobody's data."""
    return f"{names.PUBLIC_URL}/?{urlencode({'code': code, 'proof': ids.lookup_token(code, key)})}"


def _parent_name(parent: str | None, level: str) -> str | None:
    # A commune's committee heads its own papers; every other office names whose it is.
    return agencies.agency(parent).name if parent and level != "commune" else None


def _place(agency_name: str) -> str:
    for kind in wording.COMMUNE_KINDS:
        _, found, name = agency_name.partition(f" {kind} ")
        if found:
            return name
    return str(agencies.province()["name"]).removeprefix(wording.PROVINCE_KIND).strip()


def _time_limit(deadline: Deadline) -> str:
    terms = deadline.terms
    if terms.unit is Unit.SAME_DAY:
        return wording.SAME_DAY.format(terms.cutoff)
    unit = wording.WORKING_HOURS if terms.unit is Unit.WORKING_HOURS else wording.WORKING_DAYS
    return unit.format(terms.value)


def _how_counted(deadline: Deadline) -> tuple[str, ...]:
    """The rule, and what is not the same every day: holidays, pauses, worked weekends."""
    lines: list[dict[str, Any]] = explain(deadline)["explanation"]
    kinds = {"rule", "start", "holiday", "worked", "pause"}
    return tuple(line["vi"] for line in lines if line["kind"] in kinds)


def _return_by(method: str, address: str | None) -> str:
    return wording.RETURN_METHODS[method] + (f": {address}" if address else "")


def _fees(fees: list[Any]) -> str:
    due = [fee for fee in fees if fee.amount]
    if not due:
        return wording.NO_FEE
    return "; ".join(
        wording.FEE_LINE.format(fee.name, f"{fee.amount:,}".replace(",", "."), fee.per)
        for fee in due
    )
