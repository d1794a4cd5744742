"""Requests about officers and their grants, translated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.foundation.errors import NotPermitted
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.visits import Example, Visit

from . import actions, audiences, shapes, wording
from .shapes import Subject


class StaffQuery(Frozen):
    agency: Annotated[str, Field(max_length=40), Example(agencies.example_agency)]


class StaffList(BaseModel):
    agency: str
    staff: list[dict[str, Any]]


class RoleView(BaseModel):
    code: str
    name: str


class PlaceView(BaseModel):
    """An agency at which somebody holds roles; ``*`` is the whole province."""

    code: str
    name: str
    roles: list[RoleView]


class PersonView(BaseModel):
    """Who signed in: an applicant, or an officer with their agencies."""

    subject: str
    name: str
    roles: list[RoleView]
    agencies: list[PlaceView] = Field(
        description="Where an officer works; a request for one of several names it"
    )


def show_me(visit: Visit) -> PersonView:
    """Who is signed in, and as what they may act where"""
    who = visit.who
    places = sorted(who.places_of(who.agencies))
    return PersonView(
        subject=who.subject,
        name=who.name,
        roles=_roles(who.roles),
        agencies=[
            PlaceView(
                code=place,
                name=agencies.name_of(place),
                roles=_roles(role for role, held in who.agencies.items() if place in held),
            )
            for place in places
        ],
    )


def show_grants(visit: Visit, subject: Subject) -> shapes.GrantsView:
    """An officer's roles, and who changed them when"""
    return shapes.grants_view(subject, *actions.grants_read_by(visit.who, subject))


def list_staff(visit: Visit, query: StaffQuery) -> StaffList:
    """The officers of an agency, for whoever works there"""
    agency = agencies.agency(query.agency).identifier
    if not visit.who.holds_any(audiences.STAFF, agency):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    return StaffList(agency=agency, staff=actions.staff_of(agency))


def _roles(held: Iterable[str]) -> list[RoleView]:
    return [RoleView(code=role, name=wording.ROLES[role]) for role in sorted(held)]
