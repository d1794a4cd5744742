"""Eight clients on the same dozen dossiers: every response agrees with the stored data."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.foundation import aws, names
from chalicelib.people import audiences as roles
from tests.dossiers.history import MOVES as IN_WORDS
from tests.dossiers.history import History
from tests.support import officers
from tests.support.numbers import fresh, receipt
from tests.support.province import Answer, Province
from tests.support.submissions import GUARDIAN, complete

CLIENTS, DOSSIERS, EACH = 8, 12, 45
HOME, ASKED = "H01.51", "H01.52"
PAPERS = ["TK.NCMC", "GT.CMQH"]
PROCEDURE: dict[str, Any] = {
    "procedure": "1.001022",
    "acting": GUARDIAN,
    "case": None,
    "papers": [{"code": code, "originals": 1} for code in PAPERS],
}
# The first paper is never supplemented: to ask for it again needs an approval.
ASKED_FOR = [["GT.CMQH"], ["GT.CMQH"], PAPERS]
FEE = 15_000
STAFF = {"load-1": HOME, "load-2": HOME, "load-asked": ASKED}

# Who makes a move, and what it asks; the tag comes back as the event's note.
MOVES: dict[str, tuple[str, Callable[[str, random.Random], dict[str, Any]]]] = {
    "acceptance": ("reception-1", lambda tag, _: {"note": tag}),
    "refusal": ("reception-1", lambda tag, _: {"reason": tag}),
    "supplement-request": (
        "reception-1",
        lambda tag, chance: {
            "note": tag,
            "defects": [{"about": one, "reason": "Mờ"} for one in chance.choice(ASKED_FOR)],
        },
    ),
    "supplement": (
        "citizen-1",
        lambda tag, chance: {
            "note": tag,
            "papers": [{"code": "GT.CMQH", "copies": chance.randrange(1, 90)}],
        },
    ),
    "fee": ("reception-1", lambda tag, _: {"note": tag, "checked": PAPERS}),
    "payment": ("finance-1", lambda tag, _: {"note": tag, "amount": FEE, "receipt": receipt()}),
    "assignment": ("head-1", lambda tag, _: {"note": tag, "to": "load-1"}),
    "handover": (
        "head-1",
        lambda tag, chance: {"note": tag, "to": chance.choice(["load-1", "load-2"])},
    ),
    "step": ("load-1", lambda tag, _: {"note": tag}),
    "step-return": ("head-1", lambda tag, _: {"reason": tag}),
    "opinions": (
        "head-1",
        lambda tag, _: {"question": tag, "agencies": [{"agency": ASKED, "working_days": 1}]},
    ),
    "answer": ("load-asked", lambda tag, _: {"answer": tag}),
    "extension": ("head-1", lambda tag, _: {"reason": tag, "working_days": 1}),
    "stop": ("head-1", lambda tag, _: {"ground": tag, "article": "19"}),
    "result": ("head-1", lambda tag, _: {"note": tag, "number": fresh()}),
    "return": ("reception-1", lambda tag, _: {"note": tag}),
    "withdrawal": ("citizen-1", lambda tag, _: {"reason": tag}),
    "correction": (
        "reception-1",
        lambda tag, chance: {
            "reason": tag,
            "applicant": {"phone": f"09120{chance.randrange(10**5):05}"},
        },
    ),
    "approvals": (
        "head-1",
        lambda tag, _: {
            "reason": tag,
            "move": "correct",
            "officer": "reception-1",
            "fields": ["phone"],
        },
    ),
}
BY_OFFICERS = {"supplement-request", "fee", "step"}  # once it is in process
SELDOM = {"refusal", "stop", "withdrawal"}  # they end it
_numbers = itertools.count(1)


class Client:
    """Somebody at a screen: acts on what they saw last, and may lose a reply."""

    def __init__(self, province: Province, history: History, seed: int) -> None:
        self.province, self.history = province, history
        self.chance = random.Random(seed)
        self.seen: dict[str, dict[str, Any]] = {}

    def work(self, codes: list[str], requests: int) -> None:
        for _ in range(requests):
            code = self.chance.choice(codes)
            if code not in self.seen or self.chance.random() < 0.4:
                self.seen[code] = self._ask("GET", f"/dossiers/{code}", "head-1").body
            self.moves(code, self._chosen(self.seen[code]))

    def moves(self, code: str, move: str, *, blindly: bool | None = None) -> Answer:
        """One move; every other time on the version seen, now and then asked twice."""
        who, order_of = MOVES[move]
        seen = self.seen.get(code, {})
        if move in BY_OFFICERS and seen.get("received_at"):
            who = seen["assignee"] or "load-1"
        if blindly is None:
            blindly = self.chance.random() < 0.5
        saw = None if blindly else seen.get("version")
        tag = f"{move} no. {next(_numbers)}"
        order = order_of(tag, self.chance) | ({"version": saw} if saw else {})
        if move == "approvals":
            order |= self._asking_again(seen)
        key = tag if self.chance.random() < 0.5 else None
        lost = self.chance.random() < 0.1
        answer = self._move(code, move, who, tag, order, saw, key, lost=lost)
        if lost and key:
            answer = self._move(code, move, who, tag, order, saw, key, lost=False)
        if answer.status < 300 and not lost:
            self.seen[code] = answer.body
        return answer

    def _move(
        self,
        code: str,
        move: str,
        who: str,
        tag: str,
        order: dict[str, Any],
        saw: int | None,
        key: str | None,
        *,
        lost: bool,
    ) -> Answer:
        began = time.monotonic()
        answer = self._ask("POST", self._path(code, move), who, order, key)
        self.history.add(tag, who, move, code, saw, began, None if lost else answer)
        return answer

    def _asking_again(self, seen: dict[str, Any]) -> dict[str, Any]:
        """Every other approval is of a second request, for whoever may make it."""
        if "request_supplement" not in seen.get("lawful_moves", []) or self.chance.random() < 0.5:
            return {}
        officer = (seen["assignee"] or "load-1") if seen["received_at"] else "reception-1"
        return {"move": "request_supplement", "officer": officer}

    def _path(self, code: str, move: str) -> str:
        if move in ("supplement", "withdrawal"):
            return f"/dossiers/{code}/{move}"
        if move == "answer":
            waited_for = self.seen.get(code, {}).get("opinions") or [{"id": "1"}]
            return f"/desk/dossiers/{code}/opinions/{waited_for[0]['id']}/answer"
        return f"/desk/dossiers/{code}/{move}"

    def _chosen(self, seen: dict[str, Any]) -> str:
        """Mostly what was lawful when they looked."""
        lawful = {*seen["lawful_moves"], "correct"}
        moves = [one for one in MOVES if IN_WORDS[one] in lawful or one == "approvals"]
        if not seen["opinions"]:
            moves = [one for one in moves if one != "answer"]
        approved = {one["move"] for one in seen["approvals"]}
        seldom = SELDOM | ({"approvals"} if approved else {"correction"})
        weights = [0.3 if one in seldom else 3 for one in moves]
        return self.chance.choices(moves, weights)[0]

    def _ask(
        self, method: str, path: str, who: str, order: Any = None, key: str | None = None
    ) -> Answer:
        provider = self.province.provider
        token = officers.token(provider, who) if who in STAFF else provider.token(who)
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        return self.province.ask(method, path, order=order, headers=headers)


@pytest.fixture(scope="module")
def staffed(province: Province) -> Province:
    for subject, place in STAFF.items():
        officers.grant(subject, f"Người Thử {subject}", {roles.PROCESSING_OFFICER: [place]})
    return province


def test_eight_clients_leave_exactly_what_they_were_told(staffed: Province) -> None:
    history = History()
    codes = [filed(staffed) for _ in range(DOSSIERS)]
    clients = [Client(staffed, history, seed) for seed in range(CLIENTS)]

    at_once([partial(one.work, codes, EACH) for one in clients])

    assert history.faults(codes) == []
    answers = Counter(one.status for one in history.requests)
    assert answers[200] > CLIENTS * EACH / 3, answers
    assert answers[409] > 10, answers
    assert answers[None] > 10, answers
    refused = {one.body["code"] for one in history.requests if one.status == 409}
    assert {"dossier_changed", "unlawful_move"} <= refused
    moved = {one.move for one in history.requests if one.done}
    assert {"approvals", "correction"} <= moved, moved


# ---- A broken store is found ---------------------------------------------------------------


class BrokenStore:
    """Changes what goes to the table, as a careless change of the store would."""

    clients = 1  # how many it takes to see that it is broken

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        events = aws.client("dynamodb").meta.events
        hooks = [
            ("before-parameter-build.dynamodb.TransactWriteItems", self._asked),
            ("before-call.dynamodb.TransactWriteItems", self._sent),
            ("after-call.dynamodb.TransactWriteItems", self._done),
        ]
        for moment, hook in hooks:
            events.register(moment, hook)
        try:
            yield
        finally:
            for moment, hook in hooks:
                events.unregister(moment, hook)

    def _asked(self, params: dict[str, Any], **_: Any) -> None:
        self.asked(params)

    def _sent(self, **_: Any) -> Any:
        return self.sent()

    def _done(self, **_: Any) -> None:
        self.done()

    def asked(self, params: dict[str, Any]) -> None: ...

    def sent(self) -> Any: ...

    def done(self) -> None: ...


class DropsTheCondition(BrokenStore):
    """Two that decide on the same version are both written."""

    clients = 2

    def __init__(self) -> None:
        self._both = threading.Barrier(2, timeout=10)

    def asked(self, params: dict[str, Any]) -> None:
        for one in params["TransactItems"]:
            one["Put"].pop("ConditionExpression", None)
            one["Put"].pop("ExpressionAttributeValues", None)
        with contextlib.suppress(threading.BrokenBarrierError):
            self._both.wait()


class WritesTwice(BrokenStore):
    """An event is appended once more."""

    def __init__(self) -> None:
        self._items: list[dict[str, Any]] = []

    def asked(self, params: dict[str, Any]) -> None:
        self._items = [one["Put"]["Item"] for one in params["TransactItems"] if "Put" in one]

    def done(self) -> None:
        for item in self._items:
            again = dict(item)
            if item["sk"]["S"].startswith("EVENT#"):
                again["sk"] = {"S": f"EVENT#{int(item['sk']['S'][6:]) + 1:06}"}
                aws.client("dynamodb").put_item(TableName=names.TABLE, Item=again)


class SwallowsAWrite(BrokenStore):
    """It says that it was done."""

    def sent(self) -> Any:
        return SimpleNamespace(status_code=200), {}


class Leaves(BrokenStore):
    """Writes all of a transaction but one kind of item."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def asked(self, params: dict[str, Any]) -> None:
        params["TransactItems"] = [
            one
            for one in params["TransactItems"]
            if not one.get("Put", {})
            .get("Item", {})
            .get("sk", {})
            .get("S", "")
            .startswith(self._kind)
        ]


class WritesAnOldState(BrokenStore):
    """The event is written as it is, the state without what it changed."""

    def asked(self, params: dict[str, Any]) -> None:
        for one in params["TransactItems"]:
            item = one.get("Put", {}).get("Item", {})
            if item.get("sk") == {"S": "STATE"}:
                doc = json.loads(item["doc"]["S"])
                item["doc"] = {"S": json.dumps({**doc, "assignee": "load-1"})}


class NamesAnother(BrokenStore):
    """The event tells of another head than the one who approved."""

    def asked(self, params: dict[str, Any]) -> None:
        for one in params["TransactItems"]:
            item = one.get("Put", {}).get("Item", {})
            if item["sk"]["S"].startswith("EVENT#"):
                doc = json.loads(item["doc"]["S"])
                doc["data"]["approver"]["id"] = "head-52"
                item["doc"] = {"S": json.dumps(doc)}


BROKEN: dict[str, tuple[Callable[[], BrokenStore], str]] = {
    "without its condition": (DropsTheCondition, "answered as done and is not there"),
    "that writes twice": (WritesTwice, "was done 2 times"),
    "that swallows a write": (SwallowsAWrite, "answered as done and is not there"),
    "that leaves the state": (lambda: Leaves("STATE"), "state of version"),
    "that leaves the event": (lambda: Leaves("EVENT#"), "answered as done and is not there"),
    "that keeps an old state": (WritesAnOldState, "but the events made it"),
}


@pytest.mark.parametrize(("store", "fault"), BROKEN.values(), ids=BROKEN)
def test_the_checker_finds_a_store(
    staffed: Province, store: Callable[[], BrokenStore], fault: str
) -> None:
    history, broken = History(), store()
    code = assigned(staffed, history)
    clients = [Client(staffed, history, seed) for seed in range(broken.clients)]
    for one in clients:
        one.chance = Steady()

    with broken.open():
        at_once([partial(one.moves, code, "handover", blindly=True) for one in clients])

    assert any(fault in found for found in history.faults([code])), history.faults([code])


def test_the_checker_finds_an_approver_who_did_not_approve(staffed: Province) -> None:
    history = History()
    code = filed(staffed)
    client = Client(staffed, history, 0)
    client.chance = Steady()
    client.moves(code, "approvals", blindly=True)

    with NamesAnother().open():
        client.moves(code, "correction", blindly=True)

    assert any("who did not approve it" in found for found in history.faults([code]))


def test_the_checker_finds_nothing_when_two_hand_over_at_once(staffed: Province) -> None:
    history = History()
    code = assigned(staffed, history)
    clients = [Client(staffed, history, seed) for seed in (100, 101)]

    at_once([partial(one.moves, code, "handover", blindly=True) for one in clients])

    assert history.faults([code]) == []


# ---- What the tests say ----------------------------------------------------------------------


class Steady(random.Random):
    """Loses no reply and always hands over to the second officer."""

    def random(self) -> float:
        return 0.99

    def choice(self, seq: Any) -> Any:
        return seq[-1]


def filed(province: Province) -> str:
    return str(
        province.submitted(**PROCEDURE, form=complete(PROCEDURE["procedure"])["form"])["code"]
    )


def assigned(province: Province, history: History) -> str:
    """A dossier that is accepted and assigned."""
    code = filed(province)
    client = Client(province, history, 0)
    client.chance = Steady()
    for move in ("fee", "payment", "assignment"):
        assert client.moves(code, move, blindly=True).status == 200
    return code


def at_once(acts: list[Callable[[], object]]) -> None:
    start = threading.Barrier(len(acts))
    errors: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors, errors
