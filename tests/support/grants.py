"""What each function's policy allows on AWS, and what the function calls.

A right is an action with its resource: ``("dynamodb:Query", "index/lane")``.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Right = tuple[str, str]

POLICIES = Path(__file__).parent.parent.parent / ".chalice"
SERVICES = ("dynamodb", "sqs", "s3")
# Statements that Lambda itself needs to run a function: to read its source, to write its log.
OF_LAMBDA = "Service"
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}

_acting = threading.local()


class NotGranted(Exception):
    """A function asked for something that its policy does not give it."""


@contextmanager
def acting(function: str) -> Iterator[set[Right]]:
    """Within, this thread acts for a function; gives the rights it uses."""
    before = getattr(_acting, "now", None)
    # A request that a test sends while it acts for the same function is part of it.
    used: set[Right] = before[1] if before and before[0] == function else set()
    _acting.now = function, used
    try:
        yield used
    finally:
        _acting.now = before


def watch() -> None:
    """From now on whoever acts for a function may do what its policy grants, and no more."""
    from chalicelib.foundation import aws

    for service in SERVICES:
        aws.client(service).meta.events.register(f"before-parameter-build.{service}", _asked)


@functools.cache
def granted(function: str) -> frozenset[Right]:
    """The rights that a function's own code has."""
    return frozenset(
        (action, _named(resource))
        for statement in statements(function)
        if not statement["Sid"].startswith(OF_LAMBDA)
        for action in statement["Action"]
        for resource in resources_of(statement)
    )


def statements(function: str) -> list[dict[str, Any]]:
    policy = json.loads((POLICIES / f"policy-{function}.json").read_text("utf-8"))
    found: list[dict[str, Any]] = policy["Statement"]
    return found


def resources_of(statement: dict[str, Any]) -> list[Any]:
    given = statement["Resource"]
    return given if isinstance(given, list) else [given]


def _asked(params: dict[str, Any], model: Any, **_: Any) -> None:
    now = getattr(_acting, "now", None)
    if now is None:
        return
    function, used = now
    needed = _rights(model.service_model.service_name, model.name, params)
    used |= needed
    missing = needed - granted(function)
    if missing:
        raise NotGranted(f"{function} has no {sorted(missing)}")


def _rights(service: str, call: str, params: dict[str, Any]) -> set[Right]:
    """What IAM asks for a call: no action of its own for a transaction or a batch of messages."""
    if call == "TransactWriteItems":
        kinds = {kind for one in params["TransactItems"] for kind in one}
        return {(f"dynamodb:{WRITES[kind]}", "table") for kind in kinds}
    if service == "dynamodb":
        index = params.get("IndexName")
        return {(f"dynamodb:{call}", f"index/{index}" if index else "table")}
    if service == "sqs":
        queue = params.get("QueueName") or params["QueueUrl"].rsplit("/", 1)[1]
        return {(f"sqs:{call.removesuffix('Batch')}", _logical(queue))}
    return {(f"{service}:{call}", params["Bucket"])}


def _named(resource: dict[str, Any]) -> str:
    """``table``, ``index/lane`` or a queue's name in the template."""
    if "Fn::Sub" in resource:
        return str(resource["Fn::Sub"]).removeprefix("${Table.Arn}/")
    name, attribute = resource["Fn::GetAtt"]
    assert attribute == "Arn"
    return "table" if name == "Table" else str(name)


@functools.cache
def _logical(queue: str) -> str:
    from chalicelib.foundation import names
    from tests.house.sources import template

    by_name = {
        one["Properties"]["QueueName"]["Fn::Sub"].replace("${Prefix}", names.QUEUE_PREFIX): logical
        for logical, one in template()["Resources"].items()
        if one["Type"] == "AWS::SQS::Queue"
    }
    return str(by_name[queue])
