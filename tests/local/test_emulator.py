"""What the laptop knows of ministack: its public parts, and one file with the rest."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, in_a_new_process

PACKAGE = ROOT / "local" / "dataplane"
PRIVATE = PACKAGE / "private.py"
KNOW_MINISTACK = [PACKAGE / "emulator.py", PACKAGE / "encoding.py"]


@pytest.mark.parametrize(
    "path", [path for path in sorted(PACKAGE.glob("*.py")) if path != PRIVATE], ids=lambda p: p.name
)
def test_private_parts_are_used_in_one_file_only(path: Path) -> None:
    assert list(private_names(ast.parse(path.read_text("utf-8")))) == []


def test_private_parts_are_found_where_they_are_used() -> None:
    assert list(private_names(ast.parse(PRIVATE.read_text("utf-8")))) == ["_tables"]


@pytest.mark.parametrize("path", sorted((ROOT / "local").rglob("*.py")), ids=lambda p: p.name)
def test_only_two_files_import_ministack(path: Path) -> None:
    assert path in KNOW_MINISTACK or not any(imports_of_ministack(path))


def test_a_saved_state_is_read_back_as_it_was() -> None:
    assert in_a_new_process("""
import json
from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict
from local.dataplane.encoding import decoded, encoded

by_region, by_account = AccountRegionScopedDict(), AccountScopedDict()
by_region.set_scoped("000000000000", "ap-southeast-1", ("bucket", "key"), b"\\x00\\xff")
by_account.set_scoped("000000000000", "", "name", {"list": [1, None, "\\0"]})
state = {"by region": by_region, "by account": by_account}
found = decoded("s3", encoded("s3", state))
print(json.dumps([found[name].to_dict() == state[name].to_dict() for name in state]))
""") == [True, True]


def test_a_state_of_a_newer_ministack_is_refused() -> None:
    assert (
        in_a_new_process("""
import json
from local.dataplane.encoding import decoded
try:
    decoded("s3", b'{"format": 1000, "state": {}}')
except ValueError as refusal:
    print(json.dumps(str(refusal)))
""")
        == "written by a newer ministack than the one installed"
    )


def private_names(module: ast.Module) -> Iterator[str]:
    """Names with an underscore that are of something else than this file and its objects."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield from (one.name for one in node.names if is_private(one.name))
        if isinstance(node, ast.Attribute) and is_private(node.attr) and is_of_others(node):
            yield node.attr


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_of_others(node: ast.Attribute) -> bool:
    # `os._exit` is documented, in spite of its name.
    return ast.unparse(node.value) != "self" and ast.unparse(node) != "os._exit"


def imports_of_ministack(path: Path) -> Iterator[bool]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0] == "ministack"
        if isinstance(node, ast.Import):
            yield any(one.name.split(".")[0] == "ministack" for one in node.names)
