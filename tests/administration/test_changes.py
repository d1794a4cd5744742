"""Changes of the province's data: drafted, compared, decided on by a second person, in force."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.administration import actions, store
from chalicelib.administration.data import datum
from chalicelib.administration.model import Kind
from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import extended
from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Invalid
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.actions import identify
from chalicelib.procedures import actions as procedures
from chalicelib.reception import actions as reception
from tests.administration.changes import (
    CHANGES,
    DECISION,
    FEE,
    act,
    approved,
    current,
    drafted,
    fee_order,
    order,
    today,
    tomorrow,
)
from tests.support import officers
from tests.support.faults import FAULTS, broken
from tests.support.people import citizen
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused, without_writing
from tests.support.restored import as_it_was
from tests.support.submissions import complete, submission

HOME, AWAY = "H01.51", "H01.52"
STEPS = "1.004837"


@pytest.fixture(autouse=True)
def restored(province: Province) -> Iterator[None]:
    """What a test puts in force is gone after it."""
    with as_it_was():
        yield
    clock.forget()


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), clock.LOCAL)


def received_on(day: dt.date, procedure: str = FEE, agency: str = HOME) -> Any:
    by = citizen("089300000081")
    asked = submission(**complete(procedure), agency=agency)
    return reception.submit(asked, by, now=lambda: noon(day)).dossier


def fee_of(dossier: Any) -> int:
    kept = procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)
    return kept.version.fees[0].amount


def retitled(process: dict[str, Any]) -> dict[str, Any]:
    process["process"][1]["title"] = "Thẩm tra hai lần"
    return process


# ---- In force from its day on --------------------------------------------------------------------


def test_a_fee_that_is_changed_holds_for_what_is_received_from_its_day_on(
    province: Province,
) -> None:
    before = current(province, "procedure", FEE)["version"]["fees"][0]["amount"]
    early = received_on(today())

    approved(province, fee_order(province, before + 1000))

    late, same_day = received_on(tomorrow()), received_on(today())
    assert [fee_of(one) for one in (early, same_day, late)] == [before, before, before + 1000]


def test_a_rule_set_with_another_limit_holds_from_its_day_on(province: Province) -> None:
    data = current(province, "rules", "province")
    rule = data["rules"]["supplement_answer_working_days"]
    rule["value"] += 5

    approved(province, order("rules", "province", data))

    kept = [agencies.rules_of(received_on(day).rules) for day in (today(), tomorrow())]
    values = [one.value("supplement_answer_working_days") for one in kept]
    assert values == [rule["value"] - 5, rule["value"]]


def test_an_agency_settles_by_the_process_that_was_approved_for_it(province: Province) -> None:
    data = retitled(current(province, "process", STEPS, agency=HOME))

    approved(province, order("process", STEPS, data, agency=HOME))

    titles = []
    for agency in (HOME, AWAY):
        kept = received_on(tomorrow(), STEPS, agency)
        named = procedures.pinned(kept.procedure, kept.procedure_from, kept.process)
        titles.append(named.version.process[1].title)
    assert titles[0] == "Thẩm tra hai lần" != titles[1]


def test_a_form_is_changed_in_every_procedure_that_asks_for_it(province: Province) -> None:
    asking = procedures.in_force("1.001193", today())
    form = asking.version.form or ""
    data = current(province, "form", form)
    data["form_schema"]["title"] = "Mẫu mới"

    approved(province, order("form", form, data))

    later = procedures.in_force("1.001193", tomorrow()).version
    assert (later.form_schema or {})["title"] == "Mẫu mới"
    assert procedures.in_force("1.001193", today()) == asking


def test_a_procedure_that_is_the_provinces_own_is_offered_from_its_day_on(
    province: Province,
) -> None:
    data = current(province, "procedure", STEPS)
    data |= {"code": "9.000001", "name": "Thủ tục đặc thù của tỉnh"}

    approved(province, order("procedure", "9.000001", data))

    assert procedures.in_force("9.000001", tomorrow()).name == "Thủ tục đặc thù của tỉnh"
    with pytest.raises(Invalid):
        procedures.in_force("9.000001", today())


def test_a_new_agency_is_there_from_its_first_day(province: Province) -> None:
    data = current(province, "agency", HOME, agency=HOME)
    data |= {
        "identifier": "H01.97",
        "legacy": "000.00.97.H01",
        "effective_from": tomorrow().isoformat(),
        "email": "moi@example.gov.vn",
        "site": "https://moi.example.gov.vn",
    }

    approved(province, order("agency", "H01.97", data, agency="H01.97"))

    assert agencies.receiving_agency("H01.97", tomorrow()).identifier == "H01.97"
    with pytest.raises(Invalid):
        agencies.receiving_agency("H01.97", today())
    (shown,) = [
        one
        for one in province.get("/agencies", ended="true").body["agencies"]
        if one["identifier"] == HOME
    ]
    assert {"email", "site"} <= shown.keys()
    assert agencies.agency("H01.97").email == "moi@example.gov.vn"


def test_opening_hours_that_are_changed_count_from_their_day_on(province: Province) -> None:
    hours = {"hours": "mon-sun 00:00-12:00", "article": "QĐ giờ làm việc"}

    approved(province, order("hours", "office", hours, since=today()))
    approved(province, order("hours", "office", {**hours, "hours": "mon-sun 12:00-23:00"}))

    calendar = agencies.calendar_of(HOME)
    assert calendar.hours_between(noon(today()), noon(today())) == "mon-sun 00:00-12:00"
    assert calendar.hours_between(noon(tomorrow()), noon(tomorrow())) == "mon-sun 12:00-23:00"
    assert agencies.hours_on(tomorrow())["office"][0] == "mon-sun 12:00-23:00"


def test_a_due_time_counts_hours_that_change_meanwhile_each_on_their_own_days(
    province: Province,
) -> None:
    """Also when it is counted again once they have changed."""
    first, then = dt.date(2033, 3, 14), dt.date(2033, 3, 16)  # a Monday and its Wednesday
    hours = {"hours": "mon-fri 07:00-11:00 13:00-17:00", "article": "QĐ 1"}
    approved(province, order("hours", "office", hours, since=first))
    approved(
        province, order("hours", "office", {**hours, "hours": "mon-fri 08:00-12:00"}, since=then)
    )

    counted = agencies.deadline_in_days(noon(first), 3, HOME)
    again = extended(counted, 1, agencies.calendar_of(HOME))

    assert counted.hours == "mon-fri 07:00-11:00 13:00-17:00 | 2033-03-16 mon-fri 08:00-12:00"
    # One hour and five on Monday, eight on Tuesday, then four a day.
    assert clock.shown(counted.due) == "2033-03-18T11:00:00+07:00"
    assert counted.recount().due == counted.due
    assert clock.shown(again.due) == "2033-03-22T11:00:00+07:00"


def test_an_agency_is_on_a_day_what_it_was_on_that_day(province: Province) -> None:
    named = {**current(province, "agency", HOME, agency=HOME), "name": "Phường sau khi sửa"}
    before = agencies.agency(HOME).name

    approved(province, order("agency", HOME, named, agency=HOME))

    for found, day in [(before, today()), ("Phường sau khi sửa", tomorrow())]:
        assert agencies.agency_in_force(HOME, day).name == found
        assert agencies.receiving_agency(HOME, day).name == found
        assert {one.identifier: one.name for one in agencies.there_on(day)}[HOME] == found


def test_a_day_that_is_decided_moves_the_due_times_after_it(province: Province) -> None:
    day = dt.date(2033, 3, 16)  # a Wednesday
    data = {"working": False, "name_vi": "Nghỉ", "name_en": "Off", "source": "TB 9"}

    approved(province, order("day", "2033-03-16", data, since=day))

    due = province.get("/deadlines", received="2033-03-15T10:00", working_days=1).body["due"]
    assert due == "2033-03-17T10:00:00+07:00"


# ---- A second person -----------------------------------------------------------------------------


def test_nobody_approves_what_they_drafted(province: Province) -> None:
    change = drafted(province, fee_order(province, 1), "admin-1")

    answer = act(province, change, "approval", "admin-1")

    assert (answer.status, answer.body["code"]) == (403, "own_draft")


def test_nobody_approves_what_they_drafted_under_another_account(province: Province) -> None:
    number = officers.number_of("same-person")
    for subject, role in (("twice-a", roles.CONTENT_ADMIN), ("twice-b", roles.PROVINCE_ADMIN)):
        people.grant(subject, "Người Hai Nơi", {role: ["*"]}, key=people.key_of("citizen", number))
    change = asked(province, "twice-a", CHANGES, fee_order(province, 1), SoDinhDanh=number).body
    path = f"{CHANGES}/{change['change']}/approval"

    answer = asked(province, "twice-b", path, {"version": 1}, SoDinhDanh=number)

    assert (answer.status, answer.body["code"]) == (403, "own_draft")


def test_who_revised_it_does_not_approve_it_either(province: Province) -> None:
    change = drafted(province, fee_order(province, 1))
    sent = fee_order(province, 2)
    again = {name: sent[name] for name in ("in_force_from", "decision", "data")}
    change = act(province, change, "revision", "admin-1", **again).body

    answer = act(province, change, "approval", "admin-1")

    assert (answer.status, answer.body["code"]) == (403, "own_draft")


@pytest.mark.parametrize(
    ("kind", "key", "agency", "status"),
    [
        ("process", STEPS, HOME, 201),
        ("process", STEPS, AWAY, 403),
        ("procedure", FEE, None, 403),
        ("rules", "province", None, 403),
    ],
)
def test_an_agencys_administrator_drafts_what_is_of_their_agency(
    province: Province, kind: str, key: str, agency: str | None, status: int
) -> None:
    officers.grant("admin-51", "Quản Trị Phường", {roles.AGENCY_ADMIN: [HOME]})
    of = {"agency": agency} if agency else {}
    data = current(province, kind, key, **of)
    sent = order(kind, key, retitled(data) if kind == "process" else data, **of)

    assert asked(province, "admin-51", CHANGES, sent).status == status


@pytest.mark.parametrize(
    ("changed", "status"), [({"phone": "0296 3 111 222"}, 201), ({"receives": False}, 403)]
)
def test_an_agencys_administrator_changes_only_how_it_is_reached(
    province: Province, changed: dict[str, Any], status: int
) -> None:
    officers.grant("admin-51", "Quản Trị Phường", {roles.AGENCY_ADMIN: [HOME]})
    data = {**current(province, "agency", HOME, agency=HOME), **changed}

    answer = asked(province, "admin-51", CHANGES, order("agency", HOME, data, agency=HOME))

    assert answer.status == status, answer.raw


def test_a_process_of_an_agency_is_approved_by_the_province_alone(province: Province) -> None:
    """It is the decision of the Chairman of the province (QĐ 43/2024 Điều 12 khoản 2)."""
    officers.grant("head-x", "Lãnh Đạo", {roles.HEAD_OFFICER: [HOME]})
    data = retitled(current(province, "process", STEPS, agency=HOME))
    change = drafted(province, order("process", STEPS, data, agency=HOME))
    path = f"{CHANGES}/{change['change']}/approval"

    by_head = asked(province, "head-x", path, {"version": 1})

    assert (by_head.status, by_head.body["code"]) == (403, "beyond_your_data")
    assert act(province, change, "approval").status == 200


@pytest.mark.parametrize(
    ("head", "changed", "status"),
    [
        (HOME, {"phone": "0296 3 111 222"}, 200),
        (AWAY, {"phone": "0296 3 111 222"}, 403),
        (HOME, {"receives": False}, 403),
    ],
)
def test_a_head_approves_how_their_own_agency_is_reached_and_no_more(
    province: Province, head: str, changed: dict[str, Any], status: int
) -> None:
    officers.grant("head-x", "Lãnh Đạo", {roles.HEAD_OFFICER: [head]})
    data = {**current(province, "agency", HOME, agency=HOME), **changed}
    change = drafted(province, order("agency", HOME, data, agency=HOME))
    path = f"{CHANGES}/{change['change']}/approval"

    assert asked(province, "head-x", path, {"version": 1}).status == status


def test_a_head_approves_nothing_of_the_province(province: Province) -> None:
    change = drafted(province, fee_order(province, 1))

    assert act(province, change, "approval", "head-1").body["code"] == "beyond_your_data"


# ---- What is kept of it --------------------------------------------------------------------------


def test_every_act_is_an_event_with_who_and_the_decision(province: Province) -> None:
    change = approved(province, fee_order(province, 7000))

    shown = province.get(f"{CHANGES}/{change['change']}", "head-1").body

    assert shown["decision"] == DECISION
    assert [(one["kind"], one["by"]["subject"]) for one in shown["events"]] == [
        ("drafted", "content-1"),
        ("approved", "admin-1"),
    ]
    assert (shown["standing"], shown["decided_by"]["subject"]) == ("approved", "admin-1")
    listed = province.get(CHANGES, "content-1", standing="approved").body["changes"]
    assert listed[0]["change"] == change["change"]


def test_a_change_whose_events_were_altered_is_neither_shown_nor_approved(
    province: Province,
) -> None:
    change = drafted(province, fee_order(province, 1))
    pk = f"CHANGE#{change['change']}"
    event = table.get(pk, "EVENT#000001") or {}
    table.put({**event, "doc": str(event["doc"]).replace("15/2026", "16/2026")})

    answers = [
        province.get(f"{CHANGES}/{change['change']}", "admin-1"),
        act(province, change, "approval"),
    ]

    assert [one.body["code"] for one in answers] == ["change_broken"] * 2


def test_data_that_was_altered_after_it_was_drafted_is_not_approved(province: Province) -> None:
    change = drafted(province, fee_order(province, 1))
    pk = f"CHANGE#{change['change']}"
    data = table.get(pk, "DATA#000001") or {}
    table.put({**data, "doc": str(data["doc"]).replace('"amount": 1,', '"amount": 2,')})

    assert act(province, change, "approval").body["code"] == "change_broken"


def test_a_change_that_is_refused_or_withdrawn_puts_nothing_in_force(province: Province) -> None:
    before = current(province, "procedure", FEE, on=tomorrow().isoformat())
    for what, by in (("refusal", "admin-1"), ("withdrawal", "content-1")):
        change = drafted(province, fee_order(province, 123))
        ended = act(province, change, what, by, reason="Chưa đúng")
        assert ended.status == 200, ended.raw
        again = act(province, ended.body, "approval")
        assert (again.status, again.body["code"]) == (409, "change_decided")

    assert current(province, "procedure", FEE, on=tomorrow().isoformat()) == before


# ---- Compared ------------------------------------------------------------------------------------


def test_a_comparison_says_what_differs_and_which_open_dossiers_it_is_about(
    province: Province,
) -> None:
    was = current(province, "procedure", FEE)["version"]["fees"][0]["amount"]
    code = received_on(today()).code
    change = drafted(province, fee_order(province, was + 500))

    found = province.get(f"{CHANGES}/{change['change']}/comparison", "head-1").body

    places = {one["at"]: (one["was"], one["will_be"]) for one in found["differences"]}
    assert places.keys() == {"/version/fees/0/amount", "/version/effective_from"}
    assert places["/version/fees/0/amount"] == (was, was + 500)
    assert code in found["open_dossiers"]["codes"]
    assert {"agency": HOME, "open": 1, "more": False} in found["open_dossiers"]["agencies"]
    assert "Không hồ sơ đang giải quyết nào thay đổi" in found["open_dossiers"]["note"]


@pytest.mark.parametrize(("successor", "refused_"), [(None, True), (AWAY, False)])
def test_an_agency_with_open_dossiers_does_not_end_without_a_successor(
    province: Province, successor: str | None, refused_: bool
) -> None:
    received_on(today())
    what = datum(Kind.AGENCY, HOME, HOME, tomorrow())
    doc = {**(what.current() or {}), "effective_until": "2099-12-31", "successor": successor}

    assert bool([*what.notes(doc)]) == refused_
    with pytest.raises(Invalid) if refused_ else contextlib.nullcontext():
        what.must_leave_nobody(doc)


def test_a_comparison_says_whose_own_process_ends(province: Province) -> None:
    steps = retitled(current(province, "process", STEPS, agency=HOME))
    approved(province, order("process", STEPS, steps, agency=HOME))
    data = current(province, "procedure", STEPS)
    data["version"]["note"] = "Bản mới"
    later = tomorrow() + dt.timedelta(days=1)
    change = drafted(province, order("procedure", STEPS, data, since=later))

    found = province.get(f"{CHANGES}/{change['change']}/comparison", "admin-1").body

    assert HOME in found["notes"][0]


# ---- Two at once ---------------------------------------------------------------------------------


def test_a_draft_made_on_what_is_in_force_no_longer_is_not_approved(province: Province) -> None:
    first, second = (drafted(province, fee_order(province, amount)) for amount in (100, 200))
    assert act(province, first, "approval").status == 200

    answer = act(province, second, "approval")

    assert (answer.status, answer.body["code"]) == (409, "changed_meanwhile")
    assert procedures.in_force(FEE, tomorrow()).version.fees[0].amount == 100


def test_a_draft_of_what_somebody_read_before_it_changed_is_refused(province: Province) -> None:
    read = province.get(
        "/administration/data", "admin-1", kind="procedure", key=FEE, on=tomorrow().isoformat()
    )
    sent = {**fee_order(province, 300), "base": read.body["base"]}
    approved(province, fee_order(province, 400))

    answer = province.post(CHANGES, "content-1", sent)

    assert (answer.status, answer.body["code"]) == (409, "changed_meanwhile")


def test_what_was_revised_meanwhile_is_not_approved_unseen(province: Province) -> None:
    change = drafted(province, fee_order(province, 1))
    sent = fee_order(province, 2)
    again = {name: sent[name] for name in ("in_force_from", "decision", "data")}
    assert act(province, change, "revision", "content-1", **again).status == 200

    answer = act(province, change, "approval")

    assert (answer.status, answer.body["code"]) == (409, "changed_meanwhile")


def test_an_approval_that_is_sent_twice_is_done_once(province: Province) -> None:
    change = drafted(province, fee_order(province, 1))

    first, again = (act(province, change, "approval") for _ in range(2))

    assert (first.status, first.body) == (again.status, again.body)
    assert [one["kind"] for one in again.body["events"]] == ["drafted", "approved"]


@pytest.mark.parametrize("fault", FAULTS)
def test_an_approval_that_dies_anywhere_is_done_whole_or_not_at_all(
    province: Province, fault: str
) -> None:
    """What is in force and what the events say are never two things."""
    amounts = itertools.count(5000)

    def prepare() -> tuple[int, dict[str, Any]]:
        amount = next(amounts)
        return amount, drafted(province, fee_order(province, amount))

    for amount, change in broken(fault, prepare, lambda one: act(province, one[1], "approval")):
        kept = store.load(change["change"])
        clock.forget()
        in_force = procedures.in_force(FEE, tomorrow()).version.fees[0].amount == amount
        assert kept is not None
        assert in_force == (kept.change.standing == "approved")
        answer = act(province, change, "approval")
        assert (answer.status, answer.body["standing"]) == (200, "approved")
        assert procedures.in_force(FEE, tomorrow()).version.fees[0].amount == amount


@pytest.mark.parametrize("fault", FAULTS)
def test_a_draft_that_dies_anywhere_is_made_once_under_its_key(
    province: Province, fault: str
) -> None:
    keys = (f"draft {fault} {number}" for number in itertools.count(1))

    def send(key: str) -> Answer:
        return province.post(CHANGES, "content-1", fee_order(province, 7, note=key), key)

    for key in broken(fault, keys.__next__, send):
        again, once_more = send(key), send(key)
        assert (again.status, again.body) == (once_more.status, once_more.body)
        assert again.status == 201
        listed = province.get(CHANGES, "admin-1").body["changes"]
        numbers = [one["change"] for one in listed]
        made = [store.load(number) for number in numbers]
        assert [
            number for number, one in zip(numbers, made, strict=True) if one and key in one.texts[0]
        ] == [again.body["change"]]


ACTS_OF = {
    "revision": ("revised", "content-1"),
    "refusal": ("refused", "admin-1"),
    "withdrawal": ("withdrawn", "content-1"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("what", ACTS_OF)
def test_an_act_that_dies_anywhere_is_done_once(province: Province, what: str, fault: str) -> None:
    kind, by = ACTS_OF[what]
    anew = fee_order(province, 9)
    revised = {name: anew[name] for name in ("in_force_from", "decision", "data")}
    told = revised if what == "revision" else {"reason": "Nêu rõ lý do"}

    def ask(change: dict[str, Any]) -> Answer:
        return act(province, change, what, by, **told)

    for change in broken(fault, lambda: drafted(province, fee_order(province, 8)), ask):
        again, once_more = ask(change), ask(change)
        assert (again.status, again.body) == (once_more.status, once_more.body)
        assert (again.status, again.body["version"]) == (200, 2)
        assert [one["kind"] for one in again.body["events"]] == ["drafted", kind]


# ---- Refused, with nothing written ---------------------------------------------------------------


def steps_changed(**changed: Any) -> Any:
    def change(data: dict[str, Any]) -> None:
        data["version"]["process"][1].update(changed)

    return change


def papers_twice(data: dict[str, Any]) -> None:
    papers = data["version"]["cases"][0]["papers"]
    papers.append(papers[0])


def no_article(data: dict[str, Any]) -> None:
    data["version"]["fees"][0]["article"] = " "


def no_limit(data: dict[str, Any]) -> None:
    data["version"]["time_limits"] = []


def unknown_member(data: dict[str, Any]) -> None:
    data["version"]["fee"] = 1


def other_code(data: dict[str, Any]) -> None:
    data["code"] = "1.000001"


def fee_changed(**changed: Any) -> Any:
    def change(data: dict[str, Any]) -> None:
        data["version"]["fees"][0].update(changed)

    return change


def endless_limit(data: dict[str, Any]) -> None:
    data["version"]["time_limits"][0]["value"] = 10**9


FEES = "/data/version/fees/0"
ENDLESS = {"above": 1, "amount": 10**400}


@pytest.mark.parametrize(
    ("spoil", "pointer", "code"),
    [
        (fee_changed(amount=10**400), f"{FEES}/amount", "too_large"),
        (fee_changed(amount=10**12 + 1), f"{FEES}/amount", "too_large"),
        (fee_changed(most=10**40), f"{FEES}/most", "too_large"),
        (fee_changed(tiers=[ENDLESS]), f"{FEES}/tiers/0/amount", "too_large"),
        (fee_changed(name="<script>"), f"{FEES}/name", "name_unreadable"),
        (fee_changed(name="Lệ\nphí"), f"{FEES}/name", "name_unreadable"),
        (endless_limit, "/data/version/time_limits/0/value", "too_large"),
        (steps_changed(hours=9999), "/data/version/process", "process_too_long"),
        (steps_changed(key="receive"), "/data/version/process", "process_order"),
        (steps_changed(role="partner"), "/data/version/process/1/role", "unknown_role"),
        (steps_changed(shows=10), "/data/version/process/1/shows", "process_shows"),
        (papers_twice, "/data/version/cases/0/papers", "paper_named_twice"),
        (no_article, "/data/version/fees/0/article", "article_missing"),
        (no_limit, "/data/version/time_limits", "time_limit_missing"),
        (unknown_member, "/data/version/fee", "extra_forbidden"),
        (other_code, "/data/code", "other_key"),
    ],
)
def test_a_version_that_is_not_sound_is_refused_with_its_place(
    province: Province, spoil: Any, pointer: str, code: str
) -> None:
    data = current(province, "procedure", FEE)
    spoil(data)

    refused(province, order("procedure", FEE, data), code, pointer)


@pytest.mark.parametrize(
    ("kind", "key", "more"),
    [
        ("procedure", FEE, {}),
        ("process", FEE, {"agency": HOME}),
        ("form", "dang-ky-khai-sinh", {}),
        ("rules", "province", {}),
        ("agency", HOME, {"agency": HOME}),
        ("hours", "office", {}),
    ],
)
def test_a_draft_that_changes_nothing_is_refused(
    province: Province, kind: str, key: str, more: dict[str, Any]
) -> None:
    since = tomorrow().isoformat()
    data = current(province, kind, key, **more, **{"on": since})
    answer = without_writing(
        lambda: province.post(CHANGES, "content-1", order(kind, key, data, **more))
    )
    assert_refused(answer, 422, "nothing_changed")


def test_a_comparison_warns_of_a_fee_with_a_nought_too_many(province: Province) -> None:
    was = current(province, "procedure", FEE)["version"]["fees"][0]["amount"]
    change = drafted(province, fee_order(province, was * 10))

    notes = province.get(f"{CHANGES}/{change['change']}/comparison", "head-1").body["notes"]

    assert any("căn cứ vẫn là" in one for one in notes)
    assert any("mười lần" in one for one in notes)


def test_rules_that_are_not_whole_are_refused(province: Province) -> None:
    data = current(province, "rules", "province")
    del data["rules"]["serial_digits"]
    data["rules"]["fee_answer_working_days"]["value"] = "30"
    data["rules"]["supplement_policy"]["article"] = ""
    data["rules"]["of_my_own"] = {"value": 1, "article": "Điều 1"}

    answer = refused(province, order("rules", "province", data), "rule_missing", "/data/rules")

    assert {(one["pointer"], one["code"]) for one in answer.body["errors"]} >= {
        ("/data/rules/fee_answer_working_days/value", "rule_type"),
        ("/data/rules/supplement_policy/article", "article_missing"),
        ("/data/rules/of_my_own", "rule_unknown"),
    }


@pytest.mark.parametrize(
    ("name", "value", "inside"),
    [
        ("working_day_hours", 0, ""),
        ("supplement_answer_working_days", -3, ""),
        ("same_day_cutoff", "29:00", ""),
        ("handover_cutoff", "ba giờ", ""),
        ("supplement_policy", "abc", ""),
        ("due_on_closed_day", "never", ""),
        ("serial_digits", 0, ""),
        ("audit_round_days", 0, ""),
        ("warn_head_percent", [100, 80], ""),
        ("warn_officer_percent", [50, 800], "/1"),
        ("apology_lead", {"value": 1, "unit": "moons"}, "/unit"),
        ("appointment_at_most", {"times_limit": 1}, "/working_days"),
        ("lookup_with_proof", ["code", "salary"], "/1"),
        ("personal_data_kept_years", {"default": 0, "fields": {}}, "/default"),
        ("declaration", {"key": "2026"}, "/text"),
        ("personal_data_kept_years", {"default": 70, "fields": {"ho-tic": 5}}, "/fields/ho-tic"),
        ("issuer_symbols", {"police": "CA", "H01.99": "X"}, "/H01.99"),
    ],
)
def test_a_rule_that_could_not_be_counted_with_is_refused_with_its_place(
    province: Province, name: str, value: Any, inside: str
) -> None:
    data = current(province, "rules", "province")
    data["rules"][name]["value"] = value
    sent = order("rules", "province", data)

    answer = province.post(CHANGES, "content-1", sent)

    assert (answer.status, answer.body["code"]) == (422, "data_invalid"), answer.raw
    assert [one["pointer"] for one in answer.body["errors"]] == [
        f"/data/rules/{name}/value{inside}"
    ]
    assert answer.body["errors"][0]["title"].endswith(".")


@pytest.mark.parametrize(
    ("name", "member", "pointer"),
    [
        ("form_symbols", "supplement", "/supplement"),
        ("form_symbols", "stop", "/stop"),
        ("dossier_forms", "refusal", "/refusal"),
        ("residence_forms", "receipt", "/receipt"),
        ("personal_data_kept_years", "fields", "/fields"),
    ],
)
def test_a_rule_without_one_of_its_members_is_refused(
    province: Province, name: str, member: str, pointer: str
) -> None:
    data = current(province, "rules", "province")
    del data["rules"][name]["value"][member]

    refused(
        province,
        order("rules", "province", data),
        "missing",
        f"/data/rules/{name}/value{pointer}",
    )


def test_a_form_of_police_for_a_field_that_nothing_has_is_refused(province: Province) -> None:
    data = current(province, "rules", "province")
    data["rules"]["residence_forms"]["value"]["fields"].append("cu-tri")

    refused(
        province,
        order("rules", "province", data),
        "unknown_field",
        "/data/rules/residence_forms/value/fields/1",
    )


def test_a_comparison_warns_of_a_rule_that_asks_less_than_before(province: Province) -> None:
    data = current(province, "rules", "province")
    data["rules"]["late_needs"]["value"] = []
    change = drafted(province, order("rules", "province", data))

    found = province.get(f"{CHANGES}/{change['change']}/comparison", "admin-1").body

    told = " ".join(found["notes"])
    assert "“explanation”" in told
    assert "“apology”" in told
    assert data["rules"]["late_needs"]["article"] in told


def test_a_comparison_warns_of_an_approver_who_is_no_longer_needed_and_of_what_is_shown_besides(
    province: Province,
) -> None:
    data = current(province, "rules", "province")
    data["rules"]["second_supplement_needs_approver"]["value"] = False
    data["rules"]["lookup_without_proof"]["value"].append("applicant_name")
    change = drafted(province, order("rules", "province", data))

    told = " ".join(
        province.get(f"{CHANGES}/{change['change']}/comparison", "admin-1").body["notes"]
    )

    assert "“second_supplement_needs_approver” bị tắt" in told
    assert "“applicant_name”" in told


def test_a_comparison_warns_of_a_day_that_is_shorter_than_a_working_day(
    province: Province,
) -> None:
    hours = {"hours": "mon-thu 07:00-11:30 13:00-16:30; fri 08:00-10:00", "article": "QĐ 1"}
    change = drafted(province, order("hours", "office", hours))

    found = province.get(f"{CHANGES}/{change['change']}/comparison", "admin-1").body

    assert ["fri" in one and "mon" not in one for one in found["notes"]] == [True]


@pytest.mark.parametrize(
    ("changed", "pointer", "code"),
    [
        ({"legacy": "000.00.52.H01"}, "/data/legacy", "legacy_differs"),
        ({"parent": "H01.99"}, "/data/parent", "unknown_parent"),
        ({"opening": "never"}, "/data/opening", "unknown_hours"),
        ({"receives_for": ["H01.99"]}, "/data/receives_for/0", "unknown_agency"),
        ({"parent": "H01.51.01"}, "/data/parent", "parent_below_itself"),
        ({"effective_from": "2031-01-01"}, "/data/effective_from", "begins_later"),
        ({"successor": "H01.52"}, "/data/successor", "unknown_successor"),
        (
            {"effective_until": "2017-12-31", "effective_from": "2017-01-01", "successor": AWAY},
            "/data/successor",
            "successor_not_there",
        ),
        ({"email": "không"}, "/data/email", "value_error"),
        ({"site": "http://x"}, "/data/site", "value_error"),
    ],
)
def test_an_agency_that_does_not_fit_the_tree_is_refused(
    province: Province, changed: dict[str, Any], pointer: str, code: str
) -> None:
    data = {**current(province, "agency", HOME, agency=HOME), **changed}

    refused(province, order("agency", HOME, data, agency=HOME), code, pointer)


def test_of_two_drafts_that_would_make_a_ring_of_agencies_one_is_refused(
    province: Province,
) -> None:
    """The second stands on another day, before the first is in force."""
    unit, sender = "H01.51.01", "admin-1"
    later = tomorrow() + dt.timedelta(days=30)
    one = {**current(province, "agency", unit, agency=unit), "parent": None}
    other = {**current(province, "agency", AWAY, agency=AWAY), "level": "unit", "parent": unit}
    ring = {**one, "parent": AWAY}
    first = drafted(province, order("agency", unit, ring, agency=unit, since=later))
    second = drafted(province, order("agency", AWAY, other, agency=AWAY))
    assert act(province, first, "approval").status == 200
    clock.forget()

    answer = act(province, second, "approval", sender)

    assert (answer.status, answer.body["code"]) == (422, "data_invalid"), answer.raw
    assert [one["code"] for one in answer.body["errors"]] == ["parent_below_itself"]


@pytest.mark.parametrize(
    "hours", ["", "mon", "mon-fri", "mon 11:00-07:00", "mon 13:00-17:00 07:00-11:00", "xyz 1-2"]
)
def test_hours_that_never_open_or_run_backwards_are_refused(province: Province, hours: str) -> None:
    sent = order("hours", "office", {"hours": hours, "article": "QĐ 1"})

    refused(province, sent, "hours_invalid", "/data/hours")


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ({"type": 1}, "schema_invalid"),
        ({"type": "object", "properties": {"a": True}}, "schema_invalid"),
        ({"type": "object", "properties": {"a": {"$ref": "http://x/"}}}, "schema_reference"),
        ({"type": "object", "properties": {"a": {"format": "magic"}}}, "unknown_format"),
        ({"type": "object"}, "schema_open"),
    ],
)
def test_a_form_that_is_no_sound_schema_is_refused(
    province: Province, schema: dict[str, Any], code: str
) -> None:
    form = procedures.in_force("1.001193", today()).version.form or ""

    refused(province, order("form", form, {"form_schema": schema}), code)


def test_a_form_that_no_procedure_uses_is_refused(province: Province) -> None:
    form = procedures.in_force("1.001193", today()).version.form or ""
    data = current(province, "form", form)

    refused(province, order("form", "khong-ai-dung", data), "form_unused", "/data")


def test_what_dossiers_keep_already_is_not_replaced(province: Province) -> None:
    approved(province, fee_order(province, 10, since=today()))

    refused(province, fee_order(province, 20, since=today()), "in_force_already", "/data")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"in_force_from": "2026-01-01"}, "in_force_in_the_past"),
        ({"decision": {**DECISION, "date": "2199-01-01"}}, "decision_in_the_future"),
        ({"decision": {**DECISION, "number": " "}}, "invalid_request"),
        ({"agency": HOME}, "data_invalid"),
        ({"key": "no such code"}, "data_invalid"),
        ({"kind": "weather"}, "invalid_request"),
    ],
)
def test_a_draft_that_cannot_be_meant_is_refused(
    province: Province, changed: dict[str, Any], code: str
) -> None:
    answer = province.post(CHANGES, "content-1", {**fee_order(province, 1), **changed})

    assert (answer.status, answer.body["code"]) == (422, code)


def test_a_draft_whose_day_has_passed_is_not_approved(province: Province) -> None:
    change = drafted(province, fee_order(province, 1, since=today()))
    kept = store.load(change["change"])
    assert kept is not None
    by = identify(province.provider.token("admin-1"))
    with pytest.raises(Invalid) as refused_:
        actions.approve(change["change"], 1, "", by, "x", now=lambda: noon(tomorrow()))

    assert refused_.value.code == "in_force_in_the_past"


def test_data_that_is_not_there_is_refused(province: Province) -> None:
    answer = province.get("/administration/data", "admin-1", kind="procedure", key="9.999999")

    assert (answer.status, answer.body["code"]) == (422, "unknown_data")


def test_an_unknown_change_is_not_found(province: Province) -> None:
    for number in ("2026-9999", "x"):
        answer = province.get(f"{CHANGES}/{number}", "admin-1")
        assert (answer.status, answer.body["code"]) == (404, "unknown_change")


# ---- What the tests say --------------------------------------------------------------------------


def asked(
    province: Province, subject: str, path: str, sent: dict[str, Any], **claims: str
) -> Answer:
    """A request of an account that the provider does not know by itself."""
    token = officers.token(province.provider, subject, **claims)
    return province.ask("POST", path, order=sent, headers={"Authorization": f"Bearer {token}"})


def refused(
    province: Province, sent: dict[str, Any], code: str, pointer: str | None = None
) -> Answer:
    """It is refused for that, and nothing was drafted."""
    before = province.get(CHANGES, "admin-1").body
    answer = province.post(CHANGES, "content-1", sent)
    assert (answer.status, answer.body["code"]) == (422, "data_invalid"), answer.raw
    found = {(one["code"], one["pointer"]) for one in answer.body["errors"]}
    assert code in {kind for kind, _ in found}, found
    assert pointer is None or (code, pointer) in found, found
    assert province.get(CHANGES, "admin-1").body == before
    return answer
