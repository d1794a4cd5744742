"""The chain of hashes that makes a quiet change visible.

Each event's text carries the SHA-256 of the text before it, of its content and of each paper
that came with it; the state carries that of the last. Whoever changes, removes or adds a line
must change every line after it and the state as well, and the state must still be what the
events make of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.foundation import ids

from . import wording
from .events import Event
from .facts import Bringing, PersonalDataErased
from .model import Content, Dossier, HandedPaper
from .papers import PaperItem, items_of

# The names in the state of a dossier whose personal data is erased.
_NOBODY = {"applicant": "", "organisation": None, "submitter": ""}


@dataclass(frozen=True, slots=True)
class Line:
    """An event together with the very text that was sealed, and what it brought.

    ``erased``: its content is gone, by the event of a later version (0: it is not).
    """

    event: Event
    text: str
    content: str | None = None
    papers: tuple[PaperItem, ...] = ()
    erased: int = 0

    @property
    def sealed(self) -> str:
        return ids.digest(self.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    valid: bool
    length: int
    head: str
    broken_at: int | None = None
    reason: str | None = None
    title: str | None = None


class Broken(Exception):
    """What is stored of a dossier is no longer what was written; ``verdict`` says where.

    ``state`` is None when it is the state itself.
    """

    def __init__(self, state: Dossier | None, verdict: Verdict) -> None:
        self.state, self.verdict = state, verdict
        super().__init__(f"{verdict.reason} at {verdict.broken_at}")


def unreadable(state: Dossier | None, version: int, length: int) -> Broken:
    """Of a dossier whose event or state (``state`` None) cannot even be read."""
    return Broken(state, _broken(version, "altered" if state else "state_altered", length, ""))


def write(event: Event, content: Content | None = None, handed: Iterable[HandedPaper] = ()) -> Line:
    """The line of an event that has just happened, with what came with it."""
    text = None
    sealed: dict[str, Any] = {}
    if content is not None:
        text = content.model_dump_json(exclude={"papers"})
        sealed["content_hash"] = ids.digest(text)
    papers = items_of(event.version, handed)
    if papers:
        if not isinstance(event.data, Bringing):
            raise TypeError(f"{event.kind} brings no papers")
        seals = tuple(paper.seal() for paper in papers)
        sealed["data"] = event.data.model_copy(update={"papers": seals})
    event = event.model_copy(update=sealed)
    return Line(event, event.model_dump_json(exclude_defaults=True), text, papers)


def replay(lines: list[Line], version: int | None = None) -> Dossier:
    """The dossier as its events make it, up to ``version``."""
    first, *rest = lines[:version]
    dossier = Dossier.model_validate(
        {
            "filed_at": first.event.happened_at,
            **first.event.changes.values(),
            "code": first.event.code,
            "version": 1,
            "status": first.event.status,
            "procedure": first.event.procedure,
            "channel": first.event.channel,
            "settled_by": first.event.agency,
            "last_hash": first.sealed,
            **_personal(first),
        }
    )
    for line in rest:
        dossier = after(dossier, line)
    return dossier


def erased_by(event: Event, lines: Iterable[Line]) -> list[Line]:
    """The lines whose content an event erases, as they are without it."""
    versions = _erased_in(event)
    return [
        replace(line, content=None, erased=event.version)
        for line in lines
        if line.event.version in versions
    ]


def after(dossier: Dossier, line: Line) -> Dossier:
    """The dossier once a line was added: its event's changes, and its content's names."""
    changed = dossier.after(line.event, line.sealed)
    if isinstance(line.event.data, PersonalDataErased):
        return changed.model_copy(update=_NOBODY)
    return changed.model_copy(update=_personal(line)) if line.content else changed


def must_hold(lines: list[Line], state: Dossier) -> None:
    """Raises ``Broken`` for a timeline that is not as it was written."""
    verdict = verify(lines, state)
    if not verdict.valid:
        raise Broken(state, verdict)


def verify(lines: list[Line], state: Dossier) -> Verdict:
    """Recomputes the chain; names the first link that does not hold."""
    head = ""
    erased = {version for line in lines for version in _erased_in(line.event)}
    named = [*(line.event.prev for line in lines[1:]), state.last_hash]
    for number, (line, known_as) in enumerate(zip(lines, named, strict=False), start=1):
        if line.event.version != number:
            return _broken(number, "missing", len(lines), head)
        if line.event.prev != head:
            # Whoever comes after still names this line as it was sealed, or else the line
            # before it is as it was, and this one is not.
            altered = number - 1 if line.sealed == known_as else number
            return _broken(max(altered, 1), "altered", len(lines), head)
        if not _content_holds(line, erased):
            return _broken(number, "content_altered", len(lines), head)
        if not _papers_hold(line):
            return _broken(number, "paper_altered", len(lines), head)
        head = line.sealed
    if state.version > len(lines):
        return _broken(len(lines) + 1, "missing", len(lines), head)
    if state.version < len(lines):
        return _broken(state.version + 1, "state_altered", len(lines), head)
    if state.last_hash != head:
        return _broken(len(lines), "altered", len(lines), head)
    if replay(lines) != state:
        return _broken(len(lines), "state_altered", len(lines), head)
    return Verdict(True, len(lines), head)


def _erased_in(event: Event) -> tuple[int, ...]:
    """Of which versions an event erases the content: never its own, nor a later one's."""
    if not isinstance(event.data, PersonalDataErased):
        return ()
    return tuple(version for version in event.data.versions if version < event.version)


def _content_holds(line: Line, erased: set[int]) -> bool:
    if line.event.content_hash is None or line.event.version in erased:
        return line.content is None
    return line.content is not None and ids.digest(line.content) == line.event.content_hash


def _papers_hold(line: Line) -> bool:
    data = line.event.data
    sealed = data.papers if isinstance(data, Bringing) else ()
    return sealed == tuple(paper.seal() for paper in line.papers)


def _personal(line: Line) -> dict[str, Any]:
    """The fields of the state that come from the sealed content, not from the event."""
    content = json.loads(line.content or "{}")
    applicant = content.get("applicant", {})
    return {
        "applicant": applicant.get("name", ""),
        "organisation": applicant.get("organisation"),
        # Only where somebody acts for the applicant: else it is the applicant's.
        "submitter": content.get("submitter", "") if content.get("acting") else "",
    }


def _broken(version: int, reason: str, length: int, head: str) -> Verdict:
    title = wording.CHAIN[reason].format(version=version)
    return Verdict(False, length, head, version, reason, title)
