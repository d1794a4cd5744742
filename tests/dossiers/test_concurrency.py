"""Eight parallel requests have the same result as if they had come one after another."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from tests.support.province import Answer, Province

T = TypeVar("T")

THREADS = 8


def test_submissions_at_once_get_codes_without_gap_or_double(province: Province) -> None:
    each = 12
    submission = province.submission()

    def submit() -> list[Answer]:
        return [province.post("/dossiers", "citizen-1", submission) for _ in range(each)]

    answers = [answer for some in at_once(submit) for answer in some]

    assert {answer.status for answer in answers} == {201}
    serials = by_day([answer.body["code"] for answer in answers])
    assert sum(map(len, serials.values())) == THREADS * each
    for given in serials.values():
        assert sorted(given) == list(range(min(given), min(given) + len(given)))


def test_submissions_at_once_with_one_key_are_one_dossier(province: Province) -> None:
    submission = province.submission()
    known = filed_by(province, "citizen-2")

    answers = at_once(lambda: province.post("/dossiers", "citizen-2", submission, "eight at once"))

    assert {answer.status for answer in answers} == {201}
    assert all(answer.body == answers[0].body for answer in answers)
    assert filed_by(province, "citizen-2") - known == {answers[0].body["code"]}


def test_one_key_for_different_submissions_at_once_files_one(province: Province) -> None:
    known = filed_by(province, "citizen-2")
    methods = iter(["counter", "electronic"] * (THREADS // 2))

    def submit() -> Answer:
        submission = province.submission(return_by={"method": next(methods)})
        return province.post("/dossiers", "citizen-2", submission, "another eight")

    answers = at_once(submit)

    filed = [answer for answer in answers if answer.status == 201]
    refused = [answer for answer in answers if answer.status != 201]
    assert (len(filed), len(refused)) == (THREADS // 2, THREADS // 2)
    assert {answer.body["code"] for answer in refused} == {"idempotency_key_reused"}
    assert filed_by(province, "citizen-2") - known == {answer.body["code"] for answer in filed}


def test_of_acceptances_at_once_one_is_made_and_the_others_learn_of_it(province: Province) -> None:
    code = province.submitted()["code"]
    path = f"/desk/dossiers/{code}/acceptance"

    answers = at_once(lambda: province.post(path, "reception-1", {}))

    assert sorted(answer.status for answer in answers) == [200] + [409] * (THREADS - 1)
    for refused in (answer.body for answer in answers if answer.status == 409):
        if refused["code"] == "unlawful_move":  # came in after it was done
            assert "accept" not in refused["lawful"]
        else:  # was about to do it as well
            assert refused["code"] == "dossier_changed"
            assert refused["changed"]["kind"] == "accepted"
            assert refused["changed"]["by"] == "Phạm Thị Tiếp Nhận"
    assert kinds(province, code) == ["submitted", "accepted"]


def test_acceptances_at_once_with_one_key_get_one_answer(province: Province) -> None:
    code = province.submitted()["code"]
    path = f"/desk/dossiers/{code}/acceptance"

    answers = at_once(lambda: province.post(path, "reception-1", {}, "the same click"))

    assert {answer.status for answer in answers} == {200}
    assert all(answer.body == answers[0].body for answer in answers)
    assert kinds(province, code) == ["submitted", "accepted"]


# ---- What the tests say ----------------------------------------------------------------------


def at_once(act: Callable[[], T]) -> list[T]:
    """What eight threads got that set off together."""
    start = threading.Barrier(THREADS)
    results: list[T] = []

    def run() -> None:
        start.wait()
        results.append(act())

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == THREADS
    return results


def by_day(codes: list[str]) -> dict[str, set[int]]:
    """Serials by agency and day: midnight may pass meanwhile."""
    serials = defaultdict(set)
    for code in codes:
        where, serial = code.rsplit("-", 1)
        serials[where].add(int(serial))
    return serials


def kinds(province: Province, code: str) -> list[str]:
    timeline = province.get(f"/dossiers/{code}", "citizen-1").body["timeline"]
    return [line["kind"] for line in timeline]


def filed_by(province: Province, citizen: str) -> set[str]:
    """The newest hundred dossiers of somebody."""
    found = province.get("/dossiers", citizen, limit=100).body["dossiers"]
    return {line["code"] for line in found}
