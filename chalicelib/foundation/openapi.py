"""OpenAPI 3.1, generated from what each entry takes and gives."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from . import names, validation, wording
from .answers import JSON, PROBLEM, File, Sent, WithCookies
from .routes import Route
from .visits import IDEMPOTENCY_KEY, LONGEST_KEY, Visit, headers_of

_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, in English."},
        "title": {"type": "string", "description": "A sentence in Vietnamese."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "title")},
            },
        },
    },
}
CREATED = 201
_REF = "#/components/schemas/{model}"


def describe(visit: Visit) -> dict[str, Any]:
    """The description of this API (OpenAPI 3.1)"""
    return document(visit.routes, f"{names.PUBLIC_URL}/api")


def document(routes: list[Route], server: str) -> dict[str, Any]:
    """The whole description.

    A model with a method ``example`` makes the example of its body, so that the example
    fits the province at hand; one with ``examples`` makes several, each by its name
    (OpenAPI's Example Objects).
    """
    schemas: dict[str, Any] = {"Problem": _PROBLEM_SCHEMA}
    paths: dict[str, Any] = {}
    # Pages are for people.
    for route in (one for one in routes if not one.page):
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, routes, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": wording.HOUSE,
            "version": "1",
            "summary": "Settling administrative procedures in a province",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "signedIn": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def _operation(route: Route, routes: list[Route], schemas: dict[str, Any]) -> dict[str, Any]:
    entry = route.entry
    signature = inspect.signature(entry, eval_str=True)
    parameters = signature.parameters
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "summary": (inspect.getdoc(entry) or "").split("\n")[0],
        "tags": [entry.__module__.split(".")[1]],
        "parameters": _path_parameters(route.path, parameters),
        "responses": {
            str(route.status): _answer(signature.return_annotation, schemas),
            **{str(status): _REFUSED for status in sorted(_refusals(route, signature))},
        },
    }
    if route.status == CREATED:
        operation["responses"][str(CREATED)]["links"] = _links(route, routes)
    if route.audience:
        operation["security"] = [{"signedIn": []}]
        operation["x-audience"] = sorted(route.audience)
    if "query" in parameters:
        operation["parameters"] += _query_parameters(parameters["query"].annotation, schemas)
    operation["parameters"] += _header_parameters(parameters)
    if "order" in parameters and "version" in parameters["order"].annotation.model_fields:
        operation["parameters"].append(_IF_MATCH)
        operation["responses"]["412"] = _REFUSED
    if route.at:
        operation["responses"][str(route.status)]["headers"] = {"Location": _LOCATION}
    if "order" in parameters:
        operation["requestBody"] = _body(parameters["order"].annotation, schemas)
    if route.once:
        operation["parameters"].append(_IDEMPOTENCY_KEY)
    return operation


_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_KEY,
        "pattern": IDEMPOTENCY_KEY,
    },
    "description": "The same request twice with one key is done once, with one answer.",
}


_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": r'^(\*|"[1-9][0-9]{0,8}")$'},
    "description": "The ETag of what was read; the same as the member ``version``.",
    "example": "*",
}
_LOCATION = {"description": "Where it is read", "schema": {"type": "string"}}
_SENT_TO = {"description": "Where it goes on", "schema": {"type": "string"}}


def _path_parameters(
    path: str, parameters: Mapping[str, inspect.Parameter]
) -> list[dict[str, Any]]:
    """The parts of the path, each with what the entry's annotation says of its form."""
    return [
        {
            "name": part,
            "in": "path",
            "required": True,
            **_with_example({"minLength": 1, **_schema_of(parameters[part].annotation)}),
        }
        for part in _parts(path)
    ]


def _schema_of(annotation: Any) -> dict[str, Any]:
    schema: dict[str, Any] = validation.adapter(annotation).json_schema()
    return schema


def _with_example(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema beside its example: the one it was given, else its default."""
    plain = {key: value for key, value in schema.items() if key not in ("title", "examples")}
    found = next(iter(schema.get("examples", ())), schema.get("default"))
    return {"schema": plain} if found is None else {"schema": plain, "example": found}


def _parts(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _links(route: Route, routes: list[Route]) -> dict[str, Any]:
    """From what was made to every route that its code leads to."""
    collection = route.path.rsplit("/", 1)[1]
    return {
        other.handler.__name__: {
            "operationId": other.handler.__name__,
            "parameters": {"code": "$response.body#/code"},
        }
        for other in routes
        if f"/{collection}/{{code}}" in other.path and _parts(other.path) == ["code"]
    }


def _query_parameters(shape: Any, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    schema = _schema(shape, schemas, "validation")
    required = schema.get("required", [])
    said = {
        name: note
        for name, hint in get_type_hints(shape, include_extras=True).items()
        for note in getattr(hint, "__metadata__", ())
        if isinstance(note, str)
    }
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            **_with_example(part),
            **({"description": part["description"]} if "description" in part else {}),
            **({"description": said[name]} if name in said else {}),
        }
        for name, part in schema["properties"].items()
    ]


def _header_parameters(parameters: Mapping[str, inspect.Parameter]) -> list[dict[str, Any]]:
    annotations = {name: parameter.annotation for name, parameter in parameters.items()}
    return [
        {
            "name": header.name,
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": header.description,
            "example": header.example,
        }
        for header in headers_of(annotations).values()
    ]


def _body(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    name = shape.__name__
    schemas[name] = _schema(shape, schemas, "validation")
    content: dict[str, Any] = {"schema": {"$ref": _REF.format(model=name)}}
    if hasattr(shape, "examples"):
        content["examples"] = shape.examples()
        schemas[name]["examples"] = [one["value"] for one in content["examples"].values()]
    else:
        if hasattr(shape, "example"):
            schemas[name]["examples"] = [shape.example()]
        content["example"] = schemas[name]["examples"][0]
    return {"required": bool(schemas[name].get("required")), "content": {JSON: content}}


def _answer(gives: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for kind in _kinds(gives):
        if kind is Sent:
            return {"description": "Sent on", "headers": {"Location": _SENT_TO}}
        if kind is File:
            content["application/pdf"] = {"schema": {"type": "string", "format": "binary"}}
        elif hasattr(kind, "__name__") and kind is not dict and not _is_generic(kind):
            schemas[kind.__name__] = _schema(kind, schemas, "serialization")
            content[JSON] = {"schema": {"$ref": _REF.format(model=kind.__name__)}}
        else:
            content[JSON] = {"schema": {"type": "object"}}
    return {"description": "Done", "content": content}


_REFUSED = {
    "description": "Refused",
    "content": {PROBLEM: {"schema": {"$ref": _REF.format(model="Problem")}}},
}


def _refusals(route: Route, signature: inspect.Signature) -> set[int]:
    """The statuses of the refusals that a route can meet, by what it takes and gives."""
    takes = signature.parameters.keys()
    reasons: tuple[tuple[bool, tuple[int, ...]], ...] = (
        (True, (503,)),
        (bool(route.audience), (401, 403)),
        (bool(_parts(route.path)), (404, 422)),
        ("query" in takes, (400, 422)),
        ("order" in takes, (400, 404, 409, 413, 415, 422)),
        (True, _refusals_told(signature.return_annotation)),
        (bool(route.pace), (429,)),
    )
    return {status for applies, statuses in reasons if applies for status in statuses}


def _refusals_told(gives: Any) -> tuple[int, ...]:
    """The statuses of the refusals that are told beside what is given.

    ``Annotated[File, Conflict]`` is a file that is not there at every moment.
    """
    return tuple(
        refusal.status
        for kind in _alternatives(gives)
        for refusal in get_args(kind)[1:]
        if get_origin(kind) is Annotated
    )


def _schema(shape: Any, schemas: dict[str, Any], mode: str) -> dict[str, Any]:
    schema: dict[str, Any] = validation.adapter(shape).json_schema(mode=mode, ref_template=_REF)
    schemas.update(schema.pop("$defs", {}))
    return schema


def _kinds(gives: Any) -> tuple[Any, ...]:
    """What is given: one thing, or one of several, without what is told beside it."""
    return tuple(
        get_args(kind)[0] if get_origin(kind) is Annotated else kind
        for kind in _alternatives(gives)
    )


def _alternatives(gives: Any) -> tuple[Any, ...]:
    if get_origin(gives) is WithCookies:
        return get_args(gives)
    is_union = type(gives).__name__ in {"UnionType", "_UnionGenericAlias", "Union"}
    return gives.__args__ if is_union else (gives,)


def _is_generic(kind: Any) -> bool:
    return hasattr(kind, "__origin__")
