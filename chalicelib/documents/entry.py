"""Requests for printed forms, translated."""

from __future__ import annotations

import logging
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.foundation.web import File, Visit

from . import actions
from .letters import drawable
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

    # Left to themselves these tell which glyphs they keep: the letters of people's names.
    for library in ("fontTools", "fpdf"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    drawn = Receipt.model_validate_json(drawable(filled.model_dump_json()))
    return File(render(drawn), PDF, f"{filled.code}.pdf")
