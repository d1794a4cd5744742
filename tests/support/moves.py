"""Every move by its name, whichever room makes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.dossiers import actions as dossiers
from chalicelib.payments import actions as payments
from chalicelib.processing import actions as processing
from chalicelib.reception import actions as reception

_ROOMS = (reception, processing, payments, dossiers)


def action(move: str) -> Callable[..., Any]:
    """The action that makes a move: ``accept``, ``record_payment`` …"""
    found: Callable[..., Any] = next(
        getattr(room, move)
        for room in _ROOMS
        if getattr(getattr(room, move, None), "__module__", "") == room.__name__
    )
    return found
