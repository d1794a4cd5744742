"""A province in this process, without the threads that carry things on: only what
is called happens, so that what it costs can be counted."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body


class Inside:
    """Speaks to the house as a client does; ``token`` gives the token of an account."""

    def __init__(self, house: Any, token: Callable[[str], str]) -> None:
        self._house, self._token_of = house, token
        self._tokens: dict[str, str] = {}

    def call(self, method: str, path: str, by: str = "", order: Any = None) -> Answer:
        raw = b"" if order is None else json.dumps(order).encode()
        bare, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/api{bare}",
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(raw)),
            "CONTENT_TYPE": "application/json",
            "wsgi.input": io.BytesIO(raw),
        }
        if by:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self._token(by)}"
        statuses: list[str] = []
        body = b"".join(self._house(environ, lambda status, headers: statuses.append(status)))
        answer = Answer(int(statuses[0].split()[0]), body)
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {statuses[0]} {body[:300]!r}")
        return answer

    def _token(self, account: str) -> str:
        if account not in self._tokens:
            self._tokens[account] = self._token_of(account)
        return self._tokens[account]


@contextlib.contextmanager
def province(pack: str = "an-giang") -> Iterator[Inside]:
    """Seeded and open; gone when it is left. One for each process: the house reads its
    environment once."""
    from tools import packs

    from . import run
    from .dataplane import DataPlane

    with tempfile.TemporaryDirectory() as place, contextlib.ExitStack() as open_things:
        state = Path(place)
        os.environ.update({"STATE": place, "PROVINCE": pack})
        plane = open_things.enter_context(DataPlane(state / "aws"))
        outside_port = run.free_port()
        run.set_environment(run.Settings(), plane.endpoint, "only-to-count", outside_port)
        from . import stack

        stack.ensure()
        packs.load(pack)
        run.grant_officers()
        yield _opened(state, outside_port, open_things)


def _opened(state: Path, port: int, open_things: contextlib.ExitStack) -> Inside:
    from waitress.server import create_server

    import app
    from chalicelib.foundation import names

    from .gateway import House
    from .outside import Outside
    from .outside.identity import IdentityProvider
    from .people import directory

    provider = IdentityProvider(
        state / "identity-key.pem", names.TOKEN_ISSUER, names.TOKEN_AUDIENCE, directory()
    )
    outside = Outside(provider)
    server = create_server(outside, host="127.0.0.1", port=port, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    # Closed by its own thread, which still waits on the sockets.
    open_things.callback(server.trigger.pull_trigger, server.close)
    return Inside(House(app, outside), provider.token)
