"""Requests about dossiers, translated into actions, and their answers."""

from __future__ import annotations

from chalicelib.foundation import clock
from chalicelib.foundation.visits import Visit
from chalicelib.people.audiences import DESK

from . import actions, authority, cursors, desk, orders, reading, readings, views
from .answers import DossierList, DossierView, ReadingList, Verification
from .shapes import Code, PageQuery
from .views import view


def show(visit: Visit, code: Code) -> DossierView:
    """A whole dossier: state, timeline, papers, charges, due time with its explanation"""
    return view(reading.read(code, visit.who, "show_dossier"))


def list_mine(visit: Visit, query: PageQuery) -> DossierList:
    """The dossiers you submitted, or that were submitted for you, the newest first"""
    place = reading.place_of(visit.who, query.cursor)
    found, after = reading.of_person(visit.who, query.limit, place)
    return views.listed(found, cursors.written(after))


def list_desk(visit: Visit, query: orders.DeskQuery) -> DossierList:
    """The open dossiers of your agency, the one due first at the top"""
    agency = authority.agency_of(visit.who, query.agency, DESK)
    wanted = desk.wanted(agency, visit.who.subject, clock.now(), **query.filters())
    after = cursors.read(query.cursor, {"due"})["due"] if query.cursor is not None else None
    found, following = desk.on_desk(wanted, query.limit, after)
    shown = [dossier for _, dossier in found]
    readings.record_list(shown, visit.who, agency, "list_desk_dossiers")
    return views.on_desk(found, cursors.written({"due": following} if following else None))


def list_readings(visit: Visit, code: Code) -> ReadingList:
    """The officers who have read a dossier or were shown it in a list, the latest first"""
    return views.readings(code, *reading.readings_of(code, visit.who))


def verify(visit: Visit, code: Code) -> Verification:
    """Recompute the chain of the timeline; name the first broken link"""
    return views.verification(code, reading.verify(code, visit.who, "verify_timeline"))


def correct(visit: Visit, code: Code, order: orders.CorrectionOrder) -> DossierView:
    """Correct what was typed wrong, once a head has approved it; nothing is overwritten"""
    request = order.request("correction", visit.idempotency_key)
    fields = order.applicant.fields()
    return view(actions.correct(code, visit.who, request, fields, order.reason))


def approve(visit: Visit, code: Code, order: orders.ApprovalOrder) -> DossierView:
    """Allow an officer a move that needs a head's approval, once and before it is made"""
    request = order.request("approve", visit.idempotency_key)
    what = (order.move, order.officer, order.reason, order.fields)
    return view(actions.approve(code, visit.who, request, *what))


def withdraw_approval(
    visit: Visit, code: Code, order: orders.ApprovalWithdrawalOrder
) -> DossierView:
    """Take back an approval that was not used"""
    request = order.request("withdraw-approval", visit.idempotency_key)
    return view(actions.withdraw_approval(code, visit.who, request, order.move, order.reason))
