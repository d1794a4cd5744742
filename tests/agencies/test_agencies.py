"""The agency tree, the rules in force, and the packs that provide both."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.identifiers import identifier_of
from chalicelib.dossiers import reading
from chalicelib.foundation import clock, table
from chalicelib.foundation.errors import Invalid
from chalicelib.procedures import actions as procedures
from chalicelib.procedures import forms
from chalicelib.procedures.model import Procedure, Version
from chalicelib.procedures.soundness import problems
from chalicelib.reception import actions as reception
from tests.administration.changes import approved
from tests.administration.changes import order as changed
from tests.support.people import citizen
from tests.support.province import Province
from tests.support.province import load as load_pack
from tests.support.restored import as_it_was
from tests.support.submissions import complete, submission
from tools import packs

PACKS = packs.provinces()


# ── Identifiers ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("H01", "H01"),
        ("H01.20", "H01.20"),
        ("H01.14.01", "H01.14.01"),
        ("000.00.00.H01", "H01"),
        ("000.00.20.H01", "H01.20"),
        ("000.01.14.H01", "H01.14.01"),
        ("001.02.03.H15", "H15.03.02.01"),
        ("h01.20", None),
        ("H01.20 ", None),
        ("H01.20\n", None),
        ("H01.", None),
        ("H1", None),
        ("X01.20", None),
        ("00.00.20.H01", None),
        ("H٠١.20", None),
        ("", None),
    ],
)
def test_an_identifier_is_known_in_both_its_forms(written: str, identifier: str | None) -> None:
    assert identifier_of(written) == identifier


@pytest.mark.parametrize("pack", PACKS)
def test_every_legacy_identifier_of_a_pack_means_the_same_agency(pack: str) -> None:
    for agency in tree(pack).values():
        assert identifier_of(agency["legacy"]) == agency["identifier"]


def test_an_agency_is_found_by_either_form(province: Province) -> None:
    assert agencies.agency("000.00.51.H01") == agencies.agency("H01.51")
    answers = [
        province.get("/deadlines", received="2026-11-20T14:00", working_days=3, agency=one)
        for one in ("H01.51", "000.00.51.H01")
    ]
    assert answers[0].body == answers[1].body
    assert answers[0].body["agency"] == "H01.51"


def test_an_unknown_agency_is_refused(province: Province) -> None:
    with pytest.raises(Invalid) as refused:
        agencies.agency("H01.99")
    assert refused.value.code == "unknown_agency"


# ── Agencies come and go ─────────────────────────────────────────────────────────────────

LAST_DAY = dt.date(2025, 6, 30)


def test_an_ended_agency_receives_until_its_last_day(province: Province) -> None:
    assert agencies.receiving_agency("H01.31.01", LAST_DAY).short_name == "UBND phường Mỹ Bình"


def test_an_ended_agency_refuses_and_names_its_successor(province: Province) -> None:
    with pytest.raises(Invalid) as refused:
        agencies.receiving_agency("H01.31.01", LAST_DAY + dt.timedelta(days=1))
    assert refused.value.code == "agency_ended"
    assert refused.value.more["successor"] == "H01.51"
    assert "30/06/2025" in refused.value.title
    assert "Ủy ban nhân dân phường Long Xuyên" in refused.value.title


def test_an_agency_that_does_not_exist_yet_refuses(province: Province) -> None:
    with pytest.raises(Invalid):
        agencies.receiving_agency("H01.51", LAST_DAY)


def test_an_agency_without_a_counter_refuses(province: Province) -> None:
    with pytest.raises(Invalid) as refused:
        agencies.receiving_agency("H01.11", dt.date(2026, 11, 20))
    assert refused.value.code == "agency_not_receiving"
    assert "Hồ sơ nộp tại: Trung tâm Phục vụ hành chính công" in refused.value.title


def test_a_dossier_of_an_agency_that_has_ended_is_still_read(province: Province) -> None:
    long_ago = clock.parse("2025-06-20T09:00")
    by = citizen("089300000071")
    then = complete(agencies.example_procedure(), day=long_ago.date())
    asked = submission(**then, agency="H01.31.01")
    code = reception.submit(asked, by, now=lambda: long_ago).dossier.code
    assert code.startswith("H01.31.01-250620-")

    token = province.provider.token("citizen-1", SoDinhDanh="089300000071")
    seen = province.ask("GET", f"/dossiers/{code}", headers={"Authorization": f"Bearer {token}"})
    assert seen.status == 200
    assert seen.body["agency"] == {"code": "H01.31.01", "name": "Ủy ban nhân dân phường Mỹ Bình"}
    assert province.get(f"/lookup/{code}").status == 200


@pytest.mark.parametrize(
    ("identifier", "level"),
    [
        ("H01.14.01", "province"),  # an office of a department
        ("H01.51.01", "commune"),  # the police of a ward
        ("H01.51", "commune"),
        ("H01.31", "district"),
        ("H01", "province"),
    ],
)
def test_a_unit_acts_at_the_level_of_what_it_belongs_to(
    province: Province, identifier: str, level: str
) -> None:
    assert agencies.authority_level(agencies.agency(identifier)) == level


def test_a_land_office_settles_what_its_province_settles(province: Province) -> None:
    day = dt.date(2026, 11, 20)
    settled = procedures.in_force("1.012784", day)
    procedures.must_settle(agencies.agency("H01.14.01"), settled, day)
    with pytest.raises(Invalid) as refused:
        procedures.must_settle(agencies.agency("H01.51.01"), settled, day)
    assert refused.value.code == "agency_not_competent"


# ── Rules ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2018-06-21", "2018-05-21"),
        ("2023-01-29", "2018-05-21"),
        ("2023-01-30", "2023-01-30"),
        ("2023-04-20", "2023-01-30"),
        ("2023-04-21", "2023-04-21"),
        ("2024-10-28", "2024-10-28"),
        ("2025-06-30", "2024-10-28"),
        ("2025-07-01", "2025-07-01"),
        ("2026-06-30", "2025-07-01"),
        ("2026-07-01", "2026-07-01"),
        ("2029-01-01", "2026-07-01"),
    ],
)
def test_the_rules_of_a_day_are_the_newest_in_force(
    province: Province, day: str, version: str
) -> None:
    assert agencies.rules_on(dt.date.fromisoformat(day)).version == version


def test_before_the_first_rules_nothing_can_be_counted(province: Province) -> None:
    with pytest.raises(Invalid) as refused:
        agencies.rules_on(dt.date(2018, 6, 20))
    assert refused.value.code == "no_rules_in_force"


def test_no_due_time_is_counted_for_an_agency_that_is_not_there(province: Province) -> None:
    def asked(received: str, agency: str) -> tuple[int, str]:
        answer = province.get("/deadlines", received=received, working_days=1, agency=agency)
        return answer.status, answer.body.get("code", "")

    assert asked("2025-06-30T10:00", "H01.51") == (422, "agency_not_begun")
    assert asked("2025-07-01T10:00", "H01.51") == (200, "")
    assert asked("2025-06-30T10:00", "H01.31.01") == (200, "")
    assert asked("2025-07-01T10:00", "H01.31.01") == (422, "agency_ended")


def test_a_due_time_already_promised_does_not_move_with_a_day_decided_later(
    province: Province,
) -> None:
    monday = clock.parse("2028-05-15T10:00")
    by = citizen("089300000072")
    whole = reception.submit(submission(**complete("1.004859")), by, now=lambda: monday)
    promised = whole.deadline.due
    order = {"working": False, "name_vi": "Nghỉ", "name_en": "Off", "source": "TB 2"}
    day = dt.date(2028, 5, 16)
    approved(province, changed("day", day.isoformat(), order, since=day))
    again = reading.read(whole.dossier.code, by, "show_dossier")
    assert again.deadline.recount().due == promised == again.dossier.examine_by
    assert promised == clock.parse("2028-05-16T10:00")


# ── The packs ────────────────────────────────────────────────────────────────────────────


def tree(pack: str) -> dict[str, dict[str, Any]]:
    found = packs._read(packs.SEED / pack / "agencies.yaml")["agencies"]
    return {one["identifier"]: one for one in found}


def adopted(pack: str) -> list[Procedure]:
    return list(packs.adopted_procedures(pack))


def versions(pack: str) -> Iterator[tuple[str, Version]]:
    for procedure in adopted(pack):
        for version in procedure.versions:
            yield f"{procedure.code} {version.effective_from}", version


@pytest.mark.parametrize("pack", PACKS)
def test_every_agency_has_its_parent_its_hours_and_its_successor(pack: str) -> None:
    known, hours = tree(pack), packs.opening_hours(pack)
    for agency in known.values():
        assert agency["parent"] is None or agency["parent"] in known
        assert agency["opening"] in hours
        if agency["successor"]:
            assert agency["effective_until"]
            successor = known[agency["successor"]]
            assert successor["effective_until"] is None
            assert successor["effective_from"] <= agency["effective_until"] + dt.timedelta(days=1)


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_rests_on_an_article_and_every_set_has_every_rule(pack: str) -> None:
    sets = packs.rule_sets(pack)
    assert len({rules.version for rules in sets}) == len(sets)
    assert len({rules.effective_from for rules in sets}) == len(sets)
    for rules in sets:
        assert rules.regulation
        assert rules.rules.keys() == sets[0].rules.keys()
        for name, rule in rules.rules.items():
            assert rule["article"].strip(), (rules.version, name)
            assert rule["value"] is not None, (rules.version, name)


@pytest.mark.parametrize("pack", PACKS)
def test_every_fee_and_every_time_limit_rests_on_an_article(pack: str) -> None:
    for name, version in versions(pack):
        assert version.time_limits, name
        assert all(one.article.strip() for one in version.time_limits), name
        assert all(one.article.strip() for one in version.fees), name
        assert all(one.amount >= 0 for one in version.fees), name
        assert version.legal_basis, name


@pytest.mark.parametrize("pack", PACKS)
def test_every_channel_has_a_time_limit(pack: str) -> None:
    for name, version in versions(pack):
        for channel in version.channels:
            assert version.time_limit(channel).value >= 0, name


@pytest.mark.parametrize("pack", PACKS)
def test_every_process_begins_with_receiving_and_ends_with_signing_and_returning(
    pack: str,
) -> None:
    for name, version in versions(pack):
        keys = [step.key for step in version.process]
        assert keys[0] == "receive", name
        assert keys[-2:] == ["sign", "return"], name
        assert len(keys) == len(set(keys)) >= 4, name
        shown = {step.key: step.shows for step in version.process}
        assert (shown["receive"], shown["sign"], shown["return"]) == (2, 9, 10), name
        assert all(step.hours > 0 and step.division for step in version.process), name


@pytest.mark.parametrize("pack", PACKS)
def test_papers_are_named_once_in_each_case(pack: str) -> None:
    for name, version in versions(pack):
        assert version.cases, name
        for case in version.cases:
            codes = [paper.code for paper in case.papers]
            assert len(codes) == len(set(codes)), (name, case.key)


@pytest.mark.parametrize("pack", PACKS)
def test_every_version_of_a_pack_is_as_sound_as_an_administrators_must_be(pack: str) -> None:
    channels = {channel.key for channel in packs.channels()}
    hours = packs.rule_sets(pack)[-1].value("working_day_hours")

    found = {name: [*problems(version, channels, hours)] for name, version in versions(pack)}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_offers_enough_procedures_and_forms(pack: str) -> None:
    offered = adopted(pack)
    used = {one.form for procedure in offered for one in procedure.versions if one.form}
    assert len(offered) >= 25
    assert len(used) >= 8
    assert len({procedure.code for procedure in offered}) == len(offered)


@pytest.mark.parametrize("pack", PACKS)
def test_every_version_has_a_form_or_says_why_it_has_none(pack: str) -> None:
    silent = [
        name for name, version in versions(pack) if bool(version.form) == bool(version.no_form)
    ]
    assert silent == []


FORMS = sorted((packs.SEED / "national" / "forms").glob("*.json"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_is_a_sound_schema_whose_example_it_accepts(path: Any) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["required"]
    for example in schema["examples"]:
        forms.check(example, schema)


def test_the_texts_of_a_pack_are_made_regular(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "agencies.yaml").write_text(
        "opening_hours: {office: {hours: {mon: []}, article: Hoa\u0300\u00a01\u20112\u00ad}}",
        "utf-8",
    )
    assert packs.opening_hours("here", tmp_path) == {"office": ("", "Hoà 1-2")}


def test_loading_a_pack_again_changes_nothing(province: Province) -> None:
    before = loaded()
    load_pack("an-giang")
    assert loaded() == before


def test_a_pack_that_is_loaded_again_leaves_what_an_administrator_changed(
    province: Province,
) -> None:
    agency = agencies.agency("H01.64").model_copy(update={"phone": "0297 3 999 999"})
    named = procedures.in_force("1.000894", dt.date(2026, 11, 20))
    changed = named.model_copy(update={"keywords": ("kết hôn", "đã sửa")})
    rules = agencies.rules_on(dt.date(2026, 11, 20))
    day = dt.date(2032, 4, 30)
    table.write(
        agencies.agency_in_force_from(agency, dt.date(2026, 1, 1), "2026-0001"),
        agencies.rules_in_force(rules._replace(regulation="Đã sửa"), "2026-0001"),
        agencies.day_in_force(day, False, "Nghỉ", "Off", "QĐ 1", "2026-0001"),
        *procedures.in_force_as([changed], "2026-0001"),
    )
    before = loaded()

    load_pack("an-giang")

    clock.forget()
    assert loaded() == before
    assert agencies.agency("H01.64").phone == "0297 3 999 999"
    assert procedures.in_force("1.000894", dt.date(2026, 11, 20)).keywords[1] == "đã sửa"
    assert agencies.rules_of(rules.version).regulation == "Đã sửa"
    table.write(
        agencies.rules_in_force(rules, "2026-0001"),
        *procedures.in_force_as([named], "2026-0001"),
    )
    clock.forget()


def test_opening_hours_change_from_their_day_on(province: Province) -> None:
    since = dt.date(2034, 1, 2)
    late = "mon-fri 08:00-12:00 13:00-17:00"

    # Nobody else's due times are counted by these hours.
    with as_it_was():
        table.write(agencies.hours_in_force_from("office", late, "QĐ 2", since, "2026-0002"))

        clock.forget()
        assert agencies.hours_on(since)["office"] == (late, "QĐ 2")
        assert agencies.hours_on(since - dt.timedelta(days=1))["office"][0] != late


def test_an_agency_that_is_still_to_come_is_known_beforehand(province: Province) -> None:
    since = dt.date(2035, 1, 1)
    new = agencies.agency("H01.64").model_copy(
        update={"identifier": "H01.98", "legacy": "000.00.98.H01", "effective_from": since}
    )

    table.write(agencies.agency_in_force_from(new, since, "2026-0003"))

    clock.forget()
    assert agencies.agency("H01.98") == new
    with pytest.raises(Invalid):
        agencies.receiving_agency("H01.98", since - dt.timedelta(days=1))


def loaded() -> dict[str, list[table.Item]]:
    """All that a pack brings into the table."""
    codes = [procedure.code for procedure in adopted("an-giang")]
    kinds = ["PROVINCE", "AGENCIES", "HOURS", "RULES", "CALENDAR", "CATALOGUE"]
    return {pk: table.query_all(pk) for pk in (*kinds, *(f"PROCEDURE#{code}" for code in codes))}
