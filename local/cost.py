"""``make cost``: what an operation, a thousand dossiers and a year cost on AWS.

Each operation is done in a province of this process and metered: calls and DynamoDB's units
by AWS's rules (``local.meter``), CPU, the log it writes, the answer it sends. Prices and what
is assumed besides are data (``infra/prices``). Prints tables, and the same as JSON.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .inside import Answer, Inside, province

PROJECT = Path(__file__).parent.parent
PRICES = PROJECT / "infra" / "prices" / "ap-southeast-1.yaml"
GB = 10**9
MONTHS = 12


@dataclass(frozen=True)
class Prices:
    """Dollars for one of each, and what is assumed of a province."""

    each: dict[str, float]
    assumed: dict[str, Any]


@dataclass
class Usage:
    """What so much work uses; whatever is priced by its number, by the price's name."""

    used: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)

    def times(self, count: float) -> Usage:
        return Usage(_times(self.used, count), _times(self.calls, count))

    def plus(self, other: Usage) -> Usage:
        return Usage(_sum(self.used, other.used), _sum(self.calls, other.calls))

    def dollars(self, prices: Prices) -> dict[str, float]:
        return {name: count * prices.each[name] for name, count in self.used.items() if count}


@dataclass(frozen=True)
class Metered:
    """One run as it was measured here."""

    calls: dict[str, int]
    read_units: float
    write_units: int
    cpu_ms: float
    log_lines: int
    log_bytes: int
    answer_bytes: int


def main() -> None:
    prices = prices_of(PRICES)
    with province() as house:
        work = Work(house, int(os.environ.get("ROUNDS") or 20))
        found = {
            name: usage_of(work.measure(name), name, prices) for name in (*REQUESTS, *HANDLERS)
        }
        stored = work.stored_bytes(prices)
    life = life_of(found, prices)
    every_five_minutes = found["warning run"].plus(found["catch-up run"])
    year = year_of(life, every_five_minutes, stored, prices)
    _print(found, life, year, stored, prices)
    result = PROJECT / ".local" / "cost.json"
    result.parent.mkdir(exist_ok=True)
    tables = {
        "operations": {name: _as_json(usage, prices) for name, usage in found.items()},
        "thousand lives": _as_json(life.times(1000), prices),
        "year": _as_json(year, prices),
        "bytes stored of a dossier": stored,
    }
    result.write_text(json.dumps(tables, indent=1) + "\n")
    print(f"\nthe same as JSON: {result.relative_to(PROJECT)}")


def prices_of(path: Path) -> Prices:
    import yaml

    table = yaml.safe_load(path.read_text("utf-8"))
    each = {name: one["price"] / one["units"] for name, one in table["prices"].items()}
    assumed = {name: one["value"] for name, one in table["assumed"].items()}
    return Prices(each, assumed | _configured())


def usage_of(metered: Metered, name: str, prices: Prices) -> Usage:
    """One run of an operation in the units that AWS bills."""
    assumed = prices.assumed
    share_of_core = min(1, assumed["memory_mb"] / assumed["mb_of_a_core"])
    waited = sum(assumed["wait_ms"][call] * count for call, count in metered.calls.items())
    ms = metered.cpu_ms / share_of_core + waited + assumed["cold_share"] * assumed["cold_ms"]
    logged = (
        metered.log_bytes
        + metered.log_lines * assumed["log_bytes_of_a_line"]
        + assumed["log_bytes_of_lambda"]
    )
    is_request = name in REQUESTS
    sent = metered.calls.get("SendMessageBatch", 0) + metered.calls.get("GetQueueUrl", 0)
    return Usage(
        Counter(
            {
                "api_request": int(is_request),
                "lambda_request": 1,
                "lambda_gb_second": ms / 1000 * assumed["memory_mb"] / 1024,
                "read_unit": metered.read_units,
                "write_unit": metered.write_units,
                "stream_read": int(name == "relayed event"),
                # The trigger receives and deletes what it hands to a function.
                "sqs_request": sent + (2 if name == "queue message" else 0),
                "log_gb": logged / GB,
                "trace": assumed["traced_share"],
                "transfer_gb": metered.answer_bytes / GB if is_request else 0,
            }
        ),
        Counter(metered.calls),
    )


def life_of(found: dict[str, Usage], prices: Prices) -> Usage:
    """One dossier's whole life, by how often each operation belongs to it."""
    total = Usage()
    for name, count in prices.assumed["life"].items():
        total = total.plus(found[name].times(count))
    return total


def year_of(life: Usage, every_five_minutes: Usage, stored: int, prices: Prices) -> Usage:
    """The first year of a province: its dossiers, and what runs whether or not one comes."""
    assumed = prices.assumed
    dossiers = assumed["dossiers_a_year"]
    # The table grows evenly from nothing, so half of it lies there all year.
    gb_months = dossiers * stored / GB * MONTHS / 2
    standing = Counter(
        {
            "sqs_request": assumed["queues"] * assumed["idle_polls_a_year"],
            "metric_month": assumed["metrics"] * MONTHS,
            "storage_gb_month": gb_months,
            "backup_gb_month": gb_months,
        }
    )
    runs = every_five_minutes.times(365 * 24 * 60 / _MINUTES)
    return life.times(dossiers).plus(runs).plus(Usage(standing))


class Work:
    """Does each operation some times over, and measures it."""

    def __init__(self, house: Inside, rounds: int) -> None:
        self._house, self._rounds = house, rounds
        self._logged = _LogSize()
        logger = logging.getLogger("chalicelib")
        logger.addHandler(self._logged)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        described = self._house.call("GET", "/openapi.json").body
        self.example = described["components"]["schemas"]["OnlineOrder"]["examples"][0]

    def measure(self, name: str) -> Metered:
        """The mean CPU of some runs, the calls and bytes of the last; the first warms."""
        from .meter import Meter

        seconds = []
        for _ in range(1 + self._rounds):
            act = {**REQUESTS, **HANDLERS}[name](self)
            self._logged.lines = self._logged.bytes = 0
            with Meter() as used:
                began = time.thread_time()
                answer = act()
                seconds.append(time.thread_time() - began)
        return Metered(
            calls=dict(used.by_call),
            read_units=used.read_units,
            write_units=used.write_units,
            cpu_ms=1000 * sum(seconds[1:]) / self._rounds,
            log_lines=self._logged.lines,
            log_bytes=self._logged.bytes,
            answer_bytes=len(answer.raw) if isinstance(answer, Answer) else 0,
        )

    def stored_bytes(self, prices: Prices) -> int:
        """What one dossier at the end of its life takes in the table and its indexes."""
        from chalicelib.foundation import aws, names

        from .meter import indexes, size

        code = self.brought_to("return")
        self.move(code, "return")
        items = aws.client("dynamodb").query(
            TableName=names.TABLE,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"DOSSIER#{code}"}},
        )["Items"]
        entries = [index.entry(item) for index in indexes().values() for item in items]
        kept = [*items, *(entry for entry in entries if entry)]
        return sum(size(one) + prices.assumed["index_bytes"] for one in kept)

    def call(self, method: str, path: str, by: str = "", order: Any = None) -> Any:
        return self._house.call(method, path, by, order)

    def submit(self) -> str:
        answer = self.call("POST", "/dossiers", "citizen-1", self.example)
        return str(answer.body["code"])

    def move(self, code: str, move: str) -> Any:
        return self.call("POST", f"/desk/dossiers/{code}/{move}", BY[move], _order_of(move, code))

    def brought_to(self, move: str) -> str:
        """A dossier for which this move is the next."""
        code = self.submit()
        for earlier in tuple(BY)[: tuple(BY).index(move)]:
            self.move(code, earlier)
        return code

    def event(self) -> dict[str, Any]:
        """A fresh event as the stream hands it over."""
        from chalicelib.foundation import aws, names

        code = self.submit()
        item = aws.client("dynamodb").get_item(
            TableName=names.TABLE,
            Key={"pk": {"S": f"DOSSIER#{code}"}, "sk": {"S": "EVENT#000001"}},
        )["Item"]
        keys = {name: item[name] for name in ("pk", "sk")}
        change = {"Keys": keys, "NewImage": item, "ApproximateCreationDateTime": time.time()}
        return {"eventName": "INSERT", "eventID": "1", "awsRegion": "", "dynamodb": change}


BY = {"acceptance": "reception-1", "step": "officer-1", "result": "head-1", "return": "reception-1"}


def _order_of(move: str, code: str) -> dict[str, str]:
    """A result has a number of its own."""
    return {"number": f"{code}/GKS"} if move == "result" else {}


_MINUTES = 5

Act = Callable[[], Any]


def _moving(move: str) -> Callable[[Work], Act]:
    def prepared(work: Work) -> Act:
        code = work.brought_to(move)
        return lambda: work.move(code, move)

    return prepared


def _reading(path: str, by: str = "", stage: str = "acceptance") -> Callable[[Work], Act]:
    def prepared(work: Work) -> Act:
        code = work.brought_to(stage)
        return lambda: work.call("GET", path.format(code=code), by)

    return prepared


def _relaying(work: Work) -> Act:
    import app

    event = {"Records": [work.event()]}
    return lambda: app.relay_events(event, None)


def _counting(work: Work) -> Act:
    import app
    from chalicelib.foundation.listeners import LISTENERS

    doc = LISTENERS[0].message(json.loads(work.event()["dynamodb"]["NewImage"]["doc"]["S"]))
    arn = "arn:aws:sqs:ap-southeast-1:000000000000:mot-cua-rollups"
    sent = {"SentTimestamp": str(round(time.time() * 1000))}
    record = {"body": doc, "receiptHandle": "", "eventSourceARN": arn, "attributes": sent}
    return lambda: app.count_events({"Records": [record]}, None)


def _auditing(work: Work) -> Act:
    """One dossier of the night: what the journal says of it is a thousandth of a read."""
    from chalicelib.dossiers import actions as dossiers

    code = work.brought_to("return")
    return lambda: dossiers.audit(code) and None


def _warning(work: Work) -> Act:
    from chalicelib.processing import reminders

    return lambda: reminders.warn_all() and None


def _catching_up(work: Work) -> Act:
    """No listener is behind, as at most times."""
    from chalicelib.foundation import relay

    return lambda: relay.catch_up_behind() and None


REQUESTS: dict[str, Callable[[Work], Act]] = {
    "look-up": _reading("/lookup/{code}"),
    "submit": lambda work: lambda: work.call("POST", "/dossiers", "citizen-1", work.example),
    "accept": _moving("acceptance"),
    "step": _moving("step"),
    "result": _moving("result"),
    "return": _moving("return"),
    "read": _reading("/dossiers/{code}", "citizen-1", "return"),
    "receipt": _reading("/dossiers/{code}/receipt", "citizen-1", "step"),
    "person list": _reading("/dossiers", "citizen-1"),
    "desk list": _reading("/desk/dossiers?limit=20", "reception-1"),
}
HANDLERS: dict[str, Callable[[Work], Act]] = {
    "relayed event": _relaying,
    "queue message": _counting,
    "nightly audit": _auditing,
    "warning run": _warning,
    "catch-up run": _catching_up,
}


class _LogSize(logging.Handler):
    """Counts what is logged instead of printing it."""

    lines = bytes = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        self.bytes += len(record.getMessage().encode())


def _configured() -> dict[str, Any]:
    """The memory that the packaging gives, if it says so."""
    config = PROJECT / ".chalice" / "config.json"
    settings = json.loads(config.read_text()) if config.exists() else {}
    memory = settings.get("lambda_memory_size")
    return {"memory_mb": memory} if memory else {}


def _times(amounts: Counter[str], count: float) -> Counter[str]:
    return Counter({name: amount * count for name, amount in amounts.items()})


def _sum(one: Counter[str], other: Counter[str]) -> Counter[str]:
    return Counter({name: one[name] + other[name] for name in {*one, *other}})


def _as_json(usage: Usage, prices: Prices) -> dict[str, Any]:
    dollars = usage.dollars(prices)
    return {
        "used": dict(usage.used),
        "calls": dict(usage.calls),
        "dollars": dollars,
        "total": sum(dollars.values()),
    }


HEADINGS = (
    f"{'operation':16}{'calls':>7}{'RU':>7}{'WU':>6}{'SQS':>5}{'ms':>8}{'GB-s':>9}{'log B':>8}"
    f"{'$ a million':>13}"
)


def line(name: str, usage: Usage, prices: Prices) -> str:
    used = usage.used
    ms = used["lambda_gb_second"] * 1000 * 1024 / prices.assumed["memory_mb"]
    million = sum(usage.dollars(prices).values()) * 1_000_000
    return (
        f"{name:16}{usage.calls.total():>7}{used['read_unit']:>7.1f}{used['write_unit']:>6}"
        f"{used['sqs_request']:>5}{ms:>8.0f}{used['lambda_gb_second']:>9.4f}"
        f"{used['log_gb'] * GB:>8.0f}{million:>13.2f}"
    )


def shares(title: str, usage: Usage, prices: Prices) -> str:
    """Dollars by what they are paid for, the most at the top."""
    dollars = sorted(usage.dollars(prices).items(), key=lambda one: -one[1])
    total = sum(cost for _, cost in dollars)
    rows = [f"  {name:18}{cost:>10.2f}{100 * cost / total:>7.1f} %" for name, cost in dollars]
    return "\n".join([f"{title}: {total:,.2f} dollars", *rows])


def _print(found: dict[str, Usage], life: Usage, year: Usage, stored: int, prices: Prices) -> None:
    print(HEADINGS)
    for name, usage in found.items():
        print(line(name, usage, prices))
    print()
    print(shares("a thousand whole lives of a dossier", life.times(1000), prices))
    print()
    dossiers = prices.assumed["dossiers_a_year"]
    print(shares(f"the first year of a province of {dossiers:,} dossiers", year, prices))
    print(f"\na dossier takes {stored:,} bytes; a year of them {dossiers * stored / GB:.1f} GB")


if __name__ == "__main__":
    main()
