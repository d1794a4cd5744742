"""What a form says is what is filed: one form serves several procedures and their cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.foundation import clock
from chalicelib.foundation.errors import Invalid
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms, soundness
from chalicelib.procedures.dates import birthday
from chalicelib.procedures.model import Allowed, Version
from tests.support.province import Province
from tests.support.submissions import complete
from tools import packs

# A term ends on a day on which a desk is open.
pytestmark = pytest.mark.usefixtures("province")

PACK = {one.code: one for pack in packs.provinces() for one in packs.adopted_procedures(pack)}


def version_of(code: str) -> Version:
    return PACK[code].versions[-1]


def wrong(code: str, case: str, **said: Any) -> list[tuple[str, str]]:
    """What is wrong with a form of that case that says this."""
    version = version_of(code)
    schema = version.form_of(case)
    with pytest.raises(Invalid) as found:
        forms.check({**forms.example(schema, case), **said}, schema, case)
    return [(one["pointer"], one["code"]) for one in found.value.more["errors"]]


def each_case() -> Iterator[tuple[str, Version, str]]:
    for code, procedure in PACK.items():
        for version in procedure.versions:
            for case in version.cases if version.form_schema else ():
                yield code, version, case.key


# Choices that say nothing of which procedure or case is filed: of whoever asks, of a detail of
# the only thing that the procedure is.
FREE = {
    "sex", "child_sex", "relation", "pay_by", "poor", "work_kind", "register", "purpose",
    "document", "groom_marital", "bride_marital", "groom_stands", "bride_stands",
    "1.001022 kind", "1.001699 request", "1.001776 request", "1.001776 group", "1.011607 request",
    "1.012784 kind", "1.014027 request",
}  # fmt: skip


def test_every_choice_that_says_what_is_filed_is_held() -> None:
    loose = set()
    for code, version, case in each_case():
        fields = (version.form_schema or {})["properties"]
        choices = {name for name, field in fields.items() if "oneOf" in field}
        held = {rule.field for rule in version.allowed if case in (rule.cases or (case,))}
        loose |= {(f"{code} {name}", name) for name in choices - held}
    assert {one for one, name in loose if not {one, name} & FREE} == {"2.001263 exemption"}
    # There a ground may be named in the other case, and the relation is held.
    assert "relation" in {rule.field for rule in version_of("2.001263").allowed}


def test_the_example_of_every_case_is_taken_in_it() -> None:
    for code, version, case in each_case():
        schema = version.form_of(case)
        for example in forms.examples(schema, case):
            assert forms.check(example, schema, case), (code, case)


OTHERWISE = [
    ("1.004859", "supplement", "kind", "correct"),
    ("1.004859", "change", "kind", "supplement"),
    ("1.001612", "individual", "established_by", "family"),
    ("3.000333", "form_1", "form_kind", "form_2"),
    ("3.000333", "form_2", "form_kind", "form_1"),
    ("1.004837", "natural", "kind", "appointed"),
    ("1.004194", "individual", "request", "permanent"),
    ("1.003197", "standard", "request", "permanent"),
    ("1.010038", "standard", "request", "temporary"),
    ("1.010028", "standard", "request", "extend"),
    ("1.002755", "standard", "request", "temporary"),
    ("1.003677", "standard", "ground", "a"),
    ("1.004873", "single", "status", "divorced"),
    ("1.013226", "standard", "request", "extend"),
    ("1.013227", "standard", "request", "reissue"),
    ("1.013228", "standard", "request", "adjust"),
    ("1.012783", "standard", "change", "lost"),
    ("1.012783", "standard", "remeasure", True),
    ("1.012786", "standard", "change", "transfer"),
    ("1.012766", "standard", "change", "renew"),
    ("1.013831", "standard", "change", "renew"),
    ("2.002307", "standard", "group", "social_pension"),
    ("2.001263", "standard", "relation", "step_parent"),
]


@pytest.mark.parametrize(("code", "case", "field", "value"), OTHERWISE)
def test_a_form_that_asks_for_something_else_is_refused(
    code: str, case: str, field: str, value: Any
) -> None:
    assert wrong(code, case, **{field: value}) == [(f"/form/{field}", "value_not_taken")]


def test_the_desk_refuses_it_and_names_what_is_taken(province: Province) -> None:
    """Luật Hộ tịch Điều 28 khoản 2, Điều 29 khoản 2: the two are due at different times."""
    asked = {**province.submission(), "agency": "H01.51", **complete("1.004859", "supplement")}
    asked["form"]["kind"] = "correct"

    refused = province.post("/dossiers", "citizen-1", asked)

    assert refused.body["code"] == "form_invalid"
    (error,) = refused.body["errors"]
    assert error["pointer"] == "/form/kind"
    assert "Bổ sung thông tin hộ tịch" in error["title"]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Allowed(field="nobody", values=("x",)), "unknown_field"),
        (Allowed(field="kind", values=()), "unknown_field"),
        (Allowed(field="kind", values=("other",)), "unknown_value"),
        (Allowed(field="kind", values=("change",), cases=("other",)), "unknown_case"),
    ],
)
def test_a_rule_that_nothing_can_fit_is_unsound(
    province: Province, rule: Allowed, code: str
) -> None:
    version = version_of("1.004859").model_copy(update={"allowed": (rule,)})

    found = soundness.problems(version, procedures.channel_keys(), 8)

    assert [one["code"] for one in found] == [code]


# ---- Whose procedure it is ----------------------------------------------------------------------

KHMER = {"groom_passport": "N1234567", "groom_country": "KH"}


def test_a_marriage_with_a_foreigner_is_not_a_domestic_one() -> None:
    """Luật Hộ tịch Điều 37: it is 2.000806."""
    version = version_of("1.000894")
    form = {**forms.example(version.form_of(None)), **KHMER}
    del form["groom_id"]

    with pytest.raises(Invalid) as found:
        forms.check(form, version.form_of(None))

    (error,) = found.value.more["errors"]
    assert (error["pointer"], error["code"]) == ("/form/groom_country", "value_not_taken")
    assert "2.000806" in error["title"]


@pytest.mark.parametrize(
    "said",
    [
        {"nationality": "Campuchia"},
        {"father_nationality": "Cam-pu-chia"},
        {"father_country": "KH", "father_passport": "N1234567"},
    ],
)
def test_a_birth_with_a_foreign_parent_is_not_a_domestic_one(said: dict[str, str]) -> None:
    """Luật Hộ tịch Điều 35."""
    field = next(iter(said))
    assert wrong("1.001193", "on_time", **said) == [(f"/form/{field}", "value_not_taken")]


def test_a_nationality_is_read_however_it_is_spelled() -> None:
    schema = version_of("1.001193").form_of("on_time")
    form = {**forms.example(schema, "on_time"), "nationality": "viet nam"}

    assert forms.check(form, schema, "on_time")["nationality"] == "viet nam"


def test_a_child_with_a_foreign_passport_is_recognised_by_another_procedure() -> None:
    said = {"child_passport": "N1234567", "child_country": "KH"}
    assert wrong("1.001022", "standard", **said) == [("/form/child_country", "value_not_taken")]


@pytest.mark.parametrize(("stands", "country"), [("foreigner", "VN"), ("citizen", "KH")])
def test_a_passport_is_of_the_nationality_that_is_told(stands: str, country: str) -> None:
    said = {**KHMER, "groom_country": country, "groom_stands": stands}
    assert ("/form/groom_country", "value_not_taken") in wrong("2.000806", "standard", **said)


# ---- What can be so ------------------------------------------------------------------------------


def test_a_stay_lasts_two_years_at_most() -> None:
    """Luật Cư trú Điều 27 khoản 2."""
    today = clock.local_day(clock.now())
    last = birthday(today, 2)
    for code, case, more in (("1.004194", "individual", 0), ("1.002755", "standard", 15)):
        schema = version_of(code).form_of(case)
        form = forms.example(schema, case)
        until = last + dt.timedelta(days=more)
        forms.check({**form, "until": str(until)}, schema, case)

        late, over = until + dt.timedelta(days=1), today - dt.timedelta(days=1)
        assert wrong(code, case, until=str(late)) == [("/form/until", "term_too_long")]
        assert wrong(code, case, until=str(over)) == [("/form/until", "date_passed")]
        with pytest.raises(Invalid):
            forms.check({name: one for name, one in form.items() if name != "until"}, schema, case)


def test_without_the_owners_consent_nobody_is_registered() -> None:
    """Luật Cư trú Điều 20."""
    found = wrong("1.004222", "relative", owner_consent=False)
    assert found == [("/form/owner_consent", "value_not_taken")]


@pytest.mark.parametrize("code", ["1.000894", "2.000806"])
def test_nobody_is_to_come_on_a_day_that_is_over(code: str) -> None:
    found = wrong(code, "standard", appointment_date="2025-01-01")
    assert found == [("/form/appointment_date", "date_passed")]


def test_a_change_changes_something() -> None:
    found = wrong("1.004859", "change", from_value="Gia", to_value="Gia")
    assert found == [("/form/to_value", "nothing_changed")]


def test_an_adult_has_their_own_birth_registered_late() -> None:
    schema = version_of("1.001193").form_of("late")
    form = forms.example(schema, "late")
    own = {**form, "birth_date": "1990", "relation": "self", "applicant_name": form["child_name"]}
    for name in [name for name in own if name.startswith(("father_", "mother_"))]:
        del own[name]

    assert forms.check(own, schema, "late")["relation"] == "self"
    assert wrong("1.001193", "late", relation="self") == [
        ("/form/applicant_name", "another_person")
    ]
    assert ("/form/relation", "value_not_taken") in wrong("1.001193", "on_time", relation="self")


def test_what_is_in_no_list_is_told_with_the_list() -> None:
    schema = version_of("1.004859").form_of("change")
    with pytest.raises(Invalid) as found:
        forms.check({**forms.example(schema, "change"), "kind": "other"}, schema, "change")

    (first, *_) = found.value.more["errors"]
    assert "Cải chính hộ tịch" in first["title"]
