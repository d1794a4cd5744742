"""The same dossier received on three days of three laws goes its lawful way each time.

The expectations are those of the texts: NĐ 61/2018 with TT 01/2018 and the provinces' own rules
(QĐ 03/2023 and QĐ 51/2024 An Giang, QĐ 43/2024 Đồng Tháp), NĐ 118/2025 with TT 03/2025, and NĐ
224/2026.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.documents import actions as documents
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.reception import actions as reception
from chalicelib.reception.filing import Accepted
from tests.house.sources import modules
from tests.support.desk import Desk, moment, refused, state
from tests.support.province import Province, token_of
from tests.support.restored import as_it_was
from tests.support.submissions import brought, submission
from tools import packs

# Thay đổi, cải chính hộ tịch: three working days in each of the three laws.
CHANGE = "1.004859"
PAPERS = ("TK.TDCC", "GT.CCTD")


@dataclass(frozen=True)
class Then:
    """A day: who receives on it, what the code begins with, its rules, the numbers of the forms."""

    day: str
    agency: str
    code: str
    rules: str
    forms: dict[str, str]
    look_up: frozenset[str]

    @property
    def morning(self) -> str:
        return f"{self.day}T09:00"


OF_2018 = {
    "receipt": "Mẫu số 01",
    "supplement": "Mẫu số 02",
    "refusal": "Mẫu số 03",
    "apology": "Mẫu số 04",
    "control_sheet": "Mẫu số 05",
    "register": "Mẫu số 06",
}
OF_2025 = {**OF_2018, "stop": "Mẫu số 05", "control_sheet": "Mẫu số 06", "register": "Mẫu số 07"}
OF_S0 = frozenset(
    {"code", "receiving_agency", "divisions", "organisation", "applicant_name",
     "received_at", "due_at"}
)  # fmt: skip
SINCE_2025 = OF_S0 | {"status", "completion"}
DAYS = [
    Then("2024-11-01", "H01.31.01", "H01.31.01-241101-", "2024-10-28", OF_2018, OF_S0),
    Then("2025-08-01", "H01.51", "H01.51-250801-", "2025-07-01", OF_2025, SINCE_2025),
    Then("2026-08-03", "H01.51", "H01.51-260803-", "2026-07-01", OF_2025, SINCE_2025),
]
EACH_DAY = pytest.mark.parametrize("then", DAYS, ids=[one.day for one in DAYS])


@pytest.fixture(autouse=True, scope="module")
def restored(province: Province) -> Iterator[None]:
    """Nobody else's desk is full of what is long due."""
    with as_it_was():
        yield


def received(then: Then) -> tuple[Desk, str]:
    """The same papers of the same person, brought to the desk of that time."""
    desk = Desk(then.agency).staffed().at(then.morning)
    handed_in = submission(
        procedure=CHANGE, agency=then.agency, case="change", form={},
        papers=[{"code": code, "originals": 1} for code in PAPERS],
        return_by={"method": "counter"},
    )  # fmt: skip
    filed = brought(handed_in, Accepted, channel="counter")
    whole = reception.receive(filed, desk.who("reception"), now=lambda: desk.now)
    return desk, whole.dossier.code


@EACH_DAY
def test_a_code_is_written_in_the_form_of_its_day(province: Province, then: Then) -> None:
    _, code = received(then)

    assert code.startswith(then.code)
    assert state(code).rules == then.rules


@EACH_DAY
def test_the_agency_of_another_time_cannot_receive_it(province: Province, then: Then) -> None:
    if then.agency == "H01.51":
        other, refusal = "H01.31.01", "agency_ended"
    else:
        other, refusal = "H01.51", "agency_not_begun"

    with refused(refusal):
        agencies.receiving_agency(other, moment(then.morning).date())


@EACH_DAY
def test_it_goes_its_way_to_its_end(province: Province, then: Then) -> None:
    desk, code = received(then)
    for _ in range(len(procedures.in_force(CHANGE, desk.now.date()).version.process) - 3):
        desk.make("complete_step", code, "officer")

    desk.make("resolve", code, "head", f"{then.day}/TL")
    # The council's fee of today is paid with the result; of the former law none is known.
    if procedures.in_force(CHANGE, desk.now.date()).version.fees_by("counter", "change"):
        due = desk.make("demand_fee", code, "reception", [], {}).dossier.fee_due
        desk.make("record_payment", code, "reception", due, "0000009", "cash")
    ended = desk.make("give_back", code, "reception", "counter")

    assert int(ended.dossier.status) == 10
    assert ended.dossier.rules == then.rules


@EACH_DAY
def test_the_receipt_has_the_number_of_its_day(province: Province, then: Then) -> None:
    desk, code = received(then)

    receipt = documents.receipt(code, desk.who("reception"))

    assert receipt.form_title_article.startswith(then.forms["receipt"])


@EACH_DAY
def test_the_apology_has_the_form_of_its_day(province: Province, then: Then) -> None:
    desk, code = received(then)
    whole = desk.make("extend", code, "head", 1, "Phải xác minh thêm")

    slip = documents.slip(code, str(whole.dossier.version), desk.who("head"))

    assert slip.form_title_article.startswith(then.forms["apology"])


@EACH_DAY
def test_the_form_of_a_stop_is_there_since_2025_only(province: Province, then: Then) -> None:
    desk, code = received(then)
    desk.make("complete_step", code, "officer")
    whole = desk.make("stop", code, "head", "Không còn căn cứ", "Luật Hộ tịch Điều 28")

    slip = documents.slip(code, str(whole.dossier.version), desk.who("head"))

    numbered = (slip.form_title_article or "").startswith("Mẫu số 05")
    assert numbered is ("stop" in then.forms)


@EACH_DAY
def test_the_look_up_shows_what_its_rules_list(province: Province, then: Then) -> None:
    _, code = received(then)

    assert province.look_up(code, token_of(code)).body.keys() == then.look_up


def test_of_2018_the_code_has_the_old_form_and_is_found_in_both(province: Province) -> None:
    then = Then("2020-06-15", "H01.31.01", "000.01.31.H01-200615-", "2018-05-21", OF_2018, OF_S0)
    _, code = received(then)
    other = code.replace("000.01.31.H01", "H01.31.01")

    assert code.startswith(then.code)
    for written in (code, other):
        assert province.look_up(written, token_of(code)).body["code"] == code
        assert province.get(f"/dossiers/{written}", "admin-1").status == 403
        assert state(written).code == code


@pytest.mark.parametrize(
    ("day", "version", "form", "stop"),
    [
        ("2024-11-01", "2018-05-21", "legacy", None),
        ("2025-01-06", "2025-01-06", "dotted", None),
        ("2025-08-01", "2025-07-01", "dotted", "Mẫu số 05"),
        ("2026-08-01", "2026-07-01", "dotted", "Mẫu số 05"),
    ],
)
def test_dong_thap_has_the_general_rules_until_its_own(
    day: str, version: str, form: str, stop: str | None
) -> None:
    on = clock.parse(f"{day}T09:00").date()
    in_force = max(
        (rules for rules in packs.rule_sets("dong-thap") if rules.effective_from <= on),
        key=lambda rules: rules.effective_from,
    )

    assert in_force.version == version
    assert in_force.value("agency_identifier_form") == form
    assert in_force.value("dossier_forms").get("stop") == stop


def test_no_date_and_no_number_of_a_form_stands_in_the_code() -> None:
    """What differs by the day is data: no text of a day, no ``date(2025, …)``, no Mẫu số."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in modules()
        if path.name not in ("tet.py", "wording.py")
        for node in ast.walk(without_words(ast.parse(path.read_text("utf-8"))))
        if names_a_day(node)
    ]

    assert found == []


def names_a_day(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.search(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b|Mẫu số [0-9]", node.value) is not None
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        literal = [one for one in node.args if isinstance(one, ast.Constant)]
        return name in ("date", "datetime") and len(literal) == len(node.args) >= 3
    return False


def without_words(tree: ast.Module) -> ast.Module:
    """The code without its docstrings, and without what the description of the API shows."""
    for node in ast.walk(tree):
        body: Any = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            body[0] = ast.Pass()
        if isinstance(node, ast.Call):
            shown = ("examples", "description")
            node.keywords = [one for one in node.keywords if one.arg not in shown]
    return tree
