"""The control sheet, the register and the sheet of an outage, filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from chalicelib.agencies import actions as agencies
from chalicelib.agencies.rules import RuleSet
from chalicelib.dossiers import actions as dossiers
from chalicelib.dossiers.actions import Whole
from chalicelib.dossiers.events import Event
from chalicelib.dossiers.facts import (
    Assigned,
    HandedOver,
    LatenessExplained,
    OpinionRequested,
    StepCompleted,
    StepSentBack,
)
from chalicelib.dossiers.model import current_step
from chalicelib.foundation import clock
from chalicelib.foundation.errors import Damaged, Invalid, NotFound
from chalicelib.people.audiences import HEAD_OFFICER, RECEPTION_OFFICER
from chalicelib.people.model import Person
from chalicelib.procedures import actions as procedures
from chalicelib.reception import actions as reception
from chalicelib.reception import outages

from . import wording
from .heads import form_of, parent_of, procedure_of, sets_of
from .model import (
    ControlSheet,
    ControlStep,
    OutageSheet,
    Register,
    RegisterLine,
)

_REGISTER_KEEPERS = (RECEPTION_OFFICER, HEAD_OFFICER)


# What one answer holds: bounds of ours, no law's.
_REGISTER_DAYS, _REGISTER_LINES = 31, 100


# So many pages at most are read for one that has a line.
_REGISTER_PAGES = 5


def control_sheet(code: str, by: Person) -> ControlSheet:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ, from the timeline, which must hold."""
    whole = dossiers.read(code, by, "show_control_sheet")
    dossiers.must_hold(whole)
    dossier = whole.dossier
    named = procedure_of(dossier)
    steps = {step.key: step.title for step in named.version.process}
    rows = [one for one in whole.events if one.kind in wording.CONTROLLED]
    asked = [
        one.agency
        for event in whole.events
        if isinstance(event.data, OpinionRequested)
        for one in event.data.opinions
    ]
    return ControlSheet(
        **_book(dossier.settled_by, agencies.rules_of(dossier.rules), "control_sheet"),
        code=code,
        request=named.name,
        procedure_code=named.code,
        consulted=tuple(agencies.agency(one).name for one in dict.fromkeys(asked)),
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        steps=tuple(_control_step(whole, event, steps) for event in rows),
    )


def _control_step(whole: Whole, event: Event, steps: dict[str, str]) -> ControlStep:
    data = event.data
    what = wording.CONTROLLED[event.kind]
    if isinstance(data, StepCompleted | StepSentBack):
        what = f"{what}: {steps.get(data.step, data.step)}"
    giver = wording.APPLICANT if event.kind in wording.OF_APPLICANTS else event.by.name
    said = f"{data.said}. " if isinstance(data, LatenessExplained) else ""
    return ControlStep(
        what=what,
        giver=giver or wording.APPLICANT,
        receiver=_receiver(whole, event),
        at=event.happened_at,
        outcome=_in_time(whole, event),
        note=said + event.note,
    )


def _receiver(whole: Whole, event: Event) -> str:
    """Who has it then, or whom it is told: a person by name, else the division or the agency."""
    data, then = event.data, whole.as_of(event.version).dossier
    if isinstance(data, Assigned | HandedOver):
        return data.to.name
    if isinstance(data, OpinionRequested):
        return "; ".join(agencies.agency(one.agency).name for one in data.opinions)
    if event.kind in wording.OF_APPLICANTS:
        # Online nobody is there who takes it in.
        return event.by.name or wording.DESK
    if event.kind in wording.FOR_APPLICANTS:
        return wording.APPLICANT
    if event.kind in wording.FOR_HEADS:
        return wording.HEAD_OF_AGENCY
    step = current_step(then, procedure_of(then).version.process)
    return step.division if step and event.kind in wording.GOES_ON else ""


def _in_time(whole: Whole, event: Event) -> str:
    """As the due time stood before; nothing is late while the clock stands, and what was missed
    before the clock began anew stays late."""
    if event.version == 1:
        return ""
    before = whole.as_of(event.version - 1).dossier
    if before.due_at is None:
        return wording.TOO_LATE if getattr(event.data, "late", False) else ""
    if before.missed(event.happened_at):
        return wording.TOO_LATE
    return wording.BEFORE_TIME if getattr(event.data, "early", False) else wording.IN_TIME


def register(
    agency: str, first: dt.date, last: dt.date, after: str, by: Person, limit: int = _REGISTER_LINES
) -> Register:
    """Sổ theo dõi hồ sơ: what an agency received under the codes of some days, a page at a time.

    The serials of a day are counted, so the codes are known: nothing is searched. Each dossier
    is read as whoever asks may read it, and each reading is recorded.
    """
    dossiers.authority.must_hold(by, agency, _REGISTER_KEEPERS, wording.REGISTER_READ)
    if last < first:
        raise Invalid("period_backwards", wording.REGISTER_BACKWARDS)
    if (last - first).days >= _REGISTER_DAYS:
        raise Invalid("period_too_long", wording.REGISTER_TOO_LONG.format(days=_REGISTER_DAYS))
    codes = reception.codes_given(agency, first, last, after)
    received: list[Whole] = []
    broken: list[str] = []
    told = ""
    # A page without a line is read past: codes that were never used, or not received yet.
    for _ in range(_REGISTER_PAGES):
        page = list(islice(codes, limit))
        told = page[-1] if page else told
        found, broken = _sound(dossiers.entered(page), by)
        received = [one for one in found if one.dossier.received_at]
        if received or broken or not page:
            break
    goes_on = next(codes, None) is not None
    return Register(
        **_book(agency, agencies.rules_on(last), "register"),
        first=first,
        last=last,
        lines=tuple(_register_line(one) for one in received),
        broken=tuple(broken),
        next=told if goes_on else None,
    )


def _sound(codes: Iterable[str], by: Person) -> tuple[list[Whole], list[str]]:
    """The dossiers whose timeline holds, and the codes of the others: nothing is printed of them,
    and they are named rather than left out unseen."""
    sound: list[Whole] = []
    broken: list[str] = []
    for code in codes:
        try:
            whole = dossiers.read(code, by, "show_register")
            dossiers.must_hold(whole)
            sound.append(whole)
        except Damaged:
            broken.append(code)
    return sound, broken


def _register_line(whole: Whole) -> RegisterLine:
    dossier, applicant = whole.dossier, whole.content.applicant
    written = dossiers.codes.serial_of(dossier.code)
    return RegisterLine(
        # As the receipt names it: the serial of its day.
        number=written[1] if written else "",
        code=dossier.code,
        request=procedure_of(dossier).name,
        sets=sets_of(whole),
        name=applicant.organisation or applicant.name,
        address=applicant.address,
        phone=applicant.phone,
        settled_by=agencies.agency(dossier.settled_by).name,
        channel=dossier.channel,
        received_at=dossier.taken_in_at,
        due_at=dossier.due_at,
        closed_at=dossier.closed_at,
        note=procedures.channel(dossier.channel).name,
    )


def _book(identifier: str, rules: RuleSet, purpose: str) -> dict[str, Any]:
    agency = agencies.agency(identifier)
    return {
        "form_title_article": form_of(rules, purpose),
        "agency_name": agency.name,
        "parent_agency_name": parent_of(agency.parent, agency.level),
        "printed_at": clock.now(),
    }


def outage_sheet(agency: str, day: str, first: str, by: Person) -> OutageSheet:
    """A sheet of the outage book (S2 Điều 21 khoản 4) for a block of reserved codes."""
    place = agencies.agency(agency)
    for block in outages.blocks_of(place.identifier, by):
        if (block.day.isoformat(), str(block.first)) == (day, first):
            return OutageSheet(
                agency_name=place.name,
                parent_agency_name=parent_of(place.parent, place.level),
                day=block.day,
                codes=block.codes,
                reserved_at=block.at,
                begin=block.outage.begin if block.outage else None,
                end=block.outage.end if block.outage else None,
            )
    raise NotFound("no_such_block", wording.NO_SUCH_BLOCK)
