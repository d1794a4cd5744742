"""Keyed hashes and tokens: how we know something again without storing it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from . import names


def keyed_hash(purpose: str, *parts: str) -> str:
    """HMAC-SHA256 of the parts under the province's secret, as 32 hex digits.

    The purpose keeps hashes of one kind from serving as another.
    """
    return _mac(purpose, parts).hex()[:32]


def lookup_token(code: str, key: str) -> str:
    """The token printed in a receipt's QR: 128 bits, URL-safe, nothing personal.

    ``key`` is the dossier's own: should a table be restored to before a dossier was
    written and its code be given again, the old receipt does not open the new dossier.
    """
    return base64.urlsafe_b64encode(_mac("lookup", (code, key))[:16]).decode().rstrip("=")


def same(one: str, other: str) -> bool:
    """Equality that takes the same time wherever the two differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def fresh() -> str:
    """A random identifier of 128 bits, in hex."""
    return secrets.token_hex(16)


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _mac(purpose: str, parts: tuple[str, ...]) -> bytes:
    if not names.SECRET:
        raise RuntimeError("MOT_CUA_SECRET is not set: this province has no secret of its own")
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(names.SECRET.encode(), message, hashlib.sha256).digest()
