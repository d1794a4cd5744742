"""Finds the province that runs on this machine and speaks to it over HTTP."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from .state import RUNNING

STATES = Path(__file__).parent.parent / ".local" / "state"


def url() -> str:
    """The address of the running province: by PORT, by STATE, else the last one started."""
    port = os.environ.get("PORT")
    if not port:
        state = os.environ.get("STATE")
        address = (Path(state) if state else STATES) / RUNNING
        try:
            port = str(json.loads(address.read_text())["port"])
        except (OSError, ValueError, KeyError):
            port = "8000"
    return f"http://localhost:{port}"


def token(account: str, level: str = "") -> str:
    """A bearer token for an account of the simulated OpenID provider; ``level`` is that of the
    sign-in, 1 or 2 (the usual one)."""
    import requests

    if not account:
        stop(f"say for whom: make token AS=citizen-1 ({_people()})")
    try:
        answer = requests.post(
            f"{url()}/outside/identity/token",
            data={"grant_type": "urn:mot-cua:account", "account": account, "level": level},
            timeout=10,
        )
    except requests.RequestException:
        stop(f"no province answers at {url()}; start one with make run.")
    if answer.status_code != 200:
        stop(f"there is nobody called {account!r} ({_people()})")
    issued: str = answer.json()["access_token"]
    return issued


def call(method: str, path: str, account: str | None = None, **more: Any) -> dict[str, Any]:
    """One request to the API; stops with the problem's sentence when it is refused."""
    import requests

    headers = {"Authorization": f"Bearer {token(account)}"} if account else {}
    address = f"{url()}/api{path}"
    try:
        answer = requests.request(method, address, headers=headers, timeout=30, **more)
    except requests.RequestException:
        stop(f"no province answers at {url()}; start one with make run.")
    body: dict[str, Any] = answer.json()
    if answer.status_code >= 400:
        stop(f"{method} {path}: {answer.status_code} {body.get('code')}: {body.get('title')}")
    return body


def _people() -> str:
    from .people import directory

    return f"people: {', '.join(directory())}; the README says where they work"


def stop(sentence: str) -> Any:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    print(token(os.environ.get("AS", ""), os.environ.get("LEVEL", "")))
