"""Systems: what acts in the house without being a person, each with what it may do."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Person


@dataclass(frozen=True, slots=True)
class System:
    """A system by its name; ``moves`` are all that it may make, ``purposes`` all it may read for.

    The clock, the payment platform, a portal, the post: who it is, is decided where its
    request comes in; what it may do stands here and is checked as an officer's role is.
    """

    subject: str
    name: str
    moves: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()

    is_applicant = False


Actor = Person | System
