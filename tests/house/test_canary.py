"""A test that logs personal data fails."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pytest

from tests.house.sources import ROOT
from tests.support.canary import Canary, everybody, values
from tests.support.desk import APPLICANT
from tests.support.province import Province

CLEAN = '{"what": "request", "code": "H01.51-260302-0001", "status": 200, "ms": 12}'


def heard(line: str, logger: str = "chalicelib", met: Any = None) -> list[str]:
    canary = Canary()
    canary.people = everybody()
    canary.meet(met)
    canary.hear(logging.LogRecord(logger, logging.INFO, "", 0, line, (), None))
    return canary.leaks()


def test_a_test_that_leaks_fails_and_one_that_does_not_passes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "tests/house/leaks.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    # The assertion is made once the test is over, so pytest calls it an error.
    assert "5 passed, 4 errors" in done.stdout, done.stdout
    for leak in ("a_name_of_the_province", "nobody_handed_in", "was_handed_in", "in_an_error"):
        assert any("ERROR" in line and leak in line for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "leak",
    [
        "089300004711",
        "0912345678",
        "+84912345678",
        "somebody@example.com",
        "Trần Văn Bình An",
        "Tr\\u1ea7n V\\u0103n B\\u00ecnh An",
        "Số 9",
    ],
)
def test_it_knows_a_person_by_the_look(leak: str) -> None:
    assert heard(CLEAN.replace("request", leak))


@pytest.mark.parametrize("somebody", sorted(everybody()))
def test_it_knows_everybody_in_the_province_and_the_examples_in_any_log(somebody: str) -> None:
    assert heard(f"warning: {somebody} seen", "urllib3.connectionpool")


def test_it_knows_what_a_test_hands_in() -> None:
    order = {"applicant": {"name": "Mary O'Brien"}, "form": {"wall": [{"width": "12,5 metres"}]}}

    assert heard("about Mary O'Brien", "any", order)
    assert heard("it is 12,5 metres wide", "any", order)
    assert not heard(CLEAN, "any", order)


def test_it_takes_no_code_or_count_for_a_person() -> None:
    assert heard(CLEAN) == []


def test_the_codes_of_an_order_are_nobodys() -> None:
    order = {"procedure": "1.004873", "agency": "H01.51", "papers": [{"code": "to-khai"}]}

    assert list(values(order)) == []


def test_it_hears_the_requests_of_a_test(province: Province, logs: Canary) -> None:
    code = province.submitted()["code"]

    assert any(line.get("code") == code for line in logs.lines)


def test_it_meets_whoever_a_test_names(province: Province, logs: Canary) -> None:
    person = dict(province.submission()["applicant"], name="Mary Ann Smith")
    province.submitted(applicant=person)
    logs.hear(logging.LogRecord("any", logging.INFO, "", 0, "Mary Ann Smith", (), None))

    assert logs.leaks()
    logs.begin()


def test_the_people_that_act_without_a_request_are_known_by_their_look() -> None:
    assert heard(APPLICANT.name)
    assert heard(APPLICANT.claims["number"])
