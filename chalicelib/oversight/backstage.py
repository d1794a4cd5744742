"""What comes from the rollups queue and the clock, translated.

Apart from the requests, whose models a function that only counts need not import.
"""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import log, metrics, queues

from . import rollups


def count(event: Any) -> dict[str, Any]:
    """Counts a batch of the rollups queue; answers which messages could not be counted."""
    messages = list(event)
    invalid = rollups.count([message.body for message in messages]).invalid
    return queues.failed([messages[place] for place in invalid])


def audit(event: Any) -> None:
    """Every night: the chains of the dossiers that are due.

    Fails when one does not hold, so that the alarm rings; a round that is late has its own.
    """
    from .audit import tonight

    night = tonight()
    log.info("timelines audited", count=night.audited)
    if night.hours_behind:
        log.warning("audit round behind", count=night.hours_behind)
        metrics.measure("audit_behind", night.hours_behind)
    if night.broken:
        raise RuntimeError(f"{len(night.broken)} timelines do not hold")
