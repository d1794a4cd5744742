"""Dossiers of somebody who can sign in, filed at a desk whose clock the test sets."""

from __future__ import annotations

from typing import Any

from tests.support.people import citizen

ACCOUNT, NUMBER, PHONE = "citizen-1", "089300000001", "0912000001"
# As long as a name gets here, and more.
LONG_NAME = "Nguyễn Phúc Công Tằng Tôn Nữ Hoàng Phủ Ngọc Diễm Quỳnh Thị Bích Phượng An"


def mine(name: str = LONG_NAME) -> dict[str, Any]:
    """What ``Desk.filed`` needs so that ``ACCOUNT`` finds it among their own."""
    applicant = {"name": name, "identity_number": NUMBER, "phone": PHONE}
    return {
        "by": citizen(NUMBER, phone=PHONE, name=name),
        "applicant": {**applicant, "address": "Số 5 đường Thử"},
    }
