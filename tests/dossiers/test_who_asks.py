"""Who asks, for whom, by what right: nobody invents a number, nobody acts without a right."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.applicants import Applicant
from chalicelib.dossiers.shapes import EIdentityGiven
from chalicelib.dossiers.wording import EXAMPLE_APPLICANT
from chalicelib.foundation import table
from chalicelib.people import actions as people
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import OnlineService
from chalicelib.reception import filing, model
from tests.support import officers
from tests.support.desk import APPLICANT, MORNING, STRANGER, Desk, last, moment, refused, whole
from tests.support.desk import desk as staffed
from tests.support.people import citizen
from tests.support.province import Answer, Province, token_of
from tests.support.refusals import assert_refused, without_writing

HERE = "H01.53"
DECLARATION = "TK.GH"
OWNER_NUMBER = "089300000500"
LATER = "2026-10-20"
AUTHORISED = {
    "capacity": "authorised",
    "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01", "until": LATER},
}
MAI = {
    **EXAMPLE_APPLICANT,
    "name": "Nguyễn Thị Hoa Mai",
    "identity_number": "089300000001",
    "phone": "0912000001",
}
COPY = {
    "procedure": "2.000815",
    "case": None,
    "form": {},
    "papers": [{"code": "GT.BC", "originals": 1}],
}
WITHOUT_NUMBER = {
    key: one for key, one in EXAMPLE_APPLICANT.items() if key not in ("identity_number", "phone")
}
SCHOOL = {
    **WITHOUT_NUMBER,
    "kind": "organisation",
    "organisation": "Trường Mầm non Ví Dụ",
    "phone": "0912000096",
}
FOREIGNER = {**WITHOUT_NUMBER, "passport": {"number": "N 1234567", "country": "kh"}}
CHILD = {
    **WITHOUT_NUMBER,
    "name": "Danh Thị Bé Ba",
    "birth": {"date": "2024", "parent_name": "Danh Văn Cha"},
    "no_phone_reason": "Gia đình không dùng điện thoại",
}


WHO_BRINGS = {"name": "Phan Văn Đi Thay", "identity_number": "001200000098"}


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return staffed(HERE)


def received(province: Province, **changes: Any) -> Answer:
    """Brought to the counter."""
    order = province.submission(**{"channel": "counter", **changes})
    return province.post("/desk/dossiers", "reception-1", order)


def listed(province: Province, who: str) -> list[str]:
    found = province.get("/dossiers", who, limit=100).body["dossiers"]
    return [one["code"] for one in found]


# ---- Who can ask: nothing is made up ------------------------------------------------------------


def test_a_body_without_tax_code_is_known_by_the_decision_that_set_it_up(
    province: Province,
) -> None:
    school = {**SCHOOL, "established": {"decision": "45/QĐ-UBND", "on": "1998-09-05"}}
    papers = [{"code": one["code"], "originals": 1} for one in required("2.000815")]

    told = {**COPY, "papers": papers, "handed_in_by": WHO_BRINGS}
    answer = received(province, **told, applicant=school)

    assert answer.status == 201, answer.body
    assert answer.body["applicant"]["established"]["decision"] == "45/QĐ-UBND"


def test_no_decision_that_set_a_body_up_lies_ahead(province: Province) -> None:
    school = {**SCHOOL, "established": {"decision": "45/QĐ-UBND", "on": "2099-09-05"}}
    told = {**COPY, "applicant": school, "handed_in_by": WHO_BRINGS}

    answer = without_writing(lambda: received(province, **told))

    assert_refused(answer, 422, "invalid_request")


@pytest.mark.parametrize("kind", ["state_body", "organisation"])
def test_a_body_of_which_nothing_is_known_is_refused(province: Province, kind: str) -> None:
    answer = without_writing(lambda: received(province, applicant={**SCHOOL, "kind": kind}))

    assert_refused(answer, 422, "invalid_request")


def test_a_foreigner_is_known_by_passport_and_country(province: Province) -> None:
    answer = received(province, applicant={**FOREIGNER, "phone": "+855 12 345 678"})

    assert answer.status == 201, answer.body
    assert answer.body["applicant"]["passport"] == {"number": "N1234567", "country": "KH"}
    assert answer.body["applicant"]["phone"] == "+85512345678"
    assert province.look_up(answer.body["code"], "4567").status == 200


def test_a_passport_of_another_country_is_another_persons() -> None:
    keys = {people.key_of(*passport(country).identity) for country in ("KH", "LA")}

    assert len(keys) == 2


def test_a_child_without_number_is_known_by_its_birth_and_proved_by_the_receipt_alone(
    province: Province,
) -> None:
    answer = received(province, applicant=CHILD, handed_in_by=WHO_BRINGS)

    assert answer.status == 201, answer.body
    assert answer.body["look_up_by"] == ["receipt", "four_digits"]  # those of who brought it
    assert province.look_up(answer.body["code"], token_of(answer.body["code"])).status == 200


def test_a_child_is_one_whichever_way_its_name_is_typed() -> None:
    name = CHILD["name"]
    keys = {
        people.key_of(*Applicant.model_validate({**CHILD, "name": one}).identity)
        for one in (name, name.upper(), f" {name}  ")
    }

    assert len(keys) == 1


def test_a_child_born_later_is_refused(province: Province) -> None:
    child = {**CHILD, "birth": {**CHILD["birth"], "date": "2099-01"}}

    answer = without_writing(lambda: received(province, applicant=child, handed_in_by=WHO_BRINGS))

    assert_refused(answer, 422, "born_later")


# ---- By what right somebody files for another ---------------------------------------------------


def test_nobody_files_for_another_without_a_right(province: Province) -> None:
    answer = without_writing(
        lambda: province.post("/dossiers", "citizen-1", province.submission(acting=None))
    )

    assert_refused(answer, 403, "authority_needed")


def test_whoever_files_their_own_needs_no_right(province: Province) -> None:
    filed = province.submitted(applicant=MAI, acting=None)

    assert filed["acting"] is None


@pytest.mark.parametrize(
    ("kind", "capacity"), [("citizen", "representative"), ("firm", "parent"), ("firm", "guardian")]
)
def test_a_right_must_fit_whose_request_it_is(desk: Desk, kind: str, capacity: str) -> None:
    firm = {"kind": "firm", "tax_code": "0100112437", "name": "Ai", "phone": "0912000001"}
    applicant = {**EXAMPLE_APPLICANT, **(firm if kind == "firm" else {})}
    paper = {"kind": "Giấy tờ"}

    with refused("authority_wrong_kind"):
        desk.filed(
            "1.013228" if kind == "firm" else "1.004837",
            applicant=applicant,
            acting={"capacity": capacity, "paper": paper},
        )


def test_a_right_that_has_lapsed_files_nothing(desk: Desk) -> None:
    with refused("authority_lapsed", until=LATER):
        desk.at("2026-10-21T09:00").filed(by=STRANGER, acting=AUTHORISED)


def test_whoever_files_by_a_right_withdraws_while_it_lasts(desk: Desk) -> None:
    code = desk.filed(by=STRANGER, acting=AUTHORISED)

    desk.at(f"{LATER}T16:00").make("withdraw", code, STRANGER, "Chủ hồ sơ đổi ý")

    assert last(code).kind == "withdrawn"


def test_once_the_right_has_lapsed_its_holder_moves_nothing_and_the_owner_does(desk: Desk) -> None:
    code = desk.filed(by=STRANGER, acting=AUTHORISED)
    then = desk.at("2026-10-21T09:00")

    with refused("authority_lapsed", until=LATER):
        then.make("withdraw", code, STRANGER, "Chủ hồ sơ đổi ý")
    then.make("withdraw", code, APPLICANT, "Tôi đổi ý")

    assert last(code).kind == "withdrawn"


def test_who_brings_it_to_the_counter_is_kept_beside_whose_it_is(desk: Desk) -> None:
    bearer = filing.Bearer(name="Phan Văn Đi Thay", identity_number="001200000098")
    code = desk.received(how={"bearer": bearer}, acting=AUTHORISED).dossier.code

    content = whole(code).content
    assert (content.submitter, content.applicant.name) == (bearer.name, "Đinh Thị Nộp Hồ Sơ")
    assert content.bearer == bearer
    assert content.acting is not None


def test_who_brings_it_for_another_must_have_a_right(desk: Desk) -> None:
    bearer = filing.Bearer(name="Phan Văn Đi Thay", identity_number="001200000098")

    with refused("authority_needed"):
        desk.received(how={"bearer": bearer}, acting=None)


def test_an_officer_receives_nothing_that_they_bring_themselves(desk: Desk) -> None:
    own = citizen("089300000778")
    officers.grant("brings it", "Người Mang Đến", {"reception": [HERE]}, key=own.key)
    bearer = filing.Bearer(name="Người Mang Đến", identity_number="089300000778")

    with refused("own_dossier"):
        desk.received(by=people.officer("brings it"), how={"bearer": bearer}, acting=AUTHORISED)


def test_ones_own_number_is_filed_under_ones_own_name_alone(province: Province) -> None:
    order = province.submission(applicant={**MAI, "name": "Trần Thị Tên Khác"}, acting=None)

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "not_your_name")


@pytest.mark.parametrize("typed", [MAI["name"].upper(), unicodedata.normalize("NFD", MAI["name"])])
def test_a_name_in_capitals_or_in_other_marks_is_ones_own(province: Province, typed: str) -> None:
    filed = province.submitted(applicant={**MAI, "name": typed}, acting=None)

    assert filed["acting"] is None


@pytest.mark.parametrize("applicant", [CHILD, {**SCHOOL, "tax_code": "0100112437"}])
def test_no_child_and_no_body_hands_in_itself(
    province: Province, applicant: dict[str, Any]
) -> None:
    told = {**COPY, "applicant": applicant}
    answer = without_writing(lambda: received(province, **told))

    assert_refused(answer, 422, "handed_in_by_needed")


def test_a_right_with_a_last_day_has_the_day_on_which_it_was_given(province: Province) -> None:
    undated = {**AUTHORISED, "paper": {"kind": "Giấy ủy quyền", "until": "2099-12-31"}}
    order = province.submission(acting=undated)

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "invalid_request")


def test_a_right_is_kept_as_what_was_said_and_no_register_confirmed(province: Province) -> None:
    filed = province.submitted()

    assert filed["acting"]["basis"] == "as_said"


# ---- Who sees it --------------------------------------------------------------------------------


def test_the_owner_finds_what_another_filed_for_them(province: Province) -> None:
    code = province.submitted(by="citizen-2", applicant=MAI)["code"]

    assert code in listed(province, "citizen-1")
    assert code in listed(province, "citizen-2")
    order = {"reason": "Tôi không cần nữa"}
    assert province.post(f"/dossiers/{code}/withdrawal", "citizen-1", order).status == 200


def test_what_others_filed_and_ones_own_are_one_list_in_pages(province: Province) -> None:
    codes = [province.submitted(by=by, applicant=MAI)["code"] for by in ("citizen-1", "citizen-2")]

    first = province.get("/dossiers", "citizen-1", limit=1).body
    second = province.get("/dossiers", "citizen-1", limit=1, cursor=first["next"]).body

    shown = [one["code"] for page in (first, second) for one in page["dossiers"]]
    assert shown == codes[::-1]


def test_whose_number_was_typed_wrong_finds_it_no_more_once_it_is_corrected(
    province: Province,
) -> None:
    code = province.submitted(by="citizen-2", applicant=MAI)["code"]
    whose = {"officer": "reception-1", "reason": "Gõ nhầm"}
    order = {"move": "correct", "fields": ["identity_number"], **whose}
    assert province.post(f"/desk/dossiers/{code}/approvals", "head-1", order).status == 200

    province.moved(
        code,
        "correction",
        "reception-1",
        applicant={"identity_number": "087200000002"},
        reason="Gõ nhầm",
    )

    assert code not in listed(province, "citizen-1")
    assert listed(province, "citizen-2").count(code) == 1
    assert table.get(f"DOSSIER#{code}", "OWNER") is None


def test_the_receipt_names_who_brought_it_and_whose_it_is(province: Province) -> None:
    bearer = {"name": "Phan Văn Đi Thay", "identity_number": "001200000098"}
    code = received(province, handed_in_by=bearer).body["code"]

    receipt = province.ask(
        "GET", f"/dossiers/{code}/receipt", "reception-1", headers={"Accept": "application/json"}
    ).body

    assert receipt["submitter_name"] == "Phan Văn Đi Thay"
    assert receipt["owner_name"] == EXAMPLE_APPLICANT["name"]


@pytest.mark.parametrize(
    ("applicant", "said"),
    [(FOREIGNER | {"phone": "+12025550123"}, "N1234567 (KH)"), (CHILD, None)],
)
def test_a_receipt_says_by_what_somebody_without_number_is_known(
    province: Province, applicant: dict[str, Any], said: str | None
) -> None:
    brings = WHO_BRINGS if "birth" in applicant else None
    code = received(province, applicant=applicant, handed_in_by=brings).body["code"]

    receipt = province.ask(
        "GET", f"/dossiers/{code}/receipt", "reception-1", headers={"Accept": "application/json"}
    ).body

    assert (receipt["passport"], receipt["identity_number"]) == (said, None)


# ---- How they signed in -------------------------------------------------------------------------


def with_token(province: Province, **claims: Any) -> Answer:
    headers = {"Authorization": f"Bearer {province.provider.token('citizen-1', **claims)}"}
    order = province.submission(applicant=MAI)
    return province.ask("POST", "/dossiers", order=order, headers=headers)


@pytest.mark.parametrize("level", ["LoA1", "", "LoA9"])
def test_a_sign_in_of_too_low_a_level_files_nothing(province: Province, level: str) -> None:
    answer = without_writing(lambda: with_token(province, acr=level))

    assert_refused(answer, 403, "sign_in_level_too_low")
    assert answer.body["needed"] == 2


def test_a_procedure_may_need_another_level_than_the_rules_say(province: Province) -> None:
    day = moment(MORNING).date()
    named, rules = procedures.in_force("1.004837", day), agencies.rules_on(day)
    online = OnlineService(service="full", sign_in_level=1)
    own = named.model_copy(update={"version": named.version.model_copy(update={"online": online})})

    assert procedures.sign_in_level(named, rules) == 2
    assert procedures.sign_in_level(own, rules) == 1


def test_an_account_that_the_rules_of_the_day_do_not_name_files_nothing(
    province: Province,
) -> None:
    answer = without_writing(lambda: with_token(province, loginIdp=""))

    assert_refused(answer, 403, "identity_provider_not_accepted")
    assert answer.body["accepted"] == ["vneid"]


# ---- What is declared, and what the counter checked ---------------------------------------------


def test_nothing_is_filed_online_that_is_not_declared(province: Province) -> None:
    answer = without_writing(
        lambda: province.post("/dossiers", "citizen-1", province.submission(declared=False))
    )

    assert_refused(answer, 422, "declaration_needed")
    shown = province.get(f"/procedures/{province.submission()['procedure']}").body
    assert answer.body["declaration"] == shown["declaration"]


def test_which_text_was_declared_is_kept_with_the_submission(desk: Desk) -> None:
    online, at_counter = desk.filed(), desk.received().dossier.code

    assert [dict(last(code).data.declared) for code in (online, at_counter)] == [  # type: ignore[attr-defined]
        {"on": "screen", "text": "2018"},
        {"on": "paper", "text": "2018"},
    ]


def test_whether_an_electronic_identity_was_checked_is_kept(province: Province) -> None:
    checked = received(province, e_identity={"state": "checked", "how": "card"}).body
    silent = received(province).body

    shown = [one["timeline"][0]["data"]["e_identity"] for one in (checked, silent)]
    assert shown == [{"state": "checked", "how": "card"}, {"state": "not_asked"}]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (None, "e_identity_needed"),
        ({"state": "not_asked"}, "e_identity_needed"),
        ({"state": "none"}, "e_identity_needed"),
        ({"state": "none", "reason": "Chưa có tài khoản định danh"}, None),
        ({"state": "checked", "how": "vneid"}, None),
    ],
)
@pytest.mark.usefixtures("province")
def test_where_the_rules_ask_no_electronic_identity_is_passed_over(
    told: dict[str, str] | None, code: str | None
) -> None:
    """QĐ 43/2024 Điều 12 khoản 1."""
    rules = agencies.rules_on(moment(MORNING).date())
    asks = rules._replace(rules={**rules.rules, "e_identity_at_counter": {"value": True}})
    given = EIdentityGiven.model_validate(told).e_identity() if told else None

    if code is None:
        model.must_have_checked(given, asks)
    else:
        with refused(code):
            model.must_have_checked(given, asks)


def test_an_electronic_identity_stands_for_a_paper_with_what_was_seen_in_it(
    province: Province,
) -> None:
    seen = {
        "paper": province.submission()["papers"][-1]["code"],
        "reason": "Đã xem trên căn cước điện tử",
        "shown_by": "vneid",
        "data": ["Nơi thường trú"],
    }
    order = {"papers": province.submission()["papers"][:-1], "waived": [seen]}

    unchecked = received(province, **order)
    answer = received(province, **order, e_identity={"state": "checked", "how": "vneid"})

    assert_refused(unchecked, 422, "invalid_request")
    waived = answer.body["timeline"][0]["data"]["waived"][0]
    assert (waived["shown_by"], waived["data"]) == ("vneid", ["Nơi thường trú"])


def test_nothing_is_seen_in_an_identity_that_nobody_checked_at_acceptance_either(
    province: Province,
) -> None:
    papers = province.submission()["papers"]
    code = province.submitted(papers=papers[:-1])["code"]
    seen = {
        "paper": papers[-1]["code"],
        "reason": "Đã xem trên căn cước điện tử",
        "shown_by": "vneid",
        "data": ["Nơi thường trú"],
    }
    path, checked = f"/desk/dossiers/{code}/acceptance", {"state": "checked", "how": "vneid"}

    unchecked = province.post(path, "reception-1", {"waived": [seen]})
    answer = province.post(path, "reception-1", {"waived": [seen], "e_identity": checked})

    assert_refused(unchecked, 422, "e_identity_not_checked")
    assert answer.body["timeline"][-1]["data"]["e_identity"] == checked


def required(procedure: str) -> list[dict[str, Any]]:
    version = procedures.in_force(procedure, moment(MORNING).date()).version
    return [dict(one) for one in version.case(None).papers if one.required]


def passport(country: str) -> Applicant:
    given = {**FOREIGNER, "phone": "0912000001"}
    return Applicant.model_validate({**given, "passport": {"number": "N1", "country": country}})
