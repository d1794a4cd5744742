"""Who may do what with a dossier: officers in their roles at their agencies."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.foundation.errors import Invalid, NotPermitted
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person

from . import wording
from .model import By, Dossier, Event


def may_read(dossier: Dossier, by: Person) -> bool:
    if by.is_applicant:
        return by.is_one_of(dossier.person, dossier.owner)
    asked = (opinion.agency for opinion in dossier.opinions if dossier.is_open)
    places = {dossier.agency, dossier.settled_by, *asked}
    # By a role that works on dossiers: an administrator's there opens none.
    return any(by.holds(role, place) for role in roles.DESK for place in places)


def brought(first: Event, dossier: Dossier, by: Person) -> bool:
    """Whether this postal agent handed it over, and still brings what is for that agency."""
    handed_over = (first.by.role, first.by.id) == (roles.POSTAL_AGENT, by.subject)
    return handed_over and by.holds(roles.POSTAL_AGENT, dossier.agency)


def must_be_at(by: Person, agency: str) -> None:
    """Refuses an officer who holds no role at the agency."""
    if not by.works_at(agency):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)


def must_hold(by: Person, agency: str, allowed: Iterable[str], what: str) -> None:
    """Refuses whoever holds none of the roles at the agency; ``what`` is what they tried."""
    must_be_at(by, agency)
    if not any(by.holds(role, agency) for role in allowed):
        raise NotPermitted(
            "other_role", wording.OTHER_ROLE.format(step=what), roles=sorted(allowed)
        )


def officer(by: Person, agency: str, allowed: Iterable[str], what: str) -> By:
    """Somebody as an officer of the agency, in the first of the roles that they hold."""
    allowed = tuple(allowed)
    must_hold(by, agency, allowed, what)
    return acting(by, next(role for role in allowed if by.holds(role, agency)), agency)


def worker(subject: str, agency: str) -> tuple[Person, By]:
    """An officer who can be given a dossier of that agency."""
    found = _holding(subject, roles.PROCESSING_OFFICER, agency)
    if found is None:
        raise Invalid("not_an_officer_there", wording.NOT_AN_OFFICER_THERE)
    return found, acting(found, roles.PROCESSING_OFFICER, agency)


def maker(subject: str, role: str, agency: str) -> tuple[Person, By]:
    """An officer who can be allowed a move: one in the role that makes it."""
    found = _holding(subject, role, agency)
    if found is None:
        raise Invalid("not_their_move", wording.NOT_THEIR_MOVE)
    return found, acting(found, role, agency)


def _holding(subject: str, role: str, agency: str) -> Person | None:
    """Somebody named who holds a role; None for whoever does not, or is not known here."""
    found = known(subject)
    return found if found and found.holds(role, agency) else None


def known(subject: str) -> Person | None:
    """An officer as we know them now; None for whoever has no grant any more."""
    try:
        return people.officer(subject)
    except NotPermitted:
        return None


def applicant(by: Person) -> By:
    """An applicant, as the timeline names them: by a keyed hash."""
    return acting(by, next(iter(by.roles)))


def acting(person: Person, role: str, agency: str = "") -> By:
    """Somebody in a role at an agency, as the timeline names them."""
    if person.is_applicant:
        return By(id=person.key[:16], role=role)
    return By(id=person.subject, role=role, name=person.name, agency=agency)
