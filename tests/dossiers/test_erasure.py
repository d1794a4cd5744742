"""What was handed in is erased once it need not be kept, and the timeline still holds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import suppress

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.documents import actions as documents
from chalicelib.dossiers import reading, store
from chalicelib.dossiers.facts import PersonalDataErased
from chalicelib.dossiers.model import Minutes
from chalicelib.dossiers.turn import Request
from chalicelib.foundation import clock, outbox, table
from chalicelib.foundation.errors import Conflict, NotFound
from chalicelib.processing import actions as processing
from chalicelib.processing import erasure
from chalicelib.processing import store as clocks
from tests.support import desk as desks
from tests.support.backstage import Backstage
from tests.support.canary import Canary
from tests.support.desk import APPLICANT, Desk, kinds, refused, whole
from tests.support.province import Province

# Nothing else is written in this month, whose rules keep civil status for three years.
BEGAN, YEARS = "2032-05-03T08:00", 3
FILED, ENDED = "2032-05-04T09:00", "2032-05-05T09:00"
DUE = desks.moment("2035-05-05T09:00")
MINUTE = dt.timedelta(minutes=1)
PERSONAL = ("Đinh Thị Nộp Hồ Sơ", "089300000500", "0912000500", "Số 5 đường Thử")


@pytest.fixture(scope="module")
def desk(province: Province) -> Desk:
    kept = {"default": None, "fields": {"ho-tich": YEARS}}
    desks.with_rules("2032-04-30", {"personal_data_kept_years": kept})
    # Erased is by the rules of the day of the erasure; others may have set up rules in between.
    desks.with_rules("2035-05-04", {"personal_data_kept_years": kept})
    return desks.desk("H01.57")


@pytest.fixture(autouse=True)
def place() -> None:
    """Up to where the clock has erased."""
    began = clock.stored(desks.moment(BEGAN))
    table.put({"pk": "CLOCK", "sk": f"ERASURE#{YEARS}", "until": began})


@pytest.fixture
def code(desk: Desk) -> Iterator[str]:
    """Withdrawn on ENDED."""
    code = desk.at(FILED).filed()
    reason = "Không còn nhu cầu"
    processing.withdraw(code, APPLICANT, Request(), reason, now=lambda: desks.moment(ENDED))
    yield code
    # No later test meets it again.
    with suppress(Conflict):
        erasure.erase(code, lambda: DUE + dt.timedelta(days=1))


def run(at: dt.datetime = DUE, **how: bool) -> erasure.Run:
    return erasure.erase_all(lambda: at, **how)


def stored_of(code: str) -> str:
    return json.dumps(
        [
            {name: one if isinstance(one, str | int) else "packed" for name, one in item.items()}
            for item in table.query_all(f"DOSSIER#{code}")
        ],
        ensure_ascii=False,
    )


def test_its_form_is_not_printed_empty(code: str) -> None:
    run()

    with refused("personal_data_erased"):
        documents.declaration(code, APPLICANT)


def test_once_the_term_is_over_nothing_tells_whose_it_was(code: str) -> None:
    assert run().erased >= 1

    left = stored_of(code)
    assert "packed" not in left
    assert not [personal for personal in PERSONAL if personal in left]


def test_the_event_says_which_contents_went_under_which_rule(code: str) -> None:
    run()

    said = whole(code).events[-1].data
    assert isinstance(said, PersonalDataErased)
    rules = agencies.rules_on(DUE.date())
    assert (said.versions, said.years, said.rules) == ((1,), YEARS, rules.version)
    assert said.article == rules.article("personal_data_kept_years")
    assert said.closed_at == desks.moment(ENDED)


def test_the_timeline_holds_and_the_audit_accepts_it(code: str) -> None:
    before = [line.sealed for line in store.load(code).lines]
    run()

    assert reading.audit(code).valid
    assert [line.sealed for line in store.load(code).lines][:-1] == before


def test_a_minute_before_it_is_kept(code: str) -> None:
    run(DUE - MINUTE)

    assert kinds(code)[-1] == "withdrawn"


def test_a_dry_run_counts_it_and_writes_nothing(code: str) -> None:
    before = stored_of(code), clocks.erased_until(YEARS)

    assert run(dry=True).erased >= 1

    assert (stored_of(code), clocks.erased_until(YEARS)) == before


def test_it_is_erased_once(code: str) -> None:
    run()
    run()
    erasure.erase_all(lambda: DUE + MINUTE)

    assert kinds(code).count("personal_data_erased") == 1


def test_a_run_stops_at_its_bound_and_the_next_goes_on(desk: Desk, code: str) -> None:
    other = desk.at("2032-05-04T10:00").filed()
    ended = lambda: desks.moment("2032-05-05T10:00")  # noqa: E731
    processing.withdraw(other, APPLICANT, Request(), "Thôi", now=ended)
    at = DUE + dt.timedelta(days=1)

    for _ in range(4):
        erasure.erase_all(lambda: at, most=1)

    assert {kinds(one)[-1] for one in (code, other)} == {"personal_data_erased"}


def test_what_is_open_and_what_is_kept_for_ever_stays(desk: Desk) -> None:
    still_open = desk.at(FILED).filed()

    run(DUE + dt.timedelta(days=30))

    assert kinds(still_open) == ["submitted"]


def test_nothing_is_done_with_it_any_more(desk: Desk, code: str) -> None:
    run()

    with refused("personal_data_erased"):
        desk.at(DUE + MINUTE).make(
            "approve", code, "head", "correct", desk.subject("reception"), "Có căn cứ"
        )


def test_its_owner_finds_it_and_is_told_when_and_by_which_law(
    province: Province, code: str
) -> None:
    run()

    from chalicelib.dossiers.views import view

    shown = view(reading.read(code, APPLICANT, "show_dossier"))
    assert shown.applicant.name == "Dữ liệu cá nhân đã được xóa"
    assert shown.form == {}
    assert shown.personal_data.erased_at == clock.shown(DUE)
    assert "Luật Lưu trữ" in shown.personal_data.title


def test_before_that_they_are_told_until_when_it_is_kept_and_why(code: str) -> None:
    from chalicelib.dossiers.views import view

    shown = view(reading.read(code, APPLICANT, "show_dossier")).personal_data

    assert shown.erased_at is None
    assert "Căn cứ: Luật Lưu trữ" in shown.title


def test_no_digits_prove_a_look_up_any_more_and_nobody_is_named(
    province: Province, code: str
) -> None:
    run()

    assert province.look_up(code, "0500").status == 404
    assert province.get(f"/lookup/{code}").status == 200
    assert "Đinh Thị" not in province.get(f"/lookup/{code}").raw.decode()


def test_content_that_is_taken_away_without_the_event_is_found(code: str) -> None:
    item = table.get(f"DOSSIER#{code}", "EVENT#000001")
    assert item
    kept = dict(item)
    del item["content"]
    table.put({**item, "erased": 2})

    assert reading.audit(code).reason == "content_altered"
    table.put(kept)


def test_content_that_comes_back_is_found(code: str) -> None:
    before = table.get(f"DOSSIER#{code}", "EVENT#000001")
    run()
    assert before
    table.put(before)

    assert reading.audit(code).reason == "content_altered"
    table.put({**{name: one for name, one in before.items() if name != "content"}, "erased": 3})


def test_a_timeline_that_does_not_hold_is_kept_as_evidence(code: str, logs: Canary) -> None:
    item = table.get(f"DOSSIER#{code}", "EVENT#000002")
    assert item
    table.put({**item, "doc": str(item["doc"]).replace("Không còn", "Vẫn còn")})

    assert code in run().failed
    assert kinds_as_stored(code)[-1] == "withdrawn"
    table.put(item)


def test_one_that_cannot_be_read_is_named_and_keeps_no_other_waiting(
    desk: Desk, code: str, logs: Canary
) -> None:
    other = desk.at(FILED).filed()
    processing.withdraw(
        other, APPLICANT, Request(), "Thôi", now=lambda: desks.moment(ENDED) + MINUTE
    )
    item = table.get(f"DOSSIER#{code}", "STATE")
    assert item
    table.put({**item, "doc": "broken"})

    found = run(DUE + 2 * MINUTE)
    table.put(item)

    assert code in found.failed
    assert other not in found.failed
    assert kinds(other)[-1] == "personal_data_erased"


def test_what_another_run_erased_at_that_instant_is_no_failure(code: str) -> None:
    assert erasure.became_of(code, lambda: DUE) is erasure.Became.ERASED
    assert erasure.became_of(code, lambda: DUE) is erasure.Became.ALREADY


def kinds_as_stored(code: str) -> list[str]:
    return [str(event.kind) for event in store.load(code).events]


def test_the_relay_knows_an_erasure_from_tampering(
    province: Province, code: str, logs: Canary
) -> None:
    backstage = Backstage(province)
    run()
    assert [event.version for event in outbox.new_events(backstage.records())] == [3]
    assert not [line for line in logs.lines if line.get("tampering")]

    item = table.get(f"DOSSIER#{code}", "EVENT#000001")
    assert item
    table.put({**item, "doc": str(item["doc"]).replace("submitted", "received")})
    outbox.new_events(backstage.records())
    table.put(item)

    assert [line for line in logs.lines if line.get("tampering")]


def test_the_receipt_says_that_the_data_was_erased(desk: Desk) -> None:
    code = desk.at(FILED).accepted()
    ended = desks.moment(ENDED)
    processing.withdraw(code, APPLICANT, Request(), "Thôi", now=lambda: ended)
    run()

    receipt = documents.receipt(code, APPLICANT)

    assert receipt.submitter_name == "Dữ liệu cá nhân đã được xóa"
    assert not [one for one in PERSONAL if one in receipt.model_dump_json()]


def test_every_form_of_an_erased_dossier_is_still_printed(desk: Desk) -> None:
    code = desk.at(FILED).in_process()
    late = desk.at("2032-05-20T09:00")
    minutes = Minutes(
        happened_at=late.now, place="Khóm 5", participants=(PERSONAL[0],), content="Đúng"
    )
    late.make("record_verification", code, "officer", minutes)
    late.make("explain_lateness", code, "officer", "workload", "Dồn việc")
    late.make("apologise", code, "head", 1, "Dồn việc")
    processing.withdraw(code, APPLICANT, Request(), "Thôi", now=lambda: late.now)
    erasure.erase(code, lambda: DUE + dt.timedelta(days=40))

    for event in whole(code).events:
        with suppress(NotFound):
            slip = documents.slip(code, str(event.version), APPLICANT)
            assert not [one for one in PERSONAL if one in slip.model_dump_json()]


def test_the_published_notice_says_how_long_and_a_dossier_keeps_which_it_was(
    province: Province,
) -> None:
    notice = province.get("/personal-data").body
    first = province.submitted()["timeline"][0]

    assert (notice["kept_years"], notice["kept_years_by_field"]["ho-tich"]) == (70, None)
    assert first["data"]["notice"] == notice["key"]
    assert "chưa" not in notice["article"]


def test_a_person_gets_all_of_their_own_data_and_of_nobody_elses(province: Province) -> None:
    own, others = province.submitted()["code"], province.submitted(by="citizen-2")["code"]

    found, cursor = [], None
    while cursor is None or found[-1]["next"]:
        query = {"cursor": cursor} if cursor else {}
        found.append(province.get("/me/data", "citizen-1", limit=10, **query).body)
        cursor = found[-1]["next"] or ""

    shown = {one["code"]: one for page in found for one in page["dossiers"]}
    assert shown[own]["applicant"]["identity_number"]
    assert others not in shown
