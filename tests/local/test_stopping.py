"""A stop signal ends a process of the house in good order, however many of them come at once.

That of the whole province is in ``test_stops``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from local.dataplane import DataPlane
from tests.house.sources import ROOT, calls, tree
from tests.support.bursts import PATIENCE, burst

TIMES = 30
WAITS = """
from local.stopping import StopSignals
stopping = StopSignals()
print("ready", flush=True)
while not stopping.wait(1):
    pass
print("ended", flush=True)
"""
HANDLERS = {"signal", "set_wakeup_fd", "add_signal_handler"}


@pytest.fixture
def waiting() -> Iterator[subprocess.Popen[str]]:
    """A process that waits for a stop signal and does nothing else."""
    process = subprocess.Popen(
        [sys.executable, "-c", WAITS], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    with suppress(ProcessLookupError):
        process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_ends_it(waiting: subprocess.Popen[str], number: signal.Signals) -> None:
    waiting.send_signal(number)

    assert waiting.communicate(timeout=PATIENCE)[0] == "ended\n"
    assert waiting.returncode == 0


@pytest.mark.parametrize("time", range(TIMES))
def test_a_burst_of_signals_ends_it_in_good_order(
    waiting: subprocess.Popen[str], time: int
) -> None:
    burst(waiting.pid)

    assert waiting.communicate(timeout=PATIENCE)[0] == "ended\n"
    assert waiting.returncode == 0


def test_a_burst_of_signals_lets_the_data_plane_save(tmp_path: Path) -> None:
    plane = DataPlane(tmp_path, save_every=3600)
    for _ in range(3):
        plane.start()
        burst(int((tmp_path / "lock").read_text()))
        plane.stop()

        assert not (tmp_path / "running").exists()


@pytest.mark.parametrize("path", sorted([*ROOT.glob("local/**/*.py"), *ROOT.glob("tools/*.py")]))
def test_signals_are_handled_in_three_files_only(path: Path) -> None:
    """One waits, one has a loop that waits, and the child that saves puts the default back."""
    handled = {name for name, call in calls(tree(path.relative_to(ROOT))) if name in HANDLERS}

    assert not handled or path.relative_to(ROOT / "local").as_posix() in {
        "stopping.py",
        "dataplane/__main__.py",
        "dataplane/saver.py",
    }
