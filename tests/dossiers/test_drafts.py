"""What is begun and not handed in: kept for its owner alone, and not for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.people.model import Person
from chalicelib.reception import drafts
from tests.support.province import Answer, Province

ONE, OTHER = "ban-nhap-mot", "ban-nhap-hai"
CONTENT = {"form": {"child_name": "Trần Thị Mỹ Duyên"}}


@pytest.fixture(autouse=True)
def no_drafts(province: Province) -> Iterator[None]:
    yield
    for who in ("citizen-1", "citizen-2"):
        for one in kept(province, who):
            province.post(f"/drafts/{one['id']}/removal", who)


def kept(province: Province, who: str = "citizen-1") -> list[dict[str, Any]]:
    answer = province.get("/drafts", who)
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.body["drafts"]
    return found


def keep(province: Province, id: str = ONE, who: str = "citizen-1", **changes: Any) -> Answer:
    procedure = province.submission()["procedure"]
    return province.put(
        f"/drafts/{id}", who, {"procedure": procedure, "content": CONTENT, **changes}
    )


def test_what_was_begun_is_there_again_for_its_owner_alone(province: Province) -> None:
    answer = keep(province)

    assert answer.status == 200, answer.body
    assert answer.body["version"] == 1
    assert [one["content"] for one in kept(province)] == [CONTENT]
    assert kept(province)[0]["procedure"]["name"]
    assert kept(province, "citizen-2") == []


def test_another_window_does_not_overwrite_what_was_kept_meanwhile(province: Province) -> None:
    keep(province)
    keep(province, version=1, content={"here": 1})

    late = keep(province, version=1, content={"there": 1})

    assert (late.status, late.body["code"]) == (409, "draft_changed")
    assert kept(province)[0]["content"] == {"here": 1}


def test_what_is_sent_again_after_a_lost_answer_is_kept_once(province: Province) -> None:
    first, again = keep(province), keep(province)

    assert first.body == again.body


def test_a_draft_that_was_removed_is_not_kept_on_from_another_window(province: Province) -> None:
    keep(province)
    province.post(f"/drafts/{ONE}/removal", "citizen-1")

    assert keep(province, version=1).status == 409
    assert kept(province) == []


def test_it_ends_with_the_submission_that_names_it(province: Province) -> None:
    keep(province)
    keep(province, OTHER)

    province.submitted(draft=ONE)

    assert [one["id"] for one in kept(province)] == [OTHER]


def test_a_submission_that_is_refused_leaves_it(province: Province) -> None:
    keep(province)

    answer = province.post("/dossiers", "citizen-1", province.submission(draft=ONE, declared=False))

    assert answer.status == 422
    assert [one["id"] for one in kept(province)] == [ONE]


def test_there_are_not_more_than_somebody_can_look_through(province: Province) -> None:
    for number in range(drafts.MOST):
        assert keep(province, f"ban-nhap-so-{number}").status == 200

    answer = keep(province, "ban-nhap-qua-muc")

    assert (answer.status, answer.body["code"]) == (409, "too_many_drafts")


def test_none_is_longer_than_a_form_can_be(province: Province) -> None:
    answer = keep(province, content={"text": "ạ" * drafts.MOST_BYTES})

    assert (answer.status, answer.body["code"]) == (422, "draft_too_long")


@pytest.mark.parametrize("id", ["ngan", "BAN-NHAP-MOT", "null,null", "x" * 41])
def test_one_by_another_name_than_is_described_is_refused(province: Province, id: str) -> None:
    for answer in (keep(province, id), province.post(f"/drafts/{id}/removal", "citizen-1")):
        assert (answer.status, answer.body["code"]) == (422, "invalid_draft")

    assert kept(province) == []


def test_it_is_kept_as_many_days_as_the_rule_says(province: Province) -> None:
    who = Person(subject="nobody-else", name="Ai Đó", roles=frozenset({"citizen"}))
    at = clock.now()
    days = agencies.rules_on(clock.local_day(at)).value("drafts_kept_days")
    drafts.keep(who, ONE, province.submission()["procedure"], CONTENT, 0, at)

    assert drafts.of(who, at + dt.timedelta(days=days, seconds=-1))
    assert drafts.of(who, at + dt.timedelta(days=days)) == []


def test_it_is_part_of_what_is_kept_of_somebody(province: Province) -> None:
    keep(province)
    for _ in range(2):
        province.submitted()

    first = province.get("/me/data", "citizen-1", limit=1).body
    second = province.get("/me/data", "citizen-1", limit=1, cursor=first["next"]).body

    assert [one["content"] for one in first["drafts"]] == [CONTENT]
    assert second["drafts"] == []
