"""What is shown of dossiers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import explain
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Named as ProcedureNamed
from chalicelib.procedures.model import Version

from . import charges, possible, reliefs, retention, wording
from .answers import (
    ApprovalView,
    ChargeView,
    DossierList,
    DossierView,
    EventView,
    KeptView,
    LineView,
    Named,
    OnPaperView,
    OpinionView,
    PaperView,
    ReadingList,
    ReadingView,
    ReliefView,
    StatusView,
    StepView,
    Verification,
)
from .chain import Line, Verdict
from .events import Event
from .facts import ApprovalGiven, ApprovalWithdrawn, PersonalDataErased, Returned
from .lookup import completion
from .model import Dossier
from .moves import CLOSED, Move, Status
from .readings import Reading
from .whole import Whole


def verification(code: str, verdict: Verdict) -> Verification:
    return Verification(
        code=code,
        valid=verdict.valid,
        length=verdict.length,
        head=verdict.head,
        broken_at=verdict.broken_at,
        reason=verdict.reason,
        title=verdict.title,
    )


def readings(code: str, found: list[Reading], lists: list[Reading]) -> ReadingList:
    return ReadingList(
        code=code,
        readings=[_reading(one) for one in found],
        lists=[_reading(one) for one in lists],
    )


def _reading(one: Reading) -> ReadingView:
    return ReadingView(
        at=clock.shown(one.at),
        by=one.name,
        agency=agency(one.agency) if one.agency else None,
        call=one.call,
    )


def view(whole: Whole) -> DossierView:
    """What an applicant or an officer sees of a whole dossier."""
    dossier, content = whole.dossier, whole.content
    named = procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)
    step = next((one for one in named.version.process if one.key == dossier.step), None)
    lawful = possible.moves(whole, clock.now())
    return DossierView(
        code=dossier.code,
        version=dossier.version,
        status=_status(dossier.status),
        procedure=Named(code=named.code, name=named.name),
        agency=agency(dossier.agency),
        settled_by=agency(dossier.settled_by),
        channel=dossier.channel,
        case=dossier.case,
        applicant=content.applicant,
        submitted_by=content.submitter,
        acting=content.acting,
        acts_until=dossier.acts_until.isoformat() if dossier.acts_until else None,
        bearer=content.bearer,
        came=list(content.came),
        look_up_by=["receipt", *(["four_digits"] if dossier.proofs else [])],
        form=content.form,
        papers=_papers(whole),
        charges=_charges(whole),
        fee_due=dossier.fee_due,
        fee_paid=dossier.fee_paid,
        return_by=content.return_by,
        return_desk=agency(dossier.return_desk),
        papers_at=agency(dossier.return_desk) if dossier.to_hand_back else None,
        received_by=content.received_by or None,
        sent_to=content.sent_to or None,
        filed_at=clock.shown(dossier.filed_at),
        examine_by=_shown(dossier.examine_by),
        received_at=_shown(dossier.taken_in_at),
        due_at=_shown(dossier.running_due),
        verifications=list(content.verifications),
        promised_at=_shown(dossier.promised_at),
        lateness_explained=dossier.answers(dossier.explained_for),
        lateness_reasons=_reasons(dossier, lawful),
        apologised=dossier.answers(dossier.apologised_for),
        closed_at=_shown(dossier.closed_at),
        hand_over_by=_shown(whole.hand_over_by),
        supplement_by=_shown(dossier.supplement_by),
        fee_by=_shown(dossier.fee_by),
        deadline=_deadline(whole),
        assignee=dossier.assignee,
        opinions=[
            OpinionView(
                id=one.id,
                agency=agency(one.agency),
                due_at=clock.shown(one.due_at),
                overdue=one.overdue,
            )
            for one in dossier.opinions
        ],
        approvals=_approvals(whole),
        outage=dossier.outage,
        personal_data=_kept(whole, named),
        step=step
        and StepView(
            key=step.key,
            title=step.title,
            division=step.division,
            role=step.role,
            working_hours=step.hours,
        ),
        completion=dict(completion(dossier.steps_done, dossier.steps)),
        lawful_moves=[str(move) for move in lawful],
        timeline=[_event(line) for line in whole.lines],
    )


def _kept(whole: Whole, named: ProcedureNamed) -> KeptView:
    """How long its personal data is kept, and by which law; of what was erased, by which it was."""
    for event in reversed(whole.events):
        if isinstance(event.data, PersonalDataErased):
            data, at = event.data, event.happened_at
            title = wording.ERASED_ON.format(
                at=clock.spoken_day(at), years=data.years, article=data.article
            )
            return KeptView(
                until=None, erased_at=clock.shown(at), article=data.article, title=title
            )
    kept = retention.kept(whole.dossier, named, agencies.rules_on(clock.local_day(clock.now())))
    until = clock.spoken_day(kept.until) if kept.until else None
    return KeptView(
        until=kept.until and clock.shown(kept.until),
        erased_at=None,
        article=kept.article,
        title=kept.title.format(years=kept.years, until=until, article=kept.article),
    )


# Shown elsewhere in the answer, or of use to the chain alone.
_NOT_SHOWN = {"deadline", "papers"}
_NOT_YET = "not_demanded"
# As many as somebody looks at.
_MOST_ALIKE = 10
_CHARGE = {"name", "kind", "amount", "per", "exemption", "article", "due", "grounds"}


def _deadline(whole: Whole) -> dict[str, Any] | None:
    """How the due time was counted; while the clock stands still there is none to explain."""
    if whole.deadline is None or whole.dossier.clock_stopped_at:
        return None
    return explain(whole.deadline)


def _charges(whole: Whole) -> list[ChargeView]:
    """What was demanded, else what the procedure will cost by this channel."""
    dossier = whole.dossier
    history = charges.history(whole.events)
    found = []
    for fee in charges.fees_of(whole, _version(dossier)):
        charge = history.known.get(fee.name)
        if not (charge or fee.is_asked_for(whole.content.form)):
            continue
        parts = charges.parts_of(fee, whole.content.form)
        taken = charge.reliefs if charge else reliefs.by_itself(fee, parts)
        found.append(
            ChargeView(
                **fee.model_dump(include=_CHARGE),
                state=_state_of(fee.name, history),
                quantity=charge.quantity if charge else 1,
                exempt=charge.exempt if charge else "",
                full=charge.full if charge else fee.total(parts),
                reliefs=[ReliefView(**one.model_dump()) for one in taken],
                total=charges.price(fee, history, whole.content.form),
                arithmetic=charge.arithmetic if charge else "",
            )
        )
    return found


def _state_of(fee: str, history: charges.FeeHistory) -> str:
    if fee in history.demanded:
        return "demanded"
    if fee in history.exempt:
        return "exempt"
    return "paid" if fee in history.paid else _NOT_YET


def _reasons(dossier: Dossier, lawful: list[Move]) -> dict[str, str]:
    """What a lateness may be explained by, under its rules, where it is to be explained."""
    if Move.EXPLAIN_LATENESS not in lawful:
        return {}
    reasons: dict[str, str] = agencies.rules_of(dossier.rules).value("lateness_reasons")
    return reasons


def _approvals(whole: Whole) -> list[ApprovalView]:
    given = [(one, whole.lines[one.version - 1].event) for one in whole.dossier.approvals]
    return [
        ApprovalView(
            move=one.move,
            officer=one.officer,
            by=event.by.name,
            at=clock.shown(event.happened_at),
            reason=event.note,
            fields=list(one.fields),
        )
        for one, event in given
    ]


def _papers(whole: Whole) -> list[PaperView]:
    case = _version(whole.dossier).case(whole.dossier.case)
    handed = {paper.code: paper for paper in whole.papers}
    return [
        PaperView(
            code=paper.code,
            name=paper.name,
            required=paper.required,
            one_of=paper.one_of or None,
            digitise=paper.digitise,
            originals_required=paper.originals,
            copies_required=paper.copies,
            originals=handed[paper.code].originals if paper.code in handed else 0,
            copies=handed[paper.code].copies if paper.code in handed else 0,
            handed_in=paper.code in handed,
        )
        for paper in case.papers
    ]


def _event(line: Line) -> EventView:
    event = line.event
    return EventView(
        version=event.version,
        kind=event.kind,
        title=_title(event),
        at=clock.shown(event.happened_at),
        by=event.by.name or wording.APPLICANT,
        role=event.by.role,
        agency=event.by.agency or None,
        note=event.note,
        status=_status(event.status),
        data={name: one for name, one in event.data.written().items() if name not in _NOT_SHOWN},
        hash=line.sealed,
        previous_hash=event.prev,
        entered_afterwards=_on_paper(event),
    )


def _title(event: Event) -> str:
    """What happened; of an approval also what it is about; whether it was entered afterwards.

    What the post brings is entered after its hand-over as a matter of course.
    """
    title = wording.EVENTS[event.kind]
    if isinstance(event.data, ApprovalGiven | ApprovalWithdrawn):
        title = f"{title}: {wording.APPROVABLE[event.data.move]}"
    if isinstance(event.data, Returned) and event.status in CLOSED - {Status.RETURNED}:
        title = wording.PAPERS_HANDED_BACK
    if event.on_paper and event.on_paper.late_reason:
        return wording.ENTERED_LATE.format(title=title, at=clock.spoken_day(event.at))
    if event.on_paper and event.on_paper.source != "post":
        return wording.ENTERED_AFTERWARDS.format(title=title, at=clock.spoken_day(event.at))
    return title


def _on_paper(event: Event) -> OnPaperView | None:
    paper = event.on_paper
    if paper is None:
        return None
    return OnPaperView(
        entered_at=clock.shown(event.at),
        source=paper.source,
        sheet=paper.sheet,
        place=paper.place or None,
        entered_by=paper.entered_by.name if paper.entered_by else None,
        late_reason=paper.late_reason or None,
        approved_by=paper.approved_by.name if paper.approved_by else None,
    )


def listed(found: list[Dossier], following: str | None) -> DossierList:
    lines = [_line(dossier, dossier.next_due, _alike(dossier, found)) for dossier in found]
    return DossierList(dossiers=lines, next=following)


def on_desk(found: list[tuple[dt.datetime, Dossier]], following: str | None) -> DossierList:
    """Lines with what is due of this desk: of one on which it is consulted, its opinion."""
    page = [dossier for _, dossier in found]
    lines = [_line(dossier, due, _alike(dossier, page)) for due, dossier in found]
    return DossierList(dossiers=lines, next=following)


def _alike(dossier: Dossier, page: list[Dossier]) -> list[str]:
    """The first others on the page that may be the same request, filed again. Only a doubt, and no
    refusal: somebody may ask twice for two."""
    if not dossier.is_open:
        return []
    others = (one for one in page if one.is_open and one.code != dossier.code)
    return [one.code for one in others if _what_is_asked(one) == _what_is_asked(dossier)][
        :_MOST_ALIKE
    ]


def _what_is_asked(dossier: Dossier) -> tuple[str, str, str]:
    return dossier.owner, dossier.procedure, dossier.case


def _line(dossier: Dossier, due: dt.datetime, alike: list[str]) -> LineView:
    named = procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)
    return LineView(
        code=dossier.code,
        version=dossier.version,
        status=_status(dossier.status),
        procedure=Named(code=named.code, name=named.name),
        agency=dossier.agency_name,
        applicant=wording.ERASED
        if dossier.erased_at
        else dossier.organisation or dossier.applicant,
        channel=dossier.channel,
        filed_at=clock.shown(dossier.filed_at),
        due_at=clock.shown(due),
        forward_by=_shown(dossier.forward_by),
        step=dossier.step,
        assignee=dossier.assignee,
        warned=dossier.warned,
        alike=alike,
    )


def _status(code: int) -> StatusView:
    return StatusView(code=int(code), name=wording.STATUSES[code])


def _version(dossier: Dossier) -> Version:
    return procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process).version


def agency(identifier: str) -> Named:
    return Named(code=identifier, name=agencies.agency(identifier).name)


def _shown(moment: dt.datetime | None) -> str | None:
    return clock.shown(moment) if moment else None
