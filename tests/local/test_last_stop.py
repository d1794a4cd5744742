"""What a start says of the run before it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from local.dataplane import UncleanStop
from local.last_stop import last_stop

SAVED = dt.datetime(2026, 11, 22, 10, 0, 3).astimezone()
ALIVE = dt.datetime(2026, 11, 22, 10, 0, 5).astimezone()


def unclean(unsaved: bool) -> UncleanStop:
    return UncleanStop(SAVED.timestamp(), ALIVE.timestamp(), unsaved)


def test_a_clean_stop_is_not_worth_a_word(tmp_path: Path) -> None:
    assert last_stop(tmp_path, None) == ""


def test_what_may_be_lost_is_said_with_its_times(tmp_path: Path) -> None:
    assert last_stop(tmp_path, unclean(unsaved=True)) == (
        "warning: this province was not stopped in good order. What changed between "
        f"{SAVED.astimezone().isoformat(' ', 'seconds')} (the last save) and "
        f"{ALIVE.astimezone().isoformat(' ', 'seconds')} "
        "(the last sign of life) may be lost."
    )


def test_the_times_have_their_offset(tmp_path: Path) -> None:
    assert re.search(r"10:00:03[+-][0-9]{2}:[0-9]{2} ", last_stop(tmp_path, unclean(unsaved=True)))


def test_where_all_was_saved_nothing_is_lost(tmp_path: Path) -> None:
    assert "nothing is lost" in last_stop(tmp_path, unclean(unsaved=False))


def test_where_only_the_web_was_killed_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "running.json").touch()

    assert "nothing is lost" in last_stop(tmp_path, None)
