"""``make run``: a whole province on this machine, until Ctrl-C.

Says each step, serves, and leaves nothing running. Settings: PORT, PROVINCE, STATE.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools import packs

from .consumers import Consumers
from .credentials import EMULATED
from .dataplane import DataPlane, DataPlaneError

PROJECT = Path(__file__).parent.parent
HOST = "127.0.0.1"
_A_SECRET = re.compile("[0-9a-f]{64}")
THREADS = 8
# What API Gateway takes of a request. The house answers up to there, in its own words; beyond, the
# server does, as on AWS. It keeps what is long in a file, and the house refuses it by its length.
LONGEST_REQUEST = 10 * 1024 * 1024


class CannotRun(Exception):
    """Why the province cannot start, in one clear sentence."""


def main() -> int:
    settings = Settings()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        with contextlib.ExitStack() as open_things:
            url, plane, consumers = start(settings, open_things)
            say(f"ready: {url}")
            told = False
            while plane.alive() and consumers.alive() and not stopping.wait(1):
                if plane.save_failed() and not told:
                    say(f"warning: the state is not being saved; see {settings.state / 'aws'}")
                told = plane.save_failed()
            if not plane.alive():
                raise CannotRun(f"the data plane ended by itself; see {settings.state / 'aws'}.")
            if not consumers.alive():
                raise CannotRun("the consumers of the queues and the stream ended by themselves.")
            say("stopping: saving the province's state")
    except (CannotRun, DataPlaneError) as reason:
        print(f"cannot run: {reason}", file=sys.stderr)
        return 1
    say("stopped")
    return 0


class Settings:
    """PORT, PROVINCE and STATE, checked."""

    def __init__(self) -> None:
        self.port = _port(os.environ.get("PORT") or "8000")
        self.province = os.environ.get("PROVINCE") or "an-giang"
        if self.province not in packs.provinces():
            offered = " or ".join(packs.provinces())
            raise SystemExit(f"cannot run: PROVINCE must be {offered}, not {self.province!r}.")
        given = os.environ.get("STATE")
        self.state = Path(given) if given else PROJECT / ".local" / "state" / self.province


def start(
    settings: Settings, open_things: contextlib.ExitStack
) -> tuple[str, DataPlane, Consumers]:
    """Starts everything in its order; ``open_things`` closes it in the reverse one."""
    steps = _Steps()
    listening = open_things.enter_context(_listening(settings.port))
    with steps("state directory"):
        secret = _prepared(settings)
    with steps("data plane"):
        plane = open_things.enter_context(DataPlane(settings.state / "aws"))
    outside_port = free_port()
    tell_the_house(settings, plane.endpoint, secret, outside_port)
    with steps("table, queues, buckets"):
        from . import stack

        stack.ensure()
    with steps(f"province pack {settings.province}"):
        loaded = packs.load(settings.province)
        grant_officers()
    say("       " + ", ".join(f"{count} {what}" for what, count in loaded.items()))
    with steps("catching up with the journal"):
        from chalicelib.foundation import queues

        queues.catch_up()
    with steps("queues, stream, schedule"):
        consumers = open_things.enter_context(Consumers())
    with steps("web"):
        import app

        _serve(settings, app, listening, outside_port, open_things)
    _leave_word(settings, plane.endpoint, outside_port, open_things)
    return f"http://localhost:{settings.port}", plane, consumers


def say(line: str) -> None:
    print(line, flush=True)


class _Steps:
    """Says each step as it starts and how long it took."""

    _count = 0

    @contextlib.contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        self._count += 1
        began = time.monotonic()
        print(f"[{self._count}/7] {what} ...", end="", flush=True)
        try:
            yield
        except BaseException:
            print(" failed", flush=True)
            raise
        say(f" {time.monotonic() - began:.1f} s")


@contextlib.contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """The port, taken before anything else is started."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
            # Listening at once: a second bind would succeed until somebody listens.
            sock.listen(1024)
        except OSError:
            raise CannotRun(
                f"port {port} is taken; choose another one, for example make run PORT={port + 1}."
            ) from None
        yield sock


def _prepared(settings: Settings) -> str:
    """The state directory, and the secret that this province keeps in it."""
    state = settings.state
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        _must_keep(state, settings.province)
        return _secret_of(state)
    except OSError as error:
        raise CannotRun(
            f"the state directory {state} cannot be used ({error.strerror}); "
            f"make it writable or choose another with STATE=."
        ) from None


def _must_keep(state: Path, province: str) -> None:
    """Marks a new directory with its province; refuses one that keeps another."""
    mark = state / "province"
    kept = mark.read_text().strip() if mark.exists() else ""
    if kept not in ("", province):
        raise CannotRun(f"{state} keeps the province {kept}; choose another directory with STATE=.")
    if not kept:
        _write_whole(mark, province + "\n")


def _secret_of(state: Path) -> str:
    """The province's secret, made once; one that is lost is not quietly made anew.

    After a rotation there are several in the file, the newest last.
    """
    path = state / "secret"
    if path.exists():
        secret = path.read_bytes().decode("ascii", "replace").strip()
        kept = secret.split()
        if not kept or len(set(kept)) < len(kept) or not all(map(_A_SECRET.fullmatch, kept)):
            raise CannotRun(f"{path} is damaged; put back a copy of it, or choose another STATE=.")
        _must_go_on(state, kept)
        return secret
    if (state / "aws" / "snapshot.zip").exists():
        raise CannotRun(
            f"{path} is missing, and without it the people and receipts of {state} are not "
            f"known again; put back a copy of it, or choose another STATE=."
        )
    secret = secrets.token_hex(32)
    _write_whole(path, secret)
    _must_go_on(state, [secret])
    return secret


def _must_go_on(state: Path, kept: list[str]) -> None:
    """Refuses secrets that are not those of before with, at most, newer ones behind them:
    nobody would be known any more, and whoever files now would be lost later."""
    path = state / "secret-known"
    now = [hashlib.sha256(one.encode()).hexdigest() for one in kept]
    known = path.read_bytes().decode("ascii", "replace").split() if path.exists() else []
    if now[: len(known)] != known:
        raise CannotRun(
            f"{state / 'secret'} is not the one that this state was kept with, or lacks one, or "
            "has them in another order (the newest goes last); put back a copy, or choose "
            "another STATE=."
        )
    if now != known:
        _write_whole(path, "\n".join(now) + "\n")


def _write_whole(path: Path, text: str) -> None:
    """Writes a file so that it is there whole or not at all."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(text)
    os.replace(part, path)


def tell_the_house(settings: Settings, endpoint: str, secret: str, outside_port: int) -> None:
    """The environment that the house reads once, when it is imported."""
    url = f"http://localhost:{settings.port}"
    os.environ.update(
        {
            "STAGE": "local",
            "PROVINCE": settings.province,
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_REGION": "ap-southeast-1",
            **EMULATED,
            "AWS_EC2_METADATA_DISABLED": "true",
            "MOT_CUA_SECRET": secret,
            "PUBLIC_URL": url,
            "TOKEN_ISSUER": f"{url}/outside/identity",
            # The outside world answers on a port and threads of its own, so that the
            # house can ask it while all its own threads are busy.
            "JWKS_URL": f"http://{HOST}:{outside_port}/identity/jwks",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING",
        }
    )


def grant_officers() -> None:
    from chalicelib.agencies import actions as agencies

    from .people import grant, officers

    for subject, officer in officers(agencies.province()["identifier"]).items():
        if not _changed_by_somebody(subject):
            grant(subject, officer)


def _changed_by_somebody(subject: str) -> bool:
    """What an administrator has changed is not undone by a restart."""
    from chalicelib.foundation.errors import NotFound
    from chalicelib.people import actions as people

    try:
        _, changes = people.grants_of(subject)
    except NotFound:
        return False
    return any(change["by"] != people.SETUP for change in changes)


def _serve(
    settings: Settings,
    app: Any,
    listening: socket.socket,
    outside_port: int,
    open_things: contextlib.ExitStack,
) -> None:
    import logging

    from waitress.server import create_server

    from chalicelib.foundation import names

    from .gateway import House
    from .outside import Outside
    from .outside.identity import IdentityProvider
    from .people import directory

    key = settings.state / "identity-key.pem"
    try:
        provider = IdentityProvider(key, names.TOKEN_ISSUER, names.TOKEN_AUDIENCE, directory())
    except ValueError:
        raise CannotRun(f"{key} is damaged; remove it, and a new one is made.") from None
    outside = Outside(provider)
    servers = [
        create_server(outside, host=HOST, port=outside_port, threads=2, ident=None),
        create_server(
            House(app, outside),
            sockets=[listening],
            threads=THREADS,
            ident=None,
            # The first length that it does not take.
            max_request_body_size=LONGEST_REQUEST + 1,
            channel_timeout=60,
            connection_limit=1000,
        ),
    ]
    # It tells of every request that has to wait a moment.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    for server in servers:
        thread = threading.Thread(target=server.run, daemon=True, name="web")
        thread.start()
        open_things.callback(_finish, server, thread)


def _finish(server: Any, thread: threading.Thread) -> None:
    """Takes no new request, lets those under way be answered, then closes."""
    server.accepting = False
    dispatcher = server.task_dispatcher
    until = time.monotonic() + 5
    while (dispatcher.queue or dispatcher.active_count) and time.monotonic() < until:
        time.sleep(0.05)
    # Closed by its own thread: another one would pull the sockets from under its feet.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=5)


def _leave_word(
    settings: Settings, endpoint: str, outside_port: int, open_things: contextlib.ExitStack
) -> None:
    """Where ``make token``, ``make try`` and ``make bench`` find this province."""
    word = settings.state.parent / "running.json" if _is_default(settings) else None
    for path in filter(None, (word, settings.state / "running.json")):
        word_left = {
            "port": settings.port,
            "pid": os.getpid(),
            "data_plane": endpoint,
            "outside": outside_port,
        }
        path.write_text(json.dumps(word_left))
        open_things.callback(path.unlink, missing_ok=True)


def _is_default(settings: Settings) -> bool:
    return settings.state.is_relative_to(PROJECT / ".local" / "state")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65536:
        raise SystemExit(f"cannot run: PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind((HOST, 0))
        port: int = sock.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
