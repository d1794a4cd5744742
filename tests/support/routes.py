"""A valid request for every route: a dossier at the right stage, with body or query."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.dossiers import examples
from chalicelib.foundation import clock
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.procedures.actions import in_force
from chalicelib.reception import actions as reception
from chalicelib.reception.orders import IntakeOrder
from tests.support import officers
from tests.support.numbers import fresh, receipt
from tests.support.province import Answer, Province
from tests.support.submissions import GUARDIAN, complete

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
    "postal-52": {roles.POSTAL_AGENT: [AWAY]},
    "leaver-51": {roles.PROCESSING_OFFICER: [HOME]},
    "leaver-52": {roles.PROCESSING_OFFICER: [AWAY]},
}
TEAMS = {
    HOME: {
        "reception": "reception-1",
        "officer": "officer-1",
        "head": "head-1",
        "other": "officer-51b",
        "leaver": "leaver-51",
        "postal": "postal-1",
    },
    AWAY: {
        "reception": "reception-2",
        "officer": "officer-52",
        "head": "head-52",
        "other": "officer-52b",
        "leaver": "leaver-52",
        "postal": "postal-52",
    },
}

PERSON = {
    "kind": "citizen",
    "name": "Lâm Thị Riêng Tư",
    "identity_number": "089300000777",
    "phone": "0912777777",
    "address": "Số 777 đường Kín Đáo",
}
FIRM = {
    "kind": "firm",
    "name": "Quách Văn Riêng Tư",
    "tax_code": "0300588569",
    "organisation": "Công ty Kín Tiếng",
    "phone": "0912888888",
    "address": "Số 888 đường Kín Đáo",
}
# By what right the accounts of these tests file for whom they file.
REPRESENTATIVE = {"capacity": "representative", "paper": {"kind": "Giấy giới thiệu"}}
CHILD, PERMIT = "1.001022", "1.013228"
PAPERS = ["TK.NCMC", "GT.CMQH"]
FEE = 15_000
# A number is given once: of each dossier its own, and the same when it is sent again.
ITS_OWN = "its own"
ANEW = "its own, anew"  # of the document that takes the place of a wrong one
# What nobody who is kept out may learn.
PERSONAL = [
    str(one[part]).encode()
    for one in (PERSON, FIRM)
    for part in ("name", "identity_number", "tax_code", "phone", "address", "organisation")
    if part in one
]


@dataclass(frozen=True)
class Side:
    """One side of a cell: whose dossier, where it is received, and where it is settled.

    ``settled_by`` is another agency where boundaries do not matter. ``number`` is the identity
    number of whose dossier it is, ``consults`` the agency whose opinion it waits for.
    """

    applicant: str
    agency: str
    settled_by: str = ""
    at_counter: bool = False
    number: str = ""
    consults: str = ASKED

    @property
    def settler(self) -> str:
        return self.settled_by or self.agency

    @property
    def team(self) -> dict[str, str]:
        """Who does what: reception and the post where it is received, the others where settled."""
        received_by = TEAMS[self.agency]
        own = {part: received_by[part] for part in ("reception", "postal")}
        return {**TEAMS[self.settler], **own}


MAI, AN, FIRMS = Side("citizen-1", HOME), Side("citizen-2", AWAY), Side("firm-1", HOME)


Found = dict[str, Any]


class Desk:
    """Dossiers at the stages that the rows need, and requests by anyone."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self._kept: dict[tuple[str, Side], dict[str, Any]] = {}
        self._tokens: dict[str, str] = {}
        for subject, given in STRANGERS.items():
            officers.grant(subject, "Người Được Cử", given)

    def ask(
        self,
        who: str | None,
        method: str,
        path: str,
        order: Any = None,
        once: str = "",
        **query: Any,
    ) -> Answer:
        """A request of an account; ``once`` is its Idempotency-Key."""
        order = numbered(order, path)
        headers = {"Authorization": f"Bearer {self.token(who)}"} if who else {}
        headers |= {"Idempotency-Key": once} if once else {}
        return self.province.ask(method, path, order=order, query=query, headers=headers)

    def token(self, who: str) -> str:
        """One token of each account is used for hours, as people do."""
        if who not in self._tokens:
            # The provider knows no strangers.
            provider = self.province.provider
            known = who in dict(provider.accounts())
            self._tokens[who] = provider.token(who) if known else officers.token(provider, who)
        return self._tokens[who]

    def dossier(self, stage: str, side: Side) -> dict[str, Any]:
        """A dossier at that stage; the same one until somebody moves it."""
        if (stage, side) not in self._kept:
            self._kept[stage, side] = STAGES[stage](self, side)
        return self._kept[stage, side]

    def moved_on(self, stage: str, side: Side) -> None:
        self._kept.pop((stage, side), None)

    def filed(self, side: Side) -> dict[str, Any]:
        """Filed online; or brought to the counter, and registered there."""
        if not side.at_counter:
            return self.done(side.applicant, "POST", "/dossiers", submission(side))
        brought = {**at_counter(side), "accept": False}
        return self.done(side.team["reception"], "POST", "/desk/dossiers", brought)

    def moved(self, found: dict[str, Any], side: Side, by: str, move: str, **order: Any) -> Found:
        path = f"/desk/dossiers/{found['code']}/{move}"
        return self.done(side.team[by], "POST", path, order)

    def done(self, who: str, method: str, path: str, order: Any) -> dict[str, Any]:
        answer = self.ask(who, method, path, order)
        assert answer.status in (200, 201), answer.raw
        return answer.body


def numbered(order: Any, path: str) -> Any:
    """An order whose number is its own, with one made of the code in its path."""
    if not (order and order.get("number") in (ITS_OWN, ANEW)):
        return order
    symbol = "TB" if order["number"] == ITS_OWN else "SUA"
    return {**order, "number": f"{path.split('/')[3]}/{symbol}"}


def submission(side: Side) -> dict[str, Any]:
    """Of a parent for the recognition of a child; of a firm for a lost building permit."""
    handed_in = [{"code": code, "originals": 1} for code in PAPERS]
    applicant = {**PERSON, **({"identity_number": side.number} if side.number else {})}
    order: dict[str, Any] = {"procedure": CHILD, "agency": side.agency, "applicant": applicant}
    order |= {"form": form_of(CHILD, applicant), "acting": GUARDIAN}
    if side.applicant == "firm-1":
        handed_in = [{"code": "TK.GPXD", "originals": 1}]
        order |= {"procedure": PERMIT, "applicant": FIRM, "form": form_of(PERMIT, FIRM)}
        order["acting"] = REPRESENTATIVE
    return {**order, "papers": handed_in, "declared": True}


def at_counter(side: Side) -> dict[str, Any]:
    """The same brought to the counter, perhaps of another agency than the one that settles it."""
    settled_by = {"settled_by": side.settled_by} if side.settled_by else {}
    brings = {"handed_in_by": came(side)["came"]} if came(side) else {}
    return {**submission(side), "channel": "counter", **settled_by, **brings}


def came(side: Side) -> dict[str, Any]:
    """A firm comes to the counter as somebody; a citizen as who they are."""
    return {"came": examples.bearer()} if side.applicant == "firm-1" else {}


def refused_at_once(side: Side) -> dict[str, Any]:
    """Brought to the counter, and refused there."""
    whole = submission(side)
    told = {name: whole[name] for name in ("procedure", "agency", "applicant")}
    return {**told, "refused": {"reason": "Không đủ điều kiện"}}


def form_of(procedure: str, applicant: dict[str, Any]) -> dict[str, Any]:
    version = in_force(procedure, clock.local_day(clock.now())).version
    return examples.form_of(version, None, applicant)


def accepted(desk: Desk, side: Side) -> dict[str, Any]:
    """Brought to the counter, where its fee is due with the result."""
    brought = desk.filed(replace(side, at_counter=True))
    return desk.moved(brought, side, "reception", "acceptance")


def received(desk: Desk, side: Side) -> dict[str, Any]:
    """Filed by its applicant, and accepted."""
    return desk.moved(exempt(desk, side), side, "reception", "acceptance")


def exempt(desk: Desk, side: Side) -> dict[str, Any]:
    """Its fee is not taken, on a published ground; a firm's is due with the result."""
    if submission(side)["procedure"] != CHILD:
        return desk.filed(side)
    charges = [{"name": "Lệ phí hộ tịch", "exempt": "poor"}]
    return desk.moved(desk.filed(side), side, "reception", "fee", charges=charges)


def filed_online(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.filed(replace(side, at_counter=False, settled_by=""))


def late(desk: Desk, side: Side) -> dict[str, Any]:
    """Accepted so long ago that it is overdue."""
    order = IntakeOrder.model_validate(at_counter(side))
    officer = people.officer(side.team["reception"])
    long_ago = clock.now() - dt.timedelta(days=40)
    filing = order.brought(from_post=False)
    code = reception.receive(filing, officer, now=lambda: long_ago).dossier.code
    answer = desk.ask(side.team["reception"], "GET", f"/dossiers/{code}")
    assert answer.status == 200, answer.raw
    return answer.body


def late_in_hands(desk: Desk, side: Side) -> dict[str, Any]:
    to = side.team["officer"]
    return desk.moved(late(desk, side), side, "head", "assignment", to=to)


def explained(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(late(desk, side), side, "officer", "explanation", **EXPLAINED)


def by_post(desk: Desk, side: Side) -> dict[str, Any]:
    """Handed over by the agency's postal agent, and accepted since."""
    found = desk.done(side.team["postal"], "POST", "/desk/dossiers", posted(side))
    return desk.moved(found, side, "reception", "acceptance")


def assigned(desk: Desk, side: Side) -> dict[str, Any]:
    to = side.team["officer"]
    return desk.moved(accepted(desk, side), side, "head", "assignment", to=to)


def left(desk: Desk, side: Side) -> dict[str, Any]:
    """In the hands of an officer who leaves."""
    to = side.team["leaver"]
    return desk.moved(accepted(desk, side), side, "head", "assignment", to=to)


def in_hands(desk: Desk, side: Side) -> dict[str, Any]:
    """Given to an officer, who is at work on it."""
    return in_hands_of(desk, side, side.team["officer"])


def in_hands_of(desk: Desk, side: Side, who: str) -> dict[str, Any]:
    found = desk.moved(accepted(desk, side), side, "head", "assignment", to=who)
    for _ in range(2):
        found = desk.done(who, "POST", f"/desk/dossiers/{found['code']}/step", {})
    return found


def in_process(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(accepted(desk, side), side, "officer", "step")


def further_on(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(in_process(desk, side), side, "officer", "step")


def to_sign(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(further_on(desk, side), side, "officer", "step")


def signed(desk: Desk, side: Side) -> dict[str, Any]:
    """Signed; what is due with the result was not asked for yet."""
    return desk.moved(to_sign(desk, side), side, "head", "result", number=fresh())


def resolved(desk: Desk, side: Side) -> dict[str, Any]:
    """Signed, and what is due with the result is paid."""
    found = desk.moved(signed(desk, side), side, "reception", "fee")
    paid = {"amount": found["fee_due"], "receipt": receipt()}
    return desk.moved(found, side, "reception", "payment", **paid)


def incomplete(desk: Desk, side: Side) -> dict[str, Any]:
    about = submission(side)["papers"][0]["code"]
    defects = [{"about": about, "reason": "Mờ"}]
    found = desk.filed(side)
    return desk.moved(found, side, "reception", "supplement-request", defects=defects)


def to_pay(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(desk.filed(side), side, "reception", "fee", **examined(side))


def to_pay_in_process(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(in_process(desk, side), side, "officer", "fee")


def returned(desk: Desk, side: Side) -> dict[str, Any]:
    return desk.moved(resolved(desk, side), side, "reception", "return", **came(side))


def corrected_result(desk: Desk, side: Side) -> dict[str, Any]:
    wrong = {"number": ANEW, "reason": "Sai ngày sinh", "remedy": "Cấp bản đúng"}
    return desk.moved(returned(desk, side), side, "head", "result-correction", **wrong)


def refused(desk: Desk, side: Side) -> dict[str, Any]:
    no = {"number": ITS_OWN, "decision": "refused", "reason": "Không đủ điều kiện"}
    return desk.moved(to_sign(desk, side), side, "head", "result", **no)


WITHDRAWN = {
    "number": ANEW,
    "article": "Điều khoản thử nghiệm",
    "reason": "Từ chối nhầm",
    "remedy": "Tiếp tục giải quyết",
}


def lost(side: Side) -> dict[str, Any]:
    """A paper of the dossier that the agency lost."""
    paper = submission(side)["papers"][0]["code"]
    return {"papers": [paper], "reason": "Thất lạc khi chuyển", "remedy": "Xin cấp lại"}


def stopped(desk: Desk, side: Side) -> dict[str, Any]:
    why = {"ground": "Có căn cứ", "article": "19"}
    return desk.moved(in_process(desk, side), side, "head", "stop", **why)


def withdrawn(desk: Desk, side: Side) -> dict[str, Any]:
    """Brought to the counter, and taken back: its papers lie there."""
    found = desk.filed(replace(side, at_counter=True))
    path = f"/dossiers/{found['code']}/withdrawal"
    order = {"reason": "Không cần nữa", **came(side)}
    return desk.done(side.team["reception"], "POST", path, order)


def not_received(desk: Desk, side: Side) -> dict[str, Any]:
    found = desk.filed(replace(side, at_counter=True))
    return desk.moved(found, side, "reception", "refusal", reason="Không đủ điều kiện")


def to_correct(desk: Desk, side: Side) -> dict[str, Any]:
    return to_correct_by(desk, side, side.team["reception"])


def to_correct_by(desk: Desk, side: Side, who: str) -> dict[str, Any]:
    """A head has approved that this officer corrects it."""
    path = f"/desk/dossiers/{desk.filed(side)['code']}/approvals"
    return desk.done(side.team["head"], "POST", path, {**approved(side), "officer": who})


def asking(desk: Desk, side: Side) -> dict[str, Any]:
    """Of the other agency, which asks this one; or of this one, which asks nobody here."""
    settler = AN if side.agency == HOME else MAI
    return _asking(desk, settler, side.agency)


def awaiting(desk: Desk, side: Side) -> dict[str, Any]:
    """Settled here, and waiting for what another agency says."""
    return _asking(desk, side, side.consults)


def awaiting_in_hands(desk: Desk, side: Side) -> dict[str, Any]:
    return _consulting(desk, side, in_hands(desk, side), side.consults)


def _asking(desk: Desk, settler: Side, asked: str) -> dict[str, Any]:
    return _consulting(desk, settler, in_process(desk, settler), asked)


def _consulting(desk: Desk, settler: Side, found: Found, asked: str) -> dict[str, Any]:
    asked_at = [{"agency": asked, "working_days": 2}]
    return desk.moved(found, settler, "officer", "opinions", agencies=asked_at, question="Ý kiến?")


def block(desk: Desk, side: Side) -> dict[str, Any]:
    """No dossier: codes that the agency keeps for paper."""
    return desk.done(side.team["reception"], "POST", "/desk/outages", block_of_codes(side))


def drafted(desk: Desk, side: Side) -> dict[str, Any]:
    """No dossier: a change of an agency's own process, drafted by who approves nothing."""
    return desk.done("content-admin-1", "POST", "/administration/changes", own_process(side))


STAGES: dict[str, Callable[[Desk, Side], dict[str, Any]]] = {
    "filed": Desk.filed,
    "filed_online": filed_online,
    "exempt": exempt,
    "accepted": accepted,
    "received": received,
    "assigned": assigned,
    "left": left,
    "in_hands": in_hands,
    "in_process": in_process,
    "further_on": further_on,
    "to_sign": to_sign,
    "signed": signed,
    "resolved": resolved,
    "incomplete": incomplete,
    "to_pay": to_pay,
    "to_pay_in_process": to_pay_in_process,
    "returned": returned,
    "refused": refused,
    "corrected": corrected_result,
    "stopped": stopped,
    "withdrawn": withdrawn,
    "not_received": not_received,
    "to_correct": to_correct,
    "late": late,
    "late_in_hands": late_in_hands,
    "explained": explained,
    "by_post": by_post,
    "asking": asking,
    "awaiting": awaiting,
    "awaiting_in_hands": awaiting_in_hands,
    "block": block,
    "drafted": drafted,
}

# ---- A request for each route ----------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A request that a route takes: for a dossier at a stage, with an order or a query.

    ``naming`` is an order that names the dossier itself, where the path does not.
    """

    stage: str | None = None
    order: Callable[[Side], dict[str, Any]] | None = None
    query: Callable[[Side], dict[str, Any]] | None = None
    naming: Callable[[Found], dict[str, Any]] | None = None

    def order_of(self, desk: Desk, side: Side) -> dict[str, Any] | None:
        if self.naming:
            return self.naming(desk.dossier(self.stage or "", side))
        return self.order(side) if self.order else None


def says(**order: Any) -> Callable[[Side], dict[str, Any]]:
    return lambda side: order


def at_agency(side: Side) -> dict[str, Any]:
    return {"agency": side.agency}


def defects(side: Side) -> dict[str, Any]:
    return {"defects": [{"about": submission(side)["papers"][0]["code"], "reason": "Mờ"}]}


def examined(side: Side) -> dict[str, Any]:
    return {"checked": [paper["code"] for paper in submission(side)["papers"]]}


def posted(side: Side) -> dict[str, Any]:
    applicant = submission(replace(side, applicant="citizen-1"))["applicant"]
    about = complete("1.004837", applicant=applicant)
    brought = {**submission(side), **about, "channel": "postal"}
    return {**brought, "applicant": applicant}


def supplemented(side: Side) -> dict[str, Any]:
    paper, *_ = submission(side)["papers"]
    return {"papers": [{**paper, "copies": 2}]}


def leaving(side: Side) -> dict[str, Any]:
    return {"leaving": side.team["leaver"], "to": side.team["other"]}


def corrected(side: Side) -> dict[str, Any]:
    return {"applicant": {"phone": "0912777999"}, "reason": "Gõ nhầm"}


def approved(side: Side) -> dict[str, Any]:
    officer = side.team["reception"]
    return {"move": "correct", "officer": officer, "reason": "Gõ nhầm", "fields": ["phone"]}


def asked_for_opinion(side: Side) -> dict[str, Any]:
    return {"agencies": [{"agency": ASKED, "working_days": 2}], "question": "Ý kiến?"}


def block_of_codes(side: Side) -> dict[str, Any]:
    tomorrow = clock.local_day(clock.now()) + dt.timedelta(days=1)
    return {"agency": side.agency, "day": tomorrow.isoformat(), "size": 1}


_numbers = itertools.count(1)


def old_lines(side: Side) -> dict[str, Any]:
    """A line of a file of the system that is replaced; tried only, so that it can be sent again."""
    from chalicelib.takeover import examples

    line = {**examples.line(), "agency": side.agency}
    return {"system": "Hệ thống trước", "lines": [line]}


def own_process(side: Side) -> dict[str, Any]:
    """A draft of the internal process that the agency is to have of its own from tomorrow; never
    the same twice, so that there is something to change."""
    tomorrow = clock.local_day(clock.now()) + dt.timedelta(days=1)
    steps = [one.model_dump(mode="json") for one in in_force(CHILD, tomorrow).version.process]
    return {
        "kind": "process",
        "key": CHILD,
        "agency": side.agency,
        "in_force_from": tomorrow.isoformat(),
        "decision": {"number": "1/QĐ", "date": "2026-01-05", "issued_by": "UBND tỉnh"},
        "data": {"process": [{**steps[0], "title": f"Nhận hồ sơ {next(_numbers)}"}, *steps[1:]]},
    }


def revised(side: Side) -> dict[str, Any]:
    draft = own_process(side)
    return {name: draft[name] for name in ("in_force_from", "decision", "data")} | {"version": 1}


def verified(side: Side) -> dict[str, Any]:
    return {
        # To the minute, as people write it: sent again, it is the same.
        "happened_at": clock.shown(clock.now().replace(second=0, microsecond=0)),
        "place": "Nhà văn hóa khóm 1",
        "participants": ["Trần Thị Ví Dụ"],
        "content": "Đúng như khai",
    }


def new_grants(side: Side) -> dict[str, Any]:
    """Never the same twice, so that there is something to change."""
    given = {roles.PROCESSING_OFFICER: [side.agency]}
    return {"name": f"Người Được Cử Lần {next(_numbers)}", "grants": given}


EXPLAINED = {"lateness": "workload", "reason": "Hồ sơ dồn sau ngày nghỉ"}
REASON = says(reason="Nêu rõ lý do")
NOTHING = says()
EXAMPLES = {
    "GET /places": Example(query=says(address="xã Mỹ Phước, Tân Phước, Tiền Giang")),
    "GET /deadlines": Example(query=says(received="2026-11-20T14:00", working_days=3)),
    "GET /lookup/{code}": Example("filed"),
    "POST /dossiers": Example(order=submission),
    "PUT /drafts/{draft}": Example(order=says(procedure=CHILD, content={})),
    "POST /drafts/{draft}/removal": Example(),
    "GET /dossiers/{code}": Example("filed"),
    "GET /dossiers/{code}/receipt": Example("received", query=says(format="json")),
    "GET /dossiers/{code}/form": Example("filed", query=says(format="json")),
    "GET /dossiers/{code}/forms/{version}": Example("incomplete", query=says(format="json")),
    "GET /dossiers/{code}/timeline/verification": Example("filed"),
    "GET /dossiers/{code}/readings": Example("filed"),
    "POST /dossiers/{code}/supplement": Example("incomplete", supplemented),
    "POST /dossiers/{code}/amendment": Example("filed", supplemented),
    "POST /dossiers/{code}/withdrawal": Example("filed", REASON),
    "GET /desk/dossiers": Example("filed", query=at_agency),
    "GET /desk/standing": Example(query=at_agency),
    "POST /desk/dossiers": Example(order=posted),
    "POST /desk/dossiers/{code}/acceptance": Example("exempt", NOTHING),
    "POST /desk/dossiers/{code}/forwarding": Example("accepted", NOTHING),
    "POST /desk/forwardings": Example("accepted", naming=lambda found: {"codes": [found["code"]]}),
    "POST /desk/dossiers/{code}/refusal": Example("filed", REASON),
    "POST /desk/dossiers/{code}/supplement-request": Example("filed", defects),
    "POST /desk/dossiers/{code}/fee": Example("filed", examined),
    "POST /desk/dossiers/{code}/payment": Example(
        "to_pay", lambda _: {"amount": FEE, "receipt": receipt()}
    ),
    "POST /desk/dossiers/{code}/assignment": Example(
        "accepted", lambda side: {"to": side.team["other"]}
    ),
    "POST /desk/dossiers/{code}/handover": Example(
        "assigned", lambda side: {"to": side.team["other"]}
    ),
    "POST /desk/handovers": Example("left", leaving),
    "POST /desk/dossiers/{code}/step": Example("accepted", NOTHING),
    "POST /desk/dossiers/{code}/step-return": Example("further_on", REASON),
    "POST /desk/dossiers/{code}/opinions": Example("accepted", asked_for_opinion),
    "POST /desk/dossiers/{code}/opinions/{id}/answer": Example("asking", says(answer="Đồng ý")),
    "POST /desk/dossiers/{code}/opinions/{id}/cancellation": Example("awaiting", REASON),
    "POST /desk/dossiers/{code}/extension": Example(
        "accepted", says(working_days=2, reason="Cần xác minh thêm")
    ),
    "POST /desk/dossiers/{code}/longer-limit": Example(
        "accepted", says(limit="verification", reason="Phải xác minh")
    ),
    "POST /desk/dossiers/{code}/verification": Example("accepted", verified),
    "POST /desk/dossiers/{code}/explanation": Example("late", says(**EXPLAINED)),
    "POST /desk/dossiers/{code}/apology": Example(
        "explained", says(working_days=2, reason="Hồ sơ dồn sau ngày nghỉ")
    ),
    "POST /desk/dossiers/{code}/result-correction": Example(
        "returned",
        says(number=ANEW, reason="Sai ngày sinh", remedy="Cấp bản đúng"),
    ),
    "POST /desk/dossiers/{code}/refusal-withdrawal": Example("refused", says(**WITHDRAWN)),
    "POST /desk/dossiers/{code}/loss": Example("accepted", lost),
    "POST /desk/dossiers/{code}/stop": Example(
        "in_process", says(ground="Có căn cứ", article="19")
    ),
    "POST /desk/dossiers/{code}/result": Example("to_sign", says(number=ITS_OWN)),
    "POST /desk/dossiers/{code}/return": Example("resolved", NOTHING),
    "POST /desk/dossiers/{code}/correction": Example("to_correct", corrected),
    "POST /desk/dossiers/{code}/approvals": Example("filed", approved),
    "POST /desk/dossiers/{code}/approvals/withdrawal": Example(
        "to_correct", says(move="correct", reason="Không cần nữa")
    ),
    "POST /desk/outages": Example(order=block_of_codes),
    "GET /desk/outages": Example(query=at_agency),
    "GET /desk/dossiers/{code}/control-sheet": Example("accepted", query=says(format="json")),
    "GET /desk/registers/{agency}": Example(
        query=says(first="2026-11-02", last="2026-11-30", format="json")
    ),
    "GET /desk/outages/{agency}/{day}/{first}/sheet": Example("block", query=says(format="json")),
    "GET /administration/data": Example(query=says(kind="procedure", key=CHILD)),
    "POST /administration/changes": Example(order=own_process),
    "GET /administration/changes/{change}": Example("drafted"),
    "GET /administration/changes/{change}/comparison": Example("drafted"),
    "POST /administration/changes/{change}/revision": Example("drafted", revised),
    "POST /administration/changes/{change}/approval": Example("drafted", says(version=1)),
    "POST /administration/changes/{change}/refusal": Example(
        "drafted", says(version=1, reason="Nêu rõ lý do")
    ),
    "POST /administration/changes/{change}/withdrawal": Example(
        "drafted", says(version=1, reason="Nêu rõ lý do")
    ),
    "POST /administration/imports": Example(order=old_lines),
    "GET /people": Example(query=at_agency),
    "PUT /people/{subject}/grants": Example(order=new_grants),
}

# Whose word it is, where it is not the applicant's or the first of the audience.
BY = {
    "POST /dossiers": "citizen-1",
    "POST /administration/changes": "content-admin-1",
    "POST /administration/imports": "admin-1",
    **{
        f"POST /administration/changes/{{change}}/{act}": by
        for act, by in (
            ("revision", "content-admin-1"),
            ("approval", "admin-1"),
            ("refusal", "admin-1"),
            ("withdrawal", "content-admin-1"),
        )
    },
    "POST /dossiers/{code}/supplement": "citizen-1",
    "POST /dossiers/{code}/amendment": "citizen-1",
    "POST /dossiers/{code}/withdrawal": "citizen-1",
    **{
        f"POST /desk/dossiers/{{code}}/{move}": "officer-1"
        for move in (
            "handover",
            "step",
            "step-return",
            "explanation",
            "longer-limit",
            "verification",
            "opinions",
            "opinions/{id}/answer",
            "opinions/{id}/cancellation",
        )
    },
    **{
        f"POST /desk/dossiers/{{code}}/{move}": "head-1"
        for move in (
            "assignment",
            "extension",
            "apology",
            "result-correction",
            "refusal-withdrawal",
            "loss",
            "stop",
            "result",
            "approvals",
            "approvals/withdrawal",
        )
    },
}


def parts_of(desk: Desk, stage: str | None, side: Side) -> dict[str, str]:
    """What the parts of a path are, for a dossier at that stage."""
    return parts(desk.dossier(stage, side) if stage else {}, side)


def parts(found: Found, side: Side) -> dict[str, str]:
    """What the parts of a path are, for this dossier."""
    known = {"code": CHILD, "day": "2099-01-06", "subject": side.team["other"], **found}
    return {
        **{
            name: str(known[name])
            for name in ("code", "day", "subject", "first", "change")
            if name in known
        },
        "agency": side.agency,
        "draft": "draft-of-a-test",
        "id": "1",
        "version": "2",
    }
