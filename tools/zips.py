"""Zip files whose bytes depend on what is in them, and on nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

# The first moment that a zip can tell: a real one would differ from machine to machine.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def write(path: Path, files: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.external_attr = _READABLE
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, files[name], compresslevel=9)


def read(path: Path) -> dict[str, bytes]:
    """Every file of a zip by its name."""
    with zipfile.ZipFile(path) as source:
        return {one.filename: source.read(one) for one in source.infolist() if not one.is_dir()}
