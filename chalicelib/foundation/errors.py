"""Refusals: what we answer when a request cannot be done, each with a code and a sentence.

A refusal is raised where it is decided and becomes ``application/problem+json``
(RFC 9457) in one place, the door. Only subclasses of ``ChaliceUnhandledError`` get
that far; Chalice turns every other exception into a bare 500 first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalice.app import ChaliceUnhandledError


def pointer(path: Iterable[str | int]) -> str:
    """The place of a field in what was sent, as a JSON pointer (RFC 6901)."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return "".join(f"/{part}" for part in parts)


class Refusal(ChaliceUnhandledError):
    """``code`` is stable English, ``title`` a Vietnamese sentence, ``more`` extra members."""

    status = 400

    def __init__(self, code: str, title: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.title, self.more = code, title, more

    def problem(self) -> dict[str, Any]:
        return {
            "type": "about:blank",
            "status": self.status,
            "code": self.code,
            "title": self.title,
            **self.more,
        }

    def headers(self) -> dict[str, str]:
        """What HTTP says of such a refusal in its headers."""
        return {"Retry-After": str(self.more["wait"])} if "wait" in self.more else {}


class Damaged(Refusal):
    """What is stored is not what was written; nobody who asks can help it."""

    status = 500


class Unexpected(Refusal):
    """We failed, and do not know why."""

    status = 500


class Malformed(Refusal):
    status = 400


class NotSignedIn(Refusal):
    status = 401

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class NotPermitted(Refusal):
    status = 403


class NotFound(Refusal):
    status = 404


class MethodNotAllowed(Refusal):
    status = 405

    def __init__(self, title: str, allowed: str) -> None:
        super().__init__("method_not_allowed", title)
        self.allowed = allowed

    def headers(self) -> dict[str, str]:
        return {"Allow": self.allowed}


class Conflict(Refusal):
    status = 409


class PreconditionFailed(Refusal):
    """What the request says in ``If-Match`` does not hold (RFC 9110, 13.1.1)."""

    status = 412


class TooLarge(Refusal):
    status = 413


class WrongMediaType(Refusal):
    status = 415


class WrongEncoding(Refusal):
    status = 415

    def headers(self) -> dict[str, str]:
        return {"Accept-Encoding": "identity"}


class Invalid(Refusal):
    """Understood, but against a rule; ``errors`` names each field."""

    status = 422


class TooMany(Refusal):
    status = 429


class Unavailable(Refusal):
    status = 503
