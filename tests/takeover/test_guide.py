"""``docs/takeover.md`` works as it is written: the file that it names is taken over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.house.sources import ROOT
from tests.support.desk import kinds, state
from tests.support.numbers import fresh
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


def test_a_line_in_a_later_part_is_tried_beside_those_before(province: Province) -> None:
    closed = {"status": 10, "closed_at": "2025-07-02T08:00:00+07:00"}
    first, numbered = line(), line(**closed, number=fresh("TĐ"))
    others = [line() for _ in range(55)]
    later = [{**first, "note": "khác"}, first, line(**closed, number=numbered["number"])]
    lines = [json.dumps(one, ensure_ascii=False) for one in (first, numbered, *others, *later)]

    report = takeover.take_over(through(province), "Một cửa 2018", lines, dry=True)

    assert report["counts"] == {"acceptable": 57, "already_there": 1, "refused": 2}
    refused = {one["line"]: one["refusal"] for one in report["lines"] if one["refusal"]}
    assert refused == {58: "taken_over_otherwise", 60: "number_used"}
    assert report["agencies"][0]["counts"] == {"acceptable": 57, "already_there": 1}


def test_no_report_replaces_an_earlier_one(tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    names = []
    for _ in range(3):
        kept = takeover.unused(file, "report")
        kept.write_text("{}")
        names.append(kept.name)

    assert names == ["old.report.json", "old.report-2.json", "old.report-3.json"]
    assert takeover.unused(file, "dry-run").name == "old.dry-run.json"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_said_and_not_traced(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
) -> None:
    file = tmp_path / "old.jsonl"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("FILE", str(file))
    monkeypatch.setenv("SYSTEM", "Một cửa 2018")

    with pytest.raises(SystemExit) as ended:
        takeover.main()

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("stopped, nothing is reported: ")


def test_the_report_can_be_printed_and_names_no_person(province: Province, tmp_path: Path) -> None:
    wrong = line(status=11)
    text = takeover.printed(
        takeover.take_over(through(province), "Một cửa 2018", [json.dumps(wrong)], dry=True)
    )

    assert "BÁO CÁO TIẾP QUẢN HỒ SƠ TỪ Một cửa 2018" in text
    assert f"Dòng 1, mã {wrong['code']}" in text
    assert "/status" in text
    assert wrong["applicant"]["name"] not in text
