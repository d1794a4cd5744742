"""A whole dossier: its state, its timeline and what came with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.agencies.deadlines import Deadline
from chalicelib.people import audiences as roles
from chalicelib.procedures import actions as procedures

from . import chain, wording
from .applicants import Applicant, EIdentity
from .chain import Line
from .charges import demands_a_fee
from .events import Event
from .facts import (
    Bringing,
    Examining,
    FeePaid,
    Opening,
    Returned,
    SupplementReceived,
    TakenOver,
    Timed,
    VerificationRecorded,
    Waiving,
)
from .model import By, Content, Dossier, HandedPaper, Minutes, ReturnBy
from .papers import before_items


@dataclass(frozen=True, slots=True)
class Mark:
    """A request already done: which version it made, and the fingerprint of what it said."""

    version: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A dossier with its timeline and the requests it has seen."""

    dossier: Dossier
    lines: list[Line]
    marks: dict[str, Mark] = field(default_factory=dict)

    @property
    def events(self) -> list[Event]:
        return [line.event for line in self.lines]

    @property
    def content(self) -> Content:
        """What was handed in besides the papers, as it is now; once it is erased, that it is."""
        if self.is_erased:
            return self._erased()
        return next(
            Content.model_validate_json(line.content)
            for line in reversed(self.lines)
            if line.content
        )

    @property
    def is_erased(self) -> bool:
        return any(line.erased for line in self.lines)

    def _erased(self) -> Content:
        applicant = Applicant(kind="citizen", name=wording.ERASED, address=wording.ERASED)
        method = ReturnBy.model_validate({"method": self.dossier.return_by})
        return Content(
            salt="",
            applicant=applicant,
            submitter="",
            form={},
            return_by=method,
            verifications=tuple(self._minutes_erased()),
        )

    def _minutes_erased(self) -> Iterator[Minutes]:
        for event in self.events:
            if isinstance(event.data, VerificationRecorded):
                gone = wording.ERASED
                at = event.data.happened_at or event.happened_at
                yield Minutes(happened_at=at, place=gone, participants=(gone,), content=gone)

    @property
    def papers(self) -> tuple[HandedPaper, ...]:
        """The papers as they are: one handed in anew takes the place of the one before."""
        found: dict[str, HandedPaper] = {}
        for line in self.lines:
            kept = before_items(line.content)
            if kept is not None:
                found = {paper.code: paper for paper in kept}
            found |= {item.read().code: item.read() for item in line.papers}
        return tuple(found.values())

    @property
    def on_paper(self) -> bool:
        """Whether papers of it lie at a desk, and were not handed back since."""
        handed_back = [at for at, one in enumerate(self.events) if isinstance(one.data, Returned)]
        return bool(_brought(self.lines[max(handed_back, default=-1) + 1 :]))

    @property
    def brought(self) -> set[str]:
        """The papers that came to a desk: brought to the counter or by the post, or handed in there
        later. Online nobody hands in paper."""
        return _brought(self.lines)

    @property
    def deadline(self) -> Deadline | None:
        """The deadline now in force: the last one an event set; None if settled at once."""
        for event in reversed(self.events):
            if isinstance(event.data, Timed) and event.data.deadline:
                return event.data.deadline
        return None

    @property
    def acceptance(self) -> Event:
        """The event with which the legal clock started."""
        return next(one for one in self.events if "received_at" in one.changes.values())

    @property
    def hand_over_by(self) -> dt.datetime | None:
        """By when reception must forward it; once that was judged, by when it had to (NĐ 61/2018
        Điều 18: the 15:00 cut-off)."""
        judged = (one.data.hand_over_by for one in self.events if one.data.hand_over_by)
        return self.dossier.forward_by or next(judged, None)

    @property
    def examined_late(self) -> bool:
        """Whether the examination that goes on has ended late already, and the timeline says so."""
        for event in reversed(self.events):
            if isinstance(event.data, SupplementReceived):
                return False
            if isinstance(event.data, Examining) and event.data.late:
                return True
        return False

    @property
    def waits_since(self) -> dt.datetime:
        """When it came into the status in which it waits."""
        came = [one for one in self.events if one.status is not one.status_before]
        return came[-1].happened_at

    @property
    def checked_e_identity(self) -> EIdentity | None:
        """What the counter checked of the applicant's electronic identity when it came in."""
        first = self.events[0].data
        return first.e_identity if isinstance(first, Opening) else None

    @property
    def receiver(self) -> By:
        """Who received it, as the receipt names them (Mẫu số 01).

        Where paying accepted it, whoever found it complete and demanded the fee, and not who
        took the money.
        """
        accepted = self.acceptance
        if isinstance(accepted.data, TakenOver):
            return _receiver_there(accepted.data)
        if not isinstance(accepted.data, FeePaid):
            return accepted.by
        demands = [one for one in self.events[: accepted.version] if demands_a_fee(one)]
        last = demands[-1]
        return _receiver_there(last.data) if isinstance(last.data, TakenOver) else last.by

    @property
    def waived(self) -> dict[str, str]:
        """The papers with which it was accepted though nobody handed them in: code, reason.

        Named when the fee was demanded or when it was accepted; what came afterwards is not
        waived.
        """
        handed_in = {paper.code for paper in self.papers}
        until_then = self.events[: self.acceptance.version]
        return {
            one.about: one.reason
            for data in (event.data for event in until_then)
            if isinstance(data, Waiving)
            for one in data.waived
            if one.about not in handed_in
        }

    def as_of(self, version: int) -> Whole:
        """The dossier as it was in an earlier version."""
        lines = self.lines[:version]
        return Whole(chain.replay(lines), lines)


def _receiver_there(said: TakenOver) -> By:
    """Who received it in the system that is replaced, as that system names them."""
    agency = said.received_by.code if said.received_by else ""
    return By(id=said.system, role="reception", name=said.receiver, agency=agency)


def _papers_of(line: Line) -> list[HandedPaper]:
    return [*(item.read() for item in line.papers), *(before_items(line.content) or ())]


def _brought(lines: list[Line]) -> set[str]:
    return {
        paper.code
        for line in lines
        if _taken_in(line.event) and isinstance(line.event.data, Bringing)
        for paper in _papers_of(line)
    }


def _taken_in(event: Event) -> bool:
    """Whether somebody at a desk took in what came with it, here or in the system before."""
    if isinstance(event.data, TakenOver):
        return not procedures.channel(event.channel).electronic
    return event.by.role in (roles.RECEPTION_OFFICER, roles.POSTAL_AGENT)
