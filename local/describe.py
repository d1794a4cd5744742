"""Writes the house's description of its API to a file: what the web's types are drawn from.

Its examples are those of a province, so one is made for as long as it takes.
Run as ``python -m local.describe FILE``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from .dataplane import DataPlane
from .run import Settings, set_environment


def main() -> None:
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, DataPlane(Path(folder)) as plane:
        target.write_text(json.dumps(described(plane.endpoint)), encoding="utf-8")


def described(endpoint: str) -> dict[str, object]:
    os.environ.pop("STATE", None)
    set_environment(Settings(), endpoint, "only-to-describe", 0)
    from tools import packs

    from . import stack

    stack.ensure()
    packs.load(os.environ["PROVINCE"])

    import app
    from chalicelib.foundation import openapi

    return openapi.document(app.door.routes, "/api")


if __name__ == "__main__":
    main()
