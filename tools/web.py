"""Builds the web frontend into ``build/web``: what S3 gets and what a laptop serves.

``python -m tools.web`` builds, ``python -m tools.web check`` draws the API's types and checks
types and formatting, ``python -m tools.web size`` says what a first visit and each screen cost.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from . import node

PROJECT = Path(__file__).resolve().parent.parent
SOURCES = PROJECT / "web"
BUILT = PROJECT / "build" / "web"
MANIFEST = PROJECT / "build" / "web-manifest.json"
TYPES = PROJECT / "build" / "web-types" / "api.d.ts"
DESCRIPTION = TYPES.with_name("openapi.json")
ENTRY, MADE = "index.html", "manifest.json"
# Kilobytes, compressed (design page, "Numbers to build for").
FIRST_LOAD, NEXT_SCREEN = 100, 30


def main() -> None:
    jobs = {"build": build, "check": check, "size": size}
    try:
        sys.exit(jobs[sys.argv[1] if len(sys.argv) > 1 else "build"]())
    except node.NpmFailed as reason:
        sys.exit(f"Web not built: {reason}")


def build() -> int:
    node.packages()
    failed = node.run(
        "vite/bin/vite.js", "build", "--config", "web/vite.config.ts", "--logLevel", "warn"
    )
    if not failed:
        # What is made of what: for us, not for the site.
        (BUILT / MADE).replace(MANIFEST)
        print(f"Web: built, first load {first_load() / 1024:.0f} KiB compressed.")
    return failed


def check() -> int:
    node.packages()
    described = subprocess.run([sys.executable, "-m", "local.describe", DESCRIPTION], cwd=PROJECT)
    if described.returncode:
        return described.returncode
    openapi = "openapi-typescript/bin/cli.js"
    steps = (
        (openapi, str(DESCRIPTION), "-o", str(TYPES), "--default-non-nullable=false"),
        ("vue-tsc/bin/vue-tsc.js", "--noEmit", "-p", "web/tsconfig.json"),
        ("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "web"),
    )
    return next((code for code in (node.run(*step) for step in steps) if code), 0)


def size() -> int:
    """Prints what each part weighs, compressed; fails when one is over its bound."""
    heaviest = 0
    print(f"{first_load() / 1024:7.1f} KiB  first load (at most {FIRST_LOAD})")
    for name, weight in sorted(screens().items(), key=lambda one: -one[1]):
        heaviest = max(heaviest, weight)
        print(f"{weight / 1024:7.1f} KiB  {name} (at most {NEXT_SCREEN})")
    return int(first_load() > FIRST_LOAD * 1024 or heaviest > NEXT_SCREEN * 1024)


def first_load() -> int:
    """Bytes, compressed: the page, its scripts and its styles."""
    page = (BUILT / ENTRY).read_text("utf-8")
    named = re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', page)
    return sum(map(_size, [ENTRY, *named]))


def screens() -> dict[str, int]:
    """Bytes, compressed, that each part adds to what is there when it is fetched, by its source: a
    screen to the first load, a part of a screen to that screen."""
    parts = json.loads(MANIFEST.read_bytes())
    first = set(_needed(parts, ENTRY))
    return {
        source: max(
            sum(map(_size, set(_needed(parts, source)) - first - set(_needed(parts, by))))
            for by, part in parts.items()
            if source in part.get("dynamicImports", ())
        )
        for source, part in parts.items()
        if part.get("isDynamicEntry")
    }


def _needed(parts: dict[str, dict[str, object]], source: str) -> Iterator[str]:
    """The files of a part and of what it imports at once."""
    seen, waiting = set(), [source]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        yield str(parts[part]["file"])
        yield from parts[part].get("css", ())  # type: ignore[misc]
        waiting += parts[part].get("imports", ())  # type: ignore[arg-type]


def _size(file: str) -> int:
    return len(gzip.compress((BUILT / file).read_bytes(), 9))


if __name__ == "__main__":
    main()
