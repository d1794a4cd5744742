"""Runs stream, relay, queue and counts when a test calls for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from local.runner import stream_event
from tests.support.province import Province

# (agency, procedure, channel, status) and what is counted there.
Counts = Counter[tuple[str, str, str, int, str]]


class Backstage:
    """Carries what happens from now on to where it is wanted, as Lambda would."""

    def __init__(self, province: Province) -> None:
        from chalicelib.foundation import aws, names

        self._province = province
        table = aws.client("dynamodb").describe_table(TableName=names.TABLE)["Table"]
        streams = aws.client("dynamodbstreams")
        stream = streams.describe_stream(StreamArn=table["LatestStreamArn"])["StreamDescription"]
        self._streams = streams
        empty(names.ROLLUPS_QUEUE)  # what earlier tests left there
        self._place = streams.get_shard_iterator(
            StreamArn=table["LatestStreamArn"],
            ShardId=stream["Shards"][0]["ShardId"],
            ShardIteratorType="LATEST",
        )["ShardIterator"]

    def records(self) -> list[dict[str, Any]]:
        """The records of the stream that were not given before."""
        found = []
        while True:
            page = self._streams.get_records(ShardIterator=self._place, Limit=100)
            self._place = page["NextShardIterator"]
            if not page["Records"]:
                return found
            found += page["Records"]

    def settle(self) -> None:
        """Relays what is new, and counts what was relayed."""
        import app

        records = self.records()
        for start in range(0, len(records), 100):
            app.relay_events(stream_event(records[start : start + 100]), None)
        for messages in self._received():
            app.count_events(sqs_event([one["Body"] for one in messages]), None)

    def counts(self) -> Counts:
        """The statistics of these days, with those of what came in last week and is late."""
        today = dt.date.today()  # a day more on both sides, wherever the test runs
        days = [(today + dt.timedelta(days=offset)).isoformat() for offset in (-8, 1)]
        counts: Counts = Counter()
        answer = self._province.get("/statistics", **{"from": days[0], "until": days[1]})
        for row in answer.body["counts"]:
            place = (row["agency"], row["procedure"], row["channel"], row["status"])
            counts[*place, "events"] += row["events"]
            counts[*place, "dossiers"] += row["dossiers"]
        return counts

    def _received(self) -> Iterator[list[dict[str, Any]]]:
        """Batches of the rollups queue, each deleted once it is handled."""
        from chalicelib.foundation import aws, names

        sqs = aws.client("sqs")
        url = sqs.get_queue_url(QueueName=names.ROLLUPS_QUEUE)["QueueUrl"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            yield messages
            for one in messages:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])


def sqs_event(bodies: list[str]) -> dict[str, Any]:
    """A batch of a queue, as Lambda hands it over."""
    return {
        "Records": [
            {"messageId": str(place), "body": body, "receiptHandle": ""}
            for place, body in enumerate(bodies)
        ]
    }


def empty(queue: str) -> None:
    """Forgets what a test sent that nobody is to count."""
    from chalicelib.foundation import aws

    sqs = aws.client("sqs")
    sqs.purge_queue(QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"])
