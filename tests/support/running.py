"""A province that runs in processes of its own, as ``make run`` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from tests.house.sources import ROOT
from tests.support.canary import ears


class Running:
    """A province in a process of its own."""

    def __init__(self, state: Path, port: int, **settings: str) -> None:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "MOT_CUA", "TOKEN_", "JWKS"))
        }
        environment = {**inherited, "STATE": str(state), "PORT": str(port), **settings}
        self.url, self.state = f"http://127.0.0.1:{port}", state
        self.process = subprocess.Popen(
            [sys.executable, "-m", "local.run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wait_until_ready(self, patience: float = 60) -> str:
        said, until = "", time.monotonic() + patience
        assert self.process.stdout is not None
        while "ready:" not in said:
            line = self.process.stdout.readline()
            assert line, f"ended early: {said}{self.process.communicate()[1]}"
            assert time.monotonic() < until, said
            said += line
        return said

    def token(self, account: str) -> dict[str, str]:
        answer = requests.post(
            f"{self.url}/outside/identity/token",
            timeout=10,
            data={"grant_type": "urn:mot-cua:account", "account": account},
        )
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def call(self, method: str, path: str, by: str = "", **more: Any) -> dict[str, Any]:
        headers = self.token(by) if by else {}
        answer = requests.request(
            method, f"{self.url}/api{path}", headers=headers, timeout=20, **more
        )
        body: dict[str, Any] = answer.json()
        assert answer.status_code < 300, body
        return body

    def look_up(self, code: str, proof: str) -> dict[str, Any]:
        headers = {"Lookup-Proof": proof}
        answer = requests.get(f"{self.url}/api/lookup/{code}", headers=headers, timeout=20)
        found: dict[str, Any] = answer.json()
        return found

    def submit(self, by: str = "citizen-1", **of_the_applicant: str) -> str:
        # Here, so that the room is not imported before its environment is set.
        from chalicelib.procedures import forms

        described = self.call("GET", "/openapi.json")
        order = described["components"]["schemas"]["OnlineOrder"]["examples"][0]
        order["applicant"] |= of_the_applicant
        # The form names whose request it is.
        schema = self.call("GET", f"/procedures/{order['procedure']}")["version"]["form_schema"]
        order["form"] = forms.asked_by(order["applicant"], forms.examples(schema), schema)
        code: str = self.call("POST", "/dossiers", by, json=order)["code"]
        return code

    def data_plane(self) -> int:
        """The process id that the data plane wrote into its lock."""
        return int((self.state / "aws" / "lock").read_text())

    def end(self, number: int = signal.SIGTERM) -> str:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        ears.overhear(out + err)
        return out + err
