"""Every way in, for everyone, with what is their own and what is another's: one table.

A column is somebody; its two signs tell how they fare with their own and with another's
(a dossier they handed in or that their agency settles; their agency; an officer of it):
``+`` let in and answered, ``1`` not signed in, ``3`` not permitted, ``4`` not there for them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest

import app
from chalicelib.foundation import clock
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people import store as grants
from chalicelib.procedures.actions import in_force
from tests.support.province import Answer, Province
from tests.support.refusals import without_writing

WHO = {
    "--": None,
    "c1": "citizen-1", "c2": "citizen-2", "f1": "firm-1",
    "r1": "reception-1", "r2": "reception-2", "o1": "officer-1", "h1": "head-1",
    "fi": "finance-1", "po": "postal-1", "pa": "partner-1",
    "ad": "admin-1", "aa": "agency-admin-1", "ca": "content-admin-1",
}  # fmt: skip

TABLE = """
                                                   -- c1 c2 f1 r1 r2 o1 h1 fi po pa ad aa ca
GET  /health                                       ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /openapi.json                                 ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /agencies                                     ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /deadlines                                    ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /procedures                                   ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /procedures/{code}                            ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /lookup/{code}                                ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
GET  /statistics                                   ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
POST /dossiers                                     11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /dossiers                                     11 ++ ++ ++ 33 33 33 33 33 33 33 33 33 33
GET  /dossiers/{code}                              11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/receipt                      11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/forms/{version}              11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
GET  /dossiers/{code}/timeline/verification        11 +4 +4 +4 +4 +4 +4 +4 +4 33 33 33 33 33
POST /dossiers/{code}/supplement                   11 +4 +4 +4 33 33 33 33 33 33 33 33 33 33
POST /dossiers/{code}/withdrawal                   11 +4 +4 +4 33 33 33 33 33 33 33 33 33 33
GET  /desk/dossiers                                11 33 33 33 +3 +3 +3 +3 +3 33 33 33 33 33
GET  /desk/standing                                11 33 33 33 +3 +3 +3 +3 +3 33 33 33 33 33
POST /desk/dossiers                                11 33 33 33 +3 +3 33 33 33 +3 33 33 33 33
POST /desk/dossiers/{code}/acceptance              11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/refusal                 11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/supplement-request      11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/supplement-request @in_process
                                                   11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/fee                     11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/fee @in_process         11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/payment                 11 33 33 33 +3 +3 33 33 +3 33 33 33 33 33
POST /desk/dossiers/{code}/assignment              11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/handover                11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/handovers                               11 33 33 33 33 33 33 +3 33 33 33 ++ +3 33
POST /desk/dossiers/{code}/step                    11 33 33 33 33 33 +3 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/step-return             11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/opinions                11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/opinions/{id}/answer    11 33 33 33 33 33 +3 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/extension               11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/stop                    11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/result                  11 33 33 33 33 33 33 +3 33 33 33 33 33 33
POST /desk/dossiers/{code}/return                  11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/dossiers/{code}/correction              11 33 33 33 +3 +3 33 33 33 33 33 33 33 33
POST /desk/outages                                 11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
GET  /desk/outages                                 11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
GET  /desk/outages/{agency}/{day}/{first}/sheet    11 33 33 33 +3 +3 33 +3 33 33 33 33 +3 33
PUT  /calendar/{day}                               11 33 33 33 33 33 33 33 33 33 33 ++ 33 33
GET  /people                                       11 33 33 33 +3 +3 +3 +3 +3 33 33 ++ +3 ++
GET  /people/{subject}/grants                      11 33 33 33 33 33 33 33 33 33 33 ++ ++ 33
PUT  /people/{subject}/grants                      11 33 33 33 33 33 33 33 33 33 33 ++ +3 33
"""

STATUS = {"1": 401, "3": 403, "4": 404}

# ---- The agencies, their people, and their dossiers ---------------------------------------

HOME, AWAY = "H01.51", "H01.52"
ASKED = "H01.53"  # nobody here works there
STRANGERS = {
    "agency-admin-1": {roles.AGENCY_ADMIN: [HOME]},
    "content-admin-1": {roles.CONTENT_ADMIN: ["*"]},
    "officer-51b": {roles.PROCESSING_OFFICER: [HOME]},
    "officer-52": {roles.PROCESSING_OFFICER: [AWAY]},
    "officer-52b": {roles.PROCESSING_OFFICER: [AWAY]},
    "head-52": {roles.HEAD_OFFICER: [AWAY]},
}
TEAMS = {
    HOME: {"reception": "reception-1", "officer": "officer-1", "head": "head-1",
           "other": "officer-51b"},
    AWAY: {"reception": "reception-2", "officer": "officer-52", "head": "head-52",
           "other": "officer-52b"},
}  # fmt: skip

PERSON = {
    "kind": "citizen", "name": "Lâm Thị Riêng Tư", "identity_number": "089300000777",
    "phone": "0912777777", "address": "Số 777 đường Kín Đáo",
}  # fmt: skip
FIRM = {
    "kind": "firm", "name": "Quách Văn Riêng Tư", "tax_code": "0300588569",
    "organisation": "Công ty Kín Tiếng", "phone": "0912888888", "address": "Số 888 đường Kín Đáo",
}  # fmt: skip
# What may not be told to anyone who is kept out.
PERSONAL = [
    str(one[part]).encode()
    for one in (PERSON, FIRM)
    for part in ("name", "identity_number", "tax_code", "phone", "address", "organisation")
    if part in one
]
CHILD, LAND = "1.001022", "1.012786"
PAPERS = ["TK.NCMC", "GT.CMQH"]
FEE = 15_000


@dataclass(frozen=True)
class Side:
    """One side of a cell: whose dossier, and where it is settled."""

    applicant: str
    agency: str

    @property
    def team(self) -> dict[str, str]:
        return TEAMS[self.agency]

    @property
    def elsewhere(self) -> str:
        return AWAY if self.agency == HOME else HOME


MAI, AN, FIRMS = Side("citizen-1", HOME), Side("citizen-2", AWAY), Side("firm-1", HOME)
SIDES = {"citizen-2": (AN, MAI), "firm-1": (FIRMS, MAI), "reception-2": (AN, MAI)}


Found = dict[str, Any]


class Desk:
    """Dossiers at the stages that the rows need, and requests by anyone."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self._kept: dict[tuple[str, Side], dict[str, Any]] = {}
        for subject, given in STRANGERS.items():
            people.grant(subject, "Người Được Cử", given)

    def ask(
        self, who: str | None, method: str, path: str, order: Any = None, **query: Any
    ) -> Answer:
        headers = {"Authorization": f"Bearer {self._token(who)}"} if who else {}
        return self.province.ask(method, path, order=order, query=query, headers=headers)

    def _token(self, who: str) -> str:
        # The provider knows no strangers; who somebody is, is all a token says.
        provider = self.province.provider
        known = who in dict(provider.accounts())
        token: str = provider.token(who) if known else provider.token("head-1", sub=who)
        return token

    def dossier(self, stage: str, side: Side) -> dict[str, Any]:
        """A dossier at that stage; the same one until somebody moves it."""
        if (stage, side) not in self._kept:
            self._kept[stage, side] = STAGES[stage](self, side)
        return self._kept[stage, side]

    def moved_on(self, stage: str, side: Side) -> None:
        self._kept.pop((stage, side), None)

    def filed(self, side: Side) -> dict[str, Any]:
        return self.done(side.applicant, "POST", "/dossiers", submission(side))

    def moved(self, found: dict[str, Any], side: Side, by: str, move: str, **order: Any) -> Found:
        path = f"/desk/dossiers/{found['code']}/{move}"
        return self.done(side.team[by], "POST", path, order)

    def done(self, who: str, method: str, path: str, order: Any) -> dict[str, Any]:
        answer = self.ask(who, method, path, order)
        assert answer.status in (200, 201), answer.raw
        return answer.body


def submission(side: Side) -> dict[str, Any]:
    """Of a parent for the recognition of a child; of a firm for a lost land certificate."""
    handed_in = [{"code": code, "originals": 1} for code in PAPERS]
    order: dict[str, Any] = {"procedure": CHILD, "agency": side.agency, "applicant": PERSON}
    if side.applicant == "firm-1":
        handed_in = [{"code": "TK.DK18", "originals": 1}]
        order |= {"procedure": LAND, "applicant": FIRM, "form": land_form()}
    return {**order, "papers": handed_in}


def land_form() -> dict[str, Any]:
    schema = in_force(LAND, clock.local_day(clock.now())).version.form_schema or {}
    form: dict[str, Any] = schema["examples"][0]
    return form


def accepted(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(desk.filed(side), side, "reception", "acceptance")


def assigned(desk: Desk, side: Side) -> dict[str, Any]:
    to = side.team["officer"]
    return desk.moved(accepted(desk, side), side, "head", "assignment", to=to)


def in_process(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(accepted(desk, side), side, "officer", "step")


def further_on(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(in_process(desk, side), side, "officer", "step")


def to_sign(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(further_on(desk, side), side, "officer", "step")


def resolved(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(to_sign(desk, side), side, "head", "result", number="1")


def incomplete(desk: Desk, side: Side) -> dict[str, Any]:
    about = submission(side)["papers"][0]["code"]
    defects = [{"about": about, "reason": "Mờ"}]
    found = desk.filed(side)
    return desk.moved(found, side, "reception", "supplement-request", defects=defects)


def to_pay(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(desk.filed(side), side, "reception", "fee", **examined(side))


def asking(desk: Desk, side: Side) -> dict[str, Any]:
    """Of the other agency, which asks this one; or of this one, which asks nobody here."""
    settler = AN if side.agency == HOME else MAI
    return _asking(desk, settler, side.agency)


def _asking(desk: Desk, settler: Side, asked: str) -> dict[str, Any]:
    asked_at = [{"agency": asked, "working_days": 2}]
    found = in_process(desk, settler)
    return desk.moved(found, settler, "officer", "opinions", agencies=asked_at, question="Ý kiến?")


def block(desk: Desk, side: Side) -> dict[str, Any]:
    """No dossier: codes that the agency keeps for paper."""
    return desk.done(side.team["reception"], "POST", "/desk/outages", block_of_codes(side))


STAGES: dict[str, Callable[[Desk, Side], dict[str, Any]]] = {
    "filed": Desk.filed, "accepted": accepted, "assigned": assigned, "in_process": in_process,
    "further_on": further_on, "to_sign": to_sign, "resolved": resolved, "incomplete": incomplete,
    "to_pay": to_pay, "asking": asking, "block": block,
}  # fmt: skip

# ---- What each way is asked ----------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """How a way is asked: of a dossier at a stage, with what order or query."""

    stage: str | None = None
    order: Callable[[Side], dict[str, Any]] | None = None
    query: Callable[[Side], dict[str, Any]] | None = None


def says(**order: Any) -> Callable[[Side], dict[str, Any]]:
    return lambda side: order


def at_agency(side: Side) -> dict[str, Any]:
    return {"agency": side.agency}


def defects(side: Side) -> dict[str, Any]:
    return {"defects": [{"about": submission(side)["papers"][0]["code"], "reason": "Mờ"}]}


def examined(side: Side) -> dict[str, Any]:
    return {"checked": [paper["code"] for paper in submission(side)["papers"]]}


def by_post(side: Side) -> dict[str, Any]:
    return {**submission(side), "channel": "postal", "procedure": "1.004837", "papers": []}


def supplemented(side: Side) -> dict[str, Any]:
    paper, *_ = submission(side)["papers"]
    return {"papers": [{**paper, "copies": 2}]}


def leaving(side: Side) -> dict[str, Any]:
    return {"leaving": side.team["officer"], "to": side.team["other"]}


def corrected(side: Side) -> dict[str, Any]:
    return {"applicant": {"phone": "0912777999"}, "reason": "Gõ nhầm",
            "approved_by": side.team["head"]}  # fmt: skip


def asked_for_opinion(side: Side) -> dict[str, Any]:
    return {"agencies": [{"agency": ASKED, "working_days": 2}], "question": "Ý kiến?"}


def block_of_codes(side: Side) -> dict[str, Any]:
    tomorrow = clock.local_day(clock.now()) + dt.timedelta(days=1)
    return {"agency": side.agency, "day": tomorrow.isoformat(), "size": 1}


_numbers = itertools.count(1)


def new_grants(side: Side) -> dict[str, Any]:
    """Never the same twice, so that there is something to change."""
    given = {roles.PROCESSING_OFFICER: [side.agency]}
    return {"name": f"Người Được Cử Lần {next(_numbers)}", "grants": given}


REASON = says(reason="Nêu rõ lý do")
NOTHING = says()
DAY = says(working=False, name_vi="Ngày nghỉ", name_en="A day off", source="QĐ 1")
ASKED_AS = {
    "GET /deadlines": Asked(query=says(received="2026-11-20T14:00", working_days=3)),
    "GET /lookup/{code}": Asked("filed"),
    "POST /dossiers": Asked(order=submission),
    "GET /dossiers/{code}": Asked("filed"),
    "GET /dossiers/{code}/receipt": Asked("accepted", query=says(format="json")),
    "GET /dossiers/{code}/forms/{version}": Asked("incomplete", query=says(format="json")),
    "GET /dossiers/{code}/timeline/verification": Asked("filed"),
    "POST /dossiers/{code}/supplement": Asked("incomplete", supplemented),
    "POST /dossiers/{code}/withdrawal": Asked("filed", REASON),
    "GET /desk/dossiers": Asked("filed", query=at_agency),
    "GET /desk/standing": Asked(query=at_agency),
    "POST /desk/dossiers": Asked(order=by_post),
    "POST /desk/dossiers/{code}/acceptance": Asked("filed", NOTHING),
    "POST /desk/dossiers/{code}/refusal": Asked("filed", REASON),
    "POST /desk/dossiers/{code}/supplement-request": Asked("filed", defects),
    "POST /desk/dossiers/{code}/fee": Asked("filed", examined),
    "POST /desk/dossiers/{code}/payment": Asked("to_pay", says(amount=FEE, receipt="1")),
    "POST /desk/dossiers/{code}/assignment": Asked(
        "accepted", lambda side: {"to": side.team["other"]}
    ),
    "POST /desk/dossiers/{code}/handover": Asked(
        "assigned", lambda side: {"to": side.team["other"]}
    ),
    "POST /desk/handovers": Asked("assigned", leaving),
    "POST /desk/dossiers/{code}/step": Asked("accepted", NOTHING),
    "POST /desk/dossiers/{code}/step-return": Asked("further_on", REASON),
    "POST /desk/dossiers/{code}/opinions": Asked("accepted", asked_for_opinion),
    "POST /desk/dossiers/{code}/opinions/{id}/answer": Asked("asking", says(answer="Đồng ý")),
    "POST /desk/dossiers/{code}/extension": Asked(
        "accepted", says(working_days=2, reason="Cần xác minh thêm")
    ),
    "POST /desk/dossiers/{code}/stop": Asked("in_process", says(ground="Có căn cứ", article="19")),
    "POST /desk/dossiers/{code}/result": Asked("to_sign", says(number="1")),
    "POST /desk/dossiers/{code}/return": Asked("resolved", NOTHING),
    "POST /desk/dossiers/{code}/correction": Asked("filed", corrected),
    "POST /desk/outages": Asked(order=block_of_codes),
    "GET /desk/outages": Asked(query=at_agency),
    "GET /desk/outages/{agency}/{day}/{first}/sheet": Asked("block", query=says(format="json")),
    "PUT /calendar/{day}": Asked(order=DAY),
    "GET /people": Asked(query=at_agency),
    "PUT /people/{subject}/grants": Asked(order=new_grants),
}


@dataclass(frozen=True)
class Row:
    method: str
    path: str
    stage: str | None
    cells: dict[str, str]


def rows() -> Iterator[Row]:
    heads, *lines = " ".join(TABLE.split("\n")).replace("GET ", "\nGET ").replace(
        "POST ", "\nPOST "
    ).replace("PUT ", "\nPUT ").splitlines()  # fmt: skip
    columns = [WHO[head] or "nobody" for head in heads.split()]
    for line in lines:
        method, path, *rest = line.split()
        stage = rest.pop(0)[1:] if rest[0].startswith("@") else None
        yield Row(method, path, stage, dict(zip(columns, rest, strict=True)))


ROWS = list(rows())


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    return Desk(province)


def test_every_way_in_has_its_row_and_every_row_its_way() -> None:
    ways = {(way.method, way.path) for way in app.door.ways}

    assert ways == {(row.method, row.path) for row in ROWS}


@pytest.mark.parametrize("who", [who or "nobody" for who in WHO.values()])
@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row.method} {row.path} {row.stage or ''}".strip()
)
def test_everyone_fares_as_the_table_says(desk: Desk, row: Row, who: str) -> None:
    for side, sign in zip(SIDES.get(who, (MAI, AN)), row.cells[who], strict=True):
        if sign == "+":
            answer = asked(desk, row, who, side)
            assert 200 <= answer.status < 300, answer.raw
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
        ("citizen-1", "/dossiers", mine), ("citizen-2", "/dossiers", other),
        ("reception-1", "/desk/dossiers", mine), ("reception-2", "/desk/dossiers", other),
    ]:  # fmt: skip
        shown = {line["code"] for line in every_page(desk, who, path)}
        assert shown & {mine, other} == {sees}


@pytest.mark.parametrize("role", sorted(roles.OFFICER_ROLES - roles.DESK))
def test_a_role_that_works_on_no_dossiers_opens_none_elsewhere(desk: Desk, role: str) -> None:
    """Who is let in at the door for a role here is not let in there by another role there."""
    people.grant("two-places", "Người Hai Nơi", {roles.RECEPTION_OFFICER: [HOME], role: [AWAY]})
    theirs = desk.dossier("filed", AN)["code"]

    read = desk.ask("two-places", "GET", f"/dossiers/{theirs}")
    listed = desk.ask("two-places", "GET", "/desk/dossiers", agency=AWAY)

    assert (read.status, listed.status) == (404, 403)


def test_a_revoked_officer_is_out_at_once(desk: Desk) -> None:
    people.grant("leaver", "Người Chuyển Đi", {roles.RECEPTION_OFFICER: [HOME]})
    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 200

    order = {"name": "Người Chuyển Đi", "grants": {}}
    assert desk.ask("admin-1", "PUT", "/people/leaver/grants", order).status == 200

    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 403


def test_an_officer_revoked_in_another_process_is_out_within_a_minute(desk: Desk) -> None:
    known = people.grant("leaver", "Người Chuyển Đi", {roles.RECEPTION_OFFICER: [HOME]})
    assert desk.ask("leaver", "GET", "/desk/dossiers").status == 200

    grants.save_grants(known, {**known, "grants": {}, "version": known["version"] + 1}, "{}")
    with a_minute_later():
        assert desk.ask("leaver", "GET", "/desk/dossiers").status == 403


def test_who_administers_one_agency_says_nothing_anew_of_the_officers_of_another(
    desk: Desk,
) -> None:
    given = {roles.PROCESSING_OFFICER: [AWAY]}
    people.grant("settled-away", "Người Nơi Khác", given)

    for anew in ({"name": "Tên Khác"}, {"name": "Người Nơi Khác", "identity_number": "0" * 12}):
        order = {"grants": given, **anew}
        assert desk.ask("agency-admin-1", "PUT", "/people/settled-away/grants", order).status == 403


def test_an_officer_whose_roles_change_still_settles_no_dossier_of_their_own(desk: Desk) -> None:
    number = str(PERSON["identity_number"])
    given = {roles.PROCESSING_OFFICER: [HOME]}
    people.grant("applies-too", "Người Cũng Nộp", given, key=people.person_key(number))

    order = {"name": "Người Cũng Nộp", "grants": {roles.RECEPTION_OFFICER: [HOME]}}
    assert desk.ask("agency-admin-1", "PUT", "/people/applies-too/grants", order).status == 200

    code = desk.dossier("filed", MAI)["code"]
    answer = desk.ask("applies-too", "POST", f"/desk/dossiers/{code}/acceptance", {})
    assert (answer.status, answer.body["code"]) == (403, "own_dossier")


# ---- What the tests say ----------------------------------------------------------------------


def audience(row: Row) -> frozenset[str]:
    found: frozenset[str] = next(
        way.audience for way in app.door.ways if (way.method, way.path) == (row.method, row.path)
    )
    return found


def asked(desk: Desk, row: Row, who: str, side: Side) -> Answer:
    """Lets somebody ask; a dossier that was moved is not used again."""
    how = ASKED_AS.get(f"{row.method} {row.path}", Asked())
    stage = row.stage or how.stage
    answer = desk.ask(
        None if who == "nobody" else who, row.method, path_of(desk, row, stage, side),
        how.order(side) if how.order else None, **(how.query(side) if how.query else {}),
    )  # fmt: skip
    if stage and row.method != "GET" and answer.status < 300:
        desk.moved_on(stage, side)
    return answer


def kept_out(desk: Desk, row: Row, who: str, side: Side) -> Answer:
    """Lets somebody ask who is to be kept out: it changes nothing."""
    how = ASKED_AS.get(f"{row.method} {row.path}", Asked())
    stage = row.stage or how.stage
    if stage:
        desk.dossier(stage, side)  # made ready before anyone counts the writes
    return without_writing(lambda: asked(desk, row, who, side))


def path_of(desk: Desk, row: Row, stage: str | None, side: Side) -> str:
    found = desk.dossier(stage, side) if stage else {}
    parts = {
        "code": CHILD, "day": "2099-01-06", "subject": side.team["other"],
        **found, "agency": side.agency, "id": "1", "version": "2",
    }  # fmt: skip
    return quote(row.path.format_map(parts))


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
