"""How dossiers are remembered: state, events and once-marks in one partition.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.foundation import clock, ids, log, metrics, names, queues, table
from chalicelib.foundation.errors import Conflict, NotFound

from . import outages, wording
from .chain import Line, Unreadable
from .model import Content, Dossier, Event
from .moves import Status


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


@dataclass(frozen=True, slots=True)
class Once:
    """A request under its once-key: who asks, the key, and what is asked (a hash)."""

    who: str
    key: str
    asked: str


def save(before: Dossier | None, line: Line, after: Dossier, once: Once | None) -> None:
    """One version, one event, one transaction; with the once-mark of the request, if any.

    Raises ``AlreadyDone`` when the mark is
    there, and refuses when somebody else changed the dossier meanwhile.
    """
    changed = Conflict("dossier_changed", wording.DOSSIER_CHANGED)
    changes: list[table.Change] = [
        table.Put(_state_item(after), after=before.version if before else 0, refusal=changed),
        table.Put(_event_item(line), after=0, refusal=changed),
        *_lines_elsewhere(before, after),
    ]
    if once:
        changes.append(table.Put(_mark_item(before, after, once), after=0))
    try:
        table.write(*changes)
    except table.Refused:
        raise AlreadyDone from None
    _tell(line.event)


def submitted_once(who: str, key: str) -> tuple[str, str] | None:
    """The code that an earlier submission under this key was given, and what it asked."""
    item = table.get(f"ONCE#submit#{who}", key, consistent=True)
    return (str(item["code"]), str(item["asked"])) if item else None


def in_lanes(
    agency: str, lanes: Iterable[str], between: tuple[str, str], limit: int
) -> list[tuple[str, Dossier]]:
    """An agency's open dossiers in some lanes, the one due first at the top.

    Each comes with its place, which sorts the lanes into one list and is where the next
    page begins. One call a lane, however many dossiers there are.
    """
    found = []
    for lane in lanes:
        page = table.query(f"{agency}#{lane}", index=names.LANE_INDEX, between=between, limit=limit)
        found += [(str(item["due"]), _dossier(item)) for item in page.items]
    return sorted(found, key=lambda one: one[0])[:limit]


def in_hands(hands: str, between: tuple[str, str], limit: int) -> list[tuple[str, Dossier]]:
    """What an officer has in hand (or nobody has), the one due first at the top."""
    page = table.query(hands, index=names.HANDS_INDEX, between=between, limit=limit)
    # By the index's own places: a dossier may have moved on since.
    places = {str(item["pk"]): str(item["due"]) for item in page.items}
    keys = [(pk, "STATE") for pk in places]
    items = [
        item
        for start in range(0, len(keys), _MOST_KEYS)
        for item in table.get_many(keys[start : start + _MOST_KEYS])
    ]
    return [(places[str(item["pk"])], _dossier(item)) for item in items]


def nobody_at(agency: str) -> str:
    """The hands of nobody: an agency's dossiers without an officer."""
    return f"{_NOBODY}{agency}"


def is_nobody(subject: str) -> bool:
    return subject.startswith(_NOBODY)


def ringing(hour: str, until: str) -> list[str]:
    """Codes whose warning is due in an hour, up to a moment."""
    pages = table.pages(hour, index=names.ALARM_INDEX)
    return [
        str(item["pk"]).removeprefix(_PARTITION)
        for page in pages
        for item in page
        if str(item["rings"]) <= until
    ]


def warned_until() -> str | None:
    item = table.get("CLOCK", "WARNINGS", consistent=True)
    return str(item["until"]) if item else None


def warnings_given(until: str) -> None:
    table.advance("CLOCK", "WARNINGS", "until", until)


def person_page(
    person: str, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """A person's dossiers, the newest at the top."""
    page = table.query(person, index=names.PERSON_INDEX, limit=limit, after=after, descending=True)
    items = table.get_many([(str(item["pk"]), "STATE") for item in page.items])
    return [_dossier(item) for item in items], page.after


def reserve_block(agency: str, day: dt.date, size: int) -> tuple[int, int]:
    """Takes a block of serials out of a day's numbers: its first and last."""
    last = table.add(f"SERIAL#{agency}", f"{day:%y%m%d}", size)
    return last - size + 1, last


def save_block(block: outages.Block, once: Once | None) -> None:
    """Keeps a block of codes; with the once-mark of the request, if any.

    Raises ``AlreadyDone`` when the mark is there.
    """
    doc = block.model_dump_json(exclude={"codes"})
    item: table.Item = {
        "pk": f"OUTAGE#{block.agency}",
        "sk": f"{block.day:%y%m%d}#{block.first:07}",
        "first": block.first,
        "last": block.last,
        "doc": doc,
    }
    changes = [table.Put(item)]
    if once:
        mark: table.Item = {
            "pk": f"ONCE#outage#{once.who}",
            "sk": once.key,
            "doc": doc,
            "asked": once.asked,
            "ttl": _once_kept_until(),
        }
        changes.append(table.Put(mark, after=0))
    try:
        table.write(*changes)
    except table.Refused:
        raise AlreadyDone from None


def block_kept_once(once: Once) -> table.Item | None:
    """The mark of an earlier request under this key, with the block it was given."""
    return table.get(f"ONCE#outage#{once.who}", once.key, consistent=True)


def entered(codes: Sequence[str]) -> list[str]:
    """Which of some codes have a dossier."""
    keys = [(f"{_PARTITION}{code}", "STATE") for code in codes]
    return [
        str(item["pk"]).removeprefix(_PARTITION)
        for start in range(0, len(keys), _MOST_KEYS)
        for item in table.get_many(keys[start : start + _MOST_KEYS])
    ]


def load_blocks(agency: str, day: dt.date | None = None) -> list[table.Item]:
    return table.query_all(f"OUTAGE#{agency}", begins=f"{day:%y%m%d}#" if day else "")


def _tell(event: Event) -> None:
    """An event that is written, for the log and the counts."""
    log.info("event written", code=event.code, kind=event.kind, version=event.version)
    if event.version == 1:
        metrics.measure("submissions")
    metrics.measure("transitions", kind=event.kind)


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
        "doc": _doc(dossier),
    }
    if dossier.person:
        item["person"] = dossier.person
        item["filed"] = clock.stored(dossier.filed_at)
    if dossier.is_open:
        item["lane"] = f"{dossier.settled_by}#{dossier.lane}"
        item["due"] = _due(dossier.next_due, dossier.code)
    if dossier.is_open and dossier.received_at and dossier.status is not Status.RESOLVED:
        item["hands"] = dossier.assignee or nobody_at(dossier.settled_by)
    if dossier.is_open and dossier.rings_at:
        item["alarm"] = clock.stored(dossier.rings_at)[:13]
        item["rings"] = clock.stored(dossier.rings_at)
    return item


def _lines_elsewhere(before: Dossier | None, after: Dossier) -> Iterator[table.Change]:
    """The dossier's line on other desks: where it was received, and who is asked."""
    now = _seen_at(after)
    for sk, (lane, due) in now.items():
        yield table.Put(
            {
                "pk": f"DOSSIER#{after.code}",
                "sk": sk,
                "lane": lane,
                "due": _due(due, after.code),
                "version": after.version,
                "person": after.person,
                "doc": _doc(after),
            }
        )
    for sk in sorted((_seen_at(before) if before else {}).keys() - now.keys()):
        yield table.Delete(f"DOSSIER#{after.code}", sk)


def _seen_at(dossier: Dossier) -> dict[str, tuple[str, dt.datetime]]:
    """The lanes of other desks by the key of the line: an agency may be asked as well as
    have received it."""
    if not dossier.is_open:
        return {}
    seen = {
        f"ALSO#{one.agency}#asked": (f"{one.agency}#{ASKED_LANE}", one.due_at)
        for one in dossier.opinions
    }
    if dossier.agency != dossier.settled_by:
        lane = f"{dossier.agency}#{dossier.lane}"
        seen[f"ALSO#{dossier.agency}"] = (lane, dossier.next_due)
    return seen


_PARTITION = "DOSSIER#"
_NOBODY = "nobody@"
# As many as one call to the table gets.
_MOST_KEYS = 100
# The lane of dossiers on which an agency is asked for its opinion.
ASKED_LANE = "asked"


def _doc(dossier: Dossier) -> str:
    """The state as text, without what the item says already: a unit is a kilobyte."""
    said = {"code", "version", "person"}
    if dossier.owner == dossier.person:
        said.add("owner")
    return dossier.model_dump_json(exclude=said, exclude_defaults=True)


def _due(moment: dt.datetime, code: str) -> str:
    return f"{clock.stored(moment)}#{code}"


def _dossier(item: table.Item) -> Dossier:
    person = item.get("person", "")
    return Dossier.model_validate(
        {
            "owner": person,
            **json.loads(str(item["doc"])),
            "code": str(item["pk"]).removeprefix(_PARTITION),
            "version": item["version"],
            "person": person,
        }
    )


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


def _mark_item(before: Dossier | None, after: Dossier, once: Once) -> table.Item:
    expires = _once_kept_until()
    if before is None:
        return {
            "pk": f"ONCE#submit#{once.who}",
            "sk": once.key,
            "code": after.code,
            "asked": once.asked,
            "ttl": expires,
        }
    return {
        "pk": f"DOSSIER#{after.code}",
        "sk": f"ONCE#{once.who}#{once.key}",
        "done": after.version,
        "asked": once.asked,
        "ttl": expires,
    }


def _once_kept_until() -> int:
    return int(time.time()) + names.ONCE_KEPT_SECONDS


def asked(*what: str) -> str:
    """A short hash of what a request asked, to know it again under its key."""
    return ids.digest("\x1f".join(what))[:16]
