"""Nobody settles a dossier that names them, in whichever part of it: the other parent or spouse in
a form is a party to it as much as who asks."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.dossiers.actions import Visitor
from chalicelib.dossiers.applicants import Acting, Bearer
from chalicelib.dossiers.model import HandedPaper
from chalicelib.dossiers.moves import Approvable
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from tests.support import officers
from tests.support.desk import MARITAL_STATUS, Desk, desk, refused, state, whole
from tests.support.numbers import fresh
from tests.support.province import Province
from tests.support.submissions import complete

HERE = "H01.67"
NUMBER = "089300000657"


@pytest.fixture
def place(province: Province) -> Desk:
    """A desk with somebody who holds every role, and whom dossiers name."""
    found = desk(HERE)
    everything = ["reception", "processing", "head", "finance"]
    key = people.key_of(roles.CITIZEN, NUMBER)
    officers.grant(
        found.subject("named"), "Cán Bộ Có Tên", {one: [HERE] for one in everything}, key=key
    )
    return found


def naming(typed: str = NUMBER) -> dict[str, Any]:
    """A form in which another than the applicant is meant."""
    form = complete(MARITAL_STATUS)["form"]
    return {"form": {**form, "person_id": typed}}


def child_of(number: str) -> dict[str, Any]:
    """A child without number, of a parent with one."""
    birth = {"date": "2024-02-03", "parent_name": "Cán Bộ Có Tên", "parent_number": number}
    told = {"name": "Cháu Bé", "birth": birth, "phone": "0912000657", "address": "Số 6 đường Thử"}
    right = {"capacity": "guardian", "paper": {"kind": "Quyết định cử người giám hộ"}}
    return {"applicant": told, "acting": right}


@pytest.mark.parametrize("part", ["form", "parent of a child"])
def test_a_head_whom_a_dossier_names_does_not_sign_it(place: Desk, part: str) -> None:
    if part == "form":
        code = place.to_be_signed(MARITAL_STATUS, **naming())
    else:
        code = place.to_be_signed(**child_of(NUMBER))

    with refused("own_dossier"):
        place.make("resolve", code, "named", fresh("QĐ"))

    place.make("resolve", code, "head", fresh("QĐ"))


def test_who_came_for_the_applicant_does_not_work_on_it(place: Desk) -> None:
    code = place.received().dossier.code
    acting = Acting.model_validate(
        {
            "capacity": "authorised",
            "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01", "until": "2099-12-31"},
        }
    )
    came = Visitor(Bearer(name="Cán Bộ Có Tên", identity_number=NUMBER), acting)
    paper = complete("1.004837")["papers"][0]["code"]
    place.ask_supplement(code, paper, by="officer")
    papers = (HandedPaper(code=paper, copies=1),)
    place.make("supplement", code, "reception", None, papers, came)

    with refused("own_dossier"):
        place.make("complete_step", code, "named")


def test_nobody_takes_in_what_names_them_however_it_is_typed(place: Desk) -> None:
    with refused("own_dossier"):
        place.received(MARITAL_STATUS, by="named", **naming("089 300 000 657"))


def test_nobody_signs_at_once_what_names_them(place: Desk) -> None:
    kin = Bearer(name="Người Giám Hộ", identity_number="089300000659")
    with refused("own_dossier"):
        place.at_once(how={"signed_by": place.subject("named"), "bearer": kin}, **child_of(NUMBER))


@pytest.mark.parametrize("move", ["assign", "hand_over"])
def test_nobody_is_given_what_names_them(place: Desk, move: str) -> None:
    code = place.accepted(MARITAL_STATUS, **naming())

    with refused("own_dossier"):
        place.make(move, code, "head", place.subject("named"))


def test_nobody_is_allowed_an_exception_for_what_names_them(place: Desk) -> None:
    code = place.accepted(MARITAL_STATUS, **naming())

    with refused("own_dossier"):
        place.approve(code, Approvable.CORRECT, "named")


def test_nobody_writes_themselves_into_a_dossier_that_they_handle(place: Desk) -> None:
    code = place.filed(MARITAL_STATUS)
    version, form = state(code).version, whole(code).content.form

    with refused("own_dossier"):
        place.make("amend", code, "named", {**form, "person_id": NUMBER}, (), {})

    assert state(code).version == version
