"""Officers that a test brings along: granted, and signed in, with an identity number of their own.

Whoever the simulated province knows has the number of its directory; of anybody else it is made
from the name of the account, so that the grants and the token of one account agree.
"""

from __future__ import annotations

import hashlib
from typing import Any

from chalicelib.people import actions as people
from chalicelib.people import wire
from chalicelib.people.audiences import CITIZEN
from local.people import directory


def number_of(subject: str) -> str:
    known = directory().get(subject, {}).get(wire.IDENTITY_NUMBER)
    made = int(hashlib.sha256(subject.encode()).hexdigest(), 16) % 10**8
    return str(known or f"0010{made:08}")


def grant(subject: str, name: str, grants: dict[str, list[str]], key: str = "") -> dict[str, Any]:
    """Gives exactly these roles to an officer; with the key of their own number if none is said."""
    own = key or people.key_of(CITIZEN, number_of(subject))
    return people.grant(subject, name, grants, key=own)


def token(provider: Any, subject: str, **claims: Any) -> str:
    """A public-service account's token, also of one that the provider's directory has not."""
    own = {"sub": subject, wire.IDENTITY_NUMBER: number_of(subject)}
    issued: str = provider.token("head-1", **{**own, **claims})
    return issued
