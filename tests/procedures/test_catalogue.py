"""The catalogue: search without diacritics, and versions by date."""

from __future__ import annotations

import datetime as dt
import re
from unicodedata import normalize

import pytest
import yaml

from chalicelib.dossiers import reading
from chalicelib.dossiers.model import Dossier
from chalicelib.dossiers.turn import Request
from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Invalid
from chalicelib.people.actions import identify
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import search
from chalicelib.procedures.model import AgencyProcess, Named, Procedure, Version
from chalicelib.reception import actions as reception
from local.meter import Meter
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.submissions import complete, submission
from tools import packs

BIRTH, RESIDENCE, LAND = "1.001193", "1.004222", "1.012784"
RECORD, BUILDING = "3.000333", "1.013226"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐĂNG KÝ  KHAI\tSINH", "dang ky khai sinh"),
        ("Thủ tục cấp giấy phép xây dựng", "thu tuc cap giay phep xay dung"),
        ("ươ ưỡ ạ ỵ Ẫ", "uo uo a y a"),
        (normalize("NFD", "Đường Hòa Bình"), "duong hoa binh"),
        ("", ""),
    ],
)
def test_words_are_compared_without_their_diacritics(written: str, plain: str) -> None:
    assert search.plain(written) == plain


def found(province: Province, **query: str) -> set[str]:
    answer = province.get("/procedures", **query)
    assert answer.status == 200, answer.body
    codes = {line["code"] for line in answer.body["procedures"]}
    assert answer.body["count"] == len(codes)
    return codes


@pytest.mark.parametrize(
    "words",
    [
        "Đăng ký khai sinh",
        "dang ky khai sinh",
        "DANG KY KHAI SINH",
        "khai sinh",
        "đăng ky sinh",
        "dang k",
        normalize("NFD", "Đăng ký khai sinh"),
        "1.001193",
        "giấy khai sinh",
        "ho tich khai sinh",
    ],
)
def test_a_birth_registration_is_found_however_it_is_typed(province: Province, words: str) -> None:
    assert BIRTH in found(province, q=words)


@pytest.mark.parametrize("words", ["khai sinh xyz", "inh", "2.001193", "🙂"])
def test_what_does_not_match_is_not_found(province: Province, words: str) -> None:
    assert BIRTH not in found(province, q=words)


def test_no_words_find_the_whole_catalogue(province: Province) -> None:
    assert len(found(province)) >= 25
    assert found(province) == found(province, q="   ")


@pytest.mark.parametrize("field", ["ho-tich", "Hộ tịch", "ho tich", "HỘ TỊCH"])
def test_a_field_is_known_by_code_and_by_name(province: Province, field: str) -> None:
    of_field = found(province, field=field)
    assert BIRTH in of_field
    assert "1.012784" not in of_field  # land
    assert of_field == found(province, field="ho-tich")


def test_what_is_often_needed_in_an_event_of_life_is_found_by_it(province: Province) -> None:
    born = found(province, event="birth")

    assert BIRTH in born
    assert "1.012784" not in born  # land
    assert found(province, event="birth", q="cha mẹ con") < born
    assert found(province, event="phep-thuat") == set()


def test_a_search_tells_which_fields_and_events_could_be_asked_for_instead(
    province: Province,
) -> None:
    told = province.get("/procedures", event="birth", field="ho-tich").body

    fields = {one["code"]: one["count"] for one in told["fields"]}
    events = {one["code"]: one["count"] for one in told["events"]}
    assert fields["nuoi-con-nuoi"] == 1
    assert events["birth"] == told["count"] == fields["ho-tich"]
    assert events["death"] >= 2


def test_a_search_tells_how_long_it_takes_and_what_it_costs(province: Province) -> None:
    (birth,) = province.get("/procedures", q=BIRTH).body["procedures"]

    assert birth["takes"] == [{"unit": "same_day", "value": 0}]
    assert birth["costs"]["least"] == 0 < birth["costs"]["most"]


def test_a_search_says_why_something_is_not_online_alone(province: Province) -> None:
    (married,) = province.get("/procedures", q="1.000894").body["procedures"]

    assert married["online"] == "partial"
    assert married["not_online"]


@pytest.mark.parametrize("pack", packs.provinces())
def test_an_event_of_life_names_procedures_that_are_known(pack: str) -> None:
    known = {code for code, _ in packs._national(packs.SEED)}
    listed = yaml.safe_load((packs.SEED / "national" / "events.yaml").read_text("utf-8"))

    assert {code for one in listed["events"] for code in one["procedures"]} <= known
    used = {event.code for one in packs.adopted_procedures(pack) for event in one.events}
    assert used == {one["code"] for one in listed["events"]}


@pytest.mark.parametrize("pack", packs.provinces())
def test_a_field_has_its_national_code_or_says_that_it_was_not_found(pack: str) -> None:
    """``MX1X2-LV`` (TT 01/2018 Điều 20), shown with each procedure."""
    fields = {one.field.code: one.field for one in packs.adopted_procedures(pack)}

    assert fields["ho-tich"].sector == "G15-HT01"
    assert all(
        re.fullmatch("[A-Z][0-9]{2}-[A-Z]{2}[0-9]{2}", one.sector) or one.verify
        for one in fields.values()
    )


def test_a_procedure_shows_the_national_code_of_its_field(province: Province) -> None:
    (line,) = province.get("/procedures", q=BIRTH).body["procedures"]

    assert line["field"]["sector"] == "G15-HT01"


def test_an_unknown_field_has_no_procedures(province: Province) -> None:
    assert found(province, field="phep-thuat") == set()


@pytest.mark.parametrize(
    ("agency", "code", "does"),
    [
        ("H01.51", BIRTH, "settles"),
        ("000.00.51.H01", BIRTH, "settles"),
        ("H01.51.01", RESIDENCE, "settles"),
        ("H01.15", RECORD, "settles"),
        ("H01.13", BUILDING, "settles"),
        ("H01.14.01", LAND, "settles"),
        ("H01.20", BUILDING, "receives_for"),
        ("H01.20", RECORD, "receives_for"),
        # Boundaries do not matter at a one-stop desk, where the procedure is on that list.
        ("H01.51", LAND, "boundary_free"),
        ("H01.20", BIRTH, "boundary_free"),
        ("H01.51", RESIDENCE, None),
        ("H01.51.01", BIRTH, None),
        ("H01.15", LAND, None),
        ("H01.13", LAND, None),
        ("H01.20", RESIDENCE, None),
        ("H01.14.01", BIRTH, None),
    ],
)
def test_an_agency_shows_what_it_settles_or_receives_for_who_does(
    province: Province, agency: str, code: str, does: str | None
) -> None:
    lines = province.get("/procedures", agency=agency).body["procedures"]

    assert {line["code"]: line["at_agency"] for line in lines}.get(code) == does


def test_without_an_agency_nobody_does_anything_with_it(province: Province) -> None:
    lines = province.get("/procedures", q=BIRTH).body["procedures"]
    assert [line["at_agency"] for line in lines] == [None]


def test_words_field_and_agency_narrow_together(province: Province) -> None:
    narrowed = found(province, q="khai sinh", field="ho-tich", agency="H01.51")
    assert narrowed == found(province, q="khai sinh") & found(province, agency="H01.51")
    assert narrowed


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"agency": "H01.99"}, "unknown_agency"),
        ({"q": "x" * 201}, "invalid_request"),
        ({"word": "x"}, "invalid_request"),
    ],
)
def test_a_search_that_cannot_be_meant_is_refused(
    province: Province, query: dict[str, str], code: str
) -> None:
    answer = province.get("/procedures", **query)
    assert (answer.status, answer.body["code"]) == (422, code)


def test_a_procedure_shows_all_that_the_law_wants_published(province: Province) -> None:
    shown = province.get(f"/procedures/{BIRTH}").body
    version = shown["version"]
    assert shown["name"] == "Đăng ký khai sinh"
    assert version["time_limits"][0]["article"]
    assert version["cases"][0]["papers"]
    assert version["fees"][0]["exemption"]
    assert version["process"][0]["division"]
    assert version["form_schema"]["properties"]["child_name"]["title"]
    assert version["legal_basis"]
    assert version["results"]


# ── Versions ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2018-05-21", "2018-05-21"),
        ("2025-06-30", "2018-05-21"),
        ("2025-07-01", "2025-07-01"),
        ("2026-11-20", "2025-07-01"),
    ],
)
def test_a_procedure_is_shown_as_in_force_on_the_day_asked(
    province: Province, day: str, version: str
) -> None:
    shown = province.get(f"/procedures/{BIRTH}", on=day).body
    assert shown["version"]["effective_from"] == version
    assert shown["versions"][:2] == ["2018-05-21", "2025-07-01"]


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("/procedures/9.999999", {}, 404, "unknown_procedure"),
        ("/procedures/khai sinh", {}, 404, "unknown_procedure"),
        (f"/procedures/{BIRTH}", {"on": "2018-05-20"}, 422, "procedure_not_in_force"),
        (f"/procedures/{BIRTH}", {"on": "0001-01-01"}, 422, "invalid_request"),
        (f"/procedures/{BIRTH}", {"on": "hôm qua"}, 422, "invalid_request"),
    ],
)
def test_a_procedure_that_is_not_there_is_refused(
    province: Province, path: str, query: dict[str, str], status: int, code: str
) -> None:
    answer = province.get(path, **query)
    assert (answer.status, answer.body["code"]) == (status, code)


def test_a_code_longer_than_any_key_is_not_looked_for(province: Province) -> None:
    with Meter() as used:
        answer = province.get("/procedures/" + "9" * 3000)
    assert answer.status == 404
    assert used.calls == 0


NEW_LAW = dt.date(2071, 1, 1)
BEFORE, AFTER = clock.parse("2070-12-31T16:00"), clock.parse("2071-01-02T08:00")
CHANGED = "1.004837"  # guardianship: three working days


@pytest.fixture
def new_law(province: Province) -> Version:
    """From 2071 on guardianship takes seven working days, online only, with a paper less."""
    old = procedures.in_force(CHANGED, BEFORE.date())
    (limit,), (case, *_) = old.version.time_limits, old.version.cases
    new = old.version.model_copy(
        update={
            "effective_from": NEW_LAW,
            "time_limits": (limit.model_copy(update={"value": 7, "article": "Luật mới Điều 1"}),),
            "channels": ("online",),
            "cases": (case.model_copy(update={"papers": case.papers[:-1]}),),
        }
    )
    named = old.model_dump(include={"code", "name", "field", "keywords"})
    procedures.publish(Procedure(**named, versions=(old.version, new)))
    return new


def test_a_dossier_keeps_the_version_of_the_day_it_was_received(
    province: Province, new_law: Version
) -> None:
    by = citizen("089300000073")
    papers = [
        {"code": paper.code, "originals": 1}
        for paper in procedures.in_force(CHANGED, BEFORE.date()).version.cases[0].papers
    ]
    form = complete(CHANGED)["form"]
    asked = {"procedure": CHANGED, "case": None, "form": form, "agency": "H01.55"}

    old = reception.submit(submission(**asked, papers=papers), by, now=lambda: BEFORE)
    with pytest.raises(Invalid) as refused:
        reception.submit(submission(**asked, papers=papers), by, now=lambda: AFTER)
    assert refused.value.code == "unknown_paper"
    new = reception.submit(submission(**asked, papers=papers[:-1]), by, now=lambda: AFTER)

    assert old.dossier.procedure_from < NEW_LAW == new.dossier.procedure_from
    assert version_of(old.dossier).time_limits[0].value == 3
    assert version_of(new.dossier).time_limits[0].value == 7


def version_of(dossier: Dossier) -> Version:
    return procedures.pinned(dossier.procedure, dossier.procedure_from).version


def test_a_dossier_received_before_a_new_law_is_settled_by_the_old_one(
    province: Province, new_law: Version
) -> None:
    by = citizen("089300000074")
    asked = {**complete(CHANGED), "agency": "H01.51"}
    code = reception.submit(submission(**asked), by, now=lambda: BEFORE).dossier.code

    officer = identify(province.provider.token("reception-1"))
    accepted = reception.accept(code, officer, Request(), now=lambda: AFTER)
    deadline = accepted.deadline
    assert deadline.terms.value == 3
    assert deadline.due == clock.parse("2071-01-07T08:00")
    seen = reading.read(code, by, "show_dossier")
    assert seen.dossier.procedure_from < NEW_LAW


# ── An agency's own internal process ─────────────────────────────────────────────────────


@pytest.fixture
def own_process(province: Province) -> AgencyProcess:
    """From 2069 on the ward of Bình Đức examines guardianship in two steps instead of one."""
    receive, examine, *rest = procedures.in_force(CHANGED, BEFORE.date()).version.process
    steps = (
        receive,
        examine.model_copy(update={"key": "take", "hours": 1}),
        examine.model_copy(update={"key": "weigh", "hours": 1, "title": "Thẩm tra lại"}),
        *rest,
    )
    own = AgencyProcess(agency="H01.60", effective_from=dt.date(2069, 1, 1), process=steps)
    table.write(procedures.process_in_force(CHANGED, own, "2026-0009"))
    clock.forget()
    return own


def test_a_dossier_keeps_the_process_that_its_agency_has_of_its_own(
    province: Province, own_process: AgencyProcess
) -> None:
    by = citizen("089300000075")
    here = reception.submit(
        submission(**complete(CHANGED), agency="H01.60"), by, now=lambda: BEFORE
    )
    there = reception.submit(
        submission(**complete(CHANGED), agency="H01.61"), by, now=lambda: BEFORE
    )

    kept = reading.read(here.dossier.code, by, "show_dossier").dossier

    assert (kept.process, kept.steps) == (own_process.key, len(own_process.process))
    assert pinned(kept).version.process == own_process.process
    assert there.dossier.process == ""


def test_a_newer_version_of_a_procedure_ends_the_process_of_an_agency(
    province: Province, own_process: AgencyProcess, new_law: Version
) -> None:
    later = procedures.in_force(CHANGED, NEW_LAW)

    assert procedures.own_process(later, "H01.60", NEW_LAW) is None


def pinned(dossier: Dossier) -> Named:
    return procedures.pinned(dossier.procedure, dossier.procedure_from, dossier.process)


@pytest.mark.parametrize(("on", "days"), [("2070-12-31", 3), ("2071-01-01", 7)])
def test_both_versions_are_shown_each_on_its_days(
    province: Province, new_law: Version, on: str, days: int
) -> None:
    shown = province.get(f"/procedures/{CHANGED}", on=on).body
    assert shown["version"]["time_limits"][0]["value"] == days
    assert shown["versions"][-1] == "2071-01-01"


def test_the_catalogue_lists_only_what_is_in_force_today(
    province: Province, new_law: Version
) -> None:
    (line,) = province.get("/procedures", q=CHANGED).body["procedures"]
    assert line["effective_from"] < "2071-01-01"
    assert "counter" in line["channels"]
