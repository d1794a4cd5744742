"""The site as it is served: complete, safe, small, the same on a laptop and on AWS."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.province import Province
from tools import front, web

FILES = sorted(path for path in front.WEB.rglob("*") if path.is_file())
SCREENS = front.screens()
SIGN_IN = "/outside/identity/authorize"
CHALLENGE = {"code_challenge_method": "S256", "code_challenge": "x", "redirect_uri": "/"}
TYPES = {
    ".js": "(text|application)/javascript; charset=utf-8",  # as the machine knows it
    ".css": "text/css; charset=utf-8",
    ".svg": r"image/svg\+xml",
    ".html": "text/html; charset=utf-8",
}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.within: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.within[self._open] = self.within.get(self._open, "") + data.strip()

    def linked(self) -> list[str]:
        found = ((given.get("href"), given.get("src")) for _, given in self.elements)
        return [path for pair in found for path in pair if path]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_served_as_what_it_is(province: Province, path: Path) -> None:
    answer = province.page(f"/{path.relative_to(front.WEB).as_posix()}")

    assert answer.status == 200
    assert re.fullmatch(TYPES[path.suffix], answer.headers["Content-Type"])
    assert answer.raw == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_what_is_named_by_its_content_is_kept_by_a_browser(
    province: Province, path: Path
) -> None:
    name = f"/{path.relative_to(front.WEB).as_posix()}"
    kept = province.page(name).headers["Cache-Control"]

    assert kept == (front.LASTING if name.startswith("/assets/") else "no-cache")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("rest", ["", "/H01.51-261128-0001", "/x/y?z=1"])
def test_the_address_of_a_screen_is_answered_with_the_first_page(
    province: Province, screen: str, rest: str
) -> None:
    path, _, query = f"/{screen}{rest}".partition("?")
    answer = province.page(path, **(dict([query.split("=")]) if query else {}))

    assert answer.status == 200
    assert answer.raw == (front.WEB / "index.html").read_bytes()


@pytest.mark.parametrize("path", ["/", "/nothing", "/tra-cuu"])
def test_a_page_may_do_what_is_its_own_and_nothing_else(province: Province, path: str) -> None:
    policy = province.page(path).headers["Content-Security-Policy"]

    assert policy == front.POLICY
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


@pytest.mark.parametrize("path", ["/", "/nothing", "/outside", "/outside/nothing", SIGN_IN])
def test_no_page_carries_script_or_style_in_itself(province: Province, path: str) -> None:
    page = Page(province.page(path, **(CHALLENGE if path == SIGN_IN else {})).raw.decode())

    assert page.within.get("script", "") == ""
    assert [tag for tag, given in page.elements if tag == "style" or "style" in given] == []
    handlers = {name for _, given in page.elements for name in given if name.startswith("on")}
    assert handlers == set()
    assert [path for path in page.linked() if not re.match(r"[/#?]", path)] == []


@pytest.mark.parametrize(
    "source",
    sorted([*web.SOURCES.rglob("*.vue"), *web.SOURCES.rglob("*.ts")]),
    ids=lambda path: path.relative_to(web.SOURCES).as_posix(),
)
def test_no_source_makes_markup_or_code_of_text(source: Path) -> None:
    forbidden = (
        r"v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    )

    assert re.findall(forbidden, source.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "path",
    [
        "/../app.py",
        "/..",
        "/../web/../app.py",
        "/%2e%2e/app.py",
        "/%2e%2e%2fapp.py",
        "/..%2f..%2fetc/passwd",
        "/%252e%252e/app.py",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/..\\app.py",
        "/plain.css/../../app.py",
        "/web-manifest.json",
        "/nothing.html",
    ],
)
def test_nothing_outside_the_folder_is_served(province: Province, path: str) -> None:
    answer = province.page(path)

    assert answer.status == 404
    assert answer.raw == (front.WEB / "404.html").read_bytes()


@pytest.mark.parametrize("path", ["/nothing", "/nothing.html", "/api-nothing", "/x/tra-cuu"])
def test_a_page_that_is_not_there_has_a_way_home(province: Province, path: str) -> None:
    answer = province.page(path)

    assert (answer.status, answer.headers["Content-Type"]) == (404, TYPES[".html"])
    assert "/" in Page(answer.raw.decode()).linked()


def test_the_first_load_and_each_screen_are_light() -> None:
    assert web.first_load() <= web.FIRST_LOAD * 1024
    heavy = {name: size for name, size in web.screens().items() if size > web.NEXT_SCREEN * 1024}
    assert heavy == {}


@pytest.mark.parametrize(("path", "shown"), [("/outside", "citizen-1"), (SIGN_IN, "account=")])
def test_the_simulators_share_the_look(province: Province, path: str, shown: str) -> None:
    answer = province.page(path, **(CHALLENGE if path == SIGN_IN else {}))

    assert answer.status == 200
    assert shown in answer.raw.decode()
    assert {"/plain.css", "/favicon.svg"} <= set(Page(answer.raw.decode()).linked())


def test_the_address_in_a_receipt_sends_nothing_of_it_to_anybody(province: Province) -> None:
    from chalicelib.foundation import names

    code = province.accepted()["code"]
    receipt = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json").body

    sent, _, kept = receipt["lookup_url"].partition("#")
    assert sent == f"{names.PUBLIC_URL}/"
    assert kept.startswith(f"code={code}&proof=")
