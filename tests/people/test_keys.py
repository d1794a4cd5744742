"""By which keys people and firms are known: one purpose for each kind, and what was before."""

from __future__ import annotations

import pytest

from chalicelib.foundation import ids
from chalicelib.people import actions as people
from chalicelib.people.audiences import CITIZEN, FIRM, RECEPTION_OFFICER
from chalicelib.people.model import Person, keys_of
from tests.support.rotation import ROTATIONS, evaluated

PERSONS = "089300000001"
FIRMS, BRANCH = "0100112437", "0100112437-001"


def somebody(role: str, number: str) -> Person:
    key, *former_keys = keys_of(role, number)
    return Person("somebody", "Ai Đó", frozenset({role}), key, tuple(former_keys))


def test_a_number_that_a_citizen_and_a_firm_share_gives_two_keys() -> None:
    assert people.key_of(CITIZEN, PERSONS) != people.key_of(FIRM, PERSONS)


def test_a_key_is_of_its_own_kind_only() -> None:
    key = people.key_of(CITIZEN, PERSONS)

    assert people.is_number_of(CITIZEN, key, PERSONS)
    assert not people.is_number_of(FIRM, key, PERSONS)


@pytest.mark.parametrize(("kind", "other"), [(CITIZEN, FIRM), (FIRM, CITIZEN)])
def test_nobody_is_taken_for_the_other_kind_of_the_same_number(kind: str, other: str) -> None:
    who = somebody(kind, PERSONS)

    assert who.is_one_of(people.key_of(kind, PERSONS))
    assert not who.is_one_of(*keys_of(other, PERSONS))


@pytest.mark.parametrize("number", [FIRMS, BRANCH])
def test_a_firm_is_known_by_the_key_it_was_stored_under_as_a_person(number: str) -> None:
    stored = ids.keyed_hash(ids.Purpose.PERSON, number)
    firm = somebody(FIRM, number)

    assert stored in firm.former_keys
    assert firm.is_one_of(stored)
    assert people.is_number_of(FIRM, stored, number)


def test_a_firm_of_twelve_digits_has_no_key_that_could_be_a_persons() -> None:
    assert keys_of(FIRM, PERSONS, "089 300 000 001") == [people.key_of(FIRM, PERSONS)]


def test_a_number_that_was_hashed_as_the_token_wrote_it_is_still_known() -> None:
    stored = ids.keyed_hash(ids.Purpose.PERSON, "0100112437001")

    assert stored in keys_of(FIRM, BRANCH, "0100112437001")
    assert stored not in keys_of(FIRM, BRANCH)


def test_nobody_without_a_key_is_anybody() -> None:
    assert not Person("software", "Phần mềm", frozenset({RECEPTION_OFFICER})).is_one_of("")


@pytest.mark.parametrize(("kind", "number"), [(CITIZEN, PERSONS), (FIRM, PERSONS), (FIRM, BRANCH)])
def test_whoever_was_known_before_a_rotation_is_known_after_it(kind: str, number: str) -> None:
    stored = stored_over_time(kind, number)

    assert known_to_the_newest(kind, number, stored) == [True] * len(stored)


def test_after_a_rotation_a_firm_is_still_not_the_person_of_its_number() -> None:
    stored = stored_over_time(CITIZEN, PERSONS)

    assert known_to_the_newest(FIRM, PERSONS, stored) == [False] * len(stored)


def test_an_officer_of_whom_an_old_key_is_kept_is_known_by_it_after_a_rotation() -> None:
    kept, *newer = (keys[0] for keys in map(keys_under, ROTATIONS))
    officer = f"Person('s', 'n', frozenset(['{RECEPTION_OFFICER}']), '{kept}')"

    known = evaluated(ROTATIONS[-1], f"[{officer}.is_one_of(key) for key in {newer}]", IMPORTS)

    assert known == [True, True]


# ---- What the tests say ----------------------------------------------------------------------

IMPORTS = """
from chalicelib.people.model import Person, keys_of
from tests.people.test_keys import somebody
"""


def keys_under(secrets: list[str], kind: str = CITIZEN, number: str = PERSONS) -> list[str]:
    keys: list[str] = evaluated(secrets, f"keys_of('{kind}', '{number}')", IMPORTS)
    return keys


def stored_over_time(kind: str, number: str) -> list[str]:
    """Every key under which something may be stored, from before the first rotation on."""
    return [key for secrets in ROTATIONS for key in keys_under(secrets, kind, number)]


def known_to_the_newest(kind: str, number: str, stored: list[str]) -> list[bool]:
    one = f"somebody('{kind}', '{number}').is_one_of"
    known: list[bool] = evaluated(ROTATIONS[-1], f"[{one}(key) for key in {stored}]", IMPORTS)
    return known
