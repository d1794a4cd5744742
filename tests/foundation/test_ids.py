"""What is recognised after the province's secret was rotated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

FIRST, SECOND, THIRD = "first-secret", "second-secret", "third-secret"


def test_under_one_secret_a_lasting_key_is_a_plain_keyed_hash() -> None:
    assert told([FIRST], 'ids.lasting_keys("person", "1")') == [
        told([FIRST], 'ids.keyed_hash("person", "1")')
    ]


def test_what_is_made_new_is_made_under_the_newest_secret() -> None:
    for make in ('ids.keyed_hash("proof", "1")', 'ids.lookup_token("code", "key")'):
        alone, beside = told([SECOND], make), told([FIRST, SECOND], make)
        assert alone == beside != told([FIRST], make)


def test_a_hash_is_known_under_every_secret_the_newest_first() -> None:
    ask = 'ids.keyed_hash("proof", "1")'
    assert told([FIRST, SECOND], 'ids.keyed_hashes("proof", "1")') == [
        told([SECOND], ask),
        told([FIRST], ask),
    ]


def test_a_token_opens_under_whichever_secret_it_was_printed() -> None:
    for printed_under in ([FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]):
        token = told(printed_under, 'ids.lookup_token("code", "key")')
        assert told([FIRST, SECOND, THIRD], f'ids.is_lookup_token("{token}", "code", "key")')
        assert not told([FIRST, SECOND, THIRD], f'ids.is_lookup_token("{token}", "code", "a")')
    stranger = told([SECOND], 'ids.lookup_token("code", "key")')
    assert not told([FIRST], f'ids.is_lookup_token("{stranger}", "code", "key")')


def test_two_stored_keys_of_a_person_are_the_same_whenever_they_were_made() -> None:
    rotations = [[FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]]
    mine = [told(secrets, 'ids.lasting_keys("person", "1")[0]') for secrets in rotations]
    others = [told(secrets, 'ids.lasting_keys("person", "2")[0]') for secrets in rotations]
    assert told(rotations[-1], 'ids.lasting_keys("person", "1")') == mine[::-1]

    for one in mine:
        for other in mine:
            assert told(rotations[-1], f'ids.same_lasting("person", "{one}", "{other}")')
        for other in others:
            assert not told(rotations[-1], f'ids.same_lasting("person", "{one}", "{other}")')


def told(secrets: list[str], expression: str) -> Any:
    """What a house with these secrets, the newest last, makes of an expression."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import json; from chalicelib.foundation import ids; print(json.dumps({expression}))",
        ],
        env={**os.environ, "MOT_CUA_SECRET": " ".join(secrets)},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)
