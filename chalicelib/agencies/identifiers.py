"""Mã định danh of an agency, in its two forms."""

from __future__ import annotations

import re

_NEW_FORM = re.compile(r"[HGK][0-9]{2}(\.[0-9]{2,3}){0,3}")
_OLD_FORM = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[HGK][0-9]{2}")


def identifier_of(text: str) -> str | None:
    """The new form of an agency identifier written in either form; None if it is neither."""
    if _NEW_FORM.fullmatch(text):
        return text
    if not _OLD_FORM.fullmatch(text):
        return None
    *units, top = text.split(".")
    parts = [unit[-2:] for unit in reversed(units)]
    while parts and parts[-1] == "00":
        parts.pop()
    return ".".join([top, *parts])
