"""OpenAPI 3.1, generated from what each entry takes and gives."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, get_type_hints

from . import names, web, wording

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
_REFUSALS = {
    "get": (400, 404, 409, 422, 503),
    "post": (400, 404, 409, 413, 415, 422, 503),
    "put": (400, 404, 409, 413, 415, 422, 503),
}


def describe(visit: web.Visit) -> dict[str, Any]:
    """The description of this API (OpenAPI 3.1)"""
    return document(visit.ways, f"{names.PUBLIC_URL}/api")


def document(ways: list[web.Way], server: str) -> dict[str, Any]:
    """The whole description.

    A model with a method ``example`` is asked for an example of its body, so that the
    example fits the province at hand.
    """
    schemas: dict[str, Any] = {"Problem": _PROBLEM_SCHEMA}
    paths: dict[str, Any] = {}
    for way in ways:
        paths.setdefault(way.path, {})[way.method.lower()] = _operation(way, ways, schemas)
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


def _operation(way: web.Way, ways: list[web.Way], schemas: dict[str, Any]) -> dict[str, Any]:
    entry = way.entry
    signature = inspect.signature(entry, eval_str=True)
    parameters = signature.parameters
    operation: dict[str, Any] = {
        "operationId": way.handler.__name__,
        "summary": (inspect.getdoc(entry) or "").split("\n")[0],
        "tags": [entry.__module__.split(".")[1]],
        "parameters": _path_parameters(way.path, parameters),
        "responses": _responses(way, signature.return_annotation, schemas),
    }
    if way.status == CREATED:
        operation["responses"][str(CREATED)]["links"] = _links(way, ways)
    if way.audience:
        operation["security"] = [{"signedIn": []}]
        operation["x-audience"] = sorted(way.audience)
    if "query" in parameters:
        operation["parameters"] += _query_parameters(parameters["query"].annotation, schemas)
    if "order" in parameters:
        operation["parameters"].append(_IDEMPOTENCY_KEY)
        operation["requestBody"] = _body(parameters["order"].annotation, schemas)
    return operation


_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": web.LONGEST_KEY,
        "pattern": web.IDEMPOTENCY_KEY,
    },
    "description": "The same request twice with one key is done once, with one answer.",
}


def _path_parameters(
    path: str, parameters: Mapping[str, inspect.Parameter]
) -> list[dict[str, Any]]:
    """The parts of the path, each with what the entry's annotation says of its form."""
    return [
        {
            "name": part,
            "in": "path",
            "required": True,
            "schema": {"minLength": 1, **web.adapter(parameters[part].annotation).json_schema()},
        }
        for part in _parts(path)
    ]


def _parts(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _links(way: web.Way, ways: list[web.Way]) -> dict[str, Any]:
    """From what was made to every way that its code leads to."""
    collection = way.path.rsplit("/", 1)[1]
    return {
        other.handler.__name__: {
            "operationId": other.handler.__name__,
            "parameters": {"code": "$response.body#/code"},
        }
        for other in ways
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
            "schema": {key: value for key, value in part.items() if key != "title"},
            **({"description": part["description"]} if "description" in part else {}),
            **({"description": said[name]} if name in said else {}),
        }
        for name, part in schema["properties"].items()
    ]


def _body(shape: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    name = shape.__name__
    schemas[name] = _schema(shape, schemas, "validation")
    content: dict[str, Any] = {"schema": {"$ref": _REF.format(model=name)}}
    if hasattr(shape, "example"):
        schemas[name]["examples"] = [shape.example()]
    content["example"] = schemas[name]["examples"][0]
    return {"required": bool(schemas[name].get("required")), "content": {web.JSON: content}}


def _responses(way: web.Way, gives: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    kinds = getattr(gives, "__args__", (gives,)) if _is_union(gives) else (gives,)
    content: dict[str, Any] = {}
    for kind in kinds:
        if kind is web.File:
            content["application/pdf"] = {"schema": {"type": "string", "format": "binary"}}
        elif hasattr(kind, "__name__") and kind is not dict and not _is_generic(kind):
            schemas[kind.__name__] = _schema(kind, schemas, "serialization")
            content[web.JSON] = {"schema": {"$ref": _REF.format(model=kind.__name__)}}
        else:
            content[web.JSON] = {"schema": {"type": "object"}}
    problem = {web.PROBLEM: {"schema": {"$ref": _REF.format(model="Problem")}}}
    refusals = {
        *_REFUSALS[way.method.lower()],
        *((401, 403) if way.audience else ()),
        *((429,) if way.pace else ()),
    }
    return {
        str(way.status): {"description": "Done", "content": content},
        **{
            str(status): {"description": "Refused", "content": problem}
            for status in sorted(refusals)
        },
    }


def _schema(shape: Any, schemas: dict[str, Any], mode: str) -> dict[str, Any]:
    schema: dict[str, Any] = web.adapter(shape).json_schema(mode=mode, ref_template=_REF)
    schemas.update(schema.pop("$defs", {}))
    return schema


def _is_union(gives: Any) -> bool:
    return type(gives).__name__ in {"UnionType", "_UnionGenericAlias", "Union"}


def _is_generic(kind: Any) -> bool:
    return hasattr(kind, "__origin__")
