"""Whoever signed in, as the rest of the house knows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.foundation import ids

from . import audiences

# What keeps the hashes of people from serving as any others.
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Person:
    """A person or system that signed in.

    ``key`` is the keyed hash of an identity number or tax code (empty for an officer who
    gave none), ``former_keys`` what an applicant's was under earlier secrets, the newest
    first; ``agencies`` gives for each officer's role the agencies where it holds (``*`` is
    the whole province).
    """

    subject: str
    name: str
    roles: frozenset[str]
    key: str = ""
    former_keys: tuple[str, ...] = ()
    agencies: dict[str, frozenset[str]] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)

    @property
    def is_applicant(self) -> bool:
        return bool(self.roles & audiences.APPLICANTS)

    def is_one_of(self, *keys: str) -> bool:
        """Whether a stored key is this person's, whichever secret it was made under."""
        return bool(self.key) and any(ids.same_lasting(PERSON, self.key, key) for key in keys)

    def holds(self, role: str, agency: str) -> bool:
        """Whether this officer acts in ``role`` for ``agency``."""
        places = self.agencies.get(role, frozenset())
        return agency in places or audiences.EVERYWHERE in places

    def works_at(self, agency: str) -> bool:
        return any(self.holds(role, agency) for role in self.agencies)

    @property
    def places(self) -> frozenset[str]:
        """Every agency where this officer holds a role."""
        return frozenset().union(*self.agencies.values()) if self.agencies else frozenset()
