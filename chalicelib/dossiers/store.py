"""How a dossier is remembered: state, events, papers and once-marks in one partition.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
import json
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.foundation import clock, log, metrics, names, queues, table
from chalicelib.foundation.errors import Conflict, NotFound

from . import codes, wording
from .chain import Line, unreadable
from .events import Event
from .model import Dossier, Reference
from .moves import Kind, Status
from .papers import PaperItem
from .whole import Mark, Whole

# The lane of dossiers on which an agency's opinion is waited for.
CONSULTED_LANE = "asked"
_NOBODY = "nobody@"


class AlreadyDone(Exception):
    """The once-mark of this request is there already."""


class Changed(Exception):
    """Somebody else changed the dossier, or has taken its code."""


@dataclass(frozen=True, slots=True)
class Once:
    """A request under its idempotency key: who sends it, the key, what it says (a hash)."""

    who: str
    key: str
    fingerprint: str


def load(code: str) -> Whole:
    """A whole dossier in one strongly consistent Query.

    Refuses an unknown code; raises ``chain.Broken`` for what cannot be read.
    """
    items = _partition(code)
    state = next((item for item in items if item["sk"] == "STATE"), None)
    if state is None:
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    dossier, lines = _read(state, _of(items, "EVENT#"), _papers(_of(items, "PAPER#")))
    marks = {
        str(item["sk"])[5:]: Mark(int(item["done"]), fingerprint_of(item))
        for item in _of(items, "ONCE#")
    }
    return Whole(dossier, lines, marks)


def save(
    before: Dossier | None,
    line: Line,
    after: Dossier,
    once: Once | None,
    also: Iterable[table.Change] = (),
    erased: Iterable[Line] = (),
) -> None:
    """One version, one event, one transaction; with the once-mark of the request, if any, and
    with what the calling room adds. ``erased`` are earlier lines whose content goes with it.

    Raises ``AlreadyDone`` when the mark is there, ``Changed`` when somebody else changed the
    dossier meanwhile, and else the refusal of the calling room's change that failed.
    """
    mark = [table.Put(_mark_item(before, after, once), after=0)] if once else []
    own = [
        *mark,
        table.Put(_state_item(after), after=before.version if before else 0),
        table.Put(_event_item(line), after=0),
        *(table.Put(_paper_item(line.event.code, paper), after=0) for paper in line.papers),
    ]
    references = [_reference(one, after.code) for one in _new(before, after)]
    lists = [*_lines_elsewhere(before, after), *_owners_line(before, after)]
    # Whoever changed one meanwhile has changed the state as well, whose condition then fails.
    without = (table.Put(_event_item(one)) for one in erased)
    changes = [*own, *references, *also, *lists, *without]
    try:
        table.write_or_tell(changes)
    except table.Refused as refused:
        if mark and 0 in refused.places:
            raise AlreadyDone from None
        if min(refused.places) < len(own):
            raise Changed from None
        raise table.refusal_of(changes, refused) from None
    _log(line.event)


def submitted_once(who: str, key: str) -> tuple[str, str] | None:
    """The code that an earlier submission under this key was given, and its fingerprint."""
    item = table.get(f"ONCE#submit#{who}", key, consistent=True)
    return (str(item["code"]), fingerprint_of(item)) if item else None


def code_of(reference: Reference) -> str | None:
    """The dossier that another system knows by this number."""
    item = table.get(*_reference_key(reference), consistent=True)
    return str(item["code"]) if item else None


def nobody_at(agency: str) -> str:
    """The hands of nobody: an agency's dossiers without an officer."""
    return f"{_NOBODY}{agency}"


def is_nobody(subject: str) -> bool:
    return subject.startswith(_NOBODY)


def dossier_of(item: table.Item) -> Dossier:
    """The state of a dossier, from its own item or from its line in a list."""
    person = item.get("person", "")
    return Dossier.model_validate(
        {
            "owner": person,
            "code": str(item["pk"]).removeprefix(codes.PARTITION),
            **json.loads(str(item["doc"])),
            "version": item["version"],
            "person": person,
        }
    )


def fingerprint_of(mark: table.Item) -> str:
    """What a request said (a hash); marks from before it had this name are known for a month."""
    return str(mark["fingerprint"] if "fingerprint" in mark else mark["asked"])


def once_kept_until() -> int:
    """Until when a request is known again, in seconds since 1970."""
    return int(time.time()) + names.ONCE_KEPT_SECONDS


# ---- Reading ------------------------------------------------------------------------------------


def _partition(code: str) -> list[table.Item]:
    pk = codes.partition(code)
    page = table.query(pk, consistent=True)
    items = page.items
    while page.after is not None:
        page = table.query(pk, after=page.after, consistent=True)
        items = items + page.items
    return items


def _of(items: list[table.Item], kind: str) -> list[table.Item]:
    return [item for item in items if str(item["sk"]).startswith(kind)]


def _papers(items: list[table.Item]) -> dict[int, tuple[PaperItem, ...]]:
    """The papers by the version of the event that brought them, in the order of their numbers."""
    papers = [PaperItem(str(item["sk"]).removeprefix("PAPER#"), str(item["doc"])) for item in items]
    found: dict[int, tuple[PaperItem, ...]] = {}
    for paper in sorted(papers, key=lambda one: one.number):
        found[paper.version] = (*found.get(paper.version, ()), paper)
    return found


def _read(
    state: table.Item, events: list[table.Item], papers: dict[int, tuple[PaperItem, ...]]
) -> tuple[Dossier, list[Line]]:
    dossier, lines = None, []
    try:
        dossier = dossier_of(state)
        for item in events:
            lines.append(_line(item, papers))
    except (ValueError, zlib.error):
        at = len(lines) + 1 if dossier else len(events)
        raise unreadable(dossier, at, len(events)) from None
    stray = [version for version in papers if version > dossier.version]
    if stray:
        # Of an event that never was; where one is gone, the chain finds it.
        raise unreadable(dossier, min(stray), len(events))
    return dossier, lines


def _line(item: table.Item, papers: dict[int, tuple[PaperItem, ...]]) -> Line:
    text = str(item["doc"])
    packed = item.get("content")
    content = zlib.decompress(packed).decode() if isinstance(packed, bytes) else None
    event = Event.model_validate_json(text)
    erased = int(item.get("erased", 0))
    return Line(event, text, content, papers.pop(event.version, ()), erased)


# ---- Writing ------------------------------------------------------------------------------------


def _state_item(dossier: Dossier) -> table.Item:
    item: table.Item = {
        "pk": codes.partition(dossier.code),
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
    if dossier.to_hand_back and dossier.erased_at is None:
        # At the desk that hands them back, the one that has waited longest at the top.
        item["lane"] = f"{dossier.return_desk}#{dossier.lane}"
        item["due"] = _due(dossier.closed_at or dossier.filed_at, dossier.code)
    if dossier.is_open and dossier.received_at and dossier.status is not Status.RESOLVED:
        item["hands"] = dossier.assignee or nobody_at(dossier.settled_by)
    if dossier.is_open and dossier.rings_at:
        item["alarm"] = clock.stored(dossier.rings_at)[:13]
        item["rings"] = clock.stored(dossier.rings_at)
    return item


def _event_item(line: Line) -> table.Item:
    event = line.event
    item: table.Item = {
        "pk": codes.partition(event.code),
        "sk": f"EVENT#{event.version:06}",
        "doc": line.text,
        **queues.journal(event.at, event.code, event.version),
    }
    if line.content is not None:
        item["content"] = zlib.compress(line.content.encode(), 9)
    if line.erased:
        item["erased"] = line.erased
    return item


def _paper_item(code: str, paper: PaperItem) -> table.Item:
    return {"pk": codes.partition(code), "sk": f"PAPER#{paper.id}", "doc": paper.text}


def _new(before: Dossier | None, after: Dossier) -> list[Reference]:
    known = before.references if before else ()
    return [one for one in dict.fromkeys(after.references) if one not in known]


def _reference(reference: Reference, code: str) -> table.Put:
    """What finds the dossier by another system's number; a number is of one dossier."""
    pk, sk = _reference_key(reference)
    taken = Conflict("reference_taken", wording.REFERENCE_TAKEN)
    return table.Put({"pk": pk, "sk": sk, "code": code}, after=0, refusal=taken)


def _reference_key(reference: Reference) -> tuple[str, str]:
    return f"REFERENCE#{reference.system}#{reference.number}", "REFERENCE"


def _lines_elsewhere(before: Dossier | None, after: Dossier) -> Iterator[table.Change]:
    """The dossier's line on other desks: where it was received, where its
    result is returned, and who is consulted."""
    now = _seen_at(after)
    for sk, (lane, due) in now.items():
        yield table.Put(
            {
                "pk": codes.partition(after.code),
                "sk": sk,
                "lane": lane,
                "due": _due(due, after.code),
                "version": after.version,
                "person": after.person,
                "doc": _doc(after),
            }
        )
    for sk in sorted((_seen_at(before) if before else {}).keys() - now.keys()):
        yield table.Delete(codes.partition(after.code), sk)


def _owners_line(before: Dossier | None, after: Dossier) -> Iterator[table.Change]:
    """The dossier's line in its owner's list, where somebody else filed it."""
    listed = _listed_for(before) if before else None
    wanted = _listed_for(after)
    if wanted == listed:
        return
    pk = codes.partition(after.code)
    if wanted:
        filed = clock.stored(after.filed_at)
        yield table.Put({"pk": pk, "sk": "OWNER", "person": wanted, "filed": filed})
    else:
        yield table.Delete(pk, "OWNER")


def _listed_for(dossier: Dossier) -> str | None:
    """In whose list it stands besides that of who filed it."""
    return dossier.owner if dossier.owner != dossier.person else None


def _seen_at(dossier: Dossier) -> dict[str, tuple[str, dt.datetime]]:
    """The lanes of other desks by the key of the line: an agency may be consulted as well as
    have received it."""
    if not dossier.is_open:
        return {}
    seen = {
        f"ALSO#{one.agency}#asked": (f"{one.agency}#{CONSULTED_LANE}", one.due_at)
        for one in dossier.opinions
    }
    for desk in {dossier.agency, dossier.return_desk} - {dossier.settled_by}:
        seen[f"ALSO#{desk}"] = (f"{desk}#{dossier.lane}", dossier.next_due)
    return seen


def _doc(dossier: Dossier) -> str:
    """The state as text, without what the item says already: a unit is a kilobyte."""
    said = {"version", "person"}
    if codes.kept_as(dossier.code) == dossier.code:
        said.add("code")
    if dossier.owner == dossier.person:
        said.add("owner")
    return dossier.model_dump_json(exclude=said, exclude_defaults=True)


def _due(moment: dt.datetime, code: str) -> str:
    return f"{clock.stored(moment)}#{code}"


def _mark_item(before: Dossier | None, after: Dossier, once: Once) -> table.Item:
    expires = once_kept_until()
    if before is None:
        return {
            "pk": f"ONCE#submit#{once.who}",
            "sk": once.key,
            "code": after.code,
            "fingerprint": once.fingerprint,
            "ttl": expires,
        }
    return {
        "pk": codes.partition(after.code),
        "sk": f"ONCE#{once.who}#{once.key}",
        "done": after.version,
        "fingerprint": once.fingerprint,
        "ttl": expires,
    }


def _log(event: Event) -> None:
    """An event that is written, for the log and the counts."""
    log.info("event written", code=event.code, kind=event.kind, version=event.version)
    if event.version == 1 and event.kind is not Kind.TAKEN_OVER:
        metrics.measure("submissions")
    metrics.measure("transitions", kind=event.kind)
