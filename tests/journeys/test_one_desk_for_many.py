"""Who receives and who settles are two questions: the province's centre receives for a Sở."""

from __future__ import annotations

from typing import Any

from tests.support import officers
from tests.support.province import Province
from tests.support.submissions import complete

CENTRE, BUILDING, LAND_REGISTRY = "H01.20", "H01.13", "H01.14.01"
PERMIT, LAND = "1.013228", "1.012783"


def brought_to_the_centre(province: Province, procedure: str, **changes: Any) -> dict[str, Any]:
    whole = {**complete(procedure), "agency": CENTRE, "channel": "counter", **changes}
    return province.submission(**whole)


def test_the_centre_receives_a_building_permit_which_the_department_settles(
    province: Province,
) -> None:
    order = brought_to_the_centre(province, PERMIT)

    received = province.post("/desk/dossiers", "centre-1", order)

    assert received.status == 201, received.body
    code = received.body["code"]
    assert code.startswith(f"{CENTRE}-")
    places = [received.body[place]["code"] for place in ("agency", "settled_by", "return_desk")]
    assert places == [CENTRE, BUILDING, CENTRE]
    # The department's officers have it on their desk, and the centre's on theirs.
    for officer in ("centre-1", "builder-1"):
        listed = province.get("/desk/dossiers", officer).body["dossiers"]
        assert code in [one["code"] for one in listed]
    assert province.post(f"/desk/dossiers/{code}/step", "centre-1", {}).status == 403
    while province.get(f"/dossiers/{code}", "builder-1").body["step"]["key"] != "sign":
        province.moved(code, "step", "builder-1")
    province.moved(code, "result", "builder-head-1", number="12/GPXD-SXD")
    fee = province.moved(code, "fee", "centre-1")["fee_due"]
    province.moved(code, "payment", "centre-1", amount=fee, receipt="1")
    returned = province.moved(code, "return", "centre-1")
    assert returned["status"]["code"] == 10


def test_of_several_whom_a_desk_receives_for_one_is_named(province: Province) -> None:
    order = brought_to_the_centre(province, LAND)

    which = province.post("/desk/dossiers", "centre-1", order)
    received = province.post("/desk/dossiers", "centre-1", {**order, "settled_by": LAND_REGISTRY})

    assert (which.status, which.body["code"]) == (422, "settler_needed")
    offices = ["H01.14.01", "H01.14.02", "H01.14.03"]
    assert [one["code"] for one in which.body["settlers"]] == offices
    assert received.body["settled_by"]["code"] == LAND_REGISTRY


def test_what_is_filed_online_with_the_centre_goes_to_who_settles_it(province: Province) -> None:
    order = {**brought_to_the_centre(province, PERMIT)}
    order.pop("channel")

    filed = province.post("/dossiers", "citizen-1", order)

    assert (filed.status, filed.body["settled_by"]["code"]) == (201, BUILDING)


def test_one_person_at_several_desks_is_asked_which_and_sees_them_by_name(
    province: Province,
) -> None:
    officers.grant("two-desks", "Người Hai Nơi", {"reception": [CENTRE, "H01.51"]})
    token = {"Authorization": f"Bearer {officers.token(province.provider, 'two-desks')}"}

    which = province.ask("GET", "/desk/dossiers", headers=token)
    me = province.ask("GET", "/me", headers=token)
    named = province.ask("GET", "/desk/dossiers", headers=token, query={"agency": CENTRE})

    assert (which.status, which.body["code"]) == (422, "agency_needed")
    choices = [
        {"code": CENTRE, "name": "Trung tâm Phục vụ hành chính công tỉnh An Giang"},
        {"code": "H01.51", "name": "Ủy ban nhân dân phường Long Xuyên"},
    ]
    assert which.body["agencies"] == choices
    role = [{"code": "reception", "name": "Người tiếp nhận tại Bộ phận Một cửa"}]
    assert me.body["agencies"] == [{**one, "roles": role} for one in choices]
    assert named.status == 200
