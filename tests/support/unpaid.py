"""Dossiers that nobody ever asks for their fee, at every kind of agency that settles.

It can run as a program, in a province of its own: ``python -m tests.support.unpaid dong-thap
DIRECTORY`` prints where each of them was stopped.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from tests.support.numbers import fresh
from tests.support.province import running


class Way(NamedTuple):
    """A procedure that costs something: who settles it, and at whose desk and how it comes in.

    Agencies by the end of their identifier, which is the same in every pack.
    """

    kind: str
    settler: str
    desk: str
    procedure: str
    channel: str


WAYS = (
    Way("people_committee", ".51", ".51", "2.000635", "online"),
    Way("people_committee", ".51", ".51", "1.004873", "counter"),
    Way("police", ".51.01", ".51.01", "1.004194", "online"),
    Way("police", ".51.01", ".51.01", "1.004194", "counter"),
    Way("police", ".15", ".20", "3.000333", "online"),
    Way("police", ".15", ".15", "3.000333", "counter"),
    Way("land_registry", ".14.01", ".14.01", "1.012786", "counter"),
    Way("land_registry", ".14.01", ".20", "1.012786", "counter"),
    # What boundaries do not matter for, at a ward.
    Way("land_registry", ".14.01", ".51", "1.012786", "counter"),
    Way("department", ".13", ".20", "1.013226", "counter"),
)


def stopped_at(province: str, way: Way) -> tuple[str, str]:
    """The refusal that stops it, and the step at which: as far as anybody can bring it who never
    asks for a fee. Empty for one that got to its end."""
    from chalicelib.dossiers.applicants import EIdentity
    from chalicelib.foundation.errors import Refusal
    from tests.support import desk as desks

    receives, settles = (desks.desk(f"{province}{end}") for end in (way.desk, way.settler))
    code = ""
    try:
        if way.channel == "online":
            code = _filed(receives, settles.agency, way.procedure)
            receives.make("accept", code, "reception")
        else:
            checked = EIdentity(state="checked", how="card")
            how = {"settled_by": settles.agency, "e_identity": checked}
            code = receives.received(way.procedure, how=how).dossier.code
        while desks.state(code).step != "sign":
            settles.make("complete_step", code, "officer")
        settles.make("resolve", code, "head", fresh("QĐ"))
        receives.make("give_back", code, "reception", "counter")
    except Refusal as refusal:
        return refusal.code, desks.state(code).step if code else ""
    return "", ""


def _filed(receives: object, settler: str, procedure: str) -> str:
    from dataclasses import replace

    from chalicelib.reception import actions as reception
    from tests.support import desk as desks

    assert isinstance(receives, desks.Desk)
    handed_in = replace(receives.handed_in(procedure), settled_by=settler)
    return reception.submit(handed_in, desks.APPLICANT, now=lambda: receives.now).dossier.code


if __name__ == "__main__":
    from conftest import pytest_configure

    pack, directory = sys.argv[1:]
    pytest_configure()
    with running(Path(directory), pack):
        from chalicelib.agencies import actions as agencies

        identifier = str(agencies.province()["identifier"])
        print(json.dumps([stopped_at(identifier, way) for way in WAYS]))
