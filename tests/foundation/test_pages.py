"""Pages for browsers without script: what is put into them is text."""

from __future__ import annotations

from chalicelib.foundation import pages
from tests.support.province import Province

EVIL = '<script>alert("1")</script>&'


def test_whatever_is_put_into_a_page_is_text() -> None:
    made = pages.page(
        EVIL, pages.tag("p", EVIL, title=EVIL), pages.items(EVIL), pages.facts((EVIL, EVIL))
    ).html

    assert "<script" not in made
    assert 'alert("' not in made
    assert made.count("&lt;script&gt;") == 7


def test_what_is_said_of_nothing_is_left_out() -> None:
    assert pages.facts(("Nơi nhận", None), ("Trạng thái", "")) == "<dl></dl>"


def test_a_page_allows_no_script_and_asks_nobody_else(province: Province) -> None:
    headers = province.get("/plain").headers

    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_a_refusal_to_a_browser_without_script_is_a_page(province: Province) -> None:
    answer = province.get("/plain/procedures/9.999999")

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "unknown_procedure" in answer.raw.decode()
    assert 'href="/api/plain"' in answer.raw.decode()


def test_a_method_that_a_page_does_not_take_is_refused_as_a_page(province: Province) -> None:
    answer = province.get("/plain/lookup")

    assert answer.status == 405
    assert answer.headers["Allow"] == "POST, OPTIONS"
    assert "<h1>" in answer.raw.decode()
