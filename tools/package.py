"""Packages the house for AWS: the template, the function's zip and the layers.

``chalice package`` runs on a clean copy of the house, so that nothing of a working tree (caches,
times, the order of a folder) comes along; the templates of ``infra/`` are merged into what it
makes of ``app.py``. The same commit gives the same bytes. Run as ``python -m tools.package``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from . import layers, zips

PROJECT = Path(__file__).resolve().parent.parent
INFRA = PROJECT / "infra"
OUT = PROJECT / "build" / "package"
TEMPLATE = "sam.json"
CODE = "deployment.zip"


class NotPackaged(Exception):
    """Why there is no package, in one sentence."""


def main() -> None:
    try:
        package(OUT)
    except NotPackaged as reason:
        sys.exit(f"Not packaged: {reason}")
    for path in sorted(OUT.rglob("*")):
        if path.is_file():
            print(f"{path.stat().st_size:>12,}  {path.relative_to(PROJECT)}")


def package(out: Path) -> None:
    """Makes the package anew in ``out``; the layers must be built."""
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as clean:
        project = Path(clean) / "mot-cua"
        _copy_house(project)
        (project / "merged.json").write_text(json.dumps(merged_infra()))
        _chalice(project, out)
    # Chalice keeps the times of files and the order of folders in its zip.
    zips.write(out / CODE, zips.read(out / CODE))
    for name in layers.names():
        built = layers.BUILT / f"{name}.zip"
        if not built.exists():
            raise NotPackaged(f"the layer {name} is not built; run python -m tools.layers.")
        (out / "layers").mkdir(exist_ok=True)
        shutil.copyfile(built, out / "layers" / built.name)


def merged_infra() -> dict[str, Any]:
    """The templates of ``infra/`` as one. Each adds its own: none overrides another."""
    # The house reads its settings once, when it is imported: not before it is needed.
    from . import front

    merged: dict[str, Any] = {}
    for path in sorted(INFRA.glob("*.yaml")):
        _add(merged, load(path), path.name)
    front.complete(merged["Resources"])
    return merged


def load(path: Path) -> dict[str, Any]:
    """A template as Chalice reads it."""
    from chalice.package import YAMLTemplateSerializer

    loaded: dict[str, Any] = YAMLTemplateSerializer().load_template(path.read_text("utf-8"))
    return loaded


def _add(merged: dict[str, Any], more: dict[str, Any], where: str) -> None:
    for key, value in more.items():
        known = merged.setdefault(key, value)
        if known is value or known == value:
            continue
        if not (isinstance(known, dict) and isinstance(value, dict)):
            raise NotPackaged(f"{where} says {key} a second time.")
        # Another one: a part that several share in their file is not to be changed for all.
        merged[key] = dict(known)
        _add(merged[key], value, where)


def _copy_house(project: Path) -> None:
    no_caches = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(PROJECT / "chalicelib", project / "chalicelib", ignore=no_caches)
    shutil.copytree(
        PROJECT / ".chalice", project / ".chalice", ignore=shutil.ignore_patterns("deployments")
    )
    shutil.copyfile(PROJECT / "app.py", project / "app.py")
    # Packages are in the layers: nothing for Chalice to fetch.
    (project / "requirements.txt").touch()


def _chalice(project: Path, out: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from chalice.cli import main; main()",
            "--project-dir",
            str(project),
            "package",
            "--stage",
            "every",
            "--merge-template",
            "merged.json",
            str(out),
        ],
        cwd=project,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPackaged((done.stderr or done.stdout).strip().splitlines()[-1])


def _environment() -> dict[str, str]:
    """No setting of whoever packages gets into the package."""
    return {
        "PATH": os.environ["PATH"],
        "AWS_DEFAULT_REGION": "ap-southeast-1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


if __name__ == "__main__":
    main()
