"""Logs: one JSON object a line, with codes and counts, never people.

Only the fields in ``WORDS`` and ``NUMBERS`` can be written, and of a word only one of its
shape, so that a careless call cannot leak a name, a number or a form's value. Every line
that a request or a batch writes carries its id.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from . import names

NUMBERS = frozenset({"age_ms", "attempt", "count", "ms", "status", "version"})
WORDS = {
    "agency": r"[0-9A-Z]{1,3}(\.[0-9A-Z]{1,3}){0,4}",
    # A dossier's: its agency, the day, a serial. A serial as long as the number of a person is
    # lawful and does not fit: twelve digits are never written.
    "code": r"[0-9A-Z]{1,3}(\.[0-9A-Z]{1,3}){0,4}-[0-9]{6}-[0-9]{4,11}",
    "error": r"\w+ at (\?|[\w.<>]+:[0-9]+)",
    "function": r"[\w-]+",
    "kind": r"[a-z_]+",
    "method": r"[A-Z]+",
    "queue": r"[\w.-]+",
    "refusal": r"[a-z_]+",
    "request_id": r"[\w-]+",
    "route": r"[\w/{}.-]+",
    "source": r"[a-z_]+",
}
# Several of a kind in one line: codes as a list, kinds with how often.
SEVERAL = {"codes": "code", "kinds": "kind"}
ALLOWED = NUMBERS | WORDS.keys() | SEVERAL.keys()
# Stands where something else than the field's shape would have been written.
UNFIT = "?"

Word = str | int | float | None
Said = Word | Sequence[str] | Mapping[str, int]

_logger = logging.getLogger("chalicelib")
_measures = logging.getLogger("chalicelib.metrics")
_request: ContextVar[str | None] = ContextVar("request", default=None)


def info(what: str, **fields: Said) -> None:
    _write(logging.INFO, what, fields)


def warning(what: str, **fields: Said) -> None:
    _write(logging.WARNING, what, fields)


def error(what: str, **fields: Said) -> None:
    """What somebody must look at, though nothing failed."""
    _write(logging.ERROR, what, fields)


def failure(what: str, error: BaseException, **fields: Said) -> None:
    """An unexpected error: its type and where it was raised, not its message."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "?"
    _write(logging.ERROR, what, {**fields, "error": f"{type(error).__name__} at {where}"})


def measure(line: Mapping[str, object]) -> None:
    """A line that CloudWatch counts from: always on AWS, on a laptop one of level INFO."""
    _be_ready()
    _measures.info(json.dumps(line))


@contextmanager
def during(request_id: str) -> Iterator[None]:
    """Every line written meanwhile, in this thread, carries the id."""
    before = _request.set(request_id)
    try:
        yield
    finally:
        _request.reset(before)


def fits(field: str, text: object) -> bool:
    """Whether a text has the shape that the field asks for."""
    return isinstance(text, str) and bool(re.fullmatch(WORDS[field], text, re.ASCII))


def _write(level: int, what: str, fields: dict[str, Said]) -> None:
    unknown = fields.keys() - ALLOWED
    if unknown:
        raise ValueError(f"not a field of our logs: {sorted(unknown)}")
    _be_ready()
    if not _logger.isEnabledFor(level):
        return
    given = {"request_id": _request.get(), **fields}
    written = {name: _said(name, value) for name, value in given.items() if value is not None}
    line = {"level": logging.getLevelName(level), "what": what, **written}
    _logger.log(level, json.dumps(line))


def _said(field: str, value: Said) -> Said:
    if field in SEVERAL:
        shape = SEVERAL[field]
        if isinstance(value, Mapping):
            return {_said_word(shape, one): int(count) for one, count in value.items()}
        return [_said_word(shape, one) for one in value] if isinstance(value, list) else UNFIT
    if field in NUMBERS:
        return value if isinstance(value, int | float) else UNFIT
    return _said_word(field, value)


def _said_word(field: str, value: object) -> str:
    return str(value) if fits(field, value) else UNFIT


def _be_ready() -> None:
    """Opens the log, unless whoever runs us has opened it already."""
    if _logger.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _logger.addHandler(handler)
    _logger.setLevel(names.LOG_LEVEL)
    _logger.propagate = False
    if names.STAGE != "local":
        _measures.setLevel(logging.INFO)
