"""Pages for browsers without script: plain HTML, made here and nowhere else.

Whatever is put into a page is text, and is escaped; only what ``tag`` made is not escaped again.
"""

from __future__ import annotations

from html import escape

from . import wording
from .answers import Page

_EMPTY = frozenset({"input", "meta", "link", "img"})


class Html(str):
    """Text of a page that needs no escaping: ``tag`` made it."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | bool) -> Html:
    """An element; ``class_`` and ``for_`` stand for words that Python keeps for itself."""
    told = [name]
    for key, value in attributes.items():
        if value is not False:
            word = key.rstrip("_")
            told.append(word if value is True else f'{word}="{escape(str(value))}"')
    begin = f"<{' '.join(told)}>"
    return Html(begin if name in _EMPTY else f"{begin}{together(*inside)}</{name}>")


def together(*inside: str) -> Html:
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in inside))


def facts(*told: tuple[str, str | None]) -> Html:
    """Names and values; what has no value is left out."""
    return tag(
        "dl",
        *(together(tag("dt", name), tag("dd", value)) for name, value in told if value),
    )


def items(*told: str) -> Html:
    return tag("ul", *(tag("li", one) for one in told))


def link(to: str, text: str) -> Html:
    return tag("a", text, href=to)


def page(title: str, *inside: str) -> Page:
    """A whole page, with the way home and the style of the site."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title} - {wording.HOUSE}"),
        tag("link", rel="icon", href="/favicon.svg"),
        tag("link", rel="stylesheet", href="/plain.css"),
    )
    sign = tag("img", src="/favicon.svg", alt="", width="40", height="40")
    top = tag("header", tag("a", sign, tag("strong", wording.HOUSE), href="/api/plain"))
    body = tag("body", top, tag("main", tag("h1", title), *inside))
    return Page(f"<!doctype html>{tag('html', head, body, lang='vi')}")


def refused(title: str, code: str) -> Page:
    """What went wrong, a code to tell, and the way back."""
    return page(
        wording.NOT_DONE,
        tag("p", title),
        tag("p", wording.TELL_CODE.format(code=code)),
        tag("p", link("/api/plain", wording.TO_THE_BEGINNING)),
    )
