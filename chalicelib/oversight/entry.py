"""Requests for statistics, translated."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid, NotPermitted
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Day
from chalicelib.foundation.visits import Example, Visit
from chalicelib.people.audiences import DESK, EVERYWHERE

from . import actions, wording

_MOST_DAYS = 31


def _today() -> str:
    return clock.local_day(clock.now()).isoformat()


class StatisticsQuery(Frozen):
    model_config = ConfigDict(populate_by_name=True)

    first: Annotated[Day | None, Example(_today)] = Field(
        default=None, alias="from", description="First day; today"
    )
    until: Annotated[Day | None, Example(_today)] = Field(
        default=None, description="Last day; the first if left out"
    )
    agency: Annotated[str | None, Example(agencies.example_agency)] = Field(
        default=None, max_length=40
    )

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        first = self.first or clock.local_day(clock.now())
        return first, self.until or first

    @model_validator(mode="after")
    def _spans_a_month_at_most(self) -> StatisticsQuery:
        first, until = self.span
        if not 0 <= (until - first).days < _MOST_DAYS:
            raise ValueError(wording.TOO_LONG.format(days=_MOST_DAYS))
        return self


class CountView(BaseModel):
    """``dossiers`` came into the status that day; ``events`` happened in it. ``late`` of them
    ended after their due time; so many were ``explained`` and ``apologised`` for. So many were
    examined after their hours (``examined_late``), or forwarded too late (``forwarded_late``).
    So often a result was corrected, or papers were lost, by a fault of the agency."""

    day: dt.date
    agency: str
    procedure: str
    channel: str
    status: int
    events: int
    dossiers: int
    late: int
    explained: int
    apologised: int
    examined_late: int
    forwarded_late: int
    result_corrected: int
    refusal_withdrawn: int
    papers_lost: int


class Statistics(BaseModel):
    first: dt.date
    until: dt.date
    events: int
    counts: list[CountView]


class StandingQuery(Frozen):
    agency: Annotated[str | None, Example(agencies.example_agency)] = Field(
        default=None, max_length=40
    )


class OfficerLoad(BaseModel):
    subject: str
    name: str
    open: int


class Counted(BaseModel):
    """How many, exact up to a hundred; ``more`` if there are more than that."""

    model_config = ConfigDict(from_attributes=True)

    count: int
    more: bool


class Standing(BaseModel):
    """Open dossiers that an agency settles: by status and officer as the events had it a moment
    ago; the others as its lists on the desk are now. ``received_for_others`` are those that its
    desk received and another agency settles, by status."""

    agency: str
    by_status: dict[int, int]
    received_for_others: dict[int, int]
    by_officer: list[OfficerLoad]
    overdue: Counted
    overdue_explained: Counted = Field(description="Of them, explained to the head")
    overdue_apologised: Counted = Field(description="Of them, apologised for")
    due_today: Counted
    unassigned: Counted
    waiting: Counted
    to_forward: Counted = Field(description="Accepted here, and still to be forwarded")
    to_forward_late: Counted = Field(description="Of them, those that should have been")


def standing(visit: Visit, query: StandingQuery) -> Standing:
    """Open dossiers of your agency: by status, by officer, overdue, due today, waiting"""
    places = visit.who.places_of(DESK)
    if not query.agency and (len(places) > 1 or EVERYWHERE in places):
        raise Invalid("agency_needed", wording.AGENCY_NEEDED)
    agency = query.agency or min(places)
    found = agencies.agency(agency).identifier
    if not visit.who.holds_any(DESK, found):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    stands = actions.standing(found)
    return Standing(
        agency=found,
        by_status=stands.by_status,
        received_for_others=stands.received_for_others,
        by_officer=[OfficerLoad.model_validate(one) for one in stands.by_officer],
        **{
            name: Counted.model_validate(one)
            for name, one in actions.at_a_glance(found, clock.now()).items()
        },
    )


def statistics(visit: Visit, query: StatisticsQuery) -> Statistics:
    """How many dossiers came into each status, by day, agency, procedure and channel"""
    first, until = query.span
    agency = agencies.agency(query.agency).identifier if query.agency else ""
    rows = [CountView.model_validate(row) for row in actions.statistics(first, until, agency)]
    return Statistics(first=first, until=until, events=sum(row.events for row in rows), counts=rows)
