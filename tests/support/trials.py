"""With how many examples a property is tried; the same examples on every run."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings

# The province is one for all examples: what one of them writes does not matter to the next.
_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def trials(count: int) -> Any:
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=_SHARED,
    )
