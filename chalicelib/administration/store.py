"""Where changes of data are kept: state, events and data of each, and a list of all.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import AlreadyDone, Once
from chalicelib.foundation import table
from chalicelib.foundation.errors import Conflict

from . import wording
from .model import Change, Sealed

# As many as one page of the list shows at most.
_PAGE = 100


class Kept(NamedTuple):
    """A change as it lies in the table: its state, the texts of its events, its data."""

    change: Change
    texts: list[str]
    data: str


def next_number(day: dt.date) -> str:
    """The next number of a change in a year: ``2026-0001``; never given twice."""
    return f"{day:%Y}-{table.add('SERIAL#CHANGES', f'{day:%Y}'):04}"


def save(
    sealed: Sealed, data: str | None, once: Once | None, also: Iterable[table.Change] = ()
) -> None:
    """One version, one event, one transaction; with what it puts in force, if anything.

    Raises ``AlreadyDone`` when the request's mark is there.
    """
    event, after = sealed.event, sealed.after
    changed = Conflict("changed_meanwhile", wording.ACTED_ON_MEANWHILE)
    pk = f"CHANGE#{after.change}"
    doc = after.model_dump_json()
    changes: list[table.Change] = [
        *([table.Put(_mark(after.change, once), after=0)] if once else []),
        table.Put(
            {"pk": pk, "sk": "STATE", "version": after.version, "doc": doc},
            after=after.version - 1,
            refusal=changed,
        ),
        table.Put(
            {"pk": pk, "sk": f"EVENT#{event.version:06}", "doc": sealed.text},
            after=0,
            refusal=changed,
        ),
        table.Put({"pk": "CHANGES", "sk": after.change, "doc": doc}),
        *([table.Put(_data_item(pk, event.version, data))] if data is not None else []),
        *also,
    ]
    try:
        table.write_or_tell(changes)
    except table.Refused as refused:
        if once and 0 in refused.places:
            raise AlreadyDone from None
        raise table.refusal_of(changes, refused) from None


def load(number: str) -> Kept | None:
    """A whole change in one strongly consistent query."""
    items: list[table.Item] = []
    page = table.query(f"CHANGE#{number}", consistent=True)
    items += page.items
    while page.after is not None:
        page = table.query(f"CHANGE#{number}", consistent=True, after=page.after)
        items += page.items
    state = next((item for item in items if item["sk"] == "STATE"), None)
    if state is None:
        return None
    texts = [str(item["doc"]) for item in items if str(item["sk"]).startswith("EVENT#")]
    data = [str(item["doc"]) for item in items if str(item["sk"]).startswith("DATA#")]
    return Kept(Change.model_validate_json(str(state["doc"])), texts, data[-1])


def load_list(before: str | None) -> tuple[list[Change], str | None]:
    """Changes, the newest at the top; and the number after which the next page begins."""
    bound = ("0", f"{before}") if before else None
    page = table.query("CHANGES", descending=True, between=bound, limit=_PAGE + 1)
    found = [Change.model_validate_json(str(item["doc"])) for item in page.items]
    found = [change for change in found if change.change != before]
    more = len(found) > _PAGE or page.after is not None
    return found[:_PAGE], found[:_PAGE][-1].change if more and found else None


def drafted_once(once: Once) -> tuple[str, str] | None:
    """The number that an earlier draft under this key was given, and its fingerprint."""
    item = table.get(f"ONCE#change#{once.who}", once.key, consistent=True)
    return (str(item["change"]), dossiers.fingerprint_of(item)) if item else None


def head_of(name: str) -> int:
    """How often a thing was changed."""
    item = table.get(f"DATUM#{name}", "HEAD", consistent=True)
    return int(item["version"]) if item else 0


def next_heads(heads: dict[str, int]) -> list[table.Put]:
    """That each thing is changed once more; refused if somebody was first."""
    refusal = Conflict("changed_meanwhile", wording.CHANGED_MEANWHILE)
    return [
        table.Put(
            {"pk": f"DATUM#{name}", "sk": "HEAD", "version": times + 1},
            after=times,
            refusal=refusal,
        )
        for name, times in heads.items()
    ]


def _data_item(pk: str, version: int, data: str) -> table.Item:
    return {"pk": pk, "sk": f"DATA#{version:06}", "doc": data}


def _mark(number: str, once: Once) -> table.Item:
    return {
        "pk": f"ONCE#change#{once.who}",
        "sk": once.key,
        "change": number,
        "fingerprint": once.fingerprint,
        "ttl": dossiers.once_kept_until(),
    }
