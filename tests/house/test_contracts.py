"""The import contracts guard a room from its first line, and know every folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

LINT = Path(sys.executable).parent / "lint-imports"
FACES = "Faces: of another room only its face is imported"
FLOORS = "Floors: each room stands on those below and never knows those above"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house, in which a test may put up walls."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("chalicelib", "local", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("fonts", "*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("notices", "from chalicelib.dossiers import store", FACES),
        ("notices", "from chalicelib.dossiers import turn", FACES),
        ("notices", "from chalicelib.oversight import actions", FLOORS),
        ("notices", "import boto3", "boto3 only in the foundation"),
        ("notices", "import chalice", "chalice only in app.py and the foundation"),
        ("a_room_of_no_floor", "", FLOORS),
    ],
)
def test_a_new_room_is_guarded_from_its_first_line(
    checkout: Path, room: str, line: str, contract: str
) -> None:
    place = checkout / "chalicelib" / room
    place.mkdir()
    try:
        (place / "__init__.py").write_text('"""A room."""\n')
        (place / "actions.py").write_text(f'"""Its verbs."""\n\n{line}\n')
        assert f"{contract} BROKEN" in checked(checkout)
    finally:
        shutil.rmtree(place)


def checked(checkout: Path) -> str:
    done = subprocess.run(
        [LINT, "--no-cache"], cwd=checkout, capture_output=True, text=True, check=False
    )
    return done.stdout
