"""The AWS account that an operator works in: credentials as AWS's tools find them, and a region."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

Clients = Callable[[str], Any]


def clients() -> Clients:
    """The clients of its services; ends with one sentence where no region is said."""
    import boto3

    # The command line of AWS reads AWS_REGION, as the house does; boto3 by itself does not.
    session = boto3.Session(region_name=os.environ.get("AWS_REGION") or None)
    if session.region_name is None:
        sys.exit("say which region: AWS_REGION=ap-southeast-1")
    made: Clients = session.client
    return made
