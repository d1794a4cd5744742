"""Nơi đăng ký khai sinh: the first three digits of an identity number (NĐ 137/2015 Điều 13).

A number is given once and kept: the code of a province that has been merged stays good, whoever
has it. Sources: TT 59/2021/TT-BCA Điều 4, Phụ lục I (provinces), Phụ lục II (countries). *Verify*:
written down without the text of the annexes; those of countries are taken as a range.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Birthplaces(NamedTuple):
    """Codes given out from a day on: each of ``provinces``, and all of ``countries``, from the
    first to the last."""

    since: dt.date
    provinces: frozenset[str]
    countries: tuple[str, str]


# Of the 63 provinces there were until 30/06/2025: those that were merged into others as well.
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 "
    "034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 "
    "067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
_SINCE_2016 = Birthplaces(
    since=dt.date(2016, 1, 1),
    provinces=frozenset(_PROVINCES.split()),
    countries=("101", "399"),
)
GIVEN_OUT = (_SINCE_2016,)


def is_known(code: str, day: dt.date) -> bool:
    """Whether a number may begin with this code on a day: what was given out once stays good."""
    return any(
        code in some.provinces or some.countries[0] <= code <= some.countries[1]
        for some in GIVEN_OUT
        if some.since <= day
    )
