"""The state directory: made at the first start, and refused once something of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.state import CannotRun, prepare


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A directory with all that a province keeps, as after a run."""
    state = tmp_path / "state"
    prepare(state, "an-giang")
    (state / "aws").mkdir()
    (state / "aws" / "snapshot.zip").touch()
    return state


def test_the_secret_of_the_first_start_is_that_of_the_next(tmp_path: Path) -> None:
    assert prepare(tmp_path, "an-giang") == prepare(tmp_path, "an-giang")


def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    prepare(tmp_path / "state", "an-giang")

    assert (tmp_path / "state").stat().st_mode & 0o077 == 0
    assert (tmp_path / "state" / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["province", "secret", "secret-known"])
def test_a_state_without_one_of_its_files_is_refused(kept: Path, name: str) -> None:
    (kept / name).unlink()

    with pytest.raises(CannotRun, match=f"{kept / name} is missing"):
        prepare(kept, "an-giang")

    assert not (kept / name).exists()


def test_a_state_without_its_province_is_refused_for_every_province(kept: Path) -> None:
    (kept / "province").unlink()

    with pytest.raises(CannotRun, match="nobody knows which province"):
        prepare(kept, "dong-thap")


@pytest.mark.parametrize("name", ["province", "secret-known"])
def test_an_empty_file_counts_as_missing(kept: Path, name: str) -> None:
    (kept / name).write_text("")

    with pytest.raises(CannotRun, match=f"{kept / name} is missing"):
        prepare(kept, "an-giang")


@pytest.mark.parametrize("there", ["province", "secret"])
def test_a_first_start_that_was_cut_off_goes_on(tmp_path: Path, there: str) -> None:
    whole = prepare(tmp_path, "an-giang")
    (tmp_path / "secret-known").unlink()
    if there == "province":
        (tmp_path / "secret").unlink()

    again = prepare(tmp_path, "an-giang")

    assert (again == whole) == (there == "secret")


def test_a_state_is_kept_for_one_province(kept: Path) -> None:
    with pytest.raises(CannotRun, match="keeps the province an-giang"):
        prepare(kept, "dong-thap")
