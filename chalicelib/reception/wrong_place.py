"""Từ chối vì không thuộc thẩm quyền: a refusal names who is competent (NĐ 61/2018 Điều 17.1b)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency
from chalicelib.dossiers.model import Office
from chalicelib.foundation.errors import Invalid
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Named

from . import wording

Ground = Literal["competence", "other"]
COMPETENCE: Ground = "competence"
OTHER: Ground = "other"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why reception is refused. ``competent`` are agencies that the officer names."""

    ground: Ground = OTHER
    competent: tuple[str, ...] = ()

    def facts(self, named: Named, desk: str, day: dt.date) -> dict[str, Any]:
        """What its event says; nothing where the ground is not competence.

        The competent agencies are those named, or else the nearest. Refuses one that is not
        competent, and asks for them where the desk takes the procedure in, or where many are
        as near: it is then a matter of the place, which only the officer knows.
        """
        if self.ground != COMPETENCE:
            return {}
        here = agencies.agency(desk)
        found = [_competent(one, here, named, day) for one in self.competent]
        nearest = found or procedures.nearest_settlers(here, named, day)
        by_place = procedures.settlers_at(here, named, day) or len(nearest) > procedures.A_FEW
        if not found and by_place:
            raise Invalid("competent_needed", wording.COMPETENT_NEEDED)
        offices = tuple(Office(code=one.identifier, name=one.name) for one in nearest)
        return {"ground": COMPETENCE, "competent": offices}


def _competent(identifier: str, here: Agency, named: Named, day: dt.date) -> Agency:
    found = agencies.agency_in_force(identifier, day)
    if found == here:
        raise Invalid("competent_needed", wording.COMPETENT_NEEDED)
    procedures.must_settle(found, named, day)
    return found
