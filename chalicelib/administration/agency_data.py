"""The agencies of the tree, as they are changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import Agency
from chalicelib.dossiers import actions as dossiers
from chalicelib.foundation import table
from chalicelib.foundation.errors import Invalid, NotPermitted
from chalicelib.people import identifiers

from . import wording
from .datum import (
    Concerned,
    Datum,
    Doc,
    Problem,
    dumped,
    head,
    problem,
    shaped,
)
from .model import Kind

# Of each agency so many open dossiers are counted, and no more.
MOST_COUNTED = 1000
# What an agency's own administrator may change of it.
_CONTACTS = {"address", "phone", "email", "site"}


class AgencyData(Datum):
    """An agency: a new one, or one that is otherwise from a day on."""

    kind = Kind.AGENCY
    of_an_agency = True

    def current(self) -> Doc | None:
        found = agencies.agency_on(self.key, self.since)
        return dumped(found) if found else None

    def shaped(self, given: Doc) -> Doc:
        return dumped(shaped(Agency, given))

    def must_be_within(self, doc: Doc) -> None:
        before = self.current() or {}
        if {name for name in doc if doc[name] != before.get(name)} - _CONTACTS:
            raise NotPermitted("beyond_your_data", wording.BEYOND_CONTACTS)

    def problems(self, doc: Doc) -> Iterator[Problem]:
        agency = Agency.model_validate(doc)
        tree = agencies.agencies_on(self.since)
        if agency.identifier != self.key:
            yield problem(("identifier",), "other_key", wording.OTHER_KEY)
        if agencies.identifier_of(agency.legacy) != agency.identifier:
            yield problem(("legacy",), "legacy_differs", wording.LEGACY)
        if agency.parent is not None and agency.parent not in tree.keys() - {self.key}:
            yield problem(("parent",), "unknown_parent", wording.UNKNOWN_PARENT)
        elif _stands_above_itself(agency, self.since):
            yield problem(("parent",), "parent_below_itself", wording.PARENT_BELOW)
        if agency.opening not in agencies.hours_on(self.since):
            yield problem(("opening",), "unknown_hours", wording.UNKNOWN_HOURS)
        for place, one in enumerate(agency.receives_for):
            if one not in tree.keys() - {self.key}:
                yield problem(("receives_for", place), "unknown_agency", wording.UNKNOWN_AGENCY)
        yield from _end_problems(agency, tree)
        if agency.effective_from > self.since and self._is_there():
            yield problem(("effective_from",), "begins_later", wording.BEGINS_LATER)
        yield from _contact_problems(agency)

    def heads(self) -> list[str]:
        return [head(Kind.AGENCY, self.key)]

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


def _end_problems(agency: Agency, tree: dict[str, Agency]) -> Iterator[Problem]:
    until, successor = agency.effective_until, agency.successor
    if until and until < agency.effective_from:
        yield problem(("effective_until",), "ends_too_early", wording.ENDS_BEFORE_IT_BEGINS)
    if not successor:
        return
    if not until or successor not in tree.keys() - {agency.identifier}:
        yield problem(("successor",), "unknown_successor", wording.SUCCESSOR)
    elif not tree[successor].exists_on(until + dt.timedelta(days=1)):
        yield problem(("successor",), "successor_not_there", wording.SUCCESSOR_NOT_THERE)


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
            yield problem(("email",), "value_error", str(error))
    if agency.site and not re.fullmatch(r"https://[!-~]{3,200}", agency.site):
        yield problem(("site",), "value_error", wording.SITE)
