"""Whose dossier it is, and what others can see of it."""

from __future__ import annotations

from typing import Any

from chalicelib.dossiers import store
from chalicelib.foundation import ids
from tests.support.province import Province
from tests.support.submissions import complete


def firms(province: Province) -> dict[str, Any]:
    """A firm's dossier, filed by somebody else, who also typed a person's number."""
    applicant = {
        **province.submission()["applicant"],
        "kind": "firm",
        "tax_code": "0100112437",
        "identity_number": "089300000001",
        "organisation": "Công ty TNHH Ví Dụ",
    }
    order = {
        "procedure": "1.012790",
        "agency": "H01.14.01",
        "applicant": applicant,
        "form": complete("1.012790", applicant=applicant)["form"],
        "acting": {"capacity": "representative", "paper": {"kind": "Giấy giới thiệu"}},
        "declared": True,
    }
    answer = province.post("/dossiers", "citizen-2", order)
    assert answer.status == 201, answer.body
    return answer.body


def test_a_firm_owns_its_dossier_by_its_tax_code(province: Province) -> None:
    code = firms(province)["code"]
    assert province.get(f"/dossiers/{code}", "firm-1").status == 200
    assert province.look_up(code, "2437").status == 200


def test_a_number_that_was_only_typed_opens_nothing(province: Province) -> None:
    assert province.get(f"/dossiers/{firms(province)['code']}", "citizen-1").status == 404


def test_an_officer_of_another_agency_learns_nothing_of_the_last_change(
    province: Province,
) -> None:
    code = province.accepted()["code"]
    answer = province.post(f"/desk/dossiers/{code}/acceptance", "reception-2", {"version": 99})
    assert (answer.status, answer.body["code"]) == (403, "other_agency")
    assert "changed" not in answer.body


def test_the_receipt_of_a_lost_dossier_does_not_open_the_one_that_got_its_code(
    province: Province,
) -> None:
    code = province.submitted()["code"]
    of_the_lost_one = ids.lookup_token(code, "another!")
    assert store.load(code).dossier.look_up_key != "another!"
    assert province.look_up(code, of_the_lost_one).status == 404
