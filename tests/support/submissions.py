"""Submissions as an entry hands them on: for tests that choose the moment."""

from __future__ import annotations

from typing import Any

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.entry import SubmissionOrder
from chalicelib.dossiers.model import Applicant, HandedPaper, ReturnBy


def submission(**changes: Any) -> dossiers.Submission:
    """The example of the API's own description, with some of it changed."""
    order = SubmissionOrder.model_validate({**dossiers.example_submission(), **changes})
    return dossiers.Submission(
        procedure=order.procedure,
        agency=order.agency,
        case=order.case,
        applicant=Applicant(**order.applicant.model_dump()),
        form=order.form,
        papers=tuple(HandedPaper(**paper.model_dump()) for paper in order.papers),
        return_by=ReturnBy(**order.return_by.model_dump()),
        asked="",
    )
