"""Logs: one JSON object a line, with codes and counts, never people.

Only the names in ``ALLOWED`` can be written, so that a careless call cannot leak a
name, a number or a form's value.
"""

from __future__ import annotations

import json
import logging
import sys

from . import names

ALLOWED = frozenset({
    "agency", "attempt", "calls", "code", "count", "error", "event", "kind", "method", "ms",
    "procedure", "queue", "refusal", "request_id", "route", "sequence", "status",
    "version",
})  # fmt: skip

_logger = logging.getLogger("chalicelib")


def info(what: str, **fields: str | int | float | None) -> None:
    _write(logging.INFO, what, fields)


def warning(what: str, **fields: str | int | float | None) -> None:
    _write(logging.WARNING, what, fields)


def failure(what: str, error: BaseException, **fields: str | int | float | None) -> None:
    """An unexpected error: its type and where it was raised, not its message."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "?"
    _write(logging.ERROR, what, {**fields, "error": f"{type(error).__name__} at {where}"})


def _write(level: int, what: str, fields: dict[str, str | int | float | None]) -> None:
    strangers = fields.keys() - ALLOWED
    if strangers:
        raise ValueError(f"not a field of our logs: {sorted(strangers)}")
    if not _logger.handlers:
        _open()
    said = {name: value for name, value in fields.items() if value is not None}
    line = {"level": logging.getLevelName(level), "what": what, **said}
    _logger.log(level, json.dumps(line, ensure_ascii=False))


def _open() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _logger.addHandler(handler)
    _logger.setLevel(names.LOG_LEVEL)
    _logger.propagate = False
