"""The routes for officers: the second page of the table of contents (``app.py``)."""

from chalicelib.foundation.routes import Routes
from chalicelib.people.audiences import (
    ADMINS,
    CASHIERS,
    DESK,
    HEADS,
    INTAKE,
    OUTAGE_KEEPERS,
    PROCESSING,
    RECEPTION,
)
from chalicelib.rooms import (
    documents,
    dossiers,
    oversight,
    payments,
    processing,
    reception,
)

routes = Routes()


# ── Officers ──────────────────────────────────────────────────────────────────────────


@routes.get("/desk/dossiers", DESK, dossiers.entry.list_desk)
def list_desk_dossiers(visit):
    return visit.call()


@routes.get("/desk/standing", DESK, oversight.entry.standing)
def show_standing(visit):
    return visit.call()


@routes.post("/desk/dossiers", INTAKE, reception.entry.receive, status=201, at="/dossiers/{code}")
def receive_dossier(visit):
    return visit.call()


@routes.post("/desk/dossiers/{code}/acceptance", RECEPTION, reception.entry.accept)
def accept_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/forwarding", RECEPTION, reception.entry.forward)
def forward_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/forwardings", RECEPTION, reception.entry.forward_all)
def forward_all(visit):
    return visit.call()


@routes.post("/desk/dossiers/{code}/refusal", RECEPTION, reception.entry.refuse_reception)
def refuse_dossier(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/dossiers/{code}/supplement-request",
    RECEPTION | PROCESSING,
    reception.entry.request_supplement,
)
def request_supplement(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/fee", CASHIERS | PROCESSING, payments.entry.demand_fee)
def demand_fee(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/payment", CASHIERS, payments.entry.record_payment)
def record_payment(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/assignment", HEADS, processing.entry.assign)
def assign_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/handover", PROCESSING | HEADS, processing.entry.hand_over)
def hand_over_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/handovers", HEADS | ADMINS, processing.entry.hand_over_all, once=False)
def hand_over_all(visit):
    return visit.call()


@routes.post(
    "/desk/dossiers/{code}/step", PROCESSING | HEADS | RECEPTION, processing.entry.complete_step
)
def complete_step(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/step-return", PROCESSING | HEADS, processing.entry.send_back)
def send_step_back(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/dossiers/{code}/opinions", PROCESSING | HEADS, processing.entry.request_opinions
)
def request_opinions(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/dossiers/{code}/opinions/{id}/answer", PROCESSING | HEADS, processing.entry.give_opinion
)
def give_opinion(visit, code, id):
    return visit.call(code, id)


@routes.post(
    "/desk/dossiers/{code}/opinions/{id}/cancellation",
    PROCESSING | HEADS,
    processing.entry.cancel_opinion,
)
def cancel_opinion(visit, code, id):
    return visit.call(code, id)


@routes.post("/desk/dossiers/{code}/extension", HEADS, processing.entry.extend)
def extend_deadline(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/longer-limit", PROCESSING | HEADS, processing.entry.lengthen)
def lengthen_limit(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/dossiers/{code}/verification", PROCESSING | HEADS, processing.entry.record_verification
)
def record_verification(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/dossiers/{code}/explanation",
    RECEPTION | PROCESSING | HEADS,
    processing.entry.explain_lateness,
)
def explain_lateness(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/apology", HEADS, processing.entry.apologise)
def apologise(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/result-correction", HEADS, processing.entry.correct_result)
def correct_result(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/refusal-withdrawal", HEADS, processing.entry.withdraw_refusal)
def withdraw_refusal(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/loss", HEADS, processing.entry.record_loss)
def record_loss(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/stop", HEADS, processing.entry.stop)
def stop_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/result", HEADS, processing.entry.resolve)
def resolve_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/return", RECEPTION, processing.entry.give_back)
def return_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/correction", RECEPTION, dossiers.entry.correct)
def correct_dossier(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/approvals", HEADS, dossiers.entry.approve)
def approve_move(visit, code):
    return visit.call(code)


@routes.post("/desk/dossiers/{code}/approvals/withdrawal", HEADS, dossiers.entry.withdraw_approval)
def withdraw_approval(visit, code):
    return visit.call(code)


@routes.post(
    "/desk/outages",
    OUTAGE_KEEPERS,
    reception.entry.reserve_outage,
    status=201,
    at="/desk/outages/{agency.code}/{day}/{first}/sheet",
)
def reserve_outage(visit):
    return visit.call()


@routes.get("/desk/outages", OUTAGE_KEEPERS, reception.entry.list_outages)
def list_outages(visit):
    return visit.call()


@routes.get("/desk/dossiers/{code}/control-sheet", DESK, documents.entry.control_sheet)
def show_control_sheet(visit, code):
    return visit.call(code)


@routes.get("/desk/registers/{agency}", RECEPTION | HEADS, documents.entry.register)
def show_register(visit, agency):
    return visit.call(agency)


@routes.get(
    "/desk/outages/{agency}/{day}/{first}/sheet", OUTAGE_KEEPERS, documents.entry.outage_sheet
)
def show_outage_sheet(visit, agency, day, first):
    return visit.call(agency, day, first)
