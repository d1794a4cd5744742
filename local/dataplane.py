"""The embedded AWS data plane: ministack in a process of its own, with a memory that lasts.

ministack keeps everything in memory and writes it down only on a clean stop. A laptop loses
power, a terminal is closed, a process is killed: so this module saves a snapshot every few
seconds in which something changed, and loses at most those seconds. S3 objects are written by
ministack itself as they arrive, without waiting for the disk: a kill does not lose them.

The state directory:

    lock             held by the one data plane which serves this directory
    snapshot.zip     every service's state at one instant; replaced as a whole, never edited
    objects/         S3 objects, written as they arrive
    services/        what else ministack writes by itself: Lambda code, signing keys
    scratch/         its temporary files, cleared on every start
    unsaved/         objects of buckets which a crash kept out of the snapshot
    dataplane.log    what the process had to say
    save-failed      there while saving does not succeed

A snapshot is one zip file because a zip brings its own table of contents at its end and a
checksum for each part: a truncated or damaged one is recognised, and one rename replaces it.

DynamoDB streams, unfinished multipart uploads, retention and legal holds of single objects, and
the ten-minute memory of transaction tokens are not part of ministack's state: a restart forgets
them.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import fcntl
import gc
import http.client
import inspect
import json
import logging
import math
import os
import resource
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar

START_PATIENCE = 60.0  # a large state takes a while to read back
SAVE_PATIENCE = 60  # a saver older than this is stuck, not slow
STOP_PATIENCE = 130.0  # room for the save under way and the last one
CLOSE_PATIENCE = 1.0  # open long polls must not hold up the last save
TICK = 0.1
BACKLOG = 128

FAILURE = "save-failed"
SAVE_FAILED = 3  # exit code: the process ended in good order, but its last save did not succeed

_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")

T = TypeVar("T")
Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class DataPlaneError(Exception):
    """Why the data plane cannot serve, in one sentence for whoever started it."""


# ---- The side of whoever starts it ---------------------------------------------------------


class DataPlane:
    """The embedded AWS data plane, in a process of its own. Context manager.

    `endpoint` is known once `start` has returned. The process ends by itself, with its state
    saved, within a second of losing its parent. `patience` is for a predecessor on the same
    state which is still finishing its last save.
    """

    def __init__(
        self,
        state: Path,
        port: int = 0,
        save_every: float = 3.0,
        patience: float = 10.0,
        enforce_policies: bool = False,
    ) -> None:
        self.endpoint = ""
        self._state = Path(state).absolute()
        self._port = port
        self._save_every = save_every
        self._patience = patience
        self._enforce_policies = enforce_policies
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Return once it answers, or raise DataPlaneError and leave nothing running."""
        if self.alive():
            raise DataPlaneError(f"This data plane is already running at {self.endpoint}.")
        self._process = self._spawn()
        try:
            port = self._reported_port(self._process)
            self._wait_for_answer(port)
        except BaseException:
            self._process.kill()
            self._process.wait()
            self._process = None
            raise
        self.endpoint = f"http://127.0.0.1:{port}"

    def save_failed(self) -> bool:
        """Whether the last save did not succeed: what changes now would not outlive a crash."""
        return (self._state / FAILURE).exists()

    def stop(self) -> None:
        """Ask it to save and end; raise DataPlaneError if its last changes may be lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            code = process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = SAVE_FAILED
        if code == SAVE_FAILED:
            raise DataPlaneError(
                f"The data plane could not save its last changes in {self._state}: "
                f"the save before them is intact, the reason is in {self._log_path}."
            )

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _log_path(self) -> Path:
        return self._state / "dataplane.log"

    def _spawn(self) -> subprocess.Popen[bytes]:
        """In a session of its own: Ctrl-C reaches a whole process group, and when to end the
        data plane is for the parent to decide, after those who still use it."""
        # No setting of the house gets in: a function that runs inside is to have only its own.
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        # Without this, macOS refuses to fork once certain system libraries are loaded.
        environment["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"] = "YES"
        with self._open_log() as log:
            return subprocess.Popen(
                [sys.executable, "-m", "local.dataplane", str(self._state)]
                + ["--port", str(self._port), "--save-every", str(self._save_every)]
                + ["--patience", str(self._patience), "--parent", str(os.getpid())]
                + ["--enforce-policies"] * self._enforce_policies,
                cwd=Path(__file__).resolve().parent.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )

    def _open_log(self) -> IO[bytes]:
        try:
            self._state.mkdir(parents=True, exist_ok=True)
            return self._log_path.open("ab")
        except OSError as error:
            raise _unusable(self._state, error) from error

    def _reported_port(self, process: subprocess.Popen[bytes]) -> int:
        """The child says in one line which port it took, or why it will not serve."""
        assert process.stdout is not None
        with process.stdout as pipe, selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            answered = selector.select(self._patience + START_PATIENCE)
            line = pipe.readline() if answered else b""
        if not line:
            raise self._no_start()
        report = json.loads(line)
        if "refused" in report:
            raise DataPlaneError(report["refused"])
        return int(report["port"])

    def _wait_for_answer(self, port: int) -> None:
        """One request is enough: the port listens already, so it waits there until served."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_PATIENCE)
        try:
            connection.request("GET", "/_ministack/health")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            raise self._no_start() from error
        finally:
            connection.close()

    def _no_start(self) -> DataPlaneError:
        return DataPlaneError(f"The data plane did not start; the reason is in {self._log_path}.")


# ---- The process itself --------------------------------------------------------------------


def main() -> None:
    arguments = _arguments()
    # From Python 3.12 on, forking beside threads warns; the saver touches nothing they share.
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        asyncio.run(_run(arguments))
    except DataPlaneError as refusal:
        _report(refused=str(refusal))
        sys.exit(2)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="local.dataplane", description=DataPlane.__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--save-every", type=float, default=3.0)
    parser.add_argument("--patience", type=float, default=10.0)
    parser.add_argument("--parent", type=int, default=os.getppid(), help="end when it ends")
    parser.add_argument("--enforce-policies", action="store_true", help="refuse what IAM would")
    return parser.parse_args()


async def _run(arguments: argparse.Namespace) -> None:
    state: Path = arguments.state
    lock = await _take_lock(state, arguments.patience)
    listener = _listen(arguments.port)
    port: int = listener.getsockname()[1]
    _set_environment(state, port, arguments.enforce_policies)
    snapshot = Snapshot(state)
    snapshot.restore()
    saver = Saver(snapshot, arguments.save_every, keep_open=lock)
    stopping = _stop_on_signals()
    serving = asyncio.create_task(_serve(listener, saver, stopping))
    _report(port=port)
    await _watch(saver, stopping, serving, arguments.parent)
    code = await _end(saver, stopping, serving)
    # An ordinary exit would wait for whatever thread is still busy with a cut-off request.
    sys.stderr.flush()
    os._exit(code)


async def _take_lock(state: Path, patience: float) -> int:
    """The returned descriptor holds the lock. A saver inherits it: as long as one writes, even
    one whose process was killed, nobody else may start on this directory."""
    try:
        lock = os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unusable(state, error) from error
    deadline = time.monotonic() + patience
    while not _locked(lock):
        if time.monotonic() > deadline:
            holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
            raise DataPlaneError(
                f"State directory {state} is in use by another data plane (process {holder}): "
                "stop that one first, or choose another directory."
            )
        await asyncio.sleep(0.05)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _listen(port: int) -> socket.socket:
    """Bound before anything else is loaded, so that no one can take the port in between."""
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


def _set_environment(state: Path, port: int, enforce_policies: bool) -> None:
    """ministack reads its settings from the environment, most of them while it is imported."""
    for name in list(os.environ):
        # Real credentials, profiles and endpoints of the user have no business in an emulator.
        if name.startswith(("AWS_", "MINISTACK_", "LOCALSTACK_", "LAMBDA_", "S3_")):
            del os.environ[name]
    os.environ.update(
        {
            "TMPDIR": str(_empty_directory(state / "scratch")),
            "BIND_HOST": "127.0.0.1",
            # Queues are stored under this port, whichever one is served: with the real one, a
            # start on another port would not find them and would create them anew, empty.
            "GATEWAY_PORT": "4566",
            # Where functions running inside the emulator find it; for them the port is real.
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "PERSIST_STATE": "0",  # its own saving happens only on stop and hides its errors
            "STATE_DIR": str(state / "services"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(state / "objects"),
            "LAMBDA_EXECUTOR": "local",
            "DOCKER_HOST": f"unix://{state / 'no-docker'}",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "AUTH": str(enforce_policies).lower(),
            "USE_SSL": "0",
            "SERVICES": "",
            "LOG_LEVEL": "ERROR",
        }
    )


def _empty_directory(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(exist_ok=True)
    return path


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopping.set)
    return stopping


async def _serve(listener: socket.socket, saver: Saver, stopping: asyncio.Event) -> None:
    import uvicorn
    from ministack.app import app

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Signals are heard already: the saver has the last word."""
            yield

    _allow_many_connections()
    watched: Any = _noting_changes(app, saver)
    config = uvicorn.Config(
        watched,
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
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await serving


def _allow_many_connections() -> None:
    """macOS allows 256 open files by default, fewer than a busy worker pool's connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))


def _report(**report: Any) -> None:
    """The one line the parent waits for. Afterwards standard output is the log as well, lest a
    stray print fill a pipe nobody reads."""
    with suppress(BrokenPipeError):
        os.write(1, json.dumps(report).encode() + b"\n")
    os.dup2(2, 1)


async def _watch(
    saver: Saver, stopping: asyncio.Event, serving: asyncio.Task[None], parent: int
) -> None:
    """Save when it is time; return when told to stop, when orphaned or when serving ended."""
    while not stopping.is_set() and not serving.done() and os.getppid() == parent:
        saver.collect()
        if saver.due():
            saver.begin()
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), TICK)


async def _end(saver: Saver, stopping: asyncio.Event, serving: asyncio.Task[None]) -> int:
    """The last save holds whatever was acknowledged: it blocks the loop from its fork until the
    process is gone, so that nothing is answered after it."""
    stopping.set()
    # A long poll cut short is no news, but would leave a page of traces in the log.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    await asyncio.wait({serving}, timeout=CLOSE_PATIENCE)
    if not saver.save_and_wait():
        return SAVE_FAILED
    if serving.done() and (error := serving.exception()) is not None:
        logging.error("Serving ended by itself", exc_info=error)
        return 1
    return 0


# ---- What changed --------------------------------------------------------------------------

READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
READ_OPERATIONS = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "List", "Describe")


def _noting_changes(app: Application, saver: Saver) -> Application:
    """Tells the saver of every request that may have changed something. What is not known to be
    a read counts as a change: a needless save costs little, a missing one costs data."""

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        operation = _operation(scope)
        if operation == "ReceiveMessage":
            await app(scope, receive, _noting_messages(send, saver))
        elif scope["method"] in READ_METHODS or operation.startswith(READ_OPERATIONS):
            await app(scope, receive, send)
        else:
            try:
                await app(scope, receive, send)
            finally:
                saver.note_change()

    return noting


def _operation(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-amz-target":
            return str(value.decode("latin-1").rpartition(".")[2])
    return ""


def _noting_messages(send: Send, saver: Saver) -> Send:
    """A received message is in flight from now on, which is a change; an idle consumer's empty
    answer `{}` is none, or an idle house would save for ever."""

    async def noting(message: Message) -> None:
        if len(message.get("body", b"")) > 2:
            saver.note_change()
        await send(message)

    return noting


# ---- When to save --------------------------------------------------------------------------

# Some effects follow their answer: a bucket's notification reaches its queue, a stack gets
# built. A save counts for a change only if it began at least this long after it.
SETTLE = 1.0


class Saver:
    """Saves in a forked child, because serialising in the event loop would stall every request.
    The child has the memory of one instant to itself and takes its time."""

    def __init__(self, snapshot: Snapshot, save_every: float, keep_open: int) -> None:
        self._snapshot = snapshot
        self._save_every = save_every
        self._keep_open = keep_open
        self._changed_at = -math.inf
        self._saved_at = -math.inf
        self._not_before = -math.inf
        self._began_at = -math.inf
        self._child = 0

    def note_change(self) -> None:
        self._changed_at = time.monotonic()

    def due(self) -> bool:
        unsaved = self._changed_at + SETTLE > self._saved_at
        return unsaved and not self._child and time.monotonic() >= self._not_before

    def begin(self) -> None:
        self._began_at = time.monotonic()
        try:
            self._child = os.fork()
        except OSError:
            logging.exception("The state could not be saved")
            self._conclude(succeeded=False)
            return
        if not self._child:
            self._save_and_exit()

    def collect(self, wait: bool = False) -> None:
        """Take note of a save that has ended, or wait for its end."""
        if self._child:
            child, status = os.waitpid(self._child, 0 if wait else os.WNOHANG)
            if child:
                self._child = 0
                self._conclude(succeeded=status == 0)

    def save_and_wait(self) -> bool:
        self.collect(wait=True)
        self.begin()
        self.collect(wait=True)
        return self._saved_at == self._began_at

    def _conclude(self, succeeded: bool) -> None:
        now = time.monotonic()
        self._snapshot.tell(succeeded)
        if succeeded:
            self._saved_at = self._began_at
        # A state that takes long to write is written less often: at most a sixth of the time.
        duration = now - self._began_at
        self._not_before = max(self._began_at + self._save_every, now + 5 * duration)

    def _save_and_exit(self) -> None:
        code = 1
        try:
            self._become_a_bystander()
            self._snapshot.save()
            code = 0
        except Exception:
            logging.exception("The state could not be saved")
        finally:
            os._exit(code)

    def _become_a_bystander(self) -> None:
        """A lock some thread held at the fork stays locked here for ever, hence the alarm. Open
        connections are closed, or their clients would not notice the server's end."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.alarm(SAVE_PATIENCE)
        gc.disable()
        # ministack copies its state before handing it out. Here nobody else can change it, and
        # the copy is half of a save's time, so that saves would come half as often.
        copy.deepcopy = _same
        for descriptor in [int(entry.name) for entry in Path("/dev/fd").iterdir()]:
            if descriptor > 2 and descriptor != self._keep_open:
                with suppress(OSError):
                    os.close(descriptor)


def _same(x: T, memo: Any = None, _nil: Any = None) -> T:
    return x


# ---- What is saved -------------------------------------------------------------------------


class Snapshot:
    """Every service's state as ministack hands it out, in one file replaced as a whole.

    ministack's own reading and writing of it is not used: it logs what goes wrong and goes on,
    which would start empty over existing data, or drop a service from the save.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self._path = state / "snapshot.zip"
        self._failure = state / FAILURE
        self._partial = state / "snapshot.partial"
        self._objects = state / "objects"

    def tell(self, succeeded: bool) -> None:
        """Leaves word of a save that failed, for whoever started the process to read."""
        with suppress(OSError):
            if succeeded:
                self._failure.unlink(missing_ok=True)
            else:
                self._failure.touch()

    def restore(self) -> None:
        try:
            self._partial.unlink(missing_ok=True)
            if self._path.exists():
                self._read()
            elif self._objects.exists():
                raise self._unreadable("snapshot.zip is missing")
            else:
                # Objects without a snapshot mean that it was lost, so it has to be there first.
                self.save()
            self._objects.mkdir(exist_ok=True)
        except OSError as error:
            raise _unusable(self._state, error) from error

    def save(self) -> None:
        from ministack.app import _build_persistence_save_dict

        with self._partial.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for service, state_of in _build_persistence_save_dict().items():
                    # None comes from a module that could not be imported and so holds nothing.
                    if (held := state_of()) is not None:
                        archive.writestr(f"{service}.json", _encoded(service, held))
            file.flush()
            os.fsync(file.fileno())
        self._partial.replace(self._path)
        _sync_directory(self._state)

    def _read(self) -> None:
        part = self._path.name
        try:
            states = {}
            with zipfile.ZipFile(self._path) as archive:
                for part in archive.namelist():
                    states[part.removesuffix(".json")] = _decoded(part, archive.read(part))
            self._set_aside_unsaved_buckets(states.get("s3"))
            for part, state in states.items():
                _hand_back(part, state)
        except Exception as error:
            raise self._unreadable(f"{part}: {error}") from error

    def _set_aside_unsaved_buckets(self, s3: Any) -> None:
        """A bucket made after the last save is on disk, but the stack it belongs to is not
        remembered. Left there, it would stand in the way of creating that stack again."""
        aside = self._state / "unsaved" / str(time.time_ns())
        for pattern in ("[0-9]*/*", ".versions/[0-9]*/*"):
            for bucket in self._objects.glob(pattern):
                if not s3 or not _is_saved(s3, account=bucket.parent.name, bucket=bucket.name):
                    place = aside / bucket.relative_to(self._objects)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    bucket.rename(place)

    def _unreadable(self, reason: str) -> DataPlaneError:
        return DataPlaneError(
            f"State directory {self._state} cannot be read back ({reason}): put back a copy "
            "of it, or delete it to start from nothing."
        )


def _encoded(service: str, state: Any) -> bytes:
    from ministack.core.persistence import _json_default, _state_format_version

    wrapped = {"format": _state_format_version(service), "state": state}
    return json.dumps(wrapped, default=_json_default).encode()


def _decoded(part: str, encoded: bytes) -> Any:
    from ministack.core.persistence import _json_object_hook, _state_format_version

    wrapped = json.loads(encoded, object_hook=_json_object_hook)
    if wrapped["format"] > _state_format_version(part.removesuffix(".json")):
        raise ValueError("written by a newer ministack than the one installed")
    return wrapped["state"]


def _is_saved(s3: Any, account: str, bucket: str) -> bool:
    any_region = ""  # buckets are kept by account only
    return bool(s3["buckets_meta"].contains_scoped(account, any_region, bucket))


def _hand_back(service: str, state: Any) -> None:
    from ministack.app import _get_module, _state_map

    if not state:
        return
    module = _get_module(_state_map[service])
    if not inspect.ismodule(module):
        # A stand-in, which would take the state and forget it.
        raise ImportError("ministack cannot load this service any more")
    module.load_persisted_state(state)


def _sync_directory(directory: Path) -> None:
    """The rename itself is on disk only when the directory is."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(state: Path, error: OSError) -> DataPlaneError:
    return DataPlaneError(
        f"State directory {state} cannot be used ({error.strerror}): "
        "choose another one, or remove what stands in its way."
    )


if __name__ == "__main__":
    main()
