"""Text in one form, whatever door it comes in by: the same letters, blanks and line breaks.

Text is pasted from word processors, chats and PDF files. What looks the same to whoever
sends it is kept as the same: letters composed (NFC), every blank a space, every line break
``\\n``, every hyphen ``-``, and nothing that cannot be seen. Marks that turn the direction of
what follows stay, to be refused: they can make a text read as another one.
"""

from __future__ import annotations

import re
import unicodedata
from math import isfinite
from typing import Any

from . import wording


def one_line(text: str) -> str:
    """A line: no break, no blank around it; ValueError if a letter of it cannot be printed."""
    line = " ".join(_BREAKS_AND_TABS.split(regular(text))).strip()
    return _printed(line, line)


def printable(text: str) -> str:
    """A text of several lines, in the same way; tabs are kept as well."""
    kept = regular(text).strip()
    return _printed(kept, kept.replace("\n", "").replace("\t", ""))


def regular(text: str) -> str:
    """The text in its one form; blanks and line breaks stay where they are."""
    if text.isascii() and text.isprintable():
        return text
    alike = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_ALIKE))
    return unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", alike))


def regular_parts(value: Any) -> Any:
    """The same for every text in a JSON value, names of members included.

    ValueError for a number beyond all numbers: ``1e999`` is read as infinite.
    """
    if isinstance(value, str):
        return regular(value)
    if isinstance(value, dict):
        return {regular_parts(name): regular_parts(part) for name, part in value.items()}
    if isinstance(value, list):
        return [regular_parts(part) for part in value]
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("a number beyond all numbers")
    return value


def _printed(text: str, letters: str) -> str:
    if not _JOINERS.sub("", letters).isprintable():
        raise ValueError(wording.CONTROL_CHARACTER)
    return text


_BREAKS_AND_TABS = re.compile(r"[\n\t]")
_JOINERS = re.compile("[\u200c\u200d]")
# In the scripts of India and South-East Asia, Khmer and Cham among them, and inside emoji
# a joiner changes what is drawn. Beside a Latin letter, a digit or a blank it is litter.
_LATIN = "\\s\u0000-\u036f\u1e00-\u1eff\u2000-\u206f"
_LOOSE_JOINER = re.compile(f"(?<![^{_LATIN}])[\u200c\u200d]|[\u200c\u200d](?![^{_LATIN}])")
_ALIKE: dict[int, str | None] = {
    # Line breaks: vertical tab (a soft break in a word processor), form feed, carriage
    # return, next line, the separators of lines and of paragraphs.
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    # Every other blank of Unicode (category Zs).
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    # Hyphen, non-breaking hyphen, figure dash, en dash, minus sign. A word processor turns
    # the hyphen of a number into any of them. The em dash parts sentences, and stays.
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-"),
    # What is not seen: soft hyphen, grapheme joiner, Mongolian vowel separator, zero-width
    # space, word joiner, invisible operators, byte order mark, variation selectors.
    **dict.fromkeys((0xAD, 0x34F, 0x180E, 0x200B, *range(0x2060, 0x2065), 0xFEFF)),
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),
}
