"""What the reception desk decides by the rules: intake, refusal, supplements, fees."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import explain
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import desk as lists
from chalicelib.dossiers import reading
from chalicelib.dossiers.charges import Wanted
from chalicelib.dossiers.facts import Paid
from chalicelib.dossiers.model import Content, Defect, HandedPaper
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.people import actions as people
from chalicelib.procedures.model import Part
from chalicelib.reception import filing
from tests.support import desk as desks
from tests.support import officers
from tests.support.desk import (
    APPLICANT,
    GUARDIANSHIP,
    MARITAL_FEE,
    MARITAL_FEE_NAME,
    MARITAL_STATUS,
    SAME_DAY,
    SAME_DAY_FEE,
    STRANGER,
    Desk,
    kinds,
    last,
    moment,
    refused,
    state,
    whole,
    with_rules,
)
from tests.support.numbers import fresh, receipt
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.refusals import assert_refused
from tests.support.submissions import complete

HERE, THERE = "H01.53", "H01.54"
# What may be done while a fee is waited for before acceptance.
FEE_WAITS = [
    "refuse_reception",
    "request_supplement",
    "demand_fee",
    "pay_fee",
    "withdraw",
]
PERMIT = "1.013226"  # a special law gives seven days for the notice
ADOPTION = "2.001263"  # not boundary-free
COPIES, COPY_FEE_NAME = "2.000815", "Phí chứng thực bản sao từ bản chính"

DECLARATION, APPOINTMENT, IDENTITY = "TK.GH", "GT.CGH", "GT.CCCD"
PAPER = (HandedPaper(code=DECLARATION, copies=1),)


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


@pytest.fixture
def other(province: Province) -> Desk:
    return desks.desk(THERE)


# ---- At the counter and from the post --------------------------------------------------------


@pytest.mark.parametrize(
    ("brought", "due"),
    [
        ("2026-10-05T09:00", "2026-10-08T09:00"),
        ("2026-10-05T12:00", "2026-10-08T11:30"),  # lunch
        ("2026-10-05T17:30", "2026-10-08T17:00"),  # after closing
        ("2026-10-10T10:00", "2026-10-14T17:00"),  # a Saturday
    ],
)
def test_what_is_brought_to_the_counter_is_accepted_as_it_is_received(
    desk: Desk, brought: str, due: str
) -> None:
    dossier = desk.at(brought).received().dossier

    assert (dossier.status, dossier.version, dossier.step) == (Status.ACCEPTED, 1, "take_over")
    assert kinds(dossier.code) == ["received"]
    assert dossier.received_at == moment(brought)
    assert (dossier.due_at, dossier.next_due) == (moment(due), moment(due))


def test_the_post_is_received_when_the_hand_over_was_signed(desk: Desk) -> None:
    signed = moment("2026-10-02T16:00")  # the Friday before

    found = desk.received(channel="postal", how={"handed_over_at": signed})

    dossier = found.dossier
    assert "-261002-" in dossier.code
    assert (dossier.received_at, dossier.filed_at) == (signed, signed)
    assert dossier.due_at == moment("2026-10-07T16:00")
    assert explain(some(found.deadline))["received"] == "2026-10-02T16:00:00+07:00"


def test_the_post_registers_and_reception_accepts_from_when_it_was_handed_over(
    desk: Desk,
) -> None:
    signed = moment("2026-10-02T16:00")

    brought = desk.received(by="postal", channel="postal", how={"handed_over_at": signed}).dossier
    assert (brought.status, brought.received_at) == (Status.REGISTERED, None)
    desk.make("accept", brought.code, "reception")

    dossier = state(brought.code)
    assert (dossier.status, dossier.received_at) == (Status.ACCEPTED, signed)
    assert dossier.due_at == moment("2026-10-07T16:00")


def test_what_the_post_had_to_complete_counts_from_when_it_was_complete(desk: Desk) -> None:
    code = desk.received(by="postal", channel="postal").dossier.code
    desk.ask_supplement(code, DECLARATION)
    desk.at("2026-10-07T10:00").make("supplement", code, "reception", None, PAPER)

    desk.at("2026-10-07T15:00").make("accept", code, "reception")

    assert state(code).received_at == moment("2026-10-07T10:00")


def test_the_post_itself_accepts_nothing(desk: Desk) -> None:
    with refused("post_registers"):
        desk.received(by="postal", channel="postal", way=filing.Accepted)


def test_a_hand_over_long_past_is_not_entered(desk: Desk) -> None:
    signed = moment("2026-10-01T16:00")  # the Thursday before

    with refused("hand_over_too_old", latest="2026-10-02T16:00:00+07:00"):
        desk.received(channel="postal", how={"handed_over_at": signed})


@pytest.mark.parametrize(
    ("move", "what", "status"),
    [
        ("refuse_reception", ("sai thẩm quyền",), Status.RECEPTION_REFUSED),
        ("accept", (), Status.ACCEPTED),
        ("demand_fee", (["TK.XNHN"], {}), Status.FEE_DEMANDED),
    ],
)
def test_what_is_only_registered_at_the_counter_is_examined_next(
    desk: Desk, move: str, what: tuple[Any, ...], status: Status
) -> None:
    brought = desk.received(MARITAL_STATUS, way=filing.Registered).dossier
    assert (brought.status, brought.channel) == (Status.REGISTERED, "counter")

    desk.make(move, brought.code, "reception", *what)

    assert state(brought.code).status is status


def test_what_lacks_a_required_paper_is_not_accepted_at_the_counter(desk: Desk) -> None:
    with refused("papers_missing", missing=[APPOINTMENT]):
        desk.received(papers=[{"code": DECLARATION, "copies": 1}])


def test_what_lacks_a_required_paper_is_not_accepted_online(desk: Desk) -> None:
    code = desk.filed(papers=[{"code": DECLARATION, "originals": 1}])

    with refused("papers_missing", missing=[APPOINTMENT]):
        desk.make("accept", code, "reception")


BIRTH, UNWITNESSED = "1.001193", "no_birth_certificate"
WITNESS, STATEMENT = "GT.LCS", "GT.CDS"


@pytest.mark.parametrize("paper", [WITNESS, STATEMENT])
def test_a_birth_without_certificate_is_told_by_a_witness_or_else_by_a_statement(
    desk: Desk, paper: str
) -> None:
    """Luật Hộ tịch Điều 16 khoản 1."""
    papers = [{"code": "TK.KS", "originals": 1}]

    with refused("papers_missing", one_of=[STATEMENT, WITNESS]):
        desk.received(BIRTH, case=UNWITNESSED, papers=papers)

    told = [*papers, {"code": paper, "originals": 1}]
    assert desk.received(BIRTH, case=UNWITNESSED, papers=told).dossier.status is Status.ACCEPTED


def test_of_several_papers_of_which_one_is_enough_one_may_be_waived(desk: Desk) -> None:
    waived = Defect(about=WITNESS, reason="Đã có trong cơ sở dữ liệu")
    papers = [{"code": "TK.KS", "originals": 1}]
    received = desk.received(BIRTH, case=UNWITNESSED, papers=papers, how={"waived": (waived,)})

    assert received.dossier.status is Status.ACCEPTED


def test_a_paper_that_need_not_be_handed_in_is_waived_with_its_reason(desk: Desk) -> None:
    code = desk.filed(papers=[{"code": DECLARATION, "originals": 1}])
    waived = Defect(about=APPOINTMENT, reason="Đã có trong cơ sở dữ liệu")

    desk.make("accept", code, "reception", (waived,))

    assert last(code).data.waived == (waived,)


def test_what_was_handed_in_is_not_waived(desk: Desk) -> None:
    with refused("waived_though_there"):
        desk.make("accept", desk.filed(), "reception", (Defect(about=DECLARATION, reason="x"),))


def test_only_a_required_paper_is_waived(desk: Desk) -> None:
    with refused("unknown_paper"):
        desk.make("accept", desk.filed(), "reception", (Defect(about="TK.KS", reason="x"),))


def test_an_examination_after_its_hours_is_marked_late(desk: Desk) -> None:
    in_time, late = desk.filed(), desk.filed()
    desk.at("2026-10-06T09:00").make("accept", in_time, "reception")
    desk.at("2026-10-06T09:01").make("accept", late, "reception")

    assert [last(code).data.late for code in (in_time, late)] == [False, True]


def test_nothing_is_paid_at_once_where_nothing_is_due(desk: Desk) -> None:
    paid = Paid(amount=1, receipt="0000128", method="cash")

    with refused("nothing_to_pay"):
        desk.at_once("1.001193", {"paid": paid})


@pytest.mark.parametrize(
    "more", [{"at_once": True}, {"waived": [{"paper": APPOINTMENT, "reason": "x"}]}]
)
def test_what_is_only_registered_is_neither_settled_nor_waived(
    province: Province, more: dict[str, Any]
) -> None:
    brought = {**complete(GUARDIANSHIP), "channel": "counter", "accept": False, **more}

    answer = province.post("/desk/dossiers", "reception-1", province.submission(**brought))

    assert_refused(answer, 422, "invalid_request")


@pytest.mark.parametrize("procedure", [GUARDIANSHIP, MARITAL_STATUS])
def test_what_takes_days_is_not_settled_at_once(desk: Desk, procedure: str) -> None:
    with refused("not_settled_at_once"):
        desk.at_once(procedure)


def test_what_another_agency_settles_is_not_settled_at_once(desk: Desk) -> None:
    with refused("not_settled_at_once"):
        desk.at_once(how={"settled_by": THERE})


def test_what_was_taken_at_the_counter_is_kept_with_what_is_settled_at_once(desk: Desk) -> None:
    dossier = desk.at_once().dossier

    assert dossier.fee_paid == SAME_DAY_FEE
    assert last(dossier.code).data.paid.method == "cash"
    assert last(dossier.code).data.charges[0].total == SAME_DAY_FEE


@pytest.mark.parametrize("amount", [123, SAME_DAY_FEE - 1, SAME_DAY_FEE + 1])
def test_what_is_settled_at_once_takes_exactly_the_tariff(desk: Desk, amount: int) -> None:
    with refused("wrong_amount", due=SAME_DAY_FEE):
        desk.at_once(how={"paid": Paid(amount=amount, receipt="1", method="cash")})


def test_what_is_settled_at_once_is_not_given_without_its_fee(desk: Desk) -> None:
    owed = [{"name": COPY_FEE_NAME, "amount": SAME_DAY_FEE}]

    with refused("fee_not_settled", owed=owed):
        desk.at_once(how={"paid": None})


def test_the_counter_counts_the_pages_where_the_form_is_on_paper(desk: Desk) -> None:
    paid = Paid(amount=24_000, receipt=receipt(), method="cash")
    ten_pages = {COPY_FEE_NAME: Wanted(parts=(Part(units=10, items=2),))}

    with refused("quantity_needed"):
        desk.at_once(how={"paid": paid}, form={})
    assert (
        desk.at_once(how={"paid": paid, "charges": ten_pages}, form={}).dossier.fee_paid == 24_000
    )


def test_what_is_settled_at_once_names_who_signed_it(desk: Desk) -> None:
    dossier = desk.at_once().dossier

    signed_by = last(dossier.code).data.signed_by
    assert (signed_by.id, signed_by.role, signed_by.agency) == (desk.subject("head"), "head", HERE)
    assert last(dossier.code).by.id == desk.subject("reception")


@pytest.mark.parametrize("who", ["reception", "officer", "nobody"])
def test_who_may_not_sign_there_signs_nothing_at_once(desk: Desk, who: str) -> None:
    with refused("not_a_head_there"):
        desk.at_once(how={"signed_by": desk.subject(who)})


def test_nobody_signs_their_own_at_once(desk: Desk) -> None:
    own = desk.subject("head who applies")
    officers.grant(own, "Lãnh Đạo Nộp Hồ Sơ", {"head": [HERE]}, key=desks.APPLICANT.key)

    with refused("own_dossier"):
        desk.at_once(how={"signed_by": own})


def test_what_is_settled_at_once_is_issued_with_its_number(desk: Desk) -> None:
    with refused("number_needed"):
        desk.at_once(how={"number": ""})

    dossier = desk.at_once(how={"number": "12"}).dossier

    assert last(dossier.code).data.number == "12"


def test_only_what_is_settled_at_once_comes_in_with_the_number_of_its_result(
    province: Province,
) -> None:
    brought = {**complete(GUARDIANSHIP), "channel": "counter", "number": "12"}

    answer = province.post("/desk/dossiers", "reception-1", province.submission(**brought))

    assert_refused(answer, 422, "invalid_request")


def test_the_post_cannot_have_been_handed_over_in_the_future(desk: Desk) -> None:
    with refused("received_in_future"):
        desk.received(channel="postal", how={"handed_over_at": moment("2026-10-05T09:01")})


def test_a_postal_agent_brings_only_what_came_by_post(desk: Desk) -> None:
    with refused("other_role"):
        desk.received(by="postal")


def test_a_form_left_on_paper_need_not_be_typed_but_what_is_typed_must_fit(desk: Desk) -> None:
    assert desk.received(MARITAL_STATUS, form={}).dossier.version == 1

    with refused("form_invalid"):
        desk.received(MARITAL_STATUS, form={"period_from": "no day"})


def test_what_is_settled_at_once_is_recorded_as_returned_and_has_no_due_time(desk: Desk) -> None:
    dossier = desk.at_once().dossier

    assert kinds(dossier.code) == ["settled_at_once"]
    assert (dossier.status, dossier.step) == (Status.RETURNED, "done")
    assert dossier.steps_done == dossier.steps
    assert (dossier.closed_at, dossier.due_at) == (desk.now, None)
    assert dossier.lawful_moves() == []


def test_what_is_settled_at_once_has_a_receipt_on_request(province: Province) -> None:
    brought = {
        **complete(SAME_DAY),
        "channel": "counter",
        "at_once": True,
        "number": "1",
        "signed_by": "head-1",
        "paid": {"amount": SAME_DAY_FEE, "receipt": receipt()},
    }

    answer = province.post("/desk/dossiers", "reception-1", province.submission(**brought))

    assert answer.status == 201, answer.body
    printed = province.get(f"/dossiers/{answer.body['code']}/receipt", "reception-1")
    assert printed.status == 200


def test_nobody_receives_a_dossier_of_their_own(desk: Desk) -> None:
    own = citizen("089300000777")
    officers.grant("reception twice", "Người Hai Vai", {"reception": [HERE]}, key=own.key)

    with refused("own_dossier"):
        desk.received(
            by=people.officer("reception twice"),
            applicant={
                "name": "Người Hai Vai",
                "identity_number": "089300000777",
                "phone": "0912000777",
                "address": "Số 7",
            },
        )


# ---- Received here, settled there ------------------------------------------------------------


def test_what_is_received_here_and_settled_there_is_seen_by_both(desk: Desk, other: Desk) -> None:
    dossier = desk.received(how={"settled_by": THERE}).dossier

    assert (dossier.agency, dossier.settled_by) == (HERE, THERE)
    assert f"{HERE}-" in dossier.code
    for place in (desk, other):
        assert dossier.code in listed(place)
        for name in ("reception", "officer", "head"):
            assert reading.read(dossier.code, place.who(name), "show_dossier").dossier == dossier
    with refused("dossier_not_found"):
        reading.read(dossier.code, desks.desk("H01.55").who("head"), "show_dossier")


def test_what_is_received_here_is_processed_there_and_returned_here(
    desk: Desk, other: Desk
) -> None:
    code = desk.received(how={"settled_by": THERE}).dossier.code

    with refused("other_agency"):
        desk.make("complete_step", code, "officer")
    for _ in desks.STEPS:
        other.make("complete_step", code, "officer")
        assert code in listed(desk)
    other.make("resolve", code, "head", fresh("QĐ"))
    assert (code in listed(desk), code in listed(other)) == (True, True)
    with refused("other_agency"):
        other.make("give_back", code, "reception", None)
    desk.make("give_back", code, "reception", None)

    assert (code in listed(desk), code in listed(other)) == (False, False)


def test_a_procedure_that_is_bound_to_its_place_is_not_settled_elsewhere(desk: Desk) -> None:
    with refused("not_boundary_free"):
        desk.received(ADOPTION, form={}, how={"settled_by": THERE})

    assert desk.received(ADOPTION, form={}, how={"settled_by": HERE}).dossier.settled_by == HERE


# ---- Refusal ---------------------------------------------------------------------------------


def test_reception_is_refused_with_the_reason(desk: Desk) -> None:
    code = desk.filed()

    desk.make("refuse_reception", code, "reception", "Không thuộc thẩm quyền")

    assert state(code).status is Status.RECEPTION_REFUSED
    assert state(code).closed_at == desk.now
    assert (last(code).note, last(code).by.role) == ("Không thuộc thẩm quyền", "reception")
    assert code not in listed(desk)


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_refusal_is_without_a_reason(province: Province, reason: str) -> None:
    code = province.submitted()["code"]

    answer = province.post(f"/desk/dossiers/{code}/refusal", "reception-1", {"reason": reason})

    assert_refused(answer, 422, "invalid_request")


def test_an_accepted_dossier_is_not_refused_reception(desk: Desk) -> None:
    code = desk.accepted()

    with refused("unlawful_move", step="take_over"):
        desk.make("refuse_reception", code, "reception", "muộn rồi")


# ---- Supplements -----------------------------------------------------------------------------


def test_every_defect_is_named_at_once_papers_and_fields_alike(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)

    desk.ask_supplement(code, "TK.XNHN", "form/purpose", "form")

    dossier = state(code)
    assert (dossier.status, dossier.supplements) == (Status.SUPPLEMENT_REQUESTED, 1)
    # Thirty working days.
    assert dossier.supplement_by == dossier.next_due == moment("2026-11-16T09:00")
    told = [defect.about for defect in last(code).data.defects]
    assert told == ["TK.XNHN", "form/purpose", "form"]
    assert last(code).data.seen_before == ()


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        (["TK.KS"], "unknown_defect"),  # of another procedure
        (["form/purpose"], "unknown_defect"),  # it has no form
        ([DECLARATION, APPOINTMENT, DECLARATION], "defect_named_twice"),
    ],
)
def test_a_defect_is_of_the_checklist_and_named_once(
    desk: Desk, about: list[str], reason: str
) -> None:
    code = desk.filed()

    with refused(reason):
        desk.ask_supplement(code, *about)

    assert state(code).version == 1


def test_what_was_to_be_seen_before_is_not_asked_again_without_an_approval(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)

    with refused("approver_needed", seen_before=[APPOINTMENT]):
        desk.ask_supplement(code, APPOINTMENT, DECLARATION)


def test_once_approved_it_is_asked_again_and_counts(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)

    desk.ask_supplement(code, APPOINTMENT, approved_by="head")

    assert state(code).supplements == 2
    assert last(code).data.seen_before == (APPOINTMENT,)
    assert last(code).data.approver.id == desk.subject("head")
    assert last(code).data.approver.role == "head"


def test_a_defect_of_what_was_changed_since_needs_no_approval(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION, IDENTITY)
    desk.supplement(code, DECLARATION, IDENTITY)

    desk.ask_supplement(code, IDENTITY)

    assert state(code).supplements == 2
    assert last(code).data.seen_before == ()


def test_what_was_changed_before_the_last_request_could_have_been_named_in_it(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)
    desk.ask_supplement(code, IDENTITY, approved_by="head")
    desk.supplement(code, IDENTITY)

    with refused("approver_needed", seen_before=[DECLARATION]):
        desk.ask_supplement(code, DECLARATION)


def test_what_was_asked_for_and_not_answered_is_named_again_without_an_approval(
    desk: Desk,
) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION, IDENTITY)
    desk.supplement(code, IDENTITY)

    desk.ask_supplement(code, DECLARATION)

    assert last(code).data.seen_before == ()


def test_a_request_at_reception_does_not_use_up_that_of_processing(desk: Desk) -> None:
    """Điều 17 khoản 2 and Điều 19 khoản 4 each give one."""
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)
    desk.make("accept", code, "reception")
    desk.make("complete_step", code, "officer")

    desk.make("request_supplement", code, "officer", (desks.Defect(about=IDENTITY, reason="Mờ"),))

    assert (last(code).data.stage, last(code).data.seen_before) == ("processing", ())


def test_a_further_request_of_a_stage_names_its_ground(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)
    again = (desks.Defect(about=DECLARATION, reason="Vẫn mờ"),)

    with refused("ground_needed"):
        desk.make("request_supplement", code, "reception", again)
    desk.make("request_supplement", code, "reception", again, "Luật Hộ tịch Điều 16")

    assert (last(code).data.stage, last(code).data.article) == (
        "reception",
        "Luật Hộ tịch Điều 16",
    )


def test_an_answer_of_no_paper_is_none(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)

    with refused("paper_not_counted"):
        desk.supplement(code, DECLARATION, copies=0)


@pytest.mark.parametrize(
    ("move", "what"),
    [
        ("accept", ()),
        ("refuse_reception", ("Không thuộc thẩm quyền",)),
        ("request_supplement", ((desks.Defect(about="TK.XNHN", reason="Mờ"),),)),
        ("demand_fee", (["TK.XNHN"], {})),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_an_examination_that_is_late_is_kept_whatever_comes_of_it(
    desk: Desk, move: str, what: tuple[Any, ...], late: bool
) -> None:
    code = desk.received(MARITAL_STATUS, way=filing.Registered).dossier.code

    desk.at("2026-10-06T09:01" if late else "2026-10-06T09:00").make(move, code, "reception", *what)

    assert last(code).data.late is late


def test_what_was_brought_and_only_registered_counts_from_when_it_was_brought(
    desk: Desk,
) -> None:
    """Brought on Monday at nine and given three days, whenever the desk accepts it."""
    code = desk.received(way=filing.Registered).dossier.code

    desk.at("2026-10-07T10:00").make("accept", code, "reception")

    assert state(code).received_at == moment("2026-10-05T09:00")
    assert state(code).due_at == moment("2026-10-08T09:00")
    assert last(code).data.late


def test_what_was_brought_incomplete_counts_from_when_it_was_complete(desk: Desk) -> None:
    code = desk.received(way=filing.Registered).dossier.code
    desk.ask_supplement(code, DECLARATION)
    desk.at("2026-10-12T09:00").supplement(code, DECLARATION)

    desk.at("2026-10-13T09:00").make("accept", code, "reception")

    assert state(code).due_at == moment("2026-10-15T09:00")


def test_a_special_law_gives_other_days_for_the_notice(desk: Desk) -> None:
    """Luật Xây dựng Điều 102: seven working days where NĐ 61 gives three."""
    code = desk.in_process(PERMIT)
    paper = complete(PERMIT)["papers"][0]["code"]

    desk.at("2026-10-14T09:00").ask_supplement(code, paper, by="officer")

    assert state(code).status is Status.SUPPLEMENT_REQUESTED
    again = desk.in_process(PERMIT)
    with refused("supplement_notice_late", latest="2026-10-14T09:00:00+07:00"):
        desk.at("2026-10-14T09:01").ask_supplement(again, paper, by="officer")


@pytest.mark.parametrize(
    ("about", "seen_before"),
    [
        ("form/purpose_detail", None),
        ("form", None),
        ("form/person_name", ["form/person_name"]),
    ],
)
def test_of_the_form_only_the_fields_that_were_changed_are_new(
    desk: Desk, about: str, seen_before: list[str] | None
) -> None:
    code = desk.filed(MARITAL_STATUS)
    form = desk.handed_in(MARITAL_STATUS).form
    desk.ask_supplement(code, "form/purpose_detail")
    desk.supplement(code, form={**form, "purpose_detail": "Kết hôn với ông Nguyễn Văn A"})

    if seen_before:
        with refused("approver_needed", seen_before=seen_before):
            desk.ask_supplement(code, about)
    else:
        desk.ask_supplement(code, about)


def test_only_whose_dossier_it_is_supplements_it(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    paper = (HandedPaper(code=DECLARATION, copies=1),)

    with refused("dossier_not_found"):
        desk.make("supplement", code, STRANGER, None, paper)
    desk.make("supplement", code, APPLICANT, None, paper)


def test_the_owner_supplements_what_another_submitted(desk: Desk) -> None:
    code = desk.filed(by=STRANGER)
    desk.ask_supplement(code, DECLARATION)

    desk.supplement(code, DECLARATION)

    assert state(code).status is Status.REGISTERED


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"papers": [], "copies": 1}, "nothing_supplemented"),
        ({"papers": ["TK.KS"], "copies": 1}, "unknown_paper"),
    ],
)
def test_an_answer_that_brings_nothing_is_refused(
    desk: Desk, answer: dict[str, Any], reason: str
) -> None:
    code = desk.filed(
        papers=[{"code": DECLARATION, "originals": 1}, {"code": APPOINTMENT, "originals": 1}]
    )
    desk.ask_supplement(code, DECLARATION)

    with refused(reason):
        desk.supplement(code, *answer["papers"], copies=answer["copies"])


def test_a_paper_handed_in_anew_is_an_answer_though_its_number_is_the_same(desk: Desk) -> None:
    code = desk.filed(
        papers=[{"code": DECLARATION, "copies": 1}, {"code": APPOINTMENT, "originals": 1}]
    )
    desk.ask_supplement(code, DECLARATION)

    desk.supplement(code, DECLARATION, copies=1)

    assert last(code).data.changed == (DECLARATION,)


def test_of_an_accepted_form_only_what_was_asked_about_is_changed(desk: Desk) -> None:
    code = desk.received(MARITAL_STATUS).dossier.code
    desk.ask_supplement(code, "form/address", by="officer")
    form = whole(code).content.form
    moved = {**form, "address": "Số 9 đường Thử"}

    with refused("not_asked", fields=["form/purpose_detail"]):
        desk.make("supplement", code, "reception", {**moved, "purpose_detail": "Mua nhà"}, ())
    desk.make("supplement", code, "reception", moved, ())

    assert last(code).data.changed == ("form/address",)


def test_before_it_is_accepted_a_supplement_may_amend_more(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    desk.ask_supplement(code, "form/address")
    form = {
        **whole(code).content.form,
        "address": "Số 9 đường Thử",
        "purpose_detail": "Mua nhà",
    }

    desk.make("supplement", code, APPLICANT, form, ())

    assert last(code).data.changed == ("form/address", "form/purpose_detail")


def test_a_form_that_was_left_on_paper_need_not_be_typed_to_supplement(desk: Desk) -> None:
    code = desk.received(MARITAL_STATUS, form={}).dossier.code
    desk.ask_supplement(code, "TK.XNHN", by="officer")

    desk.supplement(code, "TK.XNHN")

    assert state(code).status is Status.ACCEPTED


def test_reception_enters_what_is_brought_to_the_counter(desk: Desk) -> None:
    code = desk.received().dossier.code
    desk.ask_supplement(code, DECLARATION, by="officer")

    desk.make("supplement", code, "reception", None, PAPER)

    assert (last(code).by.role, state(code).status) == ("reception", Status.ACCEPTED)


def test_reception_withdraws_for_one_who_asks_at_the_counter(desk: Desk) -> None:
    code = desk.received().dossier.code

    desk.make("withdraw", code, "reception", "Người nộp đề nghị bằng văn bản")

    assert state(code).status is Status.WITHDRAWN


def test_what_was_filed_online_only_its_applicant_withdraws(desk: Desk) -> None:
    with refused("withdrawn_online"):
        desk.make("withdraw", desk.filed(), "reception", "thôi")


def test_a_late_answer_is_taken_and_marked(desk: Desk) -> None:
    codes = [desk.filed(), desk.filed()]
    for code in codes:
        desk.ask_supplement(code, DECLARATION)
    answer_by = some(state(codes[0]).supplement_by)

    desk.at(answer_by).supplement(codes[0], DECLARATION)
    desk.at(answer_by + dt.timedelta(seconds=1)).supplement(codes[1], DECLARATION)

    assert [last(code).data.late for code in codes] == [False, True]


def test_after_an_answer_the_days_to_ask_again_count_from_zero(desk: Desk) -> None:
    code = desk.accepted()
    desk.at("2026-10-06T09:00").ask_supplement(code, DECLARATION, by="officer")
    desk.at("2026-10-20T09:00").supplement(code, DECLARATION)

    later = desk.at("2026-10-23T09:00")
    later.ask_supplement(code, DECLARATION, by="officer")

    assert state(code).supplements == 2


def test_days_that_were_promised_are_not_taken_back_by_a_restart(desk: Desk) -> None:
    code = desk.accepted()
    desk.make("extend", code, "head", 2, "Chờ xác minh")
    desk.at("2026-10-05T11:00").ask_supplement(code, DECLARATION, by="officer")

    desk.at("2026-10-05T14:00").supplement(code, DECLARATION)

    assert state(code).due_at == moment("2026-10-12T14:00")
    assert counts_up(code)


def test_a_supplemented_form_must_fit_as_the_first_one(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    desk.ask_supplement(code, "form")

    with refused("form_invalid"):
        desk.supplement(code, form={})


def test_what_was_handed_in_before_stays_on_the_timeline(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    form = desk.handed_in(MARITAL_STATUS).form
    desk.ask_supplement(code, "form/purpose_detail", "TK.XNHN")
    desk.supplement(code, "TK.XNHN", form={**form, "purpose_detail": "Việc khác"}, copies=3)

    contents = [
        Content.model_validate_json(line.content) for line in whole(code).lines if line.content
    ]
    assert [one.form["purpose_detail"] for one in contents] == [form["purpose_detail"], "Việc khác"]
    handed_in = [paper.read() for line in whole(code).lines for paper in line.papers]
    assert [(paper.code, paper.copies) for paper in handed_in] == [("TK.XNHN", 0), ("TK.XNHN", 3)]
    assert len({one.salt for one in contents}) == 2
    assert last(code).data.changed == (
        "TK.XNHN",
        "form/purpose_detail",
    )


def test_before_acceptance_the_examination_begins_again(desk: Desk) -> None:
    code = desk.filed()
    assert state(code).examine_by == moment("2026-10-06T09:00")
    desk.ask_supplement(code, DECLARATION)

    desk.at("2026-10-07T14:30").supplement(code, DECLARATION)

    dossier = state(code)
    assert (dossier.status, dossier.due_at) == (Status.REGISTERED, None)
    assert dossier.examine_by == dossier.next_due == moment("2026-10-08T14:30")
    assert counts_up(code)


@pytest.mark.parametrize(
    ("where", "status"), [("accepted", Status.ACCEPTED), ("in_process", Status.PROCESSING)]
)
def test_after_acceptance_the_deadline_restarts_from_zero(
    desk: Desk, where: str, status: Status
) -> None:
    code = getattr(desk, where)()
    assert state(code).due_at == moment("2026-10-08T09:00")
    desk.at("2026-10-06T10:00").ask_supplement(code, DECLARATION, by="officer")

    desk.at("2026-10-14T15:00").supplement(code, DECLARATION)

    dossier = state(code)
    assert (dossier.status, dossier.held, dossier.supplement_by) == (status, None, None)
    assert dossier.due_at == dossier.next_due == moment("2026-10-19T15:00")
    assert counts_up(code)


PAUSING = dt.date(2035, 3, 1)


@pytest.fixture
def pausing(desk: Desk) -> Desk:
    """The desk once a rule set is in force that pauses the deadline; a Monday."""
    in_force = agencies.rules_on(dt.date(2026, 10, 5))
    pauses = {**in_force.rules["supplement_policy"], "value": "pause"}
    rules = RuleSet(
        version=PAUSING.isoformat(),
        effective_from=PAUSING,
        regulation="Quy chế thử nghiệm",
        rules={**in_force.rules, "supplement_policy": pauses},
    )
    agencies.establish(agencies.province(), [], {}, [rules])
    return desk.at("2035-03-05T09:00")


def test_where_the_rule_pauses_the_wait_does_not_count(pausing: Desk) -> None:
    code = pausing.in_process()
    assert state(code).due_at == moment("2035-03-08T09:00")
    pausing.at("2035-03-06T09:00").ask_supplement(code, DECLARATION, by="officer")

    pausing.at("2035-03-09T10:00").supplement(code, DECLARATION)

    # One day was used; two are left from the answer on.
    assert state(code).due_at == moment("2035-03-13T10:00")
    assert counts_up(code)
    explained = explain(some(whole(code).deadline))["explanation"]
    assert "pause" in {line["kind"] for line in explained}


def test_a_wait_of_two_pauses_does_not_count_twice(pausing: Desk) -> None:
    code = pausing.in_process()
    for asked, answered in (
        ("2035-03-05T10:00", "2035-03-05T11:00"),
        ("2035-03-05T14:00", "2035-03-06T14:00"),
    ):
        pausing.at(asked).ask_supplement(code, DECLARATION, by="officer")
        copies = 1 + state(code).supplements
        pausing.at(answered).supplement(code, DECLARATION, copies=copies)

    assert state(code).due_at == moment("2035-03-09T10:00")
    assert counts_up(code)


def test_a_dossier_keeps_the_rule_it_was_received_under(pausing: Desk) -> None:
    before = pausing.at("2035-02-28T09:00")
    code = before.in_process()
    pausing.at("2035-03-01T09:00").ask_supplement(code, DECLARATION, by="officer")

    pausing.at("2035-03-05T09:00").supplement(code, DECLARATION)

    assert state(code).due_at == moment("2035-03-08T09:00")


@pytest.mark.parametrize(
    ("asked", "is_late"), [("2026-10-08T09:00", False), ("2026-10-08T09:01", True)]
)
def test_an_accepted_dossier_is_sent_back_within_three_working_days(
    desk: Desk, asked: str, is_late: bool
) -> None:
    code = desk.accepted()
    late = desk.at(asked)

    if is_late:
        with refused("supplement_notice_late", latest="2026-10-08T09:00:00+07:00"):
            late.ask_supplement(code, DECLARATION, by="officer")
    else:
        late.ask_supplement(code, DECLARATION, by="officer")


def test_before_acceptance_no_day_is_too_late_to_ask(desk: Desk) -> None:
    code = desk.filed()

    desk.at("2026-11-02T09:00").ask_supplement(code, DECLARATION)

    assert state(code).status is Status.SUPPLEMENT_REQUESTED


def test_after_acceptance_reception_asks_for_nothing(desk: Desk) -> None:
    with refused("other_role"):
        desk.ask_supplement(desk.accepted(), DECLARATION, by="reception")


# ---- Fees ------------------------------------------------------------------------------------


def test_no_fee_is_asked_before_every_required_paper_was_examined(desk: Desk) -> None:
    code = desk.filed("1.001022")

    with refused("not_examined", unchecked=["GT.CMQH", "TK.NCMC"]):
        demand(desk, code)
    with refused("not_examined", unchecked=["GT.CMQH"]):
        demand(desk, code, checked=["TK.NCMC"])
    demand(desk, code, checked=["TK.NCMC", "GT.CMQH"])

    assert state(code).status is Status.FEE_DEMANDED


@pytest.mark.parametrize("by", ["finance", "reception"])
def test_paying_before_acceptance_accepts_and_starts_the_clock(desk: Desk, by: str) -> None:
    code = fee_demanded(desk)
    assert (state(code).due_at, state(code).fee_due) == (None, MARITAL_FEE)

    number = receipt()
    desk.at("2026-10-07T14:00").make("record_payment", code, by, MARITAL_FEE, number, "cash")

    dossier = state(code)
    assert (dossier.status, dossier.step) == (Status.ACCEPTED, "take_over")
    assert dossier.received_at == moment("2026-10-07T14:00")
    assert dossier.due_at == moment("2026-10-12T14:00")
    assert (dossier.fee_due, dossier.fee_paid) == (0, MARITAL_FEE)
    assert counts_up(code)
    said = last(code).data.written()
    told = {name: said[name] for name in ("amount", "receipt", "method")}
    assert told == {"amount": MARITAL_FEE, "receipt": number, "method": "cash"}


def test_what_waits_for_its_fee_is_not_accepted_without_it(desk: Desk) -> None:
    with refused("unlawful_move", lawful=FEE_WAITS):
        desk.make("accept", fee_demanded(desk), "reception")


def test_a_fee_in_process_stops_the_clock_until_it_is_paid(desk: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    assert state(code).due_at == moment("2026-10-08T09:00")

    demand(desk, code, by="officer")
    assert state(code).status is Status.FEE_DEMANDED
    desk.at("2026-10-07T09:00").make(
        "record_payment", code, "finance", MARITAL_FEE, receipt(), "transfer"
    )

    dossier = state(code)
    assert (dossier.status, dossier.step) == (Status.PROCESSING, "examine")
    assert dossier.due_at == moment("2026-10-12T09:00")
    assert counts_up(code)


def test_where_the_rule_says_so_the_clock_runs_on_while_a_fee_is_waited_for(desk: Desk) -> None:
    then = desk.at(with_rules("2038-03-01", {"fee_wait_policy": "run"}))
    code = then.in_process(MARITAL_STATUS)
    due = state(code).due_at

    demand(then, code, by="officer")
    later = then.at(then.now + dt.timedelta(days=1))
    later.make("record_payment", code, "finance", MARITAL_FEE, receipt(), "transfer")

    assert state(code).due_at == due


def test_a_demand_that_was_wrong_is_made_anew_before_it_is_paid(desk: Desk) -> None:
    code = desk.received(COPIES, way=filing.Registered, form={}).dossier.code
    demand(desk, code, checked=["GT.BC"], charges={COPY_FEE_NAME: pages(100)})

    demand(desk, code, checked=["GT.BC"], charges={COPY_FEE_NAME: pages(10)})
    desk.make("record_payment", code, "finance", 12_000, receipt(), "cash")

    assert (state(code).status, state(code).fee_paid) == (Status.ACCEPTED, 12_000)


def test_the_same_demand_is_not_made_twice(desk: Desk) -> None:
    with refused("already_demanded"):
        demand(desk, fee_demanded(desk), checked=["TK.XNHN"])


def test_a_fee_that_was_paid_is_not_asked_again(desk: Desk) -> None:
    code = fee_demanded(desk)
    desk.make("record_payment", code, "finance", MARITAL_FEE, receipt(), "cash")
    desk.make("complete_step", code, "officer")

    with refused("nothing_to_pay"):
        demand(desk, code, by="officer")


def test_a_demand_ends_when_every_fee_turns_out_exempt(desk: Desk) -> None:
    code = fee_demanded(desk)
    exempt = {MARITAL_FEE_NAME: Wanted(exempt="poor")}

    demand(desk, code, checked=["TK.XNHN"], charges=exempt)

    assert (state(code).status, state(code).fee_due) == (Status.REGISTERED, 0)
    desk.make("accept", code, "reception")
    assert state(code).status is Status.ACCEPTED


def test_an_exemption_in_process_lets_the_clock_go_on(desk: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    demand(desk, code, by="officer")
    exempt = {MARITAL_FEE_NAME: Wanted(exempt="poor")}

    demand(desk.at("2026-10-06T09:00"), code, by="officer", charges=exempt)

    assert (state(code).status, state(code).due_at) == (
        Status.PROCESSING,
        moment("2026-10-09T09:00"),
    )
    assert counts_up(code)


def test_no_fee_is_asked_of_what_lacks_a_required_paper(desk: Desk) -> None:
    code = desk.received(MARITAL_STATUS, way=filing.Registered, papers=[]).dossier.code

    with refused("papers_missing"):
        demand(desk, code, checked=["TK.XNHN"])


def test_a_paper_of_which_there_is_none_is_not_filed_online(desk: Desk) -> None:
    papers = [{**paper, "originals": 0, "copies": 0} for paper in complete(GUARDIANSHIP)["papers"]]

    with refused("paper_not_counted"):
        desk.filed(papers=papers)


def test_an_officer_says_how_many_papers_were_brought(desk: Desk) -> None:
    with refused("paper_not_counted"):
        desk.received(papers=[{"code": DECLARATION}, {"code": APPOINTMENT}])


def test_an_answer_touches_what_was_asked_for(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)

    with refused("defects_unanswered", asked=[DECLARATION]):
        desk.supplement(code, APPOINTMENT)


def test_what_was_checked_must_be_of_the_checklist(desk: Desk) -> None:
    with refused("unknown_paper"):
        demand(desk, desk.filed(MARITAL_STATUS), checked=["TK.XNHN", "BOGUS"])


def test_one_in_process_that_does_not_pay_is_stopped_once_its_time_is_over(desk: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    demand(desk, code, by="officer")
    pay_by = some(state(code).fee_by)
    assert state(code).next_due == pay_by

    with refused("answer_awaited"):
        desk.at(pay_by).make("stop", code, "head", "Không nộp phí", "Điều 19")
    desk.at(pay_by + dt.timedelta(seconds=1)).make("stop", code, "head", "Không nộp phí", "Điều 19")

    assert (state(code).status, state(code).fee_due) == (Status.STOPPED, 0)


def test_one_that_does_not_pay_before_acceptance_ends_as_not_received(desk: Desk) -> None:
    code = fee_demanded(desk)
    late = desk.at(some(state(code).fee_by) + dt.timedelta(seconds=1))

    with refused("unlawful_move"):
        late.make("stop", code, "head", "Không nộp phí", "Điều 19")
    late.make("refuse_reception", code, "reception", "Quá hạn nộp lệ phí")

    assert (state(code).status, state(code).fee_due) == (Status.RECEPTION_REFUSED, 0)
    assert (kinds(code)[-1], last(code).note) == ("reception_refused", "Quá hạn nộp lệ phí")


def test_who_is_exempt_on_a_published_ground_is_accepted_without_paying(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    charges = {MARITAL_FEE_NAME: Wanted(exempt="Người thuộc hộ nghèo")}

    demand(desk, code, charges=charges)
    desk.make("accept", code, "reception")

    waived = whole(code).events[1].data.charges[0]
    assert (waived.ground, waived.exempt, waived.due) == ("poor", "Người thuộc hộ nghèo", 0)
    assert state(code).status is Status.ACCEPTED


@pytest.mark.parametrize("reason", ["Quen biết", "residence_poor", "Hộ nghèo"])
def test_no_other_reason_exempts_anybody(desk: Desk, reason: str) -> None:
    code = desk.filed(MARITAL_STATUS)

    with refused("exemption_unknown", grounds=["merit_family", "poor", "disabled"]):
        demand(desk, code, charges={MARITAL_FEE_NAME: Wanted(exempt=reason)})


def test_a_procedure_without_a_fee_has_nothing_to_pay(desk: Desk) -> None:
    with refused("nothing_to_pay"):
        demand(desk, desk.filed(), checked=[DECLARATION, APPOINTMENT])


def test_only_published_fees_are_taken(desk: Desk) -> None:
    with refused("unknown_fee"):
        demand(
            desk, desk.filed(MARITAL_STATUS), checked=["TK.XNHN"], charges={"Tiền trà": Wanted()}
        )


@pytest.mark.parametrize("amount", [MARITAL_FEE - 1, MARITAL_FEE + 1, 1])
def test_exactly_what_was_demanded_is_paid(desk: Desk, amount: int) -> None:
    code = fee_demanded(desk)

    with refused("wrong_amount", due=MARITAL_FEE):
        desk.make("record_payment", code, "finance", amount, receipt(), "cash")

    assert state(code).fee_paid == 0


def test_nothing_is_paid_that_was_not_demanded(desk: Desk) -> None:
    with refused("unlawful_move"):
        desk.make("record_payment", desk.filed(), "finance", 1, receipt(), "cash")


def test_a_fee_is_asked_of_nothing_that_is_over(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    desk.make("withdraw", code, desks.APPLICANT, "Đổi ý")

    with refused("unlawful_move"):
        demand(desk, code, checked=["TK.XNHN"])


# ---- What the tests say ----------------------------------------------------------------------


def asked_before(desk: Desk) -> str:
    """A dossier of which the declaration was asked for, and nothing else."""
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    desk.supplement(code, DECLARATION)
    return code


def demand(
    desk: Desk,
    code: str,
    by: str = "reception",
    checked: list[str] | None = None,
    charges: dict[str, Wanted] | None = None,
    note: str = "",
) -> None:
    desk.make("demand_fee", code, by, checked or [], charges or {}, note=note)


def pages(units: int, items: int = 1) -> Wanted:
    return Wanted(parts=(Part(units=units, items=items),))


def fee_demanded(desk: Desk) -> str:
    code = desk.filed(MARITAL_STATUS)
    demand(desk, code, checked=["TK.XNHN"])
    return code


def counts_up(code: str) -> bool:
    """Whether what the dossier is due equals what the explanation counts."""
    found = whole(code)
    due = found.dossier.due_at or found.dossier.examine_by
    return bool(explain(some(found.deadline))["due"] == clock.shown(some(due)))


def some(found: Any) -> Any:
    assert found is not None
    return found


def listed(desk: Desk) -> set[str]:
    """The codes on an agency's desk."""
    found, _ = lists.on_desk(lists.wanted(desk.agency, "", desk.now), 1000, None)
    return {dossier.code for _, dossier in found}
