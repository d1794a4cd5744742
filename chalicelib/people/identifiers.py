"""Numbers, names and addresses by which people and firms are known.

Each function takes what somebody typed and returns it as it is kept, or raises ``ValueError``
with a Vietnamese sentence. Requests, electronic forms, token claims and province packs all
come here: what is typed in two ways is kept in one.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from chalicelib.foundation import clock
from chalicelib.foundation.text import one_line, regular

from . import birthplaces, wording
from .countries import COUNTRIES

_IDENTITY = re.compile(r"[0-9]{12}")
_FIRST_CENTURY = 1900
_TAX = re.compile(r"[0-9]{10}")
_TAX_BRANCH = re.compile(r"([0-9]{10})-?([0-9]{3})")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_NUMBER = re.compile(r"[0-9A-Za-z]+")
_PASSPORT = re.compile(r"[0-9A-Z]{5,20}")
# Of another country, as it is dialled from here: a country code that is given out, and at most
# fifteen digits (ITU-T E.164 and its list of assigned codes).
_COUNTRY_CODE = (
    r"(?:1|7|20|21[1-368]|22[0-9]|23[0-9]|24[0-9]|25[0-8]|26[0-9]|27|29[01789]|3[0-469]|35[0-9]"
    r"|37[0-8]|38[0-35-79]|4[013-9]|42[013]|50[0-9]|5[1-8]|59[0-9]|6[0-6]|67[02-9]|68[0-35-9]"
    r"|69[0-2]|8[126]|85[02356]|880|886|9[0-58]|96[0-8]|97[0-7]|99[2-68])"
)
_FOREIGN_PHONE = re.compile(rf"(?:\+|00)(?=[0-9]{{7,15}}$)({_COUNTRY_CODE}[0-9]+)")
_PART_OF_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
# From abroad: +84, 84 or 0084. "(0)" is what is dialled instead inside the country.
_DIALLED_INSIDE = re.compile(r"\(?(?:\+|00)?84\)?\(0\)")
_FROM_ABROAD = re.compile(r"^(?:\+|00)?84")
_IN_BRACKETS = re.compile(r"\((\+?[0-9]+)\)")
# A word of a name: letters with their marks; some languages of the country join words, or begin
# one with a stop (Ê Đê H'Hen, Y-Bhiông).
_GIVEN_NAME = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*|['’ʼ\- ])*[^\W\d_][\u0300-\u036f]*")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

# Mã số thuế: weights of the first nine digits; the check digit is ten less the sum's
# remainder by eleven.
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

# How a tax code may be written, by its digits, and how many zeros it can begin with.
_ZEROS_AT_MOST = {10: 1, 12: 2, 13: 1}
# A person's number begins with a province (001 to 096, of those below ten only these), and goes
# on with the sex and the century (NĐ 137/2015 Điều 13). Whoever was born abroad has a country's
# instead; as a JSON number theirs is not told from a branch's that lost its zero.
_PERSON = re.compile(r"(?!00[03579])0[0-9]{2}[0-3]")


def identity_number(text: str) -> str:
    """Số định danh cá nhân: twelve digits (Luật Căn cước 2023 Điều 12).

    The first three say where the birth was registered, the next three sex and year of birth, the
    last six are at random (NĐ 137/2015 Điều 13). Refuses what can be nobody's number.
    """
    number = _twelve_digits(text)
    today = clock.local_day(clock.now())
    if not birthplaces.is_known(number[:3], today):
        raise ValueError(wording.IDENTITY_NUMBER_PLACE)
    if (born_in(number) or 0) > today.year:
        raise ValueError(wording.IDENTITY_NUMBER_YEAR)
    return number


def born_in(number: str) -> int | None:
    """The year of birth that an identity number says; None of anything else.

    The fourth digit is the century and the sex, the next two are the year (NĐ 137/2015 Điều 13).
    """
    if not _IDENTITY.fullmatch(number):
        return None
    return _FIRST_CENTURY + int(number[3]) // 2 * 100 + int(number[4:6])


def sex_in(number: str) -> str | None:
    """The sex that an identity number says: ``male``, ``female``; None of anything else."""
    if not _IDENTITY.fullmatch(number):
        return None
    return "female" if int(number[3]) % 2 else "male"


def tax_code(text: str) -> str:
    """Mã số thuế: ten digits with a check digit, thirteen for a branch (``…-001``), or,
    since 01/07/2025, a person's identity number."""
    number = _bare(text)
    if _IDENTITY.fullmatch(number):
        return identity_number(number)
    branch = _TAX_BRANCH.fullmatch(number)
    main = branch.group(1) if branch else number
    if not _TAX.fullmatch(main) or not _check_digit_holds(main):
        raise ValueError(wording.TAX_CODE)
    return f"{main}-{branch.group(2)}" if branch else main


def phone(text: str) -> str:
    """A Vietnamese number as it is dialled inside the country: ``0912345678``; one of another
    country with its code: ``+12025550123`` (E.164)."""
    bare = _bare(text).replace("-", "")
    foreign = _FOREIGN_PHONE.fullmatch(re.sub(r"[()]", "", bare))
    if foreign:
        return f"+{foreign.group(1)}"
    number = _without_prefix(bare)
    if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise ValueError(wording.PHONE)
    return number


def email(text: str) -> str:
    address = regular(text).strip()
    if len(address) > 254 or not address.isprintable() or not _EMAIL.fullmatch(address):
        raise ValueError(wording.EMAIL)
    return address


def number(text: str) -> str:
    """Digits and capitals of any other number: a passport, an account, a plot of land."""
    bare = _bare(text)
    if not _NUMBER.fullmatch(bare):
        raise ValueError(wording.NUMBER)
    return bare.upper()


def passport(text: str) -> str:
    """Số hộ chiếu: its digits and capitals."""
    number = _bare(text).upper()
    if not _PASSPORT.fullmatch(number):
        raise ValueError(wording.PASSPORT)
    return number


def country(text: str) -> str:
    """A country by its two letters (ISO 3166-1)."""
    code = text.strip().upper()
    if code not in COUNTRIES:
        raise ValueError(wording.COUNTRY)
    return code


def date_as_known(text: str) -> str:
    """A date, or as much of it as is known: ``2019``, ``2019-05``, ``2019-05-30``."""
    known = text.strip()
    if _PART_OF_DATE.fullmatch(known) and known[:4] != "0000":
        return known
    try:
        return dt.date.fromisoformat(known).isoformat()
    except ValueError:
        raise ValueError(wording.DATE_AS_KNOWN) from None


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, however they are typed: a name in capitals is the same."""
    return folded(one) == folded(other)


def folded(text: str) -> str:
    """A name without what differs only in how it is typed."""
    # Only compared, also where a form has something else: what is no name is refused elsewhere.
    return " ".join(regular(text).split()).casefold()


def name(text: str) -> str:
    """A person's or organisation's name: one line, one blank between its words."""
    return " ".join(one_line(text).split())


def given_name(text: str) -> str:
    """The name that somebody is given: of letters alone, no digits or signs (BLDS 2015 Điều 26
    khoản 3); words of it may be joined. What cannot be printed is told as in every other text."""
    try:
        found = name(text)
    except ValueError:
        return text
    if found and not _GIVEN_NAME.fullmatch(unicodedata.normalize("NFD", found)):
        raise ValueError(wording.GIVEN_NAME)
    return found


def claimed_identity_number(claim: object) -> str:
    """An identity number as a token gives it.

    A JSON number has lost the zeros of a province of birth (001 to 096); they are put back. Who
    gave the account knows the number: nobody is kept out because our list of codes is older.
    """
    return _twelve_digits(_filled(str(claim), 12) if _is_number(claim) else _text(claim))


def claimed_tax_code(claim: object) -> str:
    """A tax code as a token gives it.

    A JSON number has lost its zeros. It is taken if it can be read in one way only: the
    other way could be another firm's code, or a person's number.
    """
    if not _is_number(claim):
        return tax_code(_text(claim))
    readings = [code for width in _ZEROS_AT_MOST if (code := _read_as(width, str(claim)))]
    if len(readings) != 1:
        raise ValueError(wording.TAX_CODE)
    return readings[0]


def _twelve_digits(text: str) -> str:
    number = _bare(text)
    if not _IDENTITY.fullmatch(number):
        raise ValueError(wording.IDENTITY_NUMBER)
    return number


def _read_as(width: int, digits: str) -> str | None:
    code = _filled(digits, width)
    if len(code) != width or (width == 12 and not _PERSON.match(code)):
        return None
    try:
        return tax_code(code)
    except ValueError:
        return None


def _filled(digits: str, width: int) -> str:
    """The digits with the zeros they lost, as many as there can have been."""
    return digits.zfill(min(width, len(digits) + _ZEROS_AT_MOST[width]))


def _is_number(claim: object) -> bool:
    return isinstance(claim, int) and not isinstance(claim, bool)


def _text(claim: object) -> str:
    """A claim that is text; any other is none: the text of a fraction would gain a digit."""
    return claim if isinstance(claim, str) else ""


def _without_prefix(number: str) -> str:
    """A phone number as dialled inside the country, without brackets."""
    inside = _DIALLED_INSIDE.match(number)
    if inside:
        return "0" + number[inside.end() :]
    return _FROM_ABROAD.sub("0", _IN_BRACKETS.sub(r"\1", number), count=1)


def _check_digit_holds(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number[:9], strict=True))
    return 10 - total % 11 == int(number[9])


def _bare(text: str) -> str:
    return re.sub(r"[\s.]", "", regular(text), flags=re.ASCII)
