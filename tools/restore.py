"""Puts the table back as it was at a moment, under its own name, and ties it up again.

``python -m tools.restore mot-cua-test-an-giang --at 2026-11-20T07:00``: restored beside the table
first, then in its place, so that policies, settings and alarms, which know it by name, still hold.
A restored table has no stream, no expiry, no continuous backup and no protection: they are given
it anew as ``infra/template.yaml`` says, and the relay follows the new stream.
``--backup <arn>`` begins with a backup instead, when the table is gone; ``--tie-up`` ends what
was interrupted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

from . import account
from .account import Clients
from .package import INFRA, load

Say = Callable[[str], None]

_PATIENCE = 24 * 3600
# How the relay reads a stream: carried over to the new one.
_CARRIED = (
    "BatchSize",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
    "DestinationConfig",
    "FunctionResponseTypes",
    "MaximumBatchingWindowInSeconds",
    "ParallelizationFactor",
)


class NotRestored(Exception):
    """Why it was not restored, in one sentence."""


def main() -> None:
    arguments, clients = _arguments(), account.clients()
    try:
        if arguments.tie_up:
            follow_anew(arguments.table, clients, print)
            return
        backup = arguments.backup or beside(arguments.table, arguments.at, clients, print)
        in_place(arguments.table, backup, clients, _confirmed, print)
    except NotRestored as reason:
        sys.exit(f"Not restored: {reason}")


def beside(table: str, at: str, clients: Clients, say: Say) -> str:
    """A backup of the table as it was at a moment; the table itself goes on serving."""
    from chalicelib.foundation import clock

    dynamodb = clients("dynamodb")
    name = f"{table}-at-{clock.parse(at):%Y%m%d-%H%M%S}"
    if name not in _tables(dynamodb):
        say(f"restoring {table} as it was at {clock.shown(clock.parse(at))} beside it, as {name}")
        dynamodb.restore_table_to_point_in_time(
            SourceTableName=table, TargetTableName=name, RestoreDateTime=clock.parse(at)
        )
    _until_active(dynamodb, name)
    arn: str = dynamodb.create_backup(TableName=name, BackupName=name)["BackupDetails"]["BackupArn"]
    _wait(lambda: _backup(dynamodb, arn)["BackupStatus"] == "AVAILABLE", f"the backup of {name}")
    say(f"backed up as {arn}")
    return arn


def in_place(
    table: str, backup: str, clients: Clients, confirmed: Callable[[str], bool], say: Say
) -> None:
    """The backup under the table's own name, tied up as the template says."""
    dynamodb = clients("dynamodb")
    if _backup(dynamodb, backup)["BackupStatus"] != "AVAILABLE":
        raise NotRestored(f"{backup} is not available.")
    if table in _tables(dynamodb):
        if not confirmed(f"delete {table} and put the backup in its place?"):
            raise NotRestored("you said no; what was restored beside it is still there.")
        _remove(table, dynamodb, say)
    dynamodb.restore_table_from_backup(TargetTableName=table, BackupArn=backup)
    say(f"restoring {table}: this takes minutes to hours")
    _until_active(dynamodb, table)
    follow_anew(table, clients, say)


def follow_anew(table: str, clients: Clients, say: Say) -> None:
    """What a restored table lacks, and whoever reads its stream."""
    stream = tie_up(table, clients("dynamodb"))
    say("stream, expiry, continuous backup and protection are on")
    readers = follow(table, stream, clients("lambda"))
    say(f"{readers} reader{'s' * (readers != 1)} of the stream, following the newest")


def tie_up(table: str, dynamodb: Any) -> str:
    """Gives a restored table what a restoration leaves out; the ARN of its new stream."""
    wanted = load(INFRA / "template.yaml")["Resources"]["Table"]["Properties"]
    found = dynamodb.describe_table(TableName=table)["Table"]
    if not found.get("StreamSpecification", {}).get("StreamEnabled"):
        stream = {"StreamEnabled": True, **wanted["StreamSpecification"]}
        dynamodb.update_table(TableName=table, StreamSpecification=stream)
        _until_active(dynamodb, table)
    protected = wanted["DeletionProtectionEnabled"]
    if found.get("DeletionProtectionEnabled", False) != protected:
        dynamodb.update_table(TableName=table, DeletionProtectionEnabled=protected)
        _until_active(dynamodb, table)
    expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if expiry["TimeToLiveStatus"] != "ENABLED":
        dynamodb.update_time_to_live(
            TableName=table, TimeToLiveSpecification=wanted["TimeToLiveSpecification"]
        )
    recovery = wanted["PointInTimeRecoverySpecification"]
    _wait(lambda: _backed_up(table, recovery, dynamodb), f"the continuous backup of {table}")
    arn: str = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    return arn


def follow(table: str, stream: str, functions: Any) -> int:
    """Lets whoever read the table's old stream read the new one; returns how many do.

    The old mapping belongs to the stack and stays, stopped.
    """
    pages = functions.get_paginator("list_event_source_mappings").paginate()
    readers = [
        one
        for page in pages
        for one in page["EventSourceMappings"]
        if f":table/{table}/stream/" in one.get("EventSourceArn", "")
    ]
    followed = {one["FunctionArn"] for one in readers if one["EventSourceArn"] == stream}
    for one in readers:
        if one["EventSourceArn"] == stream:
            continue
        functions.update_event_source_mapping(UUID=one["UUID"], Enabled=False)
        if one["FunctionArn"] not in followed:
            followed.add(one["FunctionArn"])
            functions.create_event_source_mapping(
                FunctionName=one["FunctionArn"],
                EventSourceArn=stream,
                StartingPosition="TRIM_HORIZON",
                **{name: one[name] for name in _CARRIED if one.get(name) not in (None, [], {})},
            )
    return len(followed)


def _remove(table: str, dynamodb: Any, say: Say) -> None:
    """With continuous backup on, AWS keeps a last backup of what is deleted for 35 days."""
    if dynamodb.describe_table(TableName=table)["Table"].get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
        _until_active(dynamodb, table)
    dynamodb.delete_table(TableName=table)
    _wait(lambda: table not in _tables(dynamodb), f"the end of {table}")
    say(f"{table} is deleted")


def _backed_up(table: str, recovery: dict[str, Any], dynamodb: Any) -> bool:
    """Whether it is on now; a table that has just come to be is not ready for it."""
    try:
        dynamodb.update_continuous_backups(
            TableName=table, PointInTimeRecoverySpecification=recovery
        )
    except dynamodb.exceptions.ContinuousBackupsUnavailableException:
        return False
    return True


def _tables(dynamodb: Any) -> set[str]:
    pages = dynamodb.get_paginator("list_tables").paginate()
    return {name for page in pages for name in page["TableNames"]}


def _backup(dynamodb: Any, arn: str) -> dict[str, Any]:
    described: dict[str, Any] = dynamodb.describe_backup(BackupArn=arn)["BackupDescription"]
    return dict(described["BackupDetails"])


def _until_active(dynamodb: Any, table: str) -> None:
    def active() -> bool:
        status = dynamodb.describe_table(TableName=table)["Table"]["TableStatus"]
        return bool(status == "ACTIVE")

    _wait(active, f"{table} to be active")


def _wait(happened: Callable[[], bool], what: str) -> None:
    until, pause = time.monotonic() + _PATIENCE, 0.1
    while not happened():
        if time.monotonic() > until:
            raise NotRestored(f"waited a day for {what}.")
        time.sleep(pause)
        pause = min(pause * 2, 15.0)


def _confirmed(question: str) -> bool:
    return input(f"{question} [yes/no] ").strip() == "yes"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.restore", description=__doc__)
    parser.add_argument("table")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--at", help="2026-11-20T07:00; without an offset it is local time")
    source.add_argument("--backup", help="the ARN of a backup")
    source.add_argument("--tie-up", action="store_true", help="only what comes after it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
