"""Which deadlines the law gives a dossier, under the rules it is pinned to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies import deadlines as law
from chalicelib.agencies.calendar import WorkingCalendar
from chalicelib.agencies.deadlines import Deadline, Terms, Unit, extended, paused, reckon
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Version

from .model import Dossier, Lengthening


def warning_thresholds(rules: RuleSet) -> list[int]:
    """The shares of the working time, in percent, at which somebody is warned."""
    return sorted({*rules.value("warn_officer_percent"), *rules.value("warn_head_percent")})


def started(
    deadline: Deadline, thresholds: list[int], at: dt.datetime, warned: int = 0
) -> dict[str, Any]:
    """The changes that set a deadline: its due time and when to warn next."""
    return {
        "due_at": deadline.due,
        "clock_stopped_at": None,
        "warned": warned,
        "warn_at": next_warning(deadline, thresholds, warned, at),
    }


def accepted(
    deadline: Deadline, agency: str, rules: RuleSet, accepted: dt.datetime, at: dt.datetime
) -> dict[str, Any]:
    """The changes with which the legal clock starts, of what was ``accepted`` at a moment and is
    entered at another: reception forwards it from then on (NĐ 61/2018 Điều 17, Điều 18)."""
    return {
        "received_at": deadline.received,
        "forward_by": forward_by(accepted, agency, rules),
        **started(deadline, warning_thresholds(rules), at),
    }


def next_warning(
    deadline: Deadline, thresholds: list[int], warned: int, at: dt.datetime
) -> dt.datetime | None:
    """When the next threshold is reached; None after the last.

    Reached already, as when it was entered afterwards, it is now: the clock does not look back.
    """
    left = [one for one in sorted(thresholds) if one > warned]
    return max(deadline.reached(left[0]), at) if left else None


def of_examination(submitted: dt.datetime, agency: str, rules: RuleSet) -> Deadline:
    """By when an online dossier must be examined (NĐ 107/2021: eight working hours)."""
    terms = Terms(
        unit=Unit.WORKING_HOURS,
        value=rules.value("online_examination_hours"),
        article=rules.article("online_examination_hours"),
        hours_a_day=rules.value("working_day_hours"),
    )
    return reckon(terms, submitted, agencies.calendar_of(agency))


def of_result(
    received: dt.datetime, agency: str, version: Version, channel: str, case: str, rules: RuleSet
) -> Deadline:
    """By when the result of a case is due, counted from reception or the next opening."""
    limit = version.time_limit(channel, case)
    terms = Terms(
        unit=limit.unit,
        value=limit.value,
        article=limit.article,
        hours_a_day=rules.value("working_day_hours"),
        cutoff=rules.value("same_day_cutoff") if limit.unit is Unit.SAME_DAY else None,
        closed_day=rules.value("due_on_closed_day"),
    )
    return reckon(terms, received, agencies.calendar_of(agency))


def once_accepted(
    dossier: Dossier,
    examination: Deadline,
    version: Version,
    rules: RuleSet,
    at: dt.datetime,
    waited_until: dt.datetime | None = None,
) -> Deadline:
    """The deadline of what is accepted: from now if it came electronically; of what was brought
    from when it was brought, or complete (NĐ 61/2018 Điều 17 khoản 1; QĐ 45/2016/QĐ-TTg Điều 7).

    The law lets the desk answer at once: what it only registers is not received later. The wait
    for its fee, which ended at ``waited_until``, is not the agency's time.
    """
    brought = not procedures.channel(dossier.channel).electronic
    counts = brought and rules.value("brought_counts_from") == "brought"
    complete = max(examination.received, waited_until or examination.received)
    received = complete if counts else at
    return of_result(received, dossier.settled_by, version, dossier.channel, dossier.case, rules)


def brought_complete(
    dossier: Dossier, examination: Deadline, result: Deadline, rules: RuleSet
) -> dict[str, dt.datetime]:
    """The change that keeps when what was brought was complete, where the time for its result
    counts from later because it waited for its fee.

    The receipt names the day of the hand-over, as the code does (QĐ 45/2016/QĐ-TTg Điều 7).
    """
    brought = not procedures.channel(dossier.channel).electronic
    counts = brought and rules.value("brought_counts_from") == "brought"
    waited = counts and examination.received < result.received
    return {"complete_at": examination.received} if waited else {}


def after_supplement(
    dossier: Dossier, deadline: Deadline, version: Version, rules: RuleSet, at: dt.datetime
) -> Deadline:
    """The deadline once the dossier is complete: from zero, or with the wait taken out.

    NĐ 61/2018 Điều 19 khoản 4 restarts it; other rules pause it (``supplement_policy``).
    """
    if dossier.received_at is None:
        return of_examination(at, dossier.agency, rules)
    if rules.value("supplement_policy") == "restart":
        again = of_result(at, dossier.settled_by, version, dossier.channel, dossier.case, rules)
        if dossier.lengthened:
            again = lengthened(again, dossier.lengthened, dossier, version)
        # Days that were promised with an apology are not taken back.
        days = deadline.extended_minutes / 60 / deadline.terms.hours_a_day
        return longer(again, days, dossier) if days else again
    return after_wait(dossier, deadline, at)


def examination_after_wait(
    dossier: Dossier, examination: Deadline, since: dt.datetime, at: dt.datetime
) -> Deadline:
    """The deadline of an examination without the time in which a fee was waited for: that is the
    applicant's (CV 442/UBND-TH mục 1b)."""
    return paused(examination, since, at, agencies.calendar_of(dossier.agency))


def after_wait(dossier: Dossier, deadline: Deadline, at: dt.datetime) -> Deadline:
    """The same deadline without the time in which its clock stood still."""
    calendar = agencies.calendar_of(dossier.settled_by)
    return paused(deadline, dossier.clock_stopped_at or at, at, calendar)


def supplement_answer(dossier: Dossier, rules: RuleSet, at: dt.datetime) -> dt.datetime:
    """By when the applicant must answer a supplement request."""
    return _days(at, rules.value("supplement_answer_working_days"), dossier.agency, rules)


def fee_answer(dossier: Dossier, rules: RuleSet, at: dt.datetime) -> dt.datetime:
    """By when a fee that is demanded must be paid."""
    return _days(at, rules.value("fee_answer_working_days"), dossier.agency, rules)


def latest_notice(
    dossier: Dossier, deadline: Deadline | None, version: Version, rules: RuleSet
) -> dt.datetime | None:
    """Until when an accepted dossier may be sent back for a supplement (Điều 19 khoản 4).

    Counted as its deadline is: from when it was complete, without the pauses. A special law may
    give a procedure other days.
    """
    if dossier.received_at is None or deadline is None:
        return None
    special = version.supplement_notice
    days = special.value if special else rules.value("supplement_notice_working_days")
    working = dt.timedelta(hours=days * rules.value("working_day_hours"))
    calendar = agencies.calendar_of(dossier.settled_by)
    return calendar.count(deadline.received, working, deadline.pauses).due


def latest_postal_entry(handed_over: dt.datetime, agency: str, rules: RuleSet) -> dt.datetime:
    """Until when what the post handed over must be entered."""
    return _days(handed_over, rules.value("postal_entry_working_days"), agency, rules)


def latest_entry(happened_at: dt.datetime, agency: str, rules: RuleSet) -> dt.datetime:
    """Until when what happened on paper must be entered."""
    return _days(happened_at, rules.value("afterwards_entry_working_days"), agency, rules)


def last_late_entry(happened_at: dt.datetime, agency: str, rules: RuleSet) -> dt.datetime:
    """Until when a head may let be entered what should have been entered before."""
    return _days(happened_at, rules.value("late_entry_working_days"), agency, rules)


def last_day_to_extend(deadline: Deadline, rules: RuleSet) -> dt.date:
    """The last day, to its end, for an apology with a new due time: so many days before the day
    it is due (Điều 19 khoản 9), of the calendar or of the office, as the rule says.

    Counted as the deadline was, whatever days were decided since.
    """
    lead = rules.value("apology_lead")
    due = clock.local_day(deadline.due)
    if lead["unit"] == "days":
        return due - dt.timedelta(days=lead["value"])
    return deadline.calendar().working_day_before(due, lead["value"])


def most_days(deadline: Deadline, rules: RuleSet) -> float:
    """How many working days a new date or an opinion may take at most: the procedure's own
    limit so many times, but never less than the days of the rule."""
    most = rules.value("appointment_at_most")
    own = deadline.working_minutes / 60 / deadline.terms.hours_a_day
    return float(max(own * most["times_limit"], most["working_days"]))


def promised(at: dt.datetime, days: int, agency: str, rules: RuleSet) -> dt.datetime:
    """The date that an apology promises: so many working days from now."""
    return _days(at, days, agency, rules)


def longer(deadline: Deadline, days: float, dossier: Dossier) -> Deadline:
    """A deadline extended by working days."""
    return extended(deadline, days, agencies.calendar_of(dossier.settled_by))


def lengthened(deadline: Deadline, by: Lengthening, dossier: Dossier, version: Version) -> Deadline:
    """A deadline with the longer limit that the law gives."""
    limit = version.longer_limit(by.limit, dossier.case)
    calendar = agencies.calendar_of(dossier.settled_by)
    days = by.working_days
    return law.lengthened(deadline, days, limit.article, calendar, in_all=limit.in_all)


def of_opinion(at: dt.datetime, days: int, agency: str, rules: RuleSet) -> dt.datetime:
    """By when an agency that is consulted must answer: the days it was given, by its own hours."""
    return _days(at, days, agency, rules)


def forward_by(accepted: dt.datetime, agency: str, rules: RuleSet) -> dt.datetime:
    """By when reception must forward what it has accepted: the same working day, or the beginning
    of the next when accepted after the cut-off (NĐ 61/2018 Điều 18)."""
    calendar: WorkingCalendar = agencies.calendar_of(agency)
    return calendar.forwarded_by(accepted, rules.value("handover_cutoff"))


def _days(at: dt.datetime, days: int, agency: str, rules: RuleSet) -> dt.datetime:
    working = dt.timedelta(hours=days * rules.value("working_day_hours"))
    return agencies.calendar_of(agency).count(at, working).due
