"""The routes for administrators: the third page of the table of contents (``app.py``)."""

from chalicelib.foundation.routes import Routes
from chalicelib.people.audiences import (
    ADMINS,
    DATA_APPROVERS,
    DATA_DRAFTERS,
    DATA_KEEPERS,
    PROVINCE_ADMINS,
    SIGNED_IN,
    STAFF,
)
from chalicelib.rooms import administration, people, processing, takeover

routes = Routes()


# ── Officers ─────────────────────────────────────────────────────────────────


@routes.get("/me", SIGNED_IN, people.entry.show_me)
def show_me(visit):
    return visit.call()


@routes.post("/sign-out", SIGNED_IN, people.entry.sign_out, once=False)
def sign_out(visit):
    return visit.call()


@routes.get("/people", STAFF, people.entry.list_staff)
def list_staff(visit):
    return visit.call()


@routes.get("/people/{subject}/grants", ADMINS, people.entry.show_grants)
def show_grants(visit, subject):
    return visit.call(subject)


@routes.put("/people/{subject}/grants", ADMINS, processing.entry.change_grants)
def change_grants(visit, subject):
    return visit.call(subject)


# ── Data of the province ──────────────────────────────────────────────────────────────


@routes.get("/administration/data", DATA_KEEPERS, administration.entry.show_data)
def show_data(visit):
    return visit.call()


@routes.get("/administration/changes", DATA_KEEPERS, administration.entry.list_changes)
def list_data_changes(visit):
    return visit.call()


@routes.post(
    "/administration/changes",
    DATA_DRAFTERS,
    administration.entry.draft,
    status=201,
    at="/administration/changes/{change}",
)
def draft_data_change(visit):
    return visit.call()


@routes.get("/administration/changes/{change}", DATA_KEEPERS, administration.entry.show_change)
def show_data_change(visit, change):
    return visit.call(change)


@routes.get(
    "/administration/changes/{change}/comparison", DATA_KEEPERS, administration.entry.compare
)
def compare_data_change(visit, change):
    return visit.call(change)


@routes.post(
    "/administration/changes/{change}/revision", DATA_DRAFTERS, administration.entry.revise
)
def revise_data_change(visit, change):
    return visit.call(change)


@routes.post(
    "/administration/changes/{change}/approval", DATA_APPROVERS, administration.entry.approve
)
def approve_data_change(visit, change):
    return visit.call(change)


@routes.post(
    "/administration/changes/{change}/refusal", DATA_APPROVERS, administration.entry.refuse
)
def refuse_data_change(visit, change):
    return visit.call(change)


@routes.post(
    "/administration/changes/{change}/withdrawal", DATA_DRAFTERS, administration.entry.withdraw
)
def withdraw_data_change(visit, change):
    return visit.call(change)


# ── Dossiers of the system that is replaced ───────────────────────────────────────────


@routes.post("/administration/imports", PROVINCE_ADMINS, takeover.entry.take_over, once=False)
def take_over_dossiers(visit):
    return visit.call()
