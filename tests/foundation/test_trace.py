"""Every call to the outside is in a span, which names a service and nothing else."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.foundation.names import ROLLUPS_QUEUE
from tests.house.sources import in_a_new_process, modules, tree
from tests.support.backstage import empty
from tests.support.province import Province

SERVICES = {"dynamodb", "sqs", "s3", "identity"}
# Where calls leave the house: the shared clients of AWS, and HTTP.
AWS, HTTP = "aws.client", "requests"
VERBS = {"get", "post", "put", "patch", "delete", "head", "request"}

CALLING = [path for path in modules() if path.name != "aws.py"]


@pytest.mark.parametrize("path", CALLING, ids=str)
def test_every_outside_call_is_in_a_span_of_its_service(path: Path) -> None:
    bare = [
        (call.lineno, ast.unparse(call.func))
        for call, service, spans in outside_calls(tree(path))
        if len(spans) != 1 or (service and spans != [service])
    ]

    assert bare == []


@pytest.mark.parametrize("path", CALLING, ids=str)
def test_a_client_is_called_where_it_is_asked_for(path: Path) -> None:
    """One kept under another name would be called where no test looks for it."""
    asked_for = [
        call
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == AWS
    ]
    called = [call for call, service, _ in outside_calls(tree(path)) if service]

    assert len(called) == len(asked_for)


def test_the_calls_are_found() -> None:
    found = {
        str(path): len(list(outside_calls(tree(path))))
        for path in CALLING
        if list(outside_calls(tree(path)))
    }

    assert found["chalicelib/foundation/table.py"] >= 7
    assert found["chalicelib/foundation/queues.py"] >= 2
    assert found["chalicelib/people/client.py"] >= 1


@pytest.mark.parametrize("path", modules(), ids=str)
def test_a_span_names_a_known_service(path: Path) -> None:
    names = [
        ast.literal_eval(call.args[0])
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "span"
    ]

    assert set(names) <= SERVICES


# ---- With the SDK, in a process of its own ---------------------------------------------------

TRACED = """
import io, json, os, sys
os.environ.update({settings!r})
sys.stderr = io.StringIO()
from aws_xray_sdk.core import xray_recorder as recorder
recorder.configure(sampling=False)
sent = []
class Emitter:
    def send_entity(self, entity):
        sent.append(entity)
    def set_daemon_address(self, address):
        pass
recorder.configure(emitter=Emitter())
def names(entity):
    return [entity.name] + [name for part in entity.subsegments for name in names(part)]
"""


def test_a_signed_in_request_is_traced_to_each_service(province: Province) -> None:
    token = province.provider.token("reception-1")
    found = traced(f"""
import app
from local.gateway import House
house = House(app, None)
with recorder.in_segment("test"):
    house({{
        "REQUEST_METHOD": "GET", "PATH_INFO": "/api/desk/dossiers", "QUERY_STRING": "status=1",
        "CONTENT_LENGTH": "0", "wsgi.input": io.BytesIO(b""),
        "HTTP_AUTHORIZATION": "Bearer {token}",
    }}, lambda status, headers: None)
print(json.dumps(names(sent[0])))
""")

    assert found[0] == "test"
    assert set(found[1:]) == {"identity", "dynamodb"}


def test_a_relayed_event_is_traced_to_the_queue(province: Province) -> None:
    found = traced("""
from chalicelib.foundation import names as settings, queues
with recorder.in_segment("test"):
    queues.send(settings.ROLLUPS_QUEUE, ['{}'])
print(json.dumps(names(sent[0])))
""")
    empty(ROLLUPS_QUEUE)

    assert found == ["test", "sqs", "sqs"]


def test_a_trace_says_that_a_call_failed_and_nothing_of_why() -> None:
    found = traced("""
from chalicelib.foundation.trace import span
with recorder.in_segment("test"):
    try:
        with span("dynamodb"):
            raise ValueError("Somebody Personal")
    except ValueError:
        pass
segment = sent[0]
print(json.dumps([segment.serialize(), segment.subsegments[0].fault]))
""")

    assert "Somebody" not in found[0]
    assert found[1] is True


def test_without_an_open_segment_the_call_is_made_all_the_same() -> None:
    assert traced("""
from chalicelib.foundation.trace import span
with span("dynamodb"):
    done = True
print(json.dumps(done))
""")


@pytest.mark.parametrize(("setting", "imported"), [("", False), ("on", True)])
def test_the_sdk_is_imported_only_when_tracing_is_on(setting: str, imported: bool) -> None:
    # Lambda names the daemon whether or not anything is traced.
    settings = {"TRACING": setting, "AWS_XRAY_DAEMON_ADDRESS": "169.254.79.129:2000"}
    found = in_a_new_process(f"""
import io, json, os, sys
os.environ.update({settings!r})
sys.stderr = io.StringIO()
from chalicelib.foundation.trace import span
with span("dynamodb"):
    pass
print(json.dumps("aws_xray_sdk" in sys.modules))
""")

    assert found is imported


def traced(program: str) -> object:
    """What a program printed that ran with tracing on, against the province of the tests."""
    ours = ("AWS_", "MOT_CUA", "TOKEN_", "JWKS")
    settings = {name: value for name, value in os.environ.items() if name.startswith(ours)}
    settings |= {"TRACING": "on", "LOG_LEVEL": "ERROR"}
    return in_a_new_process(TRACED.replace("{settings!r}", repr(settings)) + program)


def outside_calls(
    node: ast.AST, spans: tuple[str, ...] = ()
) -> Iterator[tuple[ast.Call, str, list[str]]]:
    """Every call to the outside: the call, its AWS service if any, the spans it is in."""
    if isinstance(node, ast.With):
        spans = (*spans, *span_names(node))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        target = node.func.value
        if isinstance(target, ast.Call) and ast.unparse(target.func) == AWS:
            yield node, str(ast.literal_eval(target.args[0])), list(spans)
        elif ast.unparse(target) == HTTP and node.func.attr in VERBS:
            yield node, "", list(spans)
    for child in ast.iter_child_nodes(node):
        yield from outside_calls(child, spans)


def span_names(node: ast.With) -> Iterator[str]:
    for item in node.items:
        call = item.context_expr
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "span":
            yield str(ast.literal_eval(call.args[0]))
