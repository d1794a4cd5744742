"""``make import FILE=old.jsonl SYSTEM=… DRY=1``: takes over dossiers of a system that is replaced.

A file of JSON Lines, or a table (xlsx, CSV), is sent in parts, each line judged by itself;
docs/takeover.md says how.
The report is kept beside the file, as JSON and as a text to be printed. It names no person. Sent
again, what is there already is told so: a run that was broken off goes on where it ended.

Without API it is the province that runs on this machine. Elsewhere API is the address of the API
and TOKEN_FILE a file with the bearer token of a province's administrator.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from chalicelib.takeover import wording
from chalicelib.takeover.orders import MOST

from . import sheets

# Well below what one request may carry.
LARGEST = 200 * 1024
Found = dict[str, Any]
# Sends an order, dry or not, and gives the report of its lines.
Send = Callable[[Found, bool], Found]
Numbered = list[tuple[int, Found]]


def main() -> None:
    file, system = os.environ.get("FILE", ""), os.environ.get("SYSTEM", "")
    if not file or not system:
        print("say what: make import FILE=old.jsonl SYSTEM='name of the old system' DRY=1")
        sys.exit(2)
    dry, path = bool(os.environ.get("DRY")), Path(file)
    report = take_over(_send, system, lines_of(path), dry=dry)
    kept = path.with_suffix(".dry-run.json" if dry else ".report.json")
    kept.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    kept.with_suffix(".txt").write_text(printed(report), "utf-8")
    print(printed(report), end="")
    sys.exit(1 if report["counts"].get("refused") else 0)


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file: JSON Lines, or what the rows of a table say."""
    if path.suffix in sheets.SUFFIXES:
        yield from sheets.lines(path)
        return
    with path.open(encoding="utf-8") as lines:
        yield from lines


def take_over(send: Send, system: str, lines: Iterable[str], *, dry: bool) -> Found:
    """Sends the lines in parts; the report of all of them."""
    found: list[Found] = []
    agencies: dict[str, Found] = {}
    for part in _parts(lines, found):
        answer = send({"system": system, "lines": [line for _, line in part]}, dry)
        for (number, _), line in zip(part, answer["lines"], strict=True):
            found.append({**line, "line": number})
        for one in answer["agencies"]:
            known = agencies.setdefault(one["agency"], {**one, "counts": {}})
            known["counts"] = dict(Counter(known["counts"]) + Counter(one["counts"]))
    return {
        "system": system,
        "dry_run": dry,
        "counts": dict(Counter(line["outcome"] for line in found)),
        "agencies": [agencies[key] for key in sorted(agencies)],
        "lines": sorted(found, key=lambda line: int(line["line"])),
    }


def printed(report: Found) -> str:
    """The report as a text: counts, then by agency, then each line that was refused."""
    said = [wording.PRINTED_TITLE.format(system=report["system"])]
    said += [wording.PRINTED_DRY] if report["dry_run"] else []
    said += _counts(report["counts"])
    for one in report["agencies"]:
        counts = "; ".join(_counts(one["counts"]))
        said.append(wording.PRINTED_AGENCY.format(**{**one, "counts": counts}))
    for line in report["lines"]:
        if line["outcome"] == "refused":
            code = line["code"] or wording.NO_CODE
            said.append(wording.PRINTED_REFUSED.format(**{**line, "code": code}))
            said += [wording.PRINTED_PLACE.format(**fault) for fault in line["errors"]]
        for doubt in line.get("doubts", ()):
            said.append(wording.PRINTED_DOUBT.format(**{**doubt, **_place(line)}))
    return "\n".join(said) + "\n"


def _place(line: Found) -> Found:
    return {"line": line["line"], "code": line["code"] or wording.NO_CODE}


def _parts(lines: Iterable[str], unread: list[Found]) -> Iterator[Numbered]:
    """What one request takes at a time, with the numbers in the file; empty lines are left out,
    and what is no JSON object goes to ``unread``."""
    part: Numbered = []
    size = 0
    for number, text in enumerate(lines, 1):
        line = _read(text)
        if line is None:
            unread += [_unreadable(number)] if text.strip() else []
            continue
        if len(part) == MOST or (part and size + len(text.encode()) > LARGEST):
            yield part
            part, size = [], 0
        part.append((number, line))
        size += len(text.encode())
    if part:
        yield part


def _read(text: str) -> Found | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def _unreadable(number: int) -> Found:
    title = wording.UNREADABLE
    said = {"code": None, "outcome": "refused", "refusal": "invalid_json", "title": title}
    return {"line": number, **said, "errors": []}


def _counts(counts: dict[str, int]) -> list[str]:
    return [
        wording.PRINTED_COUNT.format(outcome=said, count=counts[outcome])
        for outcome, said in wording.OUTCOMES.items()
        if outcome in counts
    ]


def _send(order: Found, dry: bool) -> Found:
    path = f"/administration/imports?dry_run={str(dry).lower()}"
    api, file = os.environ.get("API"), os.environ.get("TOKEN_FILE")
    if not api or not file:
        from local import house

        return house.call("POST", path, "admin-1", json=order)
    import requests

    headers = {"Authorization": f"Bearer {Path(file).read_text('utf-8').strip()}"}
    answer = requests.post(f"{api}{path}", headers=headers, json=order, timeout=60)
    found: Found = answer.json()
    if answer.status_code >= 400:
        print(f"{answer.status_code} {found.get('code')}: {found.get('title')}", file=sys.stderr)
        sys.exit(2)
    return found


if __name__ == "__main__":
    main()
