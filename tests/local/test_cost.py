"""Prices with date and source, and the arithmetic from metered use to dollars."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
import yaml

from local import cost
from tests.house.sources import ROOT

TABLE = yaml.safe_load(cost.PRICES.read_text("utf-8"))
PRICES = cost.prices_of(cost.PRICES)

# Round numbers, for sums that can be done by hand.
ROUND = cost.Prices(
    each={
        "api_request": 0.004,
        "lambda_request": 0.001,
        "lambda_gb_second": 0.1,
        "read_unit": 0.01,
        "write_unit": 0.02,
        "stream_read": 0,
        "sqs_request": 0.005,
        "log_gb": 100.0,
        "trace": 0.5,
        "transfer_gb": 1000.0,
        "metric_month": 3.0,
        "storage_gb_month": 10.0,
        "backup_gb_month": 5.0,
    },
    assumed={
        "memory_mb": 512,
        "mb_of_a_core": 1024,
        "cold_share": 0.01,
        "cold_ms": 1000,
        "log_bytes_of_lambda": 400,
        "log_bytes_of_a_line": 50,
        "traced_share": 0.1,
        "index_bytes": 100,
        "metrics": 2,
        "idle_polls_a_year": 1000,
        "queues": 1,
        "dossiers_a_year": 1_000_000,
        "wait_ms": {"GetItem": 4, "SendMessageBatch": 6},
        "life": {"look-up": 2, "relayed event": 1},
    },
)
LOOK_UP = cost.Metered(
    calls={"GetItem": 1},
    read_units=0.5,
    write_units=0,
    cpu_ms=10,
    log_lines=2,
    log_bytes=500,
    answer_bytes=1000,
)
RELAYED = cost.Metered(
    calls={"SendMessageBatch": 1},
    read_units=0,
    write_units=1,
    cpu_ms=5,
    log_lines=0,
    log_bytes=0,
    answer_bytes=0,
)


@pytest.mark.parametrize("name", TABLE["prices"])
def test_every_price_has_a_unit_a_date_and_a_source(name: str) -> None:
    one = TABLE["prices"][name]

    assert one["price"] >= 0
    assert one["units"] > 0
    assert one["unit"]
    assert isinstance(one["date"], dt.date)
    assert one["source"].startswith("https://aws.amazon.com/")
    assert isinstance(one["verify"], bool)


@pytest.mark.parametrize("name", TABLE["assumed"])
def test_every_assumption_says_why(name: str) -> None:
    assert TABLE["assumed"][name]["why"]


def test_all_that_a_life_is_made_of_is_measured() -> None:
    assert PRICES.assumed["life"].keys() <= cost.REQUESTS.keys() | cost.HANDLERS.keys()


def test_the_units_of_a_request_are_those_computed_by_hand() -> None:
    used = cost.usage_of(LOOK_UP, "look-up", ROUND).used

    # 10 ms on a whole core are 20 on half of one; 4 of waiting; a hundredth of a second's start.
    assert used["lambda_gb_second"] == pytest.approx(0.034 * 0.5)
    assert used["log_gb"] == pytest.approx((500 + 2 * 50 + 400) / 1e9)
    assert used["transfer_gb"] == pytest.approx(1000 / 1e9)
    assert (used["api_request"], used["lambda_request"], used["sqs_request"]) == (1, 1, 0)
    assert (used["read_unit"], used["write_unit"], used["trace"]) == (0.5, 0, 0.1)


def test_the_dollars_of_a_request_are_those_computed_by_hand() -> None:
    dollars = cost.usage_of(LOOK_UP, "look-up", ROUND).dollars(ROUND)

    assert dollars == pytest.approx(
        {
            "api_request": 0.004,
            "lambda_request": 0.001,
            "lambda_gb_second": 0.0017,
            "read_unit": 0.005,
            "log_gb": 0.0001,
            "trace": 0.05,
            "transfer_gb": 0.001,
        }
    )
    assert sum(dollars.values()) == pytest.approx(0.0628)


def test_a_handler_is_no_request_and_what_it_sends_is_paid_for() -> None:
    used = cost.usage_of(RELAYED, "relayed event", ROUND).used

    assert (used["api_request"], used["transfer_gb"]) == (0, 0)
    assert (used["sqs_request"], used["stream_read"]) == (1, 1)


def test_a_message_is_received_and_deleted_by_the_trigger() -> None:
    quiet = cost.Metered({}, 0, 0, 0, 0, 0, 0)

    assert cost.usage_of(quiet, "queue message", ROUND).used["sqs_request"] == 2


def test_a_memory_of_more_than_a_core_does_not_make_one_thread_faster() -> None:
    large = cost.Prices(ROUND.each, {**ROUND.assumed, "memory_mb": 2048})

    used = cost.usage_of(LOOK_UP, "look-up", large).used
    assert used["lambda_gb_second"] == pytest.approx(0.024 * 2)


def test_a_life_is_the_sum_of_what_belongs_to_it() -> None:
    found = {
        "look-up": cost.usage_of(LOOK_UP, "look-up", ROUND),
        "relayed event": cost.usage_of(RELAYED, "relayed event", ROUND),
    }

    life = cost.life_of(found, ROUND)
    assert life.calls == {"GetItem": 2, "SendMessageBatch": 1}
    assert (life.used["lambda_request"], life.used["read_unit"]) == (3, 1)
    assert life.used["write_unit"] == 1


def test_a_year_is_its_dossiers_and_what_runs_without_any() -> None:
    life = cost.Usage(Counter({"write_unit": 3}))
    warning_run = cost.Usage(Counter({"lambda_request": 1}))

    used = cost.year_of(life, warning_run, 5000, ROUND).used
    assert used["write_unit"] == 3_000_000
    assert used["lambda_request"] == 105_120  # every five minutes
    assert used["metric_month"] == 24
    assert used["sqs_request"] == 1000
    # Five GB at its end, half of it in the mean, twelve months.
    assert used["storage_gb_month"] == used["backup_gb_month"] == pytest.approx(30)


def test_what_costs_most_is_told_first_and_shares_are_of_the_whole() -> None:
    text = cost.shares("a year", cost.Usage(Counter({"sqs_request": 1, "api_request": 5})), ROUND)

    assert text.splitlines() == [
        "a year: 0.03 dollars",
        "  api_request             0.02   80.0 %",
        "  sqs_request             0.01   20.0 %",
    ]


def test_every_operation_is_measured_in_a_province() -> None:
    found = in_a_province("""
work = cost.Work(house, 1)
prices = cost.prices_of(cost.PRICES)
told = {
    name: dict(cost.usage_of(work.measure(name), name, prices).calls)
    for name in (*cost.REQUESTS, *cost.HANDLERS)
}
told["stored"] = work.stored_bytes(prices)
""")

    assert found["look-up"] == {"GetItem": 1}
    assert found["submit"] == {"UpdateItem": 1, "TransactWriteItems": 1}
    assert found["relayed event"] == {"SendMessageBatch": 1, "UpdateItem": 1}
    assert found["queue message"] == {"TransactWriteItems": 1}
    for move in ("accept", "step", "result", "return"):
        assert found[move] == {"Query": 1, "TransactWriteItems": 1}
    assert 3_000 < found["stored"] < 20_000


def in_a_province(program: str) -> Any:
    """What a program told that ran in a province of its own."""
    inside = "\n".join(f"    {line}" for line in program.strip().splitlines())
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json\nfrom local import cost\nfrom local.inside import province\n"
            f"with province() as house:\n{inside}\nprint(json.dumps(told))",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
