"""Events on their way out: as the stream hands them over, and as the journal has them.

An event and a paper of a dossier are written once. Whoever changes or removes one is not the
house, and is reported at once; but for the content beside an event, which an erasure takes away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from . import clock, ids, log, metrics, queues, table
from .listeners import Members

_DOSSIER, _EVENT, _PAPER = "DOSSIER#", "EVENT#", "PAPER#"
_ERASED = "personal_data_erased"
_FETCHED_AT_ONCE = 100


class Event(NamedTuple):
    """An event with its place in the journal, its dossier's code and its version."""

    written: str
    code: str
    version: int
    members: Members


def new_events(records: Iterable[dict[str, Any]]) -> list[Event]:
    """The events that are new among the records of a stream, in their order."""
    found = []
    for record in records:
        change = record["dynamodb"]
        pk, sk = change["Keys"]["pk"]["S"], change["Keys"]["sk"]["S"]
        if not _is_immutable(pk, sk):
            continue
        if record["eventName"] == "MODIFY" and _is_erasure(pk, sk, change.get("NewImage", {})):
            continue
        if record["eventName"] != "INSERT":
            _report_tampering("immutable item changed or removed", pk, sk)
        elif sk.startswith(_EVENT):
            image = change["NewImage"]
            plain = {name: image[name].get("S") for name in ("written", "doc") if name in image}
            found += _readable(pk, sk, plain)
    return found


def of_journal(first: str, last: str) -> Iterator[list[Event]]:
    """The events between two places of the journal, as many at once as the table gives."""
    for page in queues.journal_of(first, last):
        for start in range(0, len(page), _FETCHED_AT_ONCE):
            keys = [(one.pk, one.sk) for one in page[start : start + _FETCHED_AT_ONCE]]
            events = []
            for item in table.get_many(keys):
                events += _readable(str(item["pk"]), str(item["sk"]), item)
            if events:
                yield events


def _readable(pk: str, sk: str, item: Any) -> list[Event]:
    """The event of an item; none if it is not as the house writes it."""
    try:
        written, members = item["written"], json.loads(item["doc"])
        version = int(sk.removeprefix(_EVENT))
        clock.parse(written[:24])
        members["kind"], members["code"]
    except (KeyError, TypeError, ValueError):
        _report_tampering("event cannot be read", pk, sk)
        return []
    return [Event(written, pk.removeprefix(_DOSSIER), version, members)]


def _is_erasure(pk: str, sk: str, image: dict[str, Any]) -> bool:
    """Whether nothing was changed but that the content is gone, by an event that says so.

    The stream has no image from before. The event after it has: it names the hash of this one.
    """
    if "erased" not in image or "content" in image:
        return False
    try:
        version = int(sk.removeprefix(_EVENT))
        keys = [f"{_EVENT}{one:06}" for one in (version + 1, int(image["erased"]["N"]))]
        items = table.get_many([(pk, key) for key in dict.fromkeys(keys)])
        said = {str(item["sk"]): json.loads(str(item["doc"])) for item in items}
        following, erasing = (said[key] for key in keys)
        named = erasing["kind"] == _ERASED and version in erasing["data"]["versions"]
        return named and following["prev"] == ids.digest(image["doc"]["S"])
    except (KeyError, TypeError, ValueError):
        return False


def _is_immutable(pk: str, sk: str) -> bool:
    return pk.startswith(_DOSSIER) and sk.startswith((_EVENT, _PAPER))


def _report_tampering(what: str, pk: str, sk: str) -> None:
    version = sk.removeprefix(_EVENT)
    log.error(
        what,
        code=pk.removeprefix(_DOSSIER),
        version=int(version) if version.isdecimal() else None,
    )
    metrics.measure("tampering")
