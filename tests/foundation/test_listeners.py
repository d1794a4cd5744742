"""What a listener is sent: the kinds it wants, and of each event what it declares to know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.dossiers.events import Event
from chalicelib.foundation import relay
from chalicelib.foundation.listeners import LISTENERS, Listener
from tests.support import listening
from tests.support.faults import queue_down
from tests.support.listening import MINUTE, NOW
from tests.support.province import Province

EACH = pytest.mark.parametrize("listener", LISTENERS, ids=lambda one: one.queue)
# What an event holds besides plain words: of these only parts may be declared.
WHOLES = {"by", "changes", "data"}
EVENT = {
    "code": "H01.51-260302-0001",
    "kind": "deadline_warned",
    "note": "for the file only",
    "by": {"id": "clock", "role": "clock", "name": "Một Cán Bộ"},
    "changes": {"warned": 80, "assignee": "officer-1"},
    "data": {"to": ["head"], "percent": 80},
    "assignee": None,
}


def known(event: dict[str, Any], *members: str) -> Any:
    return json.loads(Listener("a queue", members).message(event))


def test_only_what_is_declared_leaves() -> None:
    assert known(EVENT, "code", "kind") == {"code": EVENT["code"], "kind": EVENT["kind"]}


def test_of_a_part_that_is_declared_nothing_beside_it_leaves() -> None:
    assert known(EVENT, "changes.warned", "by.role") == {
        "changes": {"warned": 80},
        "by": {"role": "clock"},
    }


def test_two_parts_of_one_member_both_leave() -> None:
    found = known(EVENT, "data.percent", "data.to")

    assert found == {"data": {"to": ["head"], "percent": 80}}


def test_what_an_event_has_not_is_left_out() -> None:
    assert known(EVENT, "code", "status_before", "changes.due_at", "kind.part") == {
        "code": EVENT["code"]
    }


def test_a_member_that_is_empty_leaves_as_such() -> None:
    assert known(EVENT, "assignee") == {"assignee": None}


def test_a_listener_wants_all_kinds_or_those_it_declares() -> None:
    every, some = Listener("a", ("code",)), Listener("b", ("code",), frozenset({"accepted"}))

    assert every.wants(EVENT)
    assert not some.wants(EVENT)
    assert some.wants({**EVENT, "kind": "accepted"})


@EACH
def test_a_listener_declares_members_that_events_have(listener: Listener) -> None:
    assert {member.split(".")[0] for member in listener.members} <= Event.model_fields.keys()


@EACH
def test_no_listener_gets_a_note_a_name_or_all_of_what_changed(listener: Listener) -> None:
    assert not {"note", "by.name", *WHOLES} & set(listener.members)


# ---- A second and a third listener, declared and nothing else ----------------------------------


@pytest.fixture
def first(province: Province) -> Listener:
    return listening.listener()


@pytest.fixture
def notices(province: Province) -> Listener:
    """In order by dossier, of two kinds."""
    kinds = frozenset({"accepted", "returned"})
    members = ("code", "version", "kind", "changes.due_at")
    return listening.listener("notices.fifo", kinds=kinds, members=members, group="code")


@pytest.fixture
def questions(province: Province) -> Listener:
    return listening.listener("questions", kinds=frozenset({"opinion_given"}))


def test_each_listener_gets_the_kinds_it_wants(
    first: Listener, notices: Listener, questions: Listener
) -> None:
    kinds = ("submitted", "accepted", "opinion_given", "returned")
    of = listening.code()
    events = [
        listening.event(of, version=version, kind=kind)
        for version, kind in enumerate(kinds, start=1)
    ]

    relay.relay(map(listening.record, events), (first, notices, questions))

    assert [one["kind"] for one in listening.received(first)] == [*kinds]
    assert [one["kind"] for one in listening.received(notices)] == ["accepted", "returned"]
    assert [one["kind"] for one in listening.received(questions)] == ["opinion_given"]


def test_a_message_in_order_names_its_dossier_and_its_version(notices: Listener) -> None:
    of = listening.code()
    event = listening.event(of, version=3, changes={"due_at": "later", "assignee": "officer-1"})

    relay.relay([listening.record(event)], (notices,))

    (message,) = listening.received(notices)
    sent = message.pop("sent as")
    assert (sent["MessageGroupId"], sent["MessageDeduplicationId"]) == (of, f"{of}#3")
    assert message == {
        "code": of,
        "version": 3,
        "kind": "accepted",
        "changes": {"due_at": "later"},
    }


def test_in_order_what_comes_twice_within_minutes_is_taken_once(notices: Listener) -> None:
    event = listening.record(listening.event(listening.code()))

    relay.relay([event, event], (notices,))

    assert len(listening.received(notices)) == 1


def test_each_of_them_is_caught_up_by_itself(
    first: Listener, notices: Listener, questions: Listener
) -> None:
    of = listening.code()
    events = [
        listening.kept(listening.event(of, version=version, kind=kind))
        for version, kind in enumerate(("accepted", "opinion_given"), start=1)
    ]
    with queue_down(notices.queue), queue_down(questions.queue):
        relay.relay(map(listening.record, events), (first, notices, questions))

    relay.catch_up_behind((first, notices, questions), now=lambda: NOW + 2 * MINUTE)

    assert listening.codes(first) == [of, of]
    assert listening.codes(notices) == listening.codes(questions) == [of]


def test_in_order_nothing_overtakes_what_the_queue_did_not_take(
    notices: Listener, first: Listener
) -> None:
    of = listening.code()
    accepted, returned = (
        listening.kept(listening.event(of, version=version, kind=kind))
        for version, kind in enumerate(("accepted", "returned"), start=1)
    )
    with queue_down(notices.queue):
        relay.relay([listening.record(accepted)], (notices,))

    relay.relay([listening.record(returned)], (notices,), now=lambda: NOW)
    relay.catch_up_behind((notices,), now=lambda: NOW + 2 * MINUTE)

    assert [one["version"] for one in listening.received(notices)] == [1, 2]
