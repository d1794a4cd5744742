"""Biểu thu: what each fee comes to, as its article counts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.procedures.model import Fee, Part, Version
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


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize("code", ["1.001193", "1.000656"])
def test_a_late_registration_is_not_free(province: str, code: str) -> None:
    """Luật Hộ tịch Điều 11: in time it is free; late the province's council says how much."""
    (late,) = fees(code, "late", "counter", province)
    (on_time,) = fees(code, "on_time", "counter", province)

    assert (late.amount > 0, late.verify, on_time.amount) == (True, True, 0)


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
