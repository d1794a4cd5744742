"""The state directory, and the lock of the one data plane that serves it.

lock             held by the data plane that serves this directory; its process id
snapshot.zip     every service's state at one instant; replaced as a whole, never edited
objects/         S3 objects, written as they arrive
services/        what else ministack writes by itself: Lambda code, signing keys
scratch/         its temporary files, cleared on every start
unsaved/         objects of buckets which a crash kept out of the snapshot
dataplane.log    what the process had to say
save-failed      there while saving does not succeed
running          there from the start until the last save has succeeded
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import time
from pathlib import Path

LOCK = "lock"
SNAPSHOT = "snapshot.zip"
OBJECTS = "objects"
SERVICES = "services"
SCRATCH = "scratch"
UNSAVED = "unsaved"
LOG = "dataplane.log"
SAVE_FAILED = "save-failed"
RUNNING = "running"


class DataPlaneError(Exception):
    """Why the data plane cannot serve, in one sentence for whoever started it."""


async def take_lock(state: Path, patience: float) -> int:
    """A descriptor that holds the lock. Raises DataPlaneError after so many seconds.

    A saver inherits it: as long as one writes, even one whose process was killed, nobody else
    may start on this directory.
    """
    try:
        lock = os.open(state / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unusable(state, error) from error
    deadline = time.monotonic() + patience
    while not _locked(lock):
        if time.monotonic() > deadline:
            holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
            raise DataPlaneError(
                f"State directory {state} is in use by another data plane (process {holder}): "
                "stop that one first, or choose another directory."
            )
        await asyncio.sleep(0.05)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def emptied(path: Path) -> Path:
    """The same directory, there and empty."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(exist_ok=True)
    return path


def synced(directory: Path) -> None:
    """Waits for the disk: a rename is there for good only when its directory is."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unusable(state: Path, error: OSError) -> DataPlaneError:
    return DataPlaneError(
        f"State directory {state} cannot be used ({error.strerror}): "
        "choose another one, or remove what stands in its way."
    )
