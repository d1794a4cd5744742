"""Agencies: the tree, and who may receive a dossier on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from chalicelib.foundation.errors import Invalid
from chalicelib.foundation.frozen import Frozen

from . import wording


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"  # abolished on 01/07/2025; old dossiers still name one
    COMMUNE = "commune"
    UNIT = "unit"


class AgencyKind(StrEnum):
    """What an agency is: with its level and fields, what its competence comes from."""

    PEOPLE_COMMITTEE = "people_committee"  # Ủy ban nhân dân
    DEPARTMENT = "department"  # sở, cơ quan chuyên môn: settles its own fields
    POLICE = "police"  # Công an
    LAND_REGISTRY = "land_registry"  # Văn phòng đăng ký đất đai và chi nhánh
    ONE_STOP_CENTRE = "one_stop_centre"  # Trung tâm Phục vụ hành chính công: settles nothing
    TAX = "tax"  # cơ quan thuế
    SOCIAL_INSURANCE = "social_insurance"  # Bảo hiểm xã hội
    OTHER = "other"


class Agency(Frozen):
    """A place of the agency tree, with the days between which it exists.

    ``identifier`` is the form of QĐ 20/2020/QĐ-TTg, which begins with the province;
    ``legacy`` that of QCVN 102:2016, which ends with it. Both find the agency. Address, phone,
    e-mail and site are published (QĐ 03/2023 Điều 31 khoản 15).

    ``receives``: it has a desk of its own. ``receives_for`` are the agencies whose dossiers
    that desk takes in besides its own (NĐ 61/2018 Điều 7, 8). ``fields`` are the codes of the
    fields in which it settles; none named means every field of its kind, save of a department.
    """

    identifier: str
    legacy: str
    name: str
    short_name: str
    level: Level
    parent: str | None
    opening: str
    effective_from: dt.date
    effective_until: dt.date | None = None
    successor: str | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    kind: AgencyKind = AgencyKind.OTHER
    fields: tuple[str, ...] = ()
    receives: bool = False
    receives_for: tuple[str, ...] = ()
    source: str
    verify: bool = False

    def exists_on(self, day: dt.date) -> bool:
        ended = self.effective_until is not None and day > self.effective_until
        return self.effective_from <= day and not ended

    def settles_in(self, field: str) -> bool:
        """Whether the field is one of those in which it settles."""
        if self.kind is AgencyKind.DEPARTMENT:
            return field in self.fields
        return not self.fields or field in self.fields

    @property
    def is_one_stop(self) -> bool:
        """Whether its desk is a Bộ phận Một cửa, where boundaries need not matter."""
        return self.receives and self.kind in _ONE_STOP

    def must_receive(
        self, day: dt.date, successor: Agency | None, desks: Iterable[str] = ()
    ) -> None:
        """Refuses a dossier that this agency cannot receive on ``day``; ``desks`` take in for it,
        by name."""
        self.must_be_in_force(day, successor)
        if not self.receives:
            refusal = wording.AGENCY_NOT_RECEIVING.format(name=self.name)
            if where := ", ".join(desks):
                refusal = f"{refusal} {wording.FILED_AT.format(where)}"
            raise Invalid("agency_not_receiving", refusal)

    def must_be_in_force(self, day: dt.date, successor: Agency | None) -> None:
        """Refuses an agency that is not there on ``day``, naming what came after it."""
        if day < self.effective_from:
            first = self.effective_from.strftime("%d/%m/%Y")
            refusal = wording.AGENCY_NOT_BEGUN.format(name=self.name, day=first)
            raise Invalid("agency_not_begun", refusal)
        if not self.exists_on(day):
            last = (self.effective_until or day).strftime("%d/%m/%Y")
            if successor is None:
                raise Invalid("agency_ended", wording.AGENCY_ENDED.format(name=self.name, day=last))
            raise Invalid(
                "agency_ended",
                wording.AGENCY_SUCCEEDED.format(name=self.name, day=last, successor=successor.name),
                successor=successor.identifier,
            )


_ONE_STOP = frozenset({AgencyKind.PEOPLE_COMMITTEE, AgencyKind.ONE_STOP_CENTRE})
