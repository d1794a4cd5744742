"""What comes from the clock, translated."""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import log, metrics

from . import reminders


def warn(event: Any) -> None:
    """Every warning that is due; then what need not be kept any longer is erased.

    A run whose ``detail`` says ``dry_run`` only counts what would be erased.
    """
    if event.detail.get("dry_run"):
        _erase(dry=True)
        return
    log.info("warnings given", count=reminders.warn_all())
    _erase(dry=False)


def _erase(*, dry: bool) -> None:
    from . import erasure

    run = erasure.erase_all(dry=dry)
    log.info("personal data to be erased" if dry else "personal data erased", count=run.erased)
    if run.failed:
        log.error("personal data not erased", count=len(run.failed), codes=run.failed)
        metrics.measure("erasure_failed", len(run.failed))
