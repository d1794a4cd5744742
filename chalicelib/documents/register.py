"""The register of dossiers (Sổ theo dõi hồ sơ), drawn on A4 lying: one line for each dossier."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from . import wording
from .model import Register, RegisterLine
from .sheet import A4_LYING, BODY, About, centred, letterhead_lying, printed, small, table

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres: ``wording.REGISTER_HEADINGS`` has their names.
COLUMNS = (8.0, 33.0, 38.0, 10.0, 32.0, 39.0, 32.0, 20.0, 20.0, 20.0, 20.0)


def render(register: Register) -> bytes:
    """The register as PDF/A-2B."""

    def draw(pdf: FPDF) -> None:
        letterhead_lying(
            pdf, register.agency_name, register.parent_agency_name, register, wording.REGISTER_BOOK
        )
        centred(pdf, pdf.l_margin, pdf.epw, "I", BODY, period(register))
        pdf.set_y(pdf.y + 2)
        table(pdf, COLUMNS, wording.REGISTER_HEADINGS, map(row, register.lines))
        if register.broken:
            small(pdf, wording.REGISTER_BROKEN.format(", ".join(register.broken)))
        if register.next:
            small(pdf, wording.REGISTER_GOES_ON.format(register.next))

    return printed(about(register), draw)


def about(register: Register) -> About:
    return About(
        title=f"{' '.join(wording.REGISTER_BOOK)} {register.agency_name}",
        author=register.agency_name,
        issued_at=register.printed_at,
        of=f"{register.agency_name}, {period(register)}",
        paper=A4_LYING,
        always_numbered=True,
    )


def period(register: Register) -> str:
    return wording.REGISTER_PERIOD.format(
        first=wording.date(register.first), last=wording.date(register.last)
    )


def row(line: RegisterLine) -> tuple[str, ...]:
    return (
        line.number,
        line.code,
        line.request,
        f"{line.sets:02d}",
        line.name,
        "\n".join(filter(None, (line.address, line.phone))),
        line.settled_by,
        at(line.received_at),
        at(line.due_at),
        at(line.closed_at),
        line.note,
    )


def at(moment: dt.datetime | None) -> str:
    return wording.short_moment(moment) if moment else ""
