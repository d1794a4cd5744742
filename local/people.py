"""The people of the simulated province: who can sign in, and what officers may do there.

All made up. A real province grants its own officers instead.
"""

from __future__ import annotations

from typing import Any

from chalicelib.people import audiences as roles
from chalicelib.people import wire


def directory() -> dict[str, dict[str, Any]]:
    """What the identity provider says of each person, by the name of the account."""
    return {
        "citizen-1": _citizen("Nguyễn Thị Hoa Mai", "089300000001", "0912000001"),
        "citizen-2": _citizen("Trần Văn Bình An", "087200000002", "0912000002"),
        "firm-1": {
            wire.ACCOUNT_KIND: wire.FIRM_ACCOUNT,
            wire.NAME: "Lê Quang Đại Diện",
            wire.FIRM_NAME: "Công ty TNHH Phù Sa Ví Dụ",
            wire.TAX_CODE: "0100112437",
            wire.PHONE: "0912000003",
            wire.EMAIL: "firm-1@example.com",
            wire.ADDRESS: "Số 3 đường Ví Dụ",
        },
        **{name: {wire.NAME: full} for name, (full, _, _) in _OFFICERS.items()},
    }


def grants(province_identifier: str) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Officers' names and roles at agencies of the province."""
    return {
        name: (full, {role: [place.format(province_identifier)]})
        for name, (full, role, place) in _OFFICERS.items()
    }


def applicants() -> list[str]:
    """The accounts of citizens and firms."""
    return [name for name in directory() if name not in _OFFICERS]


def officers_by_agency(province_identifier: str) -> dict[str, list[str]]:
    """Officers' accounts by the agency they work at, ``*`` (the whole province) last."""
    found: dict[str, list[str]] = {}
    for account, (_, roles_at) in grants(province_identifier).items():
        for agency in {place for places in roles_at.values() for place in places}:
            found.setdefault(agency, []).append(account)
    return dict(sorted(found.items(), key=lambda one: one[0] == roles.EVERYWHERE))


def _citizen(name: str, number: str, phone: str) -> dict[str, Any]:
    return {
        wire.ACCOUNT_KIND: wire.PERSONAL_ACCOUNT,
        wire.NAME: name,
        wire.IDENTITY_NUMBER: number,
        wire.PHONE: phone,
        wire.EMAIL: f"{phone}@example.com",
        wire.ADDRESS: "Số 1 đường Ví Dụ",
    }


_OFFICERS = {
    "reception-1": ("Phạm Thị Tiếp Nhận", roles.RECEPTION_OFFICER, "{}.51"),
    "reception-2": ("Đỗ Văn Một Cửa", roles.RECEPTION_OFFICER, "{}.52"),
    "officer-1": ("Võ Minh Thụ Lý", roles.PROCESSING_OFFICER, "{}.51"),
    "officer-2": ("Lâm Thị Cùng Phòng", roles.PROCESSING_OFFICER, "{}.51"),
    "officer-3": ("Cao Văn Phối Hợp", roles.PROCESSING_OFFICER, "{}.52"),
    "head-1": ("Huỳnh Ngọc Lãnh Đạo", roles.HEAD_OFFICER, "{}.51"),
    "finance-1": ("Bùi Thị Kế Toán", roles.FINANCE_OFFICER, "{}.51"),
    "postal-1": ("Ngô Văn Bưu Tá", roles.POSTAL_AGENT, "{}.51"),
    "partner-1": ("Phần mềm chuyên ngành hộ tịch", roles.PARTNER_SYSTEM, roles.EVERYWHERE),
    "admin-1": ("Lý Thị Quản Trị", roles.PROVINCE_ADMIN, roles.EVERYWHERE),
}
