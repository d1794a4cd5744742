"""Bản khai dở: what somebody has begun to fill in and not handed in yet.

It belongs to the account that signed in, is nobody's dossier, and no officer sees it. It ends when
it is handed in, when its owner removes it, or by itself after the days of a rule (ADR 57).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock, ids, table
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.foundation.frozen import Frozen
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures

from . import store, wording
from .model import DRAFT_ID

# So many at once, and so much in one: a form of the longest kind has a tenth of it.
MOST = 8
MOST_BYTES = 30_000


class Draft(Frozen):
    """``content`` is the screen's own; nothing of it is checked before it is handed in.

    ``version`` counts how often it was kept.
    """

    id: str
    procedure: str
    version: int
    kept_at: dt.datetime
    kept_until: dt.datetime
    content: dict[str, Any]


def of(by: Person, now: dt.datetime | None = None) -> list[Draft]:
    """Somebody's own drafts, the one kept last at the top."""
    at = now or clock.now()
    found = (_read(doc) for owner in _owners(by) for doc in store.load_drafts(owner))
    lasting = (one for one in found if one.kept_until > at)
    return sorted(lasting, key=lambda one: one.kept_at, reverse=True)


def keep(
    by: Person, id: str, procedure: str, content: dict[str, Any], seen: int, at: dt.datetime
) -> Draft:
    """Keeps a draft after the version that was ``seen``; 0 begins one.

    Refuses to overwrite what another window kept meanwhile; the same once more is answered as
    before.
    """
    _must_be_id(id)
    if len(json.dumps(content, ensure_ascii=False).encode()) > MOST_BYTES:
        raise Invalid("draft_too_long", wording.DRAFT_TOO_LONG)
    procedures.in_force(procedure, clock.local_day(at))
    kept = of(by, at)
    before = next((one for one in kept if one.id == id), None)
    if before and (before.version, before.content) == (seen + 1, content):
        return before
    if (before.version if before else 0) != seen:
        raise _changed()
    if before is None and len(kept) >= MOST:
        raise Conflict("too_many_drafts", wording.TOO_MANY_DRAFTS.format(most=MOST))
    days = agencies.rules_on(clock.local_day(at)).value("drafts_kept_days")
    until = at + dt.timedelta(days=days)
    draft = Draft(
        id=id,
        procedure=procedure,
        version=seen + 1,
        kept_at=at,
        kept_until=until,
        content=content,
    )
    try:
        store.save_draft(_owner(by), id, draft.version, draft.model_dump_json(), until)
    except table.Refused:
        raise _changed() from None
    return draft


def remove(by: Person, id: str) -> None:
    """Forgets one of somebody's own drafts; one that is not there is forgotten already."""
    _must_be_id(id)
    table.write(*ended(by, id))


def ended(by: Person, id: str) -> tuple[table.Change, ...]:
    """What ends a draft, in the transaction of what is handed in."""
    return tuple(store.draft_removed(owner, id) for owner in _owners(by))


def _owner(by: Person) -> str:
    return ids.keyed_hash(ids.Purpose.DRAFT, by.subject)


def _owners(by: Person) -> list[str]:
    """Under which keys somebody's drafts are kept, whichever secret they were made under."""
    return ids.keyed_hashes(ids.Purpose.DRAFT, by.subject)


def _must_be_id(id: str) -> None:
    if not re.fullmatch(DRAFT_ID, id):
        raise Invalid("invalid_draft", wording.DRAFT_ID)


def _changed() -> Conflict:
    return Conflict("draft_changed", wording.DRAFT_CHANGED)


def _read(doc: str) -> Draft:
    return Draft.model_validate(json.loads(doc))
