"""The catalogue of a whole province: thousands of procedures, found as few are and as cheaply."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.foundation import clock, table
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import search, store
from chalicelib.procedures.catalogue import Catalogue
from chalicelib.procedures.model import Field, Line, Procedure
from local.meter import Meter
from tests.administration import changes
from tests.support.province import Province
from tests.support.refusals import assert_refused, without_writing
from tests.support.trials import trials
from tools import packs

BIRTH = "1.001193"
TODAY = dt.date(2026, 11, 20)
OFFERED = list(packs.adopted_procedures("an-giang"))


def line(code: str, name: str, since: str = "2025-07-01") -> Line:
    return Line(
        code=code,
        name=name,
        field=Field(code="ho-tich", name="Hộ tịch"),
        effective_from=dt.date.fromisoformat(since),
        levels=(),
        online="full",
        channels=(),
        form=False,
    )


LINES = [line(one.code, one.name) for one in OFFERED]


@trials(300)
@given(
    st.lists(st.sampled_from(search.words(" ".join(one.name for one in LINES))), max_size=3),
    st.integers(1, 6),
)
def test_the_words_of_the_catalogue_find_what_comparing_each_name_finds(
    typed: list[str], letters: int
) -> None:
    wanted = " ".join([*typed[:-1], *(word[:letters] for word in typed[-1:])])
    found = {one.code for one in Catalogue(LINES).find(wanted, TODAY)}

    assert found == {
        one.code for one in LINES if search.matches(wanted, one.code, one.name, one.field.name)
    }


def test_of_each_procedure_the_newest_line_in_force_is_found() -> None:
    lines = [
        line("1", "Cũ", "2018-05-21"),
        line("1", "Nay", "2025-07-01"),
        line("1", "Sau", "2027-01-01"),
    ]

    assert [one.name for one in Catalogue(lines).find("", TODAY)] == ["Nay"]


# Far ahead, where no other test looks.
THEN = dt.date(2073, 1, 2)


@pytest.fixture(scope="module")
def crowded(province: Province) -> Province:
    """The province whose catalogue has made-up copies of its procedures, in force from 2073 on."""
    procedures.publish(*(copy(one, number) for number in range(8) for one in OFFERED))
    return province


def copy(procedure: Procedure, number: int) -> Procedure:
    version = procedure.versions[-1].model_copy(update={"effective_from": THEN})
    code = f"9.{number}{procedure.code[2:]}"
    return procedure.model_copy(
        update={"code": code, "name": f"{procedure.name} ({number})", "versions": (version,)}
    )


def found(words: str) -> list[Line]:
    return procedures.find(words, None, None, THEN)


def test_a_search_costs_the_same_however_long_the_catalogue_is(crowded: Province) -> None:
    births = len(found("khai sinh"))

    with Meter() as used:
        assert len(found("khai sinh")) == births > 18
    with Meter() as a_minute_later:
        store.load_catalogue(store.load_mark.__wrapped__())  # type: ignore[attr-defined]

    assert used.calls == 0
    assert (a_minute_later.calls, a_minute_later.read_units) == (1, 0.5)


def test_one_procedure_costs_the_same_however_long_the_catalogue_is(crowded: Province) -> None:
    clock.forget()
    with Meter() as used:
        procedures.all_versions(BIRTH)

    size = sum(len(str(item).encode()) for item in table.query_all(f"PROCEDURE#{BIRTH}"))
    assert used.calls == 1
    assert used.read_units <= size / 8192 + 1


def test_a_page_of_the_list_is_bounded_and_the_next_one_goes_on(province: Province) -> None:
    first = province.get("/procedures", limit="20").body
    second = province.get("/procedures", limit="20", offset="20").body

    assert first["count"] == second["count"] >= len(OFFERED)
    codes = [one["code"] for one in (*first["procedures"], *second["procedures"])]
    assert len(codes) == len(set(codes)) == 40
    assert_refused(province.get("/procedures", limit="201"), 422, "invalid_request")


def test_what_an_administrator_changes_is_found_once_the_mark_is_seen(crowded: Province) -> None:
    named = procedures.in_force("9.0" + BIRTH[2:], THEN)
    assert found("zzyzx") == []

    changed = named.model_copy(update={"keywords": ("zzyzx",)})
    table.write(*procedures.in_force_as([changed], "admin-1"))
    clock.forget()

    assert [one.code for one in found("zzyzx")] == [named.code]


def test_a_form_of_more_procedures_than_one_transaction_takes_is_not_changed_at_once(
    crowded: Province,
) -> None:
    forms = Counter(one.versions[-1].form or "" for one in OFFERED)
    form = max(set(forms) - {""}, key=lambda one: forms[one])
    since = THEN + dt.timedelta(days=1)
    data = changes.current(crowded, "form", form, on=since.isoformat())

    answer = without_writing(
        lambda: crowded.post(
            changes.CHANGES, "content-1", changes.order("form", form, data, since=since)
        )
    )

    assert_refused(answer, 422, "data_invalid")
    assert [one["code"] for one in answer.body["errors"]] == ["form_in_too_many"]
