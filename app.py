"""Every way into the house: requests, queues, the stream, the clock. A table of contents."""

from chalice.app import Chalice, Cron, Rate

from chalicelib import (
    agencies,
    documents,
    dossiers,
    officers,
    oversight,
    people,
    procedures,
    processing,
    reception,
)
from chalicelib.foundation import handlers, names, openapi, relay
from chalicelib.foundation.web import ANYONE, Door
from chalicelib.people.audiences import (
    APPLICANTS,
    DOSSIER_READERS,
    READING_OVERSEERS,
    RECEIPT_READERS,
    RECEPTION,
)

app = Chalice(app_name="mot-cua")
app.api.binary_types = ["*/*"]  # answers are bytes, whatever a client says it accepts
door = Door(app, people.identify)
handlers.watch(app)


# ── Anyone ────────────────────────────────────────────────────────────────────────────


@door.get("/health", ANYONE)
def health(visit):
    return visit.to(agencies.entry.health)


@door.get("/openapi.json", ANYONE)
def describe_api(visit):
    return visit.to(openapi.describe)


@door.get("/agencies", ANYONE)
def list_agencies(visit):
    return visit.to(agencies.entry.list_agencies)


@door.get("/deadlines", ANYONE)
def count_deadline(visit):
    return visit.to(agencies.entry.deadline)


@door.get("/procedures", ANYONE)
def search_procedures(visit):
    return visit.to(procedures.entry.search)


@door.get("/procedures/{code}", ANYONE)
def show_procedure(visit, code):
    return visit.to(procedures.entry.show, code)


@door.get("/lookup/{code}", ANYONE, pace=names.LOOKUPS_PER_MINUTE)
def look_up(visit, code):
    return visit.to(dossiers.lookup.look_up, code)


@door.get("/statistics", ANYONE)
def show_statistics(visit):
    return visit.to(oversight.entry.statistics)


# ── Citizens and firms ────────────────────────────────────────────────────────────────


@door.post("/dossiers", APPLICANTS, status=201)
def submit_dossier(visit):
    return visit.to(reception.entry.submit)


@door.get("/dossiers", APPLICANTS)
def list_my_dossiers(visit):
    return visit.to(dossiers.entry.list_mine)


@door.get("/dossiers/{code}", DOSSIER_READERS)
def show_dossier(visit, code):
    return visit.to(dossiers.entry.show, code)


@door.get("/dossiers/{code}/receipt", RECEIPT_READERS)
def show_receipt(visit, code):
    return visit.to(documents.entry.receipt, code)


@door.get("/dossiers/{code}/forms/{version}", DOSSIER_READERS)
def show_form(visit, code, version):
    return visit.to(documents.entry.slip, code, version)


@door.get("/dossiers/{code}/timeline/verification", DOSSIER_READERS)
def verify_timeline(visit, code):
    return visit.to(dossiers.entry.verify, code)


@door.get("/dossiers/{code}/readings", READING_OVERSEERS)
def list_readings(visit, code):
    return visit.to(dossiers.entry.list_readings, code)


@door.post("/dossiers/{code}/supplement", APPLICANTS | RECEPTION)
def supplement_dossier(visit, code):
    return visit.to(reception.entry.supplement, code)


@door.post("/dossiers/{code}/withdrawal", APPLICANTS | RECEPTION)
def withdraw_dossier(visit, code):
    return visit.to(processing.entry.withdraw, code)


# ── Officers and administrators: the second page ──────────────────────────────────────

door.turn_to(officers.ways)


# ── The stream: every event, copied to the queues that want it ────────────────────────
# A queue that fails is behind and is caught up later. A batch that fails comes again in halves;
# the record that fails alone is reported to the relay's dead letters before the stream forgets it
# (24 h).


@app.on_dynamodb_record(stream_arn=names.STREAM_ARN, batch_size=100)
def relay_events(event):
    relay.relay(event.to_dict()["Records"])


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
    relay.catch_up_behind()
