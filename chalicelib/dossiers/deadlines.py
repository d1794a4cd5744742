"""Which deadlines the law gives a dossier, under the rules it is pinned to."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline, Terms, Unit, reckon
from chalicelib.agencies.rules import RuleSet
from chalicelib.procedures.model import Version


def of_examination(submitted: dt.datetime, agency: str, rules: RuleSet) -> Deadline:
    """By when an online dossier must be examined (NĐ 107/2021: eight working hours)."""
    terms = Terms(
        unit=Unit.WORKING_HOURS,
        value=rules.value("online_examination_hours"),
        article=rules.article("online_examination_hours"),
        hours_a_day=rules.value("working_day_hours"),
    )
    return reckon(terms, submitted, agencies.calendar_of(agency))


def of_result(
    received: dt.datetime, agency: str, version: Version, channel: str, rules: RuleSet
) -> Deadline:
    """By when the result is due, counted from reception or the next opening."""
    limit = version.time_limit(channel)
    terms = Terms(
        unit=limit.unit,
        value=limit.value,
        article=limit.article,
        hours_a_day=rules.value("working_day_hours"),
        cutoff=rules.value("same_day_cutoff") if limit.unit is Unit.SAME_DAY else None,
    )
    return reckon(terms, received, agencies.calendar_of(agency))
