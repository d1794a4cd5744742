"""Submissions as an entry passes them on, for tests that choose the time."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from chalicelib.dossiers import examples
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.reception import filing
from chalicelib.reception.orders import SubmissionOrder


def submission(**changes: Any) -> filing.Online:
    """The example of the API's own description, with some of it changed."""
    order = SubmissionOrder.model_validate({**examples.submission(), **changes})
    return filing.Online(**order.handed_in(), channel=filing.ONLINE)


def brought(
    handed_in: filing.Filing, way: type[filing.Brought] = filing.Accepted, **how: Any
) -> filing.Brought:
    """The same, brought to the counter or by the post in one of the ways there are."""
    kept = {one.name: getattr(handed_in, one.name) for one in fields(handed_in)}
    return way(**{**kept, "channel": "counter", **how})


def complete(procedure: str, case: str | None = None) -> dict[str, Any]:
    """What a complete submission for a procedure says of it: its form, its required papers."""
    version = procedures.in_force(procedure, clock.local_day(clock.now())).version
    return {
        "procedure": procedure,
        "case": case,
        "form": forms.example(version.form_schema, case),
        "papers": [
            {"code": paper.code, "originals": 1, "copies": 0}
            for paper in version.case(case).papers
            if paper.required
        ],
    }
