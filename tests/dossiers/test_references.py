"""Numbers of other systems, channels as data, and what systems may read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Request
from chalicelib.dossiers.model import Reference
from chalicelib.dossiers.moves import Move
from chalicelib.foundation.errors import NotPermitted
from chalicelib.people.systems import System
from chalicelib.procedures import actions as procedures
from chalicelib.procedures.model import Channel, Procedure
from chalicelib.reception import actions as reception
from chalicelib.reception import filing
from local.meter import Meter
from tests.support.desk import APPLICANT, GUARDIANSHIP, Desk, desk, kinds, refused, state
from tests.support.province import Province
from tests.support.restored import as_it_was
from tests.support.submissions import brought

PORTAL = System(
    "portal",
    "Cổng thử nghiệm",
    moves=frozenset({Move.ADD_REFERENCE}),
    purposes=frozenset({"synchronisation"}),
)


@pytest.fixture
def place(province: Province) -> Desk:
    return desk("H01.54")


def number(text: str) -> Reference:
    return Reference(system="portal", number=text)


def test_a_number_given_with_the_filing_finds_the_dossier_in_one_call(place: Desk) -> None:
    filed = replace(place.handed_in(), references=(number("P-1"), number("P-2")))
    code = reception.submit(filed, APPLICANT).dossier.code

    with Meter() as used:
        assert dossiers.code_of(number("P-2")) == code

    assert used.by_call == {"GetItem": 1}
    assert state(code).references == (number("P-1"), number("P-2"))


def test_a_number_that_comes_later_is_an_event_of_the_system_that_gave_it(place: Desk) -> None:
    code = place.filed()

    made = dossiers.add_reference(code, PORTAL, Request(), number("P-3"))

    assert dossiers.code_of(number("P-3")) == code
    assert (made.events[-1].kind, made.events[-1].by.name) == ("reference_added", PORTAL.name)


def test_the_same_number_again_changes_nothing(place: Desk) -> None:
    code = place.filed()
    dossiers.add_reference(code, PORTAL, Request(), number("P-4"))

    dossiers.add_reference(code, PORTAL, Request(), number("P-4"))

    assert kinds(code) == ["submitted", "reference_added"]


def test_a_number_is_of_one_dossier(place: Desk) -> None:
    dossiers.add_reference(place.filed(), PORTAL, Request(), number("P-5"))
    other = place.filed()

    with refused("reference_taken"):
        dossiers.add_reference(other, PORTAL, Request(), number("P-5"))

    assert kinds(other) == ["submitted"]


def test_an_unknown_number_finds_nothing(place: Desk) -> None:
    assert dossiers.code_of(number("nowhere")) is None


def test_a_system_reads_for_a_purpose_that_it_declared(place: Desk) -> None:
    code = place.filed()

    assert dossiers.read_as(PORTAL, code, "synchronisation").dossier.code == code
    with pytest.raises(NotPermitted):
        dossiers.read_as(PORTAL, code, "curiosity")


def test_a_channel_is_data(place: Desk) -> None:
    old = procedures.in_force(GUARDIANSHIP, place.now.date())
    named = old.model_dump(include={"code", "name", "field", "keywords"})
    offered = old.version.model_copy(update={"channels": (*old.version.channels, "van")})
    handed_in = brought(place.handed_in(), channel="van")

    with as_it_was():
        procedures.offer([Channel(key="van", name="Xe lưu động")])
        procedures.publish(Procedure(**named, versions=(offered,)))
        found = reception.receive(handed_in, place.who("reception"))

    assert found.dossier.channel == "van"


@pytest.mark.parametrize(
    ("channel", "reason"), [("no such", "unknown_channel"), ("online", "not_at_the_desk")]
)
def test_a_channel_that_is_none_of_the_desk_is_refused(
    place: Desk, channel: str, reason: str
) -> None:
    handed_in = brought(place.handed_in(), filing.Registered, channel=channel)

    with refused(reason):
        reception.receive(handed_in, place.who("reception"))
