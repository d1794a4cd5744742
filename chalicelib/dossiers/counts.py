"""How many stand in the lists of a desk, without fetching them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.foundation import names, table

from . import desk
from .desk import Wanted
from .model import Dossier
from .store import dossier_of, nobody_at

# Exact so far; beyond it nobody acts on the number, and counting on would cost ever more.
MOST = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """``more`` says that there are more than are counted."""

    count: int
    more: bool


def of_desk(agency: str, now: dt.datetime) -> dict[str, Counted]:
    """What an agency must see at a glance, each as long as its list on the desk."""
    return {
        **_overdue(agency, now),
        "due_today": _count(desk.wanted(agency, "", now, due_today=True)),
        "unassigned": _count(desk.wanted(agency, "", now, unassigned=True)),
        "waiting": _count(desk.wanted(agency, "", now, waiting=True)),
        **_to_forward(agency, now),
    }


def open_at(agency: str, procedures: frozenset[str] | None, most: int) -> tuple[Counted, list[str]]:
    """Open dossiers that an agency settles, of some procedures or of all, and their codes.

    Exact up to ``most``: a list of its own for every procedure would cost every move.
    """
    found: list[str] = []
    for lane in desk.open_lanes():
        for page in table.pages(f"{agency}#{lane}", index=names.LANE_INDEX):
            dossiers = (dossier_of(item) for item in page)
            found += [
                one.code for one in dossiers if procedures is None or one.procedure in procedures
            ]
            if len(found) > most:
                return Counted(most, more=True), found[:most]
    return Counted(len(found), more=False), found


def _overdue(agency: str, now: dt.datetime) -> dict[str, Counted]:
    """What is overdue; of how many that was explained to the head, and apologised for (CV
    442/UBND-TH mục 1c)."""
    found, counted = _first(desk.wanted(agency, "", now, overdue=True))
    explained = sum(one.explained_for in _missed(one) for one in found)
    apologised = sum(one.apologised_for in _missed(one) for one in found)
    return {
        "overdue": counted,
        "overdue_explained": Counted(explained, counted.more),
        "overdue_apologised": Counted(apologised, counted.more),
    }


def _missed(dossier: Dossier) -> set[dt.datetime]:
    return {dossier.appointment} if dossier.appointment else set()


def _to_forward(agency: str, now: dt.datetime) -> dict[str, Counted]:
    """What reception has still to forward, and of it what is late (NĐ 61/2018 Điều 18)."""
    found, counted = _first(desk.wanted(agency, "", now, to_forward=True))
    late = sum(one.forward_by is not None and one.forward_by < now for one in found)
    return {"to_forward": counted, "to_forward_late": Counted(late, counted.more)}


def _first(wanted: Wanted) -> tuple[list[Dossier], Counted]:
    """The first of a list, as many as are counted; one call a lane, as counting them would be."""
    read: list[Dossier] = []
    for part, index in _parts(wanted):
        left = MOST + 1 - len(read)
        if left > 0:
            page = table.query(part, index=index, between=wanted.due_between, limit=left)
            read += [dossier_of(item) for item in page.items]
    found = [one for one in read[:MOST] if wanted.shows(one)]
    return found, Counted(len(found), more=len(read) > MOST)


def _count(wanted: Wanted) -> Counted:
    found = 0
    for part, index in _parts(wanted):
        left = MOST + 1 - found
        found += table.count(part, between=wanted.due_between, index=index, limit=left)
        if found > MOST:
            return Counted(MOST, more=True)
    return Counted(found, more=False)


def _parts(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Where its dossiers are kept: in the hands of nobody, or in its lanes."""
    if wanted.hands is not None:
        yield wanted.hands or nobody_at(wanted.agency), names.HANDS_INDEX
        return
    for lane in wanted.lanes:
        yield f"{wanted.agency}#{lane}", names.LANE_INDEX
