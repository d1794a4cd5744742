"""An agency's desk with a clock set by the test: makes moves through the actions."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import store
from chalicelib.dossiers.chain import verify
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import Paid
from chalicelib.dossiers.model import Defect, Dossier, HandedPaper
from chalicelib.dossiers.moves import Approvable
from chalicelib.dossiers.turn import Request
from chalicelib.dossiers.whole import Whole
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.reception import actions as reception
from chalicelib.reception import filing
from tests.support import officers
from tests.support.moves import action
from tests.support.numbers import fresh, receipt
from tests.support.people import citizen
from tests.support.submissions import brought, complete, submission

# A Monday; no holiday is near.
MORNING = "2026-10-05T09:00"

# Three working days, five steps, no fee, no electronic form.
GUARDIANSHIP = "1.004837"
# Settled within the day, and so perhaps on the spot; three copies of one page and of four.
SAME_DAY, SAME_DAY_FEE = "2.000815", 24_000
# As the first, with an electronic form and a fee of 10.000 đồng: online before it is settled, at
# the counter with the result.
MARITAL_STATUS, MARITAL_FEE, MARITAL_FEE_NAME = "1.004873", 10_000, "Lệ phí hộ tịch"
# These have such a fee too: the recognition of a child, a change of civil status.
RECOGNITION = "1.001022"
CHANGE_OF_CIVIL_STATUS = "1.004859"
WITH_FEE = (MARITAL_STATUS, RECOGNITION, CHANGE_OF_CIVIL_STATUS)
STEPS = ("take_over", "examine", "draft")

STAFF = {
    "reception": roles.RECEPTION_OFFICER,
    "officer": roles.PROCESSING_OFFICER,
    "colleague": roles.PROCESSING_OFFICER,
    "head": roles.HEAD_OFFICER,
    "deputy": roles.HEAD_OFFICER,
    "finance": roles.FINANCE_OFFICER,
    "postal": roles.POSTAL_AGENT,
    "admin": roles.AGENCY_ADMIN,
}
APPLICANT = citizen("089300000500", phone="0912000500", name="Đinh Thị Nộp Hồ Sơ")
STRANGER = citizen("089300000501")
_APPLICANT = {
    "name": "Đinh Thị Nộp Hồ Sơ",
    "identity_number": "089300000500",
    "phone": "0912000500",
    "address": "Số 5 đường Thử",
}


def moment(text: str) -> dt.datetime:
    """``2026-10-05T09:00``, local time."""
    return clock.parse(text)


@dataclass(frozen=True)
class Desk:
    """``desk.at("2026-10-06T10:00")`` is the same desk at that moment."""

    agency: str
    now: dt.datetime = field(default_factory=lambda: moment(MORNING))

    def at(self, text: str | dt.datetime) -> Desk:
        return replace(self, now=moment(text) if isinstance(text, str) else text)

    def staffed(self) -> Desk:
        for name, role in STAFF.items():
            officers.grant(self.subject(name), f"{name} ở {self.agency}", {role: [self.agency]})
        return self

    def who(self, by: str | Person) -> Person:
        """Somebody of this agency by the name of their place, or whoever is given."""
        return people.officer(self.subject(by)) if isinstance(by, str) else by

    def subject(self, name: str) -> str:
        return f"{name} {self.agency}"

    # How a dossier comes in, and how far it is brought.

    def handed_in(self, procedure: str = GUARDIANSHIP, **changes: Any) -> filing.Online:
        applicant = changes.get("applicant", _APPLICANT)
        about = complete(procedure, changes.pop("case", None), applicant, clock.local_day(self.now))
        told = {"agency": self.agency, "applicant": _APPLICANT, **about, **changes}
        return submission(**told)

    def filed(self, procedure: str = GUARDIANSHIP, by: Person = APPLICANT, **changes: Any) -> str:
        """Submitted online; its code."""
        handed_in = self.handed_in(procedure, **changes)
        return reception.submit(handed_in, by, now=self._now).dossier.code

    def received(
        self,
        procedure: str = GUARDIANSHIP,
        by: str | Person = "reception",
        channel: str = "counter",
        way: type[filing.Brought] | None = None,
        how: dict[str, Any] | None = None,
        key: str | None = None,
        **changes: Any,
    ) -> Whole:
        """Brought to the counter or by the post; ``how`` it came in besides.

        Reception accepts and the post registers, unless a way in is given.
        """
        way = way or (filing.Registered if by == "postal" else filing.Accepted)
        handed_in = self.handed_in(procedure, **changes)
        filed = brought(handed_in, way, **{"channel": channel, **(how or {})})
        return reception.receive(filed, self.who(by), key, now=self._now)

    def at_once(self, procedure: str = SAME_DAY, how: Any = None, **changes: Any) -> Whole:
        """Settled at the counter: signed by the head, and paid by the tariff."""
        paid = Paid(amount=SAME_DAY_FEE, receipt=receipt(), method="cash")
        given = {"number": fresh(), "paid": paid, "signed_by": self.subject("head"), **(how or {})}
        return self.received(procedure, way=filing.SettledAtOnce, how=given, **changes)

    def accepted(self, procedure: str = GUARDIANSHIP, **changes: Any) -> str:
        """Filed online; what has a fee is brought to the counter, and owes it still."""
        if procedure in WITH_FEE:
            return self.received(procedure, **changes).dossier.code
        code = self.filed(procedure, **changes)
        self.make("accept", code, "reception")
        return code

    def in_process(self, procedure: str = GUARDIANSHIP, **changes: Any) -> str:
        code = self.accepted(procedure, **changes)
        self.make("complete_step", code, "officer")
        return code

    def to_be_signed(self, procedure: str = GUARDIANSHIP, **changes: Any) -> str:
        code = self.accepted(procedure, **changes)
        for _ in STEPS:
            self.make("complete_step", code, "officer")
        return code

    def resolved(self, **changes: Any) -> str:
        code = self.to_be_signed(**changes)
        self.make("resolve", code, "head", fresh("QĐ"))
        return code

    # What is done with it.

    def make(self, move: str, code: str, by: str | Person, *what: Any, **how: Any) -> Whole:
        """A move by its action's name; ``note``, ``version``, ``key`` and ``written`` are the
        request's."""
        said = ("note", "version", "key", "written")
        request = Request(**{name: how.pop(name) for name in said if name in how})
        whole: Whole = action(move)(code, self.who(by), request, *what, now=self._now, **how)
        return whole

    def ask_supplement(
        self, code: str, *about: str, by: str = "reception", approved_by: str | None = None
    ) -> Whole:
        defects = tuple(Defect(about=one, reason="Mờ, không đọc được") for one in about)
        if approved_by:
            self.approve(code, Approvable.REQUEST_SUPPLEMENT, by, approved_by)
        return self.make("request_supplement", code, by, defects, "Luật Hộ tịch Điều 16")

    def approve(
        self,
        code: str,
        what: Approvable,
        officer: str,
        by: str = "head",
        fields: tuple[str, ...] = (),
    ) -> Whole:
        reason = "Có căn cứ để làm ngoại lệ"
        return self.make("approve", code, by, what, self.subject(officer), reason, fields)

    def supplement(self, code: str, *papers: str, form: Any = None, copies: int = 1) -> Whole:
        handed = tuple(HandedPaper(code=one, copies=copies) for one in papers)
        return self.make("supplement", code, APPLICANT, form, handed)

    @property
    def _now(self) -> Any:
        return lambda: self.now


def state(code: str) -> Dossier:
    return whole(code).dossier


def whole(code: str) -> Whole:
    """A dossier as the table has it; its timeline must hold."""
    found = store.load(code)
    assert verify(found.lines, found.dossier).valid
    return found


def last(code: str) -> Event:
    return whole(code).lines[-1].event


def kinds(code: str) -> list[str]:
    return [str(line.event.kind) for line in whole(code).lines]


@contextmanager
def refused(code: str, **more: Any) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What happens within is refused, for this reason, saying this besides."""
    with pytest.raises(Refusal) as found:
        yield found
    assert found.value.code == code, found.value.problem()
    told = found.value.more
    assert {name: told.get(name) for name in more} == more
    assert found.value.title.endswith(".")


@functools.cache
def desk(agency: str) -> Desk:
    """A staffed desk, once for each agency."""
    return Desk(agency).staffed()


def with_rules(day: str, values: dict[str, Any]) -> dt.datetime:
    """A rule set in force from a day on, like today's but for these values; its morning."""
    like = agencies.rules_on(moment(MORNING).date())
    changed = {name: {**like.rules[name], "value": value} for name, value in values.items()}
    rules = {**like.rules, **changed}
    named = RuleSet(day, dt.date.fromisoformat(day), "Quy chế thử nghiệm", rules)
    agencies.establish(agencies.province(), [], {}, [named])
    return moment(f"{day}T09:00")
