"""The data that can be changed, kind by kind: its shape, what it replaces, when it is sound.

Each kind reads what was sent into the nouns of its own room, says what is wrong with it, and
gives the changes that put it in force. The rooms make those; this one lets them be written.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from chalicelib.agencies import actions as agencies
from chalicelib.agencies import rule_shapes
from chalicelib.agencies.calendar import WEEKDAYS, OfficeHours
from chalicelib.agencies.model import Agency, AgencyKind
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.foundation import clock, table, validation
from chalicelib.foundation.errors import Invalid, NotPermitted, pointer
from chalicelib.foundation.frozen import Frozen
from chalicelib.people import identifiers
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import competence, soundness
from chalicelib.procedures.model import AgencyProcess, Named, Step

from . import comparison, values, warnings, wording
from .model import Kind

Doc = dict[str, Any]
Problem = dict[str, str]
Path = tuple[str | int, ...]

_PROCEDURE = re.compile(r"[0-9A-Z]{1,6}(\.[0-9A-Z]{1,12}){1,3}")
# Of each agency so many open dossiers are counted, and no more.
MOST_COUNTED = 1000
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_RULES_BY_FIELD = ("personal_data_kept_years", "residence_forms")
_RULE_MEMBERS = {"value", "article", "verify", "note"}
# A form is changed in all of its procedures in one transaction, which takes a hundred items:
# three for each procedure, and those of the change itself.
_MOST_USING = 30
# What an agency's own administrator may change of it.
_CONTACTS = {"address", "phone", "email", "site"}


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whose open dossiers a change is about; None is every procedure, or every agency."""

    procedures: frozenset[str] | None = None
    agencies: frozenset[str] | None = None


@dataclass(frozen=True)
class Datum(ABC):
    """Something that is changed: which one, whose, and from when."""

    key: str
    agency: str
    since: dt.date

    kind: ClassVar[Kind]
    of_an_agency: ClassVar[bool] = False

    def must_be_named(self) -> None:
        """Refuses a key that none of its kind can have, and an agency where it has none."""
        if self.of_an_agency and not self.agency:
            raise _invalid([_problem(("agency",), "missing", wording.AGENCY_NEEDED)])
        if self.agency and not self.of_an_agency:
            raise _invalid([_problem(("agency",), "agency_of_the_province", wording.NO_AGENCY)])
        if not self._is_key():
            raise _invalid([_problem(("key",), "invalid_key", wording.INVALID_KEY)])

    def read(self, given: Doc) -> Doc:
        """What was sent as it will be kept; refuses what is not sound, with every place."""
        doc = self.shaped(given)
        found = [_inside(one) for one in (*values.problems(doc), *self.problems(doc))]
        if found:
            raise _invalid(found)
        return doc

    def must_change_something(self, doc: Doc) -> None:
        """Refuses a draft of what is in force already."""
        if [*comparison.differences(self._undated(self.current()), self._undated(doc))]:
            return
        raise Invalid("nothing_changed", wording.NOTHING_CHANGED)

    def _undated(self, doc: Doc | None) -> Doc | None:
        """The data without the day from which it is in force, where it says that itself."""
        return doc

    def must_be_within(self, doc: Doc) -> None:  # noqa: B027
        """Refuses, drafted or approved within an agency, more than is its own to change."""

    def must_leave_nobody(self, doc: Doc) -> None:  # noqa: B027
        """Refuses to approve what would leave open dossiers without an agency."""

    @abstractmethod
    def current(self) -> Doc | None:
        """What is in force on its day, as a draft would say it; None where there is none."""

    @abstractmethod
    def shaped(self, given: Doc) -> Doc: ...

    @abstractmethod
    def problems(self, doc: Doc) -> Iterator[Problem]: ...

    @abstractmethod
    def heads(self) -> list[str]:
        """The names of what it writes: two changes of one of them cannot both be approved."""

    @abstractmethod
    def in_force(self, doc: Doc, by: str) -> list[table.Put]: ...

    @abstractmethod
    def concerned(self) -> Concerned: ...

    def notes(self, doc: Doc) -> Iterator[str]:
        """What whoever compares must know besides."""
        return iter(())

    def _is_key(self) -> bool:
        return bool(_SLUG.fullmatch(self.key))


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
        return _dumped(_shaped(Named, given))

    def _undated(self, doc: Doc | None) -> Doc | None:
        return doc and {**doc, "version": {**doc["version"], "effective_from": None}}

    def problems(self, doc: Doc) -> Iterator[Problem]:
        named = Named.model_validate(doc)
        if named.code != self.key:
            yield _problem(("code",), "other_key", wording.OTHER_KEY)
        days = [one.version.effective_from for one in procedures.versions_of(self.key)]
        yield from _already(self.since, days)
        channels, hours = procedures.channel_keys(), _hours_a_day(self.since)
        for one in soundness.problems(named.version, channels, hours):
            yield {**one, "pointer": f"/version{one['pointer']}"}

    def heads(self) -> list[str]:
        return [_head(Kind.PROCEDURE, self.key)]

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
        return _dumped(ProcessShape(process=named.settled_by(own).version.process))

    def shaped(self, given: Doc) -> Doc:
        return _dumped(_shaped(ProcessShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        named = procedures.version_on(self.key, self.since)
        if named is None:
            yield _problem((), "nothing_general", wording.NOTHING_GENERAL)
            return
        agency = agencies.agency_in_force(self.agency, self.since)
        competence.must_settle(agency, named, self.since)
        own = [one for one in procedures.processes_of(self.key) if one.agency == self.agency]
        yield from _already(self.since, [one.effective_from for one in own])
        yield from soundness.process_problems(
            ProcessShape.model_validate(doc).process,
            named.version,
            _hours_a_day(self.since),
            ("process",),
        )

    def heads(self) -> list[str]:
        return [f"{_head(Kind.PROCESS, self.key)}#{self.agency}"]

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
        return _dumped(_shaped(FormShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if not self._using():
            yield _problem((), "form_unused", wording.FORM_UNUSED)
        if len(self._using()) > _MOST_USING:
            most = wording.FORM_IN_TOO_MANY.format(most=_MOST_USING)
            yield _problem((), "form_in_too_many", most)
        for named in self._using():
            versions = procedures.versions_of(named.code)
            yield from _already(self.since, [one.version.effective_from for one in versions])
        yield from soundness.form_problems(self.key, doc["form_schema"])

    def heads(self) -> list[str]:
        own = [_head(Kind.PROCEDURE, named.code) for named in self._using()]
        return [_head(Kind.FORM, self.key), *own]

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


class RulesShape(Frozen):
    regulation: str
    rules: dict[str, dict[str, Any]]


class RulesData(Datum):
    """A rule set of the province: every rule, each with its article."""

    kind = Kind.RULES

    def current(self) -> Doc | None:
        found = agencies.rules_on(self.since)
        return {"regulation": found.regulation, "rules": found.rules}

    def shaped(self, given: Doc) -> Doc:
        return _dumped(_shaped(RulesShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        yield from _already(self.since, [one.effective_from for one in agencies.all_rules()])
        if not doc["regulation"].strip():
            yield _problem(("regulation",), "article_missing", wording.ARTICLE_MISSING)
        known, given = agencies.rules_on(self.since).rules, doc["rules"]
        for name in known.keys() - given.keys():
            yield _problem(("rules",), "rule_missing", wording.RULE_MISSING.format(name=name))
        for name, rule in given.items():
            at = ("rules", name)
            if name not in known:
                yield _problem(at, "rule_unknown", wording.RULE_UNKNOWN)
            else:
                yield from _rule_problems(rule, known[name], at)
        yield from _value_problems(given, known)
        yield from _field_problems(given)
        yield from _issuer_problems(given, self.since)

    def heads(self) -> list[str]:
        return [_head(Kind.RULES, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        day = self.since.isoformat()
        same = (one for one in agencies.all_rules() if one.effective_from == self.since)
        version = next((one.version for one in same), day)
        rules = RuleSet(version, self.since, doc["regulation"], doc["rules"])
        return [agencies.rules_in_force(rules, by)]

    def concerned(self) -> Concerned:
        return Concerned()

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from warnings.of_rules(agencies.rules_on(self.since).rules, doc["rules"])
        for later in agencies.all_rules():
            if later.effective_from > self.since:
                yield wording.LATER_VERSION.format(day=f"{later.effective_from:%d/%m/%Y}")

    def _is_key(self) -> bool:
        return self.key == "province"


class AgencyData(Datum):
    """An agency: a new one, or one that is otherwise from a day on."""

    kind = Kind.AGENCY
    of_an_agency = True

    def current(self) -> Doc | None:
        found = agencies.agency_on(self.key, self.since)
        return _dumped(found) if found else None

    def shaped(self, given: Doc) -> Doc:
        return _dumped(_shaped(Agency, given))

    def must_be_within(self, doc: Doc) -> None:
        before = self.current() or {}
        if {name for name in doc if doc[name] != before.get(name)} - _CONTACTS:
            raise NotPermitted("beyond_your_data", wording.BEYOND_CONTACTS)

    def problems(self, doc: Doc) -> Iterator[Problem]:
        agency = Agency.model_validate(doc)
        tree = agencies.agencies_on(self.since)
        if agency.identifier != self.key:
            yield _problem(("identifier",), "other_key", wording.OTHER_KEY)
        if agencies.identifier_of(agency.legacy) != agency.identifier:
            yield _problem(("legacy",), "legacy_differs", wording.LEGACY)
        if agency.parent is not None and agency.parent not in tree.keys() - {self.key}:
            yield _problem(("parent",), "unknown_parent", wording.UNKNOWN_PARENT)
        elif _stands_above_itself(agency, self.since):
            yield _problem(("parent",), "parent_below_itself", wording.PARENT_BELOW)
        if agency.opening not in agencies.hours_on(self.since):
            yield _problem(("opening",), "unknown_hours", wording.UNKNOWN_HOURS)
        for place, one in enumerate(agency.receives_for):
            if one not in tree.keys() - {self.key}:
                yield _problem(("receives_for", place), "unknown_agency", wording.UNKNOWN_AGENCY)
        yield from _end_problems(agency, tree)
        if agency.effective_from > self.since and self._is_there():
            yield _problem(("effective_from",), "begins_later", wording.BEGINS_LATER)
        yield from _contact_problems(agency)

    def heads(self) -> list[str]:
        return [_head(Kind.AGENCY, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        return [agencies.agency_in_force_from(Agency.model_validate(doc), self.since, by)]

    def concerned(self) -> Concerned:
        return Concerned(agencies=frozenset({self.key}))

    def notes(self, doc: Doc) -> Iterator[str]:
        count = self._left_behind(doc)
        if count:
            yield wording.NOBODY_AFTER.format(count=count)

    def must_leave_nobody(self, doc: Doc) -> None:
        count = self._left_behind(doc)
        if count:
            raise Invalid(
                "successor_needed", wording.NOBODY_AFTER.format(count=count), open_dossiers=count
            )

    def _is_there(self) -> bool:
        """Whether the agency is there on the day, before it is changed."""
        before = agencies.agency_on(self.key, self.since)
        return before is not None and before.exists_on(self.since)

    def _left_behind(self, doc: Doc) -> int:
        """How many open dossiers nobody would have, once it ends."""
        if doc["effective_until"] is None or doc["successor"]:
            return 0
        return dossiers.open_at(self.key, None, MOST_COUNTED)[0].count

    def _is_key(self) -> bool:
        return agencies.identifier_of(self.key) == self.key == self.agency


class HoursShape(Frozen):
    hours: str
    article: str


class HoursData(Datum):
    """Opening hours by their name; each agency says which are its own."""

    kind = Kind.HOURS

    def current(self) -> Doc | None:
        found = agencies.hours_on(self.since).get(self.key)
        return {"hours": found[0], "article": found[1]} if found else None

    def shaped(self, given: Doc) -> Doc:
        return _dumped(_shaped(HoursShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if not _opens(doc["hours"]):
            yield _problem(("hours",), "hours_invalid", wording.HOURS)
        if not doc["article"].strip():
            yield _problem(("article",), "article_missing", wording.ARTICLE_MISSING)

    def heads(self) -> list[str]:
        return [_head(Kind.HOURS, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        hours, article = doc["hours"], doc["article"]
        return [agencies.hours_in_force_from(self.key, hours, article, self.since, by)]

    def concerned(self) -> Concerned:
        tree = agencies.agencies_on(self.since).values()
        return Concerned(
            agencies=frozenset(one.identifier for one in tree if one.opening == self.key)
        )

    def notes(self, doc: Doc) -> Iterator[str]:
        yield from warnings.of_hours(doc["hours"], _hours_a_day(self.since))


class DayShape(Frozen):
    working: bool
    name_vi: str
    name_en: str
    source: str


class DayData(Datum):
    """A day that is worked or not, over the holidays known otherwise."""

    kind = Kind.DAY

    def current(self) -> Doc | None:
        found = agencies.decided_day(self.since)
        if found is None:
            return None
        return {
            "working": bool(found["working"]),
            "name_vi": found["vi"],
            "name_en": found["en"],
            "source": found["source"],
        }

    def shaped(self, given: Doc) -> Doc:
        return _dumped(_shaped(DayShape, given))

    def problems(self, doc: Doc) -> Iterator[Problem]:
        if self.key != self.since.isoformat():
            yield _problem((), "day_is_its_own", wording.DAY_IS_ITS_OWN)
        for name in ("name_vi", "name_en", "source"):
            if not doc[name].strip():
                yield _problem((name,), "article_missing", wording.ARTICLE_MISSING)

    def heads(self) -> list[str]:
        return [_head(Kind.DAY, self.key)]

    def in_force(self, doc: Doc, by: str) -> list[table.Put]:
        names = doc["name_vi"], doc["name_en"], doc["source"]
        return [agencies.day_in_force(self.since, doc["working"], *names, by)]

    def concerned(self) -> Concerned:
        return Concerned()


KINDS: dict[Kind, type[Datum]] = {
    one.kind: one
    for one in (
        ProcedureData,
        ProcessData,
        FormData,
        RulesData,
        AgencyData,
        HoursData,
        DayData,
    )
}


def datum(kind: Kind, key: str, agency: str, since: dt.date) -> Datum:
    """What a change is about; refuses a name that none of its kind can have."""
    found = KINDS[kind](key, agency, since)
    found.must_be_named()
    return found


def _shaped(shape: Any, given: Doc) -> Any:
    """What was sent as its shape says; refuses the rest, with each place within ``data``."""
    try:
        return validation.body(shape, given)
    except Invalid as refused:
        raise _invalid([_inside(one) for one in refused.more["errors"]]) from None


def _dumped(model: Frozen) -> Doc:
    return model.model_dump(mode="json")


def _already(since: dt.date, days: list[dt.date]) -> Iterator[Problem]:
    """What dossiers keep already is not replaced; what is still to come may be."""
    if since in days and since <= clock.local_day(clock.now()):
        yield _problem((), "in_force_already", wording.IN_FORCE_ALREADY)


def _later(codes: list[str], since: dt.date) -> Iterator[str]:
    days = {one.version.effective_from for code in codes for one in procedures.versions_of(code)}
    for day in sorted(days):
        if day > since:
            yield wording.LATER_VERSION.format(day=f"{day:%d/%m/%Y}")


def _rule_problems(rule: Doc, known: Doc, at: Path) -> Iterator[Problem]:
    if rule.keys() - _RULE_MEMBERS - known.keys() or "value" not in rule:
        yield _problem(at, "rule_members", wording.RULE_MEMBERS)
        return
    if not isinstance(rule.get("article"), str) or not rule["article"].strip():
        yield _problem((*at, "article"), "article_missing", wording.ARTICLE_MISSING)
    if type(rule["value"]) is not type(known["value"]):
        yield _problem((*at, "value"), "rule_type", wording.RULE_TYPE)
    if not isinstance(rule.get("verify", False), bool) or not isinstance(rule.get("note", ""), str):
        yield _problem(at, "rule_members", wording.RULE_MEMBERS)


def _value_problems(given: dict[str, Doc], known: dict[str, Doc]) -> Iterator[Problem]:
    """Values of the right type that could not be counted with, each with its place."""
    values = {
        name: rule["value"]
        for name, rule in given.items()
        if name in known and "value" in rule and type(rule["value"]) is type(known[name]["value"])
    }
    for name, inside, fault in rule_shapes.faults(values):
        yield {**fault, "pointer": f"{pointer(('rules', name, 'value'))}{inside}"}


def _field_problems(given: dict[str, Doc]) -> Iterator[Problem]:
    """Fields that no procedure has: what a rule says of them would hold for nothing."""
    known = procedures.field_codes()
    for name in _RULES_BY_FIELD:
        value = given.get(name, {}).get("value")
        fields = value.get("fields", ()) if isinstance(value, dict) else ()
        for place, field in enumerate(fields):
            if field not in known:
                inside = field if isinstance(fields, dict) else place
                at = ("rules", name, "value", "fields", inside)
                yield _problem(at, "unknown_field", wording.UNKNOWN_FIELD)


def _issuer_problems(given: dict[str, Doc], day: dt.date) -> Iterator[Problem]:
    """Symbols of an issuer that is neither a kind of agency nor an agency."""
    value = given.get("issuer_symbols", {}).get("value")
    known = agencies.agencies_on(day).keys() | {str(kind) for kind in AgencyKind}
    for issuer in value if isinstance(value, dict) else ():
        if issuer not in known:
            at = ("rules", "issuer_symbols", "value", issuer)
            yield _problem(at, "unknown_agency", wording.UNKNOWN_AGENCY)


def _end_problems(agency: Agency, tree: dict[str, Agency]) -> Iterator[Problem]:
    until, successor = agency.effective_until, agency.successor
    if until and until < agency.effective_from:
        yield _problem(("effective_until",), "ends_too_early", wording.ENDS_BEFORE_IT_BEGINS)
    if not successor:
        return
    if not until or successor not in tree.keys() - {agency.identifier}:
        yield _problem(("successor",), "unknown_successor", wording.SUCCESSOR)
    elif not tree[successor].exists_on(until + dt.timedelta(days=1)):
        yield _problem(("successor",), "successor_not_there", wording.SUCCESSOR_NOT_THERE)


def _stands_above_itself(agency: Agency, since: dt.date) -> bool:
    """Whether it would be among those above it, on its day or on one that is known to come."""
    return any(
        agency.identifier in agencies.path_in(tree, tree[agency.parent])
        for tree in agencies.trees_from(since)
        if agency.parent in tree
    )


def _contact_problems(agency: Agency) -> Iterator[Problem]:
    if agency.email:
        try:
            identifiers.email(agency.email)
        except ValueError as error:
            yield _problem(("email",), "value_error", str(error))
    if agency.site and not re.fullmatch(r"https://[!-~]{3,200}", agency.site):
        yield _problem(("site",), "value_error", wording.SITE)


def _opens(text: str) -> bool:
    """Whether it can be read as opening hours that open, each day's in their order."""
    # Any seven days on end.
    first = clock.local_day(clock.now())
    try:
        hours = OfficeHours(text)
        week = [hours.on(first + dt.timedelta(days=day), None) for day in range(len(WEEKDAYS))]
    except (ValueError, IndexError):
        return False
    in_order = (
        begin < end and (not later or end <= later[0][0])
        for day in week
        for at, (begin, end) in enumerate(day)
        for later in [day[at + 1 :]]
    )
    return not hours.never and all(in_order)


def _hours_a_day(day: dt.date) -> int:
    hours: int = agencies.rules_on(day).value("working_day_hours")
    return hours


def _head(kind: Kind, key: str) -> str:
    return f"{kind}#{key}"


def _problem(at: Path, code: str, title: str) -> Problem:
    return {"pointer": pointer(at), "code": code, "title": title}


def _inside(problem: Problem) -> Problem:
    return {**problem, "pointer": f"/data{problem['pointer']}"}


def _invalid(problems: list[Problem]) -> Invalid:
    return Invalid("data_invalid", wording.DATA_INVALID, errors=problems[:_MOST_PROBLEMS])


# As many as somebody can read.
_MOST_PROBLEMS = 100
