"""Drafting, comparing and deciding on changes of data."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, NamedTuple

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import AlreadyDone, Now, Once
from chalicelib.foundation import clock, ids, log, table
from chalicelib.foundation.errors import Conflict, Damaged, Invalid, NotFound
from chalicelib.people.audiences import AGENCY_ADMIN, HEAD_OFFICER
from chalicelib.people.model import Person

from . import comparison, model, store, wording
from .agency_data import MOST_COUNTED
from .data import datum
from .datum import Datum
from .model import Change, ChangeStanding, Decision, Event, Kind, Proposal, Sealed, What

# As many codes of open dossiers as a comparison names.
MOST_CODES = 100
PINNED = wording.PINNED


class Whole(NamedTuple):
    """A change with what happened to it and the data that it would put in force."""

    change: Change
    events: list[Event]
    data: dict[str, Any]


class OpenDossiers(NamedTuple):
    """Open dossiers of an agency; ``more`` if there are more than were counted."""

    agency: str
    open: int
    more: bool


class Comparison(NamedTuple):
    differences: list[dict[str, Any]]
    dossiers: list[OpenDossiers]
    codes: list[str]
    notes: list[str]


def current(what: Datum) -> dict[str, Any]:
    """What is in force on a day; refuses where there is nothing."""
    found = what.current()
    if found is None:
        raise Invalid("unknown_data", wording.UNKNOWN_DATA.format(day=f"{what.since:%d/%m/%Y}"))
    return found


def draft(
    proposal: Proposal,
    given: dict[str, Any],
    note: str,
    by: Person,
    once: Once | None = None,
    now: Now = clock.now,
) -> Whole:
    """Soạn đề xuất: what would be changed, from when, on which decision.

    ``proposal.base``, if given, is the base that the drafter has read; another one is in force
    by now if it differs.
    """
    who = model.drafter(by, proposal.kind, proposal.agency)
    earlier = _drafted_before(once)
    if earlier:
        return earlier
    complete, data = _complete(proposal, given, who, now)
    event = Event(
        change=store.next_number(clock.local_day(now())),
        version=1,
        kind=What.DRAFTED,
        at=now(),
        by=who,
        note=note,
        proposal=complete,
        fingerprint=once.fingerprint if once else "",
    )
    sealed = model.begin(event)
    try:
        _save(sealed, data, once)
    except AlreadyDone:
        # Its twin came in at the same moment; the number taken here is left out.
        return _drafted_before(once) or read(sealed.after.change)
    return read(sealed.after.change)


def revise(
    number: str,
    version: int,
    in_force_from: dt.date,
    decision: Decision,
    given: dict[str, Any],
    note: str,
    by: Person,
    fingerprint: str,
    now: Now = clock.now,
) -> Whole:
    """Sửa đề xuất, while nobody has decided on it. Kind, key and agency stay."""
    whole = read(number)
    kept = whole.change.proposal
    who = model.drafter(by, kept.kind, kept.agency)
    if _is_last(whole, fingerprint):
        return whole
    model.must_be_open(whole.change, version)
    anew = {"in_force_from": in_force_from, "decision": decision, "base": ""}
    complete, data = _complete(kept.model_copy(update=anew), given, who, now)
    _save(_follows(whole, What.REVISED, who, note, fingerprint, now, complete), data)
    return read(number)


def approve(
    number: str, version: int, note: str, by: Person, fingerprint: str, now: Now = clock.now
) -> Whole:
    """Phê duyệt: by a second person; what was drafted is in force from its day on."""
    whole = read(number)
    who = model.approver(by, whole.change)
    if _is_last(whole, fingerprint):
        return whole
    model.must_be_open(whole.change, version)
    kept = whole.change.proposal
    model.must_begin(kept, clock.local_day(now()))
    clock.forget()
    what = datum_of(kept)
    doc = what.read(whole.data)
    if who.role == HEAD_OFFICER:
        what.must_be_within(doc)
    model.must_stand_on(kept, _standing_on(kept, what))
    what.must_leave_nobody(doc)
    also = [*store.next_heads(kept.heads), *what.in_force(doc, number)]
    _save(_follows(whole, What.APPROVED, who, note, fingerprint, now), also=also)
    clock.forget()
    return read(number)


def refuse(
    number: str, version: int, reason: str, by: Person, fingerprint: str, now: Now = clock.now
) -> Whole:
    """Từ chối: by whoever could have approved it."""
    whole = read(number)
    who = model.approver(by, whole.change)
    return _ended(whole, version, What.REFUSED, who, reason, fingerprint, now)


def withdraw(
    number: str, version: int, reason: str, by: Person, fingerprint: str, now: Now = clock.now
) -> Whole:
    """Rút lại: by whoever could have drafted it."""
    whole = read(number)
    proposal = whole.change.proposal
    who = model.drafter(by, proposal.kind, proposal.agency)
    return _ended(whole, version, What.WITHDRAWN, who, reason, fingerprint, now)


def read(number: str) -> Whole:
    """A change and all that happened to it; refuses one whose chain does not hold."""
    kept = store.load(number)
    if kept is None:
        raise NotFound("unknown_change", wording.UNKNOWN_CHANGE.format(change=number[:40]))
    try:
        events = model.must_hold(kept.change, kept.texts)
        if ids.digest(kept.data) != kept.change.proposal.data_hash:
            raise model.Broken(number)
    except (model.Broken, ValueError):
        log.error("change broken", kind=kept.change.proposal.kind)
        raise Damaged("change_broken", wording.CHANGE_BROKEN) from None
    return Whole(kept.change, events, json.loads(kept.data))


def listed(
    standing: ChangeStanding | None, kind: Kind | None, before: str | None
) -> tuple[list[Change], str | None]:
    """Changes, the newest at the top; and where the next page begins."""
    found, following = store.load_list(before)
    shown = [
        change
        for change in found
        if standing in (None, change.standing) and kind in (None, change.proposal.kind)
    ]
    return shown, following


def compare(number: str) -> Comparison:
    """What a change changes, and of which open dossiers: none of them is changed itself.

    A decided change is compared with what is in force on its day by now.
    """
    whole = read(number)
    clock.forget()
    what = datum_of(whole.change.proposal)
    concerned = what.concerned()
    at = concerned.agencies or {one.identifier for one in agencies.all_agencies()}
    found, codes = [], []
    for agency in sorted(at):
        counted, some = dossiers.open_at(agency, concerned.procedures, MOST_COUNTED)
        if counted.count:
            found.append(OpenDossiers(agency, counted.count, counted.more))
            codes += some
    differences = [*comparison.differences(what.current() or {}, whole.data)]
    return Comparison(differences, found, codes[:MOST_CODES], [*what.notes(whole.data)])


def datum_of(proposal: Proposal) -> Datum:
    return datum(proposal.kind, proposal.key, proposal.agency, proposal.in_force_from)


def base_of(what: Datum) -> str:
    """The hash of what is in force, by which a draft says on what it was made."""
    return ids.digest(_text(what.current()))


def _complete(
    proposal: Proposal, given: dict[str, Any], who: model.Author, now: Now
) -> tuple[Proposal, str]:
    """The proposal with what it stands on, and its data as it is kept; refuses what is unsound."""
    model.must_begin(proposal, clock.local_day(now()))
    clock.forget()  # what another process put in force a moment ago
    what = datum_of(proposal)
    complete = _standing_on(proposal, what)
    if proposal.base and proposal.base != complete.base:
        raise Conflict("changed_meanwhile", wording.CHANGED_MEANWHILE)
    doc = what.read(given)
    what.must_change_something(doc)
    if who.role == AGENCY_ADMIN:
        what.must_be_within(doc)
    data = _text(doc)
    return complete.model_copy(update={"data_hash": ids.digest(data)}), data


def _standing_on(proposal: Proposal, what: Datum) -> Proposal:
    heads = {name: store.head_of(name) for name in what.heads()}
    return proposal.model_copy(update={"base": base_of(what), "heads": heads})


def _ended(
    whole: Whole,
    version: int,
    kind: What,
    who: model.Author,
    reason: str,
    fingerprint: str,
    now: Now,
) -> Whole:
    if _is_last(whole, fingerprint):
        return whole
    model.must_be_open(whole.change, version)
    _save(_follows(whole, kind, who, reason, fingerprint, now))
    return read(whole.change.change)


def _follows(
    whole: Whole,
    kind: What,
    who: model.Author,
    note: str,
    fingerprint: str,
    now: Now,
    proposal: Proposal | None = None,
) -> Sealed:
    """The change's next event, sealed to the one before it."""
    event = Event(
        change=whole.change.change,
        version=0,
        kind=kind,
        at=now(),
        by=who,
        note=note,
        proposal=proposal,
        fingerprint=fingerprint,
    )
    return model.follow(whole.change, event)


def _is_last(whole: Whole, fingerprint: str) -> bool:
    """Whether this very request is what happened last: it was sent again."""
    return whole.events[-1].fingerprint == fingerprint


def _drafted_before(once: Once | None) -> Whole | None:
    """The change that an earlier draft under the same key was given."""
    done = store.drafted_once(once) if once else None
    if done is None or once is None:
        return None
    number, fingerprint = done
    if fingerprint != once.fingerprint:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return read(number)


def _save(
    sealed: Sealed,
    data: str | None = None,
    once: Once | None = None,
    also: list[table.Put] | None = None,
) -> None:
    store.save(sealed, data, once, also or [])
    log.info("change of data", kind=str(sealed.event.kind), version=sealed.event.version)


def _text(doc: dict[str, Any] | None) -> str:
    return json.dumps(doc, ensure_ascii=False, sort_keys=True)
