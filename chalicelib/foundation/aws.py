"""AWS clients, made on first use and shared. The only file that knows boto3."""

from __future__ import annotations

import threading
from typing import Any

from . import names

_clients: dict[str, Any] = {}
_making = threading.Lock()


def client(service: str) -> Any:
    """The one client of a service in this process."""
    made = _clients.get(service)
    if made is None:
        with _making:
            made = _clients.get(service) or _make(service)
            _clients[service] = made
    return made


def _make(service: str) -> Any:
    import boto3
    from botocore.config import Config

    return boto3.client(
        service,
        region_name=names.REGION,
        endpoint_url=names.AWS_ENDPOINT,
        config=Config(
            # Our own code builds every request, and the tests run each of them.
            parameter_validation=False,
            retries={"mode": "standard", "total_max_attempts": 4},
            connect_timeout=3,
            read_timeout=25,
            max_pool_connections=32,
            **(_of_objects() if service == "s3" else {}),
            # As botocore would say it, without putting it together for every call.
            user_agent=f"mot-cua {boto3.__version__}",
        ),
    )


def _of_objects() -> dict[str, Any]:
    """Without it a form for an upload is signed by the older way, and leads to no region."""
    style = "path" if names.OBJECTS_ENDPOINT else "virtual"
    return {"signature_version": "s3v4", "s3": {"addressing_style": style}}
