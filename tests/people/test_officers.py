"""An officer is known by an identity number, so that nobody settles their own dossier."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.foundation.errors import Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.actions import identify
from tests.people.test_claims import asked
from tests.support import officers
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused, pointers
from tests.support.routes import AWAY, HOME

RECEPTION = {roles.RECEPTION_OFFICER: [HOME]}


@pytest.fixture
def unnumbered(province: Province, request: pytest.FixtureRequest) -> str:
    """An officer whom the set-up granted without a number; the test's own."""
    subject = f"of {request.node.name}"[:120]
    people.grant(subject, "Cán Bộ Chưa Có Số", RECEPTION)
    return subject


# ---- At sign-in ------------------------------------------------------------------------------


def test_an_officer_is_known_by_the_number_of_their_token(
    province: Province, unnumbered: str
) -> None:
    who = identify(officers.token(province.provider, unnumbered))

    assert who.key == people.key_of(roles.CITIZEN, officers.number_of(unnumbered))


def test_who_was_granted_without_a_number_settles_no_dossier_of_their_own(
    province: Province, unnumbered: str
) -> None:
    applicant = province.submission()["applicant"]
    own = {**applicant, "identity_number": officers.number_of(unnumbered)}
    code = province.submitted(applicant=own)["code"]

    token = officers.token(province.provider, unnumbered)
    answer = asked(province, token, "POST", f"/desk/dossiers/{code}/acceptance", {})

    assert_refused(answer, 403, "own_dossier")


def test_an_officer_of_whom_no_number_is_known_is_refused(
    province: Province, unnumbered: str
) -> None:
    token = officers.token(province.provider, unnumbered, SoDinhDanh=None)

    answer = asked(province, token, "GET", "/desk/dossiers")

    assert_refused(answer, 403, "identity_number_needed")
    assert "quản trị cơ quan" in answer.body["title"]


def test_an_officer_whose_token_has_no_number_is_known_by_their_grants(province: Province) -> None:
    officers.grant("kept-number", "Cán Bộ Có Số", RECEPTION)

    who = identify(officers.token(province.provider, "kept-number", SoDinhDanh=None))

    assert who.key == people.key_of(roles.CITIZEN, officers.number_of("kept-number"))


def test_an_officer_whose_token_and_grants_disagree_is_refused(province: Province) -> None:
    officers.grant("disagrees", "Cán Bộ Nhầm Số", RECEPTION)
    token = officers.token(province.provider, "disagrees", SoDinhDanh="001190999999")

    answer = asked(province, token, "GET", "/desk/dossiers")

    assert_refused(answer, 403, "identity_number_differs")


@pytest.mark.parametrize("sent", ["12 chữ số", 1.5, "0011909999999"])
def test_an_officer_whose_tokens_number_is_none_is_refused(province: Province, sent: Any) -> None:
    token = province.provider.token("reception-1", SoDinhDanh=sent)

    assert_refused(asked(province, token, "GET", "/desk/dossiers"), 403, "claimed_number_invalid")


@pytest.mark.parametrize("written", ["{0:.3} {0[3]}{0[4]}{0[5]}.{1}", "{0}"])
def test_an_officers_number_may_be_written_with_blanks_and_dots(
    province: Province, written: str
) -> None:
    number = officers.number_of("reception-1")
    token = province.provider.token("reception-1", SoDinhDanh=written.format(number, number[6:]))

    assert asked(province, token, "GET", "/desk/dossiers").status == 200


def test_a_system_has_no_number_and_needs_none(province: Province) -> None:
    people.grant("software-1", "Phần mềm hộ tịch", {roles.PARTNER_SYSTEM: ["*"]})

    token = officers.token(province.provider, "software-1", SoDinhDanh=None)

    assert identify(token).roles == {roles.PARTNER_SYSTEM}
    assert people.officer("software-1").key == ""


def test_a_system_that_is_an_officer_as_well_needs_a_number(province: Province) -> None:
    people.grant("software-2", "Phần mềm", {roles.PARTNER_SYSTEM: ["*"], **RECEPTION})

    token = officers.token(province.provider, "software-2", SoDinhDanh=None)

    assert_refused(asked(province, token, "GET", "/desk/dossiers"), 403, "identity_number_needed")


# ---- Named by somebody else ------------------------------------------------------------------


def test_an_officer_without_a_number_is_given_no_dossier(province: Province) -> None:
    people.grant("no-number", "Cán Bộ Chưa Có Số", {roles.PROCESSING_OFFICER: [HOME]})
    code = province.accepted()["code"]

    answer = province.post(f"/desk/dossiers/{code}/assignment", "head-1", {"to": "no-number"})

    assert_refused(answer, 422, "officer_without_number")


def test_an_officer_without_a_number_is_approved_nothing(
    province: Province, unnumbered: str
) -> None:
    code = province.submitted()["code"]
    order = {"move": "correct", "officer": unnumbered, "reason": "Gõ nhầm", "fields": ["phone"]}

    answer = province.post(f"/desk/dossiers/{code}/approvals", "head-1", order)

    assert_refused(answer, 422, "officer_without_number")


def test_an_officer_without_a_number_has_a_name_all_the_same(unnumbered: str) -> None:
    assert people.name_of(unnumbered) == "Cán Bộ Chưa Có Số"


# ---- Granting --------------------------------------------------------------------------------


def test_a_role_is_given_to_nobody_without_a_number(province: Province) -> None:
    answer = put(province, "newcomer", RECEPTION)

    assert_refused(answer, 422, "identity_number_needed")
    assert pointers(answer) == ["/identity_number"]


def test_a_number_that_is_kept_need_not_be_sent_again(province: Province) -> None:
    number = officers.number_of("comes-again")
    assert put(province, "comes-again", RECEPTION, identity_number=number).status == 200

    assert put(province, "comes-again", {roles.HEAD_OFFICER: [HOME]}).status == 200
    assert people.officer("comes-again").key == people.key_of(roles.CITIZEN, number)


def test_roles_that_stay_as_they_are_need_a_number(province: Province, unnumbered: str) -> None:
    assert_refused(put(province, unnumbered, RECEPTION), 422, "identity_number_needed")


def test_a_role_is_taken_away_from_who_has_no_number(province: Province) -> None:
    people.grant("at-both", "Cán Bộ Hai Nơi", {roles.PROCESSING_OFFICER: [HOME, AWAY]})

    assert put(province, "at-both", {roles.PROCESSING_OFFICER: [AWAY]}).status == 200
    assert put(province, "at-both", {}).status == 200


def test_a_system_is_granted_without_a_number(province: Province) -> None:
    assert put(province, "software-3", {roles.PARTNER_SYSTEM: ["*"]}).status == 200


def test_who_may_not_grant_is_not_told_whether_a_number_is_kept(
    province: Province, unnumbered: str
) -> None:
    officers.grant("admin-away", "Quản Trị Nơi Khác", {roles.AGENCY_ADMIN: [AWAY]})
    token = officers.token(province.provider, "admin-away")
    order = {"name": "Cán Bộ Chưa Có Số", "grants": RECEPTION}

    answer = asked(province, token, "PUT", f"/people/{unnumbered}/grants", order)

    assert_refused(answer, 403, "other_agency")


def test_the_same_number_again_changes_nothing(province: Province) -> None:
    number = officers.number_of("twice-the-same")
    first, again = (
        put(province, "twice-the-same", RECEPTION, identity_number=number) for _ in range(2)
    )

    assert (first.status, again.body) == (200, first.body)


def test_a_number_sent_again_makes_the_officers_business_known_too(province: Province) -> None:
    officers.grant("set-up-before", "Cán Bộ Chưa Có Số", RECEPTION)
    number = officers.number_of("set-up-before")

    assert put(province, "set-up-before", RECEPTION, identity_number=number).status == 200

    found = people.officer("set-up-before")
    assert found.business_key == people.key_of(roles.FIRM, number)


@pytest.mark.parametrize("role", sorted(roles.PROVINCE_ROLES))
def test_a_role_of_the_province_is_not_given_at_one_agency(province: Province, role: str) -> None:
    number = officers.number_of("little-king")

    answer = put(province, "little-king", {role: [HOME]}, identity_number=number)

    assert_refused(answer, 422, "role_of_the_province")


def test_the_example_of_the_description_leaves_its_officer_signed_in(province: Province) -> None:
    described = province.get("/openapi.json").body["components"]["schemas"]["GrantsOrder"]
    (order,) = described["examples"]
    assert province.put("/people/officer-1/grants", "admin-1", order).status == 200

    assert province.get("/desk/dossiers", "officer-1").status == 200


# ---- The name of an account ------------------------------------------------------------------

IRREGULAR = [
    "admin-1 ",
    " admin-1",
    "admin-1%20",  # quoted twice
    "admin\t1",
    "admin-1\0",
    "admin-1\n",
    "admin\u00a01",
    "qua\u0309n-tri",
    "\u0430dmin-1",  # a Cyrillic letter
    "a" * 121,
]


@pytest.mark.parametrize("subject", IRREGULAR)
def test_nobody_is_granted_under_a_name_that_no_account_has(
    province: Province, subject: str
) -> None:
    answer = put(province, subject, RECEPTION, identity_number="001190999998")

    assert_refused(answer, 422, "invalid_subject")


@pytest.mark.parametrize("subject", IRREGULAR)
def test_nobody_is_found_under_a_name_that_no_account_has(province: Province, subject: str) -> None:
    answer = province.get(f"/people/{subject}/grants", "admin-1")

    assert_refused(answer, 404, "unknown_officer")


@pytest.mark.parametrize("subject", ["admin-1 ", "", "quản-trị", "a" * 121])
def test_set_up_grants_nobody_under_such_a_name(province: Province, subject: str) -> None:
    with pytest.raises(Refusal, match="invalid_subject"):
        people.grant(subject, "Ai Đó", RECEPTION)


@pytest.mark.parametrize("subject", ["admin-1 ", "\tadmin-1", "quản-trị", "a" * 121, ""])
@pytest.mark.parametrize("account", ["admin-1", "citizen-1", "firm-1"])
def test_nobody_signs_in_under_such_a_name(province: Province, account: str, subject: str) -> None:
    token = province.provider.token(account, sub=subject)

    assert_refused(asked(province, token, "GET", "/dossiers"), 401, "token_invalid")


@pytest.mark.parametrize("subject", ["a", "auth0|5f7c", "Ab.c@x_y:z/1", "two words", "a" * 120])
def test_a_name_that_an_account_can_have_is_taken_as_it_is(
    province: Province, subject: str
) -> None:
    officers.grant(subject, "Ai Đó", RECEPTION)

    assert identify(officers.token(province.provider, subject)).subject == subject


# ---- What the tests say ----------------------------------------------------------------------


def put(province: Province, subject: str, grants: dict[str, list[str]], **more: Any) -> Answer:
    """Granted by the administrator of the province, to somebody of one name."""
    order = {"name": "Cán Bộ Chưa Có Số", "grants": grants, **more}
    return province.put(f"/people/{subject}/grants", "admin-1", order)
