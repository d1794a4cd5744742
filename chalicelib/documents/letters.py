"""Letters that the fonts of the printed forms do not have."""

from __future__ import annotations

# What the fonts are built with (``tools/fonts.py``): Latin, Vietnamese, punctuation, currency.
_DRAWN = ((0x20, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2010, 0x203A), (0x20AB, 0x20AC))
MARK = "?"


def drawable(text: str) -> str:
    """The text with a mark for each letter that cannot be drawn: shown, never dropped."""
    return "".join(letter if _is_drawn(letter) else MARK for letter in text)


def _is_drawn(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _DRAWN)
