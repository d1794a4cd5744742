"""What can be done with a dossier: each move loads, decides and saves once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation import clock, ids, log, table
from chalicelib.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from chalicelib.people.audiences import HEAD_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Channel, Named

from . import chain, codes, deadlines, lookup, store, wording
from .model import (
    RECEIVE,
    Applicant,
    By,
    Content,
    Dossier,
    Event,
    HandedPaper,
    ReturnBy,
    current_step,
)
from .moves import Kind, Move, Status
from .store import Whole

Now = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Submission:
    """What an applicant asks for; ``asked`` identifies the request under its key."""

    procedure: str
    agency: str
    case: str | None
    applicant: Applicant
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...]
    return_by: ReturnBy
    asked: str


@dataclass(frozen=True, slots=True)
class Request:
    """What every move comes with: its note, its once-key, the version it was decided on."""

    note: str = ""
    key: str | None = None
    version: int | None = None
    asked: str = ""


def submit(
    submission: Submission, by: Person, key: str | None = None, now: Now = clock.now
) -> Whole:
    """Nộp hồ sơ trực tuyến. Nothing is answered before it is durably written."""
    earlier = _earlier(submission, by, key)
    if earlier:
        return earlier
    at = now()
    day = clock.local_day(at)
    named = _checked(submission, day)
    agency = agencies.receiving_agency(submission.agency, day)
    procedures.must_be_competent(agency, named)
    rules = agencies.rules_on(day)
    examination = deadlines.of_examination(at, agency.identifier, rules)
    serial = store.next_serial(agency.identifier, day)
    if serial >= 10 ** rules.value("serial_digits"):
        log.warning("serials overflow their digits", agency=agency.identifier, count=serial)
    code = codes.build(agency.identifier, day, serial, rules.value("serial_digits"))
    line = chain.write(
        Event(
            code=code, version=1, kind=Kind.SUBMITTED, at=at, by=_by(by, next(iter(by.roles))),
            agency=agency.identifier, procedure=named.code, channel=Channel.ONLINE,
            status=Status.REGISTERED,
            changes={
                "procedure_from": named.version.effective_from.isoformat(),
                "rules": rules.version,
                "agency": agency.identifier,
                "agency_name": agency.short_name,
                "case": named.version.case(submission.case).key,
                "person": by.key,
                "owner": _owner_key(submission.applicant),
                "proofs": _proofs(code, submission.applicant, by),
                "look_up_key": ids.fresh()[:8],
                "divisions": _divisions(named),
                "return_by": submission.return_by.method,
                "step": RECEIVE,
                "steps": len(named.version.process),
                "examine_by": clock.stored(examination.due),
            },
            data={"deadline": examination.model_dump(mode="json", exclude_defaults=True)},
        ),
        Content(
            salt=ids.fresh(),
            applicant=submission.applicant,
            submitter=by.name,
            form=submission.form,
            papers=submission.papers,
            return_by=submission.return_by,
        ),
    )  # fmt: skip
    dossier = chain.replay([line])
    try:
        store.save(None, line, dossier, (key, submission.asked) if key else None)
    except store.AlreadyDone:
        # Its twin came in at the same moment and was first.
        earlier = _earlier(submission, by, key)
        if earlier is None:
            raise
        return earlier
    return Whole(dossier, [line], {})


def accept(code: str, by: Person, request: Request, now: Now = clock.now) -> Whole:
    """Tiếp nhận hồ sơ. Starts the legal clock, under the rules the dossier is pinned to."""

    def decide(dossier: Dossier, named: Named, at: dt.datetime) -> Event:
        _must_hold(by, dossier.agency, RECEPTION_OFFICER, wording.EVENTS[Kind.ACCEPTED])
        deadline = deadlines.of_result(
            at, dossier.settled_by, named.version, dossier.channel,
            agencies.rules_of(dossier.rules),
        )  # fmt: skip
        officer = _by(by, RECEPTION_OFFICER, dossier.agency)
        return dossier.accept(named.version.process, deadline, officer, at, request.note)

    return _move(code, by, request, decide, now)


def complete_step(
    code: str, by: Person, request: Request, done: str | None = None, now: Now = clock.now
) -> Whole:
    """Hoàn thành bước hiện tại của quy trình nội bộ.

    ``done`` names the step, so that asking twice does not complete the next one too.
    """

    def decide(dossier: Dossier, named: Named, at: dt.datetime) -> Event:
        process = named.version.process
        must_be_at(by, dossier.settled_by)
        dossier.must_allow(Move.COMPLETE_STEP)
        step = current_step(dossier, process)
        if done not in (None, step.key):
            raise Conflict("other_step", wording.OTHER_STEP.format(step=step.title), step=step.key)
        _must_hold(by, dossier.settled_by, step.role, step.title)
        officer = _by(by, step.role, dossier.settled_by)
        return dossier.complete_step(process, officer, at, request.note)

    return _move(code, by, request, decide, now)


def resolve(code: str, by: Person, request: Request, number: str, now: Now = clock.now) -> Whole:
    """Ký kết quả giải quyết."""

    def decide(dossier: Dossier, named: Named, at: dt.datetime) -> Event:
        _must_hold(by, dossier.settled_by, HEAD_OFFICER, wording.EVENTS[Kind.RESOLVED])
        officer = _by(by, HEAD_OFFICER, dossier.settled_by)
        return dossier.resolve(named.version.process, officer, at, request.note, number)

    return _move(code, by, request, decide, now)


def give_back(
    code: str, by: Person, request: Request, method: str | None, now: Now = clock.now
) -> Whole:
    """Trả kết quả cho người nộp; by the way the applicant asked for unless told otherwise."""

    def decide(dossier: Dossier, named: Named, at: dt.datetime) -> Event:
        _must_hold(by, dossier.agency, RECEPTION_OFFICER, wording.EVENTS[Kind.RETURNED])
        officer = _by(by, RECEPTION_OFFICER, dossier.agency)
        how = method or dossier.return_by
        return dossier.give_back(named.version.process, officer, at, request.note, how)

    return _move(code, by, request, decide, now)


def read(code: str, by: Person) -> Whole:
    """A whole dossier, for its applicant and for the agencies that work on it.

    For anyone else it is not there: the answer does not tell whether it exists.
    """
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    whole = store.load(code)
    if not may_read(whole.dossier, by):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    return whole


def may_read(dossier: Dossier, by: Person) -> bool:
    if by.is_applicant:
        return by.key in (dossier.person, dossier.owner)
    return by.works_at(dossier.agency) or by.works_at(dossier.settled_by)


def verify(code: str, by: Person) -> chain.Verdict:
    """Recomputes the chain of hashes of a dossier's timeline."""
    try:
        whole = read(code, by)
    except chain.Unreadable as found:
        if found.state is None or not may_read(found.state, by):
            raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND) from None
        return found.verdict
    return chain.verify(whole.lines, whole.dossier)


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


def deadline_of(whole: Whole) -> Deadline:
    """The deadline now in force: the last one an event set."""
    return next(
        Deadline.model_validate(line.event.data["deadline"])
        for line in reversed(whole.lines)
        if "deadline" in line.event.data
    )


def acceptance_of(whole: Whole) -> Event:
    """The event with which the legal clock started."""
    return next(line.event for line in whole.lines if "received_at" in line.event.changes)


def of_person(
    by: Person, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """The dossiers that somebody submitted, the newest first."""
    return store.person_page(by.key, limit, after)


def on_desk(
    agency: str, limit: int, after: table.Item | None
) -> tuple[list[Dossier], table.Item | None]:
    """The open dossiers of an agency, the one due first at the top."""
    return store.desk_page(agency, limit, after)


def _checked(submission: Submission, day: dt.date) -> Named:
    """The procedure asked for, once everything handed in fits it."""
    named = procedures.in_force(submission.procedure, day)
    version = named.version
    version.must_offer(Channel.ONLINE)
    version.must_mean(submission.applicant.kind)
    version.must_return_by(submission.return_by.method)
    version.must_list(version.case(submission.case), [paper.code for paper in submission.papers])
    forms.check(submission.form, version.form_schema)
    return named


def _earlier(submission: Submission, by: Person, key: str | None) -> Whole | None:
    """What an earlier submission under the same key was answered."""
    if key is None:
        return None
    done = store.submitted_once(by.key, key)
    if done is None:
        return None
    code, asked = done
    if asked != submission.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return _as_of(store.load(code), 1)


def _move(
    code: str,
    by: Person,
    request: Request,
    decide: Callable[[Dossier, Named, dt.datetime], Event],
    now: Now,
) -> Whole:
    """Loads, decides, saves: two calls to the table, one version, one event."""
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    whole = store.load(code)
    once = f"{by.subject}#{request.key}" if request.key else None
    done = _done(whole, once, request)
    if done:
        return done
    dossier = whole.dossier
    if not may_read(dossier, by):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    if request.version not in (None, dossier.version):
        raise _changed(whole)
    line = chain.write(decide(dossier, pinned_procedure(dossier), now()))
    after = dossier.after(line.event, line.sealed)
    try:
        store.save(dossier, line, after, (once, request.asked) if once else None)
    except (Conflict, store.AlreadyDone):
        meanwhile = store.load(code)
        done = _done(meanwhile, once, request)
        if done:
            return done
        raise _changed(meanwhile) from None
    return replace(whole, dossier=after, lines=[*whole.lines, line])


def _done(whole: Whole, once: str | None, request: Request) -> Whole | None:
    """What this very request was answered before, if it was."""
    mark = whole.marks.get(once) if once else None
    if mark is None:
        return None
    if mark.asked != request.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return _as_of(whole, mark.version)


def _as_of(whole: Whole, version: int) -> Whole:
    lines = whole.lines[:version]
    return Whole(chain.replay(lines), lines, {})


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


def must_be_at(by: Person, agency: str) -> None:
    """Refuses an officer who holds no role at the agency."""
    if not by.works_at(agency):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)


def _must_hold(by: Person, agency: str, role: str, what: str) -> None:
    must_be_at(by, agency)
    if not by.holds(role, agency):
        raise NotPermitted("other_role", wording.OTHER_ROLE.format(step=what), roles=[role])


def _by(person: Person, role: str, agency: str = "") -> By:
    if person.is_applicant:
        return By(id=person.key[:16], role=role)
    return By(id=person.subject, role=role, name=person.name, agency=agency)


def _owner_key(applicant: Applicant) -> str:
    from chalicelib.people.actions import person_key

    return person_key(applicant.number)


def _proofs(code: str, applicant: Applicant, by: Person) -> list[str]:
    """Hashes of the last four digits of the numbers that prove a look-up."""
    numbers = {applicant.number, applicant.phone, by.claims.get("number", "")}
    digits = {"".join(filter(str.isdigit, number))[-4:] for number in numbers}
    return sorted(lookup.digits_hash(code, four) for four in digits if len(four) == 4)


def _divisions(named: Named) -> list[str]:
    """The divisions of the whole process, each once, in order (S1 Điều 12 khoản 1 điểm c)."""
    return list(dict.fromkeys(step.division for step in named.version.process))
