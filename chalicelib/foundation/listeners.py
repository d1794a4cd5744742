"""Who hears of events: each queue with the kinds it wants and all that it may know of them.

To add one: an entry in ``LISTENERS``, its queue in ``infra/template.yaml``, its handler in
``app.py``. What is not declared here never leaves: officers' notes, names and numbers stay with
the dossier.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from . import names

Members = dict[str, Any]


class Listener(NamedTuple):
    """A queue and what it is sent.

    ``members`` of an event by name, a part of one with a dot (``changes.warned``); ``kinds``
    None means all. ``group`` names the member by which a FIFO queue keeps the order.
    """

    queue: str
    members: tuple[str, ...]
    kinds: frozenset[str] | None = None
    group: str | None = None

    def wants(self, event: Members) -> bool:
        return self.kinds is None or event.get("kind") in self.kinds

    def message(self, event: Members) -> str:
        """The event as JSON, with the declared members that it has and no others."""
        known: Members = {}
        for member in self.members:
            _copy(event, known, member.split("."))
        return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


LISTENERS = (
    # What oversight counts.
    Listener(
        names.ROLLUPS_QUEUE,
        members=(
            "code",
            "version",
            "kind",
            "at",
            "on_paper.happened_at",
            "agency",
            "procedure",
            "channel",
            "status",
            "status_before",
            "assignee",
            "assignee_before",
            # Whether an end, an examination or a forwarding was late, and an explanation only added
            # to one.
            "data.late",
            "data.forwarded",
            "data.again",
        ),
    ),
)


def _copy(source: Members, target: Members, path: list[str]) -> None:
    """Copies the member at the end of a path, if it is there, and nothing beside it."""
    first, *rest = path
    if first not in source:
        return
    if not rest:
        target[first] = source[first]
    elif isinstance(source[first], dict):
        part = target.get(first, {})
        _copy(source[first], part, rest)
        if part:
            target[first] = part
