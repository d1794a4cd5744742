"""Tiếp nhận: what the reception desk decides before a dossier is in process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.procedures.model import Case, Step

from . import wording
from .model import By, Content, Dossier, Event, HandedPaper, Kept, facts_of, started
from .moves import Kind, Move, Status


class Defect(Kept):
    """What is missing or wrong: a paper of the checklist, or a field of the form."""

    about: str
    reason: str


def accept(
    dossier: Dossier,
    process: tuple[Step, ...],
    deadline: Deadline,
    percents: list[int],
    waived: tuple[Defect, ...],
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """Complete and valid: the legal clock starts (NĐ 61/2018 Điều 17).

    ``waived`` are the required papers that need not be handed in, each with its reason.
    """
    dossier.must_allow(Move.ACCEPT)
    late = dossier.examine_by is not None and at > dossier.examine_by
    return dossier.event(
        Kind.ACCEPTED,
        by,
        at,
        note,
        Status.ACCEPTED,
        changes={
            **dossier.step_done(process),
            **started(deadline, percents, at),
            "received_at": clock.stored(deadline.received),
            "examine_by": None,
        },
        data={"late": late, **waived_facts(waived), **facts_of(deadline)},
    )


def must_be_complete(
    case: Case, handed_in: Iterable[HandedPaper], waived: tuple[Defect, ...]
) -> None:
    """Refuses while a required paper is neither handed in nor waived (Điều 17 khoản 1)."""
    required = {paper.code for paper in case.papers if paper.required}
    strangers = {one.about for one in waived} - required
    if strangers:
        raise Invalid("unknown_paper", wording.NOT_REQUIRED.format(paper=min(strangers)))
    for at, one in enumerate(waived):
        if one.about in [earlier.about for earlier in waived[:at]]:
            raise Invalid("defect_named_twice", wording.DEFECT_TWICE.format(about=one.about))
    handed = {paper.code for paper in handed_in}
    both = handed & {one.about for one in waived}
    if both:
        raise Invalid("waived_though_there", wording.WAIVED_THOUGH_THERE.format(paper=min(both)))
    missing = required - handed - {one.about for one in waived}
    if missing:
        raise Conflict("papers_missing", wording.PAPERS_MISSING, missing=sorted(missing))


def must_be_counted(papers: Iterable[HandedPaper]) -> None:
    """Refuses a paper that an officer takes in without saying how many."""
    for paper in papers:
        if not paper.originals + paper.copies:
            told = wording.PAPER_NOT_COUNTED.format(paper=paper.code)
            raise Invalid("paper_not_counted", told)


def waived_facts(waived: tuple[Defect, ...]) -> dict[str, Any]:
    return {"waived": [one.model_dump() for one in waived]} if waived else {}


def refuse(dossier: Dossier, by: By, at: dt.datetime, reason: str) -> Event:
    """Not competent or not admissible: Mẫu số 03, with the reason (Điều 17 khoản 1 điểm b)."""
    dossier.must_allow(Move.REFUSE_RECEPTION)
    return dossier.event(
        Kind.RECEPTION_REFUSED,
        by,
        at,
        reason,
        Status.RECEPTION_REFUSED,
        changes={"closed_at": clock.stored(at)},
    )


def request_supplement(
    dossier: Dossier,
    defects: tuple[Defect, ...],
    seen_before: list[str],
    needs_approver: bool,
    approver: By | None,
    answer_by: dt.datetime,
    latest: dt.datetime | None,
    by: By,
    at: dt.datetime,
    note: str,
) -> Event:
    """Every defect at once (Mẫu số 02, NĐ 61/2018 Điều 15 khoản 3).

    ``seen_before`` are the defects that were there to be seen at an earlier request: by the
    rule they need that ``approver`` allowed it before, and count as asked again. ``latest``
    is until when an accepted dossier may still be sent back (Điều 19 khoản 4).
    """
    dossier.must_allow(Move.REQUEST_SUPPLEMENT)
    if latest is not None and at > latest:
        raise Conflict(
            "supplement_notice_late",
            wording.SUPPLEMENT_NOTICE_LATE.format(at=spoken(latest)),
            latest=clock.shown(latest),
        )
    if seen_before and needs_approver and approver is None:
        raise Conflict("approver_needed", wording.APPROVER_NEEDED, seen_before=seen_before)
    return dossier.event(
        Kind.SUPPLEMENT_REQUESTED,
        by,
        at,
        note,
        Status.SUPPLEMENT_REQUESTED,
        changes={
            "held": dossier.status,
            "supplements": dossier.supplements + 1,
            "supplement_by": clock.stored(answer_by),
            "clock_stopped_at": clock.stored(at),
            "warn_at": None,
        },
        data={
            "defects": [defect.model_dump() for defect in defects],
            "seen_before": seen_before,
            "approver": approver.model_dump() if approver else None,
        },
    )


def supplement(
    dossier: Dossier,
    deadline: Deadline,
    percents: list[int],
    by: By,
    at: dt.datetime,
    note: str,
    changed: list[str],
) -> Event:
    """The applicant's answer: the dossier is back where it was, with a new deadline.

    Before acceptance the clock of the examination starts again; after it the rule in
    force says whether the deadline restarts or was paused.
    """
    dossier.must_allow(Move.SUPPLEMENT)
    back = dossier.held or Status.REGISTERED
    late = dossier.supplement_by is not None and at > dossier.supplement_by
    times: dict[str, Any] = {"examine_by": clock.stored(deadline.due), "clock_stopped_at": None}
    if back is not Status.REGISTERED:
        # A deadline that was paused goes on, with the warnings that were given.
        times = started(deadline, percents, at, dossier.warned if deadline.pauses else 0)
    return dossier.event(
        Kind.SUPPLEMENT_RECEIVED,
        by,
        at,
        note,
        back,
        changes={**times, "held": None, "supplement_by": None},
        data={**facts_of(deadline), "changed": changed, "late": late},
    )


def known_defects(defects: tuple[Defect, ...], case: Case, fields: Iterable[str]) -> None:
    """Refuses a defect that is about nothing of the checklist, and one named twice."""
    known = {paper.code for paper in case.papers} | {f"form/{name}" for name in fields} | {"form"}
    about = [defect.about for defect in defects]
    for at, one in enumerate(about):
        if one not in known:
            raise Invalid(
                "unknown_defect", wording.UNKNOWN_DEFECT.format(about=one), known=sorted(known)
            )
        if one in about[:at]:
            raise Invalid("defect_named_twice", wording.DEFECT_TWICE.format(about=one))


def seen_before(
    defects: tuple[Defect, ...], dossier: Dossier, changed: set[str], allowed: int
) -> list[str]:
    """Defects that the last request could have named: all but those of what changed since.

    ``allowed`` is how often the rule lets reception ask as a matter of course.
    """
    if dossier.supplements < allowed:
        return []
    if any(part.startswith("form/") for part in changed):
        changed = {*changed, "form"}
    return sorted(defect.about for defect in defects if defect.about not in changed)


def changed_parts(
    before: Content, form: dict[str, Any], handed: Iterable[HandedPaper]
) -> list[str]:
    """What an answer brought: the papers handed in anew, and the fields that differ."""
    fields = sorted({*before.form, *form})
    return [paper.code for paper in handed] + [
        f"form/{name}" for name in fields if before.form.get(name) != form.get(name)
    ]


def must_answer(asked: Iterable[str], changed: list[str]) -> None:
    """Refuses an answer that touches nothing of what was asked for."""
    parts = {*changed, *(["form"] if any(one.startswith("form/") for one in changed) else [])}
    if parts.isdisjoint(asked):
        raise Invalid("defects_unanswered", wording.DEFECTS_UNANSWERED, asked=sorted(asked))


def spoken(moment: dt.datetime) -> str:
    return moment.astimezone(clock.LOCAL).strftime("%H:%M %d/%m/%Y")
