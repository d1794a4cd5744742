"""How many AWS calls and DynamoDB units each operation may use on a warm process."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import app
from chalicelib.dossiers import actions
from chalicelib.dossiers.moves import Approvable
from chalicelib.dossiers.turn import Request
from chalicelib.dossiers.wording import EXAMPLE_APPLICANT
from chalicelib.foundation import clock, ids, relay
from chalicelib.oversight import audit
from chalicelib.people.actions import identify
from chalicelib.processing import actions as processing
from chalicelib.reception import actions as reception
from local.meter import Meter
from tests.support import officers
from tests.support.backstage import Backstage, sqs_event
from tests.support.numbers import fresh
from tests.support.province import Answer, Province, token_of
from tests.support.submissions import submission

BY = {"acceptance": "reception-1", "step": "officer-1", "result": "head-1", "return": "reception-1"}
MOVES = tuple(BY)
BATCH = 10


def order_of(move: str) -> dict[str, str]:
    """What a move asks: a result has a number of its own."""
    return {"number": fresh("2026/GKS")} if move == "result" else {}


# ---- Calls and reads, as a client asks ----------------------------------------------------


@dataclass(frozen=True)
class Operation:
    """``act`` is measured, on what ``prepare`` gave. Calls are exact, units at most."""

    prepare: Callable[[Province], str]
    act: Callable[[Province, str], Answer]
    calls: int
    reads: float = 0


def filed(province: Province) -> str:
    return str(province.submitted()["code"])


def head_where_nobody_files(province: Province) -> str:
    officers.grant("head-17", "Người Đứng Đầu", {"head": ["H01.17"]})
    return officers.token(province.provider, "head-17")


def filed_under_a_key(province: Province) -> str:
    key = ids.fresh()
    submit(province, key)
    return key


def brought_before(move: str) -> Callable[[Province], str]:
    def prepare(province: Province) -> str:
        code = filed(province)
        for earlier in MOVES[: MOVES.index(move)]:
            province.moved(code, earlier, BY[earlier], **order_of(earlier))
        return code

    return prepare


def assigned(province: Province) -> str:
    code = filed(province)
    province.moved(code, "acceptance", "reception-1")
    province.moved(code, "assignment", "head-1", to="officer-1")
    return code


def approve(province: Province, code: str) -> Answer:
    order = {"move": "correct", "officer": "reception-1", "reason": "Gõ nhầm", "fields": ["phone"]}
    return province.post(f"/desk/dossiers/{code}/approvals", "head-1", order)


def approved(province: Province) -> str:
    code = filed(province)
    assert approve(province, code).status == 200
    return code


def returned(province: Province) -> str:
    return str(province.returned()["code"])


def filed_with_its_token(province: Province) -> str:
    code = filed(province)
    return f"{code} {token_of(code)}"


def new_key(province: Province) -> str:
    return ids.fresh()


def submit(province: Province, key: str | None) -> Answer:
    return province.post("/dossiers", "citizen-1", province.submission(), key)


def moving(move: str, *, with_key: bool) -> Callable[[Province, str], Answer]:
    def act(province: Province, code: str) -> Answer:
        key = ids.fresh() if with_key else None
        return province.post(f"/desk/dossiers/{code}/{move}", BY[move], order_of(move), key)

    return act


FEW = 5
QUESTIONS = {
    "look-up": Operation(
        filed, lambda province, code: province.get(f"/lookup/{code}"), calls=1, reads=0.5
    ),
    "look-up with the QR": Operation(
        filed_with_its_token,
        lambda province, both: province.look_up(*both.split()),
        calls=1,
        reads=0.5,
    ),
    "whole dossier": Operation(
        returned,
        lambda province, code: province.get(f"/dossiers/{code}", "citizen-1"),
        calls=1,
        reads=2,
    ),
    "receipt": Operation(
        brought_before("step"),
        lambda province, code: province.get(f"/dossiers/{code}/receipt", "citizen-1"),
        calls=1,
        reads=2,
    ),
    "what stands open": Operation(
        # Its counts and its staff, then a call a lane: nine overdue, ten today, six waiting,
        # one of what nobody has, and one of what is to be forwarded. A list of a hundred and more
        # ends sooner, so it is asked where nobody else files.
        head_where_nobody_files,
        lambda province, token: province.ask(
            "GET", "/desk/standing", headers={"Authorization": f"Bearer {token}"}
        ),
        calls=29,
        reads=60,
    ),
    "person list": Operation(
        # The index has keys only: twenty dossiers are got by them.
        filed,
        lambda province, _: province.get("/dossiers", "citizen-1"),
        calls=2,
        reads=11,
    ),
    "statistics of a day": Operation(
        filed, lambda province, _: province.get("/statistics"), calls=1, reads=0.5
    ),
    "submit again": Operation(filed_under_a_key, submit, calls=2, reads=2),
}
CHANGES = {
    "desk list": Operation(
        # A call a lane: its ten lanes begin as one list. Of a few: however many are open. One
        # more, as in each list: who was shown it is kept.
        filed,
        lambda province, _: province.get("/desk/dossiers", "reception-1", limit=FEW),
        calls=11,
        reads=10,
    ),
    "desk list of one status": Operation(
        filed,
        lambda province, _: province.get("/desk/dossiers", "reception-1", status=1, limit=FEW),
        calls=2,
        reads=1,
    ),
    "list of an officer": Operation(
        assigned,
        lambda province, _: province.get("/desk/dossiers", "officer-1", mine="true", limit=FEW),
        calls=3,
        reads=4,
    ),
    # One write more than an applicant's look: who has read it is kept.
    "whole dossier, by an officer": Operation(
        returned,
        lambda province, code: province.get(f"/dossiers/{code}", "head-1"),
        calls=2,
        reads=2,
    ),
    "verification": Operation(
        returned,
        lambda province, code: province.get(f"/dossiers/{code}/timeline/verification", "head-1"),
        calls=2,
        reads=2,
    ),
    "look-up with four digits": Operation(
        filed,
        lambda province, code: province.look_up(code, "0001"),
        calls=2,
        reads=0.5,
    ),
    "submit": Operation(new_key, lambda province, _: submit(province, None), calls=2),
    "submit with a key": Operation(new_key, submit, calls=3, reads=1),
    **{
        f"{move}{' with a key' if with_key else ''}": Operation(
            brought_before(move), moving(move, with_key=with_key), calls=2, reads=2
        )
        for move in MOVES
        for with_key in (False, True)
    },
    "approval": Operation(filed, approve, calls=2, reads=2),
    "approved correction": Operation(
        approved,
        lambda province, code: province.post(
            f"/desk/dossiers/{code}/correction",
            "reception-1",
            {"applicant": {"phone": "0912000098"}, "reason": "Gõ nhầm"},
        ),
        calls=2,
        reads=2,
    ),
}
OPERATIONS = {**QUESTIONS, **CHANGES}
Usage = Callable[[str], Meter]


@pytest.fixture(scope="module")
def usage(province: Province) -> Usage:
    return functools.cache(lambda name: measured(province, OPERATIONS[name]))


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_makes_just_so_many_calls(usage: Usage, name: str) -> None:
    assert usage(name).calls == OPERATIONS[name].calls, usage(name).by_call


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_reads_no_more_than_it_may(usage: Usage, name: str) -> None:
    assert usage(name).read_units <= OPERATIONS[name].reads


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_writes_nothing(usage: Usage, name: str) -> None:
    assert usage(name).write_units == 0


def test_no_way_of_a_dossier_through_the_house_scans(
    province: Province, backstage: Backstage
) -> None:
    began = clock.now()

    with Meter() as used:
        clock.forget()
        for operation in OPERATIONS.values():
            operation.act(province, operation.prepare(province))
        for path in ("/procedures", "/agencies", "/health"):
            assert province.get(path).status == 200
        backstage.settle()
        relay.catch_up(began)
        audit.tonight()

    assert used.by_call["Query"] > 0
    assert used.by_call["Scan"] == 0


def measured(province: Province, operation: Operation) -> Meter:
    """The second time counts: the first one warms the process."""
    clock.forget()
    for used in (Meter(), Meter()):
        prepared = operation.prepare(province)
        with used:
            answer = operation.act(province, prepared)
        assert answer.status < 400, answer.body
    return used


# ---- Writes, at a moment that no holiday comes near: they would be told in the event ---------

OWN_NUMBER, ANOTHERS_NUMBER = "089300000001", EXAMPLE_APPLICANT["identity_number"]
MOMENT = dt.datetime(2026, 11, 18, 9, 0, tzinfo=clock.LOCAL)
MAKE: dict[str, Callable[..., Any]] = {
    "acceptance": reception.accept,
    "step": processing.complete_step,
    "result": lambda *who, **when: processing.resolve(*who, **order_of("result"), **when),
    "return": functools.partial(processing.give_back, method=None),
}

# The table takes the serial's unit, 2 for the state and 4 for the first event, which with its
# content is larger than 1 KB (and 2 for the mark of a key); each of its two papers takes 2, each
# index 1.


@pytest.mark.parametrize(
    ("key", "most"),
    [
        pytest.param(None, 14, id="without a key"),
        pytest.param("a key", 16, id="with a key"),
    ],
)
def test_a_submission_writes_no_more_than_it_may(
    province: Province, key: str | None, most: int
) -> None:
    file(province, "to be warm")

    with Meter() as used:
        file(province, key)

    assert used.write_units <= most, used.written


# 2 more for the line in the owner's list and 1 for its index; with who filed it and whose it is,
# the state is larger than 1 KB.
def test_a_submission_for_another_writes_no_more_than_it_may(province: Province) -> None:
    file(province, "to be warm, for another", ANOTHERS_NUMBER)

    with Meter() as used:
        file(province, None, ANOTHERS_NUMBER)

    assert used.write_units <= 19, used.written


# 4 for the state and the event, each within a kilobyte, 2 for the lane that is left and the
# one that is come to, and 1 for each index: a deadline that begins is put into hands and under
# an alarm. A result takes its number in the book besides: 2.
MOST = {"acceptance": 9, "step": 7, "result": 11, "return": 6}


@pytest.mark.parametrize("key", [None, "a key"], ids=["without a key", "with a key"])
@pytest.mark.parametrize("move", MOVES)
def test_a_move_writes_no_more_than_it_may(province: Province, move: str, key: str | None) -> None:
    code = file(province, None)
    for earlier in MOVES[: MOVES.index(move)]:
        make(province, earlier, code, None)

    with Meter() as used:
        make(province, move, code, key)

    assert used.write_units <= MOST[move] + (2 if key else 0), used.written


# 4 for the state and the event, which with the content of a correction is larger than 1 KB,
# and 1 each for the lane and the journal.
def test_an_approval_and_what_uses_it_write_no_more_than_they_may(province: Province) -> None:
    code = file(province, None)
    head, desk = (identify(province.provider.token(who)) for who in ("head-1", "reception-1"))
    corrected = {"phone": "0912000098"}

    with Meter() as approval:
        actions.approve(
            code, head, Request(), Approvable.CORRECT, desk.subject, "Gõ nhầm", now=lambda: MOMENT
        )
    with Meter() as correction:
        actions.correct(code, desk, Request(), corrected, "Gõ nhầm", now=lambda: MOMENT)

    assert approval.write_units <= 6, approval.written
    assert correction.write_units <= 8, correction.written


def test_a_reading_by_an_officer_writes_one_unit(province: Province) -> None:
    code = file(province, None)
    province.get(f"/dossiers/{code}", "head-1")

    with Meter() as used:
        province.get(f"/dossiers/{code}", "head-1")

    assert used.write_units == 1


def file(province: Province, key: str | None, number: str = OWN_NUMBER) -> str:
    """Their own, unless it is filed for the person of another number."""
    by = identify(province.provider.token("citizen-1"))
    applicant = {**EXAMPLE_APPLICANT, "identity_number": number}
    if number == OWN_NUMBER:
        applicant["name"] = by.name
    filed = reception.submit(submission(applicant=applicant), by, key, now=lambda: MOMENT)
    return filed.dossier.code


def make(province: Province, move: str, code: str, key: str | None) -> None:
    by = identify(province.provider.token(BY[move]))
    MAKE[move](code, by, Request(key=key), now=lambda: MOMENT)


# ---- Behind the counter ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def backstage(province: Province) -> Backstage:
    return Backstage(province)


def test_a_batch_of_ten_events_is_relayed_in_two_calls(
    province: Province, backstage: Backstage
) -> None:
    records = events_of_ten(province, backstage)
    relay.relay(records)

    with Meter() as used:
        assert relay.relay(records) == BATCH

    assert used.by_call == {"SendMessageBatch": 1, "UpdateItem": 1}
    assert used.write_units == 1


def test_whether_listeners_are_behind_is_seen_in_one_call(province: Province) -> None:
    with Meter() as used:
        assert relay.catch_up_behind() == 0

    assert used.by_call == {"Query": 1}
    assert used.read_units <= 0.5


def test_a_batch_of_ten_events_is_counted_in_one_call(
    province: Province, backstage: Backstage
) -> None:
    records = events_of_ten(province, backstage)
    events = [record["dynamodb"]["NewImage"]["doc"]["S"] for record in records]

    with Meter() as used:
        app.count_events(sqs_event(events), None)

    assert used.by_call == {"TransactWriteItems": 1}
    assert used.write_units <= 2 * (BATCH + BATCH)


def events_of_ten(province: Province, backstage: Backstage) -> list[dict[str, Any]]:
    """The stream's records of ten new events, of ten new dossiers."""
    backstage.records()
    for _ in range(BATCH):
        filed(province)
    found = backstage.records()
    return [record for record in found if "journal" in record["dynamodb"]["NewImage"]]
