"""Where officers' grants are kept. Private to the room."""

from __future__ import annotations

import json

from chalicelib.foundation import clock, table

# A revoked officer is out within a minute (S2 Điều 20 khoản 1).
_SECONDS_KEPT = 30

Grants = dict[str, list[str]]  # role -> agencies


def save_grants(subject: str, name: str, grants: Grants) -> None:
    doc = json.dumps({"name": name, "grants": grants}, ensure_ascii=False)
    table.put({"pk": f"GRANTS#{subject}", "sk": "GRANTS", "doc": doc})


@clock.kept_for(_SECONDS_KEPT)
def load_grants(subject: str) -> tuple[str, Grants] | None:
    item = table.get(f"GRANTS#{subject}", "GRANTS")
    if item is None:
        return None
    doc = json.loads(str(item["doc"]))
    return doc["name"], doc["grants"]
