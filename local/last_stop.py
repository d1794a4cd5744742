"""How the run before this one ended, for whoever starts the next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from .dataplane import UncleanStop
from .state import RUNNING


def last_stop(state: Path, of_data: UncleanStop | None) -> str:
    """A sentence if the last run on this state did not end in good order, else nothing.

    ``of_data`` is what the data plane found; call this before this run writes its own files.
    """
    if of_data and of_data.unsaved:
        return (
            "warning: this province was not stopped in good order. What changed between "
            f"{_shown(of_data.saved_at)} (the last save) and {_shown(of_data.alive_at)} "
            "(the last sign of life) may be lost."
        )
    if of_data or (state / RUNNING).exists():
        return (
            "note: this province was not stopped in good order, but nothing is lost: "
            "all changes had been saved."
        )
    return ""


def _shown(seconds: float) -> str:
    """In the time of this machine, with its offset."""
    return dt.datetime.fromtimestamp(seconds).astimezone().isoformat(" ", "seconds")
