"""What the regulations ask, row by row, drawn as a page from the data beside it.

``make regulations`` writes ``docs/regulations/README.md``. The data are one file for each
regulation; a row says how far the product is, where, and which tests would fail without it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "regulations"
PAGE = FOLDER / "README.md"
# In the order in which they stand on the page.
FILES = (
    "an-giang-03-2023",
    "dong-thap-43-2024",
    "an-giang-403-part-a",
    "an-giang-403-part-b",
    "an-giang-442",
)
STATES = ("done", "partly", "absent", "wrong")
PARTS = {
    "base": "was there before the rows were written down",
    "law": "what the regulations ask of the desk",
    "face": "the pages for citizens and officers",
    "papers": "files, signatures, digitisation, the archive",
    "money": "payment, reconciliation, refunds",
    "outside": "other systems: the national portal, databases, the post, messages",
    "voice": "petitions, evaluation, reports, statistics",
    "home": "where and how safely it runs",
}

HEAD = """# What the regulations ask, row by row

Drawn by `make regulations` from the data files in this folder; do not edit this page. After a
merge, draw it again.

A row is `done` when each test that it names would fail without it. `partly`, `absent` and `wrong`
rows say what they lack. `part` says which part of the work brings a row:
"""


def main() -> None:
    PAGE.write_text(drawn(), "utf-8")
    counts = Counter(row["state"] for _, rows in regulations() for row in rows)
    print(f"{PAGE.name}: " + ", ".join(f"{counts[state]} {state}" for state in STATES))


def drawn() -> str:
    """The whole page."""
    read = regulations()
    parts = [HEAD, *(f"- `{name}`: {meaning}" for name, meaning in PARTS.items()), ""]
    parts += [*_counts(read), *(line for title, rows in read for line in _section(title, rows))]
    return "\n".join(parts) + "\n"


def regulations() -> list[tuple[str, list[dict[str, Any]]]]:
    """Title and rows of each regulation, in the order of the page."""
    import yaml

    read = [yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")) for name in FILES]
    return [(one["regulation"], one["rows"]) for one in read]


def _counts(read: list[tuple[str, list[dict[str, Any]]]]) -> list[str]:
    lines = ["| regulation | rows | " + " | ".join(STATES) + " |", "|---|" + "---|" * 5]
    together = [row for _, rows in read for row in rows]
    for title, listed in [*read, ("together", together)]:
        counts = Counter(row["state"] for row in listed)
        each = " | ".join(str(counts[state]) for state in STATES)
        lines.append(f"| {title} | {len(listed)} | {each} |")
    return lines


def _section(title: str, rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "",
        f"## {title}",
        "",
        "| # | article | requirement | state | part | where, and what shows it, or what lacks |",
    ]
    return [*lines, "|---|---|---|---|---|---|", *(_line(row) for row in rows)]


def _line(row: dict[str, Any]) -> str:
    shown = [f"`{name}`" for name in (*row.get("where", ()), *row.get("tests", ()))]
    said = [row["lacks"]] if "lacks" in row else []
    cells = (row["row"], row["article"], row["requirement"], row["state"], row["part"])
    return "| " + " | ".join(_cell(str(one)) for one in (*cells, "; ".join(said + shown))) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    main()
