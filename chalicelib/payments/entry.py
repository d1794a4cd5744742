"""Requests about fees, translated into actions, and their answers."""

from __future__ import annotations

from chalicelib.dossiers.answers import DossierView
from chalicelib.dossiers.shapes import Code
from chalicelib.dossiers.views import view
from chalicelib.foundation.visits import Visit

from . import actions, orders


def demand_fee(visit: Visit, code: Code, order: orders.FeeOrder) -> DossierView:
    """Ask for the fee: after examination, or with the result what is due with it"""
    request = order.request("fee", visit.idempotency_key)
    wanted = {one.name: one.wanted() for one in order.charges}
    waived = tuple(one.defect() for one in order.waived)
    return view(actions.demand_fee(code, visit.who, request, list(order.checked), wanted, waived))


def record_payment(visit: Visit, code: Code, order: orders.PaymentOrder) -> DossierView:
    """Record what the counter took"""
    request = order.request("payment", visit.idempotency_key)
    return view(
        actions.record_payment(code, visit.who, request, order.amount, order.receipt, order.method)
    )
