"""Số biên lai: a receipt for money is given once for each agency, series and year.

Each receipt of an agency has a number of its own within its series (NĐ 123/2020/NĐ-CP Điều 32;
*verify*). The same one for two payments would be money that one of them never gave.
"""

from __future__ import annotations

import datetime as dt
import re

from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Conflict
from chalicelib.foundation.text import one_line

from . import wording

_WRITTEN = re.compile(r"(?=.*[0-9])[\w /.,:()&+-]+")
_PART = re.compile(r"[^\W_]+")
# The digits that a text ends with, also in groups: ``000 0124``.
_LAST_DIGITS = re.compile(r"[0-9][0-9 .\-]*$")


def claim(receipt: str, agency: str, at: dt.datetime, code: str) -> tuple[table.Change, ...]:
    """The write that takes a receipt for a dossier; refused (``receipt_used``) if it is given.

    ``agency`` is the desk that took the money, ``at`` when it truly did.
    """
    year = clock.local_day(at).year
    used = Conflict("receipt_used", wording.RECEIPT_USED.format(receipt=receipt, year=year))
    return tuple(
        table.Put(item, after=0, refusal=used) for item in _items(receipt, agency, year, code)
    )


def given_before(receipt: str, agency: str, at: dt.datetime, code: str) -> tuple[table.Put, ...]:
    """The writes that keep a receipt of another system as given; two dossiers there may name it."""
    return tuple(map(table.Put, _items(receipt, agency, clock.local_day(at).year, code)))


def code_of(receipt: str, agency: str, at: dt.datetime) -> str:
    """The dossier for which a receipt was given, or nothing."""
    keys = _items(receipt, agency, clock.local_day(at).year, "")
    found = (table.get(str(key["pk"]), str(key["sk"])) for key in keys)
    return next((str(item["code"]) for item in found if item), "")


def _items(receipt: str, agency: str, year: int, code: str) -> list[table.Item]:
    book = f"RECEIPT#{agency}#{year}"
    return [{"pk": book, "sk": key, "code": code} for key in keys_of(receipt)]


def as_typed(receipt: str) -> str:
    """The number of a receipt in its one form; ValueError if it is not written as one."""
    kept = one_line(receipt)
    if not _WRITTEN.fullmatch(kept):
        raise ValueError(wording.NOT_A_RECEIPT)
    return kept


def keys_of(receipt: str) -> list[str]:
    """One receipt, however it is written: ``AB/26T 0000123``, ``AB26T0000123`` and ``ab-26t-123``
    share a key, as ``0000124`` and ``000 0124`` do.

    Where the series ends and the number begins cannot always be seen, so every way in which it
    may be read is taken: a receipt is rather asked for again than given twice.
    """
    parts = [part.lstrip("0") or "0" for part in _PART.findall(receipt.upper())]
    named, last = _split(receipt, len(receipt.rstrip("0123456789")))
    digits = _LAST_DIGITS.search(receipt)
    whole = _split(receipt, digits.start() if digits else len(receipt))
    ways = ("/".join(parts), _joined(named, last), _joined(*whole))
    return sorted({way for way in ways if way}) or [receipt]


def _split(receipt: str, at: int) -> tuple[str, str]:
    series, number = ("".join(_PART.findall(part)).upper() for part in (receipt[:at], receipt[at:]))
    return series, number


def _joined(series: str, number: str) -> str:
    return "/".join(part for part in (series, number.lstrip("0") or number[-1:]) if part)
