"""What reception does: takes dossiers in, examines them, sends them back, refuses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decision, Now, Once, Request, Turn, Visitor, Whole, Written
from chalicelib.dossiers.applicants import Came, EIdentity
from chalicelib.dossiers.changes import OpeningChanges
from chalicelib.dossiers.events import OnPaper
from chalicelib.dossiers.model import By, Content, Defect, HandedPaper
from chalicelib.dossiers.moves import Approvable, Move, Status
from chalicelib.foundation import clock, errors, ids, table
from chalicelib.foundation.errors import Invalid, NotPermitted
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms

from . import asked, drafts, model, outages, store, wording
from .filing import (
    Brought,
    Charged,
    Filing,
    First,
    Intake,
    Online,
    RefusedAtOnce,
    Registered,
    SettledAtOnce,
    intake_of,
)
from .wrong_place import Refusal

authority, deadlines, rights = dossiers.authority, dossiers.deadlines, dossiers.rights

ANY_REFUSAL = Refusal()


# ---- How a dossier comes in ---------------------------------------------------------------------


def submit(filing: Online, by: Person, key: str | None = None, now: Now = clock.now) -> Whole:
    """Nộp hồ sơ trực tuyến. Nothing is answered before it is durably written."""
    return _filed(filing, by, authority.applicant(by), key, now())


def receive(filing: Brought, by: Person, key: str | None = None, now: Now = clock.now) -> Whole:
    """Tiếp nhận tại quầy hoặc qua bưu chính: accepted, only registered, settled or refused at once.

    The post registers; reception examines and accepts. What was received on paper, while the
    system was out or outside the office, is entered afterwards with the time on it.
    """
    officer = receiver(by, filing.agency, filing.channel)
    channel = procedures.channel(filing.channel)
    if channel.electronic:
        raise Invalid("not_at_the_desk", wording.NOT_AT_THE_DESK)
    if filing.handed_over_at and not channel.carried:
        raise Invalid("only_by_post", wording.ONLY_BY_POST)
    authority.must_not_be_known_by(by, *filing.parties())
    on_paper = bool(filing.sheet or filing.written)
    _must_be_theirs(officer, registers=isinstance(filing, Registered) and not on_paper)
    return _filed(filing, by, officer, key, now())


def receiver(by: Person, agency: str, channel: str) -> By:
    """Who takes it in there: reception, or a postal agent what the post carries.

    Whoever is both may do what reception may.
    """
    allowed: tuple[str, ...] = (roles.RECEPTION_OFFICER,)
    if procedures.channel(channel).carried:
        allowed = (*allowed, roles.POSTAL_AGENT)
    authority.must_hold(by, agency, allowed, wording.RECEIVED)
    return authority.acting(by, next(one for one in allowed if by.holds(one, agency)), agency)


def pass_serial(code: str) -> None:
    """Keeps the serial of a code that another system gave from being given again.

    Of a centralised service the last part is no serial of ours: it has more digits.
    """
    identifier, day, serial = dossiers.codes.kept_as(code).split("-")
    received = dossiers.codes.day_of(day)
    if received < agencies.first_day():
        # Nothing of that day can be received here.
        return
    most: int = agencies.rules_on(received).value("serial_overflow_digits")
    if len(serial) <= most:
        store.pass_serial(identifier, received, int(serial))


# ---- Examination --------------------------------------------------------------------------------


def accept(
    code: str,
    by: Person,
    request: Request,
    waived: tuple[Defect, ...] = (),
    e_identity: EIdentity | None = None,
    now: Now = clock.now,
) -> Whole:
    """Tiếp nhận hồ sơ. Starts the legal clock, under the rules the dossier is pinned to."""

    def decide(turn: Turn) -> Decision:
        dossiers.completeness.must_have_seen(waived, e_identity, turn.whole.checked_e_identity)
        dossiers.completeness.must_be_complete(turn.case, turn.whole.papers, waived)
        dossiers.must_be_settled(turn, early=True)
        waited_until = dossiers.waited_until(turn.whole.events)
        deadline = deadlines.once_accepted(
            turn.dossier, turn.deadline, turn.named.version, turn.rules, turn.at, waited_until
        )
        return Decision(model.accept(turn, deadline, waived, e_identity))

    return dossiers.make(code, by, request, Move.ACCEPT, authority.reception, decide, now)


def forward(code: str, by: Person, request: Request, now: Now = clock.now) -> Whole:
    """Chuyển hồ sơ đến bộ phận, cơ quan giải quyết."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.forward(turn))

    return dossiers.make(code, by, request, Move.FORWARD, authority.reception, decide, now)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Codes forwarded, and those that were not with the refusal of each."""

    done: list[str]
    left: list[tuple[str, errors.Refusal]]


def forward_all(
    codes: Iterable[str], by: Person, request: Request, now: Now = clock.now
) -> Forwarded:
    """Several dossiers, each by its own event: one that cannot be keeps no other back.

    Whoever may forward none of them is refused. Under a key each is forwarded once; what was
    taken up meanwhile need not be.
    """
    found = Forwarded([], [])
    for code in codes:
        try:
            forward(code, by, request, now)
            found.done.append(code)
        except errors.Refusal as refused:
            found.left.append((code, refused))
    theirs = found.done or any(isinstance(one, errors.Conflict) for _, one in found.left)
    if not theirs:
        raise found.left[0][1]
    return found


def refuse_reception(
    code: str,
    by: Person,
    request: Request,
    reason: str,
    refusal: Refusal = ANY_REFUSAL,
    now: Now = clock.now,
) -> Whole:
    """Từ chối tiếp nhận, with the reason and, where it is competence, who is competent
    (Mẫu số 03)."""

    def decide(turn: Turn) -> Decision:
        said = refusal.facts(turn.named, turn.dossier.agency, clock.local_day(turn.at))
        return Decision(model.refuse(turn, reason, said))

    move = Move.REFUSE_RECEPTION
    return dossiers.make(code, by, request, move, authority.reception, decide, now)


def request_supplement(
    code: str,
    by: Person,
    request: Request,
    defects: tuple[Defect, ...],
    article: str = "",
    now: Now = clock.now,
) -> Whole:
    """Yêu cầu bổ sung: every defect at once (Mẫu số 02).

    ``article`` is the ground of one that is not the first of its stage.
    """

    def decide(turn: Turn) -> Decision:
        dossier, rules = turn.dossier, turn.rules
        model.must_be_known(defects, turn.named.version.may_lack(turn.case))
        return Decision(
            model.request_supplement(
                turn,
                defects,
                dossiers.approver(turn, Approvable.REQUEST_SUPPLEMENT),
                deadlines.supplement_answer(dossier, rules, turn.at),
                deadlines.latest_notice(dossier, turn.whole.deadline, turn.named.version, rules),
                article,
            )
        )

    move = Move.REQUEST_SUPPLEMENT
    return dossiers.make(code, by, request, move, authority.examiner, decide, now)


def supplement(
    code: str,
    by: Person,
    request: Request,
    form: dict[str, Any] | None,
    papers: tuple[HandedPaper, ...],
    visitor: Visitor | None = None,
    now: Now = clock.now,
) -> Whole:
    """Bổ sung hồ sơ: what was handed in before stays on the timeline.

    By the applicant, or by reception for one who brings it to the counter: ``visitor``, if that
    is not the applicant.
    """

    def decide(turn: Turn) -> Decision:
        version, before = turn.named.version, turn.whole.content
        came = dossiers.visitors.admitted(turn, visitor)
        version.must_list(turn.case, [paper.code for paper in papers])
        # A form that is not sent stays as it was, on paper or as it was checked then.
        filled_in = before.form
        if form is not None:
            filled_in = _asked_anew(turn, form, came)
        # What is not there answers nothing, whoever says that it is.
        model.must_be_counted(papers)
        changed = model.changed_parts(before, filled_in, papers)
        model.must_answer(turn.whole, changed, version)
        model.must_be_asked(turn.whole, changed, version.form_schema)
        deadline = deadlines.after_supplement(
            turn.dossier, turn.deadline, version, turn.rules, turn.at
        )
        anew = {"form": filled_in} if filled_in != before.form else {}
        content = dossiers.visitors.noted(before, came, **anew)
        said = dossiers.visitors.facts(came)
        return Decision(model.supplement(turn, deadline, changed, said), content, papers)

    who = authority.applicant_or_reception
    return dossiers.make(code, by, request, Move.SUPPLEMENT, who, decide, now)


def amend(
    code: str,
    by: Person,
    request: Request,
    form: dict[str, Any] | None,
    papers: tuple[HandedPaper, ...],
    contact: dict[str, Any],
    visitor: Visitor | None = None,
    now: Now = clock.now,
) -> Whole:
    """Sửa đổi, bổ sung trước khi tiếp nhận: unasked; what was handed in before stays on the
    timeline.

    By the applicant, or by reception for one who comes. ``contact``: phone, email, address.
    """

    def decide(turn: Turn) -> Decision:
        before = turn.whole.content
        came = dossiers.visitors.admitted(turn, visitor)
        turn.named.version.must_list(turn.case, [paper.code for paper in papers])
        model.must_be_counted(papers)
        content, proofs = dossiers.with_contact(turn, contact)
        if form is not None:
            content = content.model_copy(update={"form": _asked_anew(turn, form, came)})
        changed = (
            *model.changed_parts(before, content.form, papers),
            *model.changed_contact(before, content),
        )
        again = None
        if turn.rules.value("amendment_restarts_examination"):
            again = deadlines.of_examination(turn.at, turn.dossier.agency, turn.rules)
        event = model.amend(turn, again, proofs, changed, dossiers.visitors.facts(came))
        personal = (before.form, before.applicant) != (content.form, content.applicant)
        visited = dossiers.visitors.noted(content, came)
        return Decision(event, visited or (content if personal else None), papers)

    who = authority.applicant_or_reception
    return dossiers.make(code, by, request, Move.AMEND, who, decide, now)


def _asked_anew(turn: Turn, form: dict[str, Any], came: Came | None) -> dict[str, Any]:
    """A form that is sent anew, held to what the first was held to (``asked.checked``)."""
    dossier, content = turn.dossier, turn.whole.content
    day, signers = clock.local_day(dossier.filed_at), _signers(content, came)
    # The applicant who comes, or signs in, asks in person, whoever filed it.
    acting = came.acting if came else None
    if turn.person.is_applicant and not turn.person.is_one_of(dossier.owner):
        acting = content.acting
    capacities = [acting.capacity] if acting else []
    return asked.checked(
        form,
        turn.named.version,
        dossier.channel,
        turn.case.key,
        day,
        signers,
        capacities,
        dossier.agency,
    )


def _signers(content: Content, came: Came | None = None) -> tuple[forms.Signer, ...]:
    """Who may stand in a form that is sent anew: the same as in the first, and who came with it."""
    number = content.bearer.identity_number if content.bearer else None
    filer = rights.Filer(content.submitter, number or "")
    first = rights.signers(content.acting, content.applicant, filer)
    if came is None:
        return first
    return (*first, *rights.signers(came.acting, content.applicant, rights.filer(came.who)))


# ---- The first event ----------------------------------------------------------------------------


def _must_be_theirs(officer: By, *, registers: bool) -> None:
    """Refuses a postal agent all but to register."""
    if officer.role == roles.POSTAL_AGENT and not registers:
        raise NotPermitted("post_registers", wording.POST_REGISTERS)


def _must_be_enterable(filing: Filing, by: Person, at: dt.datetime) -> None:
    """Refuses what nobody hands in so, and what an officer cannot enter as it is."""
    model.must_be_counted(filing.papers)
    if not isinstance(filing, Brought):
        return
    written = filing.on_paper()
    if written and written.happened_at > at:
        raise Invalid("received_in_future", wording.RECEIVED_IN_FUTURE)
    if filing.sheet:
        outages.must_be_of_the_book(filing.sheet.code, filing.agency, filing.sheet.received_at)
    elif written and filing.handed_over_at:
        _must_be_entered_in_time(written, filing.agency, at, by)
    if written and not filing.handed_over_at:
        dossiers.afterwards.must_be_in_time(written, filing.agency, at, by.subject)


def _must_be_entered_in_time(written: Written, agency: str, at: dt.datetime, by: Person) -> None:
    """What the post handed over cannot be entered for a day long past, unless a head lets it be:
    whoever sent it is not shut out by an officer's delay."""
    rules = agencies.rules_on(clock.local_day(written.happened_at))
    latest = deadlines.latest_postal_entry(written.happened_at, agency, rules)
    if not dossiers.afterwards.may_be_entered(written, agency, at, latest, by.subject):
        refusal = wording.HAND_OVER_TOO_OLD.format(at=clock.spoken(latest))
        raise Invalid("hand_over_too_old", refusal, latest=clock.shown(latest))


def _filed(filing: Filing, by: Person, officer: By, key: str | None, at: dt.datetime) -> Whole:
    """Checks what came in, gives it a code, writes its first event."""
    sender = by.key if by.is_applicant else by.subject
    once = Once(sender, key, filing.fingerprint) if key else None
    earlier = dossiers.begun(once)
    if earlier:
        # Accepted by one who was of reception then, it is not shown to one who only registers now.
        _must_be_theirs(officer, registers=earlier.dossier.status is Status.REGISTERED)
        return earlier
    # What was entered in time is answered again whenever it is sent again.
    _must_be_enterable(filing, by, at)
    intake = intake_of(filing, at)
    receives, on_paper = _receives(filing, by, officer)
    filing.must_admit(by, intake)
    owner = filing.owner()
    filing = _by_right(filing, by, owner, intake)
    # What follows is counted from the form as it is kept, never as it was sent.
    filing = replace(filing, form=filing.checked_form(intake, by))
    first = filing.first(intake)
    code = filing.code() or _new_code(intake)
    return dossiers.begin(
        dossiers.Opening(
            code=code,
            at=at,
            by=receives,
            agency=intake.settled_by,
            procedure=intake.named.code,
            channel=filing.channel,
            status=first.status,
            data=first.data,
            changes=_changes(filing, intake, first, by, owner, code),
            content=Content(
                salt=ids.fresh(),
                applicant=filing.applicant,
                submitter=filing.submitter(by),
                form=filing.form,
                return_by=filing.return_by,
                acting=filing.acting,
                bearer=filing.bearer if isinstance(filing, Brought) and filing.acting else None,
            ),
            papers=filing.papers,
            note=filing.note,
            on_paper=on_paper,
            form_number=written.form_number if (written := filing.on_paper()) else "",
            also=(
                *_number_taken(filing, intake, code),
                *_receipt_taken(filing, intake, code),
                *_draft_ended(filing, by),
            ),
        ),
        once,
    )


def _draft_ended(filing: Filing, by: Person) -> tuple[table.Change, ...]:
    """What it was begun in: it is handed in now."""
    draft = filing.draft if isinstance(filing, Online) else ""
    return drafts.ended(by, draft) if draft else ()


def _number_taken(filing: Filing, intake: Intake, code: str) -> tuple[table.Change, ...]:
    """The number of a result that is given at once, taken in the book of who settles it."""
    if not isinstance(filing, SettledAtOnce):
        return ()
    of = (intake.settled_by, intake.named.code)
    return dossiers.numbers.claim(filing.number, *of, intake.received, code)


def _receipt_taken(filing: Filing, intake: Intake, code: str) -> tuple[table.Change, ...]:
    """The receipt for what is paid in the same act, taken in the book of the desk."""
    if not isinstance(filing, Charged) or not filing.paid:
        return ()
    return dossiers.receipts.claim(filing.paid.receipt, intake.agency, intake.received, code)


def _receives(filing: Filing, by: Person, officer: By) -> tuple[By, OnPaper | None]:
    """Who received it, and what the timeline says of a paper: another officer may have."""
    written = filing.on_paper()
    if written is None:
        return officer, None
    maker = written.maker(by)
    authority.must_not_be_known_by(maker, *filing.parties())
    received_by = receiver(maker, filing.agency, filing.channel)
    return received_by, written.on_paper(
        officer if maker is not by else None,
        dossiers.afterwards.named_approver(written, filing.agency),
    )


def _by_right(filing: Filing, by: Person, owner: str, intake: Intake) -> Filing:
    """The filing with the right by which it is filed: none for whoever files their own.

    Refuses whoever files for another without one; what is refused itself needs none.
    """
    if isinstance(filing, RefusedAtOnce):
        return filing
    day = clock.local_day(intake.received)
    rights.must_be_born(filing.applicant, day, intake.rules)
    if filing.is_own(by, owner):
        return replace(filing, acting=None)
    rights.must_have_authority(filing.acting, filing.applicant, filing.filer(by), day, intake.rules)
    return filing


def _changes(
    filing: Filing, intake: Intake, first: First, by: Person, owner: str, code: str
) -> OpeningChanges:
    version = intake.named.version
    until = None
    if filing.acting:
        until = rights.last_day(filing.acting, filing.applicant, intake.rules)
    # The numbers whose last four digits prove a look-up: whose it is, and who filed it.
    numbers = {*filing.applicant.proving, *filing.proving(), by.claims.get("number", "")}
    return OpeningChanges(
        procedure_from=version.effective_from,
        rules=intake.rules.version,
        agency=intake.agency,
        agency_name=intake.agency_name,
        case=version.case(filing.case).key,
        person=filing.filed_by(by, owner),
        owner=owner,
        **({"acts_until": until} if until else {}),
        look_up_key=ids.fresh()[:8],
        proofs=tuple(dossiers.proofs(code, numbers)),
        divisions=version.divisions,
        return_by=filing.return_by.method,
        steps=len(version.process),
        **({"process": intake.process} if intake.process else {}),
        **({"references": filing.references} if filing.references else {}),
        **({"returns": intake.returns} if intake.returns else {}),
        **first.changes,
    )


def _new_code(intake: Intake) -> str:
    day = clock.local_day(intake.received)
    serial = store.next_serial(intake.agency, day, intake.rules.value("serial_digits"))
    return dossiers.codes.given(intake.agency, day, serial, intake.rules)


def codes_given(agency: str, first: dt.date, last: dt.date, after: str = "") -> Iterator[str]:
    """The codes that an agency may have given from one day to another, both included, in their
    order, from the one after ``after`` on: one read a day. A serial may be skipped (ADR 37)."""
    since, _, told = after.rpartition("-")
    for ahead in range((last - first).days + 1):
        day = first + dt.timedelta(days=ahead)
        if after and f"{agency}-{day:%y%m%d}" < since:
            continue
        digits = agencies.rules_on(day).value("serial_digits")
        begun = int(told) if told.isdecimal() and since == f"{agency}-{day:%y%m%d}" else 0
        for serial in range(begun + 1, store.last_serial(agency, day) + 1):
            yield dossiers.codes.build(agency, day, serial, digits)
