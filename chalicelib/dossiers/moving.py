"""How every move is made: loaded, decided, saved once; two calls to the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.deadlines import Deadline
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, log
from chalicelib.foundation.errors import Conflict, Damaged, Invalid, NotFound, NotPermitted
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Named

from . import authority, chain, codes, store, wording
from .model import By, Content, Dossier, Event
from .store import Once, Whole

Now = Callable[[], dt.datetime]


Decision = tuple[Event, Content | None]


@dataclass(frozen=True, slots=True)
class Request:
    """What every move comes with: its note, its once-key, the version it was decided on."""

    note: str = ""
    key: str | None = None
    version: int | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a decision is made from: who, when, the dossier and what it is pinned to."""

    by: Person
    at: dt.datetime
    request: Request
    whole: Whole
    named: Named
    rules: RuleSet

    @property
    def dossier(self) -> Dossier:
        return self.whole.dossier

    @property
    def process(self) -> Any:
        return self.named.version.process

    @property
    def percents(self) -> list[int]:
        return warnings_of(self.rules)

    @property
    def deadline(self) -> Deadline:
        found = deadline_of(self.whole)
        assert found is not None, "a dossier in process has a deadline"
        return found

    def officer(self, role: str, agency: str, what: str) -> By:
        """The person as an officer in a role at an agency; refuses whoever is not."""
        return authority.officer(self.by, agency, (role,), what)


def move(
    code: str,
    by: Person,
    request: Request,
    decide: Callable[[Scene], Decision],
    now: Now,
) -> Whole:
    """Loads, decides, saves: two calls to the table, one version, one event."""
    if not codes.is_code(code):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    try:
        whole = store.load(code)
    except chain.Unreadable as found:
        raise damaged(code, found) from None
    once = Once(by.subject, request.key, request.asked) if request.key else None
    done = _done(whole, once)
    if done:
        return done
    dossier = whole.dossier
    must_not_be_own(by, dossier.person, dossier.owner)
    if request.version not in (None, dossier.version):
        _must_see(dossier, by)
        raise _changed(whole)
    scene = Scene(
        by, now(), request, whole, pinned_procedure(dossier), agencies.rules_of(dossier.rules)
    )
    event, content = decide(scene)
    line = chain.write(event, content)
    after = chain.after(dossier, line)
    try:
        store.save(dossier, line, after, once)
    except (Conflict, store.AlreadyDone):
        meanwhile = store.load(code)
        done = _done(meanwhile, once)
        if done:
            return done
        raise _changed(meanwhile) from None
    return replace(whole, dossier=after, lines=[*whole.lines, line])


def deadline_of(whole: Whole) -> Deadline | None:
    """The deadline now in force: the last one an event set; None if settled at once."""
    for line in reversed(whole.lines):
        if "deadline" in line.event.data:
            return Deadline.model_validate(line.event.data["deadline"])
    return None


def pinned_procedure(dossier: Dossier) -> Named:
    """The version of the procedure that the dossier keeps."""
    return procedures.pinned(dossier.procedure, dossier.procedure_from)


def warnings_of(rules: RuleSet) -> list[int]:
    """The shares of working time at which somebody is warned."""
    return sorted({*rules.value("warn_officer_percent"), *rules.value("warn_head_percent")})


def as_of(whole: Whole, version: int) -> Whole:
    lines = whole.lines[:version]
    return Whole(chain.replay(lines), lines, {})


def damaged(code: str, found: chain.Unreadable) -> Damaged:
    version = found.verdict.broken_at
    log.warning("timeline broken", code=code, version=version)
    return Damaged("timeline_broken", wording.TIMELINE_BROKEN, version=version)


def must_not_be_own(officer: Person, *keys: str, title: str = wording.OWN_DOSSIER) -> None:
    """Nobody settles their own dossier; ``keys`` are those of whose it is."""
    if not officer.is_applicant and officer.is_one_of(*keys):
        raise NotPermitted("own_dossier", title)


def _must_see(dossier: Dossier, by: Person) -> None:
    """Whoever has nothing to do with a dossier learns nothing of it by trying to move it."""
    if by.is_applicant and not authority.may_read(dossier, by):
        raise NotFound("dossier_not_found", wording.DOSSIER_NOT_FOUND)
    asked = (opinion.agency for opinion in dossier.opinions if dossier.is_open)
    places = {dossier.agency, dossier.settled_by, *asked}
    if not by.is_applicant and not any(by.works_at(place) for place in places):
        raise NotPermitted("other_agency", wording.OTHER_AGENCY)


def _done(whole: Whole, once: Once | None) -> Whole | None:
    """What this very request was answered before, if it was."""
    mark = whole.marks.get(f"{once.who}#{once.key}") if once else None
    if mark is None or once is None:
        return None
    if mark.asked != once.asked:
        raise Invalid("idempotency_key_reused", wording.KEY_REUSED)
    return as_of(whole, mark.version)


def _changed(whole: Whole) -> Conflict:
    """Tells who changed the dossier meanwhile, and what they did."""
    last = whole.lines[-1].event
    return Conflict(
        "dossier_changed",
        wording.DOSSIER_CHANGED,
        version=last.version,
        changed={
            "kind": last.kind,
            "title": wording.EVENTS[last.kind],
            "at": clock.shown(last.at),
            "by": last.by.name or wording.APPLICANT,
        },
    )
