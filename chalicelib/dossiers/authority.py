"""Who may do what with a dossier: officers in their roles at their agencies, systems by name.

Each function below ``officer`` says who makes some moves, and where. ``turn.make`` is given
one of them and calls it before anything is answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid, NotFound, NotPermitted
from chalicelib.people import actions as people
from chalicelib.people import audiences as roles
from chalicelib.people.model import Person
from chalicelib.people.systems import System
from chalicelib.procedures.model import Step

from . import parties, wording
from .events import Event
from .model import By, Dossier, current_step
from .moves import Status

if TYPE_CHECKING:
    from .turn import Attempt
    from .whole import Whole

Who = Callable[["Attempt"], By]


# ---- Who makes a move ---------------------------------------------------------------------------


def reception(attempt: Attempt) -> By:
    """Reception at the agency that received it."""
    return officer(attempt, (roles.RECEPTION_OFFICER,), attempt.dossier.agency)


def returning(attempt: Attempt) -> By:
    """Reception at the desk that returns the result."""
    return officer(attempt, (roles.RECEPTION_OFFICER,), attempt.dossier.return_desk)


def cashier(attempt: Attempt) -> By:
    """Whoever takes money where it was received."""
    allowed = (roles.FINANCE_OFFICER, roles.RECEPTION_OFFICER)
    return officer(attempt, allowed, attempt.dossier.agency)


def head(attempt: Attempt) -> By:
    """Who signs: a head of the agency that settles it."""
    return officer(attempt, (roles.HEAD_OFFICER,), attempt.dossier.settled_by)


def examiner(attempt: Attempt) -> By:
    """Reception before acceptance; in process who has it in hand."""
    role, agency = examining(attempt.dossier)
    by = officer(attempt, (role,), agency)
    must_have_in_hand(attempt.dossier, attempt.person)
    return by


def examining(dossier: Dossier) -> tuple[str, str]:
    """In which role, and where, one examines: reception before acceptance, in process after it."""
    if dossier.received_at is None:
        return roles.RECEPTION_OFFICER, dossier.agency
    return roles.PROCESSING_OFFICER, dossier.settled_by


def charger(attempt: Attempt) -> By:
    """Who demands a fee: whoever examines; once the result is signed, whoever takes money."""
    return cashier(attempt) if attempt.dossier.status is Status.RESOLVED else examiner(attempt)


def processor(attempt: Attempt) -> By:
    """Who has it in hand, or a head."""
    allowed = (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER)
    by = officer(attempt, allowed, attempt.dossier.settled_by)
    must_have_in_hand(attempt.dossier, attempt.person)
    return by


def explainer(attempt: Attempt) -> By:
    """Who answers to the head for its lateness: reception before acceptance, then whoever has it
    in hand, or a head in their place."""
    return reception(attempt) if attempt.dossier.received_at is None else processor(attempt)


def step_maker(attempt: Attempt) -> By:
    """Who has the present step to do, in the role that it asks for."""
    step = _lawful_step(attempt)
    by = officer(
        attempt, _roles_of(step, attempt), attempt.dossier.settled_by, step.title if step else None
    )
    must_have_in_hand(attempt.dossier, attempt.person)
    return by


def step_maker_or_head(attempt: Attempt) -> By:
    """Who has the present step to do, or a head."""
    allowed = (*_roles_of(_lawful_step(attempt), attempt), roles.HEAD_OFFICER)
    by = officer(attempt, allowed, attempt.dossier.settled_by)
    must_have_in_hand(attempt.dossier, attempt.person)
    return by


def giver(attempt: Attempt) -> By:
    """Who hands it over: the officer who has it in hand, or a head."""
    allowed: tuple[str, ...] = (roles.HEAD_OFFICER,)
    if attempt.dossier.assignee == attempt.actor.subject:
        allowed = (roles.PROCESSING_OFFICER, *allowed)
    return officer(attempt, allowed, attempt.dossier.settled_by)


def keeper(attempt: Attempt) -> By:
    """Who hands over all of an officer who leaves: a head, or an administrator."""
    return officer(attempt, KEEPERS, attempt.dossier.settled_by)


def consulted(opinion_id: str) -> Who:
    """The agency whose opinion is waited for."""

    def who(attempt: Attempt) -> By:
        opinion = attempt.dossier.opinion(opinion_id)
        if opinion is None:
            must_be_concerned(attempt.dossier, attempt.person)
            raise NotFound("opinion_not_found", wording.OPINION_NOT_FOUND)
        return officer(attempt, (roles.PROCESSING_OFFICER, roles.HEAD_OFFICER), opinion.agency)

    return who


def applicant_or_reception(attempt: Attempt) -> By:
    """Whose dossier it is, who filed it for them while their right lasts, or reception in their
    place; for other citizens it is not there."""
    if not attempt.actor.is_applicant:
        return reception(attempt)
    if not may_read(attempt.dossier, attempt.person):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    must_still_act(attempt.dossier, attempt.person, clock.local_day(attempt.at))
    return applicant(attempt.person)


def nobody(attempt: Attempt) -> By:
    """No person makes it: systems alone do."""
    raise NotPermitted("other_role", wording.OF_SYSTEMS.format(step=wording.MOVES[attempt.move]))


def system(attempt: Attempt, actor: System) -> By:
    """A system in its own name; refuses what it did not declare."""
    if attempt.move not in actor.moves:
        raise NotPermitted(
            "other_role", wording.OF_SYSTEMS.format(step=wording.MOVES[attempt.move])
        )
    return By(id=actor.subject, role=actor.subject, name=actor.name)


def officer(attempt: Attempt, allowed: Iterable[str], agency: str, step: str | None = None) -> By:
    """Somebody as an officer of the agency, in the first of the roles that they hold there.

    ``step`` names the move in the refusal, where its own name does not do.
    """
    allowed = tuple(allowed)
    person = attempt.person
    must_hold(person, agency, allowed, step or wording.MOVES[attempt.move])
    return acting(person, next(role for role in allowed if person.holds(role, agency)), agency)


# ---- What is refused ----------------------------------------------------------------------------


def must_be_at(by: Person, agency: str) -> None:
    """Refuses an officer who holds no role at the agency."""
    if not by.works_at(agency):
        raise _elsewhere(agency)


def _elsewhere(agency: str) -> NotPermitted:
    """The refusal of whoever would act at an agency where they may not: no dossier is meant."""
    refusal = wording.NOT_AT_AGENCY.format(agency=agencies.name_of(agency))
    return NotPermitted("other_agency", refusal)


def must_hold(by: Person, agency: str, allowed: Iterable[str], step: str) -> None:
    """Refuses whoever holds none of the roles at the agency; ``step`` is what they tried."""
    must_be_at(by, agency)
    if not any(by.holds(role, agency) for role in allowed):
        needed = sorted(allowed)
        names = ", ".join(people.name_of_role(role) for role in needed)
        refusal = wording.OTHER_ROLE.format(step=step, roles=names)
        raise NotPermitted("other_role", refusal, roles=needed)


def must_be_concerned(dossier: Dossier, by: Person) -> None:
    """Whoever has nothing to do with a dossier learns nothing of it by trying to move it."""
    if not any(by.works_at(place) for place in places_of(dossier)):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)


def must_have_in_hand(dossier: Dossier, by: Person) -> None:
    """Refuses an officer while another one has it in hand; a head may do as if they had."""
    of_another = dossier.assignee not in (None, by.subject)
    if of_another and not by.holds(roles.HEAD_OFFICER, dossier.settled_by):
        raise NotPermitted("assigned_to_other", wording.ASSIGNED_TO_OTHER)


def must_still_act(dossier: Dossier, by: Person, day: dt.date) -> None:
    """Refuses whoever filed it for another by a right that has lapsed (BLDS 2015 Điều 140)."""
    if dossier.acts_until and has_lapsed(dossier, by, day):
        must_last(dossier.acts_until, day)


def has_lapsed(dossier: Dossier, by: Person, day: dt.date) -> bool:
    """Whether an applicant filed it for another, by a right that is over on ``day``."""
    until = dossier.acts_until
    for_another = by.is_applicant and not by.is_one_of(dossier.owner)
    return for_another and until is not None and until < day


def must_last(until: dt.date, day: dt.date) -> None:
    """Refuses a right to act for another whose last day is past."""
    if until < day:
        title = wording.AUTHORITY_LAPSED.format(day=until.strftime("%d/%m/%Y"))
        raise NotPermitted("authority_lapsed", title, until=until.isoformat())


def must_not_be_own(officer: Person, whole: Whole, title: str = wording.OWN_DOSSIER) -> None:
    """Nobody settles their own dossier, nor one that names them: as a parent, a spouse, a member
    of the household."""
    if officer.is_applicant:
        return
    dossier, told = whole.dossier, parties.of(whole.content) if whole.lines else ()
    must_not_be_known_by(officer, dossier.person, dossier.owner, *told, title=title)


def must_not_be_known_by(officer: Person, *keys: str, title: str = wording.OWN_DOSSIER) -> None:
    """Refuses an officer who is one of those whose keys these are."""
    if not officer.is_applicant and officer.is_one_of(*keys):
        raise NotPermitted("own_dossier", title)


# ---- Who is who ---------------------------------------------------------------------------------


def may_read(dossier: Dossier, by: Person) -> bool:
    if by.is_applicant:
        return by.is_one_of(dossier.person, dossier.owner)
    # By a role that works on dossiers: an administrator's there opens none.
    return any(by.holds(role, place) for role in roles.DESK for place in places_of(dossier))


def may_see_readings(dossier: Dossier, by: Person, at: dt.datetime) -> bool:
    """Whether somebody may know who read it: its owner, who files for them while their right
    lasts, its agencies' administrators."""
    if by.is_applicant:
        return may_read(dossier, by) and not has_lapsed(dossier, by, clock.local_day(at))
    return any(by.holds(roles.AGENCY_ADMIN, at) for at in (dossier.agency, dossier.settled_by))


def agency_of(by: Person, wanted: str | None, allowed: frozenset[str]) -> str:
    """The agency wanted, where one of the roles is held; if none is named, the only such.

    Whoever holds them at several is asked which (``agency_needed``, with ``agencies``).
    """
    held = sorted(by.places_of(allowed))
    if not wanted and (len(held) > 1 or roles.EVERYWHERE in held):
        choices = [{"code": one, "name": agencies.name_of(one)} for one in held]
        raise Invalid("agency_needed", wording.AGENCY_NEEDED, agencies=choices)
    place = wanted or next(iter(held), "")
    agency = agencies.agency(place).identifier
    if not any(by.holds(role, agency) for role in allowed):
        raise _elsewhere(agency)
    return agency


def places_of(dossier: Dossier) -> set[str]:
    """The agencies that have to do with it; one whose opinion is waited for while it is open."""
    consulted = (opinion.agency for opinion in dossier.opinions if dossier.is_open)
    return {dossier.agency, dossier.settled_by, dossier.return_desk, *consulted}


def brought(first: Event, dossier: Dossier, by: Person) -> bool:
    """Whether this postal agent handed it over, and still brings what is for that agency."""
    handed_over = (first.by.role, first.by.id) == (roles.POSTAL_AGENT, by.subject)
    return handed_over and by.holds(roles.POSTAL_AGENT, dossier.agency)


def worker(subject: str, whole: Whole) -> By:
    """Who is to work on it: an officer of the agency that settles it, whom it does not name."""
    dossier = whole.dossier
    found = _holding(subject, roles.PROCESSING_OFFICER, dossier.settled_by, people.officer_now)
    if found is None:
        raise Invalid("not_an_officer_there", wording.NOT_AN_OFFICER_THERE)
    must_not_be_own(found, whole, wording.THEIR_OWN_DOSSIER)
    return acting(found, roles.PROCESSING_OFFICER, dossier.settled_by)


def maker(subject: str, role: str, agency: str) -> tuple[Person, By]:
    """An officer who can be allowed a move: one in the role that makes it."""
    found = _holding(subject, role, agency)
    if found is None:
        raise Invalid("not_their_move", wording.NOT_THEIR_MOVE)
    return found, acting(found, role, agency)


def signer(subject: str, agency: str, *keys: str) -> By:
    """Who signed a result: somebody who may sign there, not for themselves.

    A deputy or whoever was given the authority holds the same role (NĐ 61/2018 Điều 19).
    """
    found = _holding(subject, roles.HEAD_OFFICER, agency)
    if found is None:
        raise Invalid("not_a_head_there", wording.NOT_A_HEAD_THERE)
    must_not_be_known_by(found, *keys, title=wording.THEIR_OWN_DOSSIER)
    return acting(found, roles.HEAD_OFFICER, agency)


def known(subject: str, read: Callable[[str], Person] = people.officer) -> Person | None:
    """An officer as we know them now; None for whoever has no grant any more."""
    try:
        return read(subject)
    except NotPermitted:
        return None


def applicant(by: Person) -> By:
    """An applicant, as the timeline names them: by a keyed hash."""
    return acting(by, next(iter(by.roles)))


def acting(person: Person, role: str, agency: str = "") -> By:
    """Somebody in a role at an agency, as the timeline names them."""
    if person.is_applicant:
        return By(id=person.key[:16], role=role)
    title = person.title_at(agency)
    return By(id=person.subject, role=role, name=person.name, agency=agency, title=title)


def _lawful_step(attempt: Attempt) -> Step | None:
    """The present step, where the move is lawful now."""
    process = attempt.named.version.process
    return current_step(attempt.dossier, process) if attempt.is_lawful else None


def _roles_of(step: Step | None, attempt: Attempt) -> tuple[str, ...]:
    """Whose a step is; where none is lawful, whoever has one in the process learns so."""
    steps = [step] if step else attempt.named.version.process
    return tuple(dict.fromkeys(one.role for one in steps))


def _holding(
    subject: str, role: str, agency: str, read: Callable[[str], Person] = people.officer
) -> Person | None:
    """Somebody named who holds a role; None for whoever does not, or is not known here."""
    found = known(subject, read)
    return found if found and found.holds(role, agency) else None


# Who may hand over what another officer leaves behind.
KEEPERS = (roles.HEAD_OFFICER, roles.AGENCY_ADMIN, roles.PROVINCE_ADMIN)
