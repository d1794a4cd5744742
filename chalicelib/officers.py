"""The ways in for officers: the second page of the table of contents (``app.py``)."""

from chalicelib import (
    agencies,
    documents,
    dossiers,
    oversight,
    payments,
    people,
    processing,
    reception,
)
from chalicelib.foundation.web import Ways
from chalicelib.people.audiences import (
    ADMINS,
    CASHIERS,
    DESK,
    HEADS,
    INTAKE,
    OUTAGE_KEEPERS,
    PROCESSING,
    PROVINCE_ADMINS,
    RECEPTION,
    STAFF,
)

ways = Ways()


# ── Officers ──────────────────────────────────────────────────────────────────────────


@ways.get("/desk/dossiers", DESK)
def list_desk_dossiers(visit):
    return visit.to(dossiers.entry.list_desk)


@ways.get("/desk/standing", DESK)
def show_standing(visit):
    return visit.to(oversight.entry.standing)


@ways.post("/desk/dossiers", INTAKE, status=201)
def receive_dossier(visit):
    return visit.to(reception.entry.receive)


@ways.post("/desk/dossiers/{code}/acceptance", RECEPTION)
def accept_dossier(visit, code):
    return visit.to(reception.entry.accept, code)


@ways.post("/desk/dossiers/{code}/refusal", RECEPTION)
def refuse_dossier(visit, code):
    return visit.to(reception.entry.refuse_reception, code)


@ways.post("/desk/dossiers/{code}/supplement-request", RECEPTION | PROCESSING)
def request_supplement(visit, code):
    return visit.to(reception.entry.request_supplement, code)


@ways.post("/desk/dossiers/{code}/fee", RECEPTION | PROCESSING)
def demand_fee(visit, code):
    return visit.to(payments.entry.demand_fee, code)


@ways.post("/desk/dossiers/{code}/payment", CASHIERS)
def record_payment(visit, code):
    return visit.to(payments.entry.record_payment, code)


@ways.post("/desk/dossiers/{code}/assignment", HEADS)
def assign_dossier(visit, code):
    return visit.to(processing.entry.assign, code)


@ways.post("/desk/dossiers/{code}/handover", PROCESSING | HEADS)
def hand_over_dossier(visit, code):
    return visit.to(processing.entry.hand_over, code)


@ways.post("/desk/handovers", HEADS | ADMINS, once=False)
def hand_over_all(visit):
    return visit.to(processing.entry.hand_over_all)


@ways.post("/desk/dossiers/{code}/step", PROCESSING | HEADS | RECEPTION)
def complete_step(visit, code):
    return visit.to(processing.entry.complete_step, code)


@ways.post("/desk/dossiers/{code}/step-return", PROCESSING | HEADS)
def send_step_back(visit, code):
    return visit.to(processing.entry.send_back, code)


@ways.post("/desk/dossiers/{code}/opinions", PROCESSING | HEADS)
def request_opinions(visit, code):
    return visit.to(processing.entry.request_opinions, code)


@ways.post("/desk/dossiers/{code}/opinions/{id}/answer", PROCESSING | HEADS)
def give_opinion(visit, code, id):
    return visit.to(processing.entry.give_opinion, code, id)


@ways.post("/desk/dossiers/{code}/opinions/{id}/cancellation", PROCESSING | HEADS)
def cancel_opinion(visit, code, id):
    return visit.to(processing.entry.cancel_opinion, code, id)


@ways.post("/desk/dossiers/{code}/extension", HEADS)
def extend_deadline(visit, code):
    return visit.to(processing.entry.extend, code)


@ways.post("/desk/dossiers/{code}/stop", HEADS)
def stop_dossier(visit, code):
    return visit.to(processing.entry.stop, code)


@ways.post("/desk/dossiers/{code}/result", HEADS)
def resolve_dossier(visit, code):
    return visit.to(processing.entry.resolve, code)


@ways.post("/desk/dossiers/{code}/return", RECEPTION)
def return_dossier(visit, code):
    return visit.to(processing.entry.give_back, code)


@ways.post("/desk/dossiers/{code}/correction", RECEPTION)
def correct_dossier(visit, code):
    return visit.to(dossiers.entry.correct, code)


@ways.post("/desk/dossiers/{code}/approvals", HEADS)
def approve_move(visit, code):
    return visit.to(dossiers.entry.approve, code)


@ways.post("/desk/dossiers/{code}/approvals/withdrawal", HEADS)
def withdraw_approval(visit, code):
    return visit.to(dossiers.entry.withdraw_approval, code)


@ways.post("/desk/outages", OUTAGE_KEEPERS, status=201)
def reserve_outage(visit):
    return visit.to(reception.entry.reserve_outage)


@ways.get("/desk/outages", OUTAGE_KEEPERS)
def list_outages(visit):
    return visit.to(reception.entry.list_outages)


@ways.get("/desk/outages/{agency}/{day}/{first}/sheet", OUTAGE_KEEPERS)
def show_outage_sheet(visit, agency, day, first):
    return visit.to(documents.entry.outage_sheet, agency, day, first)


# ── Administrators ────────────────────────────────────────────────────────────────────


@ways.put("/calendar/{day}", PROVINCE_ADMINS)
def decide_day(visit, day):
    return visit.to(agencies.entry.decide_day, day)


@ways.get("/people", STAFF)
def list_staff(visit):
    return visit.to(people.entry.list_staff)


@ways.get("/people/{subject}/grants", ADMINS)
def show_grants(visit, subject):
    return visit.to(people.entry.show_grants, subject)


@ways.put("/people/{subject}/grants", ADMINS)
def change_grants(visit, subject):
    return visit.to(people.entry.change_grants, subject)
