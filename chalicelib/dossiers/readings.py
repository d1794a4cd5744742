"""Who has read a dossier: kept apart from the timeline, for a period that is a rule.

A reading is written when an officer is shown a dossier, a receipt, a form or the result of a
verification. Applicants' own looks are not kept, and systems read for a declared purpose.
"""

from __future__ import annotations

import datetime as dt
import json

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, table
from chalicelib.foundation.frozen import Frozen
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person

from . import authority
from .model import Dossier


class Reading(Frozen):
    """Who read it when, in which agency, through which call of the API."""

    at: dt.datetime
    subject: str
    name: str
    agency: str
    call: str


def record(dossier: Dossier, by: Person, call: str, now: dt.datetime | None = None) -> None:
    """Keeps that an officer has read a dossier: one write."""
    at = now or clock.now()
    reading = Reading(at=at, subject=by.subject, name=by.name, agency=_at(dossier, by), call=call)
    days = agencies.rules_on(clock.local_day(at)).value("readings_kept_days")
    table.put(
        {
            "pk": f"READINGS#{dossier.code}",
            "sk": f"{clock.stored(at)}#{by.subject}#{call}",
            "doc": reading.model_dump_json(),
            "ttl": int((at + dt.timedelta(days=days)).timestamp()),
        }
    )


def of(code: str, limit: int) -> list[Reading]:
    """The latest readings of a dossier, the newest first."""
    page = table.query(f"READINGS#{code}", descending=True, limit=limit)
    return [Reading.model_validate(json.loads(str(item["doc"]))) for item in page.items]


def _at(dossier: Dossier, by: Person) -> str:
    """The agency of the dossier at which the officer may read it.

    Whoever may at none is a postal agent, who has the receipt of what they brought there.
    """
    places = sorted(authority.places_of(dossier))
    return next((at for at in places if by.holds_any(roles.DESK, at)), dossier.agency)
