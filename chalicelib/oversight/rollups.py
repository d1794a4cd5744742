"""Counting events, each exactly once."""

from __future__ import annotations

from collections import Counter

from chalicelib.foundation import log

from . import store
from .model import Fact, NoEvent, fact_of


def count(events: list[str]) -> int:
    """Counts each event exactly once, whatever comes twice or out of order.

    A message that is no event fails its batch, but only once the others are counted: the
    whole batch comes again, and lies with the dead letters at last.
    """
    facts, strangers = [], []
    for text in events:
        try:
            facts.append(fact_of(text))
        except NoEvent as error:
            strangers.append(error)
    new = sum(
        store.count_once(facts[start : start + store.MOST_FACTS])
        for start in range(0, len(facts), store.MOST_FACTS)
    )
    _tell(facts, new)
    if strangers:
        raise strangers[0]
    return new


def _tell(facts: list[Fact], new: int) -> None:
    """Which dossiers the events are of, their kinds, and how many were not counted before."""
    codes = sorted({fact.code for fact in facts})
    log.info("events counted", count=new, codes=codes, kinds=Counter(fact.kind for fact in facts))
