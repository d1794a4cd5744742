"""What can be changed, in general: its name, what it replaces, when it is sound.

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
from chalicelib.foundation import clock, table, validation
from chalicelib.foundation.errors import Invalid, pointer
from chalicelib.foundation.frozen import Frozen

from . import comparison, values, wording
from .model import Kind

Doc = dict[str, Any]
Problem = dict[str, str]
Path = tuple[str | int, ...]

# As many problems as somebody can read.
_MOST_PROBLEMS = 100
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


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
            raise invalid([problem(("agency",), "missing", wording.AGENCY_NEEDED)])
        if self.agency and not self.of_an_agency:
            raise invalid([problem(("agency",), "agency_of_the_province", wording.NO_AGENCY)])
        if not self._is_key():
            raise invalid([problem(("key",), "invalid_key", wording.INVALID_KEY)])

    def read(self, given: Doc) -> Doc:
        """What was sent as it will be kept; refuses what is not sound, with every place."""
        doc = self.shaped(given)
        found = [inside(one) for one in (*values.problems(doc), *self.problems(doc))]
        if found:
            raise invalid(found)
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


def shaped(shape: Any, given: Doc) -> Any:
    """What was sent as its shape says; refuses the rest, with each place within ``data``."""
    try:
        return validation.body(shape, given)
    except Invalid as refused:
        raise invalid([inside(one) for one in refused.more["errors"]]) from None


def dumped(model: Frozen) -> Doc:
    return model.model_dump(mode="json")


def already(since: dt.date, days: list[dt.date]) -> Iterator[Problem]:
    """What dossiers keep already is not replaced; what is still to come may be."""
    if since in days and since <= clock.local_day(clock.now()):
        yield problem((), "in_force_already", wording.IN_FORCE_ALREADY)


def hours_a_day(day: dt.date) -> int:
    hours: int = agencies.rules_on(day).value("working_day_hours")
    return hours


def head(kind: Kind, key: str) -> str:
    return f"{kind}#{key}"


def problem(at: Path, code: str, title: str) -> Problem:
    return {"pointer": pointer(at), "code": code, "title": title}


def inside(problem: Problem) -> Problem:
    return {**problem, "pointer": f"/data{problem['pointer']}"}


def invalid(problems: list[Problem]) -> Invalid:
    return Invalid("data_invalid", wording.DATA_INVALID, errors=problems[:_MOST_PROBLEMS])
