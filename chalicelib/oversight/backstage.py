"""What comes from the rollups queue and the clock, translated.

Apart from the requests, whose models a function that only counts need not import.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation import clock, log, queues

from . import rollups


def count(event: Any) -> dict[str, Any]:
    """Counts a batch of the rollups queue; answers which messages could not be counted."""
    messages = list(event)
    strangers = rollups.count([message.body for message in messages]).strangers
    return queues.failed([messages[place] for place in strangers])


def audit(event: Any) -> None:
    """Every night: the chain of each dossier that changed on the day before.

    Fails when one does not hold, so that the alarm rings.
    """
    from . import actions

    yesterday = clock.local_day(clock.now()) - dt.timedelta(days=1)
    audited, broken = actions.audit(yesterday)
    log.info("timelines audited", count=audited)
    if broken:
        raise RuntimeError(f"{len(broken)} timelines do not hold")
