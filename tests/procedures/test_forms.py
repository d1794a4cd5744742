"""Electronic forms: every invalid field is named, with a Vietnamese sentence."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.people import identifiers
from chalicelib.procedures import forms, soundness, timely, wording
from chalicelib.procedures.crossed import last_day
from chalicelib.procedures.dates import birthday
from chalicelib.procedures.model import Fee, Timeliness, Version
from tests.support.province import Province
from tools import packs

FORMS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((packs.SEED / "national" / "forms").glob("*.json"))
}
BIRTH = FORMS["dang-ky-khai-sinh"]
STAY = FORMS["thong-bao-luu-tru"]
SPLIT = FORMS["tach-hop-thua-dat"]
FUNERAL = FORMS["ho-tro-chi-phi-mai-tang"]
MARRIAGE = FORMS["dang-ky-ket-hon"]
DEATH = FORMS["dang-ky-khai-tu"]
ABROAD = FORMS["dang-ky-ket-hon-nuoc-ngoai"]
RECOGNITION = FORMS["dang-ky-nhan-cha-me-con"]
ADOPTION = FORMS["nhan-con-nuoi-trong-nuoc"]
CRIMINAL_RECORD = FORMS["phieu-ly-lich-tu-phap"]


def errors(form: Any, schema: dict[str, Any] = BIRTH) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        forms.check(form, schema)
    assert refused.value.code == "form_invalid"
    told = refused.value.more["errors"]
    assert all(error["title"] != wording.FORM_ERROR for error in told), told
    return [(error["pointer"], error["code"]) for error in told]


def filled(schema: dict[str, Any] = BIRTH, **changes: Any) -> dict[str, Any]:
    return {**schema["examples"][0], **changes}


def unnumbered(schema: dict[str, Any] = BIRTH, **changes: Any) -> dict[str, Any]:
    """The same of people whose numbers are not known: none says when they were born."""
    form = filled(schema, **changes)
    for rule in schema.get("x-identity", ()):
        if form.pop(rule["number"], None) and _no_number(rule) in schema["properties"]:
            form[_no_number(rule)] = "Chưa được cấp"
    return form


def _no_number(rule: dict[str, Any]) -> str:
    return str(rule["number"]).replace("_id", "_no_id")


def without(schema: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: part for name, part in filled(schema).items() if name not in names}


TOMORROW = (clock.local_day(clock.now()) + dt.timedelta(days=1)).isoformat()

ONE_WRONG_FIELD: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (BIRTH, without(BIRTH, "sex"), "/form/sex", "required"),
    (BIRTH, filled(nick_name="Bi"), "/form/nick_name", "additionalProperties"),
    (BIRTH, filled(**{"a/b~c": "Bi"}), "/form/a~1b~0c", "additionalProperties"),
    (BIRTH, filled(child_name="A"), "/form/child_name", "minLength"),
    (BIRTH, filled(child_name="   "), "/form/child_name", "minLength"),
    (BIRTH, filled(child_name="A" * 81), "/form/child_name", "maxLength"),
    (BIRTH, filled(child_name=12), "/form/child_name", "type"),
    (BIRTH, filled(child_name=None), "/form/child_name", "type"),
    (BIRTH, filled(child_name="An\x00Bình"), "/form/child_name", "control_character"),
    (BIRTH, filled(child_name="An\x7fBình"), "/form/child_name", "control_character"),
    (BIRTH, filled(child_name="An\u202eBình"), "/form/child_name", "control_character"),
    (BIRTH, filled(child_name="An\u3164Bình"), "/form/child_name", "control_character"),
    (BIRTH, filled(child_name="សុខ"), "/form/child_name", "latin_spelling_needed"),
    (BIRTH, filled(home_town="ꨆꨯꨱ, xã Ví Dụ"), "/form/home_town", "latin_spelling_needed"),
    (BIRTH, filled(sex="unknown"), "/form/sex", "oneOf"),
    (BIRTH, filled(copies=-1), "/form/copies", "minimum"),
    (BIRTH, filled(copies=21), "/form/copies", "maximum"),
    (BIRTH, filled(copies=int("9" * 4000)), "/form/copies", "maximum"),
    (BIRTH, filled(copies="2"), "/form/copies", "type"),
    (BIRTH, filled(copies=1.5), "/form/copies", "type"),
    (BIRTH, filled(copies=True), "/form/copies", "type"),
    (BIRTH, filled(mother_id="08919600441"), "/form/mother_id", "format"),
    (BIRTH, filled(mother_id="٠٨٩١٩٦٠٠٤٤١٧"), "/form/mother_id", "format"),
    (BIRTH, filled(mother_id=""), "/form/mother_id", "format"),
    (BIRTH, filled(mother_id=89196004417), "/form/mother_id", "type"),
    (BIRTH, filled(phone="0612345678"), "/form/phone", "format"),
    (BIRTH, filled(birth_date="20250612"), "/form/birth_date", "format"),
    (SPLIT, filled(SPLIT, user_id="0100112438"), "/form/user_id", "format"),
    (SPLIT, filled(SPLIT, plot_number="12/3"), "/form/plot_number", "pattern"),
    (CRIMINAL_RECORD, filled(CRIMINAL_RECORD, email="a@b"), "/form/email", "format"),
    (BIRTH, filled(birth_date="2025-02-29"), "/form/birth_date", "format"),
    (BIRTH, filled(birth_date="0000-01-01"), "/form/birth_date", "format"),
    (BIRTH, filled(birth_date=TOMORROW), "/form/birth_date", "date_in_future"),
    (BIRTH, filled(birth_date="9999-12-31"), "/form/birth_date", "date_in_future"),
    (STAY, filled(STAY, guests=[]), "/form/guests", "minItems"),
    (STAY, filled(STAY, guests=STAY["examples"][0]["guests"] * 101), "/form/guests", "maxItems"),
    (STAY, filled(STAY, guests="x"), "/form/guests", "type"),
    (SPLIT, filled(SPLIT, area=0), "/form/area", "exclusiveMinimum"),
]


@pytest.mark.parametrize(
    ("schema", "form", "pointer", "code"),
    ONE_WRONG_FIELD,
    ids=[f"{code} {pointer} {place}" for place, (*_, pointer, code) in enumerate(ONE_WRONG_FIELD)],
)
def test_what_is_wrong_with_a_field_is_told_at_its_place(
    schema: dict[str, Any], form: dict[str, Any], pointer: str, code: str
) -> None:
    assert errors(form, schema) == [(pointer, code)]


def test_fields_inside_a_list_are_told_by_their_place_in_it() -> None:
    guest = STAY["examples"][0]["guests"][0]
    nameless = {name: part for name, part in guest.items() if name != "name"}
    unborn = {**guest, "birth_date": TOMORROW, "no_id": "Chưa được cấp"}
    del unborn["personal_id"]
    form = filled(STAY, guests=[guest, nameless, unborn])
    assert errors(form, STAY) == [
        ("/form/guests/1/name", "required"),
        ("/form/guests/2/birth_date", "date_in_future"),
    ]


def test_every_missing_and_every_unknown_field_is_named_once() -> None:
    told = errors({"x": 1, "y": 2})
    assert sorted(told) == sorted(
        [("/form/x", "additionalProperties"), ("/form/y", "additionalProperties")]
        + [(f"/form/{name}", "required") for name in [*BIRTH["required"], "applicant_id"]]
    )


LAST_DAYS = ["9999", "9999-12", "9999-12-30", "9999-12-31"]


@pytest.mark.parametrize("last", LAST_DAYS)
@pytest.mark.parametrize("name", FORMS)
def test_the_end_of_all_calendars_is_a_day_like_another(
    province: Province, name: str, last: str
) -> None:
    """It is refused at its field or kept, in whichever case: never a fault of ours."""
    schema = FORMS[name]
    cases = {rule["case"] for rule in schema.get("x-case", ())} | {None}
    dated = [key for key, part in schema["properties"].items() if "date" in part.get("format", "")]
    for case, field in itertools.product(cases, dated):
        with contextlib.suppress(Invalid):
            forms.check(filled(schema, **{field: last}), schema, case)


@pytest.mark.parametrize("last", LAST_DAYS)
def test_no_fee_of_what_is_late_is_taken_of_what_lies_ahead(province: Province, last: str) -> None:
    named = {"field": "birth_date", "title": "Đăng ký quá hạn", "article": "Điều 11"}
    late = Timeliness.model_validate({**named, "days_more_than": 60})
    fee = {"channel": "any", "kind": "le_phi", "name": "Lệ phí", "amount": 1, "per": "việc"}
    version = Version.model_construct(
        fees=(Fee.model_validate({**fee, "article": "Điều 1", "when": late}),)
    )
    day = dt.date(2026, 10, 5)
    assert timely.fees_of(version, "counter", "late", {"birth_date": last}, day, "H01.51") == []


# ── Nobody must invent a value ───────────────────────────────────────────────────────────


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A form and the objects in its lists."""
    yield schema
    for part in schema.get("properties", {}).values():
        if part.get("items", {}).get("type") == "object":
            yield from objects(part["items"])


# Only a Vietnamese citizen may own one (NĐ 168/2025), whose number is the tax code as well.
MUST_HAVE_A_NUMBER = {("dang-ky-ho-kinh-doanh", "owner_id")}


@pytest.mark.parametrize("form", FORMS)
def test_no_number_and_no_phone_is_required_of_whoever_has_none(form: str) -> None:
    demanded = {
        (form, name)
        for part in objects(FORMS[form])
        for name in part.get("required", ())
        if part["properties"][name].get("format") in ("identity-number", "tax-code", "phone")
    }
    assert demanded <= MUST_HAVE_A_NUMBER


def test_a_foreigner_marries_by_passport_and_its_country() -> None:
    foreign = without(MARRIAGE, "groom_id", "phone") | {
        "groom_passport": "p 123.456",
        "groom_country": "la",
        "no_phone": "Mới đến Việt Nam",
    }
    kept = forms.check(foreign, MARRIAGE)
    assert (kept["groom_passport"], kept["groom_country"]) == ("P123456", "LA")


def test_a_passport_is_of_a_country() -> None:
    foreign = without(MARRIAGE, "groom_id") | {"groom_passport": "P123456"}
    assert errors(foreign, MARRIAGE) == [("/form/groom_country", "required")]


def test_whoever_says_neither_is_told_what_may_be_said() -> None:
    with pytest.raises(Invalid) as refused:
        forms.check(without(MARRIAGE, "groom_id"), MARRIAGE)
    (error,) = refused.value.more["errors"]
    assert (error["pointer"], error["code"]) == ("/form/groom_id", "required")
    assert "Số hộ chiếu của bên nam" in error["title"]


@pytest.mark.parametrize("known", ["1950", "1950-07", "1950-07-21"])
def test_a_birth_date_is_said_as_far_as_it_is_known(known: str) -> None:
    assert forms.check(unnumbered(DEATH, birth_date=known), DEATH)["birth_date"] == known


@pytest.mark.parametrize(
    ("schema", "field"),
    [
        (BIRTH, "birth_date"),
        (FUNERAL, "death_date"),
        (FORMS["dang-ky-ho-kinh-doanh"], "birth_date"),
    ],
)
def test_a_day_that_is_known_by_its_year_alone_is_said_so(
    schema: dict[str, Any], field: str
) -> None:
    year = filled(schema)[field][:4]
    assert forms.check(filled(schema, **{field: year}), schema)[field] == year


@pytest.mark.parametrize("told", ["mother_ethnicity", "mother_nationality", "father_address"])
def test_of_a_parent_who_is_named_the_register_needs_more(told: str) -> None:
    """Luật Hộ tịch Điều 14 khoản 1 điểm b."""
    assert errors(without(BIRTH, told)) == [(f"/form/{told}", "required")]


@pytest.mark.parametrize("wrong", ["50", "1950-13", "1950-02-30", "1950-7", "0000", "tháng 7"])
def test_what_is_no_date_is_refused(wrong: str) -> None:
    assert errors(filled(DEATH, birth_date=wrong), DEATH) == [("/form/birth_date", "format")]


# ── One field and another ────────────────────────────────────────────────────────────────

TODAY = clock.local_day(clock.now())


def years_ago(years: int, later: int = 0) -> str:
    """The day on which whoever is that old today was born, or some days after it."""
    return (birthday(TODAY, -years) + dt.timedelta(days=later)).isoformat()


TOO_NEAR = {"mother_birth_date": "2001", "child_birth_date": "2020-12-31"}
CROSSED: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (DEATH, {"birth_date": "2026-05-02", "death_date": "2026-05-01"}, "death_date", "date_order"),
    (DEATH, {"birth_date": "2026", "death_date": "2025-12"}, "death_date", "date_order"),
    (DEATH, {"birth_date": "1899"}, "birth_date", "date_too_early"),
    (STAY, {"from_date": "2026-11-02", "to_date": "2026-11-01"}, "to_date", "date_order"),
    (MARRIAGE, {"groom_birth_date": years_ago(20, 1)}, "groom_birth_date", "too_young"),
    (MARRIAGE, {"bride_birth_date": years_ago(18, 1)}, "bride_birth_date", "too_young"),
    (BIRTH, {"mother_birth_date": "2020"}, "mother_birth_date", "too_young"),
    (BIRTH, {"father_birth_date": "2999"}, "father_birth_date", "date_in_future"),
    (ADOPTION, {**TOO_NEAR, "relation": "none"}, "mother_birth_date", "too_young"),
]


@pytest.mark.parametrize(
    ("schema", "changes", "field", "code"),
    CROSSED,
    ids=[f"{field} {code} {place}" for place, (*_, field, code) in enumerate(CROSSED)],
)
def test_what_contradicts_another_field_is_told_at_its_place(
    schema: dict[str, Any], changes: dict[str, Any], field: str, code: str
) -> None:
    told = errors(unnumbered(schema, **changes), schema)
    assert (f"/form/{field}", code) in told
    assert {pointer for pointer, _ in told} == {f"/form/{field}"}


POSSIBLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (DEATH, {"birth_date": "2026", "death_date": "2026-05"}),
    (DEATH, {"birth_date": "2026-05-01", "death_date": "2026-05-01"}),
    (DEATH, {"birth_date": "1900"}),
    (MARRIAGE, {"groom_birth_date": years_ago(20), "bride_birth_date": years_ago(18)}),
    (MARRIAGE, {"groom_birth_date": years_ago(20)[:4]}),
    (BIRTH, {"mother_birth_date": years_ago(30)[:7]}),
    (ADOPTION, {**TOO_NEAR, "relation": "step_parent"}),
]


@pytest.mark.parametrize(("schema", "changes"), POSSIBLE, ids=range(len(POSSIBLE)))
def test_what_may_be_so_is_not_refused(schema: dict[str, Any], changes: dict[str, Any]) -> None:
    forms.check(unnumbered(schema, **changes), schema)


# ── A number and what else is told of whoever has it ─────────────────────────────────────────

NUMBERS: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (DEATH, {"birth_date": "1950"}, "deceased_id", "number_of_another"),
    (DEATH, {"sex": "female"}, "deceased_id", "number_of_another"),
    (MARRIAGE, {"groom_id": "001300006112"}, "groom_id", "number_of_another"),
    (BIRTH, {"mother_birth_date": "1999-12-31"}, "mother_id", "number_of_another"),
    (BIRTH, {"father_id": "001194001253"}, "father_id", "number_of_another"),
    (BIRTH, {"relation": "father"}, "applicant_id", "another_person"),
    (BIRTH, {"mother_name": "Nguyễn Thị Hồng"}, "applicant_name", "another_person"),
    (BIRTH, {"father_id": "001220001253"}, "father_id", "too_young"),
    (RECOGNITION, {"kind": "father_child"}, "parent_id", "number_of_another"),
    (BIRTH, {"mother_id": "003300004417"}, "mother_id", "format"),
    (ABROAD, {"groom_stands": "citizen"}, "groom_stands", "none_of_them"),
    (ABROAD, {"groom_country": "ZZ"}, "groom_country", "format"),
]


@pytest.mark.parametrize(
    ("schema", "changes", "field", "code"),
    NUMBERS,
    ids=[f"{field} {code} {place}" for place, (*_, field, code) in enumerate(NUMBERS)],
)
def test_a_number_that_is_anothers_is_told_at_its_place(
    schema: dict[str, Any], changes: dict[str, Any], field: str, code: str
) -> None:
    assert (f"/form/{field}", code) in errors(filled(schema, **changes), schema)


def test_a_number_fits_a_birth_that_is_known_by_its_year_and_a_name_in_capitals() -> None:
    told = {"mother_birth_date": "2000", "mother_name": "NGUYỄN THỊ HOA"}
    forms.check(filled(BIRTH, **told), BIRTH)


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("schema", "field", "since", "case", "fits"),
    [
        (BIRTH, "birth_date", "2026-03-02", "on_time", True),
        (BIRTH, "birth_date", "2026-02-28", "on_time", False),
        (BIRTH, "birth_date", "2026-03-02", "late", False),
        (BIRTH, "birth_date", "2026-02-28", "late", True),
        (BIRTH, "birth_date", "2020-01-01", "no_birth_certificate", True),
        (DEATH, "death_date", "2026-04-14", "on_time", False),
        (DEATH, "death_date", "2026-04-16", "on_time", True),
        (DEATH, "death_date", "2026", "on_time", True),
    ],
)
def test_a_case_is_that_of_its_days(
    schema: dict[str, Any], field: str, since: str, case: str, fits: bool
) -> None:
    """On Monday 04/05/2026: the 60th day after 02/03 and the 15th after 16/04 are 01/05, a
    holiday before a weekend. Both terms end on the next working day."""
    form, filed = filled(schema, **{field: since}), dt.date(2026, 5, 4)
    if fits:
        forms.check(form, schema, case, filed)
        return
    with pytest.raises(Invalid) as refused:
        forms.check(form, schema, case, filed)
    assert [one["code"] for one in refused.value.more["errors"]] == ["case_does_not_fit"]


def test_what_has_happened_is_not_after_the_day_of_filing(province: Province) -> None:
    """Also of a sheet that is entered later: by then the day is past."""
    form = filled(DEATH, death_date="2026-04-14")

    forms.check(form, DEATH, "on_time", dt.date(2026, 4, 14))
    with pytest.raises(Invalid) as refused:
        forms.check(form, DEATH, "on_time", dt.date(2026, 4, 13))
    assert "date_in_future" in [one["code"] for one in refused.value.more["errors"]]


def test_a_term_ends_by_the_hours_of_the_desk(province: Province) -> None:
    """14/11/2026 is a Saturday, on which the police is open and an office is not."""
    since = dt.date(2026, 11, 4)

    assert last_day(since, 10, "H01.51.01") == dt.date(2026, 11, 14)
    assert last_day(since, 10, "H01.51") == dt.date(2026, 11, 16)
    assert last_day(since, 10, None) == dt.date(2026, 11, 16)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_checked_across_fields_names_fields_that_are_there(form: str) -> None:
    for part in objects(FORMS[form]):
        fields = set(part["properties"]) | {"today"}
        for rule in part.get("x-order", ()):
            assert {rule["first"], rule["then"]} <= fields
        for rule in part.get("x-age", ()):
            assert {rule["birth"], rule["on"], *rule.get("unless", ())} <= fields
            assert rule["article"]
        for rule in (*part.get("x-distinct", ()), *part.get("x-same", ())):
            assert {*rule["fields"], *rule.get("when", ())} <= fields
            assert rule["title"]
        for rule in part.get("x-identity", ()):
            named = {rule[one] for one in ("number", "birth", "sex") if one in rule}
            assert {*named, *rule.get("when", ()), *rule.get("unless", ())} <= fields
            assert rule["title"]
            assert rule["article"]
        for rule in part.get("x-case", ()):
            assert rule["from"] in fields
            assert rule["article"]


@pytest.mark.parametrize("form", FORMS)
def test_every_field_has_a_title_and_every_one_of_the_form_its_step(form: str) -> None:
    for part in objects(FORMS[form]):
        rules = [*part.get("x-order", ()), *part.get("x-age", ()), *part.get("x-case", ())]
        assert all(one.get("title") for one in rules)
        assert all(one.get("title") for one in part["properties"].values())
    assert all(one.get("x-step") for one in FORMS[form]["properties"].values())


def test_an_answer_names_no_more_errors_than_can_be_read() -> None:
    assert len(errors({f"x{number}": 1 for number in range(20_000)})) == 100


def test_line_breaks_are_text_like_any_other() -> None:
    forms.check(filled(birth_place="Bệnh viện\nLong Xuyên"), BIRTH)


def test_a_number_that_is_refused_says_what_it_must_be() -> None:
    with pytest.raises(Invalid) as refused:
        forms.check(filled(phone="12"), BIRTH)
    (error,) = refused.value.more["errors"]
    assert error["title"].startswith("Số điện thoại không đúng")


@pytest.mark.parametrize("given", ["123", "An 2", "<b>An</b>", "An; Bình", "--", "An@"])
def test_nobody_is_named_by_digits_or_signs(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        forms.check(filled(child_name=given), BIRTH)
    (error,) = refused.value.more["errors"]
    assert error["title"].startswith("Họ, chữ đệm, tên chỉ gồm chữ cái")


@pytest.mark.parametrize(
    "given", ["Trần Minh An", "H'Hen Niê", "Y-Bhiông Êban", "Hʼ Bơ\u0306ng", "Đặng Ôn"]
)
def test_a_name_of_letters_is_kept_in_every_language_of_the_country(given: str) -> None:
    kept = forms.check(filled(child_name=given), BIRTH)
    assert identifiers.same_name(kept["child_name"], given)


@pytest.mark.parametrize(
    ("text", "told"),
    [("2025-02-29", wording.NO_SUCH_DAY), ("hôm qua", wording.FORM_ERRORS["format"])],
)
def test_a_date_that_is_refused_is_told_in_vietnamese(text: str, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        forms.check(filled(STAY, to_date=text), STAY)
    (error,) = refused.value.more["errors"]
    assert error["title"] == told


def test_values_are_never_repeated_in_an_answer() -> None:
    with pytest.raises(Invalid) as refused:
        forms.check(filled(mother_id="SECRET", sex="SECRET"), BIRTH)
    assert "SECRET" not in json.dumps(refused.value.problem())


def test_a_procedure_without_a_form_expects_none() -> None:
    assert forms.check({}, None) == {}
    with pytest.raises(Invalid) as refused:
        forms.check({"x": 1}, None)
    assert refused.value.code == "form_not_expected"


@pytest.mark.parametrize(
    "text", ["a@" + "." * 250_000, "a" * 250_000, "@" * 250_000, "a@b." * 60_000]
)
def test_a_very_long_address_is_refused_quickly(text: str) -> None:
    began = time.process_time()
    assert ("/form/email", "maxLength") in errors(
        filled(CRIMINAL_RECORD, email=text), CRIMINAL_RECORD
    )
    assert time.process_time() - began < 1


# ── Values made regular ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "field", "typed", "kept"),
    [
        (BIRTH, "mother_id", "001 300 004 417", "001300004417"),
        (BIRTH, "mother_id", "001.300.004.417\n", "001300004417"),
        (ABROAD, "groom_country", " kh ", "KH"),
        (BIRTH, "phone", "0912.345.678", "0912345678"),
        (BIRTH, "phone", "+84 (0)912 345\u2011678", "0912345678"),
        (BIRTH, "child_name", "  Trần \r\n Minh\u00a0An ", "Trần Minh An"),
        (BIRTH, "child_name", "Trần Minh Thu\u0309y", "Trần Minh Thủy"),
        (BIRTH, "ethnicity", "\u2003Kinh\u2028", "Kinh"),
        (BIRTH, "birth_place", " Bệnh viện\u000bLong\u00ad Xuyên\r\n", "Bệnh viện\nLong Xuyên"),
        (BIRTH, "birth_date", " 2025\u20130\u200b6\u201112", "2025-06-12"),
        (BIRTH, "sex", "male\u2028", "male"),
        (SPLIT, "user_id", "0100112437001", "0100112437-001"),
        (SPLIT, "user_id", "089 196 004 417", "089196004417"),
        (SPLIT, "plot_number", " 2 15", "215"),
        (CRIMINAL_RECORD, "email", " hoa@example.com\u200b", "hoa@example.com"),
    ],
)
def test_a_value_is_kept_as_its_format_says(
    schema: dict[str, Any], field: str, typed: str, kept: str
) -> None:
    assert forms.check(filled(schema, **{field: typed}), schema)[field] == kept


def test_values_in_a_list_are_kept_as_their_formats_say() -> None:
    guest = {
        **STAY["examples"][0]["guests"][0],
        "name": " An\nBình ",
        "personal_id": "001 088 000 123",
    }
    (kept,) = forms.check(filled(STAY, guests=[guest]), STAY)["guests"]
    assert (kept["name"], kept["personal_id"]) == ("An Bình", "001088000123")


def test_the_form_that_was_sent_is_left_as_it_was() -> None:
    sent = filled(phone="0912.345.678")
    forms.check(sent, BIRTH)
    assert sent == filled(phone="0912.345.678")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_regular_stays_as_it_is(form: str) -> None:
    for example in FORMS[form]["examples"]:
        assert forms.check(example, FORMS[form]) == example


def texts(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, str | None]]:
    """Every text of a form that is typed, with its format."""
    for name, part in schema.get("properties", {}).items():
        if part.get("type") == "string" and "oneOf" not in part:
            yield "/".join((*path, name)), part.get("format")
        yield from texts(part.get("items", {}), (*path, name))


@pytest.mark.parametrize("form", FORMS)
def test_every_text_that_is_typed_has_a_format_that_is_known(form: str) -> None:
    assert [name for name, kind in texts(FORMS[form]) if kind not in forms.FORMATS] == []


# What a client may check by a pattern must not refuse what we take.
@pytest.mark.parametrize("form", FORMS)
def test_only_other_numbers_and_lines_have_a_pattern(form: str) -> None:
    assert set(patterned(FORMS[form])) <= {"number", "line"}


def patterned(schema: dict[str, Any]) -> Iterator[str | None]:
    for part in schema.get("properties", {}).values():
        if "pattern" in part:
            yield part.get("format")
        yield from patterned(part.get("items", {}))


# ── Days that have been ──────────────────────────────────────────────────────────────────


def dates(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, bool]]:
    """Every date of a form, and whether it tells what has happened."""
    for name, part in schema.get("properties", {}).items():
        if part.get("format") in ("date", "partial-date"):
            yield "/".join((*path, name)), bool(part.get("x-past"))
        yield from dates(part.get("items", {}), (*path, name))


# Appointments, plans and notices given ahead.
MAY_LIE_AHEAD = {
    "chung-thuc-ban-sao visit_date",
    "dang-ky-ho-kinh-doanh start_date",
    "dang-ky-ket-hon appointment_date",
    "dang-ky-ket-hon-nuoc-ngoai appointment_date",
    "giay-phep-xay-dung finish_date",
    "khai-bao-tam-vang from_date",
    "khai-bao-tam-vang to_date",
    "thay-doi-thong-tin-cu-tru until",
    "thong-bao-luu-tru from_date",
    "thong-bao-luu-tru to_date",
}


def test_every_date_that_tells_what_has_happened_is_known_as_such() -> None:
    ahead = {
        f"{form} {name}"
        for form, schema in FORMS.items()
        for name, past in dates(schema)
        if not past
    }
    assert ahead == MAY_LIE_AHEAD


PAST = [
    (form, name)
    for form, schema in FORMS.items()
    for name, past in dates(schema)
    if past and "/" not in name
]


@pytest.mark.parametrize(("form", "name"), PAST, ids=lambda one: one)
def test_what_has_happened_cannot_lie_ahead(form: str, name: str) -> None:
    schema = FORMS[form]
    # Nothing else of the form, which it might contradict.
    alone = {"properties": {name: schema["properties"][name]}}
    assert errors({name: TOMORROW}, alone) == [(f"/form/{name}", "date_in_future")]
    forms.check({name: clock.local_day(clock.now()).isoformat()}, alone)


@pytest.mark.parametrize("form", FORMS)
def test_every_pattern_reads_plain_digits_only(form: str) -> None:
    assert "\\\\d" not in json.dumps(FORMS[form])


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_who_asks_in_it(form: str) -> None:
    schema = FORMS[form]

    assert schema["x-applicant"]["parties"]
    assert not list(soundness.form_problems(form, schema))


def test_a_form_whose_applicant_is_no_field_of_it_is_unsound() -> None:
    unsound = {**STAY, "x-applicant": {"parties": [{"name": "nobody"}], "title": "."}}

    assert [one["code"] for one in soundness.form_problems("stay", unsound)] == ["unknown_field"]


def test_two_parties_of_a_form_are_not_one_person() -> None:
    schema = FORMS["dang-ky-ket-hon"]
    form = {**schema["examples"][0], "bride_id": schema["examples"][0]["groom_id"]}

    with pytest.raises(Invalid) as refused:
        forms.check(form, schema)
    (error,) = refused.value.more["errors"]
    assert (error["pointer"], error["code"]) == ("/form/bride_id", "one_person_twice")
