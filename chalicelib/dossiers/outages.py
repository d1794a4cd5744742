"""Sổ ghi khi hệ thống gián đoạn: blocks of codes kept for paper (S2 Điều 21 khoản 4)."""

from __future__ import annotations

import datetime as dt

from .model import Kept


class Block(Kept):
    """Codes of one agency and day that only the outage book may use."""

    agency: str
    day: dt.date
    first: int
    last: int
    reserved_by: str
    at: dt.datetime
    codes: tuple[str, ...] = ()
