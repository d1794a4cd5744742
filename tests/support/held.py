"""Officers who hold roles at two agencies at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from tests.support import officers
from tests.support.routes import AWAY, HOME

EVERYWHERE = "*"
Roles = frozenset[str]
NONE: Roles = frozenset()


@dataclass(frozen=True)
class Held:
    """The roles that somebody holds at home, away, and in the whole province."""

    home: Roles = NONE
    away: Roles = NONE
    everywhere: Roles = NONE

    @property
    def account(self) -> str:
        return f"holds-{hashlib.sha256(str(self).encode()).hexdigest()[:16]}"

    @property
    def grants(self) -> dict[str, list[str]]:
        places = {HOME: self.home, AWAY: self.away, EVERYWHERE: self.everywhere}
        return {
            role: [place for place, roles in places.items() if role in roles]
            for role in sorted(self.home | self.away | self.everywhere)
        }

    def at(self, agency: str) -> Roles:
        """The roles that are held at an agency, also as one of the whole province."""
        return self.everywhere | {HOME: self.home, AWAY: self.away}.get(agency, NONE)

    def __str__(self) -> str:
        held = ("+".join(sorted(roles)) or "-" for roles in (self.home, self.away, self.everywhere))
        return "home {}, away {}, everywhere {}".format(*held)


def at(agency: str, here: Iterable[str], elsewhere: Iterable[str] = ()) -> Held:
    """Roles at one of the two agencies, and roles at the other one."""
    if agency == HOME:
        return Held(home=frozenset(here), away=frozenset(elsewhere))
    return Held(home=frozenset(elsewhere), away=frozenset(here))


def grant(held: Held, account: str = "") -> str:
    """Gives exactly these roles, to the account of that combination unless one is named."""
    account = account or held.account
    officers.grant(account, "Người Hai Nơi", held.grants)
    return account
