"""Forms to be filled in by hand, and forms as they were filled in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.documents import declaration, fields
from chalicelib.documents.model import Declaration
from chalicelib.foundation import clock
from tests.documents.reading import outside_margins, read, sizes, words, words_of
from tests.support.province import Province
from tools import packs

FORMS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((packs.SEED / "national" / "forms").glob("*.json"))
}
HIGHLANDS = "Hʼ Krô̆ng Bơ̆ng Êban"
SIGNED = clock.parse("2026-11-20T08:00")


def drawn(schema: dict[str, Any], form: dict[str, Any] | None, **more: Any) -> bytes:
    return declaration.render(
        Declaration(
            title=schema["title"],
            procedure_name="Thủ tục ví dụ",
            procedure_code="1.001193",
            at=clock.parse("2025-07-01T00:00"),
            sections=fields.sections(schema, form),
            **more,
        )
    )


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_every_form_is_on_its_empty_paper(name: str) -> None:
    paper = drawn(FORMS[name], None)
    said = words(paper)
    for part in FORMS[name]["properties"].values():
        assert words_of(part["title"]) in said
    assert set(sizes(paper)) == {(210, 297)}
    assert outside_margins(paper) == []


@pytest.mark.parametrize("name", FORMS)
def test_a_filled_form_says_what_was_filled_in_and_nothing_stands_empty(name: str) -> None:
    schema = FORMS[name]
    form = schema["examples"][0]
    signed = {"agency_name": "UBND xã Ví Dụ", "declarer_name": HIGHLANDS, "declared_at": SIGNED}
    said = words(drawn(schema, form, **signed))
    for field in form:
        assert words_of(schema["properties"][field]["title"]) in said
        if schema["properties"][field].get("format") == "name":
            assert form[field] in said
    assert "...." not in said
    assert HIGHLANDS in said


def test_the_same_form_gives_the_same_bytes() -> None:
    schema = FORMS["dang-ky-khai-sinh"]
    assert drawn(schema, None) == drawn(schema, None)


def test_a_long_form_goes_on_over_several_sheets() -> None:
    schema = FORMS["thong-bao-luu-tru"]
    example = schema["examples"][0]
    guests = [{**example["guests"][0], "name": f"{HIGHLANDS} {number}"} for number in range(60)]
    sheets = read(drawn(schema, {**example, "guests": guests, "address": "Số 1 " * 39}))
    assert len(sheets) > 1
    assert f"{HIGHLANDS} 59" in words_of(" ".join(sheets))


@pytest.mark.parametrize(
    ("known", "shown"),
    [("1950", "…/…/1950"), ("1950-07", "…/07/1950"), ("1950-07-21", "21/07/1950")],
)
def test_a_date_is_shown_as_far_as_it_is_known(known: str, shown: str) -> None:
    schema = FORMS["dang-ky-khai-tu"]
    assert shown in words(drawn(schema, {**schema["examples"][0], "birth_date": known}))


def test_numbers_are_written_as_on_paper() -> None:
    schema = {
        "properties": {
            name: {"title": name, "type": "number"} for name in ("year", "money", "area")
        }
    }
    (section,) = fields.sections(schema, {"year": 1990, "money": 80_000_000, "area": 120.5})
    assert [one.value for one in section.fields] == ["1990", "80.000.000", "120,5"]


def test_what_the_form_no_longer_knows_is_shown_by_its_name() -> None:
    (section,) = fields.sections({"properties": {}}, {"groom_passport_number": "B1"})
    assert [(one.label, one.value) for one in section.fields] == [("groom_passport_number", "B1")]


def test_whoever_else_signs_has_a_place_on_the_paper(province: Province) -> None:
    paper = province.get("/procedures/1.004222/form")
    said = words(paper.raw)
    for signer in FORMS["thay-doi-thong-tin-cu-tru"]["x-signers"]:
        assert words_of(signer) in said


# ── Over the API ─────────────────────────────────────────────────────────────────────────


def test_anybody_gets_the_empty_form_of_a_procedure(province: Province) -> None:
    answer = province.get("/procedures/1.001193/form")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in words(answer.raw)


def test_a_procedure_without_a_form_says_why(province: Province) -> None:
    answer = province.get("/procedures/2.000884/form")
    assert (answer.status, answer.body["code"]) == (404, "no_form")
    assert "không quy định mẫu đơn" in answer.body["title"]


@pytest.mark.parametrize("who", ["citizen-1", "officer-1"])
def test_the_owner_and_the_desk_get_the_form_as_it_was_filled_in(
    province: Province, who: str
) -> None:
    order = province.submission()
    order["form"] = {**order["form"], "child_name": HIGHLANDS}
    filed = province.submitted(**order)
    answer = province.get(f"/dossiers/{filed['code']}/form", who)
    said = words(answer.raw)
    assert HIGHLANDS in said
    assert filed["code"] in said


def test_a_dossier_whose_form_is_on_paper_has_none_to_print(province: Province) -> None:
    order = {**province.submission(form={}), "channel": "counter"}
    code = province.post("/desk/dossiers", "reception-1", order).body["code"]
    answer = province.get(f"/dossiers/{code}/form", "reception-1")
    assert (answer.status, answer.body["code"]) == (404, "nothing_declared")
