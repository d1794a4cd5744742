"""Many stop signals at once, as from somebody who holds Ctrl-C down."""

from __future__ import annotations

import os
import signal

SIGNALS = 500
PATIENCE = 60  # seconds until a process that has not ended counts as stuck


def burst(pid: int) -> None:
    """Sends both stop signals many times, or until the process is gone."""
    for _ in range(SIGNALS):
        try:
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGINT)
        except ProcessLookupError:
            return
