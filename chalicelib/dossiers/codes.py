"""Mã số hồ sơ: ``<agency>-<yymmdd>-<serial>`` (TT 01/2018/TT-VPCP Điều 19).

Of a service that is centralised nationally the last part is ``AAXXXX``: two digits of the
agency that owns the system, then four or more (TT 04/2025/TT-VPCP Điều 23 khoản 2).

An agency's identifier has two forms. A code is written in the form of its day
(``agency_identifier_form``) and stays so; it is found in both.
"""

from __future__ import annotations

import datetime as dt
import re

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet

from . import wording

PARTITION = "DOSSIER#"
# Old and new agency identifiers; four digits, more on a day that overflows them, and as many as a
# centralised service needs: no law bounds it, twelve guard against nonsense.
PATTERN = (
    r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[HGK][0-9]{2}|[HGK][0-9]{2}(?:\.[0-9]{2,3}){0,3})"
    r"-([0-9]{6})-[0-9]{4,12}"
)
_SHAPE = re.compile(PATTERN)


def given(agency: str, day: dt.date, serial: int, rules: RuleSet) -> str:
    """The code of the ``serial``-th dossier that an agency received on ``day``, as the rules of
    that day write it."""
    identifier = agencies.identifier_in(rules.value("agency_identifier_form"), agency)
    return build(identifier, day, serial, rules.value("serial_digits"))


def build(agency: str, day: dt.date, serial: int, digits: int) -> str:
    """The code of the ``serial``-th dossier that ``agency`` received on ``day``."""
    return f"{agency}-{day:%y%m%d}-{serial:0{digits}d}"


def partition(code: str) -> str:
    """Where a dossier is kept, in whichever form its agency's identifier is written, and however
    its code is typed."""
    identifier, dash, rest = typed(code).partition("-")
    return f"{PARTITION}{agencies.identifier_of(identifier) or identifier}{dash}{rest}"


def kept_as(code: str) -> str:
    """The code by which a dossier is kept: one for both forms."""
    return partition(code).removeprefix(PARTITION)


def typed(text: str) -> str:
    """A code as people type it from paper: in small letters, with blanks, with a longer dash."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", "", text)).upper()


def is_code(text: str) -> bool:
    """Whether the text has the form of a dossier code, with a day that exists."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return False
    try:
        day_of(shape.group(1))
    except ValueError:
        return False
    return True


def of_a_day_that_exists(code: str) -> str:
    """A code that has the form of one; raises ValueError, in words, if its day does not exist."""
    if not is_code(code):
        raise ValueError(wording.NO_SUCH_DAY_IN_CODE)
    return code


def serial_of(code: str) -> tuple[dt.date, str] | None:
    """The day of a code and its serial on that day, as it is written; None for no such code."""
    if not is_code(code):
        return None
    _, day, serial = code.rsplit("-", 2)
    return day_of(day), serial


def day_of(text: str) -> dt.date:
    """The day in a code, ``yymmdd``; raises ValueError for one that does not exist."""
    return dt.datetime.strptime(text, "%y%m%d").date()
