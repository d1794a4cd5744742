"""Every way a writing action can fail, at each of its calls, and what it leaves behind.

Each action fails once at its first call, once at its second, and so on to the last. Each time the
client repeats the request twice. Afterwards the request must have been done exactly once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.dossiers import reading
from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Conflict
from chalicelib.people import actions as people
from chalicelib.processing import erasure, reminders
from chalicelib.reception import actions as reception
from local.people import directory
from tests.support import officers
from tests.support.backstage import Backstage, Counts
from tests.support.desk import APPLICANT, desk, kinds, moment, refused, with_rules
from tests.support.faults import DIES_AFTER, FAULTS, broken
from tests.support.province import Answer, Province
from tests.support.submissions import GUARDIAN, complete, submission
from tests.support.submissions import brought as handed_over


@pytest.fixture(scope="module")
def backstage(province: Province) -> Backstage:
    return Backstage(province)


@pytest.fixture
def counted(backstage: Backstage) -> Iterator[Callable[[], Counts]]:
    """What the statistics gained since the test began, once everything has settled."""
    backstage.settle()
    before = backstage.counts()

    def gained() -> Counts:
        backstage.settle()
        return backstage.counts() - before

    return gained


@pytest.fixture(autouse=True, scope="module")
def colleagues(province: Province) -> None:
    """People whom the simulated province does not have."""
    officers.grant("colleague-51", "Cao Thị Đồng Nghiệp", {"processing": ["H01.51"]})
    officers.grant("officer-52", "Kiều Văn Phối Hợp", {"processing": ["H01.52"]})


# Moves whose form is numbered, which takes a call of its own.
WITH_A_FORM = (
    "/supplement-request",
    "/refusal",
    "/extension",
    "/longer-limit",
    "/explanation",
    "/apology",
    "/result-correction",
    "/loss",
    "/stop",
)
# Moves that name an officer, whose roles are read anew: they may have been taken a moment ago.
NAMING_AN_OFFICER = ("/assignment", "/handover")


@dataclass(frozen=True)
class Move:
    """A move, and those that lead a new dossier to it.

    ``again`` is what it is refused with when it was made; None is for a move that may be
    made again, as who says no version may mean to.
    """

    path: str
    by: str
    order: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    again: str | None = "unlawful_move"
    procedure: str | None = None
    late: bool = False

    def ask(self, province: Province, code: str, key: str | None = None, **more: Any) -> Answer:
        path = self.path.format(code=code)
        order = {**self.order, **more}
        if "number" in order:
            # Of each dossier its own, and the same when it is sent again.
            order["number"] = f"{code}/{order['number']}"
        if "receipt" in order:
            order["receipt"] = f"{code}/{order['receipt']}"
        return post(province, path, self.by, order, key)


DESK = "/desk/dossiers/{code}/"
PAPER = "GT.GCS"
# Three working days, five steps, a fee: for what a procedure of the same day does not know.
LONG = "1.004873"
ACCEPTED = ("accept",)
# Online its fee is due before settling: it is exempt.
FREED = ("exempt", *ACCEPTED)
TO_BE_SIGNED = (*ACCEPTED, "complete_step")
SUPPLEMENTED = ("request_supplement", "supplement")
MOVES = {
    "accept": Move(DESK + "acceptance", "reception-1", {"note": "đủ"}),
    "complete_step": Move(DESK + "step", "officer-1", after=ACCEPTED),
    "resolve": Move(DESK + "result", "head-1", {"number": "GKS"}, after=TO_BE_SIGNED),
    "give_back": Move(
        DESK + "return", "reception-1", {"method": "counter"}, after=(*TO_BE_SIGNED, "resolve")
    ),
    "correct_result": Move(
        DESK + "result-correction",
        "head-1",
        {"number": "SUA", "reason": "sai ngày sinh", "remedy": "cấp bản đúng"},
        after=(*TO_BE_SIGNED, "resolve", "give_back"),
        again="number_used",
    ),
    "refuse_to_resolve_wrongly": Move(
        DESK + "result",
        "head-1",
        {"number": "TC", "decision": "refused", "reason": "thiếu điều kiện"},
        after=TO_BE_SIGNED,
    ),
    "withdraw_refusal": Move(
        DESK + "refusal-withdrawal",
        "head-1",
        {
            "number": "THU",
            "article": "Điều khoản thử nghiệm",
            "reason": "từ chối nhầm",
            "remedy": "giải quyết tiếp",
        },
        after=(*TO_BE_SIGNED, "refuse_to_resolve_wrongly"),
        again="no_refusal",
    ),
    "record_loss": Move(
        DESK + "loss",
        "head-1",
        {"papers": [PAPER], "reason": "thất lạc", "remedy": "xin cấp lại"},
        # Only what was brought can be lost.
        after=("request_supplement", "supplement_brought"),
        again=None,
    ),
    "give_back_corrected": Move(
        DESK + "return",
        "reception-1",
        {"method": "counter"},
        after=(*TO_BE_SIGNED, "resolve", "give_back", "correct_result"),
    ),
    "forward": Move(DESK + "forwarding", "reception-1", after=ACCEPTED),
    "refuse_reception": Move(DESK + "refusal", "reception-1", {"reason": "sai thẩm quyền"}),
    "request_supplement": Move(
        DESK + "supplement-request",
        "reception-1",
        {"defects": [{"about": PAPER, "reason": "mờ"}]},
    ),
    "supplement_brought": Move(
        "/dossiers/{code}/supplement",
        "reception-1",
        {"papers": [{"code": PAPER, "copies": 7}]},
        after=("request_supplement",),
    ),
    "supplement": Move(
        "/dossiers/{code}/supplement",
        "citizen-1",
        {"papers": [{"code": PAPER, "copies": 7}]},
        after=("request_supplement",),
    ),
    "amend": Move(
        "/dossiers/{code}/amendment",
        "citizen-1",
        {"papers": [{"code": PAPER, "copies": 3}], "contact": {"phone": "0912000096"}},
        again=None,
    ),
    "supplement_at_the_desk": Move(
        "/dossiers/{code}/supplement",
        "reception-1",
        {"papers": [{"code": PAPER, "originals": 1}]},
        after=("request_supplement",),
    ),
    "demand_fee": Move(
        DESK + "fee",
        "reception-1",
        {"checked": ["TK.XNHN"]},
        procedure=LONG,
        again="already_demanded",
    ),
    "record_payment": Move(
        DESK + "payment",
        "finance-1",
        {"amount": 10_000, "receipt": "0000123"},
        after=("demand_fee",),
        procedure=LONG,
    ),
    "exempt": Move(
        DESK + "fee",
        "reception-1",
        {"charges": [{"name": "Lệ phí hộ tịch", "exempt": "poor"}]},
        procedure=LONG,
        again="already_exempt",
    ),
    "refuse_unpaid": Move(
        DESK + "refusal",
        "reception-1",
        {"reason": "quá hạn nộp lệ phí"},
        after=("demand_fee",),
        procedure=LONG,
    ),
    "ask_while_unpaid": Move(
        DESK + "supplement-request",
        "reception-1",
        {"defects": [{"about": "TK.XNHN", "reason": "mờ"}]},
        after=("demand_fee",),
        procedure=LONG,
    ),
    "assign": Move(
        DESK + "assignment", "head-1", {"to": "officer-1"}, ACCEPTED, again="already_assigned"
    ),
    "hand_over": Move(
        DESK + "handover",
        "officer-1",
        {"to": "colleague-51"},
        (*ACCEPTED, "assign"),
        again="other_role",
    ),
    "send_back": Move(DESK + "step-return", "head-1", {"reason": "thiếu"}, TO_BE_SIGNED),
    "request_opinions": Move(
        DESK + "opinions",
        "officer-1",
        {"agencies": [{"agency": "H01.52", "working_days": 1}], "question": "Có trùng không?"},
        ACCEPTED,
        again="asked_already",
    ),
    "give_opinion": Move(
        DESK + "opinions/1/answer",
        "officer-52",
        {"answer": "Không trùng"},
        (*ACCEPTED, "request_opinions"),
        again="other_agency",
    ),
    "extend": Move(
        DESK + "extension",
        "head-1",
        {"working_days": 1, "reason": "phải xác minh"},
        ("demand_fee", "record_payment"),
        again="extended_already",
        procedure=LONG,
    ),
    "lengthen": Move(
        DESK + "longer-limit",
        "officer-1",
        {"limit": "verification", "reason": "phải xác minh"},
        FREED,
        again="lengthened_already",
        procedure="1.001022",
    ),
    "record_verification": Move(
        DESK + "verification",
        "officer-1",
        {
            "happened_at": clock.shown(clock.now() - dt.timedelta(days=1)),
            "place": "khóm 1",
            "participants": ["Trần Thị Ví Dụ"],
            "content": "đúng",
        },
        again=None,
        late=True,
    ),
    "explain_lateness": Move(
        DESK + "explanation",
        "officer-1",
        {"lateness": "workload", "reason": "dồn việc"},
        again=None,
        late=True,
    ),
    "apologise": Move(
        DESK + "apology",
        "head-1",
        {"working_days": 1, "reason": "dồn việc"},
        ("explain_lateness",),
        again="apologised_already",
        late=True,
    ),
    "stop": Move(DESK + "stop", "head-1", {"ground": "trùng", "article": "Điều 19"}, TO_BE_SIGNED),
    "refuse_to_resolve": Move(
        DESK + "result",
        "head-1",
        {"decision": "refused", "reason": "thiếu", "number": "TB"},
        TO_BE_SIGNED,
    ),
    "withdraw": Move("/dossiers/{code}/withdrawal", "citizen-1", {"reason": "đổi ý"}),
    "hand_back_papers": Move(
        DESK + "return",
        "reception-1",
        {"method": "counter"},
        ("request_supplement", "supplement_at_the_desk", "withdraw"),
    ),
    "correct": Move(
        DESK + "correction",
        "reception-1",
        {"applicant": {"phone": "0912000098"}, "reason": "nhầm"},
        ("approve",),
        again="nothing_corrected",
    ),
    "approve": Move(
        DESK + "approvals",
        "head-1",
        {"move": "correct", "officer": "reception-1", "reason": "nhầm", "fields": ["phone"]},
        again="already_approved",
    ),
    "withdraw_approval": Move(
        DESK + "approvals/withdrawal",
        "head-1",
        {"move": "correct", "reason": "thôi"},
        ("approve",),
        again="approval_not_found",
    ),
    "approve_asking_again": Move(
        DESK + "approvals",
        "head-1",
        {"move": "request_supplement", "officer": "reception-1", "reason": "sót"},
        SUPPLEMENTED,
        again="already_approved",
    ),
    "ask_again": Move(
        DESK + "supplement-request",
        "reception-1",
        {"defects": [{"about": "TK.KS", "reason": "sai"}], "article": "Điều 16"},
        (*SUPPLEMENTED, "approve_asking_again"),
    ),
}
ALL_MOVES = pytest.mark.parametrize("move", MOVES.values(), ids=list(MOVES))
MADE_ONCE = pytest.mark.parametrize(
    "move", [pytest.param(move, id=name) for name, move in MOVES.items() if move.again]
)
ALL_FAULTS = pytest.mark.parametrize("fault", FAULTS)


@ALL_FAULTS
def test_a_submission_with_its_key_is_filed_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    submission = province.submission()
    keys = fresh_keys("submit", fault)
    known = filed_by(province, "citizen-2")
    codes = []

    def submit(key: str) -> Answer:
        return province.post("/dossiers", "citizen-2", submission, key)

    for key in broken(fault, keys.__next__, submit):
        again, once_more = submit(key), submit(key)
        assert (again.status, once_more.status) == (201, 201)
        assert again.body == once_more.body
        codes.append(again.body["code"])
    untouched = filed_by(province, "citizen-2") - known - set(codes)

    # Filed for another: with it the line in the owner's list.
    assert all(table.get(f"DOSSIER#{code}", "OWNER") for code in codes)
    assert len(codes) == 3, "the mark, the serial, the transaction"
    assert len(set(codes)) == 3
    assert len(untouched) == 1, "the one that nothing broke"
    assert told_by(province, [*codes, *untouched], length=1) == counted()


@ALL_FAULTS
def test_a_refusal_at_the_counter_with_its_key_is_recorded_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    keys, codes = fresh_keys("refused", fault), []
    whole = province.submission()
    order = {name: whole[name] for name in ("procedure", "agency", "applicant")}
    order["refused"] = {"reason": "Không đủ điều kiện"}

    def refuse(key: str) -> Answer:
        return province.post("/desk/dossiers", "reception-1", order, key)

    for key in broken(fault, keys.__next__, refuse):
        again, once_more = refuse(key), refuse(key)
        assert (again.status, again.body) == (once_more.status, once_more.body)
        assert again.body["status"]["code"] == 3
        codes.append(again.body["code"])

    assert len(set(codes)) == 4, "the mark, the serial, the number of the form, the transaction"


@ALL_FAULTS
@ALL_MOVES
def test_a_move_with_its_key_is_made_once(
    province: Province, counted: Callable[[], Counts], move: Move, fault: str
) -> None:
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return move.ask(province, code, "this move")

    for code in broken(fault, lambda: brought(province, codes, move), ask):
        again, once_more = ask(code), ask(code)
        assert (again.status, once_more.status) == (200, 200)
        assert again.body == once_more.body

    calls = 2 + move.path.endswith(WITH_A_FORM) + move.path.endswith(NAMING_AN_OFFICER)
    assert len(codes) == calls + 1, (
        "the dossier, a number or who is named, the transaction; one that nothing broke"
    )
    assert told_by(province, codes, length=len(move.after) + 2) == counted()


@ALL_FAULTS
@MADE_ONCE
def test_a_move_without_a_key_is_made_once_and_then_refused(
    province: Province, counted: Callable[[], Counts], move: Move, fault: str
) -> None:
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return move.ask(province, code)

    for code in broken(fault, lambda: brought(province, codes, move), ask):
        again, once_more = ask(code), ask(code)
        assert again.status == 200 or again.body["code"] == move.again
        assert once_more.status >= 400
        assert once_more.body["code"] == move.again
        if move.again == "unlawful_move":
            now = province.get(f"/dossiers/{code}", "citizen-1").body
            assert once_more.body["lawful"] == now["lawful_moves"]

    assert told_by(province, codes, length=len(move.after) + 2) == counted()


@ALL_MOVES
def test_a_move_of_who_says_what_they_saw_is_made_once(
    province: Province, counted: Callable[[], Counts], move: Move
) -> None:
    codes: list[str] = []
    seen = len(move.after) + 1
    # Whoever has answered, or has handed it over, may make the move no more.
    mine_no_more = {
        MOVES["give_opinion"].path: "other_agency",
        MOVES["hand_over"].path: "other_role",
    }
    refused = mine_no_more.get(move.path, "dossier_changed")

    def ask(code: str) -> Answer:
        return move.ask(province, code, version=seen)

    for code in broken(DIES_AFTER, lambda: brought(province, codes, move), ask):
        again, once_more = ask(code), ask(code)
        assert again.status == 200 or again.body["code"] == refused
        assert once_more.body["code"] == refused
        assert "version" not in once_more.body or once_more.body["version"] == seen + 1

    assert told_by(province, codes, length=len(move.after) + 2) == counted()


def test_a_step_among_others_is_not_done_twice_for_who_says_what_they_saw(
    province: Province,
) -> None:
    """Without a key and without a version the next step would be taken for this one."""
    step = MOVES["complete_step"]
    guardianship = complete("1.004837")
    codes: list[str] = []

    def ask(code: str) -> Answer:
        return province.post(f"/desk/dossiers/{code}/step", step.by, {"version": 2})

    def accepted() -> str:
        codes.append(province.accepted(**guardianship)["code"])
        return codes[-1]

    for code in broken(DIES_AFTER, accepted, ask):
        again, once_more = ask(code), ask(code)
        assert again.status in (200, 409)
        assert once_more.body["code"] == "dossier_changed"
        assert once_more.body["changed"]["kind"] == "step_completed"

    assert told_by(province, codes, length=3)


@ALL_FAULTS
def test_an_event_is_relayed_and_counted_once(
    province: Province, backstage: Backstage, counted: Callable[[], Counts], fault: str
) -> None:
    from chalicelib.foundation import marks, names, relay

    codes: list[str] = []

    def filed() -> list[dict[str, Any]]:
        codes.append(province.submitted()["code"])
        return backstage.records()

    for records in broken(fault, filed, relay.relay):
        assert relay.relay(records) == relay.relay(records) == 1
        mark = marks.load(names.ROLLUPS_QUEUE)
        assert mark.written.endswith(f"#{codes[-1]}#1")

    assert len(codes) == 2 + 1, "the queue, the mark; and one that nothing broke"
    assert told_by(province, codes, length=1) == counted()


@ALL_FAULTS
def test_a_batch_is_counted_once(
    province: Province, backstage: Backstage, counted: Callable[[], Counts], fault: str
) -> None:
    from chalicelib.oversight import rollups

    codes: list[str] = []

    def settled() -> list[str]:
        """The events of a dossier, before anyone has counted them."""
        codes.append(province.returned()["code"])
        images = [record["dynamodb"]["NewImage"] for record in backstage.records()]
        return [image["doc"]["S"] for image in images if "journal" in image]

    for events in broken(fault, settled, rollups.count):
        assert rollups.count(events).new in (0, 5)
        assert rollups.count(events).new == 0

    assert len(codes) == 1 + 1, "the transaction; and one that nothing broke"
    assert told_by(province, codes, length=5) == counted()


@ALL_FAULTS
@pytest.mark.parametrize("at_once", [False, True])
def test_what_comes_to_the_counter_with_its_key_is_received_once(
    province: Province, counted: Callable[[], Counts], fault: str, at_once: bool
) -> None:
    brought = province.submission(
        channel="counter",
        at_once=at_once,
        signed_by="head-1" if at_once else "",
        applicant=AN,
    )
    keys = fresh_keys("receive", fault, str(at_once))
    known = filed_by(province, "citizen-2")
    codes = []

    def receive(key: str) -> Answer:
        number = {"number": f"{len(key)}/{key}"} if at_once else {}
        return province.post("/desk/dossiers", "reception-1", {**brought, **number}, key)

    for key in broken(fault, keys.__next__, receive):
        again, once_more = receive(key), receive(key)
        assert (again.status, once_more.status) == (201, 201)
        assert again.body == once_more.body
        codes.append(again.body["code"])
    untouched = filed_by(province, "citizen-2") - known - set(codes)

    assert len(set(codes)) == 3, "the mark, the serial, the transaction"
    assert len(untouched) == 1, "the one that nothing broke"
    assert told_by(province, [*codes, *untouched], length=1) == counted()


@ALL_FAULTS
@pytest.mark.parametrize("key", [None, "the same sheet"])
def test_a_sheet_of_the_outage_book_is_entered_once(
    province: Province, counted: Callable[[], Counts], fault: str, key: str | None
) -> None:
    now = clock.shown(clock.now())
    keep = {"agency": "H01.51", "day": now[:10], "size": 9}
    spare = iter(province.post("/desk/outages", "reception-1", keep).body["codes"])
    codes = []

    def sheet() -> str:
        codes.append(next(spare))
        return codes[-1]

    def enter(code: str) -> Answer:
        outage = {"code": code, "received_at": now}
        brought = province.submission(channel="counter", outage=outage)
        return province.post("/desk/dossiers", "reception-1", brought, key and f"{key} {code}")

    for code in broken(fault, sheet, enter):
        again, once_more = enter(code), enter(code)
        if key:
            assert (again.status, once_more.status) == (201, 201)
            assert again.body == once_more.body
        else:
            assert again.status == 201 or again.body["code"] == "code_used"
            assert once_more.body["code"] == "code_used"

    assert told_by(province, codes, length=1) == counted()


@ALL_FAULTS
def test_codes_kept_for_paper_may_be_lost_but_are_never_given_twice(
    province: Province, fault: str
) -> None:
    order = {"agency": "H01.51", "day": clock.shown(clock.now())[:10], "size": 3}

    def reserve(_: None) -> Answer:
        return province.post("/desk/outages", "reception-1", order)

    for _ in broken(fault, lambda: None, reserve):
        assert reserve(None).status == 201
    given = [province.submitted()["code"]]

    kept = province.get("/desk/outages", "reception-1").body["blocks"]
    codes = [code for block in kept for code in block["codes"]]
    assert len(kept) >= 3
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(given)


@ALL_FAULTS
def test_what_was_done_on_paper_is_entered_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    now = clock.now()
    codes: list[str] = []

    def paper(ago: int) -> dict[str, str]:
        at = clock.shown(now - dt.timedelta(minutes=ago))
        told = {"source": "outside_office", "sheet": "Sổ 01", "place": "Khóm Thử"}
        return {"happened_at": at, **told}

    def registered() -> str:
        order = province.submission(channel="counter", accept=False, entered_afterwards=paper(2))
        codes.append(province.post("/desk/dossiers", "reception-1", order).body["code"])
        return codes[-1]

    def accept(code: str) -> Answer:
        order = {"entered_afterwards": paper(1)}
        return province.post(f"/desk/dossiers/{code}/acceptance", "reception-1", order, "a key")

    for code in broken(fault, registered, accept):
        again, once_more = accept(code), accept(code)
        assert (again.status, once_more.status) == (200, 200)
        assert again.body == once_more.body

    assert told_by(province, codes, length=2) == counted()


@ALL_FAULTS
def test_everything_of_who_leaves_is_handed_over_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    leavers = fresh_keys("leaver", fault)
    codes: dict[str, list[str]] = {}

    def leaver() -> str:
        subject = next(leavers)
        officers.grant(subject, "Người Sắp Đi", {"processing": ["H01.51"]})
        codes[subject] = [province.accepted()["code"] for _ in range(2)]
        for code in codes[subject]:
            province.moved(code, "assignment", "head-1", to=subject)
        return subject

    def hand_over(subject: str) -> Answer:
        order = {"leaving": subject, "to": "colleague-51"}
        return province.post("/desk/handovers", "head-1", order)

    for subject in broken(fault, leaver, hand_over):
        assert hand_over(subject).status == 200
        assert hand_over(subject).body == {"count": 0, "codes": [], "left": []}

    everything = [code for some in codes.values() for code in some]
    assert {dossier_of(province, code)["assignee"] for code in everything} == {"colleague-51"}
    assert told_by(province, everything, length=4) == counted()


@ALL_FAULTS
def test_whoever_loses_their_roles_hands_everything_over_once(
    province: Province, counted: Callable[[], Counts], fault: str
) -> None:
    leavers = fresh_keys("dismissed", fault)
    codes: dict[str, list[str]] = {}
    order = {"name": "Người Sắp Đi", "grants": {}, "hand_over_to": "colleague-51"}

    def leaver() -> str:
        subject = next(leavers).replace(" ", "-")
        officers.grant(subject, "Người Sắp Đi", {"processing": ["H01.51"]})
        codes[subject] = [province.accepted()["code"] for _ in range(2)]
        for code in codes[subject]:
            province.moved(code, "assignment", "head-1", to=subject)
        return subject

    def dismiss(subject: str) -> Answer:
        return province.put(f"/people/{subject}/grants", "admin-1", order)

    for subject in broken(fault, leaver, dismiss):
        again, once_more = dismiss(subject), dismiss(subject)
        assert (again.status, once_more.status) == (200, 200)
        assert again.body["grants"] == once_more.body["grants"] == {}
        assert [one["version"] for one in once_more.body["changes"]] == [1, 2]

    everything = [code for some in codes.values() for code in some]
    assert {dossier_of(province, code)["assignee"] for code in everything} == {"colleague-51"}
    assert told_by(province, everything, length=4) == counted()


@ALL_FAULTS
def test_a_warning_is_given_once(province: Province, fault: str) -> None:
    place = desk("H01.52").at("2026-11-02T09:00")
    codes: list[str] = []

    def ready() -> str:
        codes.append(place.received().dossier.code)
        last_ran(moment("2026-11-03T14:55"))
        return codes[-1]

    def run(_: str) -> int:
        return reminders.warn_all(now=lambda: moment("2026-11-03T15:00"))

    for code in broken(fault, ready, run):
        run(code)
        assert run(code) == 0
    last_ran(clock.now())

    assert len(codes) > 5
    assert {tuple(kinds(code)) for code in codes} == {("received", "deadline_warned")}


@ALL_FAULTS
def test_a_dossier_is_erased_once_and_whole(province: Province, fault: str) -> None:
    """Wherever the clock ends, it finishes the next time: all of it is gone, and told once."""
    place = desk("H01.52").at("2034-05-04T09:00")
    due = moment("2038-06-01T09:00")
    kept = {"default": None, "fields": {"ho-tich": 4}}
    for day in ("2034-05-03", "2038-05-31"):
        with_rules(day, {"personal_data_kept_years": kept})
    codes: list[str] = []

    def ready() -> str:
        codes.append(place.filed())
        place.make("withdraw", codes[-1], APPLICANT, "Đổi ý")
        return codes[-1]

    def erase(code: str) -> bool:
        return erasure.erase(code, now=lambda: due)

    for code in broken(fault, ready, erase):
        # The clock takes one that is erased already for done.
        with suppress(Conflict):
            erase(code)
        with refused("personal_data_erased"):
            erase(code)

    told = ("submitted", "withdrawn", "personal_data_erased")
    assert len(codes) > 1
    assert {tuple(kinds(code)) for code in codes} == {told}
    for code in codes:
        assert APPLICANT.name not in str(table.query_all(f"DOSSIER#{code}"))
        assert reading.audit(code).valid


@ALL_FAULTS
def test_a_grant_holds_as_it_was_given(province: Province, fault: str) -> None:
    subjects = fresh_keys("officer", fault)
    grants = {"reception": ["H01.51"]}

    def grant(subject: str) -> None:
        officers.grant(subject, "Cao Thị Được Giao", grants)

    for subject in broken(fault, subjects.__next__, grant):
        grant(subject)
        grant(subject)
        known, changes = people.grants_of(subject)
        assert (known["grants"], known["version"]) == (grants, 1)
        assert [change["kind"] for change in changes] == ["granted"]


@ALL_FAULTS
def test_a_change_of_grants_is_made_once_everywhere(province: Province, fault: str) -> None:
    subjects = fresh_keys("moves", fault)
    order = {"name": "Cao Thị Luân Chuyển", "grants": {"processing": ["H01.52"]}, "note": "đi"}

    def officer() -> str:
        subject = next(subjects).replace(" ", "-")
        officers.grant(subject, "Cao Thị Luân Chuyển", {"processing": ["H01.51"]})
        return subject

    def change(subject: str) -> Answer:
        return province.put(f"/people/{subject}/grants", "admin-1", order)

    for subject in broken(fault, officer, change):
        again, once_more = change(subject), change(subject)
        assert (again.status, once_more.status) == (200, 200)
        assert again.body == once_more.body
        assert again.body["grants"] == order["grants"]
        assert [one["version"] for one in again.body["changes"]] == [1, 2]
        assert again.body["changes"][-1]["by"] == "admin-1"
        staff = {place: [one["subject"] for one in people.staff_of(place)] for place in PLACES}
        assert [subject in staff[place] for place in PLACES] == [False, True]


# ---- What the tests say ----------------------------------------------------------------------


PLACES = ("H01.51", "H01.52")
AN = {
    "name": "Trần Văn Bình An",
    "identity_number": "087200000002",
    "phone": "0912000002",
    "address": "Số 2 đường Ví Dụ",
}


def post(province: Province, path: str, by: str, order: dict[str, Any], key: str | None) -> Answer:
    """A request by anyone; the provider knows only the people of the simulated province."""
    if by not in directory():
        token = officers.token(province.provider, by)
        headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
        return province.ask("POST", path, order=order, headers=headers)
    return province.post(path, by, order, key)


def last_ran(at: dt.datetime) -> None:
    """When the clock last gave warnings."""
    table.put({"pk": "CLOCK", "sk": "WARNINGS", "until": clock.stored(at)})


def dossier_of(province: Province, code: str) -> dict[str, Any]:
    return province.get(f"/dossiers/{code}", "reception-1").body


def brought(province: Province, codes: list[str], move: Move) -> str:
    """A dossier that is ready for the move; its code is added to ``codes``."""
    changes = {**complete(move.procedure), "acting": GUARDIAN} if move.procedure else {}
    code = received_long_ago() if move.late else str(province.submitted(**changes)["code"])
    for name in move.after:
        answer = MOVES[name].ask(province, code)
        assert answer.status == 200, answer.body
    codes.append(code)
    return code


def received_long_ago() -> str:
    """A dossier that is overdue: the action is given a clock of last week."""
    filed = submission(agency="H01.51", **complete("1.001193"))
    long_ago = clock.now() - dt.timedelta(days=7)
    by = people.officer("reception-1")
    return reception.receive(handed_over(filed), by, now=lambda: long_ago).dossier.code


def told_by(province: Province, codes: list[str], length: int) -> Counts:
    """What the timelines tell should have been counted.

    Each of them must be whole: so many events, one for each version, and a chain that holds.
    """
    told: Counts = Counter()
    for code in codes:
        dossier = province.get(f"/dossiers/{code}", "reception-1").body
        assert dossier["version"] == length
        assert [line["version"] for line in dossier["timeline"]] == list(range(1, length + 1))
        verdict = province.get(f"/dossiers/{code}/timeline/verification", "reception-1").body
        assert (verdict["valid"], verdict["length"]) == (True, length)
        where = (dossier["agency"]["code"], dossier["procedure"]["code"], dossier["channel"])
        status = 0
        for line in dossier["timeline"]:
            before, status = status, line["status"]["code"]
            told[*where, status, "events"] += 1
            told[*where, status, "dossiers"] += status != before
    return +told


def filed_by(province: Province, citizen: str) -> set[str]:
    """The newest hundred dossiers of somebody."""
    found = province.get("/dossiers", citizen, limit=100).body["dossiers"]
    return {line["code"] for line in found}


def fresh_keys(*about: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield " ".join((*about, str(number)))
