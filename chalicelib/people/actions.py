"""Who somebody is, and what they may do."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, NotSignedIn
from chalicelib.foundation.wording import TOKEN_INVALID

from . import audiences, granting, store, tokens, wire, wording
from . import claims as claimed
from .model import Person, is_subject, keys_of

# Who grants where nobody signs in: a province that is set up.
SETUP = "setup"


def identify(token: str) -> Person:
    """The person behind a bearer token; refuses a token that does not hold.

    Applicants are known by what the provider says of them, officers by the grants we
    keep: a token says who somebody is, never what they may do here.
    """
    return of_claims(tokens.verify(token))


def of_claims(claims: dict[str, Any]) -> Person:
    """The person of whom a provider says this; refuses a name or number that nobody can have."""
    if not is_subject(claims["sub"]):
        raise NotSignedIn("token_invalid", TOKEN_INVALID)
    account = str(claims.get(wire.ACCOUNT_KIND, "")).strip()
    if account == wire.PERSONAL_ACCOUNT:
        number = claimed.identity_number(claims)
        if number:
            return _applicant(claims, audiences.CITIZEN, number)
    if account == wire.FIRM_ACCOUNT:
        number = claimed.tax_code(claims)
        if number:
            return _applicant(claims, audiences.FIRM, number)
    return _signed_in_officer(claims)


def key_of(kind: str, number: str) -> str:
    """The key under which somebody's dossiers are found: never the number itself.

    ``kind`` is ``citizen`` (an identity number), ``firm`` (a tax code), or what stands in for
    them: ``passport``, ``child``, ``body``. The keys of one text differ by it.
    """
    return keys_of(kind, number)[0]


def is_number_of(kind: str, key: str, number: str) -> bool:
    """Whether a stored key is of that number, whichever secret it was made under."""
    return key in keys_of(kind, number)


def officer(subject: str) -> Person:
    """An officer who is named by somebody else; refuses whoever has no grant.

    And whoever was granted without a number: it cannot be said which dossiers are their own.
    """
    return _with_number(_officer(subject))


def officer_now(subject: str) -> Person:
    """The same, read anew: whoever lost a role a moment ago is given nothing more to do."""
    kept = store.load_grants_now(subject) if is_subject(subject) else None
    return _with_number(_officer_of(kept))


def _with_number(found: Person) -> Person:
    if found.lacks_number:
        raise Invalid("officer_without_number", wording.OFFICER_WITHOUT_NUMBER)
    return found


def is_known(subject: str) -> bool:
    """Whether somebody was ever granted something here."""
    return store.load_grants(subject) is not None


def name_of(subject: str) -> str:
    """An officer's name, whatever they may do now; refuses whoever never had a grant."""
    return _officer(subject).name


def name_of_role(role: str) -> str:
    return wording.ROLES[role]


def grant(
    subject: str,
    name: str,
    grants: dict[str, list[str]],
    by: str = SETUP,
    note: str = "",
    key: str = "",
    at: dt.datetime | None = None,
    business_key: str = "",
    titles: granting.Titles = None,
) -> dict[str, Any]:
    """Gives an officer exactly these roles at these agencies; granting the same is nothing.

    ``key`` is the keyed hash of the officer's own identity number, ``business_key`` of the
    same number as a firm's tax code, so that nobody settles their own dossier. ``titles`` is
    what stands above the signature, by agency (NĐ 30/2020 Phụ lục I); without it they stay where
    a role is still held. Every change is kept with who made it.
    """
    granting.must_be_subject(subject)
    granting.must_be_roles(grants)
    before = store.load_grants_now(subject)
    told = granting.Told(subject, name, grants, key, business_key, titles)
    return _granted(before, told, by, note, at or clock.now())


def change_grants(
    subject: str,
    name: str,
    grants: dict[str, list[str]],
    by: Person,
    note: str,
    key: str,
    business_key: str = "",
    first: Callable[[granting.Grants], None] | None = None,
    titles: granting.Titles = None,
) -> dict[str, Any]:
    """An administrator's change: of others only, and within what they administer.

    Whoever is given a role has a number; one that is kept already need not be sent again.
    ``first`` is done once the change may be made and before it is, with the roles held until then;
    it may refuse.
    """
    granting.must_be_subject(subject)
    if subject == by.subject:
        raise Conflict("own_grants", wording.OWN_GRANTS)
    granting.must_be_roles(grants)
    granting.must_be_titles_of(titles or {}, grants)
    before = store.load_grants_now(subject) or {}
    key = granting.same_key(key, before)
    if not key or key == before.get("key"):
        key, business_key = before.get("key", ""), before.get("business_key", business_key)
    held = before.get("grants", {})
    changed = granting.changed_places(held, grants)
    if before and (name, key) != (before["name"], before["key"]):
        # A name or number is of the whole person, wherever they work.
        changed = {role: places | set(held.get(role, [])) for role, places in changed.items()}
    changed = granting.with_titles(changed, grants, before.get("titles", {}), titles)
    granting.must_be_yours_to_grant(by, changed)
    granting.must_be_held_where_they_can(grants)
    if before and not any(changed.values()):
        grants_read_by(by, subject)  # who changes no role learns no more than who reads
    granting.must_have_number(key, held, grants)
    if first:
        first(held)
    told = granting.Told(subject, name, grants, key, business_key, titles)
    return _granted(before or None, told, by.subject, note, clock.now())


def _granted(
    before: dict[str, Any] | None, told: granting.Told, by: str, note: str, at: dt.datetime
) -> dict[str, Any]:
    """Keeps what somebody may do now, and the change; refused if it is not as it was read."""
    after = granting.after(before or {}, told)
    if before and {**after, "version": before["version"]} == before:
        return before
    change = {
        "version": after["version"],
        "at": clock.stored(at),
        "by": by,
        "kind": "granted" if any(told.grants.values()) else "revoked",
        "grants": after["grants"],
        "note": note,
        **({"titles": after["titles"]} if "titles" in after else {}),
        **granting.personal_changes(before or {}, after),
    }
    store.save_grants(before, after, json.dumps(change, ensure_ascii=False))
    clock.forget()
    return after


def grants_read_by(by: Person, subject: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same for an administrator: of an agency, only of who works there (S2 Điều 20), or
    worked there last."""
    current, changes = grants_of(subject)
    if audiences.PROVINCE_ADMIN not in by.roles:
        held = [current["grants"], *(change["grants"] for change in reversed(changes))]
        worked_at: set[str] = next(filter(None, map(granting.places_of, held)), set())
        if not any(by.holds(audiences.AGENCY_ADMIN, place) for place in worked_at):
            raise NotPermitted("other_agency", wording.OFFICER_ELSEWHERE)
    return current, changes


def grants_of(subject: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An officer's grants and every change of them; refuses an unknown officer."""
    current = store.load_grants_now(subject) if is_subject(subject) else None
    if current is None:
        raise NotFound("unknown_officer", wording.UNKNOWN_OFFICER)
    return current, store.load_changes(subject)


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


def _applicant(claims: dict[str, Any], role: str, number: claimed.Number) -> Person:
    key, *former_keys = keys_of(role, number.kept, number.sent)
    return Person(
        subject=claims["sub"],
        name=claimed.name(claims),
        roles=frozenset({role}),
        key=key,
        former_keys=tuple(former_keys),
        claims={"number": number.kept, "phone": claimed.phone(claims)},
        level=claimed.level(claims),
        provider=claimed.provider(claims),
    )


def _signed_in_officer(claims: dict[str, Any]) -> Person:
    """An officer with the number that the token has, or else the one kept with the grants."""
    found = _officer(claims["sub"])
    number = claimed.identity_number(claims)
    if number is None:
        if found.lacks_number:
            raise NotPermitted("identity_number_needed", wording.NUMBER_NEEDED)
        return found
    if found.key and not is_number_of(audiences.CITIZEN, found.key, number.kept):
        raise NotPermitted("identity_number_differs", wording.NUMBER_DIFFERS)
    key, *former_keys = keys_of(audiences.CITIZEN, number.kept)
    business_key = key_of(audiences.FIRM, number.kept)
    return replace(found, key=key, former_keys=tuple(former_keys), business_key=business_key)


def _officer(subject: str) -> Person:
    return _officer_of(store.load_grants(subject) if is_subject(subject) else None)


def _officer_of(kept: dict[str, Any] | None) -> Person:
    if kept is None:
        raise NotPermitted("no_grant", wording.NO_GRANT)
    grants = {
        role: frozenset(places)
        for role, places in kept["grants"].items()
        if places and granting.can_be_held_at(role, places)
    }
    return Person(
        subject=kept["subject"],
        name=kept["name"],
        roles=frozenset(grants),
        key=kept["key"],
        business_key=kept.get("business_key", ""),
        agencies=grants,
        titles=kept.get("titles", {}),
    )
