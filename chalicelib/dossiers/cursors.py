"""Cursors: a place in a list, opaque to the client."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from chalicelib.foundation.errors import Malformed
from chalicelib.foundation.wording import INVALID_CURSOR


def written(place: Mapping[str, Any] | None) -> str | None:
    """The cursor of a place; None where the list ends."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def read(cursor: str, *members: set[str]) -> dict[str, str]:
    """The place that a cursor names, with one of the sets of members; refuses any other text."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        if place.keys() not in members or not all(
            part and isinstance(part, str) for part in place.values()
        ):
            raise ValueError(cursor)
    except (ValueError, AttributeError, RecursionError):
        raise invalid() from None
    found: dict[str, str] = place
    return found


def invalid() -> Malformed:
    return Malformed("invalid_cursor", INVALID_CURSOR)
