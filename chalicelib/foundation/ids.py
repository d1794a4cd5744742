"""Keyed hashes and tokens: how we know something again without storing it.

A province has one secret, and after a rotation several. What is made new is made under the
newest; what was made under an earlier one is still known.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from enum import StrEnum

from . import names


class Purpose(StrEnum):
    """What a keyed hash is for: a closed list, each purpose with one use (ADR 30).

    The purpose is hashed with the text, so that a hash made for one use means nothing in
    another: a firm's tax code may have the digits of a person's identity number.
    """

    PERSON = "person"  # a citizen's or an officer's identity number
    FIRM = "firm"  # a firm's tax code
    PASSPORT = "passport"  # a foreigner's passport, with the country that issued it
    CHILD = "child"  # a child without a number: name, birth, parent
    BODY = "body"  # an organisation without tax code: name, decision that set it up
    LOOK_UP = "lookup"  # the token of a receipt's QR code
    PROOF = "proof"  # four last digits, which prove a look-up
    LINE = "line"  # a line of the system that is replaced, to know it when it is sent again
    SIGN_IN = "sign-in"  # seals what a browser keeps while somebody signs in
    SESSION = "session"  # whose sessions these are
    DRAFT = "draft"  # whose drafts these are
    CLIENT = "client"  # a network address, only to count its requests


def keyed_hash(purpose: Purpose, *parts: str) -> str:
    """HMAC-SHA256 of the parts under the province's newest secret, as 32 hex digits."""
    return _hash(_secrets()[-1], purpose, *parts)


def keyed_hashes(purpose: Purpose, *parts: str) -> list[str]:
    """As ``keyed_hash``, under each of the province's secrets, the newest first."""
    return [_hash(secret, purpose, *parts) for secret in reversed(_secrets())]


def lasting_keys(purpose: Purpose, text: str) -> list[str]:
    """The keys under which a text was and is known, the newest first.

    Each secret hashes what the one before it made: so a key that was stored can be brought
    up to a newer secret by whoever does not know the text (``same_lasting``).
    """
    keys: list[str] = []
    for secret in _secrets():
        text = _hash(secret, purpose, text)
        keys.insert(0, text)
    return keys


def same_lasting(purpose: Purpose, one: str, other: str) -> bool:
    """Whether two stored keys are of the same text, whichever secrets they were made under."""
    return one == other or not _brought_up(purpose, one).isdisjoint(_brought_up(purpose, other))


def lookup_token(code: str, key: str) -> str:
    """The token printed in a receipt's QR: 128 bits, URL-safe, nothing personal.

    ``key`` is the dossier's own: should a table be restored to before a dossier was
    written and its code be given again, the old receipt does not open the new dossier.
    """
    return _token(_secrets()[-1], code, key)


def is_lookup_token(offered: str, code: str, key: str) -> bool:
    """Whether it is that dossier's token, printed under whichever secret."""
    return any(same(_token(secret, code, key), offered) for secret in _secrets())


def same(one: str, other: str) -> bool:
    """Equality that takes the same time wherever the two differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def fresh() -> str:
    """A random identifier of 128 bits, in hex."""
    return secrets.token_hex(16)


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(*what: str) -> str:
    """A short hash of what a request said, to know it again under its idempotency key."""
    return digest("\x1f".join(what))[:16]


def _brought_up(purpose: Purpose, key: str) -> set[str]:
    """What a key is under the newest secret, for each secret that it may have been made under."""
    found = {key}
    for secret in _secrets()[1:]:
        found = {key, *(_hash(secret, purpose, older) for older in found)}
    return found


def _hash(secret: str, purpose: Purpose, *parts: str) -> str:
    return _mac(secret, purpose, *parts).hex()[:32]


def _token(secret: str, code: str, key: str) -> str:
    mac = _mac(secret, Purpose.LOOK_UP, code, key)
    return base64.urlsafe_b64encode(mac[:16]).decode().rstrip("=")


def _mac(secret: str, purpose: Purpose, *parts: str) -> bytes:
    message = "\x1f".join((Purpose(purpose), *parts)).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).digest()


def _secrets() -> tuple[str, ...]:
    if not names.SECRETS:
        raise RuntimeError("MOT_CUA_SECRET is not set: this province has no secret of its own")
    return names.SECRETS
