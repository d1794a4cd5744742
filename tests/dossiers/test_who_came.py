"""Who comes to the counter in the applicant's place, and by what right (BLDS 2015 Điều 136–140)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.dossiers.actions import Visitor
from chalicelib.dossiers.applicants import Acting, Bearer
from chalicelib.dossiers.model import HandedPaper
from tests.support import officers
from tests.support.desk import APPLICANT, Desk, desk, last, refused, state, whole
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused
from tests.support.submissions import complete

KIN = Bearer(name="Tôn Thất Đi Thay", identity_number="089300000655")
AUTHORISED = Acting.model_validate(
    {
        "capacity": "authorised",
        "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01", "until": "2099-12-31"},
    }
)
LAPSED = Acting.model_validate(
    {
        "capacity": "authorised",
        "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01", "until": "2026-10-04"},
    }
)
GIVEN = {
    "came": {"name": "Tôn Thất Đi Thay", "identity_number": "089300000655"},
    "acting": {
        "capacity": "authorised",
        "paper": {
            "kind": "Giấy ủy quyền",
            "number": "7/2026",
            "issued_on": "2026-10-01",
            "until": "2099-12-31",
        },
    },
}


@pytest.fixture
def place(province: Province) -> Desk:
    return desk("H01.66")


def supplement(place: Desk, visitor: Visitor | None) -> str:
    code = place.filed()
    paper = complete("1.004837")["papers"][0]["code"]
    place.ask_supplement(code, paper)
    papers = (HandedPaper(code=paper, copies=2),)
    place.make("supplement", code, "reception", None, papers, visitor)
    return code


def withdraw(place: Desk, visitor: Visitor | None) -> str:
    code = place.received().dossier.code
    place.make("withdraw", code, "reception", "Đổi ý", visitor)
    return code


def give_back(place: Desk, visitor: Visitor | None) -> str:
    code = place.resolved()
    place.make("give_back", code, "reception", "counter", visitor=visitor)
    return code


EACH = pytest.mark.parametrize("make", [supplement, withdraw, give_back])


@EACH
def test_who_came_is_sealed_with_the_right_and_the_event_says_in_which_capacity(
    place: Desk, make: Any
) -> None:
    code = make(place, Visitor(KIN, AUTHORISED))

    (came,) = whole(code).content.came
    assert (came.who, came.acting, came.version) == (KIN, AUTHORISED, state(code).version)
    assert last(code).data.came == "authorised"  # type: ignore[attr-defined]
    assert "Đi Thay" not in whole(code).lines[-1].text


@EACH
@pytest.mark.parametrize(
    ("acting", "reason"), [(None, "authority_needed"), (LAPSED, "authority_lapsed")]
)
def test_whoever_has_no_right_or_one_that_lapsed_does_nothing(
    place: Desk, make: Any, acting: Acting | None, reason: str
) -> None:
    with refused(reason):
        make(place, Visitor(KIN, acting))


@EACH
def test_nobody_serves_themselves(place: Desk, make: Any) -> None:
    number = officers.number_of(place.subject("reception"))

    with refused("own_dossier"):
        make(place, Visitor(Bearer(name="Người Trực", identity_number=number), AUTHORISED))


@EACH
def test_the_applicant_needs_no_right(place: Desk, make: Any) -> None:
    owner = Bearer(name="Đinh Thị Nộp Hồ Sơ", identity_number="089300000500")

    code = make(place, Visitor(owner))

    assert whole(code).content.came == ()
    assert last(code).data.came is None  # type: ignore[attr-defined]


FIRM = {
    "kind": "firm",
    "name": "Lê Quang Đại Diện",
    "organisation": "Công ty Ví Dụ",
    "tax_code": "0100112437",
    "phone": "0912000003",
    "address": "Số 3 đường Ví Dụ",
}
NEWBORN = {
    "name": "Danh Thị Bé Ba",
    "birth": {"date": "2026-09", "parent_name": "Tôn Thất Đi Thay"},
    "phone": "0912000655",
    "address": "Số 4 đường Ví Dụ",
}
BY_A_RIGHT = {
    "capacity": "authorised",
    "paper": {"kind": "Giấy ủy quyền", "issued_on": "2026-10-01", "until": "2099-12-31"},
}
SAME_DAY = "2.000815"


def of_one_who_cannot_come(place: Desk, applicant: dict[str, Any], channel: str = "counter") -> str:
    how = {"bearer": KIN}
    given = {"applicant": applicant, "acting": BY_A_RIGHT}
    procedure = SAME_DAY if applicant is FIRM else "1.004837"
    whole_one = place.received(procedure, channel=channel, how=how, **given)
    return whole_one.dossier.code


@pytest.mark.parametrize("applicant", [FIRM, NEWBORN], ids=["a firm", "a newborn"])
def test_a_firm_or_a_newborn_does_nothing_at_the_counter_but_by_somebody(
    place: Desk, applicant: dict[str, Any]
) -> None:
    code = of_one_who_cannot_come(place, applicant)

    with refused("say_who_came"):
        place.make("withdraw", code, "reception", "Đổi ý")
    place.make("withdraw", code, "reception", "Đổi ý", Visitor(KIN, AUTHORISED))
    with refused("say_who_came"):
        place.make("give_back", code, "reception", "counter")
    place.make("give_back", code, "reception", "counter", visitor=Visitor(KIN, AUTHORISED))


def test_what_a_firm_sends_by_the_post_nobody_brings(place: Desk) -> None:
    code = of_one_who_cannot_come(place, NEWBORN, channel="postal")

    place.make("withdraw", code, "reception", "Đổi ý")


def test_a_name_alone_takes_no_result_at_the_counter(place: Desk) -> None:
    code = place.resolved()

    with refused("say_who_came"):
        place.make("give_back", code, "reception", "counter", "Người Nào Đó")


def test_online_nobody_comes(place: Desk) -> None:
    code = place.received().dossier.code

    with refused("only_at_the_counter"):
        place.make("withdraw", code, APPLICANT, "Đổi ý", Visitor(KIN, AUTHORISED))


def test_whoever_brought_it_by_a_right_comes_again_without_saying_it(province: Province) -> None:
    order = province.submission(channel="counter")
    order |= {"handed_in_by": GIVEN["came"], "acting": GIVEN["acting"]}
    code = province.post("/desk/dossiers", "reception-1", order).body["code"]

    answer = gone(province, code, came=GIVEN["came"])

    assert answer.body["timeline"][-1]["data"]["came"] == "authorised"
    assert province.look_up(code, "0655").body["code"] == code


def test_who_came_is_shown(province: Province) -> None:
    order = province.submission(channel="counter")
    code = province.post("/desk/dossiers", "reception-1", order).body["code"]

    shown = gone(province, code, **GIVEN).body["came"]

    assert [(one["who"]["name"], one["acting"]["capacity"]) for one in shown] == [
        ("Tôn Thất Đi Thay", "authorised")
    ]


def test_a_right_of_nobody_is_refused(province: Province) -> None:
    code = province.submitted()["code"]

    answer = gone(province, code, acting=GIVEN["acting"])

    assert_refused(answer, 422, "invalid_request")


def gone(province: Province, code: str, **more: Any) -> Answer:
    order = {"reason": "Đổi ý", **more}
    return province.post(f"/dossiers/{code}/withdrawal", "reception-1", order)
