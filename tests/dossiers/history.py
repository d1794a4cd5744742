"""Records requests and responses, and checks them against the table.

The checker reads the table and the moves with code of its own, so that it can disagree with the
system.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.dossiers.reference import ANYWHERE, FROM
from tests.support.province import Answer

# What each move leaves on the timeline.
KINDS = {
    "acceptance": "accepted",
    "refusal": "reception_refused",
    "supplement-request": "supplement_requested",
    "supplement": "supplement_received",
    "amendment": "amended",
    "fee": "fee_demanded",
    "payment": "fee_paid",
    "assignment": "assigned",
    "handover": "handed_over",
    "step": "step_completed",
    "step-return": "step_sent_back",
    "opinions": "opinion_requested",
    "answer": "opinion_given",
    "extension": "deadline_extended",
    "longer-limit": "limit_lengthened",
    "verification": "verification_recorded",
    "explanation": "lateness_explained",
    "apology": "apologised",
    "result-correction": "result_corrected",
    "refusal-withdrawal": "refusal_withdrawn",
    "loss": "papers_lost",
    "stop": "stopped",
    "result": "resolved",
    "return": "returned",
    "withdrawal": "withdrawn",
    "correction": "corrected",
    "approvals": "approval_given",
}
# What a move is called in the list of lawful ones.
MOVES = {
    "acceptance": "accept",
    "refusal": "refuse_reception",
    "fee": "demand_fee",
    "supplement-request": "request_supplement",
    "supplement": "supplement",
    "amendment": "amend",
    "payment": "pay_fee",
    "assignment": "assign",
    "handover": "hand_over",
    "step": "complete_step",
    "step-return": "send_back",
    "opinions": "request_opinions",
    "answer": "give_opinion",
    "extension": "extend",
    "longer-limit": "lengthen",
    "verification": "record_verification",
    "explanation": "explain_lateness",
    "apology": "apologise",
    "result-correction": "correct_result",
    "refusal-withdrawal": "withdraw_refusal",
    "loss": "record_loss",
    "stop": "stop",
    "result": "resolve",
    "return": "return",
    "withdrawal": "withdraw",
    "correction": "correct",
    # What it is refused for is what it would have allowed.
    "approvals": "request_supplement",
}
# Refusals by a rule of the move itself, which is lawful and was not overtaken.
OWN_RULES = {
    "already_approved",
    "already_assigned",
    "already_demanded",
    "answer_awaited",
    "approver_needed",
    "extended_already",
    "extension_late",
    "not_late",
    "lengthened_already",
    "lengthening_late",
    "verification_not_recorded",
    "apologised_already",
    "lateness_not_explained",
    "apology_needed",
    "fee_not_settled",
}


# Of which move each event needs an approval, and the data that says whether; without it, always.
NEED_APPROVAL = {
    "supplement_requested": ("request_supplement", "seen_before"),
    "corrected": ("correct", ""),
}


@dataclass(frozen=True)
class Request:
    """One request and its answer; ``tag`` is in the note that the event keeps.

    ``status`` is None when the reply was lost on its way. Times are monotonic.
    """

    tag: str
    who: str
    move: str
    code: str
    saw: int | None
    began: float
    ended: float
    status: int | None
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status is not None and self.status < 300


class History:
    """Everything that was asked, by however many threads."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._lock = threading.Lock()

    def add(
        self,
        tag: str,
        who: str,
        move: str,
        code: str,
        saw: int | None,
        began: float,
        answer: Answer | None,
    ) -> None:
        ended = time.monotonic()
        status, body = (answer.status, answer.body) if answer else (None, {})
        with self._lock:
            self.requests.append(Request(tag, who, move, code, saw, began, ended, status, body))

    def faults(self, codes: list[str]) -> list[str]:
        """Everything in which the answers and the table contradict each other."""
        found = []
        for code in codes:
            asked = [one for one in self.requests if one.code == code]
            found += [f"{code}: {fault}" for fault in _Dossier(code, asked).faults()]
        return found


class _Dossier:
    """One dossier: what was asked of it, and its items as they lie in the table."""

    def __init__(self, code: str, asked: list[Request]) -> None:
        self.asked = asked
        items = _items(code)
        self.state = next((one for sk, one in items if sk == "STATE"), None)
        self.events = [one for sk, one in sorted(items) if sk.startswith("EVENT#")]

    def faults(self) -> Iterator[str]:
        if self.state is None or not self.events:
            yield "it is not there"
            return
        yield from self._chain()
        yield from self._folded()
        yield from self._approved()
        by_tag: dict[str, list[Request]] = defaultdict(list)
        for one in self.asked:
            by_tag[one.tag].append(one)
        for tag, requests in by_tag.items():
            yield from self._once(tag, requests)
        for event in self.events[1:]:
            if event["note"] not in by_tag:
                yield f"event {event['version']} was asked by nobody"
        for one in self.asked:
            if one.status == 409:
                yield from self._conflict(one)
            elif one.status is not None and one.status >= 500 and one.status != 503:
                yield f"{one.move} was answered {one.status}"
        yield from self._order()

    def _chain(self) -> Iterator[str]:
        """Versions without a gap, each event on the one before, the state on the last."""
        before: dict[str, Any] = {}
        for number, event in enumerate(self.events, start=1):
            if event["version"] != number:
                yield f"event {event['version']} stands at place {number}"
            if event.get("prev", "") != before.get("sealed", ""):
                yield f"event {number} does not stand on the one before"
            if before and event["status_before"] != before["status"]:
                yield f"event {number} began in another status than the one before ended"
            before = event
        if self.state and self.state["version"] != len(self.events):
            yield f"state of version {self.state['version']}, but {len(self.events)} events"
        if self.state and self.state["last_hash"] != before["sealed"]:
            yield "the state does not stand on the last event"

    def _folded(self) -> Iterator[str]:
        """The state is what the events changed, one after the other."""
        fields: dict[str, Any] = {}
        for event in self.events:
            fields |= event["changes"] | {"status": event["status"]}
        for name, value in fields.items():
            kept = (self.state or {}).get(name)
            if _plain(value) != _plain(kept):
                yield f"its {name} is {kept}, but the events made it {value}"

    def _approved(self) -> Iterator[str]:
        """Whoever is named as an approver approved it of who did it, before, and of this alone."""
        standing: dict[str, tuple[str, str]] = {}
        for event in self.events:
            data, by = event.get("data", {}), event["by"]["id"]
            if event["kind"] in NEED_APPROVAL:
                move, needed = NEED_APPROVAL[event["kind"]]
                approver = (data.get("approver") or {}).get("id")
                if approver and standing.get(move) != (approver, by):
                    yield f"event {event['version']} names {approver}, who did not approve it"
                if not approver and data.get(needed, True):
                    yield f"event {event['version']} was approved by nobody"
                if approver:
                    standing.pop(move, None)
            if event["status"] != event.get("status_before"):
                standing.clear()
            if event["kind"] == "approval_withdrawn":
                standing.pop(data["move"], None)
            if event["kind"] == "approval_given":
                standing[data["move"]] = (by, data["officer"]["id"])

    def _once(self, tag: str, requests: list[Request]) -> Iterator[str]:
        """What was answered as done is there once; what was refused is not there."""
        made = [event for event in self.events if event["note"] == tag]
        done = [one for one in requests if one.done]
        lost = [one for one in requests if one.status is None]
        move, who = requests[0].move, requests[0].who
        if len(made) > 1:
            yield f"{move} of {who} was done {len(made)} times"
        if done and not made:
            yield f"{move} of {who} was answered as done and is not there"
        if made and not done and not lost:
            yield f"{move} of {who} was refused and is there"
        for event in made:
            if event["kind"] != KINDS[move]:
                yield f"{move} left {event['kind']}"
            if event["by"].get("name") and event["by"]["id"] != who:
                yield f"{move} of {who} is told of {event['by']['id']}"
            for one in requests:
                if one.saw is not None and one.saw != event["version"] - 1:
                    yield f"{move} decided on version {one.saw} became {event['version']}"
            if any(one.body["version"] != event["version"] for one in done):
                yield f"{move} of {who} was told another version than {event['version']}"

    def _conflict(self, one: Request) -> Iterator[str]:
        """Whoever is refused learns what is lawful, or who came before them with what."""
        problem = one.body
        if problem["code"] == "unlawful_move":
            lawful, status = problem.get("lawful"), problem.get("status_code")
            if status not in {event["status"] for event in self.events}:
                yield f"{one.move} was refused in status {status}, where it never was"
            elif not isinstance(lawful, list) or MOVES[one.move] in lawful:
                yield f"{one.move} was refused with {lawful} as lawful"
            elif any(status not in FROM[move] for move in lawful if move not in ANYWHERE):
                yield f"{lawful} cannot all be lawful in status {status}"
        elif problem["code"] == "dossier_changed":
            told, version = problem["changed"], problem["version"]
            known = {event["version"]: event for event in self.events}
            event = known.get(version, {"kind": "nothing", "by": {}})
            names = {event["by"].get("name") or told["by"]}
            if told["kind"] != event["kind"] or told["by"] not in names or not told["title"]:
                yield f"{one.move} was told of {told}, not of {event['kind']}"
            if one.saw == version:
                yield f"{one.move} was refused as changed since {version}, which it knew"
        elif problem["code"] not in OWN_RULES:
            yield f"{one.move} was refused as {problem['code']}"

    def _order(self) -> Iterator[str]:
        """Nobody is shown what was no longer so before they asked."""
        told = [one for one in self.asked if isinstance(one.body.get("version"), int)]
        for one in told:
            earlier = [early for early in told if early.ended < one.began and early.done]
            known = max((early.body["version"] for early in earlier), default=1)
            if one.body["version"] < known and not self._is_repeated(one):
                yield f"{one.move} saw version {one.body['version']} after {known} had been told"

    def _is_repeated(self, one: Request) -> bool:
        """Whether it was asked before under the same key: it is told what was then."""
        return any(early.tag == one.tag and early.began < one.began for early in self.asked)


def _items(code: str) -> list[tuple[str, dict[str, Any]]]:
    """The items of a dossier, read past the house."""
    from chalicelib.foundation import aws, names

    answer = aws.client("dynamodb").query(
        TableName=names.TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"DOSSIER#{code}"}},
        ConsistentRead=True,
    )
    assert "LastEvaluatedKey" not in answer, "more than a page: the checker reads only one"
    found = []
    for item in answer["Items"]:
        text = item.get("doc", {}).get("S", "{}")
        doc = json.loads(text)
        if item["sk"]["S"] == "STATE":
            doc["version"] = int(item["version"]["N"])
            doc["person"] = item["person"]["S"]
        doc.setdefault("note", "")
        doc.setdefault("changes", {})
        doc["sealed"] = hashlib.sha256(text.encode()).hexdigest()
        found.append((item["sk"]["S"], doc))
    return found


def _plain(value: Any) -> Any:
    """A value however it was written: times by their moment, nothing as None."""
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value] or None
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value or None
