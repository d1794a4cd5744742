"""One emulated province for each test process: the real table, queues and rooms.

The environment is set before any room is imported, because ``names`` reads it once.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

from local.credentials import EMULATED


def pytest_configure() -> None:
    # The same examples on every machine and every day: a red run can be run again.
    settings.register_profile("steady", derandomize=True)
    settings.load_profile("steady")
    port = _free_port()
    site, outside = f"http://localhost:{_free_port()}", _free_port()
    os.environ.update(
        {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_REGION": "ap-southeast-1",
            **EMULATED,
            "AWS_EC2_METADATA_DISABLED": "true",
            # It keeps nothing outside of a test.
            "MOT_CUA_SECRET": "only-for-tests",  # pragma: allowlist secret
            "TOKEN_ISSUER": f"{site}/outside/identity",
            "JWKS_URL": f"http://127.0.0.1:{outside}/identity/jwks",
            "TOKEN_URL": f"http://127.0.0.1:{outside}/identity/token",
            "PUBLIC_URL": site,
            "LOG_LEVEL": "INFO",
            "LOOKUPS_PER_MINUTE": "100000",
            "LOOKUP_TRIES_PER_HOUR": "20",
            "PROVINCE": "an-giang",
        }
    )

    # Opened here, so that the house does not print; pytest shows what a failed test logged.
    logging.getLogger("chalicelib").setLevel(logging.INFO)
    logging.getLogger("chalicelib").addHandler(logging.NullHandler())
    ears.listen()


@pytest.fixture(autouse=True)
def logs() -> Iterator[Canary]:
    """What the test logs: fails it when there is anybody's name, number or form in it."""
    ears.people = ears.people or everybody()
    ears.begin()
    yield ears
    assert ears.leaks() == []


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """A freshly seeded An Giang, with a client for its people."""
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


from tests.support.canary import Canary, ears, everybody  # noqa: E402
from tests.support.province import Province, running  # noqa: E402
