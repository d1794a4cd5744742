"""The relay: copies each event of the stream to every listener's queue, each by itself.

A queue that takes nothing is behind, and the others go on. What it may lack is copied again from
the journal, by the relay after the next batch that the queue takes and by the clock. Consumers
know what comes twice.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import clock, log, marks, metrics, outbox, queues
from .listeners import LISTENERS, Listener
from .marks import Mark
from .outbox import Event

Now = Callable[[], dt.datetime]

# An event's time is that of the machine that wrote it, taken just before its transaction. So
# events reach the stream out of order by a transaction, and by what clocks differ.
_OVERLAP = dt.timedelta(hours=1)
# How far ahead a clock may have been whose events are still found.
_AHEAD = dt.timedelta(days=3)
# A consumer knows for thirty days what it had; older events would be counted twice.
_KNOWN = dt.timedelta(days=29)
# An index follows its table within a moment; an event that it lacks would be passed over.
_INDEX_LAG = dt.timedelta(minutes=1)
_BATCH = 10
# About how many events a run copies again: of the relay, which has other work, and of the clock.
_MOST_BY_RELAY = 1_000
_MOST_BY_CLOCK = 50_000


def relay(
    records: Iterable[dict[str, Any]],
    listeners: Sequence[Listener] = LISTENERS,
    now: Now = clock.now,
) -> int:
    """Copies the new events among stream records to each listener; returns how many there were.

    A queue that fails is behind from then on. Raises only when even that could not be kept:
    then the stream gives the batch again, for all.
    """
    events = outbox.new_events(records)
    for listener in listeners:
        _relay_to(listener, events, now)
    if events:
        codes = sorted({event.code for event in events})
        kinds = Counter(str(event.members["kind"]) for event in events)
        log.info("events relayed", count=len(events), codes=codes, kinds=kinds)
    return len(events)


def catch_up_behind(listeners: Sequence[Listener] = LISTENERS, now: Now = clock.now) -> int:
    """Copies to each listener that is behind what it may lack, up to a bound.

    Returns how many listeners are behind still.
    """
    kept = marks.load_all()
    behind = 0
    for listener in listeners:
        mark = kept.get(listener.queue, Mark())
        if mark.behind and not _caught_up(listener, mark, _MOST_BY_CLOCK, now):
            log.warning("listener behind", queue=listener.queue)
            behind += 1
    if behind:
        metrics.measure("listeners_behind", behind)
    return behind


def catch_up(
    since: dt.datetime | None = None,
    listeners: Sequence[Listener] = LISTENERS,
    now: Now = clock.now,
) -> int:
    """Copies to each listener what it may have missed; returns how many events were copied.

    A stream forgets, the journal of the table does not. Begins a little before each listener's
    mark, or at ``since``. Runs before the stream is followed again: a mark must not pass an
    event that still waits here.
    """
    at = now()
    kept = {listener: marks.load(listener.queue) for listener in listeners}
    begins = {
        listener: clock.stored(since) if since else _first_missed(mark, at)
        for listener, mark in kept.items()
    }
    copied, failed = 0, set()
    for events in outbox.of_journal(min(begins.values()), clock.stored(at + _AHEAD)):
        for listener, first in begins.items():
            if not _taken(listener, [event for event in events if event.written >= first]):
                failed.add(listener)
        copied += len(events)
    if since is None:
        for listener in kept.keys() - failed:
            marks.close(listener.queue, kept[listener], clock.stored(at))
    if copied:
        log.info("caught up with the journal", count=copied)
    return copied


def _relay_to(listener: Listener, events: list[Event], now: Now) -> None:
    wanted = [event for event in events if listener.wants(event.members)]
    if not wanted or _must_wait(listener, wanted, now) or not _taken(listener, wanted):
        return
    written, present = max(event.written for event in wanted), clock.stored(now())
    # A clock may be ahead: a mark that passes the present would hide what comes meanwhile.
    reached = written if written[: len(present)] <= present else present
    mark = marks.advance(listener.queue, reached)
    if mark.behind:
        _caught_up(listener, mark, _MOST_BY_RELAY, now)


def _must_wait(listener: Listener, wanted: list[Event], now: Now) -> bool:
    """Whether a queue that keeps an order lacks earlier events: then these come after those."""
    if listener.group is None or not marks.load(listener.queue).behind:
        return False
    written = [event.written for event in wanted]
    mark = marks.fall_behind(listener.queue, min(written), max(written))
    _caught_up(listener, mark, _MOST_BY_RELAY, now)
    return True


def _first_missed(mark: Mark, at: dt.datetime) -> str:
    """Where a listener begins to catch up: a little before its mark.

    Without one it begins with the journal. So it does when the mark was made by a clock that was
    ahead: what was written since that was put right stands before the mark.
    """
    if mark.written and mark.written <= clock.stored(at + _OVERLAP):
        first = min(clock.parse(mark.written[:24]), at) - _OVERLAP
    else:
        first = max(queues.journal_began() or at - _KNOWN, at - _KNOWN)
    return min(clock.stored(first), mark.behind or clock.stored(first))


def _caught_up(listener: Listener, mark: Mark, most: int, now: Now) -> bool:
    """Copies again what a queue may lack, about ``most`` events; whether it lacks nothing now.

    If somebody else changes the mark meanwhile, the next run goes on.
    """
    settled = clock.stored(now() - _INDEX_LAG)
    copied = 0
    try:
        for events in outbox.of_journal(mark.behind, min(mark.until, settled)):
            _send(listener, events)
            copied += len(events)
            shorter = marks.shorten(listener.queue, mark, events[-1].written)
            if shorter is None or copied >= most:
                return False
            mark = shorter
        if mark.until > settled:
            marks.shorten(listener.queue, mark, max(mark.behind, settled))
            return False
        return marks.close(listener.queue, mark)
    except _failures() as error:
        log.failure("could not catch up", error, queue=listener.queue, count=copied)
        return False


def _taken(listener: Listener, events: list[Event]) -> bool:
    """Sends events to a listener; whether its queue took them. If not, it is behind."""
    try:
        _send(listener, events)
    except _failures() as error:
        log.failure("queue took nothing", error, queue=listener.queue, count=len(events))
        written = [event.written for event in events]
        marks.fall_behind(listener.queue, min(written), max(written))
        return False
    return True


def _send(listener: Listener, events: list[Event]) -> None:
    wanted = [event for event in events if listener.wants(event.members)]
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        bodies = [listener.message(event.members) for event in batch]
        queues.send(listener.queue, bodies, _groups(listener, batch))


def _groups(listener: Listener, events: list[Event]) -> list[tuple[str, str]]:
    """Of a FIFO queue: each event's group, and what it is known by when it comes twice."""
    if listener.group is None:
        return []
    return [
        (str(event.members[listener.group]), f"{event.code}#{event.version}") for event in events
    ]


def _failures() -> tuple[type[Exception], ...]:
    """What a call to AWS raises that did not succeed."""
    from botocore.exceptions import BotoCoreError, ClientError

    return BotoCoreError, ClientError, queues.NotTaken
