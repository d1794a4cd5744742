"""Letters as the printed forms draw them."""

from __future__ import annotations

import re

from chalicelib.foundation.text import BREVED, WITH_BREVE, is_drawn

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
# A text of today is refused before it comes here; this is for what was kept before.
MARK = "?"
# A letter with the breve beside it, or any other.
_LETTER = re.compile(f"{BREVED.pattern}|.", re.DOTALL)
# The letters with a breve as the fonts have them, drawn as one (``tools/fonts.py``).
_JOINT = {f"{chr(letter)}\u0306": chr(0xE000 + number) for number, letter in enumerate(WITH_BREVE)}
PIECES = {joint: pieces for pieces, joint in _JOINT.items()}


def drawable(text: str) -> str:
    """The text with a mark for each letter that cannot be drawn: shown, never dropped."""
    alike = text.translate(_ALIKE)
    return "".join(one if is_drawn(one) else MARK for one in _LETTER.findall(alike))


def joined(text: str) -> str:
    """The text with each letter and its breve as the one letter that the fonts draw."""
    return BREVED.sub(lambda found: _JOINT[found[0]], text)
