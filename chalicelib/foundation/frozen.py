"""The one base of what a room keeps or is given as a whole: checked once, never changed.

It imports pydantic, so only what is opened on use may import it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Takes no field that it does not know; nothing in it is set afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")
