"""Signing in with a browser: a cookie, never a token."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from chalicelib.foundation import names
from chalicelib.people import sessions
from tests.support.province import Answer, Province


class Browser:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self, province: Province) -> None:
        self.province, self.kept = province, dict[str, str]()

    def get(self, path: str, **query: str) -> Answer:
        return self._ask("GET", path, query, {})

    def post(self, path: str, order: object, **headers: str) -> Answer:
        return self._ask("POST", path, {}, headers, order)

    def begins(self, back: str = "/ho-so") -> dict[str, str]:
        """What the provider is asked."""
        sent = self.get("/sign-in", back=back)
        assert sent.status == 302
        return dict(parse_qsl(urlsplit(sent.headers["Location"]).query))

    def chooses(self, account: str, asked: dict[str, str]) -> dict[str, str]:
        """What the provider's page sends the browser back with."""
        path = "/outside/identity/authorize"
        answer = self.province.page(path, **asked, account=account)
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def signs_in(self, account: str, back: str = "/ho-so") -> Answer:
        return self.get("/sign-in/done", **self.chooses(account, self.begins(back)))

    def _ask(self, method, path, query, headers, order=None):  # type: ignore[no-untyped-def]
        cookie = "; ".join(f"{name}={value}" for name, value in self.kept.items())
        sent = {**headers, **({"Cookie": cookie} if cookie else {})}
        answer = self.province.ask(method, path, query=query, headers=sent, order=order)
        for one in answer.cookies:
            name, _, rest = one.partition("=")
            self.kept[name] = rest.split(";")[0]
        self.kept = {name: value for name, value in self.kept.items() if value}
        return answer


@pytest.fixture
def browser(province: Province) -> Browser:
    return Browser(province)


def test_applicants_see_what_their_account_says_so_that_they_need_not_type_it(
    province: Province,
) -> None:
    mine, officers = province.get("/me", "citizen-1"), province.get("/me", "reception-1")

    assert (mine.body["number"], mine.body["phone"]) == ("089300000001", "0912000001")
    assert (officers.body["number"], officers.body["phone"]) == ("", "")


def test_a_browser_that_signed_in_is_known_by_its_cookie(browser: Browser) -> None:
    done = browser.signs_in("citizen-1")

    assert (done.status, done.headers["Location"]) == (302, "/ho-so")
    assert list(browser.kept) == [sessions.SESSION]
    assert browser.get("/me").body["subject"] == "citizen-1"


def test_no_script_can_read_the_cookie_and_no_other_site_can_use_it(browser: Browser) -> None:
    (kept, _) = browser.signs_in("citizen-1").cookies

    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(kept.split("; "))


def test_what_is_kept_of_a_session_opens_none(browser: Browser) -> None:
    browser.signs_in("citizen-1")
    value = browser.kept[sessions.SESSION]
    session = sessions.session_in(f"{sessions.SESSION}={value}")
    assert session
    browser.kept[sessions.SESSION] = f"{session.owner}.{session.mark[:43]}"

    assert browser.get("/me").status == 401


def test_the_provider_is_asked_with_state_nonce_and_challenge(browser: Browser) -> None:
    asked, again = browser.begins(), browser.begins()

    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{names.PUBLIC_URL}/api/sign-in/done"
    for name in ("state", "nonce", "code_challenge"):
        assert re.fullmatch(r"[\w-]{43}", asked[name])
        assert asked[name] != again[name]


def test_a_code_that_another_browser_brings_signs_nobody_in(
    browser: Browser, province: Province
) -> None:
    given = browser.chooses("citizen-2", browser.begins())
    victim = Browser(province)
    victim.begins()

    sent = victim.get("/sign-in/done", **given)

    assert sent.headers["Location"] == "/dang-nhap?vi-sao=sign_in_not_begun"
    assert victim.get("/me").status == 401


def test_a_code_is_redeemed_once(browser: Browser) -> None:
    asked = browser.begins()
    kept = dict(browser.kept)
    given = browser.chooses("citizen-1", asked)
    browser.get("/sign-in/done", **given)
    browser.kept = kept

    again = browser.get("/sign-in/done", **given)

    assert again.headers["Location"] == "/dang-nhap?vi-sao=sign_in_not_begun"


def test_whoever_refuses_at_the_provider_is_told_so(browser: Browser) -> None:
    asked = browser.begins()

    sent = browser.get("/sign-in/done", state=asked["state"], error="access_denied")

    assert parse_qs(urlsplit(sent.headers["Location"]).query)["vi-sao"] == ["sign_in_not_begun"]


@pytest.mark.parametrize(
    "back",
    ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "ho-so", ""],
)
def test_nobody_is_sent_to_another_site_after_signing_in(browser: Browser, back: str) -> None:
    assert browser.signs_in("citizen-1", back=back).headers["Location"] == "/"


def test_another_site_cannot_act_with_the_cookie(browser: Browser) -> None:
    browser.signs_in("citizen-1")

    refused = browser.post("/sign-out", {})
    assert (refused.status, refused.body["code"]) == (403, "sent_from_elsewhere")

    done = browser.post("/sign-out", {}, **{"X-Requested-By": "mot-cua"})
    assert done.status == 200
    assert browser.kept == {}


def test_a_session_that_was_ended_is_over(browser: Browser) -> None:
    browser.signs_in("citizen-1")
    kept = dict(browser.kept)
    browser.post("/sign-out", {}, **{"X-Requested-By": "mot-cua"})
    browser.kept = kept

    assert browser.get("/me").status == 401


def test_signing_out_everywhere_ends_every_browser_of_that_person_only(province: Province) -> None:
    here, there, other = (Browser(province) for _ in range(3))
    here.signs_in("citizen-1")
    there.signs_in("citizen-1")
    other.signs_in("citizen-2")

    here.post("/sign-out", {"everywhere": True}, **{"X-Requested-By": "mot-cua"})

    assert there.get("/me").status == 401
    assert other.get("/me").status == 200


def test_a_token_is_believed_as_before(province: Province) -> None:
    assert province.get("/me", "citizen-1").status == 200


@pytest.mark.parametrize(
    "cookie", ["", "x", f"{sessions.SESSION}=", f"{sessions.SESSION}=a.b", "=;;\x01", "a" * 5000]
)
def test_a_cookie_that_is_none_is_nobody_s(province: Province, cookie: str) -> None:
    assert province.ask("GET", "/me", headers={"Cookie": cookie}).status == 401


@pytest.mark.parametrize("cookie", ["", "x.y", "e30.00", "e30." + "0" * 32])
def test_a_sign_in_that_nobody_sealed_is_none(cookie: str) -> None:
    assert sessions.opened(cookie, 0) is None
