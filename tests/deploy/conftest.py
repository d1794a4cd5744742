"""The package, built once for the tests that inspect or deploy it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.package import package


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("package")
    package(out)
    return out
