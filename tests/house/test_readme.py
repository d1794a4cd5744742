"""The README's lines for a shell work as they stand."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.house.sources import ROOT
from tests.house.test_docs import PAGES
from tests.support.province import Answer, Province

README = (ROOT / "README.md").read_text("utf-8")
FENCED = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETTING = re.compile(
    r"(?P<name>[A-Z]+)=(?:\$\(make -s token AS=(?P<account>[\w-]+)\)|(?P<value>\S+))"
)
# A body for the API: what curl sends, or JSON that stands by itself.
BODY = re.compile(r"(?:-d|--data[\w-]*)[ =]*'?[{@]|^\s*\{(?: *\"|\s*$)", re.MULTILINE)
AN_ADDRESS = "http://localhost:8000/api"


def commands() -> Iterator[str]:
    """The commands of the block with curl, a quoted body with its lines."""
    (block,) = [block for block in FENCED.findall(README) if "curl " in block]
    command = ""
    for line in block.splitlines():
        command += line + "\n"
        if command.count("'") % 2 == 0:
            yield command.strip()
            command = ""


SETTINGS = [found for command in commands() if (found := SETTING.fullmatch(command))]
CURLS = [command for command in commands() if command.startswith("curl ")]


@pytest.mark.parametrize("command", CURLS, ids=[" ".join(one.split()[:3]) for one in CURLS])
def test_a_line_with_curl_answers(province: Province, command: str) -> None:
    answer = answered(province, command)

    assert answer.status in (200, 201), answer.body
    assert answer.body


def test_every_line_is_a_setting_or_a_request() -> None:
    assert len(SETTINGS) + len(CURLS) == len(list(commands()))


def test_what_is_filed_is_listed_by_the_next_line(province: Province) -> None:
    filed, listed = [answered(province, one) for one in CURLS if "$CITIZEN" in one]

    assert filed.body["code"] == listed.body["dossiers"][0]["code"]


def test_no_other_page_has_a_request_with_a_body() -> None:
    """Then nothing would send it: add it to those above.

    tests/administration/test_guide.py sends those of docs/administration.md.
    """
    pages = [*PAGES, ROOT / "infra" / "seed" / "README.md"]
    having = [page.relative_to(ROOT) for page in pages if BODY.search(page.read_text("utf-8"))]

    assert [str(page) for page in having] == ["README.md", "docs/administration.md"]


def answered(province: Province, command: str) -> Answer:
    """What the province answers to a line with curl, its settings put in."""
    for setting in SETTINGS:
        account = setting["account"]
        value = province.provider.token(account) if account else setting["value"]
        command = command.replace(f"${setting['name']}", value)
    words = iter(shlex.split(command)[1:])
    address, body, headers = "", None, {}
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words).encode()
        elif word != "-s":
            address = word
    assert address.startswith(AN_ADDRESS), command
    split = urlsplit(address.removeprefix(AN_ADDRESS))
    return province.ask(
        "POST" if body else "GET",
        split.path,
        raw=body,
        query=dict(parse_qsl(split.query)),
        headers=headers,
    )
