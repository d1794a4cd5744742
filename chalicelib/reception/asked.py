"""What is asked for: a form as it is kept, held to one measure whenever it is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Version


def checked(
    form: dict[str, Any],
    version: Version,
    channel: str,
    case: str,
    day: dt.date,
    may_sign: tuple[forms.Signer, ...],
    capacities: Iterable[str],
    desk: str,
) -> dict[str, Any]:
    """The form in its regular shape, of what was filed on ``day`` at ``desk``.

    Refuses one that does not fit its case and its day, one in which none of ``may_sign`` asks, one
    that does not tell what is to be paid, and what nobody may ask for by the ``capacities`` in
    which it is asked.
    """
    kept = forms.check(form, version.form_of(case), case, day, may_sign, desk)
    must_be_askable(kept, version, channel, case, capacities)
    return kept


def must_be_askable(
    kept: dict[str, Any], version: Version, channel: str, case: str, capacities: Iterable[str]
) -> None:
    """The same of a form that stays on paper: ``kept`` is what was typed of it, perhaps nothing."""
    for capacity in capacities:
        version.must_be_asked_by(capacity, case, kept)
    procedures.must_tell(version, channel, case, kept)
