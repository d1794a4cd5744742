"""A timeline that does not hold is built on by nobody; one whose clock ran back says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.dossiers.model import By
from chalicelib.foundation import clock, table
from chalicelib.processing import reminders
from tests.dossiers.test_chain import restored, stored
from tests.support.canary import Canary
from tests.support.desk import Desk, desk, kinds, last, whole
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused, without_writing


@pytest.fixture
def place(province: Province) -> Desk:
    return desk("H01.63")


@pytest.fixture
def altered(province: Province) -> Iterator[str]:
    """A dossier in process whose due time was quietly moved; it can still be read."""
    code = str(province.accepted()["code"])
    state, _ = stored(code)
    later = {**json.loads(str(state["doc"])), "due_at": "2036-01-04T10:00:00Z"}
    with restored(code):
        table.put({**state, "doc": json.dumps(later)})
        yield code


@pytest.fixture
def unreadable(province: Province) -> Iterator[str]:
    """A dossier in process with an event that nobody can read any more."""
    code = str(province.accepted()["code"])
    _, (event, *_) = stored(code)
    with restored(code):
        table.put({**event, "doc": "broken"})
        yield code


MOVES: list[tuple[str, str, dict[str, Any]]] = [
    ("/desk/dossiers/{code}/step", "officer-1", {}),
    ("/desk/dossiers/{code}/assignment", "head-1", {"to": "officer-1"}),
    ("/desk/dossiers/{code}/extension", "head-1", {"working_days": 1, "reason": "lý do"}),
    ("/dossiers/{code}/withdrawal", "citizen-1", {"reason": "đổi ý"}),
]


@pytest.mark.parametrize(("path", "by", "order"), MOVES, ids=[move[0] for move in MOVES])
def test_no_move_is_made_of_it(
    province: Province, altered: str, path: str, by: str, order: dict[str, Any]
) -> None:
    answer = without_writing(lambda: province.post(path.format(code=altered), by, order))

    assert_broken(answer)


@pytest.mark.parametrize("path", ["/dossiers/{code}/receipt", "/dossiers/{code}/forms/2"])
def test_nothing_is_printed_of_it(province: Province, altered: str, path: str) -> None:
    assert_broken(province.get(path.format(code=altered), "citizen-1"))


@pytest.mark.parametrize("how", ["altered", "unreadable"])
def test_the_register_has_no_line_of_it_and_names_it(
    province: Province, how: str, request: pytest.FixtureRequest
) -> None:
    code: str = request.getfixturevalue(how)
    sound = str(province.accepted()["code"])

    book = register_after(province, code)

    assert book["broken"] == [code]
    assert [one["code"] for one in book["lines"]] == [sound]


def register_after(province: Province, code: str) -> dict[str, Any]:
    """The register of the day from a code on."""
    day, _, serial = code.rpartition("-")
    today = clock.local_day(clock.now()).isoformat()
    answer = province.get(
        "/desk/registers/H01.51",
        "reception-1",
        first=today,
        last=today,
        after=f"{day}-{int(serial) - 1:04}",
        format="json",
    )
    assert answer.status == 200, answer.raw
    found: dict[str, Any] = answer.body
    return found


def test_whoever_may_read_it_still_sees_it_and_that_it_does_not_hold(
    province: Province, altered: str
) -> None:
    shown = province.get(f"/dossiers/{altered}", "citizen-1")
    verified = province.get(f"/dossiers/{altered}/timeline/verification", "citizen-1")

    assert shown.status == 200
    assert verified.body["valid"] is False


def test_whoever_may_not_move_it_learns_nothing_of_it(province: Province, altered: str) -> None:
    answer = province.post(f"/desk/dossiers/{altered}/step", "officer-3", {})

    assert (answer.status, answer.body["code"]) == (403, "other_agency")


@pytest.mark.parametrize(
    ("path", "by", "status", "code"),
    [
        ("/desk/dossiers/{code}/step", "officer-1", 500, "timeline_broken"),
        ("/desk/dossiers/{code}/step", "officer-3", 403, "other_agency"),
        ("/dossiers/{code}/withdrawal", "citizen-1", 500, "timeline_broken"),
        ("/dossiers/{code}/withdrawal", "citizen-2", 404, "dossier_not_found"),
    ],
)
def test_only_whoever_may_move_it_learns_that_an_event_cannot_be_read(
    province: Province, unreadable: str, path: str, by: str, status: int, code: str
) -> None:
    order = {"reason": "đổi ý"} if path.endswith("withdrawal") else {}

    answer = province.post(path.format(code=unreadable), by, order)

    assert_refused(answer, status, code)


def test_a_request_sent_again_is_not_answered_from_it(province: Province) -> None:
    code = str(province.accepted()["code"])
    path, order = f"/desk/dossiers/{code}/assignment", {"to": "officer-1"}
    assert province.post(path, "head-1", order, key="again").status == 200
    state, _ = stored(code)
    later = {**json.loads(str(state["doc"])), "due_at": "2036-01-04T10:00:00Z"}

    with restored(code):
        table.put({**state, "doc": json.dumps(later)})
        assert_broken(province.post(path, "head-1", order, key="again"))


def test_who_verified_one_that_cannot_be_read_is_kept_and_shown(
    province: Province, unreadable: str
) -> None:
    verified = province.get(f"/dossiers/{unreadable}/timeline/verification", "officer-1")

    shown = province.get(f"/dossiers/{unreadable}/readings", "citizen-1")

    assert verified.body["valid"] is False
    assert shown.status == 200
    assert [one["call"] for one in shown.body["readings"]] == ["verify_timeline"]


def test_who_read_one_that_cannot_be_read_is_shown_to_nobody_else(
    province: Province, unreadable: str
) -> None:
    shown = province.get(f"/dossiers/{unreadable}/readings", "citizen-2")

    assert_refused(shown, 404, "dossier_not_found")


def test_an_event_whose_clock_stood_before_the_event_before_it_is_marked(
    place: Desk, logs: Canary
) -> None:
    code = place.accepted()

    place.at("2026-10-05T08:00").make("assign", code, "head", place.subject("officer"))

    assert [event.clock_behind for event in whole(code).events] == [False, False, True]
    assert any(line.get("what") == "clock behind the timeline" for line in logs.lines)


def test_the_next_event_is_marked_only_while_the_clock_is_still_behind(place: Desk) -> None:
    code = place.at("2026-10-07T09:00").accepted()
    place.at("2026-10-05T09:00").make("assign", code, "head", place.subject("officer"))

    place.at("2026-10-07T10:00").make("complete_step", code, "officer")

    assert [event.clock_behind for event in whole(code).events] == [False, False, True, False]


def test_the_clock_acts_in_its_own_name(place: Desk) -> None:
    code = place.accepted()

    assert reminders.warn(code, now=lambda: place.at("2026-10-08T10:00").now) == 1

    assert kinds(code)[-1] == "deadline_warned"
    assert last(code).by == By(id="clock", role="clock", name=reminders.CLOCK.name)


def assert_broken(answer: Answer) -> None:
    assert (answer.status, answer.body["code"]) == (500, "timeline_broken")
