"""Attacks that no other test tries; docs/security.md names the rest."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chalicelib.dossiers import store
from tests.house.sources import in_a_new_process, modules, tree
from tests.support.province import Answer, Province
from tools.deploy import PARAMETERS, settings_of
from tools.package import merged_infra

# Fields of the state and of events that prove something, or are hashes of somebody.
SECRET_FIELDS = {"proofs", "look_up_key", "person", "owner", "content_hash", "salt"}
SPEAKS_TO_THE_OUTSIDE = {"requests", "urllib", "http", "socket", "httpx", "urllib3", "aiohttp"}
HARMLESS = {"urllib.parse", "http.cookies"}
# Takes the provider's failures apart; the asking is its neighbour's.
NAMES_FAILURES = Path("chalicelib/people/tokens.py")
STAGES = [(path.parent.name, path.stem) for path in sorted(PARAMETERS.glob("*/*.yaml"))]


@pytest.fixture(scope="module")
def description(province: Province) -> dict[str, Any]:
    return province.get("/openapi.json").body


# ---- API3: what goes out, and what comes in ----------------------------------------------------


def test_no_answer_is_shaped_to_carry_what_proves_or_hashes(description: dict[str, Any]) -> None:
    answers = [
        body["schema"]
        for operation in operations(description)
        for answer in operation["responses"].values()
        for body in answer.get("content", {}).values()
        if "schema" in body
    ]
    shapes = list(reached(answers, description))

    assert len(shapes) > 20
    for shape in shapes:
        assert not SECRET_FIELDS & shape.get("properties", {}).keys()


def test_no_reader_of_a_dossier_is_told_what_proves_or_hashes(province: Province) -> None:
    code = province.accepted()["code"]
    dossier = store.load(code).dossier
    secret = [dossier.look_up_key, dossier.owner, dossier.person, *dossier.proofs]

    for path, by in (
        (f"/dossiers/{code}", "citizen-1"),
        (f"/dossiers/{code}", "officer-1"),
        (f"/dossiers/{code}/timeline/verification", "citizen-1"),
        ("/dossiers", "citizen-1"),
        ("/desk/dossiers", "reception-1"),
        (f"/lookup/{code}", None),
    ):
        answer = province.get(path, by)
        assert answer.status == 200
        assert [one for one in secret if one in answer.raw.decode()] == []


def test_every_order_refuses_what_it_does_not_know(description: dict[str, Any]) -> None:
    orders = [
        operation["requestBody"]["content"]["application/json"]["schema"]
        for operation in operations(description)
        if "requestBody" in operation
    ]
    shapes = [shape for shape in reached(orders, description) if "properties" in shape]

    assert len(shapes) > 10
    assert [shape["title"] for shape in shapes if shape.get("additionalProperties", True)] == []


# ---- API4, API8: what stands before it, and how it answers -------------------------------------


def test_the_gateway_and_the_firewall_bound_how_much_comes_in() -> None:
    resources = merged_infra()["Resources"]
    (method,) = resources["RestAPI"]["Properties"]["MethodSettings"]
    limits = {
        one["Name"]: one["Statement"]["RateBasedStatement"]["Limit"]
        for one in resources["Firewall"]["Properties"]["Rules"]
        if "RateBasedStatement" in one["Statement"]
    }

    assert (method["HttpMethod"], method["ResourcePath"]) == ("*", "/*")
    assert 0 < method["ThrottlingRateLimit"] <= method["ThrottlingBurstLimit"]
    assert limits.keys() == {"look-ups", "sign-ins"}


def test_no_answer_is_kept_or_guessed_at(province: Province) -> None:
    for answer in all_kinds_of(province):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nobody_elsewhere_may_read_answers_in_a_browser(province: Province) -> None:
    """A browser lets a foreign page read what names its origin, and nothing else."""
    origin = {"Origin": "https://elsewhere.example"}

    for answer in (
        province.ask("GET", "/dossiers", "citizen-1", headers=origin),
        province.ask("OPTIONS", "/dossiers", headers=origin),
    ):
        told = {name.lower() for name in answer.headers}
        assert not told & {"access-control-allow-origin", "access-control-allow-credentials"}


@pytest.mark.parametrize(("stage", "place"), STAGES)
def test_every_stage_is_reached_and_signed_in_to_over_tls(stage: str, place: str) -> None:
    settings = settings_of(stage, place)

    for name in ("PublicUrl", "TokenIssuer", "JwksUrl", "SignInUrl", "TokenUrl"):
        assert settings[name].startswith("https://")


def test_a_house_without_a_secret_hashes_nothing() -> None:
    said = in_a_new_process("""
import json
from chalicelib.foundation import ids
said = []
for ask in (lambda: ids.keyed_hash("person", "1"), lambda: ids.lookup_token("code", "key")):
    try:
        said.append(ask())
    except RuntimeError as refused:
        said.append(str(refused).split(":")[0])
print(json.dumps(said))
""")

    assert said == ["MOT_CUA_SECRET is not set"] * 2


# ---- API7: whom it asks ------------------------------------------------------------------------


@pytest.mark.parametrize("path", modules(), ids=str)
def test_the_house_asks_no_address_that_somebody_sent(path: Path) -> None:
    speaks = {name for name in imported(path) if name.split(".")[0] in SPEAKS_TO_THE_OUTSIDE}

    if path.name != "client.py" and path != NAMES_FAILURES:
        assert speaks <= HARMLESS
    for call in asking(path):
        assert path.name == "client.py"
        assert ast.unparse(call.args[0]).startswith("names.")


def test_where_it_asks_is_found() -> None:
    assert [path for path in modules() if list(asking(path))] == [
        Path("chalicelib/people/client.py")
    ]


# ---- What the tests say ----------------------------------------------------------------------


def operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        operation for methods in description["paths"].values() for operation in methods.values()
    ]


def reached(shapes: list[Any], description: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every shape within these, also those that they refer to; each once."""
    left, seen = list(shapes), set()
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            name = one.get("$ref")
            if isinstance(name, str):
                if name not in seen:
                    seen.add(name)
                    left.append(description["components"]["schemas"][name.rsplit("/", 1)[1]])
                continue
            yield one
            left += [part for key, part in one.items() if key not in ("example", "examples")]


def all_kinds_of(province: Province) -> Iterator[Answer]:
    code = province.accepted()["code"]
    yield province.get("/health")
    yield province.get(f"/dossiers/{code}", "citizen-1")
    yield province.get(f"/dossiers/{code}/receipt", "citizen-1")
    yield province.get("/dossiers")
    yield province.get(f"/dossiers/{code}", "citizen-2")
    yield province.ask("POST", "/dossiers", "citizen-1", raw=b"{")
    yield province.ask("DELETE", "/dossiers", "citizen-1")


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module))
    return found


def asking(path: Path) -> Iterator[ast.Call]:
    """Calls of the package that asks over HTTP."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("requests."):
            yield node
