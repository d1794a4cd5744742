"""What ``make try`` shows, in a province of each pack's shape."""

from __future__ import annotations

from typing import Any

import pytest

from local import life
from local.people import directory, officers
from tests.house.sources import ROOT
from tests.support.province import Province


def test_a_dossier_meets_all_that_it_can_meet(
    province: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(method: str, path: str, account: str | None = None, json: Any = None) -> dict[str, Any]:
        path, _, query = path.partition("?")
        asked = dict([query.split("=")]) if query else {}
        answer = province.ask(method, path, account, order=json, query=asked)
        assert answer.status < 400, (method, path, answer.body)
        return answer.body

    verdict = life.live(ask)

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


def test_every_account_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [name for name in directory() if f"`{name}`" not in readme] == []


def test_officers_are_granted_what_they_sign_in_for() -> None:
    assert officers("H01").keys() <= directory().keys()
