"""The package, deployed into a fresh emulator that enforces each function's policy."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from local.dataplane import DataPlane
from local.outside import Outside
from local.outside.identity import IdentityProvider
from local.people import directory
from local.run import free_port
from tests.deploy.emulator import Template, fitted
from tools import deploy

PROJECT = Path(__file__).parent.parent.parent
PROVINCE = "an-giang"
REGION = "ap-southeast-1"
SEEDING = """
from tests.support.province import load
load("an-giang")
"""


@dataclass(frozen=True)
class Deployed:
    """A deployed house: its API, and what an operator sees of it."""

    place: deploy.Place
    package: Path
    endpoint: str
    provider: IdentityProvider

    def deploy(
        self,
        change: Callable[[Template], None] = lambda template: None,
        answer: str = "yes",
    ) -> list[str]:
        """Deploys the package, with something of its template changed; what it said."""
        template = json.loads((self.package / "sam.json").read_text("utf-8"))
        change(template)
        said: list[str] = []
        deploy.deploy(
            self.place, fitted(template), self.package, lambda _: answer == "yes", said.append
        )
        return said

    def client(self, service: str) -> Any:
        return self.place.clients(service)

    @property
    def outputs(self) -> dict[str, str]:
        return deploy.stack_outputs(self.place)

    @functools.cached_property
    def api(self) -> str:
        return f"{self.endpoint}/_aws/execute-api/{self.outputs['RestAPIId']}/api"

    @functools.cached_property
    def schemas(self) -> dict[str, Any]:
        """The bodies of requests, by the API's own description."""
        found: dict[str, Any] = self.call("GET", "/openapi.json")["components"]["schemas"]
        return found

    def ask(
        self, method: str, path: str, by: str = "", order: Any = None, **headers: str | None
    ) -> requests.Response:
        if by:
            headers["Authorization"] = f"Bearer {self.provider.token(by)}"
        return requests.request(method, self.api + path, json=order, headers=headers, timeout=60)

    def call(self, method: str, path: str, by: str = "", order: Any = None) -> Any:
        answer = self.ask(method, path, by, order)
        assert answer.status_code < 300, answer.content
        return answer.json()

    def physical(self, logical: str) -> str:
        """What the stack called one of its resources."""
        found = self.client("cloudformation").describe_stack_resource(
            StackName=self.place.stack, LogicalResourceId=logical
        )
        name: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return name

    def invoke(self, function: str, event: Any) -> Any:
        answer = self.client("lambda").invoke(
            FunctionName=self.physical(function), Payload=json.dumps(event).encode()
        )
        payload = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, payload
        return payload

    def queue(self, logical: str) -> str:
        url: str = self.client("sqs").get_queue_url(
            QueueName=self.physical(logical).split("/")[-1]
        )["QueueUrl"]
        return url

    def seed(self) -> None:
        """Loads the province's pack and grants its officers, as an operator does."""
        secret = self.settings_of_the_api()["MOT_CUA_SECRET"]  # officers are known by their number
        self.run("-c", SEEDING, TABLE=self.outputs["TableName"], MOT_CUA_SECRET=secret)

    def settings_of_the_api(self) -> dict[str, str]:
        """The environment that the function behind the API was deployed with."""
        found = self.client("lambda").get_function_configuration(
            FunctionName=self.physical("APIHandler")
        )
        settings: dict[str, str] = found["Environment"]["Variables"]
        return settings

    def run(self, *program: str, **settings: str) -> str:
        """What a Python program of an operator said."""
        environment = {**os.environ, "AWS_ENDPOINT_URL": self.endpoint, **settings}
        done = subprocess.run(
            [sys.executable, *program],
            cwd=PROJECT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


@contextlib.contextmanager
def deployed(state: Path, package: Path) -> Iterator[Deployed]:
    """Deploys a package with the outside world beside it, and loads the province's pack."""
    with contextlib.ExitStack() as open_things:
        plane = open_things.enter_context(DataPlane(state / "aws", enforce_policies=True))
        issuer = f"http://127.0.0.1:{free_port()}/identity"
        provider = IdentityProvider(state / "key.pem", issuer, "mot-cua", directory())
        _serve(provider, issuer, open_things)
        settings = {
            **deploy.settings_of("test", PROVINCE),
            "TokenIssuer": issuer,
            "JwksUrl": f"{issuer}/jwks",
            "SignInUrl": f"{issuer}/authorize",
            "TokenUrl": f"{issuer}/token",
        }
        place = deploy.Place("test", PROVINCE, _clients(plane.endpoint), settings)
        house = Deployed(place, package, plane.endpoint, provider)
        house.deploy()
        house.seed()
        yield house


def until(happens: Callable[[], Any], what: str, patience: float = 30) -> Any:
    """What ``happens`` answers, once it answers something."""
    deadline = time.monotonic() + patience
    while not (found := happens()):
        assert time.monotonic() < deadline, f"did not happen: {what}"
        time.sleep(0.1)
    return found


def _serve(provider: IdentityProvider, issuer: str, open_things: contextlib.ExitStack) -> None:
    from urllib.parse import urlsplit

    from waitress.server import create_server

    port = urlsplit(issuer).port
    server = create_server(Outside(provider), host="127.0.0.1", port=port, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    open_things.callback(server.trigger.pull_trigger, server.close)


def _clients(endpoint: str) -> Callable[[str], Any]:
    import boto3

    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION
    )
    made: dict[str, Any] = {}

    def client(service: str) -> Any:
        if service not in made:
            made[service] = session.client(service, endpoint_url=endpoint)
        return made[service]

    return client
