"""The door for web requests: who may come in, and how each request is answered.

Every route is declared once, in ``app.py``: a path, an audience and the entry behind it::

    @door.post("/desk/dossiers/{code}/acceptance", RECEPTION, dossiers.entry.accept)
    def accept_dossier(visit, code):
        return visit.call(code)

``visits`` says what an entry may take.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import unquote

from chalice.app import CaseInsensitiveMapping, Chalice, Request, Response

from . import answers, ids, log, metrics, names, wording
from .errors import MethodNotAllowed, NotPermitted, NotSignedIn, Refusal
from .pace import Pace
from .routes import Route, Routes
from .visits import Visit

# All that API Gateway lets through. Each address takes them all, so that the door says in its own
# words which of them it answers.
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_READING = ("GET", "HEAD")


class Identity(Protocol):
    """What the door needs to know of whoever signed in."""

    @property
    def subject(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


class Door(Routes):
    """Registers each path with Chalice, and guards it."""

    def __init__(
        self,
        app: Chalice,
        identify: Callable[[str], Identity],
        recognise: Callable[[str], Identity | None],
    ) -> None:
        """``identify`` knows whoever sends a token, ``recognise`` a browser by its cookies."""
        super().__init__()
        self._app = app
        self._identify = identify
        self._recognise = recognise
        self._by_path: dict[str, dict[str, Route]] = {}
        self._paces: dict[Route, Pace] = {}
        app.register_middleware(self._as_problems, "http")

    def include(self, page: Routes) -> None:
        """Opens the routes of another page as well."""
        for route in page.routes:
            self.add(route)

    def add(self, route: Route) -> None:
        super().add(route)
        if route.path not in self._by_path:
            self._open(route.path)
        self._by_path[route.path][route.method] = route
        if route.pace:
            self._paces[route] = Pace(route.pace)

    def _open(self, path: str) -> None:
        self._by_path[path] = {}

        def view(**parts: str) -> Response:
            request = self._app.current_request
            assert request is not None
            with log.during(request.context.get("requestId") or ids.fresh()):
                return self._answer(path, request, parts)

        self._app.route(path, methods=METHODS, content_types=["*/*"])(view)

    def _answer(self, path: str, request: Request, parts: dict[str, str]) -> Response:
        began, code = time.perf_counter(), _dossier_in(parts)
        refusal: Refusal | None = None
        try:
            response = self._called(path, request, parts)
        except Refusal as raised:
            refusal = raised
        except Exception as error:
            refusal = answers.unexpected()
            log.failure("request failed", error, route=path, method=request.method, code=code)
        if refusal:
            told = answers.refused_as_page if self._is_page(path) else answers.refused
            response = told(refusal)
            metrics.measure("refusals", refusal=refusal.code)
        log.info(
            "request",
            route=path,
            method=request.method,
            code=code,
            status=response.status_code,
            refusal=refusal.code if refusal else None,
            ms=round((time.perf_counter() - began) * 1000),
        )
        return answers.without_body(response) if request.method == "HEAD" else response

    def _called(self, path: str, request: Request, parts: dict[str, str]) -> Response:
        """What the route's handler answers; HEAD is answered by the route of GET."""
        if request.method == "OPTIONS":
            return answers.methods(self._allowed(path))
        route = self._by_path[path].get("GET" if request.method == "HEAD" else request.method)
        if route is None:
            raise self._not_allowed(path, request.method)
        if route.pace:
            self._paces[route].admit(_client_of(request))
        answer = route.handler(self._admitted(request, route), **parts)
        return answers.answered(answer, route.status, route.at)

    def _admitted(self, request: Request, route: Route) -> Visit:
        if not route.audience:
            return Visit(request, None, route, self.routes)
        who = self._known(request)
        if not who.roles & route.audience:
            roles = sorted(route.audience)
            raise NotPermitted("not_permitted", wording.NOT_PERMITTED, roles=roles)
        return Visit(request, who, route, self.routes)

    def _known(self, request: Request) -> Identity:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token:
            return self._identify(token.strip())
        who = self._recognise(request.headers.get("cookie", ""))
        if who is None:
            raise NotSignedIn("not_signed_in", wording.NOT_SIGNED_IN)
        # A browser sends cookies whoever asks it to; another site cannot send this header.
        if request.method not in _READING and "x-requested-by" not in request.headers:
            raise NotPermitted("sent_from_elsewhere", wording.SENT_FROM_ELSEWHERE)
        return who

    def _is_page(self, path: str) -> bool:
        return any(route.page for route in self._by_path[path].values())

    def _allowed(self, path: str) -> str:
        """The methods of an address, as the header ``Allow`` lists them."""
        taken = {*self._by_path[path], "OPTIONS"}
        if "GET" in taken:
            taken.add("HEAD")
        return ", ".join(method for method in METHODS if method in taken)

    def _not_allowed(self, path: str, method: str) -> MethodNotAllowed:
        return MethodNotAllowed(wording.WRONG_METHOD.format(method=method), self._allowed(path))

    def _as_problems(
        self, request: Request, get_response: Callable[[Request], Response]
    ) -> Response:
        """Chalice's own refusals as ours: methods that no gateway lets through, and faults."""
        if "accept" not in request.headers:
            # Whoever says nothing takes anything; Chalice would refuse to answer in bytes.
            request.headers = CaseInsensitiveMapping({**request.headers, "accept": "*/*"})
        response = get_response(request)
        body = response.body
        if response.status_code < 400 or not isinstance(body, dict) or "Code" not in body:
            return response
        if response.status_code == 405:
            path = str(request.context["resourcePath"])
            return answers.refused(self._not_allowed(path, request.method))
        if response.status_code < 500:
            refusal = Refusal("bad_request", wording.NOT_UNDERSTOOD)
            refusal.status = response.status_code
            return answers.refused(refusal)
        return answers.refused(answers.unexpected())


def _dossier_in(parts: dict[str, str]) -> str | None:
    """The dossier's code that a path has, if what stands there is one: people type anything."""
    code = unquote(parts.get("code", ""))
    return code if log.fits("code", code) else None


def _client_of(request: Request) -> str:
    address = request.headers.get(names.CLIENT_ADDRESS_HEADER) or request.context.get(
        "identity", {}
    ).get("sourceIp", "")
    return ids.keyed_hash(ids.Purpose.CLIENT, address)
