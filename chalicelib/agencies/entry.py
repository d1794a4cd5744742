"""Requests about agencies and deadlines, translated."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, Field

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid, Unavailable
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.shapes import Day
from chalicelib.foundation.visits import Example, Visit

from . import actions, wording
from .deadlines import explain
from .model import Agency, Level
from .places import Place

# Outside these years the calendar package has no swapped days and no lunar dates.
_FIRST_YEAR, _LAST_YEAR = 2010, 2100


class DeadlineQuery(Frozen):
    received: str = Field(
        description="When it was received, ISO 8601; without an offset it is local time",
        examples=["2026-11-20T14:00"],
        max_length=40,
    )
    working_days: int = Field(
        ge=0, le=365, description="The time limit in working days", examples=[3]
    )
    agency: Annotated[str | None, Example(actions.example_agency)] = Field(
        default=None, max_length=40, description="Identifier of the office, in either form"
    )


class DeadlineView(BaseModel):
    """A due time and its arithmetic; times in ISO 8601 with +07:00."""

    received: str
    start: str
    due: str
    working_days: int
    working_hours: float
    agency: str | None
    rule: dict[str, str]
    explanation: list[dict[str, str]]


class AgencyQuery(Frozen):
    level: Level | None = Field(default=None, examples=[Level.COMMUNE])
    receives: bool | None = Field(
        default=None, description="Only those that receive dossiers", examples=[True]
    )
    ended: bool = Field(default=False, description="Also agencies that exist no longer")


class AgencyList(BaseModel):
    province: dict[str, Any]
    agencies: list[Agency]


class PlaceQuery(Frozen):
    address: Annotated[str, Example(actions.example_address)] = Field(
        min_length=1,
        max_length=400,
        description="An address, or a commune, by the units of today or of before 2025-07-01",
    )


class PlaceList(BaseModel):
    """Communes of today that the address may mean, with the units that they were made of."""

    places: list[Place]


class NoticeQuery(Frozen):
    on: Day | None = Field(
        default=None, description="As it was on this day; today", examples=["2026-03-01"]
    )


class NoticeView(BaseModel):
    """What is done with personal data; ``key`` is what a dossier keeps of the notice.

    ``kept_years``: since a dossier ended, null for ever; by the code of the field where it has a
    term of its own.
    """

    key: str
    in_force_from: dt.date
    what: str
    why: str
    who: str
    how_long: str
    rights: str
    kept_years: int | None
    kept_years_by_field: dict[str, int | None]
    readings_kept_days: int
    article: str


class Health(BaseModel):
    status: str
    province: str
    time: str


def health(visit: Visit) -> Health:
    """Whether the house is open: the table answers and a province is loaded"""
    found = actions.province()
    if not found:
        raise Unavailable("no_province", wording.NO_PROVINCE)
    return Health(status="ok", province=found["slug"], time=clock.shown(clock.now()))


def deadline(visit: Visit, query: DeadlineQuery) -> DeadlineView:
    """Count a due time and show its arithmetic"""
    counted = actions.deadline_in_days(_moment(query.received), query.working_days, query.agency)
    office = actions.agency(query.agency).identifier if query.agency else None
    return DeadlineView(working_days=query.working_days, agency=office, **explain(counted))


def show_notice(visit: Visit, query: NoticeQuery) -> NoticeView:
    """What is done with personal data: what, why, by whom, how long, which rights"""
    rules = actions.rules_on(query.on or clock.local_day(clock.now()))
    kept = rules.value("personal_data_kept_years")
    return NoticeView(
        **rules.value("personal_data_notice"),
        in_force_from=rules.effective_from,
        kept_years=kept["default"],
        kept_years_by_field=kept["fields"],
        readings_kept_days=rules.value("readings_kept_days"),
        article=rules.article("personal_data_notice"),
    )


def list_agencies(visit: Visit, query: AgencyQuery) -> AgencyList:
    """The agencies of the province"""
    today = clock.local_day(clock.now())
    found = [
        agency
        for agency in actions.all_agencies()
        if (query.ended or agency.exists_on(today))
        and query.level in (None, agency.level)
        and query.receives in (None, agency.receives)
    ]
    return AgencyList(province=actions.province(), agencies=found)


def find_places(visit: Visit, query: PlaceQuery) -> PlaceList:
    """The commune that an address means, by its units of today and of before 2025-07-01"""
    return PlaceList(places=actions.places_named(query.address))


def _moment(text: str) -> dt.datetime:
    try:
        # A plus sign left unescaped in an address arrives as a space.
        moment = clock.parse(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        raise Invalid("invalid_moment", wording.INVALID_MOMENT) from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Invalid(
            "moment_out_of_range",
            wording.MOMENT_OUT_OF_RANGE.format(first=_FIRST_YEAR, last=_LAST_YEAR),
        )
    return moment
