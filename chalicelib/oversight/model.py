"""What is counted of an event."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from chalicelib.foundation import clock


@dataclass(frozen=True, slots=True)
class Fact:
    """One event as it is counted: where, what, on which local day, and into which status.

    ``entered`` says whether the dossier came into that status with it.
    """

    code: str
    version: int
    day: str
    agency: str
    procedure: str
    channel: str
    status: int
    entered: bool

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
            day=clock.local_day(dt.datetime.fromisoformat(event["at"])).isoformat(),
            agency=event["agency"],
            procedure=event["procedure"],
            channel=event["channel"],
            status=event["status"],
            entered=event["status"] != event.get("status_before"),
        )
    except (KeyError, TypeError, ValueError):
        raise NoEvent("a message is no event") from None
