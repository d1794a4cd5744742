"""Deploys the package: uploads it, makes a change set, shows it, and asks before it is done.

``python -m tools.deploy STAGE PROVINCE`` with AWS credentials at hand; ``--undeploy`` takes the
stack away again and names what stays. The parameters of a stage and a province stand in
``infra/parameters``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import mimetypes
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import account, front
from .package import INFRA, OUT, PROJECT, TEMPLATE, load

PARAMETERS = INFRA / "parameters"
WEB = front.WEB
LIVE = "live"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
_PATIENCE = 3600

Say = Callable[[str], None]


class NotDeployed(Exception):
    """Why it was not deployed, in one sentence."""


@dataclass(frozen=True)
class Place:
    """Where the stack of a stage and a province goes."""

    stage: str
    province: str
    clients: Callable[[str], Any]
    settings: dict[str, str]

    @property
    def stack(self) -> str:
        return f"mot-cua-{self.stage}-{self.province}"

    @property
    def parameters(self) -> dict[str, str]:
        own = {"Prefix": self.stack, "Stage": self.stage, "Province": self.province}
        return {**own, **self.settings}


def main() -> None:
    arguments = _arguments()
    try:
        stage, province = arguments.stage, arguments.province
        place = Place(stage, province, account.clients(), settings_of(stage, province))
        if arguments.undeploy:
            undeploy(place, _confirmed, print)
        else:
            must_be_set(place)
            template = json.loads((OUT / TEMPLATE).read_text("utf-8"))
            deploy(place, template, OUT, _confirmed, print)
    except NotDeployed as reason:
        sys.exit(f"Not deployed: {reason}")


def settings_of(stage: str, province: str) -> dict[str, str]:
    """What a stage of a province sets."""
    path = PARAMETERS / stage / f"{province}.yaml"
    if not path.exists():
        raise NotDeployed(f"there is no {path.relative_to(PROJECT)}.")
    return {name: str(value) for name, value in load(path).items()}


def deploy(
    place: Place,
    template: dict[str, Any],
    folder: Path,
    confirmed: Callable[[str], bool],
    say: Say,
) -> None:
    """Brings the stack up to a packaged template, whose files lie in ``folder``."""
    url = upload(template, folder, packages_bucket(place), place.clients("s3"))
    changes = change_set(place, url)
    if changes is None:
        say("nothing to change")
    else:
        _ask_and_change(place, changes, confirmed, say)
    outputs = stack_outputs(place)
    if "SiteBucketName" in outputs:
        publish_site(outputs["SiteBucketName"], place.clients("s3"))
    for name, value in sorted(outputs.items()):
        say(f"{name:24} {value}")


def undeploy(place: Place, confirmed: Callable[[str], bool], say: Say) -> None:
    """Takes the stack away; what keeps dossiers stays, and is named."""
    cloudformation = place.clients("cloudformation")
    template = cloudformation.get_template(StackName=place.stack, TemplateStage="Processed")
    body = template["TemplateBody"]
    kept = retained(json.loads(body) if isinstance(body, str) else body)
    resources = cloudformation.describe_stack_resources(StackName=place.stack)["StackResources"]
    say(f"{place.stack} will be deleted, but these stay:")
    for one in resources:
        if one["LogicalResourceId"] in kept:
            say(f"  {one['ResourceType']:32} {one['PhysicalResourceId']}")
    if not confirmed(f"delete {place.stack}?"):
        raise NotDeployed("you said no.")
    # By its identifier: a stack that is gone is no longer found by its name.
    arn = resources[0]["StackId"]
    cloudformation.delete_stack(StackName=arn)
    wait(cloudformation, arn)


def retained(template: dict[str, Any]) -> set[str]:
    """The resources that outlive their stack."""
    return {
        name
        for name, one in template["Resources"].items()
        if one.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate")
    }


def packages_bucket(place: Place) -> str:
    """The account's bucket for packages, made when it is missing."""
    from botocore.exceptions import ClientError

    s3 = place.clients("s3")
    account = place.clients("sts").get_caller_identity()["Account"]
    region = s3.meta.region_name
    bucket = f"mot-cua-packages-{account}-{region}"
    try:
        s3.head_bucket(Bucket=bucket, ExpectedBucketOwner=account)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise NotDeployed(f"the bucket {bucket} is not ours.") from None
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": region})
        s3.put_public_access_block(
            Bucket=bucket,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
        )
    return bucket


def upload(template: dict[str, Any], folder: Path, bucket: str, s3: Any) -> str:
    """Uploads what the template names under the names of its contents; the template's URL."""
    uploaded: dict[str, str] = {}
    for one in template["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            local = one.get("Properties", {}).get(key)
            if local:
                if local not in uploaded:
                    uploaded[local] = _put((folder / local).read_bytes(), ".zip", bucket, s3)
                one["Properties"][key] = f"s3://{bucket}/{uploaded[local]}"
    key = _put(json.dumps(template, sort_keys=True).encode(), ".json", bucket, s3)
    url: str = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
    return url.split("?")[0]


def change_set(place: Place, url: str) -> dict[str, Any] | None:
    """A change set that brings the stack up to the template; None when there is nothing to do."""
    cloudformation = place.clients("cloudformation")
    made = cloudformation.create_change_set(
        StackName=place.stack,
        ChangeSetName=f"deploy-{time.time_ns()}",
        ChangeSetType="UPDATE" if _exists(cloudformation, place.stack) else "CREATE",
        TemplateURL=url,
        Parameters=[
            {"ParameterKey": name, "ParameterValue": value}
            for name, value in place.parameters.items()
        ],
        Capabilities=CAPABILITIES,
    )
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found: dict[str, Any] = cloudformation.describe_change_set(ChangeSetName=made["Id"])
        if found["Status"] == "CREATE_COMPLETE":
            return found
        if found["Status"] == "FAILED":
            reason = found.get("StatusReason", "")
            cloudformation.delete_change_set(ChangeSetName=made["Id"])
            if "didn't contain changes" in reason or "No updates" in reason:
                return None
            raise NotDeployed(reason)
        time.sleep(0.2)
    raise NotDeployed("the change set was not ready in time.")


def described(changes: dict[str, Any]) -> Iterator[str]:
    """A line for each resource that would change; what would be replaced stands out."""
    for change in changes["Changes"]:
        one = change["ResourceChange"]
        replaced = "REPLACED" if one.get("Replacement") in ("True", "Conditional") else ""
        yield f"{one['Action']:8} {replaced:9} {one['ResourceType']:38} {one['LogicalResourceId']}"


def wait(cloudformation: Any, stack: str) -> None:
    """Returns once the stack is as it should be; raises when it is not."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        status = found["StackStatus"]
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE"):
            return
        if status.endswith(("_FAILED", "ROLLBACK_COMPLETE")):
            raise NotDeployed(f"{stack} is {status}: {found.get('StackStatusReason', '')}")
        time.sleep(0.2)
    raise NotDeployed(f"{stack} was not done in time.")


def stack_outputs(place: Place) -> dict[str, str]:
    stacks = place.clients("cloudformation").describe_stacks(StackName=place.stack)["Stacks"]
    return {one["OutputKey"]: one["OutputValue"] for one in stacks[0].get("Outputs", [])}


def publish_site(bucket: str, s3: Any) -> None:
    """Brings the site's bucket to what ``web`` holds: no more, no less."""
    published = set()
    for path in sorted(WEB.rglob("*")):
        if path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            key = path.relative_to(WEB).as_posix()
            published.add(key)
            s3.put_object(
                Bucket=bucket,
                Key=key,
                Body=path.read_bytes(),
                ContentType=kind,
                # Pages and API change together: the front asks whether it has the newest.
                CacheControl=(
                    front.LASTING
                    if f"/{key}".startswith(front.NAMED_BY_CONTENT)
                    else front.ASKED_AGAIN
                ),
            )
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for one in page.get("Contents", []):
            if one["Key"] not in published:
                s3.delete_object(Bucket=bucket, Key=one["Key"])


def must_be_set(place: Place) -> None:
    """The values that the repository comes with are of nobody (RFC 2606).

    Where people's dossiers are, somebody hears the alarms.
    """
    unset = [name for name, value in place.settings.items() if ".example" in value]
    if place.stage == LIVE and "@" not in place.settings.get("AlarmEmail", ""):
        unset.append("AlarmEmail")
    if unset:
        raise NotDeployed(
            f"set {', '.join(unset)} of {place.province} in infra/parameters/{place.stage}."
        )


def _ask_and_change(
    place: Place, changes: dict[str, Any], confirmed: Callable[[str], bool], say: Say
) -> None:
    cloudformation = place.clients("cloudformation")
    for line in described(changes):
        say(line)
    if not confirmed(f"change {place.stack}?"):
        cloudformation.delete_change_set(ChangeSetName=changes["ChangeSetId"])
        raise NotDeployed("you said no.")
    cloudformation.execute_change_set(ChangeSetName=changes["ChangeSetId"])
    wait(cloudformation, place.stack)


def _put(content: bytes, suffix: str, bucket: str, s3: Any) -> str:
    """By the hash of its content: what is there already is the same."""
    from botocore.exceptions import ClientError

    key = hashlib.sha256(content).hexdigest() + suffix
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError:
        s3.put_object(Bucket=bucket, Key=key, Body=content)
    return key


def _exists(cloudformation: Any, stack: str) -> bool:
    from botocore.exceptions import ClientError

    try:
        found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError:
        return False
    if found["StackStatus"] == "ROLLBACK_COMPLETE":
        raise NotDeployed(
            f"{stack} was never created whole: delete the stack and what it kept "
            f"(make undeploy names it), then deploy again."
        )
    return bool(found["StackStatus"] != "REVIEW_IN_PROGRESS")


def _confirmed(question: str) -> bool:
    return input(f"{question} [yes/no] ").strip() == "yes"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.deploy", description=__doc__)
    parser.add_argument("stage")
    parser.add_argument("province")
    parser.add_argument("--undeploy", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
