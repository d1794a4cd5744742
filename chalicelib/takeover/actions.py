"""Taking over dossiers of the system that is replaced: line by line, each once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from chalicelib.agencies import actions as agencies
from chalicelib.agencies import deadlines as law
from chalicelib.agencies.calendar import NotCountable
from chalicelib.agencies.deadlines import Deadline
from chalicelib.agencies.model import Agency
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Now
from chalicelib.dossiers.changes import TakeoverChanges
from chalicelib.dossiers.facts import Charge, Paid, TakenOver
from chalicelib.dossiers.model import Content, Office
from chalicelib.dossiers.moves import CLOSED, Status
from chalicelib.foundation import clock, ids, table, validation
from chalicelib.foundation.errors import Conflict, Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Case, Fee, Named, Version
from chalicelib.reception import actions as reception

from . import model, wording
from .orders import TakeoverLine

authority, deadlines = dossiers.authority, dossiers.deadlines

Outcome = Literal["taken_over", "acceptable", "already_there", "refused"]


class Claim(NamedTuple):
    """What a line takes that no other may have: a code, a number. ``key`` tells nothing of it;
    ``line`` is the hash of whose it is, ``refusal`` what another is told."""

    key: str
    line: str
    refusal: Refusal


class Judged(NamedTuple):
    """What became of a line. ``agency`` is who has the dossier now; both it and ``code`` are empty
    where the line does not say them. ``doubts`` keep no line out: the old system said so, and
    whoever takes it over looks at it. ``claims`` are what it would take, of a dry run alone, also
    where an earlier line of it took that first."""

    number: int
    outcome: Outcome
    code: str = ""
    agency: str = ""
    refusal: Refusal | None = None
    doubts: tuple[model.Doubt, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """A line with what it is judged by: the law of the day on which it was received, the agency
    that received it then, and those that have it now."""

    line: TakeoverLine
    system: str
    hash: str
    at: dt.datetime
    named: Named
    process: str
    rules: RuleSet
    received_by: Agency
    agency: Agency
    settled_by: Agency

    @property
    def version(self) -> Version:
        return self.named.version

    @property
    def case(self) -> Case:
        return self.version.case(self.line.case)

    @property
    def status(self) -> Status:
        return Status(self.line.status)

    @property
    def goes_by_a_later_version(self) -> bool:
        """Whether no version of its procedure is known that was in force when it was received."""
        line = self.line
        received = clock.local_day(line.received_at or line.filed_at)
        return received < self.version.effective_from

    @property
    def fees_now(self) -> list[Fee]:
        """What the procedure costs today: what it cost when it was received may not be known."""
        return procedures.fees_on(self.named.code, self.line.channel, clock.local_day(self.at))

    @property
    def leaves_fees_open(self) -> bool:
        """Whether nobody can say if a fee is owed: the line says nothing of one, no tariff of its
        day is known, and there is one today."""
        line = self.line
        told = line.fees or line.demand or self.status in CLOSED
        taken = self.version.fees_by(line.channel, self.case.key)
        known = any(fee.amount and not fee.on_request for fee in taken)
        return not (told or known) and bool(self.fees_now)

    @property
    def owner(self) -> str:
        return people.key_of(*self.line.applicant.applicant().identity)


def take_over(
    system: str,
    lines: Iterable[dict[str, Any]],
    first: int,
    by: Person,
    *,
    dry: bool,
    now: Now = clock.now,
) -> list[Judged]:
    """Tiếp quản: each line becomes a dossier, or is refused by itself; ``dry`` writes nothing.

    Sent again, a line that is there already is told so. A line whose dossier was taken over with
    another content is refused, and changes nothing. A dry run takes what its earlier lines would
    take as taken, so that it tells what the run will tell.
    """
    earlier: dict[str, str] | None = {} if dry else None
    return [
        _judged(number, system, line, by, earlier, now())
        for number, line in enumerate(lines, start=first)
    ]


def _judged(
    number: int,
    system: str,
    given: dict[str, Any],
    by: Person,
    earlier: dict[str, str] | None,
    at: dt.datetime,
) -> Judged:
    """``earlier`` are the claims of a dry run so far; None where it is done."""
    code = _code_of(given)
    try:
        line: TakeoverLine = validation.body(TakeoverLine, given)
        sealed = hash_of(given)
        if _is_there(line.code, system, sealed):
            return Judged(number, "already_there", code, _holder(line, at))
        origin = _origin(line, system, sealed, at)
        opening = _opening(origin, by)
        doubts = tuple(_doubts(origin, opening))
        if earlier is None:
            _begin(opening, origin)
            return Judged(number, "taken_over", code, opening.agency, doubts=doubts)
        claims = tuple(_claims(opening, sealed))
        outcome, refusal = _tried(claims, opening, earlier)
        return Judged(number, outcome, code, opening.agency, refusal, doubts, claims)
    except Refusal as refusal:
        return Judged(number, "refused", code, refusal=refusal)


def _claims(opening: dossiers.Opening, sealed: str) -> Iterator[Claim]:
    """The code of a dossier, and what is written with it only if nobody has it."""
    otherwise = Conflict("taken_over_otherwise", wording.TAKEN_OVER_OTHERWISE)
    code = dossiers.codes.kept_as(opening.code)
    yield Claim(ids.digest(f"CODE {code}"), sealed, otherwise)
    for change in opening.also:
        if isinstance(change, table.Put) and change.refusal:
            yield Claim(_key_of_item(change), sealed, change.refusal)


def _key_of_item(change: table.Put) -> str:
    return ids.digest(" ".join(str(change.item[name]) for name in ("pk", "sk")))


def _tried(
    claims: tuple[Claim, ...], opening: dossiers.Opening, earlier: dict[str, str]
) -> tuple[Outcome, Refusal | None]:
    """What would become of a line that is sound; what it would take is then taken for those after
    it. Refuses what somebody has already."""
    for change in opening.also:
        if isinstance(change, table.Put) and change.refusal:
            pk, sk = (str(change.item[name]) for name in ("pk", "sk"))
            if table.get(pk, sk, consistent=True):
                raise change.refusal
    for claim in claims:
        if earlier.get(claim.key) == claim.line:
            return "already_there", None
        if claim.key in earlier:
            return "refused", claim.refusal
    earlier.update({claim.key: claim.line for claim in claims})
    return "acceptable", None


def hash_of(given: dict[str, Any]) -> str:
    """The SHA-256 of a line, whichever way its JSON was written."""
    return ids.digest(json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _code_of(given: dict[str, Any]) -> str:
    code = given.get("code")
    return code if isinstance(code, str) and dossiers.codes.is_code(code) else ""


def _holder(line: TakeoverLine, at: dt.datetime) -> str:
    holds = line.settled_by or line.agency
    return agencies.holder_of(holds, clock.local_day(at)).identifier


def _is_there(code: str, system: str, sealed: str) -> bool:
    """Whether this very line was taken over; refuses a code that stands for something else."""
    event = dossiers.first_of(code)
    if event is None:
        return False
    data = event.data
    if not isinstance(data, TakenOver):
        raise Conflict("code_used", wording.CODE_USED)
    if data.system != system or not is_of_line(data.line, sealed):
        raise Conflict("taken_over_otherwise", wording.TAKEN_OVER_OTHERWISE)
    return True


def is_of_line(kept: str, sealed: str) -> bool:
    """Whether a line is the one that was taken over; an early event keeps its plain SHA-256."""
    if len(kept) == len(sealed):
        return kept == sealed
    return ids.same_lasting(ids.Purpose.LINE, kept, _key_of(sealed))


def _key_of(sealed: str) -> str:
    """What an event keeps of a line: nobody without the secret finds out what the line said, also
    once its personal data is erased."""
    return ids.lasting_keys(ids.Purpose.LINE, sealed)[0]


def _begin(opening: dossiers.Opening, origin: Origin) -> None:
    # First, so that no desk gives the code of a dossier that is on its way here.
    reception.pass_serial(opening.code)
    try:
        dossiers.begin(opening, None)
    except Conflict:
        # Its twin came in at the same moment and was first, or the code is used.
        if not _is_there(opening.code, origin.system, origin.hash):
            raise


def _origin(line: TakeoverLine, system: str, sealed: str, at: dt.datetime) -> Origin:
    """What a line is judged by; refuses one that does not hold together."""
    model.must_be_sound(line, at)
    today, day = clock.local_day(at), clock.local_day(line.received_at or line.filed_at)
    if dossiers.codes.day_of(line.code.split("-")[1]) > today:
        raise model.invalid("/code", "code_in_the_future", wording.CODE_IN_THE_FUTURE)
    procedures.channel(line.channel)
    # Never lost: what was received before the first version that is known goes by that one.
    named = procedures.in_force_or_first(line.procedure, day)
    received_by = agencies.agency(line.agency)
    settles = _holding("/settled_by", agencies.agency(line.settled_by or line.agency), today)
    own = procedures.own_process(named, settles.identifier, day)
    named = named.settled_by(own)
    origin = Origin(
        line=line,
        system=system,
        hash=sealed,
        at=at,
        named=named,
        process=own.key if own else "",
        rules=agencies.rules_on(day),
        received_by=received_by,
        agency=_holding("/agency", received_by, today),
        settled_by=settles,
    )
    now = {fee.name for fee in origin.fees_now}
    model.must_be_known(line, named.version, origin.case, now)
    named.version.must_list(origin.case, [paper.code for paper in line.papers])
    if model.is_signed(line) and origin.status not in CLOSED:
        named.version.must_be_numbered(line.number)
    return origin


def _holding(pointer: str, agency: Agency, today: dt.date) -> Agency:
    """Who has today what an agency had."""
    found = agencies.holder_of(agency.identifier, today)
    if not found.exists_on(today):
        raise model.invalid(pointer, "agency_gone", wording.AGENCY_GONE)
    return found


def _opening(origin: Origin, by: Person) -> dossiers.Opening:
    line = origin.line
    applicant = line.applicant.applicant()
    authority.must_not_be_known_by(by, origin.owner, *_named(origin))
    deadline = _deadline(origin)
    changes = _changes(origin, deadline)
    return dossiers.Opening(
        code=line.code,
        at=origin.at,
        by=authority.acting(by, roles.PROVINCE_ADMIN),
        agency=origin.settled_by.identifier,
        procedure=origin.named.code,
        channel=line.channel,
        status=origin.status,
        assignee=changes.values().get("assignee"),
        data=_facts(origin, deadline),
        changes=changes,
        content=Content(
            salt=ids.fresh(),
            applicant=applicant,
            submitter=line.submitter or applicant.name,
            form=_form(origin),
            return_by=line.return_by.return_by(),
            acting=line.acting.acting() if line.acting else None,
        ),
        papers=tuple(one.paper() for one in line.papers),
        note=_note(origin),
        also=(*_number_taken(origin), *_receipts_taken(origin)),
    )


def _form(origin: Origin) -> dict[str, Any]:
    """The form as it was filed there, on the day on which it was."""
    line, day = origin.line, clock.local_day(origin.line.filed_at)
    return forms.check(line.form, origin.version.form_schema, day=day) if line.form else {}


def _note(origin: Origin) -> str:
    """What the line notes, and that the law of its day is assumed where it is not known."""
    assumed = (model.assumed_version(origin.version),) if origin.goes_by_a_later_version else ()
    return "\n".join((*(filter(None, (origin.line.note,))), *assumed))


def _number_taken(origin: Origin) -> tuple[table.Change, ...]:
    """The number of its result, so that none is given again here. Only the end of what has ended is
    known; what is still to be returned was signed by now."""
    line, settles = origin.line, origin.settled_by.identifier
    at = line.closed_at or origin.at
    return dossiers.numbers.claim(line.number, settles, origin.named.code, at, line.code)


def _is_electronic(origin: Origin) -> bool:
    return procedures.channel(origin.line.channel).electronic


def _receipts_taken(origin: Origin) -> Iterator[table.Change]:
    """The receipts for what was paid there, so that no payment here is shown by one of them. When
    exactly it was paid is not told: in the year of filing, or that of reception."""
    desk, code = origin.agency.identifier, origin.line.code
    written = (
        change
        for receipt, at in _receipts(origin)
        for change in dossiers.receipts.given_before(receipt, desk, at, code)
    )
    # One receipt that is written in two ways has the same keys: each is written once.
    yield from {(str(one.item["pk"]), str(one.item["sk"])): one for one in written}.values()


def _receipts(origin: Origin) -> Iterator[tuple[str, dt.datetime]]:
    line = origin.line
    given = sorted({fee.receipt for fee in line.fees if fee.receipt and not fee.exempt})
    moments = (line.filed_at, line.received_at or line.filed_at)
    years = {clock.local_day(one).year: one for one in moments}
    return ((receipt, at) for receipt in given for at in years.values())


def _doubts(origin: Origin, opening: dossiers.Opening) -> Iterator[model.Doubt]:
    """What is odd about a line without being impossible."""
    identifier, day, _ = dossiers.codes.kept_as(opening.code).split("-")
    yield from model.doubts_of_code(
        origin.line, identifier, dossiers.codes.day_of(day), origin.received_by
    )
    if origin.goes_by_a_later_version:
        title = model.assumed_version(origin.version)
        yield model.doubt("/procedure", "procedure_not_known_then", title)
    for receipt, at in _receipts(origin):
        of = dossiers.receipts.code_of(receipt, origin.agency.identifier, at)
        if of not in ("", origin.line.code):
            title = wording.RECEIPT_OF_ANOTHER.format(receipt=receipt, code=of)
            yield model.doubt("/fees", "receipt_of_another", title)
    if model.may_lie_here(origin.line, electronic=_is_electronic(origin)):
        yield model.doubt("/papers_here", "papers_unsaid", wording.PAPERS_UNSAID)
    if origin.leaves_fees_open:
        yield model.doubt("/fees", "fees_not_told", wording.FEES_NOT_TOLD)
    deadline = _deadline(origin)
    if deadline and deadline.promised_minutes > 0 and not model.was_interrupted(origin.line):
        yield model.doubt("/due_at", "due_beyond_law", wording.DUE_BEYOND_LAW)


# ---- What its first event says and changes ------------------------------------------------------


def _facts(origin: Origin, deadline: Deadline | None) -> TakenOver:
    line, then = origin.line, origin.received_by
    settled = tuple(_settled(origin, fee.name, fee.amount, fee.exempt) for fee in line.fees)
    return TakenOver(
        system=origin.system,
        line=_key_of(origin.hash),
        received_by=Office(code=then.identifier, name=then.name),
        asked=(line.asked.reception, line.asked.processing),
        **({"receiver": line.receiver} if line.receiver else {}),
        **({"deadline": deadline} if deadline else {}),
        **({"acting": line.acting.capacity} if line.acting else {}),
        **({"charges": settled} if settled else {}),
        **({"paid": paid} if (paid := _paid(line)) else {}),
        **({"demanded": _demanded(origin)} if line.demand else {}),
        **({"defects": _defects(line)} if line.supplement else {}),
        **({"number": line.number} if line.number else {}),
    )


def _settled(origin: Origin, name: str, amount: int, exempt: str | None) -> Charge:
    """A fee as the old system took it: what it came to there, whatever the tariff is."""
    known = origin.version.fees_by(origin.line.channel, origin.case.key)
    kind = next((fee.kind for fee in known if fee.name == name), "")
    return Charge(name=name, kind=kind, amount=amount, total=amount, exempt=exempt or "")


def _demanded(origin: Origin) -> tuple[Charge, ...]:
    demand = origin.line.demand
    charges = demand.charges if demand else ()
    return tuple(_settled(origin, one.name, one.amount, None) for one in charges)


def _paid(line: TakeoverLine) -> Paid | None:
    paid = [fee for fee in line.fees if fee.amount and not fee.exempt]
    if not paid:
        return None
    receipts = ", ".join(dict.fromkeys(fee.receipt for fee in paid if fee.receipt))
    return Paid(amount=_money(line), receipt=receipts, method=paid[0].method)


def _money(line: TakeoverLine) -> int:
    return sum(fee.amount for fee in line.fees if not fee.exempt)


def _defects(line: TakeoverLine) -> tuple[Any, ...]:
    return tuple(one.defect() for one in line.supplement.defects) if line.supplement else ()


def _changes(origin: Origin, deadline: Deadline | None) -> TakeoverChanges:
    line, version = origin.line, origin.version
    applicant, place = line.applicant.applicant(), model.place_of(line, version.process)
    desk = origin.agency.identifier
    returns = agencies.agency(line.return_by.agency).identifier if line.return_by.agency else desk
    until = None
    if line.acting:
        until = dossiers.rights.last_day(line.acting.acting(), applicant, origin.rules)
    return TakeoverChanges(
        filed_at=line.filed_at,
        procedure_from=version.effective_from,
        rules=origin.rules.version,
        agency=desk,
        agency_name=origin.received_by.short_name,
        case=origin.case.key,
        person=origin.owner,
        owner=origin.owner,
        look_up_key=ids.fresh()[:8],
        proofs=tuple(dossiers.proofs(line.code, applicant.proving)),
        divisions=version.divisions,
        return_by=line.return_by.method,
        step=place.step,
        steps=len(version.process),
        steps_done=place.steps_done,
        supplements=line.asked.reception + line.asked.processing,
        **({"acts_until": until} if until else {}),
        **({"process": origin.process} if origin.process else {}),
        **({"returns": returns} if returns != desk else {}),
        **({"received_at": line.received_at} if line.received_at else {}),
        **({"closed_at": line.closed_at} if line.closed_at else {}),
        **({"to_hand_back": True} if line.papers_here else {}),
        **({"assignee": _assignee(origin)} if line.assignee else {}),
        **({"fee_paid": _money(line)} if line.fees else {}),
        **({"extensions": line.extensions} if line.extensions else {}),
        **({"held": held} if (held := model.held(line, place)) else {}),
        **model.waits(line),
        **model.lateness(line),
        **_times(origin, deadline),
    )


def _times(origin: Origin, deadline: Deadline | None) -> dict[str, Any]:
    """Its due time, and when to warn next; of what is over, or stands still, nobody is warned."""
    line = origin.line
    if deadline is None:
        return {}
    stopped = model.stopped_at(line, origin.rules.value("fee_wait_policy"))
    member = "due_at" if line.received_at else "examine_by"
    if origin.status in CLOSED or model.is_signed(line):
        return {"due_at": deadline.due} if line.received_at else {}
    if stopped:
        return {member: deadline.due, "clock_stopped_at": stopped}
    if line.received_at is None:
        return {member: deadline.due}
    thresholds = deadlines.warning_thresholds(origin.rules)
    return deadlines.started(deadline, thresholds, origin.at)


def _deadline(origin: Origin) -> Deadline | None:
    """The deadline that runs: of the examination, or of the result as it was promised."""
    line = origin.line
    if line.received_at is None:
        return deadlines.of_examination(line.filed_at, origin.agency.identifier, origin.rules)
    if line.due_at is None:
        return None
    limits = origin.version.time_limits
    if not any(limit.channel in (line.channel, "any") for limit in limits):
        title = wording.CHANNEL_WITHOUT_LIMIT
        raise model.invalid("/channel", "channel_not_offered", title)
    settler = origin.settled_by.identifier
    lawful = deadlines.of_result(
        line.received_at, settler, origin.version, line.channel, origin.case.key, origin.rules
    )
    try:
        return law.promised(lawful, line.due_at, origin.system, agencies.calendar_of(settler))
    except NotCountable:
        raise model.invalid("/due_at", "due_too_far", wording.DUE_TOO_FAR) from None


def _assignee(origin: Origin) -> str:
    """The account of who has it in hand: an officer of who settles it, whom it does not name."""
    subject, settler = str(origin.line.assignee), origin.settled_by.identifier
    found = authority.known(subject)
    if found is None or not found.holds(roles.PROCESSING_OFFICER, settler):
        raise model.invalid("/assignee", "unknown_assignee", wording.UNKNOWN_ASSIGNEE)
    authority.must_not_be_known_by(found, origin.owner, *_named(origin))
    return subject


def _named(origin: Origin) -> list[str]:
    """The keys of whom the line names by number: none of them settles it."""
    return dossiers.parties.named(origin.line.applicant.applicant(), origin.line.form)
