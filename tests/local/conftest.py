"""Provinces in processes of their own, ended with the test."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import Running


@pytest.fixture
def port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        found: int = sock.getsockname()[1]
        return found


@pytest.fixture
def run(tmp_path: Path, port: int) -> Iterator[Any]:
    started: list[Running] = []

    def begin(**settings: str) -> Running:
        started.append(Running(tmp_path / "state", port, **settings))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
