"""Rooms are opened when somebody goes in: a cold start imports only what it needs."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

_OPENED_ON_USE = ("backstage", "entry", "lookup")


def opened_on_use(room: str) -> Callable[[str], Any]:
    """A module ``__getattr__`` (PEP 562) that imports a room's entries on first use."""

    def part(name: str) -> Any:
        if name in _OPENED_ON_USE:
            return importlib.import_module(f"{room}.{name}")
        raise AttributeError(name)

    return part
