"""Requests to reception, translated into actions, and their answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.answers import DossierView, Named
from chalicelib.dossiers.shapes import Code
from chalicelib.dossiers.views import agency as shown_agency
from chalicelib.dossiers.views import view
from chalicelib.foundation import clock
from chalicelib.foundation.visits import Visit
from chalicelib.people.audiences import OUTAGE_KEEPERS, POSTAL_AGENT
from chalicelib.procedures import actions as procedures

from . import actions, drafts, orders, outages
from .drafts import Draft
from .outages import Block, Span


class SpanView(BaseModel):
    """The outage after which the codes were kept, and why not before."""

    begin: str
    end: str
    reason: str


class OutageView(BaseModel):
    """A block of codes that only the outage book may use."""

    agency: Named
    day: dt.date
    first: int
    last: int
    codes: tuple[str, ...]
    entered: list[str] = Field(description="Those with a dossier; listed when a day is given")
    reserved_at: str
    outage: SpanView | None


class NotForwarded(BaseModel):
    """A dossier that was not forwarded, and why."""

    code: str
    reason: str
    title: str


class Forwarded(BaseModel):
    count: int
    codes: list[str]
    left: list[NotForwarded]


class DraftView(BaseModel):
    """What somebody has begun and not handed in. ``content`` is as it was kept."""

    id: str
    procedure: Named
    version: int
    kept_at: str
    kept_until: str = Field(description="Then it is removed, unless it is kept again")
    content: dict[str, Any]


class DraftList(BaseModel):
    drafts: list[DraftView]
    most: int = Field(description="So many may be kept at once")


class MyData(BaseModel):
    """A person's own dossiers, whole; with the first page what they have not handed in yet."""

    dossiers: list[DossierView]
    drafts: list[DraftView]
    next: str | None = Field(description="Give it as ``cursor`` for the next page")


class OutageList(BaseModel):
    blocks: list[OutageView]


def submit(visit: Visit, order: orders.OnlineOrder) -> DossierView:
    """Submit a dossier online"""
    return view(actions.submit(order.online(), visit.who, visit.idempotency_key))


def list_drafts(visit: Visit) -> DraftList:
    """What you have begun and not handed in, the one kept last at the top"""
    return DraftList(drafts=[_drafted(one) for one in drafts.of(visit.who)], most=drafts.MOST)


def keep_draft(visit: Visit, draft: orders.DraftId, order: orders.DraftOrder) -> DraftView:
    """Keep what you have begun; refused if another window kept it after you saw it"""
    what = (order.procedure, order.content, order.version)
    return _drafted(drafts.keep(visit.who, draft, *what, clock.now()))


def remove_draft(visit: Visit, draft: orders.DraftId) -> DraftList:
    """Remove what you have begun"""
    drafts.remove(visit.who, draft)
    return list_drafts(visit)


def my_data(visit: Visit, query: orders.MyDataQuery) -> MyData:
    """All that is kept of your dossiers, the newest first, a few at a time; and your drafts"""
    wholes, following = dossiers.data_of(visit.who, query.limit, query.cursor)
    return MyData(
        dossiers=[view(one) for one in wholes],
        drafts=list_drafts(visit).drafts if query.cursor is None else [],
        next=following,
    )


def receive(visit: Visit, order: orders.IntakeOrder) -> DossierView:
    """Receive a dossier at the counter or from the post; or enter one from the outage book"""
    agency = agencies.agency(order.agency).identifier
    officer = actions.receiver(visit.who, agency, order.channel)
    filing = order.brought(from_post=officer.role == POSTAL_AGENT)
    return view(actions.receive(filing, visit.who, visit.idempotency_key))


def accept(visit: Visit, code: Code, order: orders.AcceptanceOrder) -> DossierView:
    """Accept a dossier: the legal clock starts"""
    request = order.request("accept", visit.idempotency_key)
    waived = tuple(one.defect() for one in order.waived)
    checked = order.e_identity.e_identity() if order.e_identity else None
    return view(actions.accept(code, visit.who, request, waived, checked))


def forward(visit: Visit, code: Code, order: orders.ForwardingOrder) -> DossierView:
    """Forward a dossier from reception to whoever processes it; late is noted"""
    request = order.request("forward", visit.idempotency_key)
    return view(actions.forward(code, visit.who, request))


def forward_all(visit: Visit, order: orders.ForwardingsOrder) -> Forwarded:
    """Forward several dossiers; one that cannot be keeps no other back"""
    request = order.request("forwardings", visit.idempotency_key)
    found = actions.forward_all(order.codes, visit.who, request)
    left = [
        NotForwarded(code=code, reason=refusal.code, title=refusal.title)
        for code, refusal in found.left
    ]
    return Forwarded(count=len(found.done), codes=found.done, left=left)


def refuse_reception(visit: Visit, code: Code, order: orders.RefusalOrder) -> DossierView:
    """Refuse reception, with the reason (Mẫu số 03)"""
    request = order.request("refuse", visit.idempotency_key)
    return view(actions.refuse_reception(code, visit.who, request, order.reason, order.refusal()))


def request_supplement(
    visit: Visit, code: Code, order: orders.SupplementRequestOrder
) -> DossierView:
    """Ask once for everything that is missing or wrong (Mẫu số 02)"""
    request = order.request("supplement-request", visit.idempotency_key)
    defects = tuple(one.defect() for one in order.defects)
    what = (defects, order.article or "")
    return view(actions.request_supplement(code, visit.who, request, *what))


def supplement(visit: Visit, code: Code, order: orders.SupplementOrder) -> DossierView:
    """Answer a supplement request; what was handed in before stays on the timeline"""
    request = order.request("supplement", visit.idempotency_key)
    papers = tuple(one.paper() for one in order.papers)
    what = (order.form, papers, order.visitor())
    return view(actions.supplement(code, visit.who, request, *what))


def amend(visit: Visit, code: Code, order: orders.AmendmentOrder) -> DossierView:
    """Amend a dossier that is not yet accepted, unasked"""
    request = order.request("amendment", visit.idempotency_key)
    papers = tuple(one.paper() for one in order.papers)
    contact = order.contact.model_dump(exclude_unset=True) if order.contact else {}
    what = (order.form, papers, contact, order.visitor())
    return view(actions.amend(code, visit.who, request, *what))


def reserve_outage(visit: Visit, order: orders.OutageOrder) -> OutageView:
    """Keep a block of codes for paper, before the system is down or after it was"""
    agency = agencies.agency(order.agency).identifier
    key, fingerprint = visit.idempotency_key, order.fingerprint()
    once = dossiers.Once(visit.who.subject, key, fingerprint) if key else None
    span = Span(**dict(order.outage)) if order.outage else None
    block = outages.reserve(agency, order.day, order.size, visit.who, once, outage=span)
    return _shown(block, [])


def list_outages(visit: Visit, query: orders.OutageQuery) -> OutageList:
    """The blocks of codes kept for paper"""
    agency = dossiers.authority.agency_of(visit.who, query.agency, OUTAGE_KEEPERS)
    found = outages.blocks_of(agency, visit.who, query.day)
    return OutageList(
        blocks=[_shown(one, outages.entered(one) if query.day else []) for one in found]
    )


def _drafted(draft: Draft) -> DraftView:
    found = procedures.in_force_or_first(draft.procedure, clock.local_day(clock.now()))
    return DraftView(
        id=draft.id,
        procedure=Named(code=draft.procedure, name=found.name),
        version=draft.version,
        kept_at=clock.shown(draft.kept_at),
        kept_until=clock.shown(draft.kept_until),
        content=draft.content,
    )


def _shown(block: Block, entered: list[str]) -> OutageView:
    return OutageView(
        agency=shown_agency(block.agency),
        day=block.day,
        first=block.first,
        last=block.last,
        codes=block.codes,
        entered=entered,
        reserved_at=clock.shown(block.at),
        outage=block.outage
        and SpanView(
            begin=clock.shown(block.outage.begin),
            end=clock.shown(block.outage.end),
            reason=block.outage.reason,
        ),
    )
