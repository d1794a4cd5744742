"""A change of the province's data: who drafted it, who decided on it, from when it holds.

Frozen nouns, no I/O. What happened to a change is a chain of events, as a dossier's is: each
carries the hash of the one before, the state carries that of the last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from chalicelib.foundation import ids
from chalicelib.foundation.errors import Conflict, Invalid, NotPermitted
from chalicelib.foundation.frozen import Frozen
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person

from . import wording


class Kind(StrEnum):
    """What is changed."""

    PROCEDURE = "procedure"  # phiên bản thủ tục hành chính
    PROCESS = "process"  # quy trình nội bộ riêng của một cơ quan
    FORM = "form"  # mẫu đơn, tờ khai điện tử
    RULES = "rules"  # bộ quy tắc
    AGENCY = "agency"  # cơ quan
    HOURS = "hours"  # giờ mở cửa
    DAY = "day"  # ngày nghỉ, ngày làm bù


# What an agency's own administrator drafts.
OF_AN_AGENCY = frozenset({Kind.PROCESS, Kind.AGENCY})
# What its head approves: how it is reached. An agency's own internal process is the decision of
# the Chairman of the province (QĐ 43/2024 Điều 12 khoản 2; CV 442 mục 1).
APPROVED_BY_ITS_HEAD = frozenset({Kind.AGENCY})


class ChangeStanding(StrEnum):
    """How far a change has come."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class What(StrEnum):
    """The events of a change: a closed list."""

    DRAFTED = "drafted"
    REVISED = "revised"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDING_AFTER = {
    What.DRAFTED: ChangeStanding.DRAFTED,
    What.REVISED: ChangeStanding.DRAFTED,
    What.APPROVED: ChangeStanding.APPROVED,
    What.REFUSED: ChangeStanding.REFUSED,
    What.WITHDRAWN: ChangeStanding.WITHDRAWN,
}


class Decision(Frozen):
    """Số, ngày quyết định: the document on which a change rests."""

    number: str
    date: dt.date
    issued_by: str


class Author(Frozen):
    """Who acted, by account, name and role; ``key`` is the keyed hash of their own number."""

    subject: str
    name: str
    role: str
    key: str = ""


class Proposal(Frozen):
    """What a draft would put in force, and from when; its data lies beside it.

    ``key`` names what is changed among its kind; ``agency`` whose it is, empty for the
    province's. ``base`` is the hash of what it replaces, ``heads`` how often each thing that it
    writes had been changed before.
    """

    kind: Kind
    key: str
    agency: str = ""
    in_force_from: dt.date
    decision: Decision
    base: str = ""
    heads: dict[str, int] = {}
    data_hash: str = ""


class Event(Frozen):
    """Something that happened to a change; never edited. ``fingerprint`` is of the request."""

    change: str
    version: int
    kind: What
    at: dt.datetime
    by: Author
    note: str = ""
    proposal: Proposal | None = None
    fingerprint: str = ""
    prev: str = ""


class Change(Frozen):
    """Đề xuất thay đổi dữ liệu: its present state."""

    change: str
    version: int
    standing: ChangeStanding
    proposal: Proposal
    authors: tuple[Author, ...]
    decided_by: Author | None = None
    drafted_at: dt.datetime
    last_hash: str

    @property
    def is_open(self) -> bool:
        return self.standing is ChangeStanding.DRAFTED


class Sealed(NamedTuple):
    """An event with the very text that is kept, and the state it leads to."""

    event: Event
    text: str
    after: Change


class Broken(Exception):
    """What is stored of a change is no longer what was written."""


# ---- Who may ----------------------------------------------------------------------------------


def drafter(by: Person, kind: Kind, agency: str) -> Author:
    """Who may draft it, as its events name them; refuses whoever may not."""
    for role in (roles.PROVINCE_ADMIN, roles.CONTENT_ADMIN):
        if role in by.roles:
            return author(by, role)
    if kind in OF_AN_AGENCY and by.holds(roles.AGENCY_ADMIN, agency):
        return author(by, roles.AGENCY_ADMIN)
    raise NotPermitted("beyond_your_data", wording.BEYOND_YOUR_DATA)


def approver(by: Person, change: Change) -> Author:
    """Who may decide on it; never whoever drafted it, also not under another account."""
    proposal = change.proposal
    if roles.PROVINCE_ADMIN in by.roles:
        found = author(by, roles.PROVINCE_ADMIN)
    elif proposal.kind in APPROVED_BY_ITS_HEAD and by.holds(roles.HEAD_OFFICER, proposal.agency):
        found = author(by, roles.HEAD_OFFICER)
    else:
        raise NotPermitted("beyond_your_data", wording.NOT_YOURS_TO_APPROVE)
    keys = [one.key for one in change.authors if one.key]
    if by.subject in {one.subject for one in change.authors} or by.is_one_of(*keys):
        raise NotPermitted("own_draft", wording.OWN_DRAFT)
    return found


def author(by: Person, role: str) -> Author:
    return Author(subject=by.subject, name=by.name, role=role, key=by.key)


# ---- What is refused --------------------------------------------------------------------------


def must_begin(proposal: Proposal, today: dt.date) -> None:
    """Refuses a change that would hold from a day that is past, or rests on a document to come."""
    if proposal.in_force_from < today:
        raise Invalid("in_force_in_the_past", wording.IN_FORCE_IN_THE_PAST)
    if proposal.decision.date > today:
        raise Invalid("decision_in_the_future", wording.DECISION_IN_THE_FUTURE)


def must_be_open(change: Change, version: int) -> None:
    """Refuses an act on a change that is decided, or that is not as who acts has seen it."""
    if not change.is_open:
        standing = wording.STANDINGS[change.standing]
        raise Conflict("change_decided", wording.CHANGE_DECIDED.format(standing=standing))
    if version != change.version:
        raise Conflict("changed_meanwhile", wording.REVISED_MEANWHILE, version=change.version)


def must_stand_on(drafted: Proposal, now: Proposal) -> None:
    """Refuses a draft made on what is in force no longer."""
    if (drafted.base, drafted.heads) != (now.base, now.heads):
        raise Conflict("changed_meanwhile", wording.CHANGED_MEANWHILE)


# ---- The chain --------------------------------------------------------------------------------


def begin(event: Event) -> Sealed:
    """The first event of a change."""
    assert event.proposal is not None, "a draft says what it would change"
    text = event.model_dump_json()
    change = Change(
        change=event.change,
        version=1,
        standing=ChangeStanding.DRAFTED,
        proposal=event.proposal,
        authors=(event.by,),
        drafted_at=event.at,
        last_hash=ids.digest(text),
    )
    return Sealed(event, text, change)


def follow(change: Change, event: Event) -> Sealed:
    """The next event of a change, chained to the one before."""
    event = event.model_copy(
        update={
            "change": change.change,
            "version": change.version + 1,
            "prev": change.last_hash,
        }
    )
    text = event.model_dump_json()
    return Sealed(event, text, _after(change, event, text))


def must_hold(change: Change, texts: Iterable[str]) -> list[Event]:
    """The events of a change; raises ``Broken`` unless they make the state that is kept."""
    events: list[Event] = []
    made: Change | None = None
    for text in texts:
        event = Event.model_validate_json(text)
        if event.prev != (made.last_hash if made else ""):
            raise Broken(change.change)
        made = _after(made, event, text) if made else begin(event).after
        made = made.model_copy(update={"last_hash": ids.digest(text)})
        events.append(event)
    if made != change:
        raise Broken(change.change)
    return events


def _after(change: Change, event: Event, text: str) -> Change:
    authors = change.authors
    if event.kind is What.REVISED and event.by not in authors:
        authors = (*authors, event.by)
    decided = event.kind in (What.APPROVED, What.REFUSED, What.WITHDRAWN)
    return change.model_copy(
        update={
            "version": event.version,
            "standing": STANDING_AFTER[event.kind],
            "proposal": event.proposal or change.proposal,
            "authors": authors,
            "decided_by": event.by if decided else None,
            "last_hash": ids.digest(text),
        }
    )
