"""One request at the door: who brings it, and what it brings for the entry behind the route.

An entry is a plain function; its annotations say what it takes. A parameter ``order`` is the
JSON body, ``query`` the query string; one annotated with a ``Header`` is that header's value,
None where it is missing. What the entry returns is the answer.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from chalice.app import Request

from . import names, validation, wording
from .answers import JSON
from .errors import Malformed, TooLarge, WrongEncoding, WrongMediaType
from .routes import Route
from .text import regular, regular_parts

IDEMPOTENCY_KEY = r"^[!-~]([ -~]*[!-~])?$"
LONGEST_KEY = 128


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
        return entry(self, *map(unquote, path), **self._arguments(_parameters(entry)))

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

    def _arguments(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            name: self._request.headers.get(header.name)
            for name, header in headers_of(parameters).items()
        }
        if "order" in parameters:
            _ = self.idempotency_key  # one that cannot be kept is refused, whoever would keep it
            arguments["order"] = validation.body(parameters["order"], self._json())
        if "query" in parameters:
            arguments["query"] = validation.query(parameters["query"], self._query())
        return arguments

    def _query(self) -> dict[str, str]:
        params = self._request.query_params
        given = {name: params[name] for name in params} if params else {}
        return {name: regular(value).strip() for name, value in given.items()}

    def _json(self) -> Any:
        raw: bytes = self._request.raw_body  # type: ignore[assignment]
        if len(raw) > names.MAX_BODY_BYTES:
            raise too_large()
        if not raw:
            return {}
        headers = self._request.headers
        if headers.get("content-encoding", IDENTITY).strip().lower() not in ("", IDENTITY):
            raise WrongEncoding("wrong_encoding", wording.WRONG_ENCODING)
        if headers.get("content-type", JSON).split(";")[0].strip().lower() != JSON:
            raise WrongMediaType("wrong_media_type", wording.WRONG_MEDIA_TYPE)
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
        return regular_parts(from_json(raw.decode(), allow_inf_nan=False))
    except (ValueError, RecursionError):
        raise Malformed("invalid_json", wording.NOT_JSON) from None


# A body that is not compressed (RFC 9110, 8.4.1).
IDENTITY = "identity"
