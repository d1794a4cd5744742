"""Counts what the house uses of AWS: calls, and DynamoDB's read and write units.

Emulators report nonsense for consumed capacity. So every call is watched on its way through
botocore, and AWS's own rules are applied to what it carries (DynamoDB Developer Guide: item
sizes and formats; read and write operations; transactions; global secondary indexes):

- An item is as large as the names and values of its attributes: text in UTF-8, binary as its
  raw bytes, a number one byte for two significant digits and one more, true, false and null
  one byte, a list or map three bytes, one more for each element, and the elements.
- A read of up to 4 KB is one unit strongly consistent, half a unit eventually. A Query or Scan
  adds up the items of its page and rounds up once; a BatchGetItem rounds up each item.
  Reading nothing costs the least read.
- A write of up to 1 KB is one unit, in a transaction two. Of the item before and after, the
  larger counts. A condition that fails costs the table as much, and the indexes nothing.
- An index keeps an entry, the projected attributes, of each item that has the index's key. An
  entry that comes, goes or changes is one more write; an entry whose key changes goes and
  comes, two writes; an entry that stays as it was costs nothing. Indexes follow once the
  transaction is done: their writes are ordinary ones.

What an item was before it is written is known from the calls before; where it is not, the
meter looks, which is not counted.
"""

from __future__ import annotations

import functools
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from chalicelib.foundation import aws, names

from .stack import TEMPLATE

SERVICES = ("dynamodb", "s3", "sqs")
TABLE = "table"

READ_BYTES, WRITE_BYTES = 4096, 1024
MOST_REMEMBERED = 10_000

Item = dict[str, dict[str, Any]]
Key = tuple[str, ...]

_READS = {"GetItem", "Query", "Scan"}
_FAILED_CONDITIONS = {"ConditionalCheckFailedException", "TransactionCanceledException"}
# Calls and parameters that the house has no use for, and whose answers do not show the price.
_UNPRICED_CALLS = {
    "BatchExecuteStatement",
    "BatchWriteItem",
    "ExecuteStatement",
    "ExecuteTransaction",
    "TransactGetItems",
}
_UNPRICED_PARAMETERS = {"FilterExpression", "ProjectionExpression", "Select"}

_looking = threading.local()


class Unpriced(Exception):
    """A call or a parameter that the house does not use and the rules here do not cover: a count
    that leaves it out would be wrong in silence."""


class Meter:
    """Counts while it is open, whichever thread of this process calls. Context manager::

        with Meter() as used:
            ...
        used.calls, used.by_call, used.read_units, used.write_units

    ``by_call`` counts by the call's name, a retry as a call of its own; ``written`` splits
    the write units into the table's and each index's.
    """

    def __init__(self) -> None:
        self.by_call: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.read_units = 0.0
        self._items: dict[Key, Item | None] = {}
        self._lock = threading.Lock()

    @property
    def calls(self) -> int:
        return self.by_call.total()

    @property
    def write_units(self) -> int:
        return self.written.total()

    def __enter__(self) -> Self:
        for events, moment, hook in self._hooks():
            # First, so that a call counts even if another hook lets it fail.
            events.register_first(moment, hook)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for events, moment, hook in self._hooks():
            events.unregister(moment, hook)

    def _hooks(self) -> Iterator[tuple[Any, str, Any]]:
        for service in SERVICES:
            yield aws.client(service).meta.events, f"before-send.{service}", self._sent
        events = aws.client("dynamodb").meta.events
        yield events, "before-parameter-build.dynamodb", self._begun
        yield events, "after-call.dynamodb", self._answered
        yield events, "after-call-error.dynamodb", self._unanswered

    def _sent(self, event_name: str, **_: Any) -> None:
        if not _is_looking():
            with self._lock:
                self.by_call[event_name.rsplit(".", 1)[1]] += 1

    def _begun(self, params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
        """Keeps what the answer will not show: the parameters, and the items as they were."""
        if _is_looking():
            return
        unpriced = sorted(_UNPRICED_PARAMETERS & params.keys() - _counting(params))
        if unpriced or model.name in _UNPRICED_CALLS:
            raise Unpriced(f"the meter has no price for {model.name} {unpriced}")
        writes = _writes(model.name, params)
        before = [None if write.must_be_absent else self._item(write.key) for write in writes]
        context["metered"] = params, writes, before

    def _answered(
        self, parsed: dict[str, Any], model: Any, context: dict[str, Any], **_: Any
    ) -> None:
        if "metered" not in context:
            return
        params, writes, before = context["metered"]
        error = parsed.get("Error", {}).get("Code")
        if error in _FAILED_CONDITIONS:
            self._forget(writes)
            self._count(_table_price(write, self._item(write.key), write.item) for write in writes)
        elif error is None and writes:
            self._forget(writes)
            after = [self._after(write) for write in writes]
            self._count(map(_price, writes, before, after))
        elif error is None and model.name in _READS:
            self._count_read(params, parsed)
        elif error is None and model.name == "BatchGetItem":
            self._count_batch(params, parsed)

    def _unanswered(self, context: dict[str, Any], **_: Any) -> None:
        """Nobody knows whether it was done."""
        if "metered" in context:
            _, writes, _ = context["metered"]
            self._forget(writes)

    def _count_read(self, params: dict[str, Any], parsed: dict[str, Any]) -> None:
        if _counting(params):
            parsed = _with_what_was_counted(params)
        items = [parsed["Item"]] if "Item" in parsed else parsed.get("Items", [])
        if "IndexName" in params:
            items = [indexes()[params["IndexName"]].entry(item) for item in items]
        else:
            for item in items:
                self._remember(_key_of(item), item)
        units = _units(sum(map(size, items)), READ_BYTES)
        with self._lock:
            self.read_units += units if params.get("ConsistentRead") else units / 2

    def _count_batch(self, params: dict[str, Any], parsed: dict[str, Any]) -> None:
        request = params["RequestItems"][names.TABLE]
        items = parsed["Responses"].get(names.TABLE, [])
        missing = len(request["Keys"]) - len(items)
        units = missing + sum(_units(size(item), READ_BYTES) for item in items)
        with self._lock:
            self.read_units += units if request.get("ConsistentRead") else units / 2

    def _count(self, prices: Iterable[Counter[str]]) -> None:
        total = sum(prices, Counter[str]())
        with self._lock:
            self.written += total

    def _after(self, write: Write) -> Item | None:
        """The item that a write has just left."""
        if write.kind in ("Put", "Delete"):
            self._remember(write.key, write.item)
        return self._item(write.key)

    def _item(self, key: Key) -> Item | None:
        """An item as it was last seen; as the table has it, if it was not seen yet."""
        with self._lock:
            if key in self._items:
                return self._items[key]
        with _uncounted():
            answer = aws.client("dynamodb").get_item(
                TableName=names.TABLE,
                Key={name: {"S": part} for name, part in zip(table_key(), key, strict=True)},
                ConsistentRead=True,
            )
        found: Item | None = answer.get("Item")
        self._remember(key, found)
        return found

    def _remember(self, key: Key, item: Item | None) -> None:
        with self._lock:
            self._items[key] = item
            if len(self._items) > MOST_REMEMBERED:
                self._items.pop(next(iter(self._items)))

    def _forget(self, writes: list[Write]) -> None:
        with self._lock:
            for write in writes:
                self._items.pop(write.key, None)


@dataclass(frozen=True)
class Write:
    """One item that a call writes, or puts a condition on; ``item`` is what a Put leaves."""

    kind: str  # Put | Update | Delete | ConditionCheck
    key: Key
    item: Item | None
    transactional: bool
    must_be_absent: bool


@dataclass(frozen=True)
class Index:
    """A secondary index as the template defines it; ``projected`` None is every attribute."""

    key: tuple[str, ...]
    projected: frozenset[str] | None

    def entry(self, item: Item | None) -> Item | None:
        """What the index keeps of an item, if it keeps it."""
        if item is None or any(name not in item for name in self.key):
            return None
        if self.projected is None:
            return item
        return {name: value for name, value in item.items() if name in self.projected}

    def price(self, before: Item | None, after: Item | None) -> int:
        old, new = self.entry(before), self.entry(after)
        if old == new:
            return 0
        if old and new and any(old[name] != new[name] for name in self.key):
            return _units(size(old), WRITE_BYTES) + _units(size(new), WRITE_BYTES)
        return _units(max(size(old), size(new)), WRITE_BYTES)


def size(item: Item | None) -> int:
    """An item's size in bytes."""
    return sum(len(name.encode()) + _size(value) for name, value in (item or {}).items())


def table_key() -> tuple[str, ...]:
    return _attributes(_table()["KeySchema"])


@functools.cache
def indexes() -> dict[str, Index]:
    """The table's secondary indexes, by name."""
    return {
        one["IndexName"]: Index(
            key=_attributes(one["KeySchema"]),
            projected=_projected(_attributes(one["KeySchema"]), one["Projection"]),
        )
        for one in _table().get("GlobalSecondaryIndexes", ())
    }


def _price(write: Write, before: Item | None, after: Item | None) -> Counter[str]:
    by_index = {name: index.price(before, after) for name, index in indexes().items()}
    return _table_price(write, before, after) + Counter(by_index)


def _table_price(write: Write, before: Item | None, after: Item | None) -> Counter[str]:
    units = _units(max(size(before), size(after)), WRITE_BYTES)
    return Counter({TABLE: 2 * units if write.transactional else units})


def _units(count: int, unit: int) -> int:
    return max(1, -(-count // unit))


def _size(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            digits = value.lstrip("-").replace(".", "").strip("0")
            return (len(digits) + 1) // 2 + 1
        case "B":
            return len(value)
        case "SS" | "NS" | "BS":
            return sum(_size({kind[0]: one}) for one in value)
        case "L":
            return 3 + sum(1 + _size(one) for one in value)
        case "M":
            return 3 + len(value) + size(value)
    return 1  # BOOL, NULL


def _writes(call: str, params: dict[str, Any]) -> list[Write]:
    if call == "TransactWriteItems":
        parts = [next(iter(one.items())) for one in params["TransactItems"]]
        return [_write(kind, part, transactional=True) for kind, part in parts]
    if call in ("PutItem", "UpdateItem", "DeleteItem"):
        return [_write(call.removesuffix("Item"), params, transactional=False)]
    return []


def _write(kind: str, part: dict[str, Any], *, transactional: bool) -> Write:
    item: Item | None = part.get("Item")
    condition = part.get("ConditionExpression", "")
    must_be_absent = condition == f"attribute_not_exists({table_key()[0]})"
    key = _key_of(part["Key"] if item is None else item)
    return Write(kind, key, item, transactional, must_be_absent)


def _key_of(item: Item) -> Key:
    return tuple(item[name]["S"] for name in table_key())


@functools.cache
def _table() -> dict[str, Any]:
    from chalice.package import YAMLTemplateSerializer

    template = YAMLTemplateSerializer().load_template(TEMPLATE.read_text("utf-8"))
    properties: dict[str, Any] = template["Resources"]["Table"]["Properties"]
    return properties


def _attributes(schema: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(part["AttributeName"] for part in schema)


def _projected(key: tuple[str, ...], projection: dict[str, Any]) -> frozenset[str] | None:
    if projection["ProjectionType"] == "ALL":
        return None
    return frozenset((*table_key(), *key, *projection.get("NonKeyAttributes", ())))


def _counting(params: dict[str, Any]) -> set[str]:
    """The parameter of a Query that counts: it reads what it counts, and answers a number."""
    return {"Select"} if params.get("Select") == "COUNT" else set()


def _with_what_was_counted(params: dict[str, Any]) -> dict[str, Any]:
    with _uncounted():
        shown = {name: value for name, value in params.items() if name != "Select"}
        answer: dict[str, Any] = aws.client("dynamodb").query(**shown)
    return answer


def _is_looking() -> bool:
    return getattr(_looking, "now", False)


@contextmanager
def _uncounted() -> Iterator[None]:
    _looking.now = True
    try:
        yield
    finally:
        _looking.now = False
