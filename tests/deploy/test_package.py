"""What the package promises AWS: its size, its bytes, and how each function is run."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sys
import zipfile
from email.parser import HeaderParser
from graphlib import TopologicalSorter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from packaging.requirements import Requirement

import app
from chalicelib.foundation.listeners import LISTENERS
from chalicelib.foundation.web import METHODS
from tests.deploy.emulator import names_in
from tests.house.sources import modules, tree
from tests.support.refusals import is_vietnamese
from tools import deploy, front, layers, packs
from tools.deploy import PARAMETERS, WEB
from tools.package import merged_infra, package

MEGABYTE = 1_000_000
# Of a function at CloudFront's edge.
LONGEST_FUNCTION = 10 * 1024
# Of a template that CloudFormation takes.
LONGEST_TEMPLATE = 1024 * 1024
UNZIPPED_LIMIT = 250 * 1024 * 1024
MOST_LAYERS = 5
RUNTIME_S_OWN = {"boto3", "botocore", "s3transfer", "jmespath"}
# Lambda's own, and what the packaged template says once Chalice has had its say.
FUNCTIONS = (
    "APIHandler",
    "RelayEvents",
    "CountEvents",
    "AuditTimelines",
    "WarnOfDeadlines",
    "CatchUpListeners",
)
EACH_FUNCTION = pytest.mark.parametrize("name", FUNCTIONS)
JOBS = ("AuditTimelines", "WarnOfDeadlines", "CatchUpListeners")
STATEFUL = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key"}
# What the key is called, and where.
KEYS = {
    "KmsKeyArn": {"AWS::Serverless::Function"},
    "KmsKeyId": {"AWS::SecretsManager::Secret", "AWS::Logs::LogGroup"},
    "KmsMasterKeyId": {"AWS::SNS::Topic", "AWS::SQS::Queue"},
}


@pytest.fixture(scope="session")
def template(packaged: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((packaged / "sam.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def resources(template: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = template["Resources"]
    return found


# ---- What is shipped -------------------------------------------------------------------------


def test_packaging_twice_gives_the_same_bytes(packaged: Path, tmp_path: Path) -> None:
    package(tmp_path)

    assert digests(tmp_path) == digests(packaged)


def test_our_own_code_is_at_most_a_megabyte(packaged: Path) -> None:
    assert (packaged / "deployment.zip").stat().st_size <= MEGABYTE


def test_the_template_is_within_the_limit(packaged: Path) -> None:
    assert (packaged / "sam.json").stat().st_size <= LONGEST_TEMPLATE


def test_the_code_is_ours_and_chalice_s_way_in_and_nothing_else(packaged: Path) -> None:
    names = zipfile.ZipFile(packaged / "deployment.zip").namelist()

    assert {name.split("/")[0] for name in names} == {"app.py", "chalice", "chalicelib"}
    assert not [name for name in names if name.endswith(".pyc")]
    assert "chalicelib/documents/fonts/Tinos-Regular.ttf" in names


@EACH_FUNCTION
def test_a_function_with_its_layers_is_within_the_limits(
    packaged: Path, resources: dict[str, Any], name: str
) -> None:
    attached = [resources[one["Ref"]]["Properties"] for one in props(resources, name)["Layers"]]
    zips = [packaged / "deployment.zip", *(packaged / one["ContentUri"] for one in attached)]

    assert len(attached) <= MOST_LAYERS
    assert sum(map(unzipped, zips)) <= UNZIPPED_LIMIT


def test_what_the_house_imports_is_in_the_layers_or_the_runtime() -> None:
    shipped = {name.split("/")[0].removesuffix(".py") for name in layered()}

    assert imported() - shipped <= {"boto3", "botocore", "chalice", "chalicelib"}


def test_what_a_layered_package_needs_is_in_the_layers_or_the_runtime() -> None:
    known = set(map(normal, everything())) | RUNTIME_S_OWN

    for name, content in layered().items():
        if name.endswith(".dist-info/METADATA"):
            needed = HeaderParser().parsestr(content.decode()).get_all("Requires-Dist", [])
            named = {normal(one.name) for one in map(Requirement, needed) if on_lambda(one)}
            assert named <= known, name


def test_no_boto3_is_shipped() -> None:
    assert not {name.split("/")[0] for name in layered()} & RUNTIME_S_OWN


def test_no_package_is_in_two_layers() -> None:
    assert len(everything()) == len(set(everything()))


def test_a_layer_is_the_same_wherever_its_list_is_in_the_lock() -> None:
    pinned = layers.pinned(layers.packages("common"))

    assert pinned.count("==") == len(layers.packages("common"))
    assert pinned.count("--hash=sha256:") >= pinned.count("==")


def test_no_template_overrides_another() -> None:
    merged_infra()


@pytest.mark.parametrize(
    "place", sorted(PARAMETERS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_a_stage_of_a_province_sets_what_the_template_asks_for(
    template: dict[str, Any], place: Path
) -> None:
    asked = template["Parameters"]
    own = deploy.Place(place.parent.name, place.stem, lambda service: None, {}).parameters
    given = {**own, **deploy.settings_of(place.parent.name, place.stem)}

    assert {name for name, one in asked.items() if "Default" not in one} <= set(given)
    assert set(given) <= set(asked)
    assert place.stem in packs.provinces()


# ---- How it is run ---------------------------------------------------------------------------


def test_it_is_a_template_that_aws_can_expand(expanded: dict[str, Any]) -> None:
    kinds = {one["Type"] for one in expanded["Resources"].values()}

    assert not [kind for kind in kinds if kind.startswith("AWS::Serverless::")]


def test_everything_that_is_named_is_there(expanded: dict[str, Any]) -> None:
    there = {*expanded["Resources"], *expanded["Parameters"]}
    named = names_in(expanded["Resources"]) | names_in(expanded["Outputs"])

    assert {name for name in named if not name.startswith("AWS::")} <= there


def test_nothing_waits_for_itself(expanded: dict[str, Any]) -> None:
    resources = expanded["Resources"]
    waits_for = {name: names_in(one) & resources.keys() for name, one in resources.items()}

    TopologicalSorter(waits_for).prepare()


@EACH_FUNCTION
def test_a_function_runs_on_the_layers_python(resources: dict[str, Any], name: str) -> None:
    assert props(resources, name)["Runtime"] == f"python{layers.PYTHON}"


@EACH_FUNCTION
def test_a_function_has_a_share_of_the_account_that_nobody_takes(
    resources: dict[str, Any], name: str
) -> None:
    assert props(resources, name)["ReservedConcurrentExecutions"] > 0


@EACH_FUNCTION
def test_a_function_writes_to_a_log_that_is_kept_for_a_time(
    resources: dict[str, Any], name: str
) -> None:
    log = props(resources, name)["LoggingConfig"]["LogGroup"]["Ref"]

    assert 0 < props(resources, log)["RetentionInDays"] <= 365


def test_requests_are_answered_before_the_gateway_gives_up(resources: dict[str, Any]) -> None:
    assert props(resources, "APIHandler")["Timeout"] < 30


def test_a_message_is_hidden_for_six_times_as_long_as_its_handler_may_take(
    resources: dict[str, Any], expanded: dict[str, Any]
) -> None:
    sources = {
        one["EventSourceArn"]["Fn::GetAtt"][0]: props(resources, name)["Timeout"]
        for name in FUNCTIONS
        for one in mappings(expanded, name)
    }
    queues = sources.keys() - {"Table"}

    assert len(queues) == len(LISTENERS)
    for queue in queues:
        assert props(resources, queue)["VisibilityTimeout"] >= 6 * sources[queue]


def test_a_batch_of_a_queue_may_fail_in_part(expanded: dict[str, Any]) -> None:
    (mapping,) = mappings(expanded, "CountEvents")

    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["RollupsQueue", "Arn"]}


def test_no_more_messages_are_polled_than_are_handled_at_once(expanded: dict[str, Any]) -> None:
    (mapping,) = mappings(expanded, "CountEvents")
    reserved = expanded["Resources"]["CountEvents"]["Properties"]["ReservedConcurrentExecutions"]

    assert mapping["ScalingConfig"]["MaximumConcurrency"] <= reserved


def test_a_record_that_fails_is_found_tried_again_and_told(expanded: dict[str, Any]) -> None:
    (mapping,) = mappings(expanded, "RelayEvents")
    day = 24 * 3600

    assert mapping["BisectBatchOnFunctionError"]
    assert mapping["MaximumRetryAttempts"] > 0
    assert 0 < mapping["MaximumRecordAgeInSeconds"] < day
    assert mapping["DestinationConfig"] == {
        "OnFailure": {"Destination": {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}}
    }
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["Table", "StreamArn"]}


def test_every_queue_that_the_relay_fills_has_somebody_to_read_it(
    expanded: dict[str, Any],
) -> None:
    read = [one for name in FUNCTIONS for one in mappings(expanded, name)]

    assert len(read) == len(LISTENERS) + 1


# ---- What is kept, and who is told -----------------------------------------------------------


def test_what_keeps_something_is_kept_when_the_stack_goes(resources: dict[str, Any]) -> None:
    stateful = {name: one for name, one in resources.items() if one["Type"] in STATEFUL}

    for name, one in {**stateful, "ProvinceSecret": resources["ProvinceSecret"]}.items():
        assert one["DeletionPolicy"] == one["UpdateReplacePolicy"] == "Retain", name


def test_the_table_cannot_be_deleted_by_mistake(resources: dict[str, Any]) -> None:
    table = props(resources, "Table")

    assert table["DeletionProtectionEnabled"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_every_bucket_is_private_encrypted_and_versioned(resources: dict[str, Any]) -> None:
    buckets = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::S3::Bucket"]

    assert len(buckets) == 2
    for bucket in buckets:
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert bucket["BucketEncryption"]
        assert bucket["LifecycleConfiguration"]["Rules"]


def test_what_is_kept_for_a_time_or_for_ever_is_under_the_province_s_own_key(
    resources: dict[str, Any],
) -> None:
    key = {"Fn::GetAtt": ["Key", "Arn"]}

    assert resources["Key"]["DeletionPolicy"] == "Retain"
    assert props(resources, "Key")["EnableKeyRotation"]
    assert props(resources, "Table")["SSESpecification"] == {
        "SSEEnabled": True,
        "SSEType": "KMS",
        "KMSMasterKeyId": key,
    }
    for called, kinds in KEYS.items():
        encrypted = {name: one for name, one in resources.items() if one["Type"] in kinds}
        assert encrypted
        assert {name for name in encrypted if props(resources, name)[called] != key} == set()


def test_a_bucket_is_asked_over_encrypted_connections_only(resources: dict[str, Any]) -> None:
    refused = {
        statement["Resource"][0]["Fn::GetAtt"][0]
        for one in resources.values()
        if one["Type"] == "AWS::S3::BucketPolicy"
        for statement in one["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny"
        and statement["Action"] == "s3:*"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    }

    assert refused == {name for name, one in resources.items() if one["Type"] == "AWS::S3::Bucket"}


def test_who_asked_a_bucket_is_logged_in_the_one_that_keeps_logs(
    resources: dict[str, Any],
) -> None:
    """Also who asked that one: without a destination a bucket logs to itself."""
    for name, one in resources.items():
        if one["Type"] == "AWS::S3::Bucket":
            logging = one["Properties"]["LoggingConfiguration"]
            itself = {"Ref": name}
            assert logging.get("DestinationBucketName", itself) == {"Ref": "AccessLogsBucket"}
            assert logging["LogFilePrefix"].endswith("/")


def test_the_gateway_s_log_knows_nobody(resources: dict[str, Any]) -> None:
    logged = set(json.loads(props(resources, "RestAPI")["AccessLogSetting"]["Format"]).values())

    assert logged <= {
        "$context.requestId",
        "$context.httpMethod",
        "$context.resourcePath",
        "$context.status",
        "$context.responseLatency",
        "$context.responseLength",
    }


def test_the_gateway_traces_nothing_and_the_functions_trace_their_calls(
    resources: dict[str, Any],
) -> None:
    assert props(resources, "RestAPI")["TracingEnabled"] is False
    for name in FUNCTIONS:
        assert props(resources, name)["Tracing"] == "Active"
        assert props(resources, name)["Environment"]["Variables"]["TRACING"] == "on"


def test_somebody_is_told_of_every_dead_letter(resources: dict[str, Any]) -> None:
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in alarms(resources, "ApproximateNumberOfMessagesVisible")
        for dimension in alarm["Dimensions"]
    }

    assert watched == {name for name in resources if name.endswith("DeadLetters")}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_fails_or_is_never_reached_is_told(expanded: dict[str, Any], name: str) -> None:
    dead_letters = {"Fn::GetAtt": ["JobsDeadLetters", "Arn"]}
    of_the_function = expanded["Resources"][f"{name}EventInvokeConfig"]["Properties"]
    (target,) = expanded["Resources"][f"{name}{name}Event"]["Properties"]["Targets"]

    assert of_the_function["DestinationConfig"]["OnFailure"]["Destination"] == dead_letters
    assert target["DeadLetterConfig"] == {"Arn": dead_letters}


@EACH_FUNCTION
@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_somebody_is_told_when_a_function_fails_or_is_held_back(
    resources: dict[str, Any], metric: str, name: str
) -> None:
    assert watching(resources, metric, name)


@pytest.mark.parametrize("name", JOBS)
def test_somebody_is_told_when_a_job_does_not_run(resources: dict[str, Any], name: str) -> None:
    (alarm,) = watching(resources, "Invocations", name)

    assert alarm["ComparisonOperator"] == "LessThanThreshold"
    assert alarm["TreatMissingData"] == "breaching"


def test_somebody_is_told_when_the_stream_falls_behind(resources: dict[str, Any]) -> None:
    assert watching(resources, "IteratorAge", "RelayEvents")


def test_every_alarm_reaches_somebody(resources: dict[str, Any]) -> None:
    found = [one for one in resources.values() if one["Type"] == "AWS::CloudWatch::Alarm"]

    assert all(one["Properties"]["AlarmActions"] == [{"Ref": "Alarms"}] for one in found)


# ---- What stands before it -------------------------------------------------------------------


def test_pages_and_api_have_one_origin(resources: dict[str, Any]) -> None:
    front = props(resources, "Front")["DistributionConfig"]
    (api,) = front["CacheBehaviors"]

    assert front["DefaultCacheBehavior"]["TargetOriginId"] == "site"
    assert (api["PathPattern"], api["TargetOriginId"]) == ("/api/*", "api")
    assert props(resources, "RestAPI")["StageName"] == "api"


def test_the_front_keeps_a_page_no_longer_than_it_is_told_to_and_no_answer(
    resources: dict[str, Any],
) -> None:
    """AWS's own policies: the first honours what the page says of itself, the second keeps none."""
    front = props(resources, "Front")["DistributionConfig"]
    (api,) = front["CacheBehaviors"]
    pages = front["DefaultCacheBehavior"]

    assert pages["CachePolicyId"] == "658327ea-f89d-4fab-a63d-7e88639e58f6"
    assert not {"DefaultTTL", "MinTTL", "MaxTTL"} & pages.keys()
    assert api["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def test_the_front_passes_every_header_on_to_the_api(resources: dict[str, Any]) -> None:
    """AWS's own policy: all that the viewer sent but the host, so also the proof of a look-up."""
    (api,) = props(resources, "Front")["DistributionConfig"]["CacheBehaviors"]

    assert api["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def test_every_path_of_the_gateway_leads_every_method_to_the_function(
    resources: dict[str, Any],
) -> None:
    paths = props(resources, "RestAPI")["DefinitionBody"]["paths"]

    assert set(paths) == set(app.app.routes)
    for path, by_method in paths.items():
        assert set(by_method) == {method.lower() for method in METHODS}, path


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("MISSING_AUTHENTICATION_TOKEN", 404, "no_such_address"),
        ("RESOURCE_NOT_FOUND", 404, "no_such_address"),
        ("REQUEST_TOO_LARGE", 413, "body_too_large"),
        ("UNSUPPORTED_MEDIA_TYPE", 415, "wrong_media_type"),
        ("THROTTLED", 429, "too_many_requests"),
        ("DEFAULT_5XX", 500, "internal_error"),
    ],
)
def test_what_the_gateway_refuses_is_refused_in_our_words(
    expanded: dict[str, Any], kind: str, status: int, code: str
) -> None:
    body = expanded["Resources"]["RestAPI"]["Properties"]["Body"]
    response = body["x-amazon-apigateway-gateway-responses"][kind]
    problem = json.loads(response["responseTemplates"]["application/json"])

    assert int(response["statusCode"]) == problem["status"] == status
    assert problem["code"] == code
    assert is_vietnamese(problem["title"])
    told = response["responseParameters"]["gatewayresponse.header.Content-Type"]
    assert told == "'application/problem+json'"


def test_what_the_firewall_counts_out_is_refused_in_our_words(resources: dict[str, Any]) -> None:
    firewall = props(resources, "Firewall")
    counted = [one for one in firewall["Rules"] if "RateBasedStatement" in one["Statement"]]

    assert counted
    for rule in counted:
        response = rule["Action"]["Block"]["CustomResponse"]
        problem = json.loads(
            firewall["CustomResponseBodies"][response["CustomResponseBodyKey"]]["Content"]
        )
        assert response["ResponseCode"] == problem["status"] == 429
        assert is_vietnamese(problem["title"])


def test_the_front_knows_every_page_of_the_site(resources: dict[str, Any]) -> None:
    found = re.search(r"const PAGES = (.*);", props(resources, "Pages")["FunctionCode"])
    code = props(resources, "Pages")["FunctionCode"]
    screens = re.search(r"const SCREENS = (.*);", code)

    assert found
    assert screens
    assert set(json.loads(found[1])) == {
        "/",
        *(f"/{path.name}" for path in WEB.iterdir() if path.is_file()),
    }
    assert json.loads(screens[1]) == front.screens()
    # Their names change with their content, so the list of them is the bucket's own.
    assert "startsWith('/assets/')" in code


def test_a_page_that_the_site_does_not_have_has_a_way_home_on_aws(
    resources: dict[str, Any],
) -> None:
    code = props(resources, "Pages")["FunctionCode"]
    found = re.search(r"const MISSING = (.*);", code)
    (function,) = props(resources, "Front")["DistributionConfig"]["DefaultCacheBehavior"][
        "FunctionAssociations"
    ]

    assert found
    assert json.loads(found[1]) == (WEB / "404.html").read_text("utf-8")
    assert "statusCode: 404" in code
    assert function == {
        "EventType": "viewer-request",
        "FunctionARN": {"Fn::GetAtt": ["Pages", "FunctionARN"]},
    }


def test_the_front_s_functions_are_as_short_as_they_may_be(resources: dict[str, Any]) -> None:
    functions = [
        one["Properties"]["FunctionCode"]
        for one in resources.values()
        if one["Type"] == "AWS::CloudFront::Function"
    ]

    assert len(functions) == 2
    assert max(len(code.encode()) for code in functions) <= LONGEST_FUNCTION


def test_a_missing_page_is_guarded_as_the_others_are(resources: dict[str, Any]) -> None:
    headers = props(resources, "PageHeaders")["ResponseHeadersPolicyConfig"]
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]

    assert f'"{policy}"' in props(resources, "Pages")["FunctionCode"]


def test_the_firewall_counts_look_ups_and_sign_ins_by_who_asks(resources: dict[str, Any]) -> None:
    rules = {one["Name"]: one for one in props(resources, "Firewall")["Rules"]}
    address = props(resources, "APIHandler")["Environment"]["Variables"]["CLIENT_ADDRESS_HEADER"]

    for name in ("look-ups", "sign-ins"):
        counted = rules[name]["Statement"]["RateBasedStatement"]
        assert counted["ForwardedIPConfig"]["HeaderName"] == address
    assert address in props(resources, "ViewerAddress")["FunctionCode"]


def test_who_does_not_come_by_the_front_is_turned_away(resources: dict[str, Any]) -> None:
    first = min(props(resources, "Firewall")["Rules"], key=lambda rule: int(rule["Priority"]))
    match = first["Statement"]["NotStatement"]["Statement"]["ByteMatchStatement"]
    brought = props(resources, "Front")["DistributionConfig"]["Origins"][1]["OriginCustomHeaders"]

    assert first["Action"] == {"Block": {}}
    assert brought == [{"HeaderName": "x-front", "HeaderValue": match["SearchString"]}]


# ---- What the tests say ----------------------------------------------------------------------


@pytest.fixture(scope="session")
def expanded(template: dict[str, Any]) -> dict[str, Any]:
    """The template as the SAM transform makes it."""
    from samtranslator.translator.transform import transform

    template = json.loads(json.dumps(template))
    for one in template["Resources"].values():
        for key in ("CodeUri", "ContentUri"):
            if key in one.get("Properties", {}):
                one["Properties"][key] = "s3://bucket/key"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "ap-southeast-1")
        parameters = {"Prefix": "mot-cua-test-an-giang"}
        found: dict[str, Any] = transform(template, parameters, SimpleNamespace(load=dict))
    return found


def props(resources: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = resources[name]["Properties"]
    return found


def mappings(expanded: dict[str, Any], function: str) -> list[dict[str, Any]]:
    return [
        one["Properties"]
        for one in expanded["Resources"].values()
        if one["Type"] == "AWS::Lambda::EventSourceMapping"
        and one["Properties"]["FunctionName"] == {"Ref": function}
    ]


def alarms(resources: dict[str, Any], metric: str) -> list[dict[str, Any]]:
    found = [one["Properties"] for one in resources.values() if "Alarm" in one["Type"]]
    return [one for one in found if one["MetricName"] == metric]


def watching(resources: dict[str, Any], metric: str, function: str) -> list[dict[str, Any]]:
    return [
        one
        for one in alarms(resources, metric)
        if one["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": function}}]
    ]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unzipped(path: Path) -> int:
    return sum(one.file_size for one in zipfile.ZipFile(path).infolist())


def everything() -> list[str]:
    return [one for name in layers.names() for one in layers.packages(name)]


@functools.cache
def layered() -> dict[str, bytes]:
    """The names in every layer; the content of what describes a package."""
    found = {}
    for name in layers.names():
        with zipfile.ZipFile(layers.BUILT / f"{name}.zip") as built:
            for one in built.namelist():
                content = built.read(one) if one.endswith("/METADATA") else b""
                found[one.removeprefix(layers.SITE)] = content
    return found


def imported() -> set[str]:
    """The packages that the house imports, by the name of their module."""
    import ast

    found = set()
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {one.name.split(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names


def on_lambda(needed: Requirement) -> bool:
    environment = {
        "python_version": layers.PYTHON,
        "python_full_version": f"{layers.PYTHON}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "os_name": "posix",
        "extra": "",
    }
    return needed.marker is None or needed.marker.evaluate(environment)


def normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
