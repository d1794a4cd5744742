"""What a token says of somebody, in the form in which everything else is kept.

A provider may write a number with blanks or dots, or as a JSON number that has lost its
leading zeros; a name in Unicode's decomposed form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.foundation.errors import NotPermitted

from . import identifiers, wire, wording

Claims = Mapping[str, Any]

_IDENTITY_DIGITS, _FIRM_DIGITS, _BRANCH_DIGITS = 12, 10, 13
# An identity number begins with a province, 001 to 096, and a digit for sex and century: 0 to
# 3 for whoever was born before 2100. Few tax codes look like one once zeros are put before.
_IDENTITY_OF_TODAY = re.compile("(?!000)0[0-9]{2}[0-3][0-9]{8}")


class Number(NamedTuple):
    """A number as it is kept, and as the token had it."""

    kept: str
    sent: str


def identity_number(claims: Claims) -> Number | None:
    """Số định danh; None if the token has none. Refuses what is no such number."""
    sent = claims.get(wire.IDENTITY_NUMBER)
    written = [str(sent).zfill(_IDENTITY_DIGITS)] if _is_number(sent) else [sent]
    refusal = NotPermitted("claimed_number_invalid", wording.CLAIMED_IDENTITY_NUMBER)
    return _number(sent, written, identifiers.identity_number, refusal)


def tax_code(claims: Claims) -> Number | None:
    """Mã số thuế, in the same way. A JSON number that may be two codes is refused."""
    sent = claims.get(wire.TAX_CODE)
    written = _with_leading_zeros(str(sent)) if _is_number(sent) else [sent]
    refusal = NotPermitted("claimed_number_invalid", wording.CLAIMED_TAX_CODE)
    return _number(sent, written, identifiers.tax_code, refusal)


def name(claims: Claims) -> str:
    """The firm's name, or the person's; empty if the token has none."""
    return _one_line(claims.get(wire.FIRM_NAME)) or _one_line(claims.get(wire.NAME))


def phone(claims: Claims) -> str:
    """The number that proves a look-up; empty if it is none: nobody is kept out for it."""
    sent = claims.get(wire.PHONE)
    try:
        return identifiers.phone(sent) if isinstance(sent, str) else ""
    except ValueError:
        return ""


def _number(
    sent: Any, written: Iterable[Any], regular: Callable[[str], str], refusal: NotPermitted
) -> Number | None:
    if sent is None or (isinstance(sent, str) and not sent.strip()):
        return None
    found = {kept for one in written if (kept := _kept(one, regular))}
    if len(found) != 1:
        raise refusal
    return Number(found.pop(), str(sent))


def _kept(written: Any, regular: Callable[[str], str]) -> str | None:
    try:
        return regular(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _with_leading_zeros(digits: str) -> list[str]:
    """The tax codes that a number can have been."""
    persons = digits.zfill(_IDENTITY_DIGITS)
    found = [persons] if _IDENTITY_OF_TODAY.fullmatch(persons) else []
    if len(digits) <= _FIRM_DIGITS:
        found.append(digits.zfill(_FIRM_DIGITS))
    elif len(digits) >= _IDENTITY_DIGITS:
        found.append(digits.zfill(_BRANCH_DIGITS))
    return found


def _is_number(sent: Any) -> bool:
    return isinstance(sent, int) and not isinstance(sent, bool)


def _one_line(text: Any) -> str:
    """NFC, blanks and line breaks as one space, without marks that cannot be seen."""
    if not isinstance(text, str):
        return ""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(filter(str.isprintable, line))
