"""The API description: valid, complete, and with examples that work as written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from chalicelib.foundation import names
from tests.house.sources import ROOT
from tests.support.by_the_examples import ALL, LIFE, example, examples_of
from tests.support.province import Province
from tools import packs

METHODS = {"get", "post", "put"}
PACKS = ["an-giang", "dong-thap"]
# What the house gives itself, and what a client makes up.
# What is removed is named by its address.
WITHOUT_BODY = {"/drafts/{draft}/removal"}
WITHOUT_EXAMPLE = {"cursor", "Idempotency-Key"}


@pytest.fixture(scope="module")
def document(province: Province) -> dict[str, Any]:
    answer = province.get("/openapi.json")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.body


@pytest.fixture(scope="module")
def by_pack(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """By pack: the description of a province of its own, and the answers to its examples."""
    return {pack: settled_by_the_examples(pack, tmp_path_factory.mktemp(pack)) for pack in PACKS}


def settled_by_the_examples(pack: str, state: Path) -> Any:
    command = [sys.executable, "-m", "tests.support.by_the_examples", pack, str(state)]
    # A guard against a standstill only: it works for a quarter of a minute, where nobody else does.
    run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from inside(part)


def schema_errors(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    whole = {**schema, "components": document["components"]}
    found = Draft202012Validator(whole).iter_errors(value)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


# ── Sound ────────────────────────────────────────────────────────────────────────────────


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert {"title", "version", "license"} <= document["info"].keys()
    assert document["servers"] == [{"url": f"{names.PUBLIC_URL}/api"}]
    assert document.keys() <= {"openapi", "info", "servers", "paths", "components"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = {one["$ref"] for one in inside(document) if "$ref" in one}
    assert references
    for reference in references:
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
        assert isinstance(place, dict)


def test_every_schema_is_sound_and_used(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    used = {one["$ref"].rpartition("/")[2] for one in inside(document) if "$ref" in one}
    assert used == schemas.keys()


def test_every_operation_says_what_it_is(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, method, operation in operations(document):
        assert method in METHODS, path
        assert operation["summary"], path
        assert operation["tags"], path
        for status, response in operation["responses"].items():
            assert re.fullmatch(r"[245][0-9]{2}|302", status)
            assert response["description"]


def test_every_parameter_of_a_path_is_described(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        in_path = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
        assert in_path == re.findall(r"\{([^}]+)\}", path)
        keys = [(one["in"], one["name"]) for one in operation["parameters"]]
        assert len(keys) == len(set(keys))
        for parameter in operation["parameters"]:
            Draft202012Validator.check_schema(parameter["schema"])
            assert parameter["required"] or parameter["in"] != "path"


def test_it_describes_every_route_and_no_other(document: dict[str, Any]) -> None:
    import app

    declared = {
        (route.path, route.method.lower()): route for route in app.door.routes if not route.page
    }
    described = {(path, method): one for path, method, one in operations(document)}
    assert described.keys() == declared.keys()
    for key, operation in described.items():
        route = declared[key]
        assert str(route.status) in operation["responses"]
        assert operation.get("x-audience", []) == sorted(route.audience)
        assert ("security" in operation) == bool(route.audience)
        assert {"401", "403"} <= operation["responses"].keys() or not route.audience


def test_every_refusal_is_described_as_a_problem(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for status, response in operation["responses"].items():
            if status[0] not in "23":
                assert list(response["content"]) == ["application/problem+json"], path


def test_a_look_up_says_how_to_prove_it(document: dict[str, Any]) -> None:
    asked = document["paths"]["/lookup/{code}"]["get"]["parameters"]
    (proof,) = [one for one in asked if one["in"] != "path"]
    assert (proof["in"], proof["name"], proof["required"]) == ("header", "Lookup-Proof", False)
    assert "four digits" in proof["description"]


# ── Its examples ─────────────────────────────────────────────────────────────────────────


def test_every_body_has_examples_that_fit_its_schema(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        takes_a_body = method != "get" and path not in WITHOUT_BODY
        assert ("requestBody" in operation) == takes_a_body, path
        if takes_a_body:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            for name, order in examples_of(document, f"{method.upper()} {path}").items():
                assert not schema_errors(document, schema, order), (path, name)


def test_every_parameter_has_an_example_that_fits_its_schema(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for parameter in operation["parameters"]:
            assert ("example" in parameter) == (parameter["name"] not in WITHOUT_EXAMPLE), path
            if "example" in parameter:
                errors = schema_errors(document, parameter["schema"], parameter["example"])
                assert not errors, (path, parameter["name"])


@pytest.mark.parametrize("pack", PACKS)
def test_every_example_of_a_body_is_sent(by_pack: dict[str, Any], pack: str) -> None:
    description = by_pack[pack]["description"]
    described = {
        (label, name)
        for path, method, operation in operations(description)
        if "requestBody" in operation
        for label in [f"{method.upper()} {path}"]
        for name in examples_of(description, label)
    }

    assert {(sent.label, sent.name) for sent in ALL.values()} == described


@pytest.mark.parametrize("pack", PACKS)
def test_no_example_of_a_body_is_refused(by_pack: dict[str, Any], pack: str) -> None:
    answers = by_pack[pack]["answers"]
    refused = {key: body for key, (status, body) in answers.items() if status not in (200, 201)}

    assert answers.keys() >= ALL.keys()
    assert refused == {}


@pytest.mark.parametrize("pack", PACKS)
def test_the_examples_of_parameters_are_found(by_pack: dict[str, Any], pack: str) -> None:
    statuses = by_pack[pack]["statuses"]
    gets = [path for path, method, _ in operations(by_pack[pack]["description"]) if method == "get"]

    assert len(statuses) == 2 * len(gets)
    # A browser is sent on to the provider, and back.
    sent_on = {key for key in statuses if key.startswith("GET /sign-in")}
    told = {key: status for key, status in statuses.items() if key not in sent_on}
    assert {key: status for key, status in told.items() if status != 200} == {}
    assert {statuses[key] for key in sent_on} == {302}


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("by", ["citizen-1", "citizen-2"])
def test_the_examples_settle_a_dossier_as_they_stand(
    by_pack: dict[str, Any], pack: str, by: str
) -> None:
    answers = by_pack[pack]["lives"][by]
    assert [(key, status) for key, status, _ in answers] == [
        (key, 201 if key == "filed" else 200) for key in LIFE
    ]
    assert [body["status"]["code"] for *_, body in answers] == [1, 2, 4, 9, 10]


@pytest.mark.parametrize("pack", PACKS)
def test_the_answers_are_as_described(by_pack: dict[str, Any], pack: str) -> None:
    document = by_pack[pack]["description"]
    described = document["paths"]["/dossiers"]["post"]["responses"]["201"]
    schema = described["content"]["application/json"]["schema"]
    for _, _, body in by_pack[pack]["lives"]["citizen-1"]:
        assert schema_errors(document, schema, body) == []


@pytest.mark.parametrize("pack", PACKS)
def test_the_example_is_of_the_province(by_pack: dict[str, Any], pack: str) -> None:
    submission = example(by_pack[pack]["description"], "POST /dossiers")
    code = by_pack[pack]["lives"]["citizen-1"][0][2]["code"]
    assert code.startswith(f"{submission['agency']}-")
    assert submission["agency"] == {"an-giang": "H01.51", "dong-thap": "H20.51"}[pack]


@pytest.mark.parametrize(("pack", "other"), [PACKS, PACKS[::-1]])
def test_nothing_in_it_is_of_another_province(
    by_pack: dict[str, Any], pack: str, other: str
) -> None:
    text = json.dumps(by_pack[pack]["description"], ensure_ascii=False)

    assert [name for name in places_of(other) if name in text] == []


@pytest.mark.parametrize("pack", PACKS)
def test_no_example_of_a_form_is_of_a_province(pack: str) -> None:
    forms = ROOT / "infra" / "seed" / "national" / "forms"
    given = [json.loads(form.read_text("utf-8"))["examples"] for form in forms.glob("*.json")]
    text = json.dumps(given, ensure_ascii=False)

    assert given
    assert [name for name in places_of(pack) if name in text] == []


def places_of(pack: str) -> set[str]:
    """What a province and its agencies are called, and how identifiers of theirs begin."""
    kinds = r"^(Tỉnh|Ủy ban nhân dân|Công an) ?(tỉnh|thành phố|huyện|thị trấn|phường|xã)? ?"
    found = read(packs.SEED / pack / "province.yaml")
    tree = read(packs.SEED / pack / "agencies.yaml")
    names = {re.sub(kinds, "", one["name"]) for one in [found, *tree["agencies"]]}
    return {name for name in names if name} | {found["identifier"]}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "by", "query"),
    [
        ("/health", None, {}),
        ("/agencies", None, {}),
        ("/deadlines", None, {"received": "2026-11-20T14:00", "working_days": 3}),
        ("/procedures", None, {}),
        ("/procedures/1.001193", None, {}),
        ("/statistics", None, {}),
        ("/dossiers", "citizen-1", {}),
        ("/desk/dossiers", "reception-1", {}),
    ],
)
def test_what_is_read_is_as_described(
    province: Province, document: dict[str, Any], path: str, by: str | None, query: dict[str, Any]
) -> None:
    answer = province.get(path, by, **query)
    assert answer.status == 200
    described = document["paths"].get(path) or document["paths"]["/procedures/{code}"]
    content = described["get"]["responses"]["200"]["content"]["application/json"]
    assert schema_errors(document, content["schema"], answer.body) == []


@pytest.mark.parametrize(
    ("path", "by"),
    [("/procedures/x", None), ("/dossiers", None), ("/desk/dossiers", "citizen-1")],
)
def test_a_refusal_is_as_described(
    province: Province, document: dict[str, Any], path: str, by: str | None
) -> None:
    answer = province.get(path, by)
    assert answer.status >= 400
    problem = {"$ref": "#/components/schemas/Problem"}
    assert schema_errors(document, problem, answer.body) == []
