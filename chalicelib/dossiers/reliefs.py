"""Miễn, giảm: what the published grounds take off a fee, of all its units or of some.

A list of people is paid for each of them, and each has a ground of their own or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.foundation.errors import Invalid
from chalicelib.procedures.model import Fee, Ground, Part, Reduction

from . import wording
from .facts import Relief

if TYPE_CHECKING:
    from .charges import Wanted


@dataclass(frozen=True, slots=True)
class WantedRelief:
    """A ground that holds for so many units of a fee, and the paper that shows it."""

    ground: str
    units: int
    shown_by: str


def granted(fee: Fee, parts: tuple[Part, ...], wanted: Wanted) -> tuple[Relief, ...]:
    """What is taken off: by the grounds that were named, and by what holds by itself.

    Of the units with a ground that ground takes something off, of the others what holds by itself.
    Where one ground is for all, what takes more off counts: no text adds the two up.
    """
    if wanted.reliefs:
        return tuple(_of_some(fee, parts, wanted.reliefs))
    itself = by_itself(fee, parts)
    if not wanted.exempt:
        return itself
    named = _relief(fee, fee.ground(wanted.exempt), parts, wanted.shown_by)
    return (max((named, *itself), key=lambda one: one.off),)


def by_itself(fee: Fee, parts: tuple[Part, ...]) -> tuple[Relief, ...]:
    """The reduction of its channel that takes most off, if there is one."""
    found = [_relief(fee, one, parts) for one in fee.reductions]
    return (max(found, key=lambda one: one.off),) if found else ()


def _of_some(
    fee: Fee, parts: tuple[Part, ...], wanted: tuple[WantedRelief, ...]
) -> Iterator[Relief]:
    """Each ground for its own units; refused where a unit has no amount of its own."""
    if fee.tiers or fee.most is not None:
        raise Invalid("relief_not_divisible", wording.RELIEF_NOT_DIVISIBLE.format(fee=fee.name))
    left = units_of(parts) - sum(one.units for one in wanted)
    if left < 0:
        refusal = wording.RELIEF_TOO_MUCH.format(fee=fee.name, units=units_of(parts), per=fee.per)
        raise Invalid("relief_too_much", refusal, units=units_of(parts))
    for one in wanted:
        yield _relief(fee, fee.ground(one.ground), (Part(units=one.units),), one.shown_by)
    if left:
        yield from by_itself(fee, (Part(units=left),))


def units_of(parts: tuple[Part, ...]) -> int:
    return sum(part.units * part.items for part in parts)


def _relief(
    fee: Fee, rule: Ground | Reduction, parts: tuple[Part, ...], shown_by: str = ""
) -> Relief:
    return Relief(
        ground=rule.key if isinstance(rule, Ground) else "",
        text=rule.text,
        article=rule.article,
        percent=rule.percent,
        units=units_of(parts),
        off=fee.taken_off(rule, parts),
        shown_by=shown_by,
    )
