"""Search that does not mind missing diacritics, punctuation, or i written for y."""

from __future__ import annotations

import functools
import re

from chalicelib.foundation.text import plain

# A code of a procedure (1.001193) is one word; other punctuation parts words.
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+|[^\W_]+")
# Where y is the only vowel, it may be written i: kỳ, kì; mỹ, mĩ; quý, quí. After any other
# vowel the two are different sounds: máy, mái.
_Y_FOR_I = re.compile(r"(?:(?<![aeiou])|(?<=qu))y$")


def same(one: str, other: str) -> bool:
    """Whether two names have the same words, however they are spelled."""
    return spelling(one) == spelling(other) != ""


def matches(wanted: str, *texts: str) -> bool:
    """Whether every word wanted begins a word of the texts, or is one in another spelling.

    Nothing wanted matches everything; signs that make no word match nothing. The catalogue finds
    the same lines by its words (``Catalogue.find``).
    """
    parts = words(wanted)
    if not parts:
        return not wanted.strip()
    all_words = words(" ".join(texts))
    spellings = set(map(spelled, all_words))
    return all(
        spelled(part) in spellings or any(word.startswith(part) for word in all_words)
        for part in parts
    )


def spelling(text: str) -> str:
    """The words of a text in the one spelling in which they are compared."""
    return " ".join(map(spelled, words(text)))


def words(text: str) -> list[str]:
    """The words of a text, without diacritics; a code of a procedure is one word."""
    return [word for part in text.split() for word in _words_of(part)]


# Vietnamese has some thousand syllables: the names of a whole province repeat them.
@functools.lru_cache(maxsize=8192)
def _words_of(part: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(part)))


@functools.lru_cache(maxsize=8192)
def spelled(word: str) -> str:
    """The word with i for a y that may be written so."""
    return _Y_FOR_I.sub("i", word)
