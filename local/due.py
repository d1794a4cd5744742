"""``make due``: a due time and its explanation as JSON, without a running province."""

from __future__ import annotations

import json
import os
from typing import Any

from tools import packs

MOST_DAYS = 365


def main() -> None:
    received, days = os.environ.get("RECEIVED", ""), os.environ.get("DAYS", "")
    province = os.environ.get("PROVINCE") or "an-giang"
    if not received or not (days.isascii() and days.isdigit() and int(days[:9]) <= MOST_DAYS):
        raise SystemExit(
            "say when, and how many working days (0 to 365): "
            "make due RECEIVED=2026-11-20T14:00 DAYS=3"
        )
    if province not in packs.provinces():
        raise SystemExit(f"PROVINCE must be {' or '.join(packs.provinces())}, not {province!r}.")
    try:
        answer = due(received, int(days), province)
    except (ValueError, OverflowError) as error:
        raise SystemExit(f"not a time that can be counted from: {error}") from None
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def due(received: str, days: int, province: str) -> dict[str, Any]:
    """As ``GET /deadlines`` answers for the default opening hours of a province."""
    from chalicelib.agencies.actions import DEFAULT_HOURS
    from chalicelib.agencies.calendar import OfficeHours, WorkingCalendar, specials_of
    from chalicelib.agencies.deadlines import explain, in_working_days
    from chalicelib.foundation import clock

    moment = clock.parse(received)
    if not 2010 <= moment.year <= 2100:
        raise ValueError("only the years 2010 to 2100 have a calendar")
    hours, _ = packs.opening_hours(province)[DEFAULT_HOURS]
    in_force = [
        rules
        for rules in packs.rule_sets(province)
        if rules.effective_from <= clock.local_day(moment)
    ]
    if not in_force:
        raise ValueError(f"no rules were in force on {received}")
    rules = max(in_force, key=lambda one: one.effective_from)
    calendar = WorkingCalendar(OfficeHours(hours), specials_of(packs.decided_days(province)))
    return {"working_days": days, **explain(in_working_days(moment, days, calendar, rules))}


if __name__ == "__main__":
    main()
