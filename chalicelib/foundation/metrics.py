"""What is measured: counts and ages that CloudWatch reads out of the log (embedded metrics).

A measure is a line of the log, so it costs a request no call. The list is closed: every
name, and every value of a dimension, is a metric that is paid for each month.
"""

from __future__ import annotations

import time

from . import log, names

NAMESPACE = "MotCua"
COUNT, MILLISECONDS = "Count", "Milliseconds"

# Of each measure its unit, and what tells one of its kind from another (fields of the log).
MEASURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "submissions": (COUNT, ()),
    "transitions": (COUNT, ("kind",)),
    "refusals": (COUNT, ("refusal",)),
    "queue_age": (MILLISECONDS, ("queue",)),
    "stream_age": (MILLISECONDS, ()),
    # Only when something is wrong, so that they are paid for only then.
    "listeners_behind": (COUNT, ()),
    "tampering": (COUNT, ()),
    "audit_behind": (COUNT, ()),
    "erasure_failed": (COUNT, ()),
}


def measure(name: str, value: float = 1, **about: str) -> None:
    """Adds to a count, or measures an age; ``about`` are the dimensions that it has."""
    unit, wanted = MEASURES[name]
    if set(about) != set(wanted):
        raise ValueError(f"{name} has the dimensions {wanted}, not {sorted(about)}")
    dimensions = {"stage": names.STAGE, "province": names.PROVINCE} | {
        field: text if log.fits(field, text) else log.UNFIT for field, text in about.items()
    }
    kept = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit}],
    }
    now = int(time.time() * 1000)
    log.measure(
        {
            "_aws": {"Timestamp": now, "CloudWatchMetrics": [kept]},
            **dimensions,
            name: value,
        }
    )
