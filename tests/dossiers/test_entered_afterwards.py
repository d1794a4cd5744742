"""What happened on paper and is entered afterwards, with the time that it truly had."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from chalicelib.dossiers import chain
from chalicelib.dossiers.actions import LateEntry, Written
from chalicelib.dossiers.model import Defect
from chalicelib.dossiers.moves import Approvable, Status
from chalicelib.dossiers.views import view
from chalicelib.foundation import clock
from chalicelib.oversight.model import fact_of
from chalicelib.people import actions as people
from chalicelib.processing import reminders
from chalicelib.reception import outages
from chalicelib.reception.filing import RefusedAtOnce, Sheet
from chalicelib.reception.outages import Span
from chalicelib.reception.wrong_place import Refusal
from tests.support import desk as desks
from tests.support import officers
from tests.support.desk import (
    APPLICANT,
    GUARDIANSHIP,
    MARITAL_FEE,
    MARITAL_STATUS,
    MORNING,
    Desk,
    kinds,
    last,
    moment,
    refused,
    state,
    whole,
)
from tests.support.numbers import fresh, receipt
from tests.support.province import Province, token_of

HERE = "H01.62"
# The Tuesday after the Monday on which the dossiers come in; a signature on its afternoon, keyed
# in on the Friday, when the due time of the Thursday is past.
ON_PAPER, KEYED = "2026-10-06T14:00", "2026-10-09T10:00"
PAPER = "TK.GH"
ENTER_LATE = Approvable.ENTER_LATE


@pytest.fixture
def desk(province: Province) -> Desk:
    found = desks.desk(HERE)
    for day in range(5, 13):
        registered(found, f"2026-10-{day:02}")
    return found


# ---- Every move has the time on paper --------------------------------------------------------


def test_what_was_signed_in_time_on_paper_is_not_late(desk: Desk) -> None:
    code = desk.to_be_signed()

    desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=written(ON_PAPER))

    assert state(code).due_at == moment("2026-10-08T09:00")
    assert last(code).data.written()["early"]


def test_what_was_returned_on_paper_ended_when_it_was_returned(desk: Desk) -> None:
    code = desk.resolved()

    desk.at(KEYED).make("give_back", code, "reception", None, written=written(ON_PAPER))

    assert (state(code).status, state(code).closed_at) == (Status.RETURNED, moment(ON_PAPER))


def test_what_was_accepted_on_paper_is_due_from_then(desk: Desk) -> None:
    code = desk.filed()

    desk.at(KEYED).make("accept", code, "reception", written=written(ON_PAPER))

    assert (state(code).received_at, state(code).due_at) == (
        moment(ON_PAPER),
        moment("2026-10-09T14:00"),
    )


def test_a_supplement_that_was_asked_for_on_paper_is_awaited_from_then(desk: Desk) -> None:
    live, paper = desk.accepted(), desk.accepted()
    about = (Defect(about=PAPER, reason="Mờ"),)

    desk.at(ON_PAPER).make("request_supplement", live, "officer", about)
    desk.at(KEYED).make("request_supplement", paper, "officer", about, written=written(ON_PAPER))

    assert state(paper).supplement_by == state(live).supplement_by
    assert state(paper).clock_stopped_at == moment(ON_PAPER)


def test_a_fee_that_was_paid_on_paper_accepts_it_from_then(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    checked = [paper.code for paper in whole(code).papers]
    desk.make("demand_fee", code, "reception", checked, {})

    told = (MARITAL_FEE, receipt(), "cash")
    desk.at(KEYED).make("record_payment", code, "finance", *told, written=written(ON_PAPER))

    assert state(code).received_at == moment(ON_PAPER)


def test_an_opinion_that_came_in_time_on_paper_is_not_late(desk: Desk) -> None:
    other = desks.desk("H01.59")
    registered(other, ON_PAPER[:10])
    code = desk.accepted()
    desk.make("request_opinions", code, "officer", [("H01.59", 2)], "Có trùng không?")

    other.at(KEYED).make("give_opinion", code, "officer", "1", "Không", written=written(ON_PAPER))

    assert not last(code).data.written()["late"]


# ---- The form that was given on paper ----------------------------------------------------------


def test_a_form_keeps_the_number_that_stood_on_it(desk: Desk) -> None:
    code = desk.filed()
    told = written(ON_PAPER, form_number="12/PYCBS-UBND")
    defects = (Defect(about=PAPER, reason="Mờ, không đọc được"),)

    desk.at(KEYED).make("request_supplement", code, "reception", defects, "", written=told)

    assert last(code).data.form_number == "12/PYCBS-UBND"


def test_what_has_no_form_has_no_number_of_one(desk: Desk) -> None:
    code = desk.filed()

    with refused("no_form_to_number"):
        desk.at(KEYED).make(
            "accept", code, "reception", written=written(ON_PAPER, form_number="12/PYCBS-UBND")
        )


def test_what_the_post_brings_is_refused_with_a_number_of_ours(desk: Desk) -> None:
    """The post signed the hand-over on paper; the refusal is given now."""
    how = {
        "handed_over_at": moment("2026-10-05T08:00"),
        "refusal": Refusal(),
    }
    code = desk.received(channel="postal", way=RefusedAtOnce, how=how, papers=[]).dossier.code

    assert last(code).data.form_number


# ---- Only what was made on paper is entered so -----------------------------------------------


def test_no_outage_is_claimed_that_nobody_registered(desk: Desk) -> None:
    """Overdue, and signed "as of" a moment at which the system ran."""
    code = desk.to_be_signed()
    desk = desk.at("2026-10-21T09:00")
    late = desk.accepted()

    with refused("no_outage_then"):
        desk.at("2026-10-21T10:00").make(
            "complete_step", late, "officer", written=written("2026-10-21T09:30")
        )
    assert state(code).status is Status.PROCESSING


def test_the_outage_of_an_agency_that_is_consulted_is_none_of_the_one_that_settles(
    desk: Desk,
) -> None:
    other, settling = desks.desk(HERE), desks.desk("H01.61")
    code = settling.accepted()
    settling.make("request_opinions", code, "officer", [(HERE, 2)], "Có trùng không?")

    with refused("no_outage_then"):
        settling.at(KEYED).make("complete_step", code, "officer", written=written(ON_PAPER))
    other.at(KEYED).make("give_opinion", code, "officer", "1", "Không", written=written(ON_PAPER))


def test_whoever_signs_does_not_register_the_outage_that_makes_it_timely(desk: Desk) -> None:
    place = desk.at("2026-10-19T09:00")
    code = place.to_be_signed()
    outage = span("2026-10-21T16:00", "2026-10-21T17:00")
    told = {"written": written("2026-10-21T16:50")}
    late = desk.at("2026-10-23T08:00")

    def register(by: str) -> None:
        day = dt.date(2026, 10, 21)
        outages.reserve(HERE, day, 1, desk.who(by), now=lambda: late.now, outage=outage)

    register("head")
    with refused("no_outage_then"):
        late.make("resolve", code, "head", fresh("QĐ"), **told)
    register("deputy")
    late.make("resolve", code, "head", fresh("QĐ"), **told)

    assert state(code).status is Status.RESOLVED


@pytest.mark.parametrize("kept_on", ["2026-10-20T08:00", "2026-10-21T08:00"])
def test_codes_that_were_only_kept_excuse_no_lateness(desk: Desk, kept_on: str) -> None:
    """The book lay ready, as it does every day, and nobody says that the system was out."""
    code = desk.at("2026-10-16T09:00").to_be_signed()
    begun = desk.at(kept_on)
    day = dt.date(2026, 10, 21)
    outages.reserve(HERE, day, 1, desk.who("reception"), now=lambda: begun.now)

    with refused("no_outage_then"):
        desk.at("2026-10-22T08:00").make(
            "resolve", code, "head", fresh("QĐ"), written=written("2026-10-21T08:30")
        )


def test_codes_that_were_only_kept_make_no_late_examination_timely(desk: Desk) -> None:
    code = desk.at("2026-10-20T08:00").filed()
    outages.reserve(
        HERE, dt.date(2026, 10, 20), 1, desk.who("reception"), now=lambda: state(code).filed_at
    )
    told = {"written": written("2026-10-20T14:00")}

    with refused("no_outage_then"):
        desk.at("2026-10-22T09:00").make("accept", code, "reception", **told)
    registered(desk, "2026-10-20")
    desk.at("2026-10-22T09:00").make("accept", code, "reception", **told)

    assert not last(code).data.late


def test_nothing_written_outside_the_office_makes_a_late_dossier_timely(desk: Desk) -> None:
    code = desk.to_be_signed()
    told = Written(moment(ON_PAPER), "outside_office", "Sổ 1", "Khóm Thử")

    with refused("late_outside_office"):
        desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=told)


# ---- Both times are kept, and shown ----------------------------------------------------------


def test_the_chain_keeps_the_time_on_paper_and_the_time_of_the_entry(desk: Desk) -> None:
    code = signed_on_paper(desk)

    event, dossier = last(code), state(code)

    assert (event.at, event.happened_at) == (moment(KEYED), moment(ON_PAPER))
    assert not event.clock_behind
    assert chain.replay(whole(code).lines) == dossier
    sealed = json.loads(whole(code).lines[-1].text)["on_paper"]
    assert sealed == {
        "happened_at": "2026-10-06T07:00:00Z",
        "source": "outage",
        "sheet": "Sổ gián đoạn số 02, trang 5",
    }


def test_what_happens_now_says_nothing_of_paper(desk: Desk) -> None:
    assert "on_paper" not in whole(desk.accepted()).lines[-1].text


def test_the_timeline_shows_the_time_on_paper_and_when_it_was_entered(desk: Desk) -> None:
    line = view(whole(signed_on_paper(desk))).timeline[-1]

    assert line.at == "2026-10-06T14:00:00+07:00"
    assert line.title == "Có kết quả giải quyết (nhập bổ sung ngày 09/10/2026)"
    assert line.entered_afterwards is not None
    assert line.entered_afterwards.model_dump() == {
        "entered_at": "2026-10-09T10:00:00+07:00",
        "source": "outage",
        "sheet": "Sổ gián đoạn số 02, trang 5",
        "place": None,
        "entered_by": None,
        "late_reason": None,
        "approved_by": None,
    }


def test_it_is_counted_on_the_day_on_which_it_happened(desk: Desk) -> None:
    line = whole(signed_on_paper(desk)).lines[-1]

    assert fact_of(line.text).day == "2026-10-06"


def test_the_look_up_tells_the_time_on_paper(province: Province, desk: Desk) -> None:
    code = desk.filed()
    desk.at(KEYED).make("accept", code, "reception", written=written(ON_PAPER))

    shown = province.look_up(code, token_of(code))

    assert shown.body["received_at"] == "2026-10-06T14:00:00+07:00"


# ---- Who made it -----------------------------------------------------------------------------


def test_a_deputy_enters_what_the_head_signed_and_both_are_named(desk: Desk) -> None:
    code = desk.to_be_signed()
    paper = written(ON_PAPER, made_by=desk.subject("head"))

    desk.at(KEYED).make("resolve", code, "deputy", fresh("QĐ"), written=paper)

    event = last(code)
    assert event.on_paper is not None
    assert event.on_paper.entered_by is not None
    assert event.by.id == desk.subject("head")
    assert event.on_paper.entered_by.id == desk.subject("deputy")


def test_nobody_enters_a_signature_who_may_not_sign(desk: Desk) -> None:
    code = desk.to_be_signed()
    paper = written(ON_PAPER, made_by=desk.subject("head"))

    with refused("other_role"):
        desk.at(KEYED).make("resolve", code, "officer", fresh("QĐ"), written=paper)


def test_nobody_is_named_who_may_not_make_the_move(desk: Desk) -> None:
    code = desk.to_be_signed()
    paper = written(ON_PAPER, made_by=desk.subject("officer"))

    with refused("other_role"):
        desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=paper)


def test_nobody_is_named_who_is_not_known(desk: Desk) -> None:
    code = desk.to_be_signed()

    with refused("maker_not_known"):
        paper = written(ON_PAPER, made_by="nobody")
        desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=paper)


def test_an_applicant_enters_nothing_afterwards(desk: Desk) -> None:
    code = desk.accepted()

    with refused("entered_by_officers"):
        desk.at(KEYED).make("withdraw", code, APPLICANT, "Không cần", written=written(ON_PAPER))


def test_an_approval_is_entered_by_whoever_gave_it(desk: Desk) -> None:
    code = desk.accepted()
    paper = written(ON_PAPER, made_by=desk.subject("head"))
    told = (Approvable.CORRECT, desk.subject("reception"), "Gõ nhầm")

    with refused("approved_by_oneself"):
        desk.at(KEYED).make("approve", code, "deputy", *told, written=paper)


def test_what_was_not_allowed_on_paper_is_not_allowed_afterwards(desk: Desk) -> None:
    code = desk.accepted()
    fields = ({"phone": "0912000998"}, "Gõ nhầm")
    desk.at(KEYED).approve(code, Approvable.CORRECT, "reception")

    with refused("approver_needed"):
        desk.at(KEYED).make("correct", code, "reception", *fields, written=written(ON_PAPER))


# ---- What is refused -------------------------------------------------------------------------


def test_what_has_not_happened_is_not_entered(desk: Desk) -> None:
    code = desk.to_be_signed()

    with refused("happened_in_future"):
        paper = written("2026-10-09T10:01")
        desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=paper)

    assert state(code).status == Status.PROCESSING


def test_nothing_happened_before_the_move_before_it(desk: Desk) -> None:
    code = desk.to_be_signed()

    with refused("before_the_last_move", last=clock.shown(moment(MORNING))):
        paper = written("2026-10-05T08:59")
        desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=paper)


def test_the_move_before_may_have_been_on_paper_itself(desk: Desk) -> None:
    code = signed_on_paper(desk)

    with refused("before_the_last_move", last="2026-10-06T14:00:00+07:00"):
        paper = written("2026-10-06T13:59")
        desk.at(KEYED).make("give_back", code, "reception", None, written=paper)
    desk.at(KEYED).make("give_back", code, "reception", None, written=written(ON_PAPER))


def test_a_warning_that_was_given_meanwhile_keeps_no_paper_back(desk: Desk) -> None:
    code = desk.to_be_signed()
    reminders.warn(code, now=lambda: moment("2026-10-08T10:00"))
    assert kinds(code)[-1] == "deadline_warned"

    desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=written(ON_PAPER))

    assert last(code).data.written()["early"]


def test_an_explanation_written_in_time_is_entered_after_a_later_move(desk: Desk) -> None:
    """It is said of the due time that was missed, and never before the day of that."""
    code = desk.in_process()
    desk.at("2026-10-08T10:00").make("assign", code, "head", desk.subject("officer"))
    later = desk.at("2026-10-09T14:00")

    def explain(at: str) -> None:
        told = ("workload", "Dồn việc")
        later.make("explain_lateness", code, "officer", *told, written=written(at))

    with refused("not_late"):
        explain("2026-10-07T10:00")
    explain("2026-10-08T09:30")

    assert last(code).happened_at == moment("2026-10-08T09:30")
    assert state(code).explained_for == moment("2026-10-08T09:00")


@pytest.mark.parametrize(("keyed", "taken"), [("2026-10-13T14:00", True), ("2026-10-13T14:01", 0)])
def test_it_is_entered_within_the_working_days_of_the_rules(
    desk: Desk, keyed: str, taken: bool
) -> None:
    code = desk.to_be_signed()
    later = desk.at(keyed)

    if taken:
        later.make("resolve", code, "head", fresh("QĐ"), written=written(ON_PAPER))
        return
    with refused("entered_too_late", latest="2026-10-13T14:00:00+07:00"):
        later.make("resolve", code, "head", fresh("QĐ"), written=written(ON_PAPER))


def late_entry(desk: Desk, by: str = "head") -> LateEntry:
    return LateEntry(reason="Sổ để quên ở điểm lưu động", approved_by=desk.subject(by))


LATE_KEYED = "2026-10-20T10:00"


def entered_late(desk: Desk, code: str, by: str = "head") -> None:
    told = written(ON_PAPER, late=LateEntry(reason="Sổ để quên ở điểm lưu động"))
    desk.at(LATE_KEYED).make("resolve", code, by, fresh("QĐ"), written=told)


def test_what_is_entered_late_names_the_head_who_approved_it(desk: Desk) -> None:
    """No dead end: the time on paper counts, and the timeline says why it is late."""
    code = desk.to_be_signed()
    desk.at("2026-10-20T09:00").approve(code, ENTER_LATE, "head", by="deputy", fields=("resolve",))

    entered_late(desk, code)

    line = view(whole(code)).timeline[-1]
    assert line.entered_afterwards is not None
    assert line.entered_afterwards.late_reason == "Sổ để quên ở điểm lưu động"
    assert line.entered_afterwards.approved_by == desk.who("deputy").name
    assert line.title.endswith("(nhập chậm ngày 20/10/2026, lãnh đạo đã duyệt)")
    assert last(code).happened_at == moment(ON_PAPER)
    assert state(code).approvals == ()


def test_nothing_is_entered_late_on_the_name_of_a_head_alone(desk: Desk) -> None:
    code = desk.to_be_signed()
    told = written(ON_PAPER, late=late_entry(desk, "deputy"))

    with refused("approver_needed"):
        desk.at(LATE_KEYED).make("resolve", code, "head", fresh("QĐ"), written=told)


def test_an_approval_to_enter_late_is_of_its_moves_and_of_its_officer(desk: Desk) -> None:
    code = desk.to_be_signed()
    later = desk.at("2026-10-20T09:00")

    later.approve(code, ENTER_LATE, "head", by="deputy", fields=("send_back",))
    with refused("approver_needed"):
        entered_late(desk, code)
    later.make("withdraw_approval", code, "deputy", ENTER_LATE, "Nhầm việc")
    later.approve(code, ENTER_LATE, "head", by="deputy", fields=("resolve",))
    with refused("approver_needed"):
        entered_late(desk, code, by="deputy")
    entered_late(desk, code)


def test_an_approval_to_enter_late_is_used_once(desk: Desk) -> None:
    code = desk.accepted()
    desk.at("2026-10-20T09:00").approve(
        code, ENTER_LATE, "head", by="deputy", fields=("assign", "hand_over")
    )
    told = written(ON_PAPER, late=LateEntry(reason="Sổ để quên"))

    desk.at(LATE_KEYED).make("assign", code, "head", desk.subject("officer"), written=told)
    with refused("approver_needed"):
        desk.at(LATE_KEYED).make("assign", code, "head", desk.subject("colleague"), written=told)


def test_a_late_hand_over_counts_from_when_it_was_signed(desk: Desk) -> None:
    """QĐ 45/2016 Điều 7: whoever sent it is not shut out by an officer's delay."""
    how = {"handed_over_at": moment("2026-10-06T09:00"), "late": late_entry(desk)}

    dossier = desk.at("2026-10-12T09:00").received(channel="postal", how=how).dossier

    assert "-261006-" in dossier.code
    assert dossier.received_at == moment("2026-10-06T09:00")
    line = view(whole(dossier.code)).timeline[0].entered_afterwards
    assert line is not None
    assert line.approved_by == desk.who("head").name


def test_a_late_entry_is_approved_by_a_head_who_does_not_enter_it(desk: Desk) -> None:
    later = desk.at("2026-10-12T09:00")
    how = {"handed_over_at": moment("2026-10-06T09:00")}

    with refused("not_a_head_there"):
        later.received(channel="postal", how={**how, "late": late_entry(desk, "officer")})
    with refused("own_approval"):
        later.received(channel="postal", how={**how, "late": late_entry(desk, "reception")})


@pytest.mark.parametrize(
    ("at", "code"),
    [("2026-10-06T10:00", "not_entered_late"), ("2027-01-20T10:00", "entered_too_late")],
)
def test_a_late_entry_is_late_and_not_past_help(desk: Desk, at: str, code: str) -> None:
    how = {"handed_over_at": moment("2026-10-06T09:00"), "late": late_entry(desk)}

    with refused(code):
        desk.at(at).received(channel="postal", how=how)


def test_what_was_entered_in_time_is_answered_again_when_it_is_too_late(desk: Desk) -> None:
    code = desk.to_be_signed()
    told = {"key": "a signature", "written": written(ON_PAPER)}
    first = desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), **told)

    again = desk.at("2026-11-09T10:00").make("resolve", code, "head", fresh("QĐ"), **told)

    assert again.dossier == first.dossier


def test_a_hand_over_sent_again_is_answered_again_when_it_is_too_late(desk: Desk) -> None:
    how = {"handed_over_at": moment(MORNING)}
    first = desk.received(channel="postal", how=how, key="a hand-over")

    again = desk.at("2026-10-09T09:00").received(channel="postal", how=how, key="a hand-over")

    assert again.dossier == first.dossier


# ---- The clock -------------------------------------------------------------------------------


def test_a_warning_that_was_due_before_the_entry_is_given_after_it(desk: Desk) -> None:
    code = desk.filed()
    desk.at(KEYED).make("accept", code, "reception", written=written(ON_PAPER))

    assert state(code).rings_at == moment(KEYED)
    assert reminders.warn(code, now=lambda: moment(KEYED)) == 1


def test_an_opinion_that_was_due_before_the_entry_is_looked_at_after_it(desk: Desk) -> None:
    code = desk.accepted()
    asked = ([("H01.59", 1)], "Có trùng không?")

    desk.at(KEYED).make("request_opinions", code, "officer", *asked, written=written(ON_PAPER))

    assert state(code).opinions[0].due_at == moment("2026-10-07T14:00")
    assert min(one.look_at for one in state(code).opinions if one.look_at) == moment(KEYED)


# ---- Received outside the office -------------------------------------------------------------


def test_what_was_received_at_a_hamlet_is_due_from_then(desk: Desk) -> None:
    dossier = at_the_hamlet(desk, ON_PAPER, KEYED)

    assert "-261006-" in dossier.code
    assert (dossier.filed_at, dossier.received_at) == (moment(ON_PAPER), moment(ON_PAPER))
    assert dossier.due_at == moment("2026-10-09T14:00")
    line = view(whole(dossier.code)).timeline[0]
    assert line.entered_afterwards is not None
    assert line.entered_afterwards.place == "Nhà văn hóa khóm Thử"


def test_what_was_received_at_a_hamlet_is_entered_in_time(desk: Desk) -> None:
    with refused("entered_too_late"):
        at_the_hamlet(desk, ON_PAPER, "2026-10-14T10:00")


def test_nothing_is_received_at_a_hamlet_in_future(desk: Desk) -> None:
    with refused("received_in_future"):
        at_the_hamlet(desk, ON_PAPER, "2026-10-06T13:59")


# ---- The book --------------------------------------------------------------------------------


def test_no_code_was_given_before_it_was_kept(desk: Desk) -> None:
    block = kept(desk.at("2026-10-05T12:17"))

    with refused("before_the_block", reserved_at="2026-10-05T12:17:00+07:00"):
        from_the_book(desk, block.codes[0], "2026-10-05T00:00:01")
    assert from_the_book(desk, block.codes[0], "2026-10-05T12:17").version == 1


def test_after_an_outage_that_nobody_foresaw_a_head_keeps_codes_for_its_time(desk: Desk) -> None:
    block = kept(desk.at("2026-10-06T08:00"), "head", span())

    dossier = from_the_book(desk, block.codes[0], "2026-10-05T08:15")

    assert (block.outage, block.reserved_by) == (span(), desk.subject("head"))
    assert (dossier.received_at, dossier.outage) == (moment("2026-10-05T08:15"), True)
    assert dossier.due_at == moment("2026-10-08T08:15")


def test_its_codes_are_for_its_time_alone(desk: Desk) -> None:
    block = kept(desk.at("2026-10-06T08:00"), "head", span())

    for outside in ("2026-10-05T07:29", "2026-10-05T16:01"):
        with refused("outside_the_outage"):
            from_the_book(desk, block.codes[0], outside)


def test_reception_alone_keeps_no_codes_afterwards(desk: Desk) -> None:
    with refused("other_role"):
        kept(desk.at("2026-10-06T08:00"), "reception", span())


@pytest.mark.parametrize(
    ("begin", "end", "kept_at", "code"),
    [
        ("2026-10-05T16:00", "2026-10-05T07:30", "2026-10-06T08:00", "outage_backwards"),
        ("2026-10-05T07:30", "2026-10-05T16:00", "2026-10-05T15:59", "outage_in_future"),
        ("2026-10-04T16:00", "2026-10-05T16:00", "2026-10-06T08:00", "outage_of_another_day"),
        ("2026-10-05T07:30", "2026-10-05T16:00", "2026-11-16T16:01", "entered_too_late"),
    ],
)
def test_an_outage_that_cannot_be_is_refused(
    desk: Desk, begin: str, end: str, kept_at: str, code: str
) -> None:
    with refused(code):
        kept(desk.at(kept_at), "head", span(begin, end))


def test_the_sheet_names_who_received_it_where_another_enters_it(desk: Desk) -> None:
    block = kept(desk)
    sheet = Sheet(block.codes[0], desk.now, desk.subject("reception"))
    officers.grant("colleague-62", "Chu Thị Cùng Quầy", {"reception": [HERE]})

    desk.at(KEYED).received(by=people.officer("colleague-62"), how={"sheet": sheet})

    event = last(block.codes[0])
    assert event.on_paper is not None
    assert event.on_paper.entered_by is not None
    assert (event.by.id, event.on_paper.entered_by.id) == (
        desk.subject("reception"),
        "colleague-62",
    )


# ---- Through the door ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {"source": "outside_office"},
        {"source": "outage", "place": "Khóm 1"},
        {"source": "post"},
        {"happened_at": "hôm qua"},
        {"sheet": " "},
    ],
)
def test_a_paper_that_says_nothing_sensible_is_refused(
    province: Province, given: dict[str, Any]
) -> None:
    code = province.submitted()["code"]
    paper = {"happened_at": clock.shown(clock.now()), "source": "outage", "sheet": "1", **given}

    answer = province.post(
        f"/desk/dossiers/{code}/acceptance", "reception-1", {"entered_afterwards": paper}
    )

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert state(code).version == 1


def test_what_came_in_an_outage_is_entered_by_its_code(province: Province) -> None:
    paper = {"happened_at": clock.shown(clock.now()), "source": "outage", "sheet": "1"}
    order = province.submission(channel="counter", entered_afterwards=paper)

    answer = province.post("/desk/dossiers", "reception-1", order)

    assert answer.status == 422


# ---- What the tests say ----------------------------------------------------------------------


def written(at: str, **more: Any) -> Written:
    return Written(moment(at), "outage", "Sổ gián đoạn số 02, trang 5", **more)


def registered(desk: Desk, day: str) -> None:
    """The system was out all that day, as the agency's administrator has registered."""
    whole_day = span(f"{day}T00:00", f"{day}T23:59")
    after = moment(f"{day}T23:59")
    by = desk.who("admin")
    outages.reserve(desk.agency, after.date(), 1, by, now=lambda: after, outage=whole_day)


def signed_on_paper(desk: Desk) -> str:
    code = desk.to_be_signed()
    desk.at(KEYED).make("resolve", code, "head", fresh("QĐ"), written=written(ON_PAPER))
    return code


def at_the_hamlet(desk: Desk, received: str, at: str) -> Any:
    told = Written(moment(received), "outside_office", "Sổ lưu động 1", "Nhà văn hóa khóm Thử")
    return desk.at(at).received(GUARDIANSHIP, how={"written": told}).dossier


def span(begin: str = "2026-10-05T07:30", end: str = "2026-10-05T16:00") -> Span:
    return Span(begin=moment(begin), end=moment(end), reason="Mất điện")


def kept(desk: Desk, by: str = "reception", outage: Span | None = None) -> outages.Block:
    day = dt.date(2026, 10, 5)
    who = desk.who(by)
    return outages.reserve(HERE, day, 1, who, now=lambda: desk.now, outage=outage)


def from_the_book(desk: Desk, code: str, received: str) -> Any:
    how = {"sheet": Sheet(code, moment(received))}
    return desk.at("2026-10-06T09:00").received(how=how).dossier
