"""Forms 02 to 05 and their kin, filled in from the event that calls for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Apologised,
    DeadlineExtended,
    Facts,
    LatenessExplained,
    LimitLengthened,
    PapersLost,
    ReceptionRefused,
    RefusalWithdrawn,
    RefusedAtOnce,
    Refusing,
    ResolutionRefused,
    ResultCorrected,
    Stopped,
    SupplementRequested,
    VerificationRecorded,
)
from chalicelib.dossiers.model import Content, Dossier
from chalicelib.foundation.errors import NotFound
from chalicelib.people.model import Person

from . import wording
from .heads import (
    Head,
    copies_to,
    entered_in,
    form_of,
    handed_in_at,
    head_of,
    name_of,
    title_of,
    way_back,
)
from .model import (
    ApologySlip,
    AppointmentSlip,
    ExplanationSlip,
    FaultSlip,
    MinutesSlip,
    RefusalSlip,
    Slip,
    SlipDefect,
    StopSlip,
    SupplementSlip,
)

F = TypeVar("F", bound=Facts)


def slip(code: str, version: str, by: Person) -> Slip:
    """The form (Mẫu số 02 to 05) that an event calls for, with the dossier as it was then.

    Refuses an event that has no form, and a timeline that does not hold.
    """
    whole = dossiers.read(code, by, "show_form")
    dossiers.must_hold(whole)
    event = next((one for one in whole.events if str(one.version) == version), None)
    if event is None or type(event.data) not in _SLIPS:
        raise NotFound("no_such_form", wording.NO_SUCH_FORM)
    purpose, filled = _SLIPS[type(event.data)]
    then = whole.as_of(event.version)
    dossier, content = then.dossier, then.content
    rules = agencies.rules_of(dossier.rules)
    head = {
        **head_of(dossier, content, event.by.agency, event.happened_at),
        **entered_in(event),
        "form_title_article": form_of(rules, purpose, dossier),
        "title": title_of(rules, purpose, dossier),
        "officer_name": event.by.name,
        "officer_title": event.by.title or None,
        "copies_to": copies_to(content.applicant),
        "number": getattr(event.data, "form_number", "") or None,
    }
    return filled(dossier, content, event, head)


def _supplement(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, SupplementRequested)
    return SupplementSlip(
        **head,
        defects=tuple(
            SlipDefect(name=name_of(dossier, defect.about), reason=defect.reason)
            for defect in said.defects
        ),
        note=event.note,
        answer_by=dossier.supplement_by,
        approver_name=said.approver.name if said.approver else None,
        stage=wording.STAGES.get(said.stage),
        ground=said.article or None,
    )


def _reception_refused(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    assert isinstance(event.data, Refusing)
    return RefusalSlip(
        **head,
        **_refused(dossier, content, event),
        at_reception=True,
        competent=tuple(one.name for one in event.data.competent),
    )


def _resolution_refused(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    number = _said(event, ResolutionRefused).number
    return RefusalSlip(
        **{**head, "number": number}, **_refused(dossier, content, event), at_reception=False
    )


def _refused(dossier: Dossier, content: Content, event: Event) -> dict[str, Any]:
    return {
        "submitter_name": content.submitter or content.applicant.name,
        "filed_at": handed_in_at(dossier),
        "reason": event.note,
    }


def _apology(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    return ApologySlip(
        **head,
        received_at=dossier.taken_in_at,
        due_before=_said(event, DeadlineExtended).due_before,
        reason=event.note,
        due_at=dossier.due_at,
        return_by=way_back(content.return_by),
    )


def _late_apology(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, Apologised)
    return ApologySlip(
        **head,
        received_at=dossier.taken_in_at,
        due_before=said.due_at,
        reason=event.note,
        due_at=said.promised_at,
        missed=True,
        return_by=way_back(content.return_by),
    )


def _corrected(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, ResultCorrected)
    return FaultSlip(
        **head,
        reason=event.note,
        remedy=said.remedy,
        cost=said.cost,
        corrected=True,
        wrong_number=said.replaces or None,
        new_number=said.number or None,
    )


def _refusal_withdrawn(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, RefusalWithdrawn)
    return FaultSlip(
        **head,
        reason=event.note,
        remedy=said.remedy,
        cost=said.cost,
        withdrawn=True,
        article=said.article,
        wrong_number=said.replaces,
        new_number=said.number,
    )


def _lost(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, PapersLost)
    return FaultSlip(
        **head,
        reason=event.note,
        remedy=said.remedy,
        cost=said.cost,
        papers=tuple(name_of(dossier, one) for one in said.papers),
        damaged=said.damaged,
        ready_at=said.ready_at,
    )


def _appointment(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, LimitLengthened)
    return AppointmentSlip(
        **head,
        received_at=dossier.taken_in_at,
        due_before=said.due_before,
        name=said.name,
        article=said.article,
        paper=said.paper or None,
        reason=event.note,
        due_at=dossier.due_at,
        return_by=way_back(content.return_by),
    )


def _minutes(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    one = content.verifications[-1]
    return MinutesSlip(
        **head,
        happened_at=one.happened_at,
        venue=one.place,
        participants=one.participants,
        content=one.content,
    )


def _explanation(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    said = _said(event, LatenessExplained)
    return ExplanationSlip(
        **head,
        filed_at=handed_in_at(dossier),
        received_at=dossier.taken_in_at,
        due_before=said.due_at,
        said=said.said,
        reason=event.note,
    )


def _stop(dossier: Dossier, content: Content, event: Event, head: Head) -> Slip:
    return StopSlip(
        **head,
        filed_at=handed_in_at(dossier),
        received_at=dossier.taken_in_at,
        ground=event.note,
        article=_said(event, Stopped).article,
    )


# Which events have a form: its purpose, as the rule set names it, and who fills it in.
_SLIPS: dict[type[Facts], tuple[str, Callable[[Dossier, Content, Event, Head], Slip]]] = {
    SupplementRequested: ("supplement", _supplement),
    ReceptionRefused: ("refusal", _reception_refused),
    RefusedAtOnce: ("refusal", _reception_refused),
    ResolutionRefused: ("refusal", _resolution_refused),
    DeadlineExtended: ("apology", _apology),
    Apologised: ("apology", _late_apology),
    ResultCorrected: ("fault", _corrected),
    RefusalWithdrawn: ("fault", _refusal_withdrawn),
    PapersLost: ("fault", _lost),
    LimitLengthened: ("appointment", _appointment),
    VerificationRecorded: ("minutes", _minutes),
    LatenessExplained: ("explanation", _explanation),
    Stopped: ("stop", _stop),
}


def _said(event: Event, kind: type[F]) -> F:
    """What an event of a kind says."""
    assert isinstance(event.data, kind)
    return event.data
