"""Every service's state in one file, replaced as a whole.

A zip brings its own table of contents at its end and a checksum for each part: a truncated or
damaged one is recognised, and one rename replaces it.
"""

from __future__ import annotations

import os
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import directory, emulator
from .directory import DataPlaneError
from .encoding import decoded, encoded


class Snapshot:
    """The snapshot of a state directory."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._path = state / directory.SNAPSHOT
        self._failure = state / directory.SAVE_FAILED
        self._partial = state / "snapshot.partial"
        self._objects = state / directory.OBJECTS

    def restore(self) -> None:
        """Gives every service its state back. Raises DataPlaneError."""
        try:
            self._partial.unlink(missing_ok=True)
            if self._path.exists():
                self._read()
            elif self._objects.exists():
                raise self._unreadable(f"{self._path.name} is missing")
            else:
                # Objects without a snapshot mean that it was lost, so it has to be there first.
                self.save(at=time.time())
            self._objects.mkdir(exist_ok=True)
        except OSError as error:
            raise directory.unusable(self._state, error) from error

    def save(self, at: float) -> None:
        """Writes what is in memory; the file's time is ``at``, in seconds since 1970."""
        with self._partial.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for service, state in emulator.states():
                    archive.writestr(f"{service}.json", encoded(service, state))
            file.flush()
            os.utime(self._partial, (at, at))
            os.fsync(file.fileno())
        self._partial.replace(self._path)
        directory.synced(self._state)

    def note_outcome(self, succeeded: bool) -> None:
        """Leaves a file beside it while saving fails, for whoever started the process."""
        with suppress(OSError):
            if succeeded:
                self._failure.unlink(missing_ok=True)
            else:
                self._failure.touch()

    def _read(self) -> None:
        part = self._path.name
        try:
            states = {}
            with zipfile.ZipFile(self._path) as archive:
                for part in archive.namelist():
                    service = part.removesuffix(".json")
                    states[service] = decoded(service, archive.read(part))
            self._set_aside_unsaved_buckets(states.get("s3"))
            for part, state in states.items():
                emulator.hand_back(part, state)
        except Exception as error:
            raise self._unreadable(f"{part}: {error}") from error

    def _set_aside_unsaved_buckets(self, s3: Any) -> None:
        """A bucket made after the last save is on disk, but the stack it belongs to is not
        remembered. Left there, it would stand in the way of creating that stack again."""
        aside = self._state / directory.UNSAVED / str(time.time_ns())
        for pattern in ("[0-9]*/*", ".versions/[0-9]*/*"):
            for bucket in self._objects.glob(pattern):
                if not s3 or not emulator.is_bucket_of(s3, bucket.parent.name, bucket.name):
                    place = aside / bucket.relative_to(self._objects)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    bucket.rename(place)

    def _unreadable(self, reason: str) -> DataPlaneError:
        return DataPlaneError(
            f"State directory {self._state} cannot be read back ({reason}): put back a copy "
            "of it, or delete it to start from nothing."
        )
