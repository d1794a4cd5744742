"""Settles dossiers with nothing but the examples of the API description.

It can run as a program, in a province of its own: ``python -m tests.support.by_the_examples
dong-thap DIRECTORY`` prints the responses.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.support.province import Answer, Province, running

OFFICERS = {
    "acceptance": "reception-1",
    "step": "officer-1",
    "result": "head-1",
    "return": "reception-1",
}


def example(document: dict[str, Any], method: str, path: str) -> Any:
    body = document["paths"][path][method]["requestBody"]
    return body["content"]["application/json"]["example"]


def settle(province: Province, by: str) -> list[tuple[str, Answer]]:
    """From the submission to the result returned; stops at the first refusal."""
    document = province.get("/openapi.json").body
    answers = [
        ("submission", province.post("/dossiers", by, example(document, "post", "/dossiers")))
    ]
    for move, officer in OFFICERS.items():
        if answers[-1][1].status >= 400:
            break
        order = example(document, "post", f"/desk/dossiers/{{code}}/{move}")
        path = f"/desk/dossiers/{answers[0][1].body['code']}/{move}"
        answers.append((move, province.post(path, officer, order)))
    return answers


if __name__ == "__main__":
    from tests.conftest import pytest_configure

    pack, state = sys.argv[1:]
    pytest_configure()
    with running(Path(state), pack) as started:
        told = {
            "description": started.get("/openapi.json").body,
            "answers": {
                by: [[what, answer.status, answer.body] for what, answer in settle(started, by)]
                for by in ("citizen-1", "citizen-2")
            },
        }
    print(json.dumps(told))
