"""The package, deployed: a dossier through API Gateway, Lambda, the table, the stream, a queue.

The emulator enforces each function's policy: a call that a policy does not allow fails here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local.runner import clock_event
from tests.deploy.deployed import Deployed, deployed, until
from tests.deploy.emulator import Template
from tools.deploy import WEB, NotDeployed, undeploy
from tools.redrive import redrive
from tools.rotate import rotate

MOVES = (
    ("acceptance", "reception-1"),
    ("step", "officer-1"),
    ("result", "head-1"),
    ("return", "reception-1"),
)
TICK = clock_event(dt.datetime(2026, 11, 20, 19, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def house(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    with deployed(tmp_path_factory.mktemp("state"), packaged) as house:
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
    until(lambda: counted(house) == 1 + len(MOVES), "every event counted once")


def test_its_receipt_is_printed_as_it_was_drawn(house: Deployed, code: str) -> None:
    receipt = house.ask("GET", f"/dossiers/{code}/receipt", "citizen-1")

    assert receipt.status_code == 200, receipt.content
    assert receipt.content.startswith(b"%PDF-")


def test_the_jobs_of_the_clock_may_do_all_they_do(house: Deployed, code: str) -> None:
    for function in ("AuditTimelines", "WarnOfDeadlines", "CatchUpListeners"):
        house.invoke(function, TICK)


def test_a_client_that_does_not_say_what_it_accepts_is_answered(house: Deployed) -> None:
    assert house.ask("GET", "/health", Accept=None).status_code == 200


@pytest.mark.parametrize(
    ("method", "status", "allowed"),
    [
        ("HEAD", 200, None),
        ("OPTIONS", 204, "GET, HEAD, OPTIONS"),
        ("DELETE", 405, "GET, HEAD, OPTIONS"),
    ],
)
def test_every_method_comes_to_the_house(
    house: Deployed, method: str, status: int, allowed: str | None
) -> None:
    answer = house.ask(method, "/procedures")

    assert (answer.status_code, answer.headers.get("Allow")) == (status, allowed)
    assert bool(answer.content) == (status >= 400)


def test_look_ups_are_counted_by_the_address_that_the_front_tells(house: Deployed) -> None:
    def statuses(address: str, times: int) -> list[int]:
        headers = {"X-Viewer-Address": address}
        answers = [house.ask("GET", "/lookup/H01.51-000101-0001", **headers) for _ in range(times)]
        return [answer.status_code for answer in answers]

    # A minute may end in between: then the count begins anew.
    assert 429 in statuses("192.0.2.1", 2 * 60 + 1)
    assert 429 not in statuses("192.0.2.2", 1)


def test_a_message_that_cannot_be_done_comes_to_the_dead_letters_alone(
    house: Deployed, code: str
) -> None:
    before = counted(house)
    sqs, queue = house.client("sqs"), house.queue("RollupsQueue")
    good = {**event_of(house, code), "version": 90}
    entries = [
        {"Id": "bad", "MessageBody": "no event"},
        {"Id": "good", "MessageBody": json.dumps(good)},
    ]
    with impatient(house):
        sqs.send_message_batch(QueueUrl=queue, Entries=entries)
        letters = until(lambda: taken(house, "RollupsDeadLetters"), "a dead letter")

    assert letters == ["no event"]
    assert counted(house) == before + 1


def test_what_failed_is_done_once_it_is_sent_again(house: Deployed) -> None:
    before = counted(house)
    with impatient(house), unable_to_count(house):
        submit(house)
        until(lambda: waiting(house, "RollupsDeadLetters") == 1, "the event among dead letters")
    assert counted(house) == before

    assert redrive(house.outputs["TableName"] + "-rollups", house.client("sqs")) == 1

    until(lambda: counted(house) == before + 1, "the event counted")
    assert waiting(house, "RollupsDeadLetters") == 0


def test_what_the_relay_missed_is_relayed_again_and_counted_once(
    house: Deployed, code: str
) -> None:
    before = counted(house)
    an_hour_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)

    said = house.run("-m", "tools.catch_up", house.place.stack, an_hour_ago.isoformat())

    assert int(said.split()[0]) >= 1 + len(MOVES)
    until(lambda: not waiting(house, "RollupsQueue"), "all of them taken")
    assert counted(house) == before


def test_a_second_deployment_keeps_every_dossier(house: Deployed, code: str) -> None:
    before = house.call("GET", "/dossiers", "citizen-1")["dossiers"]

    def more_memory(template: Template) -> None:
        template["Resources"]["APIHandler"]["Properties"]["MemorySize"] = 2048
        template["Resources"]["RollupsQueue"]["Properties"]["MessageRetentionPeriod"] = 86400

    said = house.deploy(more_memory)

    assert [line for line in said if line.startswith("Modify") and line.endswith(" APIHandler")]
    assert not [line for line in said if "REPLACED" in line and line.endswith(" Table")]
    assert house.call("GET", "/dossiers", "citizen-1")["dossiers"] == before
    submit(house)


def test_the_same_package_again_changes_nothing(house: Deployed) -> None:
    house.deploy()

    assert "nothing to change" in house.deploy()


def test_after_a_rotation_the_house_knows_whoever_it_knew(house: Deployed, code: str) -> None:
    before = house.call("GET", "/dossiers", "citizen-1")["dossiers"]
    first = house.settings_of_the_api()["MOT_CUA_SECRET"]
    version = rotate(house.place.stack, house.client("secretsmanager"))
    assert "nothing to change" in house.deploy()

    house.place.settings["SecretVersion"] = version
    said = house.deploy()

    assert not [line for line in said if "REPLACED" in line and line.endswith(" ProvinceSecret")]
    kept, new = house.settings_of_the_api()["MOT_CUA_SECRET"].split()
    assert (kept, len(new)) == (first, 64)
    filed = submit(house)
    after = house.call("GET", "/dossiers", "citizen-1")["dossiers"]
    assert [one["code"] for one in after] == [filed, *(one["code"] for one in before)]


def test_nothing_is_changed_without_a_yes(house: Deployed) -> None:
    def more_memory(template: Template) -> None:
        template["Resources"]["APIHandler"]["Properties"]["MemorySize"] = 3008

    with pytest.raises(NotDeployed):
        house.deploy(more_memory, answer="no")

    assert "nothing to change" in house.deploy()


def test_the_pages_are_published_with_it(house: Deployed) -> None:
    page = published(house, "index.html")

    assert page["ContentType"] == "text/html"
    assert page["Body"].read() == (WEB / "index.html").read_bytes()


def test_a_page_that_is_no_more_is_taken_from_the_site(house: Deployed) -> None:
    s3, bucket = house.client("s3"), house.outputs["SiteBucketName"]
    s3.put_object(Bucket=bucket, Key="old/page.html", Body=b"of an earlier release")

    house.deploy()

    held = {one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    assert held == {path.relative_to(WEB).as_posix() for path in WEB.rglob("*") if path.is_file()}


def test_no_page_is_kept_without_asking_whether_it_is_the_newest(house: Deployed) -> None:
    """Pages and API change together."""
    pages = [path for path in WEB.iterdir() if path.is_file()]
    kept = {path.name: published(house, path.name)["CacheControl"] for path in pages}

    assert set(kept.values()) == {"no-cache"}


def test_what_is_named_by_its_content_is_kept_for_long(house: Deployed) -> None:
    asset = next((WEB / "assets").iterdir())

    assert "immutable" in published(house, f"assets/{asset.name}")["CacheControl"]


def test_what_keeps_dossiers_outlives_the_stack_and_is_named(house: Deployed, code: str) -> None:
    said: list[str] = []
    table = house.outputs["TableName"]

    undeploy(house.place, lambda question: True, said.append)

    assert any(table in line and "AWS::DynamoDB::Table" in line for line in said)
    key = {"pk": {"S": f"DOSSIER#{code}"}, "sk": {"S": "STATE"}}
    assert "Item" in house.client("dynamodb").get_item(TableName=table, Key=key)


# ---- What the tests say ----------------------------------------------------------------------


def published(house: Deployed, key: str) -> Any:
    return house.client("s3").get_object(Bucket=house.outputs["SiteBucketName"], Key=key)


def submit(house: Deployed) -> str:
    filed: str = house.call("POST", "/dossiers", "citizen-1", example(house, "online"))["code"]
    return filed


def example(house: Deployed, what: str) -> object:
    """The body that the API's own description gives as an example."""
    return house.schemas[f"{what.capitalize()}Order"]["examples"][0]


def counted(house: Deployed) -> int:
    events: int = house.call("GET", "/statistics")["events"]
    return events


def event_of(house: Deployed, code: str) -> dict[str, Any]:
    """A dossier's first event, as the table has it."""
    key = {"pk": {"S": f"DOSSIER#{code}"}, "sk": {"S": "EVENT#000001"}}
    table = house.outputs["TableName"]
    item = house.client("dynamodb").get_item(TableName=table, Key=key)["Item"]
    event: dict[str, Any] = json.loads(item["doc"]["S"])
    return event


@contextmanager
def unable_to_count(house: Deployed) -> Iterator[None]:
    """While this is open, the function that counts looks for a table that is not there."""
    functions, name = house.client("lambda"), house.physical("CountEvents")
    settings = functions.get_function_configuration(FunctionName=name)["Environment"]
    astray = {"Variables": {**settings["Variables"], "TABLE": "nowhere"}}
    functions.update_function_configuration(FunctionName=name, Environment=astray)
    yield
    functions.update_function_configuration(FunctionName=name, Environment=settings)


@contextmanager
def impatient(house: Deployed) -> Iterator[None]:
    """While this is open, a message comes again after a second, and but once."""
    sqs, queue = house.client("sqs"), house.queue("RollupsQueue")
    house.invoke("CountEvents", {"Records": []})  # started, so that a second is enough for it
    names = ["VisibilityTimeout", "RedrivePolicy"]
    before = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    redrive_once = {**json.loads(before["RedrivePolicy"]), "maxReceiveCount": 2}
    hurried = {"VisibilityTimeout": "1", "RedrivePolicy": json.dumps(redrive_once)}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes=hurried)
    yield
    sqs.set_queue_attributes(QueueUrl=queue, Attributes=before)


def waiting(house: Deployed, queue: str) -> int:
    attributes = house.client("sqs").get_queue_attributes(
        QueueUrl=house.queue(queue), AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(attributes["Attributes"]["ApproximateNumberOfMessages"])


def taken(house: Deployed, queue: str) -> list[str]:
    """What lies in a queue; it is empty then."""
    sqs, url = house.client("sqs"), house.queue(queue)
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for one in messages:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    return [one["Body"] for one in messages]
