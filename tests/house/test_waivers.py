"""The static checks have few exceptions, each with its reason."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.house.sources import ROOT
from tools.package import merged_infra

CHECKS = ROOT / "checks"
WAIVERS: dict[str, dict[str, str]] = yaml.safe_load((CHECKS / "waivers.yaml").read_text("utf-8"))
MOST = 5
A_SENTENCE = 30
SAID = [(tool, check) for tool, waived in WAIVERS.items() for check in waived]
NOSEC = "# no" + "sec"
ALLOWED = "pragma: allow" + "list"


def settings(tool: str) -> Any:
    return yaml.safe_load((CHECKS / f"{tool}.yaml").read_text("utf-8"))


def beside(tool: str) -> list[str]:
    """What a template lets pass at one of its resources."""
    skipped = []
    for one in merged_infra()["Resources"].values():
        skipped += [each["id"] for each in one.get("Metadata", {}).get(tool, {}).get("skip", ())]
    return skipped


def lines(mark: str) -> Iterator[tuple[str, str]]:
    """Every line of the tree with a mark, after the line above it."""
    found = subprocess.run(
        ["git", "grep", "-h", "-I", "-B1", "-F", mark, "--", ":!*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    for block in found.split("\n--\n"):
        above, *marked = block.splitlines() or [""]
        for line in marked:
            if mark in line:
                yield above, line
            above = line


@pytest.mark.parametrize(("tool", "check"), SAID)
def test_a_waiver_has_its_reason(tool: str, check: str) -> None:
    assert len(str(WAIVERS[tool][check] or "")) > A_SENTENCE


def test_of_checkov_s_there_are_at_most_five() -> None:
    assert len(WAIVERS["checkov"]) <= MOST


@pytest.mark.parametrize(
    ("tool", "skipped"),
    [
        ("checkov", settings("checkov")["skip-check"] + beside("checkov")),
        ("cfn-lint", settings("cfn-lint")["ignore_checks"] + beside("cfn-lint")),
        ("bandit", settings("bandit")["skips"]),
    ],
)
def test_what_is_skipped_is_what_is_waived(tool: str, skipped: list[str]) -> None:
    assert sorted(skipped) == sorted(WAIVERS[tool])


def test_a_line_that_bandit_lets_pass_names_the_rule_and_says_why() -> None:
    marked = [line for _, line in lines(NOSEC)]

    assert len(marked) <= MOST
    assert all(re.search(NOSEC + r" B\d{3} # \w.*\w", line) for line in marked)


def test_a_line_that_is_no_secret_says_above_why() -> None:
    marked = list(lines(ALLOWED))

    assert len(marked) <= MOST
    assert all(above.strip().startswith("#") for above, _ in marked)


def test_no_secret_is_known_and_kept() -> None:
    assert json.loads((CHECKS / "secrets.json").read_text("utf-8"))["results"] == {}
