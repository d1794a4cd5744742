"""Numbers that identify people, firms and dossiers: accepted as typed, or refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.dossiers import codes
from chalicelib.people import identifiers
from tests.support.trials import trials

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "identifiers.json").read_text("utf-8")
)
OF_FIRMS, OF_DOSSIERS = VECTORS["tax_codes"], VECTORS["dossier_codes"]
OF_CARDS = [card["payload"].split("|")[0] for card in VECTORS["cccd_qr"]]

Check = Callable[[str], str]


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        *((identifiers.tax_code, code, code) for code in OF_FIRMS["valid"]),
        (identifiers.tax_code, "0100112437-001", "0100112437-001"),
        (identifiers.tax_code, "0100112437001", "0100112437-001"),
        (identifiers.tax_code, " 0100 112 437 ", "0100112437"),
        (identifiers.tax_code, "089300000001", "089300000001"),  # a person's, since 01/07/2025
        *((identifiers.identity_number, number, number) for number in OF_CARDS),
        (identifiers.identity_number, "089 300 000 001", "089300000001"),
        (identifiers.identity_number, "089.300.000.001", "089300000001"),
        (identifiers.identity_number, "089 196\u00a0004\u2009417\u2028", "089196004417"),
        (identifiers.tax_code, "0100112437\u2013001", "0100112437-001"),
        (identifiers.tax_code, "0100 112 437 - 001", "0100112437-001"),
        (identifiers.tax_code, "0100.112.437 001", "0100112437-001"),
        (identifiers.number, "0671 0001 23456", "0671000123456"),
        (identifiers.number, "c1234567", "C1234567"),
        (identifiers.name, " Nguyễn  Thị\r\nHoa\u00a0 ", "Nguyễn Thị Hoa"),
        (identifiers.name, "Hoa\u0300", "Hoà"),
        (identifiers.phone, "+1 202-555-0123", "+12025550123"),  # of another country: E.164
        (identifiers.phone, "00855 12 345 678", "+85512345678"),
        (identifiers.passport, " n 1234567 ", "N1234567"),
        (identifiers.country, "kh", "KH"),
        (identifiers.date_as_known, "2019-05", "2019-05"),
        (identifiers.phone, "0912345678", "0912345678"),
        (identifiers.phone, "091 234 5678", "0912345678"),
        (identifiers.phone, "0912.345.678", "0912345678"),
        (identifiers.phone, "091-234-5678", "0912345678"),
        (identifiers.phone, "+84912345678", "0912345678"),
        (identifiers.phone, "+84 912 345 678", "0912345678"),
        (identifiers.phone, "0356789012", "0356789012"),
        (identifiers.phone, "02963123456", "02963123456"),
        (identifiers.phone, "0296 3123 456", "02963123456"),
        (identifiers.phone, "+84 296 3123456", "02963123456"),
        (identifiers.phone, "(0296) 3852 123", "02963852123"),
        (identifiers.phone, "84912345678", "0912345678"),
        (identifiers.phone, "0084 912 345 678", "0912345678"),
        (identifiers.phone, "(+84) 912 345 678", "0912345678"),
        (identifiers.phone, "+84 (0)912 345 678", "0912345678"),
        (identifiers.phone, "+84 (0)296 3852 123", "02963852123"),
        (identifiers.phone, "0912\u2009345\u202f678", "0912345678"),
        (identifiers.phone, "0912\u2011345\u2013678", "0912345678"),
        (identifiers.phone, "\ufeff0912\u00ad345\u200b678\r\n", "0912345678"),
        (identifiers.email, "hoa.mai@example.com", "hoa.mai@example.com"),
        (identifiers.email, "  hoa+1@thu.example.com.vn ", "hoa+1@thu.example.com.vn"),
    ],
)
def test_a_number_is_kept_in_one_form_however_it_is_typed(
    check: Check, typed: str, kept: str
) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed"),
    [
        *((identifiers.tax_code, code) for code in OF_FIRMS["invalid"]),
        (identifiers.tax_code, "0100112437-01"),
        (identifiers.tax_code, "0100112438-001"),
        (identifiers.tax_code, "０１００１１２４３７"),
        (identifiers.tax_code, ""),
        (identifiers.identity_number, "08930000001"),
        (identifiers.identity_number, "0893000000012"),
        (identifiers.identity_number, "08930000000a"),
        (identifiers.identity_number, "٠٨٩٣٠٠٠٠٠٠٠١"),
        (identifiers.identity_number, "０８９３０００００００１"),
        (identifiers.identity_number, "08930000000²"),
        (identifiers.identity_number, "-89300000001"),
        (identifiers.identity_number, ""),
        (identifiers.phone, "912345678"),
        (identifiers.phone, "0112345678"),
        (identifiers.phone, "0612345678"),
        (identifiers.phone, "091234567"),
        (identifiers.phone, "09123456789"),
        (identifiers.phone, "+85912345678"),
        (identifiers.phone, "+1234567890123456"),
        (identifiers.passport, "12/345"),
        (identifiers.country, "XX"),
        (identifiers.date_as_known, "2019-13"),
        (identifiers.phone, "+840912345678"),
        (identifiers.phone, "+84 (0)0912345678"),
        (identifiers.phone, "(84)84912345678"),
        (identifiers.phone, ")0912(345678"),
        (identifiers.phone, "\u202a0912345678\u202c"),
        (identifiers.phone, "1022"),
        (identifiers.number, "12/3"),
        (identifiers.number, "ß123"),
        (identifiers.number, ""),
        (identifiers.phone, "0296312345"),
        (identifiers.phone, "029631234567"),
        (identifiers.phone, "٠٩١٢٣٤٥٦٧٨"),
        (identifiers.phone, "0912345678x"),
        (identifiers.phone, "+"),
        (identifiers.phone, ""),
        (identifiers.email, "hoa"),
        (identifiers.email, "hoa@mai"),
        (identifiers.email, "@example.com"),
        (identifiers.email, "hoa@@example.com"),
        (identifiers.email, "hoa mai@example.com"),
        (identifiers.email, "hoa@example.com\nBcc: all@example.com"),
        (identifiers.email, "hoa@exa_mple.com"),
        (identifiers.email, "hoa@example..com"),
        (identifiers.email, "hoa@.example.com"),
        (identifiers.email, "a" * 250 + "@b.vn"),
        (identifiers.email, "a@" + "." * 100_000),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_vietnamese(check: Check, typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(Số|Mã|Địa|Ngày)"):
        check(typed)


@trials(300)
@given(st.text(max_size=20))
def test_whatever_is_typed_is_kept_or_refused(typed: str) -> None:
    for check in (
        identifiers.tax_code,
        identifiers.identity_number,
        identifiers.phone,
        identifiers.number,
    ):
        try:
            kept = check(typed)
        except ValueError:
            continue
        assert kept.isascii()
        assert check(kept) == kept


@trials(300)
@given(st.text(alphabet="+84() .-0912\u2011\u2009", max_size=20))
def test_a_phone_number_that_is_kept_is_dialled_inside_the_country_or_has_its_code(
    typed: str,
) -> None:
    try:
        kept = identifiers.phone(typed)
    except ValueError:
        return
    assert kept.removeprefix("+").isdecimal()
    assert len(kept) in (10, 11) or kept.startswith("+")
    assert not kept.startswith("+84")


@pytest.mark.parametrize("turned", ["Hoa\u202eMai", "Hoa\u200fMai", "Hoa\x07Mai"])
def test_a_name_with_a_mark_that_turns_the_direction_is_refused(turned: str) -> None:
    with pytest.raises(ValueError, match="ký tự điều khiển"):
        identifiers.name(turned)


# ── Claims ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claim", "number"),
    [
        ("089196004417", "089196004417"),
        (" 089 196 004 417", "089196004417"),
        (89196004417, "089196004417"),
        (1204001234, "001204001234"),
    ],
)
def test_an_identity_number_is_known_however_it_is_claimed(claim: object, number: str) -> None:
    assert identifiers.claimed_identity_number(claim) == number


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("0100112437", "0100112437"),
        ("0100112437001", "0100112437-001"),
        (100112437, "0100112437"),
        (1600112437, "1600112437"),
        (1600112437001, "1600112437-001"),
        (89196004417, "089196004417"),
    ],
)
def test_a_tax_code_is_known_however_it_is_claimed(claim: object, code: str) -> None:
    assert identifiers.claimed_tax_code(claim) == code


@pytest.mark.parametrize(
    "claim", [352123456, 0, -89196004417, True, 89196004417.0, None, [], "89196004417"]
)
def test_a_claim_that_is_no_identity_number_is_refused(claim: object) -> None:
    with pytest.raises(ValueError, match=r"^Số định danh"):
        identifiers.claimed_identity_number(claim)


def test_a_claimed_number_that_is_a_tax_code_or_a_persons_is_not_guessed() -> None:
    firm = 1100112439
    assert identifiers.tax_code(str(firm)) == str(firm)
    assert identifiers.identity_number(f"00{firm}") == f"00{firm}"
    with pytest.raises(ValueError, match=r"^Mã số thuế"):
        identifiers.claimed_tax_code(firm)


@pytest.mark.parametrize("claim", [0, 12345, True, 1600112437.0, None, {}])
def test_a_claim_that_is_no_tax_code_is_refused(claim: object) -> None:
    with pytest.raises(ValueError, match=r"^Mã số thuế"):
        identifiers.claimed_tax_code(claim)


@trials(300)
@given(st.from_regex(r"\A[0-9]{9}\Z"))
def test_at_most_one_check_digit_holds(first_nine: str) -> None:
    def holds(digit: int) -> bool:
        try:
            identifiers.tax_code(f"{first_nine}{digit}")
        except ValueError:
            return False
        return True

    weighted = sum(
        weight * int(digit)
        for weight, digit in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), first_nine, strict=True)
    )
    right = 10 - weighted % 11
    assert [digit for digit in range(10) if holds(digit)] == ([right] if right < 10 else [])


CENTRALISED = ["G01.028.000-260601-010001", "G12.010-260601-1212345678", "H01-260601-330123456789"]


@pytest.mark.parametrize(
    "code",
    [*OF_DOSSIERS["valid"], "H01-261120-0001", "H01.20-261120-10000", *CENTRALISED],
)
def test_a_dossier_code_is_known(code: str) -> None:
    assert codes.is_code(code)


@pytest.mark.parametrize(
    "code",
    [
        *OF_DOSSIERS["invalid"],
        "",
        "H01.20-240230-0003",
        "H01.20-240501-0003\n",
        "H01.20-240501-٠٠٠٣",
        "H01.20-２４０５０１-0003",
        "H01.20-240501-0000000000003",
        "H01.20-240501-",
        "H01.20.-240501-0003",
        "../H01.20-240501-0003",
        "H01.20-240501-0003#",
    ],
)
def test_what_is_no_dossier_code_is_not_taken_for_one(code: str) -> None:
    assert not codes.is_code(code)


@trials(200)
@given(
    st.sampled_from(["H01", "H01.20", "H01.14.01", "000.00.20.H01"]),
    st.dates(dt.date(2000, 1, 1), dt.date(2068, 12, 31)),
    st.integers(1, 9_999_999),
)
def test_every_code_that_is_built_is_a_code(agency: str, day: dt.date, serial: int) -> None:
    assert codes.is_code(codes.build(agency, day, serial, 4))


@pytest.mark.parametrize(
    ("impossible", "said"),
    [
        ("000300004417", "ba số đầu"),  # nowhere
        ("003300004417", "ba số đầu"),  # between two provinces
        ("999300004417", "ba số đầu"),  # no country
        ("089899004417", "năm sinh"),  # born in 2399
        ("089299004417", "năm sinh"),  # born in 2099
    ],
)
def test_a_number_that_nobody_can_have_is_refused(impossible: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        identifiers.identity_number(impossible)
    with pytest.raises(ValueError, match=said):
        identifiers.tax_code(impossible)


@pytest.mark.parametrize("place", ["089", "091", "006", "096", "101"])
def test_a_number_of_a_place_that_was_merged_or_lies_abroad_is_good(place: str) -> None:
    assert identifiers.identity_number(f"{place}185000123")


def test_an_account_is_believed_the_number_that_it_comes_with() -> None:
    assert identifiers.claimed_identity_number("003300004417") == "003300004417"


@pytest.mark.parametrize(
    ("number", "year", "sex"),
    [
        ("089098000001", 1998, "male"),
        ("089198000001", 1998, "female"),
        ("089312000001", 2012, "female"),
    ],
)
def test_a_number_says_the_year_of_birth_and_the_sex(number: str, year: int, sex: str) -> None:
    assert (identifiers.born_in(number), identifiers.sex_in(number)) == (year, sex)
