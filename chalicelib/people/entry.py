"""Requests about officers and their grants, translated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from chalicelib.agencies import actions as agencies
from chalicelib.foundation.answers import Sent, WithCookies
from chalicelib.foundation.errors import NotPermitted, Refusal
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.visits import Example, Visit

from . import actions, audiences, sessions, shapes, signing_in, wording
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
    number: str = Field(
        description="An applicant's own, as the account has it: identity number or tax code"
    )
    phone: str = Field(description="An applicant's own, as the account has it")


class SignInQuery(Frozen):
    back: str = Field("/", max_length=500, description="Where to go on, an address of this site")


class SignInDoneQuery(Frozen):
    """What the provider adds to the address (RFC 6749, 4.1.2)."""

    state: str = Field("", max_length=200)
    code: str = Field("", max_length=2000)
    error: str = Field("", max_length=200)


class SignOutOrder(Frozen):
    everywhere: bool = Field(False, description="Also in every other browser")

    @classmethod
    def example(cls) -> dict[str, Any]:
        return {"everywhere": True}


class SignedOut(BaseModel):
    everywhere: bool


def sign_in(visit: Visit, query: SignInQuery) -> Sent:
    """Sends a browser to the provider to sign in"""
    address, begun = signing_in.begin(query.back)
    cookie = sessions.kept(
        sessions.ATTEMPT, sessions.sealed(begun), sessions.ATTEMPT_SECONDS, same_site="Lax"
    )
    return Sent(address, (cookie,))


def sign_in_done(visit: Visit, query: SignInDoneQuery) -> Sent:
    """Where the provider sends the browser back to: begins a session, goes on where it was"""
    forget = sessions.forgotten(sessions.ATTEMPT)
    try:
        session, seconds, back = signing_in.finish(visit.cookies, query.code, query.state)
    except Refusal as refusal:
        # A browser stands here, not a program: it is shown a screen that says why.
        return Sent(f"/dang-nhap?{urlencode({'vi-sao': refusal.code})}", (forget,))
    keep = sessions.kept(sessions.SESSION, str(session), seconds, same_site="Strict")
    return Sent(back, (keep, forget))


def sign_out(visit: Visit, order: SignOutOrder) -> WithCookies[SignedOut]:
    """Signs out in this browser, or everywhere"""
    signing_in.end(visit.cookies, visit.who, order.everywhere)
    told = SignedOut(everywhere=order.everywhere)
    return WithCookies(told, (sessions.forgotten(sessions.SESSION),))


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
        number=who.claims.get("number", "") if who.is_applicant else "",
        phone=who.claims.get("phone", "") if who.is_applicant else "",
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
