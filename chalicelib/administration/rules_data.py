"""The rule sets of the province, as they are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies import rule_shapes
from chalicelib.agencies.model import AgencyKind
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import table
from chalicelib.foundation.errors import pointer
from chalicelib.foundation.frozen import Frozen
from chalicelib.procedures import actions as procedures

from . import warnings, wording
from .datum import (
    Concerned,
    Datum,
    Doc,
    Path,
    Problem,
    already,
    dumped,
    head,
    problem,
    shaped,
)
from .model import Kind

_RULES_BY_FIELD = ("personal_data_kept_years", "residence_forms")
_RULE_MEMBERS = {"value", "article", "verify", "note"}


class RulesShape(Frozen):
    regulation: str
    rules: dict[str, dict[str, Any]]


class RulesData(Datum):
    """A rule set of the province: every rule, each with its article."""

    kind = Kind.RULES

    def current(self) -> Doc | None:
        found = agencies.rules_on(self.since)
        return {"regulation": found.regulation, "rules": found.rules}

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(RulesShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        yield from already(self.since, [one.effective_from for one in agencies.all_rules()])
        if not doc["regulation"].strip():
            yield problem(("regulation",), "article_missing", wording.ARTICLE_MISSING)
        known, given = agencies.rules_on(self.since).rules, doc["rules"]
        for name in known.keys() - given.keys():
            yield problem(("rules",), "rule_missing", wording.RULE_MISSING.format(name=name))
        for name, rule in given.items():
            at = ("rules", name)
            if name not in known:
                yield problem(at, "rule_unknown", wording.RULE_UNKNOWN)
            else:
                yield from _rule_problems(rule, known[name], at)
        yield from _value_problems(given, known)
        yield from _field_problems(given)
        yield from _issuer_problems(given, self.since)

    def heads(self) -> list[str]:
        return [head(Kind.RULES, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        day = self.since.isoformat()
        same = (one for one in agencies.all_rules() if one.effective_from == self.since)
        version = next((one.version for one in same), day)
        rules = RuleSet(version, self.since, doc["regulation"], doc["rules"])
        return [agencies.rules_in_force(rules, by)]

    def concerned(self) -> Concerned:
        return Concerned()

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from warnings.of_rules(agencies.rules_on(self.since).rules, doc["rules"])
        for later in agencies.all_rules():
            if later.effective_from > self.since:
                yield wording.LATER_VERSION.format(day=f"{later.effective_from:%d/%m/%Y}")

    def _is_key(self) -> bool:
        return self.key == "province"


def _rule_problems(rule: Doc, known: Doc, at: Path) -> Iterator[Problem]:
    if rule.keys() - _RULE_MEMBERS - known.keys() or "value" not in rule:
        yield problem(at, "rule_members", wording.RULE_MEMBERS)
        return
    if not isinstance(rule.get("article"), str) or not rule["article"].strip():
        yield problem((*at, "article"), "article_missing", wording.ARTICLE_MISSING)
    if type(rule["value"]) is not type(known["value"]):
        yield problem((*at, "value"), "rule_type", wording.RULE_TYPE)
    if not isinstance(rule.get("verify", False), bool) or not isinstance(rule.get("note", ""), str):
        yield problem(at, "rule_members", wording.RULE_MEMBERS)


def _value_problems(given: dict[str, Doc], known: dict[str, Doc]) -> Iterator[Problem]:
    """Values of the right type that could not be counted with, each with its place."""
    values = {
        name: rule["value"]
        for name, rule in given.items()
        if name in known and "value" in rule and type(rule["value"]) is type(known[name]["value"])
    }
    for name, inside, fault in rule_shapes.faults(values):
        yield {**fault, "pointer": f"{pointer(('rules', name, 'value'))}{inside}"}


def _field_problems(given: dict[str, Doc]) -> Iterator[Problem]:
    """Fields that no procedure has: what a rule says of them would hold for nothing."""
    known = procedures.field_codes()
    for name in _RULES_BY_FIELD:
        value = given.get(name, {}).get("value")
        fields = value.get("fields", ()) if isinstance(value, dict) else ()
        for place, field in enumerate(fields):
            if field not in known:
                inside = field if isinstance(fields, dict) else place
                at = ("rules", name, "value", "fields", inside)
                yield problem(at, "unknown_field", wording.UNKNOWN_FIELD)


def _issuer_problems(given: dict[str, Doc], day: dt.date) -> Iterator[Problem]:
    """Symbols of an issuer that is neither a kind of agency nor an agency."""
    value = given.get("issuer_symbols", {}).get("value")
    known = agencies.agencies_on(day).keys() | {str(kind) for kind in AgencyKind}
    for issuer in value if isinstance(value, dict) else ():
        if issuer not in known:
            at = ("rules", "issuer_symbols", "value", issuer)
            yield problem(at, "unknown_agency", wording.UNKNOWN_AGENCY)
