"""A case may have a time limit of its own (Luật Hộ tịch Điều 28 khoản 2, Điều 29 khoản 2)."""

from __future__ import annotations

import pytest

from chalicelib.procedures import actions as procedures
from chalicelib.reception import actions as reception
from tests.support import desk as desks
from tests.support.desk import Desk, moment
from tests.support.province import Province
from tests.support.submissions import brought, complete, submission

HERE, CIVIL_STATUS = "H01.60", "1.004859"


@pytest.fixture
def desk(province: Province) -> Desk:
    return desks.desk(HERE)


@pytest.mark.parametrize(
    ("case", "received", "due"),
    [
        ("change", "2026-10-05T09:00", "2026-10-08T09:00"),
        ("supplement", "2026-10-05T09:00", "2026-10-05T17:00"),
        ("supplement", "2026-10-05T15:01", "2026-10-06T17:00"),
    ],
)
def test_what_is_added_to_a_register_is_due_the_same_day_and_a_change_in_three(
    desk: Desk, case: str, received: str, due: str
) -> None:
    handed_in = submission(agency=HERE, **complete(CIVIL_STATUS, case=case))
    filed = brought(handed_in)

    whole = reception.receive(filed, desk.who("reception"), now=lambda: moment(received))

    assert whole.dossier.due_at == moment(due)


def test_the_limit_of_a_case_is_told_with_its_article(province: Province) -> None:
    told = province.get(f"/procedures/{CIVIL_STATUS}").body["version"]["time_limits"]

    assert [(one["unit"], one["cases"]) for one in told] == [
        ("working_days", []),
        ("same_day", ["supplement"]),
    ]
    assert "Điều 29 khoản 2" in told[1]["article"]


def test_every_case_with_a_limit_of_its_own_is_known(province: Province) -> None:
    version = procedures.in_force(CIVIL_STATUS, moment("2026-10-05T09:00").date()).version

    limits = {case.key: version.time_limit("online", case.key) for case in version.cases}

    assert {key: limit.unit for key, limit in limits.items()} == {
        "change": "working_days",
        "supplement": "same_day",
    }
