"""What is counted of an event."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.moves import CLOSED, Kind, Status
from chalicelib.foundation import clock

# What is counted of late dossiers: those that ended so, those explained, those apologised for; and
# what reception did late: examinations (NĐ 107/2021), forwardings (NĐ 61/2018 Điều 18).
LATENESS = ("late", "explained", "apologised", "examined_late", "forwarded_late")
# And of what the agency itself did wrong (NĐ 61/2018 Điều 21).
FAULTS = (Kind.RESULT_CORRECTED, Kind.REFUSAL_WITHDRAWN, Kind.PAPERS_LOST)
NOTED = (*LATENESS, *(str(one) for one in FAULTS))
_ENDS = frozenset({Kind.RESOLVED, Kind.RESOLUTION_REFUSED, Kind.STOPPED, Kind.WITHDRAWN})
_EXAMINED = frozenset(
    {
        Kind.ACCEPTED,
        Kind.RECEPTION_REFUSED,
        Kind.SUPPLEMENT_REQUESTED,
        Kind.FEE_DEMANDED,
        Kind.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as it is counted: where, what, on which local day, and into which status.

    ``entered`` says whether the dossier came into that status with it; ``moved`` by how
    much each standing count of the agency (a status, an officer's hands) changed. ``desk`` is the
    agency that received it, as its code says, and ``received`` by how much its counts of what it
    received for others changed.
    ``noted`` is what it says of latenesses and of a fault, keys of ``NOTED``.
    """

    code: str
    version: int
    kind: str
    day: str
    agency: str
    procedure: str
    channel: str
    status: int
    entered: bool
    moved: tuple[tuple[str, int], ...] = ()
    noted: tuple[str, ...] = ()
    desk: str = ""
    received: tuple[tuple[str, int], ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        return self.code, self.version

    @property
    def place(self) -> str:
        return f"{self.agency}#{self.procedure}#{self.channel}#{self.status:02}"


class NoEvent(ValueError):
    """A message that is no event of ours."""


def fact_of(text: str) -> Fact:
    """The fact of an event as the relay sends it; raises ``NoEvent`` for anything else."""
    try:
        event = json.loads(text)
        return Fact(
            code=event["code"],
            version=event["version"],
            kind=event["kind"],
            day=clock.local_day(_happened_at(event)).isoformat(),
            agency=event["agency"],
            procedure=event["procedure"],
            channel=event["channel"],
            status=event["status"],
            entered=_entered(event),
            moved=_moved(event),
            noted=tuple(_noted(event)),
            desk=_desk(event),
            received=_received(event),
        )
    except (KeyError, TypeError, ValueError):
        raise NoEvent("a message is no event") from None


def _entered(event: dict[str, Any]) -> bool:
    """What was taken over came into its status in the system that is replaced, which counted it."""
    if event["kind"] == Kind.TAKEN_OVER:
        return False
    return bool(event["status"] != event.get("status_before"))


def _happened_at(event: dict[str, Any]) -> dt.datetime:
    """What was entered afterwards counts for the day on which it truly happened."""
    entered_at: str = event["at"]
    return dt.datetime.fromisoformat(event.get("on_paper", {}).get("happened_at", entered_at))


def _noted(event: dict[str, Any]) -> Iterator[str]:
    """Each missed due time is counted once as explained, however much was added later."""
    kind, said = event["kind"], event.get("data") or {}
    if kind in FAULTS:
        yield str(kind)
    if said.get("late"):
        # What is registered has no due time yet, and what has one was examined.
        at_reception = event.get("status_before") == Status.REGISTERED
        if at_reception and kind in _EXAMINED:
            yield "examined_late"
        elif kind in _ENDS:
            yield "late"
    if said.get("forwarded") == "late":
        yield "forwarded_late"
    if kind == Kind.LATENESS_EXPLAINED and not said.get("again"):
        yield "explained"
    if kind == Kind.APOLOGISED:
        yield "apologised"


def _desk(event: dict[str, Any]) -> str:
    """Who received it: the code of a dossier begins with that agency (TT 01/2018 Điều 19)."""
    identifier, _, _ = str(event["code"]).rsplit("-", 2)
    return agencies.identifier_of(identifier) or identifier


def _received(event: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """What stands differently at a desk that received it for another agency."""
    if _desk(event) == event["agency"]:
        return ()
    return tuple(
        (f"received_{what}", by) for what, by in _moved(event) if what.startswith("status#")
    )


def _moved(event: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """What stands differently after an event: open dossiers by status and by officer."""
    before = _stands(event.get("status_before"), event.get("assignee_before"))
    after = _stands(event["status"], event.get("assignee"))
    return tuple(
        sorted([(one, -1) for one in before - after] + [(one, 1) for one in after - before])
    )


def _stands(status: int | None, assignee: str | None) -> set[str]:
    if status is None or status in CLOSED:
        return set()
    return {f"status#{status:02}", *([f"officer#{assignee}"] if assignee else [])}
