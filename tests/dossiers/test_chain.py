"""The chain of hashes: every lawful life verifies, and every silent change is found."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.dossiers import reading
from chalicelib.dossiers.chain import replay
from chalicelib.dossiers.turn import Request
from chalicelib.foundation import aws, names, table
from chalicelib.people.actions import identify
from chalicelib.people.model import Person
from chalicelib.reception import actions as reception
from tests.support.moves import action
from tests.support.numbers import fresh
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.refusals import without_writing
from tests.support.submissions import complete, submission
from tests.support.trials import trials

SHORT: dict[str, Any] = {}  # the example: received, examined, signed, returned
LONG = "1.004837"  # six steps and more


@dataclass(frozen=True)
class Team:
    """Those who can move a dossier through its whole life."""

    applicant: Person
    reception: Person
    officer: Person
    head: Person

    def live(self, steps: int, notes: list[str], **changes: Any) -> str:
        """The code of a dossier, so many lawful moves after its submission."""
        code = reception.submit(submission(**changes), self.applicant).dossier.code
        for note in (notes * steps)[:steps]:
            request = Request(note=note)
            moves = reading.read(code, self.applicant, "show_dossier").dossier.lawful_moves()
            if "accept" in moves:
                action("accept")(code, self.reception, request)
            elif "complete_step" in moves:
                action("complete_step")(code, self.officer, request)
            elif "resolve" in moves:
                action("resolve")(code, self.head, request, fresh("QĐ"))
            elif "return" in moves:
                action("give_back")(code, self.reception, request, None)
        return code


@pytest.fixture(scope="module")
def team(province: Province) -> Team:
    officers = ("reception-1", "officer-1", "head-1")
    return Team(
        citizen("089300000075"), *(identify(province.provider.token(one)) for one in officers)
    )


@pytest.fixture(scope="module")
def lives(team: Team) -> list[str]:
    """Dossiers of every length, from one event to a whole life."""
    short = [team.live(steps, ["một", "hai"], **SHORT) for steps in range(5)]
    return [*short, team.live(3, ["ba"], **complete(LONG)), team.live(7, ["bốn"], **complete(LONG))]


def stored(code: str) -> tuple[table.Item, list[table.Item]]:
    """The state and the events of a dossier, as they lie in the table."""
    items = table.query_all(f"DOSSIER#{code}")
    (state,) = (item for item in items if item["sk"] == "STATE")
    return state, [item for item in items if str(item["sk"]).startswith("EVENT#")]


@contextmanager
def restored(code: str) -> Iterator[None]:
    """Undoes afterwards whatever was done to a dossier behind the house's back."""
    before = table.query_all(f"DOSSIER#{code}")
    try:
        yield
    finally:
        kept = {item["sk"] for item in before}
        for item in table.query_all(f"DOSSIER#{code}"):
            if item["sk"] not in kept:
                remove(item)
        for item in before:
            table.put(item)


def remove(item: table.Item) -> None:
    aws.client("dynamodb").delete_item(
        TableName=names.TABLE, Key={"pk": {"S": item["pk"]}, "sk": {"S": item["sk"]}}
    )


# ── Lives that hold ──────────────────────────────────────────────────────────────────────


@trials(30)
@given(
    steps=st.integers(0, 8),
    notes=st.lists(st.text(max_size=40), min_size=1, max_size=4),
    kind=st.sampled_from(["", LONG]),
)
def test_every_lawful_life_verifies(team: Team, steps: int, notes: list[str], kind: str) -> None:
    code = team.live(steps, notes, **(complete(kind) if kind else SHORT))
    verdict = reading.verify(code, team.applicant, "verify_timeline")
    whole = reading.read(code, team.applicant, "show_dossier")
    assert verdict.valid
    assert verdict.length == whole.dossier.version == len(whole.lines)
    assert verdict.head == whole.dossier.last_hash
    assert replay(whole.lines) == whole.dossier
    for length in range(1, len(whole.lines)):
        assert replay(whole.lines, length).version == length


def test_a_timeline_that_cannot_be_read_is_told_of_to_those_who_may_read_it(
    province: Province,
) -> None:
    code = province.accepted()["code"]
    event = table.get(f"DOSSIER#{code}", "EVENT#000001")
    assert event is not None
    table.put({**event, "doc": "broken"})

    read = province.get(f"/dossiers/{code}", "citizen-1")
    moved = province.post(f"/desk/dossiers/{code}/step", "officer-1", {})
    stranger = province.get(f"/dossiers/{code}", "citizen-2")
    table.put(event)

    assert (read.status, read.body["code"]) == (500, "timeline_broken")
    assert (moved.status, moved.body["code"]) == (500, "timeline_broken")
    assert stranger.status == 404


def test_each_event_names_the_hash_of_the_one_before(province: Province) -> None:
    timeline = province.returned()["timeline"]
    assert timeline[0]["previous_hash"] == ""
    for one, other in pairwise(timeline):
        assert other["previous_hash"] == one["hash"]
    assert len({line["hash"] for line in timeline}) == 5


# ── Changes behind the house's back ──────────────────────────────────────────────────────


def assert_broken(code: str, at: int | None = None, reason: str | None = None) -> None:
    verdict = reading.audit(code)
    assert not verdict.valid
    assert at in (None, verdict.broken_at), verdict
    assert reason in (None, verdict.reason), verdict
    assert verdict.title is not None
    assert str(verdict.broken_at) in verdict.title


LIFE = st.integers(0, 6)
PLACE = st.integers(0, 10_000)


LETTER = st.characters(codec="utf-8")
CHANGES = st.sampled_from(["replaced", "inserted", "deleted"])


@trials(90)
@given(life=LIFE, place=PLACE, at=PLACE, letter=LETTER, how=CHANGES)
def test_any_letter_changed_in_an_event_is_found(
    lives: list[str], life: int, place: int, at: int, letter: str, how: str
) -> None:
    code = lives[life]
    _, events = stored(code)
    number = place % len(events)
    text = str(events[number]["doc"])
    cut = at % len(text)
    changed = {
        "replaced": text[:cut] + letter + text[cut + 1 :],
        "inserted": text[:cut] + letter + text[cut:],
        "deleted": text[:cut] + text[cut + 1 :],
    }[how]
    assume(changed != text)
    with restored(code):
        table.put({**events[number], "doc": changed})
        assert_broken(code, number + 1)


OTHER_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=10)


@trials(70)
@given(life=LIFE, place=PLACE, at=PLACE, value=OTHER_VALUES)
def test_any_field_changed_in_an_event_is_found(
    lives: list[str], life: int, place: int, at: int, value: Any
) -> None:
    code = lives[life]
    _, events = stored(code)
    number = place % len(events)
    event = json.loads(str(events[number]["doc"]))
    field = sorted(event)[at % len(event)]
    assume(event[field] != value)
    with restored(code):
        table.put({**events[number], "doc": json.dumps(event | {field: value})})
        assert_broken(code, number + 1)


@trials(40)
@given(life=LIFE, at=PLACE, byte=st.integers(1, 255))
def test_any_byte_changed_in_what_was_handed_in_is_found(
    lives: list[str], life: int, at: int, byte: int
) -> None:
    code = lives[life]
    _, (first, *_) = stored(code)
    packed = bytearray(first["content"])
    packed[at % len(packed)] ^= byte
    with restored(code):
        table.put({**first, "content": bytes(packed)})
        assert_broken(code, 1)


def without_content(item: table.Item) -> table.Item:
    return {name: one for name, one in item.items() if name != "content"}


def with_content(text: str) -> Callable[[table.Item], table.Item]:
    return lambda item: {**item, "content": zlib.compress(text.encode())}


def another_name(item: table.Item) -> table.Item:
    text = zlib.decompress(item["content"]).decode()  # type: ignore[arg-type]
    return with_content(text.replace("Ví Dụ", "Vi Phạm"))(item)


@pytest.mark.parametrize(
    "change", [without_content, with_content(""), with_content("{}"), another_name]
)
def test_other_content_is_found(
    lives: list[str], change: Callable[[table.Item], table.Item]
) -> None:
    for code in lives:
        _, (first, *_) = stored(code)
        with restored(code):
            table.put(change(first))
            assert_broken(code, 1, "content_altered")


def test_content_given_to_an_event_that_had_none_is_found(lives: list[str]) -> None:
    code = lives[4]
    _, events = stored(code)
    with restored(code):
        table.put(with_content("{}")(events[2]))
        assert_broken(code, 3, "content_altered")


@trials(60)
@given(life=LIFE, at=PLACE)
def test_any_field_changed_in_the_state_is_found(lives: list[str], life: int, at: int) -> None:
    code = lives[life]
    state, _ = stored(code)
    doc = json.loads(str(state["doc"]))
    field = sorted(doc)[at % len(doc)]
    one = doc[field]
    doc[field] = one + 1 if isinstance(one, int) else ([] if isinstance(one, list) else f"{one}0")
    with restored(code):
        table.put({**state, "doc": json.dumps(doc)})
        assert_broken(code)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"due_at": "2027-01-04T10:00:00Z"}, "state_altered"),  # a deadline quietly moved
        ({"received_at": "2027-01-04T01:00:00Z"}, "state_altered"),
        ({"status": 9}, "state_altered"),
        ({"owner": "0" * 32}, "state_altered"),
        ({"applicant": "Người Khác"}, "state_altered"),
        ({"rules": "2018-05-21"}, "state_altered"),
        ({"last_hash": "0" * 64}, "altered"),
    ],
)
def test_a_state_quietly_changed_is_found(
    lives: list[str], change: dict[str, Any], reason: str
) -> None:
    code = lives[2]
    state, events = stored(code)
    with restored(code):
        table.put({**state, "doc": json.dumps(json.loads(str(state["doc"])) | change)})
        assert_broken(code, len(events), reason)


@pytest.mark.parametrize(
    "change", [{"version": 1}, {"version": 99}, {"person": "0" * 32}, {"doc": "{"}, {"doc": ""}]
)
def test_a_state_that_no_longer_fits_is_found(lives: list[str], change: table.Item) -> None:
    code = lives[3]
    state, _ = stored(code)
    with restored(code):
        table.put({**state, **change})
        assert_broken(code)


def test_a_state_that_is_gone_is_found(lives: list[str]) -> None:
    code = lives[3]
    state, _ = stored(code)
    with restored(code):
        remove(state)
        assert_broken(code, 1, "state_altered")


def test_an_event_that_is_gone_is_found_wherever_it_was(lives: list[str]) -> None:
    for code in lives:
        _, events = stored(code)
        for number, event in enumerate(events, start=1):
            with restored(code):
                remove(event)
                assert_broken(code, number, "missing")


def test_two_events_that_changed_places_are_found(lives: list[str]) -> None:
    code = lives[6]
    _, events = stored(code)
    for number, one in enumerate(events, start=1):
        for other in events[number:]:
            with restored(code):
                table.put({**one, "sk": other["sk"]})
                table.put({**other, "sk": one["sk"]})
                assert_broken(code, number, "missing")


def test_an_event_that_nobody_decided_is_found(lives: list[str]) -> None:
    for code in lives:
        state, events = stored(code)
        last = json.loads(str(events[-1]["doc"]))
        head = json.loads(str(state["doc"]))["last_hash"]
        forged = last | {"version": len(events) + 1, "prev": head, "note": "đã duyệt"}
        with restored(code):
            sk = f"EVENT#{len(events) + 1:06}"
            table.put({"pk": state["pk"], "sk": sk, "doc": json.dumps(forged)})
            assert_broken(code, len(events) + 1)


def test_a_change_is_told_to_whoever_may_read_the_dossier(province: Province) -> None:
    code = province.accepted()["code"]
    path = f"/dossiers/{code}/timeline/verification"
    _, events = stored(code)
    for changed in (str(events[0]["doc"]).replace('"counter"', '"postal"'), "{"):
        with restored(code):
            table.put({**events[0], "doc": changed})
            seen = province.get(path, "citizen-1")
            assert seen.status == 200
            assert (seen.body["valid"], seen.body["broken_at"]) == (False, 1)
            assert seen.body["title"].startswith("Nội dung sự kiện số 1 không khớp")
            assert province.get(path, "citizen-2").status == 404
    assert province.get(path, "citizen-1").body["valid"]


# ── The timeline has no eraser ───────────────────────────────────────────────────────────

TIMELINES = [
    "/dossiers/{code}",
    "/dossiers/{code}/timeline",
    "/dossiers/{code}/timeline/1",
    "/dossiers/{code}/timeline/verification",
    "/dossiers/{code}/events/1",
    "/desk/dossiers/{code}",
    "/desk/dossiers/{code}/timeline",
]


@pytest.mark.parametrize("path", TIMELINES)
@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "POST"])
def test_no_way_in_edits_or_deletes_an_event(
    province: Province, lives: list[str], path: str, method: str
) -> None:
    for by in ("citizen-1", "reception-1", "head-1", "admin-1"):
        answer = without_writing(
            lambda by=by: province.ask(method, path.format(code=lives[4]), by, order={})
        )
        assert answer.status in (403, 404, 405)


def test_every_declared_way_to_a_timeline_only_reads() -> None:
    import app

    routes = [
        route for route in app.door.routes if "timeline" in route.path or "events" in route.path
    ]
    assert routes
    assert {route.method for route in routes} == {"GET"}
