"""How long it takes to search the catalogue of a whole province, measured with made-up copies.

Part of ``make bench``. A province has 2,642 procedures; the packs offer a few of them. First the
search by itself, then over HTTP in a running province: with what its pack offers, and again with
the copies. Numbers of two machines cannot be compared; the ratio within one run can.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from chalicelib.procedures.model import Line, Procedure

    from .bench import House

PROCEDURES = 2642
WORDS = ("khai sinh", "d", "cap giay phep", "dang ky bien dong dat", "1.00")
ROUNDS = 50
# What a search gives at once.
PAGE = 20


def main() -> None:
    from chalicelib.procedures.catalogue import Catalogue

    lines = [_line(one) for one in itertools.islice(_made_up(), PROCEDURES)]
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
    over_http()


def over_http() -> None:
    """The same searches through the API, each a page of what is found."""
    from . import bench

    with tempfile.TemporaryDirectory() as directory:
        state = Path(directory)
        with bench.running(state) as house:
            few = _searched(house)
            bench.share_the_table(state)
            _publish(PROCEDURES - few["procedures"])
        # The one that starts reads the catalogue anew.
        with bench.running(state) as house:
            many = _searched(house)
    print(f"over HTTP, a page of {PAGE}: {few['procedures']} and {many['procedures']} procedures")
    for words in WORDS:
        ratio = many[words] / few[words]
        print(f"  {words:<24}{few[words]:>8.1f} ms{many[words]:>8.1f} ms, {ratio:.1f} times")
    print(f"  {'the first search':<24}{few['first']:>8.1f} ms{many['first']:>8.1f} ms")


def _searched(house: House) -> dict[str, Any]:
    """The median time of each search in ms, that of the first, and how many procedures there
    are."""
    from .bench import Client

    client = Client(house)
    began = time.perf_counter()
    whole = client.call("GET", "/procedures?limit=1")
    found: dict[str, Any] = {"procedures": whole["count"], "first": _ms(began)}
    for words in WORDS:
        query = urlencode({"q": words, "limit": PAGE})
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            client.call("GET", f"/procedures?{query}")
            times.append(_ms(began))
        found[words] = statistics.median(times)
    return found


def _publish(count: int) -> None:
    from chalicelib.procedures import actions as procedures

    procedures.publish(*itertools.islice(_made_up(), count))


def _made_up() -> Iterator[Procedure]:
    """The procedures of a pack again and again, each copy under a code and a name of its own."""
    from tools import packs

    offered = list(packs.adopted_procedures("an-giang"))
    for number in itertools.count(1):
        for one in offered:
            code, name = f"{number}{one.code}", f"{one.name} {number}"
            newest = one.versions[-1:]
            yield one.model_copy(update={"code": code, "name": name, "versions": newest})


def _line(one: Procedure) -> Line:
    from chalicelib.procedures.model import Line

    newest = one.versions[-1]
    return Line(
        code=one.code,
        name=one.name,
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
