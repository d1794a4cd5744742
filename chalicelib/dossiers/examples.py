"""Examples for the API's description: made up, and acceptable in the province at hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures

from . import wording


def submission() -> dict[str, Any]:
    """A submission that is accepted as it stands."""
    wanted = agencies.province()["example"]
    version = procedures.in_force(wanted["procedure"], clock.local_day(clock.now())).version
    case = version.case(None)
    return {
        "procedure": wanted["procedure"],
        "agency": wanted["agency"],
        "case": case.key,
        "applicant": wording.EXAMPLE_APPLICANT,
        "form": (version.form_schema or {}).get("examples", [{}])[0],
        "papers": [
            {"code": paper.code, "originals": paper.originals, "copies": paper.copies}
            for paper in case.papers
            if paper.required
        ],
        "return_by": {"method": "counter"},
    }


def other_agency() -> str:
    """Another agency of the same level as the example's."""
    wanted = agencies.agency(agencies.province()["example"]["agency"])
    others = (
        one.identifier
        for one in agencies.all_agencies()
        if one.level == wanted.level and one.receives and one.effective_until is None
    )
    return next(one for one in others if one != wanted.identifier)


def outage() -> dict[str, Any]:
    """A block of codes for tomorrow."""
    tomorrow = clock.local_day(clock.now()) + dt.timedelta(days=1)
    agency = agencies.province()["example"]["agency"]
    return {"agency": agency, "day": tomorrow.isoformat(), "size": 10}
