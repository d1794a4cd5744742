"""What an operator sees before a change is made, and what a deployment does not lose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from local.credentials import EMULATED
from tools.deploy import NotDeployed, Place, change_set, must_be_set
from tools.redrive import redrive

SET = {"PublicUrl": "https://motcua.angiang.gov.vn", "AlarmEmail": "van-hanh@angiang.gov.vn"}


def place(stage: str = "live", client: Any = None, **settings: str) -> Place:
    return Place(stage, "an-giang", lambda service: client, {**SET, **settings})


# ---- Before it is deployed -------------------------------------------------------------------


def test_what_was_never_created_whole_is_not_deployed_over() -> None:
    """CloudFormation takes no change of such a stack; only to delete it."""
    client = boto3.client(
        "cloudformation",
        region_name="ap-southeast-1",
        **{name.lower(): value for name, value in EMULATED.items()},
    )
    stack = {
        "StackName": "mot-cua-live-an-giang",
        "CreationTime": "2026-11-20",
        "StackStatus": "ROLLBACK_COMPLETE",
    }
    with Stubber(client) as answers:
        answers.add_response("describe_stacks", {"Stacks": [stack]})

        with pytest.raises(NotDeployed) as told:
            change_set(place(client=client), "https://nowhere.example/template")

    assert "mot-cua-live-an-giang was never created whole" in str(told.value)
    assert "make undeploy" in str(told.value)


def test_a_live_stage_is_not_deployed_without_somebody_who_hears_its_alarms() -> None:
    unheard = place()
    del unheard.settings["AlarmEmail"]

    for nobody in (unheard, place(AlarmEmail=""), place(AlarmEmail="None")):
        with pytest.raises(NotDeployed, match="AlarmEmail"):
            must_be_set(nobody)


def test_a_stage_is_not_deployed_with_what_the_repository_comes_with() -> None:
    for stage in ("live", "test"):
        with pytest.raises(NotDeployed, match="PublicUrl"):
            must_be_set(place(stage, PublicUrl="https://motcua.an-giang.example"))


def test_what_is_set_is_deployed_and_a_trial_needs_nobody_to_hear_it() -> None:
    unheard = place("test")
    del unheard.settings["AlarmEmail"]

    must_be_set(place())
    must_be_set(unheard)


# ---- What is sent again ----------------------------------------------------------------------


@dataclass
class Scattered:
    """Queues whose messages lie on many servers, of which a short poll asks a few: none here."""

    lying: dict[str, list[str]] = field(default_factory=dict)

    def get_queue_url(self, QueueName: str) -> dict[str, str]:
        return {"QueueUrl": QueueName}

    def get_queue_attributes(self, **asked: Any) -> dict[str, Any]:
        many = len(self.lying[asked["QueueUrl"]])
        return {"Attributes": {"ApproximateNumberOfMessages": str(many)}}

    def receive_message(self, **asked: Any) -> dict[str, Any]:
        if not asked.get("WaitTimeSeconds"):
            return {}
        found = self.lying[asked["QueueUrl"]][: asked["MaxNumberOfMessages"]]
        return {"Messages": [{"Body": one, "ReceiptHandle": one} for one in found]}

    def send_message(self, **sent: Any) -> None:
        self.lying[sent["QueueUrl"]].append(sent["MessageBody"])

    def delete_message(self, **taken: Any) -> None:
        self.lying[taken["QueueUrl"]].remove(taken["ReceiptHandle"])


def test_dead_letters_that_a_short_poll_does_not_find_are_sent_again() -> None:
    letters = [f"event {number}" for number in range(23)]
    sqs = Scattered({"rollups": [], "rollups-dead-letters": [*letters]})

    assert redrive("rollups", sqs) == len(letters)

    assert sqs.lying == {"rollups": letters, "rollups-dead-letters": []}
