"""Amended before acceptance; and how dossiers end: papers, numbers, people who leave."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from chalicelib.dossiers import desk as lists
from chalicelib.dossiers import views
from chalicelib.dossiers.actions import Visitor
from chalicelib.dossiers.afterwards import Written
from chalicelib.dossiers.applicants import Acting, AuthorityPaper, Bearer
from chalicelib.dossiers.lookup import proofs
from chalicelib.dossiers.moves import Status
from chalicelib.foundation.errors import Invalid
from chalicelib.people import actions as people
from chalicelib.people import store as people_store
from chalicelib.processing.orders import ResultCorrectionOrder, ResultOrder
from chalicelib.reception import filing
from chalicelib.reception.orders import IntakeOrder
from chalicelib.takeover.orders import TakeoverLine
from tests.support import desk as desks
from tests.support import officers
from tests.support.desk import APPLICANT, Desk, HandedPaper, last, moment, refused, state, whole
from tests.support.numbers import fresh
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused

DECLARATION = "TK.GH"
HERE, THERE = "H01.61", "H01.60"
LATER = "2026-10-06T10:00"


@pytest.fixture
def desk(province: Province) -> Desk:
    desks.desk(THERE)
    return desks.desk(HERE)


def on_list(desk: Desk) -> list[str]:
    wanted = lists.wanted(desk.agency, "", desk.now, papers="to_hand_back")
    return [dossier.code for _, dossier in lists.on_desk(wanted, 100, None)[0]]


# ---- Papers --------------------------------------------------------------------------------------


def withdrawn(desk: Desk) -> str:
    code = desk.received().dossier.code
    desk.make("withdraw", code, "reception", "Không cần nữa")
    return code


def not_received(desk: Desk) -> str:
    code = desk.received(way=filing.Registered).dossier.code
    desk.make("refuse_reception", code, "reception", "Không đủ điều kiện")
    return code


def refused_in_process(desk: Desk) -> str:
    code = desk.received().dossier.code
    for _ in desks.STEPS:
        desk.make("complete_step", code, "officer")
    desk.make("refuse_to_resolve", code, "head", "Không đủ điều kiện", fresh("TC"))
    return code


KIN = Visitor(
    Bearer(name="Người được ủy quyền", identity_number="089300000677"),
    Acting(
        capacity="authorised",
        paper=AuthorityPaper(
            kind="Giấy ủy quyền", issued_on=dt.date(2026, 1, 5), until=dt.date(2099, 12, 31)
        ),
    ),
)


def stopped(desk: Desk) -> str:
    code = desk.received().dossier.code
    desk.make("complete_step", code, "officer")
    desk.make("stop", code, "head", "Có căn cứ", "Điều 19")
    return code


@pytest.mark.parametrize("end", [withdrawn, not_received, refused_in_process, stopped])
def test_papers_that_were_brought_stand_on_the_list_until_they_are_handed_back(
    desk: Desk, end: object
) -> None:
    code = end(desk)  # type: ignore[operator]
    status = state(code).status

    assert code in on_list(desk)
    assert views.view(whole(code)).papers_at.code == HERE  # type: ignore[union-attr]
    desk.at(LATER).make("give_back", code, "reception", "counter", visitor=KIN)

    assert code not in on_list(desk)
    assert state(code).status is status
    assert last(code).at == moment(LATER)
    assert last(code).by.name == f"reception ở {HERE}"
    assert whole(code).content.received_by == "Người được ủy quyền"
    assert views.view(whole(code)).timeline[-1].title == "Trả lại giấy tờ đã nộp"
    with refused("unlawful_move"):
        desk.make("give_back", code, "reception", "counter")


def test_what_was_filed_online_has_nothing_to_hand_back(desk: Desk) -> None:
    code = desk.filed()
    desk.make("withdraw", code, APPLICANT, "Không cần nữa")

    assert code not in on_list(desk)
    assert views.view(whole(code)).papers_at is None
    with refused("unlawful_move", lawful=[]):
        desk.make("give_back", code, "reception", "counter")


def test_a_paper_brought_for_an_online_dossier_is_handed_back(desk: Desk) -> None:
    code = desk.filed()
    desk.ask_supplement(code, DECLARATION)
    paper = HandedPaper(code=DECLARATION, originals=1)
    desk.make("supplement", code, "reception", None, (paper,))
    desk.make("withdraw", code, APPLICANT, "Không cần nữa")

    assert code in on_list(desk)
    with refused("papers_go_back_on_paper"):
        desk.make("give_back", code, "reception", "electronic")
    desk.make("give_back", code, "reception", "postal")

    assert state(code).status is Status.WITHDRAWN


def test_the_desk_that_the_applicant_chose_hands_them_back(desk: Desk) -> None:
    """Received here for another agency: the papers are where the result would have been."""
    code = desk.received(how={"settled_by": THERE}).dossier.code
    desk.make("withdraw", code, "reception", "Không cần nữa")

    assert code in on_list(desk)
    assert code not in on_list(desks.desk(THERE))


def test_papers_of_what_ends_with_a_result_are_on_no_list(desk: Desk) -> None:
    code = desk.resolved()
    desk.make("give_back", code, "reception", "counter")

    assert code not in on_list(desk)


# ---- Numbers -------------------------------------------------------------------------------------


def signed(desk: Desk, number: str, **changes: object) -> str:
    code = desk.to_be_signed(**changes)
    desk.make("resolve", code, "head", number)
    return code


@pytest.mark.parametrize(
    "again", ["{n}/KH", "{n} / kh", "0{n}/KH", "{n}/2026/KH", "{n}-KH", "0{n} KH", "{n}KH"]
)
def test_a_number_of_a_result_is_given_once(desk: Desk, again: str) -> None:
    serial = fresh().partition("/")[0]
    signed(desk, f"{serial}/KH")
    code = desk.to_be_signed()

    with refused("number_used"):
        desk.make("resolve", code, "head", again.format(n=serial))

    assert state(code).status is Status.PROCESSING
    desk.make("resolve", code, "head", fresh("KH"))


@pytest.mark.parametrize("typed", ["<b>1</b>", "GKS", "12/GKS;"])
def test_what_is_no_number_and_symbol_is_refused(typed: str) -> None:
    for order in (ResultOrder, IntakeOrder, ResultCorrectionOrder, TakeoverLine):
        with pytest.raises(ValidationError) as told:
            order.model_validate({"number": typed})
        assert "number" in {one["loc"][-1] for one in told.value.errors()}


def test_a_refusal_takes_its_number_from_the_same_book(desk: Desk) -> None:
    number = fresh("TB")
    signed(desk, number)

    with refused("number_used"):
        desk.make("refuse_to_resolve", desk.to_be_signed(), "head", "Không đủ điều kiện", number)


def test_what_is_settled_at_once_takes_its_number_too(desk: Desk) -> None:
    number = fresh("SCT")
    desk.at_once(how={"number": number})

    with refused("number_used"):
        desk.at_once(how={"number": number})


def test_every_book_every_agency_and_every_year_begins_anew(desk: Desk) -> None:
    serial = fresh().partition("/")[0]
    signed(desk, f"{serial}/QĐ-A")

    other_book = signed(desk, f"{serial}/QĐ-B")
    elsewhere = signed(desks.desk(THERE), f"{serial}/QĐ-A")
    next_year = signed(desk.at("2027-01-04T09:00"), f"{serial}/QĐ-A")

    given = [last(one).data.number for one in (other_book, elsewhere, next_year)]
    assert given == [f"{serial}/QĐ-B", f"{serial}/QĐ-A", f"{serial}/QĐ-A"]


def test_the_year_is_that_in_which_it_was_signed_on_paper(desk: Desk) -> None:
    """Signed on the last day of the year while the system was out, entered in the new one."""
    number = fresh("CN")
    signed(desk.at("2026-12-24T09:00"), number)
    code = desk.at("2026-12-30T09:00").to_be_signed()
    paper = Written(moment("2026-12-31T10:00"), "outside_office", "Sổ 1", "Khóm Thử")

    with refused("number_used"):
        desk.at("2027-01-04T08:00").make("resolve", code, "head", number, written=paper)
    desk.at("2027-01-04T08:00").make("resolve", code, "head", fresh("CN"), written=paper)


def test_a_number_without_a_symbol_is_of_the_book_of_its_procedure(desk: Desk) -> None:
    serial = fresh().partition("/")[0]
    signed(desk, serial)

    signed(desk, serial, procedure=desks.MARITAL_STATUS)
    with refused("number_used"):
        signed(desk, serial)


# ---- People who leave ----------------------------------------------------------------------------


def in_hands_of(desk: Desk, subject: str, many: int = 1) -> list[str]:
    officers.grant(subject, "Người Sắp Đi", {"processing": [desk.agency], "head": [desk.agency]})
    codes = [desk.received().dossier.code for _ in range(many)]
    for code in codes:
        desk.make("assign", code, "head", subject)
    return codes


def granted(province: Province, subject: str, by: str = "admin-1", **order: object) -> Answer:
    told = {"name": "Người Sắp Đi", "grants": {}, **order}
    return province.put(f"/people/{subject}/grants", by, told)


def test_whoever_has_dossiers_in_hand_does_not_lose_their_role_unseen(
    desk: Desk, province: Province
) -> None:
    codes = in_hands_of(desk, "leaves-unseen", 2)

    answer = granted(province, "leaves-unseen")

    assert_refused(answer, 409, "dossiers_in_hand")
    (told,) = answer.body["agencies"]
    assert (told["agency"], told["count"], set(told["codes"])) == (HERE, 2, set(codes))
    assert people.officer("leaves-unseen").holds("processing", HERE)


def test_they_are_handed_over_in_the_same_act_each_by_its_own_event(
    desk: Desk, province: Province
) -> None:
    codes = in_hands_of(desk, "leaves-properly", 2)

    answer = granted(province, "leaves-properly", hand_over_to=desk.subject("colleague"))

    assert answer.status == 200
    assert answer.body["grants"] == {}
    for code in codes:
        assert last(code).kind == "handed_over"
        assert (last(code).by.id, state(code).assignee) == ("admin-1", desk.subject("colleague"))


def test_what_was_given_while_the_roles_were_changed_is_told_and_handed_over(
    desk: Desk, province: Province
) -> None:
    """As if it had been given between the look at what is in hand and the change."""
    (code,) = in_hands_of(desk, "leaves-meanwhile")
    officers.grant("leaves-meanwhile", "Người Sắp Đi", {})

    told = granted(province, "leaves-meanwhile").body["warnings"]
    after = granted(province, "leaves-meanwhile", hand_over_to=desk.subject("colleague"))

    assert [(one["agency"], one["role"], one["codes"]) for one in told] == [
        (HERE, "processing", [code])
    ]
    assert after.body["warnings"] == []
    assert state(code).assignee == desk.subject("colleague")


def test_roles_that_changed_since_they_were_read_are_not_overwritten(
    desk: Desk, province: Province
) -> None:
    in_hands_of(desk, "changes-twice")
    by = people.officer("admin-1")

    def meanwhile(held: object) -> None:
        officers.grant("changes-twice", "Người Sắp Đi", {"reception": [HERE]})

    with refused("grants_changed"):
        people.change_grants("changes-twice", "Người Sắp Đi", {}, by, "", "", first=meanwhile)
    assert people.officer("changes-twice").holds("reception", HERE)


def test_nothing_is_given_to_whoever_lost_the_role_a_moment_ago(desk: Desk) -> None:
    (code,) = in_hands_of(desk, "lost-it-now")
    people.officer("lost-it-now")
    before = people_store.load_grants_now("lost-it-now")
    assert before
    after = {**before, "grants": {}, "version": before["version"] + 1}
    people_store.save_grants(before, after, "{}")  # by another process: nothing is forgotten here

    with refused("not_an_officer_there"):
        desk.make("assign", code, "head", "lost-it-now")


def test_a_role_that_does_not_process_is_taken_away_at_once(desk: Desk, province: Province) -> None:
    (code,) = in_hands_of(desk, "stays-officer")

    answer = granted(province, "stays-officer", grants={"processing": [HERE]})

    assert answer.status == 200
    assert state(code).assignee == "stays-officer"


def test_what_the_other_one_cannot_be_given_keeps_the_roles(desk: Desk, province: Province) -> None:
    """Their own dossier is nobody's to give them."""
    (code,) = in_hands_of(desk, "leaves-last")
    officers.grant("its-owner", "Chủ Hồ Sơ", {"processing": [HERE]}, key=desks.APPLICANT.key)

    answer = granted(province, "leaves-last", hand_over_to="its-owner")

    assert_refused(answer, 409, "dossiers_in_hand")
    assert answer.body["left"] == [{"code": code, "reason": "own_dossier"}]
    assert people.officer("leaves-last").holds("processing", HERE)
    assert state(code).assignee == "leaves-last"


def test_who_may_not_grant_learns_of_no_dossier(desk: Desk, province: Province) -> None:
    in_hands_of(desk, "works-elsewhere")
    officers.grant("admin-there", "Quản Trị", {"agency_admin": [THERE]})
    headers = {"Authorization": f"Bearer {officers.token(province.provider, 'admin-there')}"}
    order = {"name": "Người Sắp Đi", "grants": {}}

    answer = province.ask("PUT", "/people/works-elsewhere/grants", order=order, headers=headers)

    assert_refused(answer, 403, "beyond_your_grants")


def test_the_last_of_a_role_is_told_of_where_dossiers_are_open(province: Province) -> None:
    alone = "H01.66"
    place = desks.desk(alone)
    only = place.subject("reception")
    place.received()

    answer = granted(province, only)
    place.staffed()  # for whoever comes after

    assert answer.status == 200
    (told,) = answer.body["warnings"]
    assert (told["agency"], told["role"]) == (alone, "reception")
    assert "Tiếp nhận" in told["title"] or "tiếp nhận" in told["title"]


def test_nobody_is_warned_while_another_holds_the_role(desk: Desk, province: Province) -> None:
    desk.received()
    officers.grant("one-of-two", "Người Thứ Hai", {"reception": [HERE]})

    assert granted(province, "one-of-two").body["warnings"] == []


# ---- Amended before acceptance -------------------------------------------------------------------


def amend(desk: Desk, code: str, *papers: str, by: object = APPLICANT, **contact: str) -> None:
    handed = tuple(HandedPaper(code=one, copies=2) for one in papers)
    desk.make("amend", code, by, None, handed, contact)


def test_an_applicant_amends_their_own_dossier_before_it_is_accepted(desk: Desk) -> None:
    code = desk.filed()

    amend(desk, code, DECLARATION, phone="0912000555", address="Số 9 đường Mới")

    found = whole(code)
    assert (last(code).kind, state(code).status) == ("amended", Status.REGISTERED)
    assert last(code).data.changed == (DECLARATION, "applicant/phone", "applicant/address")
    assert {one.code: one.copies for one in found.papers}[DECLARATION] == 2
    assert found.content.applicant.address == "Số 9 đường Mới"
    assert "0912000555" not in found.lines[-1].text
    assert state(code).owner == found.as_of(1).dossier.owner


def test_another_phone_proves_a_look_up_and_the_old_one_does_no_more(desk: Desk) -> None:
    code = desk.filed()
    before = set(state(code).proofs)

    amend(desk, code, phone="0912000556")

    assert set(state(code).proofs) - before == set(proofs(code, {"0912000556"}))


def test_the_form_is_amended_and_must_fit(desk: Desk) -> None:
    code = desk.filed(desks.MARITAL_STATUS)
    form = whole(code).content.form

    with pytest.raises(Invalid):
        desk.make("amend", code, APPLICANT, {**form, "nonsense": {}}, (), {})
    with refused("nothing_amended"):
        desk.make("amend", code, APPLICANT, form, (), {})


def test_the_hours_of_the_examination_begin_anew(desk: Desk) -> None:
    code = desk.filed()

    amend(desk.at("2026-10-05T15:00"), code, DECLARATION)

    assert state(code).examine_by == moment("2026-10-06T15:00")


def test_hours_that_are_over_stay_over(desk: Desk) -> None:
    code = desk.filed()
    late = desk.at("2026-10-07T09:00")

    amend(late, code, DECLARATION)
    late.make("accept", code, "reception")

    assert last(code).data.late


def test_what_is_accepted_is_amended_no_more(desk: Desk) -> None:
    code = desk.accepted()

    with refused("unlawful_move"):
        amend(desk, code, DECLARATION)


def test_a_stranger_amends_nothing(desk: Desk) -> None:
    code = desk.filed()

    with refused("dossier_not_found"):
        amend(desk, code, DECLARATION, by=desks.STRANGER)


def test_reception_amends_for_one_who_comes_and_takes_in_their_paper(desk: Desk) -> None:
    code = desk.filed()

    amend(desk, code, DECLARATION, by="reception")
    desk.make("refuse_reception", code, "reception", "Không đủ điều kiện")

    assert code in on_list(desk)


def test_a_phone_is_not_taken_away(province: Province) -> None:
    code = province.submitted()["code"]

    answer = province.post(f"/dossiers/{code}/amendment", "citizen-1", {"contact": {"phone": None}})

    assert_refused(answer, 422, "invalid_request")
