"""Phí, lệ phí: no dossier goes past a fee that is due, and none ends with one that is owed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from chalicelib.documents import actions as documents
from chalicelib.dossiers import receipts
from chalicelib.dossiers.charges import Counting, FeeHistory, Wanted, charges_of
from chalicelib.dossiers.facts import Charge, Paid
from chalicelib.dossiers.moves import Approvable, Status
from chalicelib.dossiers.reliefs import WantedRelief
from chalicelib.dossiers.views import view
from chalicelib.foundation import ids
from chalicelib.foundation.errors import Refusal
from chalicelib.payments.orders import PaymentOrder
from chalicelib.procedures.model import Fee, Ground, Part, Reduction
from chalicelib.reception import filing
from tests.house.sources import ROOT
from tests.support import desk as desks
from tests.support import numbers, unpaid
from tests.support.desk import (
    APPLICANT,
    MARITAL_FEE,
    MARITAL_FEE_NAME,
    MARITAL_STATUS,
    SAME_DAY,
    Desk,
    kinds,
    last,
    moment,
    refused,
    state,
    whole,
    with_rules,
)
from tests.support.numbers import fresh
from tests.support.province import Province
from tests.support.submissions import complete
from tools import packs

PAPER = "TK.XNHN"
OWED = [{"name": MARITAL_FEE_NAME, "amount": MARITAL_FEE}]
MARRIAGE = "1.000894"
HOUSEHOLD, HOUSEHOLD_FEE = "1.001612", 150_000
COPY_FEE = "Phí chứng thực bản sao từ bản chính"


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return desks.desk("H01.54")


def demanded(desk: Desk, **changes: Any) -> str:
    code = desk.filed(MARITAL_STATUS, **changes)
    desk.make("demand_fee", code, "reception", [PAPER], {})
    return code


def paid(
    desk: Desk, code: str, amount: int = MARITAL_FEE, by: str = "finance", number: str = ""
) -> None:
    desk.make("record_payment", code, by, amount, number or numbers.receipt(), "cash")


# ---- What is due before settling -----------------------------------------------------------------


def test_online_nothing_is_accepted_before_its_fee(desk: Desk) -> None:
    """CV 442/UBND-TH mục 1 điểm b."""
    code = desk.filed(MARITAL_STATUS)

    with refused("fee_not_settled", owed=OWED):
        desk.make("accept", code, "reception")

    assert state(code).status is Status.REGISTERED


def test_at_the_counter_it_is_paid_in_the_same_act(desk: Desk) -> None:
    given = {"receipt": "0000130", "method": "cash"}
    owed = [{"name": "Lệ phí đăng ký hộ kinh doanh", "amount": HOUSEHOLD_FEE}]

    with refused("fee_not_settled", owed=owed):
        desk.received(HOUSEHOLD)
    with refused("wrong_amount", due=HOUSEHOLD_FEE):
        desk.received(HOUSEHOLD, how={"paid": Paid(amount=1, **given)})
    taken = desk.received(HOUSEHOLD, how={"paid": Paid(amount=HOUSEHOLD_FEE, **given)})

    assert (taken.dossier.status, taken.dossier.fee_paid) == (Status.ACCEPTED, HOUSEHOLD_FEE)
    assert view(taken).charges[0].state == "paid"


def test_what_is_registered_stays_so_until_it_is_paid(desk: Desk) -> None:
    code = desk.received(HOUSEHOLD, way=filing.Registered).dossier.code
    papers = [paper.code for paper in whole(code).papers]

    desk.make("demand_fee", code, "reception", papers, {})
    paid(desk, code, HOUSEHOLD_FEE)

    assert state(code).status is Status.ACCEPTED


# ---- What is due with the result -----------------------------------------------------------------


def test_no_result_is_returned_while_a_fee_is_owed(desk: Desk) -> None:
    code = desk.to_be_signed(MARITAL_STATUS)
    desk.make("resolve", code, "head", fresh("XN"))

    with refused("fee_not_settled", owed=OWED):
        desk.make("give_back", code, "reception", None)
    desk.make("demand_fee", code, "reception", [], {})
    assert (state(code).status, state(code).fee_due) == (Status.RESOLVED, MARITAL_FEE)
    with refused("fee_not_settled"):
        desk.make("give_back", code, "reception", None)
    paid(desk, code)
    desk.make("give_back", code, "reception", None)

    assert (state(code).status, state(code).fee_paid) == (Status.RETURNED, MARITAL_FEE)


def test_with_the_result_too_an_exemption_names_its_ground(desk: Desk) -> None:
    code = desk.to_be_signed(MARITAL_STATUS)
    desk.make("resolve", code, "head", fresh("XN"))

    desk.make("demand_fee", code, "finance", [], {MARITAL_FEE_NAME: Wanted(exempt="disabled")})
    desk.make("give_back", code, "reception", None)

    assert state(code).status is Status.RETURNED
    shown = view(whole(code)).charges[0]
    assert (shown.state, shown.exempt, shown.total) == ("exempt", "Người khuyết tật", 0)


# ---- While it is waited for ----------------------------------------------------------------------


def test_a_fault_found_while_the_fee_is_waited_for_sends_it_back(desk: Desk) -> None:
    code = demanded(desk)

    desk.ask_supplement(code, PAPER)
    assert (state(code).status, state(code).fee_due) == (Status.SUPPLEMENT_REQUESTED, 0)
    desk.supplement(code, PAPER)
    assert state(code).status is Status.REGISTERED
    desk.make("demand_fee", code, "reception", [PAPER], {})
    paid(desk, code)

    assert state(code).status is Status.ACCEPTED


def test_a_fault_found_while_the_fee_is_waited_for_refuses_it(desk: Desk) -> None:
    code = demanded(desk)

    desk.make("refuse_reception", code, "reception", "Không thuộc thẩm quyền")

    assert (state(code).status, state(code).fee_due) == (Status.RECEPTION_REFUSED, 0)
    assert view(whole(code)).charges[0].state == "not_demanded"


def test_in_process_it_is_sent_back_and_the_clock_stands_on(desk: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    desk.make("demand_fee", code, "officer", [], {})

    desk.at("2026-10-06T09:00").ask_supplement(code, PAPER, by="officer")

    dossier = state(code)
    assert (dossier.status, dossier.held) == (Status.SUPPLEMENT_REQUESTED, Status.PROCESSING)
    assert dossier.clock_stopped_at == moment(desks.MORNING)


def test_what_was_accepted_is_not_refused_at_reception_any_more(desk: Desk) -> None:
    code = desk.in_process(MARITAL_STATUS)
    desk.make("demand_fee", code, "officer", [], {})

    with refused("unlawful_move"):
        desk.make("refuse_reception", code, "reception", "Không thuộc thẩm quyền")


@pytest.mark.parametrize("end", ["withdraw", "refuse_to_resolve", "stop"])
def test_an_end_tells_what_was_paid_before_it(desk: Desk, end: str) -> None:
    code = demanded(desk)
    paid(desk, code)
    for _ in desks.STEPS:
        desk.make("complete_step", code, "officer")
    ends: dict[str, tuple[Any, ...]] = {
        "withdraw": (APPLICANT, "Đổi ý"),
        "refuse_to_resolve": ("head", "Không đủ điều kiện", fresh("TC")),
        "stop": ("head", "Có căn cứ", "Điều 19"),
    }

    desk.make(end, code, *ends[end])

    assert last(code).data.paid_before == MARITAL_FEE
    assert state(code).fee_paid == MARITAL_FEE


# ---- How much ------------------------------------------------------------------------------------


def test_what_the_form_says_is_what_is_charged(desk: Desk) -> None:
    code = desk.filed(SAME_DAY)

    with refused("quantity_differs"):
        desk.make(
            "demand_fee", code, "reception", ["GT.BC"], {COPY_FEE: Wanted(parts=(Part(units=1),))}
        )
    desk.make("demand_fee", code, "reception", ["GT.BC"], {})

    (charge,) = last(code).data.charges
    assert (state(code).fee_due, charge.quantity) == (desks.SAME_DAY_FEE, 15)
    assert "4 × " not in charge.arithmetic
    assert "2 × 2.000 + 2 × 1.000 đồng/trang = 6.000 đồng" in charge.arithmetic


def test_another_count_says_why_and_a_head_has_approved_it(desk: Desk) -> None:
    code = desk.filed(SAME_DAY)
    parts, note = (Part(units=9, items=2),), "Bản chính có 9 trang"
    counted = ("reception", ["GT.BC"], {COPY_FEE: Wanted(parts=parts)})

    with refused("quantity_differs"):
        desk.make("demand_fee", code, *counted, note=note)
    desk.approve(code, Approvable.DEMAND_FEE, "reception", fields=("Phí khác",))
    with refused("quantity_differs"):
        desk.make("demand_fee", code, *counted, note=note)
    desk.make("withdraw_approval", code, "head", Approvable.DEMAND_FEE, "Sai khoản")
    desk.approve(code, Approvable.DEMAND_FEE, "reception", fields=(COPY_FEE,))
    with refused("quantity_differs"):
        desk.make("demand_fee", code, *counted)
    desk.make("demand_fee", code, *counted, note=note)

    assert last(code).data.charges[0].approved_by.id == desk.subject("head")
    assert (state(code).fee_due, last(code).note) == (22_000, "Bản chính có 9 trang")
    assert state(code).approvals == ()


def test_at_the_counter_nobody_has_approved_another_count(desk: Desk) -> None:
    how = {"charges": {COPY_FEE: Wanted(parts=(Part(units=1),))}, "note": "Ít hơn"}

    with refused("quantity_differs"):
        desk.at_once(how=how)


COPIES, COPIES_FEE = "2.000635", 8_000


def with_copies(desk: Desk, code: str, copies: int) -> None:
    form = {**whole(code).content.form, "copies": copies}
    desk.ask_supplement(code, "form", by="officer")
    desk.make("supplement", code, APPLICANT, form, ())


def test_a_paid_fee_is_owed_for_what_is_asked_for_besides(desk: Desk) -> None:
    code = desk.filed(COPIES, form={**desk.handed_in(COPIES).form, "copies": 2})
    desk.make("demand_fee", code, "reception", ["TK.TLHT"], {})
    paid(desk, code, 2 * COPIES_FEE)
    with_copies(desk, code, 50)

    with refused("fee_not_settled", owed=[{"name": last_fee(code), "amount": 48 * COPIES_FEE}]):
        desk.make("complete_step", code, "officer")
    desk.make("demand_fee", code, "officer", [], {})
    assert state(code).fee_due == 48 * COPIES_FEE
    paid(desk, code, 48 * COPIES_FEE)
    desk.make("complete_step", code, "officer")

    receipt = documents.receipt(code, desk.who("reception"))
    assert (receipt.fee_total, receipt.fee_paid) == (50 * COPIES_FEE, 50 * COPIES_FEE)


def last_fee(code: str) -> str:
    (name,) = (one.data.charges[0].name for one in whole(code).events if one.kind == "fee_demanded")
    return name


def test_nothing_is_owed_anew_where_less_or_nothing_else_is_asked_for(desk: Desk) -> None:
    code = desk.filed(COPIES, form={**desk.handed_in(COPIES).form, "copies": 2})
    desk.make("demand_fee", code, "reception", ["TK.TLHT"], {})
    paid(desk, code, 2 * COPIES_FEE)
    with_copies(desk, code, 1)

    desk.make("complete_step", code, "officer")

    assert state(code).fee_due == 0


def exempt_after(desk: Desk, demanded_at: str, found_at: str) -> str:
    code = desk.filed(MARITAL_STATUS)
    desk.at(demanded_at).make("demand_fee", code, "reception", [PAPER], {})
    exempt = {MARITAL_FEE_NAME: Wanted(exempt="poor", shown_by="Sổ hộ nghèo")}
    desk.at(found_at).make("demand_fee", code, "reception", [PAPER], exempt)
    return code


def test_the_wait_for_a_fee_that_is_found_exempt_makes_no_examination_late(desk: Desk) -> None:
    code = exempt_after(desk, "2026-10-05T14:00", "2026-10-08T08:00")

    desk.at("2026-10-08T10:00").make("accept", code, "reception")

    assert not last(code).data.late


def test_nor_does_it_give_the_desk_more_than_the_hours_that_were_left(desk: Desk) -> None:
    code = exempt_after(desk, "2026-10-05T14:00", "2026-10-08T08:00")

    desk.at("2026-10-08T15:01").make("accept", code, "reception")

    assert last(code).data.late


def test_an_examination_that_was_late_is_said_to_be_so_once(desk: Desk) -> None:
    code = exempt_after(desk, "2026-10-06T09:01", "2026-10-08T08:00")

    desk.at("2026-10-08T10:00").make("accept", code, "reception")

    said = [event.data for event in whole(code).events if getattr(event.data, "late", False)]
    assert [str(one.kind) for one in said] == ["fee_demanded"]


# ---- Exempt, or less --------------------------------------------------------------------------


RESIDENCE, RESIDENCE_FEE = "1.004194", "Lệ phí đăng ký tạm trú"
CHILD = WantedRelief("residence_children", 1, "Giấy khai sinh")


def listed(police: Desk, people: int) -> str:
    given = complete(RESIDENCE, "list")
    (one, *_) = given["form"]["members"]
    return police.filed(**{**given, "form": {**given["form"], "members": [one] * people}})


def asked_for(police: Desk, code: str, wanted: dict[str, Wanted]) -> None:
    checked = [paper.code for paper in whole(code).papers]
    police.make("demand_fee", code, "reception", checked, wanted)


def test_of_a_list_one_person_is_exempt_and_the_others_pay(province: Province) -> None:
    """TT 75/2022 Điều 4: each person of the list has a ground of their own, or none."""
    police = desks.desk("H01.51.01")
    code = listed(police, 3)

    asked_for(police, code, {RESIDENCE_FEE: Wanted(reliefs=(CHILD,))})

    assert state(code).fee_due == 10_000
    (shown,) = view(whole(code)).charges
    assert (shown.full, shown.total, shown.exempt) == (15_000, 10_000, "")
    (relief,) = shown.reliefs
    assert (relief.off, relief.units, relief.shown_by) == (5_000, 1, "Giấy khai sinh")
    assert (relief.ground, relief.article) == (
        "residence_children",
        "Thông tư 75/2022/TT-BTC Điều 4",
    )
    paid(police, code, 10_000)
    assert (state(code).status, state(code).fee_paid) == (Status.ACCEPTED, 10_000)
    receipt = documents.receipt(code, police.who("reception"))
    assert "miễn, giảm 5.000 đồng (Trẻ em theo quy định tại Luật Trẻ em), còn 10.000 đồng" in (
        receipt.fee_text
    )
    assert receipt.fee_total == 10_000


def test_at_the_counter_too_one_person_of_a_list_is_exempt(province: Province) -> None:
    police = desks.desk("H01.51.01")
    given = complete(RESIDENCE, "list")
    (one, *_) = given["form"]["members"]
    three = {**given, "form": {**given["form"], "members": [one] * 3}}
    charges = {RESIDENCE_FEE: Wanted(reliefs=(CHILD,))}

    def brought(amount: int) -> str:
        money = Paid(amount=amount, receipt=numbers.receipt(), method="cash")
        how = {"charges": charges, "paid": money}
        return police.received(**three, how=how).dossier.code

    with refused("wrong_amount", due=20_000):
        brought(30_000)
    assert state(brought(20_000)).fee_paid == 20_000


@pytest.mark.parametrize(
    "more",
    [
        {"exempt": "residence_children"},
        {"reliefs": [{"ground": "residence_children", "quantity": 0, "shown_by": "Giấy"}]},
        {"reliefs": [{"ground": "residence_children"}]},
    ],
)
def test_a_relief_that_cannot_be_meant_is_refused(province: Province, more: dict[str, Any]) -> None:
    code = listed(desks.desk("H01.51.01"), 2)
    relief = {"ground": "residence_children", "shown_by": "Giấy khai sinh"}
    charge = {"name": RESIDENCE_FEE, "reliefs": [relief], **more}

    answer = province.post(f"/desk/dossiers/{code}/fee", "police-1", {"charges": [charge]})

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert kinds(code) == ["submitted"]


def test_where_each_of_a_list_is_exempt_nothing_is_demanded(province: Province) -> None:
    police = desks.desk("H01.51.01")
    code = listed(police, 2)

    old = WantedRelief("residence_elderly", 1, "Căn cước")
    asked_for(police, code, {RESIDENCE_FEE: Wanted(reliefs=(CHILD, old))})

    assert (state(code).status, last(code).kind.value) == (Status.REGISTERED, "fee_waived")
    (charge,) = last(code).data.charges
    assert charge.exempt == (
        "Trẻ em theo quy định tại Luật Trẻ em; Người cao tuổi theo quy định tại Luật Người cao tuổi"
    )


def test_who_is_added_to_the_list_pays_though_the_others_were_exempt(province: Province) -> None:
    police = desks.desk("H01.51.01")
    code = listed(police, 1)
    asked_for(police, code, {RESIDENCE_FEE: Wanted(reliefs=(CHILD,))})
    police.make("accept", code, "reception")
    form = whole(code).content.form
    police.ask_supplement(code, "form", by="officer")
    two = {**form, "members": form["members"] * 2}
    police.make("supplement", code, APPLICANT, two, ())

    with refused("fee_not_settled", owed=[{"name": RESIDENCE_FEE, "amount": 5_000}]):
        police.make("complete_step", code, "officer")
    both = Wanted(reliefs=(replace(CHILD, units=2),))
    police.make("demand_fee", code, "officer", [], {RESIDENCE_FEE: both})
    police.make("complete_step", code, "officer")


def test_no_more_are_exempt_than_are_on_the_list(province: Province) -> None:
    police = desks.desk("H01.51.01")
    code = listed(police, 2)
    many = WantedRelief("residence_children", 3, "Giấy khai sinh")

    with refused("relief_too_much", units=2):
        asked_for(police, code, {RESIDENCE_FEE: Wanted(reliefs=(many,))})
    with refused("exemption_unknown"):
        unknown = WantedRelief("friend", 1, "Không")
        asked_for(police, code, {RESIDENCE_FEE: Wanted(reliefs=(unknown,))})


def test_a_fee_in_steps_is_reduced_as_a_whole_alone(province: Province) -> None:
    """Of steps no unit has an amount of its own."""
    police = desks.desk("H01.15")
    code = police.filed("3.000333")
    fee = "Phí cung cấp thông tin lý lịch tư pháp"
    student = WantedRelief("record_student", 1, "Thẻ sinh viên")

    with refused("relief_not_divisible"):
        asked_for(police, code, {fee: Wanted(reliefs=(student,))})
    asked_for(police, code, {fee: Wanted(exempt="record_student", shown_by="Thẻ sinh viên")})

    assert state(code).fee_due == 100_000
    assert view(whole(code)).charges[0].reliefs[0].text == "Sinh viên"


def less(fee: Fee, percent: int = 25) -> Fee:
    reduction = Reduction(channel="online", percent=percent, text="Nộp trực tuyến", article="NQ")
    return fee.model_copy(update={"reductions": (reduction,)})


def charged(fee: Fee, wanted: Wanted, **form: Any) -> Charge:
    (charge,) = charges_of([fee], {fee.name: wanted}, form, FeeHistory(), Counting(True, "H01.51"))
    return charge


def test_what_is_reduced_online_is_reduced_by_itself() -> None:
    (fee,) = fees_of(RESIDENCE, "list", "online", less)
    (counter,) = fees_of(RESIDENCE, "list", "counter", less)
    members = [{}, {}, {}]

    whole_list = charged(fee, Wanted(), members=members)
    assert (whole_list.full, whole_list.due) == (15_000, 11_250)
    assert (whole_list.reliefs[0].percent, whole_list.reliefs[0].article) == (25, "NQ")
    one_child = charged(fee, Wanted(reliefs=(CHILD,)), members=members)
    assert (one_child.due, [one.off for one in one_child.reliefs]) == (7_500, [5_000, 2_500])
    assert charged(counter, Wanted(), members=members).due == 30_000


def test_of_two_reductions_of_all_of_it_the_greater_counts() -> None:
    """No text adds them up."""
    (fee,) = fees_of(RESIDENCE, "list", "online", lambda fee: less(fee, 60))
    half = Ground(key="half", text="Giảm một nửa", percent=50)
    with_half = fee.model_copy(update={"grounds": (half,)})

    (relief,) = charged(with_half, Wanted(exempt="half"), members=[{}]).reliefs
    assert (relief.off, relief.text) == (3_000, "Nộp trực tuyến")


def fees_of(code: str, case: str, channel: str, change: Callable[[Fee], Fee]) -> list[Fee]:
    procedures = packs.adopted_procedures("an-giang")
    version = next(one.versions[-1] for one in procedures if one.code == code)
    fees = tuple(change(fee) for fee in version.fees)
    return version.model_copy(update={"fees": fees}).fees_by(channel, case)


def test_one_of_two_demanded_fees_is_exempt_and_the_other_stays_demanded(desk: Desk) -> None:
    code = desk.filed(two_fees(MARITAL_STATUS))
    checked = [paper.code for paper in whole(code).papers]
    desk.make("demand_fee", code, "reception", checked, {})
    by = state(code).fee_by
    assert state(code).fee_due == MARITAL_FEE + 7_000

    desk.make("demand_fee", code, "reception", [], {MARITAL_FEE_NAME: Wanted(exempt="poor")})

    assert (state(code).status, state(code).fee_due) == (Status.FEE_DEMANDED, 7_000)
    assert state(code).fee_by == by
    paid(desk, code, 7_000)
    assert state(code).status is Status.ACCEPTED
    assert [one.state for one in view(whole(code)).charges] == ["exempt", "paid"]


def two_fees(like: str) -> str:
    """The code of a made-up procedure with one fee more, which has no ground."""
    from chalicelib.procedures import actions as procedures

    named = next(one for one in packs.adopted_procedures("an-giang") if one.code == like)
    version = named.versions[-1]
    online = next(fee for fee in version.fees if fee.amount and fee.channel in ("online", "any"))
    more = online.model_copy(
        update={"name": "Phí thẩm tra", "amount": 7_000, "grounds": (), "exemption": ""}
    )
    both = version.model_copy(update={"fees": (*version.fees, more)})
    copy = named.model_copy(update={"code": "9.000873", "versions": (both,)})
    procedures.publish(copy)
    return copy.code


# ---- In time or late ----------------------------------------------------------------------------


BIRTH, LATE_BIRTH_FEE = "1.001193", 8_000


def born(case: str, day: str) -> dict[str, Any]:
    given = complete(BIRTH, case)
    return {**given, "form": {**given["form"], "birth_date": day}}


@pytest.mark.parametrize("case", ["no_birth_certificate", "abandoned"])
@pytest.mark.parametrize(
    ("day", "owed"),
    [("2020-05-01", LATE_BIRTH_FEE), ("2026-08-01", LATE_BIRTH_FEE), ("2026-08-10", 0)],
)
def test_what_is_late_pays_whatever_its_case(desk: Desk, case: str, day: str, owed: int) -> None:
    """Luật Hộ tịch Điều 11 khoản 1 điểm b: free is what is registered within sixty days."""
    code = desk.filed(**born(case, day))

    (charge,) = view(whole(code)).charges
    assert (charge.total, charge.state) == (owed, "not_demanded")
    if owed:
        with refused("fee_not_settled", owed=[{"name": "Lệ phí hộ tịch", "amount": owed}]):
            desk.make("accept", code, "reception")
    else:
        desk.make("accept", code, "reception")


@pytest.mark.parametrize(
    ("case", "copies", "owed"),
    [("on_time", 0, 0), ("on_time", 20, 160_000), ("late", 0, 8_000), ("late", 2, 24_000)],
)
def test_copies_that_the_declaration_asks_for_are_charged(
    desk: Desk, case: str, copies: int, owed: int
) -> None:
    """Thông tư 281/2016/TT-BTC: each is paid for, and where none is asked for none is shown."""
    given = born(case, "2026-10-01" if case == "on_time" else "2020-05-01")
    charges = view(whole(desk.filed(**{**given, "form": {**given["form"], "copies": copies}})))

    assert sum(one.total for one in charges.charges) == owed
    assert len(charges.charges) == (2 if copies else 1)


def test_copies_asked_for_on_paper_are_charged_as_somebody_counts_them(desk: Desk) -> None:
    """A marriage costs nothing, nor do copies that nobody asked for."""
    copies = "Phí cấp bản sao Trích lục kết hôn"
    code = desk.received(MARRIAGE, form={}).dossier.code
    assert state(code).fee_due == 0

    with refused("quantity_needed"):
        desk.make("demand_fee", code, "officer", ["TK.KH"], {copies: Wanted()})
    counted = Wanted(parts=(Part(units=3),))
    desk.make("demand_fee", code, "officer", ["TK.KH"], {copies: counted})

    assert state(code).fee_due == 24_000


def test_at_the_counter_the_form_tells_whether_it_is_late(desk: Desk) -> None:
    with refused("day_needed", pointer="/form/birth_date"):
        desk.received(**{**born("abandoned", "2020-05-01"), "form": {}})


def test_a_list_of_nobody_is_not_filed(province: Province) -> None:
    """TT 75/2022: a list is paid for each person on it."""
    police = desks.desk("H01.51.01")
    listed = complete("1.004194", "list")

    for nobody in ([], None):
        form = {**listed["form"], "members": nobody}
        form = form if nobody is not None else {k: v for k, v in form.items() if k != "members"}
        with refused("quantity_needed", pointer="/form/members"):
            police.filed(**{**listed, "form": form})
    assert view(whole(police.filed(**listed))).charges[0].total == 5_000


def test_a_second_payment_is_told_that_it_is_paid(desk: Desk) -> None:
    code = demanded(desk)
    paid(desk, code)

    with pytest.raises(Refusal) as told:
        paid(desk, code)

    assert told.value.code == "unlawful_move"
    # What can be done instead comes after it.
    assert told.value.title.startswith("Phí, lệ phí đã yêu cầu thì đã nộp đủ rồi: không thu nữa. ")


def test_without_a_published_ground_the_refusal_offers_none(desk: Desk) -> None:
    code = desk.filed(SAME_DAY)

    exempt = {COPY_FEE: Wanted(exempt="poor")}
    with pytest.raises(Refusal) as told:
        desk.make("demand_fee", code, "reception", ["GT.BC"], exempt)

    assert (told.value.code, told.value.more["grounds"]) == ("exemption_unknown", [])
    assert "không có trường hợp miễn, giảm nào" in told.value.title


# ---- Receipts for money ------------------------------------------------------------------------


def test_a_receipt_is_given_once(desk: Desk) -> None:
    first, second = demanded(desk), demanded(desk)
    number = f"AB/26T {numbers.receipt()}"
    paid(desk, first, number=number)

    alike = (number.lower(), number.replace(" 0", "-"), number.replace(" ", ""))
    for again in (number, *alike, number.replace("/", ""), f"{number[:-3]} {number[-3:]}"):
        with refused("receipt_used"):
            paid(desk, second, number=again)

    assert state(second).status is Status.FEE_DEMANDED
    paid(desk, second, number=number.replace("AB", "AC"))
    assert state(second).status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0000124", "000 0124"),
        ("0000900", "0000 900"),
        ("AB/26T 0000500", "AB26T 0000500"),
        ("AB26T 0000500", "AB/26T0000500"),
        ("BL-2026 123", "bl2026/0000123"),
    ],
)
def test_a_receipt_is_one_however_it_is_written(one: str, other: str) -> None:
    assert {*receipts.keys_of(one)} & {*receipts.keys_of(other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("AB/26T 0000500", "AC/26T 0000500"), ("0000124", "0000125"), ("26/123", "123")],
)
def test_another_receipt_has_no_key_of_it(one: str, other: str) -> None:
    assert not {*receipts.keys_of(one)} & {*receipts.keys_of(other)}


@pytest.mark.parametrize("typed", ["<b>1</b>", "không có", "---"])
def test_what_is_no_number_of_a_receipt_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PaymentOrder.model_validate({"amount": 1, "receipt": typed})


def test_a_receipt_is_given_once_at_the_counter_too(desk: Desk) -> None:
    number = numbers.receipt()
    at_once = {"paid": Paid(amount=desks.SAME_DAY_FEE, receipt=number, method="cash")}
    accepted = {"paid": Paid(amount=HOUSEHOLD_FEE, receipt=number, method="cash")}
    desk.at_once(how=at_once)

    with refused("receipt_used"):
        desk.at_once(how=at_once)
    with refused("receipt_used"):
        desk.received(HOUSEHOLD, how=accepted)
    code = demanded(desk)
    with refused("receipt_used"):
        paid(desk, code, number=number)
    paid(desk.at("2027-01-04T09:00"), code, number=number)


# ---- When ----------------------------------------------------------------------------------------


def test_a_postal_dossier_counts_from_when_its_fee_was_paid(desk: Desk) -> None:
    """QĐ 45/2016 Điều 7 khoản 3, 4: the wait for the fee is not the agency's time."""
    brought = desk.received(
        MARITAL_STATUS,
        by="postal",
        channel="postal",
        how={"handed_over_at": moment("2026-10-05T08:00")},
    ).dossier
    desk.make("demand_fee", brought.code, "reception", [PAPER], {})

    paid(desk.at("2026-10-16T09:00"), brought.code)

    dossier = state(brought.code)
    assert dossier.received_at == moment("2026-10-16T09:00")
    assert dossier.due_at == moment("2026-10-21T09:00")


def test_code_receipt_and_look_up_name_the_day_of_the_hand_over(
    desk: Desk, province: Province
) -> None:
    """QĐ 45/2016 Điều 7: received is what was handed over; the fee only sets its clock."""
    brought = desk.received(
        MARITAL_STATUS,
        by="postal",
        channel="postal",
        how={"handed_over_at": moment("2026-10-05T08:00")},
    ).dossier
    code = brought.code
    desk.make("demand_fee", code, "reception", [PAPER], {})
    paid(desk.at("2026-10-16T09:00"), code)

    receipt = documents.receipt(code, desk.who("reception"))

    assert "-261005-" in code
    assert receipt.received_at == moment("2026-10-05T08:00")
    assert receipt.due_explanation[0] == "Thời hạn tính từ khi nộp đủ phí, lệ phí"
    handed_over = "2026-10-05T08:00:00+07:00"
    assert view(whole(code)).received_at == handed_over
    seen = province.look_up(code, ids.lookup_token(code, brought.look_up_key)).body
    assert seen["received_at"] == handed_over


def test_where_the_rule_did_not_ask_for_it_the_fee_comes_before_the_examination(
    desk: Desk,
) -> None:
    """Before CV 442 (21/4/2023) nothing put the examination first."""
    then = desk.at(with_rules("2039-03-07", {"fee_after_examination": False}))
    code = then.filed(MARITAL_STATUS, papers=())

    then.make("demand_fee", code, "reception", [], {})
    paid(then, code)
    assert state(code).status is Status.REGISTERED
    with refused("papers_missing"):
        then.make("accept", code, "reception")
    then.make("request_supplement", code, "reception", (desks.Defect(about=PAPER, reason="x"),))
    then.supplement(code, PAPER)
    then.make("accept", code, "reception")

    assert kinds(code)[-1] == "accepted"


# ---- The receipt ---------------------------------------------------------------------------------


def test_the_receipt_names_who_received_it_and_tells_what_was_paid(desk: Desk) -> None:
    code = demanded(desk)
    paid(desk, code, number="0000123")

    receipt = documents.receipt(code, desk.who("reception"))

    assert receipt.receiver_name == desk.who("reception").name
    assert (receipt.fee_total, receipt.fee_paid) == (MARITAL_FEE, MARITAL_FEE)
    assert receipt.fee_receipts == ("0000123",)
    assert receipt.fee_text.endswith(
        "tổng cộng 10.000 đồng; đã nộp 10.000 đồng, biên lai số 0000123"
    )


def test_the_receipt_tells_on_which_ground_a_fee_is_not_taken(desk: Desk) -> None:
    code = desk.filed(MARITAL_STATUS)
    exempt = {MARITAL_FEE_NAME: Wanted(exempt="poor")}
    desk.make("demand_fee", code, "reception", [], exempt)
    desk.make("accept", code, "reception")

    receipt = documents.receipt(code, desk.who("reception"))

    assert receipt.fee_text == "Lệ phí hộ tịch: miễn (Người thuộc hộ nghèo); tổng cộng 0 đồng"


# ---- Every procedure -----------------------------------------------------------------------------


# Others settle it.
NOT_HERE = {"agency_not_competent", "other_agency", "settler_needed"}


def every_way() -> Iterator[tuple[str, str, str]]:
    """Each procedure of the province that costs something, by each of its cases and channels."""
    for procedure in packs.adopted_procedures("an-giang"):
        version = procedure.versions[-1]
        for case in version.cases:
            for channel in version.channels:
                fees = version.fees_by(channel, case.key)
                if any(fee.amount and not fee.on_request for fee in fees):
                    yield procedure.code, case.key, channel


def test_no_procedure_by_any_case_and_channel_gets_to_its_end_with_a_fee_owed(desk: Desk) -> None:
    ended = []
    for procedure, case, channel in every_way():
        with pytest.raises(Refusal) as stopped:
            to_its_end(desk, procedure, case, channel)
        if stopped.value.code not in NOT_HERE:
            assert stopped.value.code == "fee_not_settled", (procedure, case, channel)
            ended.append((procedure, case, channel))

    assert len(ended) > 20


# What is filed online is not accepted, what came to the counter is not returned.
STOPPED = [
    ["fee_not_settled", "receive" if way.channel == "online" else "return"] for way in unpaid.WAYS
]


def test_no_kind_of_agency_gives_a_result_with_a_fee_owed(province: Province) -> None:
    assert [list(unpaid.stopped_at("H01", way)) for way in unpaid.WAYS] == STOPPED


def test_nor_does_any_in_the_other_province(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.unpaid", "dong-thap", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)

    assert run.returncode == 0, run.stderr.decode()
    assert json.loads(run.stdout) == STOPPED


def to_its_end(desk: Desk, procedure: str, case: str, channel: str) -> None:
    """As far as anybody can bring it who never asks for a fee."""
    if channel == "online":
        code = desk.filed(procedure, case=case)
        desk.make("accept", code, "reception")
    else:
        code = desk.received(procedure, case=case, channel=channel).dossier.code
    while state(code).step != "sign":
        desk.make("complete_step", code, "officer")
    desk.make("resolve", code, "head", fresh("QĐ"))
    desk.make("give_back", code, "reception", "counter")
