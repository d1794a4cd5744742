"""Who has read a dossier: kept apart from the timeline, for a period that is a rule.

A reading is written when an officer is shown a dossier, a receipt, a form or the result of a
verification. Of a list, which shows names, only the last time that an officer was shown it is
kept for each dossier: whoever works with lists all day must not push the readings out of sight.
Applicants' own looks are not kept, and systems read for a declared purpose.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, table
from chalicelib.foundation.frozen import Frozen
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person

from . import authority, codes
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
    table.put(
        _item(
            f"READINGS#{codes.kept_as(dossier.code)}",
            f"{clock.stored(at)}#{by.subject}#{call}",
            Reading(at=at, subject=by.subject, name=by.name, agency=_at(dossier, by), call=call),
        )
    )


def record_list(
    dossiers: Iterable[Dossier], by: Person, agency: str, call: str, now: dt.datetime | None = None
) -> None:
    """Keeps that an officer was shown these dossiers in a list of an agency.

    One call: a list has no more lines than a transaction takes.
    """
    reading = Reading(
        at=now or clock.now(), subject=by.subject, name=by.name, agency=agency, call=call
    )
    shown = dict.fromkeys(codes.kept_as(dossier.code) for dossier in dossiers)
    if shown:
        table.write(*(table.Put(_item(f"LISTED#{code}", by.subject, reading)) for code in shown))


def of(code: str, limit: int) -> list[Reading]:
    """The latest readings of a dossier, the newest first."""
    page = table.query(f"READINGS#{codes.kept_as(code)}", descending=True, limit=limit)
    return [_read(item) for item in page.items]


def lists_of(code: str, limit: int) -> list[Reading]:
    """Each officer who was shown it in a list, and when last, the newest first."""
    found = [
        _read(item) for item in table.query(f"LISTED#{codes.kept_as(code)}", limit=limit).items
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _item(pk: str, sk: str, reading: Reading) -> table.Item:
    days = agencies.rules_on(clock.local_day(reading.at)).value("readings_kept_days")
    expires = reading.at + dt.timedelta(days=days)
    return {"pk": pk, "sk": sk, "doc": reading.model_dump_json(), "ttl": int(expires.timestamp())}


def _read(item: table.Item) -> Reading:
    return Reading.model_validate(json.loads(str(item["doc"])))


def _at(dossier: Dossier, by: Person) -> str:
    """The agency of the dossier at which the officer may read it.

    Whoever may at none is a postal agent, who has the receipt of what they brought there.
    """
    places = sorted(authority.places_of(dossier))
    return next((at for at in places if by.holds_any(roles.DESK, at)), dossier.agency)
