"""Tra cứu: what anyone may learn of a dossier, with and without proof.

Without proof only the code and the degree of completion (TT 01/2018/TT-VPCP Điều 16 khoản
2 điểm d); with proof what the rule set of the dossier lists (S1 Điều 12). A wrong proof
and a missing dossier give the same answer after the same calls.

This path is the busiest and runs on the coldest start: it reads the state as it lies,
without the models.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterable
from typing import Annotated, Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, ids, names, table
from chalicelib.foundation.errors import NotFound, TooMany
from chalicelib.foundation.visits import Example, Header, Visit

from . import codes, wording

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which describes these answers, takes the other one only from 3.12 on
    from typing_extensions import TypedDict

_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_ACCEPTED = 2


# Not in the address: addresses are written down on their way, in traces and in histories.
Proof = Annotated[
    str | None,
    Header(
        "Lookup-Proof",
        "The token of the receipt's QR code, or the last four digits of an applicant's number",
        wording.EXAMPLE_APPLICANT["phone"][-4:],
    ),
]


def _example() -> str:
    from . import examples

    return examples.code()


class LookupQuery(TypedDict):
    """Nothing: a parameter that somebody sends all the same is refused."""


class Completion(TypedDict):
    done: int
    steps: int
    percent: int
    text: str


class LookupView(TypedDict, total=False):
    """Only the members that the rule lists are there."""

    code: str
    completion: Completion
    status: str
    receiving_agency: str
    divisions: list[str]
    organisation: str | None
    applicant_name: str
    filed_at: str
    received_at: str | None
    due_at: str | None
    promised_at: str | None


def look_up(
    visit: Visit,
    code: Annotated[str, Example(_example)],
    query: LookupQuery,
    proof: Proof = None,
) -> LookupView:
    """Where a dossier stands, for anyone who has its code"""
    code = codes.typed(code)
    if not codes.is_code(code):
        raise _not_found()
    if proof is None:
        found = _state(code)
        return _shown(found, "lookup_without_proof")
    if _FOUR_DIGITS.fullmatch(proof):
        _count_try(code)
        found = _state(code)
        offered = _hashes(found["code"], proof)
        proven = any(ids.same(one, known) for one in offered for known in found["proofs"])
    else:
        found = _state(code)
        proven = ids.is_lookup_token(proof, found["code"], found["look_up_key"])
    if not proven:
        raise _not_found()
    accepted = found["status"] >= _ACCEPTED and "received_at" in found
    return _shown(found, "lookup_with_proof" if accepted else "lookup_not_yet_valid")


def proofs(code: str, numbers: Iterable[str]) -> list[str]:
    """Hashes of the last four digits of the numbers that prove a look-up."""
    return sorted(_hashes(code, four)[0] for four in _last_four(numbers))


def proofs_ever(code: str, numbers: Iterable[str]) -> set[str]:
    """As ``proofs``, with those that were made under earlier secrets."""
    return {one for four in _last_four(numbers) for one in _hashes(code, four)}


def _last_four(numbers: Iterable[str]) -> set[str]:
    digits = {"".join(filter(str.isdigit, number))[-4:] for number in numbers}
    return {four for four in digits if len(four) == 4}


def _hashes(code: str, digits: str) -> list[str]:
    """How four last digits are kept with a dossier: hashed with its code; the newest first."""
    return [one[:12] for one in ids.keyed_hashes(ids.Purpose.PROOF, code, digits)]


def _state(code: str) -> dict[str, Any]:
    item = table.get(codes.partition(code), "STATE")
    if item is None:
        raise _not_found()
    return {"code": codes.kept_as(code), **json.loads(str(item["doc"]))}


def _count_try(code: str) -> None:
    """Four digits can be guessed: only so many tries an hour, for codes that exist or not."""
    hour, seconds = divmod(int(time.time()), 3600)
    tries = table.add(f"TRIES#{codes.kept_as(code)}", str(hour), expires=(hour + 2) * 3600)
    if tries > names.LOOKUP_TRIES_PER_HOUR:
        wait = 3600 - seconds
        title = wording.TOO_MANY_TRIES.format(minutes=-(-wait // 60))
        raise TooMany("too_many_tries", title, wait=wait)


def _shown(state: dict[str, Any], rule: str) -> LookupView:
    listed = agencies.rules_of(state["rules"]).value(rule)
    known = {
        "code": state["code"],
        "completion": completion(state.get("steps_done", 0), state["steps"]),
        "status": wording.STATUSES[state["status"]],
        "receiving_agency": state["agency_name"],
        "divisions": state["divisions"],
        "organisation": state.get("organisation"),
        # Of who filed it (S1 Điều 12 khoản 1 điểm đ): the owner's only where that is them.
        "applicant_name": wording.ERASED
        if "erased_at" in state
        else state.get("submitter") or state["applicant"],
        "filed_at": _time(state["filed_at"]),
        "received_at": _time(state.get("complete_at") or state.get("received_at")),
        # While the clock stands still, the due time that was is none.
        "due_at": None if state.get("clock_stopped_at") else _time(state.get("due_at")),
    }
    shown = {name: known[name] for name in listed}
    if "due_at" in shown and "promised_at" in state:
        # Whoever may know when it is due may know what was promised when that was missed.
        shown["promised_at"] = _time(state["promised_at"])
    return shown  # type: ignore[return-value]


def completion(done: int, steps: int) -> Completion:
    """Degree of completion: the steps of the internal process that are done."""
    return {
        "done": done,
        "steps": steps,
        "percent": 100 * done // steps,
        "text": wording.COMPLETION.format(done=done, total=steps),
    }


def _time(stored: str | None) -> str | None:
    return clock.shown(clock.parse(stored)) if stored else None


def _not_found() -> NotFound:
    return NotFound("lookup_not_found", wording.LOOKUP_NOT_FOUND)
