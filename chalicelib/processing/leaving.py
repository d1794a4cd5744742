"""Người thôi việc, chuyển việc: whoever has dossiers in hand cannot lose their roles unseen.

S2 Điều 8 khoản 2: an officer who leaves hands over before they leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.model import Dossier
from chalicelib.foundation.errors import Conflict, Refusal
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles

from . import wording

# So many codes are named; the count is of all.
_NAMED = 50
_PAGE = 50
# Their work has no officer of its own: whoever else holds the role does it.
_SHARED = (roles.RECEPTION_OFFICER, roles.HEAD_OFFICER)

HandOver = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class LastOfRole:
    """Nobody else holds a role at an agency that has open dossiers."""

    agency: str
    role: str


def must_hand_over(
    subject: str, held: Mapping[str, Any], grants: Mapping[str, Any], hand_over: HandOver | None
) -> None:
    """Hands over what somebody has in hand and may process no longer; refuses
    (``dossiers_in_hand``) where nobody is named who gets it, and what they cannot be given.

    Each is an event of its own: a run that is cut short is simply run again.
    """
    if not _lost(roles.PROCESSING_OFFICER, held, grants):
        return
    left = list(_left(subject, grants))
    if not left:
        return
    if hand_over is None:
        raise _refusal(left)
    refused: list[tuple[Dossier, Refusal]] = []
    for dossier in left:
        try:
            hand_over(dossier.code)
        except Refusal as refusal:
            refused.append((dossier, refusal))
    if refused:
        why = [{"code": one.code, "reason": refusal.code} for one, refusal in refused[:_NAMED]]
        raise _refusal([one for one, _ in refused], left=why)


def left_in_hand(
    subject: str, grants: Mapping[str, Any], hand_over: HandOver | None
) -> dict[str, list[str]]:
    """What somebody has in hand all the same, by agency, once their roles are kept: it was given to
    them while they were changed. It is handed over, if somebody is named, and else told."""
    left: dict[str, list[str]] = {}
    for dossier in _left(subject, grants):
        if hand_over is None or not _is_given(dossier.code, hand_over):
            left.setdefault(dossier.settled_by, []).append(dossier.code)
    return left


def _is_given(code: str, hand_over: HandOver) -> bool:
    try:
        hand_over(code)
    except Refusal:
        return False
    return True


def last_of_role(
    subject: str, held: Mapping[str, Any], grants: Mapping[str, Any]
) -> list[LastOfRole]:
    """Where the work of reception or of the head now has nobody, though dossiers are open."""
    return [
        LastOfRole(agency, role)
        for role in _SHARED
        for agency in sorted(_lost(role, held, grants) - {roles.EVERYWHERE})
        if not _held_by_another(subject, role, agency)
        and dossiers.open_at(agency, None, 1)[0].count
    ]


def _refusal(in_hand: Sequence[Dossier], **more: Any) -> Conflict:
    by_agency: dict[str, list[str]] = {}
    for one in in_hand:
        by_agency.setdefault(one.settled_by, []).append(one.code)
    title = wording.DOSSIERS_IN_HAND.format(count=len(in_hand))
    shown = [
        {"agency": agency, "count": len(codes), "codes": codes[:_NAMED]}
        for agency, codes in sorted(by_agency.items())
    ]
    return Conflict("dossiers_in_hand", title, agencies=shown, **more)


def _left(subject: str, grants: Mapping[str, Any]) -> Iterator[Dossier]:
    """What they have in hand and may not process by these grants."""
    return (one for one in _in_hands(subject) if not _processes(grants, one.settled_by))


def _in_hands(subject: str) -> Iterator[Dossier]:
    low = dossiers.FIRST
    while page := dossiers.in_hands(subject, (low, dossiers.LAST), _PAGE):
        for place, dossier in page:
            low = f"{place} "
            # The list may be a moment behind.
            if dossier.assignee == subject:
                yield dossier


def _lost(role: str, held: Mapping[str, Any], grants: Mapping[str, Any]) -> set[str]:
    return set(held.get(role, ())) - set(grants.get(role, ()))


def _processes(grants: Mapping[str, Any], agency: str) -> bool:
    return not {agency, roles.EVERYWHERE}.isdisjoint(grants.get(roles.PROCESSING_OFFICER, ()))


def _held_by_another(subject: str, role: str, agency: str) -> bool:
    """Of the agency's own people: who holds a role in the whole province does not sit there."""
    staff = people.staff_of(agency)
    return any(role in one["roles"] for one in staff if one["subject"] != subject)
