"""What docs/administration.md says to type works as it stands."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from tests.administration.changes import FEE, today, tomorrow
from tests.house.sources import ROOT
from tests.support.province import Answer, Province
from tests.support.restored import as_it_was

GUIDE = (ROOT / "docs" / "administration.md").read_text("utf-8")
FENCED = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
ACCOUNT = re.compile(r"^([A-Z]+)=\$\(make -s token AS=([\w-]+)\)$", re.MULTILINE)
PROGRAM = re.compile(r"^python3 - <<'PY' > draft\.json\n(.*?)^PY$", re.MULTILINE | re.DOTALL)
API = "$API"
THE_FIRST = "2026-0001"


@pytest.fixture(autouse=True)
def restored(province: Province) -> Iterator[None]:
    with as_it_was():
        yield
    clock.forget()


def test_a_fee_is_changed_as_the_guide_says(province: Province, tmp_path: Path) -> None:
    text = "\n".join(FENCED.findall(GUIDE))
    accounts = dict(ACCOUNT.findall(text))
    (program,) = PROGRAM.findall(text)
    read, draft, compare, approve, listed = [
        line for line in text.splitlines() if line.startswith("curl ")
    ]

    (tmp_path / "now.json").write_bytes(sent(province, read, accounts).raw)
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    drafted = sent(province, draft, accounts, file=made.stdout)
    assert drafted.status == 201, drafted.raw
    number = drafted.body["change"]
    compared, approved, shown = (
        sent(province, line.replace(THE_FIRST, number), accounts)
        for line in (compare, approve, listed)
    )

    assert compared.body["differences"]
    assert approved.status == 200, approved.raw
    assert shown.body["changes"][0]["change"] == number
    clock.forget()
    fees = [procedures.in_force(FEE, day).version.fees[0].amount for day in (today(), tomorrow())]
    assert fees[0] != fees[1] == 9000


def sent(province: Province, line: str, accounts: dict[str, str], file: str = "") -> Answer:
    """What the province answers to a line with curl."""
    words = shlex.split(line.partition(" > ")[0])
    (address,) = [word for word in words if word.startswith(API)]
    (whose,) = [word for word in words if word.startswith("Authorization: ")]
    body = words[words.index("-d") + 1] if "-d" in words else None
    order = json.loads(file if body == "@draft.json" else body) if body else None
    path, _, query = address.removeprefix(API).partition("?")
    return province.ask(
        "POST" if order else "GET",
        path,
        accounts[whose.rpartition("$")[2]],
        order=order,
        query=dict(one.split("=") for one in query.split("&") if one),
    )
