"""Cơ quan giải quyết: who settles what a desk takes in, and which desk returns the result."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers.model import ReturnBy
from chalicelib.foundation.errors import Invalid
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Named

from . import wording


@dataclass(frozen=True, slots=True)
class Place:
    """The desk at which something is filed, under which procedure and rules, on which day."""

    desk: Agency
    named: Named
    rules: RuleSet
    day: dt.date

    @property
    def is_boundary_free(self) -> bool:
        """Whether any one-stop desk takes it in, by the rules of the day and the procedure."""
        return bool(self.rules.value("boundary_free_intake")) and self.named.version.boundary_free

    @property
    def its_settlers(self) -> list[Agency]:
        """Who settles it, of those whose dossiers the desk takes in."""
        return procedures.settlers_at(self.desk, self.named, self.day)

    def takes_in_from_anywhere(self) -> bool:
        """Whether this desk takes it in whoever settles it: a one-stop desk, or of a settler."""
        ours = self.desk.is_one_stop or procedures.settles(self.desk, self.named)
        return ours and self.is_boundary_free


def settler(place: Place, wanted: str | None) -> Agency:
    """Who settles it: the agency that is wanted, or the only one it can be.

    Refuses an agency that is not competent (``agency_not_competent``, with who is) and a desk
    that does not take in for it; ``settler_needed`` where it can be several.
    """
    if wanted is not None:
        return _wanted(place, wanted)
    found = place.its_settlers
    if place.desk in found:
        return place.desk
    if not found and place.takes_in_from_anywhere():
        found = procedures.settlers(place.named, place.day)
    if not found:
        raise procedures.not_competent(place.desk, place.named, place.day)
    if len(found) > 1:
        nearest = agencies.nearest_first(found, place.desk)
        raise Invalid("settler_needed", wording.SETTLER_NEEDED, settlers=procedures.named(nearest))
    return found[0]


def returning_desk(place: Place, return_by: ReturnBy) -> str:
    """The desk that returns the result, where the applicant wants another than received it.

    Refuses one where boundaries matter, and one that is no one-stop desk.
    """
    if return_by.agency in (None, place.desk.identifier):
        return ""
    desk = agencies.receiving_agency(return_by.agency, place.day)
    own = desk in place.its_settlers
    if not own and not place.is_boundary_free:
        raise Invalid("not_boundary_free", wording.NOT_RETURNED_ELSEWHERE)
    if not own and not desk.is_one_stop:
        refusal = wording.RETURNS_NOTHING.format(agency=desk.name)
        raise Invalid("desk_returns_nothing", refusal)
    return desk.identifier


def _wanted(place: Place, wanted: str) -> Agency:
    found = agencies.agency_in_force(wanted, place.day)
    procedures.must_settle(found, place.named, place.day)
    if found in place.its_settlers or place.takes_in_from_anywhere():
        return found
    if place.desk.is_one_stop or procedures.settles(place.desk, place.named):
        raise Invalid("not_boundary_free", wording.NOT_BOUNDARY_FREE)
    raise procedures.not_competent(place.desk, place.named, place.day)
