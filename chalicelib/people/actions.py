"""Who somebody is, and what they may do."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from chalicelib.foundation import clock, ids
from chalicelib.foundation.errors import Conflict, Invalid, NotFound, NotPermitted

from . import audiences, store, tokens, wire, wording
from .model import PERSON, Person

# Who grants where nobody signs in: a province that is set up.
SETUP = "setup"
# No longer than a key of the table can be.
_LONGEST_SUBJECT = 120


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
    return ids.lasting_keys(PERSON, number)[0]


def is_person(key: str, number: str) -> bool:
    """Whether a stored key is of that number, whichever secret it was made under."""
    return key in ids.lasting_keys(PERSON, number)


def officer(subject: str) -> Person:
    """An officer by the grants we keep; refuses whoever has none."""
    return _officer(subject)


def grant(
    subject: str,
    name: str,
    grants: dict[str, list[str]],
    by: str = SETUP,
    note: str = "",
    key: str = "",
    at: dt.datetime | None = None,
) -> dict[str, Any]:
    """Gives an officer exactly these roles at these agencies; granting the same is nothing.

    ``key`` is the keyed hash of the officer's own identity number, so that nobody settles
    their own dossier. Every change is kept with who made it.
    """
    _must_be_roles(grants)
    before = store.load_grants_now(subject)
    after = {
        "subject": subject,
        "name": name,
        "grants": grants,
        "key": key,
        "version": (before or {}).get("version", 0) + 1,
    }
    if before and {**after, "version": before["version"]} == before:
        return before
    change = {
        "version": after["version"],
        "at": clock.stored(at or clock.now()),
        "by": by,
        "kind": "granted" if any(grants.values()) else "revoked",
        "grants": grants,
        "note": note,
        **_told_anew(before, after),
    }
    store.save_grants(before, after, json.dumps(change, ensure_ascii=False))
    clock.forget()
    return after


def change_grants(
    subject: str, name: str, grants: dict[str, list[str]], by: Person, note: str, key: str
) -> dict[str, Any]:
    """An administrator's change: of others only, and within what they administer."""
    if len(subject) > _LONGEST_SUBJECT:
        raise NotFound("unknown_officer", wording.UNKNOWN_OFFICER)
    if subject == by.subject:
        raise Conflict("own_grants", wording.OWN_GRANTS)
    _must_be_roles(grants)
    before = store.load_grants_now(subject) or {}
    known = before.get("grants", {})
    key = key or before.get("key", "")
    told_anew = bool(before) and (name, key) != (before["name"], before["key"])
    for role in {*grants, *known}:
        changed = set(grants.get(role, [])) ^ set(known.get(role, []))
        if told_anew:  # a name or number is of the whole person, wherever they work
            changed |= set(known.get(role, []))
        if changed and not _may_grant(by, role, changed):
            raise NotPermitted(
                "beyond_your_grants", wording.BEYOND_YOUR_GRANTS.format(role=wording.ROLES[role])
            )
    after = grant(subject, name, grants, by.subject, note, key)
    if after == before:
        grants_read_by(by, subject)  # who changes nothing learns no more than who asks
    return after


def grants_read_by(by: Person, subject: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same for an administrator: of an agency, only of who works there (S2 Điều 20), or
    worked there last."""
    known, changes = grants_of(subject)
    if audiences.PROVINCE_ADMIN not in by.roles:
        held = [known["grants"], *(change["grants"] for change in reversed(changes))]
        worked_at: set[str] = next(filter(None, map(_places, held)), set())
        if not any(by.holds(audiences.AGENCY_ADMIN, place) for place in worked_at):
            raise NotPermitted("other_agency", wording.OFFICER_ELSEWHERE)
    return known, changes


def grants_of(subject: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An officer's grants and every change of them; refuses an unknown officer."""
    known = store.load_grants_now(subject) if len(subject) <= _LONGEST_SUBJECT else None
    if known is None:
        raise NotFound("unknown_officer", wording.UNKNOWN_OFFICER)
    return known, store.load_changes(subject)


def staff_of(agency: str) -> list[dict[str, Any]]:
    """The officers of an agency with their roles there."""
    return [
        {
            "subject": one["subject"],
            "name": one["name"],
            "roles": sorted(role for role, places in one["grants"].items() if agency in places),
        }
        for one in store.load_staff(agency)
    ]


def _told_anew(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, bool]:
    """What else a change was of: whose own dossier is whose hangs on the number, which is
    itself told nowhere."""
    parts = {"name_changed": "name", "number_changed": "key"}
    return {told: True for told, part in parts.items() if before and before[part] != after[part]}


def _places(grants: dict[str, list[str]]) -> set[str]:
    return {place for places in grants.values() for place in places}


def _must_be_roles(grants: dict[str, list[str]]) -> None:
    strangers = grants.keys() - audiences.OFFICER_ROLES
    if strangers:
        raise Invalid("unknown_role", wording.UNKNOWN_ROLE.format(role=min(strangers)))


def _may_grant(by: Person, role: str, agencies: set[str]) -> bool:
    if audiences.PROVINCE_ADMIN in by.roles:
        return True
    return role in audiences.AGENCY_ROLES and all(
        by.holds(audiences.AGENCY_ADMIN, agency) for agency in agencies
    )


def _applicant(claims: dict[str, Any], role: str, number: str) -> Person:
    key, *former_keys = ids.lasting_keys(PERSON, number)
    return Person(
        subject=str(claims["sub"]),
        name=str(claims.get(wire.FIRM_NAME) or claims.get(wire.NAME) or ""),
        roles=frozenset({role}),
        key=key,
        former_keys=tuple(former_keys),
        claims={"number": number, "phone": str(claims.get(wire.PHONE) or "")},
    )


def _officer(subject: str) -> Person:
    known = store.load_grants(subject) if len(subject) <= _LONGEST_SUBJECT else None
    if known is None:
        raise NotPermitted("no_grant", wording.NO_GRANT)
    grants = {role: frozenset(places) for role, places in known["grants"].items() if places}
    return Person(
        subject=subject,
        name=known["name"],
        roles=frozenset(grants),
        key=known["key"],
        agencies=grants,
    )
