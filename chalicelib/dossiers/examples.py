"""Examples for the API's description: made up, and acceptable in the province at hand.

They fit one another: what one of them files, others examine, charge and settle. Where it
matters, they are of today.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Fee, Version

from . import charges, codes, wording


def named(summary: str, value: Any) -> dict[str, Any]:
    """One of several examples of a body, as OpenAPI has them."""
    return {"summary": summary, "value": value}


# ---- What is filed ------------------------------------------------------------------------------


def submission() -> dict[str, Any]:
    """A submission that is accepted as it stands."""
    return submission_of(agencies.example_procedure())


def submission_with_fee() -> dict[str, Any]:
    """One for a procedure whose fee is demanded after examination."""
    return submission_of(agencies.example()["with_fee"])


def submission_at_once() -> dict[str, Any]:
    """One for a procedure that is settled at the counter within the day."""
    return submission_of(agencies.example()["at_once"])


def submission_of(procedure: str) -> dict[str, Any]:
    """A complete submission for a procedure, in its first case."""
    version = _version(procedure)
    case = version.case(None)
    return {
        "procedure": procedure,
        "agency": agencies.example_agency(),
        "case": case.key,
        "applicant": wording.EXAMPLE_APPLICANT,
        "form": form_of(version, case.key, wording.EXAMPLE_APPLICANT),
        "papers": [
            {"code": paper.code, "originals": paper.originals, "copies": paper.copies}
            for paper in case.enough
        ],
        "return_by": {"method": "counter"},
        "acting": acting(),
        "declared": True,
    }


def form_of(version: Version, case: str | None, applicant: dict[str, Any]) -> dict[str, Any]:
    """A form that may be filed today in a case, in which that applicant asks."""
    return forms.example(version.form_of(case), case, applicant)


def acting() -> dict[str, Any]:
    """By what right somebody else files it; whoever files their own needs none."""
    return {
        "capacity": "authorised",
        "paper": {**wording.EXAMPLE_AUTHORITY, "issued_on": today()},
    }


def bearer() -> dict[str, Any]:
    """Who brings it to the counter for the applicant."""
    return wording.EXAMPLE_BEARER


def without_last_paper(whole: dict[str, Any]) -> dict[str, Any]:
    """The same without its last paper, for it to be waived."""
    return {**whole, "papers": whole["papers"][:-1]}


def waived(whole: dict[str, Any]) -> list[dict[str, str]]:
    """That its last paper is waived, and why."""
    return [{"paper": whole["papers"][-1]["code"], "reason": wording.EXAMPLE_WAIVED}]


def checked(whole: dict[str, Any]) -> list[str]:
    """Its papers, each seen and found right."""
    return [paper["code"] for paper in whole["papers"]]


# ---- What its procedure says --------------------------------------------------------------------


def first_field() -> str:
    """The first field of the example's form."""
    form: dict[str, Any] = submission()["form"]
    return next(iter(form))


def first_step() -> str:
    """The step that an accepted example waits for."""
    return _version(agencies.example_procedure()).process[1].key


def fees() -> list[tuple[str, int]]:
    """The fees of ``submission_with_fee`` by name, each with its amount once, in VND."""
    taken = (fee for fee in _fees_of("with_fee", "online") if not fee.on_request)
    return [(fee.name, fee.amount) for fee in taken]


def ground() -> str:
    """The first exemption that is published for the fees of ``submission_with_fee``."""
    return _fees_of("with_fee", "online")[0].grounds[0].key


def fee_taken_at_once() -> int:
    """What is paid once for a procedure that is settled at the counter, in VND."""
    form = submission_at_once()["form"]
    return sum(charges.least(fee, form) for fee in _fees_of("at_once", "counter"))


def longer_limit() -> str:
    """A longer limit of ``submission_with_fee``."""
    return _version(agencies.example()["with_fee"]).longer_limits[0].key


def lateness() -> str:
    """A reason for which a dossier may be late."""
    reasons: dict[str, str] = agencies.rules_on(_today()).value("lateness_reasons")
    return next(iter(reasons))


# ---- Where and when -----------------------------------------------------------------------------


def code() -> str:
    """The code of the first dossier that the example's agency receives today."""
    return _first_code(agencies.example_agency())


def other_agency() -> str:
    """Another agency of the same level as the example's."""
    wanted = agencies.agency(agencies.example_agency())
    others = (
        one.identifier
        for one in agencies.all_agencies()
        if one.level == wanted.level and one.receives and one.effective_until is None
    )
    return next(one for one in others if one != wanted.identifier)


def today() -> str:
    return _today().isoformat()


def now() -> str:
    return clock.shown(clock.now())


def earlier_today() -> str:
    """Half past seven; before that, the minute that has begun."""
    now = clock.now().astimezone(clock.LOCAL).replace(second=0, microsecond=0)
    return min(now, now.replace(hour=7, minute=30)).isoformat()


def this_minute() -> str:
    """The minute that has begun."""
    return clock.now().astimezone(clock.LOCAL).replace(second=0, microsecond=0).isoformat()


def outside_office() -> dict[str, Any]:
    """What the book of a day outside the office says of a dossier."""
    return {
        "happened_at": earlier_today(),
        "source": "outside_office",
        "sheet": wording.EXAMPLE_SHEET,
        "place": wording.EXAMPLE_PLACE,
    }


def outage_agency() -> str:
    """Not where the other examples are received, so that its first codes are free."""
    return other_agency()


def outage_code() -> str:
    """The first code of the first block that is kept for paper today."""
    return _first_code(outage_agency())


def _first_code(agency: str) -> str:
    return codes.given(agency, _today(), 1, agencies.rules_on(_today()))


def _today() -> dt.date:
    return clock.local_day(clock.now())


def _fees_of(example: str, channel: str) -> list[Fee]:
    version = _version(agencies.example()[example])
    return [fee for fee in version.fees_by(channel, version.case(None).key) if fee.amount]


def _version(procedure: str) -> Version:
    return procedures.in_force(procedure, _today()).version


# ---- Numbers, each given once -------------------------------------------------------------------


def number(symbol: str) -> str:
    """A number and symbol that no result has yet: another one whenever it is described."""
    return f"{_serial()}/{clock.local_day(clock.now()).year}/{symbol}"


def receipt() -> str:
    """The number of a receipt for money that nobody was given yet."""
    return f"{_serial():07}"


def _serial() -> int:
    return secrets.randbelow(9_000_000) + 1_000_000
