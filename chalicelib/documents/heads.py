"""What several forms have in common: their heads, numbers and titles."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline, explain
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers.actions import Whole
from chalicelib.dossiers.applicants import Applicant
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Opening,
)
from chalicelib.dossiers.model import Content, Dossier, ReturnBy
from chalicelib.foundation import ids, names
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Named

from . import wording

Head = dict[str, Any]


def sets_of(whole: Whole) -> int:
    """How many sets were handed in, as the first event says."""
    return whole.events[0].data.sets if isinstance(whole.events[0].data, Opening) else 1


def head_of(dossier: Dossier, content: Content, identifier: str, issued_at: dt.datetime) -> Head:
    """What every form carries, from the dossier and the agency that issues the form."""
    applicant = content.applicant
    named = procedure_of(dossier)
    agency = agencies.agency(identifier)
    return {
        "code": dossier.code,
        "agency_name": agency.name,
        "parent_agency_name": parent_of(agency.parent, agency.level),
        "place": _place(agency.name),
        "issued_at": issued_at,
        "owner_name": applicant.name,
        "organisation": applicant.organisation,
        **_known_by(applicant),
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
        "request": named.name,
        "procedure_code": named.code,
        "lookup_url": _lookup_url(dossier.code, dossier.look_up_key),
        "qr": bool(agencies.rules_of(dossier.rules).value("receipt_qr")),
        "hotline": agency.phone or None,
        "contact_email": agency.email or None,
    }


def _known_by(applicant: Applicant) -> dict[str, str | None]:
    """The number by which the applicant is known, under its own label."""
    if not applicant.is_person:
        return {"tax_code": applicant.tax_code}
    passport = applicant.passport
    if passport and not applicant.identity_number:
        return {"passport": wording.PASSPORT_OF.format(**dict(passport))}
    return {"identity_number": applicant.identity_number}


def entered_in(event: Event) -> Head:
    """When it was entered, of what was given on paper; the post's is entered as a matter of
    course."""
    on_paper = event.on_paper and event.on_paper.source != "post"
    return {"entered_at": event.at} if on_paper else {}


def procedure_of(dossier: Dossier) -> Named:
    """The version of the procedure that the dossier keeps."""
    return procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)


def form_of(rules: RuleSet, purpose: str, dossier: Dossier | None = None) -> str | None:
    """Number and text of a form; None where the rules know no form for the purpose."""
    number, article = number_of_form(rules, purpose, dossier)
    return wording.FORM_NUMBER.format(number=number, article=article) if number else None


def number_of_form(rules: RuleSet, purpose: str, dossier: Dossier | None) -> tuple[str | None, str]:
    """The number of a form and the text that has it: in some fields a circular has its own, for
    those who settle there and nobody else (Luật Cư trú 2020 Điều 2 khoản 4)."""
    own = rules.value("residence_forms")
    if dossier and purpose in own and _settled_under(own, dossier):
        return own[purpose], rules.article("residence_forms")
    if purpose == "receipt":
        return rules.value("receipt_form"), rules.article("receipt_form")
    return rules.value("dossier_forms").get(purpose), rules.article("dossier_forms")


def _settled_under(own: dict[str, Any], dossier: Dossier) -> bool:
    procedure = procedure_of(dossier)
    settler = agencies.agency(dossier.settled_by)
    return procedure.field.code in own.get("fields", ()) and procedures.settles(settler, procedure)


def copies_to(applicant: Applicant) -> tuple[str, ...]:
    owner = applicant.organisation or applicant.name
    return (wording.COPY_TO_OWNER.format(owner), wording.COPY_KEPT)


def title_of(rules: RuleSet, purpose: str, dossier: Dossier | None = None) -> tuple[str, ...]:
    _, article = number_of_form(rules, purpose, dossier)
    for law, titles in wording.TITLES_BY_LAW.items():
        if article.startswith(law) and purpose in titles:
            return titles[purpose]
    return wording.TITLES[purpose]


def handed_in_at(dossier: Dossier) -> dt.datetime:
    """What was written in the outage book or brought by the post came before it was entered."""
    return min(dossier.filed_at, dossier.received_at or dossier.filed_at)


def name_of(dossier: Dossier, about: str) -> str:
    """What a defect is about, by the name that the applicant knows."""
    return procedure_of(dossier).version.name_of(about, dossier.case)


def _lookup_url(code: str, key: str) -> str:
    """What the QR opens: the code and a token that proves the receipt, nobody's data.

    Both stand in the fragment, which a browser sends to nobody.
    """
    return f"{names.PUBLIC_URL}/#{urlencode({'code': code, 'proof': ids.lookup_token(code, key)})}"


def parent_of(parent: str | None, level: str) -> str | None:
    # A commune's committee heads its own papers; every other office names whose it is.
    return agencies.agency(parent).name if parent and level != "commune" else None


def _place(agency_name: str) -> str:
    for kind in wording.COMMUNE_KINDS:
        _, found, name = agency_name.partition(f" {kind} ")
        if found:
            return name
    return str(agencies.province()["name"]).removeprefix(wording.PROVINCE_KIND).strip()


def how_counted(deadline: Deadline) -> tuple[str, ...]:
    """What the due time can be counted from again: how much time, from when, in which hours;
    then, by date, what is not the same every week."""
    lines: list[dict[str, Any]] = explain(deadline)["explanation"]

    def of(*kinds: str) -> list[dict[str, Any]]:
        return [line for line in lines if line["kind"] in kinds]

    by_date = sorted(of("holiday", "worked", "pause"), key=lambda line: str(line["from"]))
    return (
        *(line["vi"] for line in of("start", "rule", "lengthened", "extended", "promised")),
        wording.OPENING_HOURS.format(wording.opening_hours(deadline.hours)),
        *(line["vi"] for line in by_date),
    )


def way_back(wanted: ReturnBy) -> str:
    if wanted.agency:
        return wording.RETURN_DESK.format(agencies.agency(wanted.agency).name)
    method = wording.RETURN_METHODS[wanted.method]
    return f"{method}: {wanted.address}" if wanted.address else method
