"""Showing the counts."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from chalicelib.dossiers import actions as dossiers
from chalicelib.people import actions as people

from . import store
from .model import NOTED


def statistics(first: dt.date, last: dt.date, agency: str = "") -> list[dict[str, str | int]]:
    """The counts of some days: a row per day, agency, procedure, channel and status."""
    rows: list[dict[str, str | int]] = []
    for offset in range((last - first).days + 1):
        day = (first + dt.timedelta(days=offset)).isoformat()
        for item in store.load_day(day, agency):
            where, procedure, channel, status = str(item["sk"]).split("#")
            rows.append(
                {
                    "day": day,
                    "agency": where,
                    "procedure": procedure,
                    "channel": channel,
                    "status": int(status),
                    "events": int(item["events"]),
                    "dossiers": int(item["dossiers"]),
                    **{one: int(item.get(one, 0)) for one in NOTED},
                }
            )
    return rows


class Stands(NamedTuple):
    """Open dossiers of an agency: those it settles by status and by officer, and by status those
    that its desk received for others."""

    by_status: dict[int, int]
    by_officer: list[dict[str, str | int]]
    received_for_others: dict[int, int]


def standing(agency: str) -> Stands:
    """Open dossiers of an agency now."""
    counts = store.load_standing(agency)
    staff = {str(one["subject"]): str(one["name"]) for one in people.staff_of(agency)}
    # Whoever left with dossiers in hand is seen until they are handed over.
    for what, count in counts.items():
        subject = what.removeprefix("officer#")
        if count and what.startswith("officer#") and subject not in staff:
            staff[subject] = people.name_of(subject)
    by_officer: list[dict[str, str | int]] = [
        {"subject": subject, "name": name, "open": counts.get(f"officer#{subject}", 0)}
        for subject, name in staff.items()
    ]
    return Stands(_by_status(counts, "status#"), by_officer, _by_status(counts, "received_status#"))


def _by_status(counts: dict[str, int], begins: str) -> dict[int, int]:
    return {
        int(what.removeprefix(begins)): count
        for what, count in counts.items()
        if what.startswith(begins) and count
    }


def at_a_glance(agency: str, now: dt.datetime) -> dict[str, dossiers.Counted]:
    """What of an agency is overdue, due today, in nobody's hands, waiting for others.

    Counted in its lists at this moment: a due time passes without an event.
    """
    return dossiers.counts_of_desk(agency, now)
