"""An event once written is never written again, and nothing is ever deleted."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chalicelib.foundation import aws
from tests.house.sources import calls, modules, tree
from tests.support.province import Province

TABLE = Path("chalicelib/foundation/table.py")
DELETES = {
    "delete_item", "batch_write_item", "delete_object", "delete_objects", "execute_statement",
    "batch_execute_statement", "execute_transaction",
}  # fmt: skip
UPDATES = {"update_item", "put_item", "transact_write_items"}
CHANGES_IN_PLACE = {"add", "Add", "advance"}

EACH_MODULE = pytest.mark.parametrize("path", modules(), ids=str)


@EACH_MODULE
def test_nothing_is_deleted(path: Path) -> None:
    called = {name for name, _ in calls(tree(path))}
    said = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}

    assert not called & DELETES
    assert "Delete" not in said


@EACH_MODULE
def test_only_the_table_speaks_to_the_table(path: Path) -> None:
    called = {name for name, _ in calls(tree(path))}

    assert path == TABLE or not called & UPDATES


@EACH_MODULE
def test_nothing_of_a_dossier_is_changed_in_place(path: Path) -> None:
    changed = [
        ast.unparse(call.args[0])
        for name, call in calls(tree(path))
        if name in CHANGES_IN_PLACE and is_of_table(call)
    ]

    assert not [place for place in changed if "DOSSIER" in place]


def test_a_whole_life_writes_each_event_once_and_only_where_there_is_none(
    province: Province,
) -> None:
    with writes() as seen:
        code = province.returned()["code"]
        province.post(f"/desk/dossiers/{code}/acceptance", "reception-1", {})

    events = [
        (write["Item"]["sk"]["S"], write.get("ConditionExpression"))
        for kind, write in seen
        if kind == "Put" and write["Item"]["sk"]["S"].startswith("EVENT#")
    ]
    assert Counter(events) == {
        (f"EVENT#{version:06}", "attribute_not_exists(pk)"): 1 for version in range(1, 6)
    }
    assert {kind for kind, _ in seen} == {"Put", "Update"}
    for kind, write in seen:
        if kind == "Update":
            assert not write["Key"]["pk"]["S"].startswith("DOSSIER#")


@contextmanager
def writes() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Every item that is written meanwhile: (how, with what parameters)."""
    seen: list[tuple[str, dict[str, Any]]] = []

    def see(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name == "TransactWriteItems":
            seen.extend(next(iter(one.items())) for one in params["TransactItems"])
        elif model.name in ("PutItem", "UpdateItem", "DeleteItem"):
            seen.append((model.name.removesuffix("Item"), params))

    events = aws.client("dynamodb").meta.events
    events.register("before-parameter-build.dynamodb", see)
    try:
        yield seen
    finally:
        events.unregister("before-parameter-build.dynamodb", see)


def is_of_table(call: ast.Call) -> bool:
    called = call.func
    return isinstance(called, ast.Attribute) and ast.unparse(called.value) == "table"
