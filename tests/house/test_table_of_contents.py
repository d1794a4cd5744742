"""``app.py`` is a table of contents: every route with its audience and one call."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib import administrators, officers, plain, rooms
from chalicelib.foundation.rooms import Reference, Room
from chalicelib.foundation.web import METHODS
from chalicelib.people import audiences
from tests.house.sources import ADMINISTRATORS, APP, OFFICERS, PLAIN

LONGEST = 250

# Who may come in by each route. One that is not here, or is here for others, fails.
ROUTES = """
GET   /health                                     anyone
GET   /openapi.json                               anyone
GET   /agencies                                   anyone
GET   /places                                     anyone
GET   /deadlines                                  anyone
GET   /personal-data                              anyone
GET   /sign-in                                    anyone
GET   /sign-in/done                               anyone
GET   /procedures                                 anyone
GET   /procedures/{code}                          anyone
GET   /procedures/{code}/form                     anyone
GET   /lookup/{code}                              anyone
GET   /statistics                                 anyone
GET   /plain                                      anyone
POST  /plain/lookup                               anyone
GET   /plain/procedures                           anyone
GET   /plain/procedures/{code}                    anyone
POST  /dossiers                                   citizen firm
GET   /dossiers                                   citizen firm
GET   /drafts                                     citizen firm
PUT   /drafts/{draft}                             citizen firm
POST  /drafts/{draft}/removal                     citizen firm
GET   /me/data                                    citizen firm
GET   /dossiers/{code}                            citizen firm reception processing head finance
GET   /dossiers/{code}/receipt                    citizen firm reception processing head finance \
                                                  postal
GET   /dossiers/{code}/form                       citizen firm reception processing head finance
GET   /dossiers/{code}/forms/{version}            citizen firm reception processing head finance
GET   /dossiers/{code}/timeline/verification      citizen firm reception processing head finance
GET   /dossiers/{code}/readings                   citizen firm agency_admin
POST  /dossiers/{code}/supplement                 citizen firm reception
POST  /dossiers/{code}/amendment                  citizen firm reception
POST  /dossiers/{code}/withdrawal                 citizen firm reception
GET   /desk/dossiers                              reception processing head finance
GET   /desk/standing                              reception processing head finance
POST  /desk/dossiers                              reception postal
POST  /desk/dossiers/{code}/acceptance            reception
POST  /desk/dossiers/{code}/forwarding            reception
POST  /desk/forwardings                           reception
POST  /desk/dossiers/{code}/refusal               reception
POST  /desk/dossiers/{code}/supplement-request    reception processing
POST  /desk/dossiers/{code}/fee                   reception processing finance
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
POST  /desk/dossiers/{code}/longer-limit          head processing
POST  /desk/dossiers/{code}/verification          head processing
POST  /desk/dossiers/{code}/explanation           head processing reception
POST  /desk/dossiers/{code}/apology               head
POST  /desk/dossiers/{code}/result-correction     head
POST  /desk/dossiers/{code}/refusal-withdrawal    head
POST  /desk/dossiers/{code}/loss                  head
POST  /desk/dossiers/{code}/stop                  head
POST  /desk/dossiers/{code}/result                head
POST  /desk/dossiers/{code}/return                reception
POST  /desk/dossiers/{code}/correction            reception
POST  /desk/dossiers/{code}/approvals             head
POST  /desk/dossiers/{code}/approvals/withdrawal  head
POST  /desk/outages                               reception head agency_admin
GET   /desk/outages                               reception head agency_admin
GET   /desk/dossiers/{code}/control-sheet         reception processing head finance
GET   /desk/registers/{agency}                    head reception
GET   /desk/outages/{agency}/{day}/{first}/sheet  reception head agency_admin
POST  /sign-out                                   citizen firm reception processing head finance \
                                                  postal agency_admin content_admin \
                                                  province_admin partner
GET   /me                                         citizen firm reception processing head finance \
                                                  postal agency_admin content_admin \
                                                  province_admin partner
GET   /administration/data                        head agency_admin content_admin province_admin
GET   /administration/changes                     head agency_admin content_admin province_admin
POST  /administration/changes                     agency_admin content_admin province_admin
GET   /administration/changes/{change}            head agency_admin content_admin province_admin
GET   /administration/changes/{change}/comparison  head agency_admin content_admin province_admin
POST  /administration/changes/{change}/revision   agency_admin content_admin province_admin
POST  /administration/changes/{change}/approval   head province_admin
POST  /administration/changes/{change}/refusal    head province_admin
POST  /administration/changes/{change}/withdrawal  agency_admin content_admin province_admin
POST  /administration/imports                     province_admin
GET   /people                                     reception processing head finance agency_admin \
                                                  content_admin province_admin
GET   /people/{subject}/grants                    agency_admin province_admin
PUT   /people/{subject}/grants                    agency_admin province_admin
"""

PAGES = (APP, OFFICERS, ADMINISTRATORS, PLAIN)
TREES = [ast.parse(page.read_text("utf-8")) for page in PAGES]
FUNCTIONS = [node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
ROOMS_NAMED = {name: room for name, room in vars(rooms).items() if isinstance(room, Room)}
HANDLERS = [*app.app.event_sources, *app.app.pure_lambda_functions]


def references() -> Iterator[str]:
    """What the pages name of rooms: ``dossiers.entry.submit``."""
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node).count(".") == 2:
                name = ast.unparse(node)
                if name.split(".")[0] in ROOMS_NAMED:
                    yield name


def test_every_route_has_the_audience_written_down_for_it() -> None:
    declared = {
        (route.method, route.path): route.audience or {"anyone"} for route in app.door.routes
    }
    rows = [row.split() for row in ROUTES.strip().splitlines()]

    assert declared == {(method, path): set(roles) for method, path, *roles in rows}


def test_every_audience_is_made_of_known_roles() -> None:
    known = audiences.OFFICER_ROLES | audiences.APPLICANTS

    assert all(route.audience <= known for route in app.door.routes)


def test_every_path_goes_through_the_door_and_no_other() -> None:
    assert set(app.app.routes) == {route.path for route in app.door.routes}


def test_every_path_takes_every_method_so_that_the_door_answers_for_it() -> None:
    for path, by_method in app.app.routes.items():
        assert set(by_method) == set(METHODS), path
        views = {route.view_function.__module__ for route in by_method.values()}
        assert views == {"chalicelib.foundation.web"}, path


EACH_ROUTE = pytest.mark.parametrize(
    "route", app.door.routes, ids=lambda route: route.handler.__name__
)


@EACH_ROUTE
def test_every_route_is_a_function_of_one_of_the_pages(route: Any) -> None:
    page = importlib.import_module(route.handler.__module__)

    assert page in (app, officers, administrators, plain)
    assert getattr(page, route.handler.__name__) is route.handler


@EACH_ROUTE
def test_every_route_declares_an_entry_that_says_what_it_does(route: Any) -> None:
    assert route.entry.__module__.startswith("chalicelib.")
    assert route.entry.__doc__


@EACH_ROUTE
def test_every_part_of_a_path_is_passed_on_in_its_order(route: Any) -> None:
    (handler,) = [one for one in FUNCTIONS if one.name == route.handler.__name__]
    (statement,) = handler.body
    passed_on = [ast.unparse(one) for one in statement.value.args]  # type: ignore[attr-defined]

    assert passed_on == [part[1:-1] for part in route.path.split("/") if part.startswith("{")]


@pytest.mark.parametrize("room", ROOMS_NAMED)
def test_every_room_that_is_named_is_there(room: str) -> None:
    assert importlib.import_module(f"chalicelib.{room}").__doc__


@pytest.mark.parametrize("named", sorted(set(references())))
def test_every_function_of_a_room_that_is_named_is_there(named: str) -> None:
    """Also what stands behind a queue or the clock, which is looked for when it is called."""
    room, module, function = named.split(".")
    reference = getattr(getattr(ROOMS_NAMED[room], module), function)

    assert isinstance(reference, Reference)
    assert callable(reference.function)


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


@pytest.mark.parametrize("tree", TREES, ids=["app", "officers", "administrators", "plain"])
def test_it_defines_nothing_else(tree: ast.Module) -> None:
    kinds = {type(node) for node in tree.body}

    assert kinds <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef}


@pytest.mark.parametrize("page", PAGES, ids=["app", "officers", "administrators", "plain"])
def test_it_is_short_enough_to_read_standing_up(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= LONGEST
