"""Requests for printed forms, translated."""

from __future__ import annotations

import logging
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.foundation.web import File, Visit

from . import actions
from .model import Receipt

PDF = "application/pdf"


class ReceiptQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal["pdf", "json"] | None = Field(
        default=None, description="Overrides the Accept header; a PDF if neither says"
    )


def receipt(visit: Visit, code: str, query: ReceiptQuery) -> Receipt | File:
    """The receipt of a dossier (Mẫu số 01), as PDF or as JSON"""
    filled = actions.receipt(code, visit.who)
    wants_json = "application/json" in visit.accepts and PDF not in visit.accepts
    if query.format == "json" or (query.format is None and wants_json):
        return filled
    from .receipt import render

    # At INFO the font library lists the glyphs it keeps: the letters of people's names.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    return File(render(filled), PDF, f"{filled.code}.pdf")
