"""The edges of HTTP: what the door answers to methods, encodings and sizes, always in our words."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest

import app
from chalicelib.foundation import names
from tests.support.province import Province
from tests.support.refusals import assert_refused, without_writing

PATHS = ["/health", "/procedures", "/dossiers", "/lookup/H01.51-260101-0001", "/nothing"]


# ---- HEAD ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_like_get_without_a_body(province: Province, path: str) -> None:
    got, head = province.ask("GET", path), province.ask("HEAD", path)

    assert head.raw == b""
    assert (head.status, head.headers) == (got.status, got.headers)
    assert int(head.headers["Content-Length"]) == len(got.raw)


def test_head_of_what_is_one_s_own_is_answered_to_whoever_signed_in(province: Province) -> None:
    assert province.ask("HEAD", "/dossiers", "citizen-1").status == 200


def test_head_is_refused_where_there_is_nothing_to_get(province: Province) -> None:
    answer = province.ask("HEAD", "/dossiers/H01.51-260101-0001/withdrawal", "citizen-1")

    assert (answer.status, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_a_form_is_announced_without_its_pages(province: Province) -> None:
    path = f"/dossiers/{province.accepted()['code']}/receipt"
    got, head = (province.ask(method, path, "citizen-1") for method in ("GET", "HEAD"))

    assert got.headers["Content-Type"] == head.headers["Content-Type"] == "application/pdf"
    assert (head.raw, head.headers["Content-Length"]) == (b"", str(len(got.raw)))


def test_the_function_sends_no_body_whatever_the_gateway_would_do_with_it() -> None:
    answer = as_on_aws("HEAD", "/procedures/{code}", {"code": "1.001193"})

    assert base64.b64decode(answer["body"]) == b""


# ---- OPTIONS, and methods that nobody has --------------------------------------------------


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/health", "GET, HEAD, OPTIONS"),
        ("/dossiers", "GET, HEAD, POST, OPTIONS"),
        ("/people/somebody/grants", "GET, HEAD, PUT, OPTIONS"),
        ("/desk/forwardings", "POST, OPTIONS"),
    ],
)
def test_options_lists_the_methods_for_anybody(province: Province, path: str, allowed: str) -> None:
    answer = province.ask("OPTIONS", path)

    assert (answer.status, answer.raw) == (204, b"")
    assert answer.headers["Allow"] == allowed
    assert "Content-Length" not in answer.headers


def test_options_of_an_address_that_is_not_there_is_not_found(province: Province) -> None:
    assert_refused(province.ask("OPTIONS", "/nothing"), 404, "no_such_address")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "DELETE", "PUT", "PROPFIND"])
def test_any_other_method_is_refused_with_those_that_are_taken(
    province: Province, method: str
) -> None:
    answer = without_writing(lambda: province.ask(method, "/dossiers", "citizen-1"))

    assert_refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_method_is_refused_before_anybody_signs_in(province: Province) -> None:
    assert_refused(province.ask("DELETE", "/desk/dossiers"), 405, "method_not_allowed")


def test_on_aws_a_method_is_refused_by_the_house(province: Province) -> None:
    answer = as_on_aws("DELETE", "/dossiers/{code}", {"code": "H01.51-260101-0001"})

    assert answer["statusCode"] == 405
    assert answer["headers"]["Allow"] == "GET, HEAD, OPTIONS"


# ---- What is sent: compressed, too large ---------------------------------------------------


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, identity", "x"])
def test_a_compressed_body_is_refused_in_our_words(province: Province, encoding: str) -> None:
    raw = gzip.compress(json.dumps(province.submission()).encode())
    headers = {"Content-Encoding": encoding, "Content-Type": "application/json"}

    answer = without_writing(
        lambda: province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=headers)
    )

    assert_refused(answer, 415, "wrong_encoding")
    assert answer.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("encoding", ["identity", "IDENTITY", " identity ", ""])
def test_a_body_that_says_it_is_not_compressed_is_read(province: Province, encoding: str) -> None:
    headers = {"Content-Encoding": encoding}
    order = province.submission()

    answer = province.ask("POST", "/dossiers", "citizen-1", order=order, headers=headers)

    assert answer.status == 201


def test_a_compressed_nothing_is_nothing(province: Province) -> None:
    headers = {"Content-Encoding": "gzip"}

    assert_refused(
        province.ask("POST", "/dossiers", "citizen-1", headers=headers), 422, "invalid_request"
    )


@pytest.mark.parametrize("length", [names.MAX_BODY_BYTES + 1, 11 * 1024 * 1024])
def test_a_body_too_large_is_refused_in_our_words(province: Province, length: int) -> None:
    answer = province.ask("POST", "/dossiers", "citizen-1", raw=b" " * length)

    assert_refused(answer, 413, "body_too_large")


def test_the_function_refuses_it_too_where_a_gateway_lets_it_through(province: Province) -> None:
    token = province.provider.token("citizen-1")
    body = " " * (names.MAX_BODY_BYTES + 1)

    answer = as_on_aws("POST", "/dossiers", {}, body, authorization=f"Bearer {token}")

    assert answer["statusCode"] == 413


# ---- The site's pages ------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_a_page_can_only_be_read(province: Province, method: str) -> None:
    answer = province.page("/", method=method)

    assert_refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_page_lists_how_it_can_be_read(province: Province) -> None:
    answer = province.page("/", method="OPTIONS")

    assert (answer.status, answer.raw) == (204, b"")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/", "/style.css", "/nothing"])
def test_head_of_a_page_is_like_get_without_a_body(province: Province, path: str) -> None:
    got, head = province.page(path), province.page(path, method="HEAD")

    assert (head.status, head.headers, head.raw) == (got.status, got.headers, b"")


# ---- What the tests say ----------------------------------------------------------------------


def as_on_aws(
    method: str, route: str, parts: dict[str, str], body: str | None = None, **headers: str
) -> Any:
    """A request as API Gateway hands it to the function."""
    return app.app(
        {
            "path": route.format_map(parts),
            "pathParameters": parts,
            "stageVariables": None,
            "headers": {"accept": "*/*", **headers},
            "multiValueHeaders": {},
            "body": body,
            "isBase64Encoded": False,
            "multiValueQueryStringParameters": None,
            "requestContext": {
                "httpMethod": method,
                "resourcePath": route,
                "requestId": "1",
                "identity": {"sourceIp": "127.0.0.1"},
            },
        },
        None,
    )
