"""Who somebody is, and what they may do."""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import clock, ids
from chalicelib.foundation.errors import NotPermitted

from . import audiences, store, tokens, wire, wording
from .model import Person

_LONGEST_SUBJECT = 200


def identify(token: str) -> Person:
    """The person behind a bearer token; refuses a token that does not hold.

    Applicants are known by what the provider says of them, officers by the grants we
    keep: a token says who somebody is, never what they may do here.
    """
    claims = tokens.verify(token)
    kind = str(claims.get(wire.ACCOUNT_KIND, ""))
    if kind == wire.PERSONAL_ACCOUNT and claims.get(wire.IDENTITY_NUMBER):
        return _applicant(claims, audiences.CITIZEN, str(claims[wire.IDENTITY_NUMBER]))
    if kind == wire.FIRM_ACCOUNT and claims.get(wire.TAX_CODE):
        return _applicant(claims, audiences.FIRM, str(claims[wire.TAX_CODE]))
    return _officer(str(claims["sub"]))


def person_key(number: str) -> str:
    """The key under which a person's dossiers are found: never the number itself."""
    return ids.keyed_hash("person", number)


def grant(subject: str, name: str, grants: dict[str, list[str]]) -> None:
    """Gives an officer exactly these roles at these agencies."""
    strangers = grants.keys() - audiences.OFFICER_ROLES
    if strangers:
        raise ValueError(f"no such roles: {sorted(strangers)}")
    store.save_grants(subject, name, grants)
    clock.forget()


def _applicant(claims: dict[str, Any], role: str, number: str) -> Person:
    return Person(
        subject=str(claims["sub"]),
        name=str(claims.get(wire.FIRM_NAME) or claims.get(wire.NAME) or ""),
        roles=frozenset({role}),
        key=person_key(number),
        claims={"number": number, "phone": str(claims.get(wire.PHONE) or "")},
    )


def _officer(subject: str) -> Person:
    known = store.load_grants(subject) if len(subject) <= _LONGEST_SUBJECT else None
    if known is None:
        raise NotPermitted("no_grant", wording.NO_GRANT)
    name, grants = known
    return Person(
        subject=subject,
        name=name,
        roles=frozenset(grants),
        agencies={role: frozenset(places) for role, places in grants.items()},
    )
