"""How far each listener's queue has come, and from where to where it may lack events.

A mark is the item ``RELAY`` · the queue. Whoever changes its gap raises its version by one, so
that nobody closes a gap which grew meanwhile.
"""

from __future__ import annotations

from typing import NamedTuple

from . import table

_RELAY = "RELAY"
# More than there are relays at a time.
_TRIES = 20


class Mark(NamedTuple):
    """Places of the journal, empty where there is none: the queue had the events up to
    ``written``, but may lack those from ``behind`` to ``until``."""

    written: str = ""
    behind: str = ""
    until: str = ""
    version: int = 0


def load(queue: str) -> Mark:
    return _mark(table.get(_RELAY, queue, consistent=True))


def load_all() -> dict[str, Mark]:
    """Every mark by its queue, as they were a moment ago."""
    return {str(item["sk"]): _mark(item) for item in table.query_all(_RELAY)}


def advance(queue: str, written: str) -> Mark:
    """Keeps that a queue had the events up to a place; the mark as it is then."""
    return _mark(table.update(_RELAY, queue, {"written": written}))


def fall_behind(queue: str, first: str, last: str) -> Mark:
    """Keeps that a queue may lack the events from one place to another, both included.

    Returns the mark as it is then. Raises when that cannot be kept.
    """
    for _ in range(_TRIES):
        mark = load(queue)
        gap: table.Item = {
            "behind": min(first, mark.behind or first),
            "until": max(last, mark.until),
            "version": mark.version + 1,
        }
        item = table.update(_RELAY, queue, gap, after=mark.version)
        if item:
            return _mark(item)
    raise RuntimeError(f"could not keep that {queue} is behind")


def shorten(queue: str, mark: Mark, behind: str) -> Mark | None:
    """The mark whose gap begins later; None if somebody changed it since it was loaded."""
    if behind == mark.behind:
        return mark
    gap: table.Item = {"behind": behind, "version": mark.version + 1}
    item = table.update(_RELAY, queue, gap, after=mark.version)
    return _mark(item) if item else None


def close(queue: str, mark: Mark, written: str = "") -> bool:
    """Keeps that a queue lacks nothing, up to ``written`` if that is given.

    False if somebody changed the mark since it was loaded: it is left as it is.
    """
    sets: table.Item = {"version": mark.version + 1}
    if written:
        sets["written"] = written
    return bool(table.update(_RELAY, queue, sets, ("behind", "until"), after=mark.version))


def _mark(item: table.Item | None) -> Mark:
    if item is None:
        return Mark()
    written, behind, until = (str(item.get(name, "")) for name in ("written", "behind", "until"))
    return Mark(written, behind, until, int(item.get("version", 0)))
