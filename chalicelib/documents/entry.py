"""Requests for printed forms, translated."""

from __future__ import annotations

import logging
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import examples
from chalicelib.dossiers.shapes import Code
from chalicelib.foundation.answers import File
from chalicelib.foundation.errors import Conflict
from chalicelib.foundation.shapes import Day
from chalicelib.foundation.visits import Example, Visit

from . import actions
from .letters import drawable
from .model import AnySlip, ControlSheet, Declaration, OutageSheet, Receipt, Register

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
F = TypeVar("F", bound=BaseModel)
# Not there before the dossier was accepted, or once its personal data is erased.
FileInTime = Annotated[File, Conflict]


class FormQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal["pdf", "json"] | None = Field(
        default=None,
        description="Overrides the Accept header; a PDF if neither says",
        examples=["json"],
    )


class EmptyFormQuery(FormQuery):
    on: Day | None = Field(
        default=None, description="As it is in force on this day", examples=["2026-01-05"]
    )


def empty_declaration(
    visit: Visit, code: Annotated[str, Example(agencies.example_procedure)], query: EmptyFormQuery
) -> Declaration | File:
    """The form of a procedure to be filled in by hand, as PDF or as JSON"""
    return _declared(visit, query, actions.empty_declaration(code, query.on), code)


def declaration(visit: Visit, code: Code, query: FormQuery) -> Declaration | FileInTime:
    """The electronic form of a dossier as it was filled in, as PDF or as JSON"""
    return _declared(visit, query, actions.declaration(code, visit.who), f"{code}-form")


def _declared(visit: Visit, query: FormQuery, filled: Declaration, name: str) -> Declaration | File:
    if _wants_json(visit, query):
        return filled
    from .declaration import render

    return _pdf(render(_drawable(filled)), name)


class ReceiptQuery(FormQuery):
    version: str | None = Field(
        default=None,
        description="Of the event with which it was given; without it the last one",
        pattern="^[1-9][0-9]{0,5}$",
        examples=["4"],
    )


def receipt(visit: Visit, code: Code, query: ReceiptQuery) -> Receipt | FileInTime:
    """The receipt of a dossier (Mẫu số 01), as it was given, as PDF or as JSON"""
    filled = actions.receipt(code, visit.who, query.version)
    if _wants_json(visit, query):
        return filled
    from .receipt import render

    return _pdf(render(_drawable(filled)), filled.code)


def slip(
    visit: Visit, code: Code, version: Annotated[str, Field(examples=["2"])], query: FormQuery
) -> AnySlip | File:
    """The form of an event (Mẫu số 02 to 05), by its version, as PDF or as JSON"""
    filled = actions.slip(code, version, visit.who)
    if _wants_json(visit, query):
        return AnySlip.model_validate(filled)
    from .slips import render

    return _pdf(render(_drawable(filled)), f"{filled.code}-{version}")


def control_sheet(visit: Visit, code: Code, query: FormQuery) -> ControlSheet | File:
    """The control sheet of a dossier: who gave it to whom, when and whether in time"""
    filled = actions.control_sheet(code, visit.who)
    if _wants_json(visit, query):
        return filled
    from .control_sheet import render

    return _pdf(render(_drawable(filled)), f"{code}-control")


class RegisterQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: Literal["pdf", "json", "xlsx"] | None = Field(
        default=None,
        description="Overrides the Accept header; a PDF if neither says",
        examples=["json"],
    )
    first: Day = Field(description="The first day, by the codes", examples=["2026-11-02"])
    last: Day = Field(description="The last day", examples=["2026-11-30"])
    after: str = Field(default="", description="`next` of the page before", max_length=60)


def register(
    visit: Visit,
    agency: Annotated[str, Example(examples.outage_agency)],
    query: RegisterQuery,
) -> Register | File:
    """The register of an agency's dossiers, for its reception and its head"""
    filled = actions.register(agency, query.first, query.last, query.after, visit.who)
    if _wants_json(visit, query):
        return filled
    if query.format == "xlsx":
        from .register_table import render as tabulated

        return File(tabulated(filled), XLSX, f"{agency}-register.xlsx")
    from .register import render

    return _pdf(render(_drawable(filled)), f"{agency}-register")


def outage_sheet(
    visit: Visit,
    agency: Annotated[str, Example(examples.outage_agency)],
    day: Annotated[str, Example(examples.today)],
    first: Annotated[str, Field(examples=["1"])],
    query: FormQuery,
) -> OutageSheet | File:
    """A sheet of the outage book for a block of reserved codes, as PDF or as JSON"""
    filled = actions.outage_sheet(agency, day, first, visit.who)
    if _wants_json(visit, query):
        return filled
    from .outage_sheet import render

    return _pdf(render(filled), f"{filled.codes[0]}-{filled.codes[-1]}")


def _wants_json(visit: Visit, query: FormQuery | RegisterQuery) -> bool:
    preferred = "application/json" in visit.accepts and PDF not in visit.accepts
    return query.format == "json" or (query.format is None and preferred)


def _drawable(form: F) -> F:
    """The form with a mark for each letter that the fonts do not have."""
    return type(form).model_validate_json(drawable(form.model_dump_json()))


def _pdf(content: bytes, name: str) -> File:
    return File(content, PDF, f"{name}.pdf")


# Left to themselves these tell which glyphs they keep: the letters of people's names.
for _library in ("fontTools", "fpdf"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)
