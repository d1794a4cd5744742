"""Whoever signed in, as the rest of the house knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from chalicelib.foundation import ids

from . import audiences

# What somebody is known by and what the key is for: no number opens what is another kind's.
PASSPORT, CHILD, BODY = "passport", "child", "body"
PURPOSES = {
    audiences.CITIZEN: ids.Purpose.PERSON,
    audiences.FIRM: ids.Purpose.FIRM,
    PASSPORT: ids.Purpose.PASSPORT,
    CHILD: ids.Purpose.CHILD,
    BODY: ids.Purpose.BODY,
}
# An account's name at the identity provider. OpenID Connect Core, 2: ASCII, case-sensitive;
# it allows 255 characters, we take 120. No blanks outside, and no percent sign: what was quoted
# once too often in an address is not another account.
SUBJECT = "[!-$&-~]([ -$&-~]{0,118}[!-$&-~])?"
_IDENTITY_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Person:
    """A person or system that signed in.

    ``key`` is the keyed hash of an identity number or, of a firm, of its tax code (empty for a
    system); ``former_keys`` are those they were known by before, the newest first.
    ``business_key`` is what an officer's own business is known by: since 01/07/2025 it has
    its owner's identity number as tax code. ``agencies`` gives for each officer's role the
    agencies where it holds (``*`` is the whole province). ``level`` is that of the sign-in
    (0: the token did not say), ``provider`` whose account it is (NĐ 69/2024 Điều 40).
    ``titles`` gives for an agency what stands above the officer's signature there.
    """

    subject: str
    name: str
    roles: frozenset[str]
    key: str = ""
    former_keys: tuple[str, ...] = ()
    business_key: str = ""
    agencies: dict[str, frozenset[str]] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    level: int = 0
    provider: str = ""
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def is_applicant(self) -> bool:
        return bool(self.roles & audiences.APPLICANTS)

    @property
    def kind(self) -> str:
        """``firm``, or ``citizen`` for everybody else: an officer is a citizen, too."""
        return audiences.FIRM if audiences.FIRM in self.roles else audiences.CITIZEN

    @property
    def lacks_number(self) -> bool:
        """Whether nobody can say which dossiers are this officer's own. Systems have none."""
        return bool(self.roles - {audiences.PARTNER_SYSTEM}) and not self.key

    def is_one_of(self, *keys: str) -> bool:
        """Whether a stored key is this person's, whichever secret it was made under."""
        own = [(PURPOSES[self.kind], self.key), (ids.Purpose.FIRM, self.business_key)]
        return any(
            key in self.former_keys or ids.same_lasting(purpose, mine, key)
            for purpose, mine in own
            if mine
            for key in keys
        )

    def holds(self, role: str, agency: str) -> bool:
        """Whether this officer acts in ``role`` for ``agency``."""
        places = self.agencies.get(role, frozenset())
        return agency in places or audiences.EVERYWHERE in places

    def holds_any(self, roles: Iterable[str], agency: str) -> bool:
        """Whether this officer acts in one of the roles for ``agency``."""
        return any(self.holds(role, agency) for role in roles)

    def title_at(self, agency: str) -> str:
        """In what capacity this officer signs for ``agency``; empty where nobody said."""
        return self.titles.get(agency) or self.titles.get(audiences.EVERYWHERE, "")

    def works_at(self, agency: str) -> bool:
        return self.holds_any(self.agencies, agency)

    def places_of(self, roles: Iterable[str]) -> frozenset[str]:
        """The agencies where this officer holds one of the roles."""
        return frozenset().union(*(self.agencies.get(role, frozenset()) for role in roles))


def keys_of(kind: str, number: str, sent: str = "") -> list[str]:
    """The keys by which a number of that kind is and was known, the newest first.

    Firms were once hashed as persons are, and the number of a token as it was ``sent``: what
    was filed under such a key is still theirs. Not of a firm of twelve digits: those are a
    person's number as well, and the key was that person's.
    """
    keys = ids.lasting_keys(PURPOSES[kind], number)
    if kind == audiences.FIRM and len(number) == _IDENTITY_DIGITS:
        return keys
    old = (ids.lasting_keys(ids.Purpose.PERSON, text) for text in (number, sent) if text)
    return list(dict.fromkeys([*keys, *(key for some in old for key in some)]))


def is_subject(text: object) -> bool:
    """Whether this can be the name of an account."""
    return isinstance(text, str) and bool(re.fullmatch(SUBJECT, text))
