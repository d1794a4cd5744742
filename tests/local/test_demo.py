"""``make demo``: a province that runs is filled once, with dossiers in many states."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT


def demo(state: Path, dossiers: int) -> str:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "MOT_CUA", "TOKEN_", "JWKS", "PROVINCE", "PUBLIC_URL"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "local.demo"],
        cwd=ROOT,
        env={**inherited, "STATE": str(state), "DOSSIERS": str(dossiers)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout + done.stderr


def test_a_week_is_filled_in_once(run: Any) -> None:
    province = run()
    province.wait_until_ready()

    told = demo(province.state, 30)

    assert re.search(r"^(29|30) dossiers", told, re.M), told
    statuses = re.findall(r"^ +(\d+)  .* (\d+)$", told, re.M)
    assert len(statuses) >= 5, told
    assert "nothing was added" in demo(province.state, 30)


def test_without_a_province_it_says_what_to_do(tmp_path: Path) -> None:
    assert "start one with make run" in demo(tmp_path, 1)
