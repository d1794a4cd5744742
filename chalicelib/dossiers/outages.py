"""Sổ ghi khi hệ thống gián đoạn: when an agency worked on paper, as it is registered.

Only what is registered as an outage may be entered as made in one (S2 Điều 21 khoản 4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from chalicelib.foundation import clock, table
from chalicelib.foundation.frozen import Frozen


class Span(Frozen):
    """An outage that nobody foresaw: when it was, and why no codes were kept before."""

    begin: dt.datetime
    end: dt.datetime
    reason: str


class Block(Frozen):
    """Codes of one agency and day that only the outage book may use.

    ``outage`` is there if they were kept after it; ``reserved_by`` has approved that.
    """

    agency: str
    day: dt.date
    first: int
    last: int
    reserved_by: str
    at: dt.datetime
    outage: Span | None = None
    codes: tuple[str, ...] = ()

    @property
    def begun(self) -> dt.datetime:
        """The minute in which it was kept: on paper a time is written to the minute."""
        return self.at.replace(second=0, microsecond=0)

    def covers(self, moment: dt.datetime) -> bool:
        """Whether something of this moment may stand in its book."""
        if self.outage:
            return self.outage.begin <= moment <= self.outage.end
        return clock.local_day(moment) == self.day and moment >= self.begun


def kept_as(agency: str, day: dt.date, first: int, doc: str) -> table.Item:
    """How a block lies in the table."""
    return {"pk": f"OUTAGE#{agency}", "sk": f"{day:%y%m%d}#{first:07}", "doc": doc}


def load_blocks(agency: str, day: dt.date | None = None) -> list[str]:
    """The blocks of an agency, those of a day if one is named."""
    items = table.query_all(f"OUTAGE#{agency}", begins=f"{day:%y%m%d}#" if day else "")
    return [str(item["doc"]) for item in items]


def was_out(agencies: Iterable[str], moment: dt.datetime) -> bool:
    """Whether something of a moment may stand in the book of one of the agencies."""
    return any(one.covers(moment) for one in _blocks(agencies, moment))


def was_out_for_sure(
    agencies: Iterable[str], moment: dt.datetime, but_of: Iterable[str] = ()
) -> bool:
    """Whether one of the agencies has an outage registered for a moment, with its beginning, its
    end and its reason; what the accounts ``but_of`` registered does not count.

    Codes that were only kept in case of one tell of none.
    """
    without = set(but_of)
    return any(
        one.outage is not None and one.covers(moment) and one.reserved_by not in without
        for one in _blocks(agencies, moment)
    )


def _blocks(agencies: Iterable[str], moment: dt.datetime) -> list[Block]:
    day = clock.local_day(moment)
    docs = [doc for agency in sorted(set(agencies)) for doc in load_blocks(agency, day)]
    return [Block.model_validate_json(doc) for doc in docs]
