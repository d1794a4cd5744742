"""Routes as they are declared: a method, a path, an audience and the entry behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .rooms import Reference

# Everyone, also without signing in.
ANYONE: frozenset[str] = frozenset()

Entry = Reference | Callable[..., Any]


class Route(NamedTuple):
    """One declared route; ``handler`` is the function that was decorated."""

    method: str
    path: str
    audience: frozenset[str]
    declared: Entry
    status: int
    pace: int
    once: bool
    at: str
    page: bool
    handler: Callable[..., Any]

    @property
    def entry(self) -> Callable[..., Any]:
        """The entry's function; its room is imported for it."""
        return self.declared.function if isinstance(self.declared, Reference) else self.declared


class Routes:
    """A page of routes; a door opens it."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def get(
        self, path: str, audience: frozenset[str], entry: Entry, **more: Any
    ) -> Callable[..., Any]:
        return self._declare("GET", path, audience, entry, **more)

    def post(
        self, path: str, audience: frozenset[str], entry: Entry, **more: Any
    ) -> Callable[..., Any]:
        return self._declare("POST", path, audience, entry, **more)

    def put(
        self, path: str, audience: frozenset[str], entry: Entry, **more: Any
    ) -> Callable[..., Any]:
        return self._declare("PUT", path, audience, entry, **more)

    def add(self, route: Route) -> None:
        self.routes.append(route)

    def _declare(
        self,
        method: str,
        path: str,
        audience: frozenset[str],
        entry: Entry,
        status: int = 200,
        pace: int = 0,
        once: bool | None = None,
        at: str = "",
        page: bool = False,
    ) -> Callable[..., Any]:
        """``pace``: how many requests a minute one client may make; 0 is any number.

        ``once``: whether a request sent twice with one Idempotency-Key is answered as it was
        the first time; so is every POST that does not say otherwise.

        ``at``: where what a 201 made is read afterwards, with members of the answer.

        ``page``: it answers a browser without script, and is told with pages also where it
        refuses; the description of the API, which is for programs, has it not.
        """
        keyed = method == "POST" if once is None else once

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            self.add(Route(method, path, audience, entry, status, pace, keyed, at, page, handler))
            return handler

        return register
