"""Examples for the API's description: lines that can be taken over in the province at hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.examples import named, submission
from chalicelib.foundation import clock

from . import wording

# Of a serial that no desk reaches on a day.
_SERIAL = 9001


def orders() -> dict[str, Any]:
    order = {"system": wording.EXAMPLE_SYSTEM, "lines": [line()]}
    return {"accepted": named("One dossier that was received there this morning", order)}


def line() -> dict[str, Any]:
    """A dossier that was received yesterday and is in hand."""
    filed = submission()
    yesterday = clock.now() - dt.timedelta(days=1)
    day, agency = clock.local_day(yesterday), agencies.example_agency()
    return {
        "code": dossiers.codes.given(agency, day, _SERIAL, agencies.rules_on(day)),
        "status": 2,
        "filed_at": clock.shown(yesterday),
        "received_at": clock.shown(yesterday),
        "due_at": clock.shown(yesterday + dt.timedelta(days=3)),
        "receiver": wording.EXAMPLE_RECEIVER,
        **{name: filed[name] for name in ("procedure", "agency", "case", "applicant", "papers")},
    }
