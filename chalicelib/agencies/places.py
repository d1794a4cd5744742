"""Communes since 2025-07-01 and the units before them: one place under two names.

An address is recognised by the commune in it, in either names, with what stands after it. A
part of the address that is no unit (a street, a hamlet) stands before and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.text import plain

# How the kind of a unit is written, and written short, without diacritics.
_KINDS = {"p": "phuong", "x": "xa", "tt": "thi tran", "tp": "thanh pho", "tx": "thi xa"} | {
    "h": "huyen",
    "q": "quan",
    "t": "tinh",
}
_KIND = re.compile(
    r"^(phuong|xa|thi tran|thanh pho|thi xa|huyen|quan|tinh|dac khu|tt|tp|tx|[pxhqt](?=[. ]))[. ]+"
)

_COMMUNES = ("phuong", "xa", "thi tran", "dac khu")

Named = tuple[str, str]  # the kind, empty where it is not said, and the name alone


class OldUnit(Frozen):
    """A commune as it was until 2025-06-30; ``whole`` is false where it was divided."""

    commune: str
    district: str
    province: str
    whole: bool = True


class Place(Frozen):
    """A commune since 2025-07-01 with the units it was made of; ``code`` is the statistical one."""

    code: str
    name: str
    province: str
    old: tuple[OldUnit, ...] = ()

    def is_named(self, parts: list[Named], *, of_any_kind: bool = False) -> bool:
        """Whether an address, in parts from the smallest on, names it or a unit it was made of."""
        return any(_names(parts, lowest, above, of_any_kind) for lowest, above in self._addresses())

    def _addresses(self) -> Iterator[tuple[Named, list[Named]]]:
        yield _named(self.name), [_named(self.province)]
        for one in self.old:
            above = [_named(one.district), _named(one.province), _named(self.province)]
            yield _named(one.commune), above


def recognised(address: str, places: list[Place]) -> list[Place]:
    """The places that an address may mean; none if it names no commune.

    Where no unit is of the kind that was written (a township written as a commune, a district by
    what it was before it became a town), the names with what stands above them tell.
    """
    parts = [_named(part) for part in address.split(",") if plain(part)]
    found = [place for place in places if place.is_named(parts)]
    return found or [place for place in places if place.is_named(parts, of_any_kind=True)]


def place_of(line: dict[str, Any]) -> Place:
    """A place from its line in a pack (``infra/seed/*/places.yaml``)."""
    units = [(one, True) for one in line["old"]] + [(one, False) for one in line["parts_of"]]
    old = [
        OldUnit(commune=commune, district=district, province=province, whole=whole)
        for (commune, district, province), whole in units
    ]
    return Place(code=line["code"], name=line["name"], province=line["province"], old=tuple(old))


def _names(parts: list[Named], lowest: Named, above: list[Named], of_any_kind: bool) -> bool:
    """Whether a part is that unit, and whatever stands after it is a unit above it.

    Of any kind the lowest may only be if something stands after it.
    """
    for at, part in enumerate(parts):
        after = parts[at + 1 :]
        named = _same(part, lowest) or (of_any_kind and after and _same_commune(part, lowest))
        if named and all(_is_above(later, above, of_any_kind) for later in after):
            return True
    return False


def _is_above(typed: Named, above: list[Named], of_any_kind: bool) -> bool:
    return any(_same(typed, one) or (of_any_kind and typed[1] == one[1]) for one in above)


def _same(typed: Named, unit: Named) -> bool:
    return typed[1] == unit[1] and typed[0] in ("", unit[0])


def _same_commune(typed: Named, unit: Named) -> bool:
    return typed[1] == unit[1] and typed[0] in _COMMUNES


def _named(text: str) -> Named:
    words = plain(text)
    found = _KIND.match(words)
    if found is None:
        return "", words
    kind = found.group(1)
    return _KINDS.get(kind, kind), words[found.end() :].strip()
