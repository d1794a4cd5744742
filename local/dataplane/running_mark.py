"""A file that is there while the data plane runs: what an unclean stop leaves behind.

It holds one word, whether something is not saved yet. The time it was last written is the last
sign of life; the time of the snapshot is the instant that the snapshot shows.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import directory

_SAVED, _UNSAVED = "saved", "unsaved"
_TOUCH_EVERY = 1.0  # seconds between two signs of life while something is not saved


@dataclass(frozen=True)
class UncleanStop:
    """The data plane before this one did not end in good order.

    ``saved_at`` and ``alive_at`` are seconds since 1970: the instant that the snapshot shows,
    and the last sign of life. What changed between them may be lost, unless ``unsaved`` is
    False: then nothing had changed since the last save.
    """

    saved_at: float
    alive_at: float
    unsaved: bool


class RunningMark:
    """Written by the process that serves; ``before`` is what the one before it left behind."""

    def __init__(self, state: Path) -> None:
        self._path = state / directory.RUNNING
        self.before = self._left_behind(state / directory.SNAPSHOT)
        self._unsaved: bool | None = None
        self._written_at = 0.0

    def _left_behind(self, snapshot: Path) -> UncleanStop | None:
        if not self._path.exists():
            return None
        saved_at = snapshot.stat().st_mtime
        return UncleanStop(
            saved_at=saved_at,
            # To save is a sign of life, too.
            alive_at=max(saved_at, self._path.stat().st_mtime),
            # Cut off while it was written, it is no word: then something may be lost.
            unsaved=self._path.read_text(errors="replace") != _SAVED,
        )

    def note(self, unsaved: bool) -> None:
        """Called before a change is answered, and every moment besides; seldom writes."""
        with suppress(OSError):
            if unsaved != self._unsaved:
                self._write(unsaved)
            elif unsaved and time.monotonic() > self._written_at + _TOUCH_EVERY:
                os.utime(self._path)
                self._written_at = time.monotonic()

    def _write(self, unsaved: bool) -> None:
        with self._path.open("w") as file:
            file.write(_UNSAVED if unsaved else _SAVED)
            file.flush()
            if unsaved:
                # What is answered from now on may be lost: the word is on disk before.
                os.fsync(file.fileno())
        self._unsaved, self._written_at = unsaved, time.monotonic()

    def remove(self) -> None:
        """After the last save, when nothing more is answered."""
        self._path.unlink(missing_ok=True)
