"""Submissions as an entry passes them on, for tests that choose the time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import Any

from chalicelib.dossiers import examples
from chalicelib.dossiers.wording import EXAMPLE_APPLICANT
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Refusal
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import ONLINE, Version
from chalicelib.reception import filing
from chalicelib.reception.orders import SubmissionOrder

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# By what right a test files for somebody; as a guardian also what none may be authorised to.
GUARDIAN = {"capacity": "guardian", "paper": {"kind": "Quyết định cử người giám hộ"}}
LASTING = {
    "capacity": "authorised",
    "paper": {"kind": "Giấy ủy quyền", "issued_on": "2018-01-02", "until": "2099-12-31"},
}


def submission(**changes: Any) -> filing.Online:
    """The example of the API's own description, with some of it changed."""
    whole = {**examples.submission(), "acting": LASTING, **changes}
    order = SubmissionOrder.model_validate(asked_by_its_applicant(whole))
    return filing.Online(**order.handed_in(), channel=ONLINE)


def brought(
    handed_in: filing.Filing, way: type[filing.Brought] = filing.Accepted, **how: Any
) -> filing.Brought:
    """The same, brought to the counter or by the post in one of the ways there are."""
    told = {one.name for one in fields(way)}
    kept = {one.name: getattr(handed_in, one.name) for one in fields(handed_in) if one.name in told}
    return way(**{**kept, "channel": "counter", **how})


def asked_by_its_applicant(whole: dict[str, Any]) -> dict[str, Any]:
    """The same; where the form is an example as it stands, with the applicant as who asks in it."""
    try:
        version = procedures.in_force(whole["procedure"], clock.local_day(clock.now())).version
    except Refusal:
        return whole
    form, applicant = whole["form"], whole["applicant"]
    schema = version.form_of(_known(whole.get("case"), version))
    if not (schema and form and applicant) or EXAMPLE_APPLICANT["name"] not in form.values():
        return whole
    case = whole.get("case")
    candidates = [form]
    if applicant.get("identity_number") != EXAMPLE_APPLICANT["identity_number"]:
        # A man is no mother: where the form does not fit the number, another example does.
        candidates += forms.examples(schema, case)
    return {**whole, "form": forms.asked_by(applicant, candidates, schema, case)}


def _known(case: str | None, version: Version) -> str | None:
    """The case, or None where the procedure has none of that key: another test's matter."""
    return case if case in {one.key for one in version.cases} else None


def complete(
    procedure: str,
    case: str | None = None,
    applicant: dict[str, Any] | None = None,
    day: dt.date | None = None,
) -> dict[str, Any]:
    """What a complete submission for a procedure says of it: its form, its required papers.

    Filed on another day than today, its form tells of nothing that came after it."""
    version = procedures.in_force(procedure, clock.local_day(clock.now())).version
    return {
        "procedure": procedure,
        "case": case,
        "form": _by(day, examples.form_of(version, case, applicant or EXAMPLE_APPLICANT)),
        "papers": [
            {"code": paper.code, "originals": 1, "copies": 0} for paper in version.case(case).enough
        ],
    }


def _by(day: dt.date | None, form: dict[str, Any]) -> dict[str, Any]:
    """The form with no day after ``day``."""
    last = day.isoformat() if day else ""
    days = {name: one for name, one in form.items() if _DAY.fullmatch(str(one))}
    return {**form, **{name: min(one, last) for name, one in days.items() if last}}
