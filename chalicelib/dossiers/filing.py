"""Nộp hồ sơ: how a dossier comes in, online, at the counter, by post, or from paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Unit
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, ids, log, table
from chalicelib.foundation.errors import Conflict, Invalid, NotPermitted
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
    lookup,
    outages,
    outcome,
    reception,
    store,
    wording,
)
from .model import (
    DONE,
    RECEIVE,
    Applicant,
    By,
    Content,
    Event,
    HandedPaper,
    ReturnBy,
    facts_of,
    started,
)
from .moves import Kind, Status
from .moving import Now, as_of, must_not_be_own, warnings_of
from .reception import Defect
from .store import Once, Whole


@dataclass(frozen=True, slots=True)
class Paid:
    """What the counter took for a dossier settled at once."""

    amount: int
    receipt: str
    method: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What is asked for, and how it came in.

    ``accept`` False only registers what was brought, to be examined next; left out, reception
    accepts and the post registers.
    """

    procedure: str
    agency: str
    case: str | None
    applicant: Applicant
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...]
    return_by: ReturnBy
    asked: str
    channel: str = Channel.ONLINE
    settled_by: str | None = None
    accept: bool | None = None
    waived: tuple[Defect, ...] = ()
    at_once: bool = False
    paid: Paid | None = None
    number: str = ""
    outage_code: str | None = None
    received_at: dt.datetime | None = None
    note: str = ""


def submit(
    submission: Submission, by: Person, key: str | None = None, now: Now = clock.now
) -> Whole:
    """Nộp hồ sơ trực tuyến. Nothing is answered before it is durably written."""

    def opened(named: Named, rules: RuleSet, at: dt.datetime) -> Opening:
        examination = deadlines.of_examination(at, submission.agency, rules)
        return Opening(
            kind=Kind.SUBMITTED,
            status=Status.REGISTERED,
            by=authority.acting(by, next(iter(by.roles))),
            changes={"step": RECEIVE, "examine_by": clock.stored(examination.due)},
            data=facts_of(examination),
        )

    return _opened(submission, by, key, now(), opened)


def receive(
    submission: Submission, by: Person, key: str | None = None, now: Now = clock.now
) -> Whole:
    """Tiếp nhận tại quầy hoặc qua bưu chính: accepted, only registered, or settled at once.

    The post registers; reception examines and accepts. From the outage book it is entered
    afterwards, with the code and time of its sheet.
    """
    allowed: tuple[str, ...] = (roles.RECEPTION_OFFICER,)
    if submission.channel == Channel.POSTAL:
        allowed = (roles.POSTAL_AGENT, roles.RECEPTION_OFFICER)
    officer = authority.officer(by, submission.agency, allowed, wording.EVENTS[Kind.RECEIVED])
    applicant = submission.applicant
    must_not_be_own(by, people.key_of(applicant.kind, applicant.number))
    at = now()
    received = submission.received_at or at
    if received > at:
        raise Invalid("received_in_future", wording.RECEIVED_IN_FUTURE)
    if submission.outage_code:
        _must_be_from_outage(submission)
    elif submission.received_at:
        _must_be_entered_in_time(submission, received, at)
    reception.must_be_counted(submission.papers)
    from_post = officer.role == roles.POSTAL_AGENT
    examined = submission.accept or submission.at_once or submission.waived
    if from_post and (examined or submission.outage_code):
        raise NotPermitted("post_registers", wording.POST_REGISTERS)

    def opened(named: Named, rules: RuleSet, _: dt.datetime) -> Opening:
        if from_post or submission.accept is False:
            return _registered(submission, officer, received, rules)
        case = named.version.case(submission.case)
        reception.must_be_complete(case, submission.papers, submission.waived)
        if submission.at_once:
            return _settled_at_once(submission, named, officer, received)
        return _received(submission, named, officer, received, rules, at)

    return _opened(submission, by, key, at, opened)


def reserve_outage_block(
    agency: str,
    day: dt.date,
    size: int,
    by: Person,
    once: Once | None = None,
    now: Now = clock.now,
) -> outages.Block:
    """Sổ ghi khi hệ thống gián đoạn: codes kept for paper (S2 Điều 21 khoản 4)."""
    authority.must_hold(
        by,
        agency,
        (roles.RECEPTION_OFFICER, roles.HEAD_OFFICER, roles.AGENCY_ADMIN),
        wording.OUTAGE_BOOK,
    )
    today = clock.local_day(now())
    earlier = _kept_before(once)
    if earlier:
        return earlier
    if day < today:
        raise Invalid("day_is_past", wording.DAY_IS_PAST)
    ahead = agencies.rules_on(today).value("outage_days_ahead")
    if (day - today).days > ahead:
        raise Invalid("day_too_far", wording.DAY_TOO_FAR.format(days=ahead))
    first, last = store.reserve_block(agency, day, size)
    digits = agencies.rules_on(day).value("serial_digits")
    block = outages.Block(
        agency=agency,
        day=day,
        first=first,
        last=last,
        reserved_by=by.subject,
        at=now(),
        codes=tuple(codes.build(agency, day, one, digits) for one in range(first, last + 1)),
    )
    try:
        store.save_block(block, once)
    except store.AlreadyDone:
        # Its twin came in at the same moment; the numbers taken here are left out.
        return _kept_before(once) or block
    return block


def _kept_before(once: Once | None) -> outages.Block | None:
    """The block that an earlier request under the same key was given."""
    item = store.block_kept_once(once) if once else None
    if item is None or once is None:
        return None
    if str(item["asked"]) != once.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return _block(item)


def outage_blocks(agency: str, by: Person, day: dt.date | None = None) -> list[outages.Block]:
    """The blocks of codes that an agency has kept for paper; those of a day if one is named."""
    authority.must_be_at(by, agency)
    return [_block(item) for item in store.load_blocks(agency, day)]


def entered(block: outages.Block) -> list[str]:
    """The codes of a block under which a dossier was entered."""
    return store.entered(block.codes)


def example_submission() -> dict[str, Any]:
    """What the API's description gives as an example: made up, and acceptable here."""
    wanted = agencies.province()["example"]
    version = procedures.in_force(wanted["procedure"], clock.local_day(clock.now())).version
    case = version.case(None)
    return {
        "procedure": wanted["procedure"],
        "agency": wanted["agency"],
        "case": case.key,
        "applicant": wording.EXAMPLE_APPLICANT,
        "form": (version.form_schema or {}).get("examples", [{}])[0],
        "papers": [
            {"code": paper.code, "originals": paper.originals, "copies": paper.copies}
            for paper in case.papers
            if paper.required
        ],
        "return_by": {"method": "counter"},
    }


def example_other_agency() -> str:
    """Another agency of the same level as the example's, for the API's description."""
    wanted = agencies.agency(agencies.province()["example"]["agency"])
    others = (
        one.identifier
        for one in agencies.all_agencies()
        if one.level == wanted.level and one.receives and one.effective_until is None
    )
    return next(one for one in others if one != wanted.identifier)


def example_outage() -> dict[str, Any]:
    """A block for tomorrow, for the API's description."""
    tomorrow = clock.local_day(clock.now()) + dt.timedelta(days=1)
    agency = agencies.province()["example"]["agency"]
    return {"agency": agency, "day": tomorrow.isoformat(), "size": 10}


@dataclass(frozen=True, slots=True)
class Opening:
    """How a dossier begins: its first event without what all have in common."""

    kind: Kind
    status: Status
    by: By
    changes: dict[str, Any]
    data: dict[str, Any]


def _registered(
    submission: Submission, officer: By, received: dt.datetime, rules: RuleSet
) -> Opening:
    """Brought, and to be examined as an online submission is."""
    examination = deadlines.of_examination(received, submission.agency, rules)
    changes = {"step": RECEIVE, "examine_by": clock.stored(examination.due)}
    return Opening(Kind.RECEIVED, Status.REGISTERED, officer, changes, facts_of(examination))


def _received(
    submission: Submission,
    named: Named,
    officer: By,
    received: dt.datetime,
    rules: RuleSet,
    at: dt.datetime,
) -> Opening:
    """Complete and valid: accepted as it is brought (NĐ 61/2018 Điều 17 khoản 1 điểm c)."""
    settler = submission.settled_by or submission.agency
    deadline = deadlines.of_result(received, settler, named.version, submission.channel, rules)
    return Opening(
        Kind.RECEIVED,
        Status.ACCEPTED,
        officer,
        {
            "step": named.version.process[1].key,
            "steps_done": 1,
            "received_at": clock.stored(received),
            **started(deadline, warnings_of(rules), at),
        },
        {**reception.waived_facts(submission.waived), **facts_of(deadline)},
    )


def _settled_at_once(
    submission: Submission, named: Named, officer: By, received: dt.datetime
) -> Opening:
    """Its result is given on the spot: recorded all the same (Điều 17 khoản 4).

    Only where the law gives no more than the day, at the counter that settles it.
    """
    if named.version.time_limit(submission.channel).unit is not Unit.SAME_DAY:
        raise Invalid("not_settled_at_once", wording.NOT_SETTLED_AT_ONCE)
    elsewhere = submission.settled_by not in (None, submission.agency)
    if elsewhere or submission.channel != Channel.COUNTER:
        raise Invalid("not_settled_at_once", wording.AT_ONCE_HERE)
    paid = submission.paid
    if paid and not any(fee.amount for fee in named.version.fees_by(submission.channel)):
        raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
    outcome.must_be_numbered(named.version, submission.number)
    return Opening(
        Kind.SETTLED_AT_ONCE,
        Status.RETURNED,
        officer,
        {
            "step": DONE,
            "steps_done": len(named.version.process),
            "received_at": clock.stored(received),
            "closed_at": clock.stored(received),
            **({"fee_paid": paid.amount} if paid else {}),
        },
        {
            "number": submission.number,
            **reception.waived_facts(submission.waived),
            **({"paid": asdict(paid)} if paid else {}),
        },
    )


def _must_be_entered_in_time(
    submission: Submission, received: dt.datetime, at: dt.datetime
) -> None:
    """What the post handed over cannot be entered for a day long past."""
    rules = agencies.rules_on(clock.local_day(received))
    latest = deadlines.latest_postal_entry(received, submission.agency, rules)
    if at > latest:
        told = wording.HAND_OVER_TOO_OLD.format(at=reception.spoken(latest))
        raise Invalid("hand_over_too_old", told, latest=clock.shown(latest))


def _opened(
    submission: Submission,
    by: Person,
    key: str | None,
    at: dt.datetime,
    opening: Callable[[Named, RuleSet, dt.datetime], Opening],
) -> Whole:
    """Checks what came in, gives it a code, writes its first event."""
    who = by.key if by.is_applicant else by.subject
    earlier = _earlier(submission, who, key)
    if earlier:
        return earlier
    received = submission.received_at or at
    day = clock.local_day(received)
    named = _checked(submission, day)
    agency = agencies.receiving_agency(submission.agency, day)
    settler = _settler(submission, named, day)
    rules = agencies.rules_on(day)
    begun = opening(named, rules, at)
    code = submission.outage_code or _new_code(agency.identifier, day, rules)
    owner = people.key_of(submission.applicant.kind, submission.applicant.number)
    line = chain.write(
        Event(
            code=code,
            version=1,
            kind=begun.kind,
            at=at,
            by=begun.by,
            note=submission.note,
            agency=settler,
            procedure=named.code,
            channel=submission.channel,
            status=begun.status,
            changes={
                "procedure_from": named.version.effective_from.isoformat(),
                "rules": rules.version,
                "agency": agency.identifier,
                "agency_name": agency.short_name,
                "case": named.version.case(submission.case).key,
                "person": by.key if by.is_applicant else owner,
                "owner": owner,
                "look_up_key": ids.fresh()[:8],
                "proofs": lookup.proofs(code, _numbers(submission.applicant, by)),
                "divisions": _divisions(named),
                "return_by": submission.return_by.method,
                "steps": len(named.version.process),
                **({"outage": True} if submission.outage_code else {}),
                **begun.changes,
            },
            data={**begun.data, **({"outage": True} if submission.outage_code else {})},
        ),
        Content(
            salt=ids.fresh(),
            applicant=submission.applicant,
            submitter=by.name if by.is_applicant else submission.applicant.name,
            form=submission.form,
            papers=submission.papers,
            return_by=submission.return_by,
        ),
    )
    dossier = chain.replay([line])
    try:
        store.save(None, line, dossier, Once(who, key, submission.asked) if key else None)
    except (store.AlreadyDone, Conflict):
        # Its twin came in at the same moment and was first, or the code of its sheet is used.
        earlier = _earlier(submission, who, key)
        if earlier is None:
            raise Conflict("code_used", wording.CODE_USED.format(code=code)) from None
        return earlier
    return Whole(dossier, [line], {})


def _new_code(agency: str, day: dt.date, rules: RuleSet) -> str:
    digits = rules.value("serial_digits")
    serial = store.next_serial(agency, day)
    if serial >= 10**digits:
        log.warning("serials overflow their digits", agency=agency, count=serial)
    return codes.build(agency, day, serial, digits)


def _checked(submission: Submission, day: dt.date) -> Named:
    """The procedure asked for, once everything handed in fits it."""
    named = procedures.in_force(submission.procedure, day)
    version = named.version
    version.must_offer(submission.channel)
    version.must_mean(submission.applicant.kind)
    version.must_return_by(submission.return_by.method)
    version.must_list(version.case(submission.case), [paper.code for paper in submission.papers])
    # At the counter the form may be on paper; what is typed must still fit.
    if submission.channel == Channel.ONLINE or submission.form:
        forms.check(submission.form, version.form_schema)
    return named


def _settler(submission: Submission, named: Named, day: dt.date) -> str:
    """Who settles it: who received it, or another agency where boundaries do not matter."""
    place = submission.settled_by or submission.agency
    agency = agencies.receiving_agency(place, day)
    if place != submission.agency and not named.version.boundary_free:
        raise Invalid("not_boundary_free", wording.NOT_BOUNDARY_FREE)
    procedures.must_be_competent(agency, named)
    return agency.identifier


def _must_be_from_outage(submission: Submission) -> None:
    """A back-dated entry needs a code of a reserved block of that agency and day."""
    day = clock.local_day(submission.received_at or clock.now())
    blocks = [_block(item) for item in store.load_blocks(submission.agency, day)]
    if not any(submission.outage_code in block.codes for block in blocks):
        raise Invalid("code_not_reserved", wording.CODE_NOT_RESERVED)


def _block(item: table.Item) -> outages.Block:
    block = outages.Block.model_validate_json(str(item["doc"]))
    digits = agencies.rules_on(block.day).value("serial_digits")
    serials = range(block.first, block.last + 1)
    listed = tuple(codes.build(block.agency, block.day, one, digits) for one in serials)
    return block.model_copy(update={"codes": listed})


def _earlier(submission: Submission, who: str, key: str | None) -> Whole | None:
    """What an earlier submission under the same key was answered."""
    if key is None:
        return None
    done = store.submitted_once(who, key)
    if done is None:
        return None
    code, asked = done
    if asked != submission.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return as_of(store.load(code), 1)


def _numbers(applicant: Applicant, by: Person) -> set[str]:
    """The numbers whose last four digits prove a look-up."""
    return {applicant.number, applicant.phone, by.claims.get("number", "")}


def _divisions(named: Named) -> list[str]:
    """The divisions of the whole process, each once, in order (S1 Điều 12 khoản 1 điểm c)."""
    return list(dict.fromkeys(step.division for step in named.version.process))
