"""Who may read a dossier, and what is read out of its timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import table
from chalicelib.foundation.errors import NotFound
from chalicelib.people.model import Person

from . import authority, chain, codes, deadlines, store, wording
from .model import Dossier, Event
from .moving import damaged
from .store import Whole


def read(code: str, by: Person) -> Whole:
    """A whole dossier, for its applicant and for the agencies that work on it.

    For anyone else it is not there: the answer does not tell whether it exists.
    """
    try:
        return _seen(code, by)
    except chain.Unreadable as found:
        raise damaged(code, found) from None


def read_for_receipt(code: str, by: Person) -> Whole:
    """The same, also for the postal agent who brought it: they ask for the receipt and the due
    time in the sender's place (QĐ 45/2016 Điều 7 khoản 5), and for nothing else."""
    try:
        return _seen(code, by, _sees_receipt)
    except chain.Unreadable as found:
        raise damaged(code, found) from None


def verify(code: str, by: Person) -> chain.Verdict:
    """Recomputes the chain of hashes of a dossier's timeline."""
    try:
        whole = _seen(code, by)
    except chain.Unreadable as found:
        return found.verdict
    return chain.verify(whole.lines, whole.dossier)


def audit(code: str) -> chain.Verdict:
    """The chain of a dossier, for the nightly audit: nobody asks, so nobody is refused."""
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        return found.verdict
    except NotFound:
        return chain.Unreadable(None, 1, 0).verdict
    return chain.verify(whole.lines, whole.dossier)


def of_person(
    by: Person, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """The dossiers that somebody submitted, the newest first.

    Under each key they were known by: what was filed under an earlier one is older. A place
    of no more than a key is where that key's dossiers begin.
    """
    keys = [by.key, *by.former_keys]
    if after:
        keys = keys[keys.index(str(after["person"])) :]
        after = after if len(after) > 1 else None
    found: list[Dossier] = []
    for place, key in enumerate(keys, 1):
        page, after = store.person_page(key, limit - len(found), after)
        found += page
        if after is None and place < len(keys) and len(found) == limit:
            after = {"person": keys[place]}
        if after:
            break
    return found, after


def acceptance_of(whole: Whole) -> Event:
    """The event with which the legal clock started."""
    return next(line.event for line in whole.lines if "received_at" in line.event.changes)


def waived_in(whole: Whole) -> dict[str, str]:
    """The papers with which it was accepted though nobody handed them in, each with why not.

    Told when the fee was asked or when it was accepted; what came afterwards is not waived.
    """
    handed_in = {paper.code for paper in whole.content.papers}
    told = [
        one
        for line in whole.lines[: acceptance_of(whole).version]
        for one in line.event.data.get("waived", [])
    ]
    return {one["about"]: one["reason"] for one in told if one["about"] not in handed_in}


def hand_over_by(dossier: Dossier) -> dt.datetime | None:
    """By when reception must forward it (NĐ 61/2018 Điều 18: the 15:00 cut-off)."""
    return deadlines.hand_over_by(dossier, agencies.rules_of(dossier.rules))


def _sees(whole: Whole, by: Person) -> bool:
    return authority.may_read(whole.dossier, by)


def _sees_receipt(whole: Whole, by: Person) -> bool:
    return _sees(whole, by) or authority.brought(whole.lines[0].event, whole.dossier, by)


def _seen(code: str, by: Person, may: Callable[[Whole, Person], bool] = _sees) -> Whole:
    """A dossier that somebody may read; one that is damaged only to those raises as such."""
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        if found.state and authority.may_read(found.state, by):
            raise
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND) from None
    if not may(whole, by):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    return whole
