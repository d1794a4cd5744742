"""When to save, and by whom: a forked child, so that no request waits for it."""

from __future__ import annotations

import gc
import logging
import math
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from .running_mark import RunningMark
from .snapshot import Snapshot

SAVE_PATIENCE = 60  # seconds; a child older than this is stuck, not slow
# Some effects follow their answer: a bucket's notification reaches its queue, a stack gets
# built. A save counts for a change only if it began at least this many seconds after it.
SETTLE = 1.0


class Saver:
    """Saves in a forked child, because serialising in the event loop would stall every request.
    The child has the memory of one instant to itself and takes its time.

    ``save_every`` is in seconds; ``keep_open`` is a descriptor that the child keeps.
    """

    def __init__(
        self, snapshot: Snapshot, mark: RunningMark, save_every: float, keep_open: int
    ) -> None:
        self._snapshot = snapshot
        self._mark = mark
        self._save_every = save_every
        self._keep_open = keep_open
        self._changed_at = -math.inf
        self._saved_at = -math.inf
        self._not_before = -math.inf
        self._began_at = -math.inf
        self._child = 0

    def note_change(self) -> None:
        """Something has just changed, or may within this request."""
        self._changed_at = time.monotonic()
        self._mark.note(unsaved=True)

    def look(self) -> None:
        """Takes note of a save that has ended, and begins one if it is time."""
        self._collect(os.WNOHANG)
        self._mark.note(self._is_unsaved())
        if self._is_unsaved() and not self._child and time.monotonic() >= self._not_before:
            self._begin()

    def save_and_end(self) -> bool:
        """The last save, once nothing more is answered; whether it succeeded."""
        self._collect(wait_options=0)
        self._begin()
        self._collect(wait_options=0)
        succeeded = self._saved_at == self._began_at
        if succeeded:
            self._mark.remove()
        return succeeded

    def _is_unsaved(self) -> bool:
        return self._changed_at + SETTLE > self._saved_at

    def _begin(self) -> None:
        self._began_at, at = time.monotonic(), time.time()
        try:
            self._child = os.fork()
        except OSError:
            logging.exception("The state could not be saved")
            self._conclude(succeeded=False)
            return
        if not self._child:
            self._save_and_exit(at)

    def _collect(self, wait_options: int) -> None:
        if self._child:
            child, status = os.waitpid(self._child, wait_options)
            if child:
                self._child = 0
                self._conclude(succeeded=status == 0)

    def _conclude(self, succeeded: bool) -> None:
        now = time.monotonic()
        self._snapshot.note_outcome(succeeded)
        if succeeded:
            self._saved_at = self._began_at
        # A state that takes long to write is written less often: at most a sixth of the time.
        duration = now - self._began_at
        self._not_before = max(self._began_at + self._save_every, now + 5 * duration)

    def _save_and_exit(self, at: float) -> None:
        code = 1
        try:
            self._become_a_bystander()
            self._snapshot.save(at)
            code = 0
        except Exception:
            logging.exception("The state could not be saved")
        finally:
            os._exit(code)

    def _become_a_bystander(self) -> None:
        """A lock some thread held at the fork stays locked here for ever, hence the alarm. Open
        connections are closed, or their clients would not notice the server's end."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.alarm(SAVE_PATIENCE)
        gc.disable()
        for descriptor in [int(entry.name) for entry in Path("/dev/fd").iterdir()]:
            if descriptor > 2 and descriptor != self._keep_open:
                with suppress(OSError):
                    os.close(descriptor)
