"""Where agencies, hours, rules and calendar days are kept. Private to the room."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from chalicelib.foundation import clock, table

from .rules import RuleSet

if TYPE_CHECKING:
    from .calendar import SpecialDay
    from .model import Agency

_SECONDS_KEPT = 60


def save_province(facts: dict[str, object]) -> None:
    table.put({"pk": "PROVINCE", "sk": "PROVINCE", "doc": json.dumps(facts, ensure_ascii=False)})


@clock.kept_for(_SECONDS_KEPT)
def load_province() -> dict[str, Any] | None:
    item = table.get("PROVINCE", "PROVINCE")
    return json.loads(str(item["doc"])) if item else None


def save_agency(agency: Agency) -> None:
    table.put({"pk": "AGENCIES", "sk": agency.identifier, "doc": agency.model_dump_json()})


@clock.kept_for(_SECONDS_KEPT)
def load_agencies() -> dict[str, Agency]:
    from .model import Agency

    found = (Agency.model_validate_json(str(item["doc"])) for item in table.query_all("AGENCIES"))
    return {agency.identifier: agency for agency in found}


def save_hours(name: str, text: str, article: str) -> None:
    table.put({"pk": "HOURS", "sk": name, "hours": text, "article": article})


@clock.kept_for(_SECONDS_KEPT)
def load_hours() -> dict[str, str]:
    return {str(item["sk"]): str(item["hours"]) for item in table.query_all("HOURS")}


def save_rules(rules: RuleSet) -> None:
    table.put({"pk": "RULES", "sk": rules.version, "doc": rules.to_json()})


@clock.kept_for(_SECONDS_KEPT)
def load_rules() -> list[RuleSet]:
    """Every rule set, the newest first."""
    items = table.query_all("RULES")
    sets = [RuleSet.from_json(str(item["doc"])) for item in items]
    return sorted(sets, key=lambda rules: rules.effective_from, reverse=True)


def save_day(day: dt.date, special: SpecialDay, source: str) -> None:
    table.put(
        {
            "pk": "CALENDAR",
            "sk": day.isoformat(),
            "working": int(special.working),
            "vi": special.vi,
            "en": special.en,
            "source": source,
        }
    )


@clock.kept_for(_SECONDS_KEPT)
def load_days() -> dict[dt.date, SpecialDay]:
    from .calendar import SpecialDay

    return {
        dt.date.fromisoformat(str(item["sk"])): SpecialDay(
            bool(item["working"]), str(item["vi"]), str(item["en"])
        )
        for item in table.query_all("CALENDAR")
    }
