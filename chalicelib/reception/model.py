"""Tiếp nhận: what the reception desk decides before a dossier is in process, and the
supplements of a dossier wherever it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from chalicelib.agencies.deadlines import Deadline
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Turn, Whole
from chalicelib.dossiers.applicants import Applicant, Bearer, EIdentity
from chalicelib.dossiers.changes import (
    AcceptanceChanges,
    AmendmentChanges,
    EndChanges,
    WaitChanges,
)
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Accepted,
    Amended,
    Forwarded,
    ReceptionRefused,
    SupplementReceived,
    SupplementRequested,
    TakenOver,
)
from chalicelib.dossiers.model import By, Content, Defect, Dossier, HandedPaper
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Conflict, Invalid, NotPermitted
from chalicelib.people import identifiers
from chalicelib.people.model import Person
from chalicelib.procedures.model import Version

from . import wording

# How a draft is called by whoever keeps it; it stands in a path.
DRAFT_ID = "[a-z0-9-]{8,40}"

started = dossiers.deadlines.started


def accept(
    turn: Turn,
    deadline: Deadline,
    waived: tuple[Defect, ...],
    e_identity: EIdentity | None = None,
) -> Event:
    """Complete and valid: the legal clock starts (NĐ 61/2018 Điều 17).

    ``waived`` are the required papers that need not be handed in, each with its reason.
    """
    said = {"late": False, **turn.lateness, **waived_facts(waived)}
    said |= {"e_identity": e_identity} if e_identity else {}
    return turn.event(
        Accepted(**said, deadline=deadline),
        AcceptanceChanges(**turn.accepted(deadline)),
        Status.ACCEPTED,
    )


def forward(turn: Turn) -> Event:
    """From reception to whoever processes it, the same day (NĐ 61/2018 Điều 18 khoản 2); late is
    noted."""
    return turn.event(Forwarded())


def refuse(turn: Turn, reason: str, said: dict[str, Any]) -> Event:
    """Not competent or not admissible: Mẫu số 03, with the reason (Điều 17 khoản 1 điểm b).

    So ends what was never received and is not supplemented, or whose fee is not paid. A
    supplement that was asked for is waited for until its time is over; a fault found while the
    fee is waited for is refused at any time (CV 442/UBND-TH mục 1b). ``said`` is what the event
    says of the ground (``wrong_place.Refusal.facts``).
    """
    turn.dossier.must_have_waited(turn.at, turn.dossier.supplement_by)
    changes = EndChanges(**turn.ended())
    data = ReceptionRefused(**turn.lateness, **said, **turn.dossier.paid_before())
    return turn.event(data, changes, Status.RECEPTION_REFUSED, reason)


def request_supplement(
    turn: Turn,
    defects: tuple[Defect, ...],
    approver: By | None,
    answer_by: dt.datetime,
    latest: dt.datetime | None,
    article: str = "",
) -> Event:
    """Every defect at once (Mẫu số 02, NĐ 61/2018 Điều 15 khoản 3).

    Defects that were there to be seen at an earlier request need by the rule that ``approver``
    allowed it before. ``latest`` is until when an accepted dossier may still be sent back
    (Điều 19 khoản 4). One that is not the first of its stage names its ground, an ``article``.
    """
    dossier = turn.dossier
    if latest is not None and turn.at > latest:
        raise Conflict(
            "supplement_notice_late",
            wording.SUPPLEMENT_NOTICE_LATE.format(at=clock.spoken(latest)),
            latest=clock.shown(latest),
        )
    seen = _seen_before(turn, defects)
    needs_approver = turn.rules.value("second_supplement_needs_approver")
    if seen and needs_approver and approver is None:
        raise Conflict("approver_needed", wording.APPROVER_NEEDED, seen_before=list(seen))
    if _further(turn) and not article:
        raise Invalid("ground_needed", wording.GROUND_NEEDED)
    return turn.event(
        SupplementRequested(
            defects=defects,
            seen_before=seen,
            approver=approver,
            stage=_stage(turn),
            **({"article": article} if article else {}),
            **turn.lateness,
        ),
        WaitChanges(
            held=dossier.held or dossier.status,
            supplements=dossier.supplements + 1,
            supplement_by=answer_by,
            clock_stopped_at=dossier.clock_stopped_at or turn.at,
            warn_at=None,
            **_demand_ended(dossier),
        ),
        Status.SUPPLEMENT_REQUESTED,
    )


def _demand_ended(dossier: Dossier) -> dict[str, Any]:
    """A fault found while the fee was waited for ends the demand."""
    return {"fee_due": 0, "fee_by": None} if dossier.fee_by else {}


def supplement(
    turn: Turn, deadline: Deadline, changed: tuple[str, ...], came: dict[str, Any] | None = None
) -> Event:
    """The applicant's answer: the dossier is back where it was, with a new deadline.

    Before acceptance the clock of the examination starts again; after it the rule in
    force says whether the deadline restarts or was paused.
    """
    dossier = turn.dossier
    back = dossier.held or Status.REGISTERED
    late = dossier.supplement_by is not None and turn.at > dossier.supplement_by
    times: dict[str, Any] = {"examine_by": deadline.due, "clock_stopped_at": None}
    if back is not Status.REGISTERED:
        # A deadline that was paused goes on, with the warnings that were given.
        warned = dossier.warned if deadline.pauses else 0
        times = started(deadline, turn.thresholds, turn.at, warned)
    return turn.event(
        SupplementReceived(deadline=deadline, changed=changed, late=late, **(came or {})),
        WaitChanges(**times, held=None, supplement_by=None),
        back,
    )


def amend(
    turn: Turn,
    deadline: Deadline | None,
    proofs: tuple[str, ...],
    changed: tuple[str, ...],
    came: dict[str, Any] | None = None,
) -> Event:
    """On the applicant's own initiative, before it is accepted (NĐ 45/2020 Điều 12).

    ``deadline`` is that of an examination that begins anew; None where it goes on. An examination
    that is late already stays late.
    """
    if not changed:
        raise Invalid("nothing_amended", wording.NOTHING_AMENDED)
    dossier, by = turn.dossier, turn.dossier.examine_by
    again = deadline is not None and by is not None and turn.at <= by
    facts = Amended(changed=changed, **({"deadline": deadline} if again else {}), **(came or {}))
    changes: dict[str, Any] = {"examine_by": deadline.due} if again and deadline else {}
    if sorted(proofs) != sorted(dossier.proofs):
        changes["proofs"] = proofs
    return turn.event(facts, AmendmentChanges(**changes))


def waived_facts(waived: tuple[Defect, ...]) -> dict[str, Any]:
    """What an event says of papers that need not be handed in; nothing where there are none."""
    return {"waived": waived} if waived else {}


def must_be_counted(papers: Iterable[HandedPaper]) -> None:
    """Refuses a paper that is handed in without saying how many: none is nothing handed in."""
    for paper in papers:
        if not paper.originals + paper.copies:
            refusal = wording.PAPER_NOT_COUNTED.format(paper=paper.code)
            raise Invalid("paper_not_counted", refusal)


def must_be_known(defects: tuple[Defect, ...], known: frozenset[str]) -> None:
    """Refuses a defect that is about nothing of the checklist, and one named twice."""
    about = [defect.about for defect in defects]
    for one in about:
        if one not in known:
            raise Invalid(
                "unknown_defect", wording.UNKNOWN_DEFECT.format(about=one), known=sorted(known)
            )
    dossiers.completeness.must_be_named_once(about)


def changed_parts(
    before: Content, form: dict[str, Any], handed: Iterable[HandedPaper]
) -> tuple[str, ...]:
    """What an answer brought: the papers handed in anew, and the fields that differ."""
    fields = sorted({*before.form, *form})
    return (
        *(paper.code for paper in handed),
        *(f"form/{name}" for name in fields if before.form.get(name) != form.get(name)),
    )


def changed_contact(before: Content, after: Content) -> tuple[str, ...]:
    """The contact data of the applicant that differ."""
    return tuple(
        f"applicant/{name}"
        for name in ("phone", "email", "address")
        if getattr(before.applicant, name) != getattr(after.applicant, name)
    )


def must_answer(whole: Whole, changed: tuple[str, ...], version: Version) -> None:
    """Refuses an answer that changes nothing, or nothing of what was requested last."""
    if not changed:
        raise Invalid("nothing_supplemented", wording.NOTHING_SUPPLEMENTED)
    requested = sorted(defect.about for defect in _requested_last(whole))
    if _with_the_form(changed).isdisjoint(requested):
        names = dict.fromkeys(version.name_of(one, whole.dossier.case) for one in requested)
        refusal = wording.DEFECTS_UNANSWERED.format(asked="; ".join(names))
        raise Invalid("defects_unanswered", refusal, asked=requested)


def must_be_asked(whole: Whole, changed: tuple[str, ...], schema: dict[str, Any] | None) -> None:
    """Refuses to change what was not asked about in the form of an accepted dossier: it is amended
    no more (NĐ 45/2020 Điều 12). What was left empty may be filled in with what was asked."""
    asked = {defect.about for defect in _requested_last(whole)}
    if whole.dossier.received_at is None or "form" in asked:
        return
    told = {f"form/{name}" for name in whole.content.form}
    unasked = sorted(told.intersection(changed) - asked)
    if unasked:
        parts = (schema or {}).get("properties", {})
        names = [one.removeprefix("form/") for one in unasked]
        titles = "; ".join(parts.get(name, {}).get("title", name) for name in names)
        raise Invalid("not_asked", wording.NOT_ASKED.format(fields=titles), fields=unasked)


def _stage(turn: Turn) -> Literal["reception", "processing"]:
    return "reception" if turn.dossier.received_at is None else "processing"


def _further(turn: Turn) -> bool:
    """Whether its stage has asked as often as is a matter of course: reception once (Điều 17
    khoản 2 điểm a), and whoever processes it once (Điều 19 khoản 4)."""
    asked = sum(_asked(event, _stage(turn)) for event in turn.whole.events)
    allowed: int = turn.rules.value("supplement_requests_allowed")
    return asked >= allowed


def _asked(event: Event, stage: Literal["reception", "processing"]) -> int:
    """How often a stage asked with an event; of one taken over, until then."""
    if isinstance(event.data, TakenOver):
        return event.data.asked_by(stage)
    at_reception = event.status_before is Status.REGISTERED
    requested = isinstance(event.data, SupplementRequested)
    return int(requested and at_reception == (stage == "reception"))


def _defects(event: Event) -> tuple[Defect, ...]:
    """The defects that an event names, to be answered."""
    data = event.data
    return data.defects if isinstance(data, SupplementRequested | TakenOver) else ()


def _seen_before(turn: Turn, defects: tuple[Defect, ...]) -> tuple[str, ...]:
    """Defects that the last request of the stage could have named: all but those of what changed
    since, and those that were named and not answered."""
    if not _further(turn):
        return ()
    changed = _with_the_form(_changed_since_last_request(turn.whole))
    new = changed | _unanswered(turn.whole)
    return tuple(sorted(defect.about for defect in defects if defect.about not in new))


def _unanswered(whole: Whole) -> set[str]:
    """The defects that were named and that no answer has touched."""
    left: set[str] = set()
    for event in whole.events:
        left.update(defect.about for defect in _defects(event))
        if isinstance(event.data, SupplementReceived | Amended):
            left -= _with_the_form(event.data.changed)
    return left


def _with_the_form(parts: Iterable[str]) -> set[str]:
    """Whoever changes a field has changed the form."""
    found = set(parts)
    return found | {"form"} if any(one.startswith("form/") for one in found) else found


def _changed_since_last_request(whole: Whole) -> set[str]:
    """What the applicant has changed since somebody last named defects."""
    changed: set[str] = set()
    for event in whole.events:
        if _defects(event):
            changed.clear()
        if isinstance(event.data, SupplementReceived | Amended):
            changed.update(event.data.changed)
    return changed


def _requested_last(whole: Whole) -> tuple[Defect, ...]:
    """What the last request for a supplement was about."""
    return next(named for event in reversed(whole.events) if (named := _defects(event)))


# ---- Who may sign in to file --------------------------------------------------------------------


def must_be_accepted_provider(by: Person, rules: RuleSet) -> None:
    """Refuses an account whose provider the rules do not name (NĐ 69/2024 Điều 40)."""
    accepted = rules.value("citizen_identity_provider")
    if by.provider not in accepted:
        refusal = wording.PROVIDER_NOT_ACCEPTED
        raise NotPermitted("identity_provider_not_accepted", refusal, accepted=accepted)


def must_be_signed_in_well(by: Person, needed: int) -> None:
    """Refuses a sign-in of a lower level than the procedure needs."""
    if by.level < needed:
        refusal = wording.LEVEL_TOO_LOW.format(needed=needed)
        raise NotPermitted("sign_in_level_too_low", refusal, needed=needed, signed_in=by.level)


def must_be_their_name(by: Person, applicant: Applicant) -> None:
    """Refuses one's own number under another name than that of one's identity; capitals and how
    letters are put together are no difference (NĐ 69/2024 Điều 40)."""
    names = (applicant.name, applicant.organisation or "")
    if by.name and not any(identifiers.same_name(by.name, one) for one in names):
        raise Invalid("not_your_name", wording.NOT_YOUR_NAME)


# ---- Who comes to the counter -------------------------------------------------------------------


def must_be_handed_in(applicant: Applicant, bearer: Bearer | None) -> None:
    """Refuses what a firm, a body, or a child that is known by its birth alone would have handed
    in itself: somebody came (BLDS 2015 Điều 20, Điều 21, Điều 137)."""
    if bearer is not None:
        return
    own_number = applicant.identity_number or applicant.passport
    if not applicant.is_person or (applicant.birth and not own_number):
        raise Invalid("handed_in_by_needed", wording.HANDED_IN_BY_NEEDED)


def must_have_checked(e_identity: EIdentity | None, rules: RuleSet) -> None:
    """Where the rules ask to check the electronic identity: it was, or why it could not be (S2
    Điều 12 khoản 1)."""
    if not rules.value("e_identity_at_counter"):
        return
    if e_identity is None or not (e_identity.state == "checked" or e_identity.reason):
        raise Invalid("e_identity_needed", wording.E_IDENTITY_NEEDED)
