"""Wrong competence: not offered, refused online, and refused at the counter with Mẫu số 03.

NĐ 61/2018 Điều 17 khoản 1 điểm b; the packs say who settles what, and where that was read.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.model import AgencyKind
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.reception import actions as reception
from chalicelib.reception import filing
from tests.support import desk as desks
from tests.support.desk import Desk, kinds, refused
from tests.support.numbers import fresh
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.refusals import assert_refused, without_writing
from tests.support.submissions import complete, submission
from tools import packs

BIRTH, RESIDENCE, LAND, RECORD = "1.001193", "1.004222", "1.012783", "3.000333"
WARD, POLICE, PROVINCE_POLICE = "H01.51", "H01.51.01", "H01.15"
DAY = dt.date(2026, 11, 20)
PACKS = pytest.mark.parametrize("pack", packs.provinces())


def at(agency: str, procedure: str, **changes: Any) -> dict[str, Any]:
    return {**complete(procedure), "agency": agency, **changes}


# ---- Filing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agency", "procedure", "nearest"),
    [
        (WARD, RESIDENCE, POLICE),
        (POLICE, BIRTH, WARD),
        (PROVINCE_POLICE, LAND, "H01.14.01"),
        (WARD.replace("51", "14.01"), RECORD, PROVINCE_POLICE),
    ],
)
def test_who_is_not_competent_is_refused_and_told_who_is(
    province: Province, agency: str, procedure: str, nearest: str
) -> None:
    order = province.submission(**at(agency, procedure))

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "agency_not_competent")
    first = answer.body["competent"][0]
    assert first["code"] == nearest
    assert first["name"] in answer.body["title"]


def test_an_agency_that_is_named_to_settle_must_be_competent(province: Province) -> None:
    order = province.submission(**at(POLICE, RESIDENCE, settled_by=WARD))

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "agency_not_competent")


def test_a_desk_that_is_no_one_stop_desk_takes_in_for_nobody_else(province: Province) -> None:
    order = province.submission(**at(POLICE, BIRTH, settled_by=WARD))

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "agency_not_competent")


@PACKS
def test_every_procedure_of_a_pack_says_who_settles_it_at_each_of_its_levels(pack: str) -> None:
    for procedure in packs.adopted_procedures(pack):
        for version in procedure.versions:
            assert {one.level for one in version.competence} == set(version.levels)


def test_every_procedure_in_force_has_who_settles_it_and_a_desk(province: Province) -> None:
    for line in procedures.find("", None, None, DAY):
        assert procedures.settlers(line, DAY), line.code
        assert procedures.desks_for(line, DAY), line.code


def test_the_centre_settles_nothing(province: Province) -> None:
    centre = agencies.agency("H01.20")

    assert centre.kind is AgencyKind.ONE_STOP_CENTRE
    lines = procedures.find("", None, None, DAY)
    assert [line.code for line in lines if procedures.settles(centre, line)] == []


def test_a_district_settled_until_it_was_abolished(province: Province) -> None:
    day = dt.date(2025, 6, 20)
    business = procedures.in_force("1.001612", day)

    assert procedures.settles(agencies.agency("H01.31"), business)
    assert not procedures.settles(agencies.agency("H01.31.01"), business)


def test_the_police_settle_a_residence_registration(province: Province) -> None:
    order = province.submission(**at(POLICE, "1.003677"), channel="counter")

    received = province.post("/desk/dossiers", "police-1", order)

    assert received.status == 201, received.body
    code = received.body["code"]
    while province.get(f"/dossiers/{code}", "police-1").body["step"]["key"] != "sign":
        province.moved(code, "step", "police-2")
    province.moved(code, "result", "police-head-1", number=fresh("CT08"))
    assert province.moved(code, "return", "police-1")["status"]["code"] == 10


# ---- What is offered -------------------------------------------------------------------------


def test_the_page_of_a_procedure_says_who_settles_it_and_where_it_is_filed(
    province: Province,
) -> None:
    shown = province.get("/procedures/1.013226").body

    assert {"code": "H01.13", "name": "Sở Xây dựng tỉnh An Giang"} in shown["competent"]
    received_at = [one["code"] for one in shown["received_at"]]
    assert {"H01.20", WARD} <= set(received_at)
    assert not {"H01.13", POLICE} & set(received_at)


def test_each_agency_shows_its_mail_and_its_site(province: Province) -> None:
    shown = province.get("/agencies").body["agencies"]

    assert all("@" in one["email"] and one["site"].startswith("https://") for one in shown)


@PACKS
def test_the_tax_office_and_the_social_insurance_of_the_province_are_there(pack: str) -> None:
    kinds = {one["kind"] for one in _agencies_of(pack)}

    assert {"tax", "social_insurance", "police"} <= kinds


@pytest.mark.parametrize(
    ("kind", "settles"),
    [(AgencyKind.SOCIAL_INSURANCE, "H01.16"), (AgencyKind.TAX, "H01.17")],
)
def test_what_is_entered_for_a_vertical_agency_is_settled_there_and_received_at_the_centre(
    province: Province, kind: AgencyKind, settles: str
) -> None:
    """Their procedures' terms were not found, so the packs have none; administrators enter them."""
    like = procedures.in_force(RECORD, DAY)
    (competent,) = like.version.competence
    version = like.version.model_copy(
        update={"competence": (competent.model_copy(update={"kind": kind}),)}
    )
    entered = like.model_copy(update={"version": version})

    settlers = [one.identifier for one in procedures.settlers(entered, DAY)]
    desks_of = [one.identifier for one in procedures.desks_for(entered, DAY)]

    assert (settlers, desks_of) == ([settles], [settles, "H01.20"])


@pytest.mark.parametrize("asked", ["H01.16", "H01.17"])
def test_a_vertical_agency_is_asked_for_its_opinion(province: Province, asked: str) -> None:
    registry = desks.desk("H01.14.01")
    code = registry.received(LAND).dossier.code
    registry.make("complete_step", code, "officer")

    registry.make("request_opinions", code, "officer", [(asked, 2)], "Nghĩa vụ đã xong chưa?")

    assert kinds(code)[-1] == "opinion_requested"


@PACKS
def test_the_centre_receives_for_every_department(pack: str) -> None:
    tree = _agencies_of(pack)
    (centre,) = (one for one in tree if one["kind"] == "one_stop_centre")

    departments = {one["identifier"] for one in tree if one["kind"] == "department"}
    assert departments <= set(centre["receives_for"])
    assert set(centre["receives_for"]) <= {one["identifier"] for one in tree}


def _agencies_of(pack: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = packs._read(packs.SEED / pack / "agencies.yaml")["agencies"]
    return found


# ---- Refused at the counter ------------------------------------------------------------------


def refusal(province: Province, agency: str, procedure: str, **said: Any) -> dict[str, Any]:
    applicant = province.submission()["applicant"]
    told = {"reason": "Không thuộc thẩm quyền", **said}
    return {"procedure": procedure, "agency": agency, "applicant": applicant, "refused": told}


def test_a_ward_refuses_a_residence_registration_and_names_the_police(province: Province) -> None:
    order = refusal(province, WARD, RESIDENCE, ground="competence")

    answer = province.post("/desk/dossiers", "reception-1", order)

    assert answer.status == 201, answer.body
    code = answer.body["code"]
    assert answer.body["status"] == {"code": 3, "name": "Không được tiếp nhận"}
    (event,) = answer.body["timeline"]
    assert (event["kind"], event["note"]) == ("refused_at_once", "Không thuộc thẩm quyền")
    police = {"code": POLICE, "name": "Công an phường Long Xuyên"}
    assert event["data"]["competent"] == [police]
    form = province.get(f"/dossiers/{code}/forms/1", "reception-1", format="json").body
    assert (form["kind"], form["competent"]) == ("refusal", [police["name"]])
    # Only who registers residence has the forms of residence.
    assert form["form_title_article"].startswith("Mẫu số 03 - ")
    assert province.get(f"/dossiers/{code}/forms/1", "reception-1").raw.startswith(b"%PDF")
    assert answer.body["lawful_moves"] == []


def test_the_police_refuse_a_birth_and_name_the_ward(province: Province) -> None:
    order = refusal(province, POLICE, BIRTH, ground="competence")

    answer = province.post("/desk/dossiers", "police-1", order)

    (event,) = answer.body["timeline"]
    assert [one["code"] for one in event["data"]["competent"]] == [WARD]


def test_a_refusal_is_recorded_once_under_its_key(province: Province) -> None:
    order = refusal(province, WARD, RESIDENCE, ground="competence")

    first, again = (
        province.post("/desk/dossiers", "reception-1", order, "refused once") for _ in range(2)
    )

    assert first.body == again.body


def test_a_refusal_on_another_ground_names_nobody(province: Province) -> None:
    order = refusal(province, WARD, BIRTH)

    answer = province.post("/desk/dossiers", "reception-1", order)

    (event,) = answer.body["timeline"]
    assert "competent" not in event["data"]


@pytest.mark.parametrize("agency", [WARD, "H01.20"])
def test_where_it_depends_on_the_place_the_officer_names_who_is_competent(
    province: Province, agency: str
) -> None:
    by = "reception-1" if agency == WARD else "centre-1"
    order = refusal(province, agency, BIRTH, ground="competence")

    answer = without_writing(lambda: province.post("/desk/dossiers", by, order))
    order["refused"]["competent"] = ["H01.52"]
    named = province.post("/desk/dossiers", by, order)

    assert_refused(answer, 422, "competent_needed")
    (event,) = named.body["timeline"]
    assert [one["code"] for one in event["data"]["competent"]] == ["H01.52"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"ground": "competence", "competent": [WARD]}, "competent_needed"),  # itself
        ({"ground": "competence", "competent": [POLICE]}, "agency_not_competent"),
        ({"ground": "competence", "competent": ["H01.99"]}, "unknown_agency"),
        ({"competent": ["H01.52"]}, "invalid_request"),
        ({"reason": " "}, "invalid_request"),
    ],
)
def test_a_refusal_that_cannot_be_meant_writes_nothing(
    province: Province, said: dict[str, Any], code: str
) -> None:
    order = refusal(province, WARD, BIRTH, **said)

    answer = without_writing(lambda: province.post("/desk/dossiers", "reception-1", order))

    assert_refused(answer, 422, code)


def test_what_is_refused_is_not_taken_in(province: Province) -> None:
    order = {**refusal(province, WARD, BIRTH), "papers": [{"code": "GT.GCS", "originals": 1}]}

    answer = without_writing(lambda: province.post("/desk/dossiers", "reception-1", order))

    assert_refused(answer, 422, "invalid_request")


def test_a_registered_dossier_that_is_refused_names_who_is_competent(province: Province) -> None:
    code = province.submitted()["code"]
    told = {"reason": "Nơi cư trú ở Châu Đốc", "ground": "competence", "competent": ["H01.52"]}

    refused = province.moved(code, "refusal", "reception-1", **told)

    named = refused["timeline"][-1]["data"]["competent"]
    assert named == [{"code": "H01.52", "name": "Ủy ban nhân dân phường Châu Đốc"}]
    form = province.get(f"/dossiers/{code}/forms/2", "citizen-1", format="json").body
    assert form["competent"] == ["Ủy ban nhân dân phường Châu Đốc"]


# ---- Boundaries ------------------------------------------------------------------------------


@pytest.fixture
def centre(province: Province) -> Desk:
    return desks.desk("H01.20")


def test_before_the_rule_of_2025_boundaries_matter(province: Province) -> None:
    long_ago = clock.parse("2025-06-20T09:00")
    asked = submission(agency="H01.31.01", return_by={"method": "counter", "agency": "H01.31"})

    with refused("not_boundary_free"):
        reception.submit(asked, citizen("089300000311"), now=lambda: long_ago)


def test_the_applicant_chooses_the_desk_that_returns_the_result(province: Province) -> None:
    wanted = {"method": "counter", "agency": "H01.52"}
    filed = province.submitted(return_by=wanted)
    code = filed["code"]
    assert filed["return_desk"]["code"] == "H01.52"
    listed = province.get("/desk/dossiers", "reception-2", limit=100).body["dossiers"]
    assert code in [one["code"] for one in listed]

    province.moved(code, "acceptance", "reception-1")
    province.moved(code, "step", "officer-1")
    province.moved(code, "result", "head-1", number=fresh("GKS"))

    assert province.post(f"/desk/dossiers/{code}/return", "reception-1", {}).status == 403
    assert province.moved(code, "return", "reception-2")["status"]["code"] == 10
    receipt = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json").body
    assert "phường Châu Đốc" in receipt["return_by"]


@pytest.mark.parametrize(
    ("procedure", "agency", "desk", "code"),
    [
        (RESIDENCE, POLICE, "H01.52", "not_boundary_free"),
        (BIRTH, WARD, POLICE, "desk_returns_nothing"),
        (BIRTH, WARD, "H01.13", "agency_not_receiving"),
        (BIRTH, WARD, "H01.99", "unknown_agency"),
    ],
)
def test_a_desk_that_cannot_return_it_is_refused(
    province: Province, procedure: str, agency: str, desk: str, code: str
) -> None:
    return_by = {"method": "counter", "agency": desk}
    order = province.submission(**at(agency, procedure), return_by=return_by)

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, code)


def test_only_what_is_collected_at_a_counter_has_a_desk(province: Province) -> None:
    order = province.submission(return_by={"method": "electronic", "agency": "H01.52"})

    assert_refused(province.post("/dossiers", "citizen-1", order), 422, "invalid_request")


def test_what_the_centre_takes_in_for_a_ward_names_the_ward(centre: Desk) -> None:
    with refused("settler_needed"):
        centre.received(BIRTH, way=filing.Accepted)
    whole = centre.received(BIRTH, how={"settled_by": WARD})

    assert (whole.dossier.agency, whole.dossier.settled_by) == ("H01.20", WARD)
    assert kinds(whole.dossier.code) == ["received"]
