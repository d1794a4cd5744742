"""The routes for browsers without script: a page of the table of contents (``app.py``)."""

from chalicelib.foundation import names
from chalicelib.foundation.routes import ANYONE, Routes
from chalicelib.rooms import dossiers, procedures

routes = Routes()


@routes.get("/plain", ANYONE, dossiers.plain.welcome, page=True)
def show_plain_beginning(visit):
    return visit.call()


@routes.post(
    "/plain/lookup",
    ANYONE,
    dossiers.plain.look_up,
    pace=names.LOOKUPS_PER_MINUTE,
    once=False,
    page=True,
)
def look_up_plainly(visit):
    return visit.call()


@routes.get("/plain/procedures", ANYONE, procedures.plain.search, page=True)
def search_procedures_plainly(visit):
    return visit.call()


@routes.get("/plain/procedures/{code}", ANYONE, procedures.plain.show, page=True)
def show_procedure_plainly(visit, code):
    return visit.call(code)
