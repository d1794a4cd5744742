"""The table and the queues, made from the template that AWS gets."""

from __future__ import annotations

import time
from pathlib import Path

TEMPLATE = Path(__file__).parent.parent / "infra" / "template.yaml"
STACK = "mot-cua"


def ensure() -> None:
    """Creates the stack, or brings an older one up to the template; keeps its data."""
    from botocore.exceptions import ClientError

    from chalicelib.foundation import aws

    cloudformation = aws.client("cloudformation")
    body = TEMPLATE.read_text("utf-8")
    try:
        cloudformation.create_stack(StackName=STACK, TemplateBody=body)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AlreadyExistsException":
            raise
        try:
            cloudformation.update_stack(StackName=STACK, TemplateBody=body)
        except ClientError as nothing:
            if "No updates" not in nothing.response["Error"]["Message"]:
                raise
    _wait(cloudformation)


def _wait(cloudformation: object, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]  # type: ignore[attr-defined]
        status = stack["StackStatus"]
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return
        if "FAILED" in status or "ROLLBACK" in status:
            raise RuntimeError(f"stack {status}: {stack.get('StackStatusReason', '')}")
        time.sleep(0.05)
    raise RuntimeError("the stack was not ready in time")
