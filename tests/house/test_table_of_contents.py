"""``app.py`` is a table of contents: every route with its audience and one call."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib import officers
from chalicelib.people import audiences
from tests.house.sources import APP, OFFICERS

LONGEST = 250

# Who may come in by each way. A route that is not here, or is here for others, fails.
WAYS_IN = """
GET   /health                                     anyone
GET   /openapi.json                               anyone
GET   /agencies                                   anyone
GET   /deadlines                                  anyone
GET   /procedures                                 anyone
GET   /procedures/{code}                          anyone
GET   /lookup/{code}                              anyone
GET   /statistics                                 anyone
POST  /dossiers                                   citizen firm
GET   /dossiers                                   citizen firm
GET   /dossiers/{code}                            citizen firm reception processing head finance
GET   /dossiers/{code}/receipt                    citizen firm reception processing head finance \
                                                  postal
GET   /dossiers/{code}/forms/{version}            citizen firm reception processing head finance
GET   /dossiers/{code}/timeline/verification      citizen firm reception processing head finance
GET   /dossiers/{code}/readings                   citizen firm agency_admin
POST  /dossiers/{code}/supplement                 citizen firm reception
POST  /dossiers/{code}/withdrawal                 citizen firm reception
GET   /desk/dossiers                              reception processing head finance
GET   /desk/standing                              reception processing head finance
POST  /desk/dossiers                              reception postal
POST  /desk/dossiers/{code}/acceptance            reception
POST  /desk/dossiers/{code}/refusal               reception
POST  /desk/dossiers/{code}/supplement-request    reception processing
POST  /desk/dossiers/{code}/fee                   reception processing
POST  /desk/dossiers/{code}/payment               reception finance
POST  /desk/dossiers/{code}/assignment            head
POST  /desk/dossiers/{code}/handover              processing head
POST  /desk/handovers                             head agency_admin province_admin
POST  /desk/dossiers/{code}/step                  reception processing head
POST  /desk/dossiers/{code}/step-return           processing head
POST  /desk/dossiers/{code}/opinions              processing head
POST  /desk/dossiers/{code}/opinions/{id}/answer  processing head
POST  /desk/dossiers/{code}/opinions/{id}/cancellation  processing head
POST  /desk/dossiers/{code}/extension             head
POST  /desk/dossiers/{code}/stop                  head
POST  /desk/dossiers/{code}/result                head
POST  /desk/dossiers/{code}/return                reception
POST  /desk/dossiers/{code}/correction            reception
POST  /desk/dossiers/{code}/approvals             head
POST  /desk/dossiers/{code}/approvals/withdrawal  head
POST  /desk/outages                               reception head agency_admin
GET   /desk/outages                               reception head agency_admin
GET   /desk/outages/{agency}/{day}/{first}/sheet  reception head agency_admin
PUT   /calendar/{day}                             province_admin
GET   /people                                     reception processing head finance agency_admin \
                                                  content_admin province_admin
GET   /people/{subject}/grants                    agency_admin province_admin
PUT   /people/{subject}/grants                    agency_admin province_admin
"""

PAGES = (APP, OFFICERS)
TREES = [ast.parse(page.read_text("utf-8")) for page in PAGES]
FUNCTIONS = [node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
HANDLERS = [*app.app.event_sources, *app.app.pure_lambda_functions]


def test_every_way_in_has_the_audience_written_down_for_it() -> None:
    declared = {(way.method, way.path): way.audience or {"anyone"} for way in app.door.ways}
    rows = [row.split() for row in WAYS_IN.strip().splitlines()]

    assert declared == {(method, path): set(roles) for method, path, *roles in rows}


def test_every_audience_is_made_of_known_roles() -> None:
    known = audiences.OFFICER_ROLES | audiences.APPLICANTS

    assert all(way.audience <= known for way in app.door.ways)


def test_every_route_goes_through_the_door() -> None:
    routes = {
        (method, path, route.view_name)
        for path, by_method in app.app.routes.items()
        for method, route in by_method.items()
    }

    assert routes == {(way.method, way.path, way.handler.__name__) for way in app.door.ways}


@pytest.mark.parametrize("way", app.door.ways, ids=lambda way: way.handler.__name__)
def test_every_route_calls_an_entry_that_says_what_it_does(way: Any) -> None:
    page = importlib.import_module(way.handler.__module__)
    assert page in (app, officers)
    assert getattr(page, way.handler.__name__) is way.handler
    assert way.entry.__module__.startswith("chalicelib.")
    assert way.entry.__doc__


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda handler: handler.name)
def test_every_handler_is_found_by_its_recorded_name(handler: Any) -> None:
    module, _, name = handler.handler_string.rpartition(".")

    assert name == handler.name
    assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_is_a_decorator_a_name_and_one_call(function: ast.FunctionDef) -> None:
    (decorator,) = function.decorator_list
    (statement,) = function.body

    assert isinstance(decorator, ast.Call)
    assert isinstance(statement, ast.Return | ast.Expr)
    assert isinstance(statement.value, ast.Call)


@pytest.mark.parametrize("tree", TREES, ids=["app", "officers"])
def test_it_defines_nothing_else(tree: ast.Module) -> None:
    kinds = {type(node) for node in tree.body}

    assert kinds <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef}


@pytest.mark.parametrize("page", PAGES, ids=["app", "officers"])
def test_it_is_short_enough_to_read_standing_up(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= LONGEST
