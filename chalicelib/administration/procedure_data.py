"""Procedures, the processes that agencies have of their own, and forms, as they are changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import table
from chalicelib.foundation.frozen import Frozen
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import competence, soundness
from chalicelib.procedures.model import AgencyProcess, Named, Step

from . import warnings, wording
from .datum import (
    Concerned,
    Datum,
    Doc,
    Problem,
    already,
    dumped,
    head,
    hours_a_day,
    problem,
    shaped,
)
from .model import Kind

_PROCEDURE = re.compile(r"[0-9A-Z]{1,6}(\.[0-9A-Z]{1,12}){1,3}")
# A form is changed in all of its procedures in one transaction, which takes a hundred items:
# three for each procedure, and those of the change itself.
_MOST_USING = 30


class ProcedureData(Datum):
    """A whole version of a procedure: papers, time limits, fees, steps, service, form."""

    kind = Kind.PROCEDURE

    def current(self) -> Doc | None:
        found = procedures.version_on(self.key, self.since)
        return found.model_dump(mode="json") if found else None

    def shaped(self, given: Doc) -> Doc:
        version = given.get("version")
        if isinstance(version, dict):
            version = {**version, "effective_from": self.since.isoformat()}
            given = {**given, "version": version}
        return dumped(shaped(Named, given))

    def _undated(self, doc: Doc | None) -> Doc | None:
        return doc and {**doc, "version": {**doc["version"], "effective_from": None}}

    def problems(self, doc: Doc) -> Iterator[Problem]:
        named = Named.model_validate(doc)
        if named.code != self.key:
            yield problem(("code",), "other_key", wording.OTHER_KEY)
        days = [one.version.effective_from for one in procedures.versions_of(self.key)]
        yield from already(self.since, days)
        channels, hours = procedures.channel_keys(), hours_a_day(self.since)
        for one in soundness.problems(named.version, channels, hours):
            yield {**one, "pointer": f"/version{one['pointer']}"}

    def heads(self) -> list[str]:
        return [head(Kind.PROCEDURE, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        return procedures.in_force_as([Named.model_validate(doc)], by)

    def concerned(self) -> Concerned:
        return Concerned(procedures=frozenset({self.key}))

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from warnings.of_fees(self.current(), doc)
        own = {one.agency for one in procedures.processes_of(self.key)}
        if own:
            yield wording.ENDS_PROCESSES.format(agencies=", ".join(sorted(own)))
        yield from _later([self.key], self.since)

    def _is_key(self) -> bool:
        return bool(_PROCEDURE.fullmatch(self.key))


class ProcessShape(Frozen):
    process: tuple[Step, ...]


class ProcessData(Datum):
    """The internal process that an agency has of its own for a procedure."""

    kind = Kind.PROCESS
    of_an_agency = True

    def current(self) -> Doc | None:
        named = procedures.version_on(self.key, self.since)
        if named is None:
            return None
        own = procedures.own_process(named, self.agency, self.since)
        return dumped(ProcessShape(process=named.settled_by(own).version.process))

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(ProcessShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        named = procedures.version_on(self.key, self.since)
        if named is None:
            yield problem((), "nothing_general", wording.NOTHING_GENERAL)
            return
        agency = agencies.agency_in_force(self.agency, self.since)
        competence.must_settle(agency, named, self.since)
        own = [one for one in procedures.processes_of(self.key) if one.agency == self.agency]
        yield from already(self.since, [one.effective_from for one in own])
        yield from soundness.process_problems(
            ProcessShape.model_validate(doc).process,
            named.version,
            hours_a_day(self.since),
            ("process",),
        )

    def heads(self) -> list[str]:
        return [f"{head(Kind.PROCESS, self.key)}#{self.agency}"]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        steps = ProcessShape.model_validate(doc).process
        own = AgencyProcess(agency=self.agency, effective_from=self.since, process=steps)
        return [procedures.process_in_force(self.key, own, by)]

    def concerned(self) -> Concerned:
        return Concerned(frozenset({self.key}), frozenset({self.agency}))

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from _later([self.key], self.since)

    def _is_key(self) -> bool:
        return bool(_PROCEDURE.fullmatch(self.key))


class FormShape(Frozen):
    form_schema: dict[str, Any]


class FormData(Datum):
    """An electronic form: every procedure that asks for it gets a version with the new one."""

    kind = Kind.FORM

    def current(self) -> Doc | None:
        using = self._using()
        return {"form_schema": using[0].version.form_schema} if using else None

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(FormShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if not self._using():
            yield problem((), "form_unused", wording.FORM_UNUSED)
        if len(self._using()) > _MOST_USING:
            most = wording.FORM_IN_TOO_MANY.format(most=_MOST_USING)
            yield problem((), "form_in_too_many", most)
        for named in self._using():
            versions = procedures.versions_of(named.code)
            yield from already(self.since, [one.version.effective_from for one in versions])
        yield from soundness.form_problems(self.key, doc["form_schema"])

    def heads(self) -> list[str]:
        own = [head(Kind.PROCEDURE, named.code) for named in self._using()]
        return [head(Kind.FORM, self.key), *own]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        update = {"effective_from": self.since, "form_schema": doc["form_schema"]}
        versions = (
            named.model_copy(update={"version": named.version.model_copy(update=update)})
            for named in self._using()
        )
        return procedures.in_force_as(versions, by)

    def concerned(self) -> Concerned:
        return Concerned(procedures=frozenset(named.code for named in self._using()))

    def notes(self, doc: Doc) -> Iterator[str]:
        own = {one.agency for named in self._using() for one in procedures.processes_of(named.code)}
        if own:
            yield wording.ENDS_PROCESSES.format(agencies=", ".join(sorted(own)))
        yield from _later([named.code for named in self._using()], self.since)

    def _using(self) -> list[Named]:
        return procedures.using_form(self.key, self.since)


def _later(codes: list[str], since: dt.date) -> Iterator[str]:
    days = {one.version.effective_from for code in codes for one in procedures.versions_of(code)}
    for day in sorted(days):
        if day > since:
            yield wording.LATER_VERSION.format(day=f"{day:%d/%m/%Y}")
