"""Every way into the house: requests, queues, the stream, the clock. A table of contents."""

from chalice.app import Chalice, Cron, Rate

from chalicelib import administrators, officers, plain
from chalicelib.foundation import handlers, names
from chalicelib.foundation.routes import ANYONE
from chalicelib.foundation.web import Door
from chalicelib.people.audiences import (
    APPLICANTS,
    DOSSIER_READERS,
    READING_OVERSEERS,
    RECEIPT_READERS,
    RECEPTION,
)
from chalicelib.rooms import (
    agencies,
    documents,
    dossiers,
    foundation,
    oversight,
    people,
    procedures,
    processing,
    reception,
)

app = Chalice(app_name="mot-cua")
app.api.binary_types = ["*/*"]  # answers are bytes, whatever a client says it accepts
door = Door(app, people.actions.identify, people.signing_in.recognise)
handlers.watch(app)


# ── Anyone ────────────────────────────────────────────────────────────────────────────


@door.get("/health", ANYONE, agencies.entry.health)
def health(visit):
    return visit.call()


@door.get("/openapi.json", ANYONE, foundation.openapi.describe)
def describe_api(visit):
    return visit.call()


@door.get("/agencies", ANYONE, agencies.entry.list_agencies)
def list_agencies(visit):
    return visit.call()


@door.get("/places", ANYONE, agencies.entry.find_places)
def find_places(visit):
    return visit.call()


@door.get("/deadlines", ANYONE, agencies.entry.deadline)
def count_deadline(visit):
    return visit.call()


@door.get("/personal-data", ANYONE, agencies.entry.show_notice)
def show_notice(visit):
    return visit.call()


@door.get("/procedures", ANYONE, procedures.entry.search)
def search_procedures(visit):
    return visit.call()


@door.get("/procedures/{code}", ANYONE, procedures.entry.show)
def show_procedure(visit, code):
    return visit.call(code)


@door.get("/procedures/{code}/form", ANYONE, documents.entry.empty_declaration)
def show_empty_form(visit, code):
    return visit.call(code)


@door.get("/lookup/{code}", ANYONE, dossiers.lookup.look_up, pace=names.LOOKUPS_PER_MINUTE)
def look_up(visit, code):
    return visit.call(code)


@door.get("/statistics", ANYONE, oversight.entry.statistics)
def show_statistics(visit):
    return visit.call()


@door.get("/sign-in", ANYONE, people.entry.sign_in, status=302, pace=names.LOOKUPS_PER_MINUTE)
def sign_in(visit):
    return visit.call()


@door.get(
    "/sign-in/done", ANYONE, people.entry.sign_in_done, status=302, pace=names.LOOKUPS_PER_MINUTE
)
def sign_in_done(visit):
    return visit.call()


# ── Citizens and firms ────────────────────────────────────────────────────────────────


@door.post("/dossiers", APPLICANTS, reception.entry.submit, status=201, at="/dossiers/{code}")
def submit_dossier(visit):
    return visit.call()


@door.get("/dossiers", APPLICANTS, dossiers.entry.list_mine)
def list_my_dossiers(visit):
    return visit.call()


@door.get("/drafts", APPLICANTS, reception.entry.list_drafts)
def list_my_drafts(visit):
    return visit.call()


@door.put("/drafts/{draft}", APPLICANTS, reception.entry.keep_draft)
def keep_my_draft(visit, draft):
    return visit.call(draft)


@door.post("/drafts/{draft}/removal", APPLICANTS, reception.entry.remove_draft, once=False)
def remove_my_draft(visit, draft):
    return visit.call(draft)


@door.get("/me/data", APPLICANTS, reception.entry.my_data)
def show_my_data(visit):
    return visit.call()


@door.get("/dossiers/{code}", DOSSIER_READERS, dossiers.entry.show)
def show_dossier(visit, code):
    return visit.call(code)


@door.get("/dossiers/{code}/receipt", RECEIPT_READERS, documents.entry.receipt)
def show_receipt(visit, code):
    return visit.call(code)


@door.get("/dossiers/{code}/form", DOSSIER_READERS, documents.entry.declaration)
def show_declaration(visit, code):
    return visit.call(code)


@door.get("/dossiers/{code}/forms/{version}", DOSSIER_READERS, documents.entry.slip)
def show_form(visit, code, version):
    return visit.call(code, version)


@door.get("/dossiers/{code}/timeline/verification", DOSSIER_READERS, dossiers.entry.verify)
def verify_timeline(visit, code):
    return visit.call(code)


@door.get("/dossiers/{code}/readings", READING_OVERSEERS, dossiers.entry.list_readings)
def list_readings(visit, code):
    return visit.call(code)


@door.post("/dossiers/{code}/supplement", APPLICANTS | RECEPTION, reception.entry.supplement)
def supplement_dossier(visit, code):
    return visit.call(code)


@door.post("/dossiers/{code}/amendment", APPLICANTS | RECEPTION, reception.entry.amend)
def amend_dossier(visit, code):
    return visit.call(code)


@door.post("/dossiers/{code}/withdrawal", APPLICANTS | RECEPTION, processing.entry.withdraw)
def withdraw_dossier(visit, code):
    return visit.call(code)


# ── Officers and administrators: the second page ──────────────────────────────────────

door.include(officers.routes)
door.include(administrators.routes)
door.include(plain.routes)  # for browsers without script


# ── The stream: every event, copied to the queues that want it ────────────────────────
# A batch that fails comes again in halves; the record that fails alone is told to the relay's
# dead letters before the stream forgets it (24 h). The journal does not (`relay.catch_up`).


@app.on_dynamodb_record(stream_arn=names.STREAM_ARN, batch_size=100)
def relay_events(event):
    foundation.relay.relay(event.to_dict()["Records"])


# ── Queues ────────────────────────────────────────────────────────────────────────────
# A handler answers which messages it could not do, or raises for all of them. Those come again,
# then lie in the queue's dead letters.


@app.on_sqs_message(queue_arn=names.ROLLUPS_QUEUE_ARN, batch_size=10)
def count_events(event):
    return oversight.backstage.count(event)


# ── The clock ─────────────────────────────────────────────────────────────────────────


@app.schedule(Cron(0, 19, "*", "*", "?", "*"))  # 02:00 in Viet Nam
def audit_timelines(event):
    oversight.backstage.audit(event)


@app.schedule(Rate(5, unit=Rate.MINUTES))
def warn_of_deadlines(event):
    processing.backstage.warn(event)


@app.schedule(Rate(5, unit=Rate.MINUTES))
def catch_up_listeners(event):
    foundation.relay.catch_up_behind()
