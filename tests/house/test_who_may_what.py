"""One table: every route, for every role, with own and with foreign dossiers.

Each column is one caller. Its two signs are the results with their own dossier and with a foreign
one. An own dossier is one they handed in, or one that their agency settles. On other routes it is
their own agency, or an officer of it. Signs: ``+`` allowed, ``1`` not signed in, ``3`` not
permitted, ``4`` not found.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest

import app
from chalicelib.foundation import clock
from chalicelib.people import audiences as roles
from chalicelib.people import store as grants
from tests.support import officers
from tests.support.province import Answer, Province
from tests.support.refusals import without_writing
from tests.support.routes import (
    AN,
    AWAY,
    CHILD,
    EXAMPLES,
    FIRMS,
    HOME,
    MAI,
    PERSON,
    PERSONAL,
    Desk,
    Example,
    Side,
    form_of,
    parts_of,
    posted,
    submission,
)

WHO = {
    "--": None,
    "c1": "citizen-1",
    "c2": "citizen-2",
    "f1": "firm-1",
    "r1": "reception-1",
    "r2": "reception-2",
    "o1": "officer-1",
    "h1": "head-1",
    "fi": "finance-1",
    "po": "postal-1",
    "pa": "partner-1",
    "ad": "admin-1",
    "aa": "agency-admin-1",
    "ca": "content-admin-1",
}

TABLE = """
                                                   -- c1 c2 f1 r1 r2 o1 h1 fi po pa ad aa ca
GET  /health                                       ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /openapi.json                                 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /agencies                                     ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /places                                       ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /deadlines                                    ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /personal-data                                ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /sign-in                                      ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /sign-in/done                                 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /procedures                                   ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /procedures/{code}                            ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /procedures/{code}/form                       ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /lookup/{code}                                ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /statistics                                   ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /plain                                        ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
POST /plain/lookup                                 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /plain/procedures                             ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /plain/procedures/{code}                      ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
POST /dossiers                                     11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /dossiers                                     11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /drafts                                       11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
PUT  /drafts/{draft}                               11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
POST /drafts/{draft}/removal                       11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /me/data                                      11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /dossiers/{code}                              11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/receipt                      11 +4 +4 +4 +4 +4 +4 +4 +4 44 33 33 33 33
GET  /dossiers/{code}/receipt @by_post             11 44 44 44 +4 +4 +4 +4 +4 +4 33 33 33 33
GET  /dossiers/{code}/form                        11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/forms/{version}              11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/timeline/verification        11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/readings                     11 +4 +4 +4 33 33 33 33 33 33 33 33 +4 33
POST /dossiers/{code}/supplement                   11 +4 +4 +4 +3 +3 33 33 33 33 33 33 33 33
POST /dossiers/{code}/amendment                    11 +4 +4 +4 +3 +3 33 33 33 33 33 33 33 33
POST /dossiers/{code}/withdrawal                   11 +4 +4 +4 33 33 33 33 33 33 33 33 33 33
GET  /desk/dossiers                                11 33 33 33 +3 +3 +3 +3 +3 33 33 33 33 33
GET  /desk/standing                                11 33 33 33 +3 +3 +3 +3 +3 33 33 33 33 33
POST /desk/dossiers                                11 33 33 33 +3 +3 33 33 33 +3 33 33 33 33
POST /desk/dossiers/{code}/acceptance              11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/forwarding              11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/forwardings                             11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/refusal                 11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/supplement-request      11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/supplement-request @in_process
                                                   11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/fee                     11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/fee @in_process         11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/fee @signed             11 33 33 33 +3 +3 33 33 +3 33 33 33 33 33
POST /desk/dossiers/{code}/payment                 11 33 33 33 +3 +3 33 33 +3 33 33 33 33 33
POST /desk/dossiers/{code}/assignment              11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/handover                11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/handovers                               11 33 33 33 33 33 33 +3 33 33 33 ++ +3 33
POST /desk/dossiers/{code}/step                    11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/step-return             11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/opinions                11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/opinions/{id}/answer    11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/opinions/{id}/cancellation
                                                   11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/extension               11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/longer-limit            11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/verification            11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/explanation             11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/apology                 11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/result-correction       11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/refusal-withdrawal      11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/loss                    11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/stop                    11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/result                  11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/return                  11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/correction              11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/approvals               11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/approvals/withdrawal    11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/outages                                 11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
GET  /desk/outages                                 11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
GET  /desk/dossiers/{code}/control-sheet           11 33 33 33 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /desk/registers/{agency}                      11 33 33 33 +3 +3 33 +3 33 33 33 33 33 33
GET  /desk/outages/{agency}/{day}/{first}/sheet    11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
POST /sign-out                                     11 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /me                                           11 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /administration/data                          11 33 33 33 33 33 33 ++ 33 33 33 ++ ++ ++
GET  /administration/changes                       11 33 33 33 33 33 33 ++ 33 33 33 ++ ++ ++
POST /administration/changes                       11 33 33 33 33 33 33 33 33 33 33 ++ +3 ++
GET  /administration/changes/{change}              11 33 33 33 33 33 33 ++ 33 33 33 ++ ++ ++
GET  /administration/changes/{change}/comparison   11 33 33 33 33 33 33 ++ 33 33 33 ++ ++ ++
POST /administration/changes/{change}/revision     11 33 33 33 33 33 33 33 33 33 33 ++ +3 ++
POST /administration/changes/{change}/approval     11 33 33 33 33 33 33 33 33 33 33 ++ 33 33
POST /administration/changes/{change}/refusal      11 33 33 33 33 33 33 33 33 33 33 ++ 33 33
POST /administration/changes/{change}/withdrawal   11 33 33 33 33 33 33 33 33 33 33 ++ +3 ++
POST /administration/imports                       11 33 33 33 33 33 33 33 33 33 33 ++ 33 33
GET  /people                                       11 33 33 33 +3 +3 +3 +3 +3 33 33 ++ +3 ++
GET  /people/{subject}/grants                      11 33 33 33 33 33 33 33 33 33 33 ++ +3 33
PUT  /people/{subject}/grants                      11 33 33 33 33 33 33 33 33 33 33 ++ +3 33
"""

STATUS = {"1": 401, "3": 403, "4": 404}

SIDES = {"citizen-2": (AN, MAI), "firm-1": (FIRMS, MAI), "reception-2": (AN, MAI)}


@dataclass(frozen=True)
class Row:
    method: str
    path: str
    stage: str | None
    cells: dict[str, str]


def rows() -> Iterator[Row]:
    heads, *lines = (
        " ".join(TABLE.split("\n"))
        .replace("GET ", "\nGET ")
        .replace("POST ", "\nPOST ")
        .replace("PUT ", "\nPUT ")
        .splitlines()
    )
    columns = [WHO[head] or "nobody" for head in heads.split()]
    for line in lines:
        method, path, *rest = line.split()
        stage = rest.pop(0)[1:] if rest[0].startswith("@") else None
        yield Row(method, path, stage, dict(zip(columns, rest, strict=True)))


ROWS = list(rows())


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return Desk(province)


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    routes = {(route.method, route.path) for route in app.door.routes}

    assert routes == {(row.method, row.path) for row in ROWS}


@pytest.mark.parametrize("who", [who or "nobody" for who in WHO.values()])
@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row.method} {row.path} {row.stage or ''}".strip()
)
def test_everyone_fares_as_the_table_says(desk: Desk, row: Row, who: str) -> None:
    for side, sign in zip(SIDES.get(who, (MAI, AN)), row.cells[who], strict=True):
        if sign == "+":
            answer = asked(desk, row, who, side)
            assert 200 <= answer.status < 400, answer.raw
            keep_quiet = not audience(row)
        else:
            answer = kept_out(desk, row, who, side)
            assert answer.status == STATUS[sign], answer.raw
            keep_quiet = True
        if keep_quiet:
            assert not [one for one in PERSONAL if one in answer.raw]


def test_a_list_shows_nobody_the_dossiers_of_others(desk: Desk) -> None:
    mine, other = desk.filed(MAI)["code"], desk.filed(AN)["code"]

    for who, path, sees in [
        ("citizen-1", "/dossiers", mine),
        ("citizen-2", "/dossiers", other),
        ("reception-1", "/desk/dossiers", mine),
        ("reception-2", "/desk/dossiers", other),
    ]:
        shown = {line["code"] for line in every_page(desk, who, path)}
        assert shown & {mine, other} == {sees}


@pytest.mark.parametrize("role", sorted(roles.OFFICER_ROLES - roles.DESK))
def test_a_role_that_works_on_no_dossiers_opens_none_elsewhere(desk: Desk, role: str) -> None:
    """Who is let in at the door for a role here is not let in there by another role there."""
    officers.grant("two-places", "Người Hai Nơi", {roles.RECEPTION_OFFICER: [HOME], role: [AWAY]})
    theirs = desk.dossier("filed", AN)["code"]

    read = desk.ask("two-places", "GET", f"/dossiers/{theirs}")
    listed = desk.ask("two-places", "GET", "/desk/dossiers", agency=AWAY)

    assert (read.status, listed.status) == (404, 403)


def test_a_postal_agent_reads_no_receipt_of_what_a_colleague_brought(desk: Desk) -> None:
    officers.grant("postal-51b", "Người Đưa Khác", {roles.POSTAL_AGENT: [HOME]})
    theirs = desk.dossier("by_post", MAI)["code"]

    assert desk.ask("postal-51b", "GET", f"/dossiers/{theirs}/receipt").status == 404


def test_a_postal_agent_who_went_elsewhere_reads_no_receipt_of_what_they_brought(
    desk: Desk,
) -> None:
    officers.grant("postal-51c", "Người Chuyển Đi", {roles.POSTAL_AGENT: [HOME]})
    brought = desk.done("postal-51c", "POST", "/desk/dossiers", posted(MAI))
    path = f"/dossiers/{brought['code']}/receipt"
    assert desk.ask("postal-51c", "GET", path).body["code"] == "no_receipt_yet"

    officers.grant("postal-51c", "Người Chuyển Đi", {roles.POSTAL_AGENT: [AWAY]})

    assert desk.ask("postal-51c", "GET", path).status == 404


def test_a_revoked_officer_is_out_at_once(desk: Desk) -> None:
    officers.grant("leaver", "Người Chuyển Đi", {roles.RECEPTION_OFFICER: [HOME]})
    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 200

    order = {"name": "Người Chuyển Đi", "grants": {}}
    assert desk.ask("admin-1", "PUT", "/people/leaver/grants", order).status == 200

    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 403


def test_an_officer_revoked_in_another_process_is_out_within_a_minute(desk: Desk) -> None:
    known = officers.grant("leaver", "Người Chuyển Đi", {roles.RECEPTION_OFFICER: [HOME]})
    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 200

    grants.save_grants(known, {**known, "grants": {}, "version": known["version"] + 1}, "{}")
    with a_minute_later():
        assert desk.ask("leaver", "GET", "/desk/dossiers").status == 403


def test_who_administers_one_agency_says_nothing_anew_of_the_officers_of_another(
    desk: Desk,
) -> None:
    given = {roles.PROCESSING_OFFICER: [AWAY]}
    officers.grant("settled-away", "Người Nơi Khác", given)

    for anew in (
        {"name": "Tên Khác"},
        {"name": "Người Nơi Khác", "identity_number": "001190999997"},
    ):
        order = {"grants": given, **anew}
        assert desk.ask("agency-admin-1", "PUT", "/people/settled-away/grants", order).status == 403


def test_who_takes_an_officers_last_role_away_still_sees_what_they_had(desk: Desk) -> None:
    officers.grant("left-for-good", "Người Nghỉ Việc", {roles.PROCESSING_OFFICER: [HOME]})
    order = {"name": "Người Nghỉ Việc", "grants": {}}
    assert desk.ask("agency-admin-1", "PUT", "/people/left-for-good/grants", order).status == 200

    shown = desk.ask("agency-admin-1", "GET", "/people/left-for-good/grants")

    assert [change["kind"] for change in shown.body["changes"]] == ["granted", "revoked"]


def test_who_lends_an_officer_back_is_told_so_and_sees_no_more_of_them(desk: Desk) -> None:
    at_both = {roles.PROCESSING_OFFICER: [HOME, AWAY]}
    officers.grant("lent", "Người Biệt Phái", at_both)
    order = {"name": "Người Biệt Phái", "grants": {roles.PROCESSING_OFFICER: [AWAY]}}

    back = desk.ask("agency-admin-1", "PUT", "/people/lent/grants", order)
    later = desk.ask("agency-admin-1", "GET", "/people/lent/grants")

    assert (back.status, back.body["grants"]) == (200, order["grants"])
    assert (later.status, later.body["code"]) == (403, "other_agency")


def test_who_guesses_the_grants_of_another_agency_is_not_told_their_history(desk: Desk) -> None:
    given = {roles.PROCESSING_OFFICER: [AWAY]}
    officers.grant("guessed", "Người Đoán Ra", given)

    order = {"name": "Người Đoán Ra", "grants": given}
    answer = desk.ask("agency-admin-1", "PUT", "/people/guessed/grants", order)

    assert (answer.status, answer.body["code"]) == (403, "other_agency")


def test_who_administers_an_agency_sees_no_grants_of_the_whole_province(desk: Desk) -> None:
    shown = desk.ask("agency-admin-1", "GET", "/people/admin-1/grants")

    assert (shown.status, shown.body["code"]) == (403, "other_agency")


def test_an_officer_whose_roles_change_still_settles_no_dossier_of_their_own(desk: Desk) -> None:
    officers.grant("applies-too", "Người Cũng Nộp", {roles.PROCESSING_OFFICER: [HOME]})
    order = {"name": "Người Cũng Nộp", "grants": {roles.RECEPTION_OFFICER: [HOME]}}
    assert desk.ask("agency-admin-1", "PUT", "/people/applies-too/grants", order).status == 200

    code = filed_by_number(desk, officers.number_of("applies-too"))
    answer = desk.ask("applies-too", "POST", f"/desk/dossiers/{code}/acceptance", {})
    assert (answer.status, answer.body["code"]) == (403, "own_dossier")


# ---- A role at one agency opens nothing of another ---------------------------------------------


@pytest.mark.parametrize("role", [roles.POSTAL_AGENT, roles.PARTNER_SYSTEM])
def test_who_is_no_staff_there_sees_no_staff_of_that_agency(desk: Desk, role: str) -> None:
    officers.grant("staff-here", "Người Hai Nơi", {roles.RECEPTION_OFFICER: [HOME], role: [AWAY]})

    assert desk.ask("staff-here", "GET", "/people", agency=HOME).status == 200
    assert desk.ask("staff-here", "GET", "/people", agency=AWAY).status == 403


def test_who_is_a_partner_everywhere_sees_staff_only_where_they_are_staff(desk: Desk) -> None:
    held = {roles.RECEPTION_OFFICER: [HOME], roles.PARTNER_SYSTEM: [roles.EVERYWHERE]}
    officers.grant("partner-too", "Người Hai Vai", held)

    assert desk.ask("partner-too", "GET", "/people", agency=AWAY).status == 403


@pytest.mark.parametrize("role", sorted(roles.OFFICER_ROLES - roles.DESK))
def test_who_has_no_desk_there_sees_no_standing_of_that_agency(desk: Desk, role: str) -> None:
    officers.grant("desk-here", "Người Hai Nơi", {roles.PROCESSING_OFFICER: [HOME], role: [AWAY]})

    assert desk.ask("desk-here", "GET", "/desk/standing", agency=AWAY).status == 403


def test_who_has_another_role_at_an_agency_before_their_own_sees_the_standing_of_their_desk(
    desk: Desk,
) -> None:
    held = {roles.PROCESSING_OFFICER: [AWAY], roles.AGENCY_ADMIN: [HOME]}
    officers.grant("desk-away", "Người Hai Nơi", held)

    shown = desk.ask("desk-away", "GET", "/desk/standing")

    assert (shown.status, shown.body["agency"]) == (200, AWAY)


def test_who_has_a_desk_in_the_whole_province_names_the_agency(desk: Desk) -> None:
    officers.grant("everywhere", "Người Khắp Nơi", {roles.FINANCE_OFFICER: [roles.EVERYWHERE]})

    shown = desk.ask("everywhere", "GET", "/desk/standing")

    assert (shown.status, shown.body["code"]) == (422, "agency_needed")


def test_who_has_desks_at_two_agencies_is_asked_whose_standing(desk: Desk) -> None:
    officers.grant("two-desks", "Người Hai Bàn", {roles.PROCESSING_OFFICER: [HOME, AWAY]})

    asked = desk.ask("two-desks", "GET", "/desk/standing")
    shown = desk.ask("two-desks", "GET", "/desk/standing", agency=AWAY)

    assert (asked.status, asked.body["code"]) == (422, "agency_needed")
    assert (shown.status, shown.body["agency"]) == (200, AWAY)


def test_who_administers_an_agency_reads_no_grants_of_where_they_only_work(desk: Desk) -> None:
    held = {roles.AGENCY_ADMIN: [HOME], roles.HEAD_OFFICER: [AWAY]}
    officers.grant("admin-here", "Người Hai Nơi", held)

    assert desk.ask("admin-here", "GET", "/people/officer-52/grants").status == 403


def test_who_administers_an_agency_grants_nothing_where_they_only_work(desk: Desk) -> None:
    held = {roles.AGENCY_ADMIN: [HOME], roles.HEAD_OFFICER: [AWAY]}
    officers.grant("admin-here", "Người Hai Nơi", held)
    given = {roles.PROCESSING_OFFICER: [AWAY], roles.FINANCE_OFFICER: [AWAY]}
    order = {"name": "Người Được Cử", "grants": given}

    answer = desk.ask("admin-here", "PUT", "/people/officer-52/grants", order)

    assert (answer.status, answer.body["code"]) == (403, "beyond_your_grants")


def test_who_administers_an_agency_renames_nobody_whom_another_agency_let_go(desk: Desk) -> None:
    officers.grant("let-go", "Người Nghỉ Việc", {roles.PROCESSING_OFFICER: [AWAY]})
    officers.grant("let-go", "Người Nghỉ Việc", {})

    order = {"name": "Tên Khác", "grants": {}}
    answer = desk.ask("agency-admin-1", "PUT", "/people/let-go/grants", order)

    assert (answer.status, answer.body["code"]) == (403, "other_agency")


@pytest.mark.parametrize(
    ("method", "path", "order"),
    [
        ("GET", "/people/officer-52/grants", None),
        ("PUT", "/people/officer-52/grants", {"name": "Tên Khác", "grants": {}}),
    ],
)
def test_a_role_of_the_province_that_was_given_at_one_agency_opens_nothing(
    desk: Desk, method: str, path: str, order: dict[str, Any] | None
) -> None:
    held = {roles.PROVINCE_ADMIN: [HOME], roles.CONTENT_ADMIN: [HOME]}
    officers.grant("little-king", "Quản Trị Một Nơi", held)

    answer = without_writing(lambda: desk.ask("little-king", method, path, order))

    assert answer.status == 403


# ---- What the tests say ----------------------------------------------------------------------


def filed_by_number(desk: Desk, number: str) -> str:
    """A dossier of whoever has this identity number; its code."""
    applicant = {**PERSON, "identity_number": number}
    order = {**submission(MAI), "applicant": applicant, "form": form_of(CHILD, applicant)}
    return str(desk.done("citizen-1", "POST", "/dossiers", order)["code"])


def audience(row: Row) -> frozenset[str]:
    found: frozenset[str] = next(
        route.audience
        for route in app.door.routes
        if (route.method, route.path) == (row.method, row.path)
    )
    return found


def asked(desk: Desk, row: Row, who: str, side: Side) -> Answer:
    """Lets somebody ask; a dossier that was moved is not used again."""
    how = EXAMPLES.get(f"{row.method} {row.path}", Example())
    stage = row.stage or how.stage
    answer = desk.ask(
        None if who == "nobody" else who,
        row.method,
        path_of(desk, row, stage, side),
        how.order_of(desk, side),
        **(how.query(side) if how.query else {}),
    )
    if stage and row.method != "GET" and answer.status < 300:
        desk.moved_on(stage, side)
    return answer


def kept_out(desk: Desk, row: Row, who: str, side: Side) -> Answer:
    """Lets somebody ask who is to be kept out: it changes nothing."""
    how = EXAMPLES.get(f"{row.method} {row.path}", Example())
    stage = row.stage or how.stage
    if stage:
        desk.dossier(stage, side)  # made ready before anyone counts the writes
    return without_writing(lambda: asked(desk, row, who, side))


def path_of(desk: Desk, row: Row, stage: str | None, side: Side) -> str:
    return quote(row.path.format_map(parts_of(desk, stage, side)))


def every_page(desk: Desk, who: str, path: str) -> Iterator[dict[str, Any]]:
    page = desk.ask(who, "GET", path, limit=100).body
    yield from page["dossiers"]
    while page["next"]:
        page = desk.ask(who, "GET", path, limit=100, cursor=page["next"]).body
        yield from page["dossiers"]


@contextlib.contextmanager
def a_minute_later() -> Iterator[None]:
    """What is remembered for less than a minute is forgotten."""
    assert grants._SECONDS_KEPT <= 60
    clock.forget()
    yield
