"""What a line of the log contains, and what it cannot contain."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chalicelib.dossiers import codes
from chalicelib.foundation import log
from local.runner import clock_event
from tests.support.backstage import Backstage
from tests.support.canary import Canary
from tests.support.province import Province


def said(logs: Canary, what: str) -> list[dict[str, Any]]:
    return [line for line in logs.lines if line.get("what") == what]


# ---- Requests --------------------------------------------------------------------------------


def test_a_request_tells_its_route_dossier_and_status(province: Province, logs: Canary) -> None:
    code = province.submitted()["code"]
    province.get(f"/dossiers/{code}/timeline/verification", "citizen-1")

    line = said(logs, "request")[-1]
    assert (line["method"], line["route"]) == (
        "GET",
        "/dossiers/{code}/timeline/verification",
    )
    assert (line["code"], line["status"]) == (code, 200)
    assert "refusal" not in line
    assert line["ms"] >= 0


@pytest.mark.parametrize("serial", ["0001", "12000451", "89300000012"])
def test_the_code_of_a_centralised_service_is_told_however_long(
    province: Province, logs: Canary, serial: str
) -> None:
    province.get(f"/dossiers/H01.31.01-250627-{serial}/timeline/verification", "citizen-1")

    assert said(logs, "request")[-1]["code"] == f"H01.31.01-250627-{serial}"


def test_a_refused_request_tells_the_code_of_the_refusal(province: Province, logs: Canary) -> None:
    province.get("/lookup/H01.51-260302-9999")

    (line,) = said(logs, "request")
    assert (line["code"], line["status"]) == ("H01.51-260302-9999", 404)
    assert line["refusal"] == "lookup_not_found"


@pytest.mark.parametrize(
    "typed",
    ["089300000001", "Nguyen-Van-A", "0912000001", "089300000001-260302-0001", "H01.51-260302-"],
)
def test_what_is_typed_in_place_of_a_code_is_not_logged(
    province: Province, logs: Canary, typed: str
) -> None:
    province.get(f"/lookup/{typed}")

    (line,) = said(logs, "request")
    assert "code" not in line
    assert typed not in str(line)


def test_a_procedures_code_is_not_taken_for_a_dossiers(province: Province, logs: Canary) -> None:
    province.get("/procedures/1.004873")

    assert "code" not in said(logs, "request")[0]


def test_all_lines_of_a_request_carry_its_id_and_no_others(
    province: Province, logs: Canary
) -> None:
    province.submitted()
    first = {line["request_id"] for line in said(logs, "event written") + said(logs, "request")}
    logs.begin()
    province.submitted()
    second = {line["request_id"] for line in said(logs, "event written") + said(logs, "request")}

    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_a_move_tells_the_dossier_the_kind_and_the_version(
    province: Province, logs: Canary
) -> None:
    code = province.accepted()["code"]

    told = [(line["code"], line["kind"], line["version"]) for line in said(logs, "event written")]
    assert told == [(code, "submitted", 1), (code, "accepted", 2)]


def test_a_request_that_comes_again_under_its_key_writes_no_event(
    province: Province, logs: Canary
) -> None:
    for _ in range(2):
        province.post("/dossiers", "citizen-1", province.submission(), "the same key, logged")

    assert len(said(logs, "event written")) == 1
    assert len(said(logs, "request")) == 2


# ---- Behind the counter ----------------------------------------------------------------------


def test_stream_and_queue_tell_which_dossiers_which_kinds_and_how_many(
    province: Province, logs: Canary
) -> None:
    backstage = Backstage(province)
    code = province.accepted()["code"]
    backstage.settle()

    relayed, counted = said(logs, "events relayed")[-1], said(logs, "events counted")[-1]
    for line in (relayed, counted):
        assert line["codes"] == [code]
        assert line["kinds"] == {"submitted": 1, "accepted": 1}
        assert line["count"] == 2


def test_the_clock_tells_how_much_it_did(province: Province, logs: Canary) -> None:
    import app

    for job in (app.audit_timelines, app.warn_of_deadlines, app.catch_up_listeners):
        job(clock_event(dt.datetime(2026, 11, 20, 19, tzinfo=dt.UTC)), None)

    (audited,), (given,) = said(logs, "timelines audited"), said(logs, "warnings given")
    assert audited["count"] >= 0
    assert given["count"] >= 0
    assert [line["source"] for line in said(logs, "handled")] == ["clock"] * 3


# ---- What cannot be written ------------------------------------------------------------------


def test_a_field_that_is_not_on_the_list_is_not_written(logs: Canary) -> None:
    with pytest.raises(ValueError, match="not a field of our logs"):
        log.info("careless", applicant="somebody")

    assert logs.lines == []


@pytest.mark.parametrize("field", sorted(log.WORDS))
@pytest.mark.parametrize(
    "somebody", ["Nguyễn Thị Hoa Mai", "Nguyen Thi Hoa Mai", "mai@example.com", "Số 1, Ví Dụ"]
)
def test_a_person_does_not_fit_into_any_field(logs: Canary, field: str, somebody: str) -> None:
    log.info("careless", **{field: somebody})

    assert logs.lines[-1][field] == log.UNFIT


@pytest.mark.parametrize("field", ["agency", "code", "error", "kind", "method", "refusal"])
def test_a_number_of_a_person_does_not_fit_either(logs: Canary, field: str) -> None:
    log.info("careless", **{field: "089300000001"})

    assert logs.lines[-1][field] == log.UNFIT


def test_a_text_does_not_fit_where_a_number_belongs(logs: Canary) -> None:
    log.info("careless", count="089300000001")

    assert logs.lines[-1]["count"] == log.UNFIT


def test_a_person_among_several_codes_or_kinds_is_left_out(logs: Canary) -> None:
    code = "H01.51-260302-0001"
    log.info("careless", codes=[code, "Nguyen Van A"], kinds={"accepted": 1, "089300000001": 2})

    line = logs.lines[-1]
    assert line["codes"] == [code, log.UNFIT]
    assert line["kinds"] == {"accepted": 1, log.UNFIT: 2}


@pytest.mark.parametrize("agency", ["H01.51", "G22.001", "000.00.51.H01", "H01"])
def test_every_code_of_a_dossier_fits(agency: str) -> None:
    for serial in (1, 9999, 1234567):
        assert log.fits("code", codes.build(agency, dt.date(2026, 3, 2), serial, 4))


def test_an_unexpected_error_is_told_without_its_message(logs: Canary) -> None:
    try:
        raise KeyError("Nguyễn Thị Hoa Mai")
    except KeyError as error:
        log.failure("failed", error)

    assert logs.lines[-1]["error"].startswith("KeyError at test_an_unexpected_error")
