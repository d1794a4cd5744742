"""The side of whoever starts the data plane."""

from __future__ import annotations

import http.client
import json
import os
import selectors
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from . import directory, emulator
from .directory import DataPlaneError
from .running_mark import UncleanStop

START_PATIENCE = 60.0  # seconds; a large state takes a while to read back
STOP_PATIENCE = 130.0  # room for the save under way and the last one
LAST_SAVE_FAILED = 3  # exit code: it ended in good order, but its last save did not succeed

_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")


class DataPlane:
    """The embedded AWS data plane, in a process of its own. Context manager.

    `endpoint` is known once `start` has returned, and `unclean_stop` says how the one before it
    on the same state ended, if not in good order. The process ends by itself, with its state
    saved, within a second of losing its parent. `patience` is for a predecessor on the same
    state which is still finishing its last save. Times are in seconds.
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
        self.unclean_stop: UncleanStop | None = None
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
        """Returns once it answers, or raises DataPlaneError and leaves nothing running."""
        if self.alive():
            raise DataPlaneError(f"This data plane is already running at {self.endpoint}.")
        self._process = self._spawn()
        try:
            report = self._report_of(self._process)
            port = int(report["port"])
            self._wait_for_answer(port)
        except BaseException:
            self._process.kill()
            self._process.wait()
            self._process = None
            raise
        self.endpoint = f"http://127.0.0.1:{port}"
        before = report["unclean_stop"]
        self.unclean_stop = UncleanStop(**before) if before else None

    def save_failed(self) -> bool:
        """Whether the last save did not succeed: what changes now would not outlive a crash."""
        return (self._state / directory.SAVE_FAILED).exists()

    def stop(self) -> None:
        """Lets it save and end; raises DataPlaneError if its last changes may be lost."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            code = process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            code = LAST_SAVE_FAILED
        if code == LAST_SAVE_FAILED:
            raise DataPlaneError(
                f"The data plane could not save its last changes in {self._state}: "
                f"the save before them is intact, the reason is in {self._log_path}."
            )

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _log_path(self) -> Path:
        return self._state / directory.LOG

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
                cwd=Path(__file__).resolve().parents[2],
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
            raise directory.unusable(self._state, error) from error

    def _report_of(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        """The child says in one line which port it took, or why it will not serve."""
        assert process.stdout is not None
        with process.stdout as pipe, selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            answered = selector.select(self._patience + START_PATIENCE)
            line = pipe.readline() if answered else b""
        if not line:
            raise self._no_start()
        report: dict[str, Any] = json.loads(line)
        if "refused" in report:
            raise DataPlaneError(report["refused"])
        return report

    def _wait_for_answer(self, port: int) -> None:
        """One request is enough: the port listens already, so it waits there until served."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_PATIENCE)
        try:
            connection.request("GET", emulator.HEALTH)
            connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            raise self._no_start() from error
        finally:
            connection.close()

    def _no_start(self) -> DataPlaneError:
        return DataPlaneError(f"The data plane did not start; the reason is in {self._log_path}.")
