"""The state directory of a province: what is kept in it, and when it is refused.

Three files are made at the first start, in this order: ``province``, its name; ``secret``, the
key of its keyed hashes, after a rotation several, the newest last; ``secret-known``, the hash of
each. Then comes ``aws``, the table, queues and objects. One that is missing is made only where
nothing that comes after it is there: what is lost is never quietly made anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

# Names of files.
PROVINCE, SECRET, SECRET_KNOWN = "province", "secret", "secret-known"  # pragma: allowlist secret
AWS = "aws"
RUNNING = "running.json"

_SNAPSHOT = Path(AWS) / "snapshot.zip"
_IN_ORDER = (PROVINCE, SECRET, SECRET_KNOWN, _SNAPSHOT)
_A_SECRET = re.compile("[0-9a-f]{64}")


class CannotRun(Exception):
    """Why the province cannot start, in one clear sentence."""


def prepare(state: Path, province: str) -> str:
    """Makes or checks the directory; gives the province's secret. Raises CannotRun."""
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_province(state, province)
        secret = _secret_of(state)
        _check_secret(state, secret.split())
        return secret
    except OSError as error:
        raise CannotRun(
            f"the state directory {state} cannot be used ({error.strerror}); "
            f"make it writable or choose another with STATE=."
        ) from None


def _check_province(state: Path, province: str) -> None:
    """Marks a new directory with its province; refuses one of another."""
    found = _text_of(state / PROVINCE).strip()
    if not found:
        _must_be_new(
            state, PROVINCE, f"without it nobody knows which province {state} is the state of"
        )
        _write_whole(state / PROVINCE, province + "\n")
    elif found != province:
        raise CannotRun(
            f"{state} keeps the province {found}; choose another directory with STATE=."
        )


def _secret_of(state: Path) -> str:
    path = state / SECRET
    if not path.exists():
        _must_be_new(
            state,
            SECRET,
            f"without it the people and receipts of {state} are not known again",
        )
        _write_whole(path, secrets.token_hex(32))
    secret = _text_of(path).strip()
    kept = secret.split()
    if not kept or len(set(kept)) < len(kept) or not all(map(_A_SECRET.fullmatch, kept)):
        raise CannotRun(f"{path} is damaged; put back a copy of it, or choose another STATE=.")
    return secret


def _check_secret(state: Path, kept: list[str]) -> None:
    """Refuses secrets that are not those of before with, at most, newer ones behind them:
    nobody would be known any more, and whoever files now would be lost later."""
    now = [hashlib.sha256(one.encode()).hexdigest() for one in kept]
    known = _text_of(state / SECRET_KNOWN).split()
    if not known:
        _must_be_new(
            state,
            SECRET_KNOWN,
            f"without it nobody knows whether {state / SECRET} is the one of this state",
        )
    if now[: len(known)] != known:
        raise CannotRun(
            f"{state / SECRET} is not the one that this state was kept with, or lacks one, or "
            "has them in another order (the newest goes last); put back a copy, or choose "
            "another STATE=."
        )
    if now != known:
        _write_whole(state / SECRET_KNOWN, "\n".join(now) + "\n")


def _must_be_new(state: Path, name: str, why: str) -> None:
    """A file is missing: right at the first start, else refused."""
    later = _IN_ORDER[_IN_ORDER.index(name) + 1 :]
    if any((state / one).exists() for one in later):
        raise CannotRun(
            f"{state / name} is missing, and {why}; put back a copy of it, "
            "or choose another STATE=."
        )


def _text_of(path: Path) -> str:
    """What a file holds; nothing where it is missing."""
    return path.read_bytes().decode("ascii", "replace") if path.exists() else ""


def _write_whole(path: Path, text: str) -> None:
    """Writes a file so that it is there whole or not at all."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    with part.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
