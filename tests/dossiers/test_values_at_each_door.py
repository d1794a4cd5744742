"""The same value typed in the same way is kept as the same at each door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.foundation import clock
from chalicelib.people import identifiers
from chalicelib.procedures import forms
from tests.support.province import Province

# field of the applicant, its format in a form, what is typed, what is kept
VALUES = [
    ("identity_number", "identity-number", "089 196 004 417", "089196004417"),
    ("identity_number", "identity-number", "089.196.004.417\r\n", "089196004417"),
    ("identity_number", "identity-number", "089\u2009196\u00a0004\u202f417", "089196004417"),
    ("tax_code", "tax-code", "0100112437001", "0100112437-001"),
    ("tax_code", "tax-code", "0100112437\u2013001", "0100112437-001"),
    ("tax_code", "tax-code", "0100 112 437", "0100112437"),
    ("phone", "phone", "0912.345.678", "0912345678"),
    ("phone", "phone", "0912-345-678", "0912345678"),
    ("phone", "phone", "(0296) 3852 123", "02963852123"),
    ("phone", "phone", "84912345678", "0912345678"),
    ("phone", "phone", "+84 (0)912 345\u2011678", "0912345678"),
    ("email", "email", " hoa@example.com\u200b", "hoa@example.com"),
    ("name", "name", " Nguyễn Thị\u00a0 Hoa\u0300\v", "Nguyễn Thị Hoà"),
    ("organisation", "name", "Công ty\r\nVí\u00ad Dụ", "Công ty Ví Dụ"),
    ("name", "name", "Ðặng Thị Hʼ Bơ\u0306ng", "Đặng Thị Hʼ Bơ\u0306ng"),
    ("address", "text", "\u2003Số 1\u2028Phường 2–3 ", "Số 1\nPhường 2-3"),
]
CLAIMS: dict[str, Callable[[object], str]] = {
    "identity-number": identifiers.claimed_identity_number,
    "tax-code": identifiers.claimed_tax_code,
}
CLAIMED = [(kind, typed, kept) for _, kind, typed, kept in VALUES if kind in CLAIMS]


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [(field, typed, kept) for field, _, typed, kept in VALUES],
    ids=ascii,
)
def test_in_a_body(province: Province, field: str, typed: str, kept: str) -> None:
    applicant = province.submission()["applicant"] | {field: typed}
    filed = province.submitted(applicant=applicant)
    assert filed["applicant"][field] == kept


@pytest.mark.parametrize(
    ("kind", "typed", "kept"), [(kind, typed, kept) for _, kind, typed, kept in VALUES], ids=ascii
)
def test_in_a_form(kind: str, typed: str, kept: str) -> None:
    schema = {"type": "object", "properties": {"x": {"type": "string", "format": kind}}}
    assert forms.check({"x": typed}, schema) == {"x": kept}


@pytest.mark.parametrize(("kind", "typed", "kept"), CLAIMED, ids=ascii)
def test_in_a_claim(kind: str, typed: str, kept: str) -> None:
    assert CLAIMS[kind](typed) == kept


TOMORROW = (clock.local_day(clock.now()) + dt.timedelta(days=1)).isoformat()
PASTED_DAYS = [f" {TOMORROW}", TOMORROW.replace("-", "\u2011"), f"{TOMORROW}\u200b\u2028"]


@pytest.mark.parametrize("typed", PASTED_DAYS, ids=["blank", "hyphen", "break"])
def test_a_day_in_a_body_a_form_and_a_query(province: Province, typed: str) -> None:
    order = {"agency": "H01.51", "day": typed, "size": 1}
    schema = {"properties": {"x": {"type": "string", "format": "date"}}}
    assert province.post("/desk/outages", "reception-1", order).body["day"] == TOMORROW
    assert province.get("/procedures/1.001193", on=typed).status == 200
    assert forms.check({"x": typed}, schema) == {"x": TOMORROW}


@pytest.mark.parametrize("typed", [" H01.51", "H01.51\r\n", "H01\u200b.51\u2003"], ids=ascii)
def test_an_agency_in_a_body_and_a_query(province: Province, typed: str) -> None:
    listed = province.get("/procedures", agency=typed)
    assert listed.body == province.get("/procedures", agency="H01.51").body
    assert province.submitted(agency=typed)["code"].startswith("H01.51-")


@pytest.mark.parametrize("turned", ["Hoa\u202eMai", "Hoa\u2067Mai", "Hoa\u200fMai"], ids=ascii)
def test_a_mark_that_turns_the_direction_is_refused_in_a_body_and_in_a_form(
    province: Province, turned: str
) -> None:
    order: dict[str, Any] = province.submission()
    named = {**order, "applicant": {**order["applicant"], "name": turned}}
    formed = {**order, "form": {**order["form"], "child_name": turned}}
    codes = [province.post("/dossiers", "citizen-1", one).body["code"] for one in (named, formed)]
    assert codes == ["invalid_request", "form_invalid"]


# What is printed of a request: the member, and its code if Latin letters are needed.
@pytest.mark.parametrize("member", ["name", "organisation", "address"])
def test_what_the_forms_cannot_draw_is_asked_for_in_latin_letters(
    province: Province, member: str
) -> None:
    order = province.submission()
    order["applicant"] = {**order["applicant"], member: "សុខ Nguyễn Ví Dụ"}
    refused = province.post("/dossiers", "citizen-1", order)
    (error,) = refused.body["errors"]
    assert (error["pointer"], error["code"]) == (f"/applicant/{member}", "latin_spelling_needed")


def test_a_reason_that_is_printed_is_asked_for_in_latin_letters(province: Province) -> None:
    code = province.submitted()["code"]
    order = {"reason": "Thiếu chữ ký của ông សុខ"}
    refused = province.post(f"/desk/dossiers/{code}/refusal", "reception-1", order)
    assert [one["code"] for one in refused.body["errors"]] == ["latin_spelling_needed"]


@pytest.mark.parametrize(
    ("move", "order", "pointer"),
    [
        ("refusal", {"reason": "."}, "/reason"),
        (
            "supplement-request",
            {"defects": [{"about": "TK.KS", "reason": "..."}]},
            "/defects/0/reason",
        ),
    ],
)
def test_a_reason_that_is_printed_is_said_in_words(
    province: Province, move: str, order: dict[str, Any], pointer: str
) -> None:
    code = province.submitted()["code"]
    refused = province.post(f"/desk/dossiers/{code}/{move}", "reception-1", order)
    assert [one["pointer"] for one in refused.body["errors"]] == [pointer]
