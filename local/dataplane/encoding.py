"""The state of a service as JSON, and back.

ministack keeps things by account, many by account and region: such a dictionary is written with a
mark, its keys as one text. The key itself may be several values, so it is written as Python.
"""

from __future__ import annotations

import ast
import base64
import json
from typing import Any

from . import emulator

_BY_ACCOUNT, _BY_REGION, _BYTES = "__scoped__", "__account_region_scoped__", "__bytes__"
_BETWEEN = "\0"


def encoded(service: str, state: Any) -> bytes:
    wrapped = {"format": emulator.format_of(service), "state": state}
    return json.dumps(wrapped, default=_written).encode()


def decoded(service: str, text: bytes) -> Any:
    """Raises ValueError for what no ministack wrote, or only a newer one."""
    wrapped = json.loads(text, object_hook=_read)
    if wrapped["format"] > emulator.format_of(service):
        raise ValueError("written by a newer ministack than the one installed")
    return wrapped["state"]


def _written(value: Any) -> Any:
    """What JSON has no shape for."""
    from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

    if isinstance(value, AccountRegionScopedDict):
        return {_BY_REGION: True, "data": _with_one_key(value)}
    if isinstance(value, AccountScopedDict):
        return {_BY_ACCOUNT: True, "data": _with_one_key(value)}
    if isinstance(value, bytes | bytearray):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot be saved")


def _read(found: dict[str, Any]) -> Any:
    if _BY_REGION in found:
        from ministack.core.responses import AccountRegionScopedDict

        return AccountRegionScopedDict.from_dict(_with_places(found["data"], 3))
    if _BY_ACCOUNT in found:
        from ministack.core.responses import AccountScopedDict

        return AccountScopedDict.from_dict(_with_places(found["data"], 2))
    if _BYTES in found:
        return base64.b64decode(found[_BYTES])
    return found


def _with_one_key(scoped: Any) -> dict[str, Any]:
    return {
        _BETWEEN.join((*place, repr(key))): value
        for (*place, key), value in scoped.to_dict().items()
    }


def _with_places(data: dict[str, Any], parts: int) -> dict[tuple[Any, ...], Any]:
    found = {}
    for text, value in data.items():
        *place, key = text.split(_BETWEEN, parts - 1)
        found[(*place, ast.literal_eval(key))] = value
    return found
