"""Every listener gets every event, also when a queue fails, a process dies or a clock is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from chalicelib.foundation import clock, marks, relay, table
from chalicelib.foundation.listeners import Listener
from tests.support import listening
from tests.support.canary import Canary
from tests.support.faults import Down, queue_down
from tests.support.listening import DAY, HOUR, MINUTE, NOW, codes, event, kept, record
from tests.support.province import Province

# Long enough that the journal's index has what was written at NOW.
LATER = NOW + 2 * MINUTE


@pytest.fixture
def up(province: Province) -> Listener:
    return listening.listener("up")


@pytest.fixture
def down(province: Province) -> Listener:
    return listening.listener("down")


@pytest.fixture
def began(province: Province) -> Iterator[dt.datetime]:
    """The journal began three days ago."""
    known = table.get("JOURNAL", "BEGAN")
    began = NOW - 3 * DAY
    table.put({"pk": "JOURNAL", "sk": "BEGAN", "version": 1, "began": clock.stored(began)})
    yield began
    assert known
    table.put(known)


def missed_by(listener: Listener, *events: table.Item) -> None:
    """The relay comes upon events while the queue takes nothing."""
    with queue_down(listener.queue):
        relay.relay(map(record, events), (listener,), now=lambda: NOW)


def relayed(*events: table.Item, to: Listener, now: dt.datetime = LATER) -> None:
    relay.relay(map(record, events), (to,), now=lambda: now)


# ---- A queue that fails ------------------------------------------------------------------------


def test_a_queue_that_fails_does_not_keep_the_others_from_their_events(
    up: Listener, down: Listener
) -> None:
    of = listening.code()

    with queue_down(down.queue):
        assert relay.relay([record(event(of))], (down, up)) == 1

    assert (codes(up), codes(down)) == ([of], [])


def test_it_does_not_keep_their_marks_from_moving_on(up: Listener, down: Listener) -> None:
    item = event(listening.code())

    with queue_down(down.queue):
        relay.relay([record(item)], (down, up), now=lambda: LATER)

    assert marks.load(up.queue) == (item["written"], "", "", 0)
    assert marks.load(down.queue).written == ""


def test_a_queue_that_takes_some_of_a_batch_is_behind_too(province: Province) -> None:
    ordered = listening.listener("some.fifo", group="missing")
    (item,) = [event(listening.code(), missing="")]

    relay.relay([record(item)], (ordered,))

    assert marks.load(ordered.queue).behind == item["written"]


def test_it_is_behind_from_the_earliest_to_the_latest_of_what_it_may_lack(down: Listener) -> None:
    first, second, third = (
        event(listening.code(), NOW + minutes * MINUTE) for minutes in (1, 2, 3)
    )

    missed_by(down, second)
    missed_by(down, third, first)

    mark = marks.load(down.queue)
    assert (mark.behind, mark.until) == (first["written"], third["written"])


def test_that_it_is_behind_is_a_line_of_the_log(down: Listener, logs: Canary) -> None:
    missed_by(down, event(listening.code()))

    (line,) = [line for line in logs.lines if line.get("what") == "queue took nothing"]
    assert (line["level"], line["queue"], line["count"]) == ("ERROR", down.queue, 1)


def test_when_not_even_that_can_be_kept_the_stream_is_to_give_the_batch_again(
    down: Listener,
) -> None:
    nothing_is_kept = Down("dynamodb", lambda call, _: call == "UpdateItem")

    with queue_down(down.queue), nothing_is_kept, pytest.raises(Exception, match="connect"):
        relay.relay([record(event(listening.code()))], (down,))


# ---- Caught up ---------------------------------------------------------------------------------


def test_the_next_batch_that_it_takes_catches_it_up(down: Listener) -> None:
    lost, next_one = kept(event(listening.code())), event(listening.code(), LATER)
    missed_by(down, lost)

    relayed(next_one, to=down)

    assert set(codes(down)) == {str(one["pk"]).removeprefix("DOSSIER#") for one in (lost, next_one)}
    assert marks.load(down.queue)[:3] == (next_one["written"], "", "")


def test_without_a_next_batch_the_clock_catches_it_up(down: Listener) -> None:
    of = listening.code()
    missed_by(down, kept(event(of)))

    assert relay.catch_up_behind((down,), now=lambda: LATER) == 0

    assert codes(down) == [of]
    assert not marks.load(down.queue).behind


def test_nothing_is_copied_again_for_a_listener_that_is_not_behind(up: Listener) -> None:
    relayed(kept(event(listening.code())), to=up)
    codes(up)

    assert relay.catch_up_behind((up,), now=lambda: LATER) == 0

    assert codes(up) == []


def test_only_the_kinds_it_wants_are_copied_again(province: Province) -> None:
    some = listening.listener(kinds=frozenset({"returned"}))
    of = listening.code()
    accepted = kept(event(of, version=1))
    missed_by(some, accepted, kept(event(of, version=2, kind="returned")))

    relay.catch_up_behind((some,), now=lambda: LATER)

    assert [one["version"] for one in listening.received(some)] == [2]


def test_what_has_just_happened_waits_until_the_index_must_have_it(down: Listener) -> None:
    of = listening.code()
    missed_by(down, event(of))

    assert relay.catch_up_behind((down,), now=lambda: NOW) == 1
    # The index shows it only now.
    kept(event(of))
    assert relay.catch_up_behind((down,), now=lambda: LATER) == 0

    assert codes(down) == [of]


def test_while_its_queue_still_fails_it_stays_behind(down: Listener) -> None:
    missed_by(down, kept(event(listening.code())))
    before = marks.load(down.queue)

    with queue_down(down.queue):
        assert relay.catch_up_behind((down,), now=lambda: LATER) == 1

    assert marks.load(down.queue) == before


def test_who_stays_behind_is_measured(down: Listener, logs: Canary) -> None:
    missed_by(down, kept(event(listening.code())))

    with queue_down(down.queue):
        relay.catch_up_behind((down,), now=lambda: LATER)

    (line,) = [line for line in logs.lines if "listeners_behind" in line]
    assert line["listeners_behind"] == 1


def test_a_listener_that_stays_behind_keeps_no_other_behind(up: Listener, down: Listener) -> None:
    of = listening.code()
    missed = kept(event(of))
    missed_by(down, missed)
    missed_by(up, missed)

    with queue_down(down.queue):
        assert relay.catch_up_behind((down, up), now=lambda: LATER) == 1

    assert codes(up) == [of]


def test_what_it_misses_while_it_is_caught_up_is_not_forgotten(down: Listener) -> None:
    missed_by(down, event(listening.code()))
    seen = marks.load(down.queue)
    missed_by(down, event(listening.code()))

    assert not marks.close(down.queue, seen)

    assert marks.load(down.queue).behind


def test_an_event_of_a_clock_that_was_ahead_is_caught_up_once_its_time_has_come(
    down: Listener,
) -> None:
    of = listening.code()
    missed_by(down, kept(event(of, NOW + DAY)))

    assert relay.catch_up_behind((down,), now=lambda: LATER) == 1
    assert relay.catch_up_behind((down,), now=lambda: NOW + DAY + 2 * MINUTE) == 0

    assert codes(down) == [of]


# ---- What a stream forgot ----------------------------------------------------------------------


def test_without_a_mark_it_begins_with_the_journal(up: Listener, began: dt.datetime) -> None:
    of = listening.code()
    kept(event(of, began + MINUTE))

    relay.catch_up(listeners=(up,), now=lambda: NOW)

    assert of in codes(up)


def test_without_a_mark_it_goes_no_further_back_than_a_consumer_remembers(
    up: Listener, began: dt.datetime
) -> None:
    of = listening.code()
    kept(event(of, began + MINUTE))

    relay.catch_up(listeners=(up,), now=lambda: began + 30 * DAY)

    assert of not in codes(up)


def test_with_a_mark_it_begins_a_little_before(up: Listener, began: dt.datetime) -> None:
    relayed(event(listening.code()), to=up)
    of, long_before = listening.code(), listening.code()
    kept(event(of, NOW - HOUR / 2))
    kept(event(long_before, NOW - 2 * HOUR))
    codes(up)

    relay.catch_up(listeners=(up,), now=lambda: LATER)

    found = codes(up)
    assert of in found
    assert long_before not in found


def test_what_a_dossier_did_at_an_earlier_time_than_before_is_found(
    up: Listener, began: dt.datetime
) -> None:
    of = listening.code()
    relayed(kept(event(of, NOW)), to=up)
    kept(event(of, NOW - 10 * MINUTE, version=2))
    listening.received(up)

    relay.catch_up(listeners=(up,), now=lambda: LATER)

    assert [one["version"] for one in listening.received(up) if one["code"] == of] == [2, 1]


def test_a_mark_never_passes_the_present(up: Listener) -> None:
    relayed(event(listening.code(), NOW + 3 * DAY), to=up, now=NOW)

    assert marks.load(up.queue).written == clock.stored(NOW)


def test_what_came_after_an_event_of_the_future_is_found(up: Listener, began: dt.datetime) -> None:
    relayed(event(listening.code(), NOW + 3 * DAY), to=up, now=NOW)
    of = listening.code()
    kept(event(of, LATER))

    relay.catch_up(listeners=(up,), now=lambda: LATER + MINUTE)

    assert of in codes(up)


def test_a_mark_that_lies_in_the_future_says_nothing(up: Listener, began: dt.datetime) -> None:
    """A clock made it that was days ahead; whatever came since stands before it."""
    marks.advance(up.queue, clock.stored(NOW + 3 * DAY))
    of = listening.code()
    kept(event(of, began + MINUTE))

    relay.catch_up(listeners=(up,), now=lambda: NOW)

    assert of in codes(up)
    assert marks.load(up.queue).written == clock.stored(NOW)


def test_an_event_of_the_future_that_was_missed_is_found(up: Listener, began: dt.datetime) -> None:
    of = listening.code()
    kept(event(of, NOW + 3 * DAY))

    relay.catch_up(listeners=(up,), now=lambda: NOW)

    assert of in codes(up)


def test_each_listener_begins_at_its_own_mark(
    up: Listener, down: Listener, began: dt.datetime
) -> None:
    marks.advance(up.queue, clock.stored(NOW))
    of = listening.code()
    kept(event(of, began + MINUTE))

    relay.catch_up(listeners=(up, down), now=lambda: NOW)

    assert of not in codes(up)
    assert of in codes(down)


def test_from_a_moment_that_is_given_all_get_everything(up: Listener) -> None:
    marks.advance(up.queue, clock.stored(NOW))
    of = listening.code()
    kept(event(of, NOW - 5 * HOUR))

    relay.catch_up(NOW - 6 * HOUR, listeners=(up,), now=lambda: NOW)

    assert of in codes(up)


def test_who_was_behind_is_caught_up_by_it(up: Listener, began: dt.datetime) -> None:
    of = listening.code()
    missed_by(up, kept(event(of, NOW - 5 * HOUR)))
    relayed(event(listening.code(), NOW), to=up, now=NOW - 5 * HOUR)
    codes(up)

    relay.catch_up(listeners=(up,), now=lambda: LATER)

    assert of in codes(up)
    assert not marks.load(up.queue).behind


def test_who_fails_then_is_behind_and_keeps_no_other_from_it(
    up: Listener, down: Listener, began: dt.datetime
) -> None:
    item = kept(event(listening.code(), NOW - MINUTE))

    with queue_down(down.queue):
        relay.catch_up(listeners=(down, up), now=lambda: NOW)

    assert str(item["pk"]).removeprefix("DOSSIER#") in codes(up)
    assert marks.load(down.queue).behind <= item["written"]
