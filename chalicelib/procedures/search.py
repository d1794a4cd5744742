"""Search that does not mind missing diacritics, punctuation, or i written for y."""

from __future__ import annotations

import re
import unicodedata

from chalicelib.foundation.text import regular

# The letter d with a stroke, and those of other alphabets that look like it: eth, African d.
_D = {0x111: "d", 0xF0: "d", 0x256: "d"}
# A code of a procedure (1.001193) is one word; other punctuation parts words.
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+|[^\W_]+")
# Where y is the only vowel, it may be written i: kỳ, kì; mỹ, mĩ; quý, quí. After any other
# vowel the two are different sounds: máy, mái.
_Y_FOR_I = re.compile(r"(?:(?<![aeiou])|(?<=qu))y$")


def plain(text: str) -> str:
    """Lower case without diacritics: ``Đăng ký khai sinh`` is ``dang ky khai sinh``."""
    decomposed = unicodedata.normalize("NFD", regular(text).lower().translate(_D))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.split())


def same(one: str, other: str) -> bool:
    """Whether two names have the same words, however they are spelled."""
    return _spelled(_words(one)) == _spelled(_words(other)) != []


def matches(wanted: str, *texts: str) -> bool:
    """Whether every word wanted begins a word of the texts, or is one in another spelling.

    Nothing wanted matches everything; signs that make no word match nothing.
    """
    parts = _words(wanted)
    if not parts:
        return not wanted.strip()
    words = _words(" ".join(texts))
    spelled = set(_spelled(words))
    return all(
        one in spelled or any(word.startswith(part) for word in words)
        for part, one in zip(parts, _spelled(parts), strict=True)
    )


def rank(wanted: str, name: str) -> tuple[bool, int]:
    """Sorts what was found: names with the very words first, then the shorter name."""
    spelled = [" ".join(_spelled(_words(text))) for text in (wanted, name)]
    return spelled[0] not in spelled[1], len(name)


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _spelled(words: list[str]) -> list[str]:
    """The words with i for every y that may be written so."""
    return [_Y_FOR_I.sub("i", word) for word in words]
