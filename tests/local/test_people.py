"""Who can sign in on a laptop, and where officers work."""

from __future__ import annotations

import pytest

from local.people import applicants, directory, officers, officers_by_agency
from tests.house.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8").splitlines()


def test_everybody_is_an_applicant_or_an_officer() -> None:
    working = [name for names in officers_by_agency("H01").values() for name in names]

    assert sorted([*applicants(), *working]) == sorted(directory())


def test_officers_are_granted_what_they_sign_in_for() -> None:
    assert officers("H01").keys() <= directory().keys()


def test_who_works_in_the_whole_province_comes_last() -> None:
    assert list(officers_by_agency("H20")) == [
        *("H20.51", "H20.52", "H20.20", "H20.13", "H20.51.01"),
        "*",
    ]


def test_the_readme_names_every_applicant() -> None:
    assert accounts_beside("applicants") == set(applicants())


@pytest.mark.parametrize("agency", ["H01.51", "H01.52", "H01.51.01", "H01.20", "H01.13"])
def test_the_readme_says_who_works_at(agency: str) -> None:
    assert accounts_beside(f"`{agency}`") == set(officers_by_agency("H01")[agency])


def test_the_readme_says_who_works_in_the_whole_province() -> None:
    assert accounts_beside("the whole province") == set(officers_by_agency("H01")["*"])


def accounts_beside(text: str) -> set[str]:
    """The accounts in the row of the README's table that holds this text."""
    (row,) = [line for line in README if line.startswith("|") and text in line]
    return {name.strip(" `") for name in row.split("|")[3].split(",")}
