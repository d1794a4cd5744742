"""What is done with a dossier in process, and how it ends: each move is made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Decision, Now, Request, Turn, Visitor, Who, Whole
from chalicelib.dossiers.applicants import Came
from chalicelib.dossiers.model import Content, Minutes
from chalicelib.dossiers.moves import Move
from chalicelib.foundation import clock, ids, table
from chalicelib.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import BY_POST

from . import faults, leaving, model, outcome, wording
from .faults import Fault
from .leaving import LastOfRole

authority, deadlines = dossiers.authority, dossiers.deadlines

_HANDED_AT_A_TIME = 50
AT_THE_COUNTER = "counter"


# ---- Who works on it ----------------------------------------------------------------------------


def assign(code: str, by: Person, request: Request, to: str, now: Now = clock.now) -> Whole:
    """Phân công người thụ lý."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.assign(turn, authority.worker(to, turn.whole)))

    return dossiers.make(code, by, request, Move.ASSIGN, authority.head, decide, now)


def hand_over(
    code: str,
    by: Person,
    request: Request,
    to: str,
    now: Now = clock.now,
    who: Who = authority.giver,
) -> Whole:
    """Bàn giao: by whoever has it in hand, or by a head."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.hand_over(turn, authority.worker(to, turn.whole)))

    return dossiers.make(code, by, request, Move.HAND_OVER, who, decide, now)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Codes handed over, and those that were not with the refusal of each."""

    done: list[str]
    left: list[tuple[str, Refusal]]


def hand_over_all(
    officer: str, to: str, by: Person, request: Request, now: Now = clock.now
) -> HandedOver:
    """Every open dossier of an officer who leaves, each by its own event.

    A run that is cut short is simply run again: what was handed over is no longer there.
    What the officer has at other agencies stays for those who may hand it over; one that
    cannot be handed over keeps no other back.
    """
    if dossiers.is_nobody(officer):
        raise Invalid("not_an_officer", wording.NOT_AN_OFFICER)
    done: list[str] = []
    left: list[tuple[str, Refusal]] = []
    low, others = dossiers.FIRST, False
    while page := dossiers.in_hands(officer, (low, dossiers.LAST), _HANDED_AT_A_TIME):
        for place, dossier in page:
            low = f"{place} "
            if not any(by.holds(role, dossier.settled_by) for role in dossiers.KEEPERS):
                others = True
                continue
            try:
                each = replace(request, key=None, version=None)
                hand_over(dossier.code, by, each, to, now, authority.keeper)
                done.append(dossier.code)
            except Refusal as refused:
                left.append((dossier.code, refused))
    if not done and not left and not others and not people.is_known(officer):
        raise NotFound("officer_not_found", wording.OFFICER_NOT_FOUND)
    if not done and left:
        raise left[0][1]
    if not done and others:
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)
    return HandedOver(done, left)


class Warned(NamedTuple):
    """Where a role has nobody now, and by agency what whoever lost theirs still has in hand."""

    last_of_role: list[LastOfRole]
    in_hand: dict[str, list[str]]


def change_grants(
    subject: str,
    name: str,
    grants: dict[str, list[str]],
    by: Person,
    note: str,
    number: str | None,
    to: str | None,
    now: Now = clock.now,
    titles: Mapping[str, str] | None = None,
) -> Warned:
    """An administrator's change of somebody's roles. What they have in hand and may process no
    longer is handed over in the same act, to ``to``.

    ``number`` is their identity number, if it is told; ``titles`` what stands above their
    signature, by agency. Answers where a role has nobody now, and what they still have in hand.
    """
    before: dict[str, Any] = {}

    def hand_over_to(code: str) -> Whole:
        assert to, "somebody is named"
        return hand_over(code, by, Request(note=note), to, now, authority.keeper)

    gives = hand_over_to if to else None

    def first(held: Mapping[str, Any]) -> None:
        before.update(held)
        leaving.must_hand_over(subject, held, grants, gives)

    key, business_key = (
        people.key_of(kind, number) if number else "" for kind in (roles.CITIZEN, roles.FIRM)
    )
    people.change_grants(subject, name, grants, by, note, key, business_key, first, titles)
    left = leaving.left_in_hand(subject, grants, gives)
    return Warned(leaving.last_of_role(subject, before, grants), left)


# ---- Steps --------------------------------------------------------------------------------------


def complete_step(
    code: str, by: Person, request: Request, done: str | None = None, now: Now = clock.now
) -> Whole:
    """Hoàn thành bước hiện tại của quy trình nội bộ; ``done`` names it."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.complete_step(turn, done))

    return dossiers.make(code, by, request, Move.COMPLETE_STEP, authority.step_maker, decide, now)


def send_back(code: str, by: Person, request: Request, reason: str, now: Now = clock.now) -> Whole:
    """Trả lại bước trước: by whoever has the present step, or by a head."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.send_back(turn, reason))

    who = authority.step_maker_or_head
    return dossiers.make(code, by, request, Move.SEND_BACK, who, decide, now)


# ---- Opinions -----------------------------------------------------------------------------------


def request_opinions(
    code: str,
    by: Person,
    request: Request,
    consulted: list[tuple[str, int]],
    question: str,
    now: Now = clock.now,
) -> Whole:
    """Lấy ý kiến: several agencies in parallel, each with its working days."""

    def decide(turn: Turn) -> Decision:
        for _, days in consulted:
            model.must_be_sensible(turn, days)
        return Decision(model.request_opinions(turn, _due_at(turn, consulted), question))

    move = Move.REQUEST_OPINIONS
    return dossiers.make(code, by, request, move, authority.processor, decide, now)


def give_opinion(
    code: str, by: Person, request: Request, id: str, answer: str, now: Now = clock.now
) -> Whole:
    """Cơ quan được hỏi trả lời; late is noted."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.give_opinion(turn, id, answer))

    who = authority.consulted(id)
    return dossiers.make(code, by, request, Move.GIVE_OPINION, who, decide, now)


def cancel_opinion(
    code: str, by: Person, request: Request, id: str, reason: str, now: Now = clock.now
) -> Whole:
    """Thôi lấy ý kiến: by whoever may request one, with the reason."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.cancel_opinion(turn, id, reason))

    move = Move.CANCEL_OPINION
    return dossiers.make(code, by, request, move, authority.processor, decide, now)


# ---- The deadline, and the result ---------------------------------------------------------------


def extend(
    code: str, by: Person, request: Request, days: int, reason: str, now: Now = clock.now
) -> Whole:
    """Xin lỗi và hẹn lại: signed by a head, in time, once (Mẫu số 04)."""

    def decide(turn: Turn) -> Decision:
        model.must_be_sensible(turn, days)
        longer = deadlines.longer(turn.deadline, days, turn.dossier)
        last_day = deadlines.last_day_to_extend(turn.deadline, turn.rules)
        return Decision(model.extend(turn, longer, last_day, reason))

    return dossiers.make(code, by, request, Move.EXTEND, authority.head, decide, now)


def lengthen(
    code: str,
    by: Person,
    request: Request,
    limit: str,
    days: int | None,
    paper: str,
    reason: str,
    now: Now = clock.now,
) -> Whole:
    """Kéo dài thời hạn theo luật: ``limit`` is a longer limit of the procedure's version."""

    def decide(turn: Turn) -> Decision:
        version = turn.named.version
        given = version.longer_limit(limit, turn.dossier.case)
        lengthening = model.lengthening(given, days, paper)
        deadline = deadlines.lengthened(turn.deadline, lengthening, turn.dossier, version)
        return Decision(model.lengthen(turn, given, lengthening, deadline, paper, reason))

    return dossiers.make(code, by, request, Move.LENGTHEN, authority.processor, decide, now)


def record_verification(
    code: str, by: Person, request: Request, minutes: Minutes, now: Now = clock.now
) -> Whole:
    """Ghi nhận việc xác minh: where, with whom and what was found is sealed with the event."""

    def decide(turn: Turn) -> Decision:
        before = turn.whole.content
        sealed = {"salt": ids.fresh(), "verifications": (*before.verifications, minutes)}
        event = model.record_verification(turn, minutes.happened_at)
        return Decision(event, before.model_copy(update=sealed))

    move = Move.RECORD_VERIFICATION
    return dossiers.make(code, by, request, move, authority.processor, decide, now)


def explain_lateness(
    code: str, by: Person, request: Request, reason: str, explanation: str, now: Now = clock.now
) -> Whole:
    """Giải trình lý do chậm muộn với người đứng đầu."""

    def decide(turn: Turn) -> Decision:
        return Decision(model.explain_lateness(turn, reason, explanation))

    move = Move.EXPLAIN_LATENESS
    return dossiers.make(code, by, request, move, authority.explainer, decide, now)


def apologise(
    code: str, by: Person, request: Request, days: int | None, reason: str, now: Now = clock.now
) -> Whole:
    """Xin lỗi vì đã chậm: signed by a head; ``days`` from now is the new date (Mẫu số 04)."""

    def decide(turn: Turn) -> Decision:
        if days is not None:
            model.must_be_sensible(turn, days)
        return Decision(model.apologise(turn, _promised(turn, days), reason))

    return dossiers.make(code, by, request, Move.APOLOGISE, authority.head, decide, now)


def correct_result(
    code: str, by: Person, request: Request, number: str, fault: Fault, now: Now = clock.now
) -> Whole:
    """Sửa kết quả sai sót do cơ quan: with an apology, at the cost of the agency."""

    def decide(turn: Turn) -> Decision:
        event = faults.correct_result(turn, number, fault)
        return Decision(event, also=_taken(number, turn))

    return dossiers.make(code, by, request, Move.CORRECT_RESULT, authority.head, decide, now)


def withdraw_refusal(
    code: str,
    by: Person,
    request: Request,
    number: str,
    article: str,
    fault: Fault,
    now: Now = clock.now,
) -> Whole:
    """Thu hồi văn bản từ chối sai: with an apology, and the dossier is processed again."""

    def decide(turn: Turn) -> Decision:
        event = faults.withdraw_refusal(turn, number, article, fault)
        return Decision(event, also=_taken(number, turn))

    return dossiers.make(code, by, request, Move.WITHDRAW_REFUSAL, authority.head, decide, now)


def record_loss(
    code: str,
    by: Person,
    request: Request,
    papers: Sequence[str],
    damaged: bool,
    days: int | None,
    fault: Fault,
    now: Now = clock.now,
) -> Whole:
    """Xin lỗi và khắc phục giấy tờ bị mất, bị hỏng: ``days`` from now it is made up for."""

    def decide(turn: Turn) -> Decision:
        ready_at = _promised(turn, days)
        return Decision(faults.record_loss(turn, papers, damaged, ready_at, fault))

    return dossiers.make(code, by, request, Move.RECORD_LOSS, authority.head, decide, now)


def stop(
    code: str, by: Person, request: Request, ground: str, article: str, now: Now = clock.now
) -> Whole:
    """Dừng giải quyết, on a legal ground (Mẫu số 05)."""

    def decide(turn: Turn) -> Decision:
        return Decision(outcome.stop(turn, ground, article))

    return dossiers.make(code, by, request, Move.STOP, authority.head, decide, now)


def resolve(code: str, by: Person, request: Request, number: str, now: Now = clock.now) -> Whole:
    """Ký kết quả giải quyết."""

    def decide(turn: Turn) -> Decision:
        event = outcome.resolve(turn, number)
        return Decision(event, also=_taken(number, turn))

    return dossiers.make(code, by, request, Move.RESOLVE, authority.head, decide, now)


def refuse_to_resolve(
    code: str, by: Person, request: Request, reason: str, number: str, now: Now = clock.now
) -> Whole:
    """Từ chối giải quyết, with the reason (Mẫu số 03)."""

    def decide(turn: Turn) -> Decision:
        event = outcome.refuse_to_resolve(turn, reason, number)
        return Decision(event, also=_taken(number, turn))

    return dossiers.make(code, by, request, Move.REFUSE_TO_RESOLVE, authority.head, decide, now)


def give_back(
    code: str,
    by: Person,
    request: Request,
    method: str | None,
    received_by: str = "",
    sent_to: str = "",
    visitor: Visitor | None = None,
    now: Now = clock.now,
) -> Whole:
    """Trả kết quả, or the papers of what has none; as the applicant wished unless another way is
    given.

    At the counter to the applicant, or to a ``visitor`` with the right to take it. By post to
    ``sent_to``, else to where they wished it, else to where they live.
    """

    def decide(turn: Turn) -> Decision:
        how = method or turn.dossier.return_by
        came = _came_for(turn, how, received_by, visitor)
        name = came.who.name if came else received_by
        event = outcome.give_back(turn, how, name, dossiers.visitors.facts(came))
        received = _received(turn.whole.content, how, name, sent_to)
        return Decision(event, dossiers.visitors.noted(turn.whole.content, came, **received))

    return dossiers.make(code, by, request, Move.RETURN, authority.returning, decide, now)


def withdraw(
    code: str,
    by: Person,
    request: Request,
    reason: str,
    visitor: Visitor | None = None,
    now: Now = clock.now,
) -> Whole:
    """Rút hồ sơ, before a result is decided.

    By the applicant, or by reception for one who comes to the counter: ``visitor``, if that is
    not the applicant.
    """

    def decide(turn: Turn) -> Decision:
        if not by.is_applicant and procedures.channel(turn.dossier.channel).electronic:
            raise NotPermitted("withdrawn_online", wording.WITHDRAWN_ONLINE)
        came = dossiers.visitors.admitted(turn, visitor)
        event = outcome.withdraw(turn, reason, dossiers.visitors.facts(came))
        return Decision(event, dossiers.visitors.noted(turn.whole.content, came))

    who = authority.applicant_or_reception
    return dossiers.make(code, by, request, Move.WITHDRAW, who, decide, now)


def _taken(number: str, turn: Turn) -> tuple[table.Change, ...]:
    """The number, taken in the book of the agency that settles it."""
    dossier = turn.dossier
    of = (dossier.settled_by, dossier.procedure)
    return dossiers.numbers.claim(number, *of, turn.at, dossier.code)


def _promised(turn: Turn, days: int | None) -> dt.datetime | None:
    """The date that an apology promises; None where it promises none."""
    if days is None:
        return None
    return deadlines.promised(turn.at, days, turn.dossier.settled_by, turn.rules)


def _due_at(turn: Turn, consulted: list[tuple[str, int]]) -> dict[str, dt.datetime]:
    """By when each agency must answer; refuses one that is consulted already."""
    found: dict[str, dt.datetime] = {}
    today = clock.local_day(turn.at)
    busy = {turn.dossier.settled_by, *(one.agency for one in turn.dossier.opinions)}
    for identifier, days in consulted:
        agency = agencies.agency_in_force(identifier, today).identifier
        if agency in busy or agency in found:
            raise Invalid("asked_already", wording.ASKED_ALREADY.format(agency=agency))
        found[agency] = deadlines.of_opinion(turn.at, days, agency, turn.rules)
    return found


def _came_for(turn: Turn, how: str, received_by: str, visitor: Visitor | None) -> Came | None:
    """Who took a result at the counter, if not the applicant: never by a name alone."""
    if how == AT_THE_COUNTER and received_by:
        raise Invalid("say_who_came", wording.SAY_WHO_CAME)
    if how != AT_THE_COUNTER and not visitor:
        return None
    if how != AT_THE_COUNTER:
        raise Invalid("only_at_the_counter", wording.TAKEN_AT_THE_COUNTER)
    return dossiers.visitors.admitted(turn, visitor)


def _received(before: Content, how: str, received_by: str, sent_to: str) -> dict[str, str]:
    """Who signed for the result, and where the post took it, sealed with the event."""
    # Who took the one before took not what is handed over now.
    told = received_by or before.received_by
    received: dict[str, str] = {"received_by": received_by} if told else {}
    if how == BY_POST:
        received["sent_to"] = sent_to or before.return_by.address or before.applicant.address
    elif sent_to:
        raise Invalid("not_by_post", wording.NOT_BY_POST)
    return received
