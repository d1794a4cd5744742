"""Phiên đăng nhập: what a browser keeps, and what is kept of it here.

A browser holds cookies that no script can read, never a token (IETF, OAuth 2.0 for Browser-Based
Applications: the pattern of a backend for the frontend; ADR 50).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from http.cookies import CookieError, SimpleCookie

from chalicelib.foundation import ids, names

# A cookie of this name is sent to this host only, over TLS only (RFC 6265bis, 4.1.3.2).
_PREFIX = "__Host-" if names.PUBLIC_URL.startswith("https:") else ""
SESSION, ATTEMPT = f"{_PREFIX}mot-cua", f"{_PREFIX}mot-cua-sign-in"
# How long somebody may take at the provider, and how long a session lasts at most.
ATTEMPT_SECONDS = 15 * 60
SESSION_SECONDS = 8 * 60 * 60
# An address of our own site: never another host's, however a browser reads it.
_OWN_ADDRESS = re.compile(r"/(?![/\\])[!-~]{0,500}")
_SESSION = re.compile(r"([0-9a-f]{32})\.([\w-]{43})")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in under way, bound to the browser that began it. ``until`` is in Unix seconds."""

    state: str
    nonce: str
    verifier: str
    back: str
    until: int

    @property
    def challenge(self) -> str:
        """RFC 7636, 4.2 (S256)."""
        return _base64(hashlib.sha256(self.verifier.encode()).digest())


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is (``owner`` is a keyed hash), and the secret that opens it."""

    owner: str
    secret: str

    @property
    def mark(self) -> str:
        """What is kept of the secret: enough to know it again, not to use it."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.owner}.{self.secret}"


def attempt(back: str, now: float) -> Attempt:
    own = back if _OWN_ADDRESS.fullmatch(back) else "/"
    return Attempt(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
        back=own,
        until=int(now) + ATTEMPT_SECONDS,
    )


def sealed(begun: Attempt) -> str:
    """The attempt as its browser keeps it; nobody can change it there."""
    text = _base64(json.dumps(asdict(begun)).encode())
    return f"{text}.{ids.keyed_hash(ids.Purpose.SIGN_IN, text)}"


def opened(cookie: str, now: float) -> Attempt | None:
    """The attempt in a browser's cookie; None if there is none, or it is over."""
    text, _, seal = cookie.partition(".")
    if not any(
        secrets.compare_digest(seal, known) for known in ids.keyed_hashes(ids.Purpose.SIGN_IN, text)
    ):
        return None
    begun = Attempt(**json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))
    return begun if begun.until > now else None


def session_of(subject: str) -> Session:
    return Session(ids.keyed_hash(ids.Purpose.SESSION, subject), secrets.token_urlsafe(32))


def owners(subject: str) -> list[str]:
    """Under which keys somebody's sessions are kept, whichever secret they were made under."""
    return ids.keyed_hashes(ids.Purpose.SESSION, subject)


def session_in(cookies: str) -> Session | None:
    found = _SESSION.fullmatch(value_in(cookies, SESSION))
    return Session(found[1], found[2]) if found else None


def value_in(cookies: str, name: str) -> str:
    """The value of one cookie in the header ``Cookie``; empty if it is not there."""
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def kept(name: str, value: str, seconds: int, same_site: str) -> str:
    """A header ``Set-Cookie``: of this host alone, out of reach of scripts."""
    secure = "; Secure" if _PREFIX else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}"


def forgotten(name: str) -> str:
    return kept(name, "", 0, "Strict")


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
