"""What can be done with a dossier: each move loads, decides and saves once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock, ids
from chalicelib.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.procedures import forms
from chalicelib.procedures.model import Channel

from . import (
    approvals,
    authority,
    deadlines,
    desk,
    fees,
    lookup,
    outcome,
    processing,
    reception,
    store,
    wording,
)
from .model import (
    Applicant,
    By,
    Content,
    Dossier,
    HandedPaper,
    current_step,
    facts_of,
    started,
)
from .moves import Approvable, Kind, Move, Status
from .moving import Decision, Now, Request, Scene, deadline_of, move, must_not_be_own
from .reception import Defect
from .store import Whole


def accept(
    code: str,
    by: Person,
    request: Request,
    waived: tuple[Defect, ...] = (),
    now: Now = clock.now,
) -> Whole:
    """Tiếp nhận hồ sơ. Starts the legal clock, under the rules the dossier is pinned to."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        officer = scene.officer(
            roles.RECEPTION_OFFICER, dossier.agency, wording.EVENTS[Kind.ACCEPTED]
        )
        dossier.must_allow(Move.ACCEPT)
        _must_be_complete(scene, waived)
        return reception.accept(
            dossier,
            scene.process,
            _result_deadline(scene),
            scene.percents,
            waived,
            officer,
            scene.at,
            request.note,
        ), None

    return move(code, by, request, decide, now)


def refuse_reception(
    code: str, by: Person, request: Request, reason: str, now: Now = clock.now
) -> Whole:
    """Từ chối tiếp nhận, with the reason (Mẫu số 03)."""

    def decide(scene: Scene) -> Decision:
        officer = scene.officer(
            roles.RECEPTION_OFFICER, scene.dossier.agency, wording.EVENTS[Kind.RECEPTION_REFUSED]
        )
        return reception.refuse(scene.dossier, officer, scene.at, reason), None

    return move(code, by, request, decide, now)


def request_supplement(
    code: str,
    by: Person,
    request: Request,
    defects: tuple[Defect, ...],
    now: Now = clock.now,
) -> Whole:
    """Yêu cầu bổ sung: every defect at once (Mẫu số 02)."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        officer = _examiner(scene, wording.EVENTS[Kind.SUPPLEMENT_REQUESTED])
        dossier.must_allow(Move.REQUEST_SUPPLEMENT)
        case = scene.named.version.case(dossier.case)
        fields = (scene.named.version.form_schema or {}).get("properties", {})
        reception.known_defects(defects, case, fields)
        changed = _changed_since_last_request(scene.whole)
        allowed = scene.rules.value("supplement_requests_allowed")
        return reception.request_supplement(
            dossier,
            defects,
            reception.seen_before(defects, dossier, changed, allowed),
            scene.rules.value("second_supplement_needs_approver"),
            _approver(scene, Approvable.REQUEST_SUPPLEMENT, officer),
            deadlines.supplement_answer(dossier, scene.rules, scene.at),
            deadlines.latest_notice(dossier, deadline_of(scene.whole), scene.rules),
            officer,
            scene.at,
            request.note,
        ), None

    return move(code, by, request, decide, now)


def supplement(
    code: str,
    by: Person,
    request: Request,
    form: dict[str, Any] | None,
    papers: tuple[HandedPaper, ...],
    now: Now = clock.now,
) -> Whole:
    """Bổ sung hồ sơ: what was handed in before stays on the timeline.

    By the applicant, or by reception for one who brings it to the counter.
    """

    def decide(scene: Scene) -> Decision:
        dossier, version = scene.dossier, scene.named.version
        who = _for_applicant(scene, wording.EVENTS[Kind.SUPPLEMENT_RECEIVED])
        dossier.must_allow(Move.SUPPLEMENT)
        version.must_list(version.case(dossier.case), [paper.code for paper in papers])
        before = scene.whole.content
        merged = {paper.code: paper for paper in (*before.papers, *papers)}
        content = _sealed_anew(
            before, form=before.form if form is None else form, papers=tuple(merged.values())
        )
        # A form that was left on paper stays there.
        if form is not None or before.form:
            forms.check(content.form, version.form_schema)
        if not by.is_applicant:
            reception.must_be_counted(papers)
        changed = reception.changed_parts(before, content.form, papers)
        if not changed:
            raise Invalid("nothing_supplemented", wording.NOTHING_SUPPLEMENTED)
        reception.must_answer(_asked_last(scene.whole), changed)
        deadline = deadlines.after_supplement(
            dossier, scene.deadline, version, scene.rules, scene.at
        )
        return reception.supplement(
            dossier,
            deadline,
            scene.percents,
            who,
            scene.at,
            request.note,
            changed,
        ), content

    return move(code, by, request, decide, now)


def demand_fee(
    code: str,
    by: Person,
    request: Request,
    checked: list[str],
    asked: dict[str, tuple[int, str]],
    waived: tuple[Defect, ...] = (),
    now: Now = clock.now,
) -> Whole:
    """Yêu cầu nộp phí, lệ phí: after examination, never before (S4)."""

    def decide(scene: Scene) -> Decision:
        dossier, version = scene.dossier, scene.named.version
        officer = _examiner(scene, wording.EVENTS[Kind.FEE_DEMANDED])
        dossier.must_allow(Move.DEMAND_FEE)
        told = fees.told(line.event for line in scene.whole.lines)
        charges = fees.charges_of(version.fees_by(dossier.channel), asked, told.paid)
        in_process = dossier.received_at is not None
        if dossier.held and charges and not any(charge.due for charge in charges):
            times, facts = _without_the_wait(scene)
            return fees.waive(dossier, charges, times, facts, officer, scene.at, request.note), None
        if not in_process:
            _must_be_complete(scene, waived)
        return fees.demand(
            dossier,
            version.case(dossier.case),
            checked,
            waived,
            charges,
            told,
            deadlines.fee_answer(dossier, scene.rules, scene.at),
            in_process and scene.rules.value("fee_wait_policy") == "pause",
            officer,
            scene.at,
            request.note,
        ), None

    return move(code, by, request, decide, now)


def record_payment(
    code: str,
    by: Person,
    request: Request,
    amount: int,
    receipt: str,
    method: str,
    now: Now = clock.now,
) -> Whole:
    """Ghi nhận tiền đã thu tại quầy. Paid before acceptance, it is accepted with it."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        allowed = (roles.FINANCE_OFFICER, roles.RECEPTION_OFFICER)
        officer = authority.officer(by, dossier.agency, allowed, wording.EVENTS[Kind.FEE_PAID])
        dossier.must_allow(Move.PAY_FEE)
        times, facts = _once_paid(scene)
        return fees.pay(
            dossier, amount, receipt, method, times, facts, officer, scene.at, request.note
        ), None

    return move(code, by, request, decide, now)


def assign(code: str, by: Person, request: Request, to: str, now: Now = clock.now) -> Whole:
    """Phân công người thụ lý."""

    def decide(scene: Scene) -> Decision:
        head = _head(scene, Kind.ASSIGNED)
        officer = _worker(scene.dossier, to)
        return processing.assign(scene.dossier, officer, head, scene.at, request.note), None

    return move(code, by, request, decide, now)


def hand_over(code: str, by: Person, request: Request, to: str, now: Now = clock.now) -> Whole:
    """Bàn giao: by whoever has it in hand, or by a head."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        allowed = _GIVERS
        if dossier.assignee == by.subject:
            allowed = (roles.PROCESSING_OFFICER, *allowed)
        what = wording.EVENTS[Kind.HANDED_OVER]
        giver = authority.officer(by, dossier.settled_by, allowed, what)
        officer = _worker(dossier, to)
        return processing.hand_over(dossier, officer, giver, scene.at, request.note), None

    return move(code, by, request, decide, now)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Codes handed over, and those that were not with the refusal of each."""

    done: list[str]
    left: list[tuple[str, Refusal]]


def hand_over_all(
    leaving: str, to: str, by: Person, request: Request, now: Now = clock.now
) -> HandedOver:
    """Every open dossier of an officer who leaves, each by its own event.

    A run that is cut short is simply run again: what was handed over is no longer there.
    What the officer has at other agencies stays for those who may hand it over; one that
    cannot be handed over keeps no other back.
    """
    if store.is_nobody(leaving):
        raise Invalid("not_an_officer", wording.NOT_AN_OFFICER)
    done: list[str] = []
    left: list[tuple[str, Refusal]] = []
    low, others = " ", False
    while True:
        page = store.in_hands(leaving, (low, desk.LAST), _HANDED_AT_A_TIME)
        if not page:
            break
        for place, dossier in page:
            low = f"{place} "
            if not any(by.holds(role, dossier.settled_by) for role in _GIVERS):
                others = True
                continue
            try:
                hand_over(dossier.code, by, replace(request, key=None, version=None), to, now)
                done.append(dossier.code)
            except Refusal as refused:
                left.append((dossier.code, refused))
    if not done and left:
        raise left[0][1]
    if not done and others:
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    return HandedOver(done, left)


def complete_step(
    code: str, by: Person, request: Request, done: str | None = None, now: Now = clock.now
) -> Whole:
    """Hoàn thành bước hiện tại của quy trình nội bộ.

    ``done`` names the step, so that asking twice does not complete the next one too.
    """

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        authority.must_be_at(by, dossier.settled_by)
        dossier.must_allow(Move.COMPLETE_STEP)
        step = current_step(dossier, scene.process)
        if done not in (None, step.key):
            raise Conflict("other_step", wording.OTHER_STEP.format(step=step.title), step=step.key)
        officer = scene.officer(step.role, dossier.settled_by, step.title)
        _must_be_assigned(dossier, by)
        return processing.complete_step(
            dossier, scene.process, officer, scene.at, request.note
        ), None

    return move(code, by, request, decide, now)


def send_back(code: str, by: Person, request: Request, reason: str, now: Now = clock.now) -> Whole:
    """Trả lại bước trước: by whoever has the present step, or by a head."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        authority.must_be_at(by, dossier.settled_by)
        dossier.must_allow(Move.SEND_BACK)
        step = current_step(dossier, scene.process)
        allowed = (step.role, roles.HEAD_OFFICER)
        officer = authority.officer(
            by, dossier.settled_by, allowed, wording.EVENTS[Kind.STEP_SENT_BACK]
        )
        _must_be_assigned(dossier, by)
        return processing.send_back(dossier, scene.process, officer, scene.at, reason), None

    return move(code, by, request, decide, now)


def request_opinions(
    code: str,
    by: Person,
    request: Request,
    asked: list[tuple[str, int]],
    question: str,
    now: Now = clock.now,
) -> Whole:
    """Lấy ý kiến: several agencies in parallel, each with its own deadline."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        allowed = (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER)
        what = wording.EVENTS[Kind.OPINION_REQUESTED]
        officer = authority.officer(by, dossier.settled_by, allowed, what)
        _must_be_assigned(dossier, by)
        return processing.request_opinions(
            dossier, _with_deadlines(scene, asked), question, officer, scene.at
        ), None

    return move(code, by, request, decide, now)


def give_opinion(
    code: str, by: Person, request: Request, id: str, answer: str, now: Now = clock.now
) -> Whole:
    """Cơ quan được hỏi trả lời; late is noted."""

    def decide(scene: Scene) -> Decision:
        opinion = processing.opinion_of(scene.dossier, id)
        allowed = (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER)
        officer = authority.officer(by, opinion.agency, allowed, wording.EVENTS[Kind.OPINION_GIVEN])
        return processing.give_opinion(scene.dossier, opinion, officer, scene.at, answer), None

    return move(code, by, request, decide, now)


def cancel_opinion(
    code: str, by: Person, request: Request, id: str, reason: str, now: Now = clock.now
) -> Whole:
    """Thôi lấy ý kiến: by whoever may ask, with the reason."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        allowed = (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER)
        what = wording.EVENTS[Kind.OPINION_CANCELLED]
        officer = authority.officer(by, dossier.settled_by, allowed, what)
        _must_be_assigned(dossier, by)
        opinion = processing.opinion_of(dossier, id)
        return processing.cancel_opinion(dossier, opinion, officer, scene.at, reason), None

    return move(code, by, request, decide, now)


def extend(
    code: str, by: Person, request: Request, days: int, reason: str, now: Now = clock.now
) -> Whole:
    """Xin lỗi và hẹn lại: signed by a head, in time, once (Mẫu số 04)."""

    def decide(scene: Scene) -> Decision:
        dossier, rules = scene.dossier, scene.rules
        head = _head(scene, Kind.DEADLINE_EXTENDED)
        dossier.must_allow(Move.EXTEND)
        deadline = scene.deadline
        return processing.extend(
            dossier,
            deadlines.longer(deadline, days, dossier),
            rules.value("reappointments_allowed"),
            deadlines.latest_apology(deadline, rules),
            scene.percents,
            head,
            scene.at,
            reason,
        ), None

    return move(code, by, request, decide, now)


def stop(
    code: str, by: Person, request: Request, ground: str, article: str, now: Now = clock.now
) -> Whole:
    """Dừng giải quyết, on a legal ground (Mẫu số 05)."""

    def decide(scene: Scene) -> Decision:
        head = _head(scene, Kind.STOPPED)
        return outcome.stop(scene.dossier, head, scene.at, ground, article), None

    return move(code, by, request, decide, now)


def resolve(code: str, by: Person, request: Request, number: str, now: Now = clock.now) -> Whole:
    """Ký kết quả giải quyết."""

    def decide(scene: Scene) -> Decision:
        head = _head(scene, Kind.RESOLVED)
        return outcome.resolve(
            scene.dossier, scene.named.version, head, scene.at, request.note, number
        ), None

    return move(code, by, request, decide, now)


def refuse_to_resolve(
    code: str, by: Person, request: Request, reason: str, number: str, now: Now = clock.now
) -> Whole:
    """Từ chối giải quyết, with the reason (Mẫu số 03)."""

    def decide(scene: Scene) -> Decision:
        head = _head(scene, Kind.RESOLUTION_REFUSED)
        return outcome.refuse_to_resolve(scene.dossier, head, scene.at, reason, number), None

    return move(code, by, request, decide, now)


def give_back(
    code: str,
    by: Person,
    request: Request,
    method: str | None,
    received_by: str = "",
    sent_to: str = "",
    now: Now = clock.now,
) -> Whole:
    """Trả kết quả; by the way the applicant asked for unless told otherwise.

    By post to ``sent_to``, else to where they wanted it, else to where they live.
    """

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        officer = scene.officer(
            roles.RECEPTION_OFFICER, dossier.agency, wording.EVENTS[Kind.RETURNED]
        )
        how = method or dossier.return_by
        before = scene.whole.content
        told = {"received_by": received_by}
        if how == Channel.POSTAL:
            told["sent_to"] = sent_to or before.return_by.address or before.applicant.address
        elif sent_to:
            raise Invalid("not_by_post", wording.NOT_BY_POST)
        content = _sealed_anew(before, **told) if any(told.values()) else None
        return outcome.give_back(
            dossier,
            scene.named.version,
            officer,
            scene.at,
            request.note,
            how,
            received_by,
            _has_paper(scene.whole),
        ), content

    return move(code, by, request, decide, now)


def withdraw(code: str, by: Person, request: Request, reason: str, now: Now = clock.now) -> Whole:
    """Rút hồ sơ, before a result is decided.

    By the applicant, or by reception for one who asks at the counter.
    """

    def decide(scene: Scene) -> Decision:
        who = _for_applicant(scene, wording.EVENTS[Kind.WITHDRAWN])
        if not by.is_applicant and scene.dossier.channel == Channel.ONLINE:
            raise NotPermitted("withdrawn_online", wording.WITHDRAWN_ONLINE)
        return outcome.withdraw(scene.dossier, who, scene.at, reason), None

    return move(code, by, request, decide, now)


def correct(
    code: str,
    by: Person,
    request: Request,
    fields: dict[str, Any],
    reason: str,
    now: Now = clock.now,
) -> Whole:
    """Đính chính: approved before by a head; the old stays on the timeline."""

    def decide(scene: Scene) -> Decision:
        dossier, before = scene.dossier, scene.whole.content
        officer = scene.officer(
            roles.RECEPTION_OFFICER, dossier.agency, wording.EVENTS[Kind.CORRECTED]
        )
        approver = _approver(scene, Approvable.CORRECT, officer)
        applicant = Applicant.model_validate({**before.applicant.model_dump(), **fields})
        if not applicant.number:
            firm = applicant.kind == "firm"
            needed = wording.TAX_CODE_REQUIRED if firm else wording.IDENTITY_REQUIRED
            raise Invalid("number_required", needed)
        corrected = sorted(
            name for name in fields if getattr(applicant, name) != getattr(before.applicant, name)
        )
        if not corrected:
            raise Invalid("nothing_corrected", wording.NOTHING_CORRECTED)
        changes: dict[str, Any] = {"applicant": applicant}
        # Brought by themselves: the name on the receipt is theirs.
        if dossier.channel != Channel.ONLINE and before.submitter == before.applicant.name:
            changes["submitter"] = applicant.name
        _must_stay_anothers(scene.by, approver, applicant)
        content = _sealed_anew(before, **changes)
        known = _known_as(dossier, before.applicant, applicant)
        return outcome.correct(
            dossier, approver, officer, scene.at, reason, corrected, known
        ), content

    return move(code, by, request, decide, now)


def approve(
    code: str,
    by: Person,
    request: Request,
    what: Approvable,
    officer: str,
    reason: str,
    now: Now = clock.now,
) -> Whole:
    """Duyệt: a head allows an officer what needs a head, before it is done."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        head = _head(scene, Kind.APPROVAL_GIVEN)
        approvals.must_allow(dossier, what)
        maker = _maker(scene, what, officer)
        return approvals.give(dossier, what, maker, head, scene.at, reason), None

    return move(code, by, request, decide, now)


def withdraw_approval(
    code: str, by: Person, request: Request, what: Approvable, reason: str, now: Now = clock.now
) -> Whole:
    """Rút lại việc duyệt, by any head of the agency, while it is unused."""

    def decide(scene: Scene) -> Decision:
        head = _head(scene, Kind.APPROVAL_WITHDRAWN)
        return approvals.withdraw(scene.dossier, what, head, scene.at, reason), None

    return move(code, by, request, decide, now)


_HANDED_AT_A_TIME = 50


_GIVERS: tuple[str, ...] = (roles.HEAD_OFFICER, roles.AGENCY_ADMIN, roles.PROVINCE_ADMIN)


def _known_as(dossier: Dossier, before: Applicant, after: Applicant) -> dict[str, Any]:
    """What a corrected applicant is known by: whose dossier it is, and what proves a look-up.

    The numbers that were wrong prove nothing any more, except to whoever submitted it.
    """
    was, now = (people.key_of(one.kind, one.number) for one in (before, after))
    wrong = [before.number, before.phone]
    submitted = (
        people.is_number_of(kind, dossier.person, before.number) for kind in roles.APPLICANTS
    )
    if dossier.channel == Channel.ONLINE and any(submitted):
        wrong.remove(before.number)
    proofs = set(dossier.proofs) - lookup.proofs_ever(dossier.code, wrong)
    proofs |= set(lookup.proofs(dossier.code, [after.number, after.phone]))
    changes: dict[str, Any] = {}
    if sorted(proofs) != sorted(dossier.proofs):
        changes["proofs"] = sorted(proofs)
    if now != was:
        changes["owner"] = now
        if dossier.channel != Channel.ONLINE:
            changes["person"] = now
    return changes


def _must_be_complete(scene: Scene, waived: tuple[Defect, ...]) -> None:
    case = scene.named.version.case(scene.dossier.case)
    reception.must_be_complete(case, scene.whole.content.papers, waived)


def _sealed_anew(content: Content, **changes: Any) -> Content:
    return content.model_copy(update={"salt": ids.fresh(), **changes})


def _has_paper(whole: Whole) -> bool:
    """Whether an officer took something of it in: online nobody hands in paper."""
    taken_in = (
        line.event.kind is Kind.SUPPLEMENT_RECEIVED
        and line.event.by.role == roles.RECEPTION_OFFICER
        for line in whole.lines
    )
    return whole.dossier.channel != Channel.ONLINE or any(taken_in)


def _once_paid(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes and facts of the deadline when a fee is paid: started, or gone on."""
    dossier = scene.dossier
    if dossier.held is Status.REGISTERED:
        deadline = _result_deadline(scene)
        times = {
            **dossier.step_done(scene.process),
            **started(deadline, scene.percents, scene.at),
            "received_at": clock.stored(deadline.received),
            "examine_by": None,
        }
        return times, facts_of(deadline)
    return _without_the_wait(scene)


def _without_the_wait(scene: Scene) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes and facts that let a clock go on which stood still."""
    dossier = scene.dossier
    if dossier.clock_stopped_at is None:
        return {}, {}
    deadline = deadlines.after_wait(dossier, scene.deadline, scene.at)
    return started(deadline, scene.percents, scene.at, dossier.warned), facts_of(deadline)


def _result_deadline(scene: Scene) -> Deadline:
    """From now; what came by post from when its hand-over was signed, or it was complete
    (QĐ 45/2016/QĐ-TTg Điều 7)."""
    dossier = scene.dossier
    received = scene.deadline.received if dossier.channel == Channel.POSTAL else scene.at
    return deadlines.of_result(
        received, dossier.settled_by, scene.named.version, dossier.channel, scene.rules
    )


def _with_deadlines(scene: Scene, asked: list[tuple[str, int]]) -> list[tuple[str, dt.datetime]]:
    """The agencies asked with their deadlines; refuses one that is asked already."""
    found: dict[str, dt.datetime] = {}
    today = clock.local_day(scene.at)
    busy = {scene.dossier.settled_by, *(one.agency for one in scene.dossier.opinions)}
    for identifier, days in asked:
        agency = agencies.agency_in_force(identifier, today).identifier
        if agency in busy or agency in found:
            raise Invalid("asked_already", wording.ASKED_ALREADY.format(agency=agency))
        found[agency] = deadlines.of_opinion(scene.at, days, agency, scene.rules)
    return list(found.items())


def _head(scene: Scene, kind: Kind) -> By:
    """Who signs: a head of the agency that settles it."""
    return scene.officer(roles.HEAD_OFFICER, scene.dossier.settled_by, wording.EVENTS[kind])


def _examiner(scene: Scene, what: str) -> By:
    """Who examines; in process not for whoever else has it."""
    officer = scene.officer(*_examining(scene.dossier), what)
    _must_be_assigned(scene.dossier, scene.by)
    return officer


def _examining(dossier: Dossier) -> tuple[str, str]:
    """In which role where one examines: reception before acceptance, in process after it."""
    if dossier.received_at is None:
        return roles.RECEPTION_OFFICER, dossier.agency
    return roles.PROCESSING_OFFICER, dossier.settled_by


def _worker(dossier: Dossier, subject: str) -> By:
    """Who is to work on it; not its own applicant."""
    officer, by = authority.worker(subject, dossier.settled_by)
    must_not_be_own(officer, dossier.person, dossier.owner, title=wording.THEIR_OWN_DOSSIER)
    return by


def _maker(scene: Scene, what: Approvable, subject: str) -> By:
    """Who is to be allowed a move: whose move it is; neither its own applicant nor the head
    under another account."""
    dossier = scene.dossier
    role, agency = roles.RECEPTION_OFFICER, dossier.agency
    if what is Approvable.REQUEST_SUPPLEMENT:
        role, agency = _examining(dossier)
    officer, by = authority.maker(subject, role, agency)
    must_not_be_own(officer, dossier.person, dossier.owner, title=wording.THEIR_OWN_DOSSIER)
    if what is Approvable.REQUEST_SUPPLEMENT:
        _must_be_assigned(dossier, officer)
    if scene.by.is_one_of(officer.key):
        raise Conflict("own_approval", wording.OWN_APPROVAL)
    return by


def _must_stay_anothers(corrector: Person, approver: By | None, applicant: Applicant) -> None:
    """Nobody corrects a dossier, or has it corrected, into their own."""
    key = people.key_of(applicant.kind, applicant.number)
    must_not_be_own(corrector, key)
    head = authority.known(approver.id) if approver else None
    if head:
        must_not_be_own(head, key, title=wording.THEIR_OWN_DOSSIER)


def _approver(scene: Scene, what: Approvable, officer: By) -> By | None:
    """The head who allowed this officer this move, as the timeline names them."""
    given = approvals.standing_for(scene.dossier, what)
    if given is None or given.officer != officer.id:
        return None
    return scene.whole.lines[given.version - 1].event.by


def _changed_since_last_request(whole: Whole) -> set[str]:
    """What the applicant has changed since somebody last named defects."""
    changed: set[str] = set()
    for line in whole.lines:
        if line.event.kind is Kind.SUPPLEMENT_REQUESTED:
            changed.clear()
        changed.update(line.event.data.get("changed", []))
    return changed


def _asked_last(whole: Whole) -> list[str]:
    """What the last request for a supplement was about."""
    return next(
        [str(defect["about"]) for defect in line.event.data["defects"]]
        for line in reversed(whole.lines)
        if line.event.kind is Kind.SUPPLEMENT_REQUESTED
    )


def _for_applicant(scene: Scene, what: str) -> By:
    """Whose dossier it is, or reception in their place; for other citizens it is not there."""
    if not scene.by.is_applicant:
        return scene.officer(roles.RECEPTION_OFFICER, scene.dossier.agency, what)
    if not scene.by.is_one_of(scene.dossier.person, scene.dossier.owner):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    return authority.applicant(scene.by)


def _must_be_assigned(dossier: Dossier, by: Person) -> None:
    if dossier.assignee not in (None, by.subject) and not by.holds(
        roles.HEAD_OFFICER, dossier.settled_by
    ):
        raise NotPermitted("assigned_to_other", wording.ASSIGNED_TO_OTHER)
