"""Signing in at the provider and out again (OpenID Connect Core 3.1, PKCE of RFC 7636)."""

from __future__ import annotations

import secrets
import time
from typing import Any
from urllib.parse import urlencode

from chalicelib.foundation import names
from chalicelib.foundation.errors import NotSignedIn

from . import client, sessions, store, tokens, wording
from .actions import of_claims
from .model import Person
from .sessions import Attempt, Session

# What is kept of a token: what says who somebody is, not what makes it a token.
_NOT_KEPT = {"nonce", "at_hash", "jti", "iat", "nbf", "aud", "iss"}
BACK = f"{names.PUBLIC_URL}/api/sign-in/done"


def begin(back: str) -> tuple[str, Attempt]:
    """Where the browser goes to sign in, and what it must bring back."""
    begun = sessions.attempt(back, time.time())
    asked = {
        "response_type": "code",
        "client_id": names.TOKEN_AUDIENCE,
        "redirect_uri": BACK,
        "scope": "openid profile",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": begun.challenge,
        "code_challenge_method": "S256",
    }
    return f"{names.SIGN_IN_URL}?{urlencode(asked)}", begun


def finish(cookies: str, code: str, state: str) -> tuple[Session, int, str]:
    """A session, how many seconds it lasts, and where the browser goes on.

    Refuses what was not begun in this browser (``sign_in_not_begun``), and a token that does not
    hold or is not of this attempt.
    """
    begun = sessions.opened(sessions.value_in(cookies, sessions.ATTEMPT), time.time())
    if begun is None or not secrets.compare_digest(begun.state, state):
        raise NotSignedIn("sign_in_not_begun", wording.SIGN_IN_NOT_BEGUN)
    claims = tokens.verify(client.redeem(code, begun.verifier, BACK))
    if not secrets.compare_digest(str(claims.get("nonce", "")), begun.nonce):
        raise NotSignedIn("token_invalid", wording.SIGN_IN_NOT_BEGUN)
    who = of_claims(claims)
    session = sessions.session_of(who.subject)
    ends_at = min(int(claims["exp"]), int(time.time()) + sessions.SESSION_SECONDS)
    store.save_session(session.owner, session.mark, _kept(claims), ends_at)
    return session, ends_at - int(time.time()), begun.back


def recognise(cookies: str) -> Person | None:
    """Whose session a browser holds; None if it holds none, or one that is over."""
    session = sessions.session_in(cookies)
    if session is None:
        return None
    claims = store.load_session(session.owner, session.mark, int(time.time()))
    return of_claims(claims) if claims else None


def end(cookies: str, who: Person, everywhere: bool) -> None:
    """Signs out here, or wherever somebody signed in with their account."""
    if everywhere:
        for owner in sessions.owners(who.subject):
            store.delete_sessions(owner)
        return
    session = sessions.session_in(cookies)
    if session:
        store.delete_session(session.owner, session.mark)


def _kept(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name not in _NOT_KEPT}
