"""Gives a deployed house a new secret beside those it has: what was hashed before is still known.

``python -m tools.rotate mot-cua-test-an-giang``. Nothing changes for the house until it is deployed
with the version that this prints. Once more makes one more: none is ever taken away.
"""

from __future__ import annotations

import secrets
import sys
from typing import Any

from . import account


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("say which stack: make rotate STACK=mot-cua-test-an-giang")
    version = rotate(sys.argv[1], account.clients()("secretsmanager"))
    print(f"write it in infra/parameters, then deploy:\nSecretVersion: {version}")


def rotate(stack: str, manager: Any) -> str:
    """The version of the stack's secret that has a new one at its end."""
    name = f"{stack}-secret"
    kept = manager.get_secret_value(SecretId=name)["SecretString"]
    written = manager.put_secret_value(
        SecretId=name, SecretString=f"{kept} {secrets.token_hex(32)}"
    )
    version: str = written["VersionId"]
    return version


if __name__ == "__main__":
    main()
