"""Who files, for whom, and by what right (BLDS 2015 Điều 134 to 141). No I/O."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation.errors import Invalid, NotPermitted
from chalicelib.people import identifiers
from chalicelib.procedures import dates
from chalicelib.procedures.forms import Signer

from . import authority, wording
from .applicants import CAPACITIES_OF_BODIES, CAPACITIES_OF_PERSONS, Acting, Applicant, Bearer

# Who asks in their own name for another whom the law has them represent.
_BY_LAW = ("parent", "guardian", "representative")


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files or brings a dossier; ``number`` is their identity number, empty where unknown."""

    name: str
    number: str = ""

    def signer(self) -> Signer:
        return Signer(names=(self.name,), number=self.number)


def filer(who: Bearer) -> Filer:
    """Who came to the counter."""
    return Filer(who.name, who.identity_number or "")


def must_have_authority(
    acting: Acting | None, applicant: Applicant, filer: Filer, day: dt.date, rules: RuleSet
) -> Acting:
    """Refuses whoever files for another without a right that fits, or by one that has lapsed (BLDS
    2015 Điều 136 to 141)."""
    if acting is None:
        raise NotPermitted("authority_needed", wording.AUTHORITY_NEEDED)
    fitting = CAPACITIES_OF_PERSONS if applicant.is_person else CAPACITIES_OF_BODIES
    if acting.capacity not in fitting:
        refusal = wording.AUTHORITY_WRONG_KIND.format(
            capacity=wording.CAPACITIES[acting.capacity], kind=wording.KINDS[applicant.kind]
        )
        raise Invalid("authority_wrong_kind", refusal, capacities=list(fitting))
    if acting.paper and acting.paper.issued_on and acting.paper.issued_on > day:
        raise Invalid("authority_not_begun", wording.AUTHORITY_NOT_BEGUN)
    _must_be_shown(acting)
    if acting.capacity == "parent":
        _must_be_parent(applicant, filer, day, rules)
    until = last_day(acting, applicant, rules)
    if until:
        authority.must_last(until, day)
    return acting


def must_be_born(applicant: Applicant, day: dt.date, rules: RuleSet) -> None:
    """Refuses a child without number whose birth is later than the day on which it asks, and one
    who is of age then: nobody of age is known by a parent."""
    if applicant.birth is None:
        return
    if applicant.birth.date > day.isoformat()[: len(applicant.birth.date)]:
        raise Invalid("born_later", wording.BORN_LATER)
    if not applicant.identity_number and not applicant.passport:
        born = dates.days_of(applicant.birth.date)
        if born and _of_age_on(born[1], rules) <= day:
            raise Invalid("child_of_age", wording.CHILD_OF_AGE)


def last_day(acting: Acting, applicant: Applicant, rules: RuleSet) -> dt.date | None:
    """The last day of the right, if it has one.

    A parent's ends with the child's minority (BLDS 2015 Điều 136 khoản 1); an authorisation
    without a term a year after its day (Điều 563).
    """
    paper = acting.paper
    ends = [acting.until] if acting.until else []
    born = _born(applicant)
    if acting.capacity == "parent" and born:
        ends.append(_of_age_on(born[1], rules) - dt.timedelta(days=1))
    if acting.capacity == "authorised" and paper and paper.issued_on and not paper.until:
        ends.append(dates.birthday(paper.issued_on, rules.value("authorisation_years")))
    return min(ends, default=None)


def signers(acting: Acting | None, applicant: Applicant, filer: Filer) -> tuple[Signer, ...]:
    """Who may stand in the form as the one who asks: the applicant, or whom the law has
    represent them. Whoever is authorised signs for the applicant, whose request it stays."""
    own = Signer(
        names=tuple(one for one in (applicant.name, applicant.organisation) if one),
        number=(applicant.identity_number if applicant.is_person else applicant.tax_code) or "",
        passport=applicant.passport.number if applicant.passport else "",
        is_person=applicant.is_person,
    )
    by_law = acting is not None and acting.capacity in _BY_LAW
    return (own, filer.signer()) if by_law else (own,)


def _must_be_shown(acting: Acting) -> None:
    """Who represents a firm or a body shows by what; an authorisation tells its day, as its time
    runs from it (BLDS 2015 Điều 137, Điều 563)."""
    paper = acting.paper
    if acting.capacity == "representative" and paper is None:
        raise Invalid("authority_not_shown", wording.REPRESENTATIVE_NEEDS_PAPER)
    if acting.capacity == "authorised" and not (paper and paper.issued_on):
        raise Invalid("authority_undated", wording.AUTHORITY_UNDATED)


def _must_be_parent(applicant: Applicant, filer: Filer, day: dt.date, rules: RuleSet) -> None:
    """A parent acts for a child who may still be a minor, who is as many years younger as the rules
    say, and whose birth, where it is told, names them (BLDS 2015 Điều 21, Điều 136 khoản 1)."""
    child = _born(applicant)
    if child is None:
        raise Invalid("minor_unknown", wording.MINOR_UNKNOWN)
    if _of_age_on(child[1], rules) <= day:
        raise Invalid("child_of_age", wording.NOT_FOR_AN_ADULT)
    parent_born = identifiers.born_in(filer.number)
    years = rules.value("parent_years_older")
    if parent_born and parent_born + years > child[1].year:
        raise Invalid("parent_too_young", wording.PARENT_TOO_YOUNG.format(years=years))
    if applicant.birth and not _is_named(applicant, filer):
        raise Invalid("not_the_parent", wording.NOT_THE_PARENT)


def _is_named(child: Applicant, filer: Filer) -> bool:
    """Whether the child's birth names this parent: by the number where there is one."""
    assert child.birth is not None, "only a birth names a parent"
    if child.birth.parent_number:
        return child.birth.parent_number == filer.number
    return identifiers.same_name(child.birth.parent_name, filer.name)


def _born(applicant: Applicant) -> dates.Span | None:
    """When somebody was born, as far as it is known: as told, else the year in their number."""
    year = identifiers.born_in(applicant.identity_number or "")
    if applicant.birth:
        return dates.days_of(applicant.birth.date)
    return dates.days_of(f"{year:04}") if year else None


def _of_age_on(born: dt.date, rules: RuleSet) -> dt.date:
    return dates.birthday(born, rules.value("age_of_majority"))
