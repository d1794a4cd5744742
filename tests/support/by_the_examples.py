"""Sends every example of the API description, for dossiers that only examples brought so far.

It can run as a program, in a province of its own: ``python -m tests.support.by_the_examples
dong-thap DIRECTORY`` prints the description and the responses.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.numbers import fresh, receipt
from tests.support.province import Answer, Province, running

FILE, RECEIVE = "POST /dossiers", "POST /desk/dossiers"
DESK = f"{RECEIVE}/{{code}}"
# A dossier as the first example of the counter brings it, received so long ago that it is late.
LATE = "at the counter, long ago"
# What a body with one example calls it.
THE_ONE = "the one"


class Sent(NamedTuple):
    """An example by its route and name: who sends it, and what is sent before it.

    ``after`` is another key of ``ALL``; without it, it begins on a dossier of its own or
    needs none.
    """

    label: str
    name: str
    by: str
    after: str | None = None


def _filed() -> dict[str, Sent]:
    return {
        "filed": Sent(FILE, "complete", "citizen-1"),
        "paper left out": Sent(FILE, "paper_left_out", "citizen-1"),
        "with fee": Sent(FILE, "with_fee", "citizen-2"),
        "with fee, paper left out": Sent(FILE, "with_fee_paper_left_out", "citizen-2"),
        "block": Sent("POST /desk/outages", "afterwards", "head-2"),
        "block, before": Sent("POST /desk/outages", "before", "reception-2"),
        "at the counter": Sent(RECEIVE, "accepted", "reception-1"),
        "at the counter, waived": Sent(RECEIVE, "paper_waived", "reception-1"),
        "at the counter, for another": Sent(RECEIVE, "for_another", "reception-1"),
        "at the counter, registered": Sent(RECEIVE, "registered", "reception-1"),
        "at the counter, for others": Sent(RECEIVE, "settled_elsewhere", "reception-1"),
        "at the counter, at once": Sent(RECEIVE, "settled_at_once", "reception-1"),
        "outside the office": Sent(RECEIVE, "outside_office", "reception-1"),
        "at the counter, refused": Sent(RECEIVE, "refused", "reception-1"),
        "from the outage book": Sent(RECEIVE, "outage_book", "reception-2", "block"),
        LATE: Sent(RECEIVE, "accepted", "reception-1"),
        "by post": Sent(RECEIVE, "postal", "postal-1"),
    }


def _examined() -> dict[str, Sent]:
    request, fee, pay = f"{DESK}/supplement-request", f"{DESK}/fee", f"{DESK}/payment"
    answer, clerk = "POST /dossiers/{code}/supplement", "reception-1"
    return {
        "accepted": Sent(f"{DESK}/acceptance", "complete", clerk, "filed"),
        "accepted, waived": Sent(f"{DESK}/acceptance", "paper_waived", clerk, "paper left out"),
        "forwarded": Sent(f"{DESK}/forwarding", THE_ONE, clerk, "accepted"),
        "all forwarded": Sent("POST /desk/forwardings", THE_ONE, clerk, "forwarded"),
        "refused": Sent(f"{DESK}/refusal", "not_admissible", clerk, "filed"),
        "refused, not competent": Sent(f"{DESK}/refusal", "not_competent", clerk, "filed"),
        "withdrawn": Sent("POST /dossiers/{code}/withdrawal", THE_ONE, "citizen-1", "filed"),
        "incomplete": Sent(request, THE_ONE, clerk, "filed"),
        "amended": Sent("POST /dossiers/{code}/amendment", "papers", "citizen-1", "filed"),
        "reached by": Sent("POST /dossiers/{code}/amendment", "contact", "citizen-1", "filed"),
        "papers anew": Sent(answer, "papers", "citizen-1", "incomplete"),
        "form anew": Sent(answer, "papers_and_form", "citizen-1", "incomplete"),
        "charged": Sent(fee, "every_fee", clerk, "with fee"),
        "charged by name": Sent(fee, "named_fees", clerk, "with fee"),
        "charged, waived": Sent(fee, "paper_waived", clerk, "with fee, paper left out"),
        "exempt": Sent(fee, "exempt", clerk, "charged"),
        "paid": Sent(pay, "cash", "finance-1", "charged"),
        "paid by transfer": Sent(pay, "transfer", clerk, "charged by name"),
        "paid, waived": Sent(pay, "cash", clerk, "charged, waived"),
        "approved": Sent(f"{DESK}/approvals", "correction", "head-1", "filed"),
        "approved, again": Sent(f"{DESK}/approvals", "supplement_request", "head-1", "papers anew"),
        "not approved": Sent(f"{DESK}/approvals/withdrawal", THE_ONE, "head-1", "approved"),
        "corrected": Sent(f"{DESK}/correction", THE_ONE, clerk, "approved"),
    }


def _processed() -> dict[str, Sent]:
    step, result, back = f"{DESK}/step", f"{DESK}/result", f"{DESK}/return"
    opinion = f"{DESK}/opinions/{{id}}"
    return {
        "assigned": Sent(f"{DESK}/assignment", THE_ONE, "head-1", "accepted"),
        "handed over": Sent(f"{DESK}/handover", THE_ONE, "officer-1", "assigned"),
        "all handed over": Sent("POST /desk/handovers", THE_ONE, "head-1", "handed over"),
        "consulting": Sent(f"{DESK}/opinions", THE_ONE, "officer-1", "accepted"),
        "answered": Sent(f"{opinion}/answer", THE_ONE, "officer-3", "consulting"),
        "not answered": Sent(f"{opinion}/cancellation", THE_ONE, "officer-1", "consulting"),
        "extended": Sent(f"{DESK}/extension", THE_ONE, "head-1", "paid"),
        "examined": Sent(step, "current", "officer-1", "accepted"),
        "examined, named": Sent(step, "named", "officer-1", "accepted"),
        "lengthened": Sent(f"{DESK}/longer-limit", THE_ONE, "officer-1", "paid"),
        "verified": Sent(f"{DESK}/verification", THE_ONE, "officer-1", LATE),
        "explained": Sent(f"{DESK}/explanation", THE_ONE, "officer-1", LATE),
        "apologised": Sent(f"{DESK}/apology", THE_ONE, "head-1", "explained"),
        "result corrected": Sent(f"{DESK}/result-correction", THE_ONE, "head-1", "returned"),
        "refusal withdrawn": Sent(f"{DESK}/refusal-withdrawal", THE_ONE, "head-1", "not granted"),
        "papers lost": Sent(f"{DESK}/loss", THE_ONE, "head-1", "at the counter"),
        "sent back": Sent(f"{DESK}/step-return", THE_ONE, "head-1", "examined"),
        "stopped": Sent(f"{DESK}/stop", THE_ONE, "head-1", "examined"),
        "signed": Sent(result, "granted", "head-1", "examined"),
        "not granted": Sent(result, "refused", "head-1", "examined"),
        "returned": Sent(back, "counter", "reception-1", "signed"),
        "returned to another": Sent(back, "received_by_other", "reception-1", "signed"),
        "returned by post": Sent(back, "postal", "reception-1", "signed"),
        "returned electronically": Sent(back, "electronic", "reception-1", "signed"),
    }


def _data_changed() -> dict[str, Sent]:
    """Drafts of each kind, and what is done with the first of the year."""
    draft, change = "POST /administration/changes", "POST /administration/changes/{change}"
    drafted = {
        f"data drafted: {name}": Sent(draft, name, "content-1")
        for name in ("fee", "process", "form", "rules", "agency", "hours", "day")
    }
    return {
        **drafted,
        "data revised": Sent(f"{change}/revision", THE_ONE, "content-1", "data drafted: fee"),
        "data refused": Sent(f"{change}/refusal", THE_ONE, "admin-1", "data drafted: fee"),
        "data withdrawn": Sent(f"{change}/withdrawal", THE_ONE, "content-1", "data drafted: fee"),
        "data approved": Sent(f"{change}/approval", THE_ONE, "admin-1", "data drafted: fee"),
    }


# The first dossier of the day, which the examples of paths are about: with a printed form, a
# receipt, an opinion.
FIRST = ("filed", "incomplete", "papers anew", "accepted", "consulting")
ALL = {
    **_filed(),
    **_examined(),
    **_processed(),
    **_data_changed(),
    "taken over": Sent("POST /administration/imports", "accepted", "admin-1"),
    "draft kept": Sent("PUT /drafts/{draft}", THE_ONE, "citizen-1"),
    "signed out": Sent("POST /sign-out", THE_ONE, "citizen-1"),
    "grants": Sent("PUT /people/{subject}/grants", THE_ONE, "admin-1"),
}
# From the submission to the result returned.
LIFE = ("filed", "accepted", "examined", "signed", "returned")
# Who reads where not everybody does, by how the path begins; the longest counts.
READERS = {
    "/desk/dossiers": "reception-1",
    "/desk/standing": "reception-1",
    "/desk/outages": "reception-2",
    "/desk/registers": "reception-2",
    "/dossiers": "citizen-1",
    "/drafts": "citizen-1",
    "/people": "admin-1",
    "/me": "citizen-1",
    "/administration": "admin-1",
}


def examples_of(document: dict[str, Any], label: str) -> dict[str, Any]:
    """The examples of a route's body, by name."""
    method, path = label.split()
    body = document["paths"][path][method.lower()]["requestBody"]
    content = body["content"]["application/json"]
    if "examples" in content:
        return {name: one["value"] for name, one in content["examples"].items()}
    return {THE_ONE: content["example"]}


def example(document: dict[str, Any], label: str) -> Any:
    """The first example of a route's body."""
    return next(iter(examples_of(document, label).values()))


class Story:
    """One province that is settled by the examples alone."""

    def __init__(self, province: Province, document: dict[str, Any]) -> None:
        self._province, self._document = province, document
        self._given: set[str] = set()

    def send_all(self) -> dict[str, list[Any]]:
        """By key, the answer to each example: its status and body."""
        first = self._run(FIRST)
        answers = {key: self._run(_until(key))[-1] for key in ALL if key != "grants"}
        # Last: roles change what comes after.
        answers["grants"] = self._run(("grants",))[-1]
        answers |= {f"first: {key}": one for key, one in zip(FIRST, first, strict=True)}
        return {key: [one.status, one.body] for key, one in answers.items()}

    def settle(self, by: str) -> list[tuple[str, Answer]]:
        """From the submission to the result returned; stops at the first refusal."""
        return list(zip(LIFE, self._run(LIFE, by), strict=False))

    def read(self) -> dict[str, int]:
        """By GET, its status: with the parameters that it requires, and with all there are."""
        return {
            f"GET {path}, {which}": answer.status
            for path, methods in self._document["paths"].items()
            if "get" in methods
            for which, answer in self._read(path, methods["get"]["parameters"])
        }

    def _run(self, keys: tuple[str, ...], applicant: str | None = None) -> list[Answer]:
        """Sends some examples, each for the dossier that the first of them began."""
        answers: list[Answer] = []
        code = ""
        for key in keys:
            sent = ALL[key]
            by = applicant if applicant and sent.by.startswith("citizen") else sent.by
            method, path = sent.label.split()
            parts = {**parameters(self._document, sent.label, "path"), "code": code}
            parts |= {"change": answers[0].body["change"]} if "{change}" in path else {}
            order = examples_of(self._document, sent.label)[sent.name]
            order = self._with_its_number(order)
            if key == LATE:
                answers.append(self._received_long_ago(order, by))
            else:
                answers.append(self._province.ask(method, path.format_map(parts), by, order=order))
            if answers[-1].status >= 400:
                break
            code = code or answers[-1].body.get("code", "")
        return answers

    def _with_its_number(self, order: dict[str, Any]) -> dict[str, Any]:
        """As it stands; a number that was given to a result before is replaced by another."""
        order = self._with_its_receipt(order)
        number = order.get("number")
        if number in self._given:
            return {**order, "number": fresh("VD")}
        self._given.update([number] if number else [])
        return order

    def _with_its_receipt(self, order: dict[str, Any]) -> dict[str, Any]:
        """A receipt for money was given to nobody before."""
        if paid := order.get("paid"):
            return {**order, "paid": {**paid, "receipt": receipt()}}
        return {**order, "receipt": receipt()} if "receipt" in order else order

    def _received_long_ago(self, order: dict[str, Any], by: str) -> Answer:
        """The house has no door to the past: the action is given another clock."""
        from chalicelib.foundation import clock
        from chalicelib.people import actions as people
        from chalicelib.reception import actions as reception
        from chalicelib.reception.orders import IntakeOrder

        brought = IntakeOrder.model_validate(order).brought(from_post=False)
        long_ago = clock.now() - dt.timedelta(days=10)
        whole = reception.receive(brought, people.officer(by), now=lambda: long_ago)
        shown = self._province.get(f"/dossiers/{whole.dossier.code}", by)
        return Answer(201, shown.headers, shown.raw)

    def _read(self, path: str, declared: list[Any]) -> Iterator[tuple[str, Answer]]:
        begins = [one for one in READERS if path.startswith(one)]
        by = READERS[max(begins, key=len)] if begins else None
        label = f"GET {path}"
        where = path.format_map(parameters(self._document, label, "path"))
        needed = {one["name"] for one in declared if one["required"]}
        query = parameters(self._document, label, "query")
        headers = parameters(self._document, label, "header")
        required = {name: value for name, value in query.items() if name in needed}
        yield "required", self._province.ask("GET", where, by, query=required)
        yield "all", self._province.ask("GET", where, by, query=query, headers=headers)


def parameters(document: dict[str, Any], label: str, place: str) -> dict[str, str]:
    """The examples of a route's parameters in one place, as an address writes them."""
    method, path = label.split()
    return {
        one["name"]: _written(one["example"])
        for one in document["paths"][path][method.lower()]["parameters"]
        if one["in"] == place and "example" in one
    }


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _until(key: str) -> tuple[str, ...]:
    after = ALL[key].after
    return (*_until(after), key) if after else (key,)


if __name__ == "__main__":
    from conftest import pytest_configure

    pack, state = sys.argv[1:]
    pytest_configure()
    with running(Path(state), pack) as started:
        description = started.get("/openapi.json").body
        story = Story(started, description)
        printed = {
            "description": description,
            "answers": story.send_all(),
            "statuses": story.read(),
            "lives": {
                by: [[key, answer.status, answer.body] for key, answer in story.settle(by)]
                for by in ("citizen-1", "citizen-2")
            },
        }
    print(json.dumps(printed))
