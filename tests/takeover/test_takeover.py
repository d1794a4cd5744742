"""Dossiers of the system that is replaced: taken over line by line, each once, and going on."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.facts import TakenOver
from chalicelib.foundation import clock, table
from chalicelib.oversight.model import fact_of
from chalicelib.reception import actions as reception
from chalicelib.takeover.actions import hash_of, is_of_line
from tests.support import officers
from tests.support.desk import kinds, moment, state, whole
from tests.support.faults import FAULTS, broken
from tests.support.numbers import fresh
from tests.support.people import citizen
from tests.support.province import Province, token_of
from tests.support.refusals import without_writing
from tests.support.submissions import complete, submission
from tests.takeover.lines import SYSTEM, judged, line, sent, taken_over

PAID = {"name": "Lệ phí hộ tịch", "amount": 15_000}
DEFECTS = [{"about": "GT.CCTD", "reason": "Bản chụp mờ"}]
SUPPLEMENT = {
    "asked_at": "2025-06-30T09:00:00+07:00",
    "answer_by": "2099-06-30T09:00:00+07:00",
    "defects": DEFECTS,
}


# Ended there without a result, its papers brought to the counter.
WITHDRAWN = {
    "status": 7,
    "received_at": None,
    "due_at": None,
    "closed_at": "2025-06-27T10:00:00+07:00",
}


def test_it_begins_with_what_the_old_system_said_and_who_brought_it_here(
    province: Province,
) -> None:
    given = line(receiver="Võ Thị Tiếp Nhận", note="Chuyển khi thay hệ thống")

    judged(province, given)

    found = whole(given["code"])
    (event,) = found.events
    assert isinstance(event.data, TakenOver)
    assert event.data.system == SYSTEM
    assert is_of_line(event.data.line, hash_of(given))
    assert (event.by.id, event.by.role) == ("admin-1", "province_admin")
    assert event.data.received_by is not None
    assert event.data.received_by.name == "Ủy ban nhân dân phường Mỹ Bình"
    assert found.receiver.name == "Võ Thị Tiếp Nhận"
    assert clock.local_day(event.at) == clock.local_day(clock.now())


def test_its_times_and_the_due_time_promised_stay(province: Province) -> None:
    dossier = state(taken_over(province, due_at="2025-07-09T11:00:00+07:00"))

    assert dossier.filed_at == moment("2025-06-27T08:10")
    assert dossier.received_at == moment("2025-06-27T08:20")
    assert dossier.due_at == moment("2025-07-09T11:00")


def test_the_due_time_that_was_promised_is_explained_as_such(province: Province) -> None:
    code = taken_over(province, due_at="2025-07-09T11:00:00+07:00")

    said = province.get(f"/dossiers/{code}", "reception-1").body["deadline"]

    assert said["due"] == "2025-07-09T11:00:00+07:00"
    assert SYSTEM in next(one for one in said["explanation"] if one["kind"] == "promised")["vi"]


def test_it_keeps_the_law_of_the_day_on_which_it_was_received(province: Province) -> None:
    dossier = state(taken_over(province))

    assert dossier.rules == "2024-10-28"
    assert dossier.procedure_from.isoformat() == "2018-05-21"


def test_who_came_after_an_agency_that_ended_has_it_now(province: Province) -> None:
    dossier = state(taken_over(province))

    assert (dossier.agency, dossier.settled_by) == ("H01.51", "H01.51")
    assert dossier.agency_name == "UBND phường Mỹ Bình"


def test_it_goes_on_to_its_end_by_lawful_moves(province: Province) -> None:
    code = taken_over(province, lateness={"explained": True, "apologised": True})

    for _ in range(3):
        province.moved(code, "step", "officer-1")
    province.moved(code, "result", "head-1", number="7/QĐ")
    ended = province.moved(code, "return", "reception-1")

    assert ended["status"]["code"] == 10
    assert kinds(code)[0] == "taken_over"


def test_the_number_of_its_result_is_not_given_again(province: Province) -> None:
    ended = {"status": 9, "number": "4711/XN"}
    taken_over(province, **ended)
    code = taken_over(province, lateness={"explained": True, "apologised": True})
    for _ in range(3):
        province.moved(code, "step", "officer-1")

    answer = province.post(f"/desk/dossiers/{code}/result", "head-1", {"number": "4711/XN"})

    assert (answer.status, answer.body["code"]) == (409, "number_used")


def test_what_is_late_is_answered_for_as_every_other(province: Province) -> None:
    code = taken_over(province, status=4, step="sign")

    answer = province.post(f"/desk/dossiers/{code}/result", "head-1", {"number": "8/QĐ"})

    assert (answer.status, answer.body["code"]) == (409, "lateness_not_explained")


def test_a_supplement_that_was_asked_for_there_is_answered_here(province: Province) -> None:
    code = taken_over(province, status=5, supplement=SUPPLEMENT, asked={"processing": 1})

    wrong = {"papers": [{"code": "TK.TDCC", "originals": 1}]}
    refusal = province.post(f"/dossiers/{code}/supplement", "reception-1", wrong)
    assert refusal.body["code"] == "defects_unanswered"
    right = {"papers": [{"code": "GT.CCTD", "originals": 1}]}
    answer = province.post(f"/dossiers/{code}/supplement", "reception-1", right)

    assert (answer.status, answer.body["status"]["code"]) == (200, 2)
    assert answer.body["due_at"] > clock.shown(clock.now())


def test_what_was_asked_there_is_the_request_of_its_stage(province: Province) -> None:
    code = taken_over(
        province, status=5, supplement=SUPPLEMENT, received_at=None, due_at=None,
        asked={"reception": 1},
    )  # fmt: skip
    province.post(f"/dossiers/{code}/supplement", "reception-1", {"papers": [
        {"code": "GT.CCTD", "originals": 1}]})  # fmt: skip

    again = {"defects": [{"about": "GT.CCTD", "reason": "Vẫn mờ"}]}
    answer = province.post(f"/desk/dossiers/{code}/supplement-request", "reception-1", again)

    assert (answer.status, answer.body["code"]) == (422, "ground_needed")


def test_a_fee_that_was_demanded_there_is_paid_here_and_accepts_it(province: Province) -> None:
    demand = {
        "demanded_at": "2025-08-04T09:00:00+07:00",
        "pay_by": "2099-08-04T09:00:00+07:00",
        "charges": [{"name": "Lệ phí hộ tịch", "amount": 10_000}],
    }
    code = taken_over(
        province, procedure="1.004873", agency="H01.51", code="H01.51-250801-7001", papers=[],
        status=6, filed_at="2025-08-01T08:00:00+07:00", received_at=None, due_at=None,
        demand=demand,
    )  # fmt: skip

    paid = province.moved(
        code, "payment", "reception-1", amount=10_000, receipt="0000071", method="cash"
    )

    assert paid["status"]["code"] == 2
    assert paid["charges"][0]["state"] == "paid"


def test_fees_paid_there_are_not_asked_again(province: Province) -> None:
    fee = {"name": "Lệ phí hộ tịch", "amount": 10_000, "receipt": "0001234"}
    code = taken_over(
        province, procedure="1.004873", agency="H01.51", code="H01.51-250801-7002",
        status=9, number="1/XN", fees=[fee], filed_at="2025-08-01T08:00:00+07:00",
        received_at="2025-08-01T08:00:00+07:00", due_at="2025-08-06T08:00:00+07:00", papers=[],
    )  # fmt: skip

    assert province.moved(code, "return", "reception-1")["status"]["code"] == 10


def test_a_receipt_given_there_shows_no_payment_here(province: Province) -> None:
    fee = {"name": "Lệ phí hộ tịch", "amount": 10_000, "receipt": "0004321"}
    now = clock.shown(clock.now())
    there = {
        "procedure": "1.004873", "agency": "H01.51", "code": "H01.51-250801-7003", "status": 9,
        "number": "3/XN", "fees": [fee], "filed_at": now, "papers": [], "received_at": now,
        "due_at": "2027-08-06T08:00:00+07:00",
    }  # fmt: skip
    taken_over(province, **there)
    (again,) = judged(province, line(**{**there, "code": "H01.51-250801-7004", "number": "4/XN"}))
    assert "receipt_of_another" in [one["code"] for one in again["doubts"]]

    charges = [{"name": "Lệ phí hộ tịch", "amount": 10_000}]
    demand = {"demanded_at": now, "pay_by": "2099-08-04T09:00:00+07:00", "charges": charges}
    owing = {**there, "number": "", "fees": [], "received_at": None, "due_at": None}
    code = taken_over(
        province, **{**owing, "code": "H01.51-250801-7005", "status": 6, "demand": demand}
    )
    payment = {"amount": 10_000, "receipt": "4321", "method": "cash"}
    paid = province.post(f"/desk/dossiers/{code}/payment", "reception-1", payment)
    assert (paid.status, paid.body["code"]) == (409, "receipt_used")


def test_papers_that_still_lie_at_the_desk_are_handed_back_here(province: Province) -> None:
    code = taken_over(province, **WITHDRAWN, papers_here=True)
    assert state(code).to_hand_back

    province.moved(code, "return", "reception-1")

    assert not state(code).to_hand_back
    assert not state(taken_over(province, **WITHDRAWN, papers_here=False)).to_hand_back


def test_it_is_looked_up_under_its_old_code_in_both_forms(province: Province) -> None:
    code = taken_over(province, code="000.01.31.H01-250627-0450")
    other = code.replace("000.01.31.H01", "H01.31.01")

    for written in (code, other):
        plain = province.look_up(written)
        assert (plain.status, plain.body["code"]) == (200, code)
        assert province.look_up(written, token_of(code)).status == 200
        assert province.get(f"/dossiers/{written}", "reception-1").body["code"] == code


def test_its_owner_finds_it_in_their_list(province: Province) -> None:
    number = "089300000444"
    applicant = {**line()["applicant"], "identity_number": number}
    code = taken_over(province, applicant=applicant)
    token = province.provider.token("citizen-1", SoDinhDanh=number)

    listed = province.ask("GET", "/dossiers", headers={"Authorization": f"Bearer {token}"}).body

    assert code in [one["code"] for one in listed["dossiers"]]


def test_a_code_of_a_centralised_service_stays_as_it_is(province: Province) -> None:
    code = taken_over(province, code="H01.31.01-250627-1200045")

    assert province.look_up(code).status == 200


def test_a_dry_run_writes_nothing(province: Province) -> None:
    given = line()

    (found,) = without_writing(lambda: judged(province, given, dry=True))

    assert found["outcome"] == "acceptable"
    assert province.look_up(given["code"]).status == 404


def ended(number: str, **said: Any) -> dict[str, Any]:
    """A line whose result was given under a number."""
    return line(status=10, number=number, closed_at="2025-07-02T08:00:00+07:00", **said)


def outcomes(found: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    return [(one["outcome"], one["refusal"]) for one in found]


def test_a_dry_run_tells_what_the_run_will_tell(province: Province) -> None:
    number = fresh("TĐ")
    judged(province, ended(number))
    first, numbered = line(), ended(fresh("TĐ"))
    lines = [
        first,
        {**first, "note": "khác"},
        dict(first),
        numbered,
        ended(numbered["number"]),
        ended(number),
    ]

    tried = without_writing(lambda: sent(province, *lines, dry=True)).body["lines"]
    done = judged(province, *lines)

    assert outcomes(tried) == [
        ("acceptable", None),
        ("refused", "taken_over_otherwise"),
        ("already_there", None),
        ("acceptable", None),
        ("refused", "number_used"),
        ("refused", "number_used"),
    ]
    assert outcomes(done) == [
        ("taken_over" if outcome == "acceptable" else outcome, refusal)
        for outcome, refusal in outcomes(tried)
    ]


def test_a_dry_run_is_what_is_done_unless_it_is_said_otherwise(province: Province) -> None:
    order = {"system": SYSTEM, "lines": [line()]}

    answer = province.post("/administration/imports", "admin-1", order)

    assert answer.body["dry_run"] is True
    assert answer.body["counts"] == {"acceptable": 1}


def test_sent_again_it_is_there_already_and_nothing_is_written(province: Province) -> None:
    given = line()
    judged(province, given)

    (found,) = without_writing(lambda: judged(province, dict(reversed(given.items()))))

    assert found["outcome"] == "already_there"
    assert kinds(given["code"]) == ["taken_over"]


def test_what_an_event_keeps_of_a_line_tells_nothing_without_the_secret(
    province: Province,
) -> None:
    given = line()
    judged(province, given)
    data = whole(given["code"]).events[0].data

    assert isinstance(data, TakenOver)
    assert data.line
    assert not hash_of(given).startswith(data.line)


def test_a_line_of_an_early_event_is_known_by_its_plain_hash() -> None:
    assert is_of_line(hash_of({"a": 1}), hash_of({"a": 1}))
    assert not is_of_line(hash_of({"a": 2}), hash_of({"a": 1}))


def test_the_same_code_with_another_content_is_refused(province: Province) -> None:
    given = line()
    judged(province, given)

    (found,) = without_writing(lambda: judged(province, {**given, "note": "khác"}))

    assert (found["outcome"], found["refusal"]) == ("refused", "taken_over_otherwise")


@pytest.mark.parametrize("form", ["H01.51", "000.00.51.H01"])
def test_a_code_that_was_given_here_is_refused(province: Province, form: str) -> None:
    code = province.submitted()["code"].replace("H01.51", form)

    (found,) = judged(province, line(code=code))

    assert found["refusal"] == "code_used"


@pytest.mark.parametrize(
    ("said", "refusal", "pointer"),
    [
        ({"code": "H01-1"}, "invalid_request", "/code"),
        ({"code": "H01.51-241301-0009"}, "invalid_request", "/code"),
        ({"code": "H01.51-260230-0009"}, "invalid_request", "/code"),
        ({"status": 11}, "invalid_request", "/status"),
        ({"bribe": 1}, "invalid_request", "/bribe"),
        ({"received_at": None, "due_at": None}, "needed_for_status", "/received_at"),
        ({"due_at": None}, "needed_for_status", "/due_at"),
        ({"closed_at": "2025-07-01T08:00:00+07:00"}, "not_of_this_status", "/closed_at"),
        ({"supplement": SUPPLEMENT}, "not_of_this_status", "/supplement"),
        ({"due_at": "2099-07-02T08:20:00+07:00"}, "due_too_far", "/due_at"),
        ({"papers_here": True}, "not_of_this_status", "/papers_here"),
        ({"status": 10}, "needed_for_status", "/closed_at"),
        ({"status": 5}, "needed_for_status", "/supplement"),
        ({"filed_at": "2099-01-01T08:00:00+07:00"}, "in_the_future", "/filed_at"),
        ({"filed_at": "2025-06-28T08:00:00+07:00"}, "out_of_order", "/received_at"),
        ({"due_at": "2025-06-01T08:00:00+07:00"}, "out_of_order", "/due_at"),
        ({"code": "H01.31.01-681231-0001"}, "code_in_the_future", "/code"),
        ({"step": "return"}, "unknown_step", "/step"),
        ({"step": "dance"}, "unknown_step", "/step"),
        ({"assignee": "reception-1"}, "unknown_assignee", "/assignee"),
        ({"fees": [{"name": "Phí lạ", "amount": 1}]}, "unknown_fee", "/fees/0/name"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_its_place(
    province: Province, said: dict[str, Any], refusal: str, pointer: str
) -> None:
    (found,) = without_writing(lambda: judged(province, line(**said)))

    assert (found["outcome"], found["refusal"]) == ("refused", refusal)
    assert found["errors"][0]["pointer"] == pointer
    assert found["title"].endswith(".")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"procedure": "9.999999"}, "unknown_procedure"),
        ({"agency": "H01.99"}, "unknown_agency"),
        ({"channel": "pigeon"}, "unknown_channel"),
        ({"papers": [{"code": "TK.LA"}]}, "unknown_paper"),
        ({"status": 9}, "number_needed"),
        ({"filed_at": "2017-06-27T08:10:00+07:00",
          "received_at": "2017-06-27T08:10:00+07:00"}, "no_rules_in_force"),
    ],
)  # fmt: skip
def test_what_the_province_does_not_know_is_refused(
    province: Province, said: dict[str, Any], refusal: str
) -> None:
    (found,) = without_writing(lambda: judged(province, line(**said)))

    assert (found["outcome"], found["refusal"]) == ("refused", refusal)


@pytest.mark.parametrize(
    ("said", "doubts"),
    [
        ({}, []),
        ({"code": "H01.51-250627-9201"}, ["code_of_another_agency"]),
        ({"code": "H01.31.01-250620-9202"}, ["code_of_another_day"]),
        ({"code": "H01.51-250627-9203", "agency": "H01.51"}, ["agency_not_there_then"]),
        ({"due_at": "2027-07-02T08:20:00+07:00"}, ["due_beyond_law"]),
        ({"due_at": "2027-07-02T08:20:00+07:00", "extensions": 1}, []),
        (WITHDRAWN, ["papers_unsaid"]),
        ({**WITHDRAWN, "papers_here": False}, []),
        ({**WITHDRAWN, "papers": []}, []),
    ],
)
def test_what_is_odd_is_taken_over_and_told(
    province: Province, said: dict[str, Any], doubts: list[str]
) -> None:
    (found,) = judged(province, line(fees=[PAID], **said))

    assert found["outcome"] == "taken_over"
    assert [one["code"] for one in found["doubts"]] == doubts


def test_a_fee_that_nobody_told_of_is_a_doubt_and_not_said_to_be_none(province: Province) -> None:
    given = line()
    (tried,) = judged(province, given, dry=True)
    judged(province, given)

    receipt = province.get(f"/dossiers/{given['code']}/receipt", "reception-1", format="json").body

    assert [one["code"] for one in tried["doubts"]] == ["fees_not_told"]
    assert receipt["fee_text"].startswith("chưa rõ")


def test_a_fee_whose_tariff_of_then_is_not_known_stands_on_the_receipt(province: Province) -> None:
    code = taken_over(province, fees=[PAID])

    receipt = province.get(f"/dossiers/{code}/receipt", "reception-1", format="json").body

    assert (receipt["fee_total"], receipt["fee_paid"]) == (15_000, 15_000)
    assert "Lệ phí hộ tịch: 15.000 đồng" in receipt["fee_text"]


# Registration of a temporary residence: its first version that is known is of 2025-07-01.
RESIDENCE: dict[str, Any] = {
    "procedure": "1.010038", "agency": "H01.51.01", "papers": [],
}  # fmt: skip


def test_of_a_procedure_whose_version_of_then_is_not_known_it_goes_by_the_first_that_is(
    province: Province,
) -> None:
    given = line(**RESIDENCE, note="Hồ sơ giấy ở tủ 3")

    (found,) = judged(province, given)

    assert found["outcome"] == "taken_over"
    assert "procedure_not_known_then" in [one["code"] for one in found["doubts"]]
    assert state(given["code"]).procedure_from.isoformat() == "2025-07-01"
    (event,) = whole(given["code"]).events
    assert "Hồ sơ giấy ở tủ 3" in event.note
    assert "01/07/2025" in event.note


def test_its_receipt_is_the_one_that_was_given_there(province: Province) -> None:
    code = taken_over(province, receiver="Võ Thị Tiếp Nhận")

    receipt = province.get(f"/dossiers/{code}/receipt", "reception-1", format="json").body

    assert receipt["issued_at"] == receipt["received_at"] == "2025-06-27T08:20:00+07:00"
    assert receipt["agency_name"] == "Ủy ban nhân dân phường Mỹ Bình"
    assert receipt["receiver_name"] == "Võ Thị Tiếp Nhận"


def test_a_line_that_is_refused_keeps_no_other_out(province: Province) -> None:
    answer = sent(province, line(status=11), line(), line(), first=101)

    assert answer.body["counts"] == {"refused": 1, "taken_over": 2}
    assert [one["line"] for one in answer.body["lines"]] == [101, 102, 103]
    assert answer.body["agencies"] == [
        {"agency": "H01.51", "name": "Ủy ban nhân dân phường Long Xuyên",
         "counts": {"taken_over": 2}}
    ]  # fmt: skip


def test_the_report_names_no_person(province: Province) -> None:
    given = line(note=7)

    raw = sent(province, given, line()).raw.decode()

    assert given["applicant"]["name"] not in raw
    assert given["applicant"]["identity_number"] not in raw


def test_an_administrator_does_not_take_over_their_own(province: Province) -> None:
    number = officers.number_of("admin-445")
    officers.grant("admin-445", "Chủ Hồ Sơ", {"province_admin": ["*"]})
    applicant = {**line()["applicant"], "identity_number": number}
    order = {"system": SYSTEM, "lines": [line(applicant=applicant)]}
    token = officers.token(province.provider, "admin-445")

    answer = province.ask(
        "POST", "/administration/imports", order=order, query={"dry_run": "false"},
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip

    assert answer.body["lines"][0]["refusal"] == "own_dossier"


def test_serials_of_today_go_on_after_those_of_the_old_system(province: Province) -> None:
    today = clock.local_day(clock.now())
    now = clock.shown(clock.now())
    judged(province, line(
        code=f"H01.67-{today:%y%m%d}-0041", agency="H01.67", status=1,
        filed_at=now, received_at=None, due_at=None, papers=[],
    ))  # fmt: skip

    asked = submission(**complete("1.004837"), agency="H01.67")
    code = reception.submit(asked, citizen("089300000446")).dossier.code

    assert code == f"H01.67-{today:%y%m%d}-0042"


def test_a_code_of_a_centralised_service_moves_no_serial(province: Province) -> None:
    day = clock.parse("2025-06-26T09:00").date()
    judged(province, line(code="H01.31.01-250626-120045"))

    assert table.get("SERIAL#H01.31.01", f"{day:%y%m%d}") is None


@pytest.mark.parametrize("kind", FAULTS)
def test_broken_off_anywhere_and_sent_again_each_is_there_once(
    province: Province, kind: str
) -> None:
    def both() -> list[dict[str, Any]]:
        return [line(), line()]

    for lines in broken(kind, both, lambda given: sent(province, *given)):
        found = judged(province, *lines)
        assert {one["outcome"] for one in found} <= {"taken_over", "already_there"}
        assert [kinds(one["code"]) for one in lines] == [["taken_over"]] * 2


def test_the_agency_of_the_time_may_be_named_in_either_form(province: Province) -> None:
    assert state(taken_over(province, agency="000.01.31.H01")).agency == "H01.51"
    assert agencies.holder_of("H33.31", clock.local_day(clock.now())).identifier == "H01.53"


def test_a_supplement_of_the_old_system_that_is_not_due_yet_is_waited_for(
    province: Province,
) -> None:
    code = taken_over(province, status=5, supplement=SUPPLEMENT)
    order = {"ground": "Không bổ sung", "article": "Điều 19 khoản 4"}

    answer = province.post(f"/desk/dossiers/{code}/stop", "head-1", order)

    assert answer.body["code"] == "answer_awaited"


def test_it_stands_on_its_desk_and_is_not_counted_as_come_in_today(province: Province) -> None:
    fact = fact_of(whole(taken_over(province, status=4, assignee="officer-1")).lines[0].text)

    assert not fact.entered
    assert fact.moved == (("officer#officer-1", 1), ("status#04", 1))
