"""Số, ký hiệu: a number of a result or a form is given once for each agency, book and year.

A book is what has a symbol of its own (NĐ 30/2020/NĐ-CP Điều 8 khoản 3: numbers begin with 01 on
1 January and go on to 31 December of each year).
"""

from __future__ import annotations

import datetime as dt
import re

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.foundation.text import one_line

from . import wording
from .events import Event
from .facts import Numbered

_LEADING_ZEROS = re.compile(r"^0+(?=[0-9])")
_WRITTEN = re.compile(r"(?=.*[0-9])[\w /.,:()&+-]+")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_PART = re.compile(r"[^\W_]+")
_SERIAL = re.compile(r"^0*([0-9]+)(.*)$")


def numbered(event: Event, rules: RuleSet, paper: str = "") -> Event:
    """The event with the number of its form: the next of whoever issues it, in the book of that
    form and year (NĐ 30/2020 Điều 8 khoản 3).

    It is taken before the event is written, so a number may be skipped but never stands twice.
    What was given on paper keeps the number that stood on it, ``paper``; of what the post hands
    over nothing was given yet. A system issues no form.
    """
    data, issuer = event.data, event.by.agency
    if not isinstance(data, Numbered):
        if paper:
            raise Invalid("no_form_to_number", wording.NO_FORM_TO_NUMBER)
        return event
    given = event.on_paper is not None and event.on_paper.source != "post"
    number = paper if given or not issuer else _next(event, data.form, issuer, rules)
    if not number:
        return event
    return event.model_copy(update={"data": data.model_copy(update={"form_number": number})})


def _next(event: Event, form: str, issuer: str, rules: RuleSet) -> str:
    year = clock.local_day(event.at).year
    serial = table.add(f"SERIAL#{issuer}", f"{form}#{year}")
    return form_number(serial, form, issuer, rules)


def form_number(serial: int, form: str, issuer: str, rules: RuleSet) -> str:
    """``7`` of a commune's supplement requests is ``07/PYCBS-UBND``: the symbols are the rules'."""
    symbols, issuers = rules.value("form_symbols"), rules.value("issuer_symbols")
    kind = agencies.agency(issuer).kind
    symbol = issuers.get(issuer) or issuers.get(kind)
    return f"{serial:02}/{symbols[form]}" + (f"-{symbol}" if symbol else "")


def claim(
    number: str, agency: str, procedure: str, at: dt.datetime, code: str
) -> tuple[table.Change, ...]:
    """The write that takes a number for a dossier; refused (``number_used``) if it is given.

    ``agency`` settles it, ``at`` is when the result was truly signed. What is no document has no
    number, and takes none.
    """
    if not number:
        return ()
    year = clock.local_day(at).year
    book = f"NUMBER#{agency}#{year}"
    used = Conflict("number_used", wording.NUMBER_USED.format(number=number, year=year))
    return tuple(
        table.Put({"pk": book, "sk": key, "code": code}, after=0, refusal=used)
        for key in keys_of(number, procedure, year)
    )


def as_typed(number: str) -> str:
    """A number with its symbol in its one form, "" if there is none; ValueError if it is not
    written as one: letters, a digit at least, and what stands between them."""
    kept = one_line(number)
    if kept and not _WRITTEN.fullmatch(kept):
        raise ValueError(wording.NOT_A_NUMBER)
    return kept


def keys_of(number: str, procedure: str, year: int) -> list[str]:
    """One number, however it is written: ``7/GKS``, ``07 / gks``, ``7-GKS`` and ``7/2026/GKS`` are
    the same in 2026 (Điều 8 khoản 3: a number below 10 is written with a 0), and share a key. One
    without a symbol stands in the book of its procedure.
    """
    return sorted({_by_strokes(number, procedure, year), _by_serial(number, procedure, year)})


def _by_strokes(number: str, procedure: str, year: int) -> str:
    """As the article has it written: the serial, a stroke, the symbol."""
    parts = ["".join(part.split()).upper() for part in number.split("/")]
    serial, *book = [part for part in parts if part] or [number]
    named = [part for part in book if part != str(year)]
    return f"{'/'.join(named) or procedure}#{_LEADING_ZEROS.sub('', serial)}"


def _by_serial(number: str, procedure: str, year: int) -> str:
    """By the digits that it begins with, whatever stands between them and the letters."""
    first, *rest = _PART.findall(_BETWEEN_DIGITS.sub("", number).upper()) or [number]
    begins = _SERIAL.match(first)
    if begins is None:
        return _by_strokes(number, procedure, year)
    serial, letters = begins.groups()
    book = letters + "".join(part for part in rest if part != str(year))
    return f"{book or procedure}#{serial}"
