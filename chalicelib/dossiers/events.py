"""An event: one line of the timeline, kept as the very text that was sealed (``chain``)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field, SerializeAsAny, model_validator

from chalicelib.foundation.frozen import Frozen

from .changes import Changes, Said
from .facts import OF_KIND, Facts
from .model import By
from .moves import Kind, Status


def _says_nothing(part: Said) -> bool:
    return not part.model_fields_set


class Event(Frozen):
    """One line of the timeline.

    ``prev`` is the hash of the event before, ``content_hash`` that of the personal content
    kept beside the event (which never travels to a queue). ``at`` is what the clock said;
    ``clock_behind`` marks an event whose clock stood before the event before it.
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
