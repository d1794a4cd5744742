"""Numbers by which people and firms are known, and what makes each well formed.

Each function takes what was typed, ignores spaces and dots, and returns the number as it
is kept, or raises ``ValueError`` with a Vietnamese sentence.
"""

from __future__ import annotations

import re

from . import wording

_IDENTITY = re.compile(r"[0-9]{12}")
_TAX = re.compile(r"[0-9]{10}")
_TAX_BRANCH = re.compile(r"([0-9]{10})-?([0-9]{3})")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

# Mã số thuế: weights of the first nine digits; the check digit is ten less the sum's
# remainder by eleven.
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def identity_number(text: str) -> str:
    """Số định danh cá nhân: twelve digits (Luật Căn cước 2023 Điều 12)."""
    number = _bare(text)
    if not _IDENTITY.fullmatch(number):
        raise ValueError(wording.IDENTITY_NUMBER)
    return number


def tax_code(text: str) -> str:
    """Mã số thuế: ten digits with a check digit, thirteen for a branch (``…-001``), or,
    since 01/07/2025, a person's identity number."""
    number = _bare(text)
    if _IDENTITY.fullmatch(number):
        return number
    branch = _TAX_BRANCH.fullmatch(number)
    main = branch.group(1) if branch else number
    if not _TAX.fullmatch(main) or not _check_digit_holds(main):
        raise ValueError(wording.TAX_CODE)
    return f"{main}-{branch.group(2)}" if branch else main


def phone(text: str) -> str:
    """A Vietnamese number as it is dialled inside the country: ``0912345678``."""
    number = _bare(text).replace("-", "")
    if number.startswith("+84"):
        number = "0" + number[3:]
    if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise ValueError(wording.PHONE)
    return number


def email(text: str) -> str:
    address = text.strip()
    if len(address) > 254 or not address.isprintable() or not _EMAIL.fullmatch(address):
        raise ValueError(wording.EMAIL)
    return address


def _check_digit_holds(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number[:9], strict=True))
    return 10 - total % 11 == int(number[9])


def _bare(text: str) -> str:
    return re.sub(r"[\s.]", "", text, flags=re.ASCII) if text.isascii() else text
