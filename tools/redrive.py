"""Sends what lies with a queue's dead letters back to the queue, once what kept it is mended.

``python -m tools.redrive mot-cua-test-an-giang-rollups``. A message is taken from the dead
letters only when the queue has it: nothing is lost in between, and what comes twice is known.
"""

from __future__ import annotations

import sys
from typing import Any

from . import account


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("say which queue: python -m tools.redrive mot-cua-test-an-giang-rollups")
    print(f"{redrive(sys.argv[1], account.clients()('sqs'))} messages sent again")


def redrive(queue: str, sqs: Any) -> int:
    """Returns how many messages were sent again."""
    source = sqs.get_queue_url(QueueName=f"{queue}-dead-letters")["QueueUrl"]
    target = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    sent = 0
    # As many as lie there now: one that fails again is not sent round and round.
    attributes = sqs.get_queue_attributes(QueueUrl=source, AttributeNames=["All"])["Attributes"]
    while sent < int(attributes["ApproximateNumberOfMessages"]):
        messages = sqs.receive_message(
            # A short poll asks some of the servers only, and may find nothing where there is some.
            QueueUrl=source,
            MaxNumberOfMessages=10,
            WaitTimeSeconds=2,
        ).get("Messages", [])
        if not messages:
            break
        for one in messages:
            sqs.send_message(QueueUrl=target, MessageBody=one["Body"])
            sqs.delete_message(QueueUrl=source, ReceiptHandle=one["ReceiptHandle"])
            sent += 1
    return sent


if __name__ == "__main__":
    main()
