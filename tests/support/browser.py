"""A person at a real browser, who opens the screens of the province as they are served."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.house.sources import ROOT
from tests.support import grants
from tests.support.province import Province
from tools import browser as tool

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "build" / "pictures"
# A phone that is still carried, a tablet, an office's screen.
PHONE, TABLET, OFFICE = (360, 740), (768, 1024), (1280, 800)
WIDTHS = (PHONE, TABLET, OFFICE)
# What WCAG 2.2 AA asks, as axe tells it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 15_000  # milliseconds; a wait ends as soon as what is waited for is there


class Visitor:
    """One person with one browser window."""

    def __init__(self, context: BrowserContext, url: str, province: Province) -> None:
        self.context, self.url, self.province = context, url, province
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("console", self._overhear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, path: str) -> Page:
        """Goes to an address of the site and waits until the screen is there."""
        self.page.goto(f"{self.url}{path}")
        expect(self.page.locator("main h1").first).to_be_visible(timeout=PATIENCE)
        return self.page

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def sees_not(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)

    def fills(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(value)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follows(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def speaks(self, language: str) -> None:
        """Chooses a language where the width of the screen has the choice: top or foot."""
        choice = self.page.get_by_label("Ngôn ngữ").locator("visible=true")
        choice.select_option(language)

    def signs_in(self, account: str, back: str = "/") -> None:
        """Through the provider's page, as anybody does."""
        self.page.goto(f"{self.url}/api/sign-in?back={back}")
        person = next(name for known, name in self.province.provider.accounts() if known == account)
        self.page.get_by_role("link", name=person, exact=True).click()
        out = self.page.get_by_role("button", name="Đăng xuất", exact=True)
        expect(out).to_be_visible(timeout=PATIENCE)

    def has_an_accessible_screen(self) -> None:
        """axe finds nothing, in the light and in the dark."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.evaluate(AXE.read_text("utf-8"))
            found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)[
                "violations"
            ]
            told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
            assert told == [], f"{self.page.url} ({scheme})"
        self.page.emulate_media(color_scheme="light")

    def is_no_wider_than_the_screen(self) -> None:
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], self.page.url  # type: ignore[index]

    def shows(self, name: str, widths: Iterable[tuple[int, int]] = WIDTHS) -> None:
        """Checks the screen as it stands, and keeps its pictures: each width, light and dark."""
        self.has_an_accessible_screen()
        PICTURES.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for width, height in widths:
            self.page.set_viewport_size({"width": width, "height": height})
            self.is_no_wider_than_the_screen()
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                path = PICTURES / f"{name}-{width}-{scheme}.png"
                self.page.screenshot(path=path, full_page=True, animations="disabled")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(before)  # type: ignore[arg-type]
        self.has_met_no_fault()

    def has_met_no_fault(self) -> None:
        assert self.faults == []

    def _overhear(self, message: Any) -> None:
        # A refusal of the API is an answer; a fault of the page is not.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.faults.append(message.text)


@contextlib.contextmanager
def serving(province: Province, house: Callable[..., Any], url: str) -> Iterator[str]:
    """The house on the address that it gives as its own, for as long as it is needed."""
    from local.server import served

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with grants.acting("api_handler"):
            return list(house(environ, start_response))

    server = served(application, host="127.0.0.1", port=urlsplit(url).port, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=5)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tool.CHROMIUM,
            env=tool.environment(),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


def visitor(browser: Browser, url: str, province: Province, size: tuple[int, int]) -> Visitor:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    return Visitor(context, url, province)


def pictures(name: str) -> list[Path]:
    return sorted(PICTURES.glob(f"{name}-*.png"))
