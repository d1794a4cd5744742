"""What can be done with a dossier: each move loads, decides and saves once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, ids, log, table
from chalicelib.foundation.errors import Conflict, Damaged, Invalid, NotFound, NotPermitted, Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Channel, Named

from . import (
    authority,
    chain,
    codes,
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
    Event,
    HandedPaper,
    current_step,
    facts_of,
    started,
)
from .moves import Kind, Move, Status
from .reception import Defect
from .store import Once, Whole

Now = Callable[[], dt.datetime]


Decision = tuple[Event, Content | None]


@dataclass(frozen=True, slots=True)
class Request:
    """What every move comes with: its note, its once-key, the version it was decided on."""

    note: str = ""
    key: str | None = None
    version: int | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a decision is made from: who, when, the dossier and what it is pinned to."""

    by: Person
    at: dt.datetime
    request: Request
    whole: Whole
    named: Named
    rules: RuleSet

    @property
    def dossier(self) -> Dossier:
        return self.whole.dossier

    @property
    def process(self) -> Any:
        return self.named.version.process

    @property
    def percents(self) -> list[int]:
        return warnings_of(self.rules)

    @property
    def deadline(self) -> Deadline:
        found = deadline_of(self.whole)
        assert found is not None, "a dossier in process has a deadline"
        return found

    def officer(self, role: str, agency: str, what: str) -> By:
        """The person as an officer in a role at an agency; refuses whoever is not."""
        return authority.officer(self.by, agency, (role,), what)


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
            dossier, scene.process, _result_deadline(scene), scene.percents, waived,
            officer, scene.at, request.note,
        ), None  # fmt: skip

    return _move(code, by, request, decide, now)


def refuse_reception(
    code: str, by: Person, request: Request, reason: str, now: Now = clock.now
) -> Whole:
    """Từ chối tiếp nhận, with the reason (Mẫu số 03)."""

    def decide(scene: Scene) -> Decision:
        officer = scene.officer(
            roles.RECEPTION_OFFICER, scene.dossier.agency, wording.EVENTS[Kind.RECEPTION_REFUSED]
        )
        return reception.refuse(scene.dossier, officer, scene.at, reason), None

    return _move(code, by, request, decide, now)


def request_supplement(
    code: str,
    by: Person,
    request: Request,
    defects: tuple[Defect, ...],
    approved_by: str | None,
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
            _approver(dossier, approved_by) if approved_by else None,
            deadlines.supplement_answer(dossier, scene.rules, scene.at),
            deadlines.latest_notice(dossier, deadline_of(scene.whole), scene.rules),
            officer,
            scene.at,
            request.note,
        ), None

    return _move(code, by, request, decide, now)


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
        changed = reception.changed_parts(before, content.form, papers)
        if not changed:
            raise Invalid("nothing_supplemented", wording.NOTHING_SUPPLEMENTED)
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

    return _move(code, by, request, decide, now)


def demand_fee(
    code: str,
    by: Person,
    request: Request,
    checked: list[str],
    asked: dict[str, tuple[int, str]],
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
        return fees.demand(
            dossier, version.case(dossier.case), checked, charges, told,
            deadlines.fee_answer(dossier, scene.rules, scene.at),
            in_process and scene.rules.value("fee_wait_policy") == "pause",
            officer, scene.at, request.note,
        ), None  # fmt: skip

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


def assign(code: str, by: Person, request: Request, to: str, now: Now = clock.now) -> Whole:
    """Phân công người thụ lý."""

    def decide(scene: Scene) -> Decision:
        head = scene.officer(
            roles.HEAD_OFFICER, scene.dossier.settled_by, wording.EVENTS[Kind.ASSIGNED]
        )
        officer = _worker(scene.dossier, to)
        return processing.assign(scene.dossier, officer, head, scene.at, request.note), None

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


def give_opinion(
    code: str, by: Person, request: Request, id: str, answer: str, now: Now = clock.now
) -> Whole:
    """Cơ quan được hỏi trả lời; late is noted."""

    def decide(scene: Scene) -> Decision:
        opinion = processing.opinion_of(scene.dossier, id)
        allowed = (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER)
        officer = authority.officer(by, opinion.agency, allowed, wording.EVENTS[Kind.OPINION_GIVEN])
        return processing.give_opinion(scene.dossier, opinion, officer, scene.at, answer), None

    return _move(code, by, request, decide, now)


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

    return _move(code, by, request, decide, now)


def extend(
    code: str, by: Person, request: Request, days: int, reason: str, now: Now = clock.now
) -> Whole:
    """Xin lỗi và hẹn lại: signed by a head, in time, once (Mẫu số 04)."""

    def decide(scene: Scene) -> Decision:
        dossier, rules = scene.dossier, scene.rules
        head = scene.officer(
            roles.HEAD_OFFICER, dossier.settled_by, wording.EVENTS[Kind.DEADLINE_EXTENDED]
        )
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

    return _move(code, by, request, decide, now)


def stop(
    code: str, by: Person, request: Request, ground: str, article: str, now: Now = clock.now
) -> Whole:
    """Dừng giải quyết, on a legal ground (Mẫu số 05)."""

    def decide(scene: Scene) -> Decision:
        head = scene.officer(
            roles.HEAD_OFFICER, scene.dossier.settled_by, wording.EVENTS[Kind.STOPPED]
        )
        return outcome.stop(scene.dossier, head, scene.at, ground, article), None

    return _move(code, by, request, decide, now)


def resolve(code: str, by: Person, request: Request, number: str, now: Now = clock.now) -> Whole:
    """Ký kết quả giải quyết."""

    def decide(scene: Scene) -> Decision:
        head = scene.officer(
            roles.HEAD_OFFICER, scene.dossier.settled_by, wording.EVENTS[Kind.RESOLVED]
        )
        return outcome.resolve(
            scene.dossier, scene.process, head, scene.at, request.note, number
        ), None

    return _move(code, by, request, decide, now)


def refuse_to_resolve(
    code: str, by: Person, request: Request, reason: str, now: Now = clock.now
) -> Whole:
    """Từ chối giải quyết, with the reason (Mẫu số 03)."""

    def decide(scene: Scene) -> Decision:
        head = scene.officer(
            roles.HEAD_OFFICER, scene.dossier.settled_by, wording.EVENTS[Kind.RESOLUTION_REFUSED]
        )
        return outcome.refuse_to_resolve(scene.dossier, head, scene.at, reason), None

    return _move(code, by, request, decide, now)


def give_back(
    code: str,
    by: Person,
    request: Request,
    method: str | None,
    received_by: str = "",
    now: Now = clock.now,
) -> Whole:
    """Trả kết quả; by the way the applicant asked for unless told otherwise."""

    def decide(scene: Scene) -> Decision:
        dossier = scene.dossier
        officer = scene.officer(
            roles.RECEPTION_OFFICER, dossier.agency, wording.EVENTS[Kind.RETURNED]
        )
        how = method or dossier.return_by
        content = None
        if received_by:
            content = _sealed_anew(scene.whole.content, received_by=received_by)
        return outcome.give_back(
            dossier, scene.process, officer, scene.at, request.note, how, received_by
        ), content

    return _move(code, by, request, decide, now)


def withdraw(code: str, by: Person, request: Request, reason: str, now: Now = clock.now) -> Whole:
    """Rút hồ sơ, before a result is decided.

    By the applicant, or by reception for one who asks at the counter.
    """

    def decide(scene: Scene) -> Decision:
        who = _for_applicant(scene, wording.EVENTS[Kind.WITHDRAWN])
        if not by.is_applicant and scene.dossier.channel == Channel.ONLINE:
            raise NotPermitted("withdrawn_online", wording.WITHDRAWN_ONLINE)
        return outcome.withdraw(scene.dossier, who, scene.at, reason), None

    return _move(code, by, request, decide, now)


def correct(
    code: str,
    by: Person,
    request: Request,
    fields: dict[str, Any],
    reason: str,
    approved_by: str,
    now: Now = clock.now,
) -> Whole:
    """Đính chính: authorised by a head who is not who corrects; the old stays on the timeline."""

    def decide(scene: Scene) -> Decision:
        dossier, before = scene.dossier, scene.whole.content
        officer = scene.officer(
            roles.RECEPTION_OFFICER, dossier.agency, wording.EVENTS[Kind.CORRECTED]
        )
        approver = _approver(dossier, approved_by)
        applicant = Applicant.model_validate({**before.applicant.model_dump(), **fields})
        if applicant == before.applicant:
            raise Invalid("nothing_corrected", wording.NOTHING_CORRECTED)
        changes: dict[str, Any] = {"applicant": applicant}
        # Brought by themselves: the name on the receipt is theirs.
        if dossier.channel != Channel.ONLINE and before.submitter == before.applicant.name:
            changes["submitter"] = applicant.name
        content = _sealed_anew(before, **changes)
        known = _known_as(dossier, before.applicant, applicant)
        return outcome.correct(
            dossier, approver, officer, scene.at, reason, sorted(fields), known
        ), content

    return _move(code, by, request, decide, now)


def warn(code: str, now: Now = clock.now) -> int:
    """Nhắc hạn: the clock's own moves, each once; returns how many it made.

    For each share of the working time, and for an opinion that did not come in time.
    """
    whole, made = store.load(code), 0
    while event := _rung(whole, now()):
        line = chain.write(event)
        after = chain.after(whole.dossier, line)
        store.save(whole.dossier, line, after, None)
        whole = replace(whole, dossier=after, lines=[*whole.lines, line])
        made += 1
    return made


def warn_all(now: Now = clock.now) -> int:
    """Every warning that is due; returns how many were given.

    From the hour before the last run, so that a night without the clock is made up for, and
    what was being written while it ran. A dossier that cannot be read keeps no other waiting.
    """
    at = now()
    since = store.warned_until()
    hour = clock.parse(since) if since else at - _FIRST_LOOK_BACK
    hour = hour.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0) - _HOUR
    given = 0
    while hour <= at:
        for code in store.ringing(clock.stored(hour)[:13], clock.stored(at)):
            given += _warned(code, now)
        hour += _HOUR
    store.warnings_given(clock.stored(at))
    return given


def read(code: str, by: Person) -> Whole:
    """A whole dossier, for its applicant and for the agencies that work on it.

    For anyone else it is not there: the answer does not tell whether it exists.
    """
    try:
        return _seen(code, by)
    except chain.Unreadable as found:
        raise _damaged(code, found) from None


def may_read(dossier: Dossier, by: Person) -> bool:
    if by.is_applicant:
        return by.key in (dossier.person, dossier.owner)
    asked = (opinion.agency for opinion in dossier.opinions if dossier.is_open)
    places = {dossier.agency, dossier.settled_by, *asked}
    # By a role that works on dossiers: an administrator's there opens none.
    return any(by.holds(role, place) for role in roles.DESK for place in places)


def verify(code: str, by: Person) -> chain.Verdict:
    """Recomputes the chain of hashes of a dossier's timeline."""
    try:
        whole = _seen(code, by)
    except chain.Unreadable as found:
        return found.verdict
    return chain.verify(whole.lines, whole.dossier)


def audit(code: str) -> chain.Verdict:
    """The chain of a dossier, for the nightly audit: nobody asks, so nobody is refused."""
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        return found.verdict
    except NotFound:
        return chain.Unreadable(None, 1, 0).verdict
    return chain.verify(whole.lines, whole.dossier)


def pinned_procedure(dossier: Dossier) -> Named:
    """The version of the procedure that the dossier keeps."""
    return procedures.pinned(dossier.procedure, dossier.procedure_from)


def deadline_of(whole: Whole) -> Deadline | None:
    """The deadline now in force: the last one an event set; None if settled at once."""
    for line in reversed(whole.lines):
        if "deadline" in line.event.data:
            return Deadline.model_validate(line.event.data["deadline"])
    return None


def acceptance_of(whole: Whole) -> Event:
    """The event with which the legal clock started."""
    return next(line.event for line in whole.lines if "received_at" in line.event.changes)


def of_person(
    by: Person, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """The dossiers that somebody submitted, the newest first."""
    return store.person_page(by.key, limit, after)


def hand_over_by(dossier: Dossier) -> dt.datetime | None:
    """By when reception must forward it (NĐ 61/2018 Điều 18: the 15:00 cut-off)."""
    return deadlines.hand_over_by(dossier, agencies.rules_of(dossier.rules))


def warnings_of(rules: RuleSet) -> list[int]:
    """The shares of working time at which somebody is warned."""
    return sorted({*rules.value("warn_officer_percent"), *rules.value("warn_head_percent")})


_HANDED_AT_A_TIME = 50
_GIVERS: tuple[str, ...] = (roles.HEAD_OFFICER, roles.AGENCY_ADMIN, roles.PROVINCE_ADMIN)


_FIRST_LOOK_BACK = dt.timedelta(hours=24)
_HOUR = dt.timedelta(hours=1)


def _seen(code: str, by: Person) -> Whole:
    """A dossier that somebody may read; one that is damaged only to those raises as such."""
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        if found.state and may_read(found.state, by):
            raise
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND) from None
    if not may_read(whole.dossier, by):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    return whole


def _damaged(code: str, found: chain.Unreadable) -> Damaged:
    version = found.verdict.broken_at
    log.warning("timeline broken", code=code, version=version)
    return Damaged("timeline_broken", wording.TIMELINE_BROKEN, version=version)


def _move(
    code: str,
    by: Person,
    request: Request,
    decide: Callable[[Scene], Decision],
    now: Now,
) -> Whole:
    """Loads, decides, saves: two calls to the table, one version, one event."""
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        raise _damaged(code, found) from None
    once = Once(by.subject, request.key, request.asked) if request.key else None
    done = _done(whole, once)
    if done:
        return done
    dossier = whole.dossier
    must_not_be_own(by, dossier.person, dossier.owner)
    if request.version not in (None, dossier.version):
        _must_see(dossier, by)
        raise _changed(whole)
    scene = Scene(
        by, now(), request, whole, pinned_procedure(dossier), agencies.rules_of(dossier.rules)
    )
    event, content = decide(scene)
    line = chain.write(event, content)
    after = chain.after(dossier, line)
    try:
        store.save(dossier, line, after, once)
    except (Conflict, store.AlreadyDone):
        meanwhile = store.load(code)
        done = _done(meanwhile, once)
        if done:
            return done
        raise _changed(meanwhile) from None
    return replace(whole, dossier=after, lines=[*whole.lines, line])


def _must_see(dossier: Dossier, by: Person) -> None:
    """Whoever has nothing to do with a dossier learns nothing of it by trying to move it."""
    if by.is_applicant and not may_read(dossier, by):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    asked = (opinion.agency for opinion in dossier.opinions if dossier.is_open)
    places = {dossier.agency, dossier.settled_by, *asked}
    if not by.is_applicant and not any(by.works_at(place) for place in places):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)


def _done(whole: Whole, once: Once | None) -> Whole | None:
    """What this very request was answered before, if it was."""
    mark = whole.marks.get(f"{once.who}#{once.key}") if once else None
    if mark is None or once is None:
        return None
    if mark.asked != once.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return as_of(whole, mark.version)


def as_of(whole: Whole, version: int) -> Whole:
    lines = whole.lines[:version]
    return Whole(chain.replay(lines), lines, {})


def _known_as(dossier: Dossier, before: Applicant, after: Applicant) -> dict[str, Any]:
    """What a corrected applicant is known by: whose dossier it is, and what proves a look-up.

    The numbers that were wrong prove nothing any more, except to whoever submitted it.
    """
    was, now = people.person_key(before.number), people.person_key(after.number)
    wrong = [before.number, before.phone]
    if dossier.channel == Channel.ONLINE and dossier.person == was:
        wrong.remove(before.number)
    stale = set(lookup.proofs(dossier.code, wrong))
    proofs = {*lookup.proofs(dossier.code, [after.number, after.phone])}
    proofs |= set(dossier.proofs) - stale
    changes: dict[str, Any] = {}
    if sorted(proofs) != sorted(dossier.proofs):
        changes["proofs"] = sorted(proofs)
    if now != was:
        changes["owner"] = now
        if dossier.channel != Channel.ONLINE:
            changes["person"] = now
    return changes


def _changed(whole: Whole) -> Conflict:
    """Tells who changed the dossier meanwhile, and what they did."""
    last = whole.lines[-1].event
    return Conflict(
        "dossier_changed",
        wording.DOSSIER_CHANGED,
        version=last.version,
        changed={
            "kind": last.kind,
            "title": wording.EVENTS[last.kind],
            "at": clock.shown(last.at),
            "by": last.by.name or wording.APPLICANT,
        },
    )


def _rung(whole: Whole, at: dt.datetime) -> Event | None:
    """What the clock has to tell of a dossier at a moment, if anything."""
    dossier = whole.dossier
    if not dossier.is_open:
        return None
    by = By(id="clock", role="clock", name=wording.CLOCK)
    overdue = processing.note_overdue_opinions(dossier, by, at)
    deadline = deadline_of(whole)
    if overdue or deadline is None:
        return overdue
    rules = agencies.rules_of(dossier.rules)
    officer, head = rules.value("warn_officer_percent"), rules.value("warn_head_percent")
    return processing.warn(dossier, deadline, officer, head, by, at)


def _warned(code: str, now: Now) -> int:
    try:
        return warn(code, now)
    except Conflict:
        # Somebody moved it at this instant: it is asked again, with its new state.
        return warn(code, now)
    except chain.Unreadable as found:
        # The nightly audit tells of it.
        log.warning("no warning from a broken timeline", code=code, version=found.verdict.broken_at)
        return 0


def _must_be_complete(scene: Scene, waived: tuple[Defect, ...]) -> None:
    case = scene.named.version.case(scene.dossier.case)
    reception.must_be_complete(case, scene.whole.content.papers, waived)


def _sealed_anew(content: Content, **changes: Any) -> Content:
    return content.model_copy(update={"salt": ids.fresh(), **changes})


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


def _examiner(scene: Scene, what: str) -> By:
    """Who examines: reception before acceptance, the officer in process after it."""
    dossier = scene.dossier
    if dossier.received_at is None:
        return scene.officer(roles.RECEPTION_OFFICER, dossier.agency, what)
    officer = scene.officer(roles.PROCESSING_OFFICER, dossier.settled_by, what)
    _must_be_assigned(dossier, scene.by)
    return officer


def _worker(dossier: Dossier, subject: str) -> By:
    """Who is to work on it; not its own applicant."""
    officer, by = authority.worker(subject, dossier.settled_by)
    must_not_be_own(officer, dossier.person, dossier.owner, title=wording.THEIR_OWN_DOSSIER)
    return by


def _approver(dossier: Dossier, subject: str) -> By:
    """The head who answers for an exception; not its own applicant."""
    officer, by = authority.approver(subject, dossier.settled_by)
    must_not_be_own(officer, dossier.person, dossier.owner, title=wording.THEIR_OWN_DOSSIER)
    return by


def _changed_since_last_request(whole: Whole) -> set[str]:
    """What the applicant has changed since somebody last named defects."""
    changed: set[str] = set()
    for line in whole.lines:
        if line.event.kind is Kind.SUPPLEMENT_REQUESTED:
            changed.clear()
        changed.update(line.event.data.get("changed", []))
    return changed


def _for_applicant(scene: Scene, what: str) -> By:
    """Whose dossier it is, or reception in their place; for other citizens it is not there."""
    if not scene.by.is_applicant:
        return scene.officer(roles.RECEPTION_OFFICER, scene.dossier.agency, what)
    if scene.by.key not in (scene.dossier.person, scene.dossier.owner):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    return authority.applicant(scene.by)


def must_not_be_own(officer: Person, *keys: str, title: str = wording.OWN_DOSSIER) -> None:
    """Nobody settles their own dossier; ``keys`` are those of whose it is."""
    if not officer.is_applicant and officer.key and officer.key in keys:
        raise NotPermitted("own_dossier", title)


def _must_be_assigned(dossier: Dossier, by: Person) -> None:
    if dossier.assignee not in (None, by.subject) and not by.holds(
        roles.HEAD_OFFICER, dossier.settled_by
    ):
        raise NotPermitted("assigned_to_other", wording.ASSIGNED_TO_OTHER)
