"""The one table, and the transactional write on it.

Item kinds (``pk`` · ``sk``), each written by one room only:

==================================  =======================  ==================================
``DOSSIER#<code>``                  ``STATE``                a dossier's present state
``DOSSIER#<code>``                  ``EVENT#<seq, 6>``       one line of its timeline, for ever
``DOSSIER#<code>``                  ``PAPER#<id>``           a paper of an event, for ever
``DOSSIER#<code>``                  ``ONCE#<who>#<key>``     a move already made (TTL)
``DOSSIER#<code>``                  ``ALSO#<agency>``        its line on another agency's desk
``DOSSIER#<code>``                  ``OWNER``                its line in the owner's list
``ONCE#<source>``                   ``<key>``                something that may arrive twice (TTL)
``READINGS#<code>``                 ``<time>#<officer>``     an officer's reading of a dossier (TTL)
``LISTED#<code>``                   ``<officer>``            in whose lists it was shown last (TTL)
``REFERENCE#<system>#<number>``     ``REFERENCE``            the dossier that another system knows
``SERIAL#<agency>``                 ``<yymmdd>``             codes given out that day
``NUMBER#<agency>#<yyyy>``          ``<book>#<number>``      a number of a result, given once
``RECEIPT#<agency>#<yyyy>``         ``<series>/<number>``    a receipt for money, given once
``SERIAL#<agency>``                 ``<form>#<yyyy>``        numbers of forms given out that year
``TRIES#<code>``                    ``<hour>``               look-ups by four digits (TTL)
``PROVINCE``                        ``PROVINCE``             which province this is
``AGENCIES``                        ``<identifier>[#<from>]``  an agency, as it is from a day on
``PLACES``                          ``PLACES``               communes, and what they were made of
``HOURS``                           ``<name>[#<from>]``      opening hours, from a day on
``RULES``                           ``<version>``            a rule set with its articles
``CALENDAR``                        ``<yyyy-mm-dd>``         a day the administrator decided
``CHANNELS``                        ``<key>``                how dossiers come in
``CATALOGUE``                       ``<code>#<from>``        a procedure's line in the catalogue
``CATALOGUE#MARK``                  ``MARK``                 that the catalogue was changed
``PROCEDURE#<code>``                ``<from>``               a procedure's version, whole
``PROCEDURE#<code>``                ``PROCESS#<agency>#<from>``  an agency's own internal process
``CHANGES``                         ``<change>``             a change of data: its line in the list
``CHANGE#<change>``                 ``STATE``                its present state
``CHANGE#<change>``                 ``EVENT#<seq, 6>``       what happened to it, for ever
``CHANGE#<change>``                 ``DATA#<seq, 6>``        the data that it would put in force
``SERIAL#CHANGES``                  ``<yyyy>``               numbers of changes given out that year
``DATUM#<kind>#<key>``              ``HEAD``                 how often it was changed
``OUTAGE#<agency>``                 ``<yymmdd>#<first>``     a block of codes kept for paper
``GRANTS#<subject>``                ``GRANTS``               an officer's roles
``GRANTS#<subject>``                ``CHANGE#<seq, 6>``      who changed them, and to what
``STAFF#<agency>``                  ``<subject>``            an officer's line in the agency
``DRAFTS#<person>``                 ``<id>``                 what is begun and not handed in (TTL)
``SESSIONS#<person>``               ``<mark>``               a browser that is signed in (TTL)
``CLOCK``                           ``WARNINGS``             until when warnings were given
``CLOCK``                           ``ERASURE#<years>``      how far what is kept so long was erased
``STATISTICS#<day>``                ``<agency>#…``           counts of that day
``STANDING#<agency>``               ``status#…``, ``officer#…``  open dossiers now
``RELAY``                           ``<queue>``              how far a listener's queue has come
``JOURNAL``                         ``BEGAN``                since when there may be events
``AUDIT``                           ``ROUND``                where the audit's round stands
==================================  =======================  ==================================

Attributes that an index reads, all sparse: ``lane``/``due`` (an agency's open dossiers of one
status, by due time), ``hands``/``due`` (an officer's, or an agency's unassigned),
``alarm``/``rings`` (by the hour of the next warning), ``person``/``filed`` (a person's
dossiers; the key is a keyed hash), ``journal``/``written`` (all events by hour of writing).
Everything a room alone reads is one JSON text in ``doc``.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from . import aws, ids, names, wording
from .errors import Refusal, Unavailable
from .trace import span

Item = dict[str, str | int | bytes]

_CONFLICT_PAUSES = (0.01, 0.03, 0.09, 0.27)


# Named tuples: a data class is made by running code, at every cold start.
class Put(NamedTuple):
    """Put ``item``; refuse unless the stored version is ``after`` (0: must be absent).

    ``after=None`` puts without a condition.
    """

    item: Item
    after: int | None = None
    refusal: Refusal | None = None


class Add(NamedTuple):
    """Add numbers to an item's attributes, making the item when it is absent."""

    pk: str
    sk: str
    amounts: dict[str, int]


class Delete(NamedTuple):
    """Remove an item; it may be absent. Never an event."""

    pk: str
    sk: str


Change = Put | Add | Delete


class Page(NamedTuple):
    items: list[Item]
    after: Item | None


class Refused(Exception):
    """A transaction in which some conditions failed; ``places`` are their positions."""

    def __init__(self, places: list[int]) -> None:
        super().__init__(f"conditions failed at {places}")
        self.places = places


def get(pk: str, sk: str, *, consistent: bool = False) -> Item | None:
    with span("dynamodb"):
        answer = aws.client("dynamodb").get_item(
            TableName=names.TABLE, Key=_marshal({"pk": pk, "sk": sk}), ConsistentRead=consistent
        )
    return _unmarshal(answer["Item"]) if "Item" in answer else None


def query(
    pk: str,
    *,
    begins: str = "",
    between: tuple[str, str] | None = None,
    index: str | None = None,
    descending: bool = False,
    limit: int | None = None,
    after: Item | None = None,
    consistent: bool = False,
) -> Page:
    """One page of a partition (of the table, or of one of its indexes).

    ``between`` bounds the range key, both ends included.
    """
    hash_key, range_key = _KEYS[index]
    request: dict[str, Any] = {
        "TableName": names.TABLE,
        "KeyConditionExpression": "#h = :h",
        "ExpressionAttributeNames": {"#h": hash_key},
        "ExpressionAttributeValues": _marshal({":h": pk}),
        "ScanIndexForward": not descending,
    }
    if begins:
        request["KeyConditionExpression"] += " AND begins_with(#r, :r)"
        request["ExpressionAttributeNames"]["#r"] = range_key
        request["ExpressionAttributeValues"].update(_marshal({":r": begins}))
    if between:
        request["KeyConditionExpression"] += " AND #r BETWEEN :low AND :high"
        request["ExpressionAttributeNames"]["#r"] = range_key
        low, high = between
        request["ExpressionAttributeValues"].update(_marshal({":low": low, ":high": high}))
    if index:
        request["IndexName"] = index
    else:
        request["ConsistentRead"] = consistent
    if limit:
        request["Limit"] = limit
    if after:
        request["ExclusiveStartKey"] = _marshal(after)
    with span("dynamodb"):
        answer = aws.client("dynamodb").query(**request)
    last = answer.get("LastEvaluatedKey")
    return Page([_unmarshal(item) for item in answer["Items"]], _unmarshal(last) if last else None)


def count(pk: str, *, between: tuple[str, str], index: str, limit: int) -> int:
    """How many lie between two places of an index, both included: no further than ``limit``."""
    hash_key, range_key = _KEYS[index]
    low, high = between
    with span("dynamodb"):
        answer = aws.client("dynamodb").query(
            TableName=names.TABLE,
            IndexName=index,
            Select="COUNT",
            Limit=limit,
            KeyConditionExpression="#h = :h AND #r BETWEEN :low AND :high",
            ExpressionAttributeNames={"#h": hash_key, "#r": range_key},
            ExpressionAttributeValues=_marshal({":h": pk, ":low": low, ":high": high}),
        )
    return int(answer["Count"])


def pages(
    pk: str,
    *,
    begins: str = "",
    between: tuple[str, str] | None = None,
    index: str | None = None,
) -> Iterator[list[Item]]:
    """A whole partition, or what is between two places of it, page after page as they come."""
    page = query(pk, begins=begins, between=between, index=index)
    yield page.items
    while page.after is not None:
        page = query(pk, begins=begins, between=between, index=index, after=page.after)
        yield page.items


def query_all(pk: str, *, begins: str = "") -> list[Item]:
    """A whole partition; for those that stay small."""
    return [item for page in pages(pk, begins=begins) for item in page]


def get_many(keys: Sequence[tuple[str, str]]) -> list[Item]:
    """At most a hundred items by their keys, in the order of the keys; absent ones are left out."""
    found: dict[tuple[str, str], Item] = {}
    wanted = [_marshal({"pk": pk, "sk": sk}) for pk, sk in keys]
    while wanted:
        with span("dynamodb"):
            answer = aws.client("dynamodb").batch_get_item(
                RequestItems={names.TABLE: {"Keys": wanted}}
            )
        for item in map(_unmarshal, answer["Responses"].get(names.TABLE, [])):
            found[str(item["pk"]), str(item["sk"])] = item
        wanted = answer.get("UnprocessedKeys", {}).get(names.TABLE, {}).get("Keys", [])
    return [found[key] for key in keys if key in found]


def add(pk: str, sk: str, amount: int = 1, *, expires: int | None = None) -> int:
    """Adds to the atomic counter of an item and returns what it became."""
    values: Item = {":n": amount}
    expression = "ADD n :n"
    attribute_names = {}
    if expires is not None:
        expression += " SET #ttl = if_not_exists(#ttl, :ttl)"
        attribute_names = {"ExpressionAttributeNames": {"#ttl": "ttl"}}
        values[":ttl"] = expires
    with span("dynamodb"):
        answer = aws.client("dynamodb").update_item(
            TableName=names.TABLE,
            Key=_marshal({"pk": pk, "sk": sk}),
            UpdateExpression=expression,
            ExpressionAttributeValues=_marshal(values),
            ReturnValues="UPDATED_NEW",
            **attribute_names,
        )
    return int(answer["Attributes"]["n"]["N"])


def advance(pk: str, sk: str, attribute: str, value: str) -> None:
    """Sets an attribute to ``value`` unless it is already as far or further."""
    from botocore.exceptions import ClientError

    try:
        with span("dynamodb"):
            aws.client("dynamodb").update_item(
                TableName=names.TABLE,
                Key=_marshal({"pk": pk, "sk": sk}),
                UpdateExpression="SET #a = :v",
                ConditionExpression="attribute_not_exists(#a) OR #a < :v",
                ExpressionAttributeNames={"#a": attribute},
                ExpressionAttributeValues=_marshal({":v": value}),
            )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise


def update(
    pk: str, sk: str, sets: Item, removes: Sequence[str] = (), *, after: int | None = None
) -> Item | None:
    """Sets and removes attributes of an item, making it when it is absent; the item as it is then.

    With ``after`` only if the item's version is that (0: it has none); else answers None.
    """
    from botocore.exceptions import ClientError

    request: dict[str, Any] = {
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in sets),
        "ExpressionAttributeNames": {f"#{name}": name for name in (*sets, *removes)},
        "ExpressionAttributeValues": _marshal({f":{name}": value for name, value in sets.items()}),
    }
    if removes:
        request["UpdateExpression"] += " REMOVE " + ", ".join(f"#{name}" for name in removes)
    if after == 0:
        request["ConditionExpression"] = "attribute_not_exists(version)"
    elif after is not None:
        request["ConditionExpression"] = "version = :was"
        request["ExpressionAttributeValues"].update(_marshal({":was": after}))
    try:
        with span("dynamodb"):
            answer = aws.client("dynamodb").update_item(
                TableName=names.TABLE,
                Key=_marshal({"pk": pk, "sk": sk}),
                ReturnValues="ALL_NEW",
                **request,
            )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return None
    return _unmarshal(answer["Attributes"])


def put(item: Item, *, unless: str = "") -> None:
    """One put, for data that is loaded and not moved.

    With ``unless`` it is left as it is where the stored item has that attribute.
    """
    from botocore.exceptions import ClientError

    condition = {
        "ConditionExpression": "attribute_not_exists(#a)",
        "ExpressionAttributeNames": {"#a": unless},
    }
    try:
        with span("dynamodb"):
            aws.client("dynamodb").put_item(
                TableName=names.TABLE, Item=_marshal(item), **(condition if unless else {})
            )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise


def write(*changes: Change) -> None:
    """All of the changes or none (``TransactWriteItems``).

    Raises the refusal of the first change whose condition failed.
    """
    try:
        write_or_tell(changes)
    except Refused as refused:
        raise refusal_of(changes, refused) from None


def refusal_of(changes: Sequence[Change], refused: Refused) -> Exception:
    """What the first condition that failed means; the failure itself where nobody said."""
    failed = changes[refused.places[0]]
    return (isinstance(failed, Put) and failed.refusal) or refused


def write_or_tell(changes: Sequence[Change]) -> None:
    """As ``write``, for callers that decide themselves: raises ``Refused`` with the places."""
    from botocore.exceptions import ClientError

    request = {
        "TransactItems": [_transact_item(change) for change in changes],
        # One token for every attempt, so that a lost answer is not a second write.
        "ClientRequestToken": ids.fresh(),
    }
    for pause in (*_CONFLICT_PAUSES, None):
        try:
            with span("dynamodb"):
                aws.client("dynamodb").transact_write_items(**request)
            return
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            reasons = [
                reason.get("Code") for reason in error.response.get("CancellationReasons", [])
            ]
        failed = [at for at, code in enumerate(reasons) if code == "ConditionalCheckFailed"]
        if failed:
            raise Refused(failed)
        if "TransactionConflict" not in reasons:
            raise RuntimeError(f"transaction cancelled: {reasons}")
        if pause is None:
            raise Unavailable("busy", wording.BUSY)
        # Somebody else is writing the same item this instant.
        time.sleep(pause * random.uniform(0.5, 1.5))  # nosec B311 # a pause is no secret
        request["ClientRequestToken"] = ids.fresh()


_KEYS = {
    None: ("pk", "sk"),
    names.LANE_INDEX: ("lane", "due"),
    names.HANDS_INDEX: ("hands", "due"),
    names.ALARM_INDEX: ("alarm", "rings"),
    names.PERSON_INDEX: ("person", "filed"),
    names.JOURNAL_INDEX: ("journal", "written"),
}


def _transact_item(change: Change) -> dict[str, Any]:
    if isinstance(change, Add):
        sums = ", ".join(f"#{name} :{name}" for name in change.amounts)
        return {
            "Update": {
                "TableName": names.TABLE,
                "Key": _marshal({"pk": change.pk, "sk": change.sk}),
                "UpdateExpression": f"ADD {sums}",
                "ExpressionAttributeNames": {f"#{name}": name for name in change.amounts},
                "ExpressionAttributeValues": _marshal(
                    {f":{name}": amount for name, amount in change.amounts.items()}
                ),
            }
        }
    if isinstance(change, Delete):
        key = _marshal({"pk": change.pk, "sk": change.sk})
        return {"Delete": {"TableName": names.TABLE, "Key": key}}
    put_item: dict[str, Any] = {"TableName": names.TABLE, "Item": _marshal(change.item)}
    if change.after == 0:
        put_item["ConditionExpression"] = "attribute_not_exists(pk)"
    elif change.after is not None:
        put_item["ConditionExpression"] = "version = :was"
        put_item["ExpressionAttributeValues"] = _marshal({":was": change.after})
    return {"Put": put_item}


def _marshal(item: Item) -> dict[str, dict[str, Any]]:
    return {name: _typed(value) for name, value in item.items()}


def _typed(value: str | int | bytes) -> dict[str, Any]:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bytes):
        return {"B": value}
    return {"N": str(value)}


def _unmarshal(item: dict[str, dict[str, Any]]) -> Item:
    return {name: _plain(typed) for name, typed in item.items()}


def _plain(typed: dict[str, Any]) -> str | int | bytes:
    ((kind, value),) = typed.items()
    return int(value) if kind == "N" else value
