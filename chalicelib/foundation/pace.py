"""How often one client may come in a minute."""

from __future__ import annotations

import time

from . import wording
from .errors import TooMany


class Pace:
    """At most ``limit`` requests a minute from one client, counted in this process.

    On AWS the web firewall counts over all processes; this is the second fence.
    """

    def __init__(self, limit: int, minute: int = 0, seen: dict[str, int] | None = None) -> None:
        self.limit = limit
        self._minute = minute
        self._seen = seen or {}

    def admit(self, client: str) -> None:
        seconds = int(time.time())
        if seconds // 60 != self._minute:
            self._minute, self._seen = seconds // 60, {}
        self._seen[client] = self._seen.get(client, 0) + 1
        if self._seen[client] > self.limit:
            wait = 60 - seconds % 60
            raise TooMany("too_many_requests", wording.TOO_MANY.format(seconds=wait), wait=wait)
