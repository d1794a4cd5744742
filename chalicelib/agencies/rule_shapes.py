"""What the value of each rule may be: one declaration, for the packs and for what is drafted.

A member for each rule, by its name. The bounds keep out what could not be counted with; what the
law gives stands in the rule sets, with its article. It imports pydantic: the look-up path does
not read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from chalicelib.foundation import validation
from chalicelib.foundation.errors import Invalid
from chalicelib.foundation.frozen import Frozen

from . import wording

# Longer than any time limit: these keep out slips of the pen.
_MOST = 10_000
_MOST_YEARS = 200


def _ascending(given: list[int]) -> list[int]:
    if given != sorted(set(given)):
        raise ValueError(wording.NOT_ASCENDING)
    return given


def _none_twice(given: list[str]) -> list[str]:
    if len(given) != len(set(given)):
        raise ValueError(wording.NAMED_TWICE)
    return given


Positive = Annotated[int, Field(ge=1, le=_MOST)]
OrNone = Annotated[int, Field(ge=0, le=_MOST)]
HoursOfADay = Annotated[int, Field(ge=1, le=24)]
# A code has four digits or more (TT 01/2018 Điều 19 khoản 1), and twelve at most.
SerialDigits = Annotated[int, Field(ge=4, le=12)]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
DayOfAYear = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
DayOfAMonth = Annotated[int, Field(ge=1, le=28)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
# A kind of agency, or an agency's identifier.
Issuer = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._]{0,59}$")]
Line = Annotated[str, Field(pattern=r"^\S[^\x00-\x1f\x7f]{0,199}$")]
Text = Annotated[str, Field(pattern=r"^\S", max_length=4000)]
Site = Annotated[str, Field(pattern=r"^https://[!-~]{3,200}$")]
Percent = Annotated[int, Field(ge=1, le=100)]
Percents = Annotated[list[Percent], Field(min_length=1), AfterValidator(_ascending)]
Slugs = Annotated[list[Slug], Field(min_length=1), AfterValidator(_none_twice)]
Years = Annotated[int, Field(ge=1, le=_MOST_YEARS)] | None
Provider = Literal["vneid", "national_portal"]
Level = Literal[1, 2]
LookupField = Literal[
    "code",
    "completion",
    "status",
    "receiving_agency",
    "divisions",
    "organisation",
    "applicant_name",
    "filed_at",
    "received_at",
    "due_at",
]
LookupFields = Annotated[list[LookupField], Field(min_length=1), AfterValidator(_none_twice)]


class Guard(StrEnum):
    """What a rule guards: a change that guards less is sound, and told to whoever compares it."""

    EACH = "each"  # each member of the list is asked for
    SWITCH = "switch"  # it is asked for while this is on
    SHOWN = "shown"  # each member of the list is shown to anybody


class Lead(Frozen):
    value: OrNone
    unit: Literal["days", "working_days"]


class AtMost(Frozen):
    times_limit: Positive
    working_days: Positive


class DossierForms(Frozen):
    """Before TT 03/2025/TT-VPCP there was no form for a stop."""

    receipt: Line
    supplement: Line
    refusal: Line
    apology: Line
    stop: Line | None = None
    control_sheet: Line
    register_: Line = Field(alias="register")


class FormSymbols(Frozen):
    """One for each form that has a number of its own."""

    supplement: Line
    refusal: Line
    apology: Line
    appointment: Line
    explanation: Line
    stop: Line


class ResidenceForms(Frozen):
    fields: list[Slug]
    receipt: Line
    supplement: Line
    refusal: Line


class KeptYears(Frozen):
    default: Years
    fields: dict[Slug, Years]


class Notice(Frozen):
    key: Line
    what: Text
    why: Text
    who: Text
    how_long: Text
    rights: Text


class SignInLevel(Frozen):
    full: Level
    partial: Level


class Declaration(Frozen):
    key: Line
    text: Text


class RuleValues(Frozen):
    """The value of every rule that a rule set has."""

    working_day_hours: HoursOfADay
    online_examination_hours: Positive
    handover_cutoff: Time
    same_day_cutoff: Time
    due_on_closed_day: Literal["next_opening"]
    brought_counts_from: Literal["brought", "accepted"]
    supplement_notice_working_days: Positive
    supplement_policy: Literal["restart", "pause"]
    amendment_restarts_examination: bool
    supplement_requests_allowed: Positive
    second_supplement_needs_approver: Annotated[bool, Guard.SWITCH]
    supplement_answer_working_days: Positive
    fee_answer_working_days: Positive
    fee_wait_policy: Literal["pause", "run"]
    postal_entry_working_days: Positive
    outage_days_ahead: OrNone
    afterwards_entry_working_days: Positive
    late_entry_working_days: Positive
    apology_lead: Lead
    reappointments_allowed: OrNone
    appointment_at_most: AtMost
    late_needs: Annotated[
        list[Literal["explanation", "apology"]], AfterValidator(_none_twice), Guard.EACH
    ]
    lateness_reasons: Annotated[dict[Slug, Line], Field(min_length=1)]
    warn_officer_percent: Percents
    warn_head_percent: Percents
    warn_head_ahead_working_days: Positive
    late_publication: Slug
    agency_identifier_form: Literal["legacy", "dotted"]
    serial_digits: SerialDigits
    serial_overflow_digits: SerialDigits
    lookup_without_proof: Annotated[LookupFields, Guard.SHOWN]
    lookup_with_proof: LookupFields
    lookup_not_yet_valid: LookupFields
    status_notice_fields: Slugs
    receipt_form: Line
    receipt_qr: bool
    receipt_for_immediate_result: Slug
    dossier_forms: DossierForms
    residence_forms: ResidenceForms
    fee_after_examination: bool
    reconciliation: Slug
    fee_remittance_day: DayOfAMonth
    postal_return_hours: Positive
    postal_transit_working_days: dict[Slug, OrNone]
    postal_delivery_attempts: Positive
    postal_attempt_gap_working_days: Positive
    postal_complaint_months: Positive
    satisfaction_scale: Slugs
    satisfaction_parts: Slugs
    evaluation_grades: dict[Slug, OrNone]
    feedback_answer_working_days: Positive
    feedback_reject_working_days: Positive
    feedback_clarify_working_days: Positive
    feedback_publish_working_days: Positive
    unanswered_question_working_days: Positive
    readings_kept_days: Positive
    drafts_kept_days: Positive
    personal_data_kept_years: KeptYears
    personal_data_notice: Notice
    audit_round_days: Positive
    counter_wait_minutes: Positive
    maintenance_notice_working_days: Positive
    incident_fix_working_hours: Positive
    incident_answer_hours: Positive
    receiving_portal: Site
    citizen_identity_provider: Annotated[
        list[Provider], Field(min_length=1), AfterValidator(_none_twice)
    ]
    sign_in_level: SignInLevel
    declaration: Declaration
    form_symbols: FormSymbols
    issuer_symbols: Annotated[dict[Issuer, Line], Field(min_length=1)]
    age_of_majority: Annotated[int, Field(ge=1, le=_MOST_YEARS)]
    parent_years_older: Annotated[int, Field(ge=1, le=_MOST_YEARS)]
    e_identity_at_counter: bool
    authorisation_years: Annotated[int, Field(ge=1, le=_MOST_YEARS)]
    boundary_free_intake: bool
    report_before: list[DayOfAYear]


def guards() -> dict[str, Guard]:
    """The rules that guard something, by their names."""
    return {
        name: marker
        for name, field in RuleValues.model_fields.items()
        for marker in field.metadata
        if isinstance(marker, Guard)
    }


def faults(values: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What is wrong with the values of rules: the rule, the place within its value (a JSON
    pointer, empty for the whole), and the fault. Rules that are not there are none of them."""
    known = {name: values[name] for name in values.keys() & RuleValues.model_fields.keys()}
    try:
        validation.body(RuleValues, known)
    except Invalid as refused:
        for one in refused.more["errors"]:
            _, name, *inside = one["pointer"].split("/")
            if name in known:
                yield name, "".join(f"/{part}" for part in inside), one
