"""``make run``: a whole province on this machine, until Ctrl-C.

Says each step, serves, and leaves nothing running. Settings: PORT, PROVINCE, STATE.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
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
from .last_stop import last_stop
from .state import AWS, RUNNING, CannotRun, prepare
from .stopping import StopSignals

PROJECT = Path(__file__).parent.parent
HOST = "127.0.0.1"
THREADS = 8


def main() -> int:
    settings = Settings()
    stopping = StopSignals()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal without Vietnamese letters shows `?` in a name, and the start goes on.
        sys.stdout.reconfigure(errors="replace")
    try:
        with contextlib.ExitStack() as open_things:
            url, plane, consumers = start(settings, open_things)
            say(f"ready: {url}")
            run_until(stopping, settings.state / AWS, plane, consumers)
            say("stopping: saving the province's state")
    except (CannotRun, DataPlaneError) as reason:
        print(f"cannot run: {reason}", file=sys.stderr)
        return 1
    say("stopped")
    return 0


def run_until(stopping: StopSignals, kept_in: Path, plane: DataPlane, consumers: Consumers) -> None:
    """Returns on a stop signal; raises CannotRun when a process of the province has ended."""
    warned = False
    while plane.alive() and consumers.alive() and not stopping.wait(1):
        if plane.save_failed() and not warned:
            say(f"warning: the state is not being saved; see {kept_in}")
        warned = plane.save_failed()
    if not plane.alive():
        raise CannotRun(f"the data plane ended by itself; see {kept_in}.")
    if not consumers.alive():
        raise CannotRun("the consumers of the queues and the stream ended by themselves.")


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
        secret = prepare(settings.state, settings.province)
    with steps("data plane"):
        plane = open_things.enter_context(DataPlane(settings.state / AWS))
    if sentence := last_stop(settings.state, plane.unclean_stop):
        say(f"       {sentence}")
    outside_port = free_port()
    set_environment(settings, plane.endpoint, secret, outside_port)
    with steps("table, queues"):
        from . import stack

        stack.ensure()
    with steps(f"province pack {settings.province}"):
        loaded = packs.load(settings.province)
        grant_officers()
    say("       " + ", ".join(f"{count} {what}" for what, count in loaded.items()))
    for line in people_to_sign_in_as():
        say(f"       {line}")
    with steps("catching up with the journal"):
        from chalicelib.foundation import relay

        relay.catch_up()
    with steps("queues, stream, schedule"):
        consumers = open_things.enter_context(Consumers())
    with steps("web"):
        import app

        _serve(settings, app, listening, outside_port, open_things)
    _write_address(settings, plane.endpoint, outside_port, open_things)
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


def set_environment(settings: Settings, endpoint: str, secret: str, outside_port: int) -> None:
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
            # house can call it while all its own threads are busy.
            "JWKS_URL": f"http://{HOST}:{outside_port}/identity/jwks",
            "TOKEN_URL": f"http://{HOST}:{outside_port}/identity/token",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING",
        }
    )


def grant_officers() -> None:
    from chalicelib.agencies import actions as agencies

    from .people import grant, officers

    for subject, officer in officers(agencies.province()["identifier"]).items():
        if not _changed_by_somebody(subject):
            grant(subject, officer)


def people_to_sign_in_as() -> Iterator[str]:
    """The accounts, and the agencies that officers work at; a line for each agency."""
    from chalicelib.agencies import actions as agencies
    from chalicelib.people.audiences import EVERYWHERE

    from .people import applicants, officers_by_agency

    yield f"people: {', '.join(applicants())}"
    for agency, accounts in officers_by_agency(agencies.province()["identifier"]).items():
        place = "whole province"
        if agency != EVERYWHERE:
            place = f"{agency} {agencies.agency(agency).short_name}"
        yield f"{place}: {', '.join(accounts)}"


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

    from chalicelib.foundation import names

    from .gateway import House
    from .outside import Outside
    from .outside.identity import IdentityProvider
    from .people import directory
    from .server import served

    key = settings.state / "identity-key.pem"
    try:
        provider = IdentityProvider(key, names.TOKEN_ISSUER, names.TOKEN_AUDIENCE, directory())
    except ValueError:
        raise CannotRun(f"{key} is damaged; remove it, and a new one is made.") from None
    outside = Outside(provider)
    servers = [
        served(outside, host=HOST, port=outside_port, threads=2),
        served(House(app, outside), sockets=[listening], threads=THREADS),
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


def _write_address(
    settings: Settings, endpoint: str, outside_port: int, open_things: contextlib.ExitStack
) -> None:
    """Where ``make token``, ``make try`` and ``make bench`` find this province, as long as it
    runs. Left behind, the file says that it was not stopped in good order."""
    address = {
        "port": settings.port,
        "pid": os.getpid(),
        "data_plane": endpoint,
        "outside": outside_port,
    }
    default = settings.state.parent / RUNNING if _is_default(settings) else None
    for path in filter(None, (default, settings.state / RUNNING)):
        path.write_text(json.dumps(address))
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
