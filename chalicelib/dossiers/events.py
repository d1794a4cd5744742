"""An event: one line of the timeline, kept as the very text that was sealed (``chain``)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, SerializeAsAny, model_validator

from chalicelib.foundation.frozen import Frozen

from .changes import Changes, Moment, Said
from .facts import OF_KIND, Facts
from .model import By
from .moves import Kind, Status


def _says_nothing(part: Said) -> bool:
    return not part.model_fields_set


# While the system was down, away from the office, or signed when the post handed it over.
Source = Literal["outage", "outside_office", "post"]


class OnPaper(Frozen):
    """Nhập bổ sung: what a book or a sheet says of an event that was entered afterwards.

    ``sheet`` names the book or the sheet, ``place`` where it was if not at the office.
    ``entered_by`` is who entered it, where another one made it. ``late_reason``: it was entered
    after the days of the rules, as ``approved_by`` allowed.
    """

    happened_at: Moment
    source: Source
    sheet: str = ""
    place: str = ""
    entered_by: By | None = None
    late_reason: str = ""
    approved_by: By | None = None


class Event(Frozen):
    """One line of the timeline.

    ``prev`` is the hash of the event before, ``content_hash`` that of the personal content
    kept beside the event (which never travels to a queue). ``at`` is what the clock said;
    ``clock_behind`` marks an event whose clock stood before the event before it. ``on_paper``
    is there if it was entered afterwards: the law counts from ``happened_at``.
    """

    code: str
    version: int
    kind: Kind
    at: dt.datetime
    by: By
    note: str = ""
    agency: str
    procedure: str
    channel: str
    status: Status
    status_before: Status | None = None
    assignee: str | None = None
    assignee_before: str | None = None
    changes: SerializeAsAny[Changes] = Field(exclude_if=_says_nothing)
    data: SerializeAsAny[Facts] = Field(exclude_if=_says_nothing)
    content_hash: str | None = None
    prev: str = ""
    clock_behind: bool = False
    on_paper: OnPaper | None = None

    @property
    def happened_at(self) -> dt.datetime:
        """When it truly happened: as the paper says, else when it was entered."""
        return self.on_paper.happened_at if self.on_paper else self.at

    @model_validator(mode="before")
    @classmethod
    def _read_as_its_kind(cls, given: Any) -> Any:
        shape = OF_KIND.get(str(given.get("kind"))) if isinstance(given, dict) else None
        if shape is None or isinstance(given.get("data"), Facts):
            return given
        return {
            **given,
            "data": shape.model_validate(given.get("data", {})),
            "changes": shape.changes.model_validate(given.get("changes", {})),
        }
