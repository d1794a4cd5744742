"""``make cold``: what each function imports when it starts cold, and what that costs.

Beside chalice and boto3's DynamoDB client, which every function needs, in the same run. Each
start is a process of its own with compiled files at hand; the best of many counts, because
whatever else the machine does only adds to it. Prints a table, and the same as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from .credentials import EMULATED

PROJECT = Path(__file__).parent.parent
BASE = "chalice + DynamoDB client"
INSTRUCTIONS, CPU = "instructions:u (perf)", "user and system CPU seconds"


@dataclass(frozen=True)
class Function:
    """What a function imports before its first answer; ``heavy`` is what it may besides."""

    modules: tuple[str, ...]
    services: tuple[str, ...] = ("dynamodb",)
    heavy: frozenset[str] = frozenset()


_MODELS = frozenset({"pydantic", "pydantic_core"})
_SIGN_IN = frozenset({"cryptography", "jwt", "requests"})

# By the name of the handler; the function of the API by the kind of request.
FUNCTIONS = {
    "look-up": Function(("app", "chalicelib.dossiers.lookup")),
    "signed-in request": Function(
        ("app", "chalicelib.dossiers.entry", "jwt", "requests"), heavy=_MODELS | _SIGN_IN
    ),
    "relay_events": Function(("app", "chalicelib.foundation.relay"), ("dynamodb", "sqs")),
    "count_events": Function(("app", "chalicelib.oversight.backstage")),
    "audit_timelines": Function(
        ("app", "chalicelib.oversight.backstage", "chalicelib.oversight.audit"), heavy=_MODELS
    ),
    "warn_of_deadlines": Function(("app", "chalicelib.processing.backstage"), heavy=_MODELS),
    "catch_up_listeners": Function(("app", "chalicelib.foundation.relay")),
}


@dataclass
class Figure:
    """One function's cold start; ``cost`` is in the unit that the run could count."""

    function: str
    modules: int
    own_ms: float
    cost: float
    to_base: float


def main() -> None:
    found, unit = measure(int(os.environ.get("ROUNDS") or 15))
    print(f"cost: {unit}\n{HEADINGS}")
    for figure in found:
        print(line(figure, unit))
    result = PROJECT / ".local" / "cold.json"
    result.parent.mkdir(exist_ok=True)
    found_as_json = {"cost": unit, "functions": [asdict(figure) for figure in found]}
    result.write_text(json.dumps(found_as_json, indent=1) + "\n")
    print(f"\nthe same as JSON: {result.relative_to(PROJECT)}")


def measure(rounds: int) -> tuple[list[Figure], str]:
    """Every function's cold start, best of so many rounds, and what the cost is counted in."""
    programs = {BASE: ""} | {name: _imports(one) for name, one in FUNCTIONS.items()}
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    with _compiled() as environment:
        for program in programs.values():
            _run(program, environment)  # compiles
        for _ in range(rounds):
            for name, program in programs.items():
                runs[name].append(_run(program, environment))
        if not _can_count(environment):
            return _by_seconds(runs), CPU
        empty = _instructions("pass", environment)
        counted = {
            name: _instructions(f"{NEEDED_BY_ALL}\n{program}", environment) - empty
            for name, program in programs.items()
        }
    return _by_instructions(runs, counted), INSTRUCTIONS


@dataclass(frozen=True)
class Run:
    """CPU seconds that what all need took, and then the function's own; all modules there are."""

    base: float
    own: float
    modules: int


def _by_seconds(runs: dict[str, list[Run]]) -> list[Figure]:
    """The base is measured in every start, so that a busy moment counts in none."""
    base = min(run.base for many in runs.values() for run in many)
    return [
        Figure(name, many[0].modules, 1000 * own, base + own, 1 + own / base)
        for name, many in runs.items()
        for own in [min(run.own for run in many)]
    ]


def _by_instructions(runs: dict[str, list[Run]], counted: dict[str, float]) -> list[Figure]:
    return [
        Figure(
            name,
            many[0].modules,
            1000 * min(run.own for run in many),
            counted[name],
            counted[name] / counted[BASE],
        )
        for name, many in runs.items()
    ]


NEEDED_BY_ALL = "import chalice.app, boto3\nboto3.client('dynamodb', region_name='ap-southeast-1')"


def _imports(function: Function) -> str:
    """Its modules, and the clients that it needs besides the table's."""
    others = [service for service in function.services if service != "dynamodb"]
    clients = [f"aws.client({service!r})" for service in others]
    imports = ", ".join(function.modules)
    return "\n".join([f"import {imports}", "from chalicelib.foundation import aws", *clients])


def _run(program: str, environment: dict[str, str]) -> Run:
    timed = (
        f"import time\nbegan = time.process_time()\n{NEEDED_BY_ALL}\n"
        f"ready = time.process_time()\n{program}\ndone = time.process_time()\n"
        "import sys\nprint(ready - began, done - ready, len(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", timed],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    base, own, modules = done.stdout.split()
    return Run(float(base), float(own), int(modules))


def _can_count(environment: dict[str, str]) -> bool:
    """Whether this machine lets us count instructions: virtual ones often do not."""
    try:
        return _instructions("pass", environment) > 0
    except (OSError, ValueError, subprocess.CalledProcessError):
        return False


def _instructions(program: str, environment: dict[str, str]) -> float:
    done = subprocess.run(
        ["perf", "stat", "-x,", "-e", "instructions:u", sys.executable, "-c", program],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stderr.strip().splitlines()[-1].split(",")[0])


@contextmanager
def _compiled() -> Iterator[dict[str, str]]:
    """An environment without settings, whose compiled files are its own."""
    with tempfile.TemporaryDirectory() as compiled:
        yield {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "PYTHONPYCACHEPREFIX": compiled,
            **EMULATED,
            "AWS_EC2_METADATA_DISABLED": "true",
        }


HEADINGS = f"{'function':28}{'modules':>9}{'own CPU ms':>12}{'cost':>16}{'to base':>10}"


def line(one: Figure, unit: str) -> str:
    cost = f"{one.cost:,.0f}" if unit == INSTRUCTIONS else f"{one.cost:.4f}"
    return f"{one.function:28}{one.modules:>9}{one.own_ms:>12.1f}{cost:>16}{one.to_base:>10.3f}"


if __name__ == "__main__":
    main()
