"""Speaks to the OpenID provider: fetches the keys that sign its tokens (JWKS, RFC 7517)."""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import names
from chalicelib.foundation.trace import span

_SECONDS = 5


def signing_keys() -> list[dict[str, Any]]:
    """The provider's present public keys, as JWK objects."""
    import requests

    with span("identity"):
        answer = requests.get(names.JWKS_URL, timeout=_SECONDS)
        answer.raise_for_status()
    keys: list[dict[str, Any]] = answer.json()["keys"]
    return keys
