"""Answers of the door: JSON, a file, a problem (RFC 9457), or the methods of an address."""

from __future__ import annotations

import json
from typing import Any, Generic, NamedTuple, TypeVar

from chalice.app import Response

from . import wording
from .errors import Refusal, Unexpected

JSON = "application/json"
PROBLEM = "application/problem+json"
# Of a plain page: the style sheet and the picture of the site; forms go to the site alone.
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
Told = TypeVar("Told")


class File(NamedTuple):
    """An answer that is a file."""

    content: bytes
    media_type: str
    name: str


class Page(NamedTuple):
    """An answer that is a page for people (``pages``)."""

    html: str


class Sent(NamedTuple):
    """An answer that sends the browser on to another address of ours or of the provider's."""

    to: str
    cookies: tuple[str, ...] = ()


class WithCookies(NamedTuple, Generic[Told]):
    """An answer after which the browser keeps something, or forgets it (``Set-Cookie``)."""

    answer: Told
    cookies: tuple[str, ...]


def answered(answer: Any, status: int, at: str = "") -> Response:
    """What an entry returned: a file, plain values, or a model; ``at`` is where it is read."""
    if isinstance(answer, Sent):
        return Response(b"", {**_HEADERS, "Location": answer.to, **_set(answer.cookies)}, status)
    if isinstance(answer, Page):
        return _page(answer, status)
    if isinstance(answer, WithCookies):
        response = answered(answer.answer, status, at)
        response.headers.update(_set(answer.cookies))
        return response
    if isinstance(answer, File):
        disposition = f'inline; filename="{answer.name}"'
        return Response(
            answer.content,
            {**_HEADERS, "Content-Type": answer.media_type, "Content-Disposition": disposition},
            status,
        )
    if isinstance(answer, dict):
        text = json.dumps(answer, ensure_ascii=False)
    else:
        text = answer.model_dump_json()
    headers = {**_HEADERS, "Content-Type": JSON, **_of_resource(answer, at)}
    return Response(text.encode(), headers, status)


def _of_resource(answer: Any, at: str) -> dict[str, str]:
    """Its version as an ETag, for ``If-Match``, and where it is (RFC 9110, 8.8.3, 10.2.2)."""
    version = getattr(answer, "version", None)
    tag = {"ETag": f'"{version}"'} if isinstance(version, int) else {}
    return {**tag, **({"Location": f"/api{at.format_map(vars(answer))}"} if at else {})}


def _page(page: Page, status: int) -> Response:
    headers = {
        **_HEADERS,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": _PAGE_POLICY,
    }
    return Response(page.html.encode(), headers, status)


def refused_as_page(refusal: Refusal) -> Response:
    """A refusal to somebody who has no program that would tell it."""
    from . import pages  # most requests never need it

    response = _page(pages.refused(refusal.title, refusal.code), refusal.status)
    response.headers.update(refusal.headers())
    return response


def refused(refusal: Refusal) -> Response:
    text = json.dumps(refusal.problem(), ensure_ascii=False)
    headers = {**_HEADERS, "Content-Type": PROBLEM, **refusal.headers()}
    return Response(text.encode(), headers, refusal.status)


def unexpected() -> Refusal:
    """What we answer where we failed: that we did, and nothing of how."""
    return Unexpected("internal_error", wording.INTERNAL)


def methods(allowed: str) -> Response:
    """Which methods an address takes (RFC 9110, 9.3.7)."""
    return Response(b"", {**_HEADERS, "Allow": allowed}, 204)


def without_body(response: Response) -> Response:
    """The answer to HEAD: all that GET would say of itself (RFC 9110, 9.3.2)."""
    headers = {**response.headers, "Content-Length": str(len(response.body))}
    return Response(b"", headers, response.status_code)


def _set(cookies: tuple[str, ...]) -> dict[str, str | list[str]]:
    return {"Set-Cookie": list(cookies)} if cookies else {}


_HEADERS: dict[str, str | list[str]] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
