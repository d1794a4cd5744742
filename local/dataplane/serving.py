"""The port, and the server behind it."""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from .changes import Application
from .directory import DataPlaneError

BACKLOG = 128
OPEN_FILES = 8192


def listen(port: int) -> socket.socket:
    """Bound before anything else is loaded, so that no one can take the port in between; 0 is
    any free one. Raises DataPlaneError."""
    # With its protocol named: asyncio sends without delay only on sockets known to be TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        raise DataPlaneError(
            f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}): "
            "stop what serves there, or choose another port."
        ) from error
    listener.listen(BACKLOG)
    return listener


async def serve(listener: socket.socket, app: Application, stopping: asyncio.Event) -> None:
    """Answers until ``stopping`` is set. HTTP is parsed in C."""
    import uvicorn

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Signals are handled already: the saver has the last word."""
            yield

    _allow_many_connections()
    served: Any = app
    config = uvicorn.Config(
        served,
        http="httptools",
        ws="none",
        backlog=BACKLOG,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, stop}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving


def _allow_many_connections() -> None:
    """macOS allows 256 open files by default, fewer than a busy worker pool's connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, OPEN_FILES)), hard))
