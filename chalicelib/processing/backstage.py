"""What comes from the clock, translated."""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import log

from . import reminders


def warn(event: Any) -> None:
    """Every warning that is due."""
    log.info("warnings given", count=reminders.warn_all())
