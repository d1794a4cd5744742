"""Random moves, lawful or not, compared with a model that knows only the rules."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from chalicelib.agencies.deadlines import explain
from chalicelib.dossiers import chain, store
from chalicelib.dossiers.actions import Written
from chalicelib.dossiers.model import Defect, HandedPaper, Minutes, ReturnBy
from chalicelib.dossiers.moves import Approvable
from chalicelib.dossiers.turn import Request
from chalicelib.dossiers.whole import Whole
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Refusal
from chalicelib.oversight import store as oversight
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.processing import reminders
from chalicelib.processing.faults import Fault
from chalicelib.reception import actions as reception
from chalicelib.reception import filing
from chalicelib.takeover import actions as takeover
from tests.dossiers import reference
from tests.dossiers.reference import (
    ANYWHERE,
    CASHIER,
    FROM,
    HEAD,
    KEEPER,
    OFFICER,
    RECEPTION,
    ZONE,
    Asked,
    Procedure,
    Reference,
    Someone,
)
from tests.support import officers
from tests.support.backstage import Backstage
from tests.support.moves import action
from tests.support.numbers import fresh, receipt
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.submissions import brought, complete, submission
from tests.support.trials import trials

RECEIVES, SETTLES, RETURNS = "H01.57", "H01.58", "H01.56"
# The province's centre receives for its departments (NĐ 61/2018 Điều 8).
CENTRE, BUILDING = "H01.20", "H01.13"
LEVELS = {RECEIVES: "commune", SETTLES: "commune", CENTRE: "centre", BUILDING: "department"}
ASKED = ("H01.59", "H01.60")
NUMBER = "089300000600"
APPLICANT = {
    "name": "Tạ Thị Thử",
    "identity_number": NUMBER,
    "phone": "0912000600",
    "address": "Số 6",
}

APPROVED = ("correct", "request_supplement")
_STEPS = ("take_over", "examine", "draft")
PROCEDURES = (
    # The recognition of a child: three days, a fee.
    Procedure(
        "1.001022",
        _STEPS,
        3,
        15_000,
        frozenset({"TK.NCMC", "GT.CMQH"}),
        frozenset({"TK.NCMC", "GT.CMQH", "GT.CCCD"}),
        frozenset(),
        longer=5,
    ),
    # The registration of a birth: the same day, no fee, a form.
    Procedure(
        "1.001193",
        ("examine",),
        0,
        0,
        frozenset({"TK.KS", "GT.GCS"}),
        frozenset({"TK.KS", "GT.GCS", "GT.UQ", "GT.MTH", "GT.CCCD", "GT.TTCT"}),
        frozenset({"child"}),
    ),
    # A building permit for longer: the department's, or the commune's; seven days to ask for
    # what is missing (Luật Xây dựng Điều 102 khoản 1).
    Procedure(
        "1.013227",
        _STEPS,
        5,
        15_000,
        frozenset({"TK.GPXD", "GT.GPXD"}),
        frozenset({"TK.GPXD", "GT.GPXD"}),
        frozenset({"address"}),
        prepaid=False,
        notice=7,
        settled_by=frozenset({"department", "commune"}),
    ),
)

GRANTED = {
    RECEPTION: roles.RECEPTION_OFFICER,
    OFFICER: roles.PROCESSING_OFFICER,
    HEAD: roles.HEAD_OFFICER,
    CASHIER: roles.FINANCE_OFFICER,
    KEEPER: roles.AGENCY_ADMIN,
}
PLACES = {
    "reception": (RECEPTION,),
    "officer": (OFFICER,),
    "colleague": (OFFICER,),
    "head": (HEAD,),
    "boss": (OFFICER, HEAD),
    "all-round": (RECEPTION, HEAD),
    "cashier": (CASHIER,),
    "keeper": (KEEPER,),
    "kin": (RECEPTION, OFFICER, HEAD),
}
OFFICERS = {
    # Of names that no other test grants anything.
    f"model's {place} {agency}": Someone(
        f"model's {place} {agency}", frozenset((role, agency) for role in held), owns=place == "kin"
    )
    for agency in (RECEIVES, SETTLES, RETURNS, CENTRE, BUILDING, *ASKED)
    for place, held in PLACES.items()
}
APPLICANTS = {
    "owner": Someone("owner", owns=True, officer=False),
    "stranger": Someone("stranger", officer=False),
    "agent": Someone("agent", officer=False),
}
EVERYONE = OFFICERS | APPLICANTS

# Mornings, evenings, lunch, a Saturday, the new year's holidays, minutes before closing.
BEGINNINGS = [
    dt.datetime(2026, month, day, *time, tzinfo=ZONE)
    for month, day, time in [
        (2, 2, (9, 0)),
        (2, 4, (12, 0)),
        (2, 6, (22, 30)),
        (2, 7, (10, 0)),
        (2, 9, (15, 1)),
        (2, 13, (16, 59)),
        (2, 17, (8, 0)),
        (3, 3, (15, 0)),
        (3, 5, (6, 0)),
        (4, 24, (15, 30)),
    ]
]
# Filed online, by the desk that the applicant chose for the result.
ONLINE = {"online": "", "returned elsewhere": RETURNS, "for another": ""}
WAYS = [
    "online",
    "returned elsewhere",
    "for another",
    "registered",
    "counter",
    "elsewhere",
    "taken over",
]
# Of an agency that gives no codes here: a taken over dossier keeps the one that it has.
OLD_CODES = (f"{ASKED[0]}-260120-{serial:04}" for serial in itertools.count(1))
# Where it is received, and who settles it, if not one agency of the commune.
DESKS = {"elsewhere": (RECEIVES, SETTLES), "centre": (CENTRE, BUILDING)}
# How long a right lasts to act for whose dossier it is.
RIGHT = dt.timedelta(days=6)
CHANCES = st.integers(0, 2**31).map(random.Random)
# A minute, a lunch, a night, a weekend.
WAITS = st.sampled_from([1, 7, 45, 180, 600, 900, 1440, 4320])
# How many minutes ago a move was made on paper; mostly it is made now.
AGO = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 30, 600, 1440, 20_000])


@pytest.fixture(scope="module")
def staff(province: Province) -> dict[str, Person]:
    """Everyone, as the house knows them."""
    for name, someone in OFFICERS.items():
        given: dict[str, list[str]] = {}
        for role, agency in someone.holds:
            given.setdefault(GRANTED[role], []).append(agency)
        officers.grant(
            name, name, given, key=people.key_of(roles.CITIZEN, NUMBER) if someone.owns else ""
        )
    found = {name: people.officer(name) for name in OFFICERS}
    return found | {
        "owner": citizen(NUMBER, name=APPLICANT["name"]),
        "stranger": citizen("089300000601"),
        "agent": citizen("089300000602"),
    }


def test_the_house_stands_as_the_model_whatever_is_tried(
    province: Province, staff: dict[str, Person]
) -> None:
    backstage = Backstage(province)
    made: Counter[str] = Counter()

    run_state_machine_as_test(
        lambda: Life(staff, backstage, made),  # type: ignore[arg-type]
        # The seed tells it all again; shrinking it would take minutes.
        settings=settings(trials(LIVES), stateful_step_count=STEPS, phases=[Phase.generate]),
    )

    assert set(made) == {
        *FROM,
        *ANYWHERE,
        "correct, approved",
        "request_supplement, approved",
        "warn",
        "overdue",
        "on paper",
        "not competent",
        "taken over",
        "authority_lapsed",
        "fee_not_settled",
        "refused",
    }, "what was never made"


LIVES, STEPS = 120, 32


class Life(RuleBasedStateMachine):
    """One dossier, moved at random, and its reference."""

    def __init__(self, staff: dict[str, Person], backstage: Backstage, made: Counter[str]) -> None:
        super().__init__()
        self.staff, self.backstage, self.made = staff, backstage, made
        self.made_here: Counter[str] = Counter()
        self.stood = standing()
        self.whole: Whole
        self.reference: Reference

    # ---- What happens ------------------------------------------------------------------

    @initialize(begins=st.sampled_from(BEGINNINGS), chance=CHANCES)
    def a_dossier_comes_in(self, begins: dt.datetime, chance: random.Random) -> None:
        self.now = begins
        self.comes_in(chance.choice(PROCEDURES), chance.choice(WAYS))

    @rule(wait=WAITS, ago=AGO, chance=CHANCES)
    def the_right_person_makes_a_lawful_move(
        self, wait: int, ago: int, chance: random.Random
    ) -> None:
        self.passes(wait)
        if not self.reference.lawful():  # its life is over
            return self.comes_in(chance.choice(PROCEDURES), chance.choice(WAYS))
        standing = {what for what, _, _ in self.reference.approvals}
        more = {"approve"} if standing != set(APPROVED) else set()
        more |= {"withdraw_approval"} if standing else set()
        # Faults of the agency, whenever they are found (Điều 21).
        more |= {"record_loss"} if self.reference.brought_here else set()
        more |= {"correct_result"} if self.reference.status == reference.RESOLVED else set()
        refused = self.reference.status == reference.STOPPED and self.reference.refused_from
        more |= {"withdraw_refusal"} if refused else set()
        moves = sorted(self.reference.timely(self.now) | more | standing & {"correct"})
        likely = LIKELY | dict.fromkeys(standing, 60)  # an approval is to be used
        # What nobody has made yet comes first, so that each is made in few lives.
        new = {one: 1 if self.made[one] else 5 for one in moves}
        weights = [new[one] * likely.get(one, 4) / (1 + self.made_here[one]) for one in moves]
        (move,) = chance.choices(moves, weights)
        rightly = self.asked_rightly(move, chance.randrange(12))
        for asked in (replace(rightly, ago=ago), rightly):  # on paper if it can have been
            right = self.who_may(move, asked)
            if right:
                self.tries(move, chance.choice(right), asked)
                break
        return None

    @rule(
        wait=WAITS,
        move=st.sampled_from(sorted([*FROM, *ANYWHERE])),
        who=st.sampled_from(sorted(EVERYONE)),
        asked=st.builds(
            Asked,
            subject=st.sampled_from(["", "nobody", *sorted(OFFICERS)]),
            about=st.lists(
                st.sampled_from(["TK.NCMC", "GT.CMQH", "TK.KS", "GT.GCS", "form", *ASKED]),
                max_size=3,
            ).map(tuple),
            amount=st.sampled_from([0, 1, 15_000]),
            days=st.integers(0, 3),
            id=st.sampled_from(["", "1", "2", "examine", *APPROVED]),
            number=st.sampled_from(["1", "1", ""]),
            version=st.sampled_from([None, None, None, 1, 2]),
            ago=AGO,
        ),
    )
    def anyone_tries_anything(self, wait: int, move: str, who: str, asked: Asked) -> None:
        self.passes(wait)
        if move in ("approve", "withdraw_approval") and asked.id not in APPROVED:
            asked = replace(asked, id="correct")
        self.tries(move, who, asked)
        self.a_right_that_has_lapsed_is_used()
        self.a_fee_is_passed_over()

    def a_right_that_has_lapsed_is_used(self) -> None:
        """Once in a life: random people would hardly come upon it."""
        withdrawn = self.reference.refusals("withdraw", EVERYONE["agent"], Asked(), self.now)
        if withdrawn == {"authority_lapsed"} and not self.made_here["authority_lapsed"]:
            self.tries("withdraw", "agent", Asked())

    def a_fee_is_passed_over(self) -> None:
        """Each move for which a fee is due before it, once in a life."""
        for move in ("accept", "complete_step", "resolve", "return"):
            asked = self.asked_rightly(move, 0)
            for name, who in EVERYONE.items():
                only = self.reference.refusals(move, who, asked, self.now) == {"fee_not_settled"}
                if only and not self.made_here[f"{move}, unpaid"]:
                    self.made_here[f"{move}, unpaid"] += 1
                    self.tries(move, name, asked)

    @rule(wait=WAITS)
    def the_clock_looks(self, wait: int) -> None:
        self.passes(wait)
        self.an_opinion_does_not_come()
        percent = self.reference.warning(self.now)
        late = self.reference.overdue(self.now)
        made = reminders.warn(self.whole.dossier.code, now=self.clock)
        assert made == bool(percent) + bool(late)
        if late:
            self.reference = self.reference.after_overdue(late)
            self.made["overdue"] += 1
        if percent:
            self.reference = self.reference.after_warning(percent)
            self.made["warn"] += 1
        self.whole = store.load(self.whole.dossier.code)
        self.agrees()

    def an_opinion_does_not_come(self) -> None:
        """Until one is overdue in some life: random waits would hardly come upon it."""
        told = self.reference.told_late
        awaited = [due for id, _, due in self.reference.opinions if id not in told]
        if awaited and not self.made["overdue"]:
            self.now = max(self.now, min(awaited) + dt.timedelta(minutes=1))

    def teardown(self) -> None:
        """Once all events were counted, as many stand open as the reference says."""
        if not hasattr(self, "reference"):
            return
        self.backstage.settle()
        now = standing()
        now.subtract(self.stood)
        expected: Counter[tuple[str, str]] = Counter()
        if self.reference.is_open:
            place = self.reference.settles
            expected[place, f"status#{self.reference.status:02}"] = 1
            if self.reference.receives != place:
                # A desk that received it for another counts it as such.
                expected[self.reference.receives, f"received_status#{self.reference.status:02}"] = 1
            if self.reference.assignee:
                expected[place, f"officer#{self.reference.assignee}"] = 1
        assert {what: many for what, many in now.items() if many} == expected

    # ---- How a move is made, and what must hold after it -----------------------------------

    def clock(self) -> dt.datetime:
        return self.now

    def comes_in(self, procedure: Procedure, way: str) -> None:
        if way == "elsewhere" and "department" in procedure.settled_by:
            way = "centre"
        self.nobody_settles_what_is_not_theirs(procedure)
        until = (self.now + RIGHT).astimezone(ZONE).date()
        receives, settles = DESKS.get(way, (RECEIVES, RECEIVES))
        if way == "taken over":
            self.is_taken_over(procedure)
            return
        handed_in = filing_of(procedure, way, clock.local_day(self.now), until)
        clerk = self.staff[f"model's reception {receives}"]
        if way in ONLINE:
            by = "agent" if way == "for another" else "owner"
            self.whole = reception.submit(handed_in, self.staff[by], now=self.clock)
            self.reference = Reference.filed(procedure, RECEIVES, self.now, ONLINE[way])
            if by == "agent":
                self.reference = replace(self.reference, filed_by=by, acts_until=until)
        elif way == "registered":
            self.whole = reception.receive(handed_in, clerk, now=self.clock)
            self.reference = Reference.registered(procedure, receives, self.now)
        else:
            self.whole = reception.receive(handed_in, clerk, now=self.clock)
            self.reference = Reference.brought(procedure, receives, settles, self.now)
        self.begins()

    def is_taken_over(self, procedure: Procedure) -> None:
        """Begun in the system that was replaced, which had it for a while."""
        received, code = self.now, next(OLD_CODES)
        self.passes(45)
        self.reference = Reference.taken_over(procedure, RECEIVES, received, self.now)
        promised = self.reference.appointed
        line = {
            "code": code, "procedure": procedure.code, "agency": RECEIVES, "status": 2,
            "filed_at": clock.shown(received), "received_at": clock.shown(received),
            "due_at": promised and clock.shown(promised),
            "applicant": {"kind": "citizen", **APPLICANT},
            "papers": [{"code": one, "originals": 1} for one in sorted(procedure.required)],
        }  # fmt: skip
        admin = people.officer("admin-1")
        (judged,) = takeover.take_over("Một cửa cũ", [line], 1, admin, dry=False, now=self.clock)
        assert judged.outcome == "taken_over", judged
        self.made["taken over"] += 1
        self.whole = store.load(code)
        self.begins()

    def begins(self) -> None:
        self.reference.people.update(OFFICERS)
        self.agrees()

    def nobody_settles_what_is_not_theirs(self, procedure: Procedure) -> None:
        """Who is not competent by the procedure is not named to settle it (Điều 17.1b)."""
        clerk = self.staff[f"model's reception {CENTRE}"]
        told = {"agency": CENTRE, "applicant": APPLICANT, **complete(procedure.code)}
        for settles, level in LEVELS.items():
            if level in procedure.settled_by:
                continue
            order = brought(submission(**told), settled_by=settles)
            with pytest.raises(Refusal) as refused:
                reception.receive(order, clerk, now=self.clock)
            assert refused.value.code == "agency_not_competent", (procedure.code, settles)
            self.made["not competent"] += 1

    def who_may(self, move: str, asked: Asked) -> list[str]:
        return [
            name
            for name, who in EVERYONE.items()
            if not self.reference.refusals(move, who, asked, self.now)
        ]

    def passes(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    def tries(self, move: str, who: str, asked: Asked) -> None:
        reasons = self.reference.refusals(move, EVERYONE[who], asked, self.now)
        before = self.whole
        refusal = self.act(move, self.staff[who], asked)
        told = (move, who, asked, refusal, reasons)
        assert refusal in reasons if refusal else not reasons, told
        self.whole = store.load(before.dossier.code)
        if refusal:
            assert (self.whole.dossier, self.whole.lines) == (before.dossier, before.lines)
        else:
            self.reference = self.reference.after(move, who, asked, self.now)
            if self.reference.approved_by:
                self.made[f"{move}, approved"] += 1
        self.made["refused" if refusal else move] += 1
        self.made["on paper"] += bool(asked.ago and not refusal)
        if refusal in ("authority_lapsed", "fee_not_settled"):
            self.made[refusal] += 1
            self.made_here[refusal] += 1
        self.made_here[move] += not refusal
        self.agrees()

    def agrees(self) -> None:
        dossier, wanted = self.whole.dossier, self.reference
        assert shown_of(self.whole) == expected_of(wanted)
        verdict = chain.verify(self.whole.lines, dossier)
        assert (verdict.valid, verdict.length) == (True, wanted.version)
        assert chain.replay(self.whole.lines) == dossier
        deadline = self.whole.deadline
        assert deadline is not None
        told = explain(deadline)
        assert deadline.due == deadline.recount().due == (dossier.due_at or dossier.examine_by)
        assert told["due"] == told["explanation"][-1]["until"] == clock.shown(deadline.due)

    def act(self, move: str, by: Person, asked: Asked) -> str | None:
        """Makes the move through the house; the code of the refusal if it is refused."""
        code = self.whole.dossier.code
        paper = (
            Written(asked.when(self.now), "outside_office", "1", "Khóm Thử") if asked.ago else None
        )
        request = Request(version=asked.version, written=paper)
        made = action(ACTIONS.get(move, move))
        try:
            made(code, by, request, *self.what(move, asked), now=self.clock)
        except Refusal as refused:
            return refused.code
        return None

    def what(self, move: str, asked: Asked) -> tuple[Any, ...]:
        """What the action is given besides the request."""
        if move == "request_supplement":
            defects = tuple(Defect(about=one, reason="Mờ") for one in asked.about)
            return defects, asked.number
        if move == "supplement":
            papers = [HandedPaper(code=one, copies=1) for one in set(asked.about)]
            return None, tuple(papers)
        if move == "amend":
            return None, tuple(HandedPaper(code=one, copies=1) for one in set(asked.about)), {}
        if move == "correct":
            phone = f"09121{self.reference.corrections + 1:05}"
            return {"phone": phone} if asked.amount else {}, "Gõ nhầm"
        if move == "approve":
            return Approvable(asked.id), asked.subject, "Có căn cứ"
        if move == "withdraw_approval":
            return Approvable(asked.id), "Không cần nữa"
        return {
            "refuse_reception": ("Không thuộc thẩm quyền",),
            "demand_fee": (list(asked.about), {}),
            "pay_fee": (asked.amount, receipt(), "cash"),
            "assign": (asked.subject,),
            "hand_over": (asked.subject,),
            "complete_step": (asked.id or None,),
            "send_back": ("Chưa rõ",),
            "give_opinion": (asked.id, "Đồng ý"),
            "cancel_opinion": (asked.id, "Không cần nữa"),
            "request_opinions": ([(one, asked.days) for one in asked.about], "Ý kiến?"),
            "extend": (asked.days, "Cần thêm thời gian"),
            "lengthen": ("verification", asked.days or None, "", "Phải xác minh"),
            "record_verification": (
                Minutes(
                    happened_at=asked.when(self.now),
                    place="Khóm 1",
                    participants=("Ai",),
                    content="Rõ",
                ),
            ),
            "explain_lateness": ("workload", "Dồn việc"),
            "apologise": (asked.days or None, "Dồn việc"),
            "stop": ("Có căn cứ", "Điều 19"),
            "resolve": (asked.number and fresh("QĐ"),),
            "return": (None,),
            "correct_result": (asked.number and fresh("QĐ"), Fault("Sai", "Cấp bản đúng")),
            "withdraw_refusal": (
                asked.number and fresh("TH"),
                "Điều khoản thử nghiệm",
                Fault("Từ chối nhầm", "Giải quyết tiếp"),
            ),
            "record_loss": (asked.about, False, None, Fault("Mất", "Xin cấp lại")),
            "refuse_to_resolve": ("Không đủ điều kiện", asked.number and fresh("TC")),
            "withdraw": ("Không cần nữa",),
        }.get(move, ())

    def asked_rightly(self, move: str, which: int) -> Asked:
        """What the move asks when it is asked as it should be."""
        wanted = self.reference
        papers = sorted(wanted.procedure.required)
        places = ("officer", "colleague", "boss")
        officers = [f"model's {place} {wanted.settles}" for place in places]
        if move in ("request_supplement", "supplement", "amend", "record_loss"):
            if move == "record_loss":
                papers = sorted(wanted.brought_here) or papers
            about = (papers[which % len(papers)],)
            if move == "supplement" and wanted.defects & set(papers):
                about = (min(wanted.defects & set(papers)),)
            return Asked(about=about, amount=1)
        if move == "approve":
            may_ask = wanted.status in FROM["request_supplement"]
            what = "request_supplement" if may_ask and which % 2 else "correct"
            asking = wanted.received is not None and what == "request_supplement"
            maker = f"officer {wanted.settles}" if asking else f"reception {wanted.receives}"
            return Asked(id=what, subject=f"model's {maker}")
        if move == "withdraw_approval":
            return Asked(id=wanted.approvals[0][0])
        if move in ("give_opinion", "cancel_opinion"):
            return Asked(id=wanted.opinions[which % len(wanted.opinions)][0])
        if move == "request_opinions":
            return Asked(about=ASKED[: 1 + which % 2], days=1 + which % 3)
        return {
            "demand_fee": Asked(about=tuple(papers)),
            "pay_fee": Asked(amount=wanted.fee_due),
            "assign": Asked(subject=officers[which % 3]),
            "extend": Asked(days=1 + which % 3),
            "apologise": Asked(days=0 if wanted.extensions or wanted.promised else 1 + which % 3),
            "hand_over": Asked(subject=officers[which % 3]),
            "correct": Asked(amount=1),
        }.get(move, Asked(version=wanted.version if which % 2 else None))


ACTIONS = {"return": "give_back", "pay_fee": "record_payment"}
# What leads on is likelier than what ends a life, and what was made less likely than before.
LIKELY = {
    "accept": 9,
    "pay_fee": 9,
    "complete_step": 24,
    "resolve": 24,
    "return": 9,
    "forward": 3,
    "record_loss": 1,
    "assign": 2,
    "hand_over": 2,
    "approve": 8,
    "withdraw_approval": 4,
    "refuse_reception": 6,
    "withdraw": 2,
    "stop": 4,
    "refuse_to_resolve": 6,
    "withdraw_refusal": 20,
    "request_opinions": 16,
    "give_opinion": 5,
    "cancel_opinion": 2,
    "extend": 9,
    "explain_lateness": 15,
    "apologise": 30,
}


def filing_of(procedure: Procedure, way: str, day: dt.date, until: dt.date) -> filing.Filing:
    receives, settles = DESKS.get(way, (RECEIVES, RECEIVES))
    paper = {
        "kind": "Quyết định cử người giám hộ",
        "issued_on": "2018-01-02",
        "until": until.isoformat(),
    }
    acting = {"capacity": "guardian", "paper": paper} if way == "for another" else None
    told = {"agency": receives, "applicant": APPLICANT, "acting": acting}
    handed_in = submission(**told, **complete(procedure.code, applicant=APPLICANT, day=day))
    if way in ONLINE:
        return_by = ReturnBy(method="counter", agency=ONLINE[way] or None)
        return replace(handed_in, return_by=return_by)
    if way == "registered":
        return brought(handed_in, filing.Registered)
    return brought(handed_in, settled_by=settles)


def shown_of(whole: Whole) -> dict[str, Any]:
    """How the house says that a dossier stands."""
    dossier = whole.dossier
    return {
        "status": int(dossier.status),
        "version": dossier.version,
        "step": dossier.step,
        "steps done": dossier.steps_done,
        "assignee": dossier.assignee,
        "held": dossier.held and int(dossier.held),
        "answer by": dossier.supplement_by or dossier.fee_by,
        "supplements": dossier.supplements,
        "fee": (dossier.fee_due, dossier.fee_paid),
        "extensions": dossier.extensions,
        "lengthened": (dossier.lengthened is not None, dossier.verifications),
        "late": (dossier.explained_for, dossier.apologised_for, dossier.promised_at),
        "missed": dossier.missed_due,
        "warned": dossier.warned,
        "to hand back": dossier.to_hand_back,
        "opinions": tuple((one.id, one.agency, one.due_at) for one in dossier.opinions),
        "approvals": {(str(one.move), one.officer) for one in dossier.approvals},
        "approved by": approver_of(whole),
        "received": dossier.received_at,
        "due": dossier.due_at,
        "examine by": dossier.examine_by,
        "lawful": {str(move) for move in dossier.lawful_moves()},
        "to forward": (dossier.forward_by, whole.events[-1].data.forwarded),
        "said late": getattr(whole.events[-1].data, "late", False),
        "clock stands": dossier.clock_stopped_at is not None,
    }


def approver_of(whole: Whole) -> str | None:
    """Who had approved the last move, if it was one that needs it."""
    approver = getattr(whole.events[-1].data, "approver", None)
    return approver.id if approver else None


def expected_of(wanted: Reference) -> dict[str, Any]:
    """The same, as the reference says."""
    return {
        "status": wanted.status,
        "version": wanted.version,
        "step": wanted.step_now,
        "steps done": wanted.step,
        "assignee": wanted.assignee,
        "held": wanted.held,
        "answer by": wanted.answer_by,
        "supplements": wanted.supplements,
        "fee": (wanted.fee_due, wanted.fee_paid),
        "extensions": wanted.extensions,
        "lengthened": (wanted.lengthened, wanted.minutes),
        "late": (wanted.explained, wanted.apologised, wanted.promised),
        "missed": wanted.missed,
        "warned": wanted.warned,
        "to hand back": wanted.to_hand_back,
        "opinions": wanted.opinions,
        "received": wanted.received,
        "approvals": {(what, whom) for what, whom, _ in wanted.approvals},
        "approved by": wanted.approved_by,
        "due": wanted.result and wanted.result.due,
        "examine by": wanted.examination and wanted.examination.due,
        "lawful": wanted.lawful(),
        "to forward": (wanted.forward_by, wanted.forwarded),
        "said late": wanted.said_late,
        "clock stands": wanted.clock == "paused",
    }


def standing() -> Counter[tuple[str, str]]:
    """How many dossiers stand open at the agencies, by status and by officer."""
    return Counter(
        {
            (agency, what): many
            for agency in (RECEIVES, SETTLES, CENTRE, BUILDING)
            for what, many in oversight.load_standing(agency).items()
        }
    )


# ---- The reference itself ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-03-02T09:00", 1, "2026-03-03T09:00"),
        ("2026-03-06T16:00", 1, "2026-03-09T16:00"),
        ("2026-02-13T16:00", 1, "2026-02-23T16:00"),
        ("2026-03-07T10:00", 0, "2026-03-09T07:00"),
    ],
)
def test_the_reference_counts_as_one_does_by_hand(since: str, days: int, due: str) -> None:
    def moment(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)

    assert reference.later(moment(since), days * reference.DAY) == moment(due)
