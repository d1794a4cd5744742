"""Sends the requests that schemathesis generates: as real callers, about real dossiers.

A generated request fits the description, but mostly has no effect: no dossier has a made-up code,
and few dossiers are in a status where the move is lawful. Therefore a request is sent in turn as
generated, for a dossier that can be moved, or with a body that can succeed.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.openapi import CREATED
from chalicelib.people import audiences as roles
from local import people
from tests.support import numbers, officers
from tests.support.province import Province
from tests.support.routes import (
    ANEW,
    BY,
    EXAMPLES,
    ITS_OWN,
    MAI,
    STRANGERS,
    Desk,
    Example,
    parts_of,
)

ACCOUNTS = {
    roles.CITIZEN: "citizen-1",
    roles.RECEPTION_OFFICER: "reception-1",
    roles.PROCESSING_OFFICER: "officer-1",
    roles.HEAD_OFFICER: "head-1",
    roles.FINANCE_OFFICER: "finance-1",
    roles.PROVINCE_ADMIN: "admin-1",
}
EXPECTED, OF_A_DOSSIER, AS_IT_STANDS = range(3)
# So many dossiers are moved by each route in a phase; what comes after meets the last of them.
MOST_DOSSIERS = 3


class Guests:
    """One phase's guests. The turns are counted, so that they are the same on every run."""

    def __init__(self, province: Province) -> None:
        _set_right()
        self._desk = Desk(province)
        self._turns: Counter[str] = Counter()
        self._moved: Counter[str] = Counter()
        self._last: dict[str, dict[str, str]] = {}
        self._made: list[str] = []
        self.tokens: set[str] = set()

    def authorization(self, operation: Any) -> str | None:
        """The bearer token of whose turn it is; None where nobody needs to sign in."""
        audience = operation.definition.raw.get("x-audience", [])
        accounts = [ACCOUNTS[role] for role in ACCOUNTS if role in audience]
        if not accounts:
            return None
        rounds, turn = divmod(self._turns[operation.label], 3)
        account = accounts[rounds % len(accounts)]
        if turn == EXPECTED:
            account = BY.get(operation.label, account)
        token = self._desk.token(account)
        self.tokens.add(f"Bearer {token}")
        return f"Bearer {token}"

    def before_call(self, context: Any, case: Any, kwargs: Any) -> None:
        if not case.meta or not case.meta.generation.mode.is_positive:
            return
        label = case.operation.label
        if case.headers.get("Authorization") in self.tokens:
            # Whose turn it is by now: many cases are made before the first is called.
            case.headers["Authorization"] = self.authorization(case.operation)
        turn, self._turns[label] = self._turns[label] % 3, self._turns[label] + 1
        if case.meta.phase.name == "stateful":
            case.path_parameters = self._further(case.path_parameters)
        elif turn != AS_IT_STANDS:
            case.path_parameters = self._ready(label, case.path_parameters)
        how = EXAMPLES.get(label, Example())
        if turn == EXPECTED:
            case.headers.pop("If-Match", None)  # nobody saw the version that is made up
        if turn == EXPECTED and case.media_type == "application/json":
            _say(case, _numbered(how.order_of(self._desk, MAI)))
        if turn == EXPECTED and case.method == "GET":
            case.query = how.query(MAI) if how.query else {}
            case.headers.pop("Lookup-Proof", None)  # one that is made up proves nothing

    def after_call(self, context: Any, case: Any, response: Any) -> None:
        if response.status_code == CREATED and "code" in response.json():
            self._made.append(response.json()["code"])
        label = case.operation.label
        stage = EXAMPLES.get(label, Example()).stage
        if stage and case.method != "GET" and response.status_code < 300:
            self._moved[label] += 1
            self._desk.moved_on(stage, MAI)

    def _further(self, asked: dict[str, str]) -> dict[str, str]:
        """A stateful run that would start from nowhere goes on with what was made last."""
        lost = "code" in asked and self._made and asked["code"] not in self._made
        return {**asked, "code": self._made[-1]} if lost else asked

    def _ready(self, label: str, asked: dict[str, str]) -> dict[str, str]:
        """The parts of the path, of what is at the stage where this can be done."""
        if self._moved[label] < MOST_DOSSIERS:
            stage = EXAMPLES.get(label, Example()).stage
            self._last[label] = parts_of(self._desk, stage, MAI)
        return {name: self._last[label][name] for name in asked}


def _say(case: Any, order: Any) -> None:
    """Where nothing is to be said, what was generated stays as it is."""
    if order:
        case.body = order


def _numbered(order: Any) -> Any:
    """An order whose number is its own, with one that no result has yet."""
    its_own = isinstance(order, dict) and order.get("number") in (ITS_OWN, ANEW)
    return {**order, "number": numbers.fresh("API")} if its_own else order


def _set_right() -> None:
    """The officers with the roles they came with, whatever an earlier phase gave them."""
    for subject, officer in people.officers("H01").items():
        people.grant(subject, officer)
    for subject, given in STRANGERS.items():
        officers.grant(subject, "Người Được Cử", given)
    clock.forget()
