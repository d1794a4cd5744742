"""Requests about dossiers in process, translated into actions, and their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.answers import DossierView
from chalicelib.dossiers.shapes import Code
from chalicelib.dossiers.views import view
from chalicelib.foundation.visits import Visit
from chalicelib.people import actions as people
from chalicelib.people import shapes
from chalicelib.people.audiences import PROCESSING_OFFICER
from chalicelib.people.shapes import Subject

from . import actions, orders, wording
from .leaving import LastOfRole

# So many codes of what somebody still has in hand are named; the sentence counts all.
_NAMED = 50
# In the order in which they were requested.
OpinionId = Annotated[str, Field(examples=["1"])]


class LeftView(BaseModel):
    """A dossier that was not handed over, and why."""

    code: str
    reason: str
    title: str


class HandedOver(BaseModel):
    count: int
    codes: list[str]
    left: list[LeftView]


class RoleWarning(BaseModel):
    """A role that nobody holds any more at an agency with open dossiers; or that was taken from
    somebody who was given dossiers at that moment, whose codes are named."""

    agency: str
    role: str
    title: str
    codes: list[str] = []


class GrantsChanged(shapes.GrantsView):
    warnings: list[RoleWarning]


def assign(visit: Visit, code: Code, order: orders.AssignmentOrder) -> DossierView:
    """Name the officer who works on it"""
    request = order.request("assign", visit.idempotency_key)
    return view(actions.assign(code, visit.who, request, order.to))


def hand_over(visit: Visit, code: Code, order: orders.HandoverOrder) -> DossierView:
    """Hand a dossier over to another officer"""
    request = order.request("handover", visit.idempotency_key)
    return view(actions.hand_over(code, visit.who, request, order.to))


def hand_over_all(visit: Visit, order: orders.LeavingOrder) -> HandedOver:
    """Hand over every open dossier of an officer who leaves"""
    request = order.request("handovers", visit.idempotency_key)
    found = actions.hand_over_all(order.leaving, order.to, visit.who, request)
    left = [
        LeftView(code=code, reason=refusal.code, title=refusal.title)
        for code, refusal in found.left
    ]
    return HandedOver(count=len(found.done), codes=found.done, left=left)


def change_grants(visit: Visit, subject: Subject, order: shapes.GrantsOrder) -> GrantsChanged:
    """Give an officer exactly these roles, or take them away; nothing in hand is left behind"""
    told = (order.name, order.places(), visit.who, order.note, order.identity_number)
    titles = order.titles_by_place()
    found = actions.change_grants(subject, *told, order.hand_over_to, titles=titles)
    return GrantsChanged(
        **shapes.grants_shown(subject, *people.grants_of(subject)),
        warnings=[*map(_last_of_role, found.last_of_role), *_in_hand(found.in_hand)],
    )


def _last_of_role(one: LastOfRole) -> RoleWarning:
    role = people.name_of_role(one.role)
    title = wording.LAST_OF_ROLE.format(agency=agencies.name_of(one.agency), role=role)
    return RoleWarning(agency=one.agency, role=one.role, title=title)


def _in_hand(left: dict[str, list[str]]) -> Iterator[RoleWarning]:
    for agency, codes in sorted(left.items()):
        title = wording.STILL_IN_HAND.format(agency=agencies.name_of(agency), count=len(codes))
        yield RoleWarning(agency=agency, role=PROCESSING_OFFICER, title=title, codes=codes[:_NAMED])


def complete_step(visit: Visit, code: Code, order: orders.StepOrder) -> DossierView:
    """Complete the current step of the internal process"""
    request = order.request("step", visit.idempotency_key)
    return view(actions.complete_step(code, visit.who, request, order.step))


def send_back(visit: Visit, code: Code, order: orders.StepReturnOrder) -> DossierView:
    """Send a dossier back to the step before"""
    request = order.request("step-return", visit.idempotency_key)
    return view(actions.send_back(code, visit.who, request, order.reason))


def request_opinions(visit: Visit, code: Code, order: orders.OpinionsOrder) -> DossierView:
    """Ask other agencies for their opinion, in parallel, each with its deadline"""
    request = order.request("opinions", visit.idempotency_key)
    consulted = [(one.agency, one.working_days) for one in order.agencies]
    return view(actions.request_opinions(code, visit.who, request, consulted, order.question))


def give_opinion(visit: Visit, code: Code, id: OpinionId, order: orders.AnswerOrder) -> DossierView:
    """Answer a request for an opinion; late is noted"""
    request = order.request(f"opinion-{id}", visit.idempotency_key)
    return view(actions.give_opinion(code, visit.who, request, id, order.answer))


def cancel_opinion(
    visit: Visit, code: Code, id: OpinionId, order: orders.CancellationOrder
) -> DossierView:
    """Go on without an opinion, with the reason"""
    request = order.request(f"cancel-opinion-{id}", visit.idempotency_key)
    return view(actions.cancel_opinion(code, visit.who, request, id, order.reason))


def extend(visit: Visit, code: Code, order: orders.ExtensionOrder) -> DossierView:
    """Apologise and set a new date, in time and once (Mẫu số 04)"""
    request = order.request("extension", visit.idempotency_key)
    return view(actions.extend(code, visit.who, request, order.working_days, order.reason))


def lengthen(visit: Visit, code: Code, order: orders.LengtheningOrder) -> DossierView:
    """Give a dossier the longer limit that the law gives it"""
    request = order.request("longer-limit", visit.idempotency_key)
    what = (order.limit, order.working_days, order.paper or "", order.reason)
    return view(actions.lengthen(code, visit.who, request, *what))


def record_verification(visit: Visit, code: Code, order: orders.VerificationOrder) -> DossierView:
    """Record the minutes of a verification"""
    request = order.request("verification", visit.idempotency_key)
    return view(actions.record_verification(code, visit.who, request, order.minutes()))


def explain_lateness(visit: Visit, code: Code, order: orders.ExplanationOrder) -> DossierView:
    """Explain to the head why a dossier is late"""
    request = order.request("explanation", visit.idempotency_key)
    what = (order.lateness, order.reason)
    return view(actions.explain_lateness(code, visit.who, request, *what))


def apologise(visit: Visit, code: Code, order: orders.ApologyOrder) -> DossierView:
    """Apologise for a late dossier, and promise a new date (Mẫu số 04)"""
    request = order.request("apology", visit.idempotency_key)
    return view(actions.apologise(code, visit.who, request, order.working_days, order.reason))


def correct_result(visit: Visit, code: Code, order: orders.ResultCorrectionOrder) -> DossierView:
    """Correct an error of the agency in a result, with an apology and a new document"""
    request = order.request("result-correction", visit.idempotency_key)
    what = (order.number, order.fault())
    return view(actions.correct_result(code, visit.who, request, *what))


def withdraw_refusal(visit: Visit, code: Code, order: orders.RefusalWithdrawalOrder) -> DossierView:
    """Withdraw a refusal to settle that was wrong, with an apology; the dossier goes on"""
    request = order.request("refusal-withdrawal", visit.idempotency_key)
    what = (order.number, order.article, order.fault())
    return view(actions.withdraw_refusal(code, visit.who, request, *what))


def record_loss(visit: Visit, code: Code, order: orders.LossOrder) -> DossierView:
    """Apologise for papers that the agency lost or damaged, and say how it makes up for them"""
    request = order.request("loss", visit.idempotency_key)
    what = (order.papers, order.damaged, order.working_days, order.fault())
    return view(actions.record_loss(code, visit.who, request, *what))


def stop(visit: Visit, code: Code, order: orders.StopOrder) -> DossierView:
    """Stop a dossier on a legal ground (Mẫu số 05)"""
    request = order.request("stop", visit.idempotency_key)
    return view(actions.stop(code, visit.who, request, order.ground, order.article))


def resolve(visit: Visit, code: Code, order: orders.ResultOrder) -> DossierView:
    """Sign the result, or refuse to resolve with the reason (Mẫu số 03)"""
    request = order.request("result", visit.idempotency_key)
    if order.decision == "refused":
        reason = order.reason or ""
        return view(actions.refuse_to_resolve(code, visit.who, request, reason, order.number))
    return view(actions.resolve(code, visit.who, request, order.number))


def give_back(visit: Visit, code: Code, order: orders.ReturnOrder) -> DossierView:
    """Return the result to the applicant"""
    request = order.request("return", visit.idempotency_key)
    others = (order.received_by or "", order.address or "", order.visitor())
    return view(actions.give_back(code, visit.who, request, order.method, *others))


def withdraw(visit: Visit, code: Code, order: orders.WithdrawalOrder) -> DossierView:
    """Take a dossier back, before a result is decided"""
    request = order.request("withdrawal", visit.idempotency_key)
    return view(actions.withdraw(code, visit.who, request, order.reason, order.visitor()))
