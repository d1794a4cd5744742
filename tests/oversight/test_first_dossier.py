"""A province that stops right after its first dossier counts it when it starts again."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.house.sources import ROOT

# In a process and a table of its own, so that it is the first; what carries events to the counts
# has not run when it stops.
PROGRAM = """
import json
from local.inside import province

with province() as house:
    import app
    from chalicelib.foundation import aws, names, relay

    order = house.call("GET", "/openapi.json").body["components"]["schemas"]["OnlineOrder"]
    house.call("POST", "/dossiers", "citizen-1", order["examples"][0])
    before = house.call("GET", "/statistics").body["events"]

    relay.catch_up()
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=names.ROLLUPS_QUEUE)["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    records = [
        {"messageId": one["MessageId"], "receiptHandle": "", "body": one["Body"]}
        for one in messages
    ]
    app.count_events({"Records": records}, None)
    print(json.dumps([before, house.call("GET", "/statistics").body["events"]]))
"""


def test_the_first_dossier_is_counted_though_no_event_was_ever_relayed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [0, 1]
