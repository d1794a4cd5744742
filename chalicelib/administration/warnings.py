"""What whoever compares a draft must know: sound values that may be less than the law asks.

Whether they are lawful only a lawyer can say, so they are told and not refused. No I/O.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from chalicelib.agencies import rule_shapes
from chalicelib.agencies.calendar import WEEKDAYS, OfficeHours
from chalicelib.agencies.rule_shapes import Guard
from chalicelib.foundation.text import thousands

from . import wording

Doc = dict[str, Any]
Rules = dict[str, dict[str, Any]]
GUARDS = rule_shapes.guards()
_DIGITS = ("serial_digits", "serial_overflow_digits")
_ANY_MONDAY = dt.date.min
_TENFOLD = 10


def of_rules(now: Rules, then: Rules) -> Iterator[str]:
    """Each rule whose value changes while its article stays, loses what the law guards, or is no
    longer marked as to be verified."""
    for name, rule in then.items():
        before = now.get(name)
        if before is None:
            continue
        if rule["value"] != before["value"] and rule["article"] == before["article"]:
            yield wording.SAME_ARTICLE.format(name=name, article=rule["article"])
        yield from _lost(name, before["value"], rule["value"])
        if before.get("verify") and not rule.get("verify"):
            yield wording.NO_LONGER_TO_VERIFY.format(name=name)
    yield from _crossed(then)


def of_fees(now: Doc | None, then: Doc) -> Iterator[str]:
    """Each fee whose amount changes while its article stays, or changes tenfold: often a nought
    too many or too few."""
    before = {one["name"]: one for one in now["version"]["fees"]} if now else {}
    for fee in then["version"]["fees"]:
        was = before.get(fee["name"])
        if was is None or was["amount"] == fee["amount"]:
            continue
        amounts = {"was": thousands(was["amount"]), "will_be": thousands(fee["amount"])}
        if was["article"] == fee["article"]:
            yield wording.FEE_OF_SAME_ARTICLE.format(
                name=fee["name"], article=fee["article"], **amounts
            )
        less, more = sorted((was["amount"], fee["amount"]))
        if more >= _TENFOLD * less:
            yield wording.FEE_TENFOLD.format(name=fee["name"], **amounts)


def of_hours(text: str, hours_a_day: int) -> Iterator[str]:
    """Each weekday that is open, and for less time than a working day has by the rules."""
    hours, least = OfficeHours(text), dt.timedelta(hours=hours_a_day)
    short = []
    for number, weekday in enumerate(WEEKDAYS):
        stretches = hours.on(_ANY_MONDAY + dt.timedelta(days=number), None)
        open_for = sum((end - begin for begin, end in stretches), dt.timedelta(0))
        if stretches and open_for < least:
            short.append(weekday)
    if short:
        yield wording.SHORT_DAYS.format(days=", ".join(short), hours=hours_a_day)


def _lost(name: str, was: Any, will_be: Any) -> Iterator[str]:
    """A guard that is dropped: what a list no longer asks for, a switch that is turned off, what is
    shown besides."""
    guard = GUARDS.get(name)
    if guard is Guard.EACH:
        for one in was:
            if one not in will_be:
                yield wording.GUARD_LOST.format(name=name, guard=one)
    if guard is Guard.SWITCH and was and not will_be:
        yield wording.SWITCHED_OFF.format(name=name)
    if guard is Guard.SHOWN:
        for field in will_be:
            if field not in was:
                yield wording.SHOWN_TO_ANYBODY.format(field=field)


def _crossed(rules: Rules) -> Iterator[str]:
    digits = [rules.get(one, {}).get("value") for one in _DIGITS]
    if None not in digits and digits[1] < digits[0]:  # type: ignore[operator]
        yield wording.OVERFLOW_TOO_SHORT
