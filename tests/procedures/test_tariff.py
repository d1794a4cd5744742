"""Biểu thu: what each fee comes to, as its article counts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.procedures.model import Fee, Ground, Part, Version
from tools import packs

PROVINCES = packs.provinces()


def fees(code: str, case: str, channel: str, province: str = "an-giang") -> list[Fee]:
    return newest(code, province).fees_by(channel, case)


def newest(code: str, province: str = "an-giang") -> Version:
    procedures = packs.adopted_procedures(province)
    return next(one.versions[-1] for one in procedures if one.code == code)


@pytest.mark.parametrize(
    ("units", "items", "due"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 1, 12_000),
        (10, 2, 24_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (300, 1, 200_000),
        (300, 3, 600_000),
    ],
)
def test_certified_copies_cost_what_the_circular_says(units: int, items: int, due: int) -> None:
    """TT 226/2016 Điều 4: 2.000 a page, from the third 1.000, at most 200.000 a copy."""
    (fee,) = fees("2.000815", "standard", "counter")

    assert fee.total((Part(units=units, items=items),)) == due


def test_the_arithmetic_is_told_in_words() -> None:
    (fee,) = fees("2.000815", "standard", "counter")

    assert fee.in_words((Part(units=10),)) == "2 × 2.000 + 8 × 1.000 đồng/trang = 12.000 đồng"
    assert fee.in_words((Part(units=300),)).endswith("đồng/trang, tối đa 200.000 đồng")
    assert fee.in_words((Part(units=1, items=2),)).endswith("× 2 = 4.000 đồng")


@pytest.mark.parametrize(("channel", "due"), [("counter", 10_000), ("online", 5_000)])
@pytest.mark.parametrize("code", ["1.004194", "1.002755"])
def test_a_list_of_people_is_paid_for_each_of_them(code: str, channel: str, due: int) -> None:
    """TT 75/2022: registration or its renewal by list, each person; online half of it."""
    (fee,) = fees(code, "list", channel)

    members = {"members": [{"name": "A"}, {"name": "B"}, {"name": "C"}]}
    assert (fee.per, fee.total(fee.parts_of(members))) == ("người", 3 * due)


@pytest.mark.parametrize(
    ("copies", "full", "student"),
    [(1, 200_000, 100_000), (2, 200_000, 100_000), (3, 205_000, 105_000), (5, 215_000, 115_000)],
)
def test_a_judicial_record_costs_more_from_the_third_copy(
    copies: int, full: int, student: int
) -> None:
    """TT 244/2016 (verify): 200.000 for a request, 100.000 of students; 5.000 a further copy."""
    (fee,) = fees("3.000333", "form_1", "counter")
    parts = fee.parts_of({"copies": copies})

    assert fee.total(parts) == full
    assert full - fee.taken_off(fee.ground("record_student"), parts) == student
    assert fee.taken_off(fee.ground("record_children"), parts) == full
    assert "0 đồng" not in fee.in_words(parts).replace("000 đồng", "")


def test_what_is_left_of_a_percentage_is_rounded_down() -> None:
    (fee,) = fees("1.004873", "standard", "counter")
    odd = fee.model_copy(update={"amount": 8_333})
    third = Ground(key="third", text="Giảm một phần ba", percent=33)

    assert odd.amount - odd.taken_off(third, (Part(),)) == 5_583


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize("code", ["1.001193", "1.000656"])
def test_a_late_registration_is_not_free(province: str, code: str) -> None:
    """Luật Hộ tịch Điều 11: in time it is free; late the province's council says how much."""
    (late, copies) = fees(code, "late", "counter", province)
    (on_time, same) = fees(code, "on_time", "counter", province)

    assert (late.amount > 0, late.verify, on_time.amount) == (True, True, 0)
    assert copies == same
    assert copies.on_request


def all_fees() -> Iterator[tuple[str, str, Fee, Version]]:
    for province in PROVINCES:
        for procedure in packs.adopted_procedures(province):
            for version in procedure.versions:
                for fee in version.fees:
                    yield province, procedure.code, fee, version


def test_every_fee_knows_its_cases_and_tells_its_exemptions_one_by_one() -> None:
    for province, code, fee, version in all_fees():
        told = (province, code, fee.name, fee.channel)
        assert set(fee.cases) <= {case.key for case in version.cases}, told
        assert bool(fee.grounds) == bool(fee.exemption and fee.amount), told
        if fee.quantity_from:
            schema = version.form_schema or {}
            assert fee.quantity_from.field in schema["properties"], told


def test_where_it_is_due_before_settling_the_text_is_named() -> None:
    for province, code, fee, _ in all_fees():
        early = "before_settling" in (fee.due, fee.due_online)
        assert early <= bool(fee.due_article), (province, code, fee.name)
