"""Shapes of what requests say of people."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from . import wording
from .model import SUBJECT, is_subject


def regular_subject(text: str) -> str:
    """The name of an account as it was sent; raises ValueError for what can be none."""
    if not is_subject(text):
        raise ValueError(wording.SUBJECT)
    return text


# An account at the identity provider, as its tokens name it (``sub``).
Subject = Annotated[
    str,
    Field(
        min_length=1,
        max_length=120,
        examples=["officer-1"],
        json_schema_extra={"pattern": f"^{SUBJECT}$"},
    ),
    AfterValidator(regular_subject),
]
