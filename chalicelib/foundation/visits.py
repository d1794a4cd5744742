"""One request at the door: who brings it, and what it brings for the entry behind the route.

An entry is a plain function; its annotations say what it takes. A parameter ``order`` is the
JSON body, ``form`` what a form of a plain page sends, ``query`` the query string; one annotated
with a ``Header`` is that header's value, None where it is missing. What the entry returns is the
answer.
"""

from __future__ import annotations

import functools
import inspect
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

from chalice.app import Request

from . import names, validation, wording
from .answers import JSON
from .errors import (
    Conflict,
    Malformed,
    PreconditionFailed,
    TooLarge,
    WrongEncoding,
    WrongMediaType,
)
from .routes import Route
from .text import regular, regular_parts

IDEMPOTENCY_KEY = r"^[!-~]([ -~]*[!-~])?$"
LONGEST_KEY = 128
FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20


class Header(NamedTuple):
    """A header that an entry takes, and what the API's description says of it."""

    name: str
    description: str
    example: str


class Example:
    """An example of a part of an address, for the API's description: a note of its annotation.

    It is made when the API is described, so that it fits the province at hand.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __get_pydantic_json_schema__(self, core: Any, describe: Any) -> dict[str, Any]:
        return {**describe(core), "examples": [self._make()]}


class Visit:
    """One request on its route, and whoever brings it."""

    def __init__(self, request: Request, who: Any, route: Route, routes: list[Route]) -> None:
        self._request = request
        self._route = route
        self.who = who
        self.routes = routes

    def call(self, *path: str) -> Any:
        """Calls the route's entry with this visit, the path's parts, and what else it takes."""
        entry = self._route.entry
        arguments = self._arguments(_parameters(entry))
        try:
            return entry(self, *map(unquote, path), **arguments)
        except Conflict as refusal:
            if self._expected and refusal.code in _CHANGED:
                raise PreconditionFailed(refusal.code, refusal.title, **refusal.more) from None
            raise

    @property
    def idempotency_key(self) -> str | None:
        """The client's name for this request (IETF draft ``Idempotency-Key``)."""
        key = self._request.headers.get("idempotency-key")
        if key is not None and not (len(key) <= LONGEST_KEY and re.fullmatch(IDEMPOTENCY_KEY, key)):
            raise Malformed("invalid_idempotency_key", wording.INVALID_KEY)
        return key

    @property
    def cookies(self) -> str:
        return str(self._request.headers.get("cookie", ""))

    @property
    def accepts(self) -> str:
        return str(self._request.headers.get("accept", "*/*"))

    def _arguments(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            name: self._request.headers.get(header.name)
            for name, header in headers_of(parameters).items()
        }
        if "order" in parameters:
            _ = self.idempotency_key  # one that cannot be kept is refused, whoever would keep it
            shape = parameters["order"]
            arguments["order"] = validation.body(shape, self._on_version(shape, self._json()))
        if "form" in parameters:
            arguments["form"] = validation.query(parameters["form"], self._form())
        if "query" in parameters:
            arguments["query"] = validation.query(parameters["query"], self._query())
        return arguments

    @property
    def _expected(self) -> str | None:
        """The version on which the request was decided, as ``If-Match`` says it: its ETag."""
        given = self._request.headers.get("if-match", "*").strip()
        return None if given == "*" else str(given)

    def _on_version(self, shape: Any, order: Any) -> Any:
        """The order with the version of ``If-Match``; refuses a condition that nobody can check,
        and one that says otherwise than the order itself."""
        if self._expected is None:
            return order
        tag = _ETAG.fullmatch(self._expected)
        if tag is None:
            raise Malformed("invalid_if_match", wording.INVALID_IF_MATCH)
        if "version" not in getattr(shape, "model_fields", {}) or not isinstance(order, dict):
            raise PreconditionFailed("no_version_here", wording.NO_VERSION_HERE)
        version = int(tag[1])
        if order.setdefault("version", version) != version:
            raise Malformed("invalid_if_match", wording.INVALID_IF_MATCH)
        return order

    def _query(self) -> dict[str, str]:
        params = self._request.query_params
        given = {name: params[name] for name in params} if params else {}
        repeated = [name for name in given if len(params.getlist(name)) > 1] if params else []
        if repeated:
            raise validation.repeated(repeated)
        return {name: regular(value).strip() for name, value in given.items()}

    def _form(self) -> dict[str, str]:
        """The fields of a form; of one that stands there twice the last."""
        told = str(self._request.headers.get("content-type", FORM))
        if told.split(";")[0].strip().lower() != FORM:
            raise WrongMediaType("wrong_media_type", wording.WRONG_FORM)
        try:
            given = parse_qsl(self._raw().decode(), max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise Malformed("invalid_form", wording.WRONG_FORM) from None
        return {name: regular(value).strip() for name, value in given}

    def _raw(self) -> bytes:
        raw: bytes = self._request.raw_body  # type: ignore[assignment]
        if len(raw) > names.MAX_BODY_BYTES:
            raise too_large()
        return raw

    def _json(self) -> Any:
        raw = self._raw()
        if not raw:
            return {}
        headers = self._request.headers
        if headers.get("content-encoding", IDENTITY).strip().lower() not in ("", IDENTITY):
            raise WrongEncoding("wrong_encoding", wording.WRONG_ENCODING)
        kind, *parameters = headers.get("content-type", JSON).lower().split(";")
        if kind.strip() != JSON:
            raise WrongMediaType("wrong_media_type", wording.WRONG_MEDIA_TYPE)
        if any(_is_other_charset(one) for one in parameters):
            raise WrongMediaType("wrong_charset", wording.WRONG_CHARSET)
        return _parsed(raw)


def too_large() -> TooLarge:
    """The refusal of a body beyond what the house reads; the same whoever refuses it."""
    title = wording.TOO_LARGE.format(limit=names.MAX_BODY_BYTES // 1024)
    return TooLarge("body_too_large", title)


def headers_of(parameters: Mapping[str, Any]) -> dict[str, Header]:
    """By parameter, the headers that an entry takes; from the annotations of its parameters."""
    return {
        name: note
        for name, annotation in parameters.items()
        for note in getattr(annotation, "__metadata__", ())
        if isinstance(note, Header)
    }


@functools.cache
def _parameters(entry: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(entry, eval_str=True).parameters
    return {name: parameter.annotation for name, parameter in parameters.items()}


def _parsed(raw: bytes) -> Any:
    """JSON to plain values, every text in Unicode's composed form (NFC)."""
    from pydantic_core import from_json

    try:
        text = raw.decode()
        parsed = regular_parts(from_json(text, allow_inf_nan=False))
        # Of a member that is named twice each reader would take another one.
        json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str)
    except _Twice:
        raise Malformed("member_twice", wording.MEMBER_TWICE) from None
    except (ValueError, RecursionError):
        raise Malformed("invalid_json", wording.NOT_JSON) from None
    return parsed


class _Twice(Exception):
    """A member of a JSON object is named twice."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({regular(name) for name, _ in pairs}) < len(pairs):
        raise _Twice


def _is_other_charset(parameter: str) -> bool:
    """JSON is UTF-8 (RFC 8259, 8.1), of which ASCII is a part."""
    name, _, value = parameter.partition("=")
    return name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii")


# Version 7 of what is changed.
_ETAG = re.compile(r'"([1-9][0-9]{0,8})"')
# What is told where somebody changed it meanwhile.
_CHANGED = frozenset({"dossier_changed", "changed_meanwhile", "grants_changed"})
# A body that is not compressed (RFC 9110, 8.4.1).
IDENTITY = "identity"
