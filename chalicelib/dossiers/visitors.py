"""Người đến thay: who comes to the counter in the applicant's place, and by what right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.foundation import clock, ids
from chalicelib.foundation.errors import Invalid
from chalicelib.people import actions as people
from chalicelib.procedures import actions as procedures

from . import authority, rights, wording
from .applicants import Acting, Bearer, Came
from .model import Content
from .moves import Move

if TYPE_CHECKING:
    from .turn import Turn


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the counter who is not the applicant; by what right, if it is said."""

    who: Bearer
    acting: Acting | None = None


def admitted(turn: Turn, visitor: Visitor | None) -> Came | None:
    """Who came, with the right that counts: the one they show, or the one by which they filed.

    None where the applicant came. Refuses whoever has no right, or one that has lapsed (BLDS 2015
    Điều 136 to 140), and an officer who would serve themselves; nobody named, where the applicant
    cannot have come.
    """
    if visitor is None:
        _must_have_come(turn)
        return None
    if turn.person.is_applicant:
        raise Invalid("only_at_the_counter", wording.ONLY_AT_THE_COUNTER)
    dossier, content = turn.dossier, turn.whole.content
    key = people.key_of(*visitor.who.identity)
    authority.must_not_be_known_by(turn.person, key)
    if key == dossier.owner:
        return None
    day, acting = clock.local_day(turn.at), visitor.acting
    if acting is None and key == dossier.person:
        if dossier.acts_until:
            authority.must_last(dossier.acts_until, day)
        acting = content.acting
    filer = rights.filer(visitor.who)
    acting = rights.must_have_authority(acting, content.applicant, filer, day, turn.rules)
    return Came(version=dossier.version + 1, who=visitor.who, acting=acting)


def _must_have_come(turn: Turn) -> None:
    """A firm or a body does nothing but by somebody (BLDS 2015 Điều 85, Điều 137), nor does a child
    who is known by a birth alone (Điều 136 khoản 1). What the post carries nobody brings."""
    if turn.person.is_applicant or turn.whole.content.applicant.can_come:
        return
    if turn.move is Move.RETURN or not procedures.channel(turn.dossier.channel).carried:
        raise Invalid("say_who_came", wording.APPLICANT_CANNOT_COME)


def facts(came: Came | None) -> dict[str, Any]:
    """What the event says of it: in which capacity, never who."""
    return {"came": came.acting.capacity} if came else {}


def noted(before: Content, came: Came | None, **changes: Any) -> Content | None:
    """The content with who came and what changed besides; None where nothing did."""
    if came:
        changes["came"] = (*before.came, came)
    return before.model_copy(update={"salt": ids.fresh(), **changes}) if changes else None
