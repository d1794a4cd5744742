"""The source text of the code, for tests that read it."""

from __future__ import annotations

import ast
import functools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
HOUSE = ROOT / "chalicelib"
APP = ROOT / "app.py"
OFFICERS = HOUSE / "officers.py"
ADMINISTRATORS = HOUSE / "administrators.py"
PLAIN = HOUSE / "plain.py"
ROOMS = sorted(path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file())


def modules() -> list[Path]:
    """Every module of the house, as a path from the root."""
    return [path.relative_to(ROOT) for path in sorted((APP, *HOUSE.rglob("*.py")))]


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call within, by the last part of what is called."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            called = one.func
            yield getattr(called, "attr", "") or getattr(called, "id", ""), one


def template(name: str = "template") -> dict[str, Any]:
    from chalice.package import YAMLTemplateSerializer

    text = (ROOT / "infra" / f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = YAMLTemplateSerializer().load_template(text)
    return loaded


def in_a_new_process(program: str) -> Any:
    """What a Python program printed as JSON, started at the root in an empty environment."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
