"""Đính chính: what was typed wrong of an applicant, corrected once a head has approved it."""

from __future__ import annotations

from typing import Any

from chalicelib.foundation import clock, ids
from chalicelib.foundation.errors import Conflict, Invalid
from chalicelib.people import actions as people
from chalicelib.people.audiences import APPLICANTS
from chalicelib.people.identifiers import same_name
from chalicelib.procedures import actions as procedures

from . import approvals, authority, lookup, rights, wording
from .applicants import Applicant
from .changes import CorrectionChanges
from .facts import Corrected
from .model import By, Content, Dossier
from .moves import Approvable
from .turn import Decision, Turn


def correct(turn: Turn, fields: dict[str, Any], reason: str) -> Decision:
    """An approved correction, whatever the status: a new event, nothing overwritten.

    The approval is used up.
    """
    dossier, before = turn.dossier, turn.whole.content
    applicant = _corrected(before.applicant, fields)
    rights.must_be_born(applicant, clock.local_day(dossier.filed_at), turn.rules)
    wrong = tuple(
        name
        for name in sorted(fields)
        if getattr(applicant, name) != getattr(before.applicant, name)
    )
    if not wrong:
        raise Invalid("nothing_corrected", wording.NOTHING_CORRECTED)
    approver = approvals.approver(turn, Approvable.CORRECT, wrong)
    _must_stay_anothers(turn, approver, applicant)
    if approver is None:
        raise Conflict("approver_needed", wording.CORRECTION_NEEDS_APPROVAL)
    changes = CorrectionChanges(
        **_known_as(dossier, before.applicant, applicant),
        approvals=approvals.without(dossier, Approvable.CORRECT),
    )
    event = turn.event(Corrected(fields=wrong, approver=approver), changes, note=reason)
    return Decision(event, _content(dossier, before, applicant))


def with_contact(turn: Turn, fields: dict[str, Any]) -> tuple[Content, tuple[str, ...]]:
    """What the content is with other contact data (``phone``, ``email``, ``address``), and what
    then proves a look-up. Whose dossier it is does not change."""
    dossier, before = turn.dossier, turn.whole.content
    if fields.get("phone") and before.applicant.no_phone_reason:
        fields = {**fields, "no_phone_reason": None}
    applicant = _corrected(before.applicant, fields)
    known = _known_as(dossier, before.applicant, applicant)
    return _content(dossier, before, applicant), known.get("proofs", dossier.proofs)


def _corrected(before: Applicant, fields: dict[str, Any]) -> Applicant:
    applicant = Applicant.model_validate({**dict(before), **fields})
    fault = applicant.fault()
    if fault:
        raise Invalid("number_required", fault)
    return applicant


def _content(dossier: Dossier, before: Content, applicant: Applicant) -> Content:
    changes: dict[str, Any] = {"applicant": applicant}
    # Brought by themselves: the name on the receipt is theirs.
    on_paper = not procedures.channel(dossier.channel).electronic
    own = before.acting is None and same_name(before.submitter, before.applicant.name)
    if on_paper and own:
        changes["submitter"] = applicant.name
    return before.model_copy(update={"salt": ids.fresh(), **changes})


def _must_stay_anothers(turn: Turn, approver: By | None, applicant: Applicant) -> None:
    """Nobody corrects a dossier, or has it corrected, into their own."""
    key = people.key_of(*applicant.identity)
    authority.must_not_be_known_by(turn.person, key)
    head = authority.known(approver.id) if approver else None
    if head:
        authority.must_not_be_known_by(head, key, title=wording.THEIR_OWN_DOSSIER)


def _known_as(dossier: Dossier, before: Applicant, after: Applicant) -> dict[str, Any]:
    """What a corrected applicant is known by: whose dossier it is, and what proves a look-up.

    The numbers that were wrong prove nothing any more, except to whoever submitted it.
    """
    was, now = (people.key_of(*one.identity) for one in (before, after))
    electronic = procedures.channel(dossier.channel).electronic
    # Brought by themselves: whoever is known as its owner is known as who filed it.
    by_themselves = not electronic and dossier.person == dossier.owner
    wrong = before.proving
    submitted = (people.is_number_of(kind, dossier.person, before.number) for kind in APPLICANTS)
    if before.number and not by_themselves and any(submitted):
        wrong.remove(before.number)
    proofs = set(dossier.proofs) - lookup.proofs_ever(dossier.code, wrong)
    proofs |= set(lookup.proofs(dossier.code, after.proving))
    changes: dict[str, Any] = {}
    if sorted(proofs) != sorted(dossier.proofs):
        changes["proofs"] = tuple(sorted(proofs))
    if now != was:
        changes["owner"] = now
        if by_themselves:
            changes["person"] = now
    return changes
