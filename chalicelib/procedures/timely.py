"""Đúng hạn, quá hạn: which fees are taken follows from when something is filed, in every case.

Luật Hộ tịch Điều 11 khoản 1 điểm b frees the registration in time, whatever the papers; what is
late pays what the province's council decided. Both are data of the fee (``when``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation.errors import Invalid, pointer

from . import dates, wording
from .crossed import last_day
from .model import Fee, Timeliness, Version


def fees_of(
    version: Version, channel: str, case: str, form: dict[str, Any], day: dt.date, desk: str
) -> list[Fee]:
    """The fees of what is filed on ``day`` at ``desk``, as its form tells whether it is in time,
    and what is asked for besides; a form on paper may ask for it."""
    return [
        fee
        for fee in version.fees_by(channel, case)
        if (fee.when is None or _is_so(fee.when, form, day, desk))
        and (not form or fee.is_asked_for(form))
    ]


def must_tell(version: Version, channel: str, case: str, form: dict[str, Any]) -> None:
    """Refuses a form that does not say the day on which it depends what is to be paid, and a list
    of nobody where each is paid for."""
    for fee in version.fees_by(channel, case):
        if fee.when and not dates.days_of(form.get(fee.when.field)):
            said = wording.DAY_NEEDED.format(field=_title(version, fee.when.field))
            raise Invalid("day_needed", said, pointer=pointer(("form", fee.when.field)))
        counted = fee.quantity_from
        if form and counted and not (fee.on_request or fee.parts_of(form)):
            said = wording.NOBODY_LISTED.format(field=_title(version, counted.field))
            raise Invalid("quantity_needed", said, pointer=pointer(("form", counted.field)))


def _title(version: Version, field: str) -> str:
    parts = (version.form_schema or {}).get("properties", {})
    return str(parts.get(field, {}).get("title", field))


def _is_so(when: Timeliness, form: dict[str, Any], day: dt.date, desk: str) -> bool:
    """Of a day that is known in part, what may be in time is in time."""
    known = dates.days_of(form.get(when.field))
    if known is None:
        return False
    if when.days_at_most is not None:
        return day <= last_day(known[1], when.days_at_most, desk)
    return when.days_more_than is not None and day > last_day(known[1], when.days_more_than, desk)
