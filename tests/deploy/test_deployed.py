"""The package, deployed: a dossier through API Gateway, Lambda, the table, the stream, a queue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.deployed import Deployed, deployed, until
from tools.package import package

MOVES = (
    ("acceptance", "reception-1"), ("step", "officer-1"),
    ("result", "head-1"), ("return", "reception-1"),
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    out = tmp_path_factory.mktemp("package")
    package(out)
    with deployed(tmp_path_factory.mktemp("state"), out) as house:
        yield house


@pytest.fixture(scope="module")
def code(house: Deployed) -> str:
    """A dossier that went its whole way."""
    code = submit(house)
    for move, by in MOVES:
        house.call("POST", f"/desk/dossiers/{code}/{move}", by, example(house, move))
    return code


def test_a_dossier_goes_its_whole_way(house: Deployed, code: str) -> None:
    timeline = house.call("GET", f"/dossiers/{code}", "citizen-1")["timeline"]
    verdict = house.call("GET", f"/dossiers/{code}/timeline/verification", "citizen-1")

    assert [line["kind"] for line in timeline][:2] == ["submitted", "accepted"]
    assert len(timeline) == 1 + len(MOVES)
    assert verdict["valid"]


def test_its_events_come_by_stream_and_queue_to_the_counts(house: Deployed, code: str) -> None:
    until(lambda: counted(house) >= 1 + len(MOVES), "every event counted")


def test_a_client_that_does_not_say_what_it_accepts_is_answered(house: Deployed) -> None:
    assert house.ask("GET", "/health", Accept=None).status_code == 200


# ---- What the tests say ----------------------------------------------------------------------


def submit(house: Deployed) -> str:
    filed: str = house.call("POST", "/dossiers", "citizen-1", example(house, "submission"))["code"]
    return filed


def example(house: Deployed, what: str) -> object:
    """The body that the API's own description gives as an example."""
    schemas = house.call("GET", "/openapi.json")["components"]["schemas"]
    return schemas[f"{what.capitalize()}Order"]["examples"][0]


def counted(house: Deployed) -> int:
    events: int = house.call("GET", "/statistics")["events"]
    return events
