"""Builds the Lambda layers: the third-party packages as zip files, one for each list in `layers/`.

Wheels are fetched for Lambda's Python and Linux, whatever machine this runs on, and are
unpacked, never run. Versions and hashes are those of `requirements.lock`, so that a layer's
bytes are the same wherever it is built. Run as `python -m tools.layers`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import zips

PROJECT = Path(__file__).resolve().parent.parent
LISTS = PROJECT / "layers"
LOCK = PROJECT / "requirements.lock"
BUILT = PROJECT / "build" / "layers"

PYTHON = "3.13"
# Lambda's python3.13 runs on Amazon Linux 2023: x86_64, glibc 2.34.
PLATFORMS = (
    "manylinux2014_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux_2_28_x86_64",
    "manylinux_2_34_x86_64",
)
# Where Lambda looks for the packages of a layer.
SITE = f"python/lib/python{PYTHON}/site-packages/"
# Programs and C headers of a wheel: nothing that a function imports.
_BESIDE = re.compile(r"^[^/]+\.data/")


class NotBuilt(Exception):
    """A layer could not be built; the message says why in one sentence."""


def main() -> None:
    try:
        for name in names():
            path = build(name)
            print(f"layer {name}: {path.stat().st_size / 1e6:.1f} MB")
    except NotBuilt as reason:
        sys.exit(f"Layers not built: {reason}")


def names() -> list[str]:
    return sorted(path.stem for path in LISTS.glob("*.txt"))


def build(name: str, folder: Path = BUILT) -> Path:
    """Builds a layer's zip; returns where it is."""
    with tempfile.TemporaryDirectory() as wheels:
        _fetch(pinned(packages(name)), Path(wheels))
        path = folder / f"{name}.zip"
        zips.write(path, dict(_unpacked(Path(wheels))))
    return path


def packages(name: str) -> list[str]:
    """The distributions of a layer."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pinned(wanted: list[str]) -> str:
    """The lock's own lines for some distributions: version and hashes."""
    locked = {
        one.split("==")[0]: one
        for one in re.split(r"^(?=[a-z0-9])", LOCK.read_text("utf-8"), flags=re.MULTILINE)
    }
    missing = [name for name in wanted if name not in locked]
    if missing:
        raise NotBuilt(f"{', '.join(missing)} not in {LOCK.name}; run make lock.")
    return "".join(locked[name] for name in wanted)


def _fetch(requirements: str, folder: Path) -> None:
    listed = folder / "requirements.txt"
    listed.write_text(requirements)
    platforms = [part for one in PLATFORMS for part in ("--platform", one)]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--implementation=cp",
            f"--python-version={PYTHON}",
            *platforms,
            "--dest",
            str(folder),
            "-r",
            str(listed),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise NotBuilt((errors or ["pip failed."])[-1].removeprefix("ERROR: "))


def _unpacked(wheels: Path) -> Iterator[tuple[str, bytes]]:
    for wheel in sorted(wheels.glob("*.whl")):
        for name, content in zips.read(wheel).items():
            if not _BESIDE.match(name):
                yield SITE + name, content


if __name__ == "__main__":
    main()
