"""Thẩm quyền: who settles a procedure, and whose desk takes it in for them.

Two questions. Who settles follows from the procedure: which kind of agency, at which level, in
which field (``Competence``). Who receives follows from the desks: an agency's own, or one that
receives for it (NĐ 61/2018 Điều 7, 8).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency, AgencyKind
from chalicelib.foundation.errors import Invalid

from . import wording
from .model import Line, Named, Role

# More than so many are not named in a sentence: then it depends on the place.
A_FEW = 3


def settles(agency: Agency, procedure: Named | Line) -> bool:
    """Whether the agency is competent to settle the procedure."""
    if agency.kind is AgencyKind.ONE_STOP_CENTRE:
        return False
    said = procedure if isinstance(procedure, Line) else procedure.version
    level = agencies.authority_level(agency)
    if not said.competence:
        # Written before competence was said: by its level alone.
        return level in said.levels
    in_field = agency.settles_in(procedure.field.code)
    return in_field and any(
        (one.kind, one.level) == (agency.kind, level) for one in said.competence
    )


def settlers(procedure: Named | Line, day: dt.date) -> list[Agency]:
    """Every agency that settles the procedure on ``day``."""
    return [one for one in agencies.there_on(day) if settles(one, procedure)]


def taken_in_by(desk: Agency, day: dt.date) -> list[Agency]:
    """The agencies whose dossiers a desk takes in: its own, and those it receives for."""
    there = {one.identifier: one for one in agencies.there_on(day)}
    others = (there[one] for one in desk.receives_for if one in there)
    return [desk, *others] if desk.receives else [desk]


def settlers_at(desk: Agency, procedure: Named | Line, day: dt.date) -> list[Agency]:
    """Who settles the procedure, of those whose dossiers the desk takes in."""
    return [one for one in taken_in_by(desk, day) if settles(one, procedure)]


def roles_of(desk: Agency, lines: Iterable[Line], day: dt.date) -> Iterator[tuple[Line, Role]]:
    """Of those lines the ones with which an agency has to do, each with what it does."""
    others = [one for one in taken_in_by(desk, day) if one is not desk]
    anywhere = desk.is_one_stop and bool(agencies.rules_on(day).value("boundary_free_intake"))
    for line in lines:
        if settles(desk, line):
            yield line, "settles"
        elif any(settles(one, line) for one in others):
            yield line, "receives_for"
        elif anywhere and line.boundary_free:
            yield line, "boundary_free"


def desks_for(procedure: Named | Line, day: dt.date) -> list[Agency]:
    """The desks at which the procedure can be filed for those whom they take in for."""
    return [
        one for one in agencies.there_on(day) if one.receives and settlers_at(one, procedure, day)
    ]


def must_settle(agency: Agency, procedure: Named, day: dt.date) -> None:
    """Refuses an agency that does not settle the procedure, naming who does."""
    if not settles(agency, procedure):
        raise not_competent(agency, procedure, day)


def not_competent(agency: Agency, procedure: Named, day: dt.date) -> Invalid:
    """The refusal of an agency without competence: who has it stands in ``competent``."""
    nearest = nearest_settlers(agency, procedure, day)
    title = wording.NOT_COMPETENT.format(agency=agency.name)
    if 0 < len(nearest) <= A_FEW:
        title = f"{title} {wording.COMPETENT.format(', '.join(one.name for one in nearest))}"
    elif said := _in_words(procedure):
        title = f"{title} {wording.SETTLED_BY.format(who=said)}"
    everyone = agencies.nearest_first(settlers(procedure, day), agency)
    return Invalid("agency_not_competent", title, competent=named(everyone))


def _in_words(procedure: Named) -> str:
    """Who settles it by kind and level, where too many could be named, or nobody is near."""
    kinds = [(one.kind.value, one.level.value) for one in procedure.version.competence]
    known = [wording.SETTLERS[kind] for kind in kinds if kind in wording.SETTLERS]
    return ", ".join(known).format(field=procedure.field.name)


def nearest_settlers(here: Agency, procedure: Named, day: dt.date) -> list[Agency]:
    """Who else settles it nearest to ``here``: at a ward, its police and no other ward's."""
    others = [one for one in settlers(procedure, day) if one.identifier != here.identifier]
    ordered = agencies.nearest_first(others, here)
    nearest = agencies.distance(here, ordered[0]) if ordered else 0
    return [one for one in ordered if agencies.distance(here, one) == nearest]


def named(found: list[Agency]) -> list[dict[str, str]]:
    """Agencies by code and name."""
    return [{"code": one.identifier, "name": one.name} for one in found]
