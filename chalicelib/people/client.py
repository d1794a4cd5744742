"""Speaks to the OpenID provider: fetches the keys that sign its tokens (JWKS, RFC 7517), redeems
what a browser brings back from it (RFC 6749, 4.1.3)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from chalicelib.foundation import log, names
from chalicelib.foundation.errors import NotSignedIn, Unavailable
from chalicelib.foundation.trace import span

from . import wording

_SECONDS = 5


def signing_keys() -> list[dict[str, Any]]:
    """The provider's present public keys, as JWK objects."""
    import requests

    with span("identity"):
        answer = requests.get(names.JWKS_URL, timeout=_SECONDS)
        answer.raise_for_status()
    keys: list[dict[str, Any]] = answer.json()["keys"]
    return keys


def redeem(code: str, verifier: str, redirect_uri: str) -> str:
    """The id token for a code; refuses a code that the provider does not (any more) know."""
    import requests

    given = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect_uri,
        "client_id": names.TOKEN_AUDIENCE,
    }
    try:
        with span("identity"):
            answer = requests.post(names.TOKEN_URL, data=given, timeout=_SECONDS)
    except requests.RequestException as error:
        log.failure("code not redeemed", error)
        raise Unavailable("sign_in_unavailable", wording.SIGN_IN_UNAVAILABLE) from None
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unavailable("sign_in_unavailable", wording.SIGN_IN_UNAVAILABLE)
    if not answer.ok:
        raise NotSignedIn("sign_in_not_begun", wording.SIGN_IN_NOT_BEGUN)
    token: str = answer.json()["id_token"]
    return token
