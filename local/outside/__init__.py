"""The outside world: simulators of the systems the house speaks to, each with its real words."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from typing import Any

from . import wording
from .identity import IdentityProvider


class Outside:
    """The WSGI application under ``/outside``."""

    def __init__(self, identity: IdentityProvider) -> None:
        self._identity = identity

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/identity"):
            environ["PATH_INFO"] = path[len("/identity") :] or "/"
            return self._identity(environ, start_response)
        if path == "/":
            return _page(start_response, "200 OK", self._overview())
        return _page(start_response, "404 Not Found", wording.NOTHING_HERE)

    def _overview(self) -> str:
        rows = "".join(
            f"<tr><th scope=row>{html.escape(name)}<td>{html.escape(person)}"
            for name, person in self._identity.accounts()
        )
        return wording.OVERVIEW.format(rows=rows, issued=self._identity.issued)


def _page(start_response: Callable[..., Any], status: str, content: str) -> Iterable[bytes]:
    body = wording.PAGE.format(content=content).encode()
    start_response(
        status,
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]
