"""``docs/takeover.md`` works as it is written: the file that it names is taken over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.house.sources import ROOT
from tests.support.desk import kinds, state
from tests.support.province import Province
from tests.takeover.lines import line
from tools import takeover

EXAMPLE = ROOT / "docs" / "takeover-example.jsonl"


def through(province: Province) -> takeover.Send:
    def send(order: dict[str, Any], dry: bool) -> dict[str, Any]:
        query = {"dry_run": str(dry).lower()}
        answer = province.ask(
            "POST", "/administration/imports", "admin-1", order=order, query=query
        )
        assert answer.status == 200, answer.raw
        return answer.body

    return send


def test_the_example_is_tried_taken_over_and_there_when_it_is_sent_again(
    province: Province,
) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    codes = [json.loads(one)["code"] for one in lines]

    def counts(*, dry: bool = False) -> dict[str, int]:
        found: dict[str, int] = takeover.take_over(
            through(province), "Một cửa 2018", lines, dry=dry
        )["counts"]
        return found

    assert counts(dry=True) == {"acceptable": 4}
    assert counts() == {"taken_over": 4}
    assert counts() == {"already_there": 4}
    assert [int(state(code).status) for code in codes] == [10, 4, 5, 6]
    assert all(kinds(code) == ["taken_over"] for code in codes)


def test_a_long_file_is_sent_in_parts_and_reported_as_one(province: Province) -> None:
    good = [json.dumps(line(), ensure_ascii=False) for _ in range(55)]
    lines = ["", "{not json", *good, json.dumps(line(status=11)), "[]"]

    report = takeover.take_over(through(province), "Một cửa 2018", lines, dry=True)

    assert report["counts"] == {"acceptable": 55, "refused": 3}
    refused = {one["line"]: one["refusal"] for one in report["lines"] if one["refusal"]}
    assert refused == {2: "invalid_json", 58: "invalid_request", 59: "invalid_json"}
    assert report["agencies"][0]["counts"] == {"acceptable": 55}


def test_the_report_can_be_printed_and_names_no_person(province: Province, tmp_path: Path) -> None:
    wrong = line(status=11)
    text = takeover.printed(
        takeover.take_over(through(province), "Một cửa 2018", [json.dumps(wrong)], dry=True)
    )

    assert "BÁO CÁO TIẾP QUẢN HỒ SƠ TỪ Một cửa 2018" in text
    assert f"Dòng 1, mã {wrong['code']}" in text
    assert "/status" in text
    assert wrong["applicant"]["name"] not in text
