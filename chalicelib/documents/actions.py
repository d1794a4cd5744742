"""Filling in the printed forms from a dossier's timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline, Unit, explain
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Whole
from chalicelib.dossiers.applicants import Applicant
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Apologised,
    Assigned,
    Charge,
    DeadlineExtended,
    Facts,
    HandedOver,
    LatenessExplained,
    LimitLengthened,
    Opening,
    OpinionRequested,
    PapersLost,
    ReceptionRefused,
    RefusalWithdrawn,
    RefusedAtOnce,
    Refusing,
    ResolutionRefused,
    ResultCorrected,
    StepCompleted,
    StepSentBack,
    Stopped,
    SupplementRequested,
    TakenOver,
    VerificationRecorded,
)
from chalicelib.dossiers.model import Content, Dossier, ReturnBy, current_step
from chalicelib.foundation import clock, ids, names
from chalicelib.foundation.errors import Conflict, Damaged, Invalid, NotFound
from chalicelib.foundation.text import thousands
from chalicelib.people.audiences import HEAD_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Fee, Named, TimeLimit
from chalicelib.reception import actions as reception
from chalicelib.reception import outages

from . import fields, wording
from .model import (
    ApologySlip,
    AppointmentSlip,
    ControlSheet,
    ControlStep,
    Declaration,
    ExplanationSlip,
    FaultSlip,
    MinutesSlip,
    OutageSheet,
    Receipt,
    ReceiptPaper,
    RefusalSlip,
    Register,
    RegisterLine,
    Slip,
    SlipDefect,
    StopSlip,
    SupplementSlip,
)

_Head = dict[str, Any]
_REGISTER_KEEPERS = (RECEPTION_OFFICER, HEAD_OFFICER)
# What one answer holds: bounds of ours, no law's.
_REGISTER_DAYS, _REGISTER_LINES = 31, 100
# So many pages at most are read for one that has a line.
_REGISTER_PAGES = 5
F = TypeVar("F", bound=Facts)


def receipt(code: str, by: Person, given_with: str | None = None) -> Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01), as it was given: the last one, or
    the one that was given with the event of a version.

    One settled at once needs none but is given it on request, with the time of its result
    (NĐ 61/2018 Điều 17 khoản 4). Refuses a dossier that was not accepted yet.
    """
    now = dossiers.read_for_receipt(code, by, "show_receipt")
    if now.dossier.received_at is None:
        raise Conflict("no_receipt_yet", wording.NO_RECEIPT_YET)
    given = _givings(now)
    giving = next((one for one in given if str(one.version) == given_with), None)
    if given_with is None:
        giving = given[-1]
    if giving is None:
        raise NotFound("no_such_receipt", wording.NO_SUCH_RECEIPT)
    whole = now.as_of(giving.version)
    dossier, content = whole.dossier, whole.content
    deadline = whole.deadline
    version = _procedure(dossier).version
    names_by_code = {paper.code: paper.name for paper in version.case(dossier.case).papers}
    rules = agencies.rules_of(dossier.rules)
    number, article = _form(rules, "receipt", dossier)
    return Receipt(
        **_head(dossier, content, *_given_by(dossier, giving)),
        **_entered(giving),
        form_title_article=wording.FORM_NUMBER.format(number=number, article=article),
        title=title_of(rules, "receipt", dossier),
        version=giving.version,
        **_given_again(whole, giving),
        desk=wording.DESK,
        submitter_name=content.submitter or content.applicant.name,
        papers=_papers(whole, names_by_code),
        sets=_sets(whole),
        **_registered(whole),
        time_limit=_time_limit(version.time_limit(dossier.channel, dossier.case), rules),
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        returned_at=None if deadline else dossier.closed_at,
        due_explanation=(*_once_paid(dossier), *how_counted(deadline)) if deadline else (),
        return_by=_return_by(content.return_by),
        **_money(whole, dossiers.fees_of(whole, version)),
        receiver_name=whole.receiver.name,
    )


def empty_declaration(code: str, on: dt.date | None) -> Declaration:
    """The form of a procedure, to be filled in by hand, as it is in force today or on a day.

    Refuses a procedure that has none, with the reason.
    """
    named = procedures.in_force(code, on or clock.local_day(clock.now()))
    version = named.version
    if version.form_schema is None:
        raise NotFound("no_form", wording.NO_FORM.format(version.no_form).strip())
    begins = dt.datetime.combine(version.effective_from, dt.time(), clock.LOCAL)
    return Declaration(
        title=version.form_schema["title"],
        procedure_name=named.name,
        procedure_code=named.code,
        at=begins,
        sections=fields.sections(version.form_schema, None),
        signers=tuple(version.form_schema.get("x-signers", ())),
    )


def declaration(code: str, by: Person) -> Declaration:
    """What a dossier's electronic form says, as paper has it; refuses one that has none."""
    whole = dossiers.read(code, by, "show_declaration")
    dossiers.must_hold(whole)
    dossier, content = whole.dossier, whole.content
    named = _procedure(dossier)
    dossier.must_not_be_erased()
    if not content.form:
        raise NotFound("nothing_declared", wording.NOTHING_DECLARED)
    schema = named.version.form_schema or {}
    return Declaration(
        title=schema.get("title", wording.FORM),
        procedure_name=named.name,
        procedure_code=named.code,
        agency_name=agencies.agency(dossier.agency).name,
        code=dossier.code,
        at=dossier.filed_at,
        sections=fields.sections(schema, content.form),
        declared_at=dossier.filed_at,
        declarer_name=content.submitter or content.applicant.name,
        signers=tuple(schema.get("x-signers", ())),
    )


def _sets(whole: Whole) -> int:
    """How many sets were handed in, as the first event says."""
    return whole.events[0].data.sets if isinstance(whole.events[0].data, Opening) else 1


def _registered(whole: Whole) -> dict[str, str]:
    """Where the register has it (Vào Sổ theo dõi hồ sơ): the volume is the year, the number its
    serial on the day of its code; of what was first written in another book, that book's name."""
    written = dossiers.codes.serial_of(whole.dossier.code)
    if written is None or isinstance(whole.events[0].data, TakenOver):
        return {}
    day, serial = written
    paper = whole.acceptance.on_paper
    book = paper.sheet if paper and paper.source == "outside_office" else ""
    number = wording.REGISTER_NUMBER.format(serial=serial, day=day)
    return {"register_volume": book or f"{day:%Y}", "register_number": number}


def _given_by(dossier: Dossier, giving: Event) -> tuple[str, dt.datetime]:
    """Which agency gave a receipt, and when; of what was taken over it was given by the system
    before, when it received it there."""
    said = giving.data
    if isinstance(said, TakenOver) and said.received_by and dossier.received_at:
        return said.received_by.code, dossier.received_at
    return dossier.agency, giving.happened_at


def _givings(whole: Whole) -> list[Event]:
    """The events with which a receipt was given: the reception, and what changed what it says."""
    first = whole.acceptance
    again = [one for one in whole.events if one.kind in wording.REISSUED_FOR]
    return [first, *(one for one in again if one.version > first.version)]


def _given_again(whole: Whole, giving: Event) -> dict[str, Any]:
    """What a receipt says of the one before it."""
    if giving.version == whole.acceptance.version:
        return {}
    before = whole.as_of(giving.version - 1).dossier.due_at
    changed = before != whole.dossier.due_at
    return {
        "reissued_for": wording.REISSUED_FOR[giving.kind],
        "due_before": before if changed else None,
    }


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
        **_head(dossier, content, event.by.agency, event.happened_at),
        **_entered(event),
        "form_title_article": form_of(rules, purpose, dossier),
        "title": title_of(rules, purpose, dossier),
        "officer_name": event.by.name,
        "officer_title": event.by.title or None,
        "copies_to": _copies_to(content.applicant),
        "number": getattr(event.data, "form_number", "") or None,
    }
    return filled(dossier, content, event, head)


def control_sheet(code: str, by: Person) -> ControlSheet:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, from the timeline, which must hold."""
    whole = dossiers.read(code, by, "show_control_sheet")
    dossiers.must_hold(whole)
    dossier = whole.dossier
    named = _procedure(dossier)
    steps = {step.key: step.title for step in named.version.process}
    rows = [one for one in whole.events if one.kind in wording.CONTROLLED]
    asked = [
        one.agency
        for event in whole.events
        if isinstance(event.data, OpinionRequested)
        for one in event.data.opinions
    ]
    return ControlSheet(
        **_book(dossier.settled_by, agencies.rules_of(dossier.rules), "control_sheet"),
        code=code,
        request=named.name,
        procedure_code=named.code,
        consulted=tuple(agencies.agency(one).name for one in dict.fromkeys(asked)),
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        steps=tuple(_control_step(whole, event, steps) for event in rows),
    )


def _control_step(whole: Whole, event: Event, steps: dict[str, str]) -> ControlStep:
    data = event.data
    what = wording.CONTROLLED[event.kind]
    if isinstance(data, StepCompleted | StepSentBack):
        what = f"{what}: {steps.get(data.step, data.step)}"
    giver = wording.APPLICANT if event.kind in wording.OF_APPLICANTS else event.by.name
    said = f"{data.said}. " if isinstance(data, LatenessExplained) else ""
    return ControlStep(
        what=what,
        giver=giver or wording.APPLICANT,
        receiver=_receiver(whole, event),
        at=event.happened_at,
        outcome=_in_time(whole, event),
        note=said + event.note,
    )


def _receiver(whole: Whole, event: Event) -> str:
    """Who has it then, or whom it is told: a person by name, else the division or the agency."""
    data, then = event.data, whole.as_of(event.version).dossier
    if isinstance(data, Assigned | HandedOver):
        return data.to.name
    if isinstance(data, OpinionRequested):
        return "; ".join(agencies.agency(one.agency).name for one in data.opinions)
    if event.kind in wording.OF_APPLICANTS:
        # Online nobody is there who takes it in.
        return event.by.name or wording.DESK
    if event.kind in wording.FOR_APPLICANTS:
        return wording.APPLICANT
    if event.kind in wording.FOR_HEADS:
        return wording.HEAD_OF_AGENCY
    step = current_step(then, _procedure(then).version.process)
    return step.division if step and event.kind in wording.GOES_ON else ""


def _in_time(whole: Whole, event: Event) -> str:
    """As the due time stood before; nothing is late while the clock stands, and what was missed
    before the clock began anew stays late."""
    if event.version == 1:
        return ""
    before = whole.as_of(event.version - 1).dossier
    if before.due_at is None:
        return wording.TOO_LATE if getattr(event.data, "late", False) else ""
    if before.missed(event.happened_at):
        return wording.TOO_LATE
    return wording.BEFORE_TIME if getattr(event.data, "early", False) else wording.IN_TIME


def register(
    agency: str, first: dt.date, last: dt.date, after: str, by: Person, limit: int = _REGISTER_LINES
) -> Register:
    """Sổ theo dõi hồ sơ: what an agency received under the codes of some days, a page at a time.

    The serials of a day are counted, so the codes are known: nothing is searched. Each dossier
    is read as whoever asks may read it, and each reading is recorded.
    """
    dossiers.authority.must_hold(by, agency, _REGISTER_KEEPERS, wording.REGISTER_READ)
    if last < first:
        raise Invalid("period_backwards", wording.REGISTER_BACKWARDS)
    if (last - first).days >= _REGISTER_DAYS:
        raise Invalid("period_too_long", wording.REGISTER_TOO_LONG.format(days=_REGISTER_DAYS))
    codes = reception.codes_given(agency, first, last, after)
    received: list[Whole] = []
    broken: list[str] = []
    told = ""
    # A page without a line is read past: codes that were never used, or not received yet.
    for _ in range(_REGISTER_PAGES):
        page = list(islice(codes, limit))
        told = page[-1] if page else told
        found, broken = _sound(dossiers.entered(page), by)
        received = [one for one in found if one.dossier.received_at]
        if received or broken or not page:
            break
    goes_on = next(codes, None) is not None
    return Register(
        **_book(agency, agencies.rules_on(last), "register"),
        first=first,
        last=last,
        lines=tuple(_register_line(one) for one in received),
        broken=tuple(broken),
        next=told if goes_on else None,
    )


def _sound(codes: Iterable[str], by: Person) -> tuple[list[Whole], list[str]]:
    """The dossiers whose timeline holds, and the codes of the others: nothing is printed of them,
    and they are named rather than left out unseen."""
    sound: list[Whole] = []
    broken: list[str] = []
    for code in codes:
        try:
            whole = dossiers.read(code, by, "show_register")
            dossiers.must_hold(whole)
            sound.append(whole)
        except Damaged:
            broken.append(code)
    return sound, broken


def _register_line(whole: Whole) -> RegisterLine:
    dossier, applicant = whole.dossier, whole.content.applicant
    written = dossiers.codes.serial_of(dossier.code)
    return RegisterLine(
        # As the receipt names it: the serial of its day.
        number=written[1] if written else "",
        code=dossier.code,
        request=_procedure(dossier).name,
        sets=_sets(whole),
        name=applicant.organisation or applicant.name,
        address=applicant.address,
        phone=applicant.phone,
        settled_by=agencies.agency(dossier.settled_by).name,
        channel=dossier.channel,
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        closed_at=dossier.closed_at,
        note=procedures.channel(dossier.channel).name,
    )


def _book(identifier: str, rules: RuleSet, purpose: str) -> dict[str, Any]:
    agency = agencies.agency(identifier)
    return {
        "form_title_article": form_of(rules, purpose),
        "agency_name": agency.name,
        "parent_agency_name": _parent_name(agency.parent, agency.level),
        "printed_at": clock.now(),
    }


def outage_sheet(agency: str, day: str, first: str, by: Person) -> OutageSheet:
    """A sheet of the outage book (S2 Điều 21 khoản 4) for a block of reserved codes."""
    place = agencies.agency(agency)
    for block in outages.blocks_of(place.identifier, by):
        if (block.day.isoformat(), str(block.first)) == (day, first):
            return OutageSheet(
                agency_name=place.name,
                parent_agency_name=_parent_name(place.parent, place.level),
                day=block.day,
                codes=block.codes,
                reserved_at=block.at,
                begin=block.outage.begin if block.outage else None,
                end=block.outage.end if block.outage else None,
            )
    raise NotFound("no_such_block", wording.NO_SUCH_BLOCK)


def _supplement(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    said = _said(event, SupplementRequested)
    return SupplementSlip(
        **head,
        defects=tuple(
            SlipDefect(name=_name_of(dossier, defect.about), reason=defect.reason)
            for defect in said.defects
        ),
        note=event.note,
        answer_by=dossier.supplement_by,
        approver_name=said.approver.name if said.approver else None,
        stage=wording.STAGES.get(said.stage),
        ground=said.article or None,
    )


def _reception_refused(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    assert isinstance(event.data, Refusing)
    return RefusalSlip(
        **head,
        **_refused(dossier, content, event),
        at_reception=True,
        competent=tuple(one.name for one in event.data.competent),
    )


def _resolution_refused(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    number = _said(event, ResolutionRefused).number
    return RefusalSlip(
        **{**head, "number": number}, **_refused(dossier, content, event), at_reception=False
    )


def _refused(dossier: Dossier, content: Content, event: Event) -> dict[str, Any]:
    return {
        "submitter_name": content.submitter or content.applicant.name,
        "filed_at": _handed_in_at(dossier),
        "reason": event.note,
    }


def _apology(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    return ApologySlip(
        **head,
        received_at=dossier.taken_in_at,
        due_before=_said(event, DeadlineExtended).due_before,
        reason=event.note,
        due_at=dossier.due_at,
        return_by=_return_by(content.return_by),
    )


def _late_apology(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    said = _said(event, Apologised)
    return ApologySlip(
        **head,
        received_at=dossier.taken_in_at,
        due_before=said.due_at,
        reason=event.note,
        due_at=said.promised_at,
        missed=True,
        return_by=_return_by(content.return_by),
    )


def _corrected(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
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


def _refusal_withdrawn(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
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


def _lost(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    said = _said(event, PapersLost)
    return FaultSlip(
        **head,
        reason=event.note,
        remedy=said.remedy,
        cost=said.cost,
        papers=tuple(_name_of(dossier, one) for one in said.papers),
        damaged=said.damaged,
        ready_at=said.ready_at,
    )


def _appointment(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
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
        return_by=_return_by(content.return_by),
    )


def _minutes(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    one = content.verifications[-1]
    return MinutesSlip(
        **head,
        happened_at=one.happened_at,
        venue=one.place,
        participants=one.participants,
        content=one.content,
    )


def _explanation(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    said = _said(event, LatenessExplained)
    return ExplanationSlip(
        **head,
        filed_at=_handed_in_at(dossier),
        received_at=dossier.taken_in_at,
        due_before=said.due_at,
        said=said.said,
        reason=event.note,
    )


def _stop(dossier: Dossier, content: Content, event: Event, head: _Head) -> Slip:
    return StopSlip(
        **head,
        filed_at=_handed_in_at(dossier),
        received_at=dossier.taken_in_at,
        ground=event.note,
        article=_said(event, Stopped).article,
    )


# Which events have a form: its purpose, as the rule set names it, and who fills it in.
_SLIPS: dict[type[Facts], tuple[str, Callable[[Dossier, Content, Event, _Head], Slip]]] = {
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


def _head(dossier: Dossier, content: Content, identifier: str, issued_at: dt.datetime) -> _Head:
    """What every form carries, from the dossier and the agency that issues the form."""
    applicant = content.applicant
    named = _procedure(dossier)
    agency = agencies.agency(identifier)
    return {
        "code": dossier.code,
        "agency_name": agency.name,
        "parent_agency_name": _parent_name(agency.parent, agency.level),
        "place": _place(agency.name),
        "issued_at": issued_at,
        "owner_name": applicant.name,
        "organisation": applicant.organisation,
        **_known_by(applicant),
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
        "request": named.name,
        "procedure_code": named.code,
        "lookup_url": _lookup_url(dossier.code, dossier.look_up_key),
        "qr": bool(agencies.rules_of(dossier.rules).value("receipt_qr")),
        "hotline": agency.phone or None,
        "contact_email": agency.email or None,
    }


def _known_by(applicant: Applicant) -> dict[str, str | None]:
    """The number by which the applicant is known, under its own label."""
    if not applicant.is_person:
        return {"tax_code": applicant.tax_code}
    passport = applicant.passport
    if passport and not applicant.identity_number:
        return {"passport": wording.PASSPORT_OF.format(**dict(passport))}
    return {"identity_number": applicant.identity_number}


def _entered(event: Event) -> _Head:
    """When it was entered, of what was given on paper; the post's is entered as a matter of
    course."""
    on_paper = event.on_paper and event.on_paper.source != "post"
    return {"entered_at": event.at} if on_paper else {}


def _procedure(dossier: Dossier) -> Named:
    """The version of the procedure that the dossier keeps."""
    return procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)


def form_of(rules: RuleSet, purpose: str, dossier: Dossier | None = None) -> str | None:
    """Number and text of a form; None where the rules know no form for the purpose."""
    number, article = _form(rules, purpose, dossier)
    return wording.FORM_NUMBER.format(number=number, article=article) if number else None


def _form(rules: RuleSet, purpose: str, dossier: Dossier | None) -> tuple[str | None, str]:
    """The number of a form and the text that has it: in some fields a circular has its own."""
    own = rules.value("residence_forms")
    if dossier and purpose in own and _procedure(dossier).field.code in own.get("fields", ()):
        return own[purpose], rules.article("residence_forms")
    if purpose == "receipt":
        return rules.value("receipt_form"), rules.article("receipt_form")
    return rules.value("dossier_forms").get(purpose), rules.article("dossier_forms")


def _copies_to(applicant: Applicant) -> tuple[str, ...]:
    owner = applicant.organisation or applicant.name
    return (wording.COPY_TO_OWNER.format(owner), wording.COPY_KEPT)


def title_of(rules: RuleSet, purpose: str, dossier: Dossier | None = None) -> tuple[str, ...]:
    _, article = _form(rules, purpose, dossier)
    for law, titles in wording.TITLES_BY_LAW.items():
        if article.startswith(law) and purpose in titles:
            return titles[purpose]
    return wording.TITLES[purpose]


def _papers(whole: Whole, known: dict[str, str]) -> tuple[ReceiptPaper, ...]:
    """What was handed in, then what need not be: both made it complete (Điều 17 khoản 1)."""
    handed_in = [
        {"name": known[one.code], "originals": one.originals, "copies": one.copies}
        for one in whole.papers
    ]
    waived = [
        {"name": known[code], "originals": 0, "copies": 0, "waived": reason}
        for code, reason in whole.waived.items()
    ]
    return tuple(
        ReceiptPaper.model_validate({**one, "number": number})
        for number, one in enumerate([*handed_in, *waived], start=1)
    )


def _handed_in_at(dossier: Dossier) -> dt.datetime:
    """What was written in the outage book or brought by the post came before it was entered."""
    return min(dossier.filed_at, dossier.received_at or dossier.filed_at)


def _name_of(dossier: Dossier, about: str) -> str:
    """What a defect is about, by the name that the applicant knows."""
    return _procedure(dossier).version.name_of(about, dossier.case)


def _lookup_url(code: str, key: str) -> str:
    """What the QR opens: the code and a token that proves the receipt, nobody's data.

    Both stand in the fragment, which a browser sends to nobody.
    """
    return f"{names.PUBLIC_URL}/#{urlencode({'code': code, 'proof': ids.lookup_token(code, key)})}"


def _parent_name(parent: str | None, level: str) -> str | None:
    # A commune's committee heads its own papers; every other office names whose it is.
    return agencies.agency(parent).name if parent and level != "commune" else None


def _place(agency_name: str) -> str:
    for kind in wording.COMMUNE_KINDS:
        _, found, name = agency_name.partition(f" {kind} ")
        if found:
            return name
    return str(agencies.province()["name"]).removeprefix(wording.PROVINCE_KIND).strip()


def _time_limit(limit: TimeLimit, rules: RuleSet) -> str:
    if limit.unit is Unit.SAME_DAY:
        return wording.SAME_DAY.format(rules.value("same_day_cutoff"))
    return wording.TIME_LIMITS[limit.unit].format(limit.value)


def _once_paid(dossier: Dossier) -> tuple[str, ...]:
    """Why the time counts from later than it was handed in: it waited for its fee."""
    return (wording.COUNTED_ONCE_PAID,) if dossier.complete_at else ()


def how_counted(deadline: Deadline) -> tuple[str, ...]:
    """What the due time can be counted from again: how much time, from when, in which hours;
    then, by date, what is not the same every week."""
    lines: list[dict[str, Any]] = explain(deadline)["explanation"]

    def of(*kinds: str) -> list[dict[str, Any]]:
        return [line for line in lines if line["kind"] in kinds]

    by_date = sorted(of("holiday", "worked", "pause"), key=lambda line: str(line["from"]))
    return (
        *(line["vi"] for line in of("start", "rule", "lengthened", "extended", "promised")),
        wording.OPENING_HOURS.format(wording.opening_hours(deadline.hours)),
        *(line["vi"] for line in by_date),
    )


def _return_by(wanted: ReturnBy) -> str:
    if wanted.agency:
        return wording.RETURN_DESK.format(agencies.agency(wanted.agency).name)
    method = wording.RETURN_METHODS[wanted.method]
    return f"{method}: {wanted.address}" if wanted.address else method


def _money(whole: Whole, fees: list[Fee]) -> dict[str, Any]:
    """What the receipt says of fees: each as it is charged, their total, what was paid, its
    receipts; the ground on which one is not taken."""
    history = dossiers.fee_history(whole.events)
    form = whole.content.form
    lines, total = [], 0
    for fee in fees:
        if not fee.amount:
            continue
        charge = history.known.get(fee.name)
        total += dossiers.price_of(fee, history, form)
        lines.append(_charged(charge) if charge else _tariff(fee))
    for charge in _charged_there(whole, {fee.name for fee in fees}):
        total += charge.due
        lines.append(_charged(charge))
    paid = whole.dossier.fee_paid
    if not lines and not paid:
        return {"fee_text": wording.FEE_UNKNOWN if _fee_is_unknown(whole) else wording.NO_FEE}
    receipts = tuple(dict.fromkeys(history.receipts or _receipt_at_once(whole)))
    said = [*lines, wording.FEE_TOTAL.format(thousands(total))]
    if paid:
        said.append(wording.FEE_PAID.format(thousands(paid), ", ".join(receipts)))
    return {
        "fee_text": "; ".join(said),
        "fee_total": total,
        "fee_paid": paid,
        "fee_receipts": receipts,
    }


def _charged_there(whole: Whole, known: set[str]) -> list[Charge]:
    """What the system that is replaced took of it, of which no tariff of its day is known."""
    data = whole.events[0].data
    if not isinstance(data, TakenOver):
        return []
    return [one for one in (*data.charges, *data.demanded) if one.name not in known]


def _fee_is_unknown(whole: Whole) -> bool:
    """Whether nothing is known of a fee: it was taken over without a word of one, and only a later
    version of its procedure tells a tariff."""
    dossier, today = whole.dossier, clock.local_day(clock.now())
    taken_over = isinstance(whole.events[0].data, TakenOver)
    return taken_over and bool(procedures.fees_on(dossier.procedure, dossier.channel, today))


def _charged(charge: Charge) -> str:
    if charge.exempt:
        return wording.FEE_EXEMPT.format(charge.name, charge.exempt)
    how = charge.arithmetic or wording.AMOUNT.format(thousands(charge.full))
    off = sum(one.off for one in charge.reliefs)
    if not off:
        return wording.FEE_CHARGED.format(charge.name, how)
    grounds = "; ".join(dict.fromkeys(one.text for one in charge.reliefs))
    return wording.FEE_REDUCED.format(
        charge.name, how, thousands(off), grounds, thousands(charge.price)
    )


def _tariff(fee: Fee) -> str:
    said = wording.FEE_LINE.format(fee.name, thousands(fee.amount), fee.per)
    less = (wording.FEE_LESS.format(one.percent, one.text) for one in fee.reductions)
    return ", ".join((said, *less))


def _receipt_at_once(whole: Whole) -> tuple[str, ...]:
    """Of a dossier from before charges were kept with what was taken at once."""
    paid = getattr(whole.events[0].data, "paid", None)
    return (paid.receipt,) if paid else ()
