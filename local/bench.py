"""``make bench``: how fast a running province is, and what an operation costs.

Starts a province of its own, fills it with dossiers, then lets one and eight clients file,
look up, list, move and drive whole flows over HTTP. Prints a table, and the same as JSON.
Numbers of two machines cannot be compared; ratios within one run can.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent
CLIENTS = (1, 8)
HOST = "127.0.0.1"

Flow = Callable[["Client"], None]


def main() -> None:
    if len(sys.argv) == 3:
        figures = at_size(int(sys.argv[1]), float(os.environ.get("SECONDS") or 5))
        Path(sys.argv[2]).write_text(json.dumps([asdict(figure) for figure in figures]))
        return
    found: list[Any] = []
    for size in (os.environ.get("SIZES") or "1000 100000").split():
        # The house reads its environment once, so each province is measured by a process
        # of its own.
        with tempfile.NamedTemporaryFile() as written:
            subprocess.run([sys.executable, "-m", "local.bench", size, written.name], check=True)
            found += json.loads(Path(written.name).read_text())
    result = PROJECT / ".local" / "bench.json"
    result.parent.mkdir(exist_ok=True)
    result.write_text(json.dumps(found, indent=1) + "\n")
    print(f"\nthe same as JSON: {result.relative_to(PROJECT)}")


@dataclass
class Figure:
    """One operation by so many clients in a province of so many dossiers."""

    dossiers: int
    operation: str
    clients: int
    per_second: float
    p50_ms: float
    p95_ms: float
    app_cpu_ms: float
    consumers_cpu_ms: float
    data_cpu_ms: float
    calls: dict[str, int] = field(default_factory=dict)
    read_units: float = 0
    write_units: int = 0


def at_size(size: int, seconds: float) -> list[Figure]:
    """All operations at one size, each with one and with eight clients."""
    with tempfile.TemporaryDirectory() as directory:
        state = Path(directory)
        with running(state) as house:
            submit(Client(house))
            first = house.codes[0]
        filled = fill(state, first, size)
        with running(state) as house:
            house.codes.append(first)
            share_the_table(state)
            print(f"\n{size:,} dossiers ({filled:.0f} s to fill); {yardstick(first)}")
            print(HEADINGS, flush=True)
            figures = list(_figures(house, size, seconds))
            print(f"memory: {house.memory()}; {house.lag()}", flush=True)
            return figures


def _figures(house: House, size: int, seconds: float) -> Iterator[Figure]:
    for name, flow in OPERATIONS.items():
        used = metered(house, flow)
        for clients in CLIENTS:
            figure = measure(house, size, name, flow, clients, seconds)
            figure.calls, figure.read_units, figure.write_units = used
            print(line(figure), flush=True)
            yield figure


def yardstick(code: str) -> str:
    """What one plain GetItem through boto3 costs here, to compare machines by."""
    from chalicelib.foundation import table

    times = 300
    began = time.process_time()
    for _ in range(times):
        table.get(f"DOSSIER#{code}", "STATE")
    return f"one GetItem through boto3: {1000 * (time.process_time() - began) / times:.2f} ms CPU"


class House:
    """A running province in processes of its own."""

    def __init__(self, state: Path, port: int, process: subprocess.Popen[str]) -> None:
        import psutil

        self.port, self.state = port, state
        self.app = psutil.Process(process.pid)
        self.data = psutil.Process(int((state / "aws" / "lock").read_text()))
        (self.consumers,) = [
            child for child in self.app.children() if "local.runner" in child.cmdline()
        ]
        self.tokens = {name: self._token(name) for name in ("citizen-1", *OFFICERS)}
        described = Client(self).call("GET", "/openapi.json")
        self.example = described["components"]["schemas"]["OnlineOrder"]["examples"][0]
        self.codes: list[str] = []

    def cpu(self) -> list[float]:
        """Seconds used by the app, the consumers and the data plane."""
        return [_seconds(process) for process in (self.app, self.consumers, self.data)]

    def memory(self) -> str:
        sizes = [one.memory_info().rss / 2**20 for one in (self.app, self.consumers, self.data)]
        return "app {:.0f} MB, consumers {:.0f} MB, data plane {:.0f} MB".format(*sizes)

    def lag(self) -> str:
        """How long the consumers need until every event is counted."""
        from chalicelib.foundation import aws, names

        sqs = aws.client("sqs")
        url = sqs.get_queue_url(QueueName=names.ROLLUPS_QUEUE)["QueueUrl"]
        wanted = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=wanted)["Attributes"]
        return f"events not yet counted: {sum(int(counts[name]) for name in wanted)}"

    def _token(self, account: str) -> str:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        connection.request(
            "POST",
            "/outside/identity/token",
            f"grant_type=urn:mot-cua:account&account={account}",
        )
        token: str = json.loads(connection.getresponse().read())["access_token"]
        return token


OFFICERS = ("reception-1", "officer-1", "head-1")


class Client:
    """One client with a connection of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._connection = http.client.HTTPConnection(HOST, house.port, timeout=60)

    def call(
        self, method: str, path: str, by: str = "", order: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if by:
            headers["Authorization"] = f"Bearer {self.house.tokens[by]}"
        body = None if order is None else json.dumps(order).encode()
        self._connection.request(method, f"/api{path}", body, headers)
        answer = self._connection.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {found}")
        return found


def submit(client: Client) -> None:
    dossier = client.call("POST", "/dossiers", "citizen-1", client.house.example)
    client.house.codes.append(dossier["code"])


def look_up(client: Client) -> None:
    client.call("GET", f"/lookup/{client.house.codes[0]}")


def list_desk(client: Client) -> None:
    client.call("GET", "/desk/dossiers?limit=20", "reception-1")


def accept(client: Client) -> None:
    code = client.house.codes.pop()
    client.call("POST", f"/desk/dossiers/{code}/acceptance", "reception-1", {})


def whole_flow(client: Client) -> None:
    """Submit, accept, step, result, return, read."""
    dossier = client.call("POST", "/dossiers", "citizen-1", client.house.example)
    desk = f"/desk/dossiers/{dossier['code']}"
    client.call("POST", f"{desk}/acceptance", "reception-1", {})
    client.call("POST", f"{desk}/step", "officer-1", {})
    client.call("POST", f"{desk}/result", "head-1", {"number": f"{dossier['code']}/GKS"})
    client.call("POST", f"{desk}/return", "reception-1", {})
    client.call("GET", f"/dossiers/{dossier['code']}", "citizen-1")


OPERATIONS: dict[str, Flow] = {
    "submit": submit,
    "look-up": look_up,
    "desk list": list_desk,
    "accept": accept,
    "whole flow": whole_flow,
}


def measure(house: House, size: int, name: str, flow: Flow, clients: int, seconds: float) -> Figure:
    """Lets the clients repeat an operation for some seconds."""
    times: list[float] = []
    until = time.monotonic() + seconds

    def repeat() -> None:
        client = Client(house)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                flow(client)
            except IndexError:  # no dossier left to accept
                return
            times.append(time.perf_counter() - began)

    before, began = house.cpu(), time.monotonic()
    threads = [threading.Thread(target=repeat) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.monotonic() - began, house.cpu()
    count = len(times)
    spent = [
        round(1000 * (last - first) / count, 1) for first, last in zip(before, after, strict=True)
    ]
    return Figure(
        dossiers=size,
        operation=name,
        clients=clients,
        per_second=round(count / took, 1),
        p50_ms=round(1000 * statistics.median(times), 1),
        p95_ms=round(1000 * statistics.quantiles(times, n=20)[-1], 1),
        app_cpu_ms=spent[0],
        consumers_cpu_ms=spent[1],
        data_cpu_ms=spent[2],
    )


def metered(house: House, flow: Flow) -> tuple[dict[str, int], float, int]:
    """What one such operation uses of AWS: the same code, in this process, on the same table."""
    from .meter import Meter

    inside = WithoutHttp(house)
    flow(inside)
    with Meter() as used:
        flow(inside)
    return dict(used.by_call), used.read_units, used.write_units


class WithoutHttp(Client):
    """A client that calls the house in this process instead of over HTTP."""

    def __init__(self, house: House) -> None:
        import app

        from .gateway import House as Wsgi
        from .inside import Inside

        self.house = house
        self._inside = Inside(Wsgi(app, lambda environ, start: []), house.tokens.__getitem__)

    def call(
        self, method: str, path: str, by: str = "", order: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return self._inside.call(method, path, by, order).body


def fill(state: Path, first: str, size: int) -> float:
    """Writes dossiers like the first straight into the table; returns the seconds it took.

    With the data plane alone, so that no consumer has to count them. Spread over the
    agencies as in a province; a tenth stay open, the others are closed.
    """
    import boto3

    from .credentials import EMULATED
    from .dataplane import DataPlane

    began = time.monotonic()
    os.environ |= EMULATED
    with DataPlane(state / "aws") as plane:
        dynamodb = boto3.client(
            "dynamodb", endpoint_url=plane.endpoint, region_name="ap-southeast-1"
        )
        items = _partition(dynamodb, f"DOSSIER#{first}")
        agencies = [str(one["sk"]["S"]) for one in _partition(dynamodb, "AGENCIES")]

        def write(numbers: range) -> None:
            batch: list[dict[str, Any]] = []
            for number in numbers:
                batch += [_copied(item, first, number, agencies) for item in items]
                if len(batch) > _BATCH - len(items) or number == numbers[-1]:
                    puts = [{"PutRequest": {"Item": item}} for item in batch]
                    dynamodb.batch_write_item(RequestItems={TABLE: puts})
                    batch = []

        threads = [
            threading.Thread(target=write, args=(range(start, size, FILLERS),))
            for start in range(FILLERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return time.monotonic() - began


TABLE, FILLERS, _BATCH = "mot-cua", 4, 25


def _partition(dynamodb: Any, pk: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dynamodb.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
    )["Items"]
    return found


def _copied(item: dict[str, Any], first: str, number: int, agencies: list[str]) -> dict[str, Any]:
    """An item of the first dossier as one of another dossier of some agency."""
    agency, home = agencies[number % len(agencies)], first.split("-")[0]
    code = f"{agency}-{first.split('-')[1]}-{number // len(agencies) + 100_000:07}"
    left_out = () if number % 10 == 0 else ("lane", "hands", "due")
    copy: dict[str, Any] = {}
    for name, typed in item.items():
        if name not in left_out:
            text = typed.get("S")
            copy[name] = (
                typed
                if text is None
                else {"S": text.replace(first, code).replace(f'"{home}"', f'"{agency}"')}
            )
    if "lane" in copy:
        copy["lane"] = {"S": copy["lane"]["S"].replace(home, agency)}
    return copy


@contextlib.contextmanager
def running(state: Path) -> Iterator[House]:
    """A province on a free port."""
    from .run import free_port

    port = free_port()
    environment = {
        **os.environ,
        "STATE": str(state),
        "PORT": str(port),
        "LOOKUPS_PER_MINUTE": "100000000",
        "LOG_LEVEL": "ERROR",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "local.run"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        for printed in process.stdout:
            if printed.startswith("ready:"):
                break
        yield House(state, port, process)
    finally:
        process.terminate()
        process.wait(timeout=180)


def share_the_table(state: Path) -> None:
    """Lets this process use the running province's table, as its own code does."""
    from .run import Settings, set_environment

    os.environ["STATE"] = str(state)
    address = json.loads((state / "running.json").read_text())
    os.environ["PORT"] = str(address["port"])
    secret = (state / "secret").read_text()
    set_environment(Settings(), address["data_plane"], secret, address["outside"])


HEADINGS = (
    f"{'operation':12}{'clients':>8}{'per s':>9}{'p50 ms':>9}{'p95 ms':>9}"
    f"{'CPU: app':>10}{'consumers':>11}{'data':>7}{'calls':>7}{'RU':>6}{'WU':>5}"
)


def line(one: Figure) -> str:
    return (
        f"{one.operation:12}{one.clients:>8}{one.per_second:>9}{one.p50_ms:>9}{one.p95_ms:>9}"
        f"{one.app_cpu_ms:>10}{one.consumers_cpu_ms:>11}{one.data_cpu_ms:>7}{sum(one.calls.values()):>7}"
        f"{one.read_units:>6}{one.write_units:>5}"
    )


def _seconds(process: Any) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    main()
