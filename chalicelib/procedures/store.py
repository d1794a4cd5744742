"""Where the catalogue is kept: a line for searching, a whole version for working.

Private to the room.
"""

from __future__ import annotations

import datetime as dt
import functools

from chalicelib.foundation import clock, ids, table

from .catalogue import Catalogue
from .model import AgencyProcess, Channel, Line, Named, Procedure

_SECONDS_KEPT = 60
# Whose change an item is; what has none came with a pack, which is the start only.
CHANGED_BY = "changed_by"
_OWN = "PROCESS#"
_IN_A_LINE = {"code", "name", "field", "keywords", "events"}


def save(procedure: Procedure) -> None:
    """What a pack brings; what administrators changed stays as they changed it."""
    for version in procedure.versions:
        for item in items_of(Named(**_named(procedure), version=version)):
            table.put(item, unless=CHANGED_BY)


def items_of(named: Named) -> list[table.Item]:
    """A version of a procedure, and its line in the catalogue."""
    version = named.version
    day = version.effective_from.isoformat()
    line = Line(
        **named.model_dump(include=_IN_A_LINE),
        effective_from=version.effective_from,
        levels=version.levels,
        competence=version.competence,
        online=version.online.service,
        channels=version.channels,
        form=version.form is not None,
        boundary_free=version.boundary_free,
        takes=version.takes(),
        costs=version.costs(),
        not_online=version.online.reason,
    )
    return [
        {"pk": f"PROCEDURE#{named.code}", "sk": day, "doc": named.model_dump_json()},
        {"pk": "CATALOGUE", "sk": f"{named.code}#{day}", "doc": line.model_dump_json()},
    ]


def item_of_process(code: str, own: AgencyProcess) -> table.Item:
    return {"pk": f"PROCEDURE#{code}", "sk": f"{_OWN}{own.key}", "doc": own.model_dump_json()}


def save_channel(channel: Channel) -> None:
    table.put({"pk": "CHANNELS", "sk": channel.key, "doc": channel.model_dump_json()})


@clock.kept_for(_SECONDS_KEPT)
def load_channels() -> dict[str, Channel]:
    """The channels by their key."""
    found = (Channel.model_validate_json(str(item["doc"])) for item in table.query_all("CHANNELS"))
    return {channel.key: channel for channel in found}


def save_mark() -> None:
    """Marks the state of the catalogue: the same lines have the same mark."""
    docs = [str(item["doc"]) for item in table.query_all("CATALOGUE")]
    table.put(item_of_mark(ids.digest("\n".join(docs))))


def item_of_mark(mark: str) -> table.Item:
    return {"pk": "CATALOGUE#MARK", "sk": "MARK", "mark": mark}


@clock.kept_for(_SECONDS_KEPT)
def load_mark() -> str:
    """Which state the catalogue is in: one small item, however long the catalogue is.

    A table that was loaded before there were marks has none; its catalogue is then read anew.
    """
    item = table.get("CATALOGUE#MARK", "MARK")
    return str(item["mark"]) if item else clock.now().isoformat()


@functools.lru_cache(maxsize=1)
def load_catalogue(mark: str) -> Catalogue:
    """The catalogue in the state of that mark: read and sorted once in a process.

    The mark tells one state from any other, so nothing has to be forgotten.
    """
    items = table.query_all("CATALOGUE")
    return Catalogue(Line.model_validate_json(str(item["doc"])) for item in items)


def load_versions(code: str) -> list[Named]:
    """Every version of a procedure, the oldest first; empty for an unknown code."""
    return load_whole(code)[0]


def load_processes(code: str) -> list[AgencyProcess]:
    """The internal processes that agencies have of their own for it, each from its day on."""
    return load_whole(code)[1]


@clock.kept_for(_SECONDS_KEPT)
def load_whole(code: str) -> tuple[list[Named], list[AgencyProcess]]:
    return load_whole_now(code)


def load_whole_now(code: str) -> tuple[list[Named], list[AgencyProcess]]:
    items = table.query_all(f"PROCEDURE#{code}")
    own = {str(item["sk"]) for item in items if str(item["sk"]).startswith(_OWN)}
    return (
        [Named.model_validate_json(str(one["doc"])) for one in items if one["sk"] not in own],
        [AgencyProcess.model_validate_json(str(one["doc"])) for one in items if one["sk"] in own],
    )


def _named(procedure: Procedure | Named) -> dict[str, object]:
    return procedure.model_dump(include={*_IN_A_LINE, "answered_by"})


def version_on(versions: list[Named], day: dt.date) -> Named | None:
    in_force = [named for named in versions if named.version.effective_from <= day]
    return in_force[-1] if in_force else None
