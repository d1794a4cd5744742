"""The process of the data plane. Started by ``control``, which reads one line of its output."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
import warnings
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import emulator, serving
from .changes import noting_changes
from .control import LAST_SAVE_FAILED
from .directory import DataPlaneError, take_lock
from .running_mark import RunningMark
from .saver import Saver
from .snapshot import Snapshot

CLOSE_PATIENCE = 1.0  # seconds; open long polls must not hold up the last save
TICK = 0.1


def main() -> None:
    arguments = _arguments()
    # From Python 3.12 on, forking beside threads warns; the saver touches nothing they share.
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        asyncio.run(_run(arguments))
    except DataPlaneError as refusal:
        _report(refused=str(refusal))
        sys.exit(2)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="local.dataplane", description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--save-every", type=float, default=3.0)
    parser.add_argument("--patience", type=float, default=10.0)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="end when it ends")
    parser.add_argument("--enforce-policies", action="store_true", help="refuse what IAM would")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    state: Path = arguments.state
    lock = await take_lock(state, arguments.patience)
    listener = serving.listen(arguments.port)
    port: int = listener.getsockname()[1]
    emulator.set_environment(state, port, arguments.enforce_policies)
    snapshot = Snapshot(state)
    snapshot.restore()
    mark = RunningMark(state)
    saver = Saver(snapshot, mark, arguments.save_every, keep_open=lock)
    stopping = _stop_on_signals()
    app = noting_changes(emulator.application(), saver)
    server = asyncio.create_task(serving.serve(listener, app, stopping))
    _report(port=port, unclean_stop=mark.before and asdict(mark.before))
    await _watch(saver, stopping, server, arguments.parent)
    code = await _end(saver, stopping, server)
    # An ordinary exit would wait for whatever thread is still busy with a cut-off request.
    sys.stderr.flush()
    os._exit(code)


def _stop_on_signals() -> asyncio.Event:
    """The loop sets the event, not the handler: a signal may come while it is being set."""
    stopping = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopping.set)
    return stopping


def _report(**report: Any) -> None:
    """The one line the parent waits for. Afterwards standard output is the log as well, lest a
    stray print fill a pipe nobody reads."""
    with suppress(BrokenPipeError):
        os.write(1, json.dumps(report).encode() + b"\n")
    os.dup2(2, 1)


async def _watch(
    saver: Saver, stopping: asyncio.Event, server: asyncio.Task[None], parent: int
) -> None:
    """Saves when it is time; returns on a signal, when orphaned, or when serving ended."""
    while not stopping.is_set() and not server.done() and os.getppid() == parent:
        saver.look()
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), TICK)


async def _end(saver: Saver, stopping: asyncio.Event, server: asyncio.Task[None]) -> int:
    """The last save holds whatever was acknowledged: it blocks the loop from its fork until the
    process is gone, so that nothing is answered after it."""
    stopping.set()
    # A long poll cut short is no news, but would leave a page of traces in the log.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    await asyncio.wait({server}, timeout=CLOSE_PATIENCE)
    if not saver.save_and_end():
        return LAST_SAVE_FAILED
    if server.done() and (error := server.exception()) is not None:
        logging.error("Serving ended by itself", exc_info=error)
        return 1
    return 0


if __name__ == "__main__":
    main()
