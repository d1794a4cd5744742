"""What an event says is typed by its kind; what was written before reads as it was written."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from pydantic import ValidationError

from chalicelib.dossiers import chain, facts, store
from chalicelib.dossiers.changes import EndChanges, StepChanges
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import OF_KIND
from chalicelib.dossiers.model import HandedPaper
from chalicelib.dossiers.moves import Kind
from chalicelib.dossiers.papers import items_of
from chalicelib.foundation import ids, table
from tests.support.desk import APPLICANT, Desk, desk, state, whole
from tests.support.province import Province

# As the events of the first year were written: times to the millisecond, papers in the content.
ACCEPTED = (
    '{"code":"H01.51-260302-0001","version":2,"kind":"accepted","at":"2026-03-02T02:00:00Z",'
    '"by":{"id":"reception-1","role":"reception","name":"Phạm Thị Tiếp Nhận","agency":"H01.51"},'
    '"note":"đủ","agency":"H01.51","procedure":"1.001193","channel":"online","status":2,'
    '"status_before":1,"changes":{"step":"examine","steps_done":1,"due_at":'
    '"2026-03-02T10:00:00.000Z","clock_stopped_at":null,"warned":0,"warn_at":null,'
    '"received_at":"2026-03-02T02:00:00.000Z","examine_by":null},"data":{"late":false},'
    '"prev":"b0a1"}'
)


@pytest.fixture
def place(province: Province) -> Desk:
    return desk("H01.62")


def read(text: str, **changed: Any) -> Event:
    return Event.model_validate({**json.loads(text), **changed})


def test_every_kind_of_event_has_a_class_of_its_own() -> None:
    assert OF_KIND.keys() == {str(kind) for kind in Kind}
    assert len(set(OF_KIND.values())) == len(Kind)


def test_an_old_event_is_read_by_attribute() -> None:
    event = read(ACCEPTED)

    assert isinstance(event.data, facts.Accepted)
    assert (event.data.late, event.data.waived, event.data.deadline) == (False, (), None)
    assert event.changes.values()["steps_done"] == 1


def test_what_was_not_said_is_not_written() -> None:
    event = read(ACCEPTED)

    assert json.loads(event.model_dump_json(exclude_defaults=True))["data"] == {"late": False}
    assert event.changes.written() == json.loads(ACCEPTED)["changes"]


def test_the_hash_of_an_old_event_is_that_of_the_text_as_it_was_written() -> None:
    assert chain.Line(read(ACCEPTED), ACCEPTED).sealed == ids.digest(ACCEPTED)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "stolen"},
        {"kind": None},
        {"data": {"late": False, "bribe": 1}},
        {"data": None},
        {"changes": {"fee_due": 5}},  # an acceptance sets no fee
        {"changes": {"due_at": "soon"}},
    ],
)
def test_what_a_kind_does_not_know_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(ACCEPTED, **changed)


def test_nothing_of_it_can_be_changed() -> None:
    event = read(ACCEPTED)

    with pytest.raises(ValidationError):
        event.data.late = True  # type: ignore[attr-defined]


def test_an_explicit_nothing_is_a_change() -> None:
    assert EndChanges(held=None).values() == {"held": None}
    assert StepChanges().values() == {}


# ---- Papers ----------------------------------------------------------------------------------


def test_a_paper_is_an_item_of_its_own_beside_the_event_that_brought_it(place: Desk) -> None:
    code = place.filed()
    papers = whole(code).papers

    items = table.query_all(f"DOSSIER#{code}", begins="PAPER#")

    assert [str(item["sk"]) for item in items] == [
        f"PAPER#000001-{number}" for number in range(1, len(papers) + 1)
    ]
    assert [json.loads(str(item["doc"]))["code"] for item in items] == [one.code for one in papers]


def test_a_paper_handed_in_anew_is_another_item_and_the_first_one_stays(place: Desk) -> None:
    code = place.filed()
    paper = whole(code).papers[0].code
    place.ask_supplement(code, paper)
    place.supplement(code, paper, copies=3)

    brought = [(item.id, item.read().copies) for line in whole(code).lines for item in line.papers]

    assert ("000003-1", 3) in brought
    assert [one.copies for one in whole(code).papers if one.code == paper] == [3]
    assert dict(brought)["000001-1"] != 3


def test_an_answer_of_papers_alone_seals_no_content_anew(place: Desk) -> None:
    code = place.filed()
    paper = whole(code).papers[0].code
    place.ask_supplement(code, paper)
    place.supplement(code, paper, copies=3)

    assert whole(code).lines[-1].content is None


def test_papers_stay_in_order_however_many_there_are() -> None:
    papers = items_of(1, [HandedPaper(code=f"P{number}") for number in range(1, 13)])
    as_the_table_has_them = sorted(
        ({"sk": f"PAPER#{one.id}", "doc": one.text} for one in papers), key=lambda item: item["sk"]
    )

    read = store._papers(list(as_the_table_has_them))

    assert [one.read().code for one in read[1]] == [f"P{number}" for number in range(1, 13)]


@pytest.mark.parametrize("how", ["changed", "removed", "added", "of no event"])
def test_a_paper_that_is_not_as_it_came_is_found(place: Desk, how: str) -> None:
    from chalicelib.dossiers import reading
    from tests.dossiers.test_chain import remove, restored

    code = place.filed()
    item = table.query_all(f"DOSSIER#{code}", begins="PAPER#")[0]
    with restored(code):
        if how == "changed":
            table.put({**item, "doc": str(item["doc"]).replace("originals", "copies")})
        elif how == "removed":
            remove(item)
        else:
            table.put({**item, "sk": "PAPER#000001-9" if how == "added" else "PAPER#000009-1"})
        assert not reading.audit(code).valid

    assert reading.audit(code).valid


def test_papers_that_were_written_into_the_content_are_still_there(place: Desk) -> None:
    """As dossiers were kept before papers were items."""
    code = place.filed()
    old = before_papers_were_items(code)

    assert [paper.code for paper in whole(code).papers] == old
    place.make("accept", code, "reception")
    assert state(code).status == 2


def test_an_old_dossiers_paper_is_replaced_by_an_item(place: Desk) -> None:
    code = place.filed()
    paper, *others = before_papers_were_items(code)
    place.ask_supplement(code, paper)
    place.supplement(code, paper, copies=7)

    assert {one.code: one.copies for one in whole(code).papers}[paper] == 7
    assert {one.code for one in whole(code).papers} == {paper, *others}
    assert place.who(APPLICANT).is_applicant


def before_papers_were_items(code: str) -> list[str]:
    """Rewrites a new dossier as it would have been written then; the codes of its papers."""
    from tests.dossiers.test_chain import remove, stored

    papers = whole(code).papers
    state_item, (first,) = stored(code)
    content = json.loads(zlib.decompress(first["content"]).decode())  # type: ignore[arg-type]
    content["papers"] = [paper.model_dump() for paper in papers]
    text = json.dumps(content, ensure_ascii=False)
    event = json.loads(str(first["doc"]))
    event["data"].pop("papers")
    doc = json.dumps({**event, "content_hash": ids.digest(text)}, ensure_ascii=False)
    table.put({**first, "doc": doc, "content": zlib.compress(text.encode())})
    last = {**json.loads(str(state_item["doc"])), "last_hash": ids.digest(doc)}
    table.put({**state_item, "doc": json.dumps(last)})
    for item in table.query_all(f"DOSSIER#{code}", begins="PAPER#"):
        remove(item)
    return [paper.code for paper in papers]
