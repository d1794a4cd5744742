"""The rooms, their few file names, and what importing them must not do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import HOUSE, ROOMS, calls, in_a_new_process, modules, tree

FOUNDATION = {
    "names",
    "aws",
    "table",
    "queues",
    "listeners",
    "relay",
    "marks",
    "outbox",
    "objects",
    "handlers",
    "errors",
    "frozen",
    "web",
    "routes",
    "visits",
    "validation",
    "answers",
    "pages",
    "pace",
    "openapi",
    "rooms",
    "clock",
    "ids",
    "log",
    "metrics",
    "text",
    "trace",
    "wording",
    "shapes",
}
IN_ANY_ROOM = {"model", "actions", "store", "client", "wire", "entry", "backstage", "wording"}
NOUNS = {
    "administration": {
        "agency_data",
        "comparison",
        "data",
        "datum",
        "examples",
        "hours_data",
        "orders",
        "procedure_data",
        "rules_data",
        "values",
        "warnings",
    },
    "agencies": {"calendar", "deadlines", "identifiers", "rule_shapes", "rules", "tet", "places"},
    "documents": {
        "declaration",
        "fields",
        "filled_books",
        "filled_declarations",
        "filled_receipts",
        "filled_slips",
        "heads",
        "letters",
        "control_sheet",
        "outage_sheet",
        "register",
        "register_table",
        "receipt",
        "sheet",
        "slips",
    },
    "takeover": {"examples", "orders"},
    "dossiers": {
        "receipts",
        "afterwards",
        "answers",
        "approvals",
        "authority",
        "begin",
        "chain",
        "changes",
        "charges",
        "codes",
        "completeness",
        "corrections",
        "counts",
        "cursors",
        "deadlines",
        "applicants",
        "desk",
        "events",
        "examples",
        "facts",
        "lists",
        "lookup",
        "plain",
        "moves",
        "numbers",
        "outages",
        "orders",
        "papers",
        "parties",
        "possible",
        "reading",
        "readings",
        "reliefs",
        "rights",
        "retention",
        "shapes",
        "turn",
        "visitors",
        "views",
        "whole",
    },
    "oversight": {"audit", "rollups"},
    "payments": {"orders"},
    "processing": {"erasure", "faults", "leaving", "orders", "outcome", "reminders"},
    "reception": {"asked", "drafts", "filing", "orders", "outages", "settler", "wrong_place"},
    "people": {
        "sessions",
        "signing_in",
        "audiences",
        "claims",
        "birthplaces",
        "countries",
        "granting",
        "identifiers",
        "shapes",
        "systems",
        "tokens",
    },
    "procedures": {
        "catalogue",
        "competence",
        "crossed",
        "dates",
        "forms",
        "plain",
        "search",
        "signers",
        "soundness",
        "tariff",
        "timely",
    },
}

NAMES = Path("chalicelib/foundation/names.py")
READS_AND_WRITES = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "client",
    "urlopen",
    "connect",
    "run",
    "Popen",
    "system",
}
HEAVY = {
    "PIL",
    "aws_xray_sdk",
    "boto3",
    "botocore",
    "cryptography",
    "fpdf",
    "holidays",
    "jsonschema",
    "jwt",
    "numpy",
    "pydantic",
    "pydantic_core",
    "qrcode",
    "requests",
    "yaml",
}

EACH_MODULE = pytest.mark.parametrize("path", modules(), ids=str)
EACH_ROOM = pytest.mark.parametrize("room", sorted(set(ROOMS) - {"foundation"}))


def test_the_rooms_are_known() -> None:
    assert set(ROOMS) == {"foundation", *NOUNS}


def test_the_foundation_is_a_closed_list() -> None:
    assert files_of("foundation") == FOUNDATION


def test_the_foundation_says_what_it_holds() -> None:
    plate = ast.get_docstring(tree(Path("chalicelib/foundation/__init__.py"))) or ""

    assert set(plate.split("\n\n")[1].replace("\n", " ").split(" ")) - {"·"} == FOUNDATION


@EACH_ROOM
def test_a_room_uses_the_names_that_every_room_uses_and_its_own_nouns(room: str) -> None:
    assert files_of(room) <= IN_ANY_ROOM | NOUNS[room]


@EACH_ROOM
def test_a_room_has_a_door_plate_with_its_legal_basis(room: str) -> None:
    plate = ast.get_docstring(tree(Path(f"chalicelib/{room}/__init__.py"))) or ""

    assert "Legal basis: " in plate


@EACH_MODULE
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)) or path == Path("chalicelib/__init__.py")


@EACH_MODULE
def test_the_environment_is_read_in_one_place(path: Path) -> None:
    mentions = {
        getattr(node, "attr", getattr(node, "id", getattr(node, "name", "")))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute | ast.Name | ast.alias)
    }

    assert path == NAMES or not mentions & {"environ", "environb", "getenv"}


@EACH_MODULE
def test_no_module_reads_or_writes_while_it_is_imported(path: Path) -> None:
    called = {name for node in run_on_import(tree(path)) for name, _ in calls(node)}

    assert not called & READS_AND_WRITES


def test_all_modules_open_without_a_network_a_process_or_a_setting() -> None:
    found = in_a_new_process(f"""
import importlib, json, sys
def forbid(event, facts):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
        raise RuntimeError(f"{{event}} while importing")
    if event == "open" and str(facts[0]).startswith({str(HOUSE)!r}):
        if not str(facts[0]).endswith((".py", ".pyc")):
            raise RuntimeError(f"{{facts[0]}} opened while importing")
sys.addaudithook(forbid)
names = {[".".join(path.with_suffix("").parts) for path in modules()]!r}
print(json.dumps([importlib.import_module(name).__name__ for name in names]))
""")

    assert len(found) == len(modules())


def test_the_way_in_and_the_look_up_import_nothing_heavy() -> None:
    found = in_a_new_process("""
import json, sys
import app
import chalicelib.dossiers.lookup
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
""")

    assert {"app", "chalice", "chalicelib"} <= set(found)
    assert not HEAVY & set(found)


def files_of(room: str) -> set[str]:
    return {path.stem for path in (HOUSE / room).glob("*.py")} - {"__init__"}


def run_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions that run when a module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            named = filter(None, child.args.kw_defaults)  # None: a name that must be given
            yield from (*child.decorator_list, *child.args.defaults, *named)
        elif isinstance(child, ast.Lambda):
            continue
        elif isinstance(child, ast.stmt) and not isinstance(child, ast.ClassDef | ast.If):
            yield child
        else:
            yield from run_on_import(child)
