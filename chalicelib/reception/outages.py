"""Sổ ghi khi hệ thống gián đoạn: blocks of codes kept for paper (S2 Điều 21 khoản 4)."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import AlreadyDone, Now, Once
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.foundation.frozen import Frozen
from chalicelib.people.audiences import AGENCY_ADMIN, HEAD_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person

from . import store, wording

_KEEPERS = (RECEPTION_OFFICER, HEAD_OFFICER, AGENCY_ADMIN)


class Block(Frozen):
    """Codes of one agency and day that only the outage book may use."""

    agency: str
    day: dt.date
    first: int
    last: int
    reserved_by: str
    at: dt.datetime
    codes: tuple[str, ...] = ()


def reserve(
    agency: str,
    day: dt.date,
    size: int,
    by: Person,
    once: Once | None = None,
    now: Now = clock.now,
) -> Block:
    """Keeps a block of codes for paper, before the system is out."""
    _must_keep_the_book(by, agency)
    today = clock.local_day(now())
    earlier = _reserved_before(once)
    if earlier:
        return earlier
    if day < today:
        raise Invalid("day_is_past", wording.DAY_IS_PAST)
    ahead = agencies.rules_on(today).value("outage_days_ahead")
    if (day - today).days > ahead:
        raise Invalid("day_too_far", wording.DAY_TOO_FAR.format(days=ahead))
    first, last = store.reserve_serials(agency, day, size)
    block = Block(agency=agency, day=day, first=first, last=last, reserved_by=by.subject, at=now())
    try:
        store.save_block(agency, day, first, block.model_dump_json(exclude={"codes"}), once)
    except AlreadyDone:
        # Its twin came in at the same moment; the numbers taken here are left out.
        return _reserved_before(once) or _with_codes(block)
    return _with_codes(block)


def blocks_of(agency: str, by: Person, day: dt.date | None = None) -> list[Block]:
    """The blocks of codes that an agency has kept for paper; those of a day if one is named."""
    _must_keep_the_book(by, agency)
    return _blocks(agency, day)


def entered(block: Block) -> list[str]:
    """The codes of a block under which a dossier was entered."""
    return dossiers.entered(block.codes)


def must_be_reserved(code: str, agency: str, day: dt.date) -> None:
    """A back-dated entry needs a code of a reserved block of that agency and day."""
    if not any(code in block.codes for block in _blocks(agency, day)):
        raise Invalid("code_not_reserved", wording.CODE_NOT_RESERVED)


def _must_keep_the_book(by: Person, agency: str) -> None:
    dossiers.authority.must_hold(by, agency, _KEEPERS, wording.OUTAGE_BOOK)


def _blocks(agency: str, day: dt.date | None) -> list[Block]:
    return [_read(doc) for doc in store.load_blocks(agency, day)]


def _reserved_before(once: Once | None) -> Block | None:
    """The block that an earlier request under the same key was given."""
    saved = store.block_saved_once(once) if once else None
    if saved is None or once is None:
        return None
    doc, fingerprint = saved
    if fingerprint != once.fingerprint:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return _read(doc)


def _read(doc: str) -> Block:
    return _with_codes(Block.model_validate_json(doc))


def _with_codes(block: Block) -> Block:
    digits = agencies.rules_on(block.day).value("serial_digits")
    serials = range(block.first, block.last + 1)
    listed = (dossiers.codes.build(block.agency, block.day, one, digits) for one in serials)
    return block.model_copy(update={"codes": tuple(listed)})
