"""The output of ``make try``, in a province of each pack."""

from __future__ import annotations

from typing import Any

import pytest

from local import life
from tests.support.province import Province


def asking(province: Province) -> life.Call:
    def ask(method: str, path: str, account: str | None = None, json: Any = None) -> dict[str, Any]:
        path, _, query = path.partition("?")
        asked = dict([query.split("=")]) if query else {}
        answer = province.ask(method, path, account, order=json, query=asked)
        assert answer.status < 400, (method, path, answer.body)
        return answer.body

    return ask


def test_it_can_be_tried_again_in_the_same_province(province: Province) -> None:
    assert [life.live(asking(province))["valid"] for _ in range(2)] == [True, True]


def test_a_dossier_meets_all_that_it_can_meet(
    province: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict = life.live(asking(province))

    shown = capsys.readouterr().out
    assert (verdict["valid"], verdict["length"]) == (True, 15)
    for part in (
        "supplement-request",
        "approvals",
        "correction",
        "acceptance",
        "assignment",
        "opinions/1/answer",
        "extension",
        "result",
        "return",
        "Mẫu số 01",
        "Gia hạn thêm 2 ngày",
        "holds: True",
    ):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= 120
