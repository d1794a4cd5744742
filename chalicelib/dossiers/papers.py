"""Papers: each an item of its own beside the event that brought it, sealed by its hash.

A paper handed in anew is another item; what was handed in before stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.foundation import ids

from .facts import SealedPaper
from .model import HandedPaper


class PaperItem(NamedTuple):
    """A paper as it lies in the table: ``<version>-<number>``, and the text that was sealed."""

    id: str
    text: str

    @property
    def version(self) -> int:
        """The version of the event that brought it."""
        return int(self.id.partition("-")[0])

    @property
    def number(self) -> int:
        """Its place among the papers of that event."""
        return int(self.id.partition("-")[2])

    def seal(self) -> SealedPaper:
        return SealedPaper(id=self.id, hash=ids.digest(self.text))

    def read(self) -> HandedPaper:
        return HandedPaper.model_validate_json(self.text)


def items_of(version: int, handed: Iterable[HandedPaper]) -> tuple[PaperItem, ...]:
    """The items of the papers that an event brings."""
    return tuple(
        PaperItem(f"{version:06}-{number}", paper.model_dump_json(exclude_defaults=True))
        for number, paper in enumerate(handed, start=1)
    )


def before_items(content: str | None) -> list[HandedPaper] | None:
    """The papers in a content that was sealed before papers were items of their own."""
    kept = json.loads(content).get("papers") if content else None
    return None if kept is None else [HandedPaper.model_validate(one) for one in kept]
