"""The data that can be changed, kind by kind."""

from __future__ import annotations

import datetime as dt

from .agency_data import AgencyData
from .datum import Datum
from .hours_data import DayData, HoursData
from .model import Kind
from .procedure_data import FormData, ProcedureData, ProcessData
from .rules_data import RulesData

KINDS: dict[Kind, type[Datum]] = {
    one.kind: one
    for one in (
        ProcedureData,
        ProcessData,
        FormData,
        RulesData,
        AgencyData,
        HoursData,
        DayData,
    )
}


def datum(kind: Kind, key: str, agency: str, since: dt.date) -> Datum:
    """What a change is about; refuses a name that none of its kind can have."""
    found = KINDS[kind](key, agency, since)
    found.must_be_named()
    return found
