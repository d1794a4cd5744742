"""A table of the old system says the same as its lines in JSON."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from tests.support.province import Province
from tests.takeover.lines import judged, line
from tools.takeover import lines_of


def as_row(given: dict[str, Any]) -> dict[str, Any]:
    """A line as a table has it: its members by their paths."""
    applicant = {f"applicant.{name}": value for name, value in given["applicant"].items()}
    papers = {
        f"papers.{at}.{name}": value
        for at, paper in enumerate(given["papers"], 1)
        for name, value in paper.items()
    }
    plain = {name: one for name, one in given.items() if name not in ("applicant", "papers")}
    return plain | applicant | papers


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=None)


def workbook(path: Path, *rows: dict[str, Any]) -> Path:
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        date = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for column, name in enumerate(rows[0]):
            sheet.write(0, column, name)
            for at, row in enumerate(rows, 1):
                if name.endswith("_at"):
                    sheet.write_datetime(at, column, moment(row[name]), date)
                else:
                    sheet.write(at, column, row[name])
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in lines_of(path) if text]


def test_a_workbook_is_taken_over_as_its_lines_would_be(province: Province, tmp_path: Path) -> None:
    given = line(lateness=None, extensions=1)

    found = read(workbook(tmp_path / "old.xlsx", as_row(given)))

    assert found == [given | {"due_at": "2025-07-02T08:20:00+07:00"}]
    assert judged(province, *found)[0]["outcome"] == "taken_over"


def test_a_csv_says_the_same_with_whichever_sign_between(tmp_path: Path) -> None:
    given = line()
    for sign in (",", ";", "\t"):
        path = tmp_path / "old.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, as_row(given), delimiter=sign)
            writer.writeheader()
            writer.writerow(as_row(given))

        assert read(path) == [given]


def test_a_row_keeps_the_number_that_the_sheet_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "old.xlsx", as_row(line()), as_row(line()))

    texts = list(lines_of(path))

    assert [bool(text) for text in texts] == [False, True, True]


def test_a_number_whose_zeros_are_gone_is_refused_at_its_member(
    province: Province, tmp_path: Path
) -> None:
    row = as_row(line()) | {"applicant.identity_number": 89200001234}

    (found,) = judged(province, *read(workbook(tmp_path / "old.xlsx", row)))

    assert found["outcome"] == "refused"
    assert found["errors"][0]["pointer"] == "/applicant/identity_number"


@pytest.mark.parametrize("name", ["", "Họ tên", "applicant..name", "papers.0.code"])
def test_a_column_that_names_no_member_ends_it_with_its_number(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "old.xlsx", {"code": "H01.51-250627-0001", name: "x"})

    with pytest.raises(SystemExit, match="column 2"):
        list(lines_of(path))
