"""How far the clock has come. Private to the room."""

from __future__ import annotations

from chalicelib.foundation import table


def warned_until() -> str | None:
    """The moment until which warnings were given, as ``clock.stored`` writes it."""
    item = table.get("CLOCK", "WARNINGS", consistent=True)
    return str(item["until"]) if item else None


def save_warned_until(until: str) -> None:
    table.advance("CLOCK", "WARNINGS", "until", until)


def erased_until(years: int) -> str | None:
    """The place of the journal up to which what is kept for so many years was looked at."""
    item = table.get("CLOCK", f"ERASURE#{years}", consistent=True)
    return str(item["until"]) if item else None


def save_erased_until(years: int, place: str) -> None:
    table.advance("CLOCK", f"ERASURE#{years}", "until", place)


def set_back(until: str) -> None:
    """For a mark that a clock ahead of the present has made."""
    table.put({"pk": "CLOCK", "sk": "WARNINGS", "until": until})
