"""Rooms by name: what is declared at the door is imported when somebody comes in, not before."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


class Room:
    """A room; its attributes are its modules: ``Room("chalicelib.dossiers").entry``."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getattr__(self, name: str) -> Module:
        return Module(f"{self._package}.{_public(name)}")


class Module:
    """A module of a room; its attributes are its functions."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> Reference:
        return Reference(self._path, _public(name))


class Reference:
    """A function by its module and name; the module is imported when the function is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    @property
    def function(self) -> Callable[..., Any]:
        """The function; raises ``ImportError`` or ``AttributeError`` where there is none."""
        found: Callable[..., Any] = getattr(importlib.import_module(self._module), self._name)
        return found

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self.function(*args, **named)


def _public(name: str) -> str:
    """Only what a room shows: Python itself looks for attributes with underscores."""
    if name.startswith("_"):
        raise AttributeError(name)
    return name
