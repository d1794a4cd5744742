"""What a lawyer must still look up: every value of the packs that is marked ``verify``.

``make unverified`` lists place, value and why. Nothing marked so was found in a text of the law;
whoever finds it writes the article down and takes the mark away (``infra/seed/README.md``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "infra" / "seed"
# Law that is the same in every province, and needed where no pack is read.
PLACES = ROOT / "chalicelib" / "people" / "birthplaces.json"
# The members that say what a value is about; the first that is there names it.
_NAMES = (
    *("version", "code", "identifier", "effective_from", "key", "name", "channel", "document"),
    *("birth", "case"),
)
# The members that say what the value is; the first that is there is shown.
_VALUES = (
    *("value", "amount", "years", "service", "fields", "number", "name", "hours"),
    *("effective_from", "parties", "title", "since"),
)
_LONGEST = 120


class Open(NamedTuple):
    """A value that was not found in a text: where it stands, what it says, why it is open."""

    file: str
    path: str
    value: str
    why: str

    def line(self) -> str:
        return f"{self.file}: {self.path} = {self.value} ({self.why})"


def main() -> None:
    found = list(listed())
    for one in found:
        print(one.line())
    print(f"{len(found)} values to be verified")


def listed(seed: Path = SEED, everywhere: tuple[Path, ...] = (PLACES,)) -> Iterator[Open]:
    """Every value that is marked in the packs, in the order of their files, and in what is the
    same in every province."""
    import yaml

    # A form is JSON, which is YAML as well.
    for path in (*sorted([*seed.rglob("*.yaml"), *seed.rglob("*.json")]), *everywhere):
        file = str(path.relative_to(seed)) if path.is_relative_to(seed) else path.name
        for parts, value in _marked(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), ()):
            yield Open(file, " > ".join(parts) or "all of it", _value(value), _why(value))


def _marked(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    if isinstance(value, dict):
        if value.get("verify") is True:
            yield path, value
        if value.get("due_verify") is True:
            yield (*path, "due"), _due(value)
        for name, one in value.items():
            yield from _marked(one, (*path, str(name)))
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _marked(one, (*path, _called(one, at)))


def _due(fee: dict[str, Any]) -> dict[str, Any]:
    """When a fee is due is a value of its own, with a text of its own."""
    due = fee.get("due_online") or fee.get("due")
    return {"value": due, "article": fee["due_article"]}


def _called(one: Any, at: int) -> str:
    names = [str(one[name]) for name in _NAMES if name in one] if isinstance(one, dict) else []
    return names[0] if names else str(at + 1)


def _value(marked: dict[str, Any]) -> str:
    names = [name for name in _VALUES if marked.get(name) not in (None, "")]
    shown = marked[names[0]] if names else "not known"
    # A time limit is a number and its unit.
    text = f"{shown} {marked['unit']}" if "unit" in marked else str(shown)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _why(marked: dict[str, Any]) -> str:
    said = (str(marked[name]) for name in ("article", "source", "note") if marked.get(name))
    return "; ".join(said) or "no text was found"


if __name__ == "__main__":
    main()
