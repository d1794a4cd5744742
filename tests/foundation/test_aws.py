"""At which addresses the services of AWS are called."""

from __future__ import annotations

from tests.house.sources import in_a_new_process


def test_each_engine_may_have_an_address_of_its_own() -> None:
    """So that a province can host each by itself (docs/adr/0012)."""
    addresses = {
        service: f"http://127.0.0.1:{port}"
        for port, service in enumerate(("dynamodb", "dynamodb_streams", "s3", "sqs"), start=1111)
    }

    found = in_a_new_process(f"""
import json, os
for service, address in {addresses!r}.items():
    os.environ[f"AWS_ENDPOINT_URL_{{service.upper()}}"] = address
from chalicelib.foundation import aws
print(json.dumps([aws.client(name).meta.endpoint_url
                  for name in ("dynamodb", "dynamodbstreams", "s3", "sqs")]))
""")

    assert found == list(addresses.values())
