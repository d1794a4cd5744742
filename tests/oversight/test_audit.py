"""The nightly audit comes to every dossier within the period that the rules say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import aws, clock, names, queues, table
from chalicelib.oversight import audit, store
from chalicelib.oversight.store import Round
from tests.support import desk as desks
from tests.support.canary import Canary
from tests.support.desk import Desk
from tests.support.province import Province

AGENCY = "H01.59"
# Nothing else is written in this month, whose rules let a round take six days.
BEGAN = desks.moment("2031-03-01T00:00")
PERIOD = 6
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def journal(rules: None) -> Iterator[dt.datetime]:
    """A journal that began in a quiet month, and no round that stands."""
    known = table.get("JOURNAL", "BEGAN"), table.get("AUDIT", "ROUND")
    table.put({"pk": "JOURNAL", "sk": "BEGAN", "version": 1, "began": clock.stored(BEGAN)})
    stands(BEGAN)
    yield BEGAN
    assert known[0]
    table.put(known[0])
    stands(queues.journal_began() or BEGAN)


@pytest.fixture(scope="module")
def rules(province: Province) -> None:
    desks.with_rules("2031-02-28", {"audit_round_days": PERIOD})


@pytest.fixture(scope="module")
def desk(rules: None) -> Desk:
    return desks.desk(AGENCY)


def stands(at: dt.datetime, began: dt.datetime = BEGAN) -> None:
    """The round began on that day, and has come to a moment of the journal."""
    store.save_round(Round(clock.local_day(began), clock.stored(at)))


def tampered_with(code: str) -> str:
    """Somebody writes another note into its first event."""
    item = table.get(f"DOSSIER#{code}", "EVENT#000001")
    assert item
    doc = json.loads(str(item["doc"])) | {"note": "not what was said"}
    table.put({**item, "doc": json.dumps(doc)})
    return code


def nights(first: dt.datetime, count: int) -> Iterator[audit.Night]:
    for night in range(count):
        yield audit.go_round(first + night * DAY)


def test_an_old_dossier_that_was_tampered_with_is_found_within_the_period(
    desk: Desk, journal: dt.datetime
) -> None:
    code = tampered_with(desk.at("2031-03-04T09:00").filed())

    found = [one for night in nights(BEGAN + 5 * DAY, PERIOD) for one in night.broken]

    assert code in found


@pytest.mark.parametrize("night", [0, 2, 4])
def test_whenever_it_happens_it_is_found_within_the_period(
    desk: Desk, journal: dt.datetime, night: int
) -> None:
    code = desk.at("2031-03-05T09:00").filed()
    first = BEGAN + 5 * DAY
    for earlier in nights(first, night):
        assert code not in earlier.broken

    tampered_with(code)

    found = [one for later in nights(first + night * DAY, PERIOD) for one in later.broken]
    assert code in found


def test_a_dossier_whose_first_event_is_gone_is_found_by_the_others(
    desk: Desk, journal: dt.datetime
) -> None:
    code = desk.at("2031-03-06T09:00").accepted()
    aws.client("dynamodb").delete_item(
        TableName=names.TABLE,
        Key={"pk": {"S": f"DOSSIER#{code}"}, "sk": {"S": "EVENT#000001"}},
    )

    assert code in audit.go_round(BEGAN + (PERIOD + 1) * DAY).broken


def test_each_night_walks_its_share_of_the_journal(journal: dt.datetime) -> None:
    audit.go_round(BEGAN + 2 * DAY)

    kept = store.load_round()
    assert kept
    share = 2 * DAY * (3 / PERIOD)
    assert clock.parse(kept.place) - BEGAN == pytest.approx(share, abs=HOUR)


def test_the_last_night_comes_up_to_the_present_and_the_next_begins_anew(
    journal: dt.datetime,
) -> None:
    last = BEGAN + (PERIOD - 1) * DAY
    stands(last - HOUR)

    assert audit.go_round(last).hours_behind == 0

    assert store.load_round() == Round(clock.local_day(last + DAY), clock.stored(BEGAN))


def test_a_round_that_a_clock_ahead_began_is_begun_anew(journal: dt.datetime) -> None:
    store.save_round(Round(dt.date(2126, 1, 1), clock.stored(BEGAN + 90_000 * DAY)))

    audit.go_round(BEGAN + 2 * DAY)

    kept = store.load_round()
    assert kept
    assert kept.began == clock.local_day(BEGAN + 2 * DAY)
    assert clock.parse(kept.place) < BEGAN + 3 * DAY


def test_a_night_that_was_left_out_is_made_up_for(desk: Desk, journal: dt.datetime) -> None:
    code = tampered_with(desk.at("2031-03-07T09:00").filed())

    assert code in audit.go_round(BEGAN + 3 * PERIOD * DAY).broken


def test_a_night_takes_so_many_dossiers_and_the_next_goes_on_from_there(
    desk: Desk, journal: dt.datetime
) -> None:
    at = desk.at("2031-03-08T09:00")
    codes = {at.filed() for _ in range(3)} | {at.at("2031-03-09T09:00").filed()}
    late = BEGAN + 10 * DAY
    stands(at.now)

    first = audit.go_round(late, most=3)
    second = audit.go_round(late, seen=(), most=1_000_000)

    assert first.audited >= 3
    assert first.hours_behind > 0
    assert second.hours_behind == 0
    assert first.audited + second.audited >= len(codes)


def test_a_dossier_that_was_seen_tonight_is_not_read_again(
    desk: Desk, journal: dt.datetime
) -> None:
    code = tampered_with(desk.at("2031-03-11T09:00").filed())
    stands(desks.moment("2031-03-11T08:00"))

    night = audit.go_round(BEGAN + 11 * DAY, seen=[code])

    assert code not in night.broken


def test_what_changed_yesterday_is_audited_tonight(desk: Desk, journal: dt.datetime) -> None:
    code = tampered_with(desk.at("2031-03-12T09:00").filed())
    stands(desks.moment("2031-03-13T00:00"))

    assert code in audit.tonight(lambda: desks.moment("2031-03-13T02:00")).broken


def test_what_does_not_hold_is_a_line_of_the_log(
    desk: Desk, journal: dt.datetime, logs: Canary
) -> None:
    code = tampered_with(desk.at("2031-03-14T09:00").filed())

    audit.tonight(lambda: desks.moment("2031-03-15T02:00"))

    lines = [line for line in logs.lines if line.get("what") == "timeline broken"]
    assert ("ERROR", code) in [(line["level"], line["code"]) for line in lines]


def test_where_the_journal_s_start_was_never_kept_it_begins_with_the_first_rules(
    journal: dt.datetime,
) -> None:
    key = {"pk": {"S": "JOURNAL"}, "sk": {"S": "BEGAN"}}
    aws.client("dynamodb").delete_item(TableName=names.TABLE, Key=key)
    stands(BEGAN + 365 * DAY, began=BEGAN - DAY)

    audit.go_round(BEGAN + (PERIOD + 1) * DAY)

    kept = store.load_round()
    assert kept
    assert clock.local_day(clock.parse(kept.place)) == agencies.first_day()
