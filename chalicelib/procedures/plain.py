"""The catalogue as pages for browsers without script."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

from pydantic import Field

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Unit
from chalicelib.foundation.answers import Page
from chalicelib.foundation.frozen import Frozen
from chalicelib.foundation.pages import Html, facts, items, link, page, tag
from chalicelib.foundation.visits import Example, Visit

from . import entry, wording
from .entry import OnDay, ProcedureLine, SearchQuery
from .model import Case, Costs, Fee, Paper, Takes, TimeLimit

_A_PAGE = 20


class PlainQuery(Frozen):
    q: str = Field(default="", max_length=200, description="Words, with or without diacritics")
    page: int = Field(default=1, ge=1, le=500, description="Which page of what was found")


def search(visit: Visit, query: PlainQuery) -> Page:
    """Finds procedures, as a page"""
    asked = SearchQuery(q=query.q, limit=_A_PAGE, offset=_A_PAGE * (query.page - 1))
    found = entry.search(visit, asked)
    told = wording.FOUND.format(count=found.count) if found.count else wording.NOTHING_FOUND
    return page(
        wording.FIND,
        search_form(query.q),
        tag("h2", told),
        *map(_line, found.procedures),
        _further(query, found.count),
    )


def search_form(words: str = "") -> Html:
    return tag(
        "form",
        tag("label", wording.WANTED, for_="q"),
        tag("input", id="q", name="q", value=words, maxlength="200"),
        tag("button", wording.SEARCH),
        class_="card",
        action="/api/plain/procedures",
        role="search",
    )


def show(visit: Visit, code: Annotated[str, Example(agencies.example_procedure)]) -> Page:
    """A procedure, as a page"""
    told = entry.show(visit, code, OnDay())
    version = told.version
    form = (
        tag("p", link(f"/api/procedures/{quote(told.code)}/form", wording.EMPTY_FORM))
        if version.form
        else ""
    )
    return page(
        told.name,
        tag("p", f"{told.field.name} · {told.code}"),
        facts(
            (wording.TAKES, _takes(version.takes())),
            (wording.COSTS, _costs(version.costs())),
            (wording.RESULT, "; ".join(one.name for one in version.results)),
            (wording.ONLINE, _online(version.online.service, version.online.reason)),
        ),
        form,
        tag("h2", wording.PAPERS),
        *(_case(case, alone=len(version.cases) == 1) for case in version.cases),
        tag("h2", wording.COSTS),
        items(*(_fee(fee) for fee in version.fees)) if version.fees else tag("p", wording.FREE),
        tag("h2", wording.TAKES),
        items(*map(_limit, version.time_limits)),
        tag("h2", wording.RECEIVED_AT),
        items(*(office.name for office in told.received_at)),
        tag("h2", wording.STEPS),
        tag("ol", *(tag("li", f"{step.title}: {step.division}") for step in version.process)),
        tag("h2", wording.GROUNDS),
        items(*(f"{one.document} {one.article}".strip() for one in version.legal_basis)),
        tag("p", link("/api/plain/procedures", wording.FIND)),
    )


def _line(line: ProcedureLine) -> Html:
    return tag(
        "div",
        tag("h3", link(f"/api/plain/procedures/{quote(line.code)}", line.name)),
        facts(
            (wording.FIELD, line.field.name),
            (wording.TAKES, _takes(line.takes)),
            (wording.COSTS, _costs(line.costs)),
            (wording.ONLINE, _online(line.online, line.not_online)),
        ),
        class_="card",
    )


def _further(query: PlainQuery, count: int) -> Html:
    """The ways to the page before and the page after."""
    pages = {wording.BEFORE: query.page - 1, wording.AFTER: query.page + 1}
    last = -(-count // _A_PAGE)
    ways = [
        tag("p", link(f"/api/plain/procedures?{urlencode({'q': query.q, 'page': at})}", text))
        for text, at in pages.items()
        if 1 <= at <= last
    ]
    return tag("nav", *ways, aria_label=wording.PAGES) if ways else Html("")


def _takes(limits: tuple[Takes, ...]) -> str:
    return wording.OR.join(_in_words(one.unit, one.value) for one in limits)


def _in_words(unit: Unit, value: int) -> str:
    return wording.LIMITS[unit].format(value=value)


def _limit(limit: TimeLimit) -> str:
    channel = wording.CHANNELS.get(limit.channel, limit.channel)
    return f"{channel}: {_in_words(limit.unit, limit.value)} ({limit.article})"


def _costs(costs: Costs | None) -> str:
    if costs is None:
        return ""
    if not costs.most:
        return wording.FREE
    if costs.least == costs.most:
        return _dong(costs.most)
    return wording.FROM_TO.format(least=_dong(costs.least), most=_dong(costs.most))


def _dong(amount: int) -> str:
    return wording.DONG.format(amount=f"{amount:,}".replace(",", "."))


def _online(service: str, reason: str) -> str:
    told = wording.ONLINE_SERVICES[service]
    return f"{told}. {reason}" if reason else told


def _case(case: Case, *, alone: bool) -> Html:
    papers = items(*map(_paper, case.papers)) if case.papers else tag("p", wording.NO_PAPERS)
    return tag("div", "" if alone else tag("h3", case.name), papers, class_="card")


def _paper(paper: Paper) -> str:
    told = [
        wording.ORIGINALS.format(count=paper.originals) if paper.originals else "",
        wording.COPIES.format(count=paper.copies) if paper.copies else "",
        "" if paper.required else wording.IF_ANY,
    ]
    more = ", ".join(one for one in told if one)
    return f"{paper.name} ({more})" if more else paper.name


def _fee(fee: Fee) -> str:
    amount = f"{_dong(fee.amount)}/{fee.per}" if fee.amount else wording.NOT_TAKEN
    told = f"{fee.name}: {amount}"
    more = [fee.when.title if fee.when else "", fee.exemption]
    return ". ".join([told, *(one for one in more if one)])
