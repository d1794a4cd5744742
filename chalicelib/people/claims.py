"""What a token says of somebody, in the form in which everything else is kept.

A provider may write a number with blanks or dots, or as a JSON number that has lost its
leading zeros; a name in Unicode's decomposed form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from chalicelib.foundation.errors import NotPermitted

from . import identifiers, wire, wording

Claims = Mapping[str, Any]


class Number(NamedTuple):
    """A number as it is kept, and as the token had it."""

    kept: str
    sent: str


def identity_number(claims: Claims) -> Number | None:
    """Số định danh; None if the token has none. Refuses what is no such number."""
    refusal = NotPermitted("claimed_number_invalid", wording.CLAIMED_IDENTITY_NUMBER)
    return _number(claims.get(wire.IDENTITY_NUMBER), identifiers.claimed_identity_number, refusal)


def tax_code(claims: Claims) -> Number | None:
    """Mã số thuế, in the same way. A JSON number that may be two codes is refused."""
    refusal = NotPermitted("claimed_number_invalid", wording.CLAIMED_TAX_CODE)
    return _number(claims.get(wire.TAX_CODE), identifiers.claimed_tax_code, refusal)


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


def level(claims: Claims) -> int:
    """Mức độ định danh of this sign-in; 0 where the token names none that we know."""
    return wire.LEVELS.get(str(claims.get(wire.LEVEL, "")), 0)


def provider(claims: Claims) -> str:
    """Whose account it is: of the national identity system, or of the national portal."""
    national = claims.get(wire.LOGIN_PROVIDER) == wire.NATIONAL_IDENTITY
    return wire.VNEID if national else wire.NATIONAL_PORTAL


def _number(sent: Any, regular: Callable[[object], str], refusal: NotPermitted) -> Number | None:
    if sent is None or (isinstance(sent, str) and not sent.strip()):
        return None
    try:
        return Number(regular(sent), str(sent))
    except ValueError:
        raise refusal from None


def _one_line(text: Any) -> str:
    """NFC, blanks and line breaks as one space, without marks that cannot be seen."""
    if not isinstance(text, str):
        return ""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(filter(str.isprintable, line))
