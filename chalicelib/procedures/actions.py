"""The catalogue of procedures, for other rooms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, ids, table
from chalicelib.foundation.errors import Invalid, NotFound

from . import competence, search, store, wording
from .catalogue import Catalogue
from .competence import (
    A_FEW,
    desks_for,
    must_settle,
    named,
    nearest_settlers,
    not_competent,
    settlers,
    settlers_at,
    settles,
)
from .model import AgencyProcess, Channel, Fee, Field, Line, Named, Procedure, Role
from .timely import fees_of, must_tell

__all__ = [
    "A_FEW",
    "all_versions",
    "channel",
    "channel_keys",
    "desks_for",
    "fees_of",
    "fees_on",
    "find",
    "in_force",
    "in_force_as",
    "must_settle",
    "must_tell",
    "named",
    "narrowed",
    "nearest_settlers",
    "not_competent",
    "offer",
    "own_process",
    "pinned",
    "process_in_force",
    "processes_of",
    "publish",
    "roles_at",
    "settlers",
    "settlers_at",
    "settles",
    "using_form",
    "version_on",
    "versions_of",
]

_LONGEST_CODE = 40


def offer(channels: list[Channel]) -> None:
    """Loads the channels through which dossiers come in (NĐ 61/2018 Điều 16)."""
    for one in channels:
        store.save_channel(one)
    clock.forget()


def channel(key: str) -> Channel:
    """A channel by its key; refuses an unknown one."""
    found = store.load_channels().get(key)
    if found is None:
        raise Invalid("unknown_channel", wording.UNKNOWN_CHANNEL.format(channel=key[:40]))
    return found


def publish(*procedures: Procedure) -> None:
    """Puts procedures with all their versions into the catalogue (NĐ 63/2010 Điều 24)."""
    for procedure in procedures:
        store.save(procedure)
    store.save_mark()
    clock.forget()


def in_force(code: str, day: dt.date) -> Named:
    """The version in force on ``day``; refuses an unknown code."""
    versions = store.load_versions(code)
    if not versions:
        raise Invalid("unknown_procedure", wording.UNKNOWN_PROCEDURE.format(code=code[:40]))
    found = store.version_on(versions, day)
    if found is None:
        shown = day.strftime("%d/%m/%Y")
        raise Invalid(
            "procedure_not_in_force",
            wording.NOT_IN_FORCE.format(name=versions[0].name, day=shown),
        )
    return found


def in_force_or_first(code: str, day: dt.date) -> Named:
    """The version in force on ``day``, or of a day before all of them the first that is known;
    refuses an unknown code."""
    versions = store.load_versions(code)
    if not versions:
        return in_force(code, day)
    return store.version_on(versions, day) or min(
        versions, key=lambda named: named.version.effective_from
    )


def fees_on(code: str, channel: str, day: dt.date) -> list[Fee]:
    """What may be charged for a procedure on a day by a channel, whatever the case, besides what is
    asked for alone; nothing where it is not in force then."""
    found = store.version_on(store.load_versions(code), day)
    fees = found.version.fees if found else ()
    taken = (fee for fee in fees if fee.amount and not fee.on_request)
    return [fee for fee in taken if fee.channel in (channel, "any")]


def own_process(named: Named, agency: str, day: dt.date) -> AgencyProcess | None:
    """The internal process that an agency has of its own on ``day``; None where the general one
    holds.

    A newer version of the procedure ends it: it was approved for the one before.
    """
    found = [
        own
        for own in store.load_processes(named.code)
        if own.agency == agency and named.version.effective_from <= own.effective_from <= day
    ]
    return max(found, key=lambda own: own.effective_from, default=None)


def pinned(code: str, effective_from: dt.date, process: str = "") -> Named:
    """The version that a dossier keeps, with the agency's own internal process if it keeps one
    (``AgencyProcess.key``)."""
    found = _pinned(store.load_whole(code), effective_from, process)
    if found is None:
        # Put in force a moment ago, and not yet seen here.
        found = _pinned(store.load_whole_now(code), effective_from, process)
    assert found is not None, "what a dossier keeps is never taken away"
    return found


def _pinned(
    whole: tuple[list[Named], list[AgencyProcess]], effective_from: dt.date, process: str
) -> Named | None:
    versions, processes = whole
    named = next((one for one in versions if one.version.effective_from == effective_from), None)
    own = next((one for one in processes if one.key == process), None)
    if named is None or (process and own is None):
        return None
    return named.settled_by(own)


# ---- What administrators read and put in force (room ``administration``) ----------------------


def versions_of(code: str) -> list[Named]:
    """Every version of a procedure, the oldest first; empty for one that is new."""
    return store.load_versions(code)


def version_on(code: str, day: dt.date) -> Named | None:
    """The version in force on ``day``, or None."""
    return store.version_on(store.load_versions(code), day)


def processes_of(code: str) -> list[AgencyProcess]:
    return store.load_processes(code)


def channel_keys() -> set[str]:
    return set(store.load_channels())


def field_codes() -> frozenset[str]:
    """The codes of the fields that any version of a procedure has had."""
    return _catalogue().field_codes()


def using_form(form: str, day: dt.date) -> list[Named]:
    """The procedures whose version in force on ``day`` asks for a form."""
    found = (version_on(line.code, day) for line in _catalogue().find("", day) if line.form)
    return [named for named in found if named and named.version.form == form]


def in_force_as(versions: Iterable[Named], by: str) -> list[table.Put]:
    """The changes that put versions into the catalogue; written by who asks for them.

    The catalogue is marked once, however many there are: a transaction takes an item once.
    """
    items = (item for named in versions for item in store.items_of(named))
    changed = [{**item, store.CHANGED_BY: by} for item in items]
    return [table.Put(item) for item in (*changed, store.item_of_mark(ids.fresh()))]


def process_in_force(code: str, own: AgencyProcess, by: str) -> table.Put:
    return table.Put({**store.item_of_process(code, own), store.CHANGED_BY: by})


def sign_in_level(named: Named, rules: RuleSet) -> int:
    """The level of the sign-in with which a procedure may be filed online."""
    online = named.version.online
    if online.sign_in_level is not None:
        return online.sign_in_level
    level: int = rules.value("sign_in_level").get(online.service, 0)
    return level


def all_versions(code: str) -> list[Named]:
    # No longer than a key of the table can be.
    versions = store.load_versions(code) if len(code) <= _LONGEST_CODE else []
    if not versions:
        raise NotFound("unknown_procedure", wording.UNKNOWN_PROCEDURE.format(code=code[:40]))
    return versions


def find(text: str, field: str | None, agency: str | None, day: dt.date) -> list[Line]:
    """Procedures in force on ``day`` that match, by code, name, field or keyword.

    With ``agency`` those that it settles, or that its desk takes in for who does. Those whose
    name has the words as they were typed come first, the shortest on top.
    """
    lines = narrowed(_catalogue().find(text, day), field, None)
    if not agency:
        return lines
    roles = roles_at(agency, lines, day)
    return [line for line in lines if line.code in roles]


def narrowed(lines: Iterable[Line], field: str | None, event: str | None) -> list[Line]:
    """Those of a field, and of an event of life, where one is named."""
    return [
        line
        for line in lines
        if (not field or _is_field(line.field, field))
        and (not event or any(event == one.code for one in line.events))
    ]


def roles_at(agency: str, lines: Iterable[Line], day: dt.date) -> dict[str, Role]:
    """What an agency does with each of those procedures, by their codes; without those with
    which it has nothing to do."""
    known = agencies.agency(agency)
    here = agencies.agency_on(known.identifier, day) or known
    found = competence.roles_of(here, lines, day)
    return {line.code: role for line, role in found}


def _is_field(field: Field, wanted: str) -> bool:
    return search.same(wanted, field.code) or search.same(wanted, field.name)


def _catalogue() -> Catalogue:
    return store.load_catalogue(store.load_mark())
