"""Counting events, each exactly once."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from chalicelib.foundation import log

from . import store
from .model import Fact, NoEvent, fact_of


class Counted(NamedTuple):
    """How many events were new, and the places of messages that are no events."""

    new: int
    invalid: list[int]


def count(events: list[str]) -> Counted:
    """Counts each event exactly once, whatever comes twice or out of order."""
    facts, invalid = [], []
    for place, text in enumerate(events):
        try:
            facts.append(fact_of(text))
        except NoEvent:
            invalid.append(place)
    new = sum(
        store.count_once(facts[start : start + store.MOST_FACTS])
        for start in range(0, len(facts), store.MOST_FACTS)
    )
    _log(facts, new)
    return Counted(new, invalid)


def _log(facts: list[Fact], new: int) -> None:
    """Logs which dossiers the events are of, their kinds, and how many were not counted before."""
    codes = sorted({fact.code for fact in facts})
    log.info("events counted", count=new, codes=codes, kinds=Counter(fact.kind for fact in facts))
