"""The people of the simulated province: who can sign in, and what officers may do there.

All made up. A real province grants its own officers instead.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from chalicelib.people import audiences as roles
from chalicelib.people import wire, wording


class Officer(NamedTuple):
    """Somebody with roles at agencies; a system has no identity number."""

    name: str
    number: str
    grants: dict[str, list[str]]
    titles: dict[str, str] = {}


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
        **{name: _public_servant(full, number) for name, (full, number, _, _) in _OFFICERS.items()},
    }


def officers(province_identifier: str) -> dict[str, Officer]:
    """Who works in the province, by the name of the account, and as what."""
    return {
        name: _officer(name, full, number, role, place.format(province_identifier))
        for name, (full, number, role, place) in _OFFICERS.items()
    }


def _officer(account: str, name: str, number: str, role: str, place: str) -> Officer:
    titles = {place: _TITLES[account]} if account in _TITLES else {}
    return Officer(name, number, {role: [place]}, titles)


def applicants() -> list[str]:
    """The accounts of citizens and firms."""
    return [name for name in directory() if name not in _OFFICERS]


def officers_by_agency(province_identifier: str) -> dict[str, list[str]]:
    """Officers' accounts by the agency they work at, ``*`` (the whole province) last."""
    found: dict[str, list[str]] = {}
    for account, officer in officers(province_identifier).items():
        for agency in {place for places in officer.grants.values() for place in places}:
            found.setdefault(agency, []).append(account)
    return dict(sorted(found.items(), key=lambda one: one[0] == roles.EVERYWHERE))


def grant(subject: str, officer: Officer) -> None:
    """Gives an officer exactly these roles, with the keys by which their own is known."""
    from chalicelib.people import actions as people

    key, business_key = (
        (people.key_of(kind, officer.number) if officer.number else "")
        for kind in (roles.CITIZEN, roles.FIRM)
    )
    told = (officer.name, officer.grants)
    people.grant(subject, *told, key=key, business_key=business_key, titles=officer.titles)


def _public_servant(name: str, number: str) -> dict[str, Any]:
    """A public-service account: without a kind, with the number of whoever has it."""
    return {wire.NAME: name, **({wire.IDENTITY_NUMBER: number} if number else {})}


def _citizen(name: str, number: str, phone: str) -> dict[str, Any]:
    return {
        wire.ACCOUNT_KIND: wire.PERSONAL_ACCOUNT,
        wire.NAME: name,
        wire.IDENTITY_NUMBER: number,
        wire.PHONE: phone,
        wire.EMAIL: f"{phone}@example.com",
        wire.ADDRESS: "Số 1 đường Ví Dụ",
    }


# In which capacity heads sign.
_TITLES = {
    "head-1": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "head-2": "CHỦ TỊCH",
    "builder-head-1": "GIÁM ĐỐC",
    "police-head-1": "TRƯỞNG CÔNG AN",
}
_OFFICERS = {
    "reception-1": ("Phạm Thị Tiếp Nhận", "001190000001", roles.RECEPTION_OFFICER, "{}.51"),
    "reception-2": ("Đỗ Văn Một Cửa", "001190000002", roles.RECEPTION_OFFICER, "{}.52"),
    "officer-1": (
        "Võ Minh Thụ Lý",
        wording.EXAMPLE_OFFICER_NUMBER,
        roles.PROCESSING_OFFICER,
        "{}.51",
    ),
    "officer-2": ("Lâm Thị Cùng Phòng", "001190000004", roles.PROCESSING_OFFICER, "{}.51"),
    "officer-3": ("Cao Văn Phối Hợp", "001190000005", roles.PROCESSING_OFFICER, "{}.52"),
    "head-1": ("Huỳnh Ngọc Lãnh Đạo", "001190000006", roles.HEAD_OFFICER, "{}.51"),
    "head-2": ("Tô Thị Chủ Trì", "001190000012", roles.HEAD_OFFICER, "{}.52"),
    "finance-1": ("Bùi Thị Kế Toán", "001190000007", roles.FINANCE_OFFICER, "{}.51"),
    "postal-1": ("Ngô Văn Bưu Tá", "001190000008", roles.POSTAL_AGENT, "{}.51"),
    "centre-1": ("Mai Thị Trung Tâm", "001190000011", roles.RECEPTION_OFFICER, "{}.20"),
    "builder-1": ("Tạ Văn Thẩm Định", "001190000012", roles.PROCESSING_OFFICER, "{}.13"),
    "builder-head-1": ("Quách Thị Giám Đốc", "001190000013", roles.HEAD_OFFICER, "{}.13"),
    "police-1": ("Đinh Văn Trực Ban", "001190000014", roles.RECEPTION_OFFICER, "{}.51.01"),
    "police-2": ("Hồ Thị Cư Trú", "001190000015", roles.PROCESSING_OFFICER, "{}.51.01"),
    "police-head-1": ("Trịnh Văn Trưởng", "001190000016", roles.HEAD_OFFICER, "{}.51.01"),
    "partner-1": ("Phần mềm chuyên ngành hộ tịch", "", roles.PARTNER_SYSTEM, roles.EVERYWHERE),
    "content-1": ("Mai Văn Nội Dung", "001190000011", roles.CONTENT_ADMIN, roles.EVERYWHERE),
    "admin-1": ("Lý Thị Quản Trị", "001190000010", roles.PROVINCE_ADMIN, roles.EVERYWHERE),
}
