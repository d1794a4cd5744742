"""The house behind a WSGI server: ``/api`` through Chalice's own gateway, pages beside it."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import types
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chalice.app import Response
from chalice.config import Config
from chalice.local import LocalChalice, LocalGateway, LocalGatewayException

from chalicelib.foundation import answers, names, visits, wording
from chalicelib.foundation.errors import MethodNotAllowed, NotFound, Refusal
from tools import front

PROJECT = Path(__file__).resolve().parent.parent
WEB = PROJECT / "build" / "web"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = dict[str, str | list[str]]
Answer = tuple[int, Headers, bytes]


class House:
    """The WSGI application of a whole province."""

    def __init__(self, app_module: types.ModuleType, outside: Wsgi) -> None:
        app = app_module.app
        # Chalice keeps the current request on the application; this class keeps it per
        # thread, without which an answer can go to the wrong person.
        app.__class__ = LocalChalice
        self._gateway = LocalGateway(app, Config())
        self._outside = outside

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "/")
        if path == "/api" or path.startswith("/api/"):
            status, headers, body = self._api(environ, path[len("/api") :] or "/")
        elif path == "/outside" or path.startswith("/outside/"):
            environ["PATH_INFO"] = path[len("/outside") :] or "/"
            return self._outside(environ, start_response)
        else:
            status, headers, body = _site(environ, path)
        if status != HTTPStatus.NO_CONTENT:
            headers.setdefault("Content-Length", str(len(body)))
        start_response(f"{status} {HTTPStatus(status).phrase}", list(_each(headers)))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def _api(self, environ: Environ, path: str) -> Answer:
        if int(environ.get("CONTENT_LENGTH") or 0) > names.MAX_BODY_BYTES:
            return _refused(visits.too_large())
        # WSGI decodes the path, as Latin-1; API Gateway hands it on as it was sent.
        path = quote(path, encoding="latin-1")
        query = environ.get("QUERY_STRING")
        try:
            answer = self._gateway.handle_request(
                method=environ["REQUEST_METHOD"],
                path=f"{path}?{query}" if query else path,
                headers=_headers(environ),
                body=environ["wsgi.input"].read() or None,
            )
        except (LocalGatewayException, UnicodeEncodeError):  # no such route, an odd token
            return _refused(NotFound("no_such_address", wording.NO_SUCH_PAGE))
        body = answer["body"] or ""
        raw = base64.b64decode(body) if answer.get("isBase64Encoded") else _bytes(body)
        return answer["statusCode"], answer["headers"] | answer.get("multiValueHeaders", {}), raw


def _site(environ: Environ, path: str) -> Answer:
    """The static frontend, which is there to be read."""
    method = environ["REQUEST_METHOD"]
    if method in ("GET", "HEAD"):
        return _page(path, environ.get("HTTP_IF_NONE_MATCH", ""))
    if method == "OPTIONS":
        return _sent(answers.methods(_READ))
    return _refused(MethodNotAllowed(wording.WRONG_METHOD.format(method=method), _READ))


def _page(path: str, known: str) -> Answer:
    """A file of the frontend, unless the browser already has it as it is. The address of a screen
    is answered with the first page, which shows the screen."""
    wanted = _file("/" if front.is_screen(path) else path)
    if wanted is None:
        html: Headers = {"Content-Type": "text/html; charset=utf-8", **_PAGE_HEADERS}
        return 404, html, (WEB / "404.html").read_bytes()
    content = wanted.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    kept = front.LASTING if path.startswith(front.NAMED_BY_CONTENT) else front.ASKED_AGAIN
    headers: Headers = {"ETag": tag, "Cache-Control": kept, **_PAGE_HEADERS}
    if known == tag:
        return 304, headers, b""
    kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("javascript"):
        kind += "; charset=utf-8"
    return 200, {"Content-Type": kind, **headers}, content


def _file(path: str) -> Path | None:
    try:
        wanted = (WEB / path.lstrip("/")).resolve()
        if wanted.is_dir():
            wanted /= "index.html"
        return wanted if wanted.is_relative_to(WEB) and wanted.is_file() else None
    except (ValueError, OSError):  # a null byte, a name too long for a file
        return None


def _each(headers: Headers) -> Iterator[tuple[str, str]]:
    """A header that stands several times, as ``Set-Cookie`` may, has a list of values."""
    for name, value in headers.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, one


def _headers(environ: Environ) -> dict[str, str]:
    """Headers as API Gateway passes them on. Names are lower case, each once."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    headers.setdefault("accept", "*/*")
    return headers


def _refused(refusal: Refusal) -> Answer:
    return _sent(answers.refused(refusal))


def _sent(response: Response) -> Answer:
    return response.status_code, dict(response.headers), response.body


def _bytes(body: str | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.encode()


_READ = "GET, HEAD, OPTIONS"
_PAGE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": front.POLICY,
}
