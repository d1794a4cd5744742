"""Mã số hồ sơ: ``<agency>-<yymmdd>-<serial>`` (TT 01/2018/TT-VPCP Điều 19).

Of a service that is centralised nationally the last part is ``AAXXXX``: two digits of the
agency that owns the system, then four or more (TT 04/2025/TT-VPCP Điều 23 khoản 2).
"""

from __future__ import annotations

import datetime as dt
import re

# Old and new agency identifiers; four digits, more on a day that overflows them, and as many as a
# centralised service needs: no law bounds it, twelve guard against nonsense.
PATTERN = (
    r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[HGK][0-9]{2}|[HGK][0-9]{2}(?:\.[0-9]{2,3}){0,3})"
    r"-([0-9]{6})-[0-9]{4,12}"
)
_SHAPE = re.compile(PATTERN)


def build(agency: str, day: dt.date, serial: int, digits: int) -> str:
    """The code of the ``serial``-th dossier that ``agency`` received on ``day``."""
    return f"{agency}-{day:%y%m%d}-{serial:0{digits}d}"


def is_code(text: str) -> bool:
    """Whether the text has the form of a dossier code, with a day that exists."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return False
    try:
        dt.datetime.strptime(shape.group(1), "%y%m%d")
    except ValueError:
        return False
    return True
