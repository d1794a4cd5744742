"""The catalogue of a whole province, ready to be searched.

Each word is written down once with the lines that have it, so a search compares what was typed
with words and not with thousands of names (a province has 2,642 procedures). Built once in a
process for each state of the catalogue.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from . import search
from .model import Line


class Catalogue:
    """Lines of the catalogue, of all versions, with the words that find them."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = list(lines)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_spelling: dict[str, set[int]] = defaultdict(set)
        for place, line in enumerate(self._lines):
            text = " ".join((line.code, line.name, line.field.name, *line.keywords))
            for word in search.words(text):
                self._by_word[word].add(place)
                self._by_spelling[search.spelled(word)].add(place)
        self._words = sorted(self._by_word)
        self._names = [search.spelling(line.name) for line in self._lines]
        self._by_length = sorted(
            range(len(self._lines)), key=lambda place: len(self._lines[place].name)
        )
        self._days: dict[dt.date, set[int]] = {}

    def find(self, text: str, day: dt.date) -> list[Line]:
        """The lines in force on ``day`` that have every word of ``text`` (``search.matches``).

        Those whose name has the words as they were typed come first, the shorter name on top;
        without words all lines, as they are kept.
        """
        places = self._in_force(day) & self._with(text)
        if not text:
            return [self._lines[place] for place in sorted(places)]
        wanted = search.spelling(text)
        shorter_first = [place for place in self._by_length if place in places]
        as_typed = [place for place in shorter_first if wanted in self._names[place]]
        others = [place for place in shorter_first if wanted not in self._names[place]]
        return [self._lines[place] for place in (*as_typed, *others)]

    def field_codes(self) -> frozenset[str]:
        return frozenset(line.field.code for line in self._lines)

    def _in_force(self, day: dt.date) -> set[int]:
        if day not in self._days:
            newest: dict[str, int] = {}
            for place, line in enumerate(self._lines):
                if line.effective_from <= day:
                    newest[line.code] = place
            # Asked for today, and now and then for another day: no more is kept.
            self._days = {day: set(newest.values())}
        return self._days[day]

    def _with(self, text: str) -> set[int]:
        found = set(range(len(self._lines)))
        parts = search.words(text)
        if text.strip() and not parts:
            return set()
        for part in parts:
            found &= self._with_word(part)
        return found

    def _with_word(self, part: str) -> set[int]:
        """Where a word begins so, or is the same in another spelling."""
        first = bisect.bisect_left(self._words, part)
        found = set(self._by_spelling.get(search.spelled(part), ()))
        for word in self._words[first:]:
            if not word.startswith(part):
                break
            found |= self._by_word[word]
        return found
