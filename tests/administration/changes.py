"""Drafts of changes, and what is done with them, over the API."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from chalicelib.foundation import clock
from tests.support.province import Answer, Province

CHANGES = "/administration/changes"
FEE = "1.004884"
DECISION = {"number": "15/2026/NQ-HĐND", "date": "2026-01-05", "issued_by": "HĐND tỉnh"}


def today() -> dt.date:
    return clock.local_day(clock.now())


def tomorrow() -> dt.date:
    return today() + dt.timedelta(days=1)


def current(province: Province, kind: str, key: str, **more: Any) -> dict[str, Any]:
    """What is in force, as a draft would say it; a copy to be changed."""
    answer = province.get("/administration/data", "admin-1", kind=kind, key=key, **more)
    assert answer.status == 200, answer.raw
    return copy.deepcopy(answer.body["data"])


def order(kind: str, key: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    since = more.pop("since", tomorrow())
    return {
        "kind": kind,
        "key": key,
        "in_force_from": since.isoformat(),
        "decision": DECISION,
        "data": data,
        **more,
    }


def fee_order(province: Province, amount: int, **more: Any) -> dict[str, Any]:
    """That the first fee of a procedure is so much from now on."""
    data = current(province, "procedure", FEE)
    data["version"]["fees"][0]["amount"] = amount
    return order("procedure", FEE, data, **more)


def drafted(province: Province, sent: dict[str, Any], by: str = "content-1") -> dict[str, Any]:
    answer = province.post(CHANGES, by, sent)
    assert answer.status == 201, answer.raw
    return answer.body


def act(
    province: Province, change: dict[str, Any], what: str, by: str = "admin-1", **more: Any
) -> Answer:
    sent = {"version": change["version"], **more}
    return province.post(f"{CHANGES}/{change['change']}/{what}", by, sent)


def approved(province: Province, sent: dict[str, Any], by: str = "content-1") -> dict[str, Any]:
    """Drafted by one and approved by another."""
    answer = act(province, drafted(province, sent, by), "approval")
    assert answer.status == 200, answer.raw
    clock.forget()
    return answer.body
