"""Runs one phase of schemathesis against the API, and keeps its results."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis import hooks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.api.guests import Guests
from tests.support.province import Province

SEED = 20_261_001
# How many examples of each operation; what covers its description is counted by itself.
PHASES = {"examples": 1, "coverage": 1, "fuzzing": 8, "stateful": 40}
# A stateful run ends once it cannot be played again as it was: the house remembers what was done.
ROUNDS = {"stateful": 2}
# What fits the description can still be against a rule (422), of a version that is not the last
# (412), or a cursor of nobody's (400); who signs in is sent on (302).
ALLOWED = ["2xx", "302", "400", "401", "403", "404", "409", "412", "422", "429"]
NOBODY, STRANGER, GUEST = "nobody", "stranger", "guest"


@dataclass
class Came:
    """What a phase came to: what is not as described, how often each check was made, and how
    often each route answered whom with which status."""

    faults: list[str] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def statuses(self, route: str, *who: str) -> set[int]:
        return {status for label, by, status in self.answers if label == route and by in who}


def run(province: Province, address: str, phase: str) -> Came:
    """Every event of a phase, told in short."""
    guests, came = Guests(province), Came()
    # Not by its address: then the route that gives the description would be left out.
    description = province.get("/openapi.json").body
    for turn in range(ROUNDS.get(phase, 1)):
        config = _config(address, phase, SEED + turn)
        schema = schemathesis.openapi.from_dict(description, config=config)
        _sign_in(schema, guests)
        with _hooked(guests):
            for event in from_schema(schema).execute():
                _note(event, guests, came)
    return came


def _config(address: str, phase: str, seed: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "base-url": address,
            "generation": {
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
                "max-examples": PHASES[phase],
            },
            "phases": {one: {"enabled": one == phase} for one in PHASES},
            "checks": {"positive_data_acceptance": {"expected-statuses": ALLOWED}},
        }
    )


def _sign_in(schema: Any, guests: Guests) -> None:
    @schema.auth(refresh_interval=None)
    class SignedIn:
        def get(self, case: Any, context: Any) -> str | None:
            return guests.authorization(context.operation)

        def set(self, case: Any, data: str | None, context: Any) -> None:
            if data:
                case.headers["Authorization"] = data


@contextlib.contextmanager
def _hooked(guests: Guests) -> Iterator[None]:
    """Lets the guests have their word before and after each call."""

    @schemathesis.hook
    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        guests.before_call(context, case, kwargs)

    @schemathesis.hook
    def after_call(context: Any, case: Any, response: Any) -> None:
        guests.after_call(context, case, response)

    try:
        yield
    finally:
        hooks.unregister(before_call)
        hooks.unregister(after_call)


def _note(event: Any, guests: Guests, came: Came) -> None:
    if isinstance(event, events.NonFatalError | events.FatalError):
        came.faults.append(f"{event}")
    if isinstance(event, events.ScenarioFinished):
        _note_answers(event.recorder, guests, came)
        _note_checks(event.recorder, came)


def _note_answers(recorder: Any, guests: Guests, came: Came) -> None:
    for id, interaction in recorder.interactions.items():
        asked, answer = interaction.request, interaction.response
        if answer is None:
            came.faults.append(f"no answer: {asked.method} {asked.uri}")
            continue
        route = f"{asked.method} {recorder.cases[id].value.operation.path}"
        came.answers[route, _who(asked, guests), answer.status_code] += 1


def _note_checks(recorder: Any, came: Came) -> None:
    for check in (one for checks in recorder.checks.values() for one in checks):
        came.checks[check.name] += 1
        if check.failure_info:
            found = check.failure_info
            came.faults.append(f"{check.name}: {found.failure} {found.code_sample}")


def _who(asked: Any, guests: Guests) -> str:
    brought = asked.headers.get("Authorization")
    if not brought:
        return NOBODY
    return GUEST if brought[0] in guests.tokens else STRANGER
