"""Citizens without sign-in, for tests that call the rooms' actions."""

from __future__ import annotations

from chalicelib.people.actions import key_of
from chalicelib.people.audiences import CITIZEN
from chalicelib.people.model import Person


def citizen(number: str, phone: str = "0912000099", name: str = "Người Thử Nghiệm") -> Person:
    """Somebody whom the province sees for the first time."""
    return Person(
        subject=f"citizen-{number}",
        name=name,
        roles=frozenset({CITIZEN}),
        key=key_of(CITIZEN, number),
        claims={"number": number, "phone": phone},
        level=2,
        provider="vneid",
    )
