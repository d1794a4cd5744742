"""What is taken over by a test is gone after its file: nobody else's desk is full of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="module")
def restored(province: Any) -> Iterator[None]:
    # The rooms are imported once the environment is set.
    from tests.support.restored import as_it_was

    with as_it_was():
        yield
