"""Numbers of results and receipts: each is given once, as an agency's book has it."""

from __future__ import annotations

import itertools

# Above those that tests and examples write out.
_next = itertools.count(2001)


def fresh(symbol: str = "QĐ") -> str:
    """A number that no result has."""
    return f"{next(_next)}/{symbol}"


def receipt() -> str:
    """The number of a receipt for money that nobody was given."""
    return f"{next(_next):07}"
