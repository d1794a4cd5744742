"""A reference model of a dossier, written from the rules alone, independent of the code.

Statuses and moves come from the table of the national codes, working time from the published
opening hours, holidays from the decision of the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

ZONE = dt.timezone(dt.timedelta(hours=7))
MINUTE = dt.timedelta(minutes=1)
DAY = 480  # minutes of a working day

HOLIDAYS_2026 = {
    dt.date(2026, 1, 1),
    dt.date(2026, 2, 16),
    dt.date(2026, 2, 17),
    dt.date(2026, 2, 18),
    dt.date(2026, 2, 19),
    dt.date(2026, 2, 20),
    dt.date(2026, 4, 27),
    dt.date(2026, 4, 30),
    dt.date(2026, 5, 1),
    dt.date(2026, 8, 31),
    dt.date(2026, 9, 1),
    dt.date(2026, 9, 2),
}
HOURS = (((7, 0), (11, 30)), ((13, 30), (17, 0)))

REGISTERED, ACCEPTED, NOT_RECEIVED, PROCESSING, INCOMPLETE = 1, 2, 3, 4, 5
TO_PAY, WITHDRAWN, STOPPED, RESOLVED, RETURNED = 6, 7, 8, 9, 10
OVER = {NOT_RECEIVED, WITHDRAWN, STOPPED, RETURNED}

FROM = {
    "accept": {1},
    "forward": {2},
    "refuse_reception": {1, 5, 6},
    "request_supplement": {1, 2, 4, 6},
    "supplement": {5},
    "amend": {1},
    "demand_fee": {1, 2, 4, 6, 9},
    "pay_fee": {6, 9},
    "assign": {2, 4},
    "hand_over": {2, 4, 5, 6},
    "complete_step": {2, 4},
    "send_back": {4},
    "request_opinions": {2, 4},
    "give_opinion": {2, 4, 5, 6},
    "cancel_opinion": {2, 4, 5, 6},
    "extend": {2, 4},
    "lengthen": {2, 4},
    "record_verification": {2, 4},
    "explain_lateness": {1, 2, 4, 5, 6},
    "apologise": {2, 4, 5, 6},
    "stop": {4, 5, 6},
    "resolve": {4},
    "refuse_to_resolve": {4, 6},
    "return": {3, 7, 8, 9, 10},
    "withdraw": {1, 2, 4, 5, 6},
}

# Lawful whatever the status.
ANYWHERE = {
    "correct",
    "approve",
    "withdraw_approval",
    "correct_result",
    "withdraw_refusal",
    "record_loss",
}
# What is no step of the process: it may stand on the timeline while the paper waits. A corrected
# result is one: it is returned anew (Điều 21), and never before it was corrected.
ASIDE = (ANYWHERE - {"correct_result", "withdraw_refusal"}) | {"explain_lateness", "apologise"}

# What comes of an examination (Điều 17 khoản 1 and 2): one of these, or nothing if it is withdrawn.
EXAMINED = {"accept", "refuse_reception", "request_supplement", "demand_fee", "withdraw"}
# With one of these a due time is kept or missed: it is settled, it waits for the applicant, it has
# another day (Điều 19), or nobody waits for it any more.
DECIDES = {
    "resolve",
    "refuse_to_resolve",
    "stop",
    "withdraw",
    "request_supplement",
    "demand_fee",
    "extend",
    "lengthen",
}

RECEPTION, OFFICER, HEAD, CASHIER, KEEPER = "reception", "processing", "head", "finance", "keeper"


@dataclass(frozen=True)
class Someone:
    """Who acts: the roles they hold where, and whether the dossier is their own."""

    name: str
    holds: frozenset[tuple[str, str]] = frozenset()
    owns: bool = False
    officer: bool = True

    def at(self, agency: str) -> bool:
        return any(place == agency for _, place in self.holds)

    def has(self, role: str, agency: str) -> bool:
        return (role, agency) in self.holds


@dataclass(frozen=True)
class Procedure:
    """What a dossier's procedure asks and gives."""

    code: str
    steps: tuple[str, ...]  # between reception and signing
    days: int  # 0: the same day
    fee: int  # with the result; online before it is settled if ``prepaid``
    required: frozenset[str]
    papers: frozenset[str]
    form: frozenset[str]  # fields of the form
    longer: int = 0  # the days that the law adds when something must be verified
    prepaid: bool = True  # what is filed online (CV 442 mục 1b); no text says so of every fee
    notice: int = 3  # the days within which what is missing is asked for (Điều 17 khoản 1)
    settled_by: frozenset[str] = frozenset({"commune"})  # the agencies that are competent


@dataclass(frozen=True)
class Asked:
    """What a move asks besides the move itself."""

    subject: str = ""  # to whom, or for whom
    about: tuple[str, ...] = ()  # papers, fields, agencies
    amount: int = 0
    days: int = 0
    id: str = ""  # of an opinion, a step; what is approved
    number: str = "1"  # of the document that is the result
    version: int | None = None
    ago: int = 0  # how many minutes ago it was made, on paper; 0: now

    def when(self, at: dt.datetime) -> dt.datetime:
        """When it truly happens, of what is entered at a moment."""
        return at - self.ago * MINUTE


@dataclass(frozen=True)
class Clock:
    """Working minutes from a moment."""

    since: dt.datetime
    minutes: float
    stood: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    promised: float = 0  # of the minutes, those of an apology
    lawful: float = 0  # and those that the law adds

    @property
    def due(self) -> dt.datetime:
        return self.at(self.minutes)

    def at(self, minutes: float) -> dt.datetime:
        """When so many minutes have passed while it did not stand still."""
        return later(self.since, minutes, self.stood)


@dataclass(frozen=True)
class Reference:
    """A dossier as it should stand."""

    procedure: Procedure
    receives: str
    settles: str
    status: int
    examination: Clock | None = None
    received: dt.datetime | None = None
    forward_by: dt.datetime | None = None  # by when reception must forward it, while it has not
    forwarded: str = ""  # with the last move: "in_time" or "late"
    said_late: bool = False  # whether the last move says of itself that it was late
    result: Clock | None = None
    step: int = 0  # how many steps are done
    version: int = 1
    assignee: str | None = None
    held: int | None = None
    answer_by: dt.datetime | None = None
    supplements: int = 0
    changed: frozenset[str] = frozenset()
    defects: frozenset[str] = frozenset()  # what was asked for last
    unanswered: frozenset[str] = frozenset()  # what was asked for and nobody answered
    asked_in: tuple[int, int] = (0, 0)  # how often before acceptance, and in process
    fee_due: int = 0
    fee_paid: int = 0
    corrected: bool = False  # returned with an error, its new result lies at the desk
    refused_from: Reference | None = None  # how it stood before it was refused to be settled
    refused_at: dt.datetime | None = None
    handed_back: bool = False  # over without a result, its papers are with the applicant
    on_paper: bool = False  # papers of it were brought to a desk
    brought_here: frozenset[str] = frozenset()  # and which
    stood_since: dt.datetime | None = None  # waiting for a payment
    incomplete_since: dt.datetime | None = None  # waiting for a supplement
    extensions: int = 0
    lengthened: bool = False
    minutes: int = 0  # of verifications
    explained: dt.datetime | None = None  # the missed due time that was explained
    apologised: dt.datetime | None = None  # the one that was apologised for
    missed: dt.datetime | None = None  # the one that had passed when its clock began anew
    promised: dt.datetime | None = None  # and when it was promised for then
    opinions: tuple[tuple[str, str, dt.datetime], ...] = ()  # id, agency, until when
    asked_so_far: int = 0
    told_late: frozenset[str] = frozenset()
    warned: int = 0
    warns: bool = False
    corrections: int = 0
    approvals: tuple[tuple[str, str, str], ...] = ()  # of what, for whom, by whom
    by: str = ""  # who made the last move
    approved_by: str | None = None  # and who had approved it
    online: bool = True
    returns: str = ""  # the desk that the applicant chose for the result
    allowed_at: tuple[tuple[str, dt.datetime], ...] = ()  # since when what is approved
    came_at: dt.datetime | None = None  # when its life in this system began
    moved_at: dt.datetime | None = None  # when the last move of the process truly was
    filed_by: str = ""  # who filed it for the applicant
    acts_until: dt.date | None = None  # and the last day of their right (BLDS 2015 Điều 140)
    people: dict[str, Someone] = field(default_factory=dict, compare=False)

    # ---- How it begins -------------------------------------------------------------------

    @classmethod
    def filed(
        cls, procedure: Procedure, agency: str, at: dt.datetime, returns: str = ""
    ) -> Reference:
        return cls(
            procedure,
            agency,
            agency,
            REGISTERED,
            examination=Clock(at, DAY),
            returns=returns,
            moved_at=at,
            came_at=at,
        )

    @classmethod
    def brought(cls, procedure: Procedure, agency: str, settles: str, at: dt.datetime) -> Reference:
        fresh = cls(
            procedure,
            agency,
            settles,
            ACCEPTED,
            step=1,
            received=at,
            online=False,
            moved_at=at,
            came_at=at,
        )
        fresh = replace(fresh, on_paper=True, brought_here=procedure.required)
        return replace(fresh.counting_from(at), forward_by=forwarded_by(at))

    @classmethod
    def registered(cls, procedure: Procedure, agency: str, at: dt.datetime) -> Reference:
        """Brought to the counter, and to be examined."""
        fresh = replace(cls.filed(procedure, agency, at), online=False, on_paper=True)
        return replace(fresh, brought_here=procedure.required)

    @classmethod
    def taken_over(
        cls, procedure: Procedure, agency: str, received: dt.datetime, at: dt.datetime
    ) -> Reference:
        """Received at a desk of the system that was replaced, and in hand: its due time was
        promised there and stays. What was done before is that system's, and no book has it."""
        fresh = cls(
            procedure, agency, agency, ACCEPTED, step=1, received=received, online=False,
            on_paper=True, brought_here=procedure.required, moved_at=at, came_at=at,
        )  # fmt: skip
        return fresh.counting_from(received)

    # ---- What it shows -------------------------------------------------------------------

    @property
    def keys(self) -> tuple[str, ...]:
        return ("receive", *self.procedure.steps, "sign", "return")

    @property
    def step_now(self) -> str:
        return "done" if self.handed_back else (*self.keys, "done")[self.step]

    @property
    def to_hand_back(self) -> bool:
        return self.corrected or (
            self.status in (NOT_RECEIVED, WITHDRAWN, STOPPED)
            and self.on_paper
            and not self.handed_back
        )

    @property
    def is_open(self) -> bool:
        return self.status not in OVER

    @property
    def clock(self) -> str:
        """``examining``, ``running``, ``paused`` or ``over``."""
        if not self.is_open or self.status == RESOLVED:
            return "over"
        if self.status == INCOMPLETE or self.stood_since:
            return "paused"
        return "running" if self.received else "examining"

    def lawful(self) -> set[str]:
        found = {move for move, origins in FROM.items() if self.status in origins}
        if self.step_now in ("sign", "return"):
            found -= {"complete_step"}
        if self.step_now != "sign" or self.opinions:
            found -= {"resolve", "refuse_to_resolve"}
        if self.step <= 1:
            found -= {"send_back"}
        if not self.opinions:
            found -= {"give_opinion", "cancel_opinion"}
        if not self.received:
            # What was never received is not stopped: it is refused (Điều 17 khoản 1 điểm b).
            found -= {"hand_over", "apologise", "stop"}
        else:
            found -= {"refuse_reception"}
        if not self.forward_by:
            found -= {"forward"}
        if not self.fee_due:
            found -= {"pay_fee"}
        # Of what has no result the papers that were brought go back, once (Điều 20); a refusal
        # to settle and a stop are papers themselves (Điều 19 khoản 8).
        nothing = self.status in (NOT_RECEIVED, WITHDRAWN) and not self.on_paper
        # What was returned with an error of the agency is returned anew (Điều 21).
        if self.handed_back or nothing or (self.status == RETURNED and not self.corrected):
            found -= {"return"}
        return found

    @property
    def appointed(self) -> dt.datetime | None:
        """The hour named to the applicant; before acceptance the one set for the examination."""
        counted = self.result or self.examination
        return counted.due if counted else None

    def _now(self, at: dt.datetime) -> dt.datetime:
        """While its clock stands, no time passes for it."""
        return self.incomplete_since or self.stood_since or at

    def _due_day_has_come(self, at: dt.datetime) -> bool:
        due = self.appointed
        return due is not None and _day(self._now(at)) >= _day(due)

    def timely(self, at: dt.datetime) -> set[str]:
        """The lawful moves, without those for which there is no lateness, or no more, and those
        that a fee forbids or that ask for none."""
        found = self.lawful()
        if self.owes:
            found -= {"return"} if self.status == RESOLVED else set()
            found -= {"accept"} if self.owes_first else set()
        if not self.owes or self.fee_due:
            found -= {"demand_fee"}
        if self.status == INCOMPLETE and self.answer_by and at <= self.answer_by:
            found -= {"refuse_reception"}
        due = self.to_answer_for(at)
        if due is None or self.explained == due:
            found -= {"explain_lateness"}
        if self.explained != due or self.apologised == due:
            found -= {"apologise"}
        if self.lengthened or not self.procedure.longer or self.late(at):
            found -= {"lengthen"}
        if self.lengthened and not self.minutes:
            found -= {"resolve", "refuse_to_resolve"}
        if self.owing(at) and self.apologised != self.owing(at):
            found -= {"stop", "resolve", "refuse_to_resolve"}
        return found

    def late(self, at: dt.datetime) -> bool:
        return bool(self.result) and self._now(at) > self.result.due

    def owing(self, at: dt.datetime) -> dt.datetime | None:
        """The due time that was missed last: a new one makes nothing timely (CV 442 mục 1c)."""
        return self.result.due if self.result and self.late(at) else self.missed

    def to_answer_for(self, at: dt.datetime) -> dt.datetime | None:
        """What may be explained: what is missed, or on its last day what is due."""
        owing = self.owing(at)
        if owing and _day(at) >= _day(owing):
            return owing
        return self.appointed if self._due_day_has_come(at) else None

    @property
    def owes(self) -> bool:
        """Whether a fee is neither paid nor exempt."""
        return bool(self.procedure.fee) and not self.fee_paid

    @property
    def owes_first(self) -> bool:
        """Whether it owes one that is due before it is settled."""
        return self.owes and self.online and self.procedure.prepaid

    def _sees(self, who: Someone) -> bool:
        if not who.officer:
            return who.owns or who.name == self.filed_by
        asked = {agency for _, agency, _ in self.opinions}
        places = {self.receives, self.settles, self.returns, *asked}
        return any(who.at(place) for place in places)

    # ---- What may be refused, and why ----------------------------------------------------

    def refusals(self, move: str, who: Someone, asked: Asked, at: dt.datetime) -> set[str]:
        """Every reason for which the move must be refused; none: it must be made."""
        reasons = set(self._who(move, who, asked, at))
        if who.officer and who.owns:
            reasons.add("own_dossier")
        if reasons:
            return reasons  # who may not make it learns nothing else
        if asked.ago and not who.officer:
            return {"entered_by_officers"}
        if asked.version not in (None, self.version):
            return {"dossier_changed"}
        law = asked.id if move == "approve" else move
        if law not in ANYWHERE and law not in self.lawful():
            reasons.add("unlawful_move")
        if asked.ago:
            reasons |= set(self._on_paper(move, who, asked, at))
        if move == "cancel_opinion" and not self._awaits(asked.id):
            return reasons | {"opinion_not_found"}
        return reasons | set(self._what(move, who, asked, asked.when(at)))

    def _on_paper(self, move: str, who: Someone, asked: Asked, at: dt.datetime) -> Iterator[str]:
        """The book is entered when the system works again (S2 Điều 21.4): as it was (S1 Điều
        20.2), so in the order in which it was, and within five working days."""
        when = asked.when(at)
        # What was said of its lateness stands beside the moves, and may have been said before one.
        aside = move in ("explain_lateness", "apologise")
        before = self.came_at if aside else self.moved_at
        if before and when < before:
            yield "before_the_last_move"
        if later(when, 5 * DAY) < at:
            yield "entered_too_late"
        # Outside the office it is received, verified and returned (S1 Điều 31.4): no word of what
        # was settled there makes timely what is late when it is entered. Whoever receives at a
        # hamlet forwards from there too.
        if move != "forward" and any(when <= end < at for end in self._ends_with(move, who, asked)):
            yield "late_outside_office"

    def _ends_with(self, move: str, who: Someone, asked: Asked) -> Iterator[dt.datetime]:
        """The times that are kept or missed with a move: what is done after one of them is late."""
        if move in DECIDES and self.clock == "running" and self.result:
            yield self.result.due
        if (move in EXAMINED or move == "amend") and self.clock == "examining" and self._examining:
            yield self._examining
        if self.forward_by and self._takes_up(move, who, asked):
            yield self.forward_by
        if move == "give_opinion":
            yield from (until for id, _, until in self.opinions if id == asked.id)

    @property
    def _examining(self) -> dt.datetime | None:
        """By when it must be examined, while it is: an answer or a fee that is waited for has
        ended the examination (NĐ 107/2021)."""
        return self.examination.due if self.examination and self.status == REGISTERED else None

    def _takes_up(self, move: str, who: Someone, asked: Asked) -> bool:
        """Whether reception's part ends with a move (Điều 18 khoản 2): it forwards, or whoever
        processes it there has it in hand, or nobody will ever have it."""
        if move in ("forward", "withdraw"):
            return True
        roles = {role for role, place in self._roles(move, who, asked) if place == self.settles}
        return move not in ANYWHERE | ASIDE and bool(roles) and roles <= {OFFICER, HEAD}

    def _says_late(self, move: str, asked: Asked, when: dt.datetime) -> bool:
        """What a move says of lateness, whatever comes of it (NĐ 107/2021; CV 442 mục 1c)."""
        if move in EXAMINED and self._examining:
            return when > self._examining
        if move in ("resolve", "refuse_to_resolve", "stop", "withdraw"):
            return self.owing(when) is not None
        if move == "supplement":
            return self.answer_by is not None and when > self.answer_by
        if move in ("give_opinion", "cancel_opinion"):
            return any(when > until for id, _, until in self.opinions if id == asked.id)
        return False

    def _awaits(self, opinion: str) -> bool:
        return any(id == opinion for id, _, _ in self.opinions)

    def _who(self, move: str, who: Someone, asked: Asked, at: dt.datetime) -> Iterator[str]:
        if move in ("supplement", "amend", "withdraw") and not who.officer:
            if who.owns:
                return
            if who.name != self.filed_by:
                yield "dossier_not_found"
            elif self.acts_until and _day(at) > self.acts_until:
                yield "authority_lapsed"
            return
        if move == "give_opinion" and not self._awaits(asked.id):
            yield "opinion_not_found" if who.officer and self._sees(who) else "other_agency"
            return
        role_at = dict(self._roles(move, who, asked))
        place = next(iter(role_at.values()), self.settles)
        if not who.at(place):
            yield "other_agency"
        elif not any(who.has(role, place) for role in role_at):
            yield "other_role"
        in_process = self.received is not None and move in ("request_supplement", "demand_fee")
        in_process = in_process and self.status != RESOLVED
        if (
            in_process
            or move in ("complete_step", "send_back", "request_opinions", "cancel_opinion")
            or move in ("lengthen", "record_verification")
            or (move == "explain_lateness" and self.received)
        ) and (self.assignee not in (None, who.name) and not who.has(HEAD, self.settles)):
            yield "assigned_to_other"

    def _roles(self, move: str, who: Someone, asked: Asked) -> Iterator[tuple[str, str]]:
        """Which roles may make the move, and where."""
        if move == "return":
            # NĐ 61/2018 Điều 20: where the applicant was told to collect it.
            yield RECEPTION, self.returns or self.receives
        elif move in (
            "accept",
            "forward",
            "refuse_reception",
            "correct",
            "supplement",
            "amend",
            "withdraw",
        ) or (move == "explain_lateness" and not self.received):
            yield RECEPTION, self.receives
        elif move == "demand_fee" and self.status == RESOLVED:
            # Whoever takes the money when the result is collected.
            yield from [(RECEPTION, self.receives), (CASHIER, self.receives)]
        elif move in ("request_supplement", "demand_fee"):
            yield (OFFICER, self.settles) if self.received else (RECEPTION, self.receives)
        elif move == "pay_fee":
            yield from [(RECEPTION, self.receives), (CASHIER, self.receives)]
        elif move == "hand_over":
            yield HEAD, self.settles
            if self.assignee == who.name:
                yield OFFICER, self.settles
        elif move in ("complete_step", "send_back"):
            # By whoever has the step; a head may send it back whoever has it. Where there is
            # no step to do, whoever has one in the process learns so.
            if move not in self.lawful():
                yield from [(role, self.settles) for role in (RECEPTION, OFFICER, HEAD)]
            else:
                yield (HEAD if self.step_now == "sign" else OFFICER), self.settles
            if move == "send_back":
                yield HEAD, self.settles
        elif move in ("request_opinions", "cancel_opinion") or (
            move in ("explain_lateness", "lengthen", "record_verification") and self.received
        ):
            yield from [(OFFICER, self.settles), (HEAD, self.settles)]
        elif move == "give_opinion":
            place = next((agency for id, agency, _ in self.opinions if id == asked.id), "")
            yield from [(OFFICER, place), (HEAD, place)]
        else:
            yield HEAD, self.settles

    def _what(self, move: str, who: Someone, asked: Asked, at: dt.datetime) -> Iterator[str]:
        if move == "request_supplement":
            yield from self._defects(who, asked, at)
        elif move == "amend":
            if set(asked.about) - self.procedure.papers:
                yield "unknown_paper"
            if not asked.about:
                yield "nothing_amended"
        elif move == "supplement":
            if set(asked.about) - self.procedure.papers:
                yield "unknown_paper"
            if not asked.about:
                yield "nothing_supplemented"
            elif not self.defects & set(asked.about):
                yield "defects_unanswered"
        elif move == "demand_fee":
            if REGISTERED in (self.status, self.held):
                if set(asked.about) - self.procedure.papers:
                    yield "unknown_paper"
                if self.procedure.required - set(asked.about):
                    yield "not_examined"
            if self.fee_due:
                yield "already_demanded"
            if not self.owes:
                yield "nothing_to_pay"
        elif move == "refuse_reception" and self.status == INCOMPLETE:
            if self.answer_by and at <= self.answer_by:
                yield "answer_awaited"
        elif move in ("stop", "resolve", "refuse_to_resolve"):
            if move == "stop" and self.answer_by and at <= self.answer_by:
                yield "answer_awaited"
            if move == "resolve" and self.owes_first:
                yield "fee_not_settled"
            if move != "stop" and not asked.number:
                yield "number_needed"
            # Given longer to be verified, it has its minutes (Điều 19.3b).
            if move != "stop" and self.lengthened and not self.minutes:
                yield "verification_not_recorded"
            # Nothing late ends without the explanation and the apology (CV 442 mục 1c).
            if self.owing(at) and self.explained != self.owing(at):
                yield "lateness_not_explained"
            if self.owing(at) and self.apologised != self.owing(at):
                yield "apology_needed"
        elif move == "lengthen":
            if not self.procedure.longer:
                yield "no_longer_limit"
            elif asked.days > self.procedure.longer:
                yield "too_many_days"
            if self.lengthened:
                yield "lengthened_already"
            if self.late(at):
                yield "lengthening_late"
        elif move in ("explain_lateness", "apologise"):
            yield from self._lateness(move, asked, at)
        elif (move in ("accept", "complete_step") and self.owes_first) or (
            move == "return" and self.status == RESOLVED and self.owes
        ):
            yield "fee_not_settled"
        elif move == "withdraw" and who.officer and self.online:
            yield "withdrawn_online"
        elif move == "pay_fee" and asked.amount != self.fee_due:
            yield "wrong_amount"
        elif move in ("assign", "hand_over"):
            yield from self._worker(asked.subject)
            if asked.subject == self.assignee:
                yield "already_assigned"
        elif move == "complete_step" and asked.id not in ("", self.step_now):
            yield "other_step"
        elif move == "request_opinions":
            if not all(one.startswith("H01.") for one in asked.about):
                yield "unknown_agency"
            busy = [self.settles, *(agency for _, agency, _ in self.opinions)]
            everyone = [*busy, *asked.about]
            if len(set(everyone)) < len(everyone):
                yield "asked_already"
            if asked.days > self._most_days():
                yield "too_many_days"
        elif move == "extend":
            if self.extensions >= 1:
                yield "extended_already"
            # At the latest 01 day before the day of the appointment (Điều 19.9).
            if self.result and _day(at) > _day(self.result.due) - dt.timedelta(days=1):
                yield "extension_late"
            if asked.days > self._most_days():
                yield "too_many_days"
        elif move == "correct_result":
            # Only a result can be wrong; the new document has a number of its own (Điều 21).
            if self.status not in (RESOLVED, RETURNED):
                yield "no_result"
            elif not asked.number:
                yield "number_needed"
        elif move == "withdraw_refusal":
            # Only a refusal to settle; the document that withdraws it has a number of its own.
            if self.status != STOPPED or not self.refused_from:
                yield "no_refusal"
            elif not asked.number:
                yield "number_needed"
        elif move == "record_loss":
            # Only what is here is lost here (Điều 21).
            if set(asked.about) - self.brought_here:
                yield "not_handed_in"
        elif move == "correct":
            if not self._approved("correct", who.name, at):
                yield "approver_needed"
            if not asked.amount:
                yield "nothing_corrected"
        elif move == "approve":
            yield from self._approval(who, asked)
        elif move == "withdraw_approval" and not self._standing(asked.id):
            yield "approval_not_found"

    def _lateness(self, move: str, asked: Asked, at: dt.datetime) -> Iterator[str]:
        """Said from the day it is due; the apology once, with the one new date that is left."""
        due = self.to_answer_for(at)
        if due is None:
            yield "not_late"
            return
        if move == "explain_lateness":
            return
        if self.apologised == due:
            yield "apologised_already"
        if self.explained != due:
            yield "lateness_not_explained"
        given = self.extensions + (1 if self.promised else 0)
        if asked.days and given >= 1:
            yield "extended_already"
        if not asked.days and not given:
            yield "promise_needed"
        if asked.days > self._most_days():
            yield "too_many_days"

    def _most_days(self) -> int:
        """A new date is no further off than the procedure's own limit, or three days."""
        return max(self.procedure.days, 3)

    def _defects(self, who: Someone, asked: Asked, at: dt.datetime) -> Iterator[str]:
        known = self.procedure.papers | {f"form/{one}" for one in self.procedure.form} | {"form"}
        if set(asked.about) - known:
            yield "unknown_defect"
        if len(set(asked.about)) < len(asked.about):
            yield "defect_named_twice"
        if self.received and self.result and at > self.result.at(self.procedure.notice * DAY):
            yield "supplement_notice_late"
        # Each stage asks once; what was named and not answered may be named again.
        further = self.asked_in[self.received is not None] >= 1
        if further and not asked.number:
            yield "ground_needed"
        again = further and set(asked.about) - self.changed - self.unanswered
        if again and not self._approved("request_supplement", who.name, at):
            yield "approver_needed"

    def _approval(self, who: Someone, asked: Asked) -> Iterator[str]:
        """Of a move, for whoever makes it, by another; one at a time."""
        maker = self.people.get(asked.subject)
        in_process = self.received is not None and asked.id == "request_supplement"
        role, place = (OFFICER, self.settles) if in_process else (RECEPTION, self.receives)
        if maker is None or not maker.has(role, place):
            yield "not_their_move"
        elif maker.owns:
            yield "own_dossier"
        elif (
            in_process
            and self.assignee not in (None, maker.name)
            and not maker.has(HEAD, self.settles)
        ):
            yield "assigned_to_other"
        if asked.subject == who.name:
            yield "own_approval"
        if self._standing(asked.id):
            yield "already_approved"

    def _standing(self, move: str) -> list[tuple[str, str, str]]:
        return [one for one in self.approvals if one[0] == move]

    def _approved(self, move: str, name: str, at: dt.datetime) -> str | None:
        """Who had approved by then that somebody makes a move, if anyone had."""
        if any(what == move and since > at for what, since in self.allowed_at):
            return None
        return next((by for _, whom, by in self._standing(move) if whom == name), None)

    def _worker(self, name: str) -> Iterator[str]:
        worker = self.people.get(name)
        if worker is None or not worker.has(OFFICER, self.settles):
            yield "not_an_officer_there"
        elif worker.owns:
            yield "own_dossier"

    # ---- What a move makes of it ---------------------------------------------------------

    def after(self, move: str, who: str, asked: Asked, at: dt.datetime) -> Reference:
        when = asked.when(at)
        late = self._says_late(move, asked, when)
        before = replace(self, by=who, approved_by=None, forwarded="", said_late=late)
        someone = self.people.get(who, Someone(who, officer=False))
        if self.forward_by and self._takes_up(move, someone, asked):
            # Whoever has it in hand was given it, though nobody wrote it down (Điều 18 khoản 2).
            in_time = "in_time" if when <= self.forward_by else "late"
            before = replace(before, forward_by=None, forwarded=in_time)
        made: Reference = getattr(before, f"_{move}")(asked, when)
        if made.status != self.status:
            made = replace(made, approvals=())
        if move not in ASIDE:
            made = replace(made, moved_at=when)
        return replace(made, version=self.version + 1)

    def after_warning(self, percent: int) -> Reference:
        return replace(
            self,
            version=self.version + 1,
            warned=percent,
            warns=percent < 100,
            approved_by=None,
            forwarded="",
            said_late=False,
        )

    def warning(self, at: dt.datetime) -> int:
        """The share of the working time that is used up and that nobody was told of."""
        if not (self.warns and self.is_open and self.result):
            return 0
        shares = [one for one in (50, 80, 100) if one > self.warned]
        used = self.result
        return max((one for one in shares if used.at(used.minutes * one / 100) <= at), default=0)

    def overdue(self, at: dt.datetime) -> frozenset[str]:
        """The opinions that did not come in time and that nobody was told of."""
        if not self.is_open:
            return frozenset()
        return frozenset(id for id, _, until in self.opinions if until < at) - self.told_late

    def after_overdue(self, late: frozenset[str]) -> Reference:
        told = self.told_late | late
        return replace(
            self,
            version=self.version + 1,
            told_late=told,
            approved_by=None,
            forwarded="",
            said_late=False,
        )

    def counting_from(self, at: dt.datetime) -> Reference:
        """From zero; the days of an apology stay promised."""
        minutes = float(self.procedure.days * DAY) or until_closing(at)
        promised = self.result.promised if self.result else 0
        lawful = self.result.lawful if self.result else 0
        result = Clock(at, minutes + promised + lawful, promised=promised, lawful=lawful)
        return replace(self, result=result, warned=0, warns=True)

    def _accept(self, asked: Asked, at: dt.datetime) -> Reference:
        # What was brought is received when it was brought or complete (Điều 17.1), what was
        # filed online when it is accepted; what waited for its fee when that is paid.
        begins = at
        if not self.online and self.status == REGISTERED and self.examination:
            begins = self.examination.since
        accepted = replace(self, status=ACCEPTED, step=1, received=begins, examination=None)
        return replace(accepted.counting_from(begins), forward_by=forwarded_by(at))

    def _forward(self, asked: Asked, at: dt.datetime) -> Reference:
        return self

    def _refuse_reception(self, asked: Asked, at: dt.datetime) -> Reference:
        return self._over(NOT_RECEIVED)

    def _over(self, status: int) -> Reference:
        """What is over waits for nothing: no answer, no payment, no opinion, no clock."""
        return replace(
            self,
            status=status,
            warns=False,
            fee_due=0,
            held=None,
            answer_by=None,
            stood_since=None,
            incomplete_since=None,
            opinions=(),
        )

    def _request_supplement(self, asked: Asked, at: dt.datetime) -> Reference:
        before, inside = self.asked_in
        return replace(
            self,
            status=INCOMPLETE,
            held=self.held or self.status,
            fee_due=0,  # a fault found while the fee is waited for ends the demand
            stood_since=None,
            supplements=self.supplements + 1,
            changed=frozenset(),
            defects=frozenset(asked.about),
            unanswered=self.unanswered | set(asked.about),
            asked_in=(before + 1, inside) if self.received is None else (before, inside + 1),
            warns=False,
            answer_by=later(at, 30 * DAY),
            incomplete_since=self.stood_since or at,  # its clock stands already
            approved_by=self._approved("request_supplement", self.by, at),
        )

    def _supplement(self, asked: Asked, at: dt.datetime) -> Reference:
        back = replace(
            self,
            status=self.held or REGISTERED,
            held=None,
            answer_by=None,
            incomplete_since=None,
            changed=self.changed | set(asked.about),
            # Brought to the desk, where an officer took it in for the applicant.
            on_paper=self.on_paper or self.by in self.people,
            brought_here=self._brought_with(asked),
            unanswered=self.unanswered - set(asked.about),
        )
        if self.received:
            return replace(back.counting_from(at), missed=self.owing(at))
        return replace(back, examination=Clock(at, DAY))

    def _amend(self, asked: Asked, at: dt.datetime) -> Reference:
        """Before it is accepted (NĐ 45/2020 Điều 12): what is examined is what it is now, so the
        hours begin anew; those that are over stay over."""
        assert self.examination is not None
        in_time = at <= self.examination.due
        return replace(
            self,
            examination=Clock(at, DAY) if in_time else self.examination,
            changed=self.changed | set(asked.about),
            unanswered=self.unanswered - set(asked.about),
            on_paper=self.on_paper or self.by in self.people,
            brought_here=self._brought_with(asked),
        )

    def _brought_with(self, asked: Asked) -> frozenset[str]:
        """Brought to the desk what an officer takes in; online nobody hands in paper."""
        if self.by not in self.people:
            return self.brought_here
        return self.brought_here | (set(asked.about) & self.procedure.papers)

    def _demand_fee(self, asked: Asked, at: dt.datetime) -> Reference:
        if self.status == RESOLVED:
            return replace(self, fee_due=self.procedure.fee)
        return replace(
            self,
            status=TO_PAY,
            held=self.status,
            fee_due=self.procedure.fee,
            answer_by=later(at, 30 * DAY),
            stood_since=at if self.received else None,
            warns=False,
        )

    def _pay_fee(self, asked: Asked, at: dt.datetime) -> Reference:
        paid = replace(
            self,
            held=None,
            fee_due=0,
            fee_paid=self.fee_paid + asked.amount,
            answer_by=None,
            stood_since=None,
        )
        if self.status == RESOLVED:
            return paid
        if self.held == REGISTERED:
            return paid._accept(asked, at)
        assert self.result is not None
        assert self.stood_since is not None
        stood = (*self.result.stood, (self.stood_since, at))
        return replace(
            paid,
            status=self.held or PROCESSING,
            result=replace(self.result, stood=stood),
            warns=self.warned < 100,
        )

    def _assign(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, assignee=asked.subject)

    _hand_over = _assign

    def _complete_step(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, status=PROCESSING, step=self.step + 1)

    def _send_back(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, step=self.step - 1)

    def _request_opinions(self, asked: Asked, at: dt.datetime) -> Reference:
        first = self.asked_so_far + 1
        until = later(at, asked.days * DAY)
        new = tuple((str(id), agency, until) for id, agency in enumerate(asked.about, first))
        return replace(
            self, opinions=self.opinions + new, asked_so_far=self.asked_so_far + len(new)
        )

    def _give_opinion(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, opinions=tuple(one for one in self.opinions if one[0] != asked.id))

    _cancel_opinion = _give_opinion

    def _extend(self, asked: Asked, at: dt.datetime) -> Reference:
        assert self.result is not None
        more = asked.days * DAY
        longer = replace(
            self.result, minutes=self.result.minutes + more, promised=self.result.promised + more
        )
        return replace(self, result=longer, extensions=self.extensions + 1, warns=self.warned < 100)

    def _lengthen(self, asked: Asked, at: dt.datetime) -> Reference:
        assert self.result is not None
        more = (asked.days or self.procedure.longer) * DAY
        longer = replace(self.result, minutes=self.result.minutes + more, lawful=more)
        return replace(self, result=longer, lengthened=True, warns=self.warned < 100)

    def _record_verification(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, minutes=self.minutes + 1)

    def _explain_lateness(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, explained=self.to_answer_for(at))

    def _apologise(self, asked: Asked, at: dt.datetime) -> Reference:
        until = later(at, asked.days * DAY) if asked.days else None
        return replace(self, apologised=self.to_answer_for(at), promised=until)

    def _stop(self, asked: Asked, at: dt.datetime) -> Reference:
        return self._over(STOPPED)

    def _refuse_to_resolve(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self._over(STOPPED), refused_from=self, refused_at=at)

    def _withdraw_refusal(self, asked: Asked, at: dt.datetime) -> Reference:
        """The agency's own error takes no time from the applicant, and gives the agency none: it
        goes on as if it had not been refused; while a fee was waited for its clock stood."""
        before = self.refused_from
        assert before is not None
        assert before.result is not None
        assert self.refused_at is not None
        stood = before.result.stood
        if before.stood_since:
            stood = (*stood, (before.stood_since, self.refused_at))
        return replace(
            self,
            status=PROCESSING,
            result=replace(before.result, stood=stood),
            warns=self.warned < 100,
            on_paper=self.on_paper and not self.handed_back,
            handed_back=False,
            refused_from=None,
        )

    def _resolve(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, status=RESOLVED, step=self.step + 1, warns=False)

    def _correct_result(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, corrected=self.status == RETURNED)

    def _record_loss(self, asked: Asked, at: dt.datetime) -> Reference:
        """An apology and a remedy: it changes nothing of where it stands."""
        return self

    def _return(self, asked: Asked, at: dt.datetime) -> Reference:
        if self.corrected:
            return replace(self, corrected=False)
        if self.status != RESOLVED:
            return replace(self, handed_back=True)
        return replace(self, status=RETURNED, step=self.step + 1)

    def _withdraw(self, asked: Asked, at: dt.datetime) -> Reference:
        return self._over(WITHDRAWN)

    def _correct(self, asked: Asked, at: dt.datetime) -> Reference:
        approver = self._approved("correct", self.by, at)
        used = self._withdraw_approval(Asked(id="correct"), at)
        return replace(used, corrections=self.corrections + 1, approved_by=approver)

    def _approve(self, asked: Asked, at: dt.datetime) -> Reference:
        given = (asked.id, asked.subject, self.by)
        since = [one for one in self.allowed_at if one[0] != asked.id]
        return replace(
            self, approvals=(*self.approvals, given), allowed_at=(*since, (asked.id, at))
        )

    def _withdraw_approval(self, asked: Asked, at: dt.datetime) -> Reference:
        return replace(self, approvals=tuple(one for one in self.approvals if one[0] != asked.id))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZONE).date()


# ---- Working time ----------------------------------------------------------------------------


def later(
    moment: dt.datetime,
    minutes: float,
    stood: Iterable[tuple[dt.datetime, dt.datetime]] = (),
) -> dt.datetime:
    """When so many working minutes will have passed; with none, when the office is open.

    The time between the pairs of ``stood`` does not pass.
    """
    left = dt.timedelta(minutes=minutes)
    for opens, closes in _without(stood, openings(moment)):
        begins = max(opens, moment)
        if begins >= closes:
            continue
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    raise AssertionError("the office never opens again")


def _without(
    stood: Iterable[tuple[dt.datetime, dt.datetime]],
    stretches: Iterable[tuple[dt.datetime, dt.datetime]],
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    for opens, closes in stretches:
        for begin, end in sorted(stood):
            if opens < begin < closes:
                yield opens, begin
            if begin < closes and end > opens:
                opens = max(opens, end)
        yield opens, closes


def until_closing(moment: dt.datetime) -> float:
    """The minutes left of a matter of the same day; after 15:00 it has the next day too."""
    begins = later(moment, 0)
    days = [begins.date()]
    if begins.time() > dt.time(15):
        days.append(later(dt.datetime.combine(days[0], dt.time(17), ZONE), 0).date())
    left = sum(
        (max(closes - max(opens, begins), 0 * MINUTE) for day in days for opens, closes in on(day)),
        start=0 * MINUTE,
    )
    return left / MINUTE


def forwarded_by(accepted: dt.datetime) -> dt.datetime:
    """Within the working day; of what comes after three o'clock, the beginning of the next working
    day (NĐ 61/2018 Điều 18 khoản 2). A day off is no working day to forward it in."""
    comes = accepted.astimezone(ZONE)
    if on(comes.date()) and comes.time() <= dt.time(15):
        *_, (_, closes) = on(comes.date())
        return closes
    tomorrow = dt.datetime.combine(comes.date() + dt.timedelta(days=1), dt.time(), ZONE)
    return later(tomorrow, 0)


def openings(moment: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    day = moment.astimezone(ZONE).date()
    for offset in range(400):
        yield from on(day + dt.timedelta(days=offset))


def on(day: dt.date) -> Iterable[tuple[dt.datetime, dt.datetime]]:
    if day.weekday() >= 5 or day in HOLIDAYS_2026:
        return []
    return [
        tuple(dt.datetime.combine(day, dt.time(*end), ZONE) for end in stretch)  # type: ignore[misc]
        for stretch in HOURS
    ]
