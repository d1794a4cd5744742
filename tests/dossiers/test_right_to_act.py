"""A right to act for another is believed only as far as the law and the data go; the form names
whose request it is."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.dossiers import reading
from chalicelib.dossiers.actions import Visitor
from chalicelib.dossiers.applicants import Acting, Bearer, Birth
from chalicelib.dossiers.moves import Approvable
from chalicelib.foundation.errors import Invalid
from chalicelib.people.model import Person
from chalicelib.reception import filing
from tests.support.desk import APPLICANT, STRANGER, Desk, moment, refused, state, whole
from tests.support.desk import desk as staffed
from tests.support.people import citizen
from tests.support.province import Province

HERE = "H01.54"
MARRIAGE, RECOGNITION, GUARDIANSHIP, COPY = "1.000894", "1.001022", "1.004837", "2.000635"
SIGNATURE, WILL, RECORD = "2.000884", "2.001019", "3.000333"
FOREIGN_MARRIAGE, ADOPTION = "2.000806", "2.001263"
PARENT = {"capacity": "parent"}
GUARDIAN = {"capacity": "guardian", "paper": {"kind": "Quyết định cử người giám hộ"}}
AUTHORISED = {
    "capacity": "authorised",
    "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01"},
}
# Born in 1990: of age, and old enough to have a child in 2008.
MOTHER = citizen("089190000502")
TOLD = {"name": "Bùi Thị Con", "phone": "0912000555", "address": "Số 5 đường Thử"}
OF_2015 = {**TOLD, "identity_number": "089315000511"}
OF_1960 = {**TOLD, "identity_number": "089160000512"}
OF_OCTOBER_2008 = {**TOLD, "birth": {"date": "2008-10-06", "parent_name": "Người Thử Nghiệm"}}


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return staffed(HERE)


def child(**birth: Any) -> dict[str, Any]:
    told = {"date": "2024", "parent_name": "Người Thử Nghiệm"}
    return {**TOLD, "birth": {**told, **birth}}


def by_parent(desk: Desk, applicant: dict[str, Any], by: Person = MOTHER) -> str:
    return desk.filed(COPY, by=by, applicant=applicant, acting=PARENT)


# ---- A parent -----------------------------------------------------------------------------------


def test_a_parent_files_for_a_child_who_is_a_minor(desk: Desk) -> None:
    code = by_parent(desk, OF_2015)

    assert whole(code).content.acting is not None


def test_nobody_files_as_the_parent_of_somebody_of_age(desk: Desk) -> None:
    with refused("child_of_age"):
        by_parent(desk, OF_1960)


@pytest.mark.parametrize("number", ["089315000503", "089305000503"])
def test_a_parent_is_born_years_before_the_child(desk: Desk, number: str) -> None:
    """As many as a declaration of birth asks for (``parent_years_older``)."""
    with refused("parent_too_young"):
        by_parent(desk, OF_2015, by=citizen(number))


def test_only_the_parent_whom_the_birth_names_files_for_a_child_without_number(desk: Desk) -> None:
    by_parent(desk, child())
    by_parent(desk, child(parent_number="089190000502"))

    with refused("not_the_parent"):
        by_parent(desk, child(parent_name="Danh Thị Mẹ"))
    with refused("not_the_parent"):
        by_parent(desk, child(parent_number="089300000777"))


def test_nobody_of_age_is_known_by_a_birth_alone(desk: Desk) -> None:
    with refused("child_of_age"):
        desk.filed(COPY, by=MOTHER, applicant=child(date="1960"), acting=GUARDIAN)


def test_a_parent_of_a_passport_says_when_the_child_was_born(desk: Desk) -> None:
    abroad = {**TOLD, "passport": {"number": "N1234567", "country": "KH"}}

    with refused("minor_unknown"):
        by_parent(desk, abroad)


def test_the_right_of_a_parent_ends_with_the_minority_of_the_child(desk: Desk) -> None:
    code = by_parent(desk, OF_OCTOBER_2008)

    assert str(state(code).acts_until) == "2026-10-05"
    with refused("authority_lapsed", until="2026-10-05"):
        desk.at("2026-10-06T09:00").make("withdraw", code, MOTHER, "Không cần nữa")


def test_who_filed_by_a_right_that_is_over_sees_what_they_filed_and_nothing_later(
    desk: Desk,
) -> None:
    code = by_parent(desk, OF_OCTOBER_2008)
    desk.ask_supplement(code, whole(code).papers[0].code)
    all_of_it = whole(code).lines

    before = reading.read(code, MOTHER, "show_dossier", now=lambda: moment("2026-10-05T23:00"))
    after = reading.read(code, MOTHER, "show_dossier", now=lambda: moment("2026-10-06T00:01"))

    assert before.lines == all_of_it
    assert after.lines == all_of_it[:1]
    assert len(all_of_it) > 1


def test_who_read_it_is_for_who_filed_it_while_their_right_lasts(desk: Desk) -> None:
    code = by_parent(desk, OF_OCTOBER_2008)
    desk.ask_supplement(code, whole(code).papers[0].code)

    reading.readings_of(code, MOTHER, now=lambda: moment("2026-10-05T23:00"))
    with refused("dossier_not_found"):
        reading.readings_of(code, MOTHER, now=lambda: moment("2026-10-06T00:01"))


def test_who_brings_it_to_the_counter_as_a_parent_is_held_to_the_same(desk: Desk) -> None:
    bearer = filing.Bearer(name="Phan Văn Đi Thay", identity_number="089200000098")

    with refused("child_of_age"):
        desk.received(COPY, how={"bearer": bearer}, applicant=OF_1960, acting=PARENT)
    with refused("not_the_parent"):
        desk.received(COPY, how={"bearer": bearer}, applicant=child(), acting=PARENT)


# ---- An authorisation ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procedure", "case"),
    [
        (MARRIAGE, None),
        (FOREIGN_MARRIAGE, None),
        (RECOGNITION, None),
        (ADOPTION, None),
        (SIGNATURE, None),
        (WILL, None),
        (RECORD, "form_2"),
    ],
)
def test_what_the_law_has_one_ask_in_person_is_not_filed_by_an_authorisation(
    desk: Desk, procedure: str, case: str | None
) -> None:
    bearer = filing.Bearer(name="Phan Văn Đi Thay", identity_number="089200000098")

    with refused("authorisation_not_allowed"):
        desk.received(procedure, how={"bearer": bearer}, case=case, acting=AUTHORISED)


def test_the_record_of_the_first_form_alone_is_asked_for_by_an_authorisation(desk: Desk) -> None:
    whole_one = desk.handed_in(RECORD, case="form_1")
    second = {**whole_one.form, "form_kind": "form_2"}

    desk.filed(RECORD, by=STRANGER, case="form_1", acting=AUTHORISED)
    with refused("authorisation_not_allowed"):
        desk.filed(RECORD, by=STRANGER, case="form_2", acting=AUTHORISED)
    # The second cannot be asked for as the first.
    with refused("form_invalid"):
        desk.filed(RECORD, by=STRANGER, case="form_1", form=second, acting=AUTHORISED)


@pytest.mark.parametrize("later", ["amended", "supplemented"])
def test_what_was_asked_for_by_an_authorisation_is_not_changed_into_what_must_not_be(
    desk: Desk, later: str
) -> None:
    code = desk.filed(RECORD, by=STRANGER, case="form_1", acting=AUTHORISED)
    second = {**whole(code).content.form, "form_kind": "form_2"}
    if later == "supplemented":
        desk.ask_supplement(code, "form")

    def changed(by: Person) -> None:
        if later == "supplemented":
            desk.make("supplement", code, by, second, ())
        else:
            desk.make("amend", code, by, second, (), {})

    # It is another case, and stays what it was filed as: nor does whose it is change it so.
    for by in (STRANGER, APPLICANT):
        with refused("form_invalid"):
            changed(by)
    assert whole(code).content.form["form_kind"] == "form_1"


def test_at_the_counter_too_no_visitor_changes_it_so(desk: Desk) -> None:
    code = desk.filed(RECORD, case="form_1")
    second = {**whole(code).content.form, "form_kind": "form_2"}
    bearer = Bearer(name="Phan Văn Đi Thay", identity_number="089200000098")
    visitor = Visitor(bearer, Acting.model_validate(AUTHORISED))

    with refused("form_invalid"):
        desk.make("amend", code, "reception", second, (), {}, visitor)


def test_a_birth_is_not_corrected_into_one_that_could_not_ask(desk: Desk) -> None:
    code = by_parent(desk, child())
    desk.approve(code, Approvable.CORRECT, "reception")
    of_age = Birth(date="1960", parent_name="Người Thử Nghiệm")

    with refused("child_of_age"):
        desk.make("correct", code, "reception", {"birth": of_age}, "Ghi nhầm ngày sinh")


def test_an_authorisation_without_a_term_lasts_a_year(desk: Desk) -> None:
    old = {"kind": "Giấy ủy quyền", "issued_on": "2020-01-01"}

    with refused("authority_lapsed", until="2021-01-01"):
        desk.filed(by=STRANGER, acting={"capacity": "authorised", "paper": old})
    code = desk.filed(by=STRANGER, acting=AUTHORISED)
    assert str(state(code).acts_until) == "2027-10-01"


def test_an_authorisation_says_its_day_or_its_last(desk: Desk) -> None:
    with refused("authority_undated"):
        desk.filed(by=STRANGER, acting={"capacity": "authorised", "paper": {"kind": "Giấy"}})


def test_who_represents_a_firm_shows_by_which_paper(desk: Desk) -> None:
    firm = {**TOLD, "kind": "firm", "tax_code": "0100112437"}

    with refused("authority_not_shown"):
        desk.filed(COPY, by=STRANGER, applicant=firm, acting={"capacity": "representative"})


# ---- The form names whose request it is ---------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "said"),
    [("applicant_name", "Người Nào Khác"), ("applicant_id", "089300000777")],
)
def test_the_form_names_no_other_than_whose_dossier_it_is(
    desk: Desk, field: str, said: str
) -> None:
    form = {**desk.handed_in(GUARDIANSHIP).form, field: said}

    with pytest.raises(Invalid) as told:
        desk.filed(GUARDIANSHIP, form=form)
    (error,) = told.value.more["errors"]
    assert (error["pointer"], error["code"]) == (f"/form/{field}", "not_the_applicant")


def test_a_name_in_capitals_is_the_same(desk: Desk) -> None:
    form = desk.handed_in(GUARDIANSHIP).form
    capitals = form["applicant_name"].upper()

    code = desk.filed(GUARDIANSHIP, form={**form, "applicant_name": capitals})

    assert whole(code).content.form["applicant_name"] == capitals


def test_a_form_sent_anew_names_no_other_either(desk: Desk) -> None:
    code = desk.filed(GUARDIANSHIP)
    form = whole(code).content.form
    desk.ask_supplement(code, "form")

    with refused("form_invalid"):
        desk.supplement(code, form={**form, "applicant_id": "089300000777"})


def test_either_of_a_couple_may_ask_and_nobody_else(desk: Desk) -> None:
    bride = desk.handed_in(MARRIAGE).form
    others = {**bride, "bride_name": "Võ Ngọc Lan", "bride_id": "001300004521"}
    man = {**OF_2015, "name": "Đinh Văn Nộp Hồ Sơ", "identity_number": "089098000500"}
    groom = {**others, "groom_name": man["name"], "groom_id": man["identity_number"]}

    desk.filed(MARRIAGE, form=bride)
    desk.filed(MARRIAGE, by=citizen("089098000500", name=man["name"]), applicant=man, form=groom)
    with refused("form_invalid"):
        desk.filed(MARRIAGE, form=others)


def test_a_parent_may_ask_in_the_form_in_place_of_the_child(desk: Desk) -> None:
    form = desk.handed_in(COPY, applicant=OF_2015).form
    parents = {**form, "applicant_name": MOTHER.name, "applicant_id": "089190000502"}

    desk.filed(COPY, by=MOTHER, applicant=OF_2015, acting=PARENT, form=parents)
    with refused("form_invalid"):
        desk.filed(COPY, by=MOTHER, applicant=OF_2015, acting=AUTHORISED, form=parents)
