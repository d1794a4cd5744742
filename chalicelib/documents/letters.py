"""Letters that the fonts of the printed forms do not have."""

from __future__ import annotations

# What the fonts draw (``tools/fonts.py``): Latin, Vietnamese, punctuation, currency.
_DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x301),
    (0x303, 0x304),
    (0x308, 0x309),
    (0x323, 0x323),
    (0x1E00, 0x1EFF),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2020),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x2032, 0x2033),
    (0x2039, 0x203A),
    (0x20AB, 0x20AC),
)
# Hyphens and dashes that word processors put in place of those.
_ALIKE = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{HORIZONTAL BAR}": "\N{EM DASH}",
    }
)
MARK = "?"


def drawable(text: str) -> str:
    """The text with a mark for each letter that cannot be drawn: shown, never dropped."""
    alike = text.translate(_ALIKE)
    return "".join(letter if is_drawn(letter) else MARK for letter in alike)


def is_drawn(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _DRAWN)
