"""Where the catalogue is kept: a line for searching, a whole version for working.

Private to the room.
"""

from __future__ import annotations

import datetime as dt

from chalicelib.foundation import clock, table

from .model import Channel, Line, Named, Procedure

_SECONDS_KEPT = 60


def save(procedure: Procedure) -> None:
    for version in procedure.versions:
        day = version.effective_from.isoformat()
        named = Named(**_named(procedure), version=version)
        line = Line(
            **_named(procedure),
            effective_from=version.effective_from,
            levels=version.levels,
            online=version.online.service,
            channels=version.channels,
            form=version.form is not None,
        )
        table.put({"pk": f"PROCEDURE#{procedure.code}", "sk": day, "doc": named.model_dump_json()})
        table.put(
            {"pk": "CATALOGUE", "sk": f"{procedure.code}#{day}", "doc": line.model_dump_json()}
        )


def save_channel(channel: Channel) -> None:
    table.put({"pk": "CHANNELS", "sk": channel.key, "doc": channel.model_dump_json()})


@clock.kept_for(_SECONDS_KEPT)
def load_channels() -> dict[str, Channel]:
    """The channels by their key."""
    found = (Channel.model_validate_json(str(item["doc"])) for item in table.query_all("CHANNELS"))
    return {channel.key: channel for channel in found}


@clock.kept_for(_SECONDS_KEPT)
def load_lines() -> list[Line]:
    items = table.query_all("CATALOGUE")
    return [Line.model_validate_json(str(item["doc"])) for item in items]


@clock.kept_for(_SECONDS_KEPT)
def load_versions(code: str) -> list[Named]:
    """Every version of a procedure, the oldest first; empty for an unknown code."""
    items = table.query_all(f"PROCEDURE#{code}")
    return [Named.model_validate_json(str(item["doc"])) for item in items]


def _named(procedure: Procedure) -> dict[str, object]:
    return procedure.model_dump(include={"code", "name", "field", "keywords"})


def version_on(versions: list[Named], day: dt.date) -> Named | None:
    in_force = [named for named in versions if named.version.effective_from <= day]
    return in_force[-1] if in_force else None
