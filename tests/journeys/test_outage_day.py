"""The power fails unannounced for a day; the ward works on paper and keys it in the next day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.foundation import clock
from tests.support import officers
from tests.support.province import Province

BOOK = "Sổ gián đoạn số 01"
PAPER = {"source": "outage", "sheet": f"{BOOK}, trang 2"}


def test_a_day_on_paper_is_keyed_in_the_next_day_as_it_was(province: Province) -> None:
    day = clock.local_day(clock.now()) - dt.timedelta(days=1)

    def at(time: str) -> str:
        return f"{day.isoformat()}T{time}:00+07:00"

    def keyed(code: str, move: str, by: str, time: str, **order: Any) -> dict[str, Any]:
        paper = {**PAPER, "happened_at": at(time)}
        return province.moved(code, move, by, entered_afterwards=paper, **order)

    # Nobody had kept codes: the administrator, who signs nothing, gives them out.
    span = {"begin": at("07:10"), "end": at("16:30"), "reason": "Mất điện toàn khu vực"}
    order = {"agency": "H01.51", "day": day.isoformat(), "size": 2, "outage": span}
    officers.grant("keeper-51", "Người Quản Trị", {"agency_admin": ["H01.51"]})
    token = {"Authorization": f"Bearer {officers.token(province.provider, 'keeper-51')}"}
    block = province.ask("POST", "/desk/outages", order=order, headers=token)
    assert block.status == 201, block.body
    assert block.body["outage"] == span
    code = block.body["codes"][0]

    sheet = {"code": code, "received_at": at("08:15")}
    brought = province.submission(channel="counter", accept=False, outage=sheet)
    received = province.post("/desk/dossiers", "reception-1", brought)
    assert received.status == 201, received.body
    accepted = keyed(code, "acceptance", "reception-1", "08:20")
    keyed(code, "step", "officer-1", "09:30")
    keyed(code, "result", "head-1", "10:45", number="8/GKS")
    keyed(code, "return", "reception-1", "15:10")

    seen = province.get(f"/dossiers/{code}", "reception-1").body
    assert seen["filed_at"] == at("08:15")
    assert seen["received_at"] == accepted["deadline"]["received"]
    assert seen["closed_at"] == at("15:10")
    assert seen["closed_at"] <= seen["due_at"]
    assert [(line["kind"], line["at"][11:16]) for line in seen["timeline"]] == [
        ("received", "08:15"),
        ("accepted", "08:20"),
        ("step_completed", "09:30"),
        ("resolved", "10:45"),
        ("returned", "15:10"),
    ]
    today = clock.spoken_day(clock.now())
    assert all(line["title"].endswith(f"(nhập bổ sung ngày {today})") for line in seen["timeline"])
    assert seen["timeline"][3]["data"]["early"]
    verdict = province.get(f"/dossiers/{code}/timeline/verification", "reception-1").body
    assert (verdict["valid"], verdict["length"]) == (True, 5)
