"""Every way a writing action can break, at every call it makes, and what is left of it.

An action is broken at its first call, another at its second, until none is left to break;
each time whoever asked asks again, twice. What was asked must have happened exactly once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.backstage import Backstage, Counts
from tests.support.faults import DIES_AFTER, FAULTS, broken
from tests.support.province import Answer, Province


@pytest.fixture(scope="module")
def backstage(province: Province) -> Backstage:
    return Backstage(province)


@pytest.fixture
def counted(backstage: Backstage) -> Iterator[Callable[[], Counts]]:
    """What the statistics gained since the test began, once everything has settled."""
    backstage.settle()
    before = backstage.counts()

    def gained() -> Counts:
        backstage.settle()
        return backstage.counts() - before

    return gained


@dataclass(frozen=True)
class Move:
    """A move of an officer, and those that lead a new dossier to it."""

    path: str
    by: str
    order: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()

    def ask(self, province: Province, code: str, key: str | None = None) -> Answer:
        return province.post(f"/desk/dossiers/{code}/{self.path}", self.by, self.order, key)


MOVES = {
    "accept": Move("acceptance", "reception-1", {"note": "đủ"}),
    "complete_step": Move("step", "officer-1", after=("accept",)),
    "resolve": Move("result", "head-1", {"number": "1/GKS"}, after=("accept", "complete_step")),
    "give_back": Move(
        "return", "reception-1", {"method": "counter"},
        after=("accept", "complete_step", "resolve"),
    ),
}  # fmt: skip
ALL_MOVES = pytest.mark.parametrize("move", MOVES.values(), ids=list(MOVES))
ALL_FAULTS = pytest.mark.parametrize("fault", FAULTS)


@ALL_FAULTS
def test_a_submission_with_its_key_is_filed_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    submission = province.submission()
    keys = fresh_keys("submit", fault)
    known = filed_by(province, "citizen-2")
    codes = []

    def submit(key: str) -> Answer:
        return province.post("/dossiers", "citizen-2", submission, key)

    for key in broken(fault, keys.__next__, submit):
        again, once_more = submit(key), submit(key)
        assert (again.status, once_more.status) == (201, 201)
        assert again.body == once_more.body
        codes.append(again.body["code"])
    untouched = filed_by(province, "citizen-2") - known - set(codes)

    assert len(codes) == 3, "the mark, the serial, the transaction"
    assert len(set(codes)) == 3
    assert len(untouched) == 1, "the one that nothing broke"
    assert told_by(province, [*codes, *untouched], length=1) == counted()


@ALL_FAULTS
@ALL_MOVES
def test_a_move_with_its_key_is_made_once(
    province: Province, counted: Callable[[], Counts], move: Move, fault: str
) -> None:
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return move.ask(province, code, "this move")

    for code in broken(fault, lambda: brought(province, codes, move), ask):
        again, once_more = ask(code), ask(code)
        assert (again.status, once_more.status) == (200, 200)
        assert again.body == once_more.body

    assert len(codes) == 2 + 1, "the dossier, the transaction; and one that nothing broke"
    assert told_by(province, codes, length=len(move.after) + 2) == counted()


@ALL_FAULTS
@ALL_MOVES
def test_a_move_without_a_key_is_made_once_and_then_refused(
    province: Province, counted: Callable[[], Counts], move: Move, fault: str
) -> None:
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return move.ask(province, code)

    for code in broken(fault, lambda: brought(province, codes, move), ask):
        again, once_more = ask(code), ask(code)
        assert again.status in (200, 409)
        assert once_more.status == 409
        assert once_more.body["code"] == "unlawful_move"
        now = province.get(f"/dossiers/{code}", "citizen-1").body
        assert once_more.body["lawful"] == now["lawful_moves"]

    assert told_by(province, codes, length=len(move.after) + 2) == counted()


def test_a_step_among_others_is_not_done_twice_for_who_says_what_they_saw(
    province: Province,
) -> None:
    """Without a key and without a version the next step would be taken for this one."""
    step = MOVES["complete_step"]
    guardianship = {"procedure": "1.004837", "case": None, "form": {}, "papers": []}
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return province.post(f"/desk/dossiers/{code}/step", step.by, {"version": 2})

    def accepted() -> str:
        codes.append(province.accepted(**guardianship)["code"])
        return codes[-1]

    for code in broken(DIES_AFTER, accepted, ask):
        again, once_more = ask(code), ask(code)
        assert again.status in (200, 409)
        assert once_more.body["code"] == "dossier_changed"
        assert once_more.body["changed"]["kind"] == "step_completed"

    assert told_by(province, codes, length=3)


@ALL_FAULTS
def test_an_event_is_relayed_and_counted_once(
    province: Province, backstage: Backstage, counted: Callable[[], Counts], fault: str
) -> None:
    from chalicelib.foundation import queues, table

    codes: list[str] = []

    def filed() -> list[dict[str, Any]]:
        codes.append(province.submitted()["code"])
        return backstage.records()

    for records in broken(fault, filed, queues.relay):
        assert queues.relay(records) == queues.relay(records) == 1
        mark = table.get("RELAY", "RELAY", consistent=True)
        assert mark is not None
        assert str(mark["written"]).endswith(f"#{codes[-1]}#1")

    assert len(codes) == 2 + 1, "the queue, the mark; and one that nothing broke"
    assert told_by(province, codes, length=1) == counted()


@ALL_FAULTS
def test_a_batch_is_counted_once(
    province: Province, backstage: Backstage, counted: Callable[[], Counts], fault: str
) -> None:
    from chalicelib.oversight import actions

    codes: list[str] = []

    def settled() -> list[str]:
        """The events of a dossier, before anyone has counted them."""
        codes.append(province.returned()["code"])
        images = [record["dynamodb"]["NewImage"] for record in backstage.records()]
        return [image["doc"]["S"] for image in images if "journal" in image]

    for events in broken(fault, settled, actions.count):
        assert actions.count(events) in (0, 5)
        assert actions.count(events) == 0

    assert len(codes) == 1 + 1, "the transaction; and one that nothing broke"
    assert told_by(province, codes, length=5) == counted()


@ALL_FAULTS
def test_a_grant_holds_as_it_was_given(province: Province, fault: str) -> None:
    from chalicelib.people import actions, store

    subjects = fresh_keys("officer", fault)
    grants = {"reception": ["H01.51"]}

    def grant(subject: str) -> None:
        actions.grant(subject, "Cao Thị Được Giao", grants)

    for subject in broken(fault, subjects.__next__, grant):
        grant(subject)
        grant(subject)
        assert store.load_grants(subject) == ("Cao Thị Được Giao", grants)


# ---- What the tests say ----------------------------------------------------------------------


def brought(province: Province, codes: list[str], move: Move) -> str:
    """A dossier that is ready for the move; its code is added to ``codes``."""
    code = str(province.submitted()["code"])
    for name in move.after:
        answer = MOVES[name].ask(province, code)
        assert answer.status == 200, answer.body
    codes.append(code)
    return code


def told_by(province: Province, codes: list[str], length: int) -> Counts:
    """What the timelines tell should have been counted.

    Each of them must be whole: so many events, one for each version, and a chain that holds.
    """
    told: Counts = Counter()
    for code in codes:
        dossier = province.get(f"/dossiers/{code}", "reception-1").body
        assert dossier["version"] == length
        assert [line["version"] for line in dossier["timeline"]] == list(range(1, length + 1))
        verdict = province.get(f"/dossiers/{code}/timeline/verification", "reception-1").body
        assert (verdict["valid"], verdict["length"]) == (True, length)
        where = (dossier["agency"]["code"], dossier["procedure"]["code"], dossier["channel"])
        status = 0
        for line in dossier["timeline"]:
            before, status = status, line["status"]["code"]
            told[*where, status, "events"] += 1
            told[*where, status, "dossiers"] += status != before
    return +told


def filed_by(province: Province, citizen: str) -> set[str]:
    """The newest hundred dossiers of somebody."""
    found = province.get("/dossiers", citizen, limit=100).body["dossiers"]
    return {line["code"] for line in found}


def fresh_keys(*about: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield " ".join((*about, str(number)))
