"""``make import FILE=old.jsonl SYSTEM=… DRY=1``: takes over dossiers of a system that is replaced.

A file of JSON Lines, or a table (xlsx, CSV), is sent in parts, each line judged by itself;
docs/takeover.md says how.
The report is kept beside the file, as JSON and as a text to be printed. It names no person. Sent
again, what is there already is told so: a run that was broken off goes on where it ended.

Without API it is the province that runs on this machine. Elsewhere API is the address of the API
and TOKEN_FILE a file with the bearer token of a province's administrator.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import zipfile
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
    try:
        report = take_over(_send, system, lines_of(path), dry=dry)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        # A file that cannot be read, or an address that does not answer: said, not traced.
        print(f"stopped, nothing is reported: {error}", file=sys.stderr)
        sys.exit(2)
    kept = unused(path, "dry-run" if dry else "report")
    kept.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    kept.with_suffix(".txt").write_text(printed(report), "utf-8")
    print(printed(report), end="")
    print(kept)
    sys.exit(1 if report["counts"].get("refused") else 0)


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file: JSON Lines, or what the rows of a table say."""
    if path.suffix in sheets.SUFFIXES:
        yield from sheets.lines(path)
        return
    with path.open(encoding="utf-8") as lines:
        yield from lines


def unused(path: Path, what: str) -> Path:
    """Where the report of a run is kept, beside the file: no report replaces an earlier one."""
    for run in itertools.count(1):
        kept = path.with_suffix(f".{what}.json" if run == 1 else f".{what}-{run}.json")
        if not kept.exists() and not kept.with_suffix(".txt").exists():
            return kept
    raise AssertionError("there is always another number")


def take_over(send: Send, system: str, lines: Iterable[str], *, dry: bool) -> Found:
    """Sends the lines in parts; the report of all of them."""
    found: list[Found] = []
    names: Found = {}
    claimed: dict[str, str] = {}
    for part in _parts(lines, found):
        answer = send({"system": system, "lines": [line for _, line in part]}, dry)
        for (number, _), line in zip(part, answer["lines"], strict=True):
            found.append({**_among(line, claimed), "line": number})
        names |= {one["agency"]: one["name"] for one in answer["agencies"]}
    return {
        "system": system,
        "dry_run": dry,
        "counts": dict(Counter(line["outcome"] for line in found)),
        "agencies": [_counted(place, names[place], found) for place in sorted(names)],
        "lines": sorted(found, key=lambda line: int(line["line"])),
    }


def _among(line: Found, claimed: dict[str, str]) -> Found:
    """The judgement of a dry run beside those of the parts before: a code or a number that a line
    there would take is not free any more."""
    claims = line.pop("claims")
    if not claims:
        return line
    for claim in claims:
        if claimed.get(claim["key"]) == claim["line"]:
            return {**line, "outcome": "already_there", "refusal": None, "title": None}
        if claim["key"] in claimed:
            told = {"refusal": claim["refusal"], "title": claim["title"]}
            return {**line, "outcome": "refused", **told}
    claimed.update({claim["key"]: claim["line"] for claim in claims})
    return {**line, "outcome": "acceptable", "refusal": None, "title": None}


def _counted(place: str, name: str, found: list[Found]) -> Found:
    there = [line for line in found if line["agency"] == place and line["outcome"] != "refused"]
    counts = Counter(line["outcome"] for line in there)
    return {"agency": place, "name": name, "counts": dict(counts)}


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
    said = {
        "code": None,
        "agency": None,
        "outcome": "refused",
        "refusal": "invalid_json",
        "title": title,
    }
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
