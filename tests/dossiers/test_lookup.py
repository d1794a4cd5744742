"""The look-up (tra cứu): what anyone can see of a dossier, and what no one can find out."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import pytest

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.foundation import clock, ids, names, table
from chalicelib.foundation.errors import TooMany
from chalicelib.foundation.pace import Pace
from chalicelib.reception import actions as reception
from local.meter import Meter
from tests.support.numbers import fresh
from tests.support.people import citizen
from tests.support.province import Answer, Province, token_of
from tests.support.refusals import assert_refused
from tests.support.submissions import complete, submission

MISSING = "H01.51-200101-0001"
IDENTITY, PHONE = "089300001234", "0912005678"
APPLICANT = {
    "kind": "citizen",
    "name": "Lê Thị Bí Mật",
    "identity_number": IDENTITY,
    "phone": PHONE,
    "address": "Số 9 đường Kín",
}
KINDS_OF_ITEMS = {"STATE", "EVENT", "PAPER", "OWNER"}
WITH_PROOF = {
    "code",
    "status",
    "completion",
    "receiving_agency",
    "divisions",
    "organisation",
    "applicant_name",
    "received_at",
    "due_at",
}


@pytest.fixture
def filed(province: Province) -> str:
    code: str = province.submitted(applicant=APPLICANT)["code"]
    return code


@pytest.fixture
def accepted(province: Province, filed: str) -> str:
    province.moved(filed, "acceptance", "reception-1")
    return filed


def test_without_proof_only_code_and_completion_are_shown(
    province: Province, accepted: str
) -> None:
    answer = province.get(f"/lookup/{accepted}")
    assert answer.status == 200
    assert answer.body == {
        "code": accepted,
        "completion": {"done": 1, "steps": 4, "percent": 25, "text": "Đã hoàn thành 1/4 bước."},
    }


@pytest.mark.parametrize(
    ("moves", "percent"),
    [
        ([], 0),
        (["acceptance"], 25),
        (["acceptance", "step"], 50),
        (["acceptance", "step", "result"], 75),
        (["acceptance", "step", "result", "return"], 100),
    ],
)
def test_completion_grows_with_every_step(
    province: Province, filed: str, moves: list[str], percent: int
) -> None:
    by = {"acceptance": "reception-1", "step": "officer-1", "result": "head-1"}
    for move in moves:
        order = {"number": fresh("GKS")} if move == "result" else {}
        province.moved(filed, move, by.get(move, "reception-1"), **order)
    assert province.get(f"/lookup/{filed}").body["completion"]["percent"] == percent


def test_the_receipts_token_shows_what_the_rules_list(province: Province, accepted: str) -> None:
    seen = province.look_up(accepted, token_of(accepted)).body
    whole = province.get(f"/dossiers/{accepted}", "citizen-1").body
    assert seen == {
        "code": accepted,
        "status": "Được tiếp nhận",
        "completion": {
            "done": 1,
            "steps": 4,
            "percent": 25,
            "text": "Đã hoàn thành 1/4 bước.",
        },
        "receiving_agency": "UBND phường Long Xuyên",
        "divisions": [
            "Bộ phận Tiếp nhận và Trả kết quả",
            "Công chức tư pháp - hộ tịch",
            "Lãnh đạo UBND",
        ],
        "organisation": None,
        "applicant_name": "Nguyễn Thị Hoa Mai",  # who submitted it (S1 Điều 12 khoản 1 điểm đ)
        "received_at": whole["received_at"],
        "due_at": whole["due_at"],
    }


@pytest.mark.parametrize(
    "digits", [IDENTITY[-4:], PHONE[-4:], "0001"], ids=["identity", "phone", "who submitted it"]
)
def test_the_last_four_digits_prove_as_much_as_the_token(
    province: Province, accepted: str, digits: str
) -> None:
    proven = province.look_up(accepted, digits)
    assert proven.status == 200
    assert proven.body.keys() == WITH_PROOF


def test_a_dossier_not_yet_accepted_shows_less(province: Province, filed: str) -> None:
    seen = province.look_up(filed, token_of(filed)).body
    assert seen == {
        "code": filed,
        "status": "Mới đăng ký",
        "completion": {"done": 0, "steps": 4, "percent": 0, "text": "Đã hoàn thành 0/4 bước."},
        "receiving_agency": "UBND phường Long Xuyên",
        "organisation": None,
        "applicant_name": "Nguyễn Thị Hoa Mai",
        "filed_at": province.get(f"/dossiers/{filed}", "citizen-1").body["filed_at"],
    }


def test_while_its_clock_stands_still_no_due_time_is_shown(
    province: Province, accepted: str
) -> None:
    lacking = {"defects": [{"about": "TK.KS", "reason": "Thiếu chữ ký"}]}
    province.moved(accepted, "supplement-request", "officer-1", **lacking)

    seen = province.look_up(accepted, token_of(accepted)).body
    whole = province.get(f"/dossiers/{accepted}", "citizen-1").body
    line = province.get("/dossiers", "citizen-1").body["dossiers"][0]
    assert (seen["status"], seen["due_at"]) == ("Yêu cầu bổ sung giấy tờ", None)
    assert (whole["due_at"], whole["deadline"]) == (None, None)
    assert line["due_at"] == whole["supplement_by"]


def test_a_firm_is_shown_by_its_name(province: Province) -> None:
    firm = {
        **APPLICANT,
        "kind": "firm",
        "tax_code": "0100112437",
        "organisation": "Công ty TNHH Phù Sa Ví Dụ",
        "identity_number": None,
    }
    order = {"procedure": "2.000908", "case": None, "form": {}, "papers": [], "applicant": firm}
    code = province.submitted(by="firm-1", **order)["code"]
    assert province.look_up(code, "2437").body["organisation"] == "Công ty TNHH Phù Sa Ví Dụ"


@pytest.mark.parametrize("proof", [None, "token", "digits"])
def test_no_look_up_tells_a_number_or_an_address(
    province: Province, accepted: str, proof: str | None
) -> None:
    proofs = {"token": token_of(accepted), "digits": PHONE[-4:]}
    raw = province.look_up(accepted, proof and proofs[proof]).raw.decode()
    for secret in (IDENTITY, PHONE, "đường Kín", "Trần"):
        assert secret not in raw
    if proof is None:
        assert "Bí Mật" not in raw


def test_the_table_keeps_no_number_in_the_clear(province: Province, accepted: str) -> None:
    stored = [
        {name: one for name, one in item.items() if not isinstance(one, bytes)}
        for item in table.query_all(f"DOSSIER#{accepted}")
    ]
    assert {str(item["sk"]).partition("#")[0] for item in stored} == KINDS_OF_ITEMS
    assert IDENTITY not in str(stored)
    assert PHONE not in str(stored)


# ── Nothing is given away ────────────────────────────────────────────────────────────────


def metered(province: Province, code: str, proof: str) -> tuple[Answer, Counter[str]]:
    """The answer, and the calls to AWS that were made for it."""
    with Meter() as used:
        answer = province.look_up(code, proof)
    return answer, used.by_call


WRONG = ["9999", "A" * 22, "", "x", "٠٠٠١", "00011", "12 34", "🙂", "x" * 5000, "\x00"]


@pytest.mark.parametrize("proof", WRONG)
def test_a_wrong_proof_and_a_missing_dossier_cannot_be_told_apart(
    province: Province, accepted: str, proof: str
) -> None:
    wrong, missing = metered(province, accepted, proof), metered(province, MISSING, proof)
    assert_refused(wrong[0], 404, "lookup_not_found")
    assert wrong == missing  # status, headers, body, and the calls made to AWS


@pytest.mark.parametrize("place", [0, 10, 20])
def test_a_token_that_is_nearly_right_proves_nothing(
    province: Province, accepted: str, place: int
) -> None:
    token = token_of(accepted)
    other = "A" if token[place] != "A" else "B"
    nearly = [token[:place] + other + token[place + 1 :], token[:-1], f"{token}A", token.lower()]
    for proof in nearly:
        answer = province.look_up(accepted, proof)
        assert_refused(answer, 404, "lookup_not_found")


def test_the_token_of_another_dossier_proves_nothing(province: Province, accepted: str) -> None:
    token = ids.lookup_token(MISSING, "")
    wrong, missing = metered(province, accepted, token), metered(province, MISSING, token)
    assert_refused(wrong[0], 404, "lookup_not_found")
    assert wrong == missing


def test_the_digits_of_another_dossier_prove_nothing(province: Province, accepted: str) -> None:
    other = province.submitted(applicant={**APPLICANT, "identity_number": "089300007777"})["code"]
    assert province.look_up(other, "7777").status == 200
    assert_refused(province.look_up(accepted, "7777"), 404, "lookup_not_found")


@pytest.mark.parametrize(
    "code",
    [
        "x",
        "H01.51",
        "H01.51-260230-0001",
        "..",
        "H01.51-260101-٠٠٠١",
        "x" * 5000,
        "DOSSIER#x",
    ],
)
def test_a_code_that_is_none_is_not_even_looked_for(province: Province, code: str) -> None:
    answer, calls = metered(province, code, "1234")
    assert_refused(answer, 404, "lookup_not_found")
    assert calls.total() == 0


def test_an_unknown_parameter_is_refused(province: Province, accepted: str) -> None:
    answer = province.get(f"/lookup/{accepted}", prof="1234")
    assert_refused(answer, 422, "invalid_request")
    assert [error["pointer"] for error in answer.body["errors"]] == ["/prof"]


def test_a_proof_in_the_address_is_refused(province: Province, accepted: str) -> None:
    answer = province.get(f"/lookup/{accepted}", proof=token_of(accepted))
    assert_refused(answer, 422, "invalid_request")
    assert [error["pointer"] for error in answer.body["errors"]] == ["/proof"]


# ── Not too often ────────────────────────────────────────────────────────────────────────


def tried_until_refused(province: Province, code: str) -> tuple[int, Answer]:
    """How many wrong digits are taken before the answer changes, and what it then is."""
    for number in range(names.LOOKUP_TRIES_PER_HOUR + 1):
        answer = province.look_up(code, "9999")
        if answer.status != 404:
            return number, answer
    raise AssertionError("digits can be guessed without end")


def test_guessing_digits_ends_alike_for_dossiers_that_exist_and_that_do_not(
    province: Province, accepted: str
) -> None:
    if time.time() % 3600 > 3590:
        time.sleep(11)  # not over the end of an hour
    for code in (accepted, "H01.51-200101-0002"):
        tries, refused = tried_until_refused(province, code)
        assert tries == names.LOOKUP_TRIES_PER_HOUR
        assert_refused(refused, 429, "too_many_tries")
        wait = refused.body["wait"]
        assert abs(3600 - time.time() % 3600 - wait) < 3
        assert refused.headers["Retry-After"] == str(wait)
        assert refused.body["title"].endswith(f"xin thử lại sau {-(-wait // 60)} phút.")
        assert refused.body.keys() == {"type", "status", "code", "title", "wait"}
    # Not even the right digits now; the token was never guessed, and still serves.
    right = province.look_up(accepted, PHONE[-4:])
    assert_refused(right, 429, "too_many_tries")
    assert province.look_up(accepted, token_of(accepted)).status == 200
    assert province.get(f"/lookup/{accepted}").status == 200


def test_one_client_may_ask_so_often_a_minute() -> None:
    if time.time() % 60 > 58:
        time.sleep(2)  # not over the end of a minute
    pace = Pace(3)
    for client in ("a", "b"):
        for _ in range(3):
            pace.admit(client)
        with pytest.raises(TooMany) as refused:
            pace.admit(client)
        assert refused.value.code == "too_many_requests"
        assert 0 < refused.value.more["wait"] <= 60


def test_a_new_minute_begins_anew() -> None:
    last_minute = int(time.time()) // 60 - 1
    pace = Pace(3, last_minute, {"a": 1000})
    pace.admit("a")
    assert pace._seen == {"a": 1}


# ── As the rules have it ─────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def new_rules(province: Province) -> RuleSet:
    """From 2072 on look-ups show other things."""
    now = agencies.rules_on(clock.local_day(clock.now()))
    lists: dict[str, Any] = {
        "lookup_without_proof": ["code"],
        "lookup_with_proof": ["code", "status", "completion"],
        "lookup_not_yet_valid": ["code", "status", "divisions"],
    }
    changed = {name: {"value": one, "article": "Luật mới Điều 2"} for name, one in lists.items()}
    on_that_day = clock.parse("2072-01-01T00:00").date()
    new = RuleSet("2072-01-01", on_that_day, "Luật mới", {**now.rules, **changed})
    agencies.establish(agencies.province(), [], {}, [new])
    return new


def test_each_dossier_is_shown_by_the_rules_it_was_received_under(
    province: Province, new_rules: RuleSet
) -> None:
    by = citizen("089300004321")

    def shown(day: str) -> tuple[set[str], set[str]]:
        at = clock.parse(f"{day}T09:00")
        asked = submission(agency="H01.55", **complete("1.004859"))
        code = reception.submit(asked, by, now=lambda: at).dossier.code
        plain = province.get(f"/lookup/{code}").body
        proven = province.look_up(code, "4321").body
        return set(plain), set(proven)

    not_yet_valid = {"code", "status", "completion", "receiving_agency", "organisation"}
    assert shown("2071-12-29") == (
        {"code", "completion"},
        not_yet_valid | {"applicant_name", "filed_at"},
    )
    assert shown("2072-01-04") == ({"code"}, {"code", "status", "divisions"})


@pytest.mark.parametrize("typed", ["  h01.{} ", "H01.{}", "h01.{}".replace(".", " . ")])
def test_a_code_is_found_as_people_type_it(province: Province, typed: str) -> None:
    code = province.submitted()["code"]
    rest = code.removeprefix("H01.").replace("-", "–", 1).replace("-", " - ")

    found = province.get(f"/lookup/{typed.format(rest)}")

    assert (found.status, found.body.get("code")) == (200, code)
