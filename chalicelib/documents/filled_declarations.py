"""Forms of procedures, empty and as they were filled in."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.foundation import clock
from chalicelib.foundation.errors import NotFound
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures

from . import fields, wording
from .heads import procedure_of
from .model import (
    Declaration,
)


def empty_declaration(code: str, on: dt.date | None) -> Declaration:
    """The form of a procedure, to be filled in by hand, as it is in force today or on a day.

    Refuses a procedure that has none, with the reason.
    """
    named = procedures.in_force(code, on or clock.local_day(clock.now()))
    version = named.version
    if version.form_schema is None:
        raise NotFound("no_form", wording.NO_FORM.format(version.no_form).strip())
    begins = dt.datetime.combine(version.effective_from, dt.time(), clock.LOCAL)
    return Declaration(
        title=version.form_schema["title"],
        procedure_name=named.name,
        procedure_code=named.code,
        at=begins,
        sections=fields.sections(version.form_schema, None),
        signers=tuple(version.form_schema.get("x-signers", ())),
    )


def declaration(code: str, by: Person) -> Declaration:
    """What a dossier's electronic form says, as paper has it; refuses one that has none."""
    whole = dossiers.read(code, by, "show_declaration")
    dossiers.must_hold(whole)
    dossier, content = whole.dossier, whole.content
    named = procedure_of(dossier)
    dossier.must_not_be_erased()
    if not content.form:
        raise NotFound("nothing_declared", wording.NOTHING_DECLARED)
    schema = named.version.form_schema or {}
    return Declaration(
        title=schema.get("title", wording.FORM),
        procedure_name=named.name,
        procedure_code=named.code,
        agency_name=agencies.agency(dossier.agency).name,
        code=dossier.code,
        at=dossier.filed_at,
        sections=fields.sections(schema, content.form),
        declared_at=dossier.filed_at,
        declarer_name=content.submitter or content.applicant.name,
        signers=tuple(schema.get("x-signers", ())),
    )
