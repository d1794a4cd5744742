"""Unpacks the headless browser in which the screens are tested, into ``build/browser``.

It comes from npm with its libraries, so nobody needs root. ``python -m tools.browser``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from . import node

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "build" / "browser"
CHROMIUM = FOLDER / "chromium"
LIBRARIES = FOLDER / "al2023" / "lib"


def main() -> None:
    try:
        node.packages()
    except node.NpmFailed as reason:
        sys.exit(f"Browser not unpacked: {reason}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    script = PROJECT / "tools" / "browser.mjs"
    environment = node.environment() | {"TMPDIR": str(FOLDER)}
    done = subprocess.run([node.folder() / "bin" / "node", script], env=environment, cwd=PROJECT)
    sys.exit(done.returncode)


def environment() -> dict[str, str]:
    """The browser's: its own libraries behind those of the machine."""
    known = os.environ.get("LD_LIBRARY_PATH")
    folders = [known, str(LIBRARIES)] if known else [str(LIBRARIES)]
    return dict(os.environ) | {"LD_LIBRARY_PATH": os.pathsep.join(folders)}


if __name__ == "__main__":
    main()
