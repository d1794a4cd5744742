"""Tra cứu as pages for browsers without script.

The proof is sent in a form, never in an address.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from chalicelib.agencies import actions as agencies
from chalicelib.foundation import clock
from chalicelib.foundation.answers import Page
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.pages import Html, facts, items, link, page, tag
from chalicelib.foundation.visits import Visit

from . import lookup, wording


class Wanted(Frozen):
    """What the form sends."""

    code: Annotated[str, Field(max_length=300)] = ""
    proof: Annotated[str, Field(max_length=64)] = ""


def welcome(visit: Visit) -> Page:
    """Where a browser without script begins"""
    name = str((agencies.province() or {}).get("name", ""))
    return page(
        wording.PLAIN_TITLE,
        tag("p", name),
        tag("h2", wording.PLAIN_LOOKUP),
        _form(),
        tag("h2", wording.PLAIN_PROCEDURES),
        tag("p", link("/api/plain/procedures", wording.PLAIN_PROCEDURES_GO)),
        tag("h2", wording.PLAIN_ELSE),
        items(*wording.PLAIN_ELSE_HOW),
    )


def look_up(visit: Visit, form: Wanted) -> Page:
    """Where a dossier stands, as a page"""
    if not form.code.strip():
        return page(wording.PLAIN_LOOKUP, tag("p", wording.PLAIN_CODE_MISSING), _form())
    seen: dict[str, Any] = dict(lookup.look_up(visit, form.code, {}, form.proof.strip() or None))
    done: dict[str, Any] = seen.get("completion") or {}
    return page(
        str(seen.get("code", form.code)),
        facts(
            (wording.PLAIN_DONE, f"{done['percent']} %. {done['text']}" if done else ""),
            (wording.PLAIN_STATUS, seen.get("status")),
            (wording.PLAIN_PROMISED, _time(seen.get("promised_at"))),
            (wording.PLAIN_DUE, _time(seen.get("due_at"))),
            (wording.PLAIN_AGENCY, seen.get("receiving_agency")),
            (wording.PLAIN_DIVISIONS, ", ".join(seen.get("divisions") or ())),
            (wording.PLAIN_ORGANISATION, seen.get("organisation")),
            (wording.PLAIN_APPLICANT, seen.get("applicant_name")),
            (wording.PLAIN_FILED, _time(seen.get("filed_at"))),
            (wording.PLAIN_RECEIVED, _time(seen.get("received_at"))),
        ),
        tag("h2", wording.PLAIN_LOOKUP),
        _form(form.code),
    )


def _form(code: str = "") -> Html:
    return tag(
        "form",
        tag("label", wording.PLAIN_CODE, for_="code"),
        tag("input", id="code", name="code", value=code, maxlength="300", required=True),
        tag("label", wording.PLAIN_PROOF, for_="proof"),
        tag("input", id="proof", name="proof", maxlength="64", autocomplete="off"),
        tag("button", wording.PLAIN_GO),
        class_="card",
        action="/api/plain/lookup",
        method="post",
    )


def _time(shown: str | None) -> str:
    return clock.spoken(clock.parse(shown)) if shown else ""
