"""Sổ ghi khi hệ thống gián đoạn: blocks of codes kept for paper (S2 Điều 21 khoản 4)."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import AlreadyDone, Block, Now, Once, Span
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.people.audiences import AGENCY_ADMIN, HEAD_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person

from . import store, wording

__all__ = ["Block", "Span"]

_KEEPERS = (RECEPTION_OFFICER, HEAD_OFFICER, AGENCY_ADMIN)
_APPROVERS = (HEAD_OFFICER, AGENCY_ADMIN)


def reserve(
    agency: str,
    day: dt.date,
    size: int,
    by: Person,
    once: Once | None = None,
    now: Now = clock.now,
    outage: Span | None = None,
) -> Block:
    """Keeps a block of codes for paper, before the system is out.

    After an ``outage`` that nobody foresaw a head or the agency's administrator keeps it, for
    what was written while it lasted.
    """
    _must_keep_the_book(by, agency)
    if outage:
        dossiers.authority.must_hold(by, agency, _APPROVERS, wording.GIVEN_AFTERWARDS)
    earlier = _reserved_before(once)
    if earlier:
        return earlier
    at = now()
    if outage:
        _must_be_over(outage, day, agency, at)
    else:
        _must_be_to_come(day, clock.local_day(at))
    first, last = store.reserve_serials(agency, day, size)
    block = Block(
        agency=agency,
        day=day,
        first=first,
        last=last,
        reserved_by=by.subject,
        at=at,
        outage=outage,
    )
    doc = block.model_dump_json(exclude={"codes"}, exclude_none=True)
    try:
        store.save_block(agency, day, first, doc, once)
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


def must_be_of_the_book(code: str, agency: str, received_at: dt.datetime) -> None:
    """An entry from the book needs a code of a block of that agency and day.

    Nobody can have been given a code before it was kept, unless a head approved that it is
    given afterwards, for the time of an outage.
    """
    blocks = _blocks(agency, clock.local_day(received_at))
    block = next((one for one in blocks if code in one.codes), None)
    if block is None:
        raise Invalid("code_not_reserved", wording.CODE_NOT_RESERVED)
    span = block.outage
    if span and not span.begin <= received_at <= span.end:
        begin, end = clock.spoken(span.begin), clock.spoken(span.end)
        refusal = wording.OUTSIDE_THE_OUTAGE.format(begin=begin, end=end)
        raise Invalid("outside_the_outage", refusal)
    if span is None and received_at < block.begun:
        refusal = wording.BEFORE_THE_BLOCK.format(at=clock.spoken(block.at))
        raise Invalid("before_the_block", refusal, reserved_at=clock.shown(block.at))


def _must_be_to_come(day: dt.date, today: dt.date) -> None:
    if day < today:
        raise Invalid("day_is_past", wording.DAY_IS_PAST)
    ahead = agencies.rules_on(today).value("outage_days_ahead")
    if (day - today).days > ahead:
        raise Invalid("day_too_far", wording.DAY_TOO_FAR.format(days=ahead))


def _must_be_over(outage: Span, day: dt.date, agency: str, at: dt.datetime) -> None:
    """Refuses an outage that is not over, not of that day, or too long past."""
    if outage.begin > outage.end:
        raise Invalid("outage_backwards", wording.SPAN_BACKWARDS)
    if outage.end > at:
        raise Invalid("outage_in_future", wording.SPAN_IN_FUTURE)
    if {clock.local_day(outage.begin), clock.local_day(outage.end)} != {day}:
        raise Invalid("outage_of_another_day", wording.SPAN_OF_THE_DAY)
    # A head or an administrator gives these codes, with the reason: nobody else need approve it.
    dossiers.afterwards.must_not_be_past_help(outage.end, agency, at)


def _must_keep_the_book(by: Person, agency: str) -> None:
    dossiers.authority.must_hold(by, agency, _KEEPERS, wording.OUTAGE_BOOK)


def _blocks(agency: str, day: dt.date | None) -> list[Block]:
    return [_read(doc) for doc in dossiers.outages.load_blocks(agency, day)]


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
    rules = agencies.rules_on(block.day)
    serials = range(block.first, block.last + 1)
    listed = (dossiers.codes.given(block.agency, block.day, one, rules) for one in serials)
    return block.model_copy(update={"codes": tuple(listed)})
