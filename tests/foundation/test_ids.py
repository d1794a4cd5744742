"""What is recognised after the province's secret was rotated."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest

from chalicelib.foundation import ids
from tests.house.sources import calls, modules, tree
from tests.support.rotation import FIRST, ROTATIONS, SECOND, THIRD, evaluated

HASHES = {"keyed_hash", "keyed_hashes", "lasting_keys", "same_lasting"}


def test_under_one_secret_a_lasting_key_is_a_plain_keyed_hash() -> None:
    assert evaluated([FIRST], 'ids.lasting_keys("person", "1")') == [
        evaluated([FIRST], 'ids.keyed_hash("person", "1")')
    ]


def test_what_is_made_new_is_made_under_the_newest_secret() -> None:
    for make in ('ids.keyed_hash("proof", "1")', 'ids.lookup_token("code", "key")'):
        alone, beside = evaluated([SECOND], make), evaluated([FIRST, SECOND], make)
        assert alone == beside != evaluated([FIRST], make)


def test_a_hash_is_known_under_every_secret_the_newest_first() -> None:
    ask = 'ids.keyed_hash("proof", "1")'
    assert evaluated([FIRST, SECOND], 'ids.keyed_hashes("proof", "1")') == [
        evaluated([SECOND], ask),
        evaluated([FIRST], ask),
    ]


def test_a_token_opens_under_whichever_secret_it_was_printed() -> None:
    for printed_under in ([FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]):
        token = evaluated(printed_under, 'ids.lookup_token("code", "key")')
        assert evaluated([FIRST, SECOND, THIRD], f'ids.is_lookup_token("{token}", "code", "key")')
        assert not evaluated([FIRST, SECOND, THIRD], f'ids.is_lookup_token("{token}", "code", "a")')
    stranger = evaluated([SECOND], 'ids.lookup_token("code", "key")')
    assert not evaluated([FIRST], f'ids.is_lookup_token("{stranger}", "code", "key")')


def test_two_stored_keys_of_a_person_are_the_same_whenever_they_were_made() -> None:
    mine = [evaluated(secrets, 'ids.lasting_keys("person", "1")[0]') for secrets in ROTATIONS]
    others = [evaluated(secrets, 'ids.lasting_keys("person", "2")[0]') for secrets in ROTATIONS]
    assert evaluated(ROTATIONS[-1], 'ids.lasting_keys("person", "1")') == mine[::-1]

    for one in mine:
        for other in mine:
            assert evaluated(ROTATIONS[-1], f'ids.same_lasting("person", "{one}", "{other}")')
        for other in others:
            assert not evaluated(ROTATIONS[-1], f'ids.same_lasting("person", "{one}", "{other}")')


# ---- What hashes are for ---------------------------------------------------------------------


def test_one_text_has_another_hash_for_each_purpose() -> None:
    assert len({ids.keyed_hash(purpose, "1") for purpose in ids.Purpose}) == len(ids.Purpose)


def test_a_purpose_that_is_not_on_the_list_hashes_nothing() -> None:
    with pytest.raises(ValueError, match="officer"):
        ids.keyed_hash("officer", "1")  # type: ignore[arg-type]


def test_every_purpose_is_used_and_by_one_room() -> None:
    rooms = defaultdict(set)
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("Purpose"):
                rooms[node.attr].add(path.parent.name)

    assert set(rooms) == set(ids.Purpose.__members__)
    assert {name: found for name, found in rooms.items() if len(found) > 1} == {}


def test_no_hash_is_made_for_a_purpose_in_a_text() -> None:
    purposes = [
        call.args[0] for path in modules() for name, call in calls(tree(path)) if name in HASHES
    ]

    assert len(purposes) > 3
    assert [ast.unparse(one) for one in purposes if isinstance(one, ast.Constant)] == []
