"""The consumers of queues, stream and schedule in a process of their own.

So that whoever waits at the web does not wait for them, as on AWS.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

_STOP_PATIENCE = 20.0


class Consumers:
    """``local.runner`` as a process. Context manager.

    The environment must hold the house's settings before. The process ends by itself within
    a second of losing its parent.
    """

    def __enter__(self) -> Self:
        # In a session of its own: Ctrl-C reaches a whole process group, and these must end
        # after the web and before the data plane.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "local.runner", str(os.getpid())],
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            raise RuntimeError("the consumers did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def alive(self) -> bool:
        return self._process.poll() is None
