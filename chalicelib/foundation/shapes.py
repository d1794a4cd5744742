"""Shapes of values that requests of every room bring. It imports pydantic, as ``frozen`` does."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

from . import clock

# Written out in ISO 8601: a bare number is not seconds since 1970.
Day = Annotated[dt.date, BeforeValidator(clock.written_day)]
# With its offset: whoever sends a moment knows where.
Moment = Annotated[AwareDatetime, BeforeValidator(clock.written_moment)]
