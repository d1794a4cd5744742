"""Who has read a dossier: kept for officers, not for applicants, and shown to those it concerns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers import reading, readings
from chalicelib.foundation import clock, table
from local.meter import Meter
from tests.support import officers
from tests.support.desk import GUARDIANSHIP
from tests.support.province import Province
from tests.support.submissions import complete

HOME = "H01.51"


@pytest.fixture
def code(province: Province) -> str:
    return str(province.accepted()["code"])


def look_through(province: Province, by: str) -> None:
    """A desk's whole list, page by page: others' dossiers may fill the first."""
    page = province.get("/desk/dossiers", by, limit=100).body
    while page["next"]:
        page = province.get("/desk/dossiers", by, limit=100, cursor=page["next"]).body


def readers(province: Province, code: str, by: str = "citizen-1") -> list[dict[str, Any]]:
    answer = province.get(f"/dossiers/{code}/readings", by)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.body["readings"]
    return found


def test_the_owner_sees_which_officer_read_it_where_and_through_which_call(
    province: Province, code: str
) -> None:
    province.get(f"/dossiers/{code}", "head-1")
    province.get(f"/dossiers/{code}/receipt", "reception-1", format="json")

    latest, before = readers(province, code)

    assert (before["by"], before["call"]) == ("Huỳnh Ngọc Lãnh Đạo", "show_dossier")
    assert (latest["by"], latest["call"]) == ("Phạm Thị Tiếp Nhận", "show_receipt")
    assert latest["agency"]["code"] == HOME
    assert dt.datetime.fromisoformat(latest["at"]) <= clock.now()


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("", "show_dossier"),
        ("/receipt", "show_receipt"),
        ("/form", "show_declaration"),
        ("/forms/2", "show_form"),
        ("/timeline/verification", "verify_timeline"),
    ],
)
def test_each_way_to_read_it_is_recorded(province: Province, path: str, call: str) -> None:
    code = str(province.submitted()["code"])
    defects = [{"about": "GT.GCS", "reason": "Mờ"}]
    if path == "/forms/2":
        province.moved(code, "supplement-request", "reception-1", defects=defects)
    else:
        province.moved(code, "acceptance", "reception-1")

    answer = province.get(f"/dossiers/{code}{path}", "head-1")

    assert answer.status == 200
    assert [one["call"] for one in readers(province, code)] == [call]


def test_an_applicants_own_look_writes_nothing(province: Province, code: str) -> None:
    province.get(f"/dossiers/{code}", "citizen-1")

    with Meter() as used:
        province.get(f"/dossiers/{code}", "citizen-1")

    assert used.write_units == 0
    assert readers(province, code) == []


def test_a_refused_reading_is_none(province: Province, code: str) -> None:
    assert province.get(f"/dossiers/{code}", "reception-2").status == 404

    assert readers(province, code) == []


def test_the_agencys_administrator_sees_them_and_another_agencys_does_not(
    province: Province, code: str
) -> None:
    officers.grant("admin-51", "Người Quản Trị", {"agency_admin": [HOME]})
    officers.grant("admin-52", "Người Quản Trị", {"agency_admin": ["H01.52"]})
    province.get(f"/dossiers/{code}", "head-1")

    shown = {
        who: province.ask(
            "GET",
            f"/dossiers/{code}/readings",
            headers={"Authorization": f"Bearer {officers.token(province.provider, who)}"},
        ).status
        for who in ("admin-51", "admin-52")
    }

    assert shown == {"admin-51": 200, "admin-52": 404}


def test_a_reading_is_of_the_agency_whose_role_opens_the_dossier(province: Province) -> None:
    brought = province.submission(channel="counter", settled_by="H01.52", **complete(GUARDIANSHIP))
    code = province.post("/desk/dossiers", "reception-1", brought).body["code"]
    officers.grant("reads-there", "Người Hai Nơi", {"agency_admin": [HOME], "head": ["H01.52"]})

    token = officers.token(province.provider, "reads-there")
    province.ask("GET", f"/dossiers/{code}", headers={"Authorization": f"Bearer {token}"})

    (reading,) = readings.of(code, 10)
    assert (reading.subject, reading.agency) == ("reads-there", "H01.52")


def test_a_reading_is_kept_as_long_as_the_rule_says(province: Province, code: str) -> None:
    whole = reading.read_for_receipt(code, officer(province), "show_receipt")
    at = clock.parse("2026-11-20T09:00")
    days = agencies.rules_on(at.date()).value("readings_kept_days")

    readings.record(whole.dossier, officer(province), "show_dossier", at)

    (item, *_) = table.query_all(f"READINGS#{code}")
    assert item["ttl"] == int((at + dt.timedelta(days=days)).timestamp())


def test_who_was_shown_it_in_a_list_is_kept_once_apart_from_who_has_read_it(
    province: Province, code: str
) -> None:
    for _ in range(2):
        look_through(province, "reception-1")
    province.get(f"/dossiers/{code}", "head-1")

    shown = province.get(f"/dossiers/{code}/readings", "citizen-1").body

    assert [(one["by"], one["call"]) for one in shown["lists"]] == [
        ("Phạm Thị Tiếp Nhận", "list_desk_dossiers")
    ]
    assert [one["call"] for one in shown["readings"]] == ["show_dossier"]


def test_readings_do_not_stand_on_the_timeline(province: Province, code: str) -> None:
    before = province.get(f"/dossiers/{code}", "citizen-1").body["timeline"]
    province.get(f"/dossiers/{code}", "head-1")

    assert province.get(f"/dossiers/{code}", "citizen-1").body["timeline"] == before


def officer(province: Province) -> Any:
    from chalicelib.people.actions import identify

    return identify(province.provider.token("reception-1"))
