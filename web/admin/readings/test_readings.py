"""Lượt đọc hồ sơ: who read a dossier, for the administrator of its agency."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from chalicelib.people import audiences as roles
from local import people
from tests.support import officers
from tests.support.browser import Visitor

AGENCY, ACCOUNT = "H01.51", "officer-2"


@pytest.fixture
def administrator(phone: Visitor) -> Iterator[Visitor]:
    """Somebody who administers the agency for as long as the test lasts."""
    known = people.officers("H01")[ACCOUNT]
    officers.grant(ACCOUNT, known.name, {**known.grants, roles.AGENCY_ADMIN: [AGENCY]})
    phone.signs_in(ACCOUNT)
    yield phone
    people.grant(ACCOUNT, known)


def test_the_administrator_of_an_agency_sees_who_read_a_dossier(administrator: Visitor) -> None:
    province = administrator.province
    code = province.accepted()["code"]
    province.get(f"/dossiers/{code}", "officer-1")

    administrator.open("/quan-tri")
    administrator.shows("admin-home")
    administrator.follows("Lượt đọc hồ sơ")
    administrator.fills("Mã hồ sơ", code.lower())
    administrator.presses("Xem")

    administrator.sees("Võ Minh Thụ Lý")
    administrator.shows("admin-readings")
