"""An event and a paper are written once: whatever else happens to one is reported at once."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.foundation import aws, names, outbox, relay
from tests.support import listening
from tests.support.backstage import Backstage
from tests.support.canary import Canary
from tests.support.listening import event, record
from tests.support.province import Province

CODE = "H01.59-240305-9001"


def reported(logs: Canary) -> list[tuple[str, str, int | None]]:
    return [
        (line["what"], line["code"], line.get("version"))
        for line in logs.lines
        if line.get("level") == "ERROR"
    ]


def measured(logs: Canary) -> int:
    return sum(line.get("tampering", 0) for line in logs.lines)


def item(sk: str) -> dict[str, Any]:
    return {"pk": f"DOSSIER#{CODE}", "sk": sk}


@pytest.mark.parametrize("happened", ["MODIFY", "REMOVE"])
def test_an_event_that_was_changed_or_removed_is_reported(logs: Canary, happened: str) -> None:
    assert outbox.new_events([record(event(CODE, version=3), happened)]) == []

    assert reported(logs) == [("immutable item changed or removed", CODE, 3)]
    assert measured(logs) == 1


@pytest.mark.parametrize("happened", ["MODIFY", "REMOVE"])
def test_so_is_a_paper(logs: Canary, happened: str) -> None:
    outbox.new_events([record(item("PAPER#01"), happened)])

    assert reported(logs) == [("immutable item changed or removed", CODE, None)]
    assert measured(logs) == 1


def test_a_new_paper_is_no_event_and_no_tampering(logs: Canary) -> None:
    assert outbox.new_events([record(item("PAPER#01"))]) == []
    assert reported(logs) == []


@pytest.mark.parametrize(
    ("sk", "happened"),
    [("STATE", "MODIFY"), ("ONCE#citizen#key", "REMOVE"), ("ALSO#H01.52", "REMOVE")],
)
def test_what_is_to_change_or_to_go_is_not_reported(logs: Canary, sk: str, happened: str) -> None:
    outbox.new_events([record(item(sk), happened)])

    assert reported(logs) == []


@pytest.mark.parametrize(
    "broken",
    [{"doc": "no json"}, {"doc": "[]"}, {"doc": "{}"}, {"written": "some day"}, {"sk": "EVENT#x"}],
)
def test_an_event_that_the_house_cannot_have_written_is_reported_and_goes_nowhere(
    logs: Canary, broken: dict[str, str]
) -> None:
    good = event(CODE, version=2)

    found = outbox.new_events([record({**event(CODE), **broken}), record(good)])

    assert [one.version for one in found] == [2]
    assert [what for what, *_ in reported(logs)] == ["event cannot be read"]
    assert measured(logs) == 1


def test_the_new_events_beside_it_are_relayed(province: Province) -> None:
    up = listening.listener()

    relay.relay([record(event(CODE), "REMOVE"), record(event(CODE, version=2))], (up,))

    assert [one["version"] for one in listening.received(up)] == [2]


def test_a_change_in_the_table_reaches_the_relay_by_the_stream(
    province: Province, logs: Canary
) -> None:
    code = province.submitted()["code"]
    backstage = Backstage(province)
    key = {"pk": {"S": f"DOSSIER#{code}"}, "sk": {"S": "EVENT#000001"}}
    stored = aws.client("dynamodb").get_item(TableName=names.TABLE, Key=key)["Item"]
    try:
        aws.client("dynamodb").put_item(
            TableName=names.TABLE, Item={**stored, "doc": {"S": stored["doc"]["S"] + " "}}
        )
        aws.client("dynamodb").delete_item(TableName=names.TABLE, Key=key)
    finally:
        aws.client("dynamodb").put_item(TableName=names.TABLE, Item=stored)

    relay.relay(backstage.records(), ())

    assert reported(logs) == [("immutable item changed or removed", code, 1)] * 2
