"""How a dossier begins, in whichever way it comes in: its first event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import table
from chalicelib.foundation.errors import Conflict, Invalid, NotFound

from . import chain, facts, numbers, store, turn, wording
from .changes import OpeningChanges
from .events import Event, OnPaper
from .model import By, Content, HandedPaper
from .moves import Status
from .store import Once
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Opening:
    """The first event of a dossier, and what is sealed with it. ``agency`` settles it."""

    code: str
    at: dt.datetime
    by: By
    agency: str
    procedure: str
    channel: str
    status: Status
    data: facts.Opening
    changes: OpeningChanges
    content: Content
    papers: tuple[HandedPaper, ...]
    note: str = ""
    on_paper: OnPaper | None = None
    form_number: str = ""  # of the form that was given on paper
    assignee: str | None = None
    also: tuple[table.Change, ...] = ()


def begin(opening: Opening, once: Once | None) -> Whole:
    """Writes the first version of a dossier; under a key only once.

    Refuses a code that another dossier has, and raises the refusal of a change in ``also``.
    """
    event = Event(
        code=opening.code,
        version=1,
        kind=opening.data.kind,
        at=opening.at,
        by=opening.by,
        note=opening.note,
        agency=opening.agency,
        procedure=opening.procedure,
        channel=opening.channel,
        status=opening.status,
        assignee=opening.assignee,
        changes=opening.changes,
        data=opening.data,
        on_paper=opening.on_paper,
    )
    event = numbers.numbered(event, agencies.rules_of(opening.changes.rules), opening.form_number)
    line = chain.write(event, opening.content, opening.papers)
    dossier = chain.replay([line])
    try:
        store.save(None, line, dossier, once, opening.also)
    except (store.AlreadyDone, store.Changed):
        # Its twin came in at the same moment and was first, or the code is used.
        earlier = begun(once)
        if earlier is None:
            used = wording.CODE_USED.format(code=opening.code)
            raise Conflict("code_used", used) from None
        return earlier
    return Whole(dossier, [line])


def first_of(code: str) -> Event | None:
    """The first event of the dossier that has a code, in either form; None where none has it."""
    try:
        return turn.load(code).events[0]
    except NotFound:
        return None


def begun(once: Once | None) -> Whole | None:
    """What an earlier submission under the same key was answered."""
    done = store.submitted_once(once.who, once.key) if once else None
    if done is None or once is None:
        return None
    code, fingerprint = done
    if fingerprint != once.fingerprint:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return turn.load(code).as_of(1)
