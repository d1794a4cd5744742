"""What a token says of somebody is made regular as everything else is, or the person is refused."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from chalicelib.people import claims, wire
from chalicelib.people.actions import identify
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused
from tests.support.routes import FIRMS, submission

CITIZENS, BRANCH = "089300000001", "0100112437-001"


# ---- Numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent", [CITIZENS, " 089 300 000 001 ", "089.300.000.001", 89300000001, "089300000001\n"]
)
def test_an_identity_number_is_known_however_the_token_writes_it(sent: Any) -> None:
    number = claims.identity_number({wire.IDENTITY_NUMBER: sent})

    assert number == (CITIZENS, str(sent))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("0100112437", "0100112437"),
        (" 0100 112 437 ", "0100112437"),
        (BRANCH, BRANCH),
        ("0100112437001", BRANCH),
        (CITIZENS, CITIZENS),
        (100112437, "0100112437"),  # leading zeros are lost
        (100112437001, BRANCH),
        (89300000001, CITIZENS),
        (1600190393, "1600190393"),
    ],
)
def test_a_tax_code_is_known_however_the_token_writes_it(sent: Any, kept: str) -> None:
    number = claims.tax_code({wire.TAX_CODE: sent})

    assert number == (kept, str(sent))


@pytest.mark.parametrize("sent", [None, "", "  "])
def test_a_token_without_a_number_has_none(sent: Any) -> None:
    assert claims.identity_number({wire.IDENTITY_NUMBER: sent}) is None
    assert claims.tax_code({wire.TAX_CODE: sent}) is None


@pytest.mark.parametrize(
    "sent",
    [
        "08930000000",
        "0893000000012",
        "08930000000a",
        "０８９３０００００００１",
        8930000000100,
        -89300000001,
        89300000001.5,
        True,
        [CITIZENS],
        {"number": CITIZENS},
    ],
)
def test_a_citizen_whose_number_is_none_is_refused(province: Province, sent: Any) -> None:
    token = province.provider.token("citizen-1", SoDinhDanh=sent)

    assert_refused(asked(province, token, "GET", "/dossiers"), 403, "claimed_number_invalid")


@pytest.mark.parametrize(
    "sent",
    [
        "0100112438",
        "0100112437-01",
        100112438,
        1000000001,  # of a firm, or of a person of Hà Nội without two zeros
        -100112437,
        1e9,
        False,
        ["0100112437"],
    ],
)
def test_a_firm_whose_tax_code_is_none_or_could_be_two_is_refused(
    province: Province, sent: Any
) -> None:
    token = province.provider.token("firm-1", MaSoThue=sent)

    assert_refused(asked(province, token, "GET", "/dossiers"), 403, "claimed_number_invalid")


@pytest.mark.parametrize("sent", [" 089 300 000 001 ", 89300000001])
def test_a_citizen_sees_the_same_dossiers_however_their_number_is_written(
    province: Province, sent: Any
) -> None:
    code = province.submitted()["code"]
    token = province.provider.token("citizen-1", SoDinhDanh=sent)

    assert code in listed(province, token)
    assert asked(province, token, "GET", f"/dossiers/{code}").status == 200


@pytest.mark.parametrize("sent", ["0100112437001", 100112437001])
def test_a_branch_sees_the_same_dossiers_however_its_tax_code_is_written(
    province: Province, sent: Any
) -> None:
    with_hyphen = province.provider.token("firm-1", MaSoThue=BRANCH)
    code = asked(province, with_hyphen, "POST", "/dossiers", submission(FIRMS)).body["code"]

    assert code in listed(province, province.provider.token("firm-1", MaSoThue=sent))


def test_the_kind_of_an_account_may_be_a_number(province: Province) -> None:
    token = province.provider.token("citizen-1", LoaiTaiKhoan=1)

    assert identify(token).roles == {"citizen"}


# ---- The rest --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        unicodedata.normalize("NFD", "Nguyễn Thị Hoa Mai"),
        "  Nguyễn  Thị\tHoa\nMai ",
        "Nguyễn Thị Hoa\u00a0Mai",
        "Nguyễn Thị\u2028Hoa Mai\u200b",
        "Nguyễn Thị Hoa \u202eMai\u0000",
    ],
)
def test_a_name_is_one_line_of_composed_letters(sent: str) -> None:
    assert claims.name({wire.NAME: sent}) == "Nguyễn Thị Hoa Mai"


def test_a_firm_goes_by_its_own_name() -> None:
    said = {wire.NAME: "Lê Quang Đại Diện", wire.FIRM_NAME: " Công ty  Phù Sa "}

    assert claims.name(said) == "Công ty Phù Sa"


@pytest.mark.parametrize("sent", [None, 7, ["Mai"], ""])
def test_what_is_no_name_is_none(sent: Any) -> None:
    assert claims.name({wire.NAME: sent}) == ""


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("+84 912 345 678", "0912345678"), ("0912.345.678", "0912345678"), ("x", ""), (912345678, "")],
)
def test_a_phone_is_regular_or_left_out(sent: Any, kept: str) -> None:
    assert claims.phone({wire.PHONE: sent}) == kept


# ---- What the tests say ----------------------------------------------------------------------


def asked(
    province: Province, token: str, method: str, path: str, order: dict[str, Any] | None = None
) -> Answer:
    return province.ask(method, path, order=order, headers={"Authorization": f"Bearer {token}"})


def listed(province: Province, token: str) -> set[str]:
    """The newest dossiers that somebody is shown as their own."""
    answer = asked(province, token, "GET", "/dossiers")
    assert answer.status == 200, answer.raw
    return {one["code"] for one in answer.body["dossiers"]}
