"""How a running province ends, and what the next start says of it."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from tests.support.bursts import PATIENCE, burst


def test_a_burst_of_stop_signals_ends_it_in_good_order(run: Any, tmp_path: Path) -> None:
    province = run()
    province.wait_until_ready()
    burst(province.process.pid)

    out, err = province.process.communicate(timeout=PATIENCE)
    assert (province.process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "stopped"
    assert not (tmp_path / "state" / "running.json").exists()


def test_a_burst_of_stop_signals_ends_the_consumers_in_good_order(run: Any) -> None:
    import psutil

    province = run()
    province.wait_until_ready()
    (consumers,) = [
        child
        for child in psutil.Process(province.process.pid).children()
        if "local.runner" in child.cmdline()
    ]
    burst(consumers.pid)

    # Nobody but the province waits for them: it says that they ended, and ends as well.
    _, err = province.process.communicate(timeout=PATIENCE)
    assert err == ("cannot run: the consumers of the queues and the stream ended by themselves.\n")


def test_after_its_data_plane_was_killed_the_next_start_says_what_may_be_lost(run: Any) -> None:
    first = run()
    assert "stopped in good order" not in first.wait_until_ready()
    first.submit()
    os.kill(first.data_plane(), signal.SIGKILL)
    _, err = first.process.communicate(timeout=PATIENCE)
    assert "the data plane ended by itself" in err

    assert "(the last sign of life) may be lost." in run().wait_until_ready()


def test_after_kill_9_of_the_web_alone_the_next_start_says_that_nothing_is_lost(run: Any) -> None:
    first = run()
    first.wait_until_ready()
    code = first.submit()
    first.end(signal.SIGKILL)

    second = run()
    assert "but nothing is lost" in second.wait_until_ready()
    assert second.call("GET", f"/dossiers/{code}", "citizen-1")["code"] == code
