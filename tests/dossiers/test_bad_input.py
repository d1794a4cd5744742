"""Every request gets a response: never a 500, and bad input writes nothing."""

from __future__ import annotations

import base64
import json
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.dossiers.moves import Move, Status
from chalicelib.foundation import names
from local.meter import Meter
from tests.support.numbers import fresh
from tests.support.province import Answer, Province
from tests.support.refusals import assert_refused, pointers, without_writing
from tests.support.submissions import complete
from tests.support.trials import trials

CERTIFIED_COPY = "2.000815"
JSON = {"Content-Type": "application/json"}
TOMORROW = "2099-01-01"


@pytest.fixture(scope="module")
def at_each_status(province: Province) -> dict[Status, str]:
    """A dossier at every status that can be reached."""
    codes = {
        Status.REGISTERED: province.submitted()["code"],
        Status.ACCEPTED: province.accepted()["code"],
        Status.RETURNED: province.returned()["code"],
    }
    for status in (Status.PROCESSING, Status.RESOLVED):
        code = province.accepted()["code"]
        province.moved(code, "step", "officer-1")
        if status is Status.RESOLVED:
            province.moved(code, "result", "head-1", number=fresh("GKS"))
        codes[status] = code
    return codes


# ── Submissions that cannot be taken ─────────────────────────────────────────────────────

CITIZEN = {
    "kind": "citizen",
    "name": "Lê Thị Ví Dụ",
    "identity_number": "089300000011",
    "phone": "0912000001",
    "email": "vi.du@example.com",
    "address": "Số 1 đường Ví Dụ",
}
FIRM = {
    "kind": "firm",
    "name": "Lê Quang Đại Diện",
    "organisation": "Công ty Ví Dụ",
    "tax_code": "0100112437",
    "phone": "0912000003",
    "address": "Số 3 đường Ví Dụ",
}
NO_FORM = {"form": {}, "papers": [], "case": None}
COPY = {"procedure": "2.000908", **NO_FORM}
MARRIAGE = {"procedure": "1.000894", **NO_FORM}


def person(**changes: Any) -> dict[str, Any]:
    return {"applicant": {**CITIZEN, **changes}}


def without(*names: str) -> dict[str, Any]:
    return {"applicant": {name: one for name, one in CITIZEN.items() if name not in names}}


BAD_SUBMISSIONS: dict[str, tuple[dict[str, Any], str, str | None]] = {
    # what is asked of whom
    "an unknown procedure": ({"procedure": "9.999999"}, "unknown_procedure", None),
    "a procedure that is no code": ({"procedure": "../1.001193"}, "unknown_procedure", None),
    "no procedure": ({"procedure": ""}, "invalid_request", "/procedure"),
    "a procedure too long": ({"procedure": "1" * 41}, "invalid_request", "/procedure"),
    "an unknown agency": ({"agency": "H01.99"}, "unknown_agency", None),
    "an agency that is no code": ({"agency": "phường"}, "unknown_agency", None),
    "an agency that has ended": ({"agency": "H01.31.01"}, "agency_ended", None),
    "an agency without a counter": ({"agency": "H01.11"}, "agency_not_receiving", None),
    "an agency that is not competent": ({"agency": "H01.15"}, "agency_not_competent", None),
    "a desk that receives for many": ({"agency": "H01.20"}, "settler_needed", None),
    "a procedure only at the counter": (
        {"procedure": "2.001019", **NO_FORM},
        "channel_not_offered",
        None,
    ),
    "a firm for a birth": ({"applicant": FIRM}, "applicant_not_meant", None),
    "an unknown case": ({"case": "on_the_moon"}, "unknown_case", None),
    "an unknown paper": ({"papers": [{"code": "GT.KHAC", "originals": 1}]}, "unknown_paper", None),
    "a paper twice": (
        {"papers": [{"code": "TK.KS", "originals": 1}] * 2},
        "paper_named_twice",
        None,
    ),
    "a result by post where there is none": (
        {**MARRIAGE, "return_by": {"method": "postal", "address": "Số 1"}},
        "postal_return_not_offered",
        None,
    ),
    "an electronic result where there is none": (
        {**MARRIAGE, "return_by": {"method": "electronic"}},
        "electronic_return_not_offered",
        None,
    ),
    # the form
    "a form where there is none": ({**COPY, "form": {"x": 1}}, "form_not_expected", None),
    "an empty form": ({"form": {}}, "form_invalid", "/form/child_name"),
    "a form that is a list": ({"form": []}, "invalid_request", "/form"),
    # the applicant
    "no applicant": ({"applicant": None}, "invalid_request", "/applicant"),
    "an applicant of another kind": (person(kind="king"), "invalid_request", "/applicant/kind"),
    "a citizen without a number": (without("identity_number"), "invalid_request", "/applicant"),
    "a firm without a tax code": (person(kind="firm"), "invalid_request", "/applicant"),
    "an identity number too short": (
        person(identity_number="08930000000"),
        "invalid_request",
        "/applicant/identity_number",
    ),
    "an identity number in other digits": (
        person(identity_number="٠٨٩٣٠٠٠٠٠٠٠١"),
        "invalid_request",
        "/applicant/identity_number",
    ),
    "an identity number that is a number": (
        person(identity_number=89300000001),
        "invalid_request",
        "/applicant/identity_number",
    ),
    "a tax code with a wrong check digit": (
        person(tax_code="0100112438"),
        "invalid_request",
        "/applicant/tax_code",
    ),
    "a phone number of nobody": (person(phone="0123456789"), "invalid_request", "/applicant/phone"),
    # Either of two members may be given: a phone number, or why there is none.
    "no phone number": (without("phone"), "invalid_request", "/applicant"),
    "a phone number, and why there is none": (
        person(no_phone_reason="Không dùng điện thoại"),
        "invalid_request",
        "/applicant",
    ),
    "an address that is none": (person(email="vi.du"), "invalid_request", "/applicant/email"),
    "two addresses": (person(email="a@b.vn,c@d.vn"), "invalid_request", "/applicant/email"),
    "a blank name": (person(name="   "), "invalid_request", "/applicant/name"),
    "a name too long": (person(name="x" * 201), "invalid_request", "/applicant/name"),
    "a name very much too long": (
        {**person(name="x" * 200_000), "form": {}},
        "invalid_request",
        "/applicant/name",
    ),
    "a name with a null": (person(name="Hoa\x00Mai"), "invalid_request", "/applicant/name"),
    "a name with a bell": (person(name="Hoa\x07Mai"), "invalid_request", "/applicant/name"),
    "a name turned around": (person(name="Hoa\u202eMai"), "invalid_request", "/applicant/name"),
    "an address with an escape": (
        person(address="\x1b[2J"),
        "invalid_request",
        "/applicant/address",
    ),
    # the papers, the way back
    "papers that are no list": ({"papers": {}}, "invalid_request", "/papers"),
    "too many papers": ({"papers": [{"code": "x"}] * 101}, "invalid_request", "/papers"),
    "a paper less than nothing": (
        {"papers": [{"code": "TK.KS", "originals": -1}]},
        "invalid_request",
        "/papers/0/originals",
    ),
    "a paper a hundred times": (
        {"papers": [{"code": "TK.KS", "copies": 100}]},
        "invalid_request",
        "/papers/0/copies",
    ),
    "half a paper": (
        {"papers": [{"code": "TK.KS", "copies": 0.5}]},
        "invalid_request",
        "/papers/0/copies",
    ),
    "an unknown way back": (
        {"return_by": {"method": "pigeon"}},
        "invalid_request",
        "/return_by/method",
    ),
    "by post to nowhere": ({"return_by": {"method": "postal"}}, "invalid_request", "/return_by"),
    "by post to a blank": (
        {"return_by": {"method": "postal", "address": "  "}},
        "invalid_request",
        "/return_by",
    ),
    # what nobody asked for
    "an unknown field": ({"status": 9}, "invalid_request", "/status"),
    "an unknown field of the applicant": (
        person(role="head"),
        "invalid_request",
        "/applicant/role",
    ),
    "an unknown field of a paper": (
        {"papers": [{"code": "TK.KS", "accepted": True}]},
        "invalid_request",
        "/papers/0/accepted",
    ),
    "an unknown field of the way back": (
        {"return_by": {"method": "counter", "by": "x"}},
        "invalid_request",
        "/return_by/by",
    ),
    "an unknown field with slashes": ({"a/b~": 1}, "invalid_request", "/a~1b~0"),
}


@pytest.mark.parametrize("case", BAD_SUBMISSIONS)
def test_a_submission_that_cannot_be_taken_is_refused(province: Province, case: str) -> None:
    changes, code, pointer = BAD_SUBMISSIONS[case]
    order = province.submission(**changes)
    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))
    assert_refused(answer, 422, code)
    if pointer is not None:
        assert pointer in pointers(answer)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("birth_date", TOMORROW, "date_in_future"),
        ("birth_date", "2025-02-30", "format"),
        ("mother_id", "٠٨٩١٩٦٠٠٤٤١٧", "format"),
        ("mother_id", "0891960044170", "format"),
        ("child_name", "An\x00", "control_character"),
        ("child_name", "x" * 100_000, "maxLength"),
        ("copies", 10**4000, "maximum"),
        ("nested", {"a": [{"b": None}]}, "additionalProperties"),
    ],
)
def test_a_form_against_its_schema_is_refused_at_its_field(
    province: Province, field: str, value: Any, code: str
) -> None:
    form = {**province.submission()["form"], field: value}
    order = province.submission(form=form)
    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))
    assert_refused(answer, 422, "form_invalid")
    assert {"pointer": f"/form/{field}", "code": code} in [
        {"pointer": error["pointer"], "code": error["code"]} for error in answer.body["errors"]
    ]


@pytest.mark.parametrize("documents", ["abc", {}, ["x"], [3], [{"pages": "x"}], [], None, 10**30])
@pytest.mark.parametrize("path", ["/dossiers", "/desk/dossiers"])
def test_a_form_that_says_what_is_charged_is_checked_before_it_is_counted(
    province: Province, path: str, documents: Any
) -> None:
    by = "reception-1" if path.startswith("/desk") else "citizen-1"
    form = {**complete(CERTIFIED_COPY)["form"], "documents": documents}
    order = province.submission(**{**complete(CERTIFIED_COPY), "form": form})
    answer = without_writing(lambda: province.post(path, by, order))
    assert_refused(answer, 422, "form_invalid")


def test_an_answer_stays_readable_whatever_was_wrong(province: Province) -> None:
    order = province.submission(**{f"x{number}": 1 for number in range(15_000)})
    answer = province.post("/dossiers", "citizen-1", order)
    assert_refused(answer, 422, "invalid_request")
    assert len(answer.raw) < 50_000


def test_values_are_not_repeated_in_a_refusal(province: Province) -> None:
    order = province.submission(**person(identity_number="SECRET", phone="SECRET", email="SECRET"))
    assert b"SECRET" not in province.post("/dossiers", "citizen-1", order).raw


# ── Bodies that are no order ─────────────────────────────────────────────────────────────

MALFORMED = {
    "not JSON": b"procedure=1.001193",
    "half of it": b'{"procedure": "1.00',
    "two at once": b"{}{}",
    "not a number": b'{"procedure": NaN}',
    "infinity": b'{"procedure": -Infinity}',
    "beyond all numbers": b'{"form": {"copies": 1e999}}',
    "5000 digits": b'{"form": {"copies": ' + b"9" * 5000 + b"}}",
    "half a surrogate pair": b'{"procedure": "\\ud83d"}',
    "the other half": b'{"procedure": "\\ude00"}',
    "too deep": b"[" * 100_000,
    "too deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "too deep objects": b'{"form":' * 30_000,
    "not UTF-8": '{"procedure": "é"}'.encode("latin-1"),
    "UTF-16": '{"procedure": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"procedure": "x"}',
    "a null byte": b"\x00",
    "a raw control character": b'{"procedure": "\x01"}',
    "blanks": b"   ",
}


def test_a_list_with_a_wrong_entry_is_not_told_to_be_too_short(province: Province) -> None:
    code = province.submitted()["code"]
    order = {"defects": [{"about": "TK.KS", "reason": "x" * 2001}]}

    answer = province.post(f"/desk/dossiers/{code}/supplement-request", "reception-1", order)

    assert [one["pointer"] for one in answer.body["errors"]] == ["/defects/0/reason"]
    none = province.post(
        f"/desk/dossiers/{code}/supplement-request", "reception-1", {"defects": []}
    )
    assert [one["code"] for one in none.body["errors"]] == ["too_short"]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ([], "Mục này phải là một đối tượng JSON."),
        ({"handed_over_at": "2026-10-05T09:00:00"}, "Ngày giờ phải có múi giờ"),
        ({"papers": {}}, "Mục này phải là một danh sách."),
        ({"nothing": 1}, "Không có mục này trong yêu cầu."),
    ],
)
def test_what_was_wrong_is_told_in_words(province: Province, order: Any, told: str) -> None:
    answer = province.post("/desk/dossiers", "reception-1", order)

    assert any(one["title"].startswith(told) for one in answer.body["errors"])


NO_ORDER = {
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"7",
    "true": b"true",
    "null": b"null",
    "nothing": b"",
    "an empty object": b"{}",
}


@pytest.mark.parametrize("case", MALFORMED)
@pytest.mark.parametrize("path", ["/dossiers", "/desk/dossiers/H01.51-260101-0001/acceptance"])
def test_a_body_that_is_not_json_is_refused(province: Province, path: str, case: str) -> None:
    by = "citizen-1" if path == "/dossiers" else "reception-1"
    began = time.process_time()
    answer = without_writing(
        lambda: province.ask("POST", path, by, raw=MALFORMED[case], headers=JSON)
    )
    assert_refused(answer, 400, "invalid_json")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("case", NO_ORDER)
def test_json_that_is_no_submission_is_refused(province: Province, case: str) -> None:
    answer = without_writing(
        lambda: province.ask("POST", "/dossiers", "citizen-1", raw=NO_ORDER[case], headers=JSON)
    )
    assert_refused(answer, 422, "invalid_request")


def test_a_body_too_large_is_refused(province: Province) -> None:
    raw = b'{"procedure": "' + b"x" * names.MAX_BODY_BYTES + b'"}'
    answer = without_writing(
        lambda: province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=JSON)
    )
    assert_refused(answer, 413, "body_too_large")
    assert "256 KB" in answer.body["title"]


def test_a_body_as_large_as_may_be_is_read(province: Province) -> None:
    raw = b'{"procedure": "' + b"x" * (names.MAX_BODY_BYTES - 17) + b'"}'
    assert len(raw) == names.MAX_BODY_BYTES
    answer = province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=JSON)
    assert_refused(answer, 422, "invalid_request")


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "text/json",
        "multipart/form-data; boundary=x",
        "application/json-patch+json",
        ";",
        "é",
        "*/*",
    ],
)
def test_a_body_of_another_kind_is_refused(province: Province, media_type: str) -> None:
    raw = json.dumps(province.submission()).encode()
    answer = without_writing(
        lambda: province.ask(
            "POST", "/dossiers", "citizen-1", raw=raw, headers={"Content-Type": media_type}
        )
    )
    assert_refused(answer, 415, "wrong_media_type")


def test_another_charset_is_not_read_as_utf_8(province: Province) -> None:
    raw = json.dumps(province.submission()).encode()
    latin = {"Content-Type": "application/json; charset=latin-1"}
    answer = without_writing(
        lambda: province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=latin)
    )
    assert_refused(answer, 415, "wrong_charset")


@pytest.mark.parametrize("twice", ['"procedure": "1.000001", ', '"form": {"a": 1, "a": 2}, '])
def test_a_member_that_is_named_twice_is_refused(province: Province, twice: str) -> None:
    order = json.dumps(province.submission(), ensure_ascii=False)
    raw = order.replace("{", "{" + twice, 1).encode()
    answer = without_writing(
        lambda: province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=JSON)
    )
    assert_refused(answer, 400, "member_twice")


def test_a_parameter_that_is_named_twice_is_refused(province: Province) -> None:
    twice: Any = [("limit", 5), ("limit", 6)]
    answer = province.ask("GET", "/dossiers", "citizen-1", query=twice)
    assert_refused(answer, 422, "invalid_request")
    assert [one["code"] for one in answer.body["errors"]] == ["repeated"]


def test_a_code_is_found_however_it_is_typed(province: Province) -> None:
    code = province.submitted()["code"]
    assert province.get(f"/dossiers/{code.lower()}", "citizen-1").body["code"] == code


# ── What is refused says what to do ─────────────────────────────────────────────────────


def titles(answer: Answer) -> list[str]:
    return [answer.body["title"], *(one["title"] for one in answer.body.get("errors", ()))]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"child_name": "A" * 81}, "tối đa 80 ký tự"),
        ({"copies": 21}, "lớn hơn mức cho phép (20)"),
        ({"birth_date": "2026-02-30"}, "không có trong lịch"),
    ],
)
def test_a_limit_that_is_passed_is_told(
    province: Province, form: dict[str, Any], told: str
) -> None:
    order = province.submission()
    answer = province.post("/dossiers", "citizen-1", {**order, "form": {**order["form"], **form}})
    assert any(told in title for title in titles(answer)), titles(answer)


def test_papers_that_are_missing_are_told_by_their_names(province: Province) -> None:
    whole = province.submission()
    code = province.submitted(papers=whole["papers"][:-1])["code"]
    missing = whole["papers"][-1]["code"]
    names = {
        paper["code"]: paper["name"]
        for case in province.get(f"/procedures/{whole['procedure']}").body["version"]["cases"]
        for paper in case["papers"]
    }

    answer = province.post(f"/desk/dossiers/{code}/acceptance", "reception-1", {})

    assert_refused(answer, 409, "papers_missing")
    assert f"“{names[missing]}” ({missing})" in answer.body["title"]


def test_what_was_asked_and_not_answered_is_told_by_its_name(province: Province) -> None:
    code = province.submitted()["code"]
    defects = [{"about": "form/child_name", "reason": "Chưa rõ"}]
    province.moved(code, "supplement-request", "reception-1", defects=defects)
    papers = [{"code": province.submission()["papers"][0]["code"], "originals": 1}]

    answer = province.post(f"/dossiers/{code}/supplement", "citizen-1", {"papers": papers})

    assert_refused(answer, 422, "defects_unanswered")
    assert "Tờ khai" in answer.body["title"]


@pytest.mark.parametrize("many", [1, 40])
def test_all_that_is_wrong_with_a_paper_can_be_asked_at_once(province: Province, many: int) -> None:
    """Điều 17 khoản 2 điểm a: once, and whole; as much as one body carries is kept and printed."""
    code = province.submitted()["code"]
    fields = [f"form/{name}" for name in province.submission()["form"]][:many]
    defects = [
        {"about": about, "reason": ("Chữ mờ, ảnh mất góc. " * 44).strip()} for about in fields
    ]

    asked = province.moved(code, "supplement-request", "reception-1", defects=defects)

    form = f"/dossiers/{code}/forms/{asked['version']}"
    printed = province.get(form, "citizen-1", format="json").body
    assert [one["reason"] for one in printed["defects"]] == [one["reason"] for one in defects]
    assert province.get(form, "citizen-1").status == 200


def test_whoever_acts_for_another_agency_is_told_which_and_of_no_dossier(
    province: Province,
) -> None:
    query = {"first": "2026-10-05", "last": "2026-10-05"}
    answer = province.get("/desk/registers/H01.52", "reception-1", **query)
    assert_refused(answer, 403, "other_agency")
    assert "Châu Đốc" in answer.body["title"]
    assert "ồ sơ" not in answer.body["title"]


# ── What the request was decided on ──────────────────────────────────────────────────────


def if_match(province: Province, path: str, tag: str, order: dict[str, Any]) -> Answer:
    return province.ask("POST", path, "reception-1", order=order, headers={"If-Match": tag})


def test_what_is_made_says_where_it_is_and_what_is_read_its_version(province: Province) -> None:
    made = province.post("/dossiers", "citizen-1", province.submission())
    code = made.body["code"]
    assert made.headers["Location"] == f"/api/dossiers/{code}"
    read = province.get(f"/dossiers/{code}", "citizen-1")
    assert made.headers["ETag"] == read.headers["ETag"] == '"1"'


def test_a_move_is_made_only_on_the_version_of_if_match(province: Province) -> None:
    code = province.submitted()["code"]
    path = f"/desk/dossiers/{code}/acceptance"

    late = without_writing(lambda: if_match(province, path, '"999"', {}))
    assert_refused(late, 412, "dossier_changed")
    accepted = if_match(province, path, '"1"', {})
    assert (accepted.status, accepted.headers["ETag"]) == (200, '"2"')
    forwarding = f"/desk/dossiers/{code}/forwarding"
    assert_refused(if_match(province, forwarding, '"1"', {}), 412, "dossier_changed")
    assert if_match(province, forwarding, "*", {}).status == 200


@pytest.mark.parametrize(
    ("tag", "order", "status", "code"),
    [
        ("7", {}, 400, "invalid_if_match"),
        ('W/"7"', {}, 400, "invalid_if_match"),
        ('"7", "8"', {}, 400, "invalid_if_match"),
        ('"7"', {"version": 8}, 400, "invalid_if_match"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(
    province: Province, tag: str, order: dict[str, Any], status: int, code: str
) -> None:
    path = f"/desk/dossiers/{province.submitted()['code']}/acceptance"
    assert_refused(without_writing(lambda: if_match(province, path, tag, order)), status, code)


def test_a_condition_of_what_has_no_version_is_not_passed_over(province: Province) -> None:
    answer = without_writing(
        lambda: if_match(province, "/desk/dossiers", '"1"', province.submission())
    )
    assert_refused(answer, 412, "no_version_here")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_is_known_by_any_of_its_spellings(province: Province, media_type: str) -> None:
    raw = json.dumps(province.submission()).encode()
    headers = {"Content-Type": media_type}
    assert province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=headers).status == 201


# ── Text is kept as it was meant ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("escaped", [True, False])
def test_vietnamese_typed_in_pieces_is_kept_composed(province: Province, escaped: bool) -> None:
    name = "Nguyễn Thị Hoà Ưởng"
    typed = unicodedata.normalize("NFD", name)
    assert typed != name
    order = province.submission(**person(name=typed))
    order["form"]["child_name"] = typed
    raw = json.dumps(order, ensure_ascii=escaped).encode()
    filed = province.ask("POST", "/dossiers", "citizen-1", raw=raw, headers=JSON).body
    assert (filed["applicant"]["name"], filed["form"]["child_name"]) == (name, name)
    kept = province.get(f"/dossiers/{filed['code']}", "citizen-1").body
    assert (kept["applicant"]["name"], kept["form"]["child_name"]) == (name, name)


@pytest.mark.parametrize(
    "name", ["Ñandú Ça", "Hʼ Bơ̆ng Êban", "Y Krô̆ng Niê", "NGUYỄN THỊ HOA", "O'Brien & <b>Co</b>"]
)
def test_other_letters_are_kept_as_they_are(province: Province, name: str) -> None:
    filed = province.submitted(**person(name=f"  {name} "))
    assert filed["applicant"]["name"] == name
    listed = province.get("/dossiers", "citizen-1", limit=1).body["dossiers"]
    assert listed[0]["applicant"] == name


# ── Moves ────────────────────────────────────────────────────────────────────────────────

MOVES = {
    "acceptance": ("reception-1", Move.ACCEPT),
    "step": ("officer-1", Move.COMPLETE_STEP),
    "result": ("head-1", Move.RESOLVE),
    "return": ("reception-1", Move.RETURN),
}
LAWFUL = {
    Status.REGISTERED: "acceptance",
    Status.ACCEPTED: "step",
    Status.PROCESSING: "result",
    Status.RESOLVED: "return",
    Status.RETURNED: None,
}


UNLAWFUL = [(status, move) for status in LAWFUL for move in MOVES if LAWFUL[status] != move]


@pytest.mark.parametrize(
    ("status", "move"), UNLAWFUL, ids=[f"{move} when {status.name}" for status, move in UNLAWFUL]
)
def test_an_unlawful_move_is_refused_and_told_what_is_lawful(
    province: Province, at_each_status: dict[Status, str], status: Status, move: str
) -> None:
    code, (by, _) = at_each_status[status], MOVES[move]
    answer = without_writing(lambda: province.post(f"/desk/dossiers/{code}/{move}", by, {}))
    assert_refused(answer, 409, "unlawful_move")
    lawful = province.get(f"/dossiers/{code}", "reception-1").body["lawful_moves"]
    assert answer.body["lawful"] == lawful
    assert answer.body["status_code"] == status
    offered = {str(MOVES[way][1]) for way in MOVES}
    assert offered & set(lawful) == ({str(MOVES[LAWFUL[status]][1])} if LAWFUL[status] else set())


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(
    "code",
    [
        "H01.51-260101-9999",
        "H01.51-261341-0001",
        "x",
        "..",
        "H01.51-260101-0001%00",
        "🙂",
        "H01.51-260101-٠٠٠١",
        "DOSSIER#H01.51",
        "x" * 5000,
    ],
)
def test_a_dossier_that_is_not_there_cannot_be_moved(
    province: Province, move: str, code: str
) -> None:
    by, _ = MOVES[move]
    answer = without_writing(lambda: province.post(f"/desk/dossiers/{code}/{move}", by, {}))
    assert_refused(answer, 404, "dossier_not_found")


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize(
    ("by", "status", "code"),
    [
        (None, 401, "not_signed_in"),
        ("citizen-1", 403, "not_permitted"),
        ("firm-1", 403, "not_permitted"),
        ("finance-1", 403, "not_permitted"),
        ("postal-1", 403, "not_permitted"),
        ("partner-1", 403, "not_permitted"),
        ("admin-1", 403, "not_permitted"),
    ],
)
def test_who_has_no_business_at_the_desk_is_refused(
    province: Province,
    at_each_status: dict[Status, str],
    move: str,
    by: str | None,
    status: int,
    code: str,
) -> None:
    dossier = at_each_status[Status.REGISTERED]
    answer = without_writing(lambda: province.post(f"/desk/dossiers/{dossier}/{move}", by, {}))
    assert_refused(answer, status, code)


@pytest.mark.parametrize(
    ("move", "by", "code"),
    [
        ("acceptance", "officer-1", "not_permitted"),
        ("acceptance", "head-1", "not_permitted"),
        ("result", "officer-1", "not_permitted"),
        ("result", "reception-1", "not_permitted"),
        ("return", "head-1", "not_permitted"),
        ("acceptance", "reception-2", "other_agency"),
        ("return", "reception-2", "other_agency"),
        ("step", "reception-2", "other_agency"),
    ],
)
def test_another_role_or_agency_is_refused(
    province: Province, at_each_status: dict[Status, str], move: str, by: str, code: str
) -> None:
    dossier = at_each_status[Status.REGISTERED]
    answer = without_writing(lambda: province.post(f"/desk/dossiers/{dossier}/{move}", by, {}))
    assert_refused(answer, 403, code)


@pytest.mark.parametrize("by", ["reception-1", "head-1"])
def test_a_step_of_another_role_is_refused(
    province: Province, at_each_status: dict[Status, str], by: str
) -> None:
    dossier = at_each_status[Status.ACCEPTED]
    answer = without_writing(lambda: province.post(f"/desk/dossiers/{dossier}/step", by, {}))
    assert_refused(answer, 403, "other_role")
    assert answer.body["roles"] == ["processing"]


@pytest.mark.parametrize(
    ("move", "order", "pointer"),
    [
        ("acceptance", {"note": 7}, "/note"),
        ("acceptance", {"note": "x" * 2001}, "/note"),
        ("acceptance", {"note": "\x00"}, "/note"),
        ("acceptance", {"version": 0}, "/version"),
        ("acceptance", {"version": "x"}, "/version"),
        ("acceptance", {"due_at": "2099-01-01"}, "/due_at"),
        ("step", {"steps": 3}, "/steps"),
        ("result", {"number": "x" * 101}, "/number"),
        ("result", {"number": None}, "/number"),
        ("result", {"number": "1\x1b2"}, "/number"),
        ("return", {"method": "pigeon"}, "/method"),
        ("return", {"method": ["counter"]}, "/method"),
    ],
)
def test_a_move_with_an_order_that_cannot_be_meant_is_refused(
    province: Province,
    at_each_status: dict[Status, str],
    move: str,
    order: dict[str, Any],
    pointer: str,
) -> None:
    status = next(status for status, lawful in LAWFUL.items() if lawful == move)
    path = f"/desk/dossiers/{at_each_status[status]}/{move}"
    answer = without_writing(lambda: province.post(path, MOVES[move][0], order))
    assert_refused(answer, 422, "invalid_request")
    assert pointers(answer) == [pointer]


def test_a_wrong_address_of_an_applicant_is_taken_away_but_no_name(province: Province) -> None:
    code = province.submitted()["code"]
    whose = {"officer": "reception-1", "reason": "Ghi nhầm"}
    approval = {"move": "correct", "fields": ["email"], **whose}
    assert province.post(f"/desk/dossiers/{code}/approvals", "head-1", approval).status == 200
    path, by = f"/desk/dossiers/{code}/correction", "reception-1"

    nameless = {"applicant": {"name": None, "email": None}, "reason": "Ghi nhầm"}
    assert_refused(province.post(path, by, nameless), 422, "invalid_request")
    answer = province.post(path, by, {"applicant": {"email": None}, "reason": "Ghi nhầm"})

    assert answer.status == 200
    assert answer.body["applicant"]["email"] is None


@pytest.mark.parametrize("order", [{}, {"number": " "}, {"decision": "refused", "reason": "x"}])
def test_a_result_without_its_number_is_refused(
    province: Province, at_each_status: dict[Status, str], order: dict[str, Any]
) -> None:
    path = f"/desk/dossiers/{at_each_status[Status.PROCESSING]}/result"
    answer = without_writing(lambda: province.post(path, "head-1", order))
    assert_refused(answer, 422, "number_needed")
    assert "số, ký hiệu" in answer.body["title"]


@pytest.mark.parametrize("version", [2, 10**30])
def test_a_move_decided_on_another_version_is_refused(
    province: Province, at_each_status: dict[Status, str], version: int
) -> None:
    path = f"/desk/dossiers/{at_each_status[Status.REGISTERED]}/acceptance"
    answer = without_writing(lambda: province.post(path, "reception-1", {"version": version}))
    assert_refused(answer, 409, "dossier_changed")
    assert answer.body["version"] == 1


# ── A key for a request ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["", "x" * 129, "a\tb", "a\x00b", "a\x7fb", "a\xa0b"])
def test_a_key_that_is_none_is_refused(province: Province, key: str) -> None:
    order = province.submission()
    answer = without_writing(
        lambda: province.ask(
            "POST", "/dossiers", "citizen-1", order=order, headers={"Idempotency-Key": key}
        )
    )
    assert_refused(answer, 400, "invalid_idempotency_key")


def test_a_key_used_for_another_submission_is_refused(province: Province) -> None:
    order, key = province.submission(), "used-twice"
    assert province.post("/dossiers", "citizen-1", order, key).status == 201
    other = province.submission(**person(name="Người Khác"))
    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", other, key))
    assert_refused(answer, 422, "idempotency_key_reused")


def test_a_key_used_for_another_move_is_refused(province: Province) -> None:
    code, key = province.submitted()["code"], "used-twice"
    path = f"/desk/dossiers/{code}/acceptance"
    assert province.post(path, "reception-1", {"note": "a"}, key).status == 200
    for other, order in ((path, {"note": "b"}), (path.replace("acceptance", "return"), {})):
        answer = without_writing(
            lambda other=other, order=order: province.post(other, "reception-1", order, key)
        )
        assert_refused(answer, 422, "idempotency_key_reused")


# ── Reading ──────────────────────────────────────────────────────────────────────────────

READINGS = [
    "/dossiers/{code}",
    "/dossiers/{code}/receipt",
    "/dossiers/{code}/timeline/verification",
]
MISSING = "H01.51-200101-0001"


@pytest.mark.parametrize("path", READINGS)
@pytest.mark.parametrize("by", ["citizen-2", "firm-1", "reception-2"])
def test_what_belongs_to_others_looks_exactly_like_what_is_not_there(
    province: Province, at_each_status: dict[Status, str], path: str, by: str
) -> None:
    def asked(code: str) -> tuple[Answer, Any]:
        with Meter() as used:
            answer = province.get(path.format(code=code), by)
        return answer, used.by_call

    asked(MISSING)  # who asks is known from now on
    others, missing = asked(at_each_status[Status.ACCEPTED]), asked(MISSING)
    assert_refused(others[0], 404, "dossier_not_found")
    assert others == missing


@pytest.mark.parametrize("path", READINGS)
@pytest.mark.parametrize("code", ["x", "H01.51-261341-0001", "%2e%2e", "x" * 5000, "🙂", " "])
def test_a_code_that_is_none_is_not_found(province: Province, path: str, code: str) -> None:
    with Meter() as used:
        answer = province.get(path.format(code=code), "citizen-1")
    assert_refused(answer, 404, "dossier_not_found")
    assert used.calls == 0


def cursor(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode()


DESK_PLACE = {
    "pk": "DOSSIER#H01.51-260101-0001",
    "sk": "STATE",
    "desk": "H01.51",
    "due": "2026-01-01T00:00:00.000Z#H01.51-260101-0001",
}


def place(**changes: Any) -> str:
    changed = {**DESK_PLACE, **changes}
    return cursor({name: one for name, one in changed.items() if one is not ...})


@pytest.mark.parametrize(
    "tampered",
    [
        "x",
        "",
        "é",
        "%%%",
        "a" * 999,
        cursor({}),
        cursor([]),
        cursor(None),
        cursor("x"),
        cursor(7),
        cursor(b"\xff\xfe"),
        cursor(b"{"),
        cursor(b"[" * 700),
        cursor(b'{"desk":' * 90),
        place(desk="H01.52"),
        place(desk=...),
        place(due=...),
        place(pk=...),
        place(sk=...),
        place(pk=""),
        place(due=""),
        place(due=7),
        place(due=None),
        place(due=["x"]),
        place(person="x"),
        place(desk=["H01.51"]),
    ],
)
def test_a_tampered_cursor_is_refused(province: Province, tampered: str) -> None:
    answer = without_writing(lambda: province.get("/desk/dossiers", "reception-1", cursor=tampered))
    assert_refused(answer, 400, "invalid_cursor")


def test_a_cursor_of_somebody_else_is_refused(province: Province) -> None:
    for _ in range(2):
        province.submitted()
    mine = province.get("/dossiers", "citizen-1", limit=1).body["next"]
    assert province.get("/dossiers", "citizen-1", limit=1, cursor=mine).status == 200
    assert_refused(province.get("/dossiers", "citizen-2", cursor=mine), 400, "invalid_cursor")
    answer = province.get("/desk/dossiers", "reception-1", cursor=mine)
    assert_refused(answer, 400, "invalid_cursor")


@pytest.mark.parametrize(
    ("path", "by", "query", "pointer"),
    [
        ("/dossiers", "citizen-1", {"limit": 0}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": 101}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": -1}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": "ten"}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": "٣"}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": ""}, "/limit"),
        ("/dossiers", "citizen-1", {"limit": "9" * 5000}, "/limit"),
        ("/dossiers", "citizen-1", {"cursor": "x" * 1001}, "/cursor"),
        ("/dossiers", "citizen-1", {"person": "x"}, "/person"),
        ("/desk/dossiers", "reception-1", {"page": 2}, "/page"),
        ("/desk/dossiers", "reception-1", {"agency": "H" * 41}, "/agency"),
        ("/deadlines", None, {"received": "2026-11-20T14:00"}, "/working_days"),
        ("/deadlines", None, {"received": "2026-11-20", "working_days": 366}, "/working_days"),
        ("/deadlines", None, {"received": "2026-11-20", "working_days": 1, "x": 1}, "/x"),
        ("/agencies", None, {"level": "galaxy"}, "/level"),
        ("/agencies", None, {"x": 1}, "/x"),
        ("/procedures", None, {"x": 1}, "/x"),
        ("/statistics", None, {"from": "yesterday"}, "/from"),
        ("/statistics", None, {"from": "2026-01-01", "until": "2026-02-01"}, ""),
        ("/statistics", None, {"from": "2026-01-02", "until": "2026-01-01"}, ""),
        ("/statistics", None, {"until": "9999-12-31"}, "/until"),
        ("/statistics", None, {"until": "0001-01-01"}, "/until"),
    ],
)
def test_a_question_that_cannot_be_meant_is_refused(
    province: Province, path: str, by: str | None, query: dict[str, Any], pointer: str
) -> None:
    answer = without_writing(lambda: province.get(path, by, **query))
    assert_refused(answer, 422, "invalid_request")
    assert pointers(answer) == [pointer]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"received": "yesterday", "working_days": 1}, "invalid_moment"),
        ({"received": "2026-02-30T10:00", "working_days": 1}, "invalid_moment"),
        ({"received": "2026-11-20T25:00", "working_days": 1}, "invalid_moment"),
        ({"received": "0001-01-01T00:00", "working_days": 1}, "moment_out_of_range"),
        ({"received": "9999-12-31T23:59", "working_days": 1}, "moment_out_of_range"),
        ({"received": "2015-11-20T14:00", "working_days": 1}, "no_rules_in_force"),
        ({"received": "2026-11-20T14:00", "working_days": 1, "agency": "x"}, "unknown_agency"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_refused(
    province: Province, query: dict[str, Any], code: str
) -> None:
    assert_refused(province.get("/deadlines", **query), 422, code)


# ── Ways that are not there ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nope",
        "/dossiers/x/y/z",
        "/desk",
        "/desk/dossiers/x/erasure",
        "//",
        "//[x",
        "/é",
        "/%",
        "/dossiers\x00",
        "/" + "x" * 5000,
    ],
)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer é"}])
def test_an_address_that_is_not_there_is_not_found(
    province: Province, path: str, headers: dict[str, str]
) -> None:
    assert_refused(province.ask("GET", path, headers=headers), 404, "no_such_address")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/dossiers"),
        ("PUT", "/dossiers"),
        ("PATCH", "/dossiers/H01.51-260101-0001"),
        ("GET", "/desk/dossiers/H01.51-260101-0001/acceptance"),
        ("POST", "/health"),
        ("POST", "/lookup/H01.51-260101-0001"),
        ("GET", "/desk/forwardings"),
        ("BREW", "/procedures"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_refused(
    province: Province, method: str, path: str
) -> None:
    answer = without_writing(lambda: province.ask(method, path, "citizen-1"))
    assert_refused(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"]
    assert method in answer.body["title"]


# ── Anything at all ──────────────────────────────────────────────────────────────────────

SOME_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=12), part, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        "procedure",
        "agency",
        "case",
        "applicant",
        "form",
        "papers",
        "return_by",
        "note",
        "version",
        "number",
        "method",
        "working",
        "name_vi",
        "name_en",
        "source",
        "kind",
        "name",
        "phone",
    ]
)
ORDERS = SOME_JSON | st.dictionaries(FIELDS, SOME_JSON, max_size=6)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "Idempotency-Key",
            "Accept",
            "Accept-Encoding",
            "Content-Encoding",
            "Cookie",
            "Origin",
            "X-Forwarded-For",
            "If-Match",
            "Range",
            "Transfer-Encoding",
            "X-Amz-Date",
        ]
    ),
    HEADER,
    max_size=3,
)
WAYS_TO_WRITE = [
    ("POST", "/dossiers", "citizen-1"),
    ("POST", "/dossiers/{code}/amendment", "citizen-1"),
    ("POST", "/desk/dossiers/{code}/acceptance", "reception-1"),
    ("POST", "/desk/dossiers/{code}/step", "officer-1"),
    ("POST", "/desk/dossiers/{code}/result", "head-1"),
    ("POST", "/desk/dossiers/{code}/return", "reception-1"),
    ("POST", "/desk/dossiers/{code}/refusal", "reception-1"),
    ("POST", "/desk/dossiers/{code}/forwarding", "reception-1"),
    ("POST", "/desk/forwardings", "reception-1"),
    ("POST", "/desk/dossiers/{code}/supplement-request", "reception-1"),
    ("POST", "/desk/dossiers/{code}/fee", "reception-1"),
    ("POST", "/desk/dossiers/{code}/payment", "finance-1"),
    ("POST", "/desk/dossiers/{code}/assignment", "head-1"),
    ("POST", "/desk/dossiers/{code}/handover", "head-1"),
    ("POST", "/desk/dossiers/{code}/step-return", "officer-1"),
    ("POST", "/desk/dossiers/{code}/opinions", "officer-1"),
    ("POST", "/desk/dossiers/{code}/extension", "head-1"),
    ("POST", "/desk/dossiers/{code}/stop", "head-1"),
    ("POST", "/desk/dossiers/{code}/correction", "reception-1"),
    ("POST", "/desk/dossiers/{code}/approvals", "head-1"),
    ("POST", "/desk/dossiers/{code}/approvals/withdrawal", "head-1"),
    ("POST", "/desk/dossiers/{code}/opinions/{id}/answer", "officer-1"),
    ("POST", "/desk/dossiers/{code}/opinions/{id}/cancellation", "officer-1"),
    ("POST", "/desk/dossiers", "reception-1"),
    ("POST", "/desk/handovers", "head-1"),
    ("POST", "/desk/outages", "reception-1"),
    ("POST", "/dossiers/{code}/supplement", "citizen-1"),
    ("POST", "/dossiers/{code}/withdrawal", "citizen-1"),
    ("PUT", "/people/{subject}/grants", "admin-1"),
    ("POST", "/desk/dossiers/{code}/longer-limit", "officer-1"),
    ("POST", "/desk/dossiers/{code}/verification", "officer-1"),
    ("POST", "/desk/dossiers/{code}/explanation", "officer-1"),
    ("POST", "/desk/dossiers/{code}/apology", "head-1"),
    ("POST", "/desk/dossiers/{code}/result-correction", "head-1"),
    ("POST", "/desk/dossiers/{code}/refusal-withdrawal", "head-1"),
    ("POST", "/desk/dossiers/{code}/loss", "head-1"),
    ("PUT", "/drafts/{draft}", "citizen-1"),
    ("POST", "/drafts/{draft}/removal", "citizen-1"),
    ("POST", "/sign-out", "citizen-1"),
    ("POST", "/administration/imports", "admin-1"),
    ("POST", "/administration/changes", "content-1"),
    ("POST", "/administration/changes/{change}/revision", "content-1"),
    ("POST", "/administration/changes/{change}/approval", "admin-1"),
    ("POST", "/administration/changes/{change}/refusal", "admin-1"),
    ("POST", "/administration/changes/{change}/withdrawal", "content-1"),
]


@pytest.mark.parametrize("said", ["\u0250", {"\u0250": None}])
def test_who_asks_in_letters_that_are_not_printed_is_refused_at_the_field(
    province: Province, said: Any
) -> None:
    order = province.submission()
    order["form"]["applicant_name"] = said

    answer = without_writing(lambda: province.post("/dossiers", "citizen-1", order))

    assert_refused(answer, 422, "form_invalid")
    assert "/form/applicant_name" in pointers(answer)


def test_every_way_to_write_is_tried() -> None:
    import app

    writing = {
        (route.method, route.path)
        for route in app.door.routes
        if route.method != "GET" and not route.page
    }
    assert writing == {(method, path) for method, path, _ in WAYS_TO_WRITE}


@pytest.mark.parametrize(("method", "path", "by"), WAYS_TO_WRITE)
@trials(80)
@given(order=ORDERS, headers=HEADERS)
def test_no_body_and_no_header_breaks_a_way_to_write(
    province: Province,
    at_each_status: dict[Status, str],
    method: str,
    path: str,
    by: str,
    order: Any,
    headers: dict[str, str],
) -> None:
    code = at_each_status[Status.REGISTERED]
    parts = {"id": "1", "subject": "officer-7", "change": "2026-0001", "draft": "begun-0001"}
    full = path.format(code=code, **parts)
    raw = json.dumps(order).encode()
    answer = province.ask(method, full, by, raw=raw, headers=headers | JSON)
    assert_answered(answer)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place inside a JSON value, itself the first."""
    parts: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        parts = enumerate(value)
    return [path, *(one for name, part in parts for one in places(part, (*path, name)))]


def replaced(value: Any, path: tuple[str | int, ...], by: Any) -> Any:
    if not path:
        return by
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], by)
    return changed


@trials(150)
@given(data=st.data())
def test_no_change_to_a_good_submission_breaks_anything(
    province: Province, data: st.DataObject
) -> None:
    good = province.submission()
    path = data.draw(st.sampled_from(places(good)), label="at")
    order = replaced(good, path, data.draw(SOME_JSON, label="put"))
    raw = json.dumps(order).encode()
    answer = province.ask("POST", "/dossiers", "citizen-2", raw=raw, headers=JSON)
    assert_answered(answer)
    if answer.status == 201:
        code = answer.body["code"]
        assert province.get(f"/dossiers/{code}", "citizen-2").body == answer.body
        assert province.get(f"/lookup/{code}").status == 200


@pytest.mark.parametrize(("method", "path", "by"), WAYS_TO_WRITE)
@trials(40)
@given(raw=st.binary(max_size=200), media_type=HEADER, token=HEADER, part=st.text(min_size=1))
def test_no_bytes_and_no_token_break_a_way_to_write(
    province: Province,
    method: str,
    path: str,
    by: str,
    raw: bytes,
    media_type: str,
    token: str,
    part: str,
) -> None:
    full = path.format(code=part, id=part, subject=part, change=part, draft=part)
    headers = {"Content-Type": media_type}
    assert_answered(province.ask(method, full, by, raw=raw, headers=headers))
    forged = headers | {"Authorization": f"Bearer {token}"}
    assert_answered(province.ask(method, full, raw=raw, headers=forged))


@trials(150)
@given(
    path=st.sampled_from(
        [
            "/dossiers",
            "/desk/dossiers",
            "/deadlines",
            "/statistics",
            "/agencies",
            "/procedures",
            "/procedures/1.001193",
            "/lookup/H01.51-260101-0001",
        ]
    ),
    query=st.dictionaries(
        st.sampled_from(
            [
                "limit",
                "cursor",
                "agency",
                "received",
                "working_days",
                "from",
                "until",
                "q",
                "field",
                "on",
                "level",
                "receives",
                "ended",
                "proof",
            ]
        ),
        st.text(max_size=40)
        | st.integers().map(str)
        | st.dates().map(str)
        | st.datetimes().map(lambda moment: moment.isoformat()),
        max_size=4,
    ),
)
def test_no_question_breaks_a_way_to_read(
    province: Province, path: str, query: dict[str, str]
) -> None:
    by = {"/dossiers": "citizen-1", "/desk/dossiers": "reception-1"}.get(path)
    assert_answered(province.ask("GET", path, by, query=query))


def assert_answered(answer: Answer) -> None:
    assert answer.status < 500, answer.raw
    if answer.status >= 400:
        assert_refused(answer, answer.status, answer.body["code"])
