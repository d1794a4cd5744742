"""How dossiers are remembered: state, events and once-marks in one partition.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
import json
import time
import zlib
from dataclasses import dataclass

from chalicelib.foundation import clock, ids, names, queues, table
from chalicelib.foundation.errors import Conflict, NotFound

from . import wording
from .chain import Line, Unreadable
from .model import Content, Dossier, Event


@dataclass(frozen=True, slots=True)
class Mark:
    """A request already done: which version it made, and what it asked (a hash)."""

    version: int
    asked: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A dossier with its timeline, its content and the requests it has seen."""

    dossier: Dossier
    lines: list[Line]
    marks: dict[str, Mark]

    @property
    def content(self) -> Content:
        return next(
            Content.model_validate_json(line.content)
            for line in reversed(self.lines)
            if line.content
        )


class AlreadyDone(Exception):
    """The once-mark of this request is there already."""


def next_serial(agency: str, day: dt.date) -> int:
    """The next serial of an agency on a day; never given twice, whoever asks at once."""
    return table.add(f"SERIAL#{agency}", f"{day:%y%m%d}")


def load(code: str) -> Whole:
    """A whole dossier in one strongly consistent Query; refuses an unknown code."""
    items = _partition(code)
    state = next((item for item in items if item["sk"] == "STATE"), None)
    if state is None:
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    events = [item for item in items if str(item["sk"]).startswith("EVENT#")]
    dossier, lines = _read(state, events)
    marks = {
        str(item["sk"])[5:]: Mark(int(item["done"]), str(item["asked"]))
        for item in items
        if str(item["sk"]).startswith("ONCE#")
    }
    return Whole(dossier, lines, marks)


def save(before: Dossier | None, line: Line, after: Dossier, once: tuple[str, str] | None) -> None:
    """One version, one event, one transaction; with the once-mark of the request, if any.

    ``once`` is (key, hash of what was asked). Raises ``AlreadyDone`` when the mark is
    there, and refuses when somebody else changed the dossier meanwhile.
    """
    changed = Conflict("dossier_changed", wording.DOSSIER_CHANGED)
    changes: list[table.Change] = [
        table.Put(_state_item(after), after=before.version if before else 0, refusal=changed),
        table.Put(_event_item(line), after=0, refusal=changed),
    ]
    if once:
        changes.append(table.Put(_mark_item(before, after, *once), after=0))
    try:
        table.write(*changes)
    except table.Refused:
        raise AlreadyDone from None


def submitted_once(submitter: str, key: str) -> tuple[str, str] | None:
    """The code that an earlier submission under this key was given, and what it asked."""
    item = table.get(f"ONCE#submit#{submitter}", key, consistent=True)
    return (str(item["code"]), str(item["asked"])) if item else None


def desk_page(
    agency: str, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """An agency's open dossiers, the one due first at the top."""
    return _page(agency, names.DESK_INDEX, limit, after, descending=False)


def person_page(
    person: str, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """A person's dossiers, the newest at the top."""
    return _page(person, names.PERSON_INDEX, limit, after, descending=True)


def _page(
    key: str, index: str, limit: int, after: table.Item | None, descending: bool
) -> tuple[list[Dossier], table.Item | None]:
    page = table.query(key, index=index, limit=limit, after=after, descending=descending)
    return [_dossier(item) for item in page.items], page.after


def _partition(code: str) -> list[table.Item]:
    page = table.query(f"DOSSIER#{code}", consistent=True)
    items = page.items
    while page.after is not None:
        page = table.query(f"DOSSIER#{code}", after=page.after, consistent=True)
        items = items + page.items
    return items


def _state_item(dossier: Dossier) -> table.Item:
    item: table.Item = {
        "pk": f"DOSSIER#{dossier.code}",
        "sk": "STATE",
        "version": dossier.version,
        "person": dossier.person,
        "filed": f"{clock.stored(dossier.filed_at)}#{dossier.code}",
        "doc": dossier.model_dump_json(exclude={"version", "person"}, exclude_defaults=True),
    }
    if dossier.is_open:
        item["desk"] = dossier.settled_by
        item["due"] = f"{clock.stored(dossier.next_due)}#{dossier.code}"
    return item


def _dossier(item: table.Item) -> Dossier:
    doc = json.loads(str(item["doc"]))
    return Dossier.model_validate({**doc, "version": item["version"], "person": item["person"]})


def _event_item(line: Line) -> table.Item:
    event = line.event
    item: table.Item = {
        "pk": f"DOSSIER#{event.code}",
        "sk": f"EVENT#{event.version:06}",
        "doc": line.text,
        **queues.journal(event.at, event.code, event.version),
    }
    if line.content is not None:
        item["content"] = zlib.compress(line.content.encode(), 9)
    return item


def _read(state: table.Item, events: list[table.Item]) -> tuple[Dossier, list[Line]]:
    dossier, lines = None, []
    try:
        dossier = _dossier(state)
        for item in events:
            lines.append(_line(item))
    except (ValueError, zlib.error):
        at = len(lines) + 1 if dossier else len(events)
        raise Unreadable(dossier, at, len(events)) from None
    return dossier, lines


def _line(item: table.Item) -> Line:
    text = str(item["doc"])
    packed = item.get("content")
    content = zlib.decompress(packed).decode() if isinstance(packed, bytes) else None
    return Line(Event.model_validate_json(text), text, content)


def _mark_item(before: Dossier | None, after: Dossier, key: str, asked: str) -> table.Item:
    expires = int(time.time()) + names.ONCE_KEPT_SECONDS
    if before is None:
        return {
            "pk": f"ONCE#submit#{after.person}", "sk": key,
            "code": after.code, "asked": asked, "ttl": expires,
        }  # fmt: skip
    return {
        "pk": f"DOSSIER#{after.code}", "sk": f"ONCE#{key}",
        "done": after.version, "asked": asked, "ttl": expires,
    }  # fmt: skip


def asked(*what: str) -> str:
    """A short hash of what a request asked, to know it again under its key."""
    return ids.digest("\x1f".join(what))[:16]
