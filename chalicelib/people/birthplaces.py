"""Nơi đăng ký khai sinh: the first three digits of an identity number (NĐ 137/2015 Điều 13).

The codes are data with their day and article (``birthplaces.json``). A number is given once and
kept: the code of a province that has been merged stays good, whoever has it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_suffix(".json")


def is_known(code: str, day: dt.date) -> bool:
    """Whether a number may begin with this code on a day: a province, or of who was born abroad a
    country, of which the first and the last code are kept."""
    return any(
        code in some["provinces"] or some["countries"][0] <= code <= some["countries"][1]
        for some in _given_out()
        if some["since"] <= day.isoformat()
    )


@functools.cache
def _given_out() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_FILE.read_text("utf-8"))
    return found
