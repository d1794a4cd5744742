"""The rollups queue and the requests for statistics, translated."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, log, queues
from chalicelib.foundation.errors import NotPermitted
from chalicelib.foundation.web import Visit
from chalicelib.people.audiences import DESK

from . import actions, wording

_MOST_DAYS = 31
Day = Annotated[dt.date, BeforeValidator(clock.written_day)]


class StatisticsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: Day | None = Field(default=None, alias="from", description="First day; today")
    until: Day | None = Field(default=None, description="Last day; the first if left out")
    agency: str | None = Field(default=None, max_length=40)

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
    """``dossiers`` came into the status that day; ``events`` happened in it."""

    day: dt.date
    agency: str
    procedure: str
    channel: str
    status: int
    events: int
    dossiers: int


class Statistics(BaseModel):
    first: dt.date
    until: dt.date
    events: int
    counts: list[CountView]


class StandingQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    agency: str | None = Field(default=None, max_length=40)


class OfficerLoad(BaseModel):
    subject: str
    name: str
    open: int


class Standing(BaseModel):
    """Open dossiers of an agency as the events told, a moment ago."""

    agency: str
    by_status: dict[int, int]
    by_officer: list[OfficerLoad]


def standing(visit: Visit, query: StandingQuery) -> Standing:
    """Open dossiers of your agency by status, and the load of each officer"""
    agency = query.agency or min(visit.who.places, default="")
    found = agencies.agency(agency).identifier
    if not any(visit.who.holds(role, found) for role in DESK):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    by_status, by_officer = actions.standing(found)
    return Standing(
        agency=found,
        by_status=by_status,
        by_officer=[OfficerLoad.model_validate(one) for one in by_officer],
    )


def count(event: Any) -> dict[str, Any]:
    """Counts a batch of the rollups queue; answers which messages could not be counted."""
    messages = list(event)
    new, strangers = actions.count([message.body for message in messages])
    log.info("events counted", count=new)
    return queues.failed([messages[at] for at in strangers])


def audit(event: Any) -> None:
    """Every night: the chain of each dossier that changed on the day before.

    Fails when one does not hold, so that the alarm rings.
    """
    yesterday = clock.local_day(clock.now()) - dt.timedelta(days=1)
    audited, broken = actions.audit(yesterday)
    log.info("timelines audited", count=audited)
    if broken:
        raise RuntimeError(f"{len(broken)} timelines do not hold")


def statistics(visit: Visit, query: StatisticsQuery) -> Statistics:
    """How many dossiers came into each status, by day, agency, procedure and channel"""
    first, until = query.span
    agency = agencies.agency(query.agency).identifier if query.agency else ""
    rows = [CountView.model_validate(row) for row in actions.statistics(first, until, agency)]
    return Statistics(first=first, until=until, events=sum(row.events for row in rows), counts=rows)
