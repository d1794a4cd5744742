"""Events are counted exactly once, in whatever order and however often they arrive."""

from __future__ import annotations

import itertools
import json
import random
import threading
from collections.abc import Callable

import pytest

from chalicelib.foundation import aws, names
from chalicelib.foundation.errors import Unavailable
from chalicelib.foundation.listeners import LISTENERS
from chalicelib.oversight.model import Fact, NoEvent, fact_of
from tests.support.backstage import sqs_event
from tests.support.province import Province

AGENCY, PROCEDURE, DAY = "H01.51", "1.000001", "2026-03-02"
LIFE = (1, 2, 4, 4, 9, 10)  # the status after each event; two of them share one

_numbers = itertools.count(1)


Gained = Callable[[], dict[int, tuple[int, int]]]
A_LIFE = {1: (1, 1), 2: (1, 1), 4: (2, 1), 9: (1, 1), 10: (1, 1)}


@pytest.fixture
def gained(province: Province) -> Gained:
    """By status: the events and dossiers that the day has gained since the test began."""
    before = day_of(province)

    def gained() -> dict[int, tuple[int, int]]:
        now = day_of(province)
        gains = {status: minus(now[status], before.get(status, (0, 0))) for status in now}
        return {status: gain for status, gain in gains.items() if any(gain)}

    return gained


def test_a_life_is_counted_by_the_statuses_it_came_into(gained: Gained) -> None:
    deliver(life())

    assert gained() == A_LIFE


def test_what_comes_twice_is_counted_once(gained: Gained) -> None:
    events = life()

    deliver(events)
    deliver(events)

    assert gained() == A_LIFE


def test_what_comes_twice_in_one_batch_is_counted_once(gained: Gained) -> None:
    events = life()

    deliver([*events, *events[2:], *events[:1]])

    assert gained() == A_LIFE


def test_what_comes_out_of_order_is_counted_all_the_same(gained: Gained) -> None:
    for event in reversed(life()):
        deliver([event])

    assert gained() == A_LIFE


def test_a_batch_of_which_some_was_counted_counts_the_others(gained: Gained) -> None:
    events = life()

    deliver(events[1:4])
    deliver(events)

    assert gained() == A_LIFE


def test_more_than_one_transaction_holds_is_counted(gained: Gained) -> None:
    events = [event for _ in range(15) for event in life()]

    deliver(events)

    assert gained() == {status: (15 * a, 15 * b) for status, (a, b) in A_LIFE.items()}


def test_the_same_events_from_four_sides_at_once_are_counted_once(gained: Gained) -> None:
    events = [event for _ in range(5) for event in life()]

    def deliver_all(seed: int) -> None:
        shuffled = random.Random(seed).sample(events, len(events))
        for start in range(0, len(shuffled), 10):
            until_taken(shuffled[start : start + 10])

    threads = [threading.Thread(target=deliver_all, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert gained() == {status: (5 * a, 5 * b) for status, (a, b) in A_LIFE.items()}


@pytest.mark.parametrize(
    "malformed",
    ["", "no json", "[]", "null", "{}", '{"code": "H01.51-260302-0001"}'],
)
def test_a_message_that_is_no_event_is_told_to_have_failed(gained: Gained, malformed: str) -> None:
    assert deliver([malformed]) == [0]

    assert gained() == {}


def test_an_event_without_a_time_is_told_to_have_failed(gained: Gained) -> None:
    event = json.loads(life()[0])

    assert deliver([json.dumps({**event, "at": "yesterday"})]) == [0]

    assert gained() == {}


def test_one_malformed_message_does_not_keep_the_others_from_being_counted(gained: Gained) -> None:
    first, *others = life()

    for _ in range(5):
        assert deliver([first, "no json", *others]) == [1]

    assert gained() == A_LIFE


def test_the_others_are_not_counted_again_when_they_come_without_it(gained: Gained) -> None:
    first, *others = life()
    deliver([first, "no json", *others])

    assert deliver([first, *others]) == []

    assert gained() == A_LIFE


def test_a_malformed_message_lies_with_the_dead_letters_at_last(province: Province) -> None:
    queue, dead_letters = Queue(names.ROLLUPS_QUEUE), Queue(f"{names.ROLLUPS_QUEUE}-dead-letters")
    queue.send("no json")

    for _ in range(5):
        (body,) = queue.receive_and_give_back()
        assert deliver([body]) == [0]

    assert queue.receive_and_give_back() == []
    assert dead_letters.receive_and_give_back() == ["no json"]


# ---- What the queue is sent --------------------------------------------------------------------

ROLLUPS = next(one for one in LISTENERS if one.queue == names.ROLLUPS_QUEUE)


def test_of_what_the_queue_is_sent_the_same_is_counted_as_of_the_event() -> None:
    whole = {**ASSIGNED, "by": {"id": "head-1", "name": "Một Cán Bộ"}, "note": "for the file"}

    assert fact_of(ROLLUPS.message(whole)) == fact_of(json.dumps(whole))


OF_LATE_ONES = {
    "data.late": {"kind": "resolved", "data": {"late": True}},
    "data.forwarded": {"kind": "forwarded", "data": {"forwarded": "late"}},
    "data.again": {"kind": "lateness_explained", "data": {"again": True}},
}


@pytest.mark.parametrize("member", ROLLUPS.members)
def test_without_any_of_it_something_else_is_counted(member: str) -> None:
    some = ROLLUPS._replace(members=tuple({*ROLLUPS.members} - {member}))
    event = ASSIGNED | OF_LATE_ONES.get(member, {})

    assert counted_of(some.message(event)) != counted_of(json.dumps(event))


# ---- What the tests say ----------------------------------------------------------------------


def life() -> list[str]:
    """The events of a new dossier, from submission to return."""
    code = f"{AGENCY}-260302-{next(_numbers):04}"
    return [
        event(code, version, status, before)
        for version, (before, status) in enumerate(itertools.pairwise((None, *LIFE)), start=1)
    ]


def event(code: str, version: int, status: int, before: int | None) -> str:
    """An event as the relay sends it: what equals its default is left out."""
    facts = {
        "code": code,
        "kind": "accepted",
        "version": version,
        "at": f"{DAY}T0{version}:00:00.000Z",
        "agency": AGENCY,
        "procedure": PROCEDURE,
        "channel": "online",
        "status": status,
    }
    return json.dumps(facts if before is None else {**facts, "status_before": before})


ASSIGNED = {
    **json.loads(event(f"{AGENCY}-260302-9999", 3, 4, 2)),
    "assignee": "officer-1",
    "assignee_before": "officer-2",
    "on_paper": {"happened_at": "2026-02-27T02:00:00.000Z", "source": "outage"},
}


def deliver(events: list[str]) -> list[int]:
    """Hands over a batch; the places of what failed."""
    import app

    answer = app.count_events(sqs_event(events), None)
    return [int(one["itemIdentifier"]) for one in answer["batchItemFailures"]]


def counted_of(text: str) -> Fact | None:
    try:
        return fact_of(text)
    except NoEvent:
        return None


class Queue:
    """A queue that was emptied."""

    def __init__(self, name: str) -> None:
        self._sqs = aws.client("sqs")
        self._url = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]
        self._sqs.purge_queue(QueueUrl=self._url)

    def send(self, body: str) -> None:
        self._sqs.send_message(QueueUrl=self._url, MessageBody=body)

    def receive_and_give_back(self) -> list[str]:
        """What a handler gets that then fails; without the wait until it comes again."""
        messages = self._sqs.receive_message(QueueUrl=self._url).get("Messages", [])
        for one in messages:
            self._sqs.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=one["ReceiptHandle"], VisibilityTimeout=0
            )
        return [one["Body"] for one in messages]


def until_taken(events: list[str]) -> None:
    """A batch that fails comes again."""
    for _ in range(10):
        try:
            deliver(events)
            return
        except Unavailable:
            pass
    raise AssertionError("never taken")


def day_of(province: Province) -> dict[int, tuple[int, int]]:
    answer = province.get("/statistics", **{"from": DAY, "agency": AGENCY})
    return {row["status"]: (row["events"], row["dossiers"]) for row in answer.body["counts"]}


def minus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] - other[0], one[1] - other[1]
