"""Biểu thu: what a fee comes to, counted as its article says, and the arithmetic in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.foundation.text import thousands

from . import wording

if TYPE_CHECKING:
    from .model import Fee, Part


def total(fee: Fee, parts: Iterable[Part]) -> int:
    """Đồng for all parts, each so many items of so many units."""
    return sum(part.items * of_item(fee, part.units) for part in parts)


def of_item(fee: Fee, units: int) -> int:
    """Đồng for one item of so many units: tier by tier, never more than its most."""
    full = sum(many * amount for many, amount in _stretches(fee, units))
    return full if fee.most is None else min(full, fee.most)


def taken_off(fee: Fee, parts: tuple[Part, ...], percent: int | None, instead: int | None) -> int:
    """How many đồng are taken off those parts: so many percent, what the first unit costs less
    ``instead``, or all. What is left is whole đồng, rounded down."""
    full = total(fee, parts)
    if percent is not None:
        return full - full * (100 - percent) // 100
    if instead is None:
        return full
    return full - total(fee.model_copy(update={"amount": instead}), parts)


def in_words(fee: Fee, parts: Iterable[Part]) -> str:
    """``2 × 2.000 + 8 × 1.000 đồng/trang = 12.000 đồng``, part by part."""
    return "; ".join(_in_words(fee, part) for part in parts)


def _in_words(fee: Fee, part: Part) -> str:
    stretches = _stretches(fee, part.units)
    full = " + ".join(f"{many} × {thousands(amount)}" for many, amount in stretches)
    one = of_item(fee, part.units)
    capped = sum(many * amount for many, amount in stretches) > one
    how = wording.CAPPED if capped else wording.ARITHMETIC
    said = how.format(sum=full, per=fee.per, total=thousands(one))
    if part.items == 1:
        return said
    return wording.TIMES.format(one=said, items=part.items, total=thousands(one * part.items))


def _stretches(fee: Fee, units: int) -> list[tuple[int, int]]:
    """How many units at which amount, in the order of the tiers."""
    found = []
    starts = [(0, fee.amount), *((tier.above, tier.amount) for tier in fee.tiers)]
    for at, (above, amount) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else units
        many = min(units, end) - above
        # Of units that cost nothing beside others the arithmetic says nothing.
        if many > 0 and (amount or at == 0):
            found.append((many, amount))
    return found
