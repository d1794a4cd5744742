"""Verifies bearer tokens: signature, algorithm, issuer, audience, times (RFC 8725)."""

from __future__ import annotations

import threading
import time
from typing import Any

from chalicelib.foundation import log, names, wording
from chalicelib.foundation.errors import NotSignedIn, Unavailable

from . import client
from . import wording as people_wording

_KEYS_KEPT_SECONDS = 600
# A token that names an unknown key must not let anyone make us call the provider at will.
_REFETCH_SECONDS = 10
_RETRY_SECONDS = 1
_LEEWAY_SECONDS = 30
_TOKENS_KEPT = 1024

_keys: dict[str, Any] = {}
_keys_fetched = 0.0
_fetching = threading.Lock()
_verified: dict[str, tuple[float, dict[str, Any]]] = {}


def verify(token: str) -> dict[str, Any]:
    """The claims of a valid token; refuses every other.

    A token once verified is remembered until it expires: a signature costs more than
    all else a small request does.
    """
    verified = _verified.get(token)
    if verified:
        ends_at, claims = verified
        if ends_at > time.time():
            return claims
        raise NotSignedIn("token_expired", wording.TOKEN_EXPIRED)
    claims = _checked(token)
    if len(_verified) >= _TOKENS_KEPT:
        _verified.clear()
    _verified[token] = (int(claims["exp"]) + _LEEWAY_SECONDS, claims)
    return claims


def _checked(token: str) -> dict[str, Any]:
    import jwt

    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in names.TOKEN_ALGORITHMS:
            raise jwt.InvalidAlgorithmError
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(str(header.get("kid", ""))),
            algorithms=list(names.TOKEN_ALGORITHMS),
            audience=names.TOKEN_AUDIENCE,
            issuer=names.TOKEN_ISSUER,
            leeway=_LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "sub", "iss", "aud"]},
        )
        return claims
    except jwt.ExpiredSignatureError:
        raise NotSignedIn("token_expired", wording.TOKEN_EXPIRED) from None
    except (jwt.PyJWTError, ValueError, TypeError):
        raise NotSignedIn("token_invalid", wording.TOKEN_INVALID) from None


def _key(name: str) -> Any:
    age = time.monotonic() - _keys_fetched
    if name in _keys:
        # One request fetches anew while the others go on with the keys there are.
        if age > _KEYS_KEPT_SECONDS and _fetching.acquire(blocking=False):
            try:
                _refresh()
            finally:
                _fetching.release()
    else:
        with _fetching:
            pause = _REFETCH_SECONDS if _keys else _RETRY_SECONDS
            if not _keys_fetched or time.monotonic() - _keys_fetched > pause:
                _refresh()
    if not _keys:
        raise Unavailable("sign_in_unavailable", people_wording.SIGN_IN_UNAVAILABLE)
    if name not in _keys:
        raise NotSignedIn("token_invalid", wording.TOKEN_INVALID)
    return _keys[name]


def _refresh() -> None:
    """Calls the provider; a request right after a failure does not call it again."""
    global _keys, _keys_fetched
    _keys_fetched = time.monotonic()
    _keys = _fetched() or _keys


def _fetched() -> dict[str, Any]:
    import jwt
    import requests

    try:
        return {key["kid"]: jwt.PyJWK(key).key for key in client.signing_keys()}
    except (requests.RequestException, KeyError, ValueError, jwt.PyJWTError) as error:
        log.failure("signing keys not fetched", error)
        return {}
