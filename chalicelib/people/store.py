"""Where officers' grants are kept, with every change of them. Private to the room."""

from __future__ import annotations

import json
from typing import Any

from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Conflict

from . import wording

# A revoked officer is out within a minute (S2 Điều 20 khoản 1).
_SECONDS_KEPT = 30


def save_grants(before: dict[str, Any] | None, after: dict[str, Any], change: str) -> None:
    """One version of an officer's grants, one change, one transaction.

    The lines in each agency's staff follow in the same write.
    """
    subject, version = after["subject"], after["version"]
    changed = Conflict("grants_changed", wording.GRANTS_CHANGED)
    doc = json.dumps(after, ensure_ascii=False)
    pk = f"GRANTS#{subject}"
    table.write(
        table.Put(
            {"pk": pk, "sk": "GRANTS", "version": version, "doc": doc},
            after=version - 1,
            refusal=changed,
        ),
        table.Put({"pk": pk, "sk": f"CHANGE#{version:06}", "doc": change}, after=0),
        *(
            table.Put({"pk": f"STAFF#{agency}", "sk": subject, "doc": doc})
            for agency in sorted(_agencies(after))
        ),
        *(
            table.Delete(f"STAFF#{agency}", subject)
            for agency in sorted(_agencies(before) - _agencies(after))
        ),
    )


@clock.kept_for(_SECONDS_KEPT)
def load_grants(subject: str) -> dict[str, Any] | None:
    return load_grants_now(subject)


def load_grants_now(subject: str) -> dict[str, Any] | None:
    item = table.get(f"GRANTS#{subject}", "GRANTS", consistent=True)
    if item is None:
        return None
    doc: dict[str, Any] = json.loads(str(item["doc"]))
    return doc


def load_changes(subject: str) -> list[dict[str, Any]]:
    items = table.query_all(f"GRANTS#{subject}", begins="CHANGE#")
    return [json.loads(str(item["doc"])) for item in items]


def load_staff(agency: str) -> list[dict[str, Any]]:
    return [json.loads(str(item["doc"])) for item in table.query_all(f"STAFF#{agency}")]


def save_session(owner: str, mark: str, claims: dict[str, Any], ends_at: int) -> None:
    """``ends_at`` in Unix seconds: the table forgets it by itself some time after."""
    doc = json.dumps(claims, ensure_ascii=False)
    item: table.Item = {"pk": _sessions(owner), "sk": mark, "ttl": ends_at, "doc": doc}
    table.write(table.Put(item, after=0))


def load_session(owner: str, mark: str, now: int) -> dict[str, Any] | None:
    """What the provider said of somebody whose session is not over."""
    item = table.get(_sessions(owner), mark, consistent=True)
    if item is None or int(item["ttl"]) <= now:
        return None
    claims: dict[str, Any] = json.loads(str(item["doc"]))
    return claims


def delete_session(owner: str, mark: str) -> None:
    table.write(table.Delete(_sessions(owner), mark))


def delete_sessions(owner: str) -> None:
    for item in table.query_all(_sessions(owner)):
        delete_session(owner, str(item["sk"]))


def _sessions(owner: str) -> str:
    return f"SESSIONS#{owner}"


def _agencies(doc: dict[str, Any] | None) -> set[str]:
    places = (doc or {}).get("grants", {}).values()
    return {agency for agencies in places for agency in agencies}
