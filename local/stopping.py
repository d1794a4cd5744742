"""SIGINT and SIGTERM, as something a process waits for."""

from __future__ import annotations

import os
import select
import signal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StopSignals:
    """From now on a stop signal ends nothing by itself: whoever waits here does that.

    A handler written in Python runs between any two steps of the program, also in the midst of
    another handler. One that takes a lock, as ``threading.Event.set`` does, may wait for ever for
    a lock that the interrupted one holds. So the interpreter writes a byte into a pipe, in C, and
    the handler does nothing. One object for each process, made by its main thread.
    """

    def __init__(self) -> None:
        self._arrived, wakeup = os.pipe()
        os.set_blocking(wakeup, False)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        for number in _SIGNALS:
            signal.signal(number, lambda *_: None)

    def wait(self, seconds: float) -> bool:
        """Whether a signal has come, or comes within so many seconds."""
        arrived, _, _ = select.select([self._arrived], [], [], seconds)
        if not arrived:
            return False
        # One is enough. A later one must not end a process that is about to end in good order:
        # an interpreter that shuts down puts the default back in place of a handler.
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        return True
