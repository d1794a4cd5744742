"""Nộp hồ sơ: how a dossier comes in. One class for each way, each with its first event."""

from __future__ import annotations

import abc
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import WITHIN_A_DAY
from chalicelib.agencies.model import Agency
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers import facts
from chalicelib.dossiers.actions import Counting, FeeHistory, LateEntry, Wanted, Written
from chalicelib.dossiers.applicants import Acting, Applicant, Bearer, Declaration, EIdentity
from chalicelib.dossiers.facts import Opening, Paid, Received, Submitted
from chalicelib.dossiers.model import (
    DONE,
    RECEIVE,
    By,
    Defect,
    HandedPaper,
    Reference,
    ReturnBy,
)
from chalicelib.dossiers.moves import Status
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.foundation.text import thousands
from chalicelib.people import actions as people
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Fee, Named

from . import asked, model, wording
from .settler import Place, returning_desk, settler
from .wrong_place import Refusal

deadlines, rights = dossiers.deadlines, dossiers.rights


@dataclass(frozen=True, slots=True)
class Intake:
    """What a filing is judged by: when it came, under which procedure and rules.

    ``received`` is when it was handed in, ``at`` when it is entered. ``process`` is the internal
    process that the settling agency has of its own, empty where the general one holds.
    ``returns`` is the desk that returns the result, where it is not ``agency``.
    """

    named: Named
    rules: RuleSet
    agency: str
    agency_name: str
    settled_by: str
    received: dt.datetime
    at: dt.datetime
    process: str = ""
    returns: str = ""

    def fees(self, filing: Filing) -> list[Fee]:
        """What the case that is filed costs by its channel, in time or late."""
        version, day = self.named.version, clock.local_day(self.received)
        case = version.case(filing.case).key
        return procedures.fees_of(version, filing.channel, case, filing.form, day, self.agency)


@dataclass(frozen=True, slots=True)
class First:
    """How a dossier stands at first: its status, what its first event says and changes."""

    status: Status
    data: Opening
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing(abc.ABC):
    """What is filed, whichever way it comes in.

    ``fingerprint`` knows the request again under its idempotency key; ``references`` are the
    numbers under which other systems know it.
    """

    channel: str
    procedure: str
    agency: str
    case: str | None
    applicant: Applicant
    form: dict[str, Any]
    papers: tuple[HandedPaper, ...]
    return_by: ReturnBy
    settled_by: str | None = None
    note: str = ""
    references: tuple[Reference, ...] = ()
    fingerprint: str = ""
    acting: Acting | None = None
    declares: bool = False

    def submitter(self, by: Person) -> str:
        """The name of who files it."""
        return by.name

    def filed_by(self, by: Person, owner: str) -> str:
        """The key of who files it; ``owner`` is that of whose it is."""
        return by.key

    def is_own(self, by: Person, owner: str) -> bool:
        """Whether the applicant files it, or their own business (one number since 01/07/2025)."""
        number = by.claims.get("number")
        return by.is_one_of(owner) or bool(number and number == self.applicant.tax_code)

    def said(self, intake: Intake) -> dict[str, Any]:
        """What the first event says of how it was filed, whichever way."""
        notice = {"notice": intake.rules.value("personal_data_notice")["key"]}
        return notice | ({"acting": self.acting.capacity} if self.acting else {})

    def on_paper(self) -> Written | None:
        """What a paper says of it, if it was handed in before it is entered."""
        return None

    def received(self, at: dt.datetime) -> dt.datetime:
        """When it was handed in, of what is entered at a moment."""
        written = self.on_paper()
        return written.happened_at if written else at

    def filer(self, by: Person) -> dossiers.rights.Filer:
        """Who files it, as the forms name people."""
        return rights.Filer(by.name, by.claims.get("number", ""))

    def owner(self) -> str:
        """The key of whose dossier it is."""
        return people.key_of(*self.applicant.identity)

    def parties(self) -> list[str]:
        """The keys of whose it is, of who brings it, and of whom it names."""
        return [self.owner(), *dossiers.parties.named(self.applicant, self.form)]

    def proving(self) -> list[str]:
        """Other numbers whose last four digits prove a look-up."""
        return []

    def code(self) -> str | None:
        """The code that was given to it on paper, if any."""
        return None

    @abc.abstractmethod
    def must_admit(self, by: Person, intake: Intake) -> None:
        """Refuses who may not file it so."""

    @abc.abstractmethod
    def first(self, intake: Intake) -> First:
        """How it begins; refuses what cannot come in this way."""

    def must_fit(self, named: Named) -> None:
        """Refuses what its procedure does not know."""
        version = named.version
        version.must_offer(procedures.channel(self.channel))
        version.must_mean(self.applicant.kind)
        version.must_return_by(self.return_by.method)
        version.must_list(version.case(self.case), [paper.code for paper in self.papers])

    def settler(self, place: Place) -> Agency:
        """Who settles it, of those whose dossiers the desk takes in; refuses where nobody does."""
        return settler(place, self.settled_by)

    def checked_form(self, intake: Intake, by: Person) -> dict[str, Any]:
        """The form in its regular shape; refuses one that does not fit its case and its day, and
        one in which somebody else asks (``asked.checked``)."""
        version = intake.named.version
        case, day = version.case(self.case).key, clock.local_day(intake.received)
        signers = rights.signers(self.acting, self.applicant, self.filer(by))
        return asked.checked(
            self.form,
            version,
            self.channel,
            case,
            day,
            signers,
            self.capacities(),
            intake.agency,
        )

    def capacities(self) -> list[str]:
        """In which capacities it is asked for; none of whoever files their own."""
        return [self.acting.capacity] if self.acting else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Online(Filing):
    """Submitted by the applicant, to be examined within the hours that the rules give.

    ``draft`` is what it was begun in, and ends with it.
    """

    draft: str = ""

    def must_admit(self, by: Person, intake: Intake) -> None:
        """Refuses a sign-in of another provider, or of a lower level, than is needed, and one's own
        number under another name."""
        model.must_be_accepted_provider(by, intake.rules)
        model.must_be_signed_in_well(by, procedures.sign_in_level(intake.named, intake.rules))
        if by.is_one_of(self.owner()):
            model.must_be_their_name(by, self.applicant)

    def said(self, intake: Intake) -> dict[str, Any]:
        return {**Filing.said(self, intake), "declared": self._declared(intake.rules)}

    def first(self, intake: Intake) -> First:
        examination = deadlines.of_examination(intake.received, intake.agency, intake.rules)
        changes = {"step": RECEIVE, "examine_by": examination.due}
        data = Submitted(deadline=examination, **self.said(intake))
        return First(Status.REGISTERED, data, changes)

    def _declared(self, rules: RuleSet) -> Declaration:
        declaration = rules.value("declaration")
        if not self.declares:
            text = declaration["text"]
            raise Invalid("declaration_needed", wording.DECLARATION_NEEDED, declaration=text)
        return Declaration(on="screen", text=declaration["key"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the outage book: the code on it, when it was filled in, and by whom if not by
    who enters it; ``form_number`` of the refusal that was given with it."""

    code: str
    received_at: dt.datetime
    received_by: str | None = None
    form_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought(Filing):
    """Brought to the counter or by the post.

    One of three is said of what is entered afterwards: ``handed_over_at``, when the post's
    hand-over was signed; ``sheet``, where it was written down while the system was out;
    ``written``, what was written outside the office. ``late`` where one of the first two is
    entered late.
    """

    handed_over_at: dt.datetime | None = None
    sheet: Sheet | None = None
    written: Written | None = None
    late: LateEntry | None = None
    bearer: Bearer | None = None
    e_identity: EIdentity | None = None
    sets: int = 1

    def submitter(self, by: Person) -> str:
        return self.bearer.name if self.bearer else self.applicant.name

    def filed_by(self, by: Person, owner: str) -> str:
        return people.key_of(*self.bearer.identity) if self.bearer else owner

    def is_own(self, by: Person, owner: str) -> bool:
        return self.bearer is None or self.bearer.identity == self.applicant.identity

    def must_admit(self, by: Person, intake: Intake) -> None:
        """Refuses what nobody can have handed in, and an identity that was passed over.

        The post tells nobody by an identity, and hands over what others sent.
        """
        if procedures.channel(self.channel).carried:
            return
        model.must_be_handed_in(self.applicant, self.bearer)
        model.must_have_checked(self.e_identity, intake.rules)

    def said(self, intake: Intake) -> dict[str, Any]:
        # The form is signed on paper.
        declaration = Declaration(on="paper", text=intake.rules.value("declaration")["key"])
        return {
            **Filing.said(self, intake),
            "declared": declaration,
            "e_identity": self.e_identity or EIdentity(state="not_asked"),
            "sets": self.sets,
            **self.outage(),
        }

    def on_paper(self) -> Written | None:
        sheet = self.sheet
        if sheet:
            maker = sheet.received_by
            return Written(
                sheet.received_at, "outage", sheet.code, "", maker, self.late, sheet.form_number
            )
        if self.handed_over_at:
            return Written(self.handed_over_at, "post", late=self.late)
        return self.written

    def code(self) -> str | None:
        return self.sheet.code if self.sheet else None

    def filer(self, by: Person) -> dossiers.rights.Filer:
        who = self.bearer or self.applicant
        return rights.Filer(who.name, who.identity_number or "")

    def checked_form(self, intake: Intake, by: Person) -> dict[str, Any]:
        # The form may be on paper; what is typed must still fit, and tell what is to be paid.
        if self.form:
            return Filing.checked_form(self, intake, by)
        version = intake.named.version
        case = version.case(self.case).key
        asked.must_be_askable({}, version, self.channel, case, self.capacities())
        return {}

    def parties(self) -> list[str]:
        brought = [people.key_of(*self.bearer.identity)] if self.bearer else []
        return [*brought, *Filing.parties(self)]

    def proving(self) -> list[str]:
        """Whoever brought it finds it as whoever files online does."""
        known = (self.bearer.identity_number, self.bearer.phone) if self.bearer else ()
        return [one for one in known if one]

    def outage(self) -> dict[str, bool]:
        return {"outage": True} if self.sheet else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Brought):
    """Only registered, to be examined as an online submission is."""

    def first(self, intake: Intake) -> First:
        examination = deadlines.of_examination(intake.received, intake.agency, intake.rules)
        changes = {"step": RECEIVE, "examine_by": examination.due, **self.outage()}
        data = Received(deadline=examination, **self.said(intake))
        return First(Status.REGISTERED, data, changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged(Brought):
    """Taken in for good, with what is paid in the same act.

    ``charges`` are fees by name, each with how much of it and why it is exempt; ``paid`` is what
    was taken: exactly what they come to.
    """

    waived: tuple[Defect, ...] = ()
    charges: dict[str, Wanted] = field(default_factory=dict)
    paid: Paid | None = None

    def taken(self, fees: list[Fee]) -> dict[str, Any]:
        """What the first event says of the fees that must be settled now.

        Refuses while one of them is neither paid nor exempt, and any other amount.
        """
        version_fees = {fee.name: fee for fee in fees if fee.amount}
        if not version_fees and not self.charges:
            if self.paid:
                raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
            return {}
        charges = dossiers.charges_of(fees, self.charges, self.form, FeeHistory(), Counting())
        named = {charge.name for charge in charges}
        owed = [(charge.name, charge.due) for charge in charges if charge.due]
        left = [fee for name, fee in version_fees.items() if name not in named]
        amounts = [(fee.name, dossiers.least(fee, self.form)) for fee in left]
        dossiers.refuse_owed([(name, amount) for name, amount in amounts if amount])
        if not self.paid:
            dossiers.refuse_owed(owed)
            return {"charges": charges}
        self._must_be_exact(sum(amount for _, amount in owed))
        return {"charges": charges, "paid": self.paid}

    def _must_be_exact(self, due: int) -> None:
        assert self.paid is not None, "what was not paid is no amount"
        if not due:
            raise Invalid("nothing_to_pay", wording.NOTHING_TO_PAY)
        if self.paid.amount != due:
            refusal = wording.WRONG_AMOUNT.format(due=thousands(due))
            raise Invalid("wrong_amount", refusal, due=due)

    def money(self) -> dict[str, int]:
        """What it changes in the dossier."""
        return {"fee_paid": self.paid.amount} if self.paid else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Charged):
    """Complete and valid: accepted as it is brought (NĐ 61/2018 Điều 17 khoản 1 điểm c).

    A fee that is due before settling is paid in the same act; whatever else is paid with it may
    be (CV 442/UBND-TH mục 1b).
    """

    def first(self, intake: Intake) -> First:
        version = intake.named.version
        dossiers.completeness.must_be_complete(version.case(self.case), self.papers, self.waived)
        deadline = deadlines.of_result(
            intake.received,
            intake.settled_by,
            version,
            self.channel,
            version.case(self.case).key,
            intake.rules,
        )
        # What the post hands over comes to the desk when it is entered.
        accepted = intake.at if self.handed_over_at else intake.received
        changes = {
            "step": version.process[1].key,
            "steps_done": 1,
            **deadlines.accepted(deadline, intake.agency, intake.rules, accepted, intake.at),
            **self.money(),
            **self.outage(),
        }
        data = Received(
            deadline=deadline,
            **model.waived_facts(self.waived),
            **self.taken(self._fees_now(intake)),
            **self.said(intake),
        )
        return First(Status.ACCEPTED, data, changes)

    def _fees_now(self, intake: Intake) -> list[Fee]:
        """Those due before settling, and those that were named or paid besides."""
        fees = intake.fees(self)
        early = [fee for fee in fees if fee.due == "before_settling"]
        if self.charges:
            return [fee for fee in fees if fee in early or fee.name in self.charges]
        return early or (fees if self.paid else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledAtOnce(Charged):
    """Its result is given on the spot, and recorded all the same (Điều 17 khoản 4).

    ``number`` is that of the result, ``signed_by`` the account of who signed it.
    """

    number: str = ""
    signed_by: str = ""

    def first(self, intake: Intake) -> First:
        version = intake.named.version
        dossiers.completeness.must_be_complete(version.case(self.case), self.papers, self.waived)
        self._must_be_settled_here(intake)
        version.must_be_numbered(self.number)
        data = facts.SettledAtOnce(
            number=self.number,
            signed_by=self._signer(intake),
            **model.waived_facts(self.waived),
            **self.taken(intake.fees(self)),
            **self.said(intake),
        )
        changes = {
            "step": DONE,
            "steps_done": len(version.process),
            "received_at": intake.received,
            "closed_at": intake.received,
            **self.money(),
            **self.outage(),
        }
        return First(Status.RETURNED, data, changes)

    def _signer(self, intake: Intake) -> By:
        """Who signed it; nobody signs what is theirs, or names them."""
        return dossiers.authority.signer(self.signed_by, intake.settled_by, *self.parties())

    def _must_be_settled_here(self, intake: Intake) -> None:
        """Only where the law gives no more than the day, at the counter that settles it."""
        version = intake.named.version
        if version.time_limit(self.channel, version.case(self.case).key).unit not in WITHIN_A_DAY:
            raise Invalid("not_settled_at_once", wording.NOT_SETTLED_AT_ONCE)
        if intake.settled_by != intake.agency or procedures.channel(self.channel).carried:
            raise Invalid("not_settled_at_once", wording.AT_ONCE_HERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedAtOnce(Brought):
    """Refused as it is brought, and recorded with its reason: Mẫu số 03 (Điều 17 khoản 1 điểm b).

    Nothing is taken in, so nothing of it need fit.
    """

    refusal: Refusal

    def must_fit(self, named: Named) -> None:
        named.version.case(self.case)

    def settler(self, place: Place) -> Agency:
        return place.desk

    def must_admit(self, by: Person, intake: Intake) -> None:
        """Whoever is refused need not be told from others."""

    def checked_form(self, intake: Intake, by: Person) -> dict[str, Any]:
        return {}

    def first(self, intake: Intake) -> First:
        data = facts.RefusedAtOnce(
            **self.refusal.facts(intake.named, intake.agency, clock.local_day(intake.received)),
            **self.outage(),
        )
        changes = {"step": RECEIVE, "closed_at": intake.received, **self.outage()}
        return First(Status.RECEPTION_REFUSED, data, changes)


def intake_of(filing: Filing, at: dt.datetime) -> Intake:
    """What a filing is judged by; refuses one that its procedure does not know."""
    received = filing.received(at)
    day = clock.local_day(received)
    named = procedures.in_force(filing.procedure, day)
    filing.must_fit(named)
    place = Place(agencies.receiving_agency(filing.agency, day), named, agencies.rules_on(day), day)
    settler = filing.settler(place).identifier
    own = procedures.own_process(named, settler, day)
    return Intake(
        named=named.settled_by(own),
        process=own.key if own else "",
        rules=place.rules,
        agency=place.desk.identifier,
        agency_name=place.desk.short_name,
        settled_by=settler,
        received=received,
        at=at,
        returns=returning_desk(place, filing.return_by),
    )
