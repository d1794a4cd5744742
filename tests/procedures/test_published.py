"""The packs beside what the national portal publishes of a procedure.

``tests/vectors/published.json`` has the facts of each page that was at hand: names, decisions,
codes of results, levels, who may ask, ways and terms, fees, papers with how many originals and
copies. A difference is settled in the pack, with its source, or marked there and its note says
what the page has. A term without a unit, and no fee where the council decides, are no values.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from chalicelib.dossiers.moves import Status
from chalicelib.foundation.text import cited
from chalicelib.procedures.model import Procedure, Version
from tests.support.province import Province
from tools import packs

PAGES = json.loads((Path(__file__).parents[1] / "vectors" / "published.json").read_text("utf-8"))
PACKS = packs.provinces()
EACH_PACK = pytest.mark.parametrize("pack", PACKS)
OFFERED = {pack: {one.code: one for one in packs.adopted_procedures(pack)} for pack in PACKS}
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page["code"]))
# How the note of a value begins that is kept though the page has another.
PAGE = "Trang công bố"
RESULT = re.compile(r"KQ\.[GH][0-9]{2}\.[0-9]{6}")


@EACH_PACK
@EACH_PAGE
def test_a_procedure_goes_by_its_published_decision_name_and_results(
    pack: str, page: dict[str, Any]
) -> None:
    procedure = OFFERED[pack][page["code"]]
    newest = procedure.versions[-1]

    assert newest.decision is not None
    assert newest.decision.number == page["decision"]
    assert plain(newest.decision.name or procedure.name) == plain(page["name"])
    for version in procedure.versions:
        assert {one.code for one in version.results} <= set(page["results"])
    # What is given, what is entered somewhere, and what is sent when nothing is given.
    assert {one.code for one in newest.results} == set(page["results"])


@EACH_PACK
@EACH_PAGE
def test_who_may_ask_where_and_how_is_as_published_or_marked(
    pack: str, page: dict[str, Any]
) -> None:
    version = OFFERED[pack][page["code"]].versions[-1]

    # The page has no kind of its own for state bodies.
    same = (
        set(version.channels) == set(page["terms"])
        and {level.value for level in version.levels} == set(page["levels"])
        and set(version.applicants) - {"state_body"} == set(page["applicants"])
    )
    assert same or is_marked(version)


@EACH_PACK
@EACH_PAGE
def test_a_term_is_as_published_or_marked(pack: str, page: dict[str, Any]) -> None:
    version = OFFERED[pack][page["code"]].versions[-1]

    for way in set(page["terms"]) & set(version.channels):
        limit = version.time_limit(way)
        terms = [term for term in page["terms"][way] if term[1]]
        if not terms:
            assert limit.verify or "Chưa đối chiếu" not in limit.article
        elif terms != [[limit.value, limit.unit]]:
            assert is_marked(limit), way


@EACH_PACK
@EACH_PAGE
def test_a_fee_is_as_published_or_marked(pack: str, page: dict[str, Any]) -> None:
    version = OFFERED[pack][page["code"]].versions[-1]

    for way in set(page["fees"]) & set(version.channels):
        taken = [fee for fee in version.fees if fee.channel in (way, "any")]
        for amount in page["fees"][way]:
            if amount and amount not in {fee.amount for fee in taken}:
                assert any(is_marked(fee) for fee in taken), (way, amount)
            if not amount:
                assert all(fee.verify for fee in taken if fee.amount), way


@EACH_PACK
@EACH_PAGE
def test_a_paper_is_asked_for_as_published_or_is_marked(pack: str, page: dict[str, Any]) -> None:
    version = OFFERED[pack][page["code"]].versions[-1]
    papers = [paper for case in version.cases for paper in case.papers]
    counts: dict[str, set[tuple[int, int]]] = {}
    for paper in papers:
        counts.setdefault(paper.code, set()).add((paper.originals, paper.copies))
    marked = {paper.code for paper in papers if is_marked(paper)}

    missing = set(page["papers"]) - set(counts)
    not_published = set(counts) - set(page["papers"]) - marked
    counted_otherwise = {
        code
        for code, published in page["papers"].items()
        if code in counts and tuple(published) not in counts[code] and code not in marked
    }
    assert (missing, not_published, counted_otherwise) == (set(), set(), set())


@EACH_PACK
def test_a_code_of_a_result_is_a_national_one_or_is_not_known(pack: str) -> None:
    results = [one for version in versions(pack) for one in version.results]

    assert [one.code for one in results if one.code and not RESULT.fullmatch(one.code)] == []
    assert [one.name for one in results if not one.code and not one.verify] == []


@EACH_PACK
def test_a_procedure_without_a_published_decision_has_an_agency_that_answers_for_it(
    pack: str,
) -> None:
    agencies = {
        one["identifier"] for one in packs._read(packs.SEED / pack / "agencies.yaml")["agencies"]
    }
    answered = {one.code for one in OFFERED[pack].values() if one.answered_by in agencies}
    published = {
        one.code
        for one in OFFERED[pack].values()
        if one.versions[-1].decision and one.versions[-1].decision.number
    }

    assert set(OFFERED[pack]) - answered == published


@EACH_PACK
def test_an_online_service_rests_on_an_article_or_is_marked(pack: str) -> None:
    bare = [
        (procedure.code, version.effective_from)
        for procedure in OFFERED[pack].values()
        for version in procedure.versions
        if not version.online.article and not version.online.verify
    ]

    assert bare == []


@EACH_PACK
def test_where_an_original_certificate_is_handed_in_the_service_is_partial(pack: str) -> None:
    land = [one for one in OFFERED[pack].values() if one.field.code == "dat-dai"]
    handed_in = [
        (procedure.code, version.online)
        for procedure in land
        for version in procedure.versions
        for paper in version.cases[0].papers
        if paper.code == "GT.GCN" and paper.required and paper.originals
    ]

    assert len(handed_in) > 3
    assert {code for code, online in handed_in if online.service != "partial"} == set()
    assert all(online.reason for _, online in handed_in)


@EACH_PACK
def test_what_is_on_a_list_says_by_which_decision(pack: str) -> None:
    for version in newest(pack):
        assert ("boundary_free" in version.lists) == version.boundary_free
        assert ("postal" in version.lists) == version.postal
        assert ("integrated" in version.lists) == (version.online.service == "full")
        assert all(one.number or one.verify for one in version.lists.values())


@EACH_PACK
def test_a_process_shows_all_the_statuses(pack: str) -> None:
    for version in newest(pack):
        shown = {code for codes in version.statuses().values() for code in codes}
        assert shown == {int(one) for one in Status} - (set() if version.fees else {6})
        assert all(step.shows in version.statuses()[step.key] for step in version.process)


def newest(pack: str) -> list[Version]:
    return [one.versions[-1] for one in OFFERED[pack].values()]


def versions(pack: str) -> list[Version]:
    offered: list[Procedure] = list(OFFERED[pack].values())
    return [version for one in offered for version in one.versions]


def is_marked(value: Any) -> bool:
    """Whether a value is marked to be verified and says what the page has."""
    return bool(value.verify and PAGE in value.note)


def plain(name: str) -> str:
    return re.sub(r"^thủ tục ", "", name.strip().rstrip(".").lower())


def test_what_was_not_looked_up_yet_is_told_to_administrators_and_to_no_citizen(
    province: Province,
) -> None:
    kept, told = [], []
    for code in ("1.000894", "1.012783", "3.000333", "1.004884"):
        kept.append(province.get("/administration/data", "content-1", kind="procedure", key=code))
        told.append(province.get(f"/procedures/{code}"))

    assert all(answer.status == 200 for answer in (*kept, *told))
    assert all("chưa đối chiếu" in one.raw.decode().lower() for one in kept)
    for one in told:
        said = one.raw.decode().lower()
        assert "chưa đối chiếu" not in said
        assert "chưa tìm thấy" not in said
        assert '"verify":true' not in said


def test_an_article_is_told_without_our_remarks() -> None:
    said = {
        "Chưa đối chiếu được với văn bản": "",
        "Quy định nội bộ, chưa có văn bản": "Quy định nội bộ",
        "Nghị định 118/2025/NĐ-CP (chưa tìm thấy toàn văn)": "Nghị định 118/2025/NĐ-CP",
        "Điều 13 (chưa tìm thấy toàn văn); Quyết định 3380": "Điều 13; Quyết định 3380",
        "Luật Hộ tịch Điều 18 khoản 2": "Luật Hộ tịch Điều 18 khoản 2",
        "xuất trình để đối chiếu (Điều 20)": "xuất trình để đối chiếu (Điều 20)",
    }
    assert {text: cited(text) for text in said} == said
