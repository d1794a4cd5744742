"""Loads a province pack (``infra/seed``) into the table, through the rooms' own actions.

Run against a laptop by ``make run``; against AWS with the environment of a stage:
``python -m tools.packs an-giang``. Loading the same pack again changes nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.foundation.text import regular_parts

SEED = Path(__file__).parent.parent / "infra" / "seed"


def provinces() -> list[str]:
    """The packs there are, by their slug."""
    return sorted(path.parent.name for path in SEED.glob("*/province.yaml"))


def load(province: str, seed: Path = SEED) -> dict[str, int]:
    """Loads everything of a province; returns how many of each it loaded."""
    from chalicelib.agencies import actions as agencies
    from chalicelib.agencies.model import Agency
    from chalicelib.procedures import actions as procedures

    pack = seed / province
    tree = _read(pack / "agencies.yaml")
    places = [Agency.model_validate(one) for one in tree["agencies"]]
    # Before anybody can file: no event is older.
    _open_journal([one.identifier for one in places])
    rules = rule_sets(province, seed)
    agencies.establish(
        _plain(_read(pack / "province.yaml")), places, opening_hours(province, seed), rules
    )
    for one in _overrides(province, seed):
        vi, en = one["name"]["vi"], one["name"]["en"]
        agencies.decide_day(one["day"], one["working"], vi, en, one["source"])
    agencies.settle_places(places_of(province, seed))
    procedures.offer(channels(seed))
    adopted = list(adopted_procedures(province, seed))
    procedures.publish(*adopted)
    return {"agencies": len(places), "rule sets": len(rules), "procedures": len(adopted)}


def opening_hours(province: str, seed: Path = SEED) -> dict[str, tuple[str, str]]:
    """Opening hours by name: their text and the article they rest on."""
    named = _read(seed / province / "agencies.yaml")["opening_hours"]
    return {name: (_hours_text(one["hours"]), one["article"]) for name, one in named.items()}


def rule_sets(province: str, seed: Path = SEED) -> list[Any]:
    from chalicelib.agencies.rules import RuleSet

    found = _read(seed / province / "rules.yaml")["rule_sets"]
    return [RuleSet(**one) for one in found]


def places_of(province: str, seed: Path = SEED) -> list[Any]:
    """The communes of a province, and the units before 2025-07-01 that they were made of."""
    from chalicelib.agencies.places import place_of

    return [place_of(one) for one in _read(seed / province / "places.yaml")["places"]]


def channels(seed: Path = SEED) -> list[Any]:
    """The channels through which dossiers come in, the same for all provinces."""
    from chalicelib.procedures.model import Channel

    return [Channel(**one) for one in _read(seed / "national" / "channels.yaml")["channels"]]


def decided_days(province: str, seed: Path = SEED) -> dict[dt.date, Any]:
    """The days that the province decided itself."""
    from chalicelib.agencies.calendar import SpecialDay

    return {
        one["day"]: SpecialDay(one["working"], one["name"]["vi"], one["name"]["en"])
        for one in _overrides(province, seed)
    }


def adopted_procedures(province: str, seed: Path = SEED) -> Iterator[Any]:
    """The national procedures that a province offers, with its own fees."""
    from chalicelib.procedures.model import Procedure

    national = dict(_national(seed))
    grounds = {
        one["key"]: one for one in _read(seed / "national" / "exemptions.yaml")["exemptions"]
    }
    events = _read(seed / "national" / "events.yaml")["events"]
    pack = _read(seed / province / "procedures.yaml")
    for adoption in pack["adopts"]:
        doc = national[adoption["code"]]
        versions = sorted(doc["versions"], key=lambda version: version["effective_from"])
        if "fees" in adoption:
            # What the province's council decided holds for the newest version; a dossier
            # pinned to an older one keeps the fees of its day.
            versions[-1] = {**versions[-1], "fees": adoption["fees"]}
        versions[-1] = {**versions[-1], "lists": _on_lists(versions[-1], pack.get("lists") or {})}
        completed = [_with_grounds(_with_form(version, seed), grounds) for version in versions]
        owner = adoption.get("owner", "")
        doc = {**doc, "events": _events_of(adoption["code"], events)}
        yield Procedure.model_validate({**doc, "answered_by": owner, "versions": completed})


def _events_of(code: str, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of life in which a procedure is often needed."""
    return [
        {name: value for name, value in one.items() if name != "procedures"}
        for one in events
        if code in one["procedures"]
    ]


def _on_lists(version: dict[str, Any], lists: dict[str, Any]) -> dict[str, Any]:
    """The province's lists on which a version is, each with the decision that makes it."""
    on = {
        "online": version["online"]["service"] != "none",
        "integrated": version["online"]["service"] == "full",
        "boundary_free": version["boundary_free"],
        "postal": version["postal"],
    }
    return {name: decision for name, decision in lists.items() if on[name]}


def _open_journal(agencies: list[str]) -> None:
    """Keeps since when there may be events; in a table older than that since its first code.

    A day earlier, because clocks differ.
    """
    from chalicelib.foundation import clock, queues, table

    if queues.journal_began():
        return
    first_codes = [table.query(f"SERIAL#{agency}", limit=1).items for agency in agencies]
    days = [str(item["sk"]) for items in first_codes for item in items]
    first = dt.datetime.strptime(min(days), "%y%m%d") if days else None
    began = first.replace(tzinfo=clock.LOCAL) if first else clock.now()
    queues.open_journal(began - dt.timedelta(days=1))


def _overrides(province: str, seed: Path) -> list[dict[str, Any]]:
    return _read(seed / province / "calendar.yaml").get("overrides") or []


def _national(seed: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((seed / "national" / "procedures").glob("*.yaml")):
        of_field = _read(path)
        for procedure in of_field["procedures"]:
            yield procedure["code"], {**procedure, "field": of_field["field"]}


def _with_form(version: dict[str, Any], seed: Path) -> dict[str, Any]:
    if not version.get("form"):
        return version
    path = seed / "national" / "forms" / f"{version['form']}.json"
    return {**version, "form_schema": regular_parts(json.loads(path.read_text("utf-8")))}


def _with_grounds(version: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The version with the words of each exemption that one of its fees names by its key."""
    fees = [
        {
            **{name: value for name, value in fee.items() if name != "exempt"},
            "grounds": [known[key] for key in fee.get("exempt", [])],
        }
        for fee in version.get("fees", [])
    ]
    return {**version, "fees": fees}


def _hours_text(by_weekday: dict[str, list[list[str]]]) -> str:
    """``mon-fri 07:00-11:30 13:30-17:00; sat 07:00-11:30``: neighbours alike are one."""
    parts: list[tuple[str, str, str]] = []
    for day, stretches in by_weekday.items():
        hours = " ".join(f"{begin}-{end}" for begin, end in stretches)
        if parts and parts[-1][2] == hours:
            parts[-1] = (parts[-1][0], day, hours)
        else:
            parts.append((day, day, hours))
    return "; ".join(f"{first}-{last} {hours}" for first, last, hours in parts if hours)


def _read(path: Path) -> Any:
    import yaml

    return regular_parts(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))


def _plain(value: Any) -> Any:
    """YAML's dates as text, so that the rest is JSON."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


if __name__ == "__main__":
    print(load(sys.argv[1]))
