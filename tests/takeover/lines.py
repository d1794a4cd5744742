"""Lines of a file of the system that is replaced, and what is done with them over the API."""

from __future__ import annotations

import itertools
from typing import Any

from tests.support.province import Answer, Province

IMPORTS = "/administration/imports"
SYSTEM = "Hệ thống một cửa trước đây"
# Three working days, six steps, no fee; there are versions of 2018 and of 2025.
CHANGE = "1.004859"
_numbers = itertools.count(1001)


def line(**said: Any) -> dict[str, Any]:
    """A dossier that a ward, since ended, received in June 2025 and has in hand."""
    number = next(_numbers)
    applicant = {
        "kind": "citizen",
        "name": f"Trương Văn Chuyển Sang {number}",
        "identity_number": f"0892{number:08}",
        "phone": f"091{number:07}",
        "address": "Số 6 đường Ví Dụ, phường Mỹ Bình, thành phố Long Xuyên",
    }
    given = {
        "code": f"H01.31.01-250627-{number:04}",
        "procedure": CHANGE,
        "agency": "H01.31.01",
        "status": 2,
        "filed_at": "2025-06-27T08:10:00+07:00",
        "received_at": "2025-06-27T08:20:00+07:00",
        "due_at": "2025-07-02T08:20:00+07:00",
        "applicant": applicant,
        "papers": [{"code": "TK.TDCC", "originals": 1}, {"code": "GT.CCTD", "originals": 1}],
        **said,
    }
    return {name: one for name, one in given.items() if one is not None}


def sent(province: Province, *lines: dict[str, Any], dry: bool = False, **more: Any) -> Answer:
    order = {"system": SYSTEM, "lines": list(lines), **more}
    query = {"dry_run": str(dry).lower()}
    return province.ask("POST", IMPORTS, "admin-1", order=order, query=query)


def judged(province: Province, *lines: dict[str, Any], dry: bool = False) -> list[dict[str, Any]]:
    answer = sent(province, *lines, dry=dry)
    assert answer.status == 200, answer.raw
    found: list[dict[str, Any]] = answer.body["lines"]
    return found


def taken_over(province: Province, **said: Any) -> str:
    """A dossier that was taken over; its code."""
    given = line(**said)
    (found,) = judged(province, given)
    assert found["outcome"] == "taken_over", found
    return str(given["code"])
