"""The meter against examples calculated by hand from AWS's rules."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from local.meter import Item, Meter, Unpriced, indexes, size
from tests.support.province import Province


@pytest.fixture
def table(province: Province) -> Iterator[Table]:
    table = Table()
    yield table
    for sk in ("01", "02", "03"):
        table.do("delete_item", Key=key(sk))


@pytest.mark.parametrize(
    ("item", "bytes_of_it"),
    [
        ({}, 0),
        ({"pk": {"S": "A"}}, 2 + 1),
        ({"tên": {"S": "Đỗ"}}, 4 + 5),
        ({"n": {"N": "7"}}, 1 + 2),
        ({"n": {"N": "1234"}}, 1 + 3),
        ({"n": {"N": "-12005"}}, 1 + 4),
        ({"n": {"N": "1200.00"}}, 1 + 2),
        ({"b": {"B": b"\x00\xff\x00"}}, 1 + 3),
        ({"t": {"BOOL": False}}, 1 + 1),
        ({"t": {"NULL": True}}, 1 + 1),
        ({"s": {"SS": ["a", "bc"]}}, 1 + 3),
        ({"l": {"L": []}}, 1 + 3),
        ({"l": {"L": [{"S": "ab"}, {"N": "1"}]}}, 1 + 3 + (1 + 2) + (1 + 2)),
        ({"m": {"M": {"a": {"S": "bc"}}}}, 1 + 3 + 1 + (1 + 2)),
    ],
)
def test_an_item_is_as_large_as_its_names_and_values(item: Item, bytes_of_it: int) -> None:
    assert size(item) == bytes_of_it


@pytest.mark.parametrize(
    ("stored", "consistent", "units"),
    [
        (None, False, 0.5),
        (None, True, 1),
        (4096, False, 0.5),
        (4096, True, 1),
        (4097, False, 1),
        (4097, True, 2),
    ],
)
def test_a_read_is_rounded_up_to_four_kilobytes(
    table: Table, stored: int | None, consistent: bool, units: float
) -> None:
    if stored:
        table.put(of_bytes(stored))

    with Meter() as used:
        table.do("get_item", Key=key(), ConsistentRead=consistent)

    assert used.read_units == units


def test_a_query_adds_its_items_up_before_it_rounds(table: Table) -> None:
    for sk in ("01", "02", "03"):
        table.put(of_bytes(1500, sk))  # 4500 bytes: two times 4 KB, not three

    with Meter() as used:
        table.query("pk", "METER")

    assert used.read_units == 1


def test_a_query_that_finds_nothing_costs_the_least_read(table: Table) -> None:
    with Meter() as used:
        table.query("pk", "NOBODY")

    assert used.read_units == 0.5


def test_a_query_on_an_index_reads_only_what_is_projected(table: Table) -> None:
    table.put(of_bytes(9000, lane="METER", due="1"))

    with Meter() as used:
        table.query("lane", "METER", index="lane")

    assert used.read_units == 0.5


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, 1024, 1),
        (None, 1025, 2),
        (3000, 100, 3),
        (100, 3000, 3),
        (3000, None, 3),
        (None, None, 1),
    ],
)
def test_a_write_costs_the_larger_of_before_and_after(
    table: Table, before: int | None, after: int | None, units: int
) -> None:
    if before:
        table.put(of_bytes(before))

    with Meter() as used:
        if after:
            table.put(of_bytes(after))
        else:
            table.do("delete_item", Key=key())

    assert used.written == {"table": units}


def test_an_update_costs_by_what_it_left(table: Table) -> None:
    table.put(of_bytes(1021))

    with Meter() as used:
        table.add(1)  # an attribute "n" of one digit, three bytes: 1024
        table.add(10)  # two digits are no larger: 1024
        table.add(100)  # three digits: 1025

    assert used.written == {"table": 1 + 1 + 2}
    assert size(table.get()) == 1025


def test_a_transaction_costs_twice(table: Table) -> None:
    with Meter() as used:
        table.transact(of_bytes(1025, "01"), of_bytes(20, "02"))

    assert used.written == {"table": 2 * 2 + 2 * 1}


LANE = {"lane": "A", "due": "1"}


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        ({}, LANE, 1),
        (LANE, {}, 1),
        (LANE, LANE, 0),
        (LANE, {**LANE, "unseen": "new"}, 0),
        (LANE, {**LANE, "doc": "new"}, 1),
        (LANE, {**LANE, "due": "2"}, 2),
        (LANE, {**LANE, "lane": "B"}, 2),
        (LANE, {**LANE, "doc": "d" * 1024}, 2),
        ({**LANE, "doc": "d" * 1024}, LANE, 2),
        ({**LANE, "doc": "d" * 1024}, {**LANE, "due": "2"}, 2 + 1),
        ({}, {"lane": "A"}, 0),
    ],
)
def test_an_index_costs_by_what_becomes_of_its_entry(
    table: Table, before: dict[str, str], after: dict[str, str], units: int
) -> None:
    table.put(of_bytes(20, **before))

    with Meter() as used:
        table.put(of_bytes(20, **after))

    assert used.written["lane"] == units


def test_an_index_is_not_part_of_the_transaction(table: Table) -> None:
    with Meter() as used:
        table.transact(of_bytes(20, **LANE))

    assert used.written == {"table": 2, "lane": 1}


def test_a_failed_condition_costs_the_table_and_no_index(table: Table) -> None:
    table.put(of_bytes(3000))

    with Meter() as used, pytest.raises(ClientError, match="ConditionalCheckFailed"):
        table.put(of_bytes(20, **LANE), ConditionExpression="attribute_not_exists(pk)")

    assert used.written == {"table": 3}


def test_a_cancelled_transaction_costs_all_its_items(table: Table) -> None:
    table.put(of_bytes(3000, "02"))

    with Meter() as used, pytest.raises(ClientError, match="TransactionCanceled"):
        table.transact(of_bytes(20, "01", **LANE), of_bytes(20, "02"))

    assert used.written == {"table": 2 * 1 + 2 * 3}


def test_an_item_that_was_read_is_known_when_it_is_written(table: Table) -> None:
    table.put(of_bytes(3000, **LANE))

    with Meter() as used:
        table.query("pk", "METER")
        table.put(of_bytes(20, lane="A", due="2"))

    assert used.written == {"table": 3, "lane": 2}
    assert used.by_call == {"Query": 1, "PutItem": 1}


def test_a_retry_is_a_call_of_its_own_and_one_write(table: Table) -> None:
    breaks = [ConnectionClosedError(endpoint_url="")]

    def break_once(event_name: str, **_: Any) -> None:
        if event_name.endswith("PutItem") and breaks:
            raise breaks.pop()

    with Meter() as used:
        table.client.meta.events.register("before-send.dynamodb", break_once)
        table.put(of_bytes(20))
        table.client.meta.events.unregister("before-send.dynamodb", break_once)

    assert used.by_call == {"PutItem": 2}
    assert used.written == {"table": 1}


def test_every_thread_is_counted(table: Table) -> None:
    with Meter() as used:
        threads = [threading.Thread(target=table.add, args=(1,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert used.by_call == {"UpdateItem": 8}
    assert used.write_units == 8


def test_other_services_are_counted_as_calls(table: Table) -> None:
    from chalicelib.foundation import names, queues

    with Meter() as used:
        queues.send(names.ROLLUPS_QUEUE, ["{}"])

    assert used.by_call["SendMessageBatch"] == 1
    assert (used.read_units, used.write_units) == (0, 0)
    table.empty(names.ROLLUPS_QUEUE)


def test_nothing_is_counted_once_it_is_closed(table: Table) -> None:
    with Meter() as used:
        table.put(of_bytes(20))
    table.put(of_bytes(20))

    assert used.calls == 1


def test_a_call_without_a_price_is_refused(table: Table) -> None:
    with Meter(), pytest.raises(Unpriced, match="BatchWriteItem"):
        table.client.batch_write_item(RequestItems={})


def test_a_query_that_counts_costs_what_it_counts(table: Table) -> None:
    from chalicelib.foundation import names
    from chalicelib.foundation import table as house

    for number in range(3):
        house.put(
            {
                "pk": f"P#{number}",
                "sk": "S",
                "lane": "counted",
                "due": f"{number}",
                "doc": "x" * 3000,
            }
        )
    with Meter() as used:
        found = house.count("counted", between=("0", "9"), index=names.LANE_INDEX, limit=2)

    assert found == 2
    assert (used.calls, used.read_units) == (1, 1)


def test_a_batch_of_gets_rounds_up_each_item_and_what_is_missing(table: Table) -> None:
    from chalicelib.foundation import table as house

    table.put(of_bytes(20))
    key = next((item["pk"]["S"], item["sk"]["S"]) for item in [of_bytes(20)])
    with Meter() as used:
        house.get_many([key, ("nobody", "nothing")])

    assert used.by_call == {"BatchGetItem": 1}
    assert used.read_units == 1


def test_the_indexes_are_those_of_the_template() -> None:
    assert indexes().keys() == {"lane", "hands", "alarm", "person", "journal"}
    assert indexes()["lane"].projected == {"pk", "sk", "lane", "due", "doc", "version", "person"}
    assert indexes()["hands"].projected == {"pk", "sk", "hands", "due"}
    assert indexes()["alarm"].projected == {"pk", "sk", "alarm", "rings"}


# ---- What the tests say, said to the table -------------------------------------------------


def of_bytes(count: int, sk: str = "01", **attributes: str) -> Item:
    """An item of so many bytes, besides the attributes named."""
    bare = {"pk": {"S": "METER"}, "sk": {"S": sk}}  # 2 + 5 + 2 + 2 bytes
    named = {name: {"S": text} for name, text in attributes.items()}
    return {**bare, "x": {"S": "x" * (count - 12)}, **named}


def key(sk: str = "01") -> Item:
    return {"pk": {"S": "METER"}, "sk": {"S": sk}}


class Table:
    """The table, spoken to as boto3 does."""

    def __init__(self) -> None:
        from chalicelib.foundation import aws, names

        self.client = aws.client("dynamodb")
        self.name = names.TABLE

    def do(self, call: str, **params: Any) -> Any:
        return getattr(self.client, call)(TableName=self.name, **params)

    def put(self, item: Item, **params: Any) -> None:
        self.do("put_item", Item=item, **params)

    def get(self) -> Item:
        item: Item = self.do("get_item", Key=key(), ConsistentRead=True)["Item"]
        return item

    def add(self, amount: int) -> None:
        self.do(
            "update_item",
            Key=key(),
            UpdateExpression="ADD n :n",
            ExpressionAttributeValues={":n": {"N": str(amount)}},
        )

    def query(self, attribute: str, value: str, index: str | None = None) -> None:
        self.do(
            "query",
            KeyConditionExpression="#a = :v",
            ExpressionAttributeNames={"#a": attribute},
            ExpressionAttributeValues={":v": {"S": value}},
            **({"IndexName": index} if index else {}),
        )

    def transact(self, *items: Item) -> None:
        """Puts items of which none may be there already."""
        puts = [
            {
                "Put": {
                    "TableName": self.name,
                    "Item": item,
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            }
            for item in items
        ]
        self.client.transact_write_items(TransactItems=puts)

    def empty(self, queue: str) -> None:
        from chalicelib.foundation import aws

        sqs = aws.client("sqs")
        sqs.purge_queue(QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"])
