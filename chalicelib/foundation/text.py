"""Text in one form, whatever door it comes in by: the same letters, blanks and line breaks.

Text is pasted from word processors, chats and PDF files. What looks the same to whoever
sends it is kept as the same: letters composed (NFC), every blank a space, every line break
``\\n``, every hyphen ``-``, and nothing that cannot be seen. Marks that turn the direction of
what follows stay, to be refused: they can make a text read as another one. What our printed
forms cannot draw is refused as well, so that nothing is printed otherwise than it was written.
"""

from __future__ import annotations

import re
import unicodedata
from math import isfinite
from typing import Any

from . import wording

# The letter d with a stroke, and those of other alphabets that look like it: eth, African d.
_D = {0x111: "d", 0xF0: "d", 0x256: "d"}


class NotDrawn(ValueError):
    """A letter that the printed forms do not have; the same has to be spelled in Latin letters."""

    code = "latin_spelling_needed"


# What a pack says of its own sources, for a lawyer: part of no citation.
_REMARK = re.compile(
    rf"[;,]?\s*[^;,()]*\b(?:{'|'.join(wording.NOT_LOOKED_UP)})[^;,()]*", re.IGNORECASE
)


def cited(article: str) -> str:
    """An article as people are told it: without our own remarks on what was not yet looked up.
    Empty where there is nothing else."""
    return re.sub(r"\s*\(\s*\)", "", _REMARK.sub("", article)).strip()


def one_line(text: str) -> str:
    """A line: no break, no blank around it; ValueError if a letter of it cannot be printed."""
    line = " ".join(_BREAKS_AND_TABS.split(regular(text))).strip()
    return _printed(line, line)


def printable(text: str) -> str:
    """A text of several lines, in the same way; tabs are kept as well."""
    kept = regular(text).strip()
    return _printed(kept, kept.replace("\n", "").replace("\t", ""))


def in_words(text: str) -> str:
    """A text that says something: ValueError where it is signs alone, such as ``.``."""
    if not any(letter.isalpha() for letter in text):
        raise ValueError(wording.NOT_IN_WORDS)
    return text


def plain(text: str) -> str:
    """Lower case without diacritics: ``Đăng ký khai sinh`` is ``dang ky khai sinh``."""
    decomposed = unicodedata.normalize("NFD", regular(text).lower().translate(_D))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.split())


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
    if not _JOINERS.sub("", letters).isprintable() or _UNSEEN_LETTERS.search(letters):
        raise ValueError(wording.CONTROL_CHARACTER)
    if not is_drawn(letters):
        raise NotDrawn(wording.LATIN_SPELLING_NEEDED)
    return text


def is_drawn(letters: str) -> bool:
    """Whether the printed forms have every letter of a line (``tools/fonts.py``)."""
    return not _NOT_DRAWN.search(BREVED.sub("", letters))


# Letters of Ê Đê, Gia Rai, Ba Na and Mnông that Unicode has in two pieces only: letter, breve.
WITH_BREVE = (0xC2, 0xCA, 0xD4, 0x1A0, 0x1AF, 0xE2, 0xEA, 0xF4, 0x1A1, 0x1B0)
BREVED = re.compile(f"[{''.join(map(chr, WITH_BREVE))}]\u0306")
# Latin and Vietnamese letters, the apostrophe of Ê Đê and Ba Na (U+02BC), the marks and the
# punctuation that the fonts have, money.
_DRAWN = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2B0, 0x2CC),
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
_NOT_DRAWN = re.compile(f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in _DRAWN)}]")
# Taken for letters by Unicode, drawn as nothing: fillers of Hangul, the empty Braille cell.
_UNSEEN_LETTERS = re.compile(f"[{''.join(map(chr, (0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)))}]")
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
    # Two letters of other languages that look like the capital of "đ"; keyboards give them for it.
    **dict.fromkeys((0xD0, 0x189), "\u0110"),
    # What is not seen: soft hyphen, grapheme joiner, Mongolian vowel separator, zero-width
    # space, word joiner, invisible operators, byte order mark, variation selectors.
    **dict.fromkeys((0xAD, 0x34F, 0x180E, 0x200B, *range(0x2060, 0x2065), 0xFEFF)),
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),
}


def thousands(amount: int) -> str:
    """A whole number as Vietnamese writes it: a point between the thousands."""
    return f"{amount:,}".replace(",", ".")
