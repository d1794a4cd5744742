"""An event is never overwritten, and only lines of lists are deleted."""

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
from tests.support import officers
from tests.support.province import Province

TABLE = Path("chalicelib/foundation/table.py")
DELETES = {
    "delete_item",
    "batch_write_item",
    "delete_object",
    "delete_objects",
    "execute_statement",
    "batch_execute_statement",
    "execute_transaction",
}
# What may go: the line of a dossier on a desk, of an officer in a staff, that is no more.
LINES = ("ALSO#", "STAFF#")
UPDATES = {"update_item", "put_item", "transact_write_items"}
CHANGES_IN_PLACE = {"add", "Add", "advance", "update"}

EACH_MODULE = pytest.mark.parametrize("path", modules(), ids=str)


@EACH_MODULE
def test_nothing_is_deleted(path: Path) -> None:
    called = {name for name, _ in calls(tree(path))}
    said = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}

    assert not called & DELETES
    assert path == TABLE or "Delete" not in said


def test_of_the_rooms_only_three_take_something_away() -> None:
    """A line of a list; and a draft, which is nobody's dossier yet."""
    assert {path for path in modules() if deletes(path)} == {
        Path("chalicelib/dossiers/store.py"),
        Path("chalicelib/people/store.py"),
        Path("chalicelib/reception/store.py"),
    }


def test_a_life_on_many_desks_deletes_only_lines_of_lists(province: Province) -> None:
    with writes() as seen:
        for code in (opinion_given(province), received_elsewhere(province)):
            assert province.get(f"/dossiers/{code}", "reception-1").status == 200
        officers.grant("moves-on", "Người Chuyển Đi", {"processing": ["H01.51"]})
        officers.grant("moves-on", "Người Chuyển Đi", {"processing": ["H01.52"]})

    deleted = [write["Key"] for kind, write in seen if kind == "Delete"]
    lines = [one["sk"]["S"] if "DOSSIER#" in one["pk"]["S"] else one["pk"]["S"] for one in deleted]
    assert len(lines) == 3
    assert all(line.startswith(LINES) for line in lines)


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

    assert not [place for place in changed if "DOSSIER" in place or "PARTITION" in place]


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


def opinion_given(province: Province) -> str:
    """A dossier on which another agency was asked, and has answered."""
    officers.grant("asked", "Người Được Hỏi", {"processing": ["H01.52"]})
    code = str(province.accepted()["code"])
    asked = [{"agency": "H01.52", "working_days": 1}]
    province.moved(code, "opinions", "officer-1", agencies=asked, question="Có trùng không?")
    token = officers.token(province.provider, "asked")
    answer = province.ask(
        "POST",
        f"/desk/dossiers/{code}/opinions/1/answer",
        order={"answer": "Không"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status == 200
    return code


def received_elsewhere(province: Province) -> str:
    """A dossier that is settled elsewhere, and was taken back."""
    brought = province.submission(
        channel="counter",
        settled_by="H01.52",
        applicant={
            "name": "Nguyễn Thị Hoa Mai",
            "identity_number": "089300000001",
            "phone": "0912000001",
            "address": "Số 1",
        },
    )
    code = str(province.post("/desk/dossiers", "reception-1", brought).body["code"])
    withdrawn = province.post(f"/dossiers/{code}/withdrawal", "citizen-1", {"reason": "đổi ý"})
    assert withdrawn.status == 200
    return code


def deletes(path: Path) -> bool:
    return any(name == "Delete" and is_of_table(call) for name, call in calls(tree(path)))


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
