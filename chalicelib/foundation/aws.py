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
            # As botocore would say it, without putting it together for every call.
            user_agent=f"mot-cua {boto3.__version__}",
        ),
    )
