"""How long the personal data of a dossier is kept (rule ``personal_data_kept_years``). No I/O.

The term is that of the rules of today, not of those it was received under: when something may be
destroyed is for the law on archives in force on that day.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock
from chalicelib.procedures.model import Named

from . import wording
from .model import Dossier

_RULE = "personal_data_kept_years"


class Kept(NamedTuple):
    """``years`` since it ended (None: for ever), ``until`` when, if it has ended."""

    years: int | None
    until: dt.datetime | None
    article: str
    title: str


def kept(dossier: Dossier, named: Named, rules: RuleSet) -> Kept:
    """How long it is kept, and the sentence that says so."""
    years, article = _years(named, rules), rules.article(_RULE)
    if years is None:
        return Kept(None, None, article, wording.KEPT_FOR_EVER)
    if dossier.closed_at is None:
        return Kept(years, None, article, wording.KEPT_SINCE_END)
    return Kept(years, years_from(dossier.closed_at, years), article, wording.KEPT_UNTIL)


def terms(rules: RuleSet) -> list[int]:
    """Every number of years after which something is erased, the shortest first."""
    value = rules.value(_RULE)
    found = {value["default"], *value["fields"].values()}
    return sorted(years for years in found if years is not None)


def years_from(moment: dt.datetime, years: int) -> dt.datetime:
    """So many years later, or earlier; 29 February becomes 1 March where there is none."""
    local = moment.astimezone(clock.LOCAL)
    try:
        return local.replace(year=local.year + years)
    except ValueError:
        return local.replace(year=local.year + years, month=3, day=1)


def _years(named: Named, rules: RuleSet) -> int | None:
    value = rules.value(_RULE)
    years: int | None = value["fields"].get(named.field.code, value["default"])
    return years
