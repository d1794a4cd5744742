"""The door for web requests: who may come in, what they bring, how we answer.

Every route is declared once, in ``app.py``: a path, an audience and one call::

    @door.post("/desk/dossiers/{code}/acceptance", RECEPTION)
    def accept_dossier(visit, code):
        return visit.to(dossiers.entry.accept, code)

The entry is a plain function; its annotations say what it takes and gives. A parameter
``order`` is the JSON body, ``query`` the query string; what it returns is the answer.
"""

from __future__ import annotations

import functools
import inspect
import json
import math
import re
import time
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from chalice.app import CaseInsensitiveMapping, Chalice, Request, Response

from . import ids, log, metrics, names, wording
from .errors import (
    Invalid,
    Malformed,
    NotPermitted,
    NotSignedIn,
    Refusal,
    TooLarge,
    TooMany,
    WrongMediaType,
    pointer,
)

JSON = "application/json"
IDEMPOTENCY_KEY = r"^[!-~]([ -~]*[!-~])?$"
LONGEST_KEY = 128
PROBLEM = "application/problem+json"

# Everyone, also without signing in.
ANYONE: frozenset[str] = frozenset()


class Identity(Protocol):
    """What the door needs to know of whoever signed in."""

    @property
    def subject(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


class File(NamedTuple):
    """An answer that is a file."""

    content: bytes
    media_type: str
    name: str


class Way(NamedTuple):
    """One declared way in."""

    method: str
    path: str
    audience: frozenset[str]
    status: int
    pace: int
    once: bool
    handler: Callable[..., Any]

    @property
    def entry(self) -> Callable[..., Any]:
        """The entry behind the handler, found by asking the handler whom it would call."""
        blanks = [""] * (len(inspect.signature(self.handler).parameters) - 1)
        found: Callable[..., Any] = self.handler(_Asking(), *blanks)
        return found


class _Asking:
    def to(self, entry: Callable[..., Any], *_: str) -> Callable[..., Any]:
        return entry


class Visit:
    """One request at the door, and whoever brings it."""

    def __init__(self, request: Request, who: Any, ways: list[Way]) -> None:
        self._request = request
        self.who = who
        self.ways = ways

    def to(self, entry: Callable[..., Any], *path: str) -> Any:
        """Calls ``entry`` with this visit, the path's parts, and its order or query."""
        return entry(self, *map(unquote, path), **self._brought(entry))

    @property
    def idempotency_key(self) -> str | None:
        """The client's name for this request (IETF draft ``Idempotency-Key``)."""
        key = self._request.headers.get("idempotency-key")
        if key is not None and not (len(key) <= LONGEST_KEY and re.fullmatch(IDEMPOTENCY_KEY, key)):
            raise Malformed("invalid_idempotency_key", wording.INVALID_KEY)
        return key

    @property
    def accepts(self) -> str:
        return str(self._request.headers.get("accept", "*/*"))

    def _brought(self, entry: Callable[..., Any]) -> dict[str, Any]:
        wanted = _wanted(entry)
        brought = {}
        if "order" in wanted:
            _ = self.idempotency_key  # one that cannot be kept is refused, whoever would keep it
            brought["order"] = _ordered(wanted["order"], self._json())
        if "query" in wanted:
            params = self._request.query_params
            given = {name: params[name] for name in params} if params else {}
            text = {name: unicodedata.normalize("NFC", value) for name, value in given.items()}
            check = _known if issubclass(wanted["query"], dict) else _validated
            brought["query"] = check(wanted["query"], text, wording.INVALID_QUERY)
        return brought

    def _json(self) -> Any:
        raw: bytes = self._request.raw_body  # type: ignore[assignment]
        if len(raw) > names.MAX_BODY_BYTES:
            raise TooLarge(
                "body_too_large", wording.TOO_LARGE.format(limit=names.MAX_BODY_BYTES // 1024)
            )
        if not raw:
            return {}
        media_type = self._request.headers.get("content-type", JSON).split(";")[0].strip().lower()
        if media_type != JSON:
            raise WrongMediaType("wrong_media_type", wording.WRONG_MEDIA_TYPE)
        return _parsed(raw)


class Ways:
    """Ways in as they are written down; a door opens them."""

    def __init__(self) -> None:
        self.ways: list[Way] = []

    def get(self, path: str, audience: frozenset[str], **more: Any) -> Callable[..., Any]:
        return self._way("GET", path, audience, **more)

    def post(self, path: str, audience: frozenset[str], **more: Any) -> Callable[..., Any]:
        return self._way("POST", path, audience, **more)

    def put(self, path: str, audience: frozenset[str], **more: Any) -> Callable[..., Any]:
        return self._way("PUT", path, audience, **more)

    def add(self, way: Way) -> None:
        self.ways.append(way)

    def _way(
        self,
        method: str,
        path: str,
        audience: frozenset[str],
        status: int = 200,
        pace: int = 0,
        once: bool | None = None,
    ) -> Callable[..., Any]:
        """``pace``: how many requests a minute one client may make; 0 is any number.

        ``once``: whether a request sent twice with one Idempotency-Key is answered as it was
        the first time; so is every POST that does not say otherwise.
        """
        keyed = method == "POST" if once is None else once

        def register(handler: Callable[..., Any]) -> Callable[..., Any]:
            self.add(Way(method, path, audience, status, pace, keyed, handler))
            return handler

        return register


class Door(Ways):
    """Registers each way in with Chalice, and guards it."""

    def __init__(self, app: Chalice, identify: Callable[[str], Identity]) -> None:
        super().__init__()
        self._app = app
        self._identify = identify
        app.register_middleware(_in_our_words, "http")

    def turn_to(self, more: Ways) -> None:
        """Opens the ways of another page as well."""
        for way in more.ways:
            self.add(way)

    def add(self, way: Way) -> None:
        super().add(way)
        guard = Pace(way.pace) if way.pace else None

        def view(**parts: str) -> Response:
            return self._answer(way, guard, parts)

        name = way.handler.__name__
        self._app.route(way.path, methods=[way.method], name=name, content_types=["*/*"])(view)

    def _answer(self, way: Way, guard: Pace | None, parts: dict[str, str]) -> Response:
        request = self._app.current_request
        assert request is not None
        with log.during(request.context.get("requestId") or ids.fresh()):
            return self._told(way, guard, request, parts)

    def _told(
        self, way: Way, guard: Pace | None, request: Request, parts: dict[str, str]
    ) -> Response:
        began, code = time.perf_counter(), _dossier_in(parts)
        refusal: str | None = None
        try:
            if guard:
                guard.admit(_client_of(request))
            answer = way.handler(self._admitted(request, way.audience), **parts)
            response = _response(answer, way.status)
        except Refusal as refused:
            refusal = refused.code
            response = _problem(refused.problem(), refused.status)
        except Exception as error:
            refusal = str(_INTERNAL["code"])
            log.failure("request failed", error, route=way.path, method=way.method, code=code)
            response = _problem(_INTERNAL, 500)
        if refusal:
            metrics.measure("refusals", refusal=refusal)
        log.info(
            "request",
            route=way.path,
            method=way.method,
            code=code,
            status=response.status_code,
            refusal=refusal,
            ms=round((time.perf_counter() - began) * 1000),
        )
        return response

    def _admitted(self, request: Request, audience: frozenset[str]) -> Visit:
        header = request.headers.get("authorization", "")
        if not audience:
            return Visit(request, None, self.ways)
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedIn("not_signed_in", wording.NOT_SIGNED_IN)
        who = self._identify(token.strip())
        if not who.roles & audience:
            raise NotPermitted("not_permitted", wording.NOT_PERMITTED, roles=sorted(audience))
        return Visit(request, who, self.ways)


class Pace:
    """At most ``limit`` requests a minute from one client, counted in this process.

    On AWS the web firewall counts over all processes; this is the second fence.
    """

    def __init__(self, limit: int, minute: int = 0, seen: dict[str, int] | None = None) -> None:
        self.limit = limit
        self._minute = minute
        self._seen = seen or {}

    def admit(self, client: str) -> None:
        seconds = int(time.time())
        if seconds // 60 != self._minute:
            self._minute, self._seen = seconds // 60, {}
        self._seen[client] = self._seen.get(client, 0) + 1
        if self._seen[client] > self.limit:
            wait = 60 - seconds % 60
            raise TooMany("too_many_requests", wording.TOO_MANY.format(seconds=wait), wait=wait)


@functools.cache
def _wanted(entry: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(entry, eval_str=True).parameters
    return {name: parameters[name].annotation for name in ("order", "query") if name in parameters}


@functools.cache
def adapter(shape: Any) -> Any:
    """The pydantic validator of a shape, made once."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def _ordered(shape: Any, given: Any) -> Any:
    """An order as its shape says, and strictly so: ``"5"`` is no number, ``0`` no "no"."""
    from pydantic_core import to_json

    return _checked(
        lambda: adapter(shape).validate_json(to_json(given), strict=True), wording.INVALID_BODY
    )


def _validated(shape: Any, given: dict[str, str], title: str) -> Any:
    return _checked(lambda: adapter(shape).validate_python(given), title)


def _checked(check: Callable[[], Any], title: str) -> Any:
    from pydantic import ValidationError

    try:
        return check()
    except ValidationError as error:
        raise Invalid("invalid_request", title, errors=_field_errors(error)) from None


def _known(shape: Any, given: dict[str, str], title: str) -> dict[str, str]:
    """Texts by name, for the paths that start without the models."""
    sentence = wording.FIELD_ERRORS["extra_forbidden"]
    errors = [
        {"pointer": pointer([name]), "code": "extra_forbidden", "title": sentence}
        for name in sorted(given.keys() - shape.__annotations__)[:_MOST_ERRORS]
    ]
    if errors:
        raise Invalid("invalid_request", title, errors=errors)
    return given


def _field_errors(error: Any) -> list[dict[str, str]]:
    """Each field's place (JSON pointer), code and Vietnamese sentence; never its value."""
    told = []
    found = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    for one in found:
        if one["type"] == "too_short" and _has_wrong_parts(one["loc"], found):
            continue
        sentence = wording.FIELD_ERRORS.get(one["type"], wording.FIELD_ERROR)
        if one["type"] == "value_error":
            sentence = str(one["ctx"]["error"])
        else:
            sentence = sentence.format_map(one.get("ctx", {}))
        told.append({"pointer": pointer(one["loc"]), "code": one["type"], "title": sentence})
    return told


def _has_wrong_parts(place: tuple[Any, ...], found: list[Any]) -> bool:
    """A list whose entries are wrong is told to be short of them as well."""
    return any(len(one["loc"]) > len(place) and one["loc"][: len(place)] == place for one in found)


def _parsed(raw: bytes) -> Any:
    """JSON to plain values, every text in Unicode's composed form (NFC)."""
    from pydantic_core import from_json

    try:
        return _composed(from_json(raw.decode(), allow_inf_nan=False))
    except (ValueError, RecursionError):
        raise Malformed("invalid_json", wording.NOT_JSON) from None


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.translate(_PASTED))
    if isinstance(value, dict):
        return {_composed(name): _composed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_composed(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number beyond all numbers")  # 1e999
    return value


def _response(answer: Any, status: int) -> Response:
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
    return Response(text.encode(), {**_HEADERS, "Content-Type": JSON}, status)


def _problem(problem: dict[str, Any], status: int) -> Response:
    headers: dict[str, str | list[str]] = {**_HEADERS, "Content-Type": PROBLEM}
    if status == NotSignedIn.status:
        headers["WWW-Authenticate"] = "Bearer"
    if "wait" in problem:
        headers["Retry-After"] = str(problem["wait"])
    return Response(json.dumps(problem, ensure_ascii=False).encode(), headers, status)


def _in_our_words(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Chalice's own refusals, told as ours."""
    if "accept" not in request.headers:
        # Whoever says nothing takes anything; Chalice would refuse to answer in bytes.
        request.headers = CaseInsensitiveMapping({**request.headers, "accept": "*/*"})
    response = get_response(request)
    body = response.body
    if response.status_code < 400 or not isinstance(body, dict) or "Code" not in body:
        return response
    if response.status_code == 405:
        title = wording.WRONG_METHOD.format(method=request.method)
        problem = Refusal("method_not_allowed", title).problem() | {"status": 405}
        answer = _problem(problem, 405)
        answer.headers["Allow"] = response.headers.get("Allow", "")
        return answer
    if response.status_code < 500:
        problem = Refusal("bad_request", wording.INVALID_QUERY).problem()
        return _problem(problem | {"status": response.status_code}, response.status_code)
    return _problem(_INTERNAL, 500)


def one_line(text: str) -> str:
    """A line without control characters, nor marks that turn what follows around."""
    if not text.isprintable():
        raise ValueError(wording.CONTROL_CHARACTER)
    return text


def printable(text: str) -> str:
    """The same for a text of several lines."""
    one_line(text.replace("\n", "").replace("\t", ""))
    return text


def _dossier_in(parts: dict[str, str]) -> str | None:
    """The dossier's code that a path has, if what stands there is one: people type anything."""
    code = unquote(parts.get("code", ""))
    return code if log.fits("code", code) else None


def _client_of(request: Request) -> str:
    address = request.headers.get(names.CLIENT_ADDRESS_HEADER) or request.context.get(
        "identity", {}
    ).get("sourceIp", "")
    return ids.keyed_hash(ids.Purpose.CLIENT, address)


# What comes along when text is pasted from a word processor or a chat.
_PASTED = {0x00A0: " ", 0x202F: " ", 0x200B: None, 0xFEFF: None}
# As many as somebody can read; the answer must fit whatever was sent.
_MOST_ERRORS = 100
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_INTERNAL = {
    "type": "about:blank",
    "status": 500,
    "code": "internal_error",
    "title": wording.INTERNAL,
}
