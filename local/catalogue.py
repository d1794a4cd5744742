"""How long it takes to search the catalogue of a whole province, measured with made-up copies.

Part of ``make bench``. A province has 2,642 procedures; the packs offer a few of them.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.procedures.model import Line

PROCEDURES = 2642
WORDS = ("khai sinh", "d", "cap giay phep", "dang ky bien dong dat", "1.00")
ROUNDS = 50


def main() -> None:
    from chalicelib.procedures.catalogue import Catalogue

    lines = list(itertools.islice(_made_up(), PROCEDURES))
    began = time.perf_counter()
    catalogue = Catalogue(lines)
    print(f"{PROCEDURES} procedures are sorted in {_ms(began):.0f} ms, once in a process")
    today = dt.date.today()
    for words in WORDS:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = catalogue.find(words, today)
            times.append(_ms(began))
        print(f"  {words:<24}{len(found):>6} found{statistics.median(times):>8.2f} ms")


def _made_up() -> Iterator[Line]:
    """The lines of a pack again and again, each copy under a code and a name of its own."""
    from chalicelib.procedures.model import Line
    from tools import packs

    offered = list(packs.adopted_procedures("an-giang"))
    for number in itertools.count():
        for one in offered:
            newest = one.versions[-1]
            yield Line(
                code=f"{number}{one.code}",
                name=f"{one.name} {number}",
                field=one.field,
                keywords=one.keywords,
                effective_from=newest.effective_from,
                levels=newest.levels,
                online=newest.online.service,
                channels=newest.channels,
                form=newest.form is not None,
            )


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
