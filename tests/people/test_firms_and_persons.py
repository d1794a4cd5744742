"""A firm and a citizen of one number: neither is shown what is the other's."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.foundation import ids
from chalicelib.people.audiences import FIRM, PROCESSING_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person
from chalicelib.reception import actions as reception
from tests.people.test_claims import asked, listed
from tests.support import officers
from tests.support.province import Province
from tests.support.refusals import assert_refused
from tests.support.routes import FIRM as COMPANY
from tests.support.routes import FIRMS, HOME, PERMIT, form_of, submission
from tests.support.submissions import submission as handed_in

# A citizen's identity number, and the tax code of a business that is registered with it.
NUMBER = "089300000001"


def test_a_firm_lists_no_dossier_of_the_citizen_of_its_number(province: Province) -> None:
    code = province.submitted()["code"]

    assert code not in listed(province, firm(province))


def test_a_firm_reads_no_dossier_of_the_citizen_of_its_number(province: Province) -> None:
    code = province.submitted()["code"]

    answer = asked(province, firm(province), "GET", f"/dossiers/{code}")

    assert_refused(answer, 404, "dossier_not_found")


def test_a_firm_withdraws_no_dossier_of_the_citizen_of_its_number(province: Province) -> None:
    code = province.submitted()["code"]
    order = {"reason": "Không phải của tôi"}

    answer = asked(province, firm(province), "POST", f"/dossiers/{code}/withdrawal", order)

    assert_refused(answer, 404, "dossier_not_found")


def test_a_citizen_sees_no_dossier_of_the_firm_of_their_number(province: Province) -> None:
    code = filed(province, firm(province), NUMBER)

    assert_refused(province.get(f"/dossiers/{code}", "citizen-1"), 404, "dossier_not_found")
    assert code not in listed(province, province.provider.token("citizen-1"))


def test_a_request_repeated_by_the_firm_is_not_the_citizens(province: Province) -> None:
    key = "one key for two"
    mine = province.post("/dossiers", "citizen-1", province.submission(), key=key).body["code"]

    answer = province.ask(
        "POST",
        "/dossiers",
        order=business(NUMBER),
        headers={"Authorization": f"Bearer {firm(province)}", "Idempotency-Key": key},
    )

    assert answer.status == 201
    assert answer.body["code"] != mine


@pytest.mark.parametrize("code", ["0100112437", "0300588569-001"])
def test_what_a_firm_filed_before_firms_had_keys_of_their_own_is_still_theirs(
    province: Province, code: str
) -> None:
    filed_then = stored_as_before(code)
    token = firm(province, code)

    assert filed_then in listed(province, token)
    assert asked(province, token, "GET", f"/dossiers/{filed_then}").status == 200


def test_what_a_branch_filed_without_its_hyphen_is_still_theirs(province: Province) -> None:
    filed_then = stored_as_before("0300588569002")

    assert filed_then in listed(province, firm(province, "0300588569002"))


# ---- An officer's own business ---------------------------------------------------------------


def test_an_officer_settles_no_dossier_of_their_own_business(province: Province) -> None:
    officers.grant("keeps-shop", "Cán Bộ Có Cửa Hàng", {RECEPTION_OFFICER: [HOME]})
    number = officers.number_of("keeps-shop")
    code = filed(province, firm(province, number), number)

    token = officers.token(province.provider, "keeps-shop")
    answer = asked(province, token, "POST", f"/desk/dossiers/{code}/acceptance", {})

    assert_refused(answer, 403, "own_dossier")


def test_an_officer_is_given_no_dossier_of_their_own_business(province: Province) -> None:
    number = officers.number_of("trades-too")
    order = {
        "name": "Cán Bộ Có Cửa Hàng",
        "grants": {PROCESSING_OFFICER: [HOME]},
        "identity_number": number,
    }
    assert province.put("/people/trades-too/grants", "admin-1", order).status == 200
    code = filed(province, firm(province, number), number)
    province.moved(code, "acceptance", "reception-1")

    answer = province.post(f"/desk/dossiers/{code}/assignment", "head-1", {"to": "trades-too"})

    assert_refused(answer, 403, "own_dossier")


# ---- What the tests say ----------------------------------------------------------------------


def firm(province: Province, number: str = NUMBER) -> str:
    """The token of a firm whose tax code is that number."""
    named = {"MaSoThue": number, "TenDoanhNghiep": COMPANY["organisation"]}
    token: str = province.provider.token("firm-1", sub=f"firm-{number}", **named)
    return token


def business(number: str) -> dict[str, Any]:
    applicant = {**COMPANY, "tax_code": number}
    return {**submission(FIRMS), "applicant": applicant, "form": form_of(PERMIT, applicant)}


def filed(province: Province, token: str, number: str) -> str:
    answer = asked(province, token, "POST", "/dossiers", business(number))
    assert answer.status == 201, answer.raw
    return str(answer.body["code"])


def stored_as_before(sent: str) -> str:
    """A dossier filed for another firm by one that was known as a person is, by this text."""
    key = ids.keyed_hash(ids.Purpose.PERSON, sent)
    by = Person(
        f"firm-{sent}", "Công ty Ngày Trước", frozenset({FIRM}), key=key, level=2, provider="vneid"
    )
    return reception.submit(handed_in(case=None, **submission(FIRMS)), by).dossier.code
