"""Communes since 2025-07-01 and the units before them are one place under two names."""

from __future__ import annotations

import pytest

from chalicelib.agencies.places import recognised
from tests.support.province import Province
from tests.support.refusals import assert_refused
from tools import packs

AN_GIANG, DONG_THAP = packs.places_of("an-giang"), packs.places_of("dong-thap")


def meant(address: str) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in recognised(address, AN_GIANG)]


@pytest.mark.parametrize(
    "address",
    [
        "Phường Mỹ Bình, Thành phố Long Xuyên, Tỉnh An Giang",
        "Số 12, đường Ví Dụ, khóm 3, phường Mỹ Bình, TP. Long Xuyên, An Giang",
        "p. my binh, tp long xuyen",
        "Mỹ Bình, Long Xuyên",
        "Phường Long Xuyên, tỉnh An Giang",
        "phường Long Xuyên",
    ],
)
def test_an_address_is_recognised_by_the_units_of_before_and_of_today(address: str) -> None:
    assert meant(address) == [("30307", "Phường Long Xuyên")]


def test_a_district_is_known_by_what_it_was_before_it_became_a_town() -> None:
    # Tịnh Biên is a town since 2023; older papers still have the district.
    assert meant("Xã Vĩnh Trung, huyện Tịnh Biên, tỉnh An Giang") == [("30526", "Xã An Cư")]


@pytest.mark.parametrize(
    "address", ["Phường Mỹ Bình, Huyện Chợ Mới", "Xã Long Xuyên", "số 12, đường Ví Dụ", ",", " "]
)
def test_what_names_no_commune_means_none(address: str) -> None:
    assert meant(address) == []


def test_a_commune_that_was_divided_is_all_that_it_became() -> None:
    found = recognised("xã Phú Hội, huyện An Phú", AN_GIANG)
    divided = [unit for one in found for unit in one.old if unit.commune == "Xã Phú Hội"]

    assert [one.name for one in found] == ["Xã An Phú", "Xã Nhơn Hội"]
    assert [unit.whole for unit in divided] == [False, False]


def test_the_units_of_a_province_that_was_merged_are_of_the_new_one() -> None:
    (one,) = recognised("xã Mỹ Phước, huyện Tân Phước, tỉnh Tiền Giang", DONG_THAP)

    assert (one.code, one.name, one.province) == ("28321", "Xã Tân Phước 1", "Tỉnh Đồng Tháp")


@pytest.mark.parametrize("places", [AN_GIANG, DONG_THAP])
def test_every_commune_is_there_once_with_what_it_was_made_of(places: list[packs.Any]) -> None:
    assert len({one.code for one in places}) == len({one.name for one in places}) == 102
    assert all(one.old for one in places)


def test_anybody_may_ask_which_commune_an_address_is_in(province: Province) -> None:
    answer = province.get("/places", address="phường Mỹ Bình, TP Long Xuyên")

    (found,) = answer.body["places"]
    assert (found["code"], found["province"]) == ("30307", "Tỉnh An Giang")
    assert {"commune": "Phường Mỹ Long", "district": "Thành phố Long Xuyên"}.items() <= (
        found["old"][1].items()
    )
    assert_refused(province.get("/places"), 422, "invalid_request")
