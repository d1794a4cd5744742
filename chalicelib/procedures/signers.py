"""Whom a form names as the one who asks: they must be whose dossier it is (``x-applicant``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.people import identifiers

from .crossed import Error


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may stand there: under which names, and with which numbers they have.

    ``number`` is an identity number or, of a firm or a body, its tax code.
    """

    names: tuple[str, ...]
    number: str = ""
    passport: str = ""
    is_person: bool = True

    def fault(self, form: dict[str, Any], party: dict[str, str], numbered: bool) -> str | None:
        """The field in which this party of the form is not them; None if it is them.

        ``numbered``: the form asks for a number that a body has as well.
        """
        said = str(form.get(party["name"], ""))
        if not any(identifiers.same_name(said, one) for one in self.names):
            return party["name"]
        if not self.is_person:
            # Who signs for a body has a number of their own, which the dossier does not know.
            wrong = numbered and self.number and form.get(party["number"]) != self.number
            return party["number"] if wrong else None
        known = "number" if self.number else "passport" if self.passport else ""
        field = party.get(known)
        if field and form.get(field) != getattr(self, known):
            return field
        return None


def errors(
    form: dict[str, Any], schema: dict[str, Any], signers: tuple[Signer, ...]
) -> Iterator[Error]:
    """What is wrong where none of those who may sign is a party that may ask."""
    rule = schema.get("x-applicant")
    if not rule or not signers:
        return
    faults: list[str] = []
    for party in rule["parties"]:
        field = schema["properties"].get(party.get("number", ""), {})
        numbered = field.get("format") == "tax-code"
        for signer in signers:
            fault = signer.fault(form, party, numbered)
            if fault is None:
                return
            faults.append(fault)
    # Where a name fits, it is the number that does not.
    names = {party["name"] for party in rule["parties"]}
    told = next((one for one in faults if one not in names), faults[0])
    yield (told,), "not_the_applicant", rule["title"]


def signed(
    form: dict[str, Any], schema: dict[str, Any], applicant: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """An example of a form with an applicant as each of the parties that may ask in it."""
    for party in schema.get("x-applicant", {}).get("parties", ()):
        yield _signed_by(form, schema, applicant, party)


def _signed_by(
    form: dict[str, Any],
    schema: dict[str, Any],
    applicant: dict[str, Any],
    party: dict[str, str],
) -> dict[str, Any]:
    field = party.get("number", "")
    numbered = schema["properties"].get(field, {}).get("format") == "tax-code"
    is_person = applicant.get("kind", "citizen") == "citizen"
    number = applicant.get("identity_number") if is_person else applicant.get("tax_code")
    put = {form.get(party["name"]): applicant.get("name")}
    if is_person or numbered:
        put[form.get(field)] = number
    kept = {field: _put(put, said) for field, said in form.items()}
    passport = applicant.get("passport")
    if passport and "passport" in party:
        kept.pop(party["number"], None)
        kept[party["passport"]] = passport["number"].replace(" ", "")
        kept |= dict.fromkeys(_beside(schema, party["passport"]), passport["country"])
    return kept | _told_by_number(kept, form, schema)


def _told_by_number(
    kept: dict[str, Any], form: dict[str, Any], schema: dict[str, Any]
) -> dict[str, Any]:
    """Birth and sex as the numbers say that were put in."""
    told: dict[str, Any] = {}
    for rule in schema.get("x-identity", ()):
        # As it is typed, with blanks.
        number = "".join(filter(str.isdecimal, str(kept.get(rule["number"]))))
        year = identifiers.born_in(number)
        if year is None or number == form.get(rule["number"]):
            continue
        birth, sex = rule.get("birth"), rule.get("sex")
        if birth in form:
            told[birth] = f"{year:04}{str(form[birth])[4:]}"
        if sex in form:
            told[sex] = identifiers.sex_in(number)
    return told


def _put(put: dict[Any, Any], said: Any) -> Any:
    return (put.get(said) or said) if isinstance(said, str) else said


def _beside(schema: dict[str, Any], field: str) -> list[str]:
    beside: list[str] = schema.get("dependentRequired", {}).get(field, [])
    return beside
