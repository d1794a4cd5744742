"""Requests about officers and their grants, translated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.errors import NotPermitted
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.text import one_line
from chalicelib.foundation.visits import Example, Visit

from . import actions, audiences, identifiers, wording
from .shapes import Subject


class GrantsOrder(Frozen):
    """All roles an officer has from now on; an empty list revokes, ``*`` is the province."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(identifiers.name)]
    grants: dict[str, Annotated[list[str], Field(max_length=50)]]
    identity_number: Annotated[str, AfterValidator(identifiers.identity_number)] | None = Field(
        default=None,
        description="So that nobody settles their own dossier; kept hashed. "
        "Needed unless one is kept already, or only roles are taken away",
    )
    note: Annotated[str, Field(max_length=500), AfterValidator(one_line)] = ""

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {
            "name": wording.EXAMPLE_OFFICER,
            "grants": {audiences.PROCESSING_OFFICER: [agencies.example_agency()]},
            "identity_number": wording.EXAMPLE_OFFICER_NUMBER,
            "note": wording.EXAMPLE_GRANTS_NOTE,
        }


class GrantsView(BaseModel):
    subject: str
    name: str
    version: int
    grants: dict[str, list[str]]
    changes: list[dict[str, Any]]


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


def change_grants(visit: Visit, subject: Subject, order: GrantsOrder) -> GrantsView:
    """Give an officer exactly these roles, or take them away"""
    grants = {
        role: sorted({_place(place) for place in places}) for role, places in order.grants.items()
    }
    number = order.identity_number
    key, business_key = (
        (actions.key_of(kind, number) if number else "")
        for kind in (audiences.CITIZEN, audiences.FIRM)
    )
    actions.change_grants(subject, order.name, grants, visit.who, order.note, key, business_key)
    return _view(subject, *actions.grants_of(subject))


def show_grants(visit: Visit, subject: Subject) -> GrantsView:
    """An officer's roles, and who changed them when"""
    return _view(subject, *actions.grants_read_by(visit.who, subject))


def list_staff(visit: Visit, query: StaffQuery) -> StaffList:
    """The officers of an agency, for whoever works there"""
    agency = agencies.agency(query.agency).identifier
    if not visit.who.holds_any(audiences.STAFF, agency):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    return StaffList(agency=agency, staff=actions.staff_of(agency))


def _view(subject: str, current: dict[str, Any], changes: list[dict[str, Any]]) -> GrantsView:
    return GrantsView(
        subject=subject,
        name=current["name"],
        version=current["version"],
        grants=current["grants"],
        changes=[{**one, "at": clock.shown(clock.parse(one["at"]))} for one in changes],
    )


def _roles(held: Iterable[str]) -> list[RoleView]:
    return [RoleView(code=role, name=wording.ROLES[role]) for role in sorted(held)]


def _place(text: str) -> str:
    return text if text == audiences.EVERYWHERE else agencies.agency(text).identifier
