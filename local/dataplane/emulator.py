"""All that is known of ministack: its settings, its application, the state of its services.

Public are its settings in the environment, ``app``, ``SERVICE_REGISTRY``, and of each service
``get_state`` and ``load_persisted_state``. Its own reading and writing of a state is not used: it
logs what goes wrong and goes on, which would start empty over existing data, or drop a service
from the save.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import directory, private

HEALTH = "/_ministack/health"


def set_environment(state: Path, port: int, enforce_policies: bool) -> None:
    """ministack reads its settings from the environment, most of them while it is imported."""
    for name in list(os.environ):
        # Real credentials, profiles and endpoints of the user have no business in an emulator.
        if name.startswith(("AWS_", "MINISTACK_", "LOCALSTACK_", "LAMBDA_", "S3_")):
            del os.environ[name]
    os.environ.update(
        {
            "TMPDIR": str(directory.emptied(state / directory.SCRATCH)),
            "BIND_HOST": "127.0.0.1",
            # Queues are stored under this port, whichever one is served: with the real one, a
            # start on another port would not find them and would create them anew, empty.
            "GATEWAY_PORT": "4566",
            # Where functions running inside the emulator find it; for them the port is real.
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "PERSIST_STATE": "0",  # its own saving happens only on stop and hides its errors
            "STATE_DIR": str(state / directory.SERVICES),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(state / directory.OBJECTS),
            "LAMBDA_EXECUTOR": "local",
            "DOCKER_HOST": f"unix://{state / 'no-docker'}",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "AUTH": str(enforce_policies).lower(),
            "USE_SSL": "0",
            "SERVICES": "",
            "LOG_LEVEL": "ERROR",
        }
    )


def application() -> Any:
    """The ASGI application that answers for all of AWS."""
    from ministack.app import app

    return app


def states() -> Iterator[tuple[str, Any]]:
    """The state of every service in use, by the name that ministack saves it under.

    For a process that serves nobody while it reads them.
    """
    for name, module in _modules().items():
        service: Any = sys.modules.get(module)
        if name == "dynamodb" and service:
            yield name, private.dynamodb_state(service)
        elif hasattr(service, "get_state"):
            yield name, service.get_state()


def hand_back(name: str, state: Any) -> None:
    """Gives a service the state that it had. Raises what goes wrong."""
    if state:
        importlib.import_module(_modules()[name]).load_persisted_state(state)


def format_of(name: str) -> int:
    """Which version of its state's shape a service writes; it reads older ones, too."""
    from ministack.core.persistence import SERVICE_STATE_FORMAT_VERSIONS, STATE_FORMAT_VERSION

    return int(SERVICE_STATE_FORMAT_VERSIONS.get(name, STATE_FORMAT_VERSION))


def is_bucket_of(state: Any, account: str, bucket: str) -> bool:
    """Whether the saved state of S3 has this bucket."""
    any_region = ""  # buckets are kept by account only
    return bool(state["buckets_meta"].contains_scoped(account, any_region, bucket))


def _modules() -> dict[str, str]:
    """The module of each service, also of one that is reached only through another."""
    from ministack.app import SERVICE_REGISTRY

    found: dict[str, str] = {}
    for service in SERVICE_REGISTRY.values():
        found[service.get("state_key", service["module"])] = service["module"]
        found.update({part: part for part in service.get("sub_modules", ())})
    return {name: f"ministack.services.{module}" for name, module in found.items()}
