"""What each kind of event says: one frozen class a kind, read by attribute.

Only members that were set stand in what was written, so a text from before a member existed
reads as one that did not say it.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from chalicelib.agencies.deadlines import Deadline
from chalicelib.foundation.frozen import Frozen
from chalicelib.procedures.model import Part

from .applicants import Capacity, Declaration, EIdentity
from .changes import (
    AcceptanceChanges,
    AmendmentChanges,
    AssigneeChanges,
    Changes,
    CollectionChanges,
    CorrectionChanges,
    EndChanges,
    ErasureChanges,
    ExtensionChanges,
    LatenessChanges,
    LimitChanges,
    Moment,
    OpeningChanges,
    OpinionChanges,
    ReferenceChanges,
    ReopeningChanges,
    Said,
    StepChanges,
    TakeoverChanges,
    TimeChanges,
    VerificationChanges,
    WaitChanges,
)
from .model import By, Defect, Office, Opinion, Reference
from .moves import Approvable, Kind


class SealedPaper(Frozen):
    """A paper that came with an event: the id of its item, and the hash of what it says."""

    id: str
    hash: str


class Relief(Frozen):
    """Miễn, giảm: what a published ground takes ``off`` a fee, in đồng, for so many ``units``.

    ``ground`` is its key, empty of a reduction that holds by itself; ``shown_by`` the paper that
    showed it.
    """

    text: str
    units: int
    off: int
    ground: str = ""
    article: str = ""
    percent: int | None = None
    shown_by: str = ""


class Charge(Frozen):
    """A fee as demanded: the units it is taken for, or exempt with the reason.

    ``amount`` is that of the first unit, ``quantity`` how many units there are of all items,
    ``total`` what the tariff makes of them in đồng and ``arithmetic`` how; without a total,
    as in what was written before tariffs, it is the amount times the quantity. ``ground`` is
    the key of the published exemption whose words stand in ``exempt``; ``approved_by`` is the head
    who approved another count than the form's. ``reliefs`` are taken off; what is ``exempt`` owes
    nothing. ``paid_before`` are the đồng that were settled of it before more of it was asked for.
    """

    name: str
    kind: str
    amount: int
    quantity: int = 1
    exempt: str = ""
    ground: str = ""
    parts: tuple[Part, ...] = ()
    total: int | None = None
    arithmetic: str = ""
    approved_by: By | None = None
    reliefs: tuple[Relief, ...] = ()
    paid_before: int = 0

    @property
    def full(self) -> int:
        """What the tariff makes of it, before anything is taken off."""
        return self.amount * self.quantity if self.total is None else self.total

    @property
    def price(self) -> int:
        """What is taken for it in all, in đồng."""
        return 0 if self.exempt else self.full - sum(one.off for one in self.reliefs)

    @property
    def due(self) -> int:
        """What of it is still to be paid once it is charged; nothing is paid back."""
        return max(self.price - self.paid_before, 0)


class Paid(Frozen):
    """What the counter took for a dossier settled at once: whole đồng, number of the receipt."""

    amount: int
    receipt: str
    method: str


class Facts(Said):
    """What an event says. ``kind`` is the kind that says it, ``changes`` what it may change.

    ``forwarded`` is there in the one event with which reception's part ended: whether in time
    (NĐ 61/2018 Điều 18), which was until ``hand_over_by``.
    """

    kind: ClassVar[Kind]
    changes: ClassVar[type[Changes]] = Changes

    forwarded: Literal["in_time", "late", ""] = ""
    hand_over_by: Moment | None = None


class Numbered(Facts):
    """An event whose form has a number of its own (số, ký hiệu); ``form`` is the form's purpose,
    as the rules name it. Empty in what was written before, and of what was given on paper."""

    form: ClassVar[str]

    form_number: str = ""


class Timed(Facts):
    """An event that may set the deadline."""

    deadline: Deadline | None = None


class Waiving(Facts):
    """An event that may name required papers that need not be handed in."""

    waived: tuple[Defect, ...] = ()


class Bringing(Facts):
    """An event with which papers are handed in."""

    papers: tuple[SealedPaper, ...] = ()


class Refusing(Numbered):
    """An event that refuses reception. ``ground`` is ``competence`` where another agency is
    competent; ``competent`` are such agencies, by the names that they had."""

    form = "refusal"

    ground: str = ""
    competent: tuple[Office, ...] = ()


class Charging(Facts):
    """An event that may take fees in the same act: ``paid`` for those ``charges`` that are not
    exempt."""

    charges: tuple[Charge, ...] = ()
    paid: Paid | None = None


class Visited(Facts):
    """An event for which somebody may have come in the applicant's place, in which capacity; who
    that was is personal, and in the content."""

    came: Capacity | None = None


class Ending(Facts):
    """An event that ends a dossier without a result.

    ``paid_before``: đồng that were paid until then, for whoever decides on giving them back.
    """

    changes: ClassVar[type[Changes]] = EndChanges

    paid_before: int = 0


class Opening(Timed, Waiving, Bringing):
    """The first event of a dossier.

    ``acting`` is in which capacity it was filed for another; ``declared`` how the applicant
    answers for what it says; ``e_identity`` whether the counter checked one. ``notice`` is the key
    of the notice on personal data that was published then. ``sets`` is how many sets of papers
    were handed in (Mẫu số 01, mục 2).
    """

    changes: ClassVar[type[Changes]] = OpeningChanges

    sets: int = 1

    outage: bool = False
    acting: Capacity | None = None
    declared: Declaration | None = None
    e_identity: EIdentity | None = None
    notice: str = ""


class Submitted(Opening):
    kind = Kind.SUBMITTED


class Received(Opening, Charging):
    kind = Kind.RECEIVED


class SettledAtOnce(Opening, Charging):
    """``signed_by`` is who signed the result (NĐ 61/2018 Điều 17 khoản 4, Điều 19)."""

    kind = Kind.SETTLED_AT_ONCE

    number: str = ""
    signed_by: By | None = None


class RefusedAtOnce(Opening, Refusing):
    kind = Kind.REFUSED_AT_ONCE


class TakenOver(Opening, Charging):
    """A dossier that was begun in the system that is replaced: what that ``system`` said of it.

    ``line`` is the keyed hash of the line in which it was handed over: the event outlives the
    personal data that the line had. ``received_by`` is the agency that received it by its name
    then, ``receiver`` the name of who did. ``charges`` were settled there, ``demanded`` are waited
    for; ``defects`` were named and are to be answered, and ``asked`` says how often reception and
    processing had asked. ``number`` is that of the result.
    """

    kind = Kind.TAKEN_OVER
    changes = TakeoverChanges

    system: str = ""
    line: str = ""
    received_by: Office | None = None
    receiver: str = ""
    demanded: tuple[Charge, ...] = ()
    defects: tuple[Defect, ...] = ()
    asked: tuple[int, int] = (0, 0)
    number: str = ""

    def asked_by(self, stage: Literal["reception", "processing"]) -> int:
        return self.asked[0 if stage == "reception" else 1]


class Accepted(Timed, Waiving):
    kind = Kind.ACCEPTED
    changes = AcceptanceChanges

    late: bool = False
    e_identity: EIdentity | None = None


class Forwarded(Facts):
    """From reception to whoever processes it."""

    kind = Kind.FORWARDED


class Examining(Facts):
    """An event with which an examination ends; ``late``: after its hours (NĐ 107/2021)."""

    late: bool = False


class ReceptionRefused(Examining, Refusing, Ending):
    kind = Kind.RECEPTION_REFUSED


class SupplementRequested(Examining, Numbered):
    """``seen_before``: the defects that an earlier request could have named. ``stage`` is that in
    which it is requested, ``article`` the ground of one that is not the stage's first."""

    kind = Kind.SUPPLEMENT_REQUESTED
    form = "supplement"
    changes = WaitChanges

    defects: tuple[Defect, ...] = ()
    seen_before: tuple[str, ...] = ()
    approver: By | None = None
    stage: Literal["reception", "processing", ""] = ""
    article: str = ""


class SupplementReceived(Timed, Bringing, Visited):
    """``changed``: papers by code, and fields of the form as ``form/<field>``."""

    kind = Kind.SUPPLEMENT_RECEIVED
    changes = WaitChanges

    changed: tuple[str, ...] = ()
    late: bool = False


class Amended(Timed, Bringing, Visited):
    """``changed``: papers by code, fields of the form as ``form/<field>``, and of the applicant
    as ``applicant/<field>``."""

    kind = Kind.AMENDED
    changes = AmendmentChanges

    changed: tuple[str, ...] = ()


class FeeDemanded(Waiving, Examining):
    """``unexamined``: demanded before the examination, where the rule allowed it."""

    kind = Kind.FEE_DEMANDED
    changes = WaitChanges

    charges: tuple[Charge, ...] = ()
    amount: int = 0
    unexamined: bool = False


class FeeWaived(Timed):
    kind = Kind.FEE_WAIVED
    changes = WaitChanges

    charges: tuple[Charge, ...] = ()


class FeePaid(Timed):
    kind = Kind.FEE_PAID
    changes = WaitChanges

    amount: int = 0
    receipt: str = ""
    method: str = ""


class Assigned(Facts):
    kind = Kind.ASSIGNED
    changes = AssigneeChanges

    to: By


class HandedOver(Facts):
    """``giver``: the subject of who had it; None if nobody had."""

    kind = Kind.HANDED_OVER
    changes = AssigneeChanges

    giver: str | None = Field(default=None, alias="from")
    to: By


class StepCompleted(Facts):
    kind = Kind.STEP_COMPLETED
    changes = StepChanges

    step: str = ""


class StepSentBack(Facts):
    """From a step back to the step before."""

    kind = Kind.STEP_SENT_BACK
    changes = StepChanges

    from_step: str = Field(default="", alias="from")
    step: str = ""


class OpinionRequested(Facts):
    kind = Kind.OPINION_REQUESTED
    changes = OpinionChanges

    opinions: tuple[Opinion, ...] = ()


class OpinionEnded(Facts):
    """An opinion that is waited for no longer."""

    changes = OpinionChanges

    id: str = ""
    agency: str = ""
    due_at: Moment | None = None
    late: bool = False


class OpinionGiven(OpinionEnded):
    kind = Kind.OPINION_GIVEN


class OpinionCancelled(OpinionEnded):
    kind = Kind.OPINION_CANCELLED


class OpinionOverdue(Facts):
    """``to``: whom it concerns (``head``)."""

    kind = Kind.OPINION_OVERDUE
    changes = OpinionChanges

    opinions: tuple[Opinion, ...] = ()
    to: tuple[str, ...] = ()


class DeadlineExtended(Timed, Numbered):
    kind = Kind.DEADLINE_EXTENDED
    form = "apology"
    changes = ExtensionChanges

    due_before: Moment | None = None


class LimitLengthened(Timed, Numbered):
    """The longer limit that the law gives: its key, its article, how many days it adds, and the
    paper that fixes them where the law leaves them open."""

    kind = Kind.LIMIT_LENGTHENED
    form = "appointment"
    changes = LimitChanges

    limit: str = ""
    name: str = ""
    article: str = ""
    working_days: int = 0
    paper: str = ""
    due_before: Moment | None = None


class VerificationRecorded(Facts):
    """When it took place; where, with whom and what was found is personal, and in the content."""

    kind = Kind.VERIFICATION_RECORDED
    changes = VerificationChanges

    happened_at: Moment | None = None


class LatenessExplained(Numbered):
    """Why it is late, said to the head: ``reason`` is a key of the rule ``lateness_reasons`` and
    ``said`` its text then; in words it is the note. ``again``: it adds to an earlier one."""

    kind = Kind.LATENESS_EXPLAINED
    form = "explanation"
    changes = LatenessChanges

    reason: str = ""
    said: str = ""
    due_at: Moment | None = None
    again: bool = False


class Apologised(Numbered):
    """For a due time that is missed and stays so; ``promised_at`` is the new date, where one may
    still be given."""

    kind = Kind.APOLOGISED
    form = "apology"
    changes = LatenessChanges

    due_at: Moment | None = None
    promised_at: Moment | None = None


class OwnFault(Facts):
    """A fault of the agency: how it is remedied, and the đồng that this costs, which the agency
    bears (NĐ 61/2018 Điều 21). What happened is the note."""

    remedy: str = ""
    cost: int = 0


class ResultCorrected(OwnFault, Numbered):
    """``number`` is that of the new document, ``replaces`` that of the wrong one."""

    kind = Kind.RESULT_CORRECTED
    form = "apology"
    changes = CollectionChanges

    number: str = ""
    replaces: str = ""


class RefusalWithdrawn(OwnFault, Timed):
    """``number`` is that of the document which withdraws the refusal numbered ``replaces``, by the
    ``article`` that the head names."""

    kind = Kind.REFUSAL_WITHDRAWN
    changes = ReopeningChanges

    number: str = ""
    replaces: str = ""
    article: str = ""


class PapersLost(OwnFault, Numbered):
    """``papers`` of the checklist, by code; ``damaged`` if they are there, but spoilt. ``ready_at``
    is when the remedy is promised for, which is no due time."""

    kind = Kind.PAPERS_LOST
    form = "apology"

    papers: tuple[str, ...] = ()
    damaged: bool = False
    ready_at: Moment | None = None


class DeadlineWarned(Facts):
    """``percent`` of the working time is used; ``to``: whom it concerns (``officer``, ``head``)."""

    kind = Kind.DEADLINE_WARNED
    changes = TimeChanges

    percent: int = 0
    to: tuple[str, ...] = ()
    assignee: str | None = None


class Stopped(Ending, Numbered):
    kind = Kind.STOPPED
    form = "stop"

    article: str = ""
    late: bool = False


class Resolved(Facts):
    kind = Kind.RESOLVED
    changes = EndChanges

    number: str = ""
    early: bool = False
    late: bool = False


class ResolutionRefused(Ending):
    kind = Kind.RESOLUTION_REFUSED

    number: str | None = None
    late: bool = False


class Returned(Visited):
    kind = Kind.RETURNED
    changes = EndChanges

    method: str = ""
    received_by_other: bool = False


class Withdrawn(Examining, Ending, Visited):
    """``late`` too where the due time had passed."""

    kind = Kind.WITHDRAWN


class Corrected(Facts):
    """``fields`` of the applicant that were wrong."""

    kind = Kind.CORRECTED
    changes = CorrectionChanges

    fields: tuple[str, ...] = ()
    approver: By | None = None


class ApprovalGiven(Facts):
    """``fields``: what it covers of the move; empty where that is the whole move."""

    kind = Kind.APPROVAL_GIVEN

    move: Approvable
    officer: By
    fields: tuple[str, ...] = ()


class ApprovalWithdrawn(Facts):
    """``given_in``: the version in which it was given."""

    kind = Kind.APPROVAL_WITHDRAWN

    move: Approvable
    given_in: int = 0


class ReferenceAdded(Facts):
    kind = Kind.REFERENCE_ADDED
    changes = ReferenceChanges

    reference: Reference


class PersonalDataErased(Facts):
    """What was handed in is gone, for the time to keep it is over: ``versions`` are those of the
    events beside which it was. ``rules`` is the rule set, ``article`` its ground, ``years`` how
    long it had to be kept since ``closed_at``."""

    kind = Kind.PERSONAL_DATA_ERASED
    changes = ErasureChanges

    versions: tuple[int, ...] = ()
    rules: str = ""
    article: str = ""
    years: int = 0
    closed_at: Moment | None = None


OF_KIND: dict[str, type[Facts]] = {
    one.kind: one
    for one in (
        Submitted,
        Received,
        SettledAtOnce,
        RefusedAtOnce,
        TakenOver,
        Accepted,
        Forwarded,
        ReceptionRefused,
        SupplementRequested,
        SupplementReceived,
        Amended,
        FeeDemanded,
        FeeWaived,
        FeePaid,
        Assigned,
        HandedOver,
        StepCompleted,
        StepSentBack,
        OpinionRequested,
        OpinionGiven,
        OpinionCancelled,
        OpinionOverdue,
        DeadlineExtended,
        DeadlineWarned,
        LimitLengthened,
        VerificationRecorded,
        LatenessExplained,
        Apologised,
        ResultCorrected,
        RefusalWithdrawn,
        PapersLost,
        Stopped,
        Resolved,
        ResolutionRefused,
        Returned,
        Withdrawn,
        Corrected,
        ApprovalGiven,
        ApprovalWithdrawn,
        ReferenceAdded,
        PersonalDataErased,
    )
}
