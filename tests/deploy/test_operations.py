"""Does what docs/operations.md instructs, on a stack deployed into the emulator.

``test_deployed.py`` tries redriving dead letters and catching up.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.dossiers.moves import CLOSED
from tests.deploy.deployed import Deployed, deployed, until
from tests.deploy.emulator import Template
from tests.house.sources import ROOT, template
from tools import restore
from tools.rollups import rebuild, uncounted

Key = tuple[str, str]
Counts = dict[Key, dict[str, int]]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
COUNTS, MARKS = ("STATISTICS#", "STANDING#"), "ONCE#rollups#"
TABLE = template()["Resources"]["Table"]["Properties"]


@pytest.fixture(scope="module")
def house(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    with deployed(tmp_path_factory.mktemp("state"), packaged) as house:
        yield house


@pytest.fixture(scope="module")
def codes(house: Deployed) -> list[str]:
    """Three dossiers: submitted, accepted, and given to an officer."""
    filed = [submit(house) for _ in range(3)]
    for code in filed[1:]:
        move(house, code, "acceptance", "reception-1")
    move(house, filed[2], "assignment", "head-1")
    until(lambda: counts_of(house) == recounted(house), "everything counted")
    return filed


# ---- Rebuild the counts ------------------------------------------------------------------------


def test_counts_that_are_right_are_left_as_they_are(house: Deployed, codes: list[str]) -> None:
    before, marks = counts_of(house), marks_of(house)

    assert "0 counts written, 0 removed, 0 marks set, 0 removed" in rebuilt(house)

    assert (counts_of(house), marks_of(house)) == (before, marks)


def test_counts_that_are_wrong_or_gone_are_those_of_a_recount(
    house: Deployed, codes: list[str]
) -> None:
    right, marks = counts_of(house), marks_of(house)
    first, second, *_ = sorted(right)
    store(house, first, {"events": 999, "open": 999})
    remove(house, second)
    store(house, ("STATISTICS#2001-01-01", "nowhere#x#y#01"), {"events": 3, "dossiers": 3})
    for mark in sorted(marks)[:2]:
        remove(house, mark)
    store(house, (f"{MARKS}{codes[0]}", "000099"), {"ttl": 1})

    said = rebuilt(house)

    assert "2 counts written, 1 removed, 2 marks set, 1 removed" in said
    assert counts_of(house) == recounted(house) == right
    assert marks_of(house) == marks


def test_what_happens_while_it_counts_is_counted_once(house: Deployed, codes: list[str]) -> None:
    client = house.place.clients
    with uncounted(house.physical("RollupsQueue").split("/")[-1], client, in_hand=0):
        before = submit(house)
        rebuild(house.place.stack, client("dynamodb"))
        after = submit(house)
        counted = {pk.removeprefix(MARKS) for pk, _ in marks_of(house)}
        assert before in counted
        assert after not in counted

    until(lambda: after in {pk.removeprefix(MARKS) for pk, _ in marks_of(house)}, "both counted")
    until(lambda: not waiting(house), "the queue empty")
    assert counts_of(house) == recounted(house)


def test_as_a_command_it_says_what_it_did(house: Deployed, codes: list[str]) -> None:
    said = house.run("-m", "tools.rollups", house.place.stack, "--in-hand", "0")

    assert re.fullmatch(r"\d+ events counted anew: .*\n", said)


# ---- Catch up ----------------------------------------------------------------------------------


def test_what_may_have_been_counted_longer_ago_than_is_known_is_not_relayed(
    house: Deployed, codes: list[str]
) -> None:
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)

    with pytest.raises(subprocess.CalledProcessError) as refused:
        house.run("-m", "tools.catch_up", house.place.stack, before.isoformat())

    assert "make rollups" in refused.value.stderr


# ---- Restore -----------------------------------------------------------------------------------


def test_a_no_leaves_the_table_as_it_is(house: Deployed, codes: list[str]) -> None:
    stack, clients = house.place.stack, house.place.clients
    said: list[str] = []
    backup = restore.beside(stack, now(), clients, said.append)

    with pytest.raises(restore.NotRestored):
        restore.in_place(stack, backup, clients, lambda question: False, said.append)

    assert house.ask("GET", f"/dossiers/{codes[0]}", "citizen-1").status_code == 200


def test_a_table_is_put_back_under_its_name_and_goes_on(house: Deployed, codes: list[str]) -> None:
    stack, clients = house.place.stack, house.place.clients
    said: list[str] = []
    backup = restore.beside(stack, now(), clients, said.append)
    lost = submit(house)
    until(lambda: counts_of(house) == recounted(house), "everything counted")

    restore.in_place(stack, backup, clients, lambda question: True, said.append)

    assert house.ask("GET", f"/lookup/{lost}").status_code == 404
    verdict = house.call("GET", f"/dossiers/{codes[2]}/timeline/verification", "citizen-1")
    assert verdict["valid"]
    assert said[-1].startswith("1 reader ")
    # The relay follows the new stream, and what it brings is counted.
    rebuilt(house)
    move(house, codes[0], "acceptance", "reception-1")
    until(lambda: counts_of(house) == recounted(house), "what came after it counted")


def test_what_a_restoration_leaves_out_is_as_the_template_says(house: Deployed) -> None:
    """After the table was put back: this runs behind the test above."""
    dynamodb, table = house.client("dynamodb"), house.place.stack
    found = dynamodb.describe_table(TableName=table)["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    backups = dynamodb.describe_continuous_backups(TableName=table)

    assert found["StreamSpecification"] == {"StreamEnabled": True, **TABLE["StreamSpecification"]}
    assert found["DeletionProtectionEnabled"]
    assert {one["IndexName"] for one in found["GlobalSecondaryIndexes"]} == {
        one["IndexName"] for one in TABLE["GlobalSecondaryIndexes"]
    }
    assert (expiry["AttributeName"], expiry["TimeToLiveStatus"]) == ("ttl", "ENABLED")
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_tying_up_twice_changes_nothing(house: Deployed) -> None:
    dynamodb, functions = house.client("dynamodb"), house.client("lambda")

    def as_it_is() -> tuple[str, int]:
        table = dynamodb.describe_table(TableName=house.place.stack)["Table"]
        readers = functions.list_event_source_mappings()["EventSourceMappings"]
        return table["LatestStreamArn"], len(readers)

    before = as_it_is()

    said = house.run("-m", "tools.restore", house.place.stack, "--tie-up")

    assert said.splitlines()[-1].startswith("1 reader ")
    assert as_it_is() == before


# ---- What the page names -------------------------------------------------------------------------


def test_everything_of_the_stack_that_the_page_names_is_there(house: Deployed) -> None:
    named = set(re.findall(r"\$\(made (\w+)\)", PAGE))

    assert len(named) >= 5
    assert all(map(house.physical, named))


def test_the_jobs_of_the_clock_are_begun_as_the_page_says(house: Deployed) -> None:
    said = re.findall(r"invoke --function-name \$\(made (\w+)\).*\n *--payload '(\{.*\})'", PAGE)
    assert [name for name, _ in said] == ["AuditTimelines", "WarnOfDeadlines"]

    for name, payload in said:
        house.invoke(name, json.loads(payload))


# ---- Deploy, roll back, rotate the front's secret ------------------------------------------------


def test_what_was_deployed_before_is_deployed_again(house: Deployed, codes: list[str]) -> None:
    def another(template: Template) -> None:
        template["Resources"]["APIHandler"]["Properties"]["MemorySize"] = 2048

    house.deploy(another)
    house.deploy()

    assert "nothing to change" in house.deploy()
    assert house.ask("GET", f"/dossiers/{codes[0]}", "citizen-1").status_code == 200
    # Also behind a restoration, whose reader of the stream the stack does not know.
    submit(house)
    until(lambda: counts_of(house) == recounted(house), "what came after it counted")


def test_the_fronts_secret_is_made_anew_by_another_name() -> None:
    (told,) = re.findall(r"perl -pi -e 's/(\S+?)/(\w+)/g' infra/front\.yaml", PAGE)
    front = (ROOT / "infra" / "front.yaml").read_text("utf-8")

    changed = re.sub(told[0], told[1], front)

    assert len(re.findall(rf"\b{told[1]}\b", changed)) == 3
    assert not re.findall(r"\bFrontSecret\b", changed)


# ---- What the tests say ----------------------------------------------------------------------


def submit(house: Deployed) -> str:
    order = house.schemas["OnlineOrder"]["examples"][0]
    filed: str = house.call("POST", "/dossiers", "citizen-1", order)["code"]
    return filed


def move(house: Deployed, code: str, what: str, by: str) -> None:
    order = house.schemas[f"{what.capitalize()}Order"]["examples"][0]
    house.call("POST", f"/desk/dossiers/{code}/{what}", by, order)


def rebuilt(house: Deployed) -> str:
    clients = house.place.clients
    with uncounted(house.physical("RollupsQueue").split("/")[-1], clients, in_hand=0.5):
        return rebuild(house.place.stack, clients("dynamodb"))


def recounted(house: Deployed) -> Counts:
    """The counts by another way than the house's own: statuses from the states as they stand,
    days from the timelines line by line."""
    found: dict[Key, Counter[str]] = {}
    for item in items(house):
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        doc = json.loads(item["doc"]["S"]) if "doc" in item else {}
        if sk == "STATE" and doc["status"] not in CLOSED:
            where = f"STANDING#{doc['settled_by']}"
            found.setdefault((where, f"status#{doc['status']:02}"), Counter())["open"] += 1
            if doc.get("assignee"):
                found.setdefault((where, f"officer#{doc['assignee']}"), Counter())["open"] += 1
        if pk.startswith("DOSSIER#") and sk.startswith("EVENT#"):
            at = dt.datetime.fromisoformat(doc["at"]) + dt.timedelta(hours=7)
            place = f"{doc['agency']}#{doc['procedure']}#{doc['channel']}#{doc['status']:02}"
            count = found.setdefault((f"STATISTICS#{at:%Y-%m-%d}", place), Counter())
            count["events"] += 1
            count["dossiers"] += doc.get("status_before") != doc["status"]
    return {key: dict(count) for key, count in found.items()}


def counts_of(house: Deployed) -> Counts:
    """The counts as they stand, without those that came down to nothing."""
    found = {
        (item["pk"]["S"], item["sk"]["S"]): {
            name: int(value["N"]) for name, value in item.items() if "N" in value
        }
        for item in items(house)
        if item["pk"]["S"].startswith(COUNTS)
    }
    return {key: count for key, count in found.items() if any(count.values())}


def marks_of(house: Deployed) -> set[Key]:
    keys = [(item["pk"]["S"], item["sk"]["S"]) for item in items(house)]
    return {key for key in keys if key[0].startswith(MARKS)}


def items(house: Deployed) -> list[dict[str, Any]]:
    pages = house.client("dynamodb").get_paginator("scan").paginate(TableName=house.place.stack)
    return [item for page in pages for item in page["Items"]]


def store(house: Deployed, key: Key, numbers: dict[str, int]) -> None:
    item = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
    counted = {name: {"N": str(number)} for name, number in numbers.items()}
    house.client("dynamodb").put_item(TableName=house.place.stack, Item={**item, **counted})


def remove(house: Deployed, key: Key) -> None:
    asked = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
    house.client("dynamodb").delete_item(TableName=house.place.stack, Key=asked)


def waiting(house: Deployed) -> bool:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = house.client("sqs").get_queue_attributes(
        QueueUrl=house.queue("RollupsQueue"), AttributeNames=names
    )["Attributes"]
    return any(int(found[name]) for name in names)


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
