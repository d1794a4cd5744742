"""Kết quả: how a dossier ends, and how an ended one is corrected."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import ELECTRONIC, Version

from . import approvals, wording
from .model import DONE, By, Dossier, Event
from .moves import Approvable, Kind, Move, Status
from .reception import spoken


def resolve(
    dossier: Dossier, version: Version, by: By, at: dt.datetime, note: str, number: str
) -> Event:
    """The result is signed by whoever is competent; an early one is announced (Điều 20)."""
    dossier.must_allow(Move.RESOLVE)
    must_be_numbered(version, number)
    return dossier.event(
        Kind.RESOLVED,
        by,
        at,
        note,
        Status.RESOLVED,
        changes={**dossier.step_done(version.process), "warn_at": None},
        data={"number": number, "early": dossier.due_at is not None and at < dossier.due_at},
    )


def must_be_numbered(version: Version, number: str) -> None:
    """Refuses a result without the number and symbol of its document.

    Every document that is issued has them (NĐ 30/2020 Điều 8 khoản 2); they are given once it
    is signed (Điều 15), and only then is it told here.
    """
    if version.issues_document and not number:
        raise Invalid("number_needed", wording.NUMBER_NEEDED)


def refuse_to_resolve(dossier: Dossier, by: By, at: dt.datetime, reason: str, number: str) -> Event:
    """Conditions not met: Mẫu số 03 is the result, inside the deadline (Điều 19 khoản 8).

    It is a document whatever the procedure would have given.
    """
    dossier.must_allow(Move.REFUSE_TO_RESOLVE)
    if not number:
        raise Invalid("number_needed", wording.NUMBER_NEEDED)
    return dossier.event(
        Kind.RESOLUTION_REFUSED,
        by,
        at,
        reason,
        Status.STOPPED,
        changes=_ended(dossier, at),
        data={"number": number, "late": dossier.due_at is not None and at > dossier.due_at},
    )


def stop(dossier: Dossier, by: By, at: dt.datetime, ground: str, article: str) -> Event:
    """Stopped on a legal ground (Mẫu số 05, TT 03/2025/TT-VPCP).

    While an answer or a payment is waited for, not before its time is over.
    """
    dossier.must_allow(Move.STOP)
    waited_for = dossier.supplement_by or dossier.fee_by
    if waited_for is not None and at <= waited_for:
        raise Conflict(
            "answer_awaited",
            wording.ANSWER_AWAITED.format(at=spoken(waited_for)),
            until=clock.shown(waited_for),
        )
    return dossier.event(
        Kind.STOPPED,
        by,
        at,
        ground,
        Status.STOPPED,
        changes=_ended(dossier, at),
        data={"article": article},
    )


def give_back(
    dossier: Dossier,
    version: Version,
    by: By,
    at: dt.datetime,
    note: str,
    method: str,
    received_by: str,
    on_paper: bool,
) -> Event:
    """The result is with the applicant: the dossier's life ends (NĐ 61/2018 Điều 20).

    In a way that the procedure's result knows, whatever was asked for. Of one that was stopped
    the papers are handed back, on paper when they were brought so; it stays stopped.
    """
    dossier.must_allow(Move.RETURN)
    stopped = dossier.status is Status.STOPPED
    if not stopped:
        version.must_return_by(method)
    elif method == ELECTRONIC and on_paper:
        raise Invalid("papers_go_back_on_paper", wording.PAPERS_GO_BACK_ON_PAPER)
    return dossier.event(
        Kind.RETURNED,
        by,
        at,
        note,
        Status.STOPPED if stopped else Status.RETURNED,
        changes={"step": DONE}
        if stopped
        else {
            **dossier.step_done(version.process),
            "closed_at": clock.stored(at),
        },
        data={"method": method, "received_by_other": bool(received_by)},
    )


def withdraw(dossier: Dossier, by: By, at: dt.datetime, reason: str) -> Event:
    """The applicant takes it back, before a result is decided."""
    dossier.must_allow(Move.WITHDRAW)
    return dossier.event(
        Kind.WITHDRAWN,
        by,
        at,
        reason,
        Status.WITHDRAWN,
        changes=_ended(dossier, at),
    )


def _ended(dossier: Dossier, at: dt.datetime) -> dict[str, Any]:
    """The changes of every early end: nobody warns any more, nothing is owed."""
    owed = {"fee_due": 0} if dossier.fee_due else {}
    return {"closed_at": clock.stored(at), "warn_at": None, **owed}


def correct(
    dossier: Dossier,
    approver: By | None,
    by: By,
    at: dt.datetime,
    reason: str,
    fields: list[str],
    known: dict[str, Any],
) -> Event:
    """An approved correction, whatever the status: a new event, nothing overwritten.

    ``known`` are the changes of what the applicant is known by. The approval is used up.
    """
    if approver is None:
        raise Conflict("approver_needed", wording.CORRECTION_NEEDS_APPROVAL)
    return dossier.event(
        Kind.CORRECTED,
        by,
        at,
        reason,
        changes={**known, "approvals": approvals.without(dossier, Approvable.CORRECT)},
        data={"fields": fields, "approver": approver.model_dump()},
    )
