"""Số biên lai: a receipt for money is given once for each agency, series and year.

Each receipt of an agency has a number of its own within its series (NĐ 123/2020/NĐ-CP Điều 32,
written from memory, to be verified). The same one for two payments would be money that one of
them never gave.
"""

from __future__ import annotations

import datetime as dt
import re

from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Conflict

from . import wording

_PART = re.compile(r"[^\W_]+")


def claim(receipt: str, agency: str, at: dt.datetime, code: str) -> tuple[table.Change, ...]:
    """The write that takes a receipt for a dossier; refused (``receipt_used``) if it is given.

    ``agency`` is the desk that took the money, ``at`` when it truly did.
    """
    year = clock.local_day(at).year
    used = Conflict("receipt_used", wording.RECEIPT_USED.format(receipt=receipt, year=year))
    return (table.Put(_item(receipt, agency, year, code), after=0, refusal=used),)


def given_before(receipt: str, agency: str, at: dt.datetime, code: str) -> table.Put:
    """The write that keeps a receipt of another system as given; two dossiers there may name it."""
    return table.Put(_item(receipt, agency, clock.local_day(at).year, code))


def code_of(receipt: str, agency: str, at: dt.datetime) -> str:
    """The dossier for which a receipt was given, or nothing."""
    key = _item(receipt, agency, clock.local_day(at).year, "")
    return str((table.get(str(key["pk"]), str(key["sk"])) or key)["code"])


def _item(receipt: str, agency: str, year: int, code: str) -> table.Item:
    return {"pk": f"RECEIPT#{agency}#{year}", "sk": key_of(receipt), "code": code}


def key_of(receipt: str) -> str:
    """One receipt, however it is written: ``AB/26T 0000123`` and ``ab-26t-123`` are the same."""
    parts = [part.lstrip("0") or "0" for part in _PART.findall(receipt.upper())]
    return "/".join(parts) or receipt
