"""A room of its own making: it moves a dossier and writes a ledger in the same transaction.

The room stands for those to come: a payment that must not be booked twice, a number that only
one dossier has. Everything it does goes through the face of the core.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decision, Request, Turn, Whole
from chalicelib.dossiers.changes import ReferenceChanges, StepChanges
from chalicelib.dossiers.facts import Facts, ReferenceAdded, StepCompleted, Withdrawn
from chalicelib.dossiers.model import HandedPaper, Reference
from chalicelib.dossiers.moves import Move
from chalicelib.foundation import table
from chalicelib.foundation.errors import Conflict, NotPermitted
from chalicelib.people.systems import System
from tests.support.desk import Desk, desk, kinds, refused, whole
from tests.support.faults import FAULTS, broken
from tests.support.province import Province

BANK = System("bank", "Ngân hàng thử nghiệm", moves=frozenset({Move.ADD_REFERENCE}))
BOOKED = Conflict("booked_already", "Khoản này đã được ghi sổ.")


@pytest.fixture
def place(province: Province) -> Desk:
    return desk("H01.56")


def book(code: str, line: str, key: str | None = None, by: System = BANK) -> Whole:
    """One line of the ledger, and the event that it was booked."""

    def decide(turn: Turn) -> Decision:
        reference = Reference(system="bank", number=f"{line} of {code}")
        changes = ReferenceChanges(references=(*turn.dossier.references, reference))
        event = turn.event(ReferenceAdded(reference=reference), changes)
        entry: table.Item = {"pk": f"LEDGER#{line}", "sk": "LINE", "code": code}
        return Decision(event, also=(table.Put(entry, after=0, refusal=BOOKED),))

    request = Request(key=key, fingerprint=line)
    who = dossiers.authority.nobody
    return dossiers.make(code, by, request, Move.ADD_REFERENCE, who, decide)


def in_ledger(line: str) -> bool:
    return table.get(f"LEDGER#{line}", "LINE", consistent=True) is not None


def test_what_the_room_adds_is_written_with_the_event(place: Desk) -> None:
    code = place.filed()

    made = book(code, "one")

    assert in_ledger("one")
    assert kinds(code) == ["submitted", "reference_added"]
    assert (made.events[-1].by.id, made.events[-1].by.role) == ("bank", "bank")


def test_the_rooms_own_refusal_passes_through_and_nothing_is_written(place: Desk) -> None:
    first, second = place.filed(), place.filed()
    book(first, "two")

    with refused("booked_already"):
        book(second, "two")

    assert kinds(second) == ["submitted"]


def test_under_a_key_the_rooms_refusal_is_not_taken_for_an_answer_given_before(
    place: Desk,
) -> None:
    first, second = place.filed(), place.filed()
    book(first, "three")

    with refused("booked_already"):
        book(second, "three", key="a callback")

    assert whole(second).marks == {}


def test_the_same_request_again_is_answered_as_before_and_books_nothing(place: Desk) -> None:
    code = place.filed()
    first = book(code, "four", key="a callback")

    again = book(code, "four", key="a callback")

    assert again.dossier == first.dossier
    assert kinds(code) == ["submitted", "reference_added"]


def test_whoever_changed_the_dossier_meanwhile_comes_before_the_rooms_refusal(
    place: Desk,
) -> None:
    code = place.filed()
    book(place.filed(), "five")

    def decide(turn: Turn) -> Decision:
        place.make("accept", code, "reception")
        event = turn.event(ReferenceAdded(reference=Reference(system="bank", number="five")))
        taken: table.Item = {"pk": "LEDGER#five", "sk": "LINE", "code": code}
        return Decision(event, also=(table.Put(taken, after=0, refusal=BOOKED),))

    with refused("dossier_changed"):
        dossiers.make(code, BANK, Request(), Move.ADD_REFERENCE, dossiers.authority.nobody, decide)


def test_a_system_makes_no_move_that_it_did_not_declare(place: Desk) -> None:
    code = place.filed()

    with pytest.raises(NotPermitted):
        book(code, "six", by=replace(BANK, moves=frozenset({Move.PAY_FEE})))

    assert not in_ledger("six")


def test_no_person_makes_the_move_of_a_system(place: Desk) -> None:
    code = place.filed()

    def decide(turn: Turn) -> Decision:
        raise AssertionError("it is decided nothing for whoever may not")

    for by in ("reception", "head", "admin"):
        with refused("other_role"):
            dossiers.make(
                code,
                place.who(by),
                Request(),
                Move.ADD_REFERENCE,
                dossiers.authority.nobody,
                decide,
            )


def test_where_there_is_nothing_to_do_nothing_is_written(place: Desk) -> None:
    code = place.filed()
    nothing: Callable[[Turn], Decision | None] = lambda turn: None  # noqa: E731

    found = dossiers.make(
        code, BANK, Request(), Move.ADD_REFERENCE, dossiers.authority.nobody, nothing
    )

    assert found.dossier == whole(code).dossier
    assert kinds(code) == ["submitted"]


@pytest.mark.parametrize(
    ("facts", "changes"),
    [
        (Withdrawn(), None),
        (ReferenceAdded(reference=Reference(system="a", number="1")), StepChanges(steps_done=1)),
        (StepCompleted(step="receive"), StepChanges(steps_done=1)),
    ],
    ids=["another kind", "the changes of another kind", "both"],
)
def test_a_move_writes_its_own_kind_of_event_alone(
    place: Desk, facts: Facts, changes: StepChanges | None
) -> None:
    code = place.filed()

    def decide(turn: Turn) -> Decision:
        return Decision(turn.event(facts, changes))

    with pytest.raises(TypeError):
        dossiers.make(code, BANK, Request(), Move.ADD_REFERENCE, dossiers.authority.nobody, decide)

    assert kinds(code) == ["submitted"]


def test_a_move_whose_event_brings_none_takes_no_papers(place: Desk) -> None:
    code = place.filed()

    def decide(turn: Turn) -> Decision:
        event = turn.event(ReferenceAdded(reference=Reference(system="a", number="2")))
        return Decision(event, papers=(HandedPaper(code="TK"),))

    with pytest.raises(TypeError):
        dossiers.make(code, BANK, Request(), Move.ADD_REFERENCE, dossiers.authority.nobody, decide)

    assert kinds(code) == ["submitted"]


@pytest.mark.parametrize("fault", FAULTS)
def test_however_it_breaks_the_line_is_booked_once_and_with_its_event(
    place: Desk, fault: str
) -> None:
    codes: list[str] = []

    def filed() -> str:
        codes.append(place.filed())
        return codes[-1]

    for code in broken(fault, filed, lambda code: book(code, f"line of {code}", key="once")):
        again = book(code, f"line of {code}", key="once")
        assert again.dossier.version == 2
        assert in_ledger(f"line of {code}")
        assert kinds(code) == ["submitted", "reference_added"]

    assert len(codes) == 2 + 1, "the dossier, the transaction; and one that nothing broke"
