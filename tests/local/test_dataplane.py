"""The local data plane, with real processes, signals and files."""

from __future__ import annotations

import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.dataplane import DataPlane, DataPlaneError, UncleanStop

ROOT = Path(__file__).resolve().parents[2]
SOON = 0.3  # save_every for tests that wait for a save
NEVER = 3600.0  # save_every for tests that want none after the first
QUIET = 4.0  # more than the pause between two saves of next to nothing
READS_OF_EACH_KIND = 10

TEMPLATE = json.dumps(
    {
        "Resources": {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "TableName": "province",
                    "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [
                        {"AttributeName": name, "AttributeType": "S"}
                        for name in ("pk", "sk", "agency")
                    ],
                    "KeySchema": [
                        {"AttributeName": "pk", "KeyType": "HASH"},
                        {"AttributeName": "sk", "KeyType": "RANGE"},
                    ],
                    "GlobalSecondaryIndexes": [
                        {
                            "IndexName": "desk",
                            "KeySchema": [{"AttributeName": "agency", "KeyType": "HASH"}],
                            "Projection": {"ProjectionType": "ALL"},
                        }
                    ],
                },
            },
            "Work": {
                "Type": "AWS::SQS::Queue",
                "Properties": {"QueueName": "work", "VisibilityTimeout": 1},
            },
            "Ordered": {
                "Type": "AWS::SQS::Queue",
                "Properties": {"QueueName": "ordered.fifo", "FifoQueue": True},
            },
            "Papers": {
                "Type": "AWS::S3::Bucket",
                "Properties": {
                    "BucketName": "papers",
                    "VersioningConfiguration": {"Status": "Enabled"},
                },
            },
        }
    }
)

Planes = Callable[..., DataPlane]


@pytest.fixture
def planes(tmp_path: Path) -> Iterator[Planes]:
    """Starts data planes, by default on one state directory, and stops what still runs."""
    started: list[DataPlane] = []

    def start(state: Path = tmp_path / "state", **options: Any) -> DataPlane:
        plane = DataPlane(state, **options)
        plane.start()
        started.append(plane)
        return plane

    yield start
    for plane in started:
        plane.stop()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_everything_survives_a_clean_stop_and_another_port(planes: Planes) -> None:
    first = planes(save_every=NEVER)
    create_stack(first)
    put(first, "A", agency="ward-1", note="Tiếp nhận hồ sơ")
    send(first, "work", "later")
    client(first, "sqs").send_message(
        QueueUrl=queue(first, "ordered.fifo"),
        MessageBody="in order",
        MessageGroupId="A",
        MessageDeduplicationId="A-1",
    )
    store(first, "đơn/1.pdf", b"old")
    store(first, "đơn/1.pdf", b"new")
    first.stop()

    second = planes()

    assert second.endpoint != first.endpoint
    assert [item["note"]["S"] for item in desk(second, "ward-1")] == ["Tiếp nhận hồ sơ"]
    assert queue(second, "work").startswith(second.endpoint)
    client(second, "sqs").create_queue(QueueName="work")
    assert received(second, "work") == ["later"]
    assert received(second, "ordered.fifo") == ["in order"]
    assert stored_versions(second, "đơn/1.pdf") == {b"old", b"new"}
    create_stack(second, expect="No updates are to be performed")


def test_a_kill_loses_only_the_time_since_the_last_save(planes: Planes, state: Path) -> None:
    plane = planes(save_every=SOON)
    create_stack(plane)
    put(plane, "A")
    until(lambda: saved(state, "dynamodb", '"A"'), within=5)

    kill(plane, state)

    assert get(planes(), "A")


def test_after_a_kill_the_next_start_says_since_when_changes_may_be_lost(
    planes: Planes, state: Path
) -> None:
    plane = planes(save_every=NEVER)
    client(plane, "sqs").create_queue(QueueName="saved")
    until(lambda: saved(state, "sqs", "saved"), within=5)
    before = time.time()
    client(plane, "sqs").create_queue(QueueName="lost")
    kill(plane, state)
    killed = time.time()

    found = unclean_stop(planes())

    assert found.unsaved
    assert found.saved_at < before
    assert found.saved_at <= found.alive_at <= killed


def test_after_a_kill_with_nothing_unsaved_the_next_start_says_so(
    planes: Planes, state: Path
) -> None:
    plane = planes(save_every=SOON)
    create_stack(plane)
    put(plane, "A")
    settled(state / "snapshot.zip")
    kill(plane, state)

    assert not unclean_stop(planes()).unsaved


def test_a_mark_that_was_cut_off_counts_as_unsaved(planes: Planes, state: Path) -> None:
    kill(planes(), state)
    (state / "running").write_text("")

    assert unclean_stop(planes()).unsaved


def test_after_a_clean_stop_the_next_start_says_nothing(planes: Planes) -> None:
    first = planes(save_every=NEVER)
    create_stack(first)
    first.stop()

    assert planes().unclean_stop is None


def test_a_stop_whose_save_failed_is_unclean(planes: Planes, state: Path) -> None:
    first = planes(save_every=NEVER)
    client(first, "sqs").create_queue(QueueName="lost")
    # It stands where the next save would write.
    (state / "snapshot.partial").mkdir()
    with pytest.raises(DataPlaneError, match="could not save its last changes"):
        first.stop()
    (state / "snapshot.partial").rmdir()

    assert unclean_stop(planes()).unsaved


def test_a_message_in_flight_reappears(planes: Planes, state: Path) -> None:
    plane = planes(save_every=SOON)
    create_stack(plane)
    send(plane, "work", "do this")
    assert received(plane, "work") == ["do this"]
    until(lambda: saved(state, "sqs", '"receive_count": 1'), within=5)
    kill(plane, state)

    again = planes()

    assert received(again, "work", wait=5) == ["do this"]


def test_an_orphan_saves_and_ends(planes: Planes, state: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from local.dataplane import DataPlane\n"
        f"plane = DataPlane(Path(sys.argv[1]), save_every={NEVER}); plane.start()\n"
        "print(plane.endpoint, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(state)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    plane = DataPlane(state)
    plane.endpoint = parent.stdout.readline().strip()
    create_stack(plane)
    put(plane, "A")
    child = serving_pid(state)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    until(lambda: gone(child), within=3)
    assert not listens(plane.endpoint)
    assert get(planes(), "A")


@pytest.mark.parametrize(
    "damage",
    [
        lambda snapshot: snapshot.write_bytes(snapshot.read_bytes()[:-100]),
        lambda snapshot: snapshot.write_bytes(b""),
        lambda snapshot: snapshot.write_bytes(snapshot.read_bytes().replace(b"NOTE", b"NOPE")),
        lambda snapshot: snapshot.unlink(),
    ],
    ids=["truncated", "emptied", "changed", "missing"],
)
def test_a_damaged_snapshot_is_refused_and_left_alone(
    planes: Planes, state: Path, damage: Callable[[Path], None]
) -> None:
    plane = planes()
    create_stack(plane)
    put(plane, "A", note="NOTE")
    plane.stop()
    snapshot = state / "snapshot.zip"
    damage(snapshot)
    before = snapshot.read_bytes() if snapshot.exists() else None

    with pytest.raises(DataPlaneError) as refusal:
        planes()

    assert str(state) in str(refusal.value)
    assert "put back a copy" in str(refusal.value)
    assert (snapshot.read_bytes() if snapshot.exists() else None) == before


@pytest.mark.parametrize("place", ["state", "state/objects", "state/lock/", "state/snapshot.zip/"])
def test_a_directory_that_cannot_be_used_is_refused(
    planes: Planes, state: Path, tmp_path: Path, place: str
) -> None:
    obstacle = tmp_path / place
    if place.endswith("/"):
        obstacle.mkdir(parents=True)
    else:
        obstacle.parent.mkdir(exist_ok=True)
        obstacle.write_text("in the way")

    with pytest.raises(DataPlaneError, match=f"State directory {state} cannot be"):
        planes()


def test_a_second_start_waits_for_the_first_to_finish(planes: Planes) -> None:
    first = planes()
    create_stack(first)
    put(first, "A")
    stopping = threading.Timer(0.6, first.stop)
    stopping.start()

    second = planes()

    stopping.join()
    assert get(second, "A")


def test_a_second_start_beside_the_first_is_refused(planes: Planes, state: Path) -> None:
    first = planes()

    with pytest.raises(DataPlaneError, match=f"{state} is in use by another data plane"):
        planes(patience=1)

    assert first.alive()


def test_a_taken_port_is_refused(planes: Planes, state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DataPlaneError, match=f"Port {port} on 127.0.0.1 cannot be used"):
            planes(port=port)


def test_a_given_port_is_served_again_after_a_stop(planes: Planes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    plane = planes(port=port)
    create_stack(plane)
    plane.stop()
    assert not plane.alive()

    plane.start()

    assert plane.endpoint == f"http://127.0.0.1:{port}"


def test_a_bucket_lost_by_a_kill_does_not_block_its_stack(planes: Planes, state: Path) -> None:
    plane = planes(save_every=NEVER)
    client(plane, "sqs").create_queue(QueueName="first")
    until(lambda: saved(state, "sqs", "first"), within=5)
    create_stack(plane)
    store(plane, "a", b"uploaded in the lost seconds")
    kill(plane, state)

    again = planes()

    create_stack(again)
    assert [path.read_bytes() for path in (state / "unsaved").rglob("a")] == [
        b"uploaded in the lost seconds"
    ]


def test_reading_alone_never_saves(planes: Planes, state: Path) -> None:
    plane = planes(save_every=SOON)
    create_stack(plane)
    put(plane, "A", agency="ward-1")
    send(plane, "work", "one")
    before = settled(state / "snapshot.zip")

    reading_until = time.monotonic() + 1
    while time.monotonic() < reading_until:
        get(plane, "A")
        desk(plane, "ward-1")
        received(plane, "ordered.fifo")

    assert (state / "snapshot.zip").stat().st_mtime_ns == before


def test_an_open_long_poll_does_not_hold_up_the_stop(planes: Planes) -> None:
    plane = planes()
    create_stack(plane)
    polling = threading.Thread(target=swallow, args=(received, plane, "work", 20))
    polling.start()
    time.sleep(0.3)

    began = time.monotonic()
    plane.stop()

    assert time.monotonic() - began < 3
    polling.join()


def test_ctrl_c_in_the_terminal_is_left_to_the_parent(planes: Planes, state: Path) -> None:
    planes()

    assert os.getpgid(serving_pid(state)) != os.getpgid(0)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's /proc")
def test_nothing_but_the_one_port_listens(planes: Planes, state: Path) -> None:
    plane = planes()
    create_stack(plane)

    (address,) = listening(serving_pid(state))

    assert address == f"0100007F:{int(plane.endpoint.rpartition(':')[2]):04X}"


def test_saving_many_items_stalls_nobody_and_is_all_or_nothing(
    planes: Planes, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plane = planes(save_every=SOON)
    create_stack(plane)
    in_threads(8, lambda number: fill(plane, number, batches=100))

    stop = threading.Event()
    written: list[str] = []
    writers = [
        threading.Thread(target=write_until, args=(plane, stop, f"W{number}", written))
        for number in range(8)
    ]
    for writer in writers:
        writer.start()
    alone, during_saves = timed_reads(plane, state, seconds=3.5, within=60)
    stop.set()
    for writer in writers:
        writer.join()
    with capsys.disabled():
        print(
            f"\nlongest GetItem among 8 writers, 20,000 items: {max(alone) * 1000:.0f} ms, "
            f"during a save: {max(during_saves) * 1000:.0f} ms of {len(during_saves)}"
        )
    assert max(during_saves) < 0.4
    put(plane, "marker")
    until(lambda: saved(state, "dynamodb", '"marker"'), within=15)

    put(plane, "last straw")
    until((state / "snapshot.partial").exists, within=10)
    os.killpg(serving_pid(state), signal.SIGKILL)
    again = planes()

    assert count(again) >= 20_000 + len(written)


# ---- What the tests say, said to AWS --------------------------------------------------------


def client(plane: DataPlane, service: str) -> Any:
    return client_at(plane.endpoint, service)


@functools.cache
def client_at(endpoint: str, service: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="ap-southeast-1",
        config=Config(retries={"total_max_attempts": 1}, max_pool_connections=20),
    )


def create_stack(plane: DataPlane, expect: str = "") -> None:
    formation = client(plane, "cloudformation")
    if expect:
        with pytest.raises(formation.exceptions.ClientError, match=expect):
            formation.update_stack(StackName="province", TemplateBody=TEMPLATE)
        return
    formation.create_stack(StackName="province", TemplateBody=TEMPLATE)
    waiter = formation.get_waiter("stack_create_complete")
    waiter.wait(StackName="province", WaiterConfig={"Delay": 0, "MaxAttempts": 200})


def put(plane: DataPlane, code: str, **attributes: str) -> None:
    item = {"pk": code, "sk": "STATE", **attributes}
    client(plane, "dynamodb").put_item(
        TableName="province", Item={name: {"S": value} for name, value in item.items()}
    )


def get(plane: DataPlane, code: str) -> Any:
    key = {"pk": {"S": code}, "sk": {"S": "STATE"}}
    return client(plane, "dynamodb").get_item(TableName="province", Key=key).get("Item")


def desk(plane: DataPlane, agency: str) -> Any:
    return client(plane, "dynamodb").query(
        TableName="province",
        IndexName="desk",
        KeyConditionExpression="agency = :agency",
        ExpressionAttributeValues={":agency": {"S": agency}},
    )["Items"]


def count(plane: DataPlane) -> int:
    pages = client(plane, "dynamodb").get_paginator("scan")
    return sum(page["Count"] for page in pages.paginate(TableName="province", Select="COUNT"))


def queue(plane: DataPlane, name: str) -> str:
    return str(client(plane, "sqs").get_queue_url(QueueName=name)["QueueUrl"])


def send(plane: DataPlane, name: str, body: str) -> None:
    client(plane, "sqs").send_message(QueueUrl=queue(plane, name), MessageBody=body)


def received(plane: DataPlane, name: str, wait: int = 0) -> list[str]:
    answer = client(plane, "sqs").receive_message(
        QueueUrl=queue(plane, name), WaitTimeSeconds=wait, MaxNumberOfMessages=10
    )
    return [message["Body"] for message in answer.get("Messages", [])]


def store(plane: DataPlane, key: str, body: bytes) -> None:
    client(plane, "s3").put_object(Bucket="papers", Key=key, Body=body)


def stored_versions(plane: DataPlane, key: str) -> set[bytes]:
    s3 = client(plane, "s3")
    versions = s3.list_object_versions(Bucket="papers", Prefix=key)["Versions"]
    return {
        s3.get_object(Bucket="papers", Key=key, VersionId=version["VersionId"])["Body"].read()
        for version in versions
    }


def fill(plane: DataPlane, number: int, batches: int) -> None:
    dynamodb = client(plane, "dynamodb")
    for batch in range(batches):
        items = [
            {
                "pk": {"S": f"D{number}-{batch}"},
                "sk": {"S": f"EVENT#{place}"},
                "agency": {"S": f"ward-{batch}"},
                "document": {"S": "Tiếp nhận hồ sơ " * 30},
            }
            for place in range(25)
        ]
        dynamodb.batch_write_item(
            RequestItems={"province": [{"PutRequest": {"Item": item}} for item in items]}
        )


def write_until(plane: DataPlane, stop: threading.Event, name: str, written: list[str]) -> None:
    dynamodb = client(plane, "dynamodb")
    number = 0
    while not stop.is_set():
        code = f"{name}-{number}"
        dynamodb.put_item(TableName="province", Item={"pk": {"S": code}, "sk": {"S": "STATE"}})
        written.append(code)
        number += 1


def timed_reads(
    plane: DataPlane, state: Path, seconds: float, within: float
) -> tuple[list[float], list[float]]:
    """How long single reads took: with no save running, and with one.

    A save that takes long is followed by a long pause: reads go on until both kinds were seen.
    """
    dynamodb = client(plane, "dynamodb")
    key = {"pk": {"S": "D0-0"}, "sk": {"S": "EVENT#0"}}
    partial = state / "snapshot.partial"
    alone: list[float] = []
    during: list[float] = []
    start = time.monotonic()
    while time.monotonic() < start + seconds or min(len(alone), len(during)) < READS_OF_EACH_KIND:
        assert time.monotonic() < start + within, "no save was seen, or nothing but a save"
        saving = partial.exists()
        began = time.perf_counter()
        dynamodb.get_item(TableName="province", Key=key)
        took = time.perf_counter() - began
        (during if saving or partial.exists() else alone).append(took)
    return alone, during


def unclean_stop(plane: DataPlane) -> UncleanStop:
    """How the plane before this one ended; fails the test if that was in good order."""
    assert plane.unclean_stop is not None
    return plane.unclean_stop


# ---- Processes -----------------------------------------------------------------------------


def serving_pid(state: Path) -> int:
    return int((state / "lock").read_text())


def kill(plane: DataPlane, state: Path) -> None:
    os.kill(serving_pid(state), signal.SIGKILL)
    until(lambda: not plane.alive(), within=5)


def saved(state: Path, service: str, text: str) -> bool:
    with zipfile.ZipFile(state / "snapshot.zip") as snapshot:
        part = f"{service}.json"
        return part in snapshot.namelist() and text.encode() in snapshot.read(part)


def settled(snapshot: Path) -> int:
    """When it was last saved, once nothing is left to save: the last change has been saved, and
    once more for its late effects."""
    end = time.monotonic() + 30
    while time.time() - snapshot.stat().st_mtime < QUIET:
        assert time.monotonic() < end, "it is saved again and again"
        time.sleep(0.05)
    return snapshot.stat().st_mtime_ns


def until(condition: Callable[[], bool], within: float) -> None:
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


def listens(endpoint: str) -> bool:
    host, _, port = endpoint.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def listening(pid: int) -> list[str]:
    """The addresses on which a process listens, as Linux writes them."""
    inodes = {str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [line.split() for name in ("tcp", "tcp6") for line in open_rows(pid, name)]
    return [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes]


def open_rows(pid: int, table: str) -> list[str]:
    path = Path(f"/proc/{pid}/net/{table}")
    return path.read_text().splitlines()[1:] if path.exists() else []


def in_threads(number: int, work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def swallow(work: Callable[..., Any], *arguments: Any) -> None:
    """For a poll which the stop cuts short."""
    with suppress(BotoCoreError, ClientError):
        work(*arguments)
