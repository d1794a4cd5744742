"""Search that does not mind missing diacritics."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Lower case without diacritics: ``Đăng ký khai sinh`` is ``dang ky khai sinh``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.split())


def matches(wanted: str, *texts: str) -> bool:
    """Whether every word wanted begins a word of the texts, with or without diacritics."""
    words = plain(" ".join(texts)).split()
    return all(any(word.startswith(part) for word in words) for part in plain(wanted).split())


def rank(wanted: str, name: str) -> tuple[bool, int]:
    """Sorts what was found: names with the very words first, then the shorter name."""
    return plain(wanted) not in plain(name), len(name)
