"""What a change would change, member by member.

Lists whose parts have a code or key of their own are compared by it, so that a paper put in
front of others is one difference and not many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalicelib.foundation.errors import pointer

Place = tuple[str | int, ...]
_NAMES = ("key", "code", "identifier")


def differences(was: Any, will_be: Any, at: Place = ()) -> Iterator[dict[str, Any]]:
    """Each member that differs: where, what it was, what it will be; None where it is not."""
    if isinstance(was, dict) and isinstance(will_be, dict):
        for name in {**was, **will_be}:
            yield from differences(was.get(name), will_be.get(name), (*at, name))
    elif _is_named(was) and _is_named(will_be):
        yield from differences(_by_name(was), _by_name(will_be), at)
        if _order(was, will_be) != _order(will_be, was):
            yield _difference(at, _order(was, will_be), _order(will_be, was))
    elif isinstance(was, list) and isinstance(will_be, list) and len(was) == len(will_be):
        for number, (one, other) in enumerate(zip(was, will_be, strict=True)):
            yield from differences(one, other, (*at, number))
    elif was != will_be:
        yield _difference(at, was, will_be)


def _difference(at: Place, was: Any, will_be: Any) -> dict[str, Any]:
    return {"at": pointer(at), "was": was, "will_be": will_be}


def _is_named(value: Any) -> bool:
    """A list of parts that each have a name of their own, none twice."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return False
    names = [_name(one) for one in value]
    return all(names) and len(set(names)) == len(names)


def _name(part: dict[str, Any]) -> str:
    return next((str(part[name]) for name in _NAMES if part.get(name)), "")


def _by_name(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {_name(part): part for part in parts}


def _order(parts: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[str]:
    """The names that both have, in the order of the first."""
    common = _by_name(other)
    return [_name(part) for part in parts if _name(part) in common]
