"""Chủ hồ sơ, người nộp hồ sơ: whose request it is, who files it, and by what right. No I/O."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from chalicelib.foundation.frozen import Frozen
from chalicelib.people import identifiers
from chalicelib.people import model as people

from . import wording

# LoaiDoiTuong of the national portal: 1 công dân, 2 doanh nghiệp, 3 cơ quan nhà nước, 4 tổ chức.
Kind = Literal["citizen", "firm", "state_body", "organisation"]
# By what right somebody files for another (BLDS 2015 Điều 136, 137, 138).
Capacity = Literal["parent", "guardian", "representative", "authorised"]
Basis = Literal["as_said"]
# Of a person: whoever represents them by law. Of a firm or a body: its representative.
CAPACITIES_OF_PERSONS: tuple[Capacity, ...] = ("parent", "guardian", "authorised")
CAPACITIES_OF_BODIES: tuple[Capacity, ...] = ("representative", "authorised")
# Where the right is shown by a paper; a parent's by the child's own papers, a representative's by
# the registration of the firm.
SHOWN_BY_PAPER: tuple[Capacity, ...] = ("guardian", "authorised")
# Before what a child's key is made of: no part runs into the next.
_BETWEEN = "\x1f"


def is_none(value: object) -> bool:
    """Of a member that is written only where there is one."""
    return value is None


def is_unsaid(value: str) -> bool:
    """Of a text that is written only where there is one."""
    return not value


def is_empty(value: tuple[object, ...]) -> bool:
    """Of a list that is written only where something is in it."""
    return not value


class Passport(Frozen):
    """Hộ chiếu: its number, and the country that issued it (ISO 3166-1 alpha-2)."""

    number: str
    country: str


class Birth(Frozen):
    """What a child without a number is known by: its birth, as far as known, and a parent."""

    date: str
    parent_name: str
    parent_number: str = ""


class Established(Frozen):
    """The decision that set up an organisation without tax code."""

    decision: str
    on: dt.date | None = None


class Applicant(Frozen):
    """Chủ hồ sơ: whose request it is. Nothing of it is made up: what there is not is left out."""

    kind: Kind
    name: str
    identity_number: str | None = None
    tax_code: str | None = None
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str
    passport: Passport | None = Field(default=None, exclude_if=is_none)
    birth: Birth | None = Field(default=None, exclude_if=is_none)
    established: Established | None = Field(default=None, exclude_if=is_none)
    no_phone_reason: str | None = Field(default=None, exclude_if=is_none)

    @property
    def is_person(self) -> bool:
        return self.kind == "citizen"

    @property
    def can_come(self) -> bool:
        """Whether they can come to the counter themselves, and show who they are."""
        return self.is_person and bool(self.identity_number or self.passport)

    @property
    def number(self) -> str:
        """The number by which the applicant is known; empty where there is none."""
        if not self.is_person:
            return self.tax_code or ""
        return self.identity_number or (self.passport.number if self.passport else "")

    @property
    def identity(self) -> tuple[str, str]:
        """What their key is made of: its kind (``people.key_of``) and the text.

        The text is empty where nothing is known that could tell them from another.
        """
        if not self.is_person:
            return self._identity_of_body()
        if self.identity_number:
            return "citizen", self.identity_number
        if self.passport:
            return people.PASSPORT, f"{self.passport.country}{_BETWEEN}{self.passport.number}"
        if self.birth:
            parent = self.birth.parent_number or identifiers.folded(self.birth.parent_name)
            parts = (identifiers.folded(self.name), self.birth.date, parent)
            return people.CHILD, _BETWEEN.join(parts)
        return "citizen", ""

    def fault(self) -> str | None:
        """What is missing of who they are, or is said twice; None if nothing is."""
        if self.phone and self.no_phone_reason:
            return wording.PHONE_OR_REASON
        if not self.phone and not self.no_phone_reason:
            return wording.PHONE_REQUIRED
        return self._fault_of_person() if self.is_person else self._fault_of_body()

    @property
    def proving(self) -> list[str]:
        """The numbers whose last four digits prove a look-up."""
        parent = self.birth.parent_number if self.birth else ""
        return [one for one in (self.number, self.phone, parent) if one]

    def _fault_of_person(self) -> str | None:
        if self.established:
            return wording.NOT_OF_A_BODY
        return None if self.identity[1] else wording.IDENTITY_REQUIRED

    def _fault_of_body(self) -> str | None:
        if self.passport or self.birth:
            return wording.NOT_OF_A_PERSON
        if self.identity[1]:
            return None
        return wording.TAX_CODE_REQUIRED if self.kind == "firm" else wording.BODY_REQUIRED

    def _identity_of_body(self) -> tuple[str, str]:
        if self.tax_code:
            return "firm", self.tax_code
        if self.kind != "firm" and self.organisation and self.established:
            parts = (identifiers.folded(self.organisation), self.established.decision)
            return people.BODY, _BETWEEN.join(parts)
        return "firm", ""


class AuthorityPaper(Frozen):
    """The paper that gives the right: which, its number, from when, until when.

    Without ``until`` it lasts until this dossier is settled (BLDS 2015 Điều 140 khoản 2 điểm a),
    an authorisation a year at most (Điều 563).
    """

    kind: str
    number: str = ""
    issued_on: dt.date | None = None
    until: dt.date | None = None


class Acting(Frozen):
    """Người nộp thay: by what right somebody acts for the applicant.

    ``basis`` is on what it is believed: ``as_said``, on what they say and the paper that they
    name; no register was asked. What was kept before does not say it.
    """

    capacity: Capacity
    paper: AuthorityPaper | None = None
    basis: Basis | None = Field(default=None, exclude_if=is_none)

    @property
    def until(self) -> dt.date | None:
        """The last day of the right, if its paper says one."""
        return self.paper.until if self.paper else None


class Bearer(Frozen):
    """Who brought a dossier to the counter in the applicant's place."""

    name: str
    identity_number: str | None = None
    passport: Passport | None = None
    phone: str | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """As an applicant's."""
        if self.passport and not self.identity_number:
            return people.PASSPORT, f"{self.passport.country}{_BETWEEN}{self.passport.number}"
        return "citizen", self.identity_number or ""


class Came(Frozen):
    """Who came to the counter in the applicant's place, in which version of the dossier, and by
    what right."""

    version: int
    who: Bearer
    acting: Acting


class Declaration(Frozen):
    """Cam đoan: on what it was declared, and by which text (the key in the rule)."""

    on: Literal["screen", "paper"]
    text: str


class EIdentity(Frozen):
    """Căn cước điện tử at the counter: whether it was checked, and how (NĐ 69/2024 Điều 40); why
    not, where the rules ask for it."""

    state: Literal["checked", "none", "not_asked"]
    how: str = ""
    reason: str = Field(default="", exclude_if=is_unsaid)
