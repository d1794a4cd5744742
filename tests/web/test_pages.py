"""The first page and the simulators' pages: complete, small, safe, in two languages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from chalicelib.agencies.deadlines import Unit
from chalicelib.agencies.model import Level
from chalicelib.dossiers import wording
from chalicelib.foundation import names
from tests.support.province import Province
from tools import packs

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "web"
SCRIPTS = sorted(WEB.glob("*.js"))
CATALOGUES = {"vi": "messages.js", "en": "messages.en.js"}

# Fetched with the first page; English and a procedure in full come when they are asked for.
LATER = {"messages.en.js", "procedure.js", "404.html"}
FIRST_LOAD_BYTES = 40 * 1024
ALL_BYTES = 52 * 1024

TYPES = {
    ".js": "(text|application)/javascript; charset=utf-8",  # as the machine knows it
    ".css": "text/css; charset=utf-8",
    ".svg": r"image/svg\+xml",
    ".html": "text/html; charset=utf-8",
}
# Shown where there is no page.
MISSING = "/404.html"
SIGN_IN = "/outside/identity/authorize"
CHALLENGE = {"code_challenge_method": "S256", "code_challenge": "x", "redirect_uri": "/"}
VOID = {"meta", "link", "input", "img", "br"}
IN_QUOTES = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
WORD = re.compile(r"[^\W\d_]{2,}")


class Page(HTMLParser):
    """What a page consists of: its elements with attributes, and each text with its element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = tag, {name: value or "" for name, value in attrs}
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((*self._open[-1], data.strip()))

    def linked(self) -> list[str]:
        return [
            given[name] for _, given in self.elements for name in ("href", "src") if name in given
        ]


def catalogue(language: str) -> dict[str, str]:
    text = (WEB / CATALOGUES[language]).read_text("utf-8")
    found = re.search(r"export const messages = (\{.*?\n\});", text, re.DOTALL)
    assert found
    messages: dict[str, str] = json.loads(found[1])
    return messages


def first_page() -> Page:
    return Page((WEB / "index.html").read_text("utf-8"))


def code_of(script: Path) -> str:
    return re.sub(r"^\s*//.*$", "", script.read_text("utf-8"), flags=re.MULTILINE)


def filled(message: str) -> str:
    """A message as the page shows it before the province has told its name."""
    return message.replace("{province}", catalogue("vi")["province"]).replace("{identifier}", "H01")


def served_files() -> list[str]:
    """Every file that the page, its styles or its modules name."""
    named = {path for path in first_page().linked() if Path(path).suffix in TYPES}
    named |= set(re.findall(r"url\((/[^)]+)\)", (WEB / "style.css").read_text("utf-8")))
    for script in SCRIPTS:
        named |= {f"/{name}" for name in re.findall(r'"\./([\w.]+\.js)"', code_of(script))}
    return sorted({*named, "/index.html", MISSING})


@pytest.mark.parametrize("path", served_files())
def test_every_file_that_is_named_is_served_as_what_it_is(province: Province, path: str) -> None:
    answer = province.page(path)

    assert answer.status == 200
    assert re.fullmatch(TYPES[Path(path).suffix], answer.headers["Content-Type"])
    assert answer.raw == (WEB / path[1:]).read_bytes()


@pytest.mark.parametrize("path", ["/", *served_files()])
def test_a_browser_asks_whether_what_it_has_is_the_newest(province: Province, path: str) -> None:
    answer = province.page(path)

    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["ETag"]


def test_every_file_there_is_named() -> None:
    assert {path.name for path in WEB.iterdir()} == {path[1:] for path in served_files()}


def test_the_first_page_allows_only_its_own_files(province: Province) -> None:
    answer = province.page("/")

    assert answer.raw == (WEB / "index.html").read_bytes()
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert [path for path in first_page().linked() if not re.match(r"/|#", path)] == []


@pytest.mark.parametrize("path", ["/", "/nothing", "/outside", "/outside/nothing", SIGN_IN])
def test_no_page_carries_script_or_style_in_itself(province: Province, path: str) -> None:
    page = Page(province.page(path, **(CHALLENGE if path == SIGN_IN else {})).raw.decode())

    assert [tag for tag, given, _ in page.texts if tag in ("script", "style")] == []
    assert [tag for tag, given in page.elements if tag == "style" or "style" in given] == []
    handlers = {name for _, given in page.elements for name in given if name.startswith("on")}
    assert handlers == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_makes_markup_or_code_of_text(script: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"

    assert re.findall(forbidden, code_of(script)) == []


def test_both_catalogues_have_the_same_keys_in_the_same_order() -> None:
    assert list(catalogue("vi")) == list(catalogue("en"))


@pytest.mark.parametrize("key", catalogue("vi"))
def test_a_message_says_something_with_the_same_places_in_both_languages(key: str) -> None:
    told = [catalogue(language)[key] for language in CATALOGUES]

    assert all(text.strip() == text and text for text in told)
    places = [sorted(re.findall(r"\{(\w+)\}", text)) for text in told]
    assert places[0] == places[1]


def test_each_text_of_the_page_comes_from_the_catalogue() -> None:
    messages = catalogue("vi")

    for tag, given, text in first_page().texts:
        assert "data-t" in given, f"<{tag}> {text}"
        assert text == filled(messages[given["data-t"]])


def test_each_label_of_the_page_comes_from_the_catalogue() -> None:
    messages = catalogue("vi")
    labelled = [given for _, given in first_page().elements if "aria-label" in given]

    assert labelled
    for given in labelled:
        assert given["aria-label"] == messages[given["data-t-label"]]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_asks_only_for_messages_there_are(script: Path) -> None:
    asked = re.findall(r'\bt\("([^"]+)"[,)]', code_of(script))
    asked += re.findall(r'\bpart\("([^"]+)"', code_of(script))

    assert [key for key in asked if key not in catalogue("vi")] == []


def test_no_message_is_left_unused() -> None:
    used = {given["data-t"] for _, given in first_page().elements if "data-t" in given}
    used |= {given["data-t-label"] for _, given in first_page().elements if "data-t-label" in given}
    code = "".join(code_of(script) for script in SCRIPTS if script.name not in CATALOGUES.values())
    begun = tuple(key for key in IN_QUOTES.findall(code) if key.endswith("."))

    unused = [key for key in catalogue("vi") if key not in used and not key.startswith(begun)]
    assert [key for key in unused if not re.search(rf'"{re.escape(key)}"|\.{key}\b', code)] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_has_words_of_its_own(script: Path) -> None:
    if script.name in CATALOGUES.values():
        return
    words = WORD.findall(" ".join(IN_QUOTES.findall(code_of(script))))

    assert [word for word in words if not word.isascii()] == []


def test_the_page_knows_every_word_the_api_may_answer_with() -> None:
    messages = catalogue("vi")
    channels = [channel.key for channel in packs.channels()]

    assert {f"status.{code}": name for code, name in wording.STATUSES.items()}.items() <= (
        messages.items()
    )
    for kind, words in {"level": Level, "unit": Unit, "channel": channels}.items():
        assert [word for word in words if f"{kind}.{word}" not in messages] == []


def test_the_page_knows_every_word_of_the_catalogue_of_procedures(province: Province) -> None:
    messages = catalogue("vi")

    for line in province.get("/procedures").body["procedures"]:
        version = province.get(f"/procedures/{line['code']}").body["version"]
        words = [f"online.{version['online']['service']}"]
        words += [f"role.{step['role']}" for step in version["process"]]
        words += [f"applicant.{kind}" for kind in version["applicants"]]
        assert [word for word in words if word not in messages] == []


def test_a_refusal_told_in_english_is_one_the_house_makes() -> None:
    text = (WEB / CATALOGUES["en"]).read_text("utf-8")
    refusals = json.loads(text.split("export const refusals = ")[1].rstrip().rstrip(";"))
    house = "".join(path.read_text("utf-8") for path in (ROOT / "chalicelib").rglob("*.py"))

    assert [code for code in refusals if f'"{code}"' not in house] == []


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
        "/style.css/../../app.py",
        "/nothing.html",
    ],
)
def test_nothing_outside_the_folder_is_served(province: Province, path: str) -> None:
    answer = province.page(path)

    assert answer.status == 404
    assert answer.raw == (WEB / "404.html").read_bytes()


@pytest.mark.parametrize("path", ["/nothing", "/nothing.html", "/api-nothing", "/procedures/x"])
def test_a_page_that_is_not_there_has_a_way_home(province: Province, path: str) -> None:
    answer = province.page(path)

    assert (answer.status, answer.headers["Content-Type"]) == (404, TYPES[".html"])
    page = Page(answer.raw.decode())
    assert ("a", {"class": "back", "href": "/"}, "Về trang chủ") in page.texts
    assert [path for path in page.linked() if not path.startswith("/")] == []


def test_the_first_load_is_light() -> None:
    sizes = {path.name: path.stat().st_size for path in WEB.iterdir() if path.suffix != ".svg"}

    assert sum(size for name, size in sizes.items() if name not in LATER) <= FIRST_LOAD_BYTES
    assert sum(sizes.values()) <= ALL_BYTES


def test_what_comes_later_is_named_by_no_module_as_it_starts() -> None:
    """A static import would bring it with the first load after all."""
    started = first_page().linked()
    for script in SCRIPTS:
        started += re.findall(r'from "\./([\w.]+)"', code_of(script))

    assert {Path(name).name for name in started} & LATER == set()


@pytest.mark.parametrize(
    ("path", "query", "shown"),
    [
        ("/outside", {}, "citizen-1"),
        ("/outside/", {}, "/outside/identity/jwks"),
        (SIGN_IN, CHALLENGE, "account=citizen-1"),
    ],
)
def test_the_pages_of_the_simulators_share_the_look(
    province: Province, path: str, query: dict[str, str], shown: str
) -> None:
    answer = province.page(path, **query)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == TYPES[".html"]
    assert shown in answer.raw.decode()
    assert {"/style.css", "/favicon.svg"} <= set(Page(answer.raw.decode()).linked())


def test_the_address_in_a_receipt_is_what_the_page_looks_up(province: Province) -> None:
    """The page looks up what stands in the address's fragment, first without the proof."""
    code = province.accepted()["code"]
    receipt = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json").body
    address = urlsplit(receipt["lookup_url"])
    given = dict(parse_qsl(address.fragment))
    anyone = province.look_up(given["code"]).body
    proven = province.look_up(given["code"], given["proof"]).body

    assert province.page(address.path).status == 200
    assert set(anyone["completion"]) == {"done", "steps", "percent", "text"}
    shown = {f"lookup.{field}" for field in proven if field not in ("code", "completion")}
    assert shown <= set(catalogue("vi"))


def test_the_address_in_a_receipt_sends_nothing_of_it_to_anybody(province: Province) -> None:
    code = province.accepted()["code"]
    receipt = province.get(f"/dossiers/{code}/receipt", "citizen-1", format="json").body

    sent, _, kept = receipt["lookup_url"].partition("#")
    assert sent == f"{names.PUBLIC_URL}/"
    assert kept.startswith(f"code={code}&proof=")


def test_the_proof_is_sent_in_the_header_that_the_api_describes(province: Province) -> None:
    described = province.get("/openapi.json").body["paths"]["/lookup/{code}"]["get"]["parameters"]
    (header,) = [one["name"] for one in described if one["in"] == "header"]

    assert f'"{header}"' in code_of(WEB / "lookup.js")


def test_a_browser_without_script_sends_no_proof_in_an_address() -> None:
    """A form is sent by the names of its fields."""
    (proof,) = [given for _, given in first_page().elements if given.get("id") == "proof"]

    assert "name" not in proof
