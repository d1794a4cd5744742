"""The catalogue of procedures, for other rooms."""

from __future__ import annotations

import datetime as dt

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid, NotFound

from . import search, store, wording
from .model import Channel, Field, Line, Named, Procedure

_LONGEST_CODE = 40


def offer(channels: list[Channel]) -> None:
    """Loads the channels through which dossiers come in (NĐ 61/2018 Điều 16)."""
    for one in channels:
        store.save_channel(one)
    clock.forget()


def channel(key: str) -> Channel:
    """A channel by its key; refuses an unknown one."""
    found = store.load_channels().get(key)
    if found is None:
        raise Invalid("unknown_channel", wording.UNKNOWN_CHANNEL.format(channel=key[:40]))
    return found


def publish(procedure: Procedure) -> None:
    """Puts a procedure with all its versions into the catalogue (NĐ 63/2010 Điều 24)."""
    store.save(procedure)
    clock.forget()


def in_force(code: str, day: dt.date) -> Named:
    """The version in force on ``day``; refuses an unknown code."""
    versions = store.load_versions(code)
    if not versions:
        raise Invalid("unknown_procedure", wording.UNKNOWN_PROCEDURE.format(code=code[:40]))
    found = store.version_on(versions, day)
    if found is None:
        shown = day.strftime("%d/%m/%Y")
        raise Invalid(
            "procedure_not_in_force",
            wording.NOT_IN_FORCE.format(name=versions[0].name, day=shown),
        )
    return found


def pinned(code: str, effective_from: dt.date) -> Named:
    """The version that a dossier keeps."""
    versions = store.load_versions(code)
    return next(named for named in versions if named.version.effective_from == effective_from)


def all_versions(code: str) -> list[Named]:
    # No longer than a key of the table can be.
    versions = store.load_versions(code) if len(code) <= _LONGEST_CODE else []
    if not versions:
        raise NotFound("unknown_procedure", wording.UNKNOWN_PROCEDURE.format(code=code[:40]))
    return versions


def find(text: str, field: str | None, agency: str | None, day: dt.date) -> list[Line]:
    """Procedures in force on ``day`` that match, by code, name, field or keyword.

    Those whose name has the words as they were typed come first, the shortest on top.
    """
    settled_by = agencies.agency(agency) if agency else None
    found = [
        line
        for line in _lines_on(day)
        if (not field or _is_field(line.field, field))
        and (settled_by is None or is_competent(settled_by, line))
        and search.matches(text, line.code, line.name, line.field.name, *line.keywords)
    ]
    return sorted(found, key=lambda line: search.rank(text, line.name)) if text else found


def must_be_competent(agency: Agency, procedure: Named) -> None:
    """Refuses an agency whose level does not settle the procedure."""
    if agencies.authority_level(agency) not in procedure.version.levels:
        raise Invalid(
            "agency_not_competent", wording.LEVEL_NOT_COMPETENT.format(agency=agency.name)
        )


def is_competent(agency: Agency, line: Line) -> bool:
    """Whether an agency of that level settles the procedure."""
    return agencies.authority_level(agency) in line.levels


def _is_field(field: Field, wanted: str) -> bool:
    return search.same(wanted, field.code) or search.same(wanted, field.name)


def _lines_on(day: dt.date) -> list[Line]:
    newest: dict[str, Line] = {}
    for line in store.load_lines():
        if line.effective_from <= day:
            newest[line.code] = line
    return list(newest.values())
