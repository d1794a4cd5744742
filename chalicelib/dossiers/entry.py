"""Requests about dossiers, translated into actions, and what they answer."""

from __future__ import annotations

import base64
import json
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation import wording as door_wording
from chalicelib.foundation.errors import Invalid, Malformed, NotPermitted
from chalicelib.foundation.visits import Visit
from chalicelib.people.audiences import DESK, EVERYWHERE, OUTAGE_KEEPERS

from . import actions, desk, filing, moving, orders, reading, store, views, wording
from .model import Applicant, HandedPaper, ReturnBy
from .orders import Code
from .reception import Defect
from .views import DossierList, DossierView, Verification, view


def submit(visit: Visit, order: orders.SubmissionOrder) -> DossierView:
    """Submit a dossier online"""
    submission = filing.Submission(
        **_handed_in(order), asked=store.asked("submit", order.model_dump_json())
    )
    return view(filing.submit(submission, visit.who, visit.idempotency_key))


def receive(visit: Visit, order: orders.IntakeOrder) -> DossierView:
    """Receive a dossier at the counter or from the post; or enter one from the outage book"""
    outage = order.outage
    submission = filing.Submission(
        **_handed_in(order),
        asked=store.asked("receive", order.model_dump_json()),
        channel=order.channel,
        settled_by=agencies.agency(order.settled_by).identifier if order.settled_by else None,
        accept=order.accept,
        waived=_waived(order),
        at_once=order.at_once,
        paid=filing.Paid(**order.paid.model_dump()) if order.paid else None,
        number=order.number,
        outage_code=outage.code if outage else None,
        received_at=outage.received_at if outage else order.handed_over_at,
        note=order.note,
    )
    return view(filing.receive(submission, visit.who, visit.idempotency_key))


def show(visit: Visit, code: Code) -> DossierView:
    """A whole dossier: state, timeline, papers, charges, due time with its explanation"""
    return view(reading.read(code, visit.who))


def list_mine(visit: Visit, query: orders.PageQuery) -> DossierList:
    """The dossiers you submitted, the newest first"""
    place = _cursor(query.cursor, {visit.who.key, *visit.who.former_keys})
    found, after = reading.of_person(visit.who, query.limit, place)
    return views.listed(found, _marked(after))


def list_desk(visit: Visit, query: orders.DeskQuery) -> DossierList:
    """The open dossiers of your agency, the one due first at the top"""
    agency = _desk_of(visit, query.agency, DESK)
    wanted = desk.wanted(agency, visit.who.subject, clock.now(), **query.filters())
    found, after = desk.on_desk(wanted, query.limit, _place(query.cursor))
    return views.on_desk(found, _marked({"due": after} if after else None))


def accept(visit: Visit, code: Code, order: orders.AcceptanceOrder) -> DossierView:
    """Accept a dossier: the legal clock starts"""
    request = _request(visit, "accept", order)
    return view(actions.accept(code, visit.who, request, _waived(order)))


def refuse_reception(visit: Visit, code: Code, order: orders.RefusalOrder) -> DossierView:
    """Refuse reception, with the reason (Mẫu số 03)"""
    request = _request(visit, "refuse", order)
    return view(actions.refuse_reception(code, visit.who, request, order.reason))


def request_supplement(
    visit: Visit, code: Code, order: orders.SupplementRequestOrder
) -> DossierView:
    """Ask once for everything that is missing or wrong (Mẫu số 02)"""
    request = _request(visit, "supplement-request", order)
    defects = tuple(Defect(about=one.about, reason=one.reason) for one in order.defects)
    return view(actions.request_supplement(code, visit.who, request, defects))


def supplement(visit: Visit, code: Code, order: orders.SupplementOrder) -> DossierView:
    """Answer a supplement request; what was handed in before stays on the timeline"""
    request = _request(visit, "supplement", order)
    papers = tuple(HandedPaper(**paper.model_dump()) for paper in order.papers)
    return view(actions.supplement(code, visit.who, request, order.form, papers))


def demand_fee(visit: Visit, code: Code, order: orders.FeeOrder) -> DossierView:
    """Ask for the fee, after examination and never before"""
    request = _request(visit, "fee", order)
    asked = {one.name: (one.quantity, one.exempt) for one in order.charges}
    return view(
        actions.demand_fee(code, visit.who, request, list(order.checked), asked, _waived(order))
    )


def record_payment(visit: Visit, code: Code, order: orders.PaymentOrder) -> DossierView:
    """Record what the counter took"""
    request = _request(visit, "payment", order)
    return view(
        actions.record_payment(code, visit.who, request, order.amount, order.receipt, order.method)
    )


def assign(visit: Visit, code: Code, order: orders.AssignmentOrder) -> DossierView:
    """Name the officer who works on it"""
    return view(actions.assign(code, visit.who, _request(visit, "assign", order), order.to))


def hand_over(visit: Visit, code: Code, order: orders.HandoverOrder) -> DossierView:
    """Hand a dossier over to another officer"""
    return view(actions.hand_over(code, visit.who, _request(visit, "handover", order), order.to))


def hand_over_all(visit: Visit, order: orders.LeavingOrder) -> views.HandedOver:
    """Hand over every open dossier of an officer who leaves"""
    request = _request(visit, "handovers", order)
    return views.handed_over(actions.hand_over_all(order.leaving, order.to, visit.who, request))


def complete_step(visit: Visit, code: Code, order: orders.StepOrder) -> DossierView:
    """Complete the current step of the internal process"""
    request = _request(visit, "step", order)
    return view(actions.complete_step(code, visit.who, request, order.step))


def send_back(visit: Visit, code: Code, order: orders.StepReturnOrder) -> DossierView:
    """Send a dossier back to the step before"""
    request = _request(visit, "step-return", order)
    return view(actions.send_back(code, visit.who, request, order.reason))


def request_opinions(visit: Visit, code: Code, order: orders.OpinionsOrder) -> DossierView:
    """Ask other agencies for their opinion, in parallel, each with its deadline"""
    request = _request(visit, "opinions", order)
    asked = [(one.agency, one.working_days) for one in order.agencies]
    return view(actions.request_opinions(code, visit.who, request, asked, order.question))


def give_opinion(visit: Visit, code: Code, id: str, order: orders.AnswerOrder) -> DossierView:
    """Answer a request for an opinion; late is noted"""
    request = _request(visit, f"opinion-{id}", order)
    return view(actions.give_opinion(code, visit.who, request, id, order.answer))


def cancel_opinion(
    visit: Visit, code: Code, id: str, order: orders.CancellationOrder
) -> DossierView:
    """Go on without an opinion, with the reason"""
    request = _request(visit, f"cancel-opinion-{id}", order)
    return view(actions.cancel_opinion(code, visit.who, request, id, order.reason))


def extend(visit: Visit, code: Code, order: orders.ExtensionOrder) -> DossierView:
    """Apologise and set a new date, in time and once (Mẫu số 04)"""
    request = _request(visit, "extension", order)
    return view(actions.extend(code, visit.who, request, order.working_days, order.reason))


def stop(visit: Visit, code: Code, order: orders.StopOrder) -> DossierView:
    """Stop a dossier on a legal ground (Mẫu số 05)"""
    request = _request(visit, "stop", order)
    return view(actions.stop(code, visit.who, request, order.ground, order.article))


def resolve(visit: Visit, code: Code, order: orders.ResultOrder) -> DossierView:
    """Sign the result, or refuse to resolve with the reason (Mẫu số 03)"""
    request = _request(visit, "result", order)
    if order.decision == "refused":
        reason = order.reason or ""
        return view(actions.refuse_to_resolve(code, visit.who, request, reason, order.number))
    return view(actions.resolve(code, visit.who, request, order.number))


def give_back(visit: Visit, code: Code, order: orders.ReturnOrder) -> DossierView:
    """Return the result to the applicant"""
    request = _request(visit, "return", order)
    others = (order.received_by or "", order.address or "")
    return view(actions.give_back(code, visit.who, request, order.method, *others))


def withdraw(visit: Visit, code: Code, order: orders.WithdrawalOrder) -> DossierView:
    """Take a dossier back, before a result is decided"""
    request = _request(visit, "withdrawal", order)
    return view(actions.withdraw(code, visit.who, request, order.reason))


def correct(visit: Visit, code: Code, order: orders.CorrectionOrder) -> DossierView:
    """Correct what was typed wrong, once a head has approved it; nothing is overwritten"""
    request = _request(visit, "correction", order)
    fields = order.applicant.model_dump(exclude_unset=True)
    return view(actions.correct(code, visit.who, request, fields, order.reason))


def approve(visit: Visit, code: Code, order: orders.ApprovalOrder) -> DossierView:
    """Allow an officer a move that needs a head's approval, once and before it is made"""
    request = _request(visit, "approve", order)
    return view(actions.approve(code, visit.who, request, order.move, order.officer, order.reason))


def withdraw_approval(
    visit: Visit, code: Code, order: orders.ApprovalWithdrawalOrder
) -> DossierView:
    """Take back an approval that was not used"""
    request = _request(visit, "withdraw-approval", order)
    return view(actions.withdraw_approval(code, visit.who, request, order.move, order.reason))


def reserve_outage(visit: Visit, order: orders.OutageOrder) -> views.OutageView:
    """Keep a block of codes for paper, before the system is down"""
    agency = agencies.agency(order.agency).identifier
    key = visit.idempotency_key
    once = key and store.Once(visit.who.subject, key, store.asked(order.model_dump_json()))
    block = filing.reserve_outage_block(agency, order.day, order.size, visit.who, once or None)
    return views.outage(block, [])


def list_outages(visit: Visit, query: orders.OutageQuery) -> views.OutageList:
    """The blocks of codes kept for paper"""
    agency = _desk_of(visit, query.agency, OUTAGE_KEEPERS)
    blocks = filing.outage_blocks(agency, visit.who, query.day)
    return views.OutageList(
        blocks=[views.outage(one, filing.entered(one) if query.day else []) for one in blocks]
    )


def verify(visit: Visit, code: Code) -> Verification:
    """Recompute the chain of the timeline; name the first broken link"""
    verdict = reading.verify(code, visit.who)
    return Verification(
        code=code,
        valid=verdict.valid,
        length=verdict.length,
        head=verdict.head,
        broken_at=verdict.broken_at,
        reason=verdict.reason,
        title=verdict.title,
    )


def _handed_in(order: orders.SubmissionOrder) -> dict[str, Any]:
    return {
        "procedure": order.procedure,
        "agency": agencies.agency(order.agency).identifier,
        "case": order.case,
        "applicant": Applicant(**order.applicant.model_dump()),
        "form": order.form,
        "papers": tuple(HandedPaper(**paper.model_dump()) for paper in order.papers),
        "return_by": ReturnBy(**order.return_by.model_dump()),
    }


def _waived(
    order: orders.AcceptanceOrder | orders.IntakeOrder | orders.FeeOrder,
) -> tuple[Defect, ...]:
    return tuple(Defect(about=one.paper, reason=one.reason) for one in order.waived)


def _request(visit: Visit, move: str, order: orders.MoveOrder) -> moving.Request:
    return moving.Request(
        note=order.note,
        key=visit.idempotency_key,
        version=order.version,
        asked=store.asked(move, order.model_dump_json()),
    )


def _desk_of(visit: Visit, asked: str | None, allowed: frozenset[str]) -> str:
    """The agency asked for, where one of the roles is held; the first such if none is."""
    who = visit.who
    held = (places for role, places in who.agencies.items() if role in allowed)
    place = asked or min(frozenset().union(*held), default="")
    if place == EVERYWHERE:
        raise Invalid("agency_needed", wording.AGENCY_NEEDED)
    agency = agencies.agency(place).identifier
    if not any(who.holds(role, agency) for role in allowed):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    return agency


def _marked(after: dict[str, Any] | None) -> str | None:
    """A cursor: the place in the list, opaque to the client."""
    if after is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode()


def _unmarked(text: str, *names: set[str]) -> dict[str, str]:
    try:
        place = json.loads(base64.urlsafe_b64decode(text.encode()))
        if place.keys() not in names or not all(
            part and isinstance(part, str) for part in place.values()
        ):
            raise ValueError(text)
    except (ValueError, AttributeError, RecursionError):
        raise Malformed("invalid_cursor", door_wording.INVALID_CURSOR) from None
    found: dict[str, str] = place
    return found


def _place(text: str | None) -> str | None:
    """Where a desk's page begins; within whatever list is asked for."""
    return None if text is None else _unmarked(text, {"due"})["due"]


def _cursor(text: str | None, keys: set[str]) -> dict[str, Any] | None:
    """The place a cursor names; only among the dossiers of who asks."""
    if text is None:
        return None
    place = _unmarked(text, {"pk", "sk", "person", "filed"}, {"person"})
    if place["person"] not in keys:
        raise Malformed("invalid_cursor", door_wording.INVALID_CURSOR)
    return dict(place)
