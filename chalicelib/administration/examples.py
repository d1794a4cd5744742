"""Examples for the API's description: drafts that are sound in the province at hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.dossiers.examples import named
from chalicelib.foundation import clock
from chalicelib.procedures import actions as procedures

from . import wording
from .data import datum
from .datum import Doc
from .model import Kind

_RULE = "supplement_answer_working_days"


def number() -> str:
    """The first change of this year."""
    return f"{_today():%Y}-0001"


def key() -> str:
    """A procedure whose fee is demanded after examination."""
    return agencies.example()["with_fee"]


def tomorrow() -> str:
    return _tomorrow().isoformat()


def reason() -> str:
    return wording.EXAMPLE_REFUSAL


def drafts() -> dict[str, Any]:
    """A draft of each kind, each of what is in force tomorrow with something changed."""
    return {
        "fee": named("A fee that the province's council has set anew", _fee()),
        "process": named("An agency's own internal process", _process()),
        "form": named("An electronic form", _form()),
        "rules": named("A rule set with another time to answer", _rules()),
        "agency": named("The e-mail of an agency", _agency()),
        "hours": named("Opening hours", _hours()),
        "day": named("A day that is not worked", _day()),
    }


def revision() -> dict[str, Any]:
    """The same draft of a fee, a day later."""
    draft = _fee()
    later = (_tomorrow() + dt.timedelta(days=1)).isoformat()
    return {
        "version": 1,
        "in_force_from": later,
        **{name: draft[name] for name in ("decision", "data", "note")},
    }


def _fee() -> dict[str, Any]:
    data = _current(Kind.PROCEDURE, key())
    first, *others = data["version"]["fees"]
    data["version"]["fees"] = [{**first, "amount": first["amount"] + 1000}, *others]
    return _draft(Kind.PROCEDURE, key(), data)


def _process() -> dict[str, Any]:
    procedure, agency = agencies.example_procedure(), agencies.example_agency()
    data = _current(Kind.PROCESS, procedure, agency)
    first, second, *others = data["process"]
    data["process"] = [first, {**second, "title": wording.EXAMPLE_STEP}, *others]
    return {**_draft(Kind.PROCESS, procedure, data), "agency": agency}


def _form() -> dict[str, Any]:
    """A form that a procedure asks for: with another title."""
    lines = procedures.find("", None, None, _today())
    asking = procedures.in_force(min(line.code for line in lines if line.form), _today())
    form = asking.version.form or ""
    schema = {**_current(Kind.FORM, form)["form_schema"], "title": asking.name}
    return _draft(Kind.FORM, form, {"form_schema": schema})


def _rules() -> dict[str, Any]:
    data = _current(Kind.RULES, "province")
    rule = data["rules"][_RULE]
    data["rules"] = {**data["rules"], _RULE: {**rule, "value": rule["value"] + 1}}
    return _draft(Kind.RULES, "province", {**data, "regulation": wording.EXAMPLE_REGULATION})


def _agency() -> dict[str, Any]:
    agency = agencies.example_agency()
    data = {**_current(Kind.AGENCY, agency, agency), "email": "mot-cua@example.gov.vn"}
    return _draft(Kind.AGENCY, agency, data)


def _hours() -> dict[str, Any]:
    hours = {"hours": "mon-fri 07:00-11:30 13:00-16:30", "article": wording.EXAMPLE_REGULATION}
    return _draft(Kind.HOURS, "example", hours)


def _day() -> dict[str, Any]:
    day = dt.date(_today().year + 1, 9, 3)
    return {
        **_draft(Kind.DAY, day.isoformat(), dict(wording.EXAMPLE_DAY)),
        "in_force_from": day.isoformat(),
    }


def _draft(kind: Kind, what: str, data: Doc) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "key": what,
        "in_force_from": _tomorrow().isoformat(),
        "decision": {**wording.EXAMPLE_DECISION, "date": _today().isoformat()},
        "note": wording.EXAMPLE_NOTE,
        "data": data,
    }


def _current(kind: Kind, what: str, agency: str = "") -> Doc:
    found = datum(kind, what, agency, _tomorrow()).current()
    assert found is not None, "the examples are of what there is"
    return found


def _today() -> dt.date:
    return clock.local_day(clock.now())


def _tomorrow() -> dt.date:
    return _today() + dt.timedelta(days=1)
