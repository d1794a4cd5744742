"""Submissions as an entry passes them on, for tests that choose the time."""

from __future__ import annotations

from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import filing
from chalicelib.dossiers.model import Applicant, HandedPaper, ReturnBy
from chalicelib.dossiers.orders import SubmissionOrder
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures


def submission(**changes: Any) -> filing.Submission:
    """The example of the API's own description, with some of it changed."""
    order = SubmissionOrder.model_validate({**filing.example_submission(), **changes})
    return filing.Submission(
        procedure=order.procedure,
        agency=agencies.agency(order.agency).identifier,
        case=order.case,
        applicant=Applicant(**order.applicant.model_dump()),
        form=order.form,
        papers=tuple(HandedPaper(**paper.model_dump()) for paper in order.papers),
        return_by=ReturnBy(**order.return_by.model_dump()),
        asked="",
    )


def complete(procedure: str, case: str | None = None) -> dict[str, Any]:
    """What a complete submission for a procedure says of it: its form, its required papers."""
    version = procedures.in_force(procedure, clock.local_day(clock.now())).version
    return {
        "procedure": procedure,
        "case": case,
        "form": (version.form_schema or {}).get("examples", [{}])[0],
        "papers": [
            {"code": paper.code, "originals": 1, "copies": 0}
            for paper in version.case(case).papers
            if paper.required
        ],
    }
