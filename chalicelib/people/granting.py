"""What may be granted, to whom and by whom. Decides; keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.foundation import ids
from chalicelib.foundation.errors import Invalid, NotPermitted

from . import audiences, wording
from .model import Person, is_subject

# Of each role the agencies where it is held.
Grants = Mapping[str, Iterable[str]]
# Of an agency what stands above a signature there; None: as they are kept.
Titles = Mapping[str, str] | None


class Told(NamedTuple):
    """What is told of an officer: who they are, and what they may do from now on."""

    subject: str
    name: str
    grants: dict[str, list[str]]
    key: str
    business_key: str
    titles: Titles


def after(before: Mapping[str, Any], told: Told) -> dict[str, Any]:
    """What is kept of an officer once that is granted, in its next version."""
    titles = before.get("titles", {}) if told.titles is None else told.titles
    kept = titles_kept(titles, told.grants)
    return {
        "subject": told.subject,
        "name": told.name,
        "grants": told.grants,
        "key": same_key(told.key, before),
        **({"business_key": told.business_key} if told.business_key else {}),
        **({"titles": kept} if kept else {}),
        "version": before.get("version", 0) + 1,
    }


def must_be_subject(subject: str) -> None:
    if not is_subject(subject):
        raise Invalid("invalid_subject", wording.SUBJECT)


def must_be_roles(grants: Grants) -> None:
    unknown = grants.keys() - audiences.OFFICER_ROLES
    if unknown:
        raise Invalid("unknown_role", wording.UNKNOWN_ROLE.format(role=min(unknown)))


def must_be_held_where_they_can(grants: Grants) -> None:
    for role, places in grants.items():
        if places and not can_be_held_at(role, places):
            title = wording.ROLE_OF_THE_PROVINCE.format(role=wording.ROLES[role])
            raise Invalid("role_of_the_province", title)


def can_be_held_at(role: str, places: Iterable[str]) -> bool:
    """A role of the province opens the whole of it, so it is not held at one agency."""
    return role not in audiences.PROVINCE_ROLES or audiences.EVERYWHERE in places


def must_be_yours_to_grant(by: Person, changed: Mapping[str, set[str]]) -> None:
    """Refuses an administrator who changes a role at an agency beyond their own."""
    for role, places in changed.items():
        if places and not _may_grant(by, role, places):
            title = wording.BEYOND_YOUR_GRANTS.format(role=wording.ROLES[role])
            raise NotPermitted("beyond_your_grants", title)


def must_have_number(key: str, held: Grants, grants: Grants) -> None:
    """Refuses a role for somebody whose own dossiers are not known; taking away is free."""
    if not key and _gives(held, grants):
        title = wording.GRANT_NEEDS_NUMBER
        error = {"pointer": "/identity_number", "code": "missing", "title": title}
        raise Invalid("identity_number_needed", title, errors=[error])


def changed_places(held: Grants, grants: Grants) -> dict[str, set[str]]:
    """Of each role the agencies where it is given or taken away."""
    return {role: set(grants.get(role, [])) ^ set(held.get(role, [])) for role in {*grants, *held}}


def must_be_titles_of(titles: Mapping[str, str], grants: Grants) -> None:
    """Refuses a title at an agency where no role is held."""
    elsewhere = titles.keys() - places_of(grants)
    if elsewhere:
        raise Invalid("title_without_role", wording.TITLE_WITHOUT_ROLE.format(min(elsewhere)))


def titles_kept(titles: Mapping[str, str], grants: Grants) -> dict[str, str]:
    """The titles at the agencies where a role is still held."""
    return {place: title for place, title in titles.items() if place in places_of(grants)}


def with_titles(
    changed: Mapping[str, set[str]], grants: Grants, before: Mapping[str, str], after: Titles
) -> dict[str, set[str]]:
    """``changed_places``, with each role at an agency where the title changes."""
    if after is None:
        return dict(changed)
    places = {one for one in {*before, *after} if before.get(one) != after.get(one)}
    return {
        role: set(changed.get(role, ())) | (places & set(grants.get(role, ())))
        for role in {*changed, *grants}
    }


def places_of(grants: Grants) -> set[str]:
    return {place for places in grants.values() for place in places}


def same_key(key: str, before: Mapping[str, Any]) -> str:
    """The key as it is kept already, if it is of the same number under an earlier secret."""
    kept = str(before.get("key", ""))
    return kept if key and kept and ids.same_lasting(ids.Purpose.PERSON, key, kept) else key


def personal_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, bool]:
    """Which parts of the person a change was of. The number itself is shown nowhere."""
    parts = {"name_changed": "name", "number_changed": "key"}
    return {
        change: True for change, part in parts.items() if before and before[part] != after[part]
    }


def _may_grant(by: Person, role: str, places: set[str]) -> bool:
    if audiences.PROVINCE_ADMIN in by.roles:
        return True
    return role in audiences.AGENCY_ROLES and all(
        by.holds(audiences.AGENCY_ADMIN, place) for place in places
    )


def _gives(held: Grants, grants: Grants) -> bool:
    """Whether a person is given roles, or left with those they have; not if some only go."""
    of_people = {role: set(places) for role, places in grants.items() if places}
    of_people.pop(audiences.PARTNER_SYSTEM, None)
    added = any(places - set(held.get(role, [])) for role, places in of_people.items())
    return bool(of_people) and (added or not any(changed_places(held, grants).values()))
