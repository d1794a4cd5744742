"""A rule acts or says plainly that it is recorded only; what is open is listed for a lawyer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.sources import HOUSE
from tools import packs, unverified

PACKS = packs.provinces()
CODE = "\n".join(path.read_text("utf-8") for path in sorted(HOUSE.rglob("*.py")))
# Not yet read and not only recorded: each comes with the change that reads it.
ACTING_SOON: set[str] = set()


@pytest.mark.parametrize("pack", PACKS)
def test_a_rule_that_no_code_reads_says_why_it_is_recorded(pack: str) -> None:
    silent = {
        (rules.version, name)
        for rules in packs.rule_sets(pack)
        for name, rule in rules.rules.items()
        if not is_read(name) and not rule.get("recorded") and name not in ACTING_SOON
    }

    assert silent == set()


@pytest.mark.parametrize("pack", PACKS)
def test_a_rule_that_acts_is_not_said_to_be_recorded(pack: str) -> None:
    both = {
        (rules.version, name)
        for rules in packs.rule_sets(pack)
        for name, rule in rules.rules.items()
        if is_read(name) and rule.get("recorded")
    }

    assert both == set()


def test_what_is_to_act_soon_does_not_act_yet() -> None:
    assert {name for name in ACTING_SOON if is_read(name)} == set()


def test_every_marked_value_is_listed_with_its_place_and_why() -> None:
    listed = list(unverified.listed())
    paths = [*packs.SEED.rglob("*.yaml"), *packs.SEED.rglob("*.json"), unverified.PLACES]
    marked = sum(count(yaml.safe_load(path.read_text("utf-8"))) for path in paths)

    assert len(listed) == marked > 100
    assert all(one.file and one.path and one.value and one.why for one in listed)
    assert {"yaml", "json"} == {one.file.rsplit(".")[-1] for one in listed}


def test_when_a_fee_is_due_is_looked_up_apart_from_how_much(tmp_path: Path) -> None:
    fee = "{name: Phí, amount: 5, due: before_settling, due_article: Công văn, due_verify: true}"
    (tmp_path / "procedures.yaml").write_text(f"fees: [{fee}]", "utf-8")

    (only,) = unverified.listed(tmp_path, ())
    assert only.line() == "procedures.yaml: fees > Phí > due = before_settling (Công văn)"


def test_a_line_says_what_to_look_up_and_where(tmp_path: Path) -> None:
    rule = "{value: 3, article: Luật Điều 1, verify: true, note: chưa thấy toàn văn}"
    (tmp_path / "rules.yaml").write_text(
        f"rule_sets: [{{version: '2026', rules: {{days: {rule}, sure: {{value: 1}}}}}}]", "utf-8"
    )

    (only,) = unverified.listed(tmp_path, ())
    assert only.line() == (
        "rules.yaml: rule_sets > 2026 > rules > days = 3 (Luật Điều 1; chưa thấy toàn văn)"
    )


def is_read(name: str) -> bool:
    return re.search(rf"[\"']{name}[\"']", CODE) is not None


def count(value: Any) -> int:
    if isinstance(value, dict):
        here = sum(value.get(mark) is True for mark in ("verify", "due_verify"))
        return here + sum(count(one) for one in value.values())
    return sum(count(one) for one in value) if isinstance(value, list) else 0
